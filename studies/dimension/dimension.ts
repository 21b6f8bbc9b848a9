// The parameter-dimension study (experiment I): a sum over plant types fitted to 24 noise-free points, from 6 to 96 constants, by Adam,
// Levenberg–Marquardt and L-BFGS from the same starts.
// Invariants: all optimisers work on the same program, in the coordinates of the same transforms, from the same points; times are processor times
// of one thread. What is determined is asserted, what is not (more constants than points) is only reported, with the rank of the Jacobian.

import { optimizers } from "../../calibrate/index.js";
import { factor } from "../../calibrate/qr.js";
import { evaluator, transformsOf } from "../../calibrate/threads/least-squares.js";
import type { Program } from "../../host/program.js";
import { recordOf, type StudyOptions, type StudyOutcome } from "../study.js";
import { brief, columns } from "../table.js";
import { canopyProgram, driversOf, ENTRY, PER_TYPE, startNear, truthOf } from "./canopy.js";

export const DIMENSIONS = [6, 12, 24, 48, 96] as const;
const SEEDS = [0, 1, 2] as const;
const POINTS = 24;
const FRESH_POINTS = 240;
/** Of the seed of the fresh sample, as published. */
const FRESH_SEED = 10_000;
/** Fresh mean squared error up to which a fit of 6 or 12 constants counts as having found the truth; predictions are of the order of 5. */
export const FOUND = 1e-6;
const ASSERTED = 12;
/** Training losses up to this are the same: residuals of 1e-10 of noise-free data are rounding. */
const MET = 1e-20;

const METHODS = ["adam", "levenberg-marquardt", "l-bfgs"] as const;
export type Method = (typeof METHODS)[number];

export interface DimensionRow {
  readonly dimension: number;
  readonly seed: number;
  readonly method: Method;
  /** Mean squared error on the 24 points. */
  readonly loss: number;
  /** On 240 fresh points. */
  readonly freshLoss: number;
  readonly evaluations: number;
  readonly stopped: string;
  /** Processor time. */
  readonly seconds: number;
  /** Of the Jacobian on the 24 points at the end; at most 24. */
  readonly rank: number;
}

export interface DimensionSummary {
  readonly engine: string;
  readonly rows: number;
  /** Runs in which Levenberg–Marquardt's training loss is at most Adam's, of all. */
  readonly lossAtMostAdam: number;
  readonly runs: number;
  /** Largest share of Adam's time that Levenberg–Marquardt took, by dimension. */
  readonly timeShare: Readonly<Record<string, number>>;
  /** Largest fresh error of Levenberg–Marquardt up to 12 constants. */
  readonly freshLossUpTo12: number;
  readonly failures: readonly string[];
  readonly notes: readonly string[];
  readonly seconds: number;
}

const NOTES: readonly string[] = [
  "Adam as published: rate 0.02, at most 2000 iterations, gradient cut to length 10, patience 200; in the coordinates of the transforms (logit between the bounds), which are those of the others.",
  "Published for Adam at 6 to 96 constants: fresh errors of 1.7e-2 to 1.5e-1.",
  "24 points do not determine 48 or 96 constants: the rank of the Jacobian is at most 24, and a training loss of 0 says nothing about fresh points.",
];

/** `only`: the dimension whose number it is; `quick`: one seed. */
export async function runDimension({
  load,
  quick = false,
  only = "",
  onProgress,
  signal,
}: StudyOptions): Promise<StudyOutcome> {
  const began = performance.now();
  const dimensions = DIMENSIONS.filter((d) => only === "" || String(d) === only);
  if (dimensions.length === 0)
    throw new Error(`there is no part "${only}"; there are: ${DIMENSIONS.join(", ")}`);
  const seeds = quick ? SEEDS.slice(0, 1) : SEEDS;
  const rows: DimensionRow[] = [];
  let engine = "";
  for (const [i, dimension] of dimensions.entries()) {
    const types = dimension / PER_TYPE;
    const truth = truthOf(types);
    const program = await load(canopyProgram(types, truth), { file: `canopy-${types}.scm` });
    engine = program.engine;
    try {
      for (const [s, seed] of seeds.entries()) {
        for (const method of METHODS) {
          signal?.throwIfAborted();
          rows.push(runOne(program, truth, dimension, seed, method));
        }
        onProgress?.(
          `${dimension} constants, seed ${seed}`,
          (i + (s + 1) / seeds.length) / dimensions.length,
        );
      }
    } finally {
      program.dispose();
    }
  }
  const summary = summaryOf(rows, engine, (performance.now() - began) / 1000);
  return {
    report: {
      study: "dimension",
      summary: { ...summary },
      rows: rows.map((row) => ({ ...row })),
      record: await recordOf(engine, seeds),
    },
    text: describe(rows, summary),
    ...(summary.failures.length > 0 ? { failure: summary.failures.join("; ") } : {}),
    files: async () => new Map(),
  };
}

