// Columns of text for the terminal.
import { formatNumber } from "../compiler/number.js";
import { cells } from "./excerpt.js";

/** Lines with their columns aligned; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [c, cell] of row.entries()) widths[c] = Math.max(widths[c] ?? 0, displayWidth(cell));
  const lines = rows.map((row) =>
    row
      .map((cell, c) => cell + " ".repeat((widths[c] as number) - displayWidth(cell)))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function displayWidth(text: string): number {
  return [...text].reduce((sum, c) => sum + cells(c), 0);
}

/** A number as the language writes it. */
export function number(value: number): string {
  return formatNumber(value);
}

/** A number to a few digits, for what is an estimate anyway. */
export function rounded(value: number, digits = 3): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : formatNumber(value);
}
