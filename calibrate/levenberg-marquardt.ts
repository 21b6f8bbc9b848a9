// Levenberg–Marquardt as a generator of trial steps, for callers that evaluate in the same thread (see optimizers/levenberg-marquardt.ts).
// Invariant: as there; the reasons are named in words.
import {
  LevenbergMarquardt,
  type LevenbergMarquardtOptions as StepOptions,
} from "./optimizers/levenberg-marquardt.js";
import type { Reason as Stopped } from "./optimizers/optimizer.js";

/** Residuals (length m) and the columns of their Jacobian (n columns of length m) at a point. */
export interface Evaluation {
  readonly residuals: Float64Array;
  readonly jacobian: readonly Float64Array[];
}

/** Evaluates a point; undefined when something there is not a finite number. */
export type Evaluate = (x: Float64Array) => Evaluation | undefined;

export interface LevenbergMarquardtOptions extends StepOptions {
  /** Trial steps at most. Default 200. */
  readonly maxIterations?: number;
}

/** Why a minimisation ended. All but `iterations` are kinds of convergence. */
export type Reason = "gradient" | "step" | "reduction" | "exact" | "iterations" | "stalled";

/** One trial step. */
export interface Trial {
  /** From 1. */
  readonly iteration: number;
  /** ½‖r‖² at the best point after this step. */
  readonly cost: number;
  readonly damping: number;
  readonly accepted: boolean;
  /** The trial point could not be evaluated to finite numbers. */
  readonly notFinite: boolean;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly residuals: Float64Array;
  readonly jacobian: readonly Float64Array[];
  /** ½‖r‖² */
  readonly cost: number;
  /** Trial steps made. */
  readonly iterations: number;
  /** Trial steps rejected because a residual or derivative there was not a finite number. */
  readonly notFinite: number;
  readonly reason: Reason;
}

/**
 * Minimises from `start`, yielding after each trial step, so that the caller can report, cancel or give others their turn.
 * @param start n coordinates, any real numbers (bounds are the caller's transforms)
 * @throws RangeError when the start itself cannot be evaluated to finite numbers
 */
export function* levenbergMarquardt(
  evaluate: Evaluate,
  start: ArrayLike<number>,
  options: LevenbergMarquardtOptions = {},
): Generator<Trial, Minimum, void> {
  const { maxIterations = 200 } = options;
  const optimizer = LevenbergMarquardt.from(start, options);
  const advance = (): void => {
    const { points } = optimizer.ask();
    optimizer.tell(points.map(evaluate).map((found) => found && { ...found, value: Number.NaN }));
  };
  advance();
  if (optimizer.stopped === "nonfinite")
    throw new RangeError("the residuals or their derivatives are not finite at the start");
  let notFinite = 0;
  while (optimizer.stopped === undefined && optimizer.iterations < maxIterations) {
    const made = optimizer.iterations;
    while (optimizer.iterations === made) advance();
    const { iterations: iteration, damping } = optimizer;
    const last = optimizer.last!;
    if (last.notFinite) notFinite++;
    yield { iteration, cost: optimizer.best!.cost, damping, ...last };
  }
  const { x, residuals, jacobian, cost } = optimizer.best!;
  const reason = optimizer.stopped === undefined ? "iterations" : WORDS[optimizer.stopped];
  return { x, residuals, jacobian, cost, iterations: optimizer.iterations, notFinite, reason };
}

const WORDS: Readonly<Record<Stopped, Reason>> = {
  gtol: "gradient",
  xtol: "step",
  ftol: "reduction",
  exact: "exact",
  stalled: "stalled",
  nonfinite: "stalled",
};
