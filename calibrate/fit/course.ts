// The course of a fit: the searches that an optimiser's name stands for, and the loop that runs them within their budgets.
// Invariants: what the searches do depends on objective, options and seed alone (but for a budget of seconds); state is plain data; an
// answer that comes after the end of a budget is not told.

import { FitError } from "../errors.js";
import {
  AdamDescent,
  CmaEs,
  DifferentialEvolution,
  type HalvingState,
  Lbfgs,
  LevenbergMarquardt,
  linearParameters,
  mixedStarts,
  NelderMead,
  type Optimizer,
  type Reason,
  type Standing,
  SuccessiveHalving,
  VariableProjection,
} from "../optimizers/index.js";
import { startShare } from "../starts.js";
import type { Bounds, Transform } from "../transform.js";
import type { Objective } from "./objective.js";
import { defaultEvaluations, type FitOptions, type OptimizerName } from "./options.js";
import type { Unknown } from "./unknowns.js";

export interface FitProgress {
  /** Evaluations of all training rows so far, over all starts. */
  readonly evaluations: number;
  /** How many there will be in all, as far as that can be told: an upper end before the race of starts is decided. */
  readonly expected: number;
  /** The lowest value so far of what is minimised, as `Fit.loss` tells it. */
  readonly loss: number;
  readonly starts: number;
  /** Starts that are still run. */
  readonly running: number;
}

/** Why the search ended. */
export type CourseEnd = Reason | "time" | "interrupted";

/** How the searches were run; `points` are where they began. */
export interface Course {
  readonly optimizer: OptimizerName;
  readonly race: SuccessiveHalving<Optimizer>;
  readonly points: readonly Float64Array[];
  readonly limit: number;
}

/** What `onState` tells and `resume` takes: plain data. */
export interface CourseState {
  readonly race: HalvingState;
  readonly failures: number;
  readonly firstFailure: string | undefined;
}

export interface Coordinate {
  readonly value: number;
  readonly bounds: Bounds;
  readonly transform: Transform;
}

const LADDER = { first: 8, eta: 2, finalists: 3 } as const;
/** Whether constants enter linearly is not asked of more unknowns than this: it takes one evaluation each. */
const MOST_ASKED = 60;

/** @throws FitError ("usage") when the optimiser needs residuals, and the loss has none */
export function courseOf(
  unknowns: readonly Unknown[],
  transforms: readonly Transform[],
  objective: Objective,
  options: FitOptions,
): Course {
  const optimizer = options.optimizer ?? "ladder";
  const ladder = optimizer === "ladder";
  const starts = options.starts ?? (ladder ? 64 : 1);
  const limit = options.startEvaluations ?? defaultEvaluations(optimizer, unknowns.length);
  const coordinates = unknowns.map(({ value, bounds }, j) => ({ value, bounds, transform: transforms[j]! }));
  const points = mixedStarts(coordinates, starts, options.seed ?? 1).map(({ point }) => point);
  const kind = kindOf(optimizer, objective);
  if (options.resume !== undefined) {
    const { race, failures, firstFailure } = options.resume as CourseState;
    objective.failures = failures;
    objective.firstFailure = firstFailure;
    return { optimizer, race: restored(race, kind), points, limit };
  }
  const linear = kind === "variable-projection" ? linearOf(objective, optimizer) : [];
  const projected = linear.length > 0 && linear.length < unknowns.length;
  const searches = points.map((point, i) =>
    begun(kind === "variable-projection" && !projected ? "levenberg-marquardt" : kind, {
      ...{ point, linear, coordinates, seed: (options.seed ?? 1) + i },
      learningRate: options.learningRate ?? 0.1,
    }),
  );
  const rules = ladder
    ? { ...LADDER, keepFirst: true, lastLap: true, limit }
    : { first: limit, limit, inOrder: true };
  return { optimizer, race: SuccessiveHalving.of<Optimizer>(searches, rules), points, limit };
}

type Kind = Exclude<OptimizerName, "ladder">;

function kindOf(optimizer: OptimizerName, objective: Objective): Kind {
  if (optimizer === "ladder") return objective.hasResiduals ? "variable-projection" : "l-bfgs";
  const squares = optimizer === "levenberg-marquardt" || optimizer === "variable-projection";
  if (squares && !objective.hasResiduals)
    throw new FitError(
      "usage",
      `${optimizer} needs a sum of squares, which this loss (with its priors) is not: take ladder or l-bfgs`,
    );
  return optimizer;
}

function linearOf(objective: Objective, optimizer: OptimizerName): readonly number[] {
  const { origin } = objective;
  const found =
    origin.length > MOST_ASKED
      ? []
      : linearParameters(
          (u) => objective.answer(u, "jacobian"),
          origin,
          origin.map((value, j) => value + 0.3 + 0.1 * (j % 7)),
        );
  if (optimizer === "variable-projection" && found.length === 0)
    throw new FitError(
      "usage",
      "no constant enters the prediction linearly (bounded ones do not): take levenberg-marquardt",
    );
  return found;
}

