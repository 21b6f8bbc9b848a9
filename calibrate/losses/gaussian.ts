// Normal noise: least squares with weights, with known standard deviations, and with a standard deviation that is estimated.
// Invariant: with equal arguments all three have the same minimiser of the predictions; they differ in what their value means.
import type { Loss } from "./loss.js";
import { type PerRow, positivePerRow } from "./scale.js";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** ½ w (prediction - target)²: relative weights, unknown scale; not a likelihood. Default weight 1. */
export function leastSquares(weights: PerRow = 1): Loss {
  const weightOf = positivePerRow("the weight", weights);
  return {
    name: "least squares",
    nuisance: [],
    normalised: false,
    row(prediction, target, row) {
      const weight = weightOf(row);
      const difference = prediction - target;
      return {
        value: 0.5 * weight * difference * difference,
        slope: weight * difference,
        curvature: weight,
        weight,
        byNuisance: [],
      };
    },
    residual(prediction, target, row) {
      const root = Math.sqrt(weightOf(row));
      return { residual: root * (prediction - target), slope: root };
    },
  };
}

/** Normal noise of known standard deviation, in the unit of the target: ½ z² + log σ + ½ log 2π with z = (prediction - target) / σ. */
export function gaussianKnown(sigma: PerRow): Loss {
  const sigmaOf = positivePerRow("sigma", sigma);
  return {
    name: "normal, known sigma",
    nuisance: [],
    normalised: true,
    row(prediction, target, row) {
      const s = sigmaOf(row);
      const z = (prediction - target) / s;
      const curvature = 1 / (s * s);
      return {
        value: 0.5 * z * z + Math.log(s) + HALF_LOG_TWO_PI,
        slope: z / s,
        curvature,
        weight: curvature,
        byNuisance: [],
      };
    },
    residual(prediction, target, row) {
      const s = sigmaOf(row);
      return { residual: (prediction - target) / s, slope: 1 / s };
    },
  };
}

/**
 * Normal noise whose standard deviation σ is estimated; row i has standard deviation σ / √wᵢ.
 * The profile value is σ̂² = Σ w r² / n, the maximum-likelihood one (no correction for the number of parameters).
 */
export function gaussianEstimated(weights: PerRow = 1): Loss {
  const weightOf = positivePerRow("the weight", weights);
  return {
    name: "normal, estimated sigma",
    nuisance: [{ name: "sigma", initial: 1, lower: 0, upper: Number.POSITIVE_INFINITY }],
    normalised: true,
    row(prediction, target, row, nuisance) {
      const sigma = nuisance[0]!;
      const s = sigma / Math.sqrt(weightOf(row));
      const z = (prediction - target) / s;
      const curvature = 1 / (s * s);
      return {
        value: 0.5 * z * z + Math.log(s) + HALF_LOG_TWO_PI,
        slope: z / s,
        curvature,
        weight: curvature,
        byNuisance: [(1 - z * z) / sigma],
      };
    },
    residual(prediction, target, row, nuisance) {
      const s = nuisance[0]! / Math.sqrt(weightOf(row));
      return { residual: (prediction - target) / s, slope: 1 / s };
    },
    profile(predictions, targets) {
      let sum = 0;
      for (let i = 0; i < targets.length; i++) sum += weightOf(i) * (predictions[i]! - targets[i]!) ** 2;
      return [Math.sqrt(sum / targets.length)];
    },
  };
}
