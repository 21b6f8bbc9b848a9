// One target fitted by one optimiser with some seeds: what a thread does for the inner-loop study.
// Invariant: a budget counts evaluations of all fitted points, with or without derivatives; what a run has found at a budget is its best point by
// training loss within it, judged by the held-out points.
import { optimizers, transformFor } from "../../calibrate/index.js";
import { evaluator } from "../../calibrate/threads/least-squares.js";
import type { Program } from "../../host/program.js";
import { abscissae, drawSeed, samplesOf, startOf, type Target } from "./targets.js";

export const METHODS = [
  "adam",
  "l-bfgs",
  "levenberg-marquardt",
  "ladder",
  "nelder-mead",
  "cma-es",
  "differential-evolution",
] as const;
export type Method = (typeof METHODS)[number];

/** Budgets, in evaluations. */
export const BUDGETS = [100, 300, 1000, 3000] as const;
/** Published: a held-out mean squared error below this is a success; the noise alone gives 0.0004. */
export const SUCCESS = 1e-3;

export interface InnerLoopInput {
  readonly target: Target;
  readonly method: Method;
  readonly seeds: readonly number[];
}

/** By seed, by budget: the held-out mean squared error. Where the optimiser has stopped before, that of its end; null when nothing could be evaluated. */
export type InnerLoopResult = readonly (readonly (number | null)[])[];

export function runSeeds(program: Program, { target, method, seeds }: InnerLoopInput): InnerLoopResult {
  const names = [...program.parameters.keys()];
  const set = (values: ArrayLike<number>): void =>
    program.setParameters(new Map(names.map((name, j) => [name, values[j]!])));
  const at = (values: ArrayLike<number>, x: Float64Array): Float64Array => {
    set(values);
    return program.batch("curve", [x], { onFailure: "throw" }).values;
  };
  const clean = at(target.truth, abscissae());
  return seeds.map((seed) => {
    const { train, heldOut } = samplesOf(clean, seed);
    const start = startOf(names.length, seed);
    const residuals = evaluator(program, { predict: "curve", columns: [train.x], target: train.y });
    const evaluate = (u: Float64Array) => {
      const answer = residuals(u, "jacobian");
      if (!answer) return undefined;
      const gradient = Float64Array.from(answer.jacobian!, (column) =>
        column.reduce((sum, d, i) => sum + d * answer.residuals![i]!, 0),
      );
      return { ...answer, gradient };
    };
    // Without bounds the transforms are identities: coordinates are the constants.
    const search = optimiserOf(method, target, start, seed, evaluate);
    return BUDGETS.map((maxEvaluations) => {
      optimizers.minimize(search, evaluate, { maxEvaluations });
      const { best } = search;
      if (!best) return null;
      const predicted = at(best.x, heldOut.x);
      const error =
        predicted.reduce((sum, value, i) => sum + (value - heldOut.y[i]!) ** 2, 0) / predicted.length;
      return Number.isFinite(error) ? error : null;
    });
  });
}

/** Box of differential evolution, the one that the published cascade draws its starts from. */
const BOX = [-6, 6] as const;
const FREE = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

function optimiserOf(
  method: Method,
  { linear }: Target,
  start: Float64Array,
  seed: number,
  evaluate: (u: Float64Array) => optimizers.Answer | undefined,
): optimizers.Optimizer {
  switch (method) {
    case "adam":
      return optimizers.AdamDescent.from(start, { learningRate: 0.01 });
    case "l-bfgs":
      return optimizers.Lbfgs.from(start);
    case "levenberg-marquardt":
      return optimizers.LevenbergMarquardt.from(start);
    case "nelder-mead":
      return optimizers.NelderMead.from(start, { xatol: 1e-8, fatol: 1e-8 });
    case "cma-es":
      return optimizers.CmaEs.from(start, { seed: drawSeed(seed), sigma: 1 });
    case "differential-evolution":
      return optimizers.DifferentialEvolution.within(
        Array.from(start, () => BOX),
        { seed: drawSeed(seed) },
      );
    case "ladder": {
      const transform = transformFor(FREE);
      const coordinates = Array.from(start, (value) => ({ value, bounds: FREE, transform }));
      const found = optimizers.linearParameters(
        evaluate,
        start,
        start.map((value, j) => value + 0.3 + 0.1 * j),
      );
      // The search for linear constants is paid for by none of the budgets; it takes as many evaluations as there are constants, and two.
      if (found.some((j) => !linear.includes(j)))
        throw new RangeError("a constant was taken for linear that is not");
      return optimizers.ladder(coordinates, { seed: drawSeed(seed), linear: found });
    }
  }
}
