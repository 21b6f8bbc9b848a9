// The pool whose threads are in workers elsewhere: work goes into a BullMQ queue in Redis and its answers come back.
// Invariants: every piece of work is answered exactly once, however often a worker, Redis or this process is lost. The queue carries no
// promise: what Redis has forgotten is put into it again by the rounds that look after everything that waits; what was put into it by a
// coordinator that died is found by its name.
import type { JobsOptions, Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import { SearchError } from "../errors.js";
import { rejection } from "../outcome.js";
import type { Pool } from "../pool.js";
import type { Answer, Work, Workplace } from "../protocol.js";
import {
  dataOf,
  type JobData,
  jobIdOf,
  KEPT_SECONDS,
  NO_PLACE,
  PREFIX,
  queueName,
  readAnswer,
  StoredPlace,
} from "./jobs.js"; // prettier-ignore
import { checkRedis, type Note, queuePackages, reasonOf, shownUrl, steadyConnection } from "./redis.js";

/** Milliseconds between rounds. */
const ROUND = 2000;
/** How often a job may be tried by workers that cannot run candidates at all. */
const ATTEMPTS = 5;
/** Milliseconds that closing may take, when Redis is out of reach. */
const FAREWELL = 1000;
/** Events that Redis keeps; answers are in them, and missed ones are found by the rounds. */
const EVENTS = 1000;

const JOB: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: "exponential", delay: 500 },
  removeOnComplete: { age: KEPT_SECONDS },
  removeOnFail: { age: KEPT_SECONDS },
};

interface Waiting {
  readonly data: JobData;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

export interface QueuePoolOptions {
  /** What a person should know: Redis is out of reach, no worker is there. */
  readonly note?: Note;
  /** For measurements: of workers that only wait. */
  readonly simulated?: boolean;
}

export class QueuePool implements Pool {
  private readonly waiting = new Map<string, Waiting[]>();
  private readonly timer: NodeJS.Timeout;
  private inRound = false;
  private alone = false;
  private closed = false;

  private constructor(
    private readonly url: string,
    private readonly place: StoredPlace,
    private readonly groups: number,
    private readonly queue: Queue,
    private readonly events: QueueEvents,
    private readonly clients: readonly Redis[],
    private readonly note: Note,
  ) {
    events.on("completed", ({ jobId, returnvalue }) => this.completed(jobId, returnvalue));
    for (const event of ["failed", "duplicated"] as const)
      events.on(event, ({ jobId }: { jobId: string }) => this.attempt(() => this.look(jobId)));
    this.timer = setInterval(() => void this.round(), ROUND);
  }

  /** @throws SearchError (kind "queue") when the queue cannot be used */
  static async open(url: string, place: Workplace, options: QueuePoolOptions = {}): Promise<QueuePool> {
    const { note = () => undefined, simulated = false } = options;
    await checkRedis(url, note);
    const { bullmq } = await queuePackages();
    // The other connection is lost and back at the same time.
    const client = await steadyConnection(url, note);
    const listening = await steadyConnection(url, () => undefined);
    const name = await queueName(simulated);
    const queue = new bullmq.Queue(name, {
      connection: client,
      prefix: PREFIX,
      streams: { events: { maxLen: EVENTS } },
    });
    const stored = new StoredPlace(place);
    await stored.keep(client);
    // From the last event that there is now, not from when the listening happens to begin.
    const [last] = await client.xrevrange(queue.toKey("events"), "+", "-", "COUNT", 1);
    const events = new bullmq.QueueEvents(name, {
      connection: listening,
      prefix: PREFIX,
      lastEventId: last?.[0] ?? "0",
    });
    // What they emit is told by the connections.
    queue.on("error", () => undefined);
    events.on("error", () => undefined);
    return new QueuePool(url, stored, place.groups.length, queue, events, [client, listening], note);
  }

  run(work: Work): Promise<Answer> {
    if (this.closed) throw new Error("the pool is closed");
    const data = dataOf(this.place.hash, work);
    const id = jobIdOf(data);
    return new Promise((answer, fail) => {
      const others = this.waiting.get(id);
      if (others) others.push({ data, answer, fail });
      else {
        this.waiting.set(id, [{ data, answer, fail }]);
        this.attempt(() => this.add(id, data));
      }
    });
  }

