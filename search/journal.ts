// The journal of a run: one JSON object on each line, appended and synchronised; everything else is rebuilt from it.
// Invariants: a record that `append` has returned from survives whatever happens to the process; a line that was cut off at the end is
// dropped when the run is resumed, any other damage is an error; one process at a time writes.
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { SearchError } from "./errors.js";
import type { Outcome, Rejection } from "./outcome.js";
import type { Task } from "./task.js";

export const FORMAT = 1;

/** One program of a batch: rejected before it ran, or run (its outcome is the result of its hash). */
export interface Entry {
  /** Index of the island; -1: of all islands. */
  readonly island: number;
  readonly proposer: string;
  readonly operator: string;
  readonly parents: readonly string[];
  /** As it was proposed; for one that is run, with its constants lifted. */
  readonly text: string;
  readonly hash?: string;
  readonly complexity?: number;
  readonly behaviour?: string;
  readonly rejection?: Rejection;
}

/** What language models have used, in all. */
export interface Usage {
  readonly tokens: number;
  readonly cost: number;
  readonly requests: number;
}

export interface Finalist {
  readonly hash: string;
  /** Mean loss on the test rows; null: there are none, or the prediction failed. */
  readonly testLoss: number | null;
}

export type JournalRecord =
  | { readonly kind: "start"; readonly format: number; readonly task: Task; readonly data: string }
  /** `seconds`: from when it was handed to the pool, waiting included. */
  | { readonly kind: "result"; readonly hash: string; readonly outcome: Outcome; readonly seconds: number }
  | {
      readonly kind: "batch";
      readonly number: number;
      readonly entries: readonly Entry[];
      /** Programs that each proposer has offered so far, by its index. */
      readonly offered: readonly number[];
      readonly usage: Usage;
      /** What went wrong with proposers. */
      readonly faults: readonly string[];
      /** Of the clock, over all sessions. */
      readonly seconds: number;
    }
  | { readonly kind: "refit"; readonly hash: string; readonly outcome: Outcome }
  | { readonly kind: "end"; readonly reason: string; readonly finalists: readonly Finalist[] };

const NAME = "journal.jsonl";
const LOCK = "lock";

/** Path of the journal of a run's folder. */
export function journalFile(folder: string): string {
  return join(folder, NAME);
}

export class Journal {
  private constructor(
    private readonly folder: string,
    private readonly descriptor: number,
  ) {}

  /** Starts the journal of a new run; `data`: the fingerprint of its rows. @throws SearchError (kind "usage") when the folder holds a run already */
  static create(folder: string, task: Task, data: string): Journal {
    if (existsSync(journalFile(folder)))
      throw new SearchError(
        "usage",
        `${folder} holds a run already: go on with it (search resume ${folder}) or choose another folder`,
      );
    mkdirSync(folder, { recursive: true });
    const journal = Journal.open(folder);
    journal.append({ kind: "start", format: FORMAT, task, data });
    // The name of a new file is durable once its folder is.
    syncFolder(folder);
    return journal;
  }

  /** Opens a run to go on with it. */
  static resume(folder: string): { journal: Journal; records: readonly JournalRecord[] } {
    // Before anything is locked: that there is a run at all.
    readJournal(folder);
    const journal = Journal.open(folder);
    try {
      const { records, bytes } = readJournal(folder);
      ftruncateSync(journal.descriptor, bytes);
      fsyncSync(journal.descriptor);
      return { journal, records };
    } catch (error) {
      journal.close();
      throw error;
    }
  }

  private static open(folder: string): Journal {
    lock(join(folder, LOCK), folder);
    return new Journal(folder, openSync(journalFile(folder), "a"));
  }

  append(record: JournalRecord): void {
    const bytes = Buffer.from(`${JSON.stringify(record)}\n`);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.descriptor, bytes, at);
    fsyncSync(this.descriptor);
  }

  close(): void {
    closeSync(this.descriptor);
    rmSync(join(this.folder, LOCK), { force: true });
  }
}

/** The records of a run and the bytes that they take; what follows them is a line that was cut off. @throws SearchError (kind "journal") */
export function readJournal(folder: string): { records: readonly JournalRecord[]; bytes: number } {
  const file = journalFile(folder);
  let contents: Buffer;
  try {
    contents = readFileSync(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const message = missing ? `${folder} holds no run: it has no ${NAME}` : String(error);
    throw new SearchError("journal", message, undefined, 0, 0, { cause: error });
  }
  const bytes = contents.lastIndexOf(10) + 1;
  const lines = contents.subarray(0, bytes).toString("utf8").split("\n").slice(0, -1);
  const records = lines.map((line, i) => {
    try {
      return JSON.parse(line) as JournalRecord;
    } catch (error) {
      throw new SearchError("journal", "this line is damaged; restore the journal", file, i + 1, 1, {
        cause: error,
      });
    }
  });
  const [start] = records;
  if (!start) throw new SearchError("journal", `${folder} holds a run that had not begun: remove the folder`);
  if (start.kind !== "start" || start.format !== FORMAT)
    throw new SearchError("journal", `this is not a journal of format ${FORMAT}`, file, 1, 1);
  return { records, bytes };
}

/** One writer: the lock names its process, and one that is gone holds nothing. */
function lock(path: string, folder: string): void {
  for (let attempt = 0; attempt < 2; attempt++)
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number(readFileSync(path, "utf8"));
      if (isAlive(holder))
        throw new SearchError(
          "usage",
          `the process ${holder} is running the search in ${folder}; if it is none, remove ${path}`,
        );
      rmSync(path, { force: true });
    }
  throw new SearchError("usage", `cannot lock ${folder}: another process starts there`);
}

function isAlive(pid: number): boolean {
  // A container numbers its processes alike each time: a lock with this process's own number is that of one that is gone.
  if (!Number.isInteger(pid) || pid < 1 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function syncFolder(folder: string): void {
  // Windows opens no folders; there the file system does this itself.
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
