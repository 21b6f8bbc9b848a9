// The fidelity study in words and a table, for a terminal: one line per program, its seeds put together.
import { brief, columns } from "../table.js";
import type { FidelitySummary, PairRow } from "./fidelity.js";

const HEADING = [
  "",
  "program",
  "converged",
  "epoch",
  "loss",
  "interpreted: epoch",
  "loss",
  "parameter error",
  "steps",
  "values apart",
  "gradients apart",
];
const NUMBERS = new Set([...HEADING.keys()].slice(2));

export function describeFidelity(rows: readonly PairRow[], summary: FidelitySummary): string {
  const programs = new Map<string, PairRow[]>();
  for (const row of rows) programs.set(row.program, [...(programs.get(row.program) ?? []), row]);
  const lines = [...programs.values()].map((pairs) => [
    pairs[0]!.experiment,
    pairs[0]!.program,
    `${pairs.filter(({ compiledConvergedAt }) => compiledConvergedAt !== null).length}/${pairs.length}`,
    epoch(pairs.map(({ compiledConvergedAt }) => compiledConvergedAt)),
    brief(mean(pairs.map(({ compiledLoss }) => compiledLoss))),
    epoch(pairs.map(({ interpretedConvergedAt }) => interpretedConvergedAt)),
    brief(mean(pairs.map(({ interpretedLoss }) => interpretedLoss))),
    brief(mean(pairs.map(({ compiledParameterError }) => compiledParameterError))),
    String(pairs.reduce((sum, { comparisons }) => sum + comparisons, 0)),
    brief(Math.max(...pairs.map((row) => row.maxValueDifference))),
    brief(Math.max(...pairs.map((row) => row.maxRelativeGradientDifference))),
  ]);
  return [
    ...columns([HEADING, ...lines], NUMBERS),
    "",
    "Means over the seeds: epoch of the first loss below the threshold (of the runs that came there), last loss, largest |θ - θ*|. Largest of all",
    "steps: doubles between the values, |g₁ - g₂| / Σ|terms| of the gradients.",
    "",
    `${summary.pairs} pairs of program and seed (${summary.publishedPairs} published, ${summary.ownPairs} ours, ${summary.towerPairs} in the tower; ` +
      `${summary.higherOrderPairs} recursive or higher-order), ${summary.comparisons} steps and ${summary.drawsCompared} drawn points compared at equal parameters:`,
    `  values: ${summary.maxValueDifference === 0 ? "equal to the bit" : `up to ${brief(summary.maxValueDifference)} doubles apart`}`,
    `  gradients: ${summary.maxRelativeGradientDifference === 0 ? "equal to the bit" : `up to ${brief(summary.maxRelativeGradientDifference)} of Σ|terms| apart, ${brief(summary.maxOfAllowed)} of 8 ε D Σ|terms|`} (allowed: ${summary.tolerance} and 1)`,
    `  two runs of their own: same epoch in ${summary.sameEpoch} of ${summary.pairs} pairs, last losses at most ${brief(summary.maxLossGap)} apart; ${summary.converged} converged`,
    ...summary.failures.map((name) => `  DIFFERENT: ${name}`),
    ...summary.notes.map((note) => `  - ${note}`),
    "",
    `${summary.seconds.toFixed(1)} s, of which compiling ${summary.programs} programs ${summary.secondsCompiling.toFixed(1)} s and loading them into the interpreter ${summary.secondsLoading.toFixed(1)} s`,
    "",
  ].join("\n");
}

function epoch(converged: readonly (number | null)[]): string {
  const epochs = converged.filter((at) => at !== null);
  return epochs.length === 0 ? "-" : String(Math.round(mean(epochs)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
