// Standard errors of least-squares parameters, and which parameters the data determine at all.
//
// se(θ_j)² = s² [(JᵀJ)⁻¹]_jj with s² = Σ r² / (m - rank), the linear approximation at the minimum (Seber & Wild, Nonlinear Regression,
// 1989, §2.1.2); J is in the original coordinates. From the pivoted QR of J with columns scaled to norm 1: (JᵀJ)⁻¹ = R⁻¹ R⁻ᵀ.
// Invariant: a parameter that the rows do not determine gets null, never a number that is the outcome of rounding.
import { factor, norm2, solveUpper } from "./qr.js";

export interface Uncertainty {
  /** One for each column; null where the rows do not determine the parameter, or leave no degree of freedom. */
  readonly standardErrors: readonly (number | null)[];
  /** Numerical rank of the Jacobian. */
  readonly rank: number;
  /** Columns that the rows do not determine (some other choice of these fits equally well, to first order). */
  readonly undetermined: readonly number[];
  /** Rows minus rank. */
  readonly degreesOfFreedom: number;
  /** √s²: the residual standard deviation; null without degrees of freedom. */
  readonly residualDeviation: number | null;
}

/** Entries of a null vector below this (its largest entry being 1) count as zero. */
const NULL_ENTRY = 1e-8;

/**
 * @param jacobian n columns of length m: derivatives of the predictions with respect to the parameters
 * @param residuals m residuals in the unit of the target
 */
export function uncertaintyOf(jacobian: readonly Float64Array[], residuals: Float64Array): Uncertainty {
  const m = residuals.length;
  const n = jacobian.length;
  const norms = jacobian.map((column) => norm2(column));
  const rows = Math.max(m, n);
  const scaled = jacobian.map((column, j) => {
    const result = new Float64Array(rows);
    for (let i = 0; i < m; i++) result[i] = norms[j] === 0 ? 0 : column[i]! / norms[j]!;
    return result;
  });
  const { r, order } = factor(scaled, new Float64Array(rows), true);
  const tolerance = 8 * rows * Number.EPSILON;
  let rank = 0;
  while (rank < n && Math.abs(r[rank]![rank]!) > tolerance) rank++;

  const free = new Set<number>();
  for (let k = rank; k < n; k++) {
    // Null vector of R with entry k equal to 1: the leading entries solve R₁₁ x = -R₁ₖ.
    const leading = solveUpper(r, r[k]!, rank);
    free.add(order[k]!);
    const largest = Math.max(1, ...leading.map(Math.abs));
    leading.forEach((entry, i) => {
      if (Math.abs(entry) > NULL_ENTRY * largest) free.add(order[i]!);
    });
  }

  const degreesOfFreedom = m - rank;
  const size = norm2(residuals);
  const residualDeviation = degreesOfFreedom > 0 ? size / Math.sqrt(degreesOfFreedom) : null;
  const standardErrors = new Array<number | null>(n).fill(null);
  if (residualDeviation !== null) {
    const lengths = rowNormsOfInverse(r, rank);
    for (let i = 0; i < rank; i++) {
      const j = order[i]!;
      if (!free.has(j)) standardErrors[j] = (residualDeviation * lengths[i]!) / norms[j]!;
    }
  }
  const undetermined = [...free].sort((a, b) => a - b);
  return { standardErrors, rank, undetermined, degreesOfFreedom, residualDeviation };
}

/** Norms of the rows of R⁻¹ for the leading n × n block. */
function rowNormsOfInverse(r: readonly Float64Array[], n: number): Float64Array {
  const squares = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const unit = new Float64Array(n);
    unit[k] = 1;
    const column = solveUpper(r, unit, n);
    for (let i = 0; i < n; i++) squares[i] = squares[i]! + column[i]! ** 2;
  }
  return squares.map(Math.sqrt);
}
