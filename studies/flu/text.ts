// The flu study as a table, for a terminal.
import { columns } from "../table.js";
import type { FluSummary } from "./flu.js";
import type { Forecast } from "./scoring.js";

export function describe(summary: FluSummary): string {
  const { found, references, bestReference, difference } = summary;
  const line = (name: string, { validationRmse, testRmse, byHorizon }: Forecast): string[] => [
    name,
    validationRmse.toFixed(4),
    testRmse.toFixed(4),
    ...byHorizon.map(({ rmse, correlation }) => `${rmse.toFixed(3)} (${correlation.toFixed(2)})`),
  ];
  const heading = ["forecast", "validation", "test", "1 week", "2 weeks", "3 weeks", "4 weeks"];
  const lines = [line("found", found), ...Object.entries(references).map(([name, one]) => line(name, one))];
  return [
    "RMSE in per cent of visits (test seasons by weeks ahead: RMSE and correlation)",
    ...columns([heading, ...lines], new Set([1, 2, 3, 4, 5, 6])),
    "",
    `validation RMSE of the program found when it was first scored: ${summary.searchTimeValidationRmse.toFixed(4)}`,
    `found minus ${bestReference}, test seasons: ${difference.difference.toFixed(4)} (95 % of bootstraps over blocks of weeks: ${difference.lower.toFixed(4)} to ${difference.upper.toFixed(4)}): ${summary.statement}`,
    `${summary.evaluated} programs run, ${summary.candidatesPerMinute.toFixed(0)} fully calibrated a minute`,
    "",
    summary.program.trim(),
    "",
    ...summary.notes.map((note) => `  - ${note}`),
    "",
    `${summary.seconds.toFixed(0)} s`,
    "",
  ].join("\n");
}
