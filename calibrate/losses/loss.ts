// What a loss is: each row's contribution to the negative log likelihood, as a function of prediction and target.
// Invariants: `slope` and `curvature` are exact derivatives by the prediction; `weight` is never negative, so that Σ weight j jᵀ may
// stand for the Hessian; a row that the loss cannot take (a negative count) is an error that names it.
import { FitError } from "../errors.js";

/** One row at one prediction. */
export interface RowLoss {
  /** -log density, up to a constant where the loss is not `normalised`; Infinity where the density is 0. */
  readonly value: number;
  /** d value / d prediction. */
  readonly slope: number;
  /** d² value / d prediction²; may be negative (Student-t far out). */
  readonly curvature: number;
  /** What takes the place of the curvature in Gauss–Newton steps: the IRLS weight slope / (prediction - target), or Fisher information. */
  readonly weight: number;
  /** d value / d nuisance, in the order of `nuisance`. */
  readonly byNuisance: readonly number[];
}

/** r with value = ½ r² + something that does not depend on the prediction. */
export interface ResidualForm {
  readonly residual: number;
  /** dr / d prediction. */
  readonly slope: number;
}

/** A parameter of the noise, estimated beside those of the program. */
export interface Nuisance {
  readonly name: string;
  readonly initial: number;
  readonly lower: number;
  readonly upper: number;
}

export interface Loss {
  readonly name: string;
  readonly nuisance: readonly Nuisance[];
  /** Whether values are the full -log of a density, so that AIC and BIC of different losses may be compared. */
  readonly normalised: boolean;
  /** @throws FitError ("rows") when no prediction could make this target possible */
  row(prediction: number, target: number, row: number, nuisance: readonly number[]): RowLoss;
  /** Absent where the loss has no smooth residual form, or none is known. */
  readonly residual?: (
    prediction: number,
    target: number,
    row: number,
    nuisance: readonly number[],
  ) => ResidualForm;
  /** The nuisance values that minimise the sum for these predictions; absent where there are none. */
  readonly profile?: (predictions: ArrayLike<number>, targets: ArrayLike<number>) => number[];
}

/** A loss over all rows. */
export interface TotalLoss {
  readonly value: number;
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
  readonly weights: Float64Array;
  readonly nuisanceGradient: Float64Array;
}

/** Number k of `predictions` belongs to number k of `targets`; the row number that the loss sees is k. */
export function totalLoss(
  loss: Loss,
  predictions: ArrayLike<number>,
  targets: ArrayLike<number>,
  nuisance: readonly number[] = loss.nuisance.map(({ initial }) => initial),
): TotalLoss {
  const rows = sameLength(predictions, targets);
  const slopes = new Float64Array(rows);
  const curvatures = new Float64Array(rows);
  const weights = new Float64Array(rows);
  const nuisanceGradient = new Float64Array(loss.nuisance.length);
  let value = 0;
  for (let i = 0; i < rows; i++) {
    const one = loss.row(predictions[i]!, targets[i]!, i, nuisance);
    value += one.value;
    slopes[i] = one.slope;
    curvatures[i] = one.curvature;
    weights[i] = one.weight;
    one.byNuisance.forEach((d, k) => {
      nuisanceGradient[k] = nuisanceGradient[k]! + d;
    });
  }
  return { value, slopes, curvatures, weights, nuisanceGradient };
}

/** Residuals r and dr / d prediction over all rows: what Levenberg–Marquardt takes. @throws FitError when the loss has no residual form */
export function residualsOf(
  loss: Loss,
  predictions: ArrayLike<number>,
  targets: ArrayLike<number>,
  nuisance: readonly number[] = loss.nuisance.map(({ initial }) => initial),
): { readonly residuals: Float64Array; readonly slopes: Float64Array } {
  const form = loss.residual;
  if (!form)
    throw new FitError(
      "usage",
      `the loss ${loss.name} has no residual form: use an optimiser that works on gradients`,
    );
  const rows = sameLength(predictions, targets);
  const residuals = new Float64Array(rows);
  const slopes = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const one = form(predictions[i]!, targets[i]!, i, nuisance);
    residuals[i] = one.residual;
    slopes[i] = one.slope;
  }
  return { residuals, slopes };
}

/** Jᵀ slopes: the gradient by the parameters. @param jacobian columns d prediction / d parameter */
export function parameterGradient(slopes: Float64Array, jacobian: readonly Float64Array[]): Float64Array {
  return Float64Array.from(jacobian, (column) => {
    let sum = 0;
    for (let i = 0; i < slopes.length; i++) sum += slopes[i]! * column[i]!;
    return sum;
  });
}

/** Jᵀ diag(factors) J: with curvatures the Hessian of a loss over a linear model, with weights its Gauss–Newton form. */
export function weightedNormalMatrix(
  factors: ArrayLike<number>,
  jacobian: readonly Float64Array[],
): Float64Array[] {
  return jacobian.map((a) =>
    Float64Array.from(jacobian, (b) => {
      let sum = 0;
      for (let i = 0; i < factors.length; i++) sum += factors[i]! * a[i]! * b[i]!;
      return sum;
    }),
  );
}

function sameLength(predictions: ArrayLike<number>, targets: ArrayLike<number>): number {
  if (predictions.length === targets.length) return targets.length;
  throw new FitError("rows", `${predictions.length} predictions for ${targets.length} targets`);
}
