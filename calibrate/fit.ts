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
  /** Ends the fit between trial steps, too, but with a result: the best point evaluated so far. */
  readonly stop?: AbortSignal;
  /** Called when a start has ended by itself, with what `finished` needs to leave it out another time. */
  readonly onStart?: (finished: FinishedStart) => void;
  /**
   * The first starts of the same fit (program, data and options but for `starts`), as `onStart` told them: they are not run again, and
   * the result is the same to the last bit as if they were.
   */
  readonly finished?: readonly FinishedStart[];
}

/** A start that has ended by itself. */
export interface FinishedStart {
  readonly report: StartReport;
  /** Where it ended in the optimiser's coordinates, and ½‖r‖² there; undefined when the start could not be evaluated. */
  readonly end: { readonly x: readonly number[]; readonly cost: number } | undefined;
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
  /** Evaluations of all training rows so far, over all starts. */
  readonly evaluations: number;
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
  readonly reason: Reason | "not-finite" | "interrupted";
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
  /** False when the best start ended because it ran out of iterations, could not move, or was stopped. */
  readonly converged: boolean;
  /** The fit was ended by `stop`: not all starts were run to their ends. */
  readonly interrupted: boolean;
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

/** Trial steps of a start at most, when `maxIterations` is not given. */
export const MAX_ITERATIONS = 200;

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
      const finished = options.finished?.[index];
      if (finished) search.restore(index, point, index === 0 ? came : undefined, finished);
      else await search.run(index, point, index === 0 ? came : undefined);
      kept = search.best?.parameters ?? came;
      if (search.interrupted) break;
    }
    return report(program, predictor, rows, search, options);
  } finally {
    predictor.set(kept);
  }
}

/** A start's outcome in both coordinates. */
interface Outcome {
  readonly index: number;
  readonly minimum: Ending;
  readonly parameters: Float64Array;
}

/** Where a start begins, and the parameters at a point of its search. */
interface Origin {
  readonly from: Float64Array;
  readonly parametersAt: (u: Float64Array) => Float64Array;
}

interface Lowest extends Evaluation {
  readonly x: Float64Array;
  readonly cost: number;
}

/** A minimum, or the best point of a minimisation that was stopped. */
export interface Ending extends Omit<Minimum, "reason"> {
  readonly reason: StartReport["reason"];
}

/** Runs the starts one after another and keeps the best outcome. */
class Search {
  best: Outcome | undefined;
  readonly reports: StartReport[] = [];
  interrupted = false;
  private evaluations = 0;
  private turn = performance.now();

  constructor(
    private readonly predictor: Predictor,
    private readonly rows: Rows,
    private readonly transforms: readonly Transform[],
    private readonly options: FitOptions,
  ) {}

  /** @param exact the parameters of this start when they are known: going through the transform and back may lose a last digit. */
  async run(index: number, point: Float64Array, exact: Float64Array | undefined): Promise<void> {
    const { onIteration, onStart, signal, stop } = this.options;
    const { train } = this.rows;
    signal?.throwIfAborted();
    const { from, parametersAt } = this.origin(point, exact);
    // The optimiser's steps do not tell their points: the best one is kept here for when it is stopped.
    let lowest: Lowest | undefined;
    const evaluate = (u: Float64Array): Evaluation | undefined => {
      const found = this.evaluate(u, parametersAt);
      if (!found) return undefined;
      const cost = found.residuals.reduce((sum, r) => sum + r * r, 0) / 2;
      if (!lowest || cost < lowest.cost) lowest = { ...found, x: u.slice(), cost };
      return found;
    };
    if (!evaluate(point)) {
      const named = this.named(from);
      const nothing = { loss: Number.NaN, iterations: 0, notFinite: 0, reason: "not-finite" } as const;
      const report: StartReport = { from: named, parameters: named, ...nothing };
      this.reports.push(report);
      onStart?.({ report, end: undefined });
      return;
    }
    const steps = levenbergMarquardt(evaluate, point, {
      ...this.options,
      maxIterations: this.options.maxIterations ?? MAX_ITERATIONS,
    });
    let notFinite = 0;
    let iterations = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      const { iteration, cost, damping, accepted } = step.value;
      if (step.value.notFinite) notFinite++;
      iterations = iteration;
      const loss = (2 * cost) / train.length;
      onIteration?.({ start: index, iteration, loss, damping, accepted, evaluations: this.evaluations });
      await this.giveTurn();
      signal?.throwIfAborted();
      if (stop?.aborted) {
        this.interrupted = true;
        this.end(index, from, parametersAt, { ...lowest!, iterations, notFinite, reason: "interrupted" });
        return;
      }
    }
    const report = this.end(index, from, parametersAt, step.value);
    onStart?.({ report, end: { x: [...step.value.x], cost: step.value.cost } });
  }

  /** Takes a start that an earlier run has finished; it is evaluated once, where it ended, for its residuals and derivatives. */
  restore(
    index: number,
    point: Float64Array,
    exact: Float64Array | undefined,
    { report, end }: FinishedStart,
  ): void {
    if (!end) {
      this.reports.push(report);
      return;
    }
    const { from, parametersAt } = this.origin(point, exact);
    const x = Float64Array.from(end.x);
    const found = x.length === point.length ? this.evaluate(x, parametersAt) : undefined;
    if (!found)
      throw new FitError(
        "usage",
        `start ${index + 1} of those given as finished does not belong to this fit: it cannot be evaluated where it ended`,
      );
    const { iterations, notFinite, reason } = report;
    this.end(index, from, parametersAt, { ...found, x, cost: end.cost, iterations, notFinite, reason });
  }

  private origin(point: Float64Array, exact: Float64Array | undefined): Origin {
    const from = exact ?? this.inverse(point);
    // A coordinate that has not moved keeps its parameter to the last bit.
    const parametersAt = (u: Float64Array): Float64Array =>
      this.inverse(u).map((value, j) => (u[j] === point[j] ? from[j]! : value));
    return { from, parametersAt };
  }

  private end(
    index: number,
    from: Float64Array,
    parametersAt: Origin["parametersAt"],
    minimum: Ending,
  ): StartReport {
    const parameters = parametersAt(minimum.x);
    const { iterations, notFinite, reason } = minimum;
    const loss = (2 * minimum.cost) / this.rows.train.length;
    const ends = { loss, iterations, notFinite, reason };
    const report: StartReport = { from: this.named(from), parameters: this.named(parameters), ...ends };
    this.reports.push(report);
    if (!this.best || minimum.cost < this.best.minimum.cost) this.best = { index, minimum, parameters };
    return report;
  }

  /** Residuals and their derivatives with respect to the optimiser's coordinates; undefined where one is not finite. */
  private evaluate(u: Float64Array, parametersAt: (u: Float64Array) => Float64Array): Evaluation | undefined {
    this.evaluations++;
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

/** Reasons that are no convergence. */
const UNFINISHED: ReadonlySet<StartReport["reason"]> = new Set(["iterations", "interrupted", "stalled"]);

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
    converged: !UNFINISHED.has(best.minimum.reason),
    interrupted: search.interrupted,
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
      starts: options.starts ?? 1,
      interrupted: search.interrupted,
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
