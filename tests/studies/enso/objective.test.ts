// The likelihoods of all structures: beside a batch of NumPy (studies/enso/batch.py), their gradients beside central differences, both
// roads beside one another, and what is said of parameters and states that do not do.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../calibrate/random.js";
import { observations } from "../../../studies/enso/likelihood.js";
import { InnovationError, Objective, type States } from "../../../studies/enso/objective.js";
import {
  parameterCount,
  STRUCTURE_NAMES,
  STRUCTURES,
  type StructureName,
  startOf,
} from "../../../studies/enso/structures.js";
import { loadRoads } from "../../../studies/roads.js";

interface Batch {
  readonly structure: StructureName;
  readonly dimension: number;
  readonly first: number;
  readonly theta: readonly number[];
  readonly observations: readonly number[];
  readonly value: number;
  readonly last: readonly number[];
}
const batches = JSON.parse(readFileSync(new URL("./batch.json", import.meta.url), "utf8")) as Batch[];

const roads = await loadRoads();
const names = ["compiled", "interpreted"] as const;

const statesOf = ({ observations: data, dimension, first }: Batch): States => ({
  data: Float64Array.from(data),
  dimension,
  first,
});

/** Months of the coarse basin from January 1970 on. */
async function basin(dimension: number, steps: number): Promise<States> {
  const { data } = await observations(dimension, steps);
  return { data, dimension, first: 12 * 1970 };
}

/** Draws of mean 0 and variance 1, and places among so many. */
function drawing(seed: number) {
  const random = seededRandom(seed);
  return {
    unit: () => Math.sqrt(12) * (random.uniform() - 0.5),
    below: (count: number) => Math.floor(count * random.uniform()),
  };
}

it("structures have as many parameters as published", () => {
  expect([6, 10, 15, 20].map((d) => parameterCount("dense", d))).toEqual([58, 156, 346, 611]);
  const at15 = STRUCTURE_NAMES.map((name) => [STRUCTURES[name].published, parameterCount(name, 15)]);
  expect(at15).toEqual([
    ["S0", 346],
    ["S1", 136],
    ["S3", 196],
    ["S4", 123],
    [undefined, 346],
    [undefined, 376],
  ]);
  expect(() => parameterCount("dense", 1)).toThrow(/two components at least; 1/);
});

describe.each(names)("%s", (road) => {
  it.each(batches)("$structure, D = $dimension, is the density of a batch", async (given) => {
    const objective = await Objective.load(roads[road], given.structure, statesOf(given));
    const theta = Float64Array.from(given.theta);
    const error = (actual: number): number => Math.abs(actual - given.value) / Math.abs(given.value);
    expect(error(objective.value(theta))).toBeLessThan(1e-10);
    expect(error(objective.valueAndGradient(theta).value)).toBeLessThan(1e-10);
    expect(objective.evaluations).toBe(2);
    const means = objective.filtered(theta).slice(-given.dimension);
    means.forEach((mean, i) => {
      expect(mean).toBeCloseTo(given.last[i]!, 10);
    });
    objective.dispose();
  });

  it.each(STRUCTURE_NAMES)("%s: the gradient is that of central differences", async (structure) => {
    const states = await basin(6, 48);
    const objective = await Objective.load(roads[road], structure, states);
    const { unit, below } = drawing(3);
    const theta = startOf(structure, 6, unit).map((x) => x + 0.05 * unit());
    const { value, gradient } = objective.valueAndGradient(theta);
    const largest = gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    const at = (i: number, by: number): number =>
      objective.value(theta.map((x, j) => (j === i ? x + by : x)));
    for (let n = 0; n < 20; n++) {
      const i = below(theta.length);
      // Of fourth order: the error is that of the value's rounding over the step.
      const h = 2e-4;
      const difference = (8 * (at(i, h) - at(i, -h)) - (at(i, 2 * h) - at(i, -2 * h))) / (12 * h);
      const rounding = (1e-14 * Math.abs(value)) / h;
      const bound = 1e-6 * Math.max(Math.abs(gradient[i]!), 1e-6 * largest) + rounding;
      expect(Math.abs(difference - gradient[i]!), `${i}: ${gradient[i]} for ${difference}`).toBeLessThan(
        bound,
      );
    }
    objective.dispose();
  });
});

it.each(STRUCTURE_NAMES)("%s: both roads have the same value and gradient", async (structure) => {
  const states = await basin(6, 48);
  const theta = startOf(structure, 6, drawing(5).unit);
  const [compiled, interpreted] = await Promise.all(
    names.map(async (road) => {
      const objective = await Objective.load(roads[road], structure, states);
      const answer = objective.valueAndGradient(theta);
      objective.dispose();
      return answer;
    }),
  );
  expect(interpreted!.value).toBe(compiled!.value);
  const largest = compiled!.gradient.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  interpreted!.gradient.forEach((x, i) => {
    expect(Math.abs(x - compiled!.gradient[i]!)).toBeLessThan(1e-12 * largest);
  });
});

