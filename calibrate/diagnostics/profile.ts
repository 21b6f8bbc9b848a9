// Profile likelihoods: for values of one parameter, the minimum over all others; intervals where it rises by half a χ² quantile.
//
// The interval of a level is {θ : nll(θ) - nll_min ≤ ½ χ²₁(level)} (Venzon & Moolgavkar 1988, eq. 2; Raue et al. 2009, eq. 7): it needs no
// quadratic approximation, and a side where the rise never comes shows a parameter that is not identifiable in practice.
// Invariants: an end is a number only if it was bracketed; a lower minimum met on the way is reported, not passed over.
import { FitError } from "../errors.js";
import { chiSquareQuantile } from "./distributions.js";

/** A minimum of the negative log likelihood with one parameter held. */
export interface Constrained {
  readonly objective: number;
  /** All parameters, the one held included. */
  readonly parameters: Float64Array;
}

export interface ProfileInput {
  /** Which parameter is held. */
  readonly index: number;
  /** The minimum over all parameters. */
  readonly minimum: Constrained;
  /**
   * Minimises the negative log likelihood over the others, from `start` (in which the parameter has the value already); undefined where
   * that failed. Least squares with estimated σ: the objective is ½ n log Σr² (criteria.ts, profiledGaussian).
   */
  readonly minimise: (
    index: number,
    value: number,
    start: Float64Array,
  ) => Constrained | undefined | Promise<Constrained | undefined>;
  readonly level: number;
  /** A standard error or a guess of one: the scale of the first step. */
  readonly scale: number;
  /** Open bounds of the parameter. */
  readonly bounds?: { readonly lower: number; readonly upper: number };
  /** Minimisations on either side before the bracket is found; default 40. */
  readonly maxSteps?: number;
}

/** `crossed`: the end is a number. `bound`: not risen before the bound. `flat`: not within maxSteps. `failed`: minimise failed there. */
export type Ending = "crossed" | "bound" | "flat" | "failed";

export interface ProfilePoint {
  readonly value: number;
  /** Objective minus that of the minimum given. */
  readonly rise: number;
}

export interface Profile {
  readonly index: number;
  readonly level: number;
  /** ½ χ²₁(level). */
  readonly threshold: number;
  /** In the order of the values; the minimum is among them. */
  readonly points: readonly ProfilePoint[];
  readonly lower: number | null;
  readonly upper: number | null;
  readonly lowerEnding: Ending;
  readonly upperEnding: Ending;
  /** A lower minimum than the one given, when one was found. */
  readonly better: Constrained | undefined;
}

/** Rises below this share of the threshold are taken as the noise of minimisations. */
const NOISE = 1e-5;
const MOST_HALVINGS = 8;
const MOST_REFINEMENTS = 60;

/** @throws FitError ("usage") when level, scale or maxSteps are out of range */
export async function profileLikelihood(input: ProfileInput): Promise<Profile> {
  if (!(input.scale > 0 && Number.isFinite(input.scale)))
    throw new FitError("usage", `the scale of a profile's first step must be positive, got ${input.scale}`);
  const maxSteps = input.maxSteps ?? 40;
  if (!Number.isInteger(maxSteps) || maxSteps < 1)
    throw new FitError("usage", `maxSteps must be a whole number of at least 1, got ${maxSteps}`);
  const threshold = 0.5 * chiSquareQuantile(input.level, 1);
  const walk = new Walk(input, threshold, maxSteps);
  const down = await walk.side(-1);
  const up = await walk.side(1);
  return {
    index: input.index,
    level: input.level,
    threshold,
    points: walk.points.sort((a, b) => a.value - b.value),
    lower: down.end,
    upper: up.end,
    lowerEnding: down.ending,
    upperEnding: up.ending,
    better: walk.better,
  };
}

interface Stop {
  readonly value: number;
  readonly rise: number;
  readonly parameters: Float64Array;
}

class Walk {
  readonly points: ProfilePoint[] = [];
  better: Constrained | undefined;

  constructor(
    private readonly input: ProfileInput,
    private readonly threshold: number,
    private readonly maxSteps: number,
  ) {
    this.points.push({ value: input.minimum.parameters[input.index]!, rise: 0 });
  }

  /** Walks one way with steps that aim at rises of a few tenths of the threshold, then finds the crossing. */
  async side(sign: 1 | -1): Promise<{ end: number | null; ending: Ending }> {
    const { index, minimum, scale, bounds } = this.input;
    const bound =
      sign > 0 ? (bounds?.upper ?? Number.POSITIVE_INFINITY) : (bounds?.lower ?? Number.NEGATIVE_INFINITY);
    let last: Stop = { value: minimum.parameters[index]!, rise: 0, parameters: minimum.parameters };
    const near = 1e-6 * Math.min(scale, Math.abs(bound - last.value) || scale);
    let step = 0.25 * scale * Math.sqrt(2 * this.threshold);
    let halvings = 0;
    for (let taken = 0; taken < this.maxSteps; taken++) {
      const room = sign * (bound - last.value);
      if (room <= near) return { end: null, ending: "bound" };
      const value = last.value + sign * Math.min(step, 0.5 * room);
      const next = await this.at(value, last.parameters);
      if (!next) {
        step = 0.5 * Math.min(step, 0.5 * room);
        if (++halvings > MOST_HALVINGS) return { end: null, ending: "failed" };
        continue;
      }
      if (next.rise > this.threshold) return { end: await this.crossing(last, next), ending: "crossed" };
      const gained = (next.rise - last.rise) / this.threshold;
      if (gained < 0.1) step *= 2;
      else if (gained > 0.4) step /= 1.5;
      last = next;
    }
    return { end: null, ending: "flat" };
  }

  /** Regula falsi (Illinois; Dowell & Jarratt 1971) on the root of the rise, which is straight for a parabola. */
  private async crossing(inside: Stop, outside: Stop): Promise<number> {
    const height = (stop: Stop): number => Math.sqrt(Math.max(stop.rise, 0)) - Math.sqrt(this.threshold);
    let [a, b] = [inside, outside];
    let [fa, fb] = [height(a), height(b)];
    let moved: "a" | "b" | undefined;
    for (let i = 0; i < MOST_REFINEMENTS; i++) {
      const share = fa / (fa - fb);
      const value = a.value + share * (b.value - a.value);
      if (Math.abs(b.value - a.value) <= 1e-9 * this.input.scale) break;
      const start = a.parameters.map((x, j) => x + share * (b.parameters[j]! - x));
      const next = await this.at(value, start);
      if (!next) break;
      const f = height(next);
      if (Math.abs(f) <= 1e-8) return value;
      if (f < 0) {
        if (next.value === a.value) break;
        [a, fa, fb] = [next, f, moved === "a" ? fb / 2 : fb];
        moved = "a";
      } else {
        if (next.value === b.value) break;
        [b, fb, fa] = [next, f, moved === "b" ? fa / 2 : fa];
        moved = "b";
      }
    }
    const [ha, hb] = [height(a), height(b)];
    return a.value + (ha / (ha - hb)) * (b.value - a.value);
  }

  private async at(value: number, from: Float64Array): Promise<Stop | undefined> {
    const { index, minimum, minimise } = this.input;
    const start = from.slice();
    start[index] = value;
    const found = await minimise(index, value, start);
    if (!found || !Number.isFinite(found.objective)) return undefined;
    const rise = found.objective - minimum.objective;
    this.points.push({ value, rise });
    const known = this.better?.objective ?? minimum.objective;
    if (rise < -NOISE * this.threshold && found.objective < known) this.better = found;
    return { value, rise, parameters: found.parameters };
  }
}
