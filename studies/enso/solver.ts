// What a solver is to this study, and how its work is counted.
// Invariant: at one number of components all solvers have the same starts, the same coordinates, the same objective and the same budget. A
// value counts as one evaluation; a value with its gradient counts as GRADIENT_UNITS, which is what it costs.
import type { Answer } from "../../calibrate/optimizers/index.js";
import type { Coordinates } from "./coordinates.js";
import { InnovationError, type Objective } from "./objective.js";

/**
 * Evaluations that a value with its gradient counts as. It takes 4 to 7 times as long as a value alone where the machine is quiet (`study enso
 * --only cost` tells both).
 */
export const GRADIENT_UNITS = 6;

/** A point of a convergence curve. */
export interface Progress {
  /** In units: as budgets count. */
  readonly evaluations: number;
  readonly seconds: number;
  /** The least value so far. */
  readonly value: number;
}

/** Points of a curve at most, spread evenly over the budget. */
const CURVE_POINTS = 250;

/** The likelihood in the solvers' coordinates, under a budget. */
export class Problem {
  readonly curve: Progress[] = [];
  spent = 0;
  private readonly began = performance.now();
  private best: { readonly point: Float64Array; readonly value: number } | undefined;
  private told = Number.NEGATIVE_INFINITY;

  constructor(
    readonly objective: Objective,
    readonly coordinates: Coordinates,
    /** Units. */
    readonly budget: number,
    private readonly signal?: AbortSignal,
  ) {}

  get left(): number {
    return this.budget - this.spent;
  }

  /**
   * Undefined where the filter cannot go on or the value is no number, which is where a trial step went too far.
   * @throws InnovationError at the first point; RangeError beyond the budget; the signal's reason
   */
  value(point: Float64Array): Answer | undefined {
    return this.counted(point, 1, (parameters) => ({ value: this.objective.value(parameters) }));
  }

  /** The same, with the derivatives by the coordinates. */
  valueAndGradient(point: Float64Array): Answer | undefined {
    return this.counted(point, GRADIENT_UNITS, (parameters) => {
      const { value, gradient } = this.objective.valueAndGradient(parameters);
      return { value, gradient: this.coordinates.gradient(gradient) };
    });
  }

  /** @throws Error when nothing has been evaluated */
  solution(): { readonly parameters: Float64Array; readonly value: number } {
    if (!this.best)
      throw new Error("no point has been evaluated: the start is wrong, or the budget is too small");
    const { point, value } = this.best;
    this.tell();
    return { parameters: this.coordinates.toParameters(point), value };
  }

  private counted(
    point: Float64Array,
    units: number,
    evaluate: (parameters: Float64Array) => Answer,
  ): Answer | undefined {
    this.signal?.throwIfAborted();
    if (units > this.left)
      throw new RangeError(
        `a solver asked for ${this.spent + units} evaluations of ${this.budget}: it must keep to its budget`,
      );
    this.spent += units;
    const answer = this.attempt(point, evaluate);
    if (answer && answer.value < (this.best?.value ?? Number.POSITIVE_INFINITY)) {
      this.best = { point: point.slice(), value: answer.value };
      if (this.spent - this.told >= this.budget / CURVE_POINTS) this.tell();
    }
    return answer;
  }

  private attempt(point: Float64Array, evaluate: (parameters: Float64Array) => Answer): Answer | undefined {
    try {
      const answer = evaluate(this.coordinates.toParameters(point));
      return Number.isFinite(answer.value) ? answer : undefined;
    } catch (error) {
      // At the start it is the user's or the study's mistake; later it is a step that was too long.
      if (error instanceof InnovationError && this.best) return undefined;
      throw error;
    }
  }

  private tell(): void {
    const last = this.curve.at(-1);
    if (!this.best || last?.value === this.best.value) return;
    this.told = this.spent;
    const seconds = (performance.now() - this.began) / 1000;
    this.curve.push({ evaluations: this.spent, seconds, value: this.best.value });
  }
}

export interface Solver {
  readonly name: string;
  /** Whether it is shown gradients. */
  readonly gradients: boolean;
  /** Components beyond which it is not run. */
  readonly most?: number;
  /** From so many of the starts, when the study is whole. */
  readonly starts: number;
  /** What its results depend on beside its program: for a journal, to know them again. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Looks for lower values from a point. Answers why it ended, in a word. */
  solve(problem: Problem, start: Float64Array, seed: number): string;
}

export interface SolverRun {
  readonly solver: string;
  readonly structure: string;
  readonly dimension: number;
  /** Number of the start, which is its seed. */
  readonly start: number;
  readonly parameters: Float64Array;
  readonly value: number;
  /** Why it ended: a word of the solver's. */
  readonly stop: string;
  readonly curve: readonly Progress[];
  /** In units: as budgets count. */
  readonly evaluations: number;
  /** Of values alone, and with their gradients. */
  readonly values: number;
  readonly gradients: number;
  readonly seconds: number;
  /** Greatest component of the gradient at the solution, by the parameters. */
  readonly gradientNorm: number;
}

/** Runs one solver from one start, and measures it. The gradient at the end is not counted. @param start parameters */
export function runSolver(solver: Solver, problem: Problem, start: Float64Array, seed: number): SolverRun {
  const { objective, coordinates } = problem;
  const [began, evaluations, gradients] = [performance.now(), objective.evaluations, objective.gradients];
  const stop = solver.solve(problem, coordinates.fromParameters(start), seed);
  const seconds = (performance.now() - began) / 1000;
  const solution = problem.solution();
  const counts = {
    values: objective.evaluations - evaluations - (objective.gradients - gradients),
    gradients: objective.gradients - gradients,
  };
  const { gradient } = objective.valueAndGradient(solution.parameters);
  return {
    solver: solver.name,
    structure: objective.structure,
    dimension: objective.states.dimension,
    start: seed,
    ...solution,
    stop,
    curve: problem.curve,
    evaluations: problem.spent,
    ...counts,
    seconds,
    gradientNorm: largest(gradient),
  };
}

/** Whether the gradient at the end is small for the size of the value: 1e-4 max(1, |value|). */
export function hasConverged({ gradientNorm, value }: Pick<SolverRun, "gradientNorm" | "value">): boolean {
  return gradientNorm <= 1e-4 * Math.max(1, Math.abs(value));
}

export function largest(values: Float64Array): number {
  return values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}
