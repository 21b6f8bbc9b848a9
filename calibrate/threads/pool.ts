// Worker threads that share compiled modules: jobs go to whichever thread is free, results come back in the order of the jobs.
// Invariants: a result depends on its job alone, so that any number of threads gives the same; the first job (in their order) that fails is
// the one whose error is thrown, with its kind and place.
import type { Tinypool } from "tinypool";
import { errorOf, type Failure } from "./failure.js";

/** What a thread is given when it starts. A module is compiled once, and every thread instantiates that. */
export interface SharedModules {
  /** The artifact, compiled. */
  readonly interpreter: WebAssembly.Module;
  /** Programs built by `buildModule`, by the names that jobs call them by. */
  readonly programs: Readonly<Record<string, WebAssembly.Module>>;
}

export interface ThreadsOptions {
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
  /** Built file whose exports are the jobs, each made by `job` (serve.ts). Default: the jobs of this room. */
  readonly file?: URL;
  /** The artifact, when it is not the package's own. */
  readonly interpreter?: WebAssembly.Module;
  readonly programs?: SharedModules["programs"];
}

export interface RunOptions {
  /** Ends the jobs' threads; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called in the order in which jobs end, which is not that of the jobs. */
  readonly onDone?: (index: number, done: number) => void;
}

/** What a job answers. */
export type Reply = { readonly result: unknown } | { readonly failure: Failure };

export class Threads {
  private constructor(
    private readonly pool: Tinypool,
    readonly threads: number,
  ) {}

  /** Starts no thread before there is a job. @throws RangeError for a number of threads that is not whole and above 0 */
  static async open(options: ThreadsOptions = {}): Promise<Threads> {
    const [{ Tinypool }, { availableParallelism }, { builtFile }] = await Promise.all([
      import("tinypool"),
      import("node:os"),
      import("./built-file.js"),
    ]);
    const { threads = availableParallelism(), programs = {} } = options;
    if (!(Number.isInteger(threads) && threads > 0))
      throw new RangeError(`the number of threads must be whole and above 0, got ${threads}`);
    const interpreter = options.interpreter ?? (await packagedInterpreter());
    const workerData: SharedModules = { interpreter, programs };
    const pool = new Tinypool({
      filename: (options.file ?? builtFile("calibrate-worker.js")).href,
      minThreads: 0,
      maxThreads: threads,
      // A thread that has compiled its hot loops is worth keeping until `close`.
      idleTimeout: 60_000,
      isolateWorkers: false,
      env: {},
      workerData,
    });
    return new Threads(pool, threads);
  }

  /**
   * Runs one job for each input. Inputs and results are plain data (what a structured clone carries).
   * @throws the first failing job's error, after all jobs have ended; the signal's reason
   */
  async run<Input, Result>(
    name: string,
    inputs: readonly Input[],
    { signal, onDone }: RunOptions = {},
  ): Promise<Result[]> {
    signal?.throwIfAborted();
    const ended = signal && (await unlimited(signal));
    let done = 0;
    const replies = await Promise.allSettled(
      inputs.map(async (input, index) => {
        const reply: Reply = await this.pool.run(input, { name, ...(ended ? { signal: ended } : {}) });
        onDone?.(index, ++done);
        return reply;
      }),
    );
    signal?.throwIfAborted();
    return replies.map((settled) => {
      if (settled.status === "rejected") throw settled.reason;
      if ("failure" in settled.value) throw errorOf(settled.value.failure);
      return settled.value.result as Result;
    });
  }

  /** Ends all threads. */
  close(): Promise<void> {
    return this.pool.destroy();
  }
}

async function packagedInterpreter(): Promise<WebAssembly.Module> {
  const { interpreterBytes } = await import("../../host/assets.js");
  return WebAssembly.compile((await interpreterBytes()) as BufferSource);
}

/** A signal of its own for a run, which every job may listen to. */
async function unlimited(signal: AbortSignal): Promise<AbortSignal> {
  const { default: events } = await import("node:events");
  const own = AbortSignal.any([signal]);
  events.setMaxListeners(0, own);
  return own;
}

/** Cuts a list into parts of nearly equal length, in order; at most `count` of them, none empty. */
export function parts<T>(list: readonly T[], count: number): T[][] {
  const used = Math.min(count, list.length);
  return Array.from({ length: used }, (_, i) =>
    list.slice(Math.floor((i * list.length) / used), Math.floor(((i + 1) * list.length) / used)),
  );
}
