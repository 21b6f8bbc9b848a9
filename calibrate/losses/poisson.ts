// Counts: Poisson noise whose mean is the prediction.
// Invariant: a prediction that is not positive has density 0 (value Infinity), so that an optimiser steps back; it is never moved.
import { logGamma } from "../diagnostics/distributions.js";
import { FitError } from "../errors.js";
import type { Loss, ResidualForm, RowLoss } from "./loss.js";

const IMPOSSIBLE: RowLoss = {
  value: Number.POSITIVE_INFINITY,
  slope: Number.NaN,
  curvature: Number.NaN,
  weight: Number.NaN,
  byNuisance: [],
};

/**
 * -log P(count | mean) = μ - y log μ + log y!; weight 1/μ is the Fisher information. The residual form is the deviance residual
 * (McCullagh & Nelder 1989, §2.4.3). A mean of 0 is possible only for a count of 0.
 */
export function poisson(): Loss {
  return {
    name: "Poisson",
    nuisance: [],
    normalised: true,
    row(mean, count, row): RowLoss {
      requireCount(count, row);
      if (!(mean > 0) && !(mean === 0 && count === 0)) return Number.isNaN(mean) ? notANumber() : IMPOSSIBLE;
      if (count === 0) return { value: mean, slope: 1, curvature: 0, weight: 1 / mean, byNuisance: [] };
      return {
        value: mean - count * Math.log(mean) + logGamma(count + 1),
        slope: (mean - count) / mean,
        curvature: count / (mean * mean),
        weight: 1 / mean,
        byNuisance: [],
      };
    },
    residual(mean, count, row): ResidualForm {
      requireCount(count, row);
      if (!(mean > 0))
        return { residual: Number.isNaN(mean) ? mean : Number.POSITIVE_INFINITY, slope: Number.NaN };
      if (count === 0) {
        const residual = Math.sqrt(2 * mean);
        return { residual, slope: 1 / residual };
      }
      const relative = (mean - count) / count;
      const residual = Math.sign(relative) * Math.sqrt(2 * count * excessOfLog(relative));
      const slope = relative === 0 ? 1 / Math.sqrt(count) : (mean - count) / (mean * residual);
      return { residual, slope };
    },
  };
}

/** x - log(1 + x), without cancellation near 0. */
function excessOfLog(x: number): number {
  if (Math.abs(x) > 1e-2) return x - Math.log1p(x);
  // Σ (-x)^k / k for k ≥ 2; nine terms leave less than 1e-16 of the first.
  let sum = 0;
  for (let k = 10; k >= 2; k--) sum = 1 / k - x * sum;
  return sum * x * x;
}

function notANumber(): RowLoss {
  return { ...IMPOSSIBLE, value: Number.NaN };
}

function requireCount(count: number, row: number): void {
  if (Number.isInteger(count) && count >= 0) return;
  throw new FitError(
    "rows",
    `Poisson noise needs counts (whole numbers from 0 on); the target of row ${row + 1} is ${count}`,
  );
}
