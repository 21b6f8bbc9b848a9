// Fits a program's constants to data by least squares: Levenberg–Marquardt on exact Jacobian rows, from several starts.
// Invariants: parameters stay inside their open bounds (transform.ts); rows held out influence nothing but the hold-out loss; however
// the fit ends, the program is left with the best parameters of the starts that ended, or with those it came with.
import type { Program } from "../host/program.js";
import { FitError } from "./errors.js";
import {
  type Evaluation,
  type LevenbergMarquardtOptions,
  levenbergMarquardt,
  type Minimum,
  type Reason,
} from "./levenberg-marquardt.js";
import { type Predictor, predictorOf, requireFinite } from "./predictions.js";
import { type Data, type RowSelection, type Rows, selectRows } from "./rows.js";
import { startPoints } from "./starts.js";
import { type Transform, transformFor } from "./transform.js";
import { type Uncertainty, uncertaintyOf } from "./uncertainty.js";
import { warningsOf } from "./warnings.js";

export interface FitOptions extends RowSelection, LevenbergMarquardtOptions {
  /** Name of the definition or entry that predicts the target; called with `columns` in their order, one row at a time. */
  readonly predict: string;
  /** How many starts; the first is the program's current constants, the others are drawn. Default 1. */
  readonly starts?: number;
  /** Seed of the drawn starts, an integer. Default 1. */
  readonly seed?: number;
  /** Called after each trial step. */
  readonly onIteration?: (progress: FitProgress) => void;
  /** Ends the fit between trial steps; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface FitProgress {
  /** Which start, from 0. */
  readonly start: number;
  /** Trial step of this start, from 1. */
  readonly iteration: number;
  /** Mean squared error on the training rows at the best point of this start. */
  readonly loss: number;
  readonly damping: number;
  readonly accepted: boolean;
}

/** What became of one start. */
export interface StartReport {
  readonly from: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, number>>;
  /** NaN when the start could not be evaluated. */
  readonly loss: number;
  readonly iterations: number;
  /** Trial steps rejected because something there was not a finite number. */
  readonly notFinite: number;
  readonly reason: Reason | "not-finite";
}

export interface Fit {
  readonly parameters: Readonly<Record<string, number>>;
  /** Mean squared error on the training rows: Σ (prediction - target)² / rows, in the unit of the target squared. */
  readonly loss: number;
  /** √loss, in the unit of the target. */
  readonly rmse: number;
  /** The same mean over the rows held out; null when none are. */
  readonly holdoutLoss: number | null;
  readonly holdoutRmse: number | null;
  /** Trial steps of the best start. */
  readonly iterations: number;
  /** False when the best start ended because it ran out of iterations. */
  readonly converged: boolean;
  /** From s²(JᵀJ)⁻¹ on the training rows; null where there is none: see `warnings`. */
  readonly standardErrors: Readonly<Record<string, number | null>>;
  /** Parameters that no executed operation connects with any training prediction. */
  readonly unreached: readonly string[];
  /** Numerical rank of the Jacobian; the number of parameters when the data determine all of them. */
  readonly rank: number;
  readonly warnings: readonly string[];
  readonly starts: readonly StartReport[];
  /** Which of `starts` was best. */
  readonly best: number;
  readonly trainRows: number;
  readonly holdoutRows: number;
  /** One per row of the data, in its order; NaN for rows that are not used. */
  readonly predictions: Float64Array;
  /** target - prediction, likewise. */
  readonly residuals: Float64Array;
}

/** How long a fit keeps the thread before timers and signals get their turn, in milliseconds. */
const SLICE = 20;

/**
 * Fits the parameters of `program` to `data`; afterwards the program has the best parameters found.
 *
 * A trial step to a point where a prediction is not a finite number is rejected like one that does not improve; that the start itself is
 * such a point is an error. Of equally good starts the first wins, so the result depends on program, data, options and seed alone.
 *
 * @throws DataError, FitError (see errors.ts); SchemeError and LimitError of the program; the signal's reason.
 */
