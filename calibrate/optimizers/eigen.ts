// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub & Van Loan 2013, algorithm 8.5.3, cyclic by row).
// Large matrices are made tridiagonal first (ml-matrix), which takes a small part of the time.
// Invariant: the vectors are orthonormal up to rounding; the same matrix gives the same bits.
import { EigenvalueDecomposition, Matrix } from "ml-matrix";

export interface Eigen {
  readonly values: readonly number[];
  /** Vector j belongs to value j. */
  readonly vectors: readonly (readonly number[])[];
}

const SWEEPS = 60;
/** Rows from which on Jacobi's greater accuracy is not worth its time. */
const LARGE = 65;

/** @param matrix rows of a symmetric matrix of finite numbers; its upper triangle counts */
export function symmetricEigen(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  if (n >= LARGE) return tridiagonal(matrix);
  const a = matrix.map((row, i) => row.map((_, j) => matrix[Math.min(i, j)]![Math.max(i, j)]!));
  const vectors = matrix.map((_, i) => matrix.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = Math.abs(a[p]![q]!);
        if (off <= Number.EPSILON * Math.sqrt(Math.abs(a[p]![p]! * a[q]![q]!))) continue;
        rotated = true;
        rotate(a, vectors, p, q);
      }
    }
    if (!rotated) break;
  }
  return { values: a.map((row, i) => row[i]!), vectors };
}

function tridiagonal(matrix: readonly (readonly number[])[]): Eigen {
  const n = matrix.length;
  const a = new Matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) a.set(i, j, matrix[Math.min(i, j)]![Math.max(i, j)]!);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(a, { assumeSymmetric: true });
  return { values: realEigenvalues, vectors: eigenvectorMatrix.transpose().to2DArray() };
}

/** Makes the entry (p, q) zero. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const n = a.length;
  const tau = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  const turn = (rows: number[][]): void => {
    const [x, y] = [rows[p]!, rows[q]!];
    for (let k = 0; k < n; k++) {
      const [u, v] = [x[k]!, y[k]!];
      x[k] = c * u - s * v;
      y[k] = s * u + c * v;
    }
  };
  turn(a);
  for (const row of a) {
    const [u, v] = [row[p]!, row[q]!];
    row[p] = c * u - s * v;
    row[q] = s * u + c * v;
  }
  a[p]![q] = 0;
  a[q]![p] = 0;
  turn(vectors);
}
