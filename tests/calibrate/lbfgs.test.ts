// L-BFGS beside SciPy's L-BFGS-B: the same minima with comparable effort; saved and restored; failed evaluations.
import { describe, expect, test } from "vitest";
import { Lbfgs } from "../../calibrate/optimizers/lbfgs.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import { descent } from "./descent.js";
import { evaluateWith, PROBLEMS } from "./problems.js";

const through = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;

describe.each(descent.problems)("$name", ({ name, start, value, lbfgs, lbfgsValue }) => {
  const evaluate = evaluateWith(PROBLEMS[name]!);

  test("as low as SciPy with at most 1.5 times its evaluations", () => {
    const optimizer = Lbfgs.from(start);
    const near = Math.max(lbfgsValue * (1 + 1e-9), value + 1e-14);
    let needed = Number.NaN;
    const onStep = () => {
      if (Number.isNaN(needed) && optimizer.best!.value <= near) needed = optimizer.evaluations;
    };
    const end = minimize(optimizer, evaluate, { maxEvaluations: 3000, onStep });
    expect(needed).toBeLessThanOrEqual(1.5 * lbfgs);
    expect(end).toMatch(/^([gf]tol|stalled)$/);
  });

  test("continues bit for bit when restored at each step", () => {
    const whole = Lbfgs.from(start);
    let restored = Lbfgs.from(start);
    for (let i = 0; i < 60 && whole.stopped === undefined; i++) {
      restored = Lbfgs.restore(through(restored));
      const { points, need } = restored.ask();
      expect(whole.ask()).toEqual({ points, need });
      const answers = points.map(evaluate);
      whole.tell(answers);
      restored.tell(answers);
    }
    expect(through(restored)).toEqual(through(whole));
  });
});

test("each accepted step satisfies the strong Wolfe conditions", () => {
  const evaluate = evaluateWith(PROBLEMS.wood!);
  const optimizer = Lbfgs.from([-3, -1, -3, -1]);
  optimizer.tell(optimizer.ask().points.map(evaluate));
  let accepted = 0;
  while (optimizer.stopped === undefined) {
    const { x, direction } = optimizer.toJSON();
    const point = optimizer.ask().points[0]!;
    optimizer.tell([evaluate(point)]);
    if (optimizer.toJSON().x === x) continue;
    accepted++;
    const [from, to] = [evaluate(Float64Array.from(x)), evaluate(point)];
    const along = (g: Float64Array) => g.reduce((sum, v, i) => sum + v * direction[i]!, 0);
    const share = (point[0]! - x[0]!) / direction[0]!;
    expect(to.value).toBeLessThanOrEqual(from.value + 1e-4 * share * along(from.gradient!) + 1e-15);
    expect(Math.abs(along(to.gradient!))).toBeLessThanOrEqual(-0.9 * along(from.gradient!) * (1 + 1e-9));
  }
  expect(accepted).toBeGreaterThan(20);
});

test("a line search comes back from where evaluations fail; a start that fails is told", () => {
  // x²/8 - log x is lowest at 2; beyond 2.5 it is made to fail, too.
  const f = (x: Float64Array) => {
    const [v] = x as unknown as [number];
    return v <= 0 || v > 2.5
      ? undefined
      : { value: v * v * 0.125 - Math.log(v), gradient: x.map((u) => u / 4 - 1 / u) };
  };
  for (const start of [0.1, 2.45, 1]) {
    const optimizer = Lbfgs.from([start]);
    minimize(optimizer, f, { maxEvaluations: 200 });
    expect(optimizer.best!.x[0]).toBeCloseTo(2, 7);
  }
  expect(minimize(Lbfgs.from([3]), f)).toBe("nonfinite");
});
