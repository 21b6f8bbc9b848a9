// The loop between an optimiser and the function it minimises, for functions that answer at once and for those that answer later.
// Invariant: budgets count evaluations, and a clock is only what the caller passes in, so that runs repeat exactly.
import type { Answer, Need, Optimizer, Reason } from "./optimizer.js";

export interface MinimizeOptions {
  /** No request is begun that would go beyond this many evaluations of the optimiser in all. Default: no bound. */
  readonly maxEvaluations?: number;
  /** Asked before each request: true when the caller's time is up. Default: never. */
  readonly expired?: () => boolean;
  readonly signal?: AbortSignal;
  /** Called after each request has been answered. */
  readonly onStep?: (optimizer: Optimizer) => void;
}

/** The optimiser's own reason, or that of the driver: the budget or the time is used up, or the caller aborted. */
export type Ending = Reason | "time" | "aborted";

/** Drives the optimiser until it stops, its budget ends or the signal is given; it can be driven further afterwards. */
export function minimize(
  optimizer: Optimizer,
  evaluate: (point: Float64Array, need: Need) => Answer | undefined,
  options: MinimizeOptions = {},
): Ending {
  for (;;) {
    const request = next(optimizer, options);
    if (typeof request === "string") return request;
    const { points, need } = request;
    optimizer.tell(points.map((point) => evaluate(point, need)));
    options.onStep?.(optimizer);
  }
}

/**
 * As `minimize`, with all points of a request evaluated together, on other threads for instance. An answer that comes after the signal
 * is not told, so that the optimiser is where it was when the request was made.
 * @throws what `evaluate` rejects with
 */
export async function minimizeAsync(
  optimizer: Optimizer,
  evaluate: (points: readonly Float64Array[], need: Need) => Promise<readonly (Answer | undefined)[]>,
  options: MinimizeOptions = {},
): Promise<Ending> {
  for (;;) {
    const request = next(optimizer, options);
    if (typeof request === "string") return request;
    const answers = await evaluate(request.points, request.need);
    if (options.signal?.aborted) return "aborted";
    optimizer.tell(answers);
    options.onStep?.(optimizer);
  }
}

function next(optimizer: Optimizer, options: MinimizeOptions) {
  const { maxEvaluations = Number.POSITIVE_INFINITY, expired, signal } = options;
  if (optimizer.stopped !== undefined) return optimizer.stopped;
  if (signal?.aborted) return "aborted";
  if (expired?.()) return "time";
  const request = optimizer.ask();
  return optimizer.evaluations + request.points.length > maxEvaluations ? "fuel" : request;
}
