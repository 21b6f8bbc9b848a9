// Small dense symmetric matrices: eigenvalues by Jacobi rotations, Cholesky factor, inverse.
// A matrix is an array of rows, each a Float64Array; only the lower triangle is read where a matrix is taken as symmetric.
// Invariant: arguments are not changed; a matrix that is not positive definite gives undefined, never an inverse of rounding.
// Sources: Golub & Van Loan, Matrix Computations (2013), algorithms 4.2.2 and 8.5.2; Demmel & Veselić 1992 for scaling first.

export type Matrix = readonly Float64Array[];

const MOST_SWEEPS = 60;

/** Eigenvalues in falling order with their unit eigenvectors. @throws RangeError when an entry is not finite */
export function eigenSymmetric(matrix: Matrix): { values: Float64Array; vectors: Float64Array[] } {
  const n = matrix.length;
  const a = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => (j <= i ? matrix[i]![j]! : matrix[j]![i]!)),
  );
  if (!a.every((row) => row.every(Number.isFinite)))
    throw new RangeError("eigenvalues need a matrix of finite numbers");
  const v = Array.from({ length: n }, (_, i) => {
    const unit = new Float64Array(n);
    unit[i] = 1;
    return unit;
  });
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const off = a[p]![q]!;
        if (Math.abs(off) <= Number.EPSILON * Math.sqrt(Math.abs(a[p]![p]! * a[q]![q]!))) continue;
        rotated = true;
        const tau = (a[q]![q]! - a[p]![p]!) / (2 * off);
        const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        rotate(a, v, p, q, 1 / Math.sqrt(1 + t * t), t);
      }
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]!);
  return { values: Float64Array.from(order, (i) => a[i]![i]!), vectors: order.map((i) => v[i]!) };
}

/** A ← Gᵀ A G and the same rotation on the rows of v, which are the eigenvectors to be. */
function rotate(
  a: readonly Float64Array[],
  v: readonly Float64Array[],
  p: number,
  q: number,
  c: number,
  t: number,
): void {
  const s = t * c;
  for (const row of a) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  for (const m of [a, v]) {
    const [rowP, rowQ] = [m[p]!, m[q]!];
    for (let k = 0; k < rowP.length; k++) {
      const [x, y] = [rowP[k]!, rowQ[k]!];
      rowP[k] = c * x - s * y;
      rowQ[k] = s * x + c * y;
    }
  }
  a[p]![q] = 0;
  a[q]![p] = 0;
}

/** L with L Lᵀ = A (rows, zeros above the diagonal); undefined when A is not positive definite to working precision. */
export function cholesky(matrix: Matrix): Float64Array[] | undefined {
  const n = matrix.length;
  const l = matrix.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j) {
        if (!(sum > 8 * n * Number.EPSILON * Math.abs(matrix[i]![i]!))) return undefined;
        l[i]![i] = Math.sqrt(sum);
      } else l[i]![j] = sum / l[j]![j]!;
    }
  return l;
}

/** A⁻¹; undefined when A is not positive definite to working precision. Scaled to a unit diagonal first, so units do not matter. */
export function inversePositiveDefinite(matrix: Matrix): Float64Array[] | undefined {
  const n = matrix.length;
  const scale = Float64Array.from(matrix, (row, i) => 1 / Math.sqrt(row[i]!));
  if (!scale.every((s) => s > 0 && Number.isFinite(s))) return undefined;
  const l = cholesky(matrix.map((row, i) => row.map((value, j) => value * scale[i]! * scale[j]!)));
  if (!l) return undefined;
  const columns = Array.from({ length: n }, (_, k) => {
    const x = new Float64Array(n);
    x[k] = 1;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) x[i] = x[i]! - l[i]![j]! * x[j]!;
      x[i] = x[i]! / l[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) x[i] = x[i]! - l[j]![i]! * x[j]!;
      x[i] = x[i]! / l[i]![i]!;
    }
    return x;
  });
  return columns.map((column, i) => column.map((value, j) => value * scale[i]! * scale[j]!));
}

/** A x. */
export function times(matrix: Matrix, x: ArrayLike<number>): Float64Array {
  return Float64Array.from(matrix, (row) => row.reduce((sum, value, j) => sum + value * x[j]!, 0));
}

/** A B Aᵀ for a symmetric B. */
export function congruence(a: Matrix, b: Matrix): Float64Array[] {
  const ab = a.map((row) => Float64Array.from(b, (column) => row.reduce((s, x, k) => s + x * column[k]!, 0)));
  return ab.map((row) => Float64Array.from(a, (other) => row.reduce((s, x, k) => s + x * other[k]!, 0)));
}
