// A loss that the caller defines by functions of prediction and target (a Scheme procedure with its gradient, for instance).
import { FitError } from "../errors.js";
import type { Loss, ResidualForm } from "./loss.js";

export interface CustomLoss {
  readonly name: string;
  /** Whether `value` is the -log of a density; false when it is left out. */
  readonly normalised?: boolean;
  value(prediction: number, target: number): number;
  /** d value / d prediction. */
  slope(prediction: number, target: number): number;
  /** d² value / d prediction². */
  curvature(prediction: number, target: number): number;
  /** r and dr / d prediction with value = ½ r² + a function of the target, if there is one. */
  readonly residual?: (prediction: number, target: number) => ResidualForm;
}

/** The weight of a row is slope / (prediction - target); where that is not positive, or 0/0, the curvature; where this is negative, 0. */
export function customLoss(given: CustomLoss): Loss {
  const { residual } = given;
  if (given.name === "") throw new FitError("usage", "a loss must have a name: reports show it");
  return {
    name: given.name,
    nuisance: [],
    normalised: given.normalised ?? false,
    row(prediction, target) {
      const slope = given.slope(prediction, target);
      const curvature = given.curvature(prediction, target);
      const secant = slope / (prediction - target);
      const weight = secant > 0 && Number.isFinite(secant) ? secant : Math.max(curvature, 0);
      return { value: given.value(prediction, target), slope, curvature, weight, byNuisance: [] };
    },
    ...(residual ? { residual: (prediction: number, target: number) => residual(prediction, target) } : {}),
  };
}
