// The fidelity study in words and a table, for a terminal: one line per program, its seeds put together.
import { brief, columns } from "../table.js";
import type { FidelitySummary, PairRow } from "./fidelity.js";

const HEADING = [
  "",
  "program",
  "converged",
  "mean epoch",
  "mean loss",
  "parameter error",
  "steps compared",
  "values apart (doubles)",
  "gradients apart",
];

export function describeFidelity(rows: readonly PairRow[], summary: FidelitySummary): string {
  const programs = new Map<string, PairRow[]>();
  for (const row of rows) programs.set(row.program, [...(programs.get(row.program) ?? []), row]);
  const lines = [...programs.values()].map((pairs) => {
    const epochs = pairs.flatMap(({ compiledConvergedAt }) => compiledConvergedAt ?? []);
    return [
      pairs[0]!.experiment,
      pairs[0]!.program,
      `${epochs.length}/${pairs.length}`,
      epochs.length === 0 ? "-" : String(Math.round(mean(epochs))),
      brief(mean(pairs.map(({ compiledLoss }) => compiledLoss))),
      brief(mean(pairs.map(({ compiledParameterError }) => compiledParameterError))),
      String(pairs.reduce((sum, { comparisons }) => sum + comparisons, 0)),
      brief(Math.max(...pairs.map((row) => row.maxValueDifference))),
      brief(Math.max(...pairs.map((row) => row.maxRelativeGradientDifference))),
    ];
  });
  return [
    ...columns([HEADING, ...lines], new Set([2, 3, 4, 5, 6, 7, 8])),
    "",
    `${summary.pairs} pairs of program and seed (${summary.publishedPairs} published, ${summary.ownPairs} ours, ${summary.towerPairs} in the tower; ` +
      `${summary.higherOrderPairs} recursive or higher-order), ${summary.comparisons} steps compared at equal parameters:`,
    `  values: ${summary.maxValueDifference === 0 ? "equal to the bit" : `up to ${brief(summary.maxValueDifference)} doubles apart`}`,
    `  gradients: up to ${brief(summary.maxRelativeGradientDifference)} of Σ|terms| apart (allowed ${summary.tolerance}), ${brief(summary.maxOfAllowed)} of 8 ε D Σ|terms|`,
    `  two runs of their own: same epoch in ${summary.sameEpoch} of ${summary.pairs} pairs, last losses at most ${brief(summary.maxLossGap)} apart; ${summary.converged} converged`,
    ...summary.failures.map((name) => `  DIFFERENT: ${name}`),
    ...summary.notes.map((note) => `  - ${note}`),
    "",
    `${summary.seconds.toFixed(1)} s, of which compiling ${summary.programs} programs ${summary.secondsCompiling.toFixed(1)} s and loading them into the interpreter ${summary.secondsLoading.toFixed(1)} s`,
    "",
  ].join("\n");
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
