// CSV in: a table with a header row, whose columns become numbers when they are asked for.
// Invariant: a number is what the cell says or an error that names the cell; nothing is skipped, guessed or coerced. Columns that
// nobody asks for may hold anything.
import { CsvError, parse } from "csv-parse/sync";
import { DataError } from "./errors.js";
import { nearestName } from "./nearest.js";

export interface CsvOptions {
  /** Name of the file, for error messages. Default "data". */
  readonly file?: string;
  /** One character between cells. Default ",". */
  readonly delimiter?: string;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads CSV text (RFC 4180, a byte order mark allowed, empty lines skipped).
 * @throws DataError: empty file, no data rows, an unnamed or repeated header, a row with another number of cells than the header,
 * a quote that does not end.
 */
export function readTable(text: string, options: CsvOptions = {}): Table {
  const file = options.file ?? "data";
  const delimiter = options.delimiter ?? ",";
  const records = parseRecords(text, file, delimiter);
  const place = (record: number, field: number): CellPlace => locate(text, delimiter, record, field);
  const header = records[0];
  if (!header)
    throw new DataError("the file is empty; expected a header row with the names of the columns", file, 1, 1);
  const names = header.map((name) => name.trim());
  names.forEach((name, i) => {
    const at = place(0, i);
    if (name === "")
      throw new DataError(`column ${i + 1} has no name in the header row`, file, at.line, at.column);
    const first = names.indexOf(name);
    if (first !== i) {
      const message = `the header names column "${name}" twice: columns ${first + 1} and ${i + 1}`;
      throw new DataError(message, file, at.line, at.column);
    }
  });
  if (records.length === 1)
    throw new DataError("the file has a header row but no data rows", file, place(0, 0).line + 1, 1);
  records.forEach((record, r) => {
    if (record.length === names.length) return;
    const at = place(r, Math.min(record.length - 1, names.length));
    const message = `this row has ${count(record.length, "cell")}, the header has ${count(names.length, "column")}`;
    throw new DataError(message, file, at.line, at.column);
  });
  return new Table(file, names, records.slice(1), place);
}

/** A table that was read: cells as text, columns as numbers on demand. */
export class Table {
  private readonly numbers = new Map<string, Float64Array>();
  constructor(
    readonly file: string,
    /** Names of the columns in the order of the file. */
    readonly names: readonly string[],
    private readonly records: readonly (readonly string[])[],
    private readonly locateCell: (record: number, field: number) => CellPlace,
  ) {}

  /** Number of data rows. */
  get length(): number {
    return this.records.length;
  }

  /** Place of a data row (from 0) in the file; with a column, of its cell. */
  place(row: number, name?: string): CellPlace {
    return this.locateCell(row + 1, name === undefined ? 0 : this.index(name));
  }

  /** The cells of a column as they stand, one per row. @throws DataError when there is no such column. */
  text(name: string): readonly string[] {
    const index = this.index(name);
    return this.records.map((record) => record[index]!);
  }

  /**
   * The numbers of a column, one per row; read once, the same array each time.
   * @throws DataError when there is no such column, or at the first cell that is empty or is not a finite decimal number.
   */
  column(name: string): Float64Array {
    const known = this.numbers.get(name);
    if (known) return known;
    const index = this.index(name);
    const values = Float64Array.from(this.records, (record, row) => this.number(record[index]!, row, name));
    this.numbers.set(name, values);
    return values;
  }

  private number(cell: string, row: number, name: string): number {
    const text = cell.trim();
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value)) return value;
    const { line, column } = this.place(row, name);
    const found = text === "" ? "an empty cell" : JSON.stringify(cell);
    const wanted = Number.isNaN(value) ? "a number" : "a number that fits 64 bits";
    throw new DataError(`column "${name}": expected ${wanted}, found ${found}`, this.file, line, column);
  }

  private index(name: string): number {
    const index = this.names.indexOf(name);
    if (index >= 0) return index;
    const near = nearestName(name, this.names);
    const hint = near === undefined ? "." : `; did you mean "${near}"?`;
    const { line, column } = this.locateCell(0, 0);
    const list = this.names.map((known) => `"${known}"`).join(", ");
    throw new DataError(
      `there is no column "${name}"${hint} The columns are ${list}`,
      this.file,
      line,
      column,
    );
  }
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

export interface CellPlace {
  readonly line: number;
  readonly column: number;
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

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
