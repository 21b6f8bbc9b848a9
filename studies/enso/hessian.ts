// Second derivatives of the likelihood, and what they say of standard errors.
// Invariant: they are central differences of exact gradients, by the solvers' coordinates, in which one step fits all.
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import type { Coordinates } from "./coordinates.js";
import type { Objective } from "./objective.js";

/** Of the coordinates. Second derivatives are near the number of months there, so a step is a small part of a standard error. */
const STEP = 1e-4;

/** By the coordinates, symmetric, row by row: n x n. Takes 2 n gradients. @throws InnovationError; the signal's reason */
export function hessianOf(
  objective: Objective,
  coordinates: Coordinates,
  parameters: Float64Array,
  signal?: AbortSignal,
): Float64Array {
  const at = coordinates.fromParameters(parameters);
  const n = at.length;
  const gradient = (place: number, by: number): Float64Array => {
    signal?.throwIfAborted();
    const moved = at.slice();
    moved[place]! += by;
    return coordinates.gradient(objective.valueAndGradient(coordinates.toParameters(moved)).gradient);
  };
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const [up, down] = [gradient(i, STEP), gradient(i, -STEP)];
    for (let j = 0; j < n; j++) {
      const second = (up[j]! - down[j]!) / (4 * STEP);
      hessian[i * n + j]! += second;
      hessian[j * n + i]! += second;
    }
  }
  return hessian;
}

export interface Laplace {
  /** Covariance of the coordinates: the inverse of the second derivatives; rows of what is held fixed are 0. n x n */
  readonly covariance: Float64Array;
  /** Its lower Cholesky factor, for draws. */
  readonly factor: Float64Array;
}

/**
 * The normal approximation of the likelihood around its maximum.
 * @param fixed coordinates that are held: those at the edge of what they can be
 * @returns undefined where the second derivatives are not positive definite: that is no maximum, or something is not determined
 */
export function laplaceOf(hessian: Float64Array, fixed: ReadonlySet<number>): Laplace | undefined {
  const n = Math.sqrt(hessian.length);
  const free = Array.from({ length: n }, (_, i) => i).filter((i) => !fixed.has(i));
  const reduced = new Matrix(free.length, free.length);
  free.forEach((i, a) => {
    free.forEach((j, b) => {
      reduced.set(a, b, hessian[i * n + j]!);
    });
  });
  const cholesky = new CholeskyDecomposition(reduced);
  if (!cholesky.isPositiveDefinite()) return undefined;
  const solved = cholesky.solve(Matrix.eye(free.length));
  // Rounding leaves it a little unsymmetric.
  const inverse = Matrix.add(solved, solved.transpose()).mul(0.5);
  const root = new CholeskyDecomposition(inverse);
  if (!root.isPositiveDefinite()) return undefined;
  const spread = (matrix: Matrix): Float64Array => {
    const all = new Float64Array(n * n);
    free.forEach((i, a) => {
      free.forEach((j, b) => {
        all[i * n + j] = matrix.get(a, b);
      });
    });
    return all;
  };
  return { covariance: spread(inverse), factor: spread(root.lowerTriangularMatrix) };
}

/** Of the parameters, from the covariance of the coordinates: the roots of the diagonal of J C J'. 0 for what is held fixed. */
export function standardErrors({ factor }: Laplace, coordinates: Coordinates): Float64Array {
  const n = coordinates.count;
  const squares = new Float64Array(n);
  const origin = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    // The map is linear: each column of the factor goes through it.
    for (let i = 0; i < n; i++) origin[i] = factor[i * n + j]!;
    const moved = coordinates.toParameters(origin);
    for (let i = 0; i < n; i++) squares[i]! += moved[i]! ** 2;
  }
  return squares.map(Math.sqrt);
}
