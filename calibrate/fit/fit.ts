// Fits a program's constants to data.
// Invariants: parameters stay inside their open bounds (transform.ts); rows held out influence nothing but the hold-out loss; however
// the fit ends, the program is left with the best parameters found, or with those it came with.
import type { Parameter, Program } from "../../host/program.js";
import type { Diagnosis } from "../diagnostics/index.js";
import { FitError } from "../errors.js";
import { totalLoss } from "../losses/index.js";
import { transformFor } from "../transform.js";
import { diagnosisOf } from "./diagnosis.js";
import { type Noise, noiseOf } from "./noise.js";
import { Objective } from "./objective.js";
import { type FitOptions, OPTIMIZERS, type OptimizerName } from "./options.js";
import { Predictor } from "./predictor.js";
import { type Data, type Rows, selectRows } from "./rows.js";
import { fitSeries } from "./series.js";
import { isConverged, type Solved, type StartEnd, type StartReport, solve } from "./solve.js";
import { Unknowns } from "./unknowns.js";
import { warningsOf } from "./warnings.js";

export interface Fit {
  /** By name; a `(per column)` parameter has one for each series, `k[A]`. */
  readonly parameters: Readonly<Record<string, number>>;
  /**
   * Least squares: the mean squared error on the training rows, Σ w (prediction - target)² / Σ w, in the unit of the target squared. Other
   * losses, and least squares with known sigma: the mean loss of a training row.
   */
  readonly loss: number;
  /** Root of the mean squared error on the training rows, without weights, in the unit of the target. */
  readonly rmse: number;
  /** The same over the rows held out; null when none are. */
  readonly holdoutLoss: number | null;
  readonly holdoutRmse: number | null;
  readonly optimizer: OptimizerName;
  /** Rounds of the best start after its first evaluation: trial steps, generations. */
  readonly iterations: number;
  /** Of all training rows, over all starts. */
  readonly evaluations: number;
  /** Why the best start ended. */
  readonly reason: StartEnd;
  /** False when the best start ended because a budget was used up, because it could not move, or was stopped. */
  readonly converged: boolean;
  /** The fit was ended by `stop`: not all starts were run to their ends. */
  readonly interrupted: boolean;
  /** Null where they are withheld: see `diagnosis.reasons`, and `warnings`. */
  readonly standardErrors: Readonly<Record<string, number | null>>;
  /** Estimated parameters of the noise, such as sigma. */
  readonly noise: Readonly<Record<string, number>>;
  /** Parameters that no executed operation connects with any training prediction. */
  readonly unreached: readonly string[];
  /** Numerical rank of the Jacobian; the number of unknowns when the data determine all of them. */
  readonly rank: number;
  readonly warnings: readonly string[];
  /** Where all parameters are `(per column)`, the starts of the first series: see `series`. */
  readonly starts: readonly StartReport[];
  /** Which of `starts` was taken. */
  readonly best: number;
  readonly trainRows: number;
  readonly holdoutRows: number;
  /** One per row of the data, in its order; NaN for rows that are not used. */
  readonly predictions: Float64Array;
  /** target - prediction, likewise. */
  readonly residuals: Float64Array;
  /** Null where each series was fitted for itself: each has its own. */
  readonly diagnosis: Diagnosis | null;
  /** Where no parameter is shared, each series is a fit of its own; otherwise empty. */
  readonly series: readonly { readonly name: string; readonly fit: Fit }[];
}

/**
 * Fits the parameters of `program` to `data`; afterwards the program has the best parameters found (of `(per column)` parameters the median).
 *
 * A trial step to a point where a prediction is not a finite number, or where the program fails, is taken back like one that does not
 * improve; that the start itself is such a point is an error. Of equally good starts the first wins, so the result depends on program,
 * data, options and seed alone.
 *
 * @throws DataError, FitError (see errors.ts); SchemeError and LimitError of the program at the start; the signal's reason.
 */
export async function fit(program: Program, data: Data, options: FitOptions): Promise<Fit> {
  return fitTo(program, data, options, [...program.parameters.values()]);
}

