// The common case of a large CSV file, ten times as fast as the general reader: one text column, then plain decimal numbers, no quotes.
// Invariant: what is read here is what the general reader reads, to the bit; for everything else the answer is undefined, and the general
// reader says what the file has.

export interface PlainTable {
  readonly names: readonly string[];
  /** The first column. */
  readonly labels: readonly string[];
  /** The others. */
  readonly columns: readonly Float64Array[];
}

const [COMMA, NEWLINE, POINT, MINUS, ZERO, NINE] = [",", "\n", ".", "-", "0", "9"].map((c) =>
  c.charCodeAt(0),
) as [number, number, number, number, number, number];
/** Powers of ten that doubles hold exactly: digits over one of them is then rounded once, correctly. */
const POWERS = Array.from({ length: 16 }, (_, k) => 10 ** k);

/** Undefined unless every line has as many cells as the header, and every number is like -12.345, of 15 digits at most. */
export function plainTable(text: string): PlainTable | undefined {
  const end = text.indexOf("\n");
  if (end < 0 || text.includes('"') || text.includes("\r") || !text.endsWith("\n")) return undefined;
  const names = text.slice(0, end).split(",");
  const labels: string[] = [];
  const rows: Float64Array[] = [];
  for (let at = end + 1; at < text.length; ) {
    const comma = text.indexOf(",", at);
    if (comma < 0) return undefined;
    labels.push(text.slice(at, comma));
    at = comma + 1;
    const row = new Float64Array(names.length - 1);
    for (let c = 0; c < row.length; c++) {
      let code = text.charCodeAt(at);
      const negative = code === MINUS;
      if (negative) code = text.charCodeAt(++at);
      const start = at;
      let [digits, point] = [0, -1];
      for (; (code >= ZERO && code <= NINE) || (code === POINT && point < 0); code = text.charCodeAt(++at)) {
        if (code === POINT) point = at;
        else digits = 10 * digits + (code - ZERO);
      }
      const length = at - start - (point < 0 ? 0 : 1);
      // A point needs a digit on either side here.
      if (length < 1 || length > 15 || point === start || point === at - 1) return undefined;
      if (code !== (c === row.length - 1 ? NEWLINE : COMMA)) return undefined;
      const value = point < 0 ? digits : digits / POWERS[at - point - 1]!;
      row[c] = negative ? -value : value;
      at++;
    }
    rows.push(row);
  }
  const columns = Array.from({ length: names.length - 1 }, (_, c) => {
    return Float64Array.from(rows, (row) => row[c]!);
  });
  return { names, labels, columns };
}