/** Adam's patience: iterations without a new best. */
const PATIENCE = 200;
const ADAM_ITERATIONS = 2000;
const CLIP = 10;

function runOne(
  program: Program,
  truth: readonly number[],
  dimension: number,
  seed: number,
  method: Method,
): DimensionRow {
  const names = [...program.parameters.keys()];
  const transforms = transformsOf(program);
  const at = (values: readonly number[], drivers: readonly Float64Array[]): Float64Array => {
    program.setParameters(new Map(names.map((name, j) => [name, values[j]!])));
    return program.batch(ENTRY, drivers, { onFailure: "throw" }).values;
  };
  const drivers = driversOf(POINTS, seed);
  const fresh = driversOf(FRESH_POINTS, seed + FRESH_SEED);
  const target = at(truth, drivers);
  const freshTarget = at(truth, fresh);
  const evaluate = evaluator(program, { predict: ENTRY, columns: drivers, target });
  const start = Float64Array.from(startNear(truth, seed + 1), (value, j) => transforms[j]!.forward(value));
  const started = process.cpuUsage();
  const { x, evaluations, stopped } = minimised(method, start, (u) => {
    const answer = evaluate(u, "jacobian");
    if (!answer) return undefined;
    const { residuals, jacobian } = answer;
    // Mean of squares, as Adam's published loss; its gradient for the two that use one.
    const gradient = Float64Array.from(
      jacobian!,
      (column) => (2 / POINTS) * column.reduce((sum, d, i) => sum + d * residuals![i]!, 0),
    );
    return { ...answer, gradient };
  });
  const { user, system } = process.cpuUsage(started);
  const end = evaluate(x, "jacobian")!;
  const parameters = Array.from(x, (u, j) => transforms[j]!.inverse(u));
  return {
    ...{ dimension, seed, method, evaluations, stopped, seconds: (user + system) / 1e6 },
    loss: (2 * end.value) / POINTS,
    freshLoss: meanSquare(at(parameters, fresh), freshTarget),
    rank: rankOf(end.jacobian!),
  };
}

type Evaluate = (u: Float64Array) => (optimizers.Answer & { readonly gradient: Float64Array }) | undefined;

function minimised(method: Method, start: Float64Array, evaluate: Evaluate) {
  const meanOf = (u: Float64Array) => {
    const answer = evaluate(u);
    return answer && { value: (2 * answer.value) / POINTS, gradient: answer.gradient };
  };
  if (method === "adam") {
    const search = optimizers.AdamDescent.from(start, { learningRate: 0.02 });
    const clipped = (u: Float64Array) => {
      const answer = meanOf(u);
      const length = answer ? Math.hypot(...answer.gradient) : 0;
      return answer && length > CLIP
        ? { ...answer, gradient: answer.gradient.map((g) => (g * CLIP) / length) }
        : answer;
    };
    let since = 0;
    let least = Number.POSITIVE_INFINITY;
    const stopped = optimizers.minimize(search, clipped, {
      maxEvaluations: ADAM_ITERATIONS,
      expired: () => since >= PATIENCE,
      onStep: () => {
        const value = search.best?.value ?? least;
        since = value < least ? 0 : since + 1;
        least = Math.min(least, value);
      },
    });
    return {
      x: search.best!.x,
      evaluations: search.evaluations,
      stopped: stopped === "time" ? "patience" : stopped,
    };
  }
  const levenberg = method === "levenberg-marquardt";
  const search = levenberg
    ? optimizers.LevenbergMarquardt.from(start, { reductionTolerance: 1e-10, stepTolerance: 1e-10 })
    : optimizers.Lbfgs.from(start);
  const stopped = optimizers.minimize(search, levenberg ? evaluate : meanOf, {
    maxEvaluations: levenberg ? 200 : ADAM_ITERATIONS,
    // Noise-free data can be met to the last digit; a billionth of the unit is enough.
    expired: () => levenberg && (search.best?.value ?? 1) < EXACT,
  });
  return {
    x: search.best!.x,
    evaluations: search.evaluations,
    stopped: stopped === "time" ? "exact" : stopped,
  };
}

