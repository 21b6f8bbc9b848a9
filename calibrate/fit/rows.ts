// The data of a fit as rows: argument columns, the target, and which rows are trained on and which are held out.
// Invariant: every row has one role; a held-out row influences nothing but the hold-out loss.
import { Table } from "../data/table.js";
import { FitError } from "../errors.js";
import { nearestName } from "../nearest.js";

/** Columns by name, all of one length: a table that was read, or arrays; texts may tell series apart. */
export type Data = Table | Readonly<Record<string, ArrayLike<number> | readonly string[]>>;

/** One flag for each row. */
export type Mask = ArrayLike<boolean | number>;

export interface RowSelection {
  /** Columns passed to the prediction, in the order of its arguments. */
  readonly columns: readonly string[];
  readonly target: string;
  /** Rows that may be used at all. Default: all. */
  readonly rows?: Mask;
  /** Rows held out: a mask, or the fraction of the used rows, taken from the end of the file. Default: none. */
  readonly holdout?: number | Mask;
}

export interface Rows {
  /** Number of rows of the data, used or not. */
  readonly count: number;
  readonly columns: readonly ArrayLike<number>[];
  readonly names: readonly string[];
  readonly target: ArrayLike<number>;
  /** Indices of the rows in the data, ascending. */
  readonly train: Int32Array;
  readonly holdout: Int32Array;
  /** The cells of a column as texts, one per row: what tells series apart. */
  series(column: string): readonly string[];
  /** The numbers of another column, one per row. */
  column(name: string): ArrayLike<number>;
  /** Describes a row for a message: where it is and what it holds. */
  describe(row: number): string;
  place(row: number): { readonly file: string | undefined; readonly line: number; readonly column: number };
}

/**
 * Chooses columns and rows.
 * @throws DataError for a column that a table lacks or that is not numeric; FitError for arrays that do not fit together, a fraction
 * outside [0, 1), or when no training row is left.
 */
export function selectRows(data: Data, selection: RowSelection): Rows {
  const { columns: names, target: targetName } = selection;
  if (names.length === 0)
    throw new FitError(
      "rows",
      "the prediction uses no column of the data: it would be the same for every row",
    );
  const columns = names.map((name) => columnOf(data, name));
  const target = columnOf(data, targetName);
  const count = target.length;
  names.forEach((name, i) => {
    const length = columns[i]!.length;
    if (length !== count) {
      const message = `column "${name}" has ${length} rows, the target "${targetName}" has ${count}`;
      throw new FitError("rows", message);
    }
  });
  const used = indicesOf(selection.rows, count, "rows");
  const { train, holdout } = split(used, selection.holdout ?? 0, count);
  if (train.length === 0)
    throw new FitError(
      "rows",
      `no row is left to train on: of ${count}, ${used.length} are used and all of those held out`,
    );
  if (holdout.length === 0 && selection.holdout !== undefined && selection.holdout !== 0)
    throw new FitError(
      "rows",
      typeof selection.holdout === "number"
        ? `nothing would be held out: ${selection.holdout} of ${used.length} rows is less than half a row`
        : `nothing would be held out: the mask marks none of the ${used.length} rows that are used`,
    );
  const place = (row: number) => {
    if (!(data instanceof Table)) return { file: undefined, line: 0, column: 0 };
    return { file: data.file, ...data.place(row, names[0] ?? targetName) };
  };
  return {
    count,
    columns,
    names,
    target,
    train,
    holdout,
    series: (column) => sameLength(column, textsOf(data, column), count),
    column: (name) => sameLength(name, columnOf(data, name), count),
    place,
    describe(row) {
      const { file, line } = place(row);
      const cells = names.map((name, i) => `${name} = ${columns[i]![row]}`);
      const where = data instanceof Table ? `row ${data.rowNumber(row)} (${file}:${line})` : `row ${row + 1}`;
      return `${where}: ${[...cells, `${targetName} = ${target[row]}`].join(", ")}`;
    },
  };
}

function sameLength<T extends ArrayLike<unknown>>(name: string, column: T, count: number): T {
  if (column.length === count) return column;
  throw new FitError("rows", `column "${name}" has ${column.length} rows, the target has ${count}`);
}

function columnOf(data: Data, name: string): ArrayLike<number> {
  if (data instanceof Table) return data.column(name);
  const column = ownColumn(data, name);
  if (typeof column[0] !== "string") return column as ArrayLike<number>;
  throw new FitError("rows", `the column "${name}" has texts, where numbers are needed`);
}

function textsOf(data: Data, name: string): readonly string[] {
  if (data instanceof Table) return data.text(name);
  return Array.from<number | string, string>(ownColumn(data, name), String);
}

function ownColumn(data: Exclude<Data, Table>, name: string): ArrayLike<number> | readonly string[] {
  if (Object.hasOwn(data, name)) return data[name]!;
  const known = Object.keys(data);
  const near = nearestName(name, known);
  const hint = near === undefined ? "." : `; did you mean "${near}"?`;
  throw new FitError(
    "rows",
    `the data have no column "${name}"${hint} They have ${known.map((n) => `"${n}"`).join(", ")}`,
  );
}

function indicesOf(mask: Mask | undefined, count: number, what: string): number[] {
  if (mask && mask.length !== count)
    throw new FitError("rows", `the mask ${what} has ${mask.length} flags, the data have ${count} rows`);
  const all = Array.from({ length: count }, (_, row) => row);
  return mask ? all.filter((row) => mask[row]) : all;
}

function split(
  used: number[],
  holdout: number | Mask,
  count: number,
): { train: Int32Array; holdout: Int32Array } {
  if (typeof holdout !== "number") {
    const held = new Set(indicesOf(holdout, count, "holdout"));
    return {
      train: Int32Array.from(used.filter((row) => !held.has(row))),
      holdout: Int32Array.from(used.filter((row) => held.has(row))),
    };
  }
  if (!(holdout >= 0 && holdout < 1))
    throw new FitError("usage", `the fraction held out must be at least 0 and less than 1, got ${holdout}`);
  const border = used.length - Math.round(holdout * used.length);
  return { train: Int32Array.from(used.slice(0, border)), holdout: Int32Array.from(used.slice(border)) };
}
