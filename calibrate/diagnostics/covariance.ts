// Covariance matrices of fitted parameters: Gauss–Newton, full Hessian, and sandwich (robust to unequal variances).
// Invariant: rows and columns of parameters that the data do not determine are NaN, never numbers that are the outcome of rounding.
// Weighted least squares: give Jacobian and residuals with row i multiplied by √wᵢ.
import { FitError } from "../errors.js";
import { factor, norm2, solveUpper } from "../qr.js";
import { congruence, inversePositiveDefinite, type Matrix } from "./symmetric.js";

export type CovarianceKind = "gauss-newton" | "hessian" | "HC0" | "HC1" | "HC2" | "HC3" | "sandwich";

export interface Covariance {
  readonly kind: CovarianceKind;
  /** Rows; in the units of the parameters. */
  readonly matrix: Matrix;
  /** Parameters without an entry. */
  readonly undetermined: readonly number[];
}

export interface Linearised {
  /** (JᵀJ)⁻¹ with NaN for what is not determined. */
  readonly inverse: Matrix;
  readonly undetermined: readonly number[];
  readonly rank: number;
  /** Diagonal of J (JᵀJ)⁻¹ Jᵀ: what each row has to say about its own prediction, 0 … 1. */
  readonly leverages: Float64Array;
  /** Rows of (JᵀJ)⁻¹ Jᵀ: how each parameter moves with each target, to first order; NaN for what is not determined. */
  readonly influence: readonly Float64Array[];
}

/** Entries of a null vector below this (its largest entry being 1) count as zero. */
const NULL_ENTRY = 1e-8;

/** @param jacobian n columns of length m, derivatives of the predictions by the parameters */
export function linearise(jacobian: readonly Float64Array[]): Linearised {
  const n = jacobian.length;
  const m = jacobian[0]?.length ?? 0;
  const rows = Math.max(m, n);
  const norms = jacobian.map((column) => norm2(column));
  const scaled = jacobian.map((column, j) => {
    const result = new Float64Array(rows);
    if (norms[j] !== 0) for (let i = 0; i < m; i++) result[i] = column[i]! / norms[j]!;
    return result;
  });
  const { r, order } = factor(scaled, new Float64Array(rows), true);
  let rank = 0;
  while (rank < n && Math.abs(r[rank]![rank]!) > 8 * rows * Number.EPSILON) rank++;
  const free = new Set<number>();
  for (let k = rank; k < n; k++) {
    const leading = solveUpper(r, r[k]!, rank);
    free.add(order[k]!);
    const largest = leading.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
    leading.forEach((entry, i) => {
      if (Math.abs(entry) > NULL_ENTRY * largest) free.add(order[i]!);
    });
  }
  const columns = Array.from({ length: rank }, (_, k) => {
    const unit = new Float64Array(rank);
    unit[k] = 1;
    return solveUpper(r, unit, rank);
  });
  const inverse = jacobian.map(() => new Float64Array(n).fill(Number.NaN));
  for (let a = 0; a < rank; a++)
    for (let b = 0; b < rank; b++) {
      const [i, j] = [order[a]!, order[b]!];
      if (free.has(i) || free.has(j)) continue;
      let sum = 0;
      for (const column of columns) sum += column[a]! * column[b]!;
      inverse[i]![j] = sum / norms[i]! / norms[j]!;
    }
  // Columns of Q₁ = A P R⁻¹, then the rows of (D R⁻¹) Q₁ᵀ = (JᵀJ)⁻¹ Jᵀ.
  const orthonormal = columns.map((column) => combination(column, order, scaled, m));
  const leverages = Float64Array.from({ length: m }, (_, i) =>
    orthonormal.reduce((sum, q) => sum + q[i]! ** 2, 0),
  );
  const influence = jacobian.map(() => new Float64Array(m).fill(Number.NaN));
  for (let a = 0; a < rank; a++) {
    const j = order[a]!;
    if (free.has(j)) continue;
    influence[j] = Float64Array.from(
      { length: m },
      (_, i) => orthonormal.reduce((sum, q, k) => sum + columns[k]![a]! * q[i]!, 0) / norms[j]!,
    );
  }
  return { inverse, undetermined: [...free].sort((a, b) => a - b), rank, leverages, influence };
}

/** Σ weightₐ · columns[order[a]], the first m entries. */
function combination(
  weights: Float64Array,
  order: readonly number[],
  columns: readonly Float64Array[],
  m: number,
): Float64Array {
  const sum = new Float64Array(m);
  weights.forEach((weight, a) => {
    const column = columns[order[a]!]!;
    for (let i = 0; i < m; i++) sum[i] = sum[i]! + weight * column[i]!;
  });
  return sum;
}

