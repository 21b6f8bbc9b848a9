// The example that `search init` writes: a task with comments, its data, and a program to start from.
// Invariant: the files run as they are; the data are drawn from a known law, so the example is its own check.
import { randomFor } from "./random.js";

const TASK = `// A task of dmci-wasm search. Comments are allowed; docs/task.schema.json describes every member.
// Run it:   npx dmci-wasm search task.jsonc --out run
{
  "name": "cooling",
  "description": "Temperature of a cup of tea in a room of constant temperature.",

  // Rows to fit constants to, rows to rank programs by, and rows that are read once, when the search has ended.
  // With "group": "column", the rows of each value of that column are fitted separately.
  "data": { "train": "train.csv", "validation": "validation.csv", "test": "test.csv" },

  // Every candidate defines (define (model t) …), which is called with the columns of one row.
  // Units are optional; with them, programs that add seconds to kelvins are thrown out before they run.
  "entry": { "name": "model", "arguments": [{ "column": "t", "unit": "min", "meaning": "time since it was poured" }] },
  "target": { "column": "temperature", "unit": "K", "meaning": "temperature of the tea" },
  // Or "huber", "student-t" (with "noise": { "sigma": 0.1 }), "poisson".
  "loss": "squared",

  // What a candidate may be made of.
  "language": {
    "primitives": ["+", "-", "*", "/", "exp", "log", "sqrt", "min", "max", "<"],
    "forms": ["let", "if"],
    "maxNodes": 30,
    "maxParameters": 5
  },

  // What one candidate may use: steps of an evaluation, MiB, characters of output, seconds of the clock in all.
  "limits": { "fuel": 100000, "heap": 32, "stack": 8, "tape": 64, "output": 1000, "seconds": 20 },
  "fit": { "cheapIterations": 8, "iterations": 60 },

  // When to stop. Without "seconds", the same seed gives the same archive.
  "budget": { "evaluations": 150 },

  // Who writes programs, and in which proportion. A language model is asked when one is listed:
  //   { "kind": "language-model", "weight": 1 }
  // with DMCI_LLM_BASE_URL, DMCI_LLM_MODEL and DMCI_LLM_API_KEY in the environment.
  "proposers": [{ "kind": "grammar", "weight": 1 }],

  "start": ["start.scm"],
  // In its place, "seeds": [1, 2, 3] makes a run for each.
  "seed": 1,
  "islands": { "count": 2, "batch": 16, "migrateEvery": 3, "migrants": 1 }
}
`;

const START = `; A straight line, to begin with.
(define-parameter a 350.0)
(define-parameter b -1.0)
(define (model t) (+ a (* b t)))
`;

/** Names and contents of the example's files. Newton's law: 293 + 70 exp(-t/25) K, with noise of 0.1 K. */
export function exampleFiles(): Readonly<Record<string, string>> {
  const random = randomFor(2026);
  const rows = (from: number, to: number, step: number): string => {
    const lines = ["t,temperature"];
    for (let t = from; t <= to; t += step)
      lines.push(`${t},${(293 + 70 * Math.exp(-t / 25) + 0.1 * random.normal()).toFixed(3)}`);
    return `${lines.join("\n")}\n`;
  };
  return {
    "task.jsonc": TASK,
    "start.scm": START,
    "train.csv": rows(0, 60, 2),
    "validation.csv": rows(61, 90, 3),
    "test.csv": rows(92, 120, 4),
  };
}
