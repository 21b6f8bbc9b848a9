// The published way to fit: Adam at rate 0.1 for 300 iterations on a Gaussian likelihood, all cells in one descent.
//
// Per cell, Σ ½ log v + r² / 2v over its points, with v = s² + 10⁻⁶ and s² a constant of the cell's own; summed over cells; the whole
// gradient is cut to length 10. Coordinates are raw: constants are s·softplus(raw), or logistic(raw) in (0, 1), and begin at the program's values plus a
// jitter of 0.02 in raw coordinates.
// Invariant: predictions and their derivatives come from the program; a step that is not finite ends the descent with an error.
import { Adam } from "../../calibrate/adam.js";
import { seededRandom } from "../../calibrate/random.js";
import type { Program } from "../../host/program.js";

export interface RecipeOptions {
  readonly iterations: number;
  readonly rate: number;
  readonly clip: number;
  readonly jitter: number;
  readonly seed: number;
  /** Initial s². Not public. */
  readonly noise: number;
}

export const RECIPE: RecipeOptions = {
  iterations: 300,
  rate: 0.1,
  clip: 10,
  jitter: 0.02,
  seed: 0,
  noise: 1e-4,
};

/** Smallest noise variance. */
const FLOOR = 1e-6;

export interface Descent {
  readonly parameters: Readonly<Record<string, number>>;
  /** Mean squared error over the fitted points. */
  readonly meanSquare: number;
  /** Predictions for what was asked. */
  readonly predictions: Float64Array;
}

export interface RecipeInput {
  readonly entry: string;
  /** By constant of the program: its size, or "unit". */
  readonly sizes: readonly (number | "unit")[];
  /** Arguments of the fitted points, the same for all cells. */
  readonly at: Float64Array;
  /** By cell. */
  readonly targets: readonly Float64Array[];
  readonly ask: Float64Array;
  readonly options: RecipeOptions;
}

/** One result for each cell. @throws RangeError when a gradient is not finite; the program's errors */
export function descend(
  program: Program,
  { entry, sizes, at, targets, ask, options }: RecipeInput,
): Descent[] {
  const { iterations, rate, clip, jitter, seed, noise } = options;
  const names = [...program.parameters.keys()];
  const maps = [...sizes.map((size) => (size === "unit" ? logistic : softplus(size))), softplus(1)];
  const initial = [...[...program.parameters.values()].map((parameter) => parameter.initial), noise];
  const width = maps.length;
  const normal = normals(seed);
  const raw = Float64Array.from(
    { length: width * targets.length },
    (_, i) => maps[i % width]!.raw(initial[i % width]!) + jitter * normal(),
  );
  const set = (cell: number): void =>
    program.setParameters(new Map(names.map((name, j) => [name, maps[j]!.value(raw[cell * width + j]!)])));
  const gradient = new Float64Array(raw.length);
  const adam = new Adam([...raw.keys()].map(String), { learningRate: rate });
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (const [cell, target] of targets.entries()) {
      set(cell);
      const { values, gradients } = program.batch(entry, [at], { onFailure: "throw" });
      const own = cell * width;
      const variance = maps[width - 1]!.value(raw[own + width - 1]!) + FLOOR;
      let byVariance = 0;
      for (let i = 0; i < target.length; i++)
        byVariance += 0.5 / variance - (values[i]! - target[i]!) ** 2 / (2 * variance * variance);
      gradient[own + width - 1] = byVariance * maps[width - 1]!.slope(raw[own + width - 1]!);
      names.forEach((name, j) => {
        const column = gradients.get(name)!;
        let sum = 0;
        for (let i = 0; i < target.length; i++) sum += ((values[i]! - target[i]!) / variance) * column[i]!;
        gradient[own + j] = sum * maps[j]!.slope(raw[own + j]!);
      });
    }
    const length = Math.hypot(...gradient);
    if (!Number.isFinite(length))
      throw new RangeError(
        `the gradient is not finite in iteration ${iteration + 1} of the published recipe`,
      );
    adam.step(raw, length > clip ? gradient.map((g) => (g * clip) / length) : gradient);
  }
  return targets.map((target, cell) => {
    set(cell);
    const parameters = Object.fromEntries(
      [...program.parameters.values()].map(({ name, value }) => [name, value]),
    );
    const { values } = program.batch(entry, [at], { onFailure: "throw" });
    const meanSquare = values.reduce((sum, value, i) => sum + (value - target[i]!) ** 2, 0) / values.length;
    return {
      parameters,
      meanSquare,
      predictions: program.batch(entry, [ask], { onFailure: "throw" }).values,
    };
  });
}

interface RawMap {
  raw(value: number): number;
  value(raw: number): number;
  slope(raw: number): number;
}

function softplus(size: number): RawMap {
  return {
    raw: (value) => value / size + Math.log(-Math.expm1(-value / size)),
    // Where exp underflows, the least positive number: a constant above 0 stays above 0.
    value: (raw) =>
      Math.max(size * (Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw)))), Number.MIN_VALUE),
    slope: (raw) => size / (1 + Math.exp(-raw)),
  };
}

const logistic: RawMap = {
  raw: (value) => Math.log(value) - Math.log1p(-value),
  value: (raw) => 1 / (1 + Math.exp(-raw)),
  slope: (raw) => 1 / (1 + Math.exp(-raw)) / (1 + Math.exp(raw)),
};

/** Standard normal numbers (Box & Muller 1958). */
export function normals(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
}
