// How good forecasts are, by lead, with intervals that know that neighbouring months resemble one another.
// Invariant: all forecasts are resampled by the same draws, so that a difference of two has its own interval; the same seed, the same numbers.
import { seededRandom } from "../../calibrate/random.js";

export interface Interval {
  readonly value: number;
  /** The bootstrap's 2.5 and 97.5 per cent. */
  readonly low: number;
  readonly high: number;
}

export interface Skill {
  /** Pearson's, of forecasts with what was observed. */
  readonly correlation: Interval;
  /** Of the differences, °C. */
  readonly rmse: Interval;
}

/** A forecast beside another: what it has more of. */
export type Advantage = Skill;

export interface BootstrapOptions {
  /** Months of a block: long enough that what lies further apart has little to do with one another. Default 12. */
  readonly block?: number;
  /** Default 1000. */
  readonly draws?: number;
  /** Default 1. */
  readonly seed?: number;
}

/**
 * The skill of each forecast of the same months.
 * @param observed by month
 * @param forecasts by name, by month
 * @throws RangeError for another number of months, or fewer than two blocks
 */
export function skills<Name extends string>(
  observed: Float64Array,
  forecasts: Readonly<Record<Name, Float64Array>>,
  options: BootstrapOptions = {},
): Record<Name, Skill> {
  const samples = resample(observed.length, options);
  return mapped(forecasts, (forecast) => ({
    correlation: interval((at) => correlation(observed, forecast, at), observed.length, samples),
    rmse: interval((at) => rmse(observed, forecast, at), observed.length, samples),
  }));
}

/** What each forecast has more than one of them: positive correlations and negative errors are better. @throws as `skills` */
export function advantages<Name extends string>(
  observed: Float64Array,
  forecasts: Readonly<Record<Name, Float64Array>>,
  reference: NoInfer<Name>,
  options: BootstrapOptions = {},
): Record<Name, Advantage> {
  const samples = resample(observed.length, options);
  const other = forecasts[reference];
  return mapped(forecasts, (forecast) => ({
    correlation: interval(
      (at) => correlation(observed, forecast, at) - correlation(observed, other, at),
      observed.length,
      samples,
    ),
    rmse: interval(
      (at) => rmse(observed, forecast, at) - rmse(observed, other, at),
      observed.length,
      samples,
    ),
  }));
}

/** Of the months at the given places. NaN when one of the two does not vary. */
export function correlation(a: Float64Array, b: Float64Array, at: ArrayLike<number>): number {
  const n = at.length;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < n; i++) {
    sumA += a[at[i]!]!;
    sumB += b[at[i]!]!;
  }
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[at[i]!]! - sumA / n, b[at[i]!]! - sumB / n];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
}

/** Root of the mean squared difference at the given places. */
export function rmse(a: Float64Array, b: Float64Array, at: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += (a[at[i]!]! - b[at[i]!]!) ** 2;
  return Math.sqrt(sum / at.length);
}

/**
 * Months drawn with replacement in blocks that may run over the end to the start, as many as there are (circular block bootstrap, Politis &
 * Romano 1992).
 */
function resample(
  months: number,
  { block = 12, draws = 1000, seed = 1 }: BootstrapOptions,
): readonly Int32Array[] {
  if (!(block >= 1 && months >= 2 * block))
    throw new RangeError(`${months} months are fewer than two blocks of ${block}`);
  const random = seededRandom(seed);
  return Array.from({ length: draws }, () => {
    const places = new Int32Array(months);
    let start = 0;
    for (let i = 0; i < months; i++) {
      if (i % block === 0) start = Math.floor(months * random.uniform());
      places[i] = (start + (i % block)) % months;
    }
    return places;
  });
}

function interval(
  statistic: (at: ArrayLike<number>) => number,
  months: number,
  samples: readonly Int32Array[],
): Interval {
  const value = statistic(Int32Array.from({ length: months }, (_, t) => t));
  const drawn = Float64Array.from(samples, statistic).sort();
  return { value, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
}

/** Between the two nearest, as NumPy's default (Hyndman & Fan 1996, definition 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, part] = [Math.floor(place), place % 1];
  const low = sorted[below]!;
  return part === 0 ? low : low + part * (sorted[below + 1]! - low);
}

function mapped<Name extends string, From, To>(
  record: Readonly<Record<Name, From>>,
  change: (value: From) => To,
): Record<Name, To> {
  const entries = Object.entries<From>(record).map(([name, value]) => [name, change(value)] as const);
  return Object.fromEntries(entries) as Record<Name, To>;
}
