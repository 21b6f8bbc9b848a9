// What the bench says about growth rests on: the exponent, the double-double arithmetic and its references, the pages that are counted.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../bench/accuracy.js";
import {
  add,
  type DoubleDouble,
  distance,
  divide,
  exact,
  multiply,
  subtract,
} from "../../bench/double-double.js";
import { exponent, sizesTo } from "../../bench/growth.js";
import { runBench } from "../../bench/index.js";
import { KERNELS } from "../../bench/kernels.js";
import { logistic, reference } from "../../bench/references.js";
import { operationsOf } from "../../bench/tape-bytes.js";

describe("the exponent", () => {
  test("is the slope through the logarithms", () => {
    const points = sizesTo(5).map((size): [number, number] => [size, 3 * size ** 1.25]);
    expect(points.map(([size]) => size)).toEqual([100, 300, 1000, 3000, 10_000, 30_000, 100_000]);
    expect(exponent(points, "it")).toBeCloseTo(1.25, 12);
  });
  test("needs costs above those of nothing", () => {
    expect(() => exponent([[100, 0]], "it")).toThrow("it: size 100 costs 0, not more than size 0");
  });
});

/** The exact value of a double-double as a fraction of a power of two. */
const SCALE = 1100n;
function fraction(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = (bits >> 52n) & 2047n;
  const mantissa = (bits & 0xfffffffffffffn) | (biased > 0n ? 1n << 52n : 0n);
  const shift = (biased > 0n ? biased : 1n) - 1075n + SCALE;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return bits >> 63n ? -size : size;
}
const whole = ({ high, low }: DoubleDouble): bigint => fraction(high) + fraction(low);

describe("double-double numbers", () => {
  const number = fc
    .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -0.49, max: 0.49, noNaN: true }))
    .filter(([high]) => Math.abs(high) > 1e-6)
    .map(([high, part]): DoubleDouble => add(exact(high), exact(part * Math.abs(high) * Number.EPSILON)));
  /** Whether `found` / 2^SCALE is `wanted` / `of` within 2^-100 of `size` / `of`. */
  const near = (found: bigint, wanted: bigint, of: bigint, size: bigint): void => {
    const off = found * of - wanted;
    expect((off < 0n ? -off : off) << 100n).toBeLessThanOrEqual(size < 0n ? -size : size);
  };
  const abs = (x: bigint): bigint => (x < 0n ? -x : x);
  test("are right to some hundred bits", () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [x, y] = [whole(a), whole(b)];
        near(whole(add(a, b)), x + y, 1n, abs(x) + abs(y));
        near(whole(subtract(a, b)), x - y, 1n, abs(x) + abs(y));
        near(whole(multiply(a, b)), x * y, 1n << SCALE, x * y);
        near(whole(divide(a, b)), (x << SCALE) * (y < 0n ? -1n : 1n), abs(y), x << SCALE);
      }),
    );
  });
  test("give the derivative of two logistic steps", () => {
    // The sum of two steps from 1/2 at r = 3: x1 = 3/4, x2 = 9/16; by r: x1' = 1/4, x2' = x1 (1 - x1) + r x1' (1 - 2 x1) = -3/16.
    const { value, gradient } = reference(logistic, [3], 2);
    expect(value).toEqual(exact(3 / 4 + 9 / 16));
    expect(gradient).toEqual([exact(1 / 4 - 3 / 16)]);
    expect(distance(1, value)).toBe(5 / 16);
    expect(errorOf(Float64Array.of(0.125), gradient)).toBe(1);
  });
});

const note = (text: string): never => {
  throw new Error(text);
};

test.each([
  // Subtraction, two products, and the sum; the pendulum's has a sine, two sums for each variable, and four products.
  ["logistic map", 4],
  ["pendulum", 9],
])("a step of the %s has %d operations on the tape", async (name, operations) => {
  expect(await operationsOf(KERNELS.find((kernel) => kernel.name === name)!)).toBe(operations);
});

test("gradients of three workloads are near double-double ones at all lengths", async () => {
  const { rows, ratios } = await runBench({ quick: true, only: "accuracy", onNote: note });
  expect(rows.map(({ subject, size }) => [subject, size])).toEqual(
    Array.from({ length: 9 }, (_, i) => 10 ** (2 + (i % 3))).flatMap((size) => [
      ["compiled", size],
      ["hand-written", size],
    ]),
  );
  for (const { median } of rows) expect(median).toBeLessThan(1e-10);
  expect(ratios.filter(({ value }) => value !== null).length).toBe(6);
});
