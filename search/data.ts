// The splits of a task as arrays, group by group.
// Invariant: the test split is read by `readTest` and by nothing else, which is called once, when the search has ended; every group of a
// later split is one that constants were fitted to. A later split may leave groups out: programs are then chosen by some, and tested on others.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readTable } from "../calibrate/data/csv.js";
import type { Table } from "../calibrate/data/table.js";
import type { Rows } from "./calibrator.js";
import { SearchError } from "./errors.js";
import type { GroupRows } from "./protocol.js";
import type { Task } from "./task.js";

export interface SplitGroup extends Rows {
  readonly name: string;
}
export type Split = readonly SplitGroup[];

export interface Splits {
  /** What workers get. */
  readonly groups: readonly GroupRows[];
  /** Targets of the validation rows, which stay here. */
  readonly targets: readonly Float64Array[];
  /** SHA-256 of all numbers in it: a run that goes on must go on with the same. */
  readonly fingerprint: string;
}

/**
 * Reads the training and the validation rows.
 * @throws DataError for a cell or column; SearchError (kind "task") for files and groups that do not fit together
 */
export function readSplits(task: Task): Splits {
  const train = readSplit(task, task.data.train);
  const validation = matched(readSplit(task, task.data.validation), train, task.data.validation);
  const hash = createHash("sha256");
  for (const { name, columns, target } of [...train, ...validation]) {
    hash.update(JSON.stringify([name, target.length]));
    for (const column of [...columns, target]) hash.update(column);
  }
  return {
    fingerprint: hash.digest("hex"),
    groups: train.map(({ name, columns, target }, i) => ({
      name,
      train: { columns, target },
      ask: validation[i]?.columns ?? [],
    })),
    targets: validation.map(({ target }) => target),
  };
}

/** The test rows in the order of the training groups. */
export function readTest(task: Task, groups: readonly { readonly name: string }[]): Split | undefined {
  const { test } = task.data;
  return test === undefined ? undefined : matched(readSplit(task, test), groups, test);
}

function readSplit(task: Task, file: string): Split {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : String(error);
    throw new SearchError("task", `cannot read the data: ${reason}`, file, 0, 0, { cause: error });
  }
  const table = readTable(text, { file });
  const columns = task.entry.arguments.map(({ column }) => table.column(column));
  const target = table.column(task.target.column);
  if (task.loss === "poisson") requireCounts(table, task.target.column, target, file);
  const groups = groupsOf(table, task.data.group);
  return [...groups].map(([name, rows]) => ({
    name,
    columns: columns.map((column) => Float64Array.from(rows, (row) => column[row] as number)),
    target: Float64Array.from(rows, (row) => target[row] as number),
  }));
}

function requireCounts(table: Table, column: string, target: ArrayLike<number>, file: string): void {
  for (let row = 0; row < target.length; row++) {
    const value = target[row] as number;
    if (Number.isInteger(value) && value >= 0) continue;
    const { line, column: at } = table.place(row, column);
    throw new SearchError(
      "task",
      `the loss poisson needs counts (whole numbers from 0 on), found ${value}`,
      file,
      line,
      at,
    );
  }
}

/** Rows by group, in the order of the file. */
function groupsOf(table: Table, column: string | undefined): Map<string, number[]> {
  if (column === undefined) return new Map([["", Array.from({ length: table.length }, (_, row) => row)]]);
  const groups = new Map<string, number[]>();
  table.text(column).forEach((name, row) => {
    const rows = groups.get(name);
    if (rows) rows.push(row);
    else groups.set(name, [row]);
  });
  return groups;
}

function matched(split: Split, groups: readonly { readonly name: string }[], file: string): Split {
  const byName = new Map(split.map((group) => [group.name, group]));
  const extra = split.find(({ name }) => !groups.some((group) => group.name === name));
  if (extra)
    throw new SearchError(
      "task",
      `the group ${JSON.stringify(extra.name)} has no training rows, so it has no constants; remove its rows or train on some`,
      file,
    );
  const none = (count: number): Float64Array[] => Array.from({ length: count }, () => new Float64Array());
  const arguments_ = split[0]?.columns.length ?? 0;
  return groups.map(
    ({ name }) => byName.get(name) ?? { name, columns: none(arguments_), target: new Float64Array() },
  );
}
