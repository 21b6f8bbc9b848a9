// Confidence intervals from standard errors, and the bands that a covariance puts around predictions.
// Invariant: what has no standard error has no interval; a prediction that depends on an undetermined direction has no band (NaN).

import type { Covariance } from "./covariance.js";
import { standardErrors } from "./covariance.js";
import { normalQuantile, tQuantile } from "./distributions.js";

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The two-sided quantile of a level: of Student's t when the noise variance was estimated, else of the normal distribution. */
export function twoSided(level: number, degreesOfFreedom: number | undefined): number {
  const probability = 0.5 + level / 2;
  return degreesOfFreedom === undefined
    ? normalQuantile(probability)
    : tQuantile(probability, degreesOfFreedom);
}

/**
 * θ̂ ± q se; null where there is no standard error.
 * @param degreesOfFreedom of the residual variance; undefined when the variance is known or the covariance is asymptotic
 */
export function waldIntervals(
  parameters: ArrayLike<number>,
  covariance: Covariance,
  level: number,
  degreesOfFreedom?: number,
): (Interval | null)[] {
  const q = twoSided(level, degreesOfFreedom);
  return standardErrors(covariance).map((error, j) =>
    error === null ? null : { lower: parameters[j]! - q * error, upper: parameters[j]! + q * error },
  );
}

export interface Bands {
  readonly level: number;
  /** Of the mean: what is not known of the parameters, √(gᵀ C g). */
  readonly meanError: Float64Array;
  readonly meanLower: Float64Array;
  readonly meanUpper: Float64Array;
  /** Of a new observation: the noise as well. */
  readonly newLower: Float64Array;
  readonly newUpper: Float64Array;
}

/**
 * Laplace's approximation carried to the predictions by their derivatives (the delta method; Seber & Wild 1989, §5.1).
 * @param jacobian columns d prediction / d parameter at the places that the bands are wanted for
 * @param noiseVariance of one new observation, in the unit of the target squared; one number or one for each place
 */
export function laplaceBands(
  predictions: ArrayLike<number>,
  jacobian: readonly Float64Array[],
  covariance: Covariance,
  noiseVariance: number | ArrayLike<number>,
  level: number,
  degreesOfFreedom?: number,
): Bands {
  const q = twoSided(level, degreesOfFreedom);
  const rows = predictions.length;
  const make = (): Float64Array => new Float64Array(rows);
  const [meanError, meanLower, meanUpper, newLower, newUpper] = [make(), make(), make(), make(), make()];
  for (let i = 0; i < rows; i++) {
    // A parameter that this prediction does not depend on does not matter, determined or not.
    const active = jacobian.map((_, j) => j).filter((j) => jacobian[j]![i] !== 0);
    let variance = 0;
    for (const a of active)
      for (const b of active) variance += jacobian[a]![i]! * covariance.matrix[a]![b]! * jacobian[b]![i]!;
    const noise = typeof noiseVariance === "number" ? noiseVariance : noiseVariance[i]!;
    const mean = q * Math.sqrt(variance);
    const fresh = q * Math.sqrt(variance + noise);
    meanError[i] = Math.sqrt(variance);
    meanLower[i] = predictions[i]! - mean;
    meanUpper[i] = predictions[i]! + mean;
    newLower[i] = predictions[i]! - fresh;
    newUpper[i] = predictions[i]! + fresh;
  }
  return { level, meanError, meanLower, meanUpper, newLower, newUpper };
}
