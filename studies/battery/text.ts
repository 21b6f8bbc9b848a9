// The two-regime part in words and tables, for a terminal.
import type { CellRow, FittedConstants, ForecastName, TwoRegimeSummary } from "./two-regime.js";

export const TITLES: Readonly<Record<ForecastName, string>> = {
  twoRegimeSharedKnee: "two regimes, knee of other batches",
  twoRegimeAlone: "two regimes, cell alone",
  lateLine: "straight line, last third",
  line: "straight line",
  persistence: "persistence",
};

export function describeTwoRegime(summary: TwoRegimeSummary, first: CellRow): string {
  const names = Object.keys(summary.pooledHoldoutRmse) as ForecastName[];
  const scores = names.map(
    (name) =>
      `  ${TITLES[name].padEnd(38)}${summary.pooledHoldoutRmse[name].toFixed(4).padStart(8)}${summary.medianCellRmse[name].toFixed(4).padStart(14)}`,
  );
  const share = Math.round(100 * summary.trainedShare);
  return [
    `Cell ${first.cell}, fitted to the first ${share} % of its ${first.lifeCycles} cycles (${summary.engine}):`,
    "",
    `  ${"constant".padEnd(14)}${"alone".padStart(26)}${"knee of other batches".padStart(30)}`,
    ...Object.keys(first.alone.parameters).map(
      (name) =>
        `  ${name.padEnd(14)}${constant(first.alone, name).padStart(26)}${constant(first.sharedKnee, name).padStart(30)}`,
    ),
    ...first.alone.warnings.map((warning) => `  alone: ${warning}`),
    ...first.sharedKnee.warnings.map((warning) => `  knee of others: ${warning}`),
    "",
    `${summary.cells} cells, forecast of the last ${100 - share} % of life (${summary.heldOutCycles} held-out cycles), RMSE in Ah:`,
    "",
    `  ${"".padEnd(38)}${"pooled".padStart(8)}${"median cell".padStart(14)}`,
    ...scores,
    "",
    `  better than every baseline in ${Math.round(100 * summary.beatsBestBaseline)} % of the cells; ` +
      `the knee comes within the training part in ${summary.kneeSeen} of ${summary.cells}`,
    ...(summary.notConverged > 0
      ? [`  fits that ran out of iterations: in ${summary.notConverged} cells`]
      : []),
    "",
    `${(1000 * summary.secondsPerFit).toFixed(0)} ms a fit`,
    "",
  ].join("\n");
}

function constant({ parameters, standardErrors }: FittedConstants, name: string): string {
  const error = standardErrors[name];
  const value = parameters[name]!;
  if (error === null || error === undefined) return `${value.toPrecision(4)} (undetermined)`;
  return `${value.toPrecision(5)} ± ${error.toPrecision(2)}`;
}
