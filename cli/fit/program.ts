// The program of a fit, loaded with the command line's expressions as entries.
// Invariant: a name in an expression is a column of the data or a name of the program; anything else is an error here.
import type { Table } from "../../calibrate/index.js";
import type { Program } from "../../host/program.js";
import { InputError } from "../errors.js";
import { entryFile, openProgram, placedWarnings } from "../load.js";
import { note, type PlacedWarning, reportWarnings } from "../report.js";
import { type FitCommandOptions, HOLDOUT, LOSS, PREDICT } from "./options.js";
import type { Task } from "./task.js";

/** Loads the program with the expressions; a name in them that nothing defines is an error here, not a warning. */
export async function openWithEntries(
  source: { label: string; text: string },
  task: Task,
  options: FitCommandOptions,
): Promise<Program> {
  const loading = {
    label: source.label,
    ...loadingOf(source, task, options),
    // A fit evaluates the program hundreds of times; what it displays each time is of no use.
    onOutput: () => undefined,
    onErrorOutput: () => undefined,
  };
  const program = await openProgram(source.text, options, loading);
  const warnings = placedWarnings(program, loading);
  const unbound = warnings.find((warning) => warning.file !== source.label);
  if (unbound) throw notBound(unbound, task.table);
  if (task.columns.length === 0)
    throw new InputError(
      `the prediction uses no column, so it would be the same for every row; the columns are ${list(task.table.names)}`,
      entryFile(PREDICT),
      1,
      1,
    );
  const hidden = new Set([...task.columns, ...holdoutColumns(task)]);
  for (const name of program.parameters.keys())
    if (hidden.has(name))
      note(
        `warning: the column ${JSON.stringify(name)} of ${task.table.file} hides the parameter ${name}: in the expressions the name means the column`,
      );
  reportWarnings(warnings);
  return program;
}

/** The program's entries, and what else decides what it computes. */
export function loadingOf(source: { readonly label: string }, task: Task, options: FitCommandOptions) {
  const entries = {
    [PREDICT]: { expression: options.predict, variables: task.columns },
    ...(task.loss === undefined
      ? {}
      : { [LOSS]: { expression: task.loss, variables: [...task.columns, "target"] } }),
    ...(task.holdout && "columns" in task.holdout
      ? { [HOLDOUT]: { expression: options.holdout ?? "", variables: task.holdout.columns } }
      : {}),
  };
  return { entries, file: source.label, ...(options.learn ? { learn: options.learn } : {}) };
}

function holdoutColumns({ holdout }: Task): readonly string[] {
  return holdout && "columns" in holdout ? holdout.columns : [];
}

function notBound({ message, file, line, column }: PlacedWarning, data: Table): InputError {
  return new InputError(
    `${message}; the columns of ${data.file} are ${list(data.names)}`,
    file,
    line,
    column,
  );
}

function list(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}
