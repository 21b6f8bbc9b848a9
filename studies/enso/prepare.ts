// From a record of temperatures to the series that models see and the index that forecasts are judged by.
// Invariant: with the protocol "clean", no number that a forecast uses depends on a month after its start, but for the patterns, means
// and lines of the training, which depend on the training alone. "published" is the protocol of arXiv:2606.09930 with its leaks: climatology,
// trend and patterns come from all months of the record, and the running mean knows the month to come.
import { DataError } from "../../calibrate/index.js";
import { climatology, runningMean, trendLine, withoutClimatology } from "./climate.js";
import { leadingPatterns, type Pattern } from "./patterns.js";
import { areaWeights, type Box, boxMean, NINO34, type SeaRecord, within } from "./record.js";

export type Protocol = "clean" | "published";

/**
 * What is taken for the slow part of a series: the line of least squares through the training, which then goes on through later months,
 * or nothing but the climatology.
 */
export type Trend = "line" | "none";

/** Months of the running mean. */
export const WINDOW = 3;
/** The sign of a component is that which makes its mean here positive. */
export const SIGN_REGION: Box = { south: -5, north: 5, west: 190, east: 270 };

export interface PrepareOptions {
  readonly protocol: Protocol;
  /** Months of the record, from its start, that are for training: what is estimated here is estimated on them. */
  readonly training: number;
  /** Components that are kept. */
  readonly kept: number;
  /** Months of the running mean; 1 for none. Default WINDOW. */
  readonly window?: number;
  /** Default "line". */
  readonly trend?: Trend;
}

export interface Prepared {
  /** Number of the first month that has a state (calendar.ts). */
  readonly first: number;
  readonly length: number;
  /** States that belong to months of training. */
  readonly training: number;
  /** By component; loadings are °C of the running mean for one unit. */
  readonly components: readonly Pattern[];
  readonly index: Nino34;
}

/** Niño 3.4 in °C, by month as the states: the area-weighted mean of the record's points in 5S-5N, 190E-240E. */
export interface Nino34 {
  /** The observed anomaly of the month, against the climatology. */
  readonly observed: Float64Array;
  /** The mean of the observed anomaly over the window that the month's state has. */
  readonly smoothed: Float64Array;
  /** What is not in the components: the trend line (mean over the window) and the mean of the training. */
  readonly background: Float64Array;
  /** °C for one unit of each component: background + loadings · components is the part of `smoothed` that the components hold. */
  readonly loadings: Float64Array;
}

/**
 * Prepares a record.
 * @throws DataError: less than two years of training, or a training longer than the record; more components than the training has
 */
export function prepare(record: SeaRecord, options: PrepareOptions): Prepared {
  const { protocol, training, kept, window = WINDOW, trend = "line" } = options;
  if (!(training >= 24 && training <= record.length))
    throw new DataError(
      `training takes 24 months at least and ${record.length} at most, all that the record has; ${training} were asked for`,
      record.name,
      0,
      0,
    );
  const estimated = protocol === "clean" ? training : record.length;
  const anomalies = record.points.map((point) =>
    withoutClimatology(point, record.first, climatology(point, record.first, estimated)),
  );
  const lines = anomalies.map((point) =>
    trend === "line" ? trendLine(point, estimated) : new Float64Array(point.length),
  );
  const states = anomalies.map((point, i) =>
    runningMean(
      point.map((value, t) => value - lines[i]![t]!),
      window,
    ),
  );
  // The state of a window belongs to its last month, or (published) to its middle.
  const shift = protocol === "clean" ? window - 1 : Math.floor(window / 2);
  const length = states[0]?.length ?? 0;
  const trainedStates = Math.min(length, training - shift);
  const areas = areaWeights(record);
  const inside = within(record, NINO34);
  const region = within(record, SIGN_REGION);
  const meanOver = (places: readonly number[], values: ArrayLike<number>): number => {
    const total = places.reduce((sum, i) => sum + areas[i]!, 0);
    return places.reduce((sum, i) => sum + areas[i]! * values[i]!, 0) / total;
  };
  const { patterns, means } = leadingPatterns(
    record.name,
    states,
    areas,
    protocol === "clean" ? trainedStates : length,
    kept,
    (loadings) => meanOver(region, loadings) >= 0,
  );
  const observed = boxMean({ ...record, points: anomalies }, NINO34);
  const line = runningMean(boxMean({ ...record, points: lines }, NINO34), window);
  const base = meanOver(inside, means);
  return {
    first: record.first + shift,
    length,
    training: trainedStates,
    components: patterns,
    index: {
      observed: observed.slice(shift, shift + length),
      smoothed: runningMean(observed, window),
      background: line.map((value) => value + base),
      loadings: Float64Array.from(patterns, ({ loadings }) => meanOver(inside, loadings)),
    },
  };
}

/** States from one to another (not included): a row of the first `dimension` components for each month, in row-major order. */
export function statesOf(
  { components }: Prepared,
  dimension: number,
  from: number,
  to: number,
): Float64Array {
  if (dimension > components.length)
    throw new RangeError(`${dimension} components were asked for; ${components.length} are kept`);
  const data = new Float64Array((to - from) * dimension);
  for (let k = 0; k < dimension; k++) {
    const { series } = components[k]!;
    for (let t = from; t < to; t++) data[(t - from) * dimension + k] = series[t]!;
  }
  return data;
}