  /** What fails now is done again by the next round. */
  private attempt(action: () => Promise<unknown>): void {
    action().catch((error: unknown) => {
      if (!this.closed) this.note(`warning: the queue at ${shownUrl(this.url)}: ${reasonOf(error)}`);
    });
  }

  private async add(id: string, data: JobData): Promise<void> {
    await this.queue.add("work", data, { ...JOB, jobId: id });
  }

  private completed(id: string, text: unknown): void {
    if (!this.waiting.has(id)) return;
    try {
      this.settle(id, readAnswer(text, this.groups));
    } catch (error) {
      this.fail(id, error as Error);
    }
  }

  private settle(id: string, answer: Answer): void {
    const all = this.waiting.get(id) ?? [];
    this.waiting.delete(id);
    for (const one of all) one.answer(answer);
    // What the clock or a death decided might be otherwise another time: nobody else is to find it.
    if (answer.status === "rejected" && ["time", "crash"].includes(answer.code))
      this.attempt(() => this.queue.remove(id));
  }

  private fail(id: string, error: Error): void {
    const all = this.waiting.get(id) ?? [];
    this.waiting.delete(id);
    for (const one of all) one.fail(error);
  }

  /** Looks after everything that waits; it repairs whatever has been lost since the last time. */
  private async round(): Promise<void> {
    if (this.inRound || this.waiting.size === 0 || this.closed) return;
    this.inRound = true;
    try {
      await this.place.keep(this.clients[0] as Redis);
      for (const id of [...this.waiting.keys()]) await this.look(id);
      await this.countWorkers();
    } catch (error) {
      if (!this.closed) this.note(`warning: the queue at ${shownUrl(this.url)}: ${reasonOf(error)}`);
    } finally {
      this.inRound = false;
    }
  }

  private async look(id: string): Promise<void> {
    const [first] = this.waiting.get(id) ?? [];
    if (!first) return;
    // The state first: what is read of a job that has ended by then is what it ended with.
    const state = await this.queue.getJobState(id);
    // Forgotten; or the rest of one that was cut off when Redis died: in no list, so no worker would ever find it.
    if (state === "unknown") return this.again(id, first.data);
    if (state !== "completed" && state !== "failed") return;
    const job = await this.queue.getJob(id);
    if (job?.finishedOn === undefined) return;
    if (state === "completed") this.completed(id, job.returnvalue);
    else await this.mend(id, first.data, job.failedReason);
  }

  private async mend(id: string, data: JobData, reason: string): Promise<void> {
    if (reason === NO_PLACE) {
      await this.place.keep(this.clients[0] as Redis);
      await this.again(id, data);
    } else if (reason.includes("stalled")) {
      const message = "worker after worker was lost while it ran this candidate";
      this.settle(id, rejection("full-fit", "crash", message));
    } else {
      // A worker that has been mended since then gets it anew.
      await this.queue.remove(id);
      this.fail(
        id,
        new SearchError(
          "queue",
          `workers cannot run candidates: ${reason}; search resume goes on when that is mended`,
        ),
      );
    }
  }

  private async again(id: string, data: JobData): Promise<void> {
    await this.queue.remove(id);
    await this.add(id, data);
  }

  private async countWorkers(): Promise<void> {
    const alone = (await this.queue.getWorkersCount()) === 0;
    if (alone && !this.alone)
      this.note(
        `no worker of this version is at ${shownUrl(this.url)}; start some: npx dmci-wasm worker --queue ${shownUrl(this.url)}`,
      );
    this.alone = alone;
  }

  /** Gives up what waits; workers finish what they have, and their answers are found when the same is asked for again. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.waiting.clear();
    const closing = Promise.allSettled([this.events.close(), this.queue.close()]);
    let late: NodeJS.Timeout | undefined;
    await Promise.race([closing, new Promise((resolve) => (late = setTimeout(resolve, FAREWELL)))]);
    clearTimeout(late);
    for (const client of this.clients) client.disconnect();
  }
}
