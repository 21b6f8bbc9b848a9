// The exact gradient beside central differences of the value, at any point of a likelihood.
// Invariant: coordinates are drawn by the seed; the differences are of fourth order, so that rounding, not the step, bounds them.
import { seededRandom } from "../../calibrate/random.js";
import type { Coordinates } from "./coordinates.js";
import type { Objective } from "./objective.js";

export interface GradientCheck {
  readonly structure: string;
  readonly dimension: number;
  readonly point: "start" | "optimum";
  readonly coordinates: number;
  /**
   * The greatest |difference - derivative| over the greater one of |derivative| and the root of the second derivative, which is the standard
   * deviation that the derivative has by chance: at an optimum the derivative itself is 0.
   */
  readonly largestError: number;
}

/** Of the coordinates (coordinates.ts), whose scale is that of the standard errors times the root of the number of months. */
const STEP = 1e-3;

/** Compares so many derivatives. Takes one gradient and five values for each. */
export function checkGradient(
  objective: Objective,
  coordinates: Coordinates,
  parameters: Float64Array,
  point: GradientCheck["point"],
  { count = 20, seed = 1 }: { readonly count?: number; readonly seed?: number } = {},
): GradientCheck {
  const at = coordinates.fromParameters(parameters);
  const { value, gradient } = objective.valueAndGradient(parameters);
  const derivatives = coordinates.gradient(gradient);
  const random = seededRandom(seed);
  let largestError = 0;
  for (let n = 0; n < count; n++) {
    const i = Math.floor(at.length * random.uniform());
    const moved = (by: number): number =>
      objective.value(coordinates.toParameters(at.map((x, j) => (j === i ? x + by : x))));
    const [a, b, c, d] = [moved(-2 * STEP), moved(-STEP), moved(STEP), moved(2 * STEP)];
    const difference = (8 * (c - b) - (d - a)) / (12 * STEP);
    const second = (16 * (b + c) - (a + d) - 30 * value) / (12 * STEP ** 2);
    const scale = Math.max(Math.abs(derivatives[i]!), Math.sqrt(Math.max(0, second)));
    const error = Math.abs(difference - derivatives[i]!);
    // Where both are 0 to rounding (r at its end), there is nothing to compare.
    if (error > 1e-8 * Math.abs(value) * 1e-6) largestError = Math.max(largestError, error / scale);
  }
  return {
    structure: objective.structure,
    dimension: objective.states.dimension,
    point,
    coordinates: count,
    largestError,
  };
}
