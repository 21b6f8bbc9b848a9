// A table of data: columns by name, whose cells become numbers when they are asked for.
// Invariant: a number is what the cell says or an error that names the cell; nothing is skipped, guessed or coerced unless it is asked
// for, and then the count is told. Columns that nobody asks for may hold anything.
import { DataError } from "../errors.js";
import { nearestName } from "../nearest.js";
import { type ColumnName, labelOf } from "./header.js";

/** Where a cell begins: line and column from 1, the column in code points. */
export interface CellPlace {
  readonly line: number;
  readonly column: number;
}

/** What a cell is as a number: a finite number, nothing (the value is missing), or neither, with what was expected and found. */
export type CellNumber = number | undefined | { readonly expected: string; readonly found: string };

/** What a format's reader knows of its cells. Rows count from 0 without the header; row -1 is the header. */
export interface Cells {
  readonly length: number;
  text(row: number, column: number): string;
  number(row: number, column: number): CellNumber;
  place(row: number, column: number): CellPlace;
}

/** Cells of some columns that hold no value. */
export interface Missing {
  /** Rows (from 0) in which at least one of the columns has no value. */
  readonly rows: readonly number[];
  readonly cells: number;
  readonly first: { readonly name: string; readonly place: CellPlace } | undefined;
}

export class Table {
  private readonly numbers = new Map<string, Float64Array>();

  /**
   * @param kept rows of `cells` that the table has, ascending; absent: all
   */
  constructor(
    readonly file: string,
    private readonly columns: readonly ColumnName[],
    private readonly cells: Cells,
    private readonly kept?: readonly number[],
  ) {}

  /** Names by which the columns are bound, in the order of the file: the headers without their units. */
  get names(): readonly string[] {
    return this.columns.map(({ name }) => name);
  }

  /** Number of data rows. */
  get length(): number {
    return this.kept?.length ?? this.cells.length;
  }

  /** Number, from 1, that a row of this table has among all data rows of the file. */
  rowNumber(row: number): number {
    return this.inFile(row) + 1;
  }

  /** Place of a data row (from 0) in the file; with a column, of its cell. */
  place(row: number, name?: string): CellPlace {
    return this.cells.place(this.inFile(row), name === undefined ? 0 : this.index(name));
  }

  /** Unit that the header gives for a column; undefined when it gives none. */
  unit(name: string): string | undefined {
    return this.columns[this.index(name)]!.unit;
  }

  /** A column's name with its unit, for axes and tables: `temperature [°C]`. */
  label(name: string): string {
    return labelOf(this.columns[this.index(name)]!);
  }

  /** The cells of a column as they stand, one per row. @throws DataError when there is no such column. */
  text(name: string): readonly string[] {
    const index = this.index(name);
    return Array.from({ length: this.length }, (_, row) => this.cells.text(this.inFile(row), index));
  }

  /**
   * The numbers of a column, one per row; read once, the same array each time.
   * @throws DataError when there is no such column, when values are missing (with their count and the first place), or at the first cell
   * that is not a finite decimal number.
   */
  column(name: string): Float64Array {
    const known = this.numbers.get(name);
    if (known) return known;
    const index = this.index(name);
    const values = new Float64Array(this.length);
    for (let row = 0; row < values.length; row++) {
      const value = this.number(row, index);
      if (value === undefined) throw this.missingError([name]);
      values[row] = value;
    }
    this.numbers.set(name, values);
    return values;
  }

  /** Which rows lack a value in any of the columns. @throws DataError at the first cell that is neither a number nor missing. */
  missing(names: readonly string[]): Missing {
    const rows: number[] = [];
    let count = 0;
    let first: Missing["first"];
    const wanted = [...new Set(names.map((name) => this.index(name)))].sort((a, b) => a - b);
    for (let row = 0; row < this.length; row++) {
      const lacking = wanted.filter((index) => this.number(row, index) === undefined);
      if (lacking.length === 0) continue;
      rows.push(row);
      count += lacking.length;
      const [index] = lacking;
      first ??= { name: this.columns[index!]!.name, place: this.cells.place(this.inFile(row), index!) };
    }
    return { rows, cells: count, first };
  }

  /**
   * The rows in which all of the columns have a value, at their old places.
   * @throws DataError when no row is left.
   */
  complete(names: readonly string[]): Table {
    const { rows, first } = this.missing(names);
    if (first === undefined) return this;
    if (rows.length === this.length) {
      const message = `every row lacks a value in ${quoted(names)}: none is left`;
      throw new DataError(message, this.file, first.place.line, first.place.column);
    }
    const left = new Set(rows);
    const kept = Array.from({ length: this.length }, (_, row) => row).filter((row) => !left.has(row));
    return new Table(
      this.file,
      this.columns,
      this.cells,
      kept.map((row) => this.inFile(row)),
    );
  }

  /** @throws DataError when a value of the columns is missing: how many, and where the first one is. */
  requireComplete(names: readonly string[]): void {
    if (this.missing(names).cells > 0) throw this.missingError(names);
  }

  private missingError(names: readonly string[]): DataError {
    const { cells, rows, first } = this.missing(names);
    const { name, place } = first!;
    const values =
      cells === 1 ? "1 value is missing" : `${cells} values are missing, in ${count(rows.length, "row")}`;
    const message = `column ${JSON.stringify(name)}: expected a number, found no value; in ${quoted(names)} ${values}. Rows without a value are left out only on request (--missing skip)`;
    return new DataError(message, this.file, place.line, place.column);
  }

  private number(row: number, index: number): number | undefined {
    const found = this.cells.number(this.inFile(row), index);
    if (typeof found !== "object") return found;
    const { line, column } = this.cells.place(this.inFile(row), index);
    const message = `column ${JSON.stringify(this.columns[index]!.name)}: expected ${found.expected}, found ${found.found}`;
    throw new DataError(message, this.file, line, column);
  }

  private inFile(row: number): number {
    return this.kept ? this.kept[row]! : row;
  }

  /** A column by its name, or by its whole header. */
  private index(name: string): number {
    const named = this.columns.flatMap((column, i) => (column.name === name ? [i] : []));
    if (named.length === 1) return named[0]!;
    if (named.length > 1) {
      const headers = quoted(named.map((i) => this.columns[i]!.header));
      const { line, column } = this.cells.place(-1, named[1]!);
      const message = `the name ${JSON.stringify(name)} is ambiguous: the columns ${headers} have it; give one of them another name (--column other=header)`;
      throw new DataError(message, this.file, line, column);
    }
    const exact = this.columns.findIndex(({ header }) => header === name);
    if (exact >= 0) return exact;
    const near = nearestName(name, this.names);
    const hint = near === undefined ? "." : `; did you mean ${JSON.stringify(near)}?`;
    const { line, column } = this.cells.place(-1, 0);
    const message = `there is no column ${JSON.stringify(name)}${hint} The columns are ${quoted(this.names)}`;
    throw new DataError(message, this.file, line, column);
  }
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
