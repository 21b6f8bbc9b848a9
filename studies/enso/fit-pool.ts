// Runs fits: here, or on threads; and not again what a journal has.
// Invariant: which thread does a job changes nothing about its result but the seconds.
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { DataError } from "../../calibrate/index.js";
import type { Load } from "../study.js";
import { hashOf, type Job, type Result, runJob } from "./fit-job.js";
import type { FitJournal } from "./fit-journal.js";
import type { Solver } from "./solver.js";
import { SOLVERS } from "./solvers.js";

export interface Fits {
  run<J extends Job>(job: J): Promise<Result<J>>;
  close(): Promise<void>;
}

/** One after another in this thread. */
export function fitsHere(load: Load, solvers: readonly Solver[] = SOLVERS, signal?: AbortSignal): Fits {
  const named = (name: string): Solver => {
    const solver = solvers.find((known) => known.name === name);
    if (!solver) throw new Error(`there is no solver ${JSON.stringify(name)}`);
    return solver;
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    run(job) {
      const done = turn.then(() => runJob(job, load, named, signal));
      turn = done.catch(() => undefined);
      return done;
    },
    close: async () => undefined,
  };
}

/** Does no job twice: a result is kept, in the journal too where there is one. */
export function remembered(
  fits: Fits,
  journal: FitJournal | undefined,
  solvers: readonly Solver[] = SOLVERS,
): Fits {
  const begun = new Map<string, Promise<Result<Job>>>();
  return {
    run<J extends Job>(job: J): Promise<Result<J>> {
      const solver = job.kind === "fit" ? solvers.find(({ name }) => name === job.solver) : undefined;
      const hash = hashOf(job, solver);
      const done = begun.get(hash) ?? answer(job, hash);
      begun.set(hash, done);
      return done as Promise<Result<J>>;
    },
    async close() {
      await fits.close();
      journal?.close();
    },
  };

  async function answer(job: Job, hash: string): Promise<Result<Job>> {
    const known = journal?.get(hash);
    if (known) return known;
    const result = await fits.run(job);
    journal?.add(hash, result);
    return result;
  }
}

export interface Question {
  readonly id: number;
  readonly job: Job;
}

export type Reply =
  | { readonly id: number; readonly result: Result<Job> }
  | { readonly id: number; readonly failure: Failure };

/** An error as it crosses from a thread. */
export interface Failure {
  readonly message: string;
  /** Of a DataError: what it is about. */
  readonly file?: string;
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** On so many threads, each with an interpreter of its own. A failure of one job is that job's alone. */
export function fitsOnThreads(threads: number, signal?: AbortSignal): Fits {
  const queue: Waiting[] = [];
  const seats: Seat[] = Array.from({ length: threads }, () => new Seat(() => next()));
  let closed = false;
  const next = (): void => {
    for (const seat of seats) {
      if (closed || seat.busy) continue;
      const waiting = queue.shift();
      if (!waiting) return;
      seat.start(waiting);
    }
  };
  const stop = async (reason: unknown): Promise<void> => {
    closed = true;
    for (const { reject } of queue.splice(0)) reject(reason);
    await Promise.all(seats.map((seat) => seat.end(reason)));
  };
  const aborted = (): void => void stop(signal?.reason);
  signal?.addEventListener("abort", aborted, { once: true });
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(signal?.reason ?? new Error("the threads have been ended"));
        queue.push({ job, resolve: resolve as (result: never) => void, reject });
        next();
      }),
    close() {
      signal?.removeEventListener("abort", aborted);
      return stop(new Error("the threads have been ended"));
    },
  };
}

/** A thread, started when there is work. */
class Seat {
  private worker: Worker | undefined;
  private waiting: Waiting | undefined;
  private id = 0;

  constructor(private readonly free: () => void) {}

  get busy(): boolean {
    return this.waiting !== undefined;
  }

  start(waiting: Waiting): void {
    this.waiting = waiting;
    this.id++;
    this.worker ??= this.open();
    this.worker.postMessage({ id: this.id, job: waiting.job } satisfies Question);
  }

  async end(reason: unknown): Promise<void> {
    const [worker, waiting] = [this.worker, this.waiting];
    [this.worker, this.waiting] = [undefined, undefined];
    waiting?.reject(reason);
    await worker?.terminate();
  }

  private open(): Worker {
    const worker = new Worker(program(), { env: {}, stdin: false });
    worker.on("message", (reply: Reply) => {
      const { waiting } = this;
      if (worker !== this.worker || reply.id !== this.id || !waiting) return;
      this.waiting = undefined;
      if ("result" in reply) waiting.resolve(reply.result as never);
      else waiting.reject(errorOf(reply.failure));
      this.free();
    });
    const lost = (why: string): void => {
      if (worker !== this.worker) return;
      const { waiting } = this;
      [this.worker, this.waiting] = [undefined, undefined];
      waiting?.reject(new Error(`the thread that ran a fit ended: ${why}`));
      this.free();
    };
    worker.on("error", (error) => lost(error instanceof Error ? error.message : String(error)));
    worker.on("exit", (code) => lost(`exit code ${code}`));
    return worker;
  }
}

function errorOf({ message, file }: Failure): Error {
  return file === undefined ? new Error(message) : new DataError(message, file, 0, 0);
}

/** The built thread: beside the bundle, or in dist/ as the sources see it. */
function program(): URL {
  const places = ["../dist/enso-worker.js", "../../dist/enso-worker.js"].map(
    (path) => new URL(path, import.meta.url),
  );
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error(`the thread of the enso study is missing: run npm run build (${places[0]})`);
  return found;
}
