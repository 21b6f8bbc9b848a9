// Variable projection finds what a full fit finds, without starts for the linear constants; which constants are linear is found out.
import { describe, expect, test } from "vitest";
import { LevenbergMarquardt } from "../../calibrate/optimizers/levenberg-marquardt.js";
import { linearParameters } from "../../calibrate/optimizers/linear-columns.js";
import { minimize } from "../../calibrate/optimizers/minimize.js";
import { VariableProjection } from "../../calibrate/optimizers/variable-projection.js";
import { descent } from "./descent.js";
import { readNist } from "./nist.js";
import { evaluateWith, PROBLEMS, type Residuals } from "./problems.js";

const nist = (name: string, model: (x: number) => Residuals): Residuals => {
  const { data } = readNist(name);
  return (b) => Array.from(data.x!, (x, i) => model(x)(b)[0]!.sub(data.y![i]!));
};
const gauss = nist("Gauss1", (x) => ([b1, b2, b3, b4, b5, b6, b7, b8]) => {
  const hump = (height: typeof b1, center: typeof b1, width: typeof b1) => {
    const off = center!.mul(-1).add(x).div(width!);
    return height!.mul(off.mul(off).mul(-1).exp());
  };
  return [
    b1!
      .mul(b2!.mul(-x).exp())
      .add(hump(b3, b4, b5))
      .add(hump(b6, b7, b8)),
  ];
});
const enso = nist("ENSO", (x) => ([b1, b2, b3, b4, b5, b6, b7, b8, b9]) => {
  const phase = (2 * Math.PI * x) / 12;
  const wave = (period: typeof b1, a: typeof b1, b: typeof b1) => {
    const angle = b1!
      .mul(0)
      .add(2 * Math.PI * x)
      .div(period!);
    return a!.mul(angle.cos()).add(b!.mul(angle.sin()));
  };
  return [
    b1!
      .add(b2!.mul(Math.cos(phase)))
      .add(b3!.mul(Math.sin(phase)))
      .add(wave(b4, b5, b6))
      .add(wave(b7, b8, b9)),
  ];
});

const cases = [
  {
    name: "Gauss1",
    residuals: gauss,
    start: readNist("Gauss1").starts[0],
    certified: readNist("Gauss1").certified,
    linear: [0, 2, 5],
  },
  {
    name: "ENSO",
    residuals: enso,
    start: readNist("ENSO").starts[0],
    certified: readNist("ENSO").certified,
    linear: [0, 1, 2, 4, 5, 7, 8],
  },
  ...["osborne1", "osborne2", "kowalik"].map((name) => {
    const { start, x } = descent.problems.find((problem) => problem.name === name)!;
    const linear = { osborne1: [0, 1, 2], osborne2: [0, 1, 2, 3], kowalik: [0] }[name]!;
    return { name, residuals: PROBLEMS[name]!, start, certified: x, linear };
  }),
];

describe.each(cases)("$name", ({ residuals, start, certified, linear }) => {
  const evaluate = evaluateWith(residuals);

  test("the linear constants are found out", () => {
    const moved = Float64Array.from(start, (v, j) => v * (1.1 + 0.01 * j));
    expect(linearParameters(evaluate, Float64Array.from(start), moved)).toEqual(linear);
  });

  test("the minimum of the full fit, whatever the linear constants start from", () => {
    const full = LevenbergMarquardt.from(start);
    minimize(full, evaluate, { maxEvaluations: 500 });
    const from = start.map((v, j) => (linear.includes(j) ? 1 : v));
    const projection = VariableProjection.from(from, { linear });
    expect(minimize(projection, evaluate, { maxEvaluations: 500 })).toMatch(/^[gfx]tol$/);
    const { x, value } = projection.best!;
    for (const [j, v] of x.entries()) expect(Math.abs(v / certified[j]! - 1)).toBeLessThan(1e-6);
    expect(Math.abs(value / full.best!.value - 1)).toBeLessThan(1e-11);
    expect(evaluate(x).value).toBe(value);
  });

  test("continues bit for bit when restored at each step", () => {
    const whole = VariableProjection.from(start, { linear });
    let restored = VariableProjection.from(start, { linear });
    for (let i = 0; i < 15 && whole.stopped === undefined; i++) {
      restored = VariableProjection.restore(JSON.parse(JSON.stringify(restored)));
      expect(restored.ask()).toEqual(whole.ask());
      for (const optimizer of [whole, restored]) optimizer.tell(optimizer.ask().points.map(evaluate));
    }
    expect(JSON.stringify(restored)).toBe(JSON.stringify(whole));
  });
});

test("of two constants that multiply each other one is linear; of a nonlinear one's exponent none", () => {
  const evaluate = evaluateWith(([a, b, c]) =>
    [1, 2, 3, 4].map((t) =>
      a!
        .mul(b!)
        .mul(t)
        .add(c!.mul(t).exp())
        .sub(t * t),
    ),
  );
  expect(linearParameters(evaluate, Float64Array.of(1, 2, 0.1), Float64Array.of(1.5, 2.5, 0.2))).toEqual([0]);
});

test("failed trial points are taken back; a failing start is told; wrong indices are refused", () => {
  const ts = [0.5, 1, 1.5, 2, 3, 4];
  // y = 2 exp(-0.3 t), where rates below 0.2 fail.
  const model = evaluateWith(([a, k]) => ts.map((t) => a!.mul(k!.mul(-t).exp()).sub(2 * Math.exp(-0.3 * t))));
  const f = (x: Float64Array) => (x[1]! < 0.2 ? undefined : model(x));
  const optimizer = VariableProjection.from([0, 4], { linear: [0], initialDamping: 1e-9 });
  minimize(optimizer, f, { maxEvaluations: 200 });
  expect(optimizer.best!.x[0]).toBeCloseTo(2, 9);
  expect(optimizer.best!.x[1]).toBeCloseTo(0.3, 9);
  expect(minimize(VariableProjection.from([0, 0.1], { linear: [0] }), f)).toBe("nonfinite");
  expect(() => VariableProjection.from([0, 1], { linear: [2] })).toThrow(RangeError);
  expect(() => VariableProjection.from([0, 1], { linear: [0, 0] })).toThrow(RangeError);
  expect(() => VariableProjection.from([0, 1], { linear: [0, 1] })).toThrow(RangeError);
});
