// Splits for validation: their sizes, and leave-one-out residuals against the closed form.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossValidate, kFold, leaveOneSeriesOut, linearise } from "../../calibrate/diagnostics/index.js";
import { design, difference, expectNear, fixtures, linear, times } from "./diagnostics-data.js";

const { ols, y } = fixtures;

describe("splits", () => {
  it("hold each row out once, whatever the numbers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom("shuffled" as const, "contiguous" as const),
        (rows, share, order) => {
          const folds = 2 + Math.floor(share * (rows - 2));
          const splits = kFold(rows, folds, { order, seed: rows });
          const held = splits.flatMap(({ test }) => [...test]);
          expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
          const sizes = splits.map(({ test }) => test.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          for (const { train, test } of splits) expect(train.length + test.length).toBe(rows);
        },
      ),
      { numRuns: 40 },
    );
  });
  it("leave a series out by its name", () => {
    const splits = leaveOneSeriesOut(["b", "a", "b"]);
    expect(splits.map(({ name, train, test }) => [name, [...train], [...test]])).toEqual([
      ["b", [1], [0, 2]],
      ["a", [0, 2], [1]],
    ]);
    expect(() => leaveOneSeriesOut(["a", "a"])).toThrow(/at least two series/);
    expect(() => kFold(3, 4, { order: "shuffled" })).toThrow(/from 2 to 3/);
  });
  it("of one row each give the leave-one-out residuals r / (1 - h) of a linear model", async () => {
    const { leverages } = linearise(design);
    const residuals = difference(y, linear(ols.params));
    const result = await crossValidate(
      kFold(y.length, y.length, { order: "contiguous" }),
      y,
      ({ train, test }) => {
        const columns = design.map((column) => Float64Array.from(train, (row) => column[row]!));
        const inverse = linearise(columns).inverse;
        const right = columns.map((column) => column.reduce((sum, x, i) => sum + x * y[train[i]!]!, 0));
        const parameters = times(inverse, right);
        return Float64Array.from(test, (row) =>
          design.reduce((sum, c, j) => sum + c[row]! * parameters[j]!, 0),
        );
      },
    );
    expectNear(
      result.residuals,
      residuals.map((r, i) => r / (1 - leverages[i]!)),
      1e-7,
    );
  });
});
