// One program fitted to many series, each with constants of its own: a job is some of the series.
// Invariant: a series' result depends on the program, the series and the options alone, whichever series share its job.
import type { Program } from "../../host/program.js";
import { LevenbergMarquardt, type LevenbergMarquardtOptions } from "../optimizers/levenberg-marquardt.js";
import { type Ending, minimize } from "../optimizers/minimize.js";
import { mixedStarts } from "../optimizers/mixed-starts.js";
import { SuccessiveHalving } from "../optimizers/successive-halving.js";
import { evaluator, type LeastSquaresProblem, transformsOf } from "./least-squares.js";
import { parts, type RunOptions, type Threads } from "./pool.js";
import type { JobProgram } from "./serve.js";

export interface Series extends Omit<LeastSquaresProblem, "predict"> {
  /** Points where searches begin, in the transforms' coordinates; before those that are drawn. */
  readonly starts?: readonly (readonly number[])[];
  /** Arguments for which predictions are wanted. */
  readonly ask?: readonly Float64Array[];
}

export interface SeriesOptions extends LevenbergMarquardtOptions {
  /** Searches begun from the program's constants and from mixed starts around them. Default 12, the first being the constants. */
  readonly drawn?: number;
  readonly seed?: number;
  /** Evaluations of each search before the worse half is given up. Default 8. */
  readonly first?: number;
  /** Evaluations of one series at most, over all its searches. Default 800. */
  readonly maxEvaluations?: number;
}

export interface SeriesJob {
  readonly program: JobProgram;
  readonly predict: string;
  readonly series: readonly Series[];
  readonly options?: SeriesOptions;
}

export interface SeriesFit {
  /** In the transforms' coordinates. */
  readonly x: readonly number[];
  readonly parameters: Readonly<Record<string, number>>;
  /** ½‖r‖², the prior's residuals included. */
  readonly value: number;
  /** Mean squared difference of prediction and target over the rows, without weights and prior. */
  readonly meanSquare: number;
  readonly evaluations: number;
  readonly reason: Ending;
  /** For `ask`; empty without it. */
  readonly predictions: Float64Array;
}

/** @throws RangeError when no search of a series could begin; the program's errors */
export function fitSeries(
  program: Program,
  { predict, series, options = {} }: Omit<SeriesJob, "program">,
): SeriesFit[] {
  const { drawn = 12, seed = 1, first = 8, maxEvaluations = 800, ...steps } = options;
  const names = [...program.parameters.keys()];
  const transforms = transformsOf(program);
  const coordinates = [...program.parameters.values()].map(({ initial, bounds }, j) => ({
    value: initial,
    bounds,
    transform: transforms[j]!,
  }));
  const draws = drawn === 0 ? [] : mixedStarts(coordinates, drawn, seed).map(({ point }) => point);
  return series.map((one, index) => {
    const evaluate = evaluator(program, { ...one, predict });
    const points = [...(one.starts ?? []).map((start) => Float64Array.from(start)), ...draws];
    const race = SuccessiveHalving.of(
      points.map((point) => LevenbergMarquardt.from(point, steps)),
      { first, finalists: 2, keepFirst: true },
    );
    const reason = minimize(race, evaluate, { maxEvaluations });
    const { best } = race;
    if (!best)
      throw new RangeError(`series ${index + 1} of the job: no start could be evaluated to finite numbers`);
    const parameters = Object.fromEntries(names.map((name, j) => [name, transforms[j]!.inverse(best.x[j]!)]));
    program.setParameters(parameters);
    const predictions = one.ask
      ? program.batch(predict, one.ask, { onFailure: "throw" }).values
      : new Float64Array(0);
    const rows = program.batch(predict, one.columns, { onFailure: "throw" }).values;
    const meanSquare = rows.reduce((sum, value, i) => sum + (value - one.target[i]!) ** 2, 0) / rows.length;
    return {
      ...{ x: [...best.x], parameters, value: best.value, meanSquare },
      ...{ evaluations: race.evaluations, reason, predictions },
    };
  });
}

/** The same over threads, in the order of the series, with the same result for any number of threads. */
export async function fitSeriesOnThreads(
  threads: Threads,
  job: SeriesJob,
  options: RunOptions = {},
): Promise<SeriesFit[]> {
  // More parts than threads, because series take different times.
  const jobs = parts(job.series, 4 * threads.threads).map((series) => ({ ...job, series }));
  const fits = await threads.run<SeriesJob, SeriesFit[]>("series", jobs, options);
  return fits.flat();
}
