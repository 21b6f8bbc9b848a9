// The data of a fit, and which of their columns its expressions use.
// Invariant: rows are left out only when that is asked for, and how many is told.
import type { Table } from "../../calibrate/index.js";
import { InputError } from "../errors.js";
import { readInput, textOf } from "../files.js";
import { entryFile } from "../load.js";
import { note, rememberText } from "../report.js";
import { type FitCommandOptions, fractionOf, HOLDOUT, LOSS, PREDICT } from "./options.js";

/** What the fit needs beside the program. */
export interface Task {
  readonly table: Table;
  /** Rows left out because a value is missing in them. */
  readonly skipped: number;
  /** The data as they were read. */
  readonly text: string;
  /** Columns that the prediction uses, in the order of its arguments. */
  readonly columns: readonly string[];
  /** The expression of a row's loss, with `prediction` bound; undefined when the loss has a name. */
  readonly loss: string | undefined;
  /** Columns that the hold-out expression uses; a fraction; or nothing. */
  readonly holdout: { readonly columns: readonly string[] } | { readonly fraction: number } | undefined;
}

/** @throws DataError of the data; InputError when they cannot be read; SchemeError of the expressions */
export async function prepare(dataFile: string, options: FitCommandOptions): Promise<Task> {
  const { readData, unpacked } = await import("../../calibrate/index.js");
  const { label, bytes } = await readInput(dataFile);
  const text = textOf({ label, bytes: unpacked(bytes, label) });
  const { format, delimiter, decimal, column } = options;
  const found = readData(text, {
    file: label,
    decimal,
    ...(column === undefined ? {} : { renamed: column }),
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter }),
  });
  found.place(0, options.target);
  const loss = lossExpression(options);
  const predicting = await columnsOf(PREDICT, options.predict, found);
  const columns = [
    ...new Set([
      ...predicting,
      ...(loss === undefined ? [] : (await columnsOf(LOSS, loss, found)).filter((name) => name !== "target")),
    ]),
  ];
  if (loss !== undefined && columns.includes("target") && options.target !== "target")
    throw new InputError(
      'in a loss "target" is the target column: give the column of that name another one with --column',
      entryFile(LOSS),
      1,
      1,
    );
  if (predicting.includes(options.target))
    note(`warning: the prediction uses the target column ${JSON.stringify(options.target)} itself`);
  const fraction = fractionOf(options.holdout);
  const holdout =
    options.holdout === undefined
      ? undefined
      : fraction === undefined
        ? { columns: await columnsOf(HOLDOUT, options.holdout, found) }
        : { fraction };
  const scales = [options.sigma, options.weights].filter((name) => typeof name === "string");
  const used = [
    ...new Set([
      ...columns,
      options.target,
      ...scales,
      ...(holdout && "columns" in holdout ? holdout.columns : []),
    ]),
  ];
  const rest = { columns, loss, holdout, text };
  if (options.missing === "error") {
    found.requireComplete(used);
    return { table: found, skipped: 0, ...rest };
  }
  const table = found.complete(used);
  return { table, skipped: found.length - table.length, ...rest };
}

/** The prediction stands in a line of its own, so that places in the loss are easy to find. */
function lossExpression({ loss, predict }: FitCommandOptions): string | undefined {
  return loss === undefined || "kind" in loss
    ? undefined
    : `(let ((prediction\n${predict}))\n${loss.expression})`;
}

async function columnsOf(option: string, expression: string, table: Table): Promise<string[]> {
  const { columnsIn } = await import("../../calibrate/index.js");
  rememberText(entryFile(option), expression, option);
  try {
    return columnsIn(expression, [...new Set(table.names)]);
  } catch (error) {
    if (error instanceof Error && "file" in error) error.file = entryFile(option);
    throw error;
  }
}
