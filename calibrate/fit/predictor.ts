// Predictions and their derivatives for rows of data: what the optimiser sees of a program.
// Invariant: the program's parameters are those of the latest evaluation; a row where something is not finite is found, not skipped.
import { LimitError, SchemeError } from "../../host/errors.js";
import type { Program } from "../../host/program.js";
import { FitError } from "../errors.js";
import { errorOf } from "../threads/failure.js";
import { predictionsOnThreads, type RowGroup, shared } from "../threads/predictions.js";
import type { FitThreads } from "./options.js";
import type { Rows } from "./rows.js";
import type { Group, Unknowns } from "./unknowns.js";

/** Numbers for some rows, with their derivatives in the original coordinates, one column for each unknown. */
export interface Predictions {
  readonly values: Float64Array;
  readonly jacobian: readonly Float64Array[];
}

export class Predictor {
  /** The optimiser asks for the same rows again and again. */
  private readonly lanes = new WeakMap<Int32Array, readonly Lanes[]>();
  private readonly sharedLanes = new WeakMap<Int32Array, readonly RowGroup[]>();

  /**
   * @param entry called with `columns`; it answers one row's number
   * @param columns one value per row of the data each
   */
  constructor(
    private readonly program: Program,
    private readonly entry: string,
    private readonly columns: readonly ArrayLike<number>[],
    private readonly data: Rows,
    readonly unknowns: Unknowns,
  ) {}

  /** Sets the program's parameters, and evaluates the given rows, one lane each. */
  at(values: ArrayLike<number>, rows: Int32Array): Predictions {
    const groups = this.lanesOf(rows);
    const evaluate = (group: Lanes): Predictions => {
      this.set(group.unknowns, values);
      const batch = this.naming(group.rows, () =>
        this.program.batch(this.entry, group.lanes, { onFailure: "throw" }),
      );
      const jacobian = this.unknowns.parameters.map((name) => batch.gradients.get(name)!);
      return { values: batch.values, jacobian };
    };
    // Constants that all rows share: one batch, whose columns are what is asked for.
    if (groups.length === 1 && groups[0]!.unknowns.length === this.unknowns.all.length)
      return evaluate(groups[0]!);
    const found = this.empty(rows);
    for (const group of groups) {
      const batch = evaluate(group);
      this.place(found, group, batch.values, batch.jacobian);
    }
    return found;
  }

  private empty(rows: Int32Array): Predictions {
    return {
      values: new Float64Array(rows.length),
      jacobian: this.unknowns.all.map(() => new Float64Array(rows.length)),
    };
  }

  /** Puts a group's numbers where its rows stand among those asked for. */
  private place(
    into: Predictions,
    { unknowns, places }: Lanes,
    values: Float64Array,
    columns: readonly Float64Array[],
  ): void {
    places.forEach((place, i) => {
      into.values[place] = values[i]!;
    });
    columns.forEach((derivatives, p) => {
      const column = into.jacobian[unknowns[p]!]!;
      places.forEach((place, i) => {
        column[place] = derivatives[i]!;
      });
    });
  }

  /**
   * The same at many points, over worker threads.
   * @returns in the order of the points; the program's error where it failed
   */
  async on(
    { threads, program }: FitThreads,
    points: readonly ArrayLike<number>[],
    rows: Int32Array,
  ): Promise<(Predictions | Error)[]> {
    const groups = this.lanesOf(rows);
    let lanes = this.sharedLanes.get(rows);
    if (!lanes) {
      lanes = groups.map((group) => ({ lanes: group.lanes.map(shared) }));
      this.sharedLanes.set(rows, lanes);
    }
    const found = await predictionsOnThreads(threads, {
      program,
      entry: this.entry,
      groups: lanes,
      points: points.map((values) =>
        groups.map(({ unknowns }) => Float64Array.from(unknowns, (index) => values[index]!)),
      ),
    });
    return found.map((one) => {
      if ("failure" in one) return errorOf(one.failure);
      const together = this.empty(rows);
      for (const [g, { values, columns }] of one.entries()) this.place(together, groups[g]!, values, columns);
      return together;
    });
  }

  /** Unknowns that no executed operation connects with the number of any of the rows. @param jacobian at the values and rows */
  unreached(
    values: ArrayLike<number>,
    rows: Int32Array,
    jacobian: readonly Float64Array[],
  ): ReadonlySet<number> {
    // Whoever has a derivative other than 0 somewhere is reached; the others are looked for row by row until found.
    const missing = new Set(jacobian.flatMap((column, j) => (column.every((d) => d === 0) ? [j] : [])));
    for (const { unknowns, rows: own } of this.lanesOf(rows)) {
      this.set(unknowns, values);
      for (const row of own) {
        const open = this.unknowns.parameters.filter((_, p) => missing.has(unknowns[p]!));
        if (open.length === 0) break;
        const here = this.program.unreached(
          this.entry,
          this.columns.map((column) => column[row]!),
        );
        this.unknowns.parameters.forEach((name, p) => {
          if (!here.has(name)) missing.delete(unknowns[p]!);
        });
      }
    }
    return missing;
  }

  private set(unknowns: Int32Array, values: ArrayLike<number>): void {
    this.program.setParameters(
      new Map(this.unknowns.parameters.map((name, p) => [name, values[unknowns[p]!]!])),
    );
  }

  private lanesOf(rows: Int32Array): readonly Lanes[] {
    const known = this.lanes.get(rows);
    if (known) return known;
    const placeOf = new Map(Array.from(rows, (row, i) => [row, i]));
    const made = this.unknowns.groups(rows).map((group) => ({
      ...group,
      places: group.rows.map((row) => placeOf.get(row)!),
      lanes: this.columns.map((column) => Float64Array.from(group.rows, (row) => column[row]!)),
    }));
    this.lanes.set(rows, made);
    return made;
  }

  /** Lets an error of the program name the row that was being predicted. */
  private naming<T>(rows: Int32Array, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if ((error instanceof SchemeError || error instanceof LimitError) && error.lane !== undefined)
        error.context = `while predicting ${this.data.describe(rows[error.lane]!)}`;
      throw error;
    }
  }
}

interface Lanes extends Group {
  readonly lanes: readonly Float64Array[];
  /** Where each row stands among the rows asked for. */
  readonly places: Int32Array;
}

/** Throws the error that names the first row where a prediction, a derivative or the residual is not a finite number. */
export function requireFinite(
  { values, jacobian }: Predictions,
  rows: Int32Array,
  data: Rows,
  names: readonly string[],
  parameters: ArrayLike<number>,
  what: "prediction" | "loss" = "prediction",
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const wrong = (found: string): never => {
      const start = names.map((name, j) => `${name} = ${parameters[j]}`).join(", ");
      const { file, line, column } = data.place(row);
      throw new FitError(
        "not-finite",
        `${found} at the start values (${start}); ${data.describe(row)}`,
        file,
        line,
        column,
      );
    };
    if (!Number.isFinite(data.target[row]!)) wrong(`the target is ${data.target[row]}`);
    if (!Number.isFinite(values[i]!)) wrong(`the ${what} is ${values[i]}`);
    const j = jacobian.findIndex((column) => !Number.isFinite(column[i]!));
    if (j >= 0) wrong(`the derivative of the ${what} with respect to ${names[j]} is ${jacobian[j]![i]}`);
  }
}
