// The nested study as a table, for a terminal.
import { brief, columns } from "../table.js";
import type { NestedRow, NestedSummary } from "./nested.js";
import type { Problem } from "./problems.js";

const HEADING = [
  "problem",
  "mode",
  "answer (compiled)",
  "interpreted: doubles apart",
  "modes apart",
  "from reference",
  "compiled",
  "interpreted",
];

export function describeNested(
  rows: readonly NestedRow[],
  summary: NestedSummary,
  problems: readonly Problem[],
): string {
  const lines = rows.map((row) => [
    row.problem,
    row.mode,
    [...new Set(row.compiled)].join(" "),
    brief(row.roadsApart),
    brief(row.modesApart),
    row.fromReference === null ? "-" : brief(row.fromReference),
    `${(1000 * row.secondsCompiled).toFixed(0)} ms`,
    `${(1000 * row.secondsInterpreted).toFixed(0)} ms`,
  ]);
  return [
    ...columns([HEADING, ...lines], new Set([3, 4, 5, 6, 7])),
    "",
    ...problems.flatMap(({ name, reference }) =>
      reference === null
        ? []
        : [`reference for ${name}: ${[...new Set(reference.values)].join(" ")} (${reference.from})`],
    ),
    `${summary.answers} answers to ${summary.problems} problems: at most ${brief(summary.maxModesApart)} apart (allowed ${summary.tolerance}); ` +
      `the engines ${summary.maxRoadsApart === 0 ? "equal to the bit" : `up to ${brief(summary.maxRoadsApart)} doubles apart`}`,
    ...summary.failures.map((name) => `  WRONG: ${name}`),
    ...summary.notes.map((note) => `  - ${note}`),
    "",
    `${summary.seconds.toFixed(1)} s`,
    "",
  ].join("\n");
}
