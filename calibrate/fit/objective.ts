// What the optimisers minimise: a loss over rows, and priors, as a function of coordinates on the whole line.
// Invariants: an answer is undefined where something is not finite or the program fails; the lowest point evaluated is remembered, so that
// a search can be ended at any moment; a coordinate that has not moved from the declared one keeps its parameter to the last bit.
import { LimitError, SchemeError } from "../../host/errors.js";
import {
  type Loss,
  type Prior,
  parameterGradient,
  residualsOf,
  totalLoss,
  totalPrior,
} from "../losses/index.js";
import type { Answer, Need } from "../optimizers/index.js";
import type { Transform } from "../transform.js";
import type { Noise } from "./noise.js";
import type { FitThreads } from "./options.js";
import type { Predictions, Predictor } from "./predictor.js";

export interface ObjectiveInput {
  readonly predictor: Predictor;
  /** Of a loss that is a procedure: rows' losses in place of predictions. */
  readonly losses: Predictor | undefined;
  readonly noise: Noise;
  /** One for each unknown. */
  readonly transforms: readonly Transform[];
  readonly priors: readonly (Prior | undefined)[];
  /** The program's own values. */
  readonly declared: Float64Array;
  readonly rows: Int32Array;
  /** One for each of `rows`. */
  readonly targets: Float64Array;
}

/** Value and gradient of the negative log likelihood (or loss) and priors by the parameters themselves. */
export interface AtParameters {
  readonly value: number;
  readonly gradient: Float64Array;
}

export class Objective {
  /** Evaluations of all rows so far, failed ones included. */
  evaluations = 0;
  lowest: { readonly u: Float64Array; readonly value: number } | undefined;
  /** Of evaluations that the program ended with an error; such points count as not finite. */
  failures = 0;
  firstFailure: string | undefined;
  /** Coordinates of `declared`. */
  readonly origin: Float64Array;
  /** Whether answers have residuals and their Jacobian; otherwise values and gradients only. */
  readonly hasResiduals: boolean;
  private readonly loss: Loss | undefined;
  private rootsFound: Float64Array | undefined;

  constructor(readonly input: ObjectiveInput) {
    const { noise, rows, priors, declared, transforms } = input;
    this.loss = noise.on(rows);
    this.origin = declared.map((value, j) => transforms[j]!.forward(value));
    const smooth = priors.every((prior) => prior === undefined || prior.residual !== undefined);
    const none = priors.every((prior) => prior === undefined);
    // With priors an estimated scale is no longer a matter of its own.
    this.hasResiduals = noise.residuals && (none || (smooth && this.loss?.nuisance.length === 0));
  }

  parametersAt(u: Float64Array): Float64Array {
    const { transforms, declared } = this.input;
    return u.map((value, j) => (value === this.origin[j] ? declared[j]! : transforms[j]!.inverse(value)));
  }

  /** The same function of the parameters. @param found what the program says there, when that is known */
  atParameters(parameters: Float64Array, found?: Predictions): AtParameters {
    const { losses, predictor, rows, targets, priors } = this.input;
    this.evaluations++;
    const prior = totalPrior(priors, parameters);
    if (losses) {
      const { values, jacobian } = found ?? losses.at(parameters, rows);
      const gradient = Float64Array.from(jacobian, (column, j) => sum(column) + prior.gradient[j]!);
      return { value: sum(values) + prior.value, gradient };
    }
    const { values, jacobian } = found ?? predictor.at(parameters, rows);
    const total = totalLoss(this.loss!, values, targets, this.nuisance(values));
    const gradient = parameterGradient(total.slopes, jacobian);
    return { value: total.value + prior.value, gradient: gradient.map((d, j) => d + prior.gradient[j]!) };
  }

  /** The noise parameters that fit these predictions best. */
  nuisance(predictions: Float64Array): readonly number[] {
    return this.loss?.profile?.(predictions, this.input.targets) ?? [];
  }

  /** Answers at several points together, over threads. In the order of the points. */
  async answers(
    points: readonly Float64Array[],
    needed: Need,
    threads: FitThreads,
  ): Promise<(Answer | undefined)[]> {
    const { predictor, losses, rows } = this.input;
    const parameters = points.map((u) => this.parametersAt(u));
    const usable = parameters.filter((one) => one.every(Number.isFinite));
    const found = await (losses ?? predictor).on(threads, usable, rows);
    let next = 0;
    return points.map((u, i) =>
      this.answer(u, needed, parameters[i]!.every(Number.isFinite) ? found[next++] : undefined),
    );
  }

