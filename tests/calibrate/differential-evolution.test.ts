// Differential evolution beside SciPy's, by how often the global minimum is found; seeds, restoring, failed evaluations.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DifferentialEvolution } from "../../calibrate/optimizers/differential-evolution.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";

const file = new URL("optimizers.json", import.meta.url);
const { successes } = JSON.parse(readFileSync(file, "utf8")) as {
  successes: Record<"rand1bin" | "best1bin", number>;
};

const box = [
  [-5.12, 4],
  [-4, 5.12],
  [-5, 5],
] as const;
const rastrigin = (x: Float64Array) => ({
  value: x.reduce((sum, v) => sum + 10 + v * v - 10 * Math.cos(2 * Math.PI * v), 0),
});

describe.each(["rand1bin", "best1bin"] as const)("%s", (strategy) => {
  test("finds the lowest of Rastrigin's valleys about as often as SciPy, though a part of the box fails", () => {
    const f = (x: Float64Array) => (x[0]! > 2 ? undefined : rastrigin(x));
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const optimizer = DifferentialEvolution.within(box, { seed, strategy });
      minimize(optimizer, f, { maxEvaluations: 13_500 });
      if (optimizer.best!.value < 1e-8) found++;
    }
    // Two counts of 20: six apart is about two standard deviations of their difference at a rate near a half.
    expect(Math.abs(found - successes[strategy])).toBeLessThanOrEqual(6);
  });

  test("restored in the middle it continues bit for bit; another seed differs", () => {
    const whole = DifferentialEvolution.within(box, { seed: 3, strategy });
    minimize(whole, rastrigin, { maxEvaluations: 1800 });
    const half = DifferentialEvolution.within(box, { seed: 3, strategy });
    minimize(half, rastrigin, { maxEvaluations: 900 });
    const resumed = DifferentialEvolution.restore(JSON.parse(JSON.stringify(half)));
    minimize(resumed, rastrigin, { maxEvaluations: 1800 });
    expect(JSON.stringify(resumed)).toBe(JSON.stringify(whole));
    const other = DifferentialEvolution.within(box, { seed: 4, strategy });
    expect(other.ask().points).not.toEqual(DifferentialEvolution.within(box, { seed: 3 }).ask().points);
  });
});
