// Text for terminals and files: columns aligned, numbers in few digits, CSV.

/** Lines of cells, the first row is the heading; columns named in `right` are aligned to the right. */
export function columns(rows: readonly (readonly string[])[], right: ReadonlySet<number>): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [c, cell] of row.entries()) widths[c] = Math.max(widths[c] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, c) => (right.has(c) ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join("  ")
      .trimEnd(),
  );
}

/** A number in three digits: 0, 0.00123, 1.2e-9. */
export function brief(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-4 && size < 1e5)) return String(Number(value.toPrecision(3)));
  return value.toExponential(1);
}

/** Records as CSV (RFC 4180); the keys of the first are the heading. Arrays are joined by spaces, null is empty. */
export function csv(records: readonly Readonly<Record<string, unknown>>[]): string {
  const heading = Object.keys(records[0] ?? {});
  const line = (values: readonly unknown[]): string => values.map(cell).join(",");
  return `${[line(heading), ...records.map((record) => line(heading.map((key) => record[key])))].join("\n")}\n`;
}

function cell(value: unknown): string {
  const text =
    value === null || value === undefined ? "" : Array.isArray(value) ? value.join(" ") : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
