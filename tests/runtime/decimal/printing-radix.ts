// formatInteger and formatFlonumRadix: exact texts in every radix, and refusals that leave the memory alone.
import fc from "fast-check";
import { expect, test } from "vitest";
import { schemeText } from "./printing.js";
import { formatFlonumRadix, formatInteger, parseNumber } from "./room.js";
import { expectAll, factor, fromBits, repeat, seed, split, stream, timeout } from "./samples.js";

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const anyRadix = fc.integer({ min: 2, max: 36 });

export function integerPrintingTests(): void {
  test("agrees with BigInt in every radix, for every length and at the ends of i64", () => {
    const powers = Array.from({ length: 64 }, (_, i) => 2n ** BigInt(i));
    const values = powers.flatMap((p) => [p - 1n, p, -p, 1n - p, -p - 1n]).map((n) => BigInt.asIntN(64, n));
    expect(values).toContain(-(2n ** 63n));
    expect(values).toContain(2n ** 63n - 1n);
    for (let radix = 2; radix <= 36; radix++)
      expect(values.map((n) => formatInteger(n, radix))).toEqual(values.map((n) => n.toString(radix)));
  });

  test("is inverted by parseNumber, in lower and upper case", { timeout }, () => {
    fc.assert(
      fc.property(int64, anyRadix, (n, radix) => {
        expect(formatInteger(n, radix)).toBe(n.toString(radix));
        expect(parseNumber(n.toString(radix), radix)).toBe(n);
        expect(parseNumber(n.toString(radix).toUpperCase(), radix)).toBe(n);
      }),
      { seed, numRuns: 5000 * factor },
    );
  });

  test("refuses other radixes", () => {
    for (const radix of [-2, 0, 1, 37]) expect(formatInteger(5n, radix)).toBeNull();
  });
}

/** The exact positional expansion of a finite double in radix 2^width. */
function exactExpansion(x: number, width: number): string {
  const { significand, exponent } = split(x);
  const places = Math.ceil(Math.max(0, -exponent) / width);
  const digits = (significand << BigInt(exponent + places * width))
    .toString(2 ** width)
    .padStart(places + 1, "0");
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return `${x < 0 ? "-" : ""}${digits.slice(0, digits.length - places)}.${(places && fraction) || "0"}`;
}

const TEXTS: [number, number, string][] = [
  [255, 16, "ff.0"],
  [-255.9375, 16, "-ff.f"],
  [0.1, 2, "0.0001100110011001100110011001100110011001100110011001101"],
  [0.5, 32, "0.g"],
  [-0, 7, "-0.0"],
  [0, 2, "0.0"],
  [-2, 3, "-2.0"],
  [2 ** 53, 36, "2gosa7pa2gw.0"],
  [-(2 ** 53), 16, "-20000000000000.0"],
  [2 ** 60, 16, "1000000000000000.0"],
  [0.1, 10, "0.1"],
  [1e-7, 10, "1e-7"],
  [-Infinity, 2, "-inf.0"],
  [NaN, 16, "+nan.0"],
];

const REFUSED: [number, number][] = [
  [0.5, 3],
  [0.5, 6],
  [2 ** 53 + 2, 36],
  [2 ** 60, 12],
  [1, 1],
  [1, 37],
  [Infinity, 0],
];

export function radixPrintingTests(): void {
  test.each(TEXTS)("%d in radix %d is %s", (x, radix, text) => {
    expect(formatFlonumRadix(x, radix)).toBe(text);
  });

  test.each(REFUSED)("%d in radix %d is refused", (x, radix) => {
    expect(formatFlonumRadix(x, radix)).toBeNull();
  });

  test("needs room for all of the text", () => {
    for (const [x, radix, text] of TEXTS) {
      expect(formatFlonumRadix(x, radix, text.length)).toBe(text);
      expect(formatFlonumRadix(x, radix, text.length - 1)).toBeNull();
    }
  });

  test("integers up to 2^53 in every radix", { timeout }, () => {
    const { below, bits64 } = stream(4);
    const draw = () => Number(bits64() & ((1n << BigInt(1 + below(53))) - 1n)) * (below(2) ? 1 : -1);
    const wrong = (x: number) => {
      const radix = 2 + below(35);
      const digits = Object.is(x, -0) ? "-0" : x.toString(radix);
      const expected = radix === 10 ? schemeText(x) : `${digits}.0`;
      const got = formatFlonumRadix(x, radix);
      return got === expected ? null : `${x} in radix ${radix}: ${got}, not ${expected}`;
    };
    expectAll(repeat(20_000 * factor, draw), wrong, 20_000);
  });

  test("exact expansions of all doubles in the binary radixes", { timeout }, () => {
    const { below, double, pick } = stream(5);
    const draws = [
      double,
      () => fromBits(BigInt(1 + below(1e9))),
      () => below(1e9) / 2 ** below(60) - below(1e5),
    ];
    const wrong = (x: number) => {
      if (!Number.isFinite(x)) return null;
      const width = 1 + below(5);
      const expected = exactExpansion(x, width);
      const got = formatFlonumRadix(x, 2 ** width, expected.length);
      if (got !== expected) return `${x} in radix ${2 ** width}: ${got}, not ${expected}`;
      const short = formatFlonumRadix(x, 2 ** width, expected.length - 1);
      return short === null ? null : `${x} in radix ${2 ** width} without room: ${short}`;
    };
    expectAll(
      repeat(5000 * factor, () => pick(draws)()),
      wrong,
      5000,
    );
  });
}
