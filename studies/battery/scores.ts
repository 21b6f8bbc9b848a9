// Errors of forecasts over held-out points.
import type { Forecast } from "./baselines.js";
import type { Series } from "./cells.js";

/** Sum of squared errors and number of points, so that cells can be pooled. */
export interface Score {
  readonly squares: number;
  readonly points: number;
}

export function score(forecast: Forecast, { cycles, capacities }: Series): Score {
  const predicted = forecast(cycles);
  return {
    squares: predicted.reduce((sum, q, i) => sum + (q - capacities[i]!) ** 2, 0),
    points: cycles.length,
  };
}

/** Root mean square over all points of all scores, Ah. */
export function pooledRmse(scores: readonly Score[]): number {
  const squares = scores.reduce((sum, one) => sum + one.squares, 0);
  return Math.sqrt(squares / scores.reduce((sum, one) => sum + one.points, 0));
}
