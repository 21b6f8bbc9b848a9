// Worker threads: one piece of work each, under the clock.
// Invariant: every piece of work is answered exactly once. A thread that does not answer in time, dies or runs out of memory is ended, its
// work is answered with a rejection, and a new thread takes its place. A thread that never becomes ready is no candidate's fault: that
// is an error of the installation, which the work is rejected with.
import { Worker } from "node:worker_threads";
import { rejection } from "./outcome.js";
import type { Answer, Message, Reply, Work, Workplace } from "./protocol.js";

/** Answers work; the order of answers is not that of the questions. */
export interface Pool {
  run(work: Work): Promise<Answer>;
  close(): Promise<void>;
}

/** The built thread; the package has search/ (sources) and dist/ (bundle) side by side. */
export const WORKER = new URL("../dist/search-worker.js", import.meta.url);
/** MiB of JavaScript objects that a thread may hold; WebAssembly memory is limited by the task. */
const OBJECTS = 512;

interface Job {
  readonly work: Work;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: Error) => void;
}

export class ThreadPool implements Pool {
  private readonly seats: Seat[];
  private readonly waiting: Job[] = [];
  private closed = false;

  constructor(
    private readonly place: Workplace,
    threads: number,
    /** The thread's program; tests have others. */
    private readonly program: URL = WORKER,
  ) {
    this.seats = Array.from({ length: threads }, () => new Seat(this.place, this.program, () => this.next()));
  }

  run(work: Work): Promise<Answer> {
    if (this.closed) throw new Error("the pool is closed");
    return new Promise((answer, fail) => {
      this.waiting.push({ work, answer, fail });
      this.next();
    });
  }

  private next(): void {
    for (const seat of this.seats) {
      if (seat.busy) continue;
      const job = this.waiting.shift();
      if (!job) return;
      seat.start(job);
    }
  }

  /** Ends all threads; work that is under way is given up and never answered. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.seats.map((seat) => seat.close()));
  }
}

/** A place for a thread, which is started when there is work and replaced when it is lost. */
class Seat {
  private worker: Worker | undefined;
  private job: Job | undefined;
  private id = 0;
  private clock: NodeJS.Timeout | undefined;
  /** The thread has begun to work: from then on its time counts. */
  private ready = false;

  constructor(
    private readonly place: Workplace,
    private readonly program: URL,
    private readonly free: () => void,
  ) {}

  get busy(): boolean {
    return this.job !== undefined;
  }

  start(job: Job): void {
    this.job = job;
    this.id++;
    this.worker ??= this.open();
    if (this.ready) this.startClock();
    const message: Message = { id: this.id, work: job.work };
    this.worker.postMessage(message);
  }

  private startClock(): void {
    const { seconds } = this.place.limits;
    this.clock = setTimeout(() => {
      this.lose(`the time limit of ${seconds} s for a candidate is exceeded`, "time");
    }, seconds * 1000);
  }

  private open(): Worker {
    this.ready = false;
    const worker = new Worker(this.program, {
      workerData: this.place,
      env: {},
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: OBJECTS },
    });
    worker.on("message", (reply: Reply) => {
      if (worker !== this.worker) return;
      if (reply.kind === "answer") {
        if (reply.id === this.id) this.finish(reply.answer);
        return;
      }
      this.ready = true;
      if (this.job) this.startClock();
    });
    const lost = (why: string): void => {
      if (worker === this.worker) this.lose(`the thread that ran the candidate ended: ${why}`, "crash");
    };
    worker.on("error", (error) => lost(error instanceof Error ? error.message : String(error)));
    worker.on("exit", (code) => lost(`exit code ${code}`));
    return worker;
  }

  private finish(answer: Answer): void {
    const { job } = this;
    clearTimeout(this.clock);
    this.job = undefined;
    job?.answer(answer);
    this.free();
  }

  private lose(message: string, code: string): void {
    const { worker, job, ready } = this;
    this.worker = undefined;
    void worker?.terminate();
    if (!ready && job) {
      this.job = undefined;
      job.fail(new Error(`cannot start a thread for candidates: ${message}`));
    } else if (job) this.finish(rejection("full-fit", code, message));
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    clearTimeout(this.clock);
    await worker?.terminate();
  }
}
