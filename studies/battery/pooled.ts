// Pooled errors of forecasts with intervals: cells are drawn again with replacement, whole, because errors within a cell go together.
// Invariant: depends on the scores, their order and the seed alone.
import { quantile } from "../../calibrate/diagnostics/bootstrap.js";
import { seededRandom } from "../../calibrate/random.js";
import { median } from "./cells.js";
import { pooledRmse, type Score } from "./scores.js";

export interface Pooled {
  readonly rmse: number;
  /** 95 % percentile interval (Efron 1981) over draws of cells. */
  readonly lower: number;
  readonly upper: number;
  /** Median over cells of the cell's own RMSE. */
  readonly medianCell: number;
  readonly cells: number;
}

export const REPLICATES = 2000;

export function pooled(scores: readonly Score[], seed = 1): Pooled {
  const random = seededRandom(seed);
  const n = scores.length;
  const draws = Float64Array.from({ length: REPLICATES }, () =>
    pooledRmse(Array.from({ length: n }, () => scores[Math.floor(random.uniform() * n)]!)),
  ).sort();
  const medianCell = median(scores.map((score) => pooledRmse([score])));
  const bounds = { lower: quantile(draws, 0.025), upper: quantile(draws, 0.975) };
  return { rmse: pooledRmse(scores), ...bounds, medianCell, cells: n };
}

/** The score of predictions at the points of a truth. */
export function scoreOf(predicted: Float64Array, truth: Float64Array): Score {
  return {
    squares: predicted.reduce((sum, value, i) => sum + (value - truth[i]!) ** 2, 0),
    points: truth.length,
  };
}
