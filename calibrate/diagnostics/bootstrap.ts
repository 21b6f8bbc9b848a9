// Bootstrap of a fit: targets made from the predictions and resampled residuals, fitted again, many times.
// Residuals are centred and spread by √(m/(m-p)), which gives back what fitting p parameters took from their variance (Davison & Hinkley
// 1997, §6.2.3, with the mean leverage for each row's own).
// Invariant: depends on its input and the seed alone; refits that fail are counted, and none is replaced.
import { FitError } from "../errors.js";
import { seededRandom } from "../random.js";
import { inUnitInterval } from "./distributions.js";
import type { Interval } from "./intervals.js";
import { drawRows, type Resampling, seriesRows } from "./resample.js";

export interface BootstrapInput {
  readonly parameters: ArrayLike<number>;
  readonly predictions: ArrayLike<number>;
  /** target - prediction at the fit. */
  readonly residuals: ArrayLike<number>;
  /** Determined parameters p of the fit. */
  readonly rank: number;
  /** Parameters fitted to new targets; undefined where that failed. Best started from the fit's own parameters. */
  readonly refit: (
    targets: Float64Array,
    replicate: number,
  ) => ArrayLike<number> | undefined | Promise<ArrayLike<number> | undefined>;
  readonly method: Resampling;
  /** Of blocks; default ⌈m^⅓⌉ with m rows in the longest series. */
  readonly blockLength?: number;
  /** For each row its series; blocks do not reach from one into another. */
  readonly series?: ArrayLike<unknown>;
  readonly replicates: number;
  readonly level: number;
  /** Default 1. */
  readonly seed?: number;
  readonly signal?: AbortSignal;
}

export interface Bootstrap {
  readonly method: Resampling;
  /** Null for `residual`. */
  readonly blockLength: number | null;
  readonly replicates: number;
  readonly failed: number;
  /** One for each replicate that did not fail. */
  readonly estimates: readonly Float64Array[];
  readonly standardErrors: readonly number[];
  /** Mean of the estimates minus the fit's parameters. */
  readonly bias: readonly number[];
  /** Quantiles of the estimates (Efron 1981). */
  readonly percentile: readonly Interval[];
  /** 2θ̂ minus these quantiles, exchanged (Davison & Hinkley 1997, eq. 5.6). */
  readonly basic: readonly Interval[];
}

/** @throws FitError ("usage", "rows") for options out of range, or when fewer than two refits succeed; the signal's reason */
export async function bootstrap(input: BootstrapInput): Promise<Bootstrap> {
  const { parameters, predictions, residuals, rank, refit, method, replicates, level, signal } = input;
  inUnitInterval(level);
  const rows = residuals.length;
  if (!Number.isInteger(replicates) || replicates < 2)
    throw new FitError(
      "usage",
      `a bootstrap needs a whole number of at least 2 replicates, got ${replicates}`,
    );
  if (rows <= rank)
    throw new FitError(
      "rows",
      `${rows} rows leave no degree of freedom for ${rank} parameters: no residuals to resample`,
    );
  const groups = seriesRows(rows, input.series);
  const longest = groups.reduce((most, group) => Math.max(most, group.length), 0);
  const blockLength = input.blockLength ?? Math.ceil(Math.cbrt(longest));
  if (!Number.isInteger(blockLength) || blockLength < 1)
    throw new FitError("usage", `the block length must be a whole number of at least 1, got ${blockLength}`);
  const noise = spreadResiduals(residuals, rank);
  const random = seededRandom(input.seed ?? 1);
  const estimates: Float64Array[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    signal?.throwIfAborted();
    const drawn = drawRows(groups, rows, method, blockLength, random);
    const targets = Float64Array.from(drawn, (from, i) => predictions[i]! + noise[from]!);
    const found = await refit(targets, replicate);
    if (found && Array.from(found).every(Number.isFinite)) estimates.push(Float64Array.from(found));
  }
  if (estimates.length < 2)
    throw new FitError(
      "not-finite",
      `${replicates - estimates.length} of ${replicates} bootstrap refits failed`,
    );
  return {
    method,
    blockLength: method === "residual" ? null : blockLength,
    replicates,
    failed: replicates - estimates.length,
    estimates,
    ...summary(estimates, parameters, level),
  };
}

function spreadResiduals(residuals: ArrayLike<number>, rank: number): Float64Array {
  const rows = residuals.length;
  let mean = 0;
  for (let i = 0; i < rows; i++) mean += residuals[i]! / rows;
  const factor = Math.sqrt(rows / (rows - rank));
  return Float64Array.from({ length: rows }, (_, i) => (residuals[i]! - mean) * factor);
}

function summary(
  estimates: readonly Float64Array[],
  parameters: ArrayLike<number>,
  level: number,
): Pick<Bootstrap, "standardErrors" | "bias" | "percentile" | "basic"> {
  const columns = Array.from(parameters, (_, j) => Float64Array.from(estimates, (one) => one[j]!).sort());
  const means = columns.map((column) => column.reduce((sum, x) => sum + x / column.length, 0));
  const percentile = columns.map((column) => ({
    lower: quantile(column, 0.5 - level / 2),
    upper: quantile(column, 0.5 + level / 2),
  }));
  return {
    standardErrors: columns.map((column, j) =>
      Math.sqrt(column.reduce((sum, x) => sum + (x - means[j]!) ** 2, 0) / (column.length - 1)),
    ),
    bias: means.map((mean, j) => mean - parameters[j]!),
    percentile,
    basic: percentile.map(({ lower, upper }, j) => ({
      lower: 2 * parameters[j]! - upper,
      upper: 2 * parameters[j]! - lower,
    })),
  };
}

/** Linear between order statistics (Hyndman & Fan 1996, type 7, as NumPy's default). @param sorted rising */
export function quantile(sorted: Float64Array, probability: number): number {
  const at = probability * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
