// What is taken off a series before its patterns are looked for: the climatology, a straight line, fast variations.
// Invariant: what is estimated is estimated on the first `training` months alone; a mean that looks backwards uses no later month.

/** The mean of each month of the year, January first, over the first `training` months. @param first number of the first month */
export function climatology(series: Float64Array, first: number, training: number): Float64Array {
  if (training < 12) throw new RangeError(`a climatology needs 12 months of training, there are ${training}`);
  const [sums, counts] = [new Float64Array(12), new Float64Array(12)];
  for (let t = 0; t < training; t++) {
    const ofYear = (first + t) % 12;
    sums[ofYear]! += series[t]!;
    counts[ofYear]!++;
  }
  return sums.map((sum, ofYear) => sum / counts[ofYear]!);
}

/** The series less what its month of the year has on average. */
export function withoutClimatology(series: Float64Array, first: number, means: Float64Array): Float64Array {
  return series.map((value, t) => value - means[(first + t) % 12]!);
}

/** The line of least squares through the first `training` values, at every time of the series. */
export function trendLine(series: Float64Array, training: number): Float64Array {
  const middle = (training - 1) / 2;
  let [mean, moment, spread] = [0, 0, 0];
  for (let t = 0; t < training; t++) {
    mean += series[t]! / training;
    moment += (t - middle) * series[t]!;
    spread += (t - middle) ** 2;
  }
  const slope = spread > 0 ? moment / spread : 0;
  return series.map((_, t) => mean + slope * (t - middle));
}

/**
 * Means over windows of consecutive values: one for each whole window, so `window` - 1 fewer than there are values. Whether such a mean
 * belongs to the last month of its window (it looks backwards) or to its middle (it knows months to come) is for the caller to say.
 */
export function runningMean(series: Float64Array, window: number): Float64Array {
  return Float64Array.from({ length: Math.max(0, series.length - window + 1) }, (_, start) => {
    let sum = 0;
    for (let t = start; t < start + window; t++) sum += series[t]!;
    return sum / window;
  });
}
