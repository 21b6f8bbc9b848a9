// A search whose candidates are run by workers of a queue: the same archive as of one process, whatever is lost on the way.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readJournal } from "../../search/journal.js";
import { queueName } from "../../search/queue/jobs.js";
import { QueuePool } from "../../search/queue/queue-pool.js";
import { checkRedis, shownUrl } from "../../search/queue/redis.js";
import { fromWire, toWire } from "../../search/queue/wire.js";
import { beginSearch, resumeSearch } from "../../search/session.js";
import type { Task } from "../../search/task.js";
import { printed, root } from "../cli/support.js";
import { hasRedis, RedisServer } from "../support/redis.js";
import { grammarTask, runFolder } from "./support.js";

describe("what passes through the queue", () => {
  it("is what was put into it, bit for bit", () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY));
    const floats = fc.array(number).map((values) => Float64Array.from(values));
    fc.assert(
      fc.property(
        fc.record({ a: number, b: floats, c: fc.array(fc.dictionary(fc.string(), number)) }),
        (value) => {
          // As plain objects: a dictionary may be without a prototype.
          const plain = structuredClone(value);
          expect(fromWire(toWire(plain))).toStrictEqual(plain);
        },
      ),
    );
  });
});

describe("an address", () => {
  it("is shown without its password", () => {
    expect(shownUrl("rediss://user:secret@host:7000/2")).toBe("rediss://host:7000/2");
    for (const wrong of ["host:6379", "http://user:secret@host", "nonsense", "redis://"])
      expect(() => shownUrl(wrong)).toThrow(/expected the address of a queue/);
    expect(() => shownUrl("http://user:secret@host")).not.toThrow(/secret/);
  });
  it("at which nothing answers is an error that says what to do", async () => {
    await expect(checkRedis("redis://127.0.0.1:1", () => undefined)).rejects.toThrow(
      /cannot use Redis at redis:\/\/127\.0\.0\.1:1: .*ECONNREFUSED.*start one: redis-server/,
    );
  });
});

describe.skipIf(!hasRedis)("settings of Redis", () => {
  it("that lose jobs when memory is full are refused, those that lose them at a restart are told", async () => {
    const evicting = await RedisServer.start("--maxmemory-policy", "allkeys-lru");
    const forgetful = await RedisServer.start("--appendonly", "no");
    const good = await RedisServer.start();
    const notes: string[] = [];
    const note = (text: string): void => void notes.push(text);
    try {
      await expect(checkRedis(evicting.url, note)).rejects.toThrow(
        /maxmemory-policy allkeys-lru.*CONFIG SET maxmemory-policy noeviction/,
      );
      await checkRedis(forgetful.url, note);
      expect(notes).toEqual([expect.stringMatching(/appendonly no.*CONFIG SET appendonly yes/)]);
      await checkRedis(good.url, note);
      expect(notes).toHaveLength(1);
    } finally {
      for (const server of [evicting, forgetful, good]) await server.remove();
    }
  });
});

