// The simulated part: one search for each seed, until it is as good as the structure that the cells were drawn from, or time is over.
// Invariant: a success is counted by the forecasts of the 12 cells, as published; what the other 12 say changes nothing.
import { searchReport } from "../../search/report/index.js";
import { type Searched, searched } from "../searching.js";
import type { Load } from "../study.js";
import { type Curve, simulatedCurves } from "./cells.js";
import { forecasts, knownForecasts, pooledRmse, steepeningOf } from "./forecasts.js";
import { STRUCTURES, TRUTH } from "./structures.js";
import { BORDERS, type Budget, writeTask } from "./task.js";

/** Published for the two-reservoir structure on 12 cells of this kind. */
export const PUBLISHED = 0.0143;
/** A search ends when it is within 5 % of the true structure. */
const AS_GOOD = 1.05;

export interface SimulatedRow {
  readonly part: "synthetic";
  readonly seed: number;
  /** Of the best program, on the 12 cells. */
  readonly forecastRmse: number;
  readonly success: boolean;
  /** When the forecast RMSE first was at most 0.0143; and at most 1.05 times that of the true structure. Null: never. */
  readonly secondsToSuccess: number | null;
  readonly secondsToTruth: number | null;
  /** On 12 further cells, fitted in the same way; null where it cannot be fitted to one. */
  readonly freshRmse: number | null;
  /** Median over cells of how much steeper the program's fade is late in life than early: above 1 there is something of a knee. */
  readonly steepening: number;
  /** Whether the best program's structure has branches or corners. */
  readonly kinks: boolean;
  readonly program: string;
  readonly complexity: number;
  readonly evaluated: number;
  readonly scored: number;
  readonly candidatesPerMinute: number;
  readonly seconds: number;
}

interface Control {
  readonly load: Load;
  readonly signal?: AbortSignal;
}

export async function simulated(
  curves: readonly Curve[],
  fresh: readonly Curve[],
  seed: number,
  budget: Budget,
  { load, signal }: Control,
): Promise<{ row: SimulatedRow; report: () => Promise<string> }> {
  const border = BORDERS.late;
  const truth = AS_GOOD * pooledRmse(await handForecast(load, TRUTH, curves));
  const problem = { name: `simulated cells, seed ${seed}`, curves, border, ranks: () => true };
  const found = await searched(
    (folder) => writeTask(folder, problem, { ...budget, validationLoss: truth ** 2 }, seed),
    { losses: [PUBLISHED ** 2, truth ** 2], ...(signal ? { signal } : {}) },
  );
  return { row: await rowOf(found, seed, { curves, fresh }, load), report: () => searchReport(found) };
}

async function rowOf(
  found: Searched,
  seed: number,
  { curves, fresh }: { readonly curves: readonly Curve[]; readonly fresh: readonly Curve[] },
  load: Load,
): Promise<SimulatedRow> {
  const { best, state, reached, candidatesPerMinute, seconds } = found;
  const forecastRmse = Math.sqrt(best.score.validationLoss);
  const own = await knownForecasts(load, best.text, best.score.calibrated, curves, BORDERS.late);
  const freshRmse = await forecasts(load, best.text, fresh, BORDERS.late).then(pooledRmse, () => null);
  return {
    part: "synthetic",
    seed,
    forecastRmse,
    success: forecastRmse <= PUBLISHED,
    secondsToSuccess: reached[0] ?? null,
    secondsToTruth: reached[1] ?? null,
    freshRmse,
    steepening: steepeningOf(own),
    kinks: best.behaviour.includes("b"),
    program: best.text,
    complexity: best.complexity,
    evaluated: state.archive.evaluated,
    scored: state.archive.hall(Number.POSITIVE_INFINITY).length,
    candidatesPerMinute,
    seconds,
  };
}

function handForecast(load: Load, name: string, curves: readonly Curve[]) {
  const structure = STRUCTURES.find((one) => one.name === name);
  if (!structure) throw new Error(`there is no structure ${name}`);
  return forecasts(load, structure.text, curves, BORDERS.late);
}

export interface SimulatedSummary {
  readonly published: number;
  readonly successes: number;
  readonly asGoodAsTruth: number;
  /** Forecast RMSE of hand-written structures on the 12 cells and on the 12 further ones; null where a fit fails. */
  readonly byHand: Readonly<
    Record<string, { readonly rmse: number | null; readonly freshRmse: number | null }>
  >;
  readonly candidatesPerMinute: number;
}

export async function summaryOfSimulated(
  rows: readonly SimulatedRow[],
  load: Load,
): Promise<SimulatedSummary> {
  const byHand: Record<string, { rmse: number | null; freshRmse: number | null }> = {};
  for (const { name } of STRUCTURES) {
    const on = (curves: readonly Curve[]): Promise<number | null> =>
      handForecast(load, name, curves).then(pooledRmse, () => null);
    byHand[name] = { rmse: await on(simulatedCurves(0)), freshRmse: await on(simulatedCurves(1)) };
  }
  const total = (of: (row: SimulatedRow) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    published: PUBLISHED,
    successes: rows.filter(({ success }) => success).length,
    asGoodAsTruth: rows.filter(({ secondsToTruth }) => secondsToTruth !== null).length,
    byHand,
    candidatesPerMinute: (60 * total((row) => row.scored)) / total((row) => row.seconds),
  };
}
