// All that is said about a fit in one value: what the report shows as HTML, text and JSON.
// Invariants: pure numbers in, pure numbers out, JSON-ready but for typed arrays; an error or interval is null exactly where `reasons`
// or `identifiability` say why.
import { type Agreement, agreementOf, type StartOutcome } from "./agreement.js";
import type { Bootstrap } from "./bootstrap.js";
import {
  type Covariance,
  correlations,
  gaussNewtonCovariance,
  hessianCovariance,
  linearise,
  residualVariance,
  robustCovariance,
  standardErrors,
} from "./covariance.js";
import type { Criteria } from "./criteria.js";
import { type Identifiability, identifiabilityOf } from "./identifiability.js";
import { type Bands, type Interval, laplaceBands, waldIntervals } from "./intervals.js";
import type { Profile } from "./profile.js";
import type { Validation } from "./splits.js";
import type { Matrix } from "./symmetric.js";
import { reasonsToWithhold, type WithholdingReason, withholding } from "./withheld.js";

export interface DiagnosisInput {
  readonly names: readonly string[];
  readonly parameters: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
  /**
   * Columns d prediction / d parameter; for a loss that is not known row by row as a density of the prediction, columns d loss / d parameter
   * (then there are no bands, and Gauss-Newton errors are those of the outer product of gradients: Berndt, Hall, Hall & Hausman 1974).
   */
  readonly jacobian: readonly Float64Array[];
  /** Default true. */
  readonly bands?: boolean;
  /** Relative weights of the rows, as in the loss; default 1 each. */
  readonly weights?: ArrayLike<number>;
  /** Variance of a row of weight 1 where it is known (1 when weights are 1/σ²); otherwise it is estimated from the residuals. */
  readonly variance?: number;
  /** Hessian of ½ Σ w r² by the parameters. */
  readonly hessian?: Matrix;
  readonly errors?: "gauss-newton" | "hessian" | "HC0" | "HC1" | "HC2" | "HC3";
  readonly level?: number;
  readonly bounds?: readonly { readonly lower: number; readonly upper: number }[];
  readonly starts?: readonly StartOutcome[];
  /** A loss that matters, beside which losses of starts that are nearly 0 are alike: see agreementOf. */
  readonly lossScale?: number;
  /** Second derivatives of the priors' -log densities, one for each parameter, not negative: priors determine, too. */
  readonly priorCurvature?: ArrayLike<number>;
  readonly converged: boolean;
  readonly predict?: (parameters: Float64Array) => Float64Array | undefined;
  readonly criteria?: Criteria;
  readonly profiles?: readonly Profile[];
  readonly bootstrap?: Bootstrap;
  readonly validation?: Validation;
}

export interface ParameterLine {
  readonly name: string;
  readonly value: number;
  readonly standardError: number | null;
  readonly interval: Interval | null;
  /** From the kind of errors not chosen, to compare; null where there is none. */
  readonly gaussNewtonError: number | null;
  readonly hessianError: number | null;
}

export interface Diagnosis {
  readonly level: number;
  readonly errors: Covariance["kind"];
  readonly parameters: readonly ParameterLine[];
  readonly reasons: readonly WithholdingReason[];
  readonly rows: number;
  readonly degreesOfFreedom: number;
  /** Deviation of a row of weight 1; null without degrees of freedom. */
  readonly residualDeviation: number | null;
  readonly correlations: readonly Float64Array[];
  readonly identifiability: Identifiability;
  readonly agreement: Agreement | null;
  readonly criteria: Criteria | null;
  readonly profiles: readonly Profile[];
  readonly bootstrap: Bootstrap | null;
  readonly validation: Validation | null;
  /** At the rows of the data; null where errors are withheld altogether. */
  readonly bands: Bands | null;
}

