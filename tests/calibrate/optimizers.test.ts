// Nelder–Mead beside SciPy's: the same points in the same order; saved and restored; failing evaluations.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import { NelderMead } from "../../calibrate/optimizers/nelder-mead.js";

interface Run {
  problem: string;
  adaptive: boolean;
  start: number[];
  x: number[];
  value: number;
  points: number[][];
}
const file = new URL("optimizers.json", import.meta.url);
const { runs } = JSON.parse(readFileSync(file, "utf8")) as { runs: Run[] };

const PROBLEMS: Record<string, (x: Float64Array) => number> = {
  rosenbrock: ([x = 0, y = 0]) => 100 * ((y - x * x) * (y - x * x)) + (1 - x) * (1 - x),
  beale: ([x = 0, y = 0]) => {
    const [a, b, c] = [1.5 - x * (1 - y), 2.25 - x * (1 - y * y), 2.625 - x * (1 - y * y * y)] as const;
    return a * a + b * b + c * c;
  },
  powell: ([p = 0, q = 0, r = 0, s = 0]) => {
    const [a, b, c, d] = [p + 10 * q, r - s, q - 2 * r, p - s] as const;
    return a * a + 5 * (b * b) + c * c * c * c + 10 * (d * d * d * d);
  },
};

test.each(runs)("$problem, adaptive $adaptive: SciPy's points, also when restored at each step", (run) => {
  let optimizer = NelderMead.from(run.start, { adaptive: run.adaptive });
  const points: number[][] = [];
  while (optimizer.stopped === undefined && points.length < 5000) {
    optimizer = NelderMead.restore(JSON.parse(JSON.stringify(optimizer)));
    const asked = optimizer.ask().points;
    points.push(...asked.map((x) => Array.from(x)));
    optimizer.tell(asked.map((x) => ({ value: PROBLEMS[run.problem]!(x) })));
  }
  expect(points.length).toBe(run.points.length);
  for (const [i, x] of points.entries())
    for (const [j, v] of x.entries()) expect(Math.abs(v - run.points[i]![j]!)).toBeLessThan(1e-9);
  expect(optimizer.best!.value).toBeCloseTo(run.value, 12);
});

test("failed evaluations are survived, the budget holds", () => {
  const optimizer = NelderMead.from([2, 2]);
  const f = (x: Float64Array) => (x[0]! < 1 ? undefined : { value: (x[0]! - 1) ** 2 + x[1]! ** 2 });
  expect(minimize(optimizer, f, { maxEvaluations: 10 })).toBe("fuel");
  expect(optimizer.evaluations).toBeLessThanOrEqual(10);
  expect(minimize(optimizer, f, { maxEvaluations: 1000 })).toBe("xtol");
  expect(optimizer.best!.value).toBeLessThan(1e-6);
});
