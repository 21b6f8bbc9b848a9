// The co-search: how many programs a second the stages of the funnel turn away that run nothing, and what a queue in Redis costs.
// Invariants: every text that is timed is rejected; workers of the queue only wait, so what is measured is the queue and not the machine's
// cores, and each job is answered once.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { screen } from "../search/funnel.js";
import { GrammarProposer } from "../search/proposers/grammar.js";
import { QueuePool } from "../search/queue/queue-pool.js";
import { randomFor } from "../search/random.js";
import { checkTask, type Task } from "../search/task.js";
import { type Context, timeRow, type Workload } from "./context.js";
import { packageRoot } from "./peers/optional.js";
import { hasRedis, RedisServer } from "./redis-server.js";
import { FUNNEL_RATE, QUEUE_EFFICIENCY, QUEUE_OVERHEAD, QUEUE_WORKERS, SIMULATED } from "./targets.js";
import { quantile, time, timingOf } from "./timer.js";

export const funnel: Workload = { name: "search funnel", run: measureFunnel };
export const queue: Workload = { name: "search queue", run: measureQueue };

const GRAMMAR = { kind: "grammar", weight: 1, depth: 5, crossover: 0.3, fresh: 1, templates: true } as const;
/** Few, so that a sample is short: other processes then spare some. */
const PROGRAMS = 24;
/** Times that all of them are screened before. */
const WARM_UP = 250;

function task(): Task {
  return checkTask({
    name: "bench",
    data: { train: "train.csv", validation: "validation.csv" },
    entry: {
      name: "model",
      arguments: [
        { column: "t", unit: "s" },
        { column: "x", unit: "m" },
      ],
    },
    target: { column: "y", unit: "m" },
    language: {
      primitives: ["+", "-", "*", "/", "exp", "sqrt", "min", "max", "<", "abs", "sin"],
      forms: ["let", "if", "lambda", "letrec"],
      maxNodes: 60,
    },
    budget: { evaluations: 1 },
    proposers: [GRAMMAR],
  });
}

/** What a search turns away: mostly structures that it knows, some texts with a mistake at each of the earlier stages. */
async function measureFunnel(context: Context): Promise<void> {
  const about = task();
  const proposals = await new GrammarProposer(GRAMMAR).propose({
    task: about,
    batch: 0,
    island: 0,
    count: PROGRAMS,
    offered: 0,
    random: randomFor(8),
    elites: [],
    failures: [],
  });
  const mistakes: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text,
    (text) => text,
    (text) => text.slice(0, -1),
    (text) => text.replaceAll("t", "tau"),
    (text) => `${text}\n(define (unused a) (vector-ref a 0))`,
  ];
  const texts = proposals.map(({ text }, i) =>
    (mistakes[i % mistakes.length] as (text: string) => string)(text),
  );
  const run = (): void => {
    for (const text of texts)
      if (screen(text, about, () => true).status !== "rejected") throw new Error(`accepted: ${text}`);
  };
  // A search screens thousands: the engine has compiled this by then, however little of the processor a warm-up by the clock gets.
  for (let i = 0; i < WARM_UP; i++) run();
  const [timing] = await time([{ name: "funnel", run }], context.effort);
  if (!timing) return;
  const where = { workload: "search funnel", subject: "a rejection without a run", metric: "time" };
  timeRow(context, where, timing, "µs", texts.length);
  context.figure(FUNNEL_RATE, (1000 * texts.length) / quantile(timing.fastest, 0.5));
}

async function measureQueue(context: Context): Promise<void> {
  const cli = join(packageRoot(), "dist", "cli.js");
  const missing = !hasRedis ? "redis-server (Debian: redis-server)" : existsSync(cli) ? "" : "dist/cli.js";
  if (missing !== "") {
    context.note(`${missing} is not there: the search's queue is left out`);
    return;
  }
  const server = await RedisServer.start();
  const workers: ChildProcess[] = [];
  try {
    const start = (): Promise<void> => {
      const options = ["--threads", "1", "--simulate", String(SIMULATED)];
      const child = spawn(process.execPath, [cli, "worker", "--queue", server.url, ...options]);
      workers.push(child);
      return working(child);
    };
    await Promise.all(Array.from({ length: QUEUE_WORKERS }, start));
    await measureJobs(context, server.url);
  } finally {
    for (const child of workers) child.kill("SIGKILL");
    await server.remove();
  }
}

async function measureJobs(context: Context, url: string): Promise<void> {
  const { limits, fit, entry } = task();
  const place = { entry: entry.name, loss: { kind: "squared" as const }, limits, fit, groups: [] };
  const pool = await QueuePool.open(url, place, { simulated: true, note: context.note });
  let jobs = 0;
  const job = async (): Promise<number> => {
    const began = performance.now();
    // Each is another one, or it would be answered from the queue's memory.
    await pool.run({ kind: "evaluate", text: String(jobs++) });
    return performance.now() - began;
  };
  try {
    for (let i = 0; i < QUEUE_WORKERS; i++) await job();
    const alone: number[] = [];
    for (let i = 0; i < (context.quick ? 8 : 40); i++) alone.push((await job()) - SIMULATED);
    const timing = timingOf([alone]);
    const where = { workload: "search queue", subject: `a job of ${SIMULATED} ms`, metric: "overhead" };
    timeRow(context, where, timing, "ms");
    context.figure(QUEUE_OVERHEAD, timing.median);
    const count = QUEUE_WORKERS * (context.quick ? 5 : 25);
    const began = performance.now();
    await Promise.all(Array.from({ length: count }, job));
    const ideal = (count * SIMULATED) / QUEUE_WORKERS;
    context.figure(QUEUE_EFFICIENCY, ideal / (performance.now() - began));
  } finally {
    await pool.close();
  }
}

/** Until the worker takes jobs. */
function working(child: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stderr?.on("data", (text: Buffer) => {
      said += text.toString();
      if (said.includes("working for")) resolve();
    });
    child.on("close", () => reject(new Error(`a worker of the bench ended: ${said}`)));
  });
}
