// CMA-ES beside pycma, by how often and how soon it comes to 1e-9 from 20 seeds; restoring; failed evaluations.
import { describe, expect, test } from "vitest";
import { CmaEs } from "../../calibrate/optimizers/cma-es.js";
import { symmetricEigen } from "../../calibrate/optimizers/eigen.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import { descent } from "./descent.js";

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
const FUNCTIONS: Readonly<Record<string, (x: Float64Array) => number>> = {
  sphere: (x) => x.reduce((sum, v) => sum + v * v, 0),
  ellipsoid: (x) => x.reduce((sum, v, i) => sum + 10 ** ((6 * i) / (x.length - 1)) * v * v, 0),
  rosen: (x) => x.slice(1).reduce((sum, v, i) => sum + 100 * (v - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0),
  rastrigin: (x) => x.reduce((sum, v) => sum + 10 + v * v - 10 * Math.cos(2 * Math.PI * v), 0),
  ackley: (x) =>
    20 +
    Math.E -
    20 * Math.exp(-0.2 * Math.sqrt(mean(x.map((v) => v * v)))) -
    Math.exp(mean(x.map((v) => Math.cos(2 * Math.PI * v)))),
};

describe.each(descent.evolution)("$name", ({ name, n, sigma, size, most, successes, evaluations }) => {
  const f = (x: Float64Array) => ({ value: FUNCTIONS[name]!(x) });
  const start = new Array<number>(n).fill(2);

  test("succeeds as often as pycma, with evaluations within a factor of 1.15", () => {
    const counts: number[] = [];
    for (let seed = 1; seed <= 20; seed++) {
      const optimizer = CmaEs.from(start, { seed, sigma, ...(size === null ? {} : { size }) });
      const found = new AbortController();
      const onStep = () => {
        if (optimizer.best!.value <= 1e-9) found.abort();
      };
      if (minimize(optimizer, f, { maxEvaluations: most, onStep, signal: found.signal }) === "aborted")
        counts.push(optimizer.evaluations);
    }
    // Two counts of 20: six apart is about two standard deviations of their difference at a rate near a half.
    expect(Math.abs(counts.length - successes)).toBeLessThanOrEqual(successes > 17 ? 2 : 6);
    expect(mean(counts) / evaluations).toBeLessThan(1.15);
    expect(mean(counts) / evaluations).toBeGreaterThan(1 / 1.15);
  });

  test("restored in the middle it continues bit for bit; it stops of itself; another seed differs", () => {
    const whole = CmaEs.from(start, { seed: 3, sigma });
    let resumed = CmaEs.from(start, { seed: 3, sigma });
    for (let i = 0; i < 40; i++) {
      resumed = CmaEs.restore(JSON.parse(JSON.stringify(resumed)));
      expect(resumed.ask()).toEqual(whole.ask());
      for (const optimizer of [whole, resumed]) optimizer.tell(optimizer.ask().points.map(f));
    }
    expect(JSON.stringify(resumed)).toBe(JSON.stringify(whole));
    expect(CmaEs.from(start, { seed: 4, sigma }).ask()).not.toEqual(
      CmaEs.from(start, { seed: 3, sigma }).ask(),
    );
    expect(minimize(whole, f, { maxEvaluations: 100_000 })).toMatch(/^[fx]tol$/);
  });
});

test("failed evaluations are survived, also around the start; failing everywhere ends", () => {
  // Fails left of a wall through the minimum's neighbourhood.
  const f = (x: Float64Array) => (x[0]! < 0.9 ? undefined : { value: FUNCTIONS.rosen!(x) });
  const optimizer = CmaEs.from([1.5, 2], { seed: 1, sigma: 3 });
  minimize(optimizer, f, { maxEvaluations: 6000 });
  expect(optimizer.best!.value).toBeLessThan(1e-9);
  expect(minimize(CmaEs.from([1, 1], { seed: 1, sigma: 1 }), () => undefined)).toBe("nonfinite");
});

test("eigenvalues of the second-difference matrix are 2 - 2 cos(kπ/(n + 1)), and the vectors give the matrix back", () => {
  const n = 9;
  const matrix = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
  );
  const { values, vectors } = symmetricEigen(matrix);
  for (const [k, v] of [...values].sort((a, b) => a - b).entries())
    expect(v).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      expect(vectors.reduce((sum, v, k) => sum + values[k]! * v[i]! * v[j]!, 0)).toBeCloseTo(
        matrix[i]![j]!,
        13,
      );
});

describe("in many dimensions", () => {
  test("the eigenvectors of a large matrix are orthonormal and belong to their values", () => {
    const n = 80;
    const matrix = Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => Math.cos(i + j) + (i === j ? i : 0)),
    );
    const { values, vectors } = symmetricEigen(matrix);
    for (const [k, v] of vectors.entries()) {
      const image = matrix.map((row) => row.reduce((sum, x, j) => sum + x * v[j]!, 0));
      image.forEach((x, i) => {
        expect(x).toBeCloseTo(values[k]! * v[i]!, 10);
      });
      const products = vectors.map((w) => w.reduce((sum, x, j) => sum + x * v[j]!, 0));
      products.forEach((x, j) => {
        expect(x).toBeCloseTo(j === k ? 1 : 0, 12);
      });
    }
  });

  test("where axes are kept for some generations, it is restored bit for bit", () => {
    const sphere = (x: Float64Array) => ({ value: FUNCTIONS.sphere!(x) });
    const whole = CmaEs.from(new Array<number>(260).fill(1), { seed: 1, sigma: 0.3 });
    minimize(whole, sphere, { maxEvaluations: 20 * 4 });
    expect(whole.toJSON().basis).not.toBeNull();
    const resumed = CmaEs.restore(JSON.parse(JSON.stringify(whole)));
    for (const optimizer of [whole, resumed]) minimize(optimizer, sphere, { maxEvaluations: 20 * 9 });
    expect(JSON.stringify(resumed)).toBe(JSON.stringify(whole));
    expect(whole.best!.value).toBeLessThan(260);
  });
});
