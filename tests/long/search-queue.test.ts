// A search over a queue whose coordinator and workers are killed at random moments, 20 times, and whose Redis once, ends as the undisturbed
// one does: no accepted result is lost, none is counted twice.
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { expect, it } from "vitest";
import { type JournalRecord, readJournal } from "../../search/journal.js";
import { randomFor } from "../../search/random.js";
import { searchState } from "../../search/session.js";
import { Folder, printed } from "../cli/support.js";
import { hasRedis, RedisServer } from "../support/redis.js";

const KILLS = 20;

it.skipIf(!hasRedis)("survives 20 kills of coordinator and workers, and one of Redis", async () => {
  const folder = new Folder();
  await folder.run("search", "init");
  folder.write("task.jsonc", folder.read("task.jsonc").replace('"evaluations": 150', '"evaluations": 600'));
  await folder.run("search", "task.jsonc", "--out", "whole");
  const whole = searchState(join(folder.path, "whole"));
  const server = await RedisServer.start();
  const random = randomFor(88);
  const journal = join(folder.path, "cut", "journal.jsonl");

  const begin = (): ChildProcess => {
    const args = existsSync(journal) ? ["resume", "cut"] : ["task.jsonc", "--out", "cut"];
    return folder.start("search", ...args, "--queue", server.url);
  };
  const work = (): ChildProcess =>
    folder.start("worker", "--queue", server.url, "--threads", "1", "--lock-seconds", "1");
  const running = ({ exitCode, signalCode }: ChildProcess): boolean =>
    exitCode === null && signalCode === null;
  const kill = async (child: ChildProcess): Promise<void> => {
    const gone = new Promise((done) => child.once("close", done));
    child.kill("SIGKILL");
    await gone;
  };

  const records = (): number => (existsSync(journal) ? readFileSync(journal, "utf8").split("\n").length : 0);
  /** Waits until some results have been accepted again, so that what is killed is at work; then a moment more. */
  const somewhen = async (): Promise<void> => {
    const enough = records() + 1 + random.below(40);
    while (records() < enough && running(coordinator)) await after(20);
    await after(200 * random.uniform());
  };

  let said = "";
  const listen = (child: ChildProcess): ChildProcess => {
    child.stderr?.on("data", (text: Buffer) => {
      said = `${said}${text.toString()}`.slice(-2000);
    });
    return child;
  };
  let coordinator = listen(begin());
  const workers = [work(), work()];
  try {
    await Promise.all(workers.map((worker) => printed(worker, /working for/)));
    const killed = { coordinator: 0, worker: 0, redis: 0 };
    while (killed.coordinator + killed.worker < KILLS) {
      // Now and then while the process that took the place of the last one is still starting.
      if (random.chance(0.2)) await after(300 * random.uniform());
      else await somewhen();
      if (!running(coordinator)) break;
      if (random.chance(0.5)) {
        await kill(coordinator);
        killed.coordinator++;
        coordinator = listen(begin());
      } else {
        const which = random.below(workers.length);
        await kill(workers[which] as ChildProcess);
        killed.worker++;
        workers[which] = work();
      }
      if (killed.redis === 0 && killed.coordinator + killed.worker >= KILLS / 2) {
        // A process that is just starting would end with the advice to start Redis.
        await somewhen();
        await server.kill();
        killed.redis++;
        await after(500);
        await server.restart();
      }
    }
    console.error(
      `killed: ${JSON.stringify(killed)}; ${searchState(join(folder.path, "cut")).batch} of ${whole.batch} batches by then`,
    );
    expect(killed.coordinator + killed.worker, said).toBe(KILLS);
    expect(killed.redis).toBe(1);
    if (running(coordinator)) await new Promise((done) => coordinator.once("close", done));
    expect(coordinator.exitCode, said).toBe(0);
  } finally {
    for (const child of [coordinator, ...workers]) if (running(child)) await kill(child);
    await server.remove();
  }

  const cut = searchState(join(folder.path, "cut"));
  expect(cut.archive.snapshot()).toEqual(whole.archive.snapshot());
  expect(cut.end).toEqual(whole.end);
  const results = (name: string): string[] =>
    readJournal(join(folder.path, name))
      .records.flatMap((record: JournalRecord) => (record.kind === "result" ? [record.hash] : []))
      .sort();
  expect(results("cut")).toEqual(results("whole"));
  expect(new Set(results("cut")).size).toBe(results("cut").length);
});
