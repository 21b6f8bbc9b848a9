// A search in a folder: begun, resumed, or looked at.
// Invariant: the folder's journal decides what the task is; the task file is not read again, so a run cannot change under way.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { readSplits, type Splits } from "./data.js";
import { SearchError } from "./errors.js";
import { Journal, readJournal, type Usage } from "./journal.js";
import { type Pool, ThreadPool } from "./pool.js";
import { endpointFrom } from "./proposers/chat.js";
import { GrammarProposer } from "./proposers/grammar.js";
import { LanguageModelProposer } from "./proposers/language-model.js";
import type { Proposer } from "./proposers/proposer.js";
import { scriptedProposer } from "./proposers/scripted.js";
import type { Workplace } from "./protocol.js";
import { Run, type RunOptions } from "./run.js";
import { readStart } from "./start.js";
import { RunState } from "./state.js";
import { lossSettings, type Task } from "./task.js";

export interface SessionOptions extends RunOptions {
  /** Threads that run candidates. Default: one for each core. The result does not depend on it. */
  readonly threads?: number;
  /** Address of a queue (redis://…) whose workers run candidates. Default: by the task's back end. The result does not depend on it. */
  readonly queue?: string;
  /** Told what a person should know of the queue. */
  readonly onNote?: (text: string) => void;
  /** Where the language model's endpoint and the queue are named. Default: the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Begins a search in a new folder and runs it to its end. @throws SearchError, DataError; the signal's reason */
export async function beginSearch(
  task: Task,
  folder: string,
  options: SessionOptions = {},
): Promise<RunState> {
  // What is wrong with the task is said before there is a folder.
  const { fingerprint } = readSplits(task);
  readStart(task);
  proposersOf(task, folder, { tokens: 0, cost: 0, requests: 0 }, options);
  const journal = Journal.create(folder, task, fingerprint);
  return go(new RunState(task, fingerprint), journal, folder, options);
}

/** Goes on with a search that was interrupted, however. */
export async function resumeSearch(folder: string, options: SessionOptions = {}): Promise<RunState> {
  const { journal, records } = Journal.resume(folder);
  let state: RunState;
  try {
    state = RunState.from(records);
  } catch (error) {
    journal.close();
    throw error;
  }
  return go(state, journal, folder, options);
}

/** The state of a search, whether it runs or not. */
export function searchState(folder: string): RunState {
  return RunState.from(readJournal(folder).records);
}

async function go(
  state: RunState,
  journal: Journal,
  folder: string,
  options: SessionOptions,
): Promise<RunState> {
  try {
    const { task } = state;
    const splits = readSplits(task);
    if (splits.fingerprint !== state.data)
      throw new SearchError(
        "task",
        `the data are not those that the search in ${folder} began with: restore ${task.data.train} and ${task.data.validation}, or begin a new search`,
      );
    const proposers = proposersOf(task, folder, state.usage, options);
    const pool = await poolFor(task, workplaceOf(task, splits), options);
    try {
      await new Run(state, splits, proposers, pool, journal, options).run();
    } finally {
      await pool.close();
    }
    return state;
  } finally {
    journal.close();
  }
}

/** What workers need of a task and its data. */
export function workplaceOf(task: Task, { groups }: Splits): Workplace {
  const { entry, limits, fit } = task;
  return { entry: entry.name, loss: lossSettings(task), limits, fit, groups };
}

/** The back end: threads of this process, or workers of a queue. */
async function poolFor(task: Task, place: Workplace, options: SessionOptions): Promise<Pool> {
  const queue = options.queue ?? (task.backend === "bullmq" ? await queueOf(options) : undefined);
  if (queue === undefined) return new ThreadPool(place, options.threads ?? availableParallelism());
  const { QueuePool } = await import("./queue/queue-pool.js");
  return QueuePool.open(queue, place, options.onNote ? { note: options.onNote } : {});
}

async function queueOf({ environment = process.env }: SessionOptions): Promise<string> {
  const { DEFAULT_URL } = await import("./queue/redis.js");
  return environment.DMCI_QUEUE ?? DEFAULT_URL;
}

function proposersOf(task: Task, folder: string, usage: Usage, options: SessionOptions): Proposer[] {
  // What has been used up is known as a whole: the first model goes on counting from there.
  let before: Usage = usage;
  return task.proposers.map((settings) => {
    if (settings.kind === "grammar") return new GrammarProposer(settings);
    if (settings.kind === "scripted") return scriptedProposer(settings.file);
    const endpoint = endpointFrom(options.environment ?? process.env);
    const proposer = new LanguageModelProposer(settings, {
      cache: settings.cache ?? join(folder, "responses"),
      endpoint,
      usage: before,
    });
    before = { tokens: 0, cost: 0, requests: 0 };
    return proposer;
  });
}