  /** @param needed what the optimiser asks for @param found what the program says there, when that is known */
  answer(u: Float64Array, needed: Need, found?: Predictions | Error): Answer | undefined {
    const parameters = this.parametersAt(u);
    if (!parameters.every(Number.isFinite)) {
      this.evaluations++;
      return undefined;
    }
    const answer = this.failing(() =>
      found instanceof Error
        ? raised(found)
        : this.hasResiduals
          ? this.residuals(u, parameters, needed, found)
          : this.gradient(u, parameters, found),
    );
    if (answer && Number.isFinite(answer.value) && !(answer.value >= (this.lowest?.value ?? Infinity)))
      this.lowest = { u: u.slice(), value: answer.value };
    return answer;
  }

  private gradient(
    u: Float64Array,
    parameters: Float64Array,
    known: Predictions | undefined,
  ): Answer | undefined {
    const { transforms } = this.input;
    const { value, gradient } = this.atParameters(parameters, known);
    const inCoordinates = gradient.map((d, j) => d * transforms[j]!.derivative(u[j]!));
    return Number.isFinite(value) && inCoordinates.every(Number.isFinite)
      ? { value, gradient: inCoordinates }
      : undefined;
  }

  private residuals(
    u: Float64Array,
    parameters: Float64Array,
    needed: Need,
    known: Predictions | undefined,
  ): Answer | undefined {
    const { predictor, rows, transforms } = this.input;
    this.evaluations++;
    const found = known ?? predictor.at(parameters, rows);
    const { residuals, slopes, extra } = this.residualForm(parameters, found.values);
    let squares = 0;
    for (let i = 0; i < residuals.length; i++) squares += residuals[i]! * residuals[i]!;
    const value = squares / 2;
    if (!Number.isFinite(value)) return undefined;
    if (needed === "value" || needed === "residuals") return { value, residuals };
    const m = slopes.length;
    const all = new Float64Array(transforms.length * residuals.length);
    const jacobian = transforms.map((transform, j) => {
      const slope = transform.derivative(u[j]!);
      const from = found.jacobian[j]!;
      const column = all.subarray(j * residuals.length, (j + 1) * residuals.length);
      for (let i = 0; i < m; i++) column[i] = from[i]! * slopes[i]! * slope;
      extra.forEach((one, k) => {
        if (one.j === j) column[m + k] = one.slope * slope;
      });
      return column;
    });
    if (needed === "jacobian") return { value, residuals, jacobian };
    const gradient = parameterGradient(residuals, jacobian);
    return gradient.every(Number.isFinite) ? { value, gradient } : undefined;
  }

  /**
   * Residuals whose squares are minimised, those of priors at the end; slopes: their derivatives by the predictions; extra: those of priors by
   * their parameter `j`.
   */
  private residualForm(parameters: Float64Array, values: Float64Array) {
    const { targets, priors } = this.input;
    const extra = priors.flatMap((prior, j) =>
      prior?.residual ? [{ j, ...prior.residual(parameters[j]!) }] : [],
    );
    const m = values.length;
    const form = this.loss!.nuisance.length === 0 ? residualsOf(this.loss!, values, targets) : undefined;
    const slopes = form?.slopes ?? this.roots;
    const residuals = new Float64Array(m + extra.length);
    if (form) residuals.set(form.residuals);
    else for (let i = 0; i < m; i++) residuals[i] = slopes[i]! * (values[i]! - targets[i]!);
    extra.forEach(({ residual }, k) => {
      residuals[m + k] = residual;
    });
    return { residuals, slopes, extra };
  }

  /** Roots of the rows' weights. An estimated scale divides all residuals alike, which moves no minimum. */
  private get roots(): Float64Array {
    const { rows, noise } = this.input;
    const { weight } = noise;
    this.rootsFound ??= Float64Array.from(rows, (row) => (weight ? Math.sqrt(weight(row)) : 1));
    return this.rootsFound;
  }

  /** A program that fails at a trial point (an index out of range there, fuel) is no reason to give up the fit. */
  private failing<T>(evaluate: () => T): T | undefined {
    try {
      return evaluate();
    } catch (error) {
      if (!(error instanceof SchemeError || error instanceof LimitError)) throw error;
      this.failures++;
      this.firstFailure ??= error.message;
      return undefined;
    }
  }
}

function raised(error: Error): never {
  throw error;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
