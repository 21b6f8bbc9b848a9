// Forecasts that need no model, from the recorded cycles before the border.
import type { Series } from "./cells.js";

export type Forecast = (cycles: Float64Array) => Float64Array;

/** The last trained capacity, carried on. */
export function persistence({ capacities }: Series): Forecast {
  const last = capacities.at(-1)!;
  return (cycles) => cycles.map(() => last);
}

/** The straight line of least squares through the last `share` of the trained cycles. */
export function straightLine(trained: Series, share = 1): Forecast {
  const from = trained.cycles.length - Math.max(2, Math.round(share * trained.cycles.length));
  const cycles = trained.cycles.subarray(Math.max(0, from));
  const capacities = trained.capacities.subarray(Math.max(0, from));
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre = mean(cycles);
  const level = mean(capacities);
  let products = 0;
  let squares = 0;
  for (let i = 0; i < cycles.length; i++) {
    products += (cycles[i]! - centre) * (capacities[i]! - level);
    squares += (cycles[i]! - centre) ** 2;
  }
  const slope = products / squares;
  return (at) => at.map((cycle) => level + slope * (cycle - centre));
}