/**
 * s² (JᵀJ)⁻¹ with s² = Σ r² / (m - rank) (Seber & Wild 1989, §2.1.2).
 * @param variance takes the place of s² where it is known: 1 when residuals are in units of known standard deviations
 * @throws FitError ("rows") when no degree of freedom is left and the variance is not given
 */
export function gaussNewtonCovariance(
  jacobian: readonly Float64Array[],
  residuals: Float64Array,
  variance?: number,
): Covariance {
  const { inverse, undetermined, rank } = linearise(jacobian);
  const s2 = variance ?? residualVariance(residuals, rank);
  return { kind: "gauss-newton", matrix: scaledBy(inverse, s2), undetermined };
}

/** Σ r² / (m - p). @throws FitError ("rows") without a degree of freedom */
export function residualVariance(residuals: Float64Array, determined: number): number {
  const free = residuals.length - determined;
  if (free <= 0)
    throw new FitError(
      "rows",
      `${residuals.length} rows leave no degree of freedom for ${determined} parameters: there is no residual variance`,
    );
  return norm2(residuals) ** 2 / free;
}

/**
 * variance · H⁻¹: H the Hessian of a negative log likelihood (variance 1) or of ½ Σ r² (variance s²). Undefined when H is not positive
 * definite: the point is not a minimum, or the data do not determine all parameters.
 */
export function hessianCovariance(hessian: Matrix, variance = 1): Covariance | undefined {
  const inverse = inversePositiveDefinite(hessian);
  return inverse && { kind: "hessian", matrix: scaledBy(inverse, variance), undetermined: [] };
}

/**
 * (JᵀJ)⁻¹ Jᵀ diag(ω) J (JᵀJ)⁻¹ (White 1980; MacKinnon & White 1985): ω = r² for HC0, r² m/(m-p) for HC1, r²/(1-h) for HC2,
 * r²/(1-h)² for HC3, h the leverage.
 * @throws FitError ("rows") for HC1 without degrees of freedom, for HC2 and HC3 when a row alone determines its prediction (h = 1)
 */
export function robustCovariance(
  jacobian: readonly Float64Array[],
  residuals: Float64Array,
  kind: "HC0" | "HC1" | "HC2" | "HC3",
): Covariance {
  const { undetermined, rank, leverages, influence } = linearise(jacobian);
  const m = residuals.length;
  if (kind === "HC1") residualVariance(residuals, rank);
  const power = kind === "HC2" ? 1 : kind === "HC3" ? 2 : 0;
  const omega = residuals.map((r, i) => {
    const left = 1 - leverages[i]!;
    if (power > 0 && !(left > 1e-12))
      throw new FitError(
        "rows",
        `row ${i + 1} alone determines its prediction (leverage 1): ${kind} has no value, use HC0 or HC1`,
      );
    return ((r * r) / left ** power) * (kind === "HC1" ? m / (m - rank) : 1);
  });
  const matrix = influence.map((a) =>
    Float64Array.from(influence, (b) => omega.reduce((sum, w, i) => sum + w * a[i]! * b[i]!, 0)),
  );
  return { kind, matrix, undetermined };
}

/**
 * H⁻¹ (Σ gᵢ gᵢᵀ) H⁻¹ for any negative log likelihood (Huber 1967). Undefined when H is not positive definite.
 * @param scores for each row its gradient by the parameters
 */
export function sandwichCovariance(hessian: Matrix, scores: readonly Float64Array[]): Covariance | undefined {
  const bread = inversePositiveDefinite(hessian);
  if (!bread) return undefined;
  const n = hessian.length;
  const middle = hessian.map((_, a) =>
    Float64Array.from({ length: n }, (_, b) => scores.reduce((sum, g) => sum + g[a]! * g[b]!, 0)),
  );
  return { kind: "sandwich", matrix: congruence(bread, middle), undetermined: [] };
}

/** Roots of the diagonal; null where there is no entry. */
export function standardErrors({ matrix }: Covariance): (number | null)[] {
  return matrix.map((row, j) => (row[j]! >= 0 ? Math.sqrt(row[j]!) : null));
}

/** Correlations, rows; NaN where there is no entry, or a variance is 0. */
export function correlations({ matrix }: Covariance): Float64Array[] {
  return matrix.map((row, i) =>
    row.map((value, j) => (i === j && value > 0 ? 1 : value / Math.sqrt(row[i]! * matrix[j]![j]!))),
  );
}

function scaledBy(matrix: Matrix, factorOf: number): Float64Array[] {
  return matrix.map((row) => row.map((value) => value * factorOf));
}
