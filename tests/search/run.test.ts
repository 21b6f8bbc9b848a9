// Whole searches: repeatable with any number of threads, resumed from any prefix of their journal, and honest about the test rows.
import {
  appendFileSync,
  cpSync,
  existsSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Journal, type JournalRecord, journalFile, readJournal } from "../../search/journal.js";
import { beginSearch, resumeSearch, searchState } from "../../search/session.js";
import type { Task } from "../../search/task.js";
import { csv, decay, grammarTask, runFolder, START, script, taskOn, temporary } from "./support.js";

describe("a search with the grammar", () => {
  it("gives the same archive and end for any number of threads, and another one for another seed", async () => {
    const { task } = grammarTask();
    const one = await beginSearch(task, runFolder(), { threads: 1 });
    const three = await beginSearch(task, runFolder(), { threads: 3 });
    expect(three.archive.snapshot()).toEqual(one.archive.snapshot());
    expect(three.end).toEqual(one.end);
    expect(one.archive.evaluated).toBe(30);
    const other = await beginSearch({ ...task, seed: 2 }, runFolder(), { threads: 2 });
    expect(other.archive.snapshot()).not.toEqual(one.archive.snapshot());
  });

  it("improves on its start, with finalists that have converged or were refitted", async () => {
    const { task } = grammarTask({ budget: { evaluations: 120 } });
    const state = await beginSearch(task, runFolder(), { threads: 2 });
    const [best] = state.archive.hall(1);
    const lineage = state.archive.lineage(best?.hash ?? "");
    expect(lineage[0]).toEqual(best);
    lineage.slice(1).forEach((parent, i) => {
      expect(lineage[i]?.parents[0]).toBe(parent.hash);
      expect(parent.batch).toBeLessThan(lineage[i]?.batch ?? 0);
    });
    const start = state.archive.hall(1000).find(({ proposer }) => proposer === "start");
    expect(best?.score.validationLoss).toBeLessThan((start?.score.validationLoss ?? 0) / 2);
    for (const { hash, score } of state.archive.hall(10))
      expect(score.converged || state.refits.has(hash)).toBe(true);
  });
});

describe("a journal", () => {
  it("is enough to go on from wherever it ends, to the same end", async () => {
    const { task } = grammarTask();
    const whole = runFolder();
    const state = await beginSearch(task, whole, { threads: 2 });
    const lines = readFileSync(journalFile(whole), "utf8").split("\n").slice(0, -1);
    expect(lines.length).toBeGreaterThan(20);
    // After the start, within a batch, behind a batch, before the end; whole lines, and one cut off in the middle.
    for (const [count, rest] of [
      [1, ""],
      [5, '{"kind":"resu'],
      [Math.floor(lines.length / 2), '{"kind"'],
      [lines.length - 1, ""],
    ] as const) {
      // prettier-ignore
      const cut = runFolder();
      cpSync(whole, cut, { recursive: true });
      writeFileSync(journalFile(cut), `${lines.slice(0, count).join("\n")}\n${rest}`);
      const resumed = await resumeSearch(cut, { threads: 2 });
      expect(resumed.archive.snapshot()).toEqual(state.archive.snapshot());
      expect(resumed.end).toEqual(state.end);
      const results = readJournal(cut).records.filter(({ kind }) => kind === "result");
      expect(results).toHaveLength(30);
    }
    expect(searchState(whole).archive.snapshot()).toEqual(state.archive.snapshot());
  });

  it("can be interrupted and resumed", async () => {
    const { task } = grammarTask();
    const undisturbed = await beginSearch(task, runFolder(), { threads: 2 });
    const folder = runFolder();
    const stop = new AbortController();
    const run = beginSearch(task, folder, {
      threads: 2,
      signal: stop.signal,
      onBatch: ({ batch }) => {
        if (batch === 2) stop.abort(new Error("stopped"));
      },
    });
    await expect(run).rejects.toThrow("stopped");
    expect(searchState(folder)).toMatchObject({ batch: 2, end: undefined });
    const resumed = await resumeSearch(folder, { threads: 1 });
    expect(resumed.archive.snapshot()).toEqual(undisturbed.archive.snapshot());
  });

  it("that is damaged in the middle, of another format, or not there is an error with its place", () => {
    const { task } = grammarTask();
    const folder = runFolder();
    Journal.create(folder, task, "").close();
    appendFileSync(journalFile(folder), "{nonsense}\n");
    expect(() => readJournal(folder)).toThrow(expect.objectContaining({ kind: "journal", line: 2 }));
    truncateSync(journalFile(folder), 20);
    expect(() => readJournal(folder)).toThrow(/had not begun/);
    writeFileSync(journalFile(folder), '{"kind":"start","format":99}\n');
    expect(() => readJournal(folder)).toThrow(/not a journal of format 1/);
    expect(() => readJournal(temporary())).toThrow(/holds no run/);
  });

  it("goes on with the data that it began with, or not at all", async () => {
    const { folder, task } = grammarTask();
    const run = runFolder();
    const stop = new AbortController();
    const onBatch = (): void => stop.abort(new Error("stopped"));
    await expect(beginSearch(task, run, { threads: 1, signal: stop.signal, onBatch })).rejects.toThrow(
      "stopped",
    );
    writeFileSync(
      join(folder, "validation.csv"),
      csv((t) => decay(t) + 1e-9, 21, 30),
    );
    await expect(resumeSearch(run, { threads: 1 })).rejects.toThrow(/the data are not those/);
    writeFileSync(join(folder, "validation.csv"), csv(decay, 21, 30));
    expect((await resumeSearch(run, { threads: 1 })).archive.evaluated).toBe(30);
  });

  it("has one writer", () => {
    const { task } = grammarTask();
    const folder = runFolder();
    const journal = Journal.create(folder, task, "");
    // A process that surely lives: the one that started this one.
    writeFileSync(join(folder, "lock"), String(process.ppid));
    expect(() => Journal.resume(folder)).toThrow(/is running the search/);
    journal.close();
    expect(() => Journal.create(folder, task, "")).toThrow(/holds a run already/);
    // One that is gone holds nothing.
    writeFileSync(join(folder, "lock"), "999999999");
    Journal.resume(folder).journal.close();
    expect(existsSync(join(folder, "lock"))).toBe(false);
  });
});