/** @param parameters the program's, or without what they are `per` where the data are one series */
async function fitTo(
  program: Program,
  data: Data,
  options: FitOptions,
  parameters: readonly Parameter[],
): Promise<Fit> {
  requireOptions(options);
  if (program.parameters.size === 0)
    throw new FitError(
      "usage",
      "the program has no parameter to fit: it has no (define-parameter name init)",
    );
  const rows = selectRows(data, options);
  const used = Int32Array.from([...rows.train, ...rows.holdout]).sort();
  const unknowns = Unknowns.of(parameters, rows.series, used);
  if (unknowns.separable)
    return fitSeries(program, options, rows, unknowns, (own) => {
      const alone = [...program.parameters.values()].map((parameter) => ({ ...parameter, per: undefined }));
      return fitTo(program, data, own, alone);
    });
  const came = new Map([...program.parameters.values()].map(({ name, value }) => [name, value]));
  let kept = came;
  try {
    const problem = problemOf(program, rows, unknowns, options);
    const solved = await solve(problem.objective, rows, options, problem.lossOf);
    kept = unknowns.forProgram(solved.parameters);
    return await report(rows, problem, solved, options);
  } finally {
    program.setParameters(kept);
  }
}

export interface Problem {
  readonly objective: Objective;
  readonly predictor: Predictor;
  readonly noise: Noise;
  readonly unknowns: Unknowns;
  /** What `Fit.loss` tells of a value of the objective. */
  readonly lossOf: (value: number) => number;
}

function problemOf(program: Program, rows: Rows, unknowns: Unknowns, options: FitOptions): Problem {
  const noise = noiseOf(options, rows);
  const predictor = new Predictor(program, options.predict, rows.columns, rows, unknowns);
  const { choice } = noise;
  const losses =
    choice.kind === "procedure"
      ? new Predictor(program, choice.entry, [...rows.columns, rows.target], rows, unknowns)
      : undefined;
  const objective = new Objective({
    predictor,
    losses,
    noise,
    transforms: unknowns.all.map(({ bounds }) => transformFor(bounds)),
    priors: priorsOf(options, noise, unknowns),
    declared: Float64Array.from(unknowns.all, ({ value }) => value),
    rows: rows.train,
    targets: Float64Array.from(rows.train, (row) => rows.target[row]!),
  });
  return { objective, predictor, noise, unknowns, lossOf: lossOf(noise, objective, rows) };
}

/** Twice the squares over their weights, or the mean of a row: what a reader compares. */
function lossOf(noise: Noise, objective: Objective, { train }: Rows): (value: number) => number {
  if (!noise.squares || noise.likelihood) return (value) => value / train.length;
  const weights = train.reduce((sum, row) => sum + (noise.weight?.(row) ?? 1), 0);
  return objective.hasResiduals ? (value) => (2 * value) / weights : (value) => value / train.length;
}

function priorsOf({ priors = {} }: FitOptions, noise: Noise, unknowns: Unknowns) {
  const names = Object.keys(priors);
  const strange = names.find((name) => !unknowns.parameters.includes(name));
  if (strange !== undefined)
    throw new FitError(
      "usage",
      `there is no parameter ${strange} to have a prior; there are ${unknowns.parameters.join(", ")}`,
    );
  if (names.length > 0 && !noise.likelihood)
    throw new FitError(
      "usage",
      `a prior on ${names[0]} needs to know the noise: give sigma, or a loss that estimates it (gaussian, student-t)`,
    );
  const all = unknowns.all.map(({ parameter }) =>
    Object.hasOwn(priors, parameter) ? priors[parameter] : undefined,
  );
  unknowns.all.forEach(({ name, value }, j) => {
    if (all[j] && !Number.isFinite(all[j].at(value).value))
      throw new FitError(
        "usage",
        `${name} starts at ${value}, to which its prior ${all[j].name} gives no density`,
      );
  });
  return all;
}

