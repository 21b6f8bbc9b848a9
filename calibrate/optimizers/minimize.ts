// The loop between an optimiser and the function it minimises.
// Invariant: budgets count evaluations, never time, so that runs repeat exactly.
import type { Answer, Need, Optimizer, Reason } from "./optimizer.js";

export interface MinimizeOptions {
  /** No request is begun that would go beyond this many evaluations of the optimiser in all. Default: no bound. */
  readonly maxEvaluations?: number;
  readonly signal?: AbortSignal;
  /** Called after each request has been answered. */
  readonly onStep?: (optimizer: Optimizer) => void;
}

/** The optimiser's own reason, or that of the driver: the budget is used up, or the caller aborted. */
export type Ending = Reason | "fuel" | "aborted";

/** Drives the optimiser until it stops, its budget ends or the signal is given; it can be driven further afterwards. */
export function minimize(
  optimizer: Optimizer,
  evaluate: (point: Float64Array, need: Need) => Answer | undefined,
  { maxEvaluations = Number.POSITIVE_INFINITY, signal, onStep }: MinimizeOptions = {},
): Ending {
  for (;;) {
    if (optimizer.stopped !== undefined) return optimizer.stopped;
    if (signal?.aborted) return "aborted";
    const { points, need } = optimizer.ask();
    if (optimizer.evaluations + points.length > maxEvaluations) return "fuel";
    optimizer.tell(points.map((point) => evaluate(point, need)));
    onStep?.(optimizer);
  }
}