describe("a script", () => {
  const programs = [
    "(define (model t) (+ 1.0 (* 2.0 (exp (* -0.2 t)))))",
    "(define (model t) (+ 1.5 (* 3.0 (exp (* -0.3 t)))))",
    "(define (model t) (+ t tau))",
    "(define (model t) (let loop () (loop)))",
    START,
  ];
  const scripted = (more: Readonly<Record<string, unknown>> = {}) => {
    const made = taskOn(
      decay,
      { proposers: [{ kind: "scripted", file: "programs.scm" }], islands: { count: 2, batch: 2 }, ...more },
      { "programs.scm": script(...programs), "test.csv": csv(decay, 31, 40) },
    );
    const at = (name: string): string => join(made.folder, name);
    const task: Task = {
      ...made.task,
      data: { ...made.task.data, test: at("test.csv") },
      proposers: [{ kind: "scripted", weight: 1, file: at("programs.scm") }],
    };
    return { ...made, task };
  };

  it("is proposed once, rejected and scored as it deserves, and ends the search", async () => {
    const { task } = scripted();
    const folder = runFolder();
    const state = await beginSearch(task, folder, { threads: 1 });
    expect(state.end?.reason).toBe("the script has no more programs");
    expect(state.archive.proposed).toBe(5);
    expect(state.archive.evaluated).toBe(3);
    expect(state.archive.funnel()).toEqual([
      { stage: "scope", code: "unbound", count: 1 },
      { stage: "duplicate", code: "duplicate", count: 1 },
      { stage: "dry-run", code: "fuel", count: 1 },
    ]);
    const [best] = state.archive.hall(1);
    expect(best?.complexity).toBe(8);
    expect(best?.score.validationLoss).toBeLessThan(1e-20);
    expect(best?.score.calibrated[0]?.parameters.c3).toBeCloseTo(-0.1, 8);
    expect(state.end?.finalists.find(({ hash }) => hash === best?.hash)?.testLoss).toBeLessThan(1e-20);
    await expect(resumeSearch(folder)).rejects.toThrow(/has ended/);
  });

  it("never looks at the test rows before the end", async () => {
    const { folder, task } = scripted();
    rmSync(join(folder, "test.csv"));
    const run = runFolder();
    await expect(beginSearch(task, run, { threads: 1 })).rejects.toThrow(/cannot read the data/);
    // Everything but the end was done without the file, and with it the search ends.
    const kinds = (): string[] => readJournal(run).records.map(({ kind }: JournalRecord) => kind);
    expect(kinds().filter((kind) => kind === "batch")).toHaveLength(3);
    expect(kinds()).not.toContain("end");
    writeFileSync(join(folder, "test.csv"), csv(decay, 31, 40));
    expect(
      (await resumeSearch(run, { threads: 1 })).end?.finalists.every(({ testLoss }) => testLoss !== null),
    ).toBe(true);
  });

  it("that starts a search and does not work is told", async () => {
    const { folder, task } = scripted();
    writeFileSync(join(folder, "bad.scm"), "(define (model t) (/ t 0.0))");
    const state = await beginSearch({ ...task, start: [join(folder, "bad.scm")] }, runFolder(), {
      threads: 1,
    });
    expect(state.faults).toEqual([expect.stringMatching(/^a start program does not work: dry-run: /)]);
  });

  it("that starts a search must be what the task allows", async () => {
    const { folder, task } = scripted();
    writeFileSync(join(folder, "bad.scm"), "(define (model t)\n  (car t))\n");
    const run = runFolder();
    await expect(beginSearch({ ...task, start: [join(folder, "bad.scm")] }, run)).rejects.toMatchObject({
      kind: "task",
      file: join(folder, "bad.scm"),
      line: 2,
      column: 4,
    });
    expect(existsSync(run)).toBe(false);
  });
});