export async function fit(program: Program, data: Data, options: FitOptions): Promise<Fit> {
  const rows = selectRows(data, options);
  const starts = atLeastOne("starts", options.starts ?? 1);
  atLeastOne("maxIterations", options.maxIterations ?? 1);
  if (program.parameters.size === 0)
    throw new FitError(
      "usage",
      "the program has no parameter to fit: it has no (define-parameter name init)",
    );
  const predictor = predictorOf(program, options.predict, rows);
  const came = Float64Array.from(program.parameters.values(), (parameter) => parameter.value);
  const transforms = [...program.parameters.values()].map(({ bounds }) => transformFor(bounds));
  let kept: Float64Array = came;
  try {
    requireUsable(predictor, rows, came);
    const coordinates = [...program.parameters.values()].map(({ value, bounds }, j) => ({
      value,
      bounds,
      transform: transforms[j]!,
    }));
    const search = new Search(predictor, rows, transforms, options);
    for (const [index, point] of startPoints(coordinates, starts, options.seed ?? 1).entries()) {
      await search.run(index, point, index === 0 ? came : undefined);
      kept = search.best?.parameters ?? came;
    }
    return report(program, predictor, rows, search, options);
  } finally {
    predictor.set(kept);
  }
}

/** A start's outcome in both coordinates. */
interface Outcome {
  readonly index: number;
  readonly minimum: Minimum;
  readonly parameters: Float64Array;
}

/** Runs the starts one after another and keeps the best outcome. */
class Search {
  best: Outcome | undefined;
  readonly reports: StartReport[] = [];
  private turn = performance.now();

  constructor(
    private readonly predictor: Predictor,
    private readonly rows: Rows,
    private readonly transforms: readonly Transform[],
    private readonly options: FitOptions,
  ) {}

  /** @param exact the parameters of this start when they are known: going through the transform and back may lose a last digit. */
  async run(index: number, point: Float64Array, exact: Float64Array | undefined): Promise<void> {
    const { onIteration, signal } = this.options;
    const { train } = this.rows;
    signal?.throwIfAborted();
    const from = exact ?? this.inverse(point);
    // A coordinate that has not moved keeps its parameter to the last bit.
    const parametersAt = (u: Float64Array): Float64Array =>
      this.inverse(u).map((value, j) => (u[j] === point[j] ? from[j]! : value));
    const first = this.evaluate(point, parametersAt);
    if (!first) {
      this.reports.push({
        from: this.named(from),
        parameters: this.named(from),
        loss: Number.NaN,
        iterations: 0,
        notFinite: 0,
        reason: "not-finite",
      }); // prettier-ignore
      return;
    }
    const steps = levenbergMarquardt((u) => this.evaluate(u, parametersAt), point, this.options);
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      const { iteration, cost, damping, accepted } = step.value;
      onIteration?.({ start: index, iteration, loss: (2 * cost) / train.length, damping, accepted });
      await this.giveTurn();
      signal?.throwIfAborted();
    }
    const minimum = step.value;
    const parameters = parametersAt(minimum.x);
    const { iterations, notFinite, reason } = minimum;
    const loss = (2 * minimum.cost) / train.length;
    this.reports.push({
      from: this.named(from),
      parameters: this.named(parameters),
      loss,
      iterations,
      notFinite,
      reason,
    }); // prettier-ignore
    if (!this.best || minimum.cost < this.best.minimum.cost) this.best = { index, minimum, parameters };
  }

  /** Residuals and their derivatives with respect to the optimiser's coordinates; undefined where one is not finite. */
  private evaluate(u: Float64Array, parametersAt: (u: Float64Array) => Float64Array): Evaluation | undefined {
    const parameters = parametersAt(u);
    if (!parameters.every(Number.isFinite)) return undefined;
    const { train, target } = this.rows;
    const { values, jacobian } = this.predictor.at(parameters, train);
    const residuals = values.map((value, i) => value - target[train[i]!]!);
    const columns = jacobian.map((column, j) => {
      const slope = this.transforms[j]!.derivative(u[j]!);
      return column.map((d) => d * slope);
    });
    const finite =
      residuals.every((r) => Math.abs(r) < LARGEST) && columns.every((c) => c.every(Number.isFinite));
    return finite ? { residuals, jacobian: columns } : undefined;
  }

  named(parameters: Float64Array): Readonly<Record<string, number>> {
    return Object.fromEntries(this.predictor.names.map((name, j) => [name, parameters[j]!]));
  }

  private inverse(u: Float64Array): Float64Array {
    return u.map((value, j) => this.transforms[j]!.inverse(value));
  }

  private async giveTurn(): Promise<void> {
    if (performance.now() - this.turn < SLICE) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.turn = performance.now();
  }
}

