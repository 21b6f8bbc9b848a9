// The rows that a fit does not see.
// Invariant: an expression is true or false for each row, and neither for all; otherwise the row, or the expression, is told.
import { LimitError, SchemeError } from "../../host/errors.js";
import type { Program } from "../../host/program.js";
import type { Value } from "../../host/values.js";
import { InputError } from "../errors.js";
import { calling, entryFile } from "../load.js";
import { HOLDOUT } from "./options.js";
import type { Task } from "./task.js";

/** The rows to hold out: a fraction as it is, an expression evaluated for every row. */
export async function heldOut(
  program: Program,
  { table: data, holdout }: Task,
): Promise<number | boolean[] | undefined> {
  if (holdout === undefined) return undefined;
  if ("fraction" in holdout) return holdout.fraction;
  const columns = holdout.columns.map((name) => data.column(name));
  const describe = (row: number): string =>
    [
      `row ${row + 1} (${data.file}:${data.place(row).line})`,
      holdout.columns.map((name, i) => `${name} = ${columns[i]?.[row]}`).join(", "),
    ].join(": ");
  const mask: boolean[] = [];
  await calling(HOLDOUT, async () => {
    for (let row = 0; row < data.length; row++) mask.push(isHeldOut(program, columns, row, describe));
  });
  const count = mask.filter(Boolean).length;
  if (count === 0 || count === mask.length)
    throw new InputError(
      `holds out ${count === 0 ? "none" : "all"} of the ${mask.length} rows of ${data.file}: ${
        count === 0 ? "leave the option away to train on all" : "there is none left to train on"
      }`,
      entryFile(HOLDOUT),
      1,
      1,
    );
  return mask;
}

function isHeldOut(
  program: Program,
  columns: readonly Float64Array[],
  row: number,
  describe: (row: number) => string,
): boolean {
  const args = columns.map((column) => column[row] as number);
  let value: Value;
  try {
    value = program.callWith(HOLDOUT, args);
  } catch (error) {
    if (error instanceof SchemeError || error instanceof LimitError) error.context = `for ${describe(row)}`;
    throw error;
  }
  if (typeof value === "boolean") return value;
  throw new InputError(
    `must be a fraction, or an expression that is #t or #f for each row; it is neither for ${describe(row)}`,
    entryFile(HOLDOUT),
    1,
    1,
  );
}
