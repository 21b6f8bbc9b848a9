// Forecasts of Niño 3.4 for months that were not seen, by a fitted model and by the references it has to beat.
// Invariant: the forecast for month t at lead h uses observations up to month t - h, and the training; so every lead has the same months to
// forecast. Forecasts are in °C of the index that they are for: the month's anomaly, or its mean over the window of the states.
import { expectedStates, type Transitions } from "./linear-model.js";
import type { Prepared } from "./prepare.js";

export const LEADS = 12;

/** Index of the first state to forecast, and the one after the last (as the months of `Prepared`). */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** By lead (1 to LEADS, at index lead - 1): a forecast for each month of a window. */
export type Forecasts = readonly Float64Array[];

export type Index = "observed" | "smoothed";

/**
 * Forecasts from the states of a linear model: F^h x, then the index of the components plus the background of the month aimed at, whose
 * line goes on from the training.
 * @param states T x D, a row for each month of `prepared`: filtered (or observed) states that know their month and none after it
 */
export function stateForecasts(
  prepared: Prepared,
  states: Float64Array,
  dimension: number,
  transitions: Transitions,
  window: Window,
): Forecasts {
  requireStarts(window, prepared.length);
  const { loadings, background } = prepared.index;
  const forecasts = blank(window);
  for (let start = window.from - LEADS; start < window.to - 1; start++) {
    const state = states.subarray(start * dimension, (start + 1) * dimension);
    expectedStates(transitions, state, prepared.first + start, LEADS).forEach((expected, i) => {
      const target = start + i + 1;
      if (target < window.from || target >= window.to) return;
      forecasts[i]![target - window.from] = expected.reduce(
        (sum, x, k) => sum + loadings[k]! * x,
        background[target]!,
      );
    });
  }
  return forecasts;
}

/** The last value that is known. */
export function persistence(series: Float64Array, window: Window): Forecasts {
  requireStarts(window, series.length);
  return blank(window).map((forecast, i) => forecast.map((_, n) => series[window.from + n - i - 1]!));
}

/**
 * The last value drawn towards the mean of the training by the autocorrelation that the training has at the lead.
 * @param training values, from the first, that are training
 */
export function dampedPersistence(series: Float64Array, training: number, window: Window): Forecasts {
  requireStarts(window, series.length);
  const trained = series.subarray(0, training);
  const mean = trained.reduce((sum, x) => sum + x, 0) / training;
  return blank(window).map((forecast, i) => {
    const damping = autocorrelation(trained, mean, i + 1);
    return forecast.map((_, n) => mean + damping * (series[window.from + n - i - 1]! - mean));
  });
}

/** What a window has in a series. */
export function targets(series: Float64Array, { from, to }: Window): Float64Array {
  return series.slice(from, to);
}

/** The correlation of values so many months apart, about the mean of all. */
function autocorrelation(values: Float64Array, mean: number, lag: number): number {
  let [products, before, after] = [0, 0, 0];
  for (let t = lag; t < values.length; t++) {
    const [x, y] = [values[t - lag]! - mean, values[t]! - mean];
    products += x * y;
    before += x * x;
    after += y * y;
  }
  return products / Math.sqrt(before * after);
}

function blank({ from, to }: Window): Float64Array[] {
  return Array.from({ length: LEADS }, () => new Float64Array(to - from));
}

function requireStarts({ from, to }: Window, length: number): void {
  if (!(from >= LEADS && from < to && to <= length))
    throw new RangeError(
      `months ${from} to ${to - 1} cannot be forecast at leads up to ${LEADS}: there are ${length}, and ${LEADS} must come before`,
    );
}
