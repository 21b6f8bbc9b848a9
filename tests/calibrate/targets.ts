// Right structures whose constants are to be found from ones: models with their derivatives, data without noise, ranges of the truth.
import { ladder } from "../../calibrate/optimizers/ladder.js";
import { linearParameters } from "../../calibrate/optimizers/linear-columns.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import type { Answer } from "../../calibrate/optimizers/optimizer.js";
import { seededRandom } from "../../calibrate/random.js";
import type { StartCoordinate } from "../../calibrate/starts.js";
import { transformFor } from "../../calibrate/transform.js";

/** Value and derivatives by the constants at one place. */
type Model = (p: Float64Array, t: number) => readonly [number, ...number[]];

interface Target {
  readonly model: Model;
  /** Ranges of the true constants. */
  readonly truth: readonly (readonly [number, number])[];
  readonly linear: readonly number[];
}

export const TARGETS: Readonly<Record<string, Target>> = {
  "a e^(-bt) + c sin(dt)": {
    model: ([a = 0, b = 0, c = 0, d = 0], t) => {
      const e = Math.exp(-b * t);
      return [a * e + c * Math.sin(d * t), e, -a * t * e, Math.sin(d * t), c * t * Math.cos(d * t)];
    },
    truth: [
      [1, 5],
      [0.1, 1],
      [0.5, 3],
      [0.5, 4],
    ],
    linear: [0, 2],
  },
  "a e^(-bt) cos(ct)": {
    model: ([a = 0, b = 0, c = 0], t) => {
      const [e, cos, sin] = [Math.exp(-b * t), Math.cos(c * t), Math.sin(c * t)] as const;
      return [a * e * cos, e * cos, -a * t * e * cos, -a * t * e * sin];
    },
    truth: [
      [1, 5],
      [0.05, 0.5],
      [0.5, 4],
    ],
    linear: [0],
  },
  "a / (1 + e^(-b (t - c)))": {
    model: ([a = 0, b = 0, c = 0], t) => {
      const e = Math.exp(-b * (t - c));
      const s = 1 / (1 + e);
      return [a * s, s, a * s * s * e * (t - c), -a * s * s * e * b];
    },
    truth: [
      [1, 20],
      [0.3, 3],
      [2, 8],
    ],
    linear: [0],
  },
  "a e^(bt) + c": {
    model: ([a = 0, b = 0, c = 0], t) => {
      const e = Math.exp(b * t);
      return [a * e + c, e, a * t * e, 1];
    },
    truth: [
      [-5, -1],
      [-1, 0.3],
      [-3, 3],
    ],
    linear: [0, 2],
  },
};

const TIMES = Array.from({ length: 40 }, (_, i) => i / 4);

export function problem(model: Model, truth: Float64Array): (p: Float64Array) => Answer | undefined {
  const data = TIMES.map((t) => model(truth, t)[0]);
  return (p) => {
    const rows = TIMES.map((t) => model(p, t));
    const residuals = Float64Array.from(rows, (row, i) => row[0] - data[i]!);
    const jacobian = Array.from(p, (_, j) => Float64Array.from(rows, (row) => row[j + 1]!));
    const value = residuals.reduce((sum, r) => sum + r * r, 0) / 2;
    return Number.isFinite(value) ? { value, residuals, jacobian } : undefined;
  };
}

const bounds = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

export function declared(values: readonly number[]): StartCoordinate[] {
  return values.map((value) => ({ value, bounds, transform: transformFor(bounds) }));
}

/** Fits the target from ones by the ladder, with seeds from 1 on and a truth drawn for each. */
export function fitted(
  name: string,
  seeds: number,
): { readonly found: number; readonly median: number; readonly linear: readonly number[] } {
  const { model, truth: ranges } = TARGETS[name]!;
  const one = Float64Array.from(ranges, () => 1);
  const counts: number[] = [];
  let found = 0;
  let linear: readonly number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const random = seededRandom(1000 + seed);
    const truth = Float64Array.from(ranges, ([low, high]) => low + (high - low) * random.uniform());
    const evaluate = problem(model, truth);
    linear = linearParameters(
      evaluate,
      one,
      one.map((v, j) => v + 0.3 + 0.1 * j),
    );
    const search = ladder(declared(Array.from(one)), { seed, linear });
    minimize(search, evaluate, { maxEvaluations: 4000 });
    if (search.best!.value < 1e-12 * evaluate(truth.map(() => 0))!.value) found++;
    counts.push(search.evaluations);
  }
  counts.sort((a, b) => a - b);
  return { found, median: counts[seeds >> 1]!, linear };
}