/** ½‖r‖² that counts as met: residuals of 1e-10. */
const EXACT = (POINTS / 2) * MET;

function rankOf(jacobian: readonly Float64Array[]): number {
  const rows = Math.max(POINTS, jacobian.length);
  const norms = jacobian.map((column) => Math.hypot(...column));
  const scaled = jacobian.map((column, j) => {
    const padded = new Float64Array(rows);
    for (let i = 0; i < column.length; i++) padded[i] = norms[j] === 0 ? 0 : column[i]! / norms[j]!;
    return padded;
  });
  const { r } = factor(scaled, new Float64Array(rows), true);
  return r.filter((column, k) => Math.abs(column[k]!) > 1e-10).length;
}

function meanSquare(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length;
}

function summaryOf(rows: readonly DimensionRow[], engine: string, seconds: number): DimensionSummary {
  const of = (method: Method) => rows.filter((row) => row.method === method);
  const adam = of("adam");
  const pairs = of("levenberg-marquardt").map((row, i) => ({ row, adam: adam[i]! }));
  const low = pairs.filter(({ row }) => row.dimension <= ASSERTED);
  const worst = pairs.filter(({ row, adam: theirs }) => row.loss > Math.max(theirs.loss, MET));
  const missed = low.filter(({ row }) => !(row.freshLoss <= FOUND));
  const share: Record<string, number> = {};
  for (const { row, adam: theirs } of pairs)
    share[row.dimension] = Math.max(share[row.dimension] ?? 0, row.seconds / theirs.seconds);
  return {
    ...{ engine, rows: rows.length, runs: pairs.length, timeShare: share, notes: NOTES, seconds },
    lossAtMostAdam: pairs.length - worst.length,
    freshLossUpTo12: low.reduce((most, { row }) => Math.max(most, row.freshLoss), 0),
    failures: [
      ...worst.map(({ row }) => `${row.dimension} constants, seed ${row.seed}: training loss above Adam's`),
      ...missed.map(
        ({ row }) =>
          `${row.dimension} constants, seed ${row.seed}: fresh error ${brief(row.freshLoss)}, above ${FOUND}`,
      ),
    ],
  };
}

function describe(rows: readonly DimensionRow[], summary: DimensionSummary): string {
  const head = [
    "constants",
    "seed",
    "method",
    "training",
    "fresh",
    "evaluations",
    "stopped",
    "seconds",
    "rank",
  ];
  const lines = rows.map((row) => [
    ...[String(row.dimension), String(row.seed), row.method, brief(row.loss), brief(row.freshLoss)],
    ...[String(row.evaluations), row.stopped, row.seconds.toFixed(2), String(row.rank)],
  ]);
  return [
    ...columns([head, ...lines], new Set([0, 1, 3, 4, 5, 7, 8])),
    "",
    `Levenberg–Marquardt: training loss at most Adam's in ${summary.lossAtMostAdam} of ${summary.runs} runs; its time, as a share of Adam's, at most ${Object.entries(
      summary.timeShare,
    )
      .map(([d, share]) => `${share.toFixed(2)} (${d})`)
      .join(", ")}`,
    ...summary.failures.map((failure) => `  WRONG: ${failure}`),
    ...summary.notes.map((note) => `- ${note}`),
    "",
    `${summary.seconds.toFixed(1)} s (${summary.engine})`,
    "",
  ].join("\n");
}
