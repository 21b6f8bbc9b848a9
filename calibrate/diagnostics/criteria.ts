// Information criteria, to compare programs fitted to the same rows.
// Invariant: values compare only over the same targets and with normalised losses; `k` counts estimated noise parameters too.
import { FitError } from "../errors.js";

export interface Criteria {
  readonly negativeLogLikelihood: number;
  /** Estimated parameters, those of the noise included. */
  readonly parameters: number;
  readonly rows: number;
  /** 2k - 2 log L (Akaike 1974). */
  readonly aic: number;
  /** AIC + 2k(k+1)/(n-k-1) (Hurvich & Tsai 1989); null unless n > k + 1. */
  readonly aicc: number | null;
  /** k log n - 2 log L (Schwarz 1978). */
  readonly bic: number;
}

/** @throws FitError ("usage") unless there are rows and the counts are whole numbers */
export function criteriaOf(negativeLogLikelihood: number, parameters: number, rows: number): Criteria {
  if (!Number.isInteger(rows) || rows < 1 || !Number.isInteger(parameters) || parameters < 0)
    throw new FitError(
      "usage",
      `AIC and BIC need whole counts, got ${parameters} parameters and ${rows} rows`,
    );
  const aic = 2 * parameters + 2 * negativeLogLikelihood;
  const left = rows - parameters - 1;
  return {
    negativeLogLikelihood,
    parameters,
    rows,
    aic,
    aicc: left > 0 ? aic + (2 * parameters * (parameters + 1)) / left : null,
    bic: parameters * Math.log(rows) + 2 * negativeLogLikelihood,
  };
}

/** -log L of normal noise at its best σ: ½ n (log(2π S/n) + 1), S = Σ r². */
export function profiledGaussian(sumOfSquares: number, rows: number): number {
  return 0.5 * rows * (Math.log((2 * Math.PI * sumOfSquares) / rows) + 1);
}

/** One program among those compared. */
export interface Ranked<T> {
  readonly candidate: T;
  readonly value: number;
  /** Value minus the lowest. */
  readonly difference: number;
  /** exp(-Δ/2) over the sum of these (Burnham & Anderson 2002, §2.9). */
  readonly weight: number;
}

/** Best first. @throws FitError ("usage") when the fits are of different numbers of rows, or AICc has no value */
export function rankBy<T extends { readonly criteria: Criteria }>(
  candidates: readonly T[],
  criterion: "aic" | "aicc" | "bic",
): Ranked<T>[] {
  const rows = new Set(candidates.map(({ criteria }) => criteria.rows));
  if (rows.size > 1)
    throw new FitError(
      "usage",
      `${criterion} compares fits of the same rows only, got ${[...rows].join(" and ")} rows`,
    );
  const values = candidates.map(({ criteria }) => {
    const value = criteria[criterion];
    if (value !== null) return value;
    throw new FitError("usage", "AICc needs at least two rows more than parameters: compare by AIC or BIC");
  });
  const lowest = Math.min(...values);
  const shares = values.map((value) => Math.exp(-0.5 * (value - lowest)));
  const sum = shares.reduce((a, b) => a + b, 0);
  return candidates
    .map((candidate, i) => ({
      candidate,
      value: values[i]!,
      difference: values[i]! - lowest,
      weight: shares[i]! / sum,
    }))
    .sort((a, b) => a.value - b.value);
}
