// Predictions and their derivatives for rows of data: what the optimiser sees of a program.
// Invariant: the program's parameters are those of the latest evaluation; a row where something is not finite is found, not skipped.
import { LimitError, SchemeError } from "../host/errors.js";
import type { Program } from "../host/program.js";
import { FitError } from "./errors.js";
import type { Rows } from "./rows.js";

/** Predictions for some rows, with their derivatives in the original coordinates, one column for each parameter. */
export interface Predictions {
  readonly values: Float64Array;
  readonly jacobian: readonly Float64Array[];
}

export interface Predictor {
  readonly names: readonly string[];
  set(parameters: ArrayLike<number>): void;
  /** Sets the parameters and evaluates the given rows, one lane each. */
  at(parameters: ArrayLike<number>, rows: Int32Array): Predictions;
  /** Parameters that no executed operation connects with the prediction of any of the rows, at the current values. */
  unreached(rows: Int32Array, jacobian: readonly Float64Array[]): ReadonlySet<string>;
}

export function predictorOf(program: Program, predict: string, data: Rows): Predictor {
  const names = [...program.parameters.keys()];
  const set = (parameters: ArrayLike<number>): void =>
    program.setParameters(new Map(names.map((name, j) => [name, parameters[j]!])));
  // The optimiser asks for the same rows again and again.
  const columns = new WeakMap<Int32Array, Float64Array[]>();
  const columnsAt = (rows: Int32Array): Float64Array[] => {
    const known = columns.get(rows);
    if (known) return known;
    const made = data.columns.map((column) => Float64Array.from(rows, (row) => column[row]!));
    columns.set(rows, made);
    return made;
  };
  return {
    names,
    set,
    at(parameters, rows) {
      set(parameters);
      const { values, gradients } = naming(data, rows, () =>
        program.batch(predict, columnsAt(rows), { onFailure: "throw" }),
      );
      return { values, jacobian: names.map((name) => gradients.get(name)!) };
    },
    unreached(rows, jacobian) {
      // Whoever has a derivative other than 0 somewhere is reached; the others are looked for row by row until found.
      let missing = new Set(names.filter((_, j) => jacobian[j]!.every((d) => d === 0)));
      for (const row of rows) {
        if (missing.size === 0) break;
        const here = program.unreached(
          predict,
          data.columns.map((column) => column[row]!),
        ); // prettier-ignore
        missing = new Set([...missing].filter((name) => here.has(name)));
      }
      return missing;
    },
  };
}

/** Lets an error of the program name the row that was being predicted. */
function naming<T>(data: Rows, rows: Int32Array, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if ((error instanceof SchemeError || error instanceof LimitError) && error.lane !== undefined)
      error.context = `while predicting ${data.describe(rows[error.lane]!)}`;
    throw error;
  }
}

/** Throws the error that names the first row where a prediction, a derivative or the residual is not a finite number. */
export function requireFinite(
  { values, jacobian }: Predictions,
  rows: Int32Array,
  data: Rows,
  names: readonly string[],
  parameters: ArrayLike<number>,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const wrong = (what: string): never => {
      const start = names.map((name, j) => `${name} = ${parameters[j]}`).join(", ");
      const { file, line, column } = data.place(row);
      throw new FitError(
        "not-finite",
        `${what} at the start values (${start}); ${data.describe(row)}`,
        file,
        line,
        column,
      );
    };
    if (!Number.isFinite(data.target[row]!)) wrong(`the target is ${data.target[row]}`);
    if (!Number.isFinite(values[i]!)) wrong(`the prediction is ${values[i]}`);
    const j = jacobian.findIndex((column) => !Number.isFinite(column[i]!));
    if (j >= 0) wrong(`the derivative of the prediction with respect to ${names[j]} is ${jacobian[j]![i]}`);
  }
}
