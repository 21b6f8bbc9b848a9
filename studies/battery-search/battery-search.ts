// The battery search: does a search that starts from the square root of time find a structure with a knee, and does it forecast?
//
// Simulated: 12 cells with two reservoirs; as published, the forecasts of these cells rank structures, and a seed has succeeded when their
// RMSE is at most that published for the hand-written structure. Twelve further cells, drawn with another seed, are looked at afterwards.
// Measured: 117 cells; structures are ranked by forecasts of every second cell and reported on the others, whose later points are in a
// file that is opened when a search has ended. The hand-written structures are chosen among in the same way.
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { type Curve, measuredCurves, simulatedCurves } from "./cells.js";
import { type MeasuredRow, measured } from "./measured.js";
import { type SimulatedRow, simulated, summaryOfSimulated } from "./simulated.js";
import { BORDERS, type Border } from "./task.js";
import { describe } from "./text.js";

/** Seconds of one search at most, and programs that it may run. */
interface Sizes {
  readonly seeds: number;
  readonly simulated: { readonly seconds: number; readonly evaluations: number };
  readonly measured: { readonly seconds: number; readonly evaluations: number };
  readonly borders: readonly Border[];
}
const FULL: Sizes = {
  seeds: 5,
  simulated: { seconds: 120, evaluations: 20_000 },
  measured: { seconds: 480, evaluations: 20_000 },
  borders: ["early", "late"],
};
const QUICK: Sizes = {
  seeds: 2,
  simulated: { seconds: 6, evaluations: 100 },
  measured: { seconds: 10, evaluations: 30 },
  borders: ["early"],
};

export const NOTES: readonly string[] = [
  "The published figure for the simulated cells is a mild one: with fits that converge, a straight line is below it. The stricter mark is what the structure that the cells were drawn from reaches here.",
  "The simulated cells follow the published description; the draws are our own, so figures differ from the published ones by chance.",
  "The axis of the measured cells is the share of each cell's life, as published: it knows where the life ends.",
  "Searches end by the clock, so their results vary with the machine's speed; within a search every draw depends on its seed.",
  "Only the grammar proposed programs: there is no cache of a language model's answers to replay.",
];

/** @throws the signal's reason; Error when `only` names no part */
export async function runBatterySearch(options: StudyOptions): Promise<StudyOutcome> {
  const began = performance.now();
  const { only = "", load, onProgress, signal } = options;
  const sizes = options.quick === true ? QUICK : FULL;
  const seeds = Array.from({ length: sizes.seeds }, (_, i) => i + 1);
  const parts = ["synthetic", ...sizes.borders].filter((part) => part.includes(only));
  if (parts.length === 0)
    throw new Error(`no part's name contains "${only}"; parts are synthetic, ${sizes.borders.join(", ")}`);
  const searches = parts.length + (parts.includes("synthetic") ? seeds.length - 1 : 0);
  let done = 0;
  const tell = (message: string): void => onProgress?.(message, ++done / searches);
  const rowsOfSimulated: SimulatedRow[] = [];
  const reports = new Map<string, () => Promise<string>>();
  const control = { load, ...(signal ? { signal } : {}) };
  if (parts.includes("synthetic")) {
    const curves = simulatedCurves(0);
    const fresh = simulatedCurves(1);
    for (const seed of seeds) {
      const { row, report } = await simulated(curves, fresh, seed, sizes.simulated, control);
      rowsOfSimulated.push(row);
      reports.set(`synthetic-${seed}.html`, report);
      tell(`synthetic, seed ${seed}`);
    }
  }
  const rowsOfMeasured: MeasuredRow[] = [];
  let cells: readonly Curve[] = [];
  for (const border of sizes.borders.filter((name) => parts.includes(name))) {
    if (cells.length === 0) cells = await measuredCurves();
    const { row, report } = await measured(cells, border, BORDERS[border], sizes.measured, control);
    rowsOfMeasured.push(row);
    reports.set(`${border}.html`, report);
    tell(border);
  }
  const synthetic = rowsOfSimulated.length > 0 ? await summaryOfSimulated(rowsOfSimulated, load) : null;
  const summary = {
    seeds: rowsOfSimulated.map(({ seed }) => seed),
    successes: synthetic?.successes ?? 0,
    bestForecastRmse: rowsOfSimulated.map(({ forecastRmse }) => forecastRmse),
    candidatesPerMinute: synthetic?.candidatesPerMinute ?? null,
    measuredCandidatesPerMinute: rowsOfMeasured.map(({ candidatesPerMinute }) => candidatesPerMinute),
    synthetic,
    measured: Object.fromEntries(rowsOfMeasured.map((row) => [row.border, row])),
    seconds: (performance.now() - began) / 1000,
    notes: NOTES,
  };
  const record = await recordOf("interpreter", seeds);
  const rows = [...rowsOfSimulated.map((row) => ({ ...row })), ...rowsOfMeasured.map((row) => ({ ...row }))];
  return {
    report: { study: "battery-search", summary, rows, record },
    text: describe(rowsOfSimulated, synthetic, rowsOfMeasured, NOTES, summary.seconds),
    files: async () => {
      const files = new Map<string, string>();
      for (const [name, report] of reports) files.set(name, await report());
      return files;
    },
  };
}