describe.skipIf(!hasRedis)("a search over a queue", () => {
  let server: RedisServer;
  let task: Task;
  let local: Awaited<ReturnType<typeof beginSearch>>;
  const workers: ChildProcess[] = [];

  /** A worker as a process of its own. */
  async function work(...options: readonly string[]): Promise<ChildProcess> {
    const child = spawn(process.execPath, [
      join(root, "dist", "cli.js"),
      "worker",
      "--queue",
      server.url,
      ...options,
    ]);
    workers.push(child);
    await printed(child, /working for/);
    return child;
  }
  const gone = (child: ChildProcess): Promise<number | null> =>
    child.exitCode !== null
      ? Promise.resolve(child.exitCode)
      : new Promise((done) => child.once("close", done));

  beforeAll(async () => {
    server = await RedisServer.start();
    ({ task } = grammarTask({ budget: { evaluations: 40 } }));
    local = await beginSearch(task, runFolder(), { threads: 2 });
  });
  afterEach(async () => {
    for (const child of workers.splice(0)) {
      child.kill("SIGKILL");
      await gone(child);
    }
    // The tests' searches have jobs of the same names; each is to do its own.
    const client = new Redis(server.url);
    await client.flushall();
    client.disconnect();
  });
  afterAll(() => server.remove());

  it("has the archive and the end of one in a process, and each result once", async () => {
    await work("--threads", "2");
    const folder = runFolder();
    const state = await beginSearch(task, folder, { queue: server.url });
    expect(state.archive.snapshot()).toEqual(local.archive.snapshot());
    expect(state.end).toEqual(local.end);
    const results = readJournal(folder).records.flatMap((r) => (r.kind === "result" ? [r.hash] : []));
    expect(results).toHaveLength(new Set(results).size);
    expect(results).toHaveLength(40);
  });

  it("waits for workers, and says so; one that is told to end finishes first", async () => {
    const notes: string[] = [];
    const run = beginSearch(task, runFolder(), { queue: server.url, onNote: (text) => notes.push(text) });
    while (notes.length === 0) await new Promise((done) => setTimeout(done, 100));
    expect(notes).toEqual([expect.stringMatching(/no worker .*dmci-wasm worker --queue redis:/)]);
    const worker = await work("--threads", "1");
    expect((await run).archive.snapshot()).toEqual(local.archive.snapshot());
    worker.kill("SIGTERM");
    expect(await gone(worker)).toBe(0);
  });

  it("goes on when Redis has forgotten everything, in the middle of a batch", async () => {
    const client = new Redis(server.url);
    let forgotten = 0;
    const folder = runFolder();
    const run = beginSearch(task, folder, {
      queue: server.url,
      onNote: () => {
        // No worker is there yet, so a batch is waiting: its jobs vanish, the workplace with them.
        forgotten++;
        void client.flushall().then(() => work("--threads", "2"));
      },
    });
    const state = await run;
    expect(forgotten).toBeGreaterThan(0);
    expect(state.archive.snapshot()).toEqual(local.archive.snapshot());
    client.disconnect();
  });

  it("is resumed elsewhere: begun with a queue, ended with threads", async () => {
    await work("--threads", "2");
    const folder = runFolder();
    const stop = new AbortController();
    const run = beginSearch(task, folder, {
      queue: server.url,
      signal: stop.signal,
      onBatch: ({ batch }) => {
        if (batch === 2) stop.abort(new Error("stopped"));
      },
    });
    await expect(run).rejects.toThrow("stopped");
    const resumed = await resumeSearch(folder, { threads: 2 });
    expect(resumed.archive.snapshot()).toEqual(local.archive.snapshot());
  });

  it("finds an answer that came while no coordinator was there", async () => {
    await work("--threads", "1");
    const place = {
      entry: "model",
      loss: { kind: "squared" as const },
      limits: task.limits,
      fit: task.fit,
      groups: [
        {
          name: "",
          train: { columns: [Float64Array.of(1, 2, 3)], target: Float64Array.of(2, 4, 6) },
          ask: [Float64Array.of(4)],
        },
      ],
    };
    const text = "(define-parameter a 1.0) (define (model t) (* a t))";
    const first = await QueuePool.open(server.url, place);
    const answer = await first.run({ kind: "evaluate", text });
    await first.close();
    const second = await QueuePool.open(server.url, place);
    expect(await second.run({ kind: "evaluate", text })).toStrictEqual(answer);
    expect(answer).toMatchObject({ status: "calibrated", calibrated: [{ parameters: { a: 2 } }] });
    // It was done once.
    const client = new Redis(server.url);
    expect(await client.zcard(`dmci-wasm:${await queueName()}:completed`)).toBe(1);
    client.disconnect();
    await second.close();
  });

  it("rejects poison with its reason and goes on", async () => {
    await work("--threads", "1");
    const place = {
      entry: "model",
      loss: { kind: "squared" as const },
      limits: { fuel: 1e9, heap: 16, stack: 4, tape: 16, output: 1000, seconds: 1.5 },
      fit: task.fit,
      groups: [
        {
          name: "",
          train: { columns: [Float64Array.of(1, 2, 3)], target: Float64Array.of(2, 4, 6) },
          ask: [Float64Array.of(4)],
        },
      ],
    };
    const pool = await QueuePool.open(server.url, place);
    const poison: readonly (readonly [string, string])[] = [
      ["(define (model t) (let loop () (loop)))", "time"],
      ["(define (model t) (let loop ((l '())) (loop (cons l l))))", "heap"],
      ["(define (f n) (+ 1 (f (+ n 1)))) (define (model t) (f 0))", "stack"],
      ['(define (model t) (let loop () (display "xxxxxxxxxxxxxxxx") (loop)))', "output"],
    ];
    for (const [text, code] of poison)
      expect(await pool.run({ kind: "evaluate", text })).toMatchObject({ status: "rejected", code });
    const good = "(define-parameter a 1.0) (define (model t) (* a t))";
    expect(await pool.run({ kind: "evaluate", text: good })).toMatchObject({ status: "calibrated" });
    await pool.close();
  });

  it("rejects a candidate with which worker after worker is lost", async () => {
    const pool = await QueuePool.open(server.url, {
      entry: "model",
      loss: { kind: "squared" },
      limits: task.limits,
      fit: task.fit,
      groups: [],
    });
    const answer = pool.run({ kind: "evaluate", text: "(define (model t) t)" });
    const { Worker } = await import("bullmq");
    const connection = new Redis(server.url, { maxRetriesPerRequest: null });
    // It takes the job and is never heard of again.
    const lost = new Worker(await queueName(), () => new Promise<string>(() => undefined), {
      connection,
      prefix: "dmci-wasm",
      // The second place is for whoever finds out.
      concurrency: 2,
      skipLockRenewal: true,
      lockDuration: 200,
      stalledInterval: 100,
      maxStalledCount: 0,
    });
    expect(await answer).toMatchObject({ status: "rejected", stage: "full-fit", code: "crash" });
    await lost.close(true);
    connection.disconnect();
    await pool.close();
  });

  it("takes no word from a program that writes nonsense", async () => {
    const pool = await QueuePool.open(server.url, {
      entry: "model",
      loss: { kind: "squared" as const },
      limits: task.limits,
      fit: task.fit,
      groups: [],
    });
    const answer = pool.run({ kind: "evaluate", text: "(define (model t) t)" });
    const { Worker } = await import("bullmq");
    const connection = new Redis(server.url, { maxRetriesPerRequest: null });
    const liar = new Worker(await queueName(), async () => "42", { connection, prefix: "dmci-wasm" });
    await expect(answer).rejects.toThrow(/an answer that is none/);
    await liar.close();
    connection.disconnect();
    await pool.close();
  });
});
