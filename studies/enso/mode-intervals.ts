// How well the data determine El Niño's mode: period and decay with intervals, by draws from the normal approximation of the likelihood.
// Invariant: a draw's mode is its eigenvalue nearest to that of the estimate; the same seed, the same draws.
import { seededRandom } from "../../calibrate/random.js";
import type { Coordinates } from "./coordinates.js";
import type { Laplace } from "./hessian.js";
import { ensoMode, type Mode, modesOf, spectralRadius } from "./modes.js";
import type { Interval } from "./skill.js";

export interface ModeEstimate {
  /** Months. */
  readonly period: Interval;
  /** Months until a factor of e is lost; the upper end is infinite where some draws do not decay. */
  readonly decay: Interval;
  readonly spectralRadius: Interval;
  /** Share of the draws whose mode swings at all; the others have an infinite period. */
  readonly swinging: number;
}

/**
 * 95 % intervals from draws of the coordinates. For models with one matrix, whose first D² parameters it is.
 * @returns undefined where the estimate has no mode of El Niño's period
 */
export function modeEstimate(
  parameters: Float64Array,
  dimension: number,
  coordinates: Coordinates,
  { factor }: Laplace,
  { draws = 1000, seed = 1 }: { readonly draws?: number; readonly seed?: number } = {},
): ModeEstimate | undefined {
  const matrixOf = (all: Float64Array): Float64Array => all.slice(0, dimension ** 2);
  const estimated = modesOf(matrixOf(parameters));
  const mode = ensoMode(estimated);
  if (!mode) return undefined;
  const center = coordinates.fromParameters(parameters);
  const random = seededRandom(seed);
  const drawn = Array.from({ length: draws }, () => {
    const modes = modesOf(matrixOf(coordinates.toParameters(moved(center, factor, random.uniform))));
    return { mode: nearest(modes, mode), radius: spectralRadius(modes) };
  });
  // A mode that grows is one that has not decayed for ever.
  const decays = ({ decay }: Mode): number => (decay > 0 ? decay : Number.POSITIVE_INFINITY);
  return {
    period: interval(
      mode.period,
      drawn.map(({ mode: { period } }) => period),
    ),
    decay: interval(
      decays(mode),
      drawn.map((draw) => decays(draw.mode)),
    ),
    spectralRadius: interval(
      spectralRadius(estimated),
      drawn.map(({ radius }) => radius),
    ),
    swinging: drawn.filter(({ mode: { imaginary } }) => imaginary > 0).length / draws,
  };
}

/** The center and the factor times normal numbers (Box & Muller 1958). */
function moved(center: Float64Array, factor: Float64Array, uniform: () => number): Float64Array {
  const n = center.length;
  const z = Float64Array.from(
    { length: n },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
  return center.map((x, i) => {
    let sum = x;
    for (let j = 0; j <= i; j++) sum += factor[i * n + j]! * z[j]!;
    return sum;
  });
}

function nearest(modes: readonly Mode[], to: Mode): Mode {
  const distance = ({ real, imaginary }: Mode): number =>
    Math.hypot(real - to.real, imaginary - to.imaginary);
  return modes.reduce((best, mode) => (distance(mode) < distance(best) ? mode : best));
}

function interval(value: number, drawn: readonly number[]): Interval {
  const sorted = [...drawn].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))]!;
  return { value, low: at(0.025), high: at(0.975) };
}
