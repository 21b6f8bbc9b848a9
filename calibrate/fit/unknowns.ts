// The numbers that a fit looks for: one for each parameter, or for `(per column)` one for each series of the data.
// Invariant: unknowns stand in the order of the program's parameters, those of a parameter in the order in which its series first occur.
import type { Parameter } from "../../host/program.js";
import { FitError } from "../errors.js";
import type { Bounds } from "../transform.js";

export interface Unknown {
  /** The parameter's name, with the series in brackets where it has one: `k[A]`. */
  readonly name: string;
  readonly parameter: string;
  readonly series: string | undefined;
  /** The program's value when the fit began. */
  readonly value: number;
  readonly bounds: Bounds;
}

/** Rows that share all unknowns. */
export interface Group {
  /** For each parameter of the program the index of its unknown. */
  readonly unknowns: Int32Array;
  /** Rows of the data, ascending. */
  readonly rows: Int32Array;
}

export class Unknowns {
  private constructor(
    readonly all: readonly Unknown[],
    /** Names of the parameters, in the program's order. */
    readonly parameters: readonly string[],
    /** For each parameter the unknown of each row, or of all rows. */
    private readonly ofRow: readonly (Int32Array | number)[],
    /** Columns that tell series apart. */
    readonly columns: readonly string[],
  ) {}

  /**
   * @param seriesOf the cells of a column, one per row
   * @param used rows that are trained on or held out: series that occur nowhere else have no unknowns
   */
  static of(
    parameters: Iterable<Parameter>,
    seriesOf: (column: string) => readonly string[],
    used: Int32Array,
  ): Unknowns {
    const list = [...parameters];
    const all: Unknown[] = [];
    const ofRow = list.map(({ name, value, bounds, per }) => {
      if (per === undefined) return all.push({ name, parameter: name, series: undefined, value, bounds }) - 1;
      const cells = seriesOf(per);
      const index = new Map<string, number>();
      const rows = new Int32Array(cells.length).fill(-1);
      for (const row of used) {
        const series = cells[row]!;
        if (series === "")
          throw new FitError(
            "rows",
            `row ${row + 1} has no series: its cell of the column "${per}", which ${name} is per, is empty`,
          );
        let at = index.get(series);
        if (at === undefined) {
          at = all.push({ name: `${name}[${series}]`, parameter: name, series, value, bounds }) - 1;
          index.set(series, at);
        }
        rows[row] = at;
      }
      return rows;
    });
    const columns = [...new Set(list.flatMap(({ per }) => (per === undefined ? [] : [per])))];
    return new Unknowns(
      all,
      list.map(({ name }) => name),
      ofRow,
      columns,
    );
  }

  get names(): readonly string[] {
    return this.all.map(({ name }) => name);
  }

  /** The rows by the unknowns that they share. */
  groups(rows: Int32Array): readonly Group[] {
    const found = new Map<string, { unknowns: Int32Array; rows: number[] }>();
    for (const row of rows) {
      const unknowns = Int32Array.from(this.ofRow, (one) => (typeof one === "number" ? one : one[row]!));
      const key = unknowns.join();
      const group = found.get(key);
      if (group) group.rows.push(row);
      else found.set(key, { unknowns, rows: [row] });
    }
    return [...found.values()].map(({ unknowns, rows: own }) => ({ unknowns, rows: Int32Array.from(own) }));
  }

  /** Whether no unknown is shared between series, so that each series is a problem of its own. */
  get separable(): boolean {
    return this.columns.length === 1 && this.ofRow.every((one) => typeof one !== "number");
  }

  /**
   * One value for each parameter of the program: its unknown, or of a parameter with series the median over them, from which a new series may
   * start.
   */
  forProgram(values: ArrayLike<number>): Map<string, number> {
    return new Map(
      this.parameters.map((parameter) => {
        const own = this.all
          .flatMap((unknown, j) => (unknown.parameter === parameter ? [values[j]!] : []))
          .sort((a, b) => a - b);
        // The lower of two middle ones: a value that some series has, and inside the bounds.
        return [parameter, own[(own.length - 1) >> 1]!];
      }),
    );
  }

  named(values: ArrayLike<number>): Readonly<Record<string, number>> {
    return Object.fromEntries(this.all.map(({ name }, j) => [name, values[j]!]));
  }
}
