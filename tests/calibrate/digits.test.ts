// Numbers with no more digits than their errors support: the rule of the Particle Data Group, its own examples among the cases.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundedError, roundedTo, withError } from "../../calibrate/diagnostics/index.js";

describe("numbers with their errors", () => {
  it.each([
    [1.23456, 0.0051, "1.235(5)", "1.235", "0.005"],
    [1.23456, 0.0123, "1.235(12)", "1.235", "0.012"],
    [0.827, 0.119, "0.83(12)", "0.83", "0.12"],
    [0.827, 0.367, "0.8(4)", "0.8", "0.4"],
    [0.827, 0.0967, "0.83(10)", "0.83", "0.10"],
    [12.34, 1.4, "12.3(1.4)", "12.3", "1.4"],
    [-0.004, 0.6, "0.0(6)", "0.0", "0.6"],
    [12345, 420, "1.23(4)e4", "1.23e4", "4e2"],
    [1.2345e-7, 4e-9, "1.23(4)e-7", "1.23e-7", "4e-9"],
    [0, 0.02, "0.000(20)", "0.000", "0.020"],
    [3, 5000, "0(5)e3", "0e3", "5e3"],
    [9.996, 0.004, "9.996(4)", "9.996", "0.004"],
    [99.97, 0.2, "99.97(20)", "99.97", "0.20"],
    [1e22, 2e20, "1.000(20)e22", "1.000e22", "2.0e20"],
  ])("%f ± %f", (value, error, both, plain, alone) => {
    expect([withError(value, error), roundedTo(value, error), roundedError(error)]).toEqual([
      both,
      plain,
      alone,
    ]);
  });
  it("are written in full when no error supports a rounding", () => {
    expect(withError(1 / 3, null)).toBe(String(1 / 3));
    expect(roundedTo(1 / 3, 0)).toBe(String(1 / 3));
    expect(roundedError(null)).toBe("none");
    expect(withError(Number.NaN, 1)).toBe("NaN");
  });
  it("stay within half a digit of the value, and the digit within the error", () => {
    const magnitude = fc.tuple(
      fc.double({ min: 1, max: 9.999, noNaN: true }),
      fc.integer({ min: -12, max: 12 }),
    );
    fc.assert(
      fc.property(magnitude, magnitude, ([a, p], [b, q]) => {
        const [value, error] = [a * 10 ** p, b * 10 ** q];
        const rounded = Number(roundedTo(value, error));
        // The last digit is at most 1/3.55 and at least about 1/35.5 of the error.
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.5 * (error / 3.5) + 1e-12 * value);
      }),
    );
  });
});
