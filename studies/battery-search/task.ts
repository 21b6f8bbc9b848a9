// The study's searches as tasks: files of rows in a folder, and the task about them.
// Invariant: every cell's constants are fitted to its own points before the border; later points of the validation cells rank structures;
// later points of the test cells are in a file that the search opens when it has ended. Which cells are which is decided by their number.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkTask, type Task } from "../../search/index.js";
import { type Curve, POINTS } from "./cells.js";

/** First point that is forecast: the published late and early borders. */
export const BORDERS = { late: 70, early: 45 } as const;
export type Border = keyof typeof BORDERS;

export interface Budget {
  readonly evaluations: number;
  readonly seconds?: number;
  /** Mean squared error of the validation cells' forecasts at which a search ends. */
  readonly validationLoss?: number;
}

/** The seed of the published search: capacity falls with the square root of time, without an end in sight. */
export const SQUARE_ROOT = `(define-parameter q0 1.0)
(define-parameter b 0.016)
(define (model k) (- q0 (* b (sqrt k))))
`;

/** Points that are forecast: every tenth from the border on, and the last. */
export function forecastPoints(border: number): number[] {
  const points: number[] = [];
  for (let k = border; k < POINTS - 1; k += 10) points.push(k);
  return [...points, POINTS - 1];
}

/** What one search is about. */
export interface Problem {
  readonly name: string;
  readonly curves: readonly Curve[];
  readonly border: number;
  /** Whether the later points of a cell rank structures; those of the other cells are the test. */
  readonly ranks: (index: number) => boolean;
}

/** Writes the rows and the start program into an existing folder, and answers the task. */
export function writeTask(folder: string, problem: Problem, budget: Budget, seed: number): Task {
  const { name, curves, border, ranks } = problem;
  const later = forecastPoints(border);
  const earlier = Array.from({ length: border }, (_, k) => k);
  const tested = curves.filter((_, i) => !ranks(i));
  const files = {
    "train.csv": rows(curves, earlier),
    "validation.csv": rows(
      curves.filter((_, i) => ranks(i)),
      later,
    ),
    ...(tested.length > 0 ? { "test.csv": rows(tested, later) } : {}),
    "start.scm": SQUARE_ROOT,
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const at = (file: string): string => join(folder, file);
  return checkTask({
    name,
    data: {
      train: at("train.csv"),
      validation: at("validation.csv"),
      ...(tested.length > 0 ? { test: at("test.csv") } : {}),
      group: "cell",
    },
    entry: { name: "model", arguments: [{ column: "k" }] },
    target: { column: "health" },
    language: {
      primitives: ["+", "-", "*", "/", "sqrt", "exp", "log", "expt", "min", "max", "<"],
      forms: ["if", "let"],
      maxNodes: 24,
      maxParameters: 6,
    },
    limits: { fuel: 20000, heap: 32, stack: 8, tape: 64, output: 1000, seconds: 60 },
    fit: { cheapIterations: 8, iterations: 60, finalIterations: 300 },
    budget,
    proposers: [{ kind: "grammar" }],
    start: [at("start.scm")],
    seed,
    islands: { count: 2, batch: 16, migrateEvery: 5, migrants: 2 },
  });
}

function rows(curves: readonly Curve[], points: readonly number[]): string {
  const lines = curves.flatMap(({ cell, health }) => points.map((k) => `${cell},${k},${health[k]}`));
  return `cell,k,health\n${lines.join("\n")}\n`;
}
