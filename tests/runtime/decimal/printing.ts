// formatFlonum: JavaScript's shortest digits in Scheme's notation, and texts that read back as the same
// double.
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFlonum, parseNumber } from "./room.js";
import { expectAll, factor, fromBits, repeat, seed, stream, timeout, toBits } from "./samples.js";

const TEXTS = `
  0.0 -0.0 0.5 1.0 100.0 -1.5 0.30000000000000004 123456789012345680000.0 999999999999999900000.0 1e21
  1.5e21 1e-7 0.000001 1.2345e-10 5e-324 1e-323 1.7976931348623157e308 2.2250738585072014e-308
  -0.0000012345678901234567 9007199254740992.0 9007199254740994.0 1e23 5.684341886080802e-14 -123.456 +inf.0
  -inf.0 +nan.0`;

/** The double that a text in Scheme's notation stands for. */
const flonumOf = (text: string) => Number(text.replace("+nan.0", "NaN").replace("inf.0", "Infinity"));

/** JavaScript's text in Scheme's notation. */
export function schemeText(x: number): string {
  if (Number.isNaN(x)) return "+nan.0";
  if (!Number.isFinite(x)) return x > 0 ? "+inf.0" : "-inf.0";
  if (Object.is(x, -0)) return "-0.0";
  const text = String(x).replace("e+", "e");
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function wrongText(x: number): string | null {
  const got = formatFlonum(x);
  if (got !== schemeText(x)) return `${schemeText(x)} printed as ${got}`;
  return Object.is(parseNumber(got), x) ? null : `${got} did not read back`;
}

/** Where printing changes course: all powers of two and ten, and the limits of the short ways. */
function* landmarks(): Generator<number> {
  for (let e = -1074; e <= 1023; e++) yield 2 ** e;
  for (let e = -324; e <= 308; e++) for (let d = 1; d <= 9; d++) yield Number(`${d}e${e}`);
  for (const limit of [2 ** 53, 2 ** 63, 2 ** 64, 1e14, 1e15, 1e16, 1e17, 1e18, 1e21, 1e22, 1e23, 1e36, 1e37])
    for (let i = -100n; i <= 100n; i++) yield fromBits(toBits(limit) + i);
  for (const limit of [1e-6, 1e-7, 1e-8, 1e-9, 1e-22, 1e-23])
    for (let i = -100n; i <= 100n; i++) yield fromBits(toBits(limit) + i);
  yield Number.MAX_VALUE;
}

/** Each value and its two neighbours, with either sign. */
function* around(values: Iterable<number>): Generator<number> {
  for (const x of values)
    for (const step of [-1n, 0n, 1n])
      if (toBits(x) + step >= 0n) yield* [fromBits(toBits(x) + step), -fromBits(toBits(x) + step)];
}

export function printingTests(): void {
  test.each(TEXTS.trim().split(/\s+/))("%s", (text) => {
    expect(formatFlonum(flonumOf(text))).toBe(text);
  });

  test("any NaN is +nan.0", () => {
    // An engine may change a NaN's bits on the way through a JavaScript number; this is what can be asked
    // from here.
    for (const bits of [0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff8000000000001n, 0xffffffffffffffffn])
      expect(formatFlonum(fromBits(bits))).toBe("+nan.0");
  });

  test("landmarks and their neighbours", { timeout }, () => {
    expectAll(around(landmarks()), wrongText, 60_000);
  });

  test("random bit patterns", { timeout }, () => {
    expectAll(repeat(250_000 * factor, stream(1).double), wrongText, 250_000);
  });

  test("subnormals", { timeout }, () => {
    const { subnormal } = stream(2);
    expectAll(
      repeat(30_000 * factor, () => fromBits(subnormal())),
      wrongText,
      30_000,
    );
  });

  test("everyday sizes and few digits", { timeout }, () => {
    const { below, digits, word, pick } = stream(3);
    const draws = [
      () => (word() / 4294967296 + word() / 2 ** 64) * 10 ** below(25),
      () => (word() - 2147483648) / 10 ** below(12),
      () => word() * 4194304 + word(),
      () => Number(`${digits(1 + below(17))}e${below(60) - 40}`),
      () => Number(`${digits(1 + below(15))}e${below(620) - 315}`),
    ];
    expectAll(
      repeat(150_000 * factor, () => pick(draws)()),
      wrongText,
      150_000,
    );
  });

  test("reads back, for doubles as fast-check draws them", { timeout }, () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(parseNumber(formatFlonum(x)!)).toBe(x);
      }),
      { seed, numRuns: 5000 * factor },
    );
  });
}
