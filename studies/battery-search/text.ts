// The battery search as tables, for a terminal.
import { brief, columns } from "../table.js";
import type { MeasuredRow } from "./measured.js";
import { PUBLISHED, type SimulatedRow, type SimulatedSummary } from "./simulated.js";

const shown = (value: number | null, digits = 4): string => (value === null ? "-" : value.toFixed(digits));
const oneLine = (program: string): string => program.trim().replace(/\s+/g, " ");

export function describe(
  simulated: readonly SimulatedRow[],
  synthetic: SimulatedSummary | null,
  measured: readonly MeasuredRow[],
  notes: readonly string[],
  seconds: number,
): string {
  return [
    ...(synthetic ? simulatedLines(simulated, synthetic) : []),
    ...measured.flatMap(measuredLines),
    ...notes.map((note) => `  - ${note}`),
    "",
    `${seconds.toFixed(0)} s`,
    "",
  ].join("\n");
}

function simulatedLines(rows: readonly SimulatedRow[], summary: SimulatedSummary): string[] {
  const heading = [
    "seed",
    "forecast RMSE",
    "12 other cells",
    `to ${PUBLISHED}`,
    "to the truth",
    "nodes",
    "late/early fade",
  ];
  const lines = rows.map((row) => [
    String(row.seed),
    shown(row.forecastRmse),
    shown(row.freshRmse),
    row.secondsToSuccess === null ? "-" : `${row.secondsToSuccess.toFixed(1)} s`,
    row.secondsToTruth === null ? "-" : `${row.secondsToTruth.toFixed(1)} s`,
    String(row.complexity),
    row.steepening.toFixed(2),
  ]);
  const hand = Object.entries(summary.byHand).map(([name, { rmse, freshRmse }]) => [
    name,
    shown(rmse),
    shown(freshRmse),
  ]);
  return [
    "Simulated cells: forecasts from the first 70 of 100 points",
    ...columns([heading, ...lines], new Set([0, 1, 2, 3, 4, 5, 6])),
    `${summary.successes} of ${rows.length} seeds at most ${PUBLISHED}; ${summary.asGoodAsTruth} as good as the structure that the cells were drawn from; ${brief(summary.candidatesPerMinute)} fully calibrated candidates a minute`,
    "",
    ...columns([["by hand", "forecast RMSE", "12 other cells"], ...hand], new Set([1, 2])),
    "",
    ...rows.map(({ seed, program }) => `seed ${seed}: ${oneLine(program)}`),
    "",
  ];
}

function measuredLines(row: MeasuredRow): string[] {
  const hand = Object.entries(row.byHand).map(([name, scores]) => [
    name,
    shown(scores?.ranking ?? null),
    shown(scores?.test ?? null),
  ]);
  const { difference, lower, upper } = row.difference;
  return [
    `Measured cells, ${row.border} border: ${row.cells} cells, of which ${row.testCells} are the test`,
    ...columns(
      [
        ["structure", "ranking cells", "test cells"],
        ["found", shown(row.found.ranking), shown(row.found.test)],
        ...hand,
      ],
      new Set([1, 2]),
    ),
    `found minus ${row.bestByHand}, test cells: ${shown(difference)} (95 % of bootstraps over cells: ${shown(lower)} to ${shown(upper)}): ${row.statement}`,
    `${row.evaluated} programs run in ${row.seconds.toFixed(0)} s, ${brief(row.candidatesPerMinute)} fully calibrated a minute; late fade ${row.steepening.toFixed(2)} times the early one`,
    `found: ${oneLine(row.program)}`,
    "",
  ];
}
