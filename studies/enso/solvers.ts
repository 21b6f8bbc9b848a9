// The solvers that are compared: those of calibrate/optimizers, and the classical model that needs none.
// Invariant: settings hold for all numbers of components. Those of CMA-ES and differential evolution are the ones of three and
// five tried that did best at 10 components with 1500 evaluations; the others are as they were first written down.
import {
  AdamDescent,
  type Answer,
  CmaEs,
  DifferentialEvolution,
  Lbfgs,
  NelderMead,
  type Optimizer,
} from "../../calibrate/optimizers/index.js";
import { residuals } from "./coordinates.js";
import { GRADIENT_UNITS, type Problem, type Solver } from "./solver.js";

/** In the coordinates; there the second derivatives are near the number of months, so this is a small part of a standard error. */
const GTOL = 1e-3;
const LBFGS = { memory: 20, gtol: GTOL } as const;
const ADAM = { learningRate: 0.05, gtol: GTOL } as const;
const CMA_ES = { sigma: 0.1 } as const;
const EVOLUTION = { strategy: "best1bin", size: 50, weight: 0.5, crossover: 0.9 } as const;
/** Half the width of the box around the start that differential evolution searches, and of its side of r; the optima of F and Q lie within. */
const REACH = { each: 1, r: 5 } as const;
const SIMPLEX = { adaptive: true, xatol: 1e-6, fatol: 1e-6 } as const;
/** Of a forward difference: near the root of the rounding of a value. */
const DIFFERENCE = 1e-6;

export const lbfgs: Solver = {
  name: "l-bfgs",
  gradients: true,
  starts: 8,
  settings: LBFGS,
  solve: (problem, start) => drive(Lbfgs.from(start, LBFGS), problem),
};

/**
 * No search: F is the Green function, Q the covariance of what it leaves, the observation has the least variance. The start is not used.
 * The structure must be the dense one.
 */
const greenFunction: Solver = {
  name: "green-function",
  gradients: false,
  starts: 1,
  settings: {},
  solve(problem) {
    const { dimension } = problem.objective.states;
    const { green, factor } = residuals(problem.objective.states);
    const triangle = Array.from({ length: dimension }, (_, i) =>
      factor.slice(i * dimension, i * dimension + i + 1),
    ).flatMap((row) => [...row]);
    const parameters = Float64Array.of(...green, ...triangle, -20);
    problem.value(problem.coordinates.fromParameters(parameters));
    return "closed form";
  },
};

export const SOLVERS: readonly Solver[] = [
  greenFunction,
  lbfgs,
  {
    name: "adam",
    gradients: true,
    starts: 2,
    settings: ADAM,
    solve: (problem, start) => drive(AdamDescent.from(start, ADAM), problem),
  },
  {
    name: "cma-es",
    gradients: false,
    starts: 2,
    settings: CMA_ES,
    solve: (problem, start, seed) => drive(CmaEs.from(start, { ...CMA_ES, seed }), problem),
  },
  {
    name: "differential-evolution",
    gradients: false,
    starts: 2,
    settings: { ...EVOLUTION, REACH },
    solve(problem, start, seed) {
      const bounds = Array.from(start, (x, i) => {
        const reach = i === start.length - 1 ? REACH.r : REACH.each;
        return [x - reach, x + reach] as const;
      });
      // The start is evaluated, so that what is wrong with it is told, and so that it counts as a member does.
      problem.value(start);
      return drive(DifferentialEvolution.within(bounds, { ...EVOLUTION, seed }), problem);
    },
  },
  {
    name: "nelder-mead",
    gradients: false,
    most: 6,
    starts: 2,
    settings: SIMPLEX,
    solve: (problem, start) => drive(NelderMead.from(start, SIMPLEX), problem),
  },
  {
    name: "l-bfgs by differences",
    gradients: false,
    starts: 2,
    settings: { ...LBFGS, DIFFERENCE },
    solve: (problem, start) => drive(Lbfgs.from(start, LBFGS), problem, "differences"),
  },
];

/** @throws Error for a name that is no solver's */
export function solverNamed(name: string): Solver {
  const solver = SOLVERS.find((known) => known.name === name);
  if (!solver) throw new Error(`there is no solver ${JSON.stringify(name)}`);
  return solver;
}

/** Answers an optimiser until it stops or the budget has no room for its next request. */
function drive(optimizer: Optimizer, problem: Problem, gradients: "exact" | "differences" = "exact"): string {
  for (;;) {
    if (optimizer.stopped !== undefined) return optimizer.stopped;
    const { points, need } = optimizer.ask();
    const [units, evaluate] =
      need === "value"
        ? [1, (x: Float64Array) => problem.value(x)]
        : gradients === "exact"
          ? [GRADIENT_UNITS, (x: Float64Array) => problem.valueAndGradient(x)]
          : [problem.coordinates.count + 1, (x: Float64Array) => byDifferences(problem, x)];
    if (points.length * units > problem.left) return "budget";
    optimizer.tell(points.map(evaluate));
  }
}

/** A gradient from one value more for each coordinate. */
function byDifferences(problem: Problem, point: Float64Array): Answer | undefined {
  const here = problem.value(point);
  if (!here) return undefined;
  const gradient = new Float64Array(point.length);
  const moved = point.slice();
  for (let i = 0; i < point.length; i++) {
    const step = DIFFERENCE * Math.max(1, Math.abs(point[i]!));
    moved[i] = point[i]! + step;
    const there = problem.value(moved);
    moved[i] = point[i]!;
    if (!there) return undefined;
    gradient[i] = (there.value - here.value) / step;
  }
  return { value: here.value, gradient };
}
