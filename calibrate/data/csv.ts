// Text with separated cells in: CSV (RFC 4180) and its kin, a header row first.
// Invariant: the number of cells of each row is that of the header; places are those of the text, whatever is quoted in it.
import { CsvError, parse } from "csv-parse/sync";
import { DataError } from "../errors.js";
import { columnNames, type Renamed } from "./header.js";
import { type CellNumber, type CellPlace, count, Table } from "./table.js";

export interface CsvOptions {
  /** Name of the file, for error messages. Default "data". */
  readonly file?: string;
  /** One character between cells. Default "," (";" with decimal commas). */
  readonly delimiter?: string;
  /** What stands before the fraction of a number. Default "point". */
  readonly decimal?: "point" | "comma";
  /** Other names for columns, by their headers. */
  readonly renamed?: Renamed;
}

const NUMBER = {
  point: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  comma: /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
} as const;

/** Cells that say that there is no value: empty ones, NA and NaN. */
export function saysMissing(text: string): boolean {
  return text === "" || text === "NA" || /^nan$/i.test(text);
}

/** A finite number that a text spells in decimal notation. */
export function numberOf(cell: string, decimal: "point" | "comma" = "point"): CellNumber {
  const text = cell.trim();
  if (saysMissing(text)) return undefined;
  const found = JSON.stringify(cell);
  if (!NUMBER[decimal].test(text)) return { expected: "a number", found };
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? value : { expected: "a number that fits 64 bits", found };
}

/**
 * Reads CSV text (RFC 4180, a byte order mark allowed, empty lines skipped).
 * @throws DataError: empty file, no data rows, an unnamed or repeated header, a row with another number of cells than the header,
 * a quote that does not end.
 */
export function readTable(text: string, options: CsvOptions = {}): Table {
  const { file = "data", decimal = "point", renamed = {} } = options;
  const delimiter = options.delimiter ?? (decimal === "comma" ? ";" : ",");
  const records = parseRecords(text, file, delimiter);
  const place = (record: number, field: number): CellPlace => locate(text, delimiter, record, field);
  const header = records[0];
  if (!header)
    throw new DataError("the file is empty; expected a header row with the names of the columns", file, 1, 1);
  const headers = header.map((name) => name.trim());
  requireDistinct(headers, file, (i) => place(0, i));
  if (records.length === 1)
    throw new DataError("the file has a header row but no data rows", file, place(0, 0).line + 1, 1);
  records.forEach((record, r) => {
    if (record.length === headers.length) return;
    const at = place(r, Math.min(record.length - 1, headers.length));
    const message = `this row has ${count(record.length, "cell")}, the header has ${count(headers.length, "column")}`;
    throw new DataError(message, file, at.line, at.column);
  });
  const cell = (row: number, column: number): string => records[row + 1]![column]!;
  return new Table(file, columnNames(headers, renamed, file), {
    length: records.length - 1,
    text: cell,
    number: (row, column) => numberOf(cell(row, column), decimal),
    place: (row, column) => place(row + 1, column),
  });
}

function requireDistinct(headers: readonly string[], file: string, place: (i: number) => CellPlace): void {
  headers.forEach((name, i) => {
    const first = headers.indexOf(name);
    if (name !== "" && first === i) return;
    const at = place(i);
    const message =
      name === ""
        ? `column ${i + 1} has no name in the header row`
        : `the header names column "${name}" twice: columns ${first + 1} and ${i + 1}`;
    throw new DataError(message, file, at.line, at.column);
  });
}

function parseRecords(text: string, file: string, delimiter: string): string[][] {
  try {
    return parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === "number" ? error.lines : 0;
    throw new DataError(error.message, file, line, line === 0 ? 0 : 1);
  }
}

/**
 * Finds a cell's first character. csv-parse does not tell columns, and errors are rare: so the text is walked again, cell by cell,
 * only when one is reported.
 */
function locate(text: string, delimiter: string, record: number, field: number): CellPlace {
  const outside = `[^${delimiter.replace(/[\\\]^-]/g, "\\$&")}\r\n]*`;
  const cell = new RegExp(`"(?:[^"]|"")*"${outside}|${outside}`, "y");
  let offset = text.startsWith("\ufeff") ? 1 : 0;
  for (let atRecord = 0, atField = 0; offset < text.length; ) {
    cell.lastIndex = offset;
    cell.exec(text);
    const end = cell.lastIndex;
    const newline = text.startsWith("\r\n", end) ? 2 : 1;
    const emptyLine = end === offset && atField === 0 && text[end] !== delimiter;
    if (!emptyLine) {
      if (atRecord === record && atField === field) break;
      if (text[end] === delimiter) atField++;
      else {
        atRecord++;
        atField = 0;
      }
    }
    offset = end + (text[end] === delimiter ? 1 : newline);
  }
  return placeOf(text, Math.min(offset, text.length));
}

function placeOf(text: string, offset: number): CellPlace {
  const lines = text.slice(text.startsWith("\ufeff") ? 1 : 0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length, column: [...lines.at(-1)!].length + 1 };
}
