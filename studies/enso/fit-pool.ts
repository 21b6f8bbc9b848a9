// Runs fits: here, or on threads; and not again what a journal has.
// Invariant: which thread does a job changes nothing about its result but the seconds.
import type { Load } from "../study.js";
import { openThreads } from "../threads.js";
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

/** On so many threads, each with an interpreter of its own. A failure of one job is that job's alone. */
export function fitsOnThreads(count: number, signal?: AbortSignal): Fits {
  const opened = openThreads(count);
  let closed = false;
  return {
    async run(job) {
      const threads = await opened;
      if (closed) throw ended();
      try {
        const [result] = await threads.run<Job, Result<typeof job>>(
          "ensoFit",
          [job],
          signal ? { signal } : {},
        );
        return result!;
      } catch (error) {
        throw closed ? ended() : error;
      }
    },
    async close() {
      closed = true;
      await (await opened).close();
    },
  };
}

function ended(): Error {
  return new Error("the threads have been ended");
}