/** Residuals beyond this have squares that overflow; such a point is as good as infinite. */
const LARGEST = 1e150;

/** The start must be a point with finite predictions, at which something is connected with a parameter. */
function requireUsable(predictor: Predictor, rows: Rows, start: Float64Array): void {
  const { names } = predictor;
  const first = predictor.at(start, rows.train);
  requireFinite(first, rows.train, rows, names, start);
  if (predictor.unreached(rows.train, first.jacobian).size === names.length) {
    const list = names.join(", ");
    const message = `no executed operation connects a parameter (${list}) with a prediction: there is nothing to fit`;
    throw new FitError("unreached", message);
  }
}

function report(
  program: Program,
  predictor: Predictor,
  rows: Rows,
  search: Search,
  options: FitOptions,
): Fit {
  const best = search.best;
  // The first start is finite in its rows, but the sum of their squares may not be.
  if (!best)
    throw new FitError(
      "not-finite",
      "the loss is not a finite number at the start: a residual is too large to be squared",
    ); // prettier-ignore
  const { names } = predictor;
  const predictions = new Float64Array(rows.count).fill(Number.NaN);
  const residuals = predictions.slice();
  const place = (indices: Int32Array, values: Float64Array): void => {
    indices.forEach((row, i) => {
      predictions[row] = values[i]!;
      residuals[row] = rows.target[row]! - values[i]!;
    });
  };
  const meanSquare = (indices: Int32Array): number =>
    indices.reduce((sum, row) => sum + residuals[row]! ** 2, 0) / indices.length;
  const trained = predictor.at(best.parameters, rows.train);
  place(rows.train, trained.values);
  if (rows.holdout.length > 0) place(rows.holdout, predictor.at(best.parameters, rows.holdout).values);
  const loss = meanSquare(rows.train);
  const holdoutLoss = rows.holdout.length > 0 ? meanSquare(rows.holdout) : null;
  const unreached = predictor.unreached(rows.train, trained.jacobian);
  const uncertainty: Uncertainty = uncertaintyOf(
    trained.jacobian,
    Float64Array.from(rows.train, (row) => residuals[row]!),
  );
  const reports = search.reports;
  return {
    parameters: search.named(best.parameters),
    loss,
    rmse: Math.sqrt(loss),
    holdoutLoss,
    holdoutRmse: holdoutLoss === null ? null : Math.sqrt(holdoutLoss),
    iterations: best.minimum.iterations,
    converged: best.minimum.reason !== "iterations",
    standardErrors: Object.fromEntries(names.map((name, j) => [name, uncertainty.standardErrors[j]!])),
    unreached: [...unreached],
    rank: uncertainty.rank,
    warnings: warningsOf({
      program,
      predict: options.predict,
      names,
      unreached,
      uncertainty,
      best: best.minimum,
      reports,
      holdoutLoss,
    }), // prettier-ignore
    starts: reports,
    best: best.index,
    trainRows: rows.train.length,
    holdoutRows: rows.holdout.length,
    predictions,
    residuals,
  };
}

function atLeastOne(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new FitError("usage", `${name} must be a whole number of at least 1, got ${value}`); // prettier-ignore
  return value;
}
