// A task with several seeds: one run for each, in folders seed-N of a folder that knows them all.
// Invariant: seeds.json holds the complete task and is written before the first run begins, so whatever ends the process, `resumeSeeds` ends
// what is open, begins what is missing, and leaves alone what has ended.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSplits } from "./data.js";
import { SearchError } from "./errors.js";
import { journalFile } from "./journal.js";
import { beginSearch, resumeSearch, type SessionOptions, searchState } from "./session.js";
import { readStart } from "./start.js";
import type { RunState } from "./state.js";
import type { Task } from "./task.js";

const FORMAT = 1;

export interface SeedRun {
  readonly seed: number;
  readonly folder: string;
  /** undefined: not begun. */
  readonly state: RunState | undefined;
}

export interface SeedsOptions extends SessionOptions {
  /** Told before each run that is begun or gone on with. */
  readonly onSeed?: (seed: number, folder: string) => void;
}

interface Record {
  readonly format: number;
  readonly task: Task;
  readonly data: string;
}

const fileOf = (folder: string): string => join(folder, "seeds.json");

/** Whether the folder is one of a task with several seeds. */
export function hasSeeds(folder: string): boolean {
  return existsSync(fileOf(folder));
}

/** Runs the task once for each of its seeds, one after another. @throws SearchError, DataError; the signal's reason */
export async function beginSeeds(task: Task, folder: string, options: SeedsOptions = {}): Promise<SeedRun[]> {
  if (hasSeeds(folder) || existsSync(journalFile(folder)))
    throw new SearchError(
      "usage",
      `${folder} holds a run already: go on with it (search resume ${folder}) or choose another folder`,
    );
  // What is wrong with the task is said before there is a folder.
  const { fingerprint } = readSplits(task);
  readStart(task);
  mkdirSync(folder, { recursive: true });
  const record: Record = { format: FORMAT, task, data: fingerprint };
  const part = `${fileOf(folder)}.part`;
  writeFileSync(part, `${JSON.stringify(record)}\n`, { flush: true });
  renameSync(part, fileOf(folder));
  return resumeSeeds(folder, options);
}

/** Goes on with the runs of all seeds. */
export async function resumeSeeds(folder: string, options: SeedsOptions = {}): Promise<SeedRun[]> {
  const { task, data } = readRecord(folder);
  for (const { seed, folder: own, state } of seedStates(folder)) {
    if (state?.end) continue;
    options.onSeed?.(seed, own);
    if (state) await resumeSearch(own, options);
    else {
      if (readSplits(task).fingerprint !== data)
        throw new SearchError(
          "task",
          `the data are not those that the searches in ${folder} began with: restore them, or begin anew`,
        );
      await beginSearch(taskOf(task, seed), own, options);
    }
  }
  return seedStates(folder);
}

/** How far each seed is. */
export function seedStates(folder: string): SeedRun[] {
  const { task } = readRecord(folder);
  return (task.seeds ?? []).map((seed) => {
    const own = join(folder, `seed-${seed}`);
    return { seed, folder: own, state: existsSync(journalFile(own)) ? searchState(own) : undefined };
  });
}

function taskOf({ seeds: _, ...task }: Task, seed: number): Task {
  return { ...task, seed };
}

function readRecord(folder: string): Record {
  const file = fileOf(folder);
  let record: Record;
  try {
    record = JSON.parse(readFileSync(file, "utf8")) as Record;
  } catch (error) {
    throw new SearchError("journal", "the file is damaged; restore it", file, 0, 0, { cause: error });
  }
  if (record.format !== FORMAT) throw new SearchError("journal", `this is not of format ${FORMAT}`, file);
  return record;
}
