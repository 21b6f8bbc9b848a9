// A worker: takes jobs from a queue and has its threads do them.
// Invariants: WebAssembly runs in the threads of a ThreadPool and never on this loop, which renews the locks of the jobs under way; a
// worker that is told to end finishes what it has, and the jobs of one that dies go back to the queue when their locks run out.
import { setTimeout as after } from "node:timers/promises";
import type { Redis } from "ioredis";
import { type Pool, ThreadPool } from "../pool.js";
import type { Answer, Work } from "../protocol.js";
import { type JobData, PREFIX, queueName, readPlace, workOf, writeAnswer } from "./jobs.js";
import { checkRedis, type Note, queuePackages, steadyConnection } from "./redis.js";

/** Workplaces whose threads are kept: searches that take turns. */
const MOST_PLACES = 4;
/** How many workers may be lost with one job before the job is the reason. */
const MOST_LOSSES = 8;

export interface ServeOptions {
  readonly threads: number;
  /** After so long without a sign of life, a worker's jobs go to others. */
  readonly lockSeconds: number;
  /** Ends the worker when what it has under way is done. */
  readonly signal: AbortSignal;
  readonly note: Note;
  /** Called when the worker takes jobs. */
  readonly onReady?: () => void;
  /** Milliseconds: instead of running candidates, wait for so long. For measurements. */
  readonly simulate?: number;
}

/**
 * Works until the signal ends it; answers the number of jobs done.
 * @throws SearchError (kind "queue"); Error when this installation cannot run candidates
 */
export async function serve(url: string, options: ServeOptions): Promise<number> {
  const { threads, lockSeconds, signal, note, simulate } = options;
  await checkRedis(url, note);
  const { bullmq } = await queuePackages();
  const clients = [await steadyConnection(url, note), await steadyConnection(url, () => undefined)] as const;
  const places = new Places(clients[0], threads);
  let done = 0;
  let broken: Error | undefined;
  const ended = new AbortController();
  const process = async ({ data }: { data: JobData }): Promise<string> => {
    try {
      const answer = simulate === undefined ? await places.run(data) : await waited(simulate);
      done++;
      return writeAnswer(answer);
    } catch (error) {
      // The job is tried by another worker; this one would only fail the next, too.
      if (error instanceof Error && error.message.startsWith("cannot start a thread")) {
        broken = error;
        ended.abort();
      }
      throw error;
    }
  };
  const worker = new bullmq.Worker<JobData, string>(await queueName(simulate !== undefined), process, {
    connection: clients[1],
    prefix: PREFIX,
    concurrency: threads,
    lockDuration: 1000 * lockSeconds,
    stalledInterval: 500 * lockSeconds,
    maxStalledCount: MOST_LOSSES,
    autorun: false,
  });
  worker.on("error", () => undefined);
  const running = worker.run();
  await worker.waitUntilReady();
  options.onReady?.();
  await aborted(AbortSignal.any([signal, ended.signal]));
  await worker.close();
  await running;
  await places.close();
  for (const client of clients) client.disconnect();
  if (broken) throw broken;
  return done;
}

async function waited(milliseconds: number): Promise<Answer> {
  await after(milliseconds);
  return { status: "rejected", stage: "dry-run", code: "simulated", message: "nothing was run" };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Pools by workplace; the one that was not used for longest makes room, when nothing is under way in it. */
class Places {
  private readonly pools = new Map<string, { readonly pool: Promise<Pool>; busy: number }>();

  constructor(
    private readonly client: Redis,
    private readonly threads: number,
  ) {}

  async run(data: JobData): Promise<Answer> {
    const work: Work = workOf(data);
    const entry = this.pools.get(data.place) ?? { pool: this.open(data.place), busy: 0 };
    this.pools.delete(data.place);
    this.pools.set(data.place, entry);
    entry.busy++;
    try {
      const pool = await entry.pool;
      await this.makeRoom();
      return await pool.run(work);
    } catch (error) {
      // Not there now may be there at the next job.
      await entry.pool.catch(() => this.pools.delete(data.place));
      throw error;
    } finally {
      entry.busy--;
    }
  }

  private async open(hash: string): Promise<Pool> {
    return new ThreadPool(await readPlace(this.client, hash), this.threads);
  }

  private async makeRoom(): Promise<void> {
    for (const [hash, { pool, busy }] of [...this.pools]) {
      if (this.pools.size <= MOST_PLACES) return;
      if (busy > 0) continue;
      this.pools.delete(hash);
      await (await pool).close();
    }
  }

  async close(): Promise<void> {
    for (const { pool } of this.pools.values()) await (await pool).close();
  }
}
