// The measured part: a search on 117 cells, its best structure beside the best hand-written one, on cells that ranked neither.
// Invariant: both structures are chosen by the ranking cells alone; the test cells' later points are read by the search when it has ended.
import { searchReport } from "../../search/report/index.js";
import { searched } from "../searching.js";
import type { Load } from "../study.js";
import type { Curve } from "./cells.js";
import {
  type CellError,
  compared,
  type Difference,
  forecasts,
  knownForecasts,
  pooledRmse,
  steepeningOf,
} from "./forecasts.js";
import { STRUCTURES } from "./structures.js";
import { type Border, type Budget, writeTask } from "./task.js";

const SEED = 1;
/** Every second cell ranks structures. */
const ranks = (index: number): boolean => index % 2 === 0;

export interface Scores {
  readonly ranking: number;
  readonly test: number;
}

export interface MeasuredRow {
  readonly part: "measured";
  readonly border: Border;
  readonly cells: number;
  readonly testCells: number;
  readonly program: string;
  readonly complexity: number;
  /** Median over all cells of how much steeper the program's fade is late in life than early. */
  readonly steepening: number;
  readonly kinks: boolean;
  /** Forecast RMSE of the program that was found. */
  readonly found: Scores;
  /** Of hand-written structures; null where a cell cannot be fitted. */
  readonly byHand: Readonly<Record<string, Scores | null>>;
  /** The hand-written structure that is best on the ranking cells. */
  readonly bestByHand: string;
  /** Found minus best by hand, on the test cells. */
  readonly difference: Difference;
  readonly statement: string;
  readonly evaluated: number;
  readonly scored: number;
  readonly candidatesPerMinute: number;
  readonly seconds: number;
}

export async function measured(
  curves: readonly Curve[],
  border: Border,
  first: number,
  budget: Budget,
  { load, signal }: { readonly load: Load; readonly signal?: AbortSignal },
): Promise<{ row: MeasuredRow; report: () => Promise<string> }> {
  const problem = { name: `measured cells, ${border} border`, curves, border: first, ranks };
  const found = await searched(
    (folder) => writeTask(folder, problem, budget, SEED),
    signal ? { signal } : {},
  );
  const { best, state, candidatesPerMinute, seconds } = found;
  const errors = await knownForecasts(load, best.text, best.score.calibrated, curves, first);
  const hand = new Map<string, readonly CellError[]>();
  const byHand: Record<string, Scores | null> = {};
  for (const { name, text } of STRUCTURES) {
    const made = await forecasts(load, text, curves, first).catch(() => undefined);
    if (made) hand.set(name, made);
    byHand[name] = made ? scoresOf(made) : null;
  }
  const [bestByHand, handErrors] = [...hand].sort(
    ([, a], [, b]) => scoresOf(a).ranking - scoresOf(b).ranking,
  )[0] as [string, readonly CellError[]];
  const difference = compared(tested(errors), tested(handErrors));
  const row: MeasuredRow = {
    part: "measured",
    border,
    cells: curves.length,
    testCells: tested(errors).length,
    program: best.text,
    complexity: best.complexity,
    steepening: steepeningOf(errors),
    kinks: best.behaviour.includes("b"),
    found: scoresOf(errors),
    byHand,
    bestByHand,
    difference,
    statement: statementOf(difference, bestByHand),
    evaluated: state.archive.evaluated,
    scored: state.archive.hall(Number.POSITIVE_INFINITY).length,
    candidatesPerMinute,
    seconds,
  };
  return { row, report: () => searchReport(found) };
}

function tested(errors: readonly CellError[]): CellError[] {
  return errors.filter((_, i) => !ranks(i));
}

function scoresOf(errors: readonly CellError[]): Scores {
  return { ranking: pooledRmse(errors.filter((_, i) => ranks(i))), test: pooledRmse(tested(errors)) };
}

/** Differences below this are rounding. */
const SAME = 1e-6;

function statementOf({ lower, upper }: Difference, hand: string): string {
  if (Math.max(Math.abs(lower), Math.abs(upper)) < SAME) return `the program found forecasts as ${hand} does`;
  if (upper < 0) return `the program found forecasts the test cells better than the ${hand}`;
  if (lower > 0) return `the ${hand} forecasts the test cells better than the program found`;
  return `the test cells do not tell the program found from the ${hand}`;
}
