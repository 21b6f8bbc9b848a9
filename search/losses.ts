// Losses of a search, all in one unit: a row's loss is r², where ½ r² is what the noise model's -log density lies above its least value.
// Invariants: a row's loss is not negative, and 0 for a perfect prediction, so losses of any kind can be compared with those of a constant;
// for squared errors it is the squared error to the last bit. (For counts r is the deviance residual: McCullagh & Nelder 1989, §2.4.3.)
import { leastSquares } from "../calibrate/losses/gaussian.js";
import type { Loss } from "../calibrate/losses/loss.js";
import { poisson } from "../calibrate/losses/poisson.js";
import { huber, studentT } from "../calibrate/losses/robust.js";

export interface LossSettings {
  readonly kind: "squared" | "huber" | "student-t" | "poisson";
  /** Scale of the noise, in the unit of the target: for huber and student-t. */
  readonly sigma?: number;
  /** Where Huber's loss becomes linear, in units of sigma. Default 1.345. */
  readonly threshold?: number;
  /** Degrees of freedom of Student's t. Default 4. */
  readonly nu?: number;
}

/** Degrees of freedom of Student's t where the task names none. */
export const DEGREES = 4;
/** Steps that the best constant may take; each makes the loss no larger. */
const STEPS = 200;

/** The noise model. @throws FitError for settings that are no numbers above 0 */
export function lossOf({ kind, sigma = 1, threshold, nu = DEGREES }: LossSettings): Loss {
  switch (kind) {
    case "squared":
      return leastSquares();
    case "huber":
      return huber({ sigma, ...(threshold === undefined ? {} : { threshold }) });
    case "student-t":
      return studentT({ sigma, nu });
    case "poisson":
      return poisson();
  }
}

/** r² of one row; not finite where the prediction is impossible. @throws FitError for a target that is none */
export function rowLoss(settings: LossSettings): (prediction: number, target: number) => number {
  if (settings.kind === "squared") return (prediction, target) => (prediction - target) ** 2;
  const { residual } = lossOf(settings);
  return (prediction, target) => {
    // A mean of 0 makes a count of 0 certain; only the derivative of its residual is not finite.
    if (settings.kind === "poisson" && prediction === 0 && target === 0) return 0;
    return (residual?.(prediction, target, 0, []).residual ?? Number.NaN) ** 2;
  };
}

/** The mean loss of the best constant prediction; with Student's t, of the one that is found from the median. */
export function constantLoss(settings: LossSettings, targets: Float64Array): number {
  const mean = targets.reduce((sum, value) => sum + value, 0) / targets.length;
  const of = rowLoss(settings);
  const lossAt = (constant: number): number =>
    targets.reduce((sum, target) => sum + of(constant, target), 0) / targets.length;
  // A mean of counts is their likeliest mean; where all are 0, it is the limit, which `of` takes as possible.
  if (settings.kind === "squared") return lossAt(mean);
  if (settings.kind === "poisson") return mean === 0 ? 0 : lossAt(mean);
  // Iteratively reweighted least squares (Holland & Welsch 1977), which for these two losses never steps uphill.
  const loss = lossOf(settings);
  let constant = [...targets].sort((a, b) => a - b)[targets.length >> 1] as number;
  for (let step = 0; step < STEPS; step++) {
    let weights = 0;
    let sum = 0;
    for (const target of targets) {
      const { weight } = loss.row(constant, target, 0, []);
      weights += weight;
      sum += weight * target;
    }
    const next = sum / weights;
    if (Math.abs(next - constant) <= 1e-12 * Math.abs(constant)) break;
    constant = next;
  }
  return lossAt(constant);
}