describe("what a structure says of itself", () => {
  it("stable has no eigenvalue outside the unit circle, and a stationary start", async () => {
    const states = await basin(6, 48);
    const objective = await Objective.load(roads.interpreted, "stable", states);
    const { unit } = drawing(9);
    for (const size of [0.1, 1, 30]) {
      const theta = startOf("stable", 6, unit).map((x) => x + size * unit());
      const [f] = objective.transitions(theta) as [Float64Array];
      const { q, r } = objective.noises(theta);
      // F S F' + Q = S with S = G G'; as Q is positive definite, no eigenvalue of F is 1 or greater (Lyapunov).
      const s = new Float64Array(36);
      let at = 36;
      const g = Float64Array.from({ length: 36 }, (_, k) => (k % 6 <= Math.floor(k / 6) ? theta[at++]! : 0));
      const product = (a: Float64Array, b: Float64Array, transposed: boolean): Float64Array =>
        s.map((_, k) => {
          let sum = 0;
          for (let j = 0; j < 6; j++)
            sum += a[6 * Math.floor(k / 6) + j]! * b[transposed ? 6 * (k % 6) + j : 6 * j + (k % 6)]!;
          return sum;
        });
      const stationary = product(g, g, true);
      const moved = product(product(f, stationary, false), f, true);
      const scale = Math.max(...stationary.map(Math.abs));
      moved.forEach((x, k) => {
        expect(Math.abs(x + q[k]! - stationary[k]!)).toBeLessThan(1e-9 * scale);
      });
      expect(r).toBeCloseTo(Math.log1p(Math.exp(theta.at(-1)!)) + 1e-4, 12);
    }
    objective.dispose();
  });

  it("seasonal has twelve matrices, which differ on their diagonal", async () => {
    const objective = await Objective.load(roads.interpreted, "seasonal", await basin(2, 48));
    const theta = Float64Array.of(0.9, 0.2, -0.1, 0.8, 0.1, 0, 0, 0.05, 0.1, 0, 0.1, -4);
    const year = objective.transitions(theta);
    expect(year).toHaveLength(12);
    year.forEach((f, m) => {
      const angle = (2 * Math.PI * m) / 12;
      const wanted = [0.9 + 0.1 * Math.cos(angle), 0.2, -0.1, 0.8 + 0.05 * Math.sin(angle)];
      f.forEach((x, k) => {
        expect(x).toBeCloseTo(wanted[k]!, 14);
      });
    });
    objective.dispose();
  });
});

describe("what does not do", () => {
  it.each(names)(
    "a covariance that is not positive definite: its step and the parameters (%s)",
    async (road) => {
      // From January to February F is A, as sin 0 = 0; from there to March it is far too large.
      const states = { ...(await basin(2, 48)), first: 12 * 1970 + 1 };
      const objective = await Objective.load(roads[road], "seasonal", states);
      const theta = Float64Array.of(0.9, 0, 0, 0.9, 0, 0, 0, 1e200, 0.1, 0, 0.1, -4);
      for (const call of [() => objective.value(theta), () => objective.valueAndGradient(theta)]) {
        let thrown: unknown;
        try {
          call();
        } catch (error) {
          thrown = error;
        }
        expect(thrown).toBeInstanceOf(InnovationError);
        const { kind, step, parameters, message } = thrown as InnovationError;
        expect([kind, [...parameters]]).toEqual(["innovation", [...theta]]);
        expect(step).toBe(1);
        expect(message).toContain(
          `seasonal: the covariance of the innovation is not positive definite at step ${step}`,
        );
        expect(message).toContain("(1970-03)");
        expect(message).toContain("number 7, 1e+200");
      }
      expect(objective.value(theta.map((x) => (x > 1 ? 0 : x)))).toBeGreaterThan(0);
      objective.dispose();
    },
  );

  it("states and parameters", async () => {
    const load = (states: States) => Objective.load(roads.interpreted, "dense", states);
    const states = await basin(6, 9);
    await expect(load(states)).rejects.toThrow(
      /9 months of 6 components are too few for the 58 parameters.*10 months/,
    );
    const long = await basin(6, 12);
    const gap = { ...long, data: long.data.map((x, i) => (i === 20 ? Number.NaN : x)) };
    await expect(load(gap)).rejects.toThrow(/state of 1970-04 has NaN as component 3/);
    await expect(load({ ...long, data: long.data.slice(1) })).rejects.toThrow(/71 numbers are no rows of 6/);
    const objective = await load(long);
    expect(() => objective.value(new Float64Array(57))).toThrow(/dense has 58 parameters, 57 were given/);
    objective.dispose();
  });
});