/** @throws FitError ("rows") where a robust kind has no value (see robustCovariance) */
export function diagnose(input: DiagnosisInput): Diagnosis {
  const { names, parameters, targets, predictions, weights, bounds, hessian } = input;
  const level = input.level ?? 0.95;
  const rows = targets.length;
  const root = (i: number): number => (weights ? Math.sqrt(weights[i]!) : 1);
  const residuals = Float64Array.from({ length: rows }, (_, i) => root(i) * (targets[i]! - predictions[i]!));
  const jacobian = input.jacobian.map((column) => column.map((value, i) => value * root(i)));
  const { rank } = linearise(jacobian);
  const informed = withPriors(jacobian, input.priorCurvature);
  const { undetermined } = linearise(informed);
  const degreesOfFreedom = rows - rank;
  const variance = input.variance ?? (degreesOfFreedom > 0 ? residualVariance(residuals, rank) : undefined);
  const agreement = input.starts ? agreementOf(input.starts, { scale: input.lossScale ?? 0 }) : undefined;
  const reasons = reasonsToWithhold({
    names,
    parameters,
    hessian,
    bounds,
    agreement,
    undetermined: undetermined.map((j) => names[j]!),
    // A known variance needs no degree of freedom.
    degreesOfFreedom: input.variance === undefined ? degreesOfFreedom : 1,
    converged: input.converged,
  });
  const kind = input.errors ?? "gauss-newton";
  const classic = variance === undefined ? undefined : gaussNewtonCovariance(informed, residuals, variance);
  const full = hessian && variance !== undefined ? hessianCovariance(hessian, variance) : undefined;
  const robust = kind !== "gauss-newton" && kind !== "hessian" && degreesOfFreedom > 0;
  const chosen = kind === "hessian" ? full : robust ? robustCovariance(jacobian, residuals, kind) : classic;
  const given = (covariance: Covariance | undefined): (number | null)[] =>
    withholding(covariance ? standardErrors(covariance) : names.map(() => null), names, reasons);
  const errors = given(chosen);
  const [gaussNewton, fromHessian] = [given(classic), given(full)];
  const freedom = input.variance === undefined ? degreesOfFreedom : undefined;
  const intervals = chosen ? waldIntervals(parameters, chosen, level, freedom) : [];
  const wholly = reasons.some((reason) => reason.parameters === undefined);
  return {
    level,
    errors: kind,
    parameters: names.map((name, j) => ({
      name,
      value: parameters[j]!,
      standardError: errors[j]!,
      interval: errors[j] === null ? null : (intervals[j] ?? null),
      gaussNewtonError: gaussNewton[j]!,
      hessianError: fromHessian[j]!,
    })),
    reasons,
    rows,
    degreesOfFreedom,
    residualDeviation: degreesOfFreedom > 0 ? Math.sqrt(residualVariance(residuals, rank)) : null,
    correlations: chosen
      ? correlations(chosen)
      : names.map(() => new Float64Array(names.length).fill(Number.NaN)),
    identifiability: identifiabilityOf({
      names,
      parameters,
      jacobian,
      ...(input.predict ? { predict: weighted(input.predict, root) } : {}),
    }),
    agreement: agreement ?? null,
    criteria: input.criteria ?? null,
    profiles: input.profiles ?? [],
    bootstrap: input.bootstrap ?? null,
    validation: input.validation ?? null,
    bands:
      chosen && variance !== undefined && !wholly && input.bands !== false
        ? laplaceBands(
            predictions,
            input.jacobian,
            chosen,
            Float64Array.from({ length: rows }, (_, i) => variance / root(i) ** 2),
            level,
            freedom,
          )
        : null,
  };
}

/** Each prior as a further row, whose square is its curvature. */
function withPriors(
  jacobian: readonly Float64Array[],
  curvature: ArrayLike<number> | undefined,
): readonly Float64Array[] {
  if (!curvature) return jacobian;
  const n = jacobian.length;
  return jacobian.map((column, j) => {
    const full = new Float64Array(column.length + n);
    full.set(column);
    full[column.length + j] = Math.sqrt(curvature[j]!);
    return full;
  });
}

function weighted(
  predict: NonNullable<DiagnosisInput["predict"]>,
  root: (row: number) => number,
): NonNullable<DiagnosisInput["predict"]> {
  return (parameters) => predict(parameters)?.map((value, i) => value * root(i));
}