async function report(rows: Rows, problem: Problem, solved: Solved, options: FitOptions): Promise<Fit> {
  const { predictor, noise, unknowns, objective } = problem;
  const { parameters } = solved;
  const trained = predictor.at(parameters, rows.train);
  const held = rows.holdout.length > 0 ? predictor.at(parameters, rows.holdout) : undefined;
  const predictions = new Float64Array(rows.count).fill(Number.NaN);
  const residuals = predictions.slice();
  const place = (indices: Int32Array, values: Float64Array): void => {
    indices.forEach((row, i) => {
      predictions[row] = values[i]!;
      residuals[row] = rows.target[row]! - values[i]!;
    });
  };
  place(rows.train, trained.values);
  if (held) place(rows.holdout, held.values);
  const rmse = (indices: Int32Array): number =>
    Math.sqrt(indices.reduce((sum, row) => sum + residuals[row]! ** 2, 0) / indices.length);
  const nuisance = objective.nuisance(trained.values);
  const loss = meanLoss(problem, rows, rows.train, trained.values, parameters, nuisance);
  const holdoutLoss = held ? meanLoss(problem, rows, rows.holdout, held.values, parameters, nuisance) : null;
  // A constant may be in the loss alone: the size of the noise, for instance.
  const { losses } = objective.input;
  const decisive = losses?.at(parameters, rows.train) ?? trained;
  const unreached = (losses ?? predictor).unreached(parameters, rows.train, decisive.jacobian);
  const best = solved.starts[solved.best]!;
  const interrupted = solved.end === "interrupted";
  const reason: StartEnd = interrupted && !isConverged(best.reason) ? "interrupted" : best.reason;
  const converged = isConverged(reason);
  const diagnosis = await diagnosisOf({
    rows,
    problem,
    solved,
    converged,
    trained,
    decisive,
    options,
    nuisance,
  });
  const noiseNames = noise.on(rows.train)?.nuisance ?? [];
  const lines = diagnosis.parameters;
  return {
    parameters: unknowns.named(parameters),
    loss,
    rmse: rmse(rows.train),
    holdoutLoss,
    holdoutRmse: held ? rmse(rows.holdout) : null,
    optimizer: options.optimizer ?? "ladder",
    iterations: best.iterations,
    evaluations: solved.evaluations,
    reason,
    converged,
    interrupted,
    standardErrors: Object.fromEntries(lines.map(({ name, standardError }) => [name, standardError])),
    noise: Object.fromEntries(noiseNames.map(({ name }, k) => [name, nuisance[k]!])),
    unreached: [...unreached].map((j) => unknowns.names[j]!),
    rank: diagnosis.identifiability.rank,
    warnings: warningsOf({
      ...{ unknowns, unreached, diagnosis, solved, interrupted, holdoutLoss, reason },
      jacobian: decisive.jacobian,
      predict: losses ? "the loss" : options.predict,
      failures: objective.failures,
      firstFailure: objective.firstFailure,
    }),
    starts: solved.starts,
    best: solved.best,
    trainRows: rows.train.length,
    holdoutRows: rows.holdout.length,
    predictions,
    residuals,
    diagnosis,
    series: [],
  };
}

/** What `Fit.loss` says, over any rows, without priors. */
function meanLoss(
  { noise, objective }: Problem,
  rows: Rows,
  indices: Int32Array,
  predictions: Float64Array,
  parameters: Float64Array,
  nuisance: readonly number[],
): number {
  const targets = Float64Array.from(indices, (row) => rows.target[row]!);
  const { losses } = objective.input;
  if (losses)
    return losses.at(parameters, indices).values.reduce((sum, value) => sum + value, 0) / indices.length;
  if (noise.choice.kind === "least-squares" && !noise.likelihood) {
    const weight = (i: number): number => noise.weight?.(indices[i]!) ?? 1;
    const weights = indices.reduce((sum, _, i) => sum + weight(i), 0);
    return predictions.reduce((sum, value, i) => sum + weight(i) * (value - targets[i]!) ** 2, 0) / weights;
  }
  return totalLoss(noise.on(indices)!, predictions, targets, nuisance).value / indices.length;
}

function requireOptions(options: FitOptions): void {
  const { starts, maxEvaluations, startEvaluations, seconds, optimizer, seed } = options;
  for (const [name, value] of Object.entries({ starts, maxEvaluations, startEvaluations }))
    if (value !== undefined && (!Number.isInteger(value) || value < 1))
      throw new FitError("usage", `${name} must be a whole number of at least 1, got ${value}`);
  if (seconds !== undefined && !(seconds > 0))
    throw new FitError("usage", `seconds must be positive, got ${seconds}`);
  if (seed !== undefined && !Number.isInteger(seed))
    throw new FitError("usage", `the seed must be a whole number, got ${seed}`);
  if (optimizer !== undefined && !OPTIMIZERS.includes(optimizer))
    throw new FitError("usage", `there is no optimiser ${optimizer}; there are ${OPTIMIZERS.join(", ")}`);
}
