// What a solver is to this study, and the fits that compare solvers.
// Invariant: at one number of components all solvers have the same starts, the same objective and the same budget of evaluations; an
// evaluation with its gradient counts as one.
import type { Objective } from "./objective.js";

export interface Budget {
  /** Of the objective, alone or with its gradient. */
  readonly evaluations: number;
}

/** A point of a convergence curve. */
export interface Progress {
  readonly evaluations: number;
  readonly seconds: number;
  /** The least value so far. */
  readonly value: number;
}

export interface Solution {
  readonly parameters: Float64Array;
  readonly value: number;
  /** Why it ended: a word of the solver's. */
  readonly stop: string;
  readonly curve: readonly Progress[];
}

export interface Solver {
  readonly name: string;
  /** Whether it is shown gradients. */
  readonly gradients: boolean;
  /** Components beyond which it is not run. */
  readonly most?: number;
  solve(
    objective: Objective,
    start: Float64Array,
    budget: Budget,
    seed: number,
    signal?: AbortSignal,
  ): Solution | Promise<Solution>;
}

export interface SolverRun extends Solution {
  readonly solver: string;
  readonly dimension: number;
  /** Number of the start, which is its seed. */
  readonly start: number;
  readonly evaluations: number;
  readonly seconds: number;
  /** Greatest component of the gradient at the solution. */
  readonly gradientNorm: number;
}

/** Runs one solver from one start, and measures it. The gradient at the end is not counted. */
export async function runSolver(
  solver: Solver,
  objective: Objective,
  start: Float64Array,
  budget: Budget,
  seed: number,
  signal?: AbortSignal,
): Promise<SolverRun> {
  const [began, before] = [performance.now(), objective.evaluations];
  const solution = await solver.solve(objective, start, budget, seed, signal);
  const seconds = (performance.now() - began) / 1000;
  const evaluations = objective.evaluations - before;
  if (evaluations > budget.evaluations)
    throw new RangeError(
      `${solver.name} took ${evaluations} evaluations of ${budget.evaluations}: it must keep to its budget`,
    );
  const { gradient } = objective.valueAndGradient(solution.parameters);
  return {
    ...solution,
    solver: solver.name,
    dimension: objective.states.dimension,
    start: seed,
    evaluations,
    seconds,
    gradientNorm: gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
  };
}

/** Whether the gradient at the end is small for the size of the value: 1e-4 max(1, |value|). */
export function hasConverged({ gradientNorm, value }: SolverRun): boolean {
  return gradientNorm <= 1e-4 * Math.max(1, Math.abs(value));
}
