// One search of a study: in a temporary folder, told about while it runs, with its journal kept in memory for the report.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginSearch, type Elite, type RunState, type Task } from "../search/index.js";
import { type JournalRecord, readJournal } from "../search/journal.js";

export interface Searched {
  readonly state: RunState;
  readonly records: readonly JournalRecord[];
  readonly best: Elite;
  /** Of the clock. */
  readonly seconds: number;
  /** Programs whose constants were fitted in full and that predict the validation rows, a minute. */
  readonly candidatesPerMinute: number;
  /** When the best validation loss first was at most each of the asked ones, in seconds; null: never. */
  readonly reached: readonly (number | null)[];
}

/** @param make writes the task's files into the folder and answers the task */
export async function searched(
  make: (folder: string) => Task,
  options: {
    readonly losses?: readonly number[];
    readonly signal?: AbortSignal;
    readonly onBatch?: (state: RunState) => void;
  } = {},
): Promise<Searched> {
  const { losses = [], signal, onBatch } = options;
  const folder = await mkdtemp(join(tmpdir(), "dmci-study-"));
  try {
    const began = performance.now();
    const reached: (number | null)[] = losses.map(() => null);
    const look = (state: RunState): void => {
      const [best] = state.archive.hall(1);
      losses.forEach((loss, i) => {
        if (reached[i] === null && best && best.score.validationLoss <= loss) reached[i] = state.seconds;
      });
      onBatch?.(state);
    };
    const run = join(folder, "run");
    const state = await beginSearch(make(folder), run, { onBatch: look, ...(signal ? { signal } : {}) });
    const seconds = (performance.now() - began) / 1000;
    const hall = state.archive.hall(Number.POSITIVE_INFINITY);
    const [best] = hall;
    if (!best) throw new Error(`no program worked in the search ${state.task.name}`);
    const { records } = readJournal(run);
    const candidatesPerMinute = (60 * hall.length) / state.seconds;
    return { state, records, best, seconds, candidatesPerMinute, reached };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
