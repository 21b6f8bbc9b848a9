// Adam that asks and tells takes the steps of Adam; it comes back from failed evaluations; it is restored exactly.
import { expect, test } from "vitest";
import { Adam } from "../../calibrate/index.js";
import { AdamDescent } from "../../calibrate/optimizers/adam.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import { evaluateWith, PROBLEMS } from "./problems.js";

const evaluate = evaluateWith(PROBLEMS.rosenbrock!);

test("the points are those of Adam, also when restored at each step", () => {
  let optimizer = AdamDescent.from([-1.2, 1], { learningRate: 0.05 });
  const adam = new Adam(["x", "y"], { learningRate: 0.05 });
  const x = Float64Array.of(-1.2, 1);
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 300; i++) {
    optimizer = AdamDescent.restore(JSON.parse(JSON.stringify(optimizer)));
    const { points, need } = optimizer.ask();
    expect(need).toBe("gradient");
    expect(points).toEqual([x]);
    const answer = evaluate(x);
    lowest = Math.min(lowest, answer.value);
    optimizer.tell([answer]);
    adam.step(x, answer.gradient!);
  }
  expect(optimizer.evaluations).toBe(300);
  expect(optimizer.best!.value).toBe(lowest);
  expect(lowest).toBeLessThan(1);
});

test("steps to where the evaluation fails are taken back at half the rate", () => {
  // x - log x is lowest at 1; the first step from 0.5 at rate 4 leads to 4.5, which fails, and so does 2.5.
  const f = (x: Float64Array) =>
    x[0]! <= 0 || x[0]! > 2
      ? undefined
      : { value: x[0]! - Math.log(x[0]!), gradient: x.map((v) => 1 - 1 / v) };
  const optimizer = AdamDescent.from([0.5], { learningRate: 4 });
  minimize(optimizer, f, { maxEvaluations: 3 });
  expect(optimizer.toJSON().adam.learningRate).toBe(1);
  expect(optimizer.ask().points[0]![0]).toBeCloseTo(1.5, 7);
  minimize(optimizer, f, { maxEvaluations: 2000 });
  expect(optimizer.best!.x[0]).toBeCloseTo(1, 3);
  expect(minimize(AdamDescent.from([3]), f)).toBe("nonfinite");
  expect(minimize(AdamDescent.from([0.5], { gtol: 2 }), f)).toBe("gtol");
  expect(minimize(AdamDescent.from([0.5]), (x) => (x[0] === 0.5 ? f(x) : undefined))).toBe("stalled");
});
