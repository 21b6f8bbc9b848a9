// Losses that bound what one outlier can do: Huber's, and Student's t.
// Invariant: near a residual of 0 both behave like least squares with the scale given.
import { digamma, logGamma } from "../diagnostics/distributions.js";
import type { Loss, ResidualForm, RowLoss } from "./loss.js";
import { profileStudent } from "./profile-student.js";
import { type PerRow, positiveNumber, positivePerRow } from "./scale.js";

/**
 * Huber's loss of z = (prediction - target) / sigma: ½ z² up to the threshold δ, then δ|z| - ½ δ² (Huber 1964, Robust estimation of a
 * location parameter). The default 1.345 has 95 % of the efficiency of least squares for normal noise. Not a likelihood.
 */
export function huber({ threshold = 1.345, sigma = 1 }: { threshold?: number; sigma?: PerRow } = {}): Loss {
  const delta = positiveNumber("Huber's threshold", threshold);
  const sigmaOf = positivePerRow("sigma", sigma);
  return {
    name: "Huber",
    nuisance: [],
    normalised: false,
    row(prediction, target, row): RowLoss {
      const s = sigmaOf(row);
      const z = (prediction - target) / s;
      const size = Math.abs(z);
      if (size <= delta)
        return {
          value: 0.5 * z * z,
          slope: z / s,
          curvature: 1 / (s * s),
          weight: 1 / (s * s),
          byNuisance: [],
        };
      return {
        value: delta * size - 0.5 * delta * delta,
        slope: (Math.sign(z) * delta) / s,
        curvature: 0,
        weight: delta / (size * s * s),
        byNuisance: [],
      };
    },
    residual(prediction, target, row): ResidualForm {
      const s = sigmaOf(row);
      const z = (prediction - target) / s;
      const size = Math.abs(z);
      if (size <= delta) return { residual: z, slope: 1 / s };
      const root = Math.sqrt(2 * delta * size - delta * delta);
      return { residual: Math.sign(z) * root, slope: delta / (root * s) };
    },
  };
}

/**
 * Student-t noise with scale σ and ν degrees of freedom:
 * log σ + ½ log(νπ) + log Γ(ν/2) - log Γ((ν+1)/2) + (ν+1)/2 log(1 + z²/ν) (Lange, Little & Taylor 1989, eq. 1).
 * What is left out of the options is estimated: `sigma`, then `nu`, are the nuisance parameters.
 */
export function studentT({ nu, sigma }: { nu?: number; sigma?: PerRow } = {}): Loss {
  if (nu !== undefined) positiveNumber("the degrees of freedom of Student-t noise", nu);
  const known = sigma === undefined ? undefined : positivePerRow("sigma", sigma);
  const at = (row: number, nuisance: readonly number[]): { s: number; v: number } => ({
    s: known ? known(row) : nuisance[0]!,
    v: nu ?? nuisance[known ? 0 : 1]!,
  });
  const estimated = [
    ...(known ? [] : [{ name: "sigma", initial: 1, lower: 0, upper: Number.POSITIVE_INFINITY }]),
    ...(nu === undefined ? [{ name: "nu", initial: 4, lower: 0, upper: Number.POSITIVE_INFINITY }] : []),
  ];
  const loss: Loss = {
    name: "Student-t",
    nuisance: estimated,
    normalised: true,
    row(prediction, target, row, nuisance): RowLoss {
      const { s, v } = at(row, nuisance);
      const z = (prediction - target) / s;
      const q = (z * z) / v;
      const weight = (v + 1) / (v * s * s * (1 + q));
      const spread = Math.log1p(q);
      const constant = 0.5 * Math.log(v * Math.PI) + logGamma(v / 2) - logGamma((v + 1) / 2);
      const byNuisance: number[] = [];
      if (!known) byNuisance.push((1 - ((v + 1) * q) / (1 + q)) / s);
      if (nu === undefined)
        byNuisance.push(
          0.5 * (1 / v + digamma(v / 2) - digamma((v + 1) / 2) + spread - ((v + 1) * q) / (v * (1 + q))),
        );
      return {
        value: Math.log(s) + constant + 0.5 * (v + 1) * spread,
        slope: weight * (prediction - target),
        curvature: (weight * (1 - q)) / (1 + q),
        weight,
        byNuisance,
      };
    },
    residual(prediction, target, row, nuisance): ResidualForm {
      const { s, v } = at(row, nuisance);
      const z = (prediction - target) / s;
      const q = (z * z) / v;
      if (q === 0) return { residual: 0, slope: Math.sqrt((v + 1) / v) / s };
      const residual = Math.sign(z) * Math.sqrt((v + 1) * Math.log1p(q));
      return { residual, slope: ((v + 1) * z) / (v * s * (1 + q) * residual) };
    },
  };
  if (estimated.length === 0) return loss;
  return {
    ...loss,
    profile: (predictions, targets) =>
      profileStudent(
        Float64Array.from(targets, (target, i) => predictions[i]! - target),
        nu,
        known,
      ),
  };
}
