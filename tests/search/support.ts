// What the search's tests share: a small task in a folder of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { checkTask, type Task } from "../../search/task.js";

export const MINIMAL = {
  name: "line",
  data: { train: "train.csv", validation: "validation.csv" },
  entry: { name: "model", arguments: [{ column: "t" }] },
  target: { column: "y" },
  language: { primitives: ["+", "-", "*", "/", "exp", "sqrt", "min", "max", "<"] },
  budget: { evaluations: 20 },
  proposers: [{ kind: "grammar" }],
};

/** The minimal task with other members. */
export function taskWith(changes: Readonly<Record<string, unknown>> = {}): Task {
  return checkTask({ ...MINIMAL, ...changes });
}

/** A folder that is removed when the tests of the file have ended. */
export function temporary(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "dmci-search-"));
  for (const [name, contents] of Object.entries(files)) writeFileSync(join(folder, name), contents);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A CSV of a function of t. */
export function csv(f: (t: number) => number, from: number, to: number, step = 1): string {
  const rows: string[] = [];
  for (let t = from; t <= to; t += step) rows.push(`${t},${f(t)}`);
  return `t,y\n${rows.join("\n")}\n`;
}

/** A folder with a task on data of a law, and the task with its paths in it. */
export function taskOn(
  law: (t: number) => number,
  changes: Readonly<Record<string, unknown>> = {},
  files: Readonly<Record<string, string>> = {},
): { folder: string; task: Task } {
  const folder = temporary({
    "train.csv": csv(law, 0, 20),
    "validation.csv": csv(law, 21, 30),
    ...files,
  });
  const at = (name: string): string => join(folder, name);
  return {
    folder,
    task: taskWith({
      data: { train: at("train.csv"), validation: at("validation.csv") },
      limits: { fuel: 20000, heap: 16, stack: 4, tape: 32, output: 1000, seconds: 20 },
      ...changes,
    }),
  };
}

/** The law of the searches that tests run whole. */
export const decay = (t: number): number => 3 * Math.exp(-0.1 * t) + 1;

/** The program that they start from. */
export const START = "(define-parameter a 1.0)\n(define-parameter b 0.1)\n(define (model t) (+ a (* b t)))\n";

/** A search with a grammar from a start program, which a few dozen candidates decide. */
export function grammarTask(changes: Readonly<Record<string, unknown>> = {}): { folder: string; task: Task } {
  const { folder, task } = taskOn(decay, {
    language: {
      primitives: ["+", "-", "*", "exp", "min"],
      forms: ["let", "if"],
      maxNodes: 16,
      maxParameters: 4,
    },
    fit: { iterations: 15, finalIterations: 60 },
    budget: { evaluations: 30 },
    islands: { count: 2, batch: 8, migrateEvery: 2, migrants: 1 },
    ...changes,
  });
  const start = join(folder, "start.scm");
  writeFileSync(start, START);
  return { folder, task: { ...task, start: [start] } };
}

/** Where a run may be made. */
export const runFolder = (): string => join(temporary(), "run");

/** A scripted proposer's file of programs. */
export function script(...programs: readonly string[]): string {
  return programs.map((program) => `;;;\n${program}\n`).join("");
}
