// One problem solved: the searches run, and of equally good ends the first chosen.
// Invariant: the start is a point with finite predictions and derivatives, at which something is connected with an unknown.
import { FitError } from "../errors.js";
import { LevenbergMarquardt, minimize, type Reason } from "../optimizers/index.js";
import { type CourseEnd, courseOf, run } from "./course.js";
import type { Objective } from "./objective.js";
import type { FitOptions } from "./options.js";
import { requireFinite } from "./predictor.js";
import type { Rows } from "./rows.js";

/**
 * Why a start ended: the optimiser's reason, `fuel` and `time` for budgets, `dropped` when others were better (ladder), `unfinished` when
 * another had won, `interrupted` by the caller.
 */
export type StartEnd = Reason | "dropped" | "unfinished" | "interrupted" | "time";

/** What became of one start. */
export interface StartReport {
  readonly from: Readonly<Record<string, number>>;
  /** Where it was lowest; `from` when it could not be evaluated. */
  readonly parameters: Readonly<Record<string, number>>;
  /** In the unit of `Fit.loss`; NaN when it could not be evaluated. */
  readonly loss: number;
  /** Answered rounds after the first: trial steps, generations. */
  readonly iterations: number;
  readonly evaluations: number;
  readonly reason: StartEnd;
}

export interface Solved {
  readonly parameters: Float64Array;
  /** Of what was minimised. */
  readonly value: number;
  readonly end: CourseEnd;
  readonly starts: readonly StartReport[];
  /** Which of them was taken. */
  readonly best: number;
  /** Starts that were not dropped, with their parameters: what can agree or not. */
  readonly finalists: readonly { readonly loss: number; readonly parameters: Float64Array }[];
  readonly evaluations: number;
}

/** Evaluations of the polish at most. */
const POLISH = 100;
/** Values that differ by less than this share, or by less than SAME_OF_START of the value at the start, are equally good. */
const SAME = 1e-9;
const SAME_OF_START = 1e-15;
const CONVERGED: ReadonlySet<StartEnd> = new Set(["ftol", "gtol", "xtol", "exact"]);

export function isConverged(reason: StartEnd): boolean {
  return CONVERGED.has(reason);
}

/** @param lossOf what is told of a value of the objective */
export async function solve(
  objective: Objective,
  rows: Rows,
  options: FitOptions,
  lossOf: (value: number) => number,
): Promise<Solved> {
  const { unknowns } = objective.input.predictor;
  const atStart = requireUsable(objective, rows);
  const course = courseOf(unknowns.all, objective.input.transforms, objective, options);
  const end = await run(course, objective, options, lossOf);
  const { race, points } = course;
  const standings = race.standings;
  const named = (u: Float64Array) => unknowns.named(objective.parametersAt(u));
  const starts = standings.map(({ best, evaluations, steps, state }, i): StartReport => {
    const from = named(points[i]!);
    const reason = state !== "running" ? state : race.stopped === undefined ? endOf(end) : "unfinished";
    const at = { iterations: Math.max(0, steps - 1), evaluations, reason };
    return best === undefined
      ? { from, parameters: from, loss: Number.NaN, ...at }
      : { from, parameters: named(best.x), loss: lossOf(best.value), ...at };
  });
  const chosen = choose(standings, starts, atStart);
  const { lowest } = objective;
  if (!lowest && chosen === undefined)
    throw new FitError("not-finite", "the loss is not a finite number at any point that was tried");
  const own = chosen === undefined ? undefined : standings[chosen]!.best!;
  // A search that was ended between evaluations may not have been told its lowest point.
  const cut = end === "interrupted" || end === "time";
  const under = lowest && (own === undefined || (cut && lowest.value < own.value));
  const found = under ? { x: lowest.u, value: lowest.value } : own!;
  const polish =
    course.optimizer === "ladder" && objective.hasResiduals && !cut ? polished(objective, found) : undefined;
  const taken = polish ?? found;
  return {
    parameters: objective.parametersAt(taken.x),
    value: taken.value,
    end,
    starts,
    best: chosen ?? 0,
    finalists: standings.flatMap(({ best, state }) =>
      state === "dropped"
        ? []
        : best === undefined
          ? [{ loss: Number.NaN, parameters: new Float64Array(0) }]
          : [{ loss: lossOf(best.value), parameters: objective.parametersAt(best.x) }],
    ),
    evaluations: race.evaluations + (polish?.evaluations ?? 0),
  };
}

/**
 * The last digits: a search that solves for linear constants ends where these hide what the others still gain. Undefined where all constants
 * together come no lower (or no flatter at the same height).
 */
function polished(
  objective: Objective,
  from: { readonly x: Float64Array; readonly value: number },
): { readonly x: Float64Array; readonly value: number; readonly evaluations: number } | undefined {
  const search = LevenbergMarquardt.from(from.x);
  minimize(search, (u, need) => objective.answer(u, need), { maxEvaluations: POLISH });
  const { best, evaluations } = search;
  const level = from.value * (1 + 1e-12);
  return best && best.value <= level ? { x: best.x, value: best.value, evaluations } : undefined;
}

function endOf(end: CourseEnd): StartEnd {
  return end === "time" || end === "interrupted" ? end : "fuel";
}

/** The lowest; of those that ended by themselves and are as low, the first, so that the program's own start wins where it can. */
function choose(
  standings: readonly { readonly best: { readonly value: number } | undefined }[],
  starts: readonly StartReport[],
  atStart: number,
): number | undefined {
  const values = standings.map(({ best }) => best?.value ?? Number.POSITIVE_INFINITY);
  const least = Math.min(...values);
  if (least === Number.POSITIVE_INFINITY) return undefined;
  const slack = SAME * Math.abs(least) + SAME_OF_START * Math.abs(atStart);
  const first = starts.findIndex(({ reason }, i) => isConverged(reason) && values[i]! <= least + slack);
  return first >= 0 ? first : values.indexOf(least);
}

/** @returns the value at the start */
function requireUsable(objective: Objective, data: Rows): number {
  const { predictor, rows, declared, losses } = objective.input;
  const { names } = predictor.unknowns;
  const first = predictor.at(declared, rows);
  requireFinite(first, rows, data, names, declared);
  const own = losses?.at(declared, rows) ?? first;
  if (losses) requireFinite(own, rows, data, names, declared, "loss");
  if ((losses ?? predictor).unreached(declared, rows, own.jacobian).size === names.length)
    throw new FitError(
      "unreached",
      `no executed operation connects a parameter (${names.join(", ")}) with a prediction: there is nothing to fit`,
    );
  const answer = objective.answer(objective.origin, objective.hasResiduals ? "jacobian" : "gradient");
  if (answer && Number.isFinite(answer.value)) return answer.value;
  throw new FitError(
    "not-finite",
    "the loss is not a finite number at the start: a residual is too large, or the noise model gives the data no probability there",
  );
}