interface Beginning {
  readonly point: Float64Array;
  readonly linear: readonly number[];
  readonly coordinates: readonly Coordinate[];
  readonly seed: number;
  readonly learningRate: number;
}

function begun(kind: Kind, { point, linear, coordinates, seed, learningRate }: Beginning): Optimizer {
  switch (kind) {
    case "levenberg-marquardt":
      return LevenbergMarquardt.from(point);
    case "variable-projection":
      return VariableProjection.from(point, { linear });
    case "l-bfgs":
      return Lbfgs.from(point);
    case "adam":
      return AdamDescent.from(point, { learningRate });
    case "cma-es":
      return CmaEs.from(point, { seed, sigma: 1 });
    case "differential-evolution":
      return DifferentialEvolution.within(boxOf(coordinates, point), { seed });
    case "nelder-mead":
      return NelderMead.from(point, { xatol: 1e-8, fatol: 1e-12 });
  }
}

/** The range of wide draws, from which differential evolution begins. */
function boxOf(coordinates: readonly Coordinate[], point: Float64Array): [number, number][] {
  return coordinates.map((coordinate, j) => {
    const ends = [0.02, 0.25, 0.26, 0.98].map((share) => startShare(coordinate, point[j]!, share));
    return [Math.min(...ends), Math.max(...ends)];
  });
}

function restored(state: HalvingState, kind: Kind): SuccessiveHalving<Optimizer> {
  return SuccessiveHalving.restore<Optimizer>(state, (search) => revived(search as never, kind));
}

function revived(search: never, kind: Kind): Optimizer {
  switch (kind) {
    case "levenberg-marquardt":
      return LevenbergMarquardt.restore(search);
    case "variable-projection":
      return "linear" in (search as object)
        ? VariableProjection.restore(search)
        : LevenbergMarquardt.restore(search);
    case "l-bfgs":
      return Lbfgs.restore(search);
    case "adam":
      return AdamDescent.restore(search);
    case "cma-es":
      return CmaEs.restore(search);
    case "differential-evolution":
      return DifferentialEvolution.restore(search);
    case "nelder-mead":
      return NelderMead.restore(search);
  }
}

/** Evaluations that a start of the ladder is expected to take before one has ended. */
const TYPICAL = 64;

/** How long a fit keeps the thread before timers and signals get their turn, in milliseconds. */
const SLICE = 20;

/** Runs the searches until they have ended or a budget has. */
export async function run(
  course: Course,
  objective: Objective,
  options: FitOptions,
  lossOf: (value: number) => number,
): Promise<CourseEnd> {
  const { maxEvaluations = Number.POSITIVE_INFINITY, seconds, signal, stop, threads } = options;
  const { race, points } = course;
  const began = performance.now();
  let turn = began;
  for (;;) {
    if (race.stopped !== undefined) return race.stopped;
    const { points: asked, need } = race.ask();
    if (race.evaluations + asked.length > maxEvaluations) return "fuel";
    if (seconds !== undefined && performance.now() - began > 1000 * seconds) return "time";
    const answers = [];
    if (threads && asked.length > 1) {
      answers.push(...(await objective.answers(asked, need, threads)));
      signal?.throwIfAborted();
      if (stop?.aborted) return "interrupted";
    }
    for (const point of asked.slice(answers.length)) {
      if (performance.now() - turn > SLICE) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        turn = performance.now();
      }
      signal?.throwIfAborted();
      if (stop?.aborted) return "interrupted";
      if (seconds !== undefined && performance.now() - began > 1000 * seconds) return "time";
      answers.push(objective.answer(point, need));
    }
    race.tell(answers);
    options.onState?.({
      toJSON: (): CourseState => {
        const { failures, firstFailure } = objective;
        return { race: race.toJSON(), failures, firstFailure };
      },
    });
    options.onProgress?.({
      evaluations: race.evaluations,
      expected: Math.min(maxEvaluations, Math.max(race.evaluations, expected(course))),
      loss: objective.lowest === undefined ? Number.NaN : lossOf(objective.lowest.value),
      starts: points.length,
      running: race.running,
    });
  }
}

/** A start that has ended took what it took; the others are taken to need as much, or the limit before one has ended. */
function expected({ race, limit, optimizer, points }: Course): number {
  if (optimizer !== "ladder") {
    const ended = points.length - race.running;
    return race.evaluations + race.running * (ended === 0 ? limit : race.evaluations / ended);
  }
  const standings = race.standings;
  const taken = (some: readonly Standing[]): number =>
    some.reduce((total, { evaluations }) => total + evaluations, 0);
  const ended = standings.filter(({ state }) => state !== "running" && state !== "dropped");
  const typical = ended.length === 0 ? Math.min(limit, TYPICAL) : taken(ended) / ended.length;
  const open = standings.filter(({ state }) => state === "running");
  return (
    taken(standings) + open.reduce((sum, { evaluations }) => sum + Math.max(1, typical - evaluations), 0)
  );
}
