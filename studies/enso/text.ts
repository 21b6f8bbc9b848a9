// The El Niño study in words and tables for a terminal.
import { columns } from "../table.js";
import type { Findings } from "./findings.js";
import { sectionsOf } from "./tables.js";

/** The whole report, without files. */
export function describeEnso(findings: Findings, notes: readonly string[]): string {
  return [
    ...sectionsOf(findings).flatMap(({ title, sentences, table }) => [
      title,
      ...sentences,
      ...(table ? columns([table.head, ...table.rows], new Set()) : []),
      "",
    ]),
    ...notes,
  ].join("\n");
}
