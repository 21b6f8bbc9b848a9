// The inner-loop study (experiment F's four targets, the right structure given): how often an optimiser finds the constants, by budget.
// Invariant: through the interpreter, over threads, whatever engine was chosen; the same numbers for any number of threads.

import { parts } from "../../calibrate/index.js";
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { columns } from "../table.js";
import { openThreads } from "../threads.js";
import { BUDGETS, type InnerLoopInput, type InnerLoopResult, METHODS, type Method, SUCCESS } from "./runs.js";
import { TARGETS } from "./targets.js";

const SEEDS = 100;
const QUICK_SEEDS = 10;
/** The ladder must find this share of the seeds of each target with the largest budget. */
export const WANTED = 0.98;

export interface InnerLoopRow {
  readonly target: string;
  readonly method: Method;
  readonly seeds: number;
  /** By budget, in evaluations: share of the seeds with a held-out mean squared error below 0.001. */
  readonly success: Readonly<Record<string, number>>;
}

const NOTES: readonly string[] = [
  "Published start for each: constants drawn as 1 + 0.5 N(0, 1); the ladder begins 64 searches, of which that is the first; differential evolution draws from -6 to 6.",
  "Published: 6 of 12 and 9 of 12 for whole searches, which must find the structure, too; 11 of 12 with a cascade of 4 Adam starts and 48 L-BFGS starts.",
  "A budget counts evaluations of all 48 fitted points, whether or not derivatives are asked for.",
];

/** `quick`: 10 seeds; `only`: the methods whose name contains it. */
export async function runInnerLoop({
  quick = false,
  only = "",
  onProgress,
  signal,
}: StudyOptions): Promise<StudyOutcome> {
  const began = performance.now();
  const methods = METHODS.filter((method) => method.includes(only));
  if (methods.length === 0)
    throw new Error(`no method's name contains "${only}"; there are: ${METHODS.join(", ")}`);
  const seeds = Array.from({ length: quick ? QUICK_SEEDS : SEEDS }, (_, i) => i + 1);
  const pairs = TARGETS.flatMap((target) => methods.map((method) => ({ target, method })));
  const jobs = pairs.flatMap((pair) => parts(seeds, 4).map((some) => ({ ...pair, seeds: some })));
  const threads = await openThreads();
  try {
    const results = await threads.run<InnerLoopInput, InnerLoopResult>("innerLoop", jobs, {
      ...(signal ? { signal } : {}),
      onDone: (index, done) =>
        onProgress?.(`${jobs[index]!.target.name}: ${jobs[index]!.method}`, done / jobs.length),
    });
    const rows = pairs.map(({ target, method }): InnerLoopRow => {
      const errors = results
        .filter((_, i) => jobs[i]!.target === target && jobs[i]!.method === method)
        .flat();
      const share = (b: number): number =>
        errors.filter((one) => one[b] !== null && one[b]! < SUCCESS).length / errors.length;
      const success = Object.fromEntries(BUDGETS.map((budget, b) => [String(budget), share(b)]));
      return { target: target.name, method, seeds: errors.length, success };
    });
    const last = String(BUDGETS.at(-1));
    const least = Object.fromEntries(
      methods.map((method) => [
        method,
        Math.min(...rows.filter((row) => row.method === method).map(({ success }) => success[last]!)),
      ]),
    );
    const ladder = least.ladder;
    const failure =
      ladder !== undefined && ladder < WANTED
        ? `the ladder finds ${(100 * ladder).toFixed(0)} % of the seeds of its worst target, wanted are ${100 * WANTED} %`
        : undefined;
    const seconds = (performance.now() - began) / 1000;
    const summary = {
      seeds: seeds.length,
      budgets: BUDGETS,
      successThreshold: SUCCESS,
      leastSuccess: least,
      notes: NOTES,
      seconds,
    };
    return {
      report: {
        study: "inner-loop",
        summary,
        rows: rows.map((row) => ({ ...row })),
        record: await recordOf("interpreter", seeds),
      },
      text: describe(rows, seconds, failure),
      ...(failure === undefined ? {} : { failure }),
      files: async () => new Map(),
    };
  } finally {
    await threads.close();
  }
}

function describe(rows: readonly InnerLoopRow[], seconds: number, failure: string | undefined): string {
  const head = ["target", "method", ...BUDGETS.map((budget) => `${budget} evaluations`)];
  const lines = rows.map(({ target, method, success }) => [
    ...[target, method],
    ...BUDGETS.map((budget) => `${(100 * success[String(budget)]!).toFixed(0)} %`),
  ]);
  return [
    `Share of ${rows[0]!.seeds} seeds with a held-out mean squared error below ${SUCCESS}:`,
    "",
    ...columns([head, ...lines], new Set([2, 3, 4, 5])),
    "",
    ...(failure === undefined ? [] : [`  WRONG: ${failure}`]),
    ...NOTES.map((note) => `- ${note}`),
    "",
    `${seconds.toFixed(1)} s`,
    "",
  ].join("\n");
}
