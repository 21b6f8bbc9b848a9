// A report as lines for a terminal, and as a value for JSON.
// Invariant: the JSON form has no NaN and no Infinity: what is not a number is null (an infinite condition number by its rank).
import type { Diagnosis } from "../diagnostics/diagnose.js";
import { type Section, sectionsOf } from "./sections.js";

/** Sections with underlined titles, tables with aligned columns. */
export function textReport(diagnosis: Diagnosis): string {
  return sectionsAsText(sectionsOf(diagnosis));
}

export function sectionsAsText(sections: readonly Section[]): string {
  return sections
    .map(({ title, sentences, table }) =>
      [
        title,
        "-".repeat(title.length),
        ...sentences,
        ...(table ? [...(sentences.length > 0 ? [""] : []), ...aligned([table.head, ...table.rows])] : []),
        "",
      ].join("\n"),
    )
    .join("\n");
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, c) => {
      widths[c] = Math.max(widths[c] ?? 0, [...cell].length);
    });
  return rows.map((row) =>
    row
      .map((cell, c) => cell + " ".repeat(widths[c]! - [...cell].length))
      .join("  ")
      .trimEnd(),
  );
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The diagnosis with typed arrays as arrays, and null for what is not finite. Estimates of bootstrap replicates are left out: they are as
 * many numbers as all the rest together, and their summary is there.
 */
export function jsonReport(diagnosis: Diagnosis): Json {
  const { bootstrap, ...rest } = diagnosis;
  if (!bootstrap) return plain({ ...rest, bootstrap: null });
  const { estimates: _, ...summary } = bootstrap;
  return plain({ ...rest, bootstrap: summary });
}

function plain(value: unknown): Json {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Float64Array || value instanceof Int32Array) return Array.from(value, plain);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [key, plain(entry)]),
  );
}
