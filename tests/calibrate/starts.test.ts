// Sobol points beside SciPy's, the evenness of scrambled ones, and the kinds of starts.
import { describe, expect, test } from "vitest";
import { mixedStarts } from "../../calibrate/optimizers/mixed-starts.js";
import { SOBOL_DIMENSIONS, sobolPoints } from "../../calibrate/optimizers/sobol.js";
import { transformFor } from "../../calibrate/transform.js";
import { descent } from "./descent.js";

describe("Sobol points", () => {
  test("are SciPy's to the last bit in 128 dimensions", () => {
    expect(SOBOL_DIMENSIONS).toBe(128);
    const at = sobolPoints(128);
    for (const [i, row] of descent.sobol.rows.entries()) {
      expect(Array.from(at(row))).toEqual(descent.sobol.points[i]);
    }
  });

  test.each([undefined, 1, 2])(
    "64 points hit each of 64 intervals, and each of 8 × 8 cells of the first two, seed %s",
    (seed) => {
      const at = sobolPoints(20, seed);
      const points = Array.from({ length: 64 }, (_, i) => at(i));
      for (let j = 0; j < 20; j++) expect(new Set(points.map((x) => Math.floor(64 * x[j]!))).size).toBe(64);
      const cells = points.map(([x = 0, y = 0]) => 8 * Math.floor(8 * x) + Math.floor(8 * y));
      expect(new Set(cells).size).toBe(64);
    },
  );

  test("seeds scramble differently, all bits, and each the same way again", () => {
    const [one, two] = [sobolPoints(3, 1), sobolPoints(3, 2)];
    expect(one(5)).not.toEqual(two(5));
    expect(one(5)).toEqual(sobolPoints(3, 1)(5));
    // A shift alone would keep the differences of bits: here those of two points depend on the seed.
    const difference = (at: typeof one) => (at(1)[1]! * 2 ** 32) ^ (at(2)[1]! * 2 ** 32);
    expect(difference(one)).not.toBe(difference(two));
  });

  test("refuse dimensions and indices that they have not", () => {
    expect(() => sobolPoints(129)).toThrow(RangeError);
    expect(() => sobolPoints(2)(-1)).toThrow(RangeError);
  });
});

describe("mixed starts", () => {
  const coordinate = (value: number, lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY) => {
    const bounds = { lower, upper };
    return { value, bounds, transform: transformFor(bounds) };
  };
  const coordinates = [coordinate(5), coordinate(-2), coordinate(0), coordinate(3, 1), coordinate(0.2, 0, 1)];
  const starts = mixedStarts(coordinates, 401, 7);
  const of = (kind: string, j: number) =>
    starts
      .filter((start) => start.kind === kind)
      .map(({ point }) => coordinates[j]!.transform.inverse(point[j]!));

  test("the declared constants first, then each kind in turn; fewer are the beginning of more", () => {
    expect(starts.slice(0, 6).map(({ kind }) => kind)).toEqual([
      ...["declared", "narrow", "wide", "log-uniform", "sobol", "narrow"],
    ]);
    expect(of("declared", 0)).toEqual([5]);
    expect(mixedStarts(coordinates, 10, 7)).toEqual(starts.slice(0, 10));
    expect(mixedStarts(coordinates, 10, 8).slice(1)).not.toEqual(starts.slice(1, 10));
  });

  test("narrow ones are near, wide ones within a factor of ten, log-uniform ones of all sizes", () => {
    const extent = (values: number[]) => [Math.min(...values), Math.max(...values)] as const;
    const [nearLow, nearHigh] = extent(of("narrow", 0));
    expect(nearLow).toBeGreaterThan(3.5);
    expect(nearLow).toBeLessThan(3.7);
    expect(nearHigh).toBeLessThan(6.5);
    expect(nearHigh).toBeGreaterThan(6.3);
    for (const kind of ["wide", "sobol"]) {
      const sizes = extent(of(kind, 1).map(Math.abs));
      expect(sizes[0]).toBeGreaterThan(0.2);
      expect(sizes[0]).toBeLessThan(0.24);
      expect(sizes[1]).toBeLessThan(20);
      expect(sizes[1]).toBeGreaterThan(17);
      expect(of(kind, 1).filter((v) => v > 0).length).toBeGreaterThan(15);
    }
    const logs = of("log-uniform", 1).map((v) => Math.log10(Math.abs(v)));
    expect(extent(logs)[0]).toBeLessThan(-2.7);
    expect(extent(logs)[1]).toBeGreaterThan(2.7);
    // One in four of 100 is positive: 25 ± 4.3.
    expect(of("log-uniform", 1).filter((v) => v > 0).length).toBeGreaterThan(10);
    expect(of("log-uniform", 1).filter((v) => v > 0).length).toBeLessThan(40);
  });

  test("all lie inside the bounds", () => {
    for (const kind of ["narrow", "wide", "log-uniform", "sobol"]) {
      expect(of(kind, 3).every((v) => v > 1)).toBe(true);
      expect(of(kind, 4).every((v) => v > 0 && v < 1)).toBe(true);
    }
  });
});
