// Transforms of open bounds: there and back, slopes, and that nothing ever reaches a bound.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FitError, transformFor } from "../../calibrate/index.js";

const finite = { noNaN: true, noDefaultInfinity: true };
const bound = fc.double({ ...finite, min: -1e6, max: 1e6 });
const kinds = fc.oneof(
  fc.constant({ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY }),
  bound.map((lower) => ({ lower, upper: Number.POSITIVE_INFINITY })),
  bound.map((upper) => ({ lower: Number.NEGATIVE_INFINITY, upper })),
  fc
    .tuple(bound, fc.double({ ...finite, min: 1e-3, max: 1e6 }))
    .map(([lower, width]) => ({ lower, upper: lower + width })),
);
const line = fc.double({ ...finite, min: -40, max: 40 });

/** The spacing of doubles at x. */
const ulp = (x: number): number => Math.max(Math.abs(x) * Number.EPSILON, Number.MIN_VALUE);

describe("transforms", () => {
  test("the parameter lies strictly inside for any u", () => {
    fc.assert(
      fc.property(kinds, fc.double({ ...finite, min: -700, max: 700 }), (bounds, u) => {
        const value = transformFor(bounds).inverse(u);
        return value > bounds.lower && value < bounds.upper;
      }),
      { numRuns: 2000 },
    );
  });

  test("there and back: the parameter is found again to its last digits", () => {
    fc.assert(
      fc.property(kinds, line, (bounds, u) => {
        const { forward, inverse } = transformFor(bounds);
        const value = inverse(u);
        const again = inverse(forward(value));
        // exp and log each lose up to 1 ulp of their result; log's error counts |u| times in the distance to the bound.
        const distance = Math.min(value - bounds.lower, bounds.upper - value, Math.abs(value) || 1);
        expect(Math.abs(again - value)).toBeLessThanOrEqual(
          4 * ulp(value) + 8 * (Math.abs(u) + 2) * ulp(distance),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("a value next to a bound keeps its distance from it", () => {
    for (const distance of [1e-300, 1e-100, 1e-17, 1e-9, 0.3]) {
      const lower = transformFor({ lower: 0, upper: Number.POSITIVE_INFINITY });
      expect(lower.inverse(lower.forward(distance)) / distance).toBeCloseTo(1, 12);
      const both = transformFor({ lower: 0, upper: 1 });
      expect(both.inverse(both.forward(distance)) / distance).toBeCloseTo(1, 12);
      const upper = transformFor({ lower: Number.NEGATIVE_INFINITY, upper: 0 });
      expect(upper.inverse(upper.forward(-distance)) / -distance).toBeCloseTo(1, 12);
    }
    const justBelow = 1 - 2 ** -53;
    const both = transformFor({ lower: 0, upper: 1 });
    expect(both.inverse(both.forward(justBelow))).toBe(justBelow);
  });

  test("increasing", () => {
    fc.assert(
      fc.property(kinds, line, fc.double({ ...finite, min: 1e-3, max: 10 }), (bounds, u, step) => {
        const { inverse } = transformFor(bounds);
        expect(inverse(u + step)).toBeGreaterThanOrEqual(inverse(u));
      }),
    );
  });

  test("the derivative is the slope (central difference)", () => {
    fc.assert(
      fc.property(kinds, fc.double({ ...finite, min: -5, max: 5 }), (bounds, u) => {
        const { inverse, derivative } = transformFor(bounds);
        const h = 1e-5;
        const difference = (inverse(u + h) - inverse(u - h)) / (2 * h);
        const rounding = ulp(Math.abs(inverse(u)) + 1) / h;
        expect(Math.abs(derivative(u) - difference)).toBeLessThanOrEqual(
          1e-9 * Math.abs(difference) + 4 * rounding,
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("bounds whose difference overflows", () => {
    const { forward, inverse, derivative } = transformFor({ lower: -1.7e308, upper: 1.7e308 });
    expect(inverse(forward(-1e307)) / -1e307).toBeCloseTo(1, 12);
    expect(inverse(0)).toBe(0);
    expect(derivative(800)).toBe(0);
  });

  test("values on or beyond a bound, and bounds with nothing between, are errors", () => {
    const { forward } = transformFor({ lower: 0, upper: 1 });
    for (const value of [0, 1, -1, 2, Number.NaN]) expect(() => forward(value)).toThrow(FitError);
    expect(() => transformFor({ lower: 1, upper: 1 })).toThrow(FitError);
    expect(() => transformFor({ lower: 1, upper: 1 + Number.EPSILON })).toThrow(FitError);
    expect(() => transformFor({ lower: 2, upper: 1 })).toThrow(FitError);
  });
});
