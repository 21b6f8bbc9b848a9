// Symbolic regression: which formulas does the grammar proposer find again, with constants calibrated by exact gradients?
//
// Experiment D: five seeds, 1,000 programs each, as published (there, one fit of 20 steps each). Feynman equations: one seed each.
// Definition: a formula is recovered when the program's RMSE at fresh points of the same ranges is at most 1e-6 of the target's standard
// deviation; whether the program's text is the formula's is not asked.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkTask, type Task } from "../../search/index.js";
import { searchReport } from "../../search/report/index.js";
import { searched } from "../searching.js";
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { columns } from "../table.js";
import { experimentD, feynmanTargets, type Rows, type Target } from "./targets.js";

const RECOVERED = 1e-6;
/** A search ends when the validation RMSE is this share of the standard deviation. */
const ENOUGH = 1e-7;
/** Least sums of squares of the published genetic search, seeds 0 to 4. */
const PUBLISHED_D: readonly number[] = [18.726223, 17.51626, 3.8025, 7.54396, 17.585594];

export interface SymbolicRow {
  readonly target: string;
  readonly formula: string;
  readonly seed: number;
  readonly recovered: boolean;
  /** RMSE at fresh points over the target's standard deviation; null: the program fails there. */
  readonly relativeTestRmse: number | null;
  /** Sum of squared errors at the training points. */
  readonly trainSquares: number;
  readonly program: string;
  readonly complexity: number;
  readonly evaluated: number;
  readonly seconds: number;
}

export const NOTES: readonly string[] = [
  "Data have no noise, so a recovered formula is exact up to rounding.",
  "Only the grammar proposed programs: there is no cache of a language model's answers to replay.",
];

interface Job {
  readonly target: Target;
  readonly seed: number;
}

export async function runSymbolic(options: StudyOptions): Promise<StudyOutcome> {
  const began = performance.now();
  const { only = "", quick = false, onProgress, signal } = options;
  const equations = await feynmanTargets();
  const jobs: Job[] = [
    ...[1, 2, 3, 4, 5].slice(0, quick ? 1 : 5).map((seed) => ({ target: experimentD(), seed })),
    ...(quick ? equations.slice(2, 5) : equations).map((target) => ({ target, seed: 1 })),
  ].filter(({ target }) => target.name.includes(only));
  if (jobs.length === 0)
    throw new Error(`no target's name contains "${only}"; names are D and those like ${equations[0]?.name}`);
  const rows: SymbolicRow[] = [];
  const reports = new Map<string, () => Promise<string>>();
  for (const [i, job] of jobs.entries()) {
    const { row, report } = await search(job, quick, signal);
    rows.push(row);
    reports.set(`${job.target.name}-${job.seed}.html`, report);
    onProgress?.(`${job.target.name}, seed ${job.seed}`, (i + 1) / jobs.length);
  }
  const d = rows.filter(({ target }) => target === "D");
  const feynman = rows.filter(({ target }) => target !== "D");
  const summary = {
    seeds: d.map(({ seed }) => seed),
    recoveredD: d.filter(({ recovered }) => recovered).length,
    searchesD: d.length,
    squaresD: d.map(({ trainSquares }) => trainSquares),
    publishedSquaresD: PUBLISHED_D,
    recoveredFeynman: feynman.filter(({ recovered }) => recovered).length,
    equations: feynman.length,
    seconds: (performance.now() - began) / 1000,
    notes: NOTES,
  };
  const record = await recordOf(
    "interpreter",
    jobs.map(({ seed }) => seed),
  );
  return {
    report: { study: "symbolic", summary, rows: rows.map((row) => ({ ...row })), record },
    text: describe(rows, summary),
    files: async () => {
      const files = new Map<string, string>();
      for (const [name, report] of reports) files.set(name, await report());
      return files;
    },
  };
}

async function search({ target, seed }: Job, quick: boolean, signal: AbortSignal | undefined) {
  const scale = deviation(target.test.target);
  const found = await searched((folder) => taskOf(folder, target, seed, quick), signal ? { signal } : {});
  const { best, state, seconds } = found;
  const loss = state.end?.finalists.find(({ hash }) => hash === best.hash)?.testLoss ?? null;
  const relativeTestRmse = loss === null ? null : Math.sqrt(loss) / scale;
  const row: SymbolicRow = {
    target: target.name,
    formula: target.formula,
    seed,
    recovered: relativeTestRmse !== null && relativeTestRmse <= RECOVERED,
    relativeTestRmse,
    trainSquares: best.score.trainLoss * target.train.target.length,
    program: best.text,
    complexity: best.complexity,
    evaluated: state.archive.evaluated,
    seconds,
  };
  return { row, report: () => searchReport(found) };
}

function taskOf(folder: string, target: Target, seed: number, quick: boolean): Task {
  const names = target.train.columns.map((_, i) => `x${i + 1}`);
  const file = (name: string, { columns: x, target: y }: Rows): string => {
    const lines = Array.from(y, (value, i) => [...x.map((column) => column[i]), value].join(","));
    const path = join(folder, name);
    writeFileSync(path, `${[...names, "y"].join(",")}\n${lines.join("\n")}\n`);
    return path;
  };
  return checkTask({
    name: target.name,
    description: target.formula,
    data: {
      train: file("train.csv", target.train),
      validation: file("validation.csv", target.validation),
      test: file("test.csv", target.test),
    },
    entry: { name: "model", arguments: names.map((column) => ({ column })) },
    target: { column: "y" },
    language: { primitives: target.primitives, forms: [], maxNodes: 24, maxParameters: 6 },
    limits: { fuel: 10000, heap: 32, stack: 8, tape: 64, output: 1000, seconds: 30 },
    fit: { cheapIterations: 10, iterations: 60, starts: 3, finalIterations: 300 },
    budget: {
      evaluations: quick ? 100 : 1000,
      seconds: quick ? 5 : target.name === "D" ? 240 : 60,
      validationLoss: (ENOUGH * deviation(target.validation.target)) ** 2,
    },
    proposers: [{ kind: "grammar" }],
    seed,
    islands: { count: 2, batch: 24, migrateEvery: 5, migrants: 2 },
  });
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function describe(
  rows: readonly SymbolicRow[],
  summary: {
    readonly recoveredD: number;
    readonly searchesD: number;
    readonly recoveredFeynman: number;
    readonly equations: number;
    readonly seconds: number;
  },
): string {
  const lines = rows.map((row) => [
    row.target,
    String(row.seed),
    row.recovered ? "yes" : "no",
    row.relativeTestRmse === null ? "-" : row.relativeTestRmse.toExponential(1),
    row.trainSquares.toPrecision(3),
    String(row.evaluated),
    row.seconds.toFixed(1),
    row.formula,
  ]);
  const heading = [
    "target",
    "seed",
    "recovered",
    "relative RMSE",
    "training squares",
    "programs",
    "s",
    "formula",
  ];
  return [
    ...columns([heading, ...lines], new Set([1, 3, 4, 5, 6])),
    "",
    `experiment D: ${summary.recoveredD} of ${summary.searchesD} seeds recovered (published: 0 of 5; its least sums of squares ${PUBLISHED_D.map((x) => x.toPrecision(3)).join(", ")})`,
    `Feynman equations with at most two variables: ${summary.recoveredFeynman} of ${summary.equations}`,
    ...NOTES.map((note) => `  - ${note}`),
    "",
    `${summary.seconds.toFixed(0)} s`,
    "",
  ].join("\n");
}
