// Fast mode: results are folded as they come, and the journal still holds all there is to know; and tasks with several seeds.
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type JournalRecord, journalFile, readJournal } from "../../search/journal.js";
import { beginSeeds, hasSeeds, resumeSeeds, seedStates } from "../../search/seeds.js";
import { beginSearch, resumeSearch, searchState } from "../../search/session.js";
import type { Task } from "../../search/task.js";
import { decay, runFolder, taskOn, taskWith } from "./support.js";

function smallTask(changes: Readonly<Record<string, unknown>> = {}): Task {
  return taskOn(decay, {
    language: { primitives: ["+", "-", "*", "exp", "min"], forms: ["let"], maxNodes: 12, maxParameters: 4 },
    fit: { iterations: 15, finalIterations: 60 },
    budget: { evaluations: 24 },
    islands: { count: 2, batch: 6, migrateEvery: 2, migrants: 1 },
    ...changes,
  }).task;
}

const resultsOf = (folder: string): string[] =>
  readJournal(folder).records.flatMap((record: JournalRecord) =>
    record.kind === "result" ? [record.hash] : [],
  );

describe("fast mode", () => {
  it("counts every result once, and its journal gives the same archive again", async () => {
    const folder = runFolder();
    const state = await beginSearch(smallTask({ mode: "fast" }), folder, { threads: 2 });
    expect(state.archive.evaluated).toBe(24);
    expect(state.repeatable).toBe(false);
    const results = resultsOf(folder);
    expect(results).toHaveLength(24);
    expect(new Set(results).size).toBe(24);
    const again = searchState(folder);
    expect(again.archive.snapshot()).toEqual(state.archive.snapshot());
    expect(again.end).toEqual(state.end);
  });

  it("proposes while results are still to come", async () => {
    const folder = runFolder();
    await beginSearch(smallTask({ mode: "fast" }), folder, { threads: 2 });
    let open = 0;
    const openAtBatches = readJournal(folder).records.flatMap((record: JournalRecord) => {
      if (record.kind === "result") open--;
      if (record.kind !== "batch") return [];
      const before = open;
      open += record.entries.filter(({ rejection }) => rejection === undefined).length;
      return [before];
    });
    expect(Math.max(...openAtBatches)).toBeGreaterThan(0);
    expect(open).toBe(0);
  });

  it("is resumed from any line of its journal: what was accepted stays, what was under way is run", async () => {
    const whole = runFolder();
    await beginSearch(smallTask({ mode: "fast" }), whole, { threads: 2 });
    const lines = readFileSync(journalFile(whole), "utf8").trimEnd().split("\n");
    const end = lines.findIndex((line) => line.includes('"kind":"end"'));
    for (const kept of [1, 2, 5, 11, end - 3]) {
      const cut = runFolder();
      mkdirSync(cut);
      // The last line is torn.
      writeFileSync(journalFile(cut), `${lines.slice(0, kept).join("\n")}\n${lines[kept]?.slice(0, 30)}`);
      const before = searchState(cut);
      const accepted = resultsOf(cut);
      expect(before.archive.evaluated).toBe(accepted.length);
      const state = await resumeSearch(cut, { threads: 2 });
      expect(state.archive.evaluated).toBe(24);
      const results = resultsOf(cut);
      expect(results.slice(0, accepted.length)).toEqual(accepted);
      for (const hash of before.underWay.keys()) expect(results).toContain(hash);
      expect(new Set(results).size).toBe(results.length);
    }
  });

  it("is the deterministic one with a single thread and a single program at a time", async () => {
    const islands = { count: 1, batch: 1, migrateEvery: 2, migrants: 1 };
    const fast = await beginSearch(smallTask({ mode: "fast", islands }), runFolder(), { threads: 1 });
    const deterministic = await beginSearch(smallTask({ islands }), runFolder(), { threads: 1 });
    expect(fast.archive.snapshot()).toEqual(deterministic.archive.snapshot());
    expect(deterministic.repeatable).toBe(true);
  });
});

describe("several seeds", () => {
  it("are runs of their own, each as it would be alone, and go on where they were", async () => {
    const { seed: _, ...rest } = smallTask({ budget: { evaluations: 8 } });
    const task: Task = { ...rest, seed: 1, seeds: [3, 5] };
    const folder = runFolder();
    const begun: number[] = [];
    const runs = await beginSeeds(task, folder, { threads: 2, onSeed: (seed) => begun.push(seed) });
    expect(begun).toEqual([3, 5]);
    expect(hasSeeds(folder)).toBe(true);
    const alone = await beginSearch({ ...rest, seed: 5 }, runFolder(), { threads: 2 });
    expect(runs[1]?.state?.archive.snapshot()).toEqual(alone.archive.snapshot());
    await expect(beginSeeds(task, folder)).rejects.toThrow(/holds a run already/);
    // One of them was never begun, the other was cut off.
    rmSync(join(folder, "seed-5"), { recursive: true });
    const journal = journalFile(join(folder, "seed-3"));
    const lines = readFileSync(journal, "utf8").split("\n");
    writeFileSync(journal, `${lines.slice(0, 3).join("\n")}\n`);
    appendFileSync(journal, "{torn");
    expect(seedStates(folder).map(({ state }) => state?.end)).toEqual([undefined, undefined]);
    const resumed = await resumeSeeds(folder, { threads: 2 });
    runs.forEach(({ state }, i) => {
      expect(resumed[i]?.state?.archive.snapshot()).toEqual(state?.archive.snapshot());
    });
  });

  it("stand in the place of one", () => {
    expect(taskWith({ seeds: [1, 2] }).seeds).toEqual([1, 2]);
    expect(() => taskWith({ seed: 1, seeds: [1] })).toThrow(/both seed and seeds/);
    expect(() => taskWith({ seeds: [1, 1] })).toThrow(/seeds/);
  });
});
