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

export interface Assessment {
  readonly skill: Skill;
  /** What the forecast has more than the reference: positive correlations and negative errors are better. */
  readonly advantage: Skill;
}

export interface BootstrapOptions {
  /** Months of a block: long enough that what lies further apart has little to do with one another. Default 12. */
  readonly block?: number;
  /** Default 1000. */
  readonly draws?: number;
  /** Default 1. */
  readonly seed?: number;
}

/**
 * The skill of each forecast of the same months, and its advantage over one of them.
 * @param observed by month
 * @param forecasts by name, by month
 * @throws RangeError for fewer months than two blocks
 */
export function assess<Name extends string>(
  observed: Float64Array,
  forecasts: Readonly<Record<Name, Float64Array>>,
  reference: NoInfer<Name>,
  options: BootstrapOptions = {},
): Record<Name, Assessment> {
  const samples = resample(observed.length, options);
  const every = Int32Array.from(observed.keys());
  const statistics = (forecast: Float64Array) => {
    const drawn = (of: typeof rmse): Drawn => ({
      value: of(observed, forecast, every),
      draws: Float64Array.from(samples, (places) => of(observed, forecast, places)),
    });
    return { correlation: drawn(correlation), rmse: drawn(rmse) };
  };
  const all = mapped(forecasts, statistics);
  const other = all[reference];
  return mapped(all, (own) => ({
    skill: { correlation: interval(own.correlation), rmse: interval(own.rmse) },
    advantage: {
      correlation: interval(difference(own.correlation, other.correlation)),
      rmse: interval(difference(own.rmse, other.rmse)),
    },
  }));
}

/** A statistic of all months, and of each draw. */
interface Drawn {
  readonly value: number;
  readonly draws: Float64Array;
}

function difference(a: Drawn, b: Drawn): Drawn {
  return { value: a.value - b.value, draws: a.draws.map((x, i) => x - b.draws[i]!) };
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

function interval({ value, draws }: Drawn): Interval {
  const sorted = draws.slice().sort();
  return { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
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
