// Levenberg–Marquardt beside MINPACK's, from SciPy: the same minima with comparable effort; saved and restored; failed evaluations.
import { describe, expect, test } from "vitest";
import { LevenbergMarquardt } from "../../calibrate/optimizers/levenberg-marquardt.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import { descent } from "./descent.js";
import { evaluateWith, PROBLEMS } from "./problems.js";

const through = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T;

describe.each(descent.problems)("$name", ({ name, start, x, value, lm, lmValue }) => {
  const evaluate = evaluateWith(PROBLEMS[name]!);

  test.each([false, true])("MINPACK's minimum, with acceleration: %s", (acceleration) => {
    const optimizer = LevenbergMarquardt.from(start, { acceleration });
    // Both count until they are as near as MINPACK is with tolerances of 1e-8.
    const near = lmValue * (1 + 1e-7) + 1e-16;
    let needed = Number.NaN;
    const onStep = () => {
      if (Number.isNaN(needed) && optimizer.best!.value <= near) needed = optimizer.evaluations;
    };
    expect(minimize(optimizer, evaluate, { maxEvaluations: 3000, onStep })).toMatch(/^([gfx]tol|exact)$/);
    expect(Math.abs(optimizer.best!.value - value)).toBeLessThanOrEqual(1e-9 * value + 1e-20);
    // Powell's singular function is flat at its minimum: its points differ by the fourth root of what its values do.
    const digits = name === "powell" ? 1e-4 : 1e-6;
    for (const [j, v] of optimizer.best!.x.entries()) {
      expect(Math.abs(v - x[j]!)).toBeLessThan(digits * (1 + Math.abs(x[j]!)));
    }
    expect(needed).toBeLessThanOrEqual((acceleration ? 3 : 1.5) * lm);
  });

  test.each([false, true])(
    "continues bit for bit when restored at each step, acceleration: %s",
    (acceleration) => {
      const whole = LevenbergMarquardt.from(start, { acceleration });
      let restored = LevenbergMarquardt.from(start, { acceleration });
      for (let i = 0; i < 60 && whole.stopped === undefined; i++) {
        restored = LevenbergMarquardt.restore(through(restored));
        const { points, need } = restored.ask();
        expect(whole.ask()).toEqual({ points, need });
        const answers = points.map(evaluate);
        whole.tell(answers);
        restored.tell(answers);
      }
      expect(through(restored)).toEqual(through(whole));
    },
  );
});

test("steps into a region that cannot be evaluated are taken back", () => {
  // Newton's first step from 3 for log(x) goes to 3 - 3 log 3 < 0.
  const failing = (x: Float64Array) =>
    x[0]! <= 0
      ? undefined
      : { value: Math.log(x[0]!) ** 2 / 2, residuals: x.map(Math.log), jacobian: [x.map((v) => 1 / v)] };
  const optimizer = LevenbergMarquardt.from([3], { initialDamping: 1e-9 });
  let refused = 0;
  const onStep = () => {
    if (optimizer.last?.notFinite) refused++;
  };
  minimize(optimizer, failing, { onStep });
  expect(refused).toBeGreaterThan(0);
  expect(optimizer.best!.x[0]).toBeCloseTo(1, 12);

  const nowhere = LevenbergMarquardt.from([1]);
  expect(minimize(nowhere, () => undefined)).toBe("nonfinite");
  const alone = LevenbergMarquardt.from([0]);
  const only = { value: 0.5, residuals: Float64Array.of(1), jacobian: [Float64Array.of(1)] };
  expect(minimize(alone, (x) => (x[0] === 0 ? only : undefined))).toBe("stalled");
});
