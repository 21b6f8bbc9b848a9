// Central differences: right within the error they claim, and the verdicts on gradients that are right, wrong and undefined.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differentiate } from "../../cli/differences.js";
import { judge } from "../../cli/gradient-check.js";

const free = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("estimates", () => {
  test.each<[string, (x: number) => number, (x: number) => number]>([
    ["exp", Math.exp, Math.exp],
    ["sin", Math.sin, Math.cos],
    ["cube", (x) => x ** 3, (x) => 3 * x ** 2],
    ["reciprocal", (x) => 1 / (x + 10), (x) => -1 / (x + 10) ** 2],
  ])("%s: close to the derivative, and the error is not understated", (_, f, derivative) => {
    fc.assert(
      fc.property(finite(-5, 5), (x) => {
        fc.pre(x === 0 || Math.abs(x) > 1e-6); // smaller ones drown in rounding
        const { central } = differentiate(f, x, free);
        const exact = derivative(x);
        const size = Math.max(Math.abs(exact), Math.abs(f(x)));
        expect(Math.abs(central.derivative - exact)).toBeLessThanOrEqual(10 * central.error + 1e-12 * size);
        expect(central.error).toBeLessThanOrEqual(1e-6 * Math.max(size, 1e-3));
      }),
    );
  });

  test("tiny and huge arguments find a step that serves them", () => {
    expect(differentiate(Math.exp, 1e-9, free).central.derivative).toBeCloseTo(1, 8);
    expect(differentiate((x) => x * x, 1e12, free).central.derivative / 2e12).toBeCloseTo(1, 9);
  });

  test("never leaves the open bounds", () => {
    const seen: number[] = [];
    const f = (x: number): number => {
      seen.push(x);
      return Math.log(x);
    };
    const { central } = differentiate(f, 1e-4, { lower: 0, upper: 1 });
    expect(central.derivative / 1e4).toBeCloseTo(1, 8);
    expect(Math.min(...seen)).toBeGreaterThan(0);
  });

  test("points that cannot be computed only make the steps smaller", () => {
    const { central } = differentiate((x) => (x < 0.99 ? Number.NaN : x * x), 1, free);
    expect(central.derivative).toBeCloseTo(2, 8);
  });
});

describe("verdicts", () => {
  const verdict = (f: (x: number) => number, x: number, derivative: number) =>
    judge(derivative, differentiate(f, x, free), Math.abs(f(x)) / Math.max(Math.abs(x), 1e-3));

  test("a right derivative agrees, one that is wrong by a millionth does not", () => {
    fc.assert(
      fc.property(finite(0.1, 3), (x) => {
        expect(verdict(Math.exp, x, Math.exp(x))).toBe("agrees");
        expect(verdict(Math.exp, x, Math.exp(x) * (1 + 1e-6))).toBe("disagrees");
      }),
    );
  });

  test("a constant has derivative 0, and nothing else", () => {
    expect(verdict(() => 3, 1, 0)).toBe("agrees");
    expect(verdict(() => 3, 1, 1e-3)).toBe("disagrees");
  });

  test("at a kink whatever lies between the sides is accepted", () => {
    expect(verdict(Math.abs, 0, 0)).toBe("kink");
    expect(verdict(Math.abs, 0, 1)).toBe("kink");
    expect(verdict(Math.abs, 0, 1.5)).toBe("disagrees");
    expect(verdict((x) => Math.min(x, 1), 1, 0.5)).toBe("kink");
  });

  test("at a jump the derivative of the point's own side is accepted", () => {
    expect(verdict((x) => (x < 2 ? 5 : x * x), 2, 4)).toBe("jump");
  });

  test("an infinite derivative cannot be resolved", () => {
    expect(verdict(Math.cbrt, 0, Number.POSITIVE_INFINITY)).toBe("unresolved");
  });

  test("not a number disagrees with a derivative that exists", () => {
    expect(verdict((x) => 2.5 * x, 3, Number.NaN)).toBe("disagrees");
  });
});
