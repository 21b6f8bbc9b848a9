// parseDecimal: the correctly rounded double for any digits and any exponent.
// The host's Number() is the oracle, but for halfway cases, whose answer is known from how they are made.
import { expect, test } from "vitest";
import { parseDecimal } from "./room.js";
import {
  expectAll,
  factor,
  fromBits,
  repeat,
  split,
  stream,
  table,
  timeout,
  title,
  toBits,
} from "./samples.js";

const VALUES = table(`
  0=0.0 -0=-0.0 -0.0e99999=-0.0 +0e-5=0.0 0.e1=0.0 .0=0.0 1.=1.0 .5=0.5 -.5e1=-5.0 +1E+2=100.0 007=7.0
  1e400=Infinity -1e400=-Infinity 1e-400=0.0 -1e-400=-0.0 1.5E-7=1.5e-7 9007199254740993=9007199254740992.0
  1e22=1e22 1e23=1e23 1.7976931348623157e308=1.7976931348623157e308
  1.797693134862315807e308=1.7976931348623157e308 1.797693134862315808e308=Infinity
  2.4703282292062327e-324=0.0 2.4703282292062328e-324=5e-324 2.2250738585072011e-308=2.225073858507201e-308
  18446744073709551615=18446744073709551616.0 9999999999999999999=1e19 8.5e22=8.5e22 -1e-324=-0.0
  3e-324=5e-324 1e309=Infinity`);

const nines = "9".repeat(300);
const zeros = "0".repeat(20_000);

const LONG_VALUES: [string, number][] = [
  [`1e${nines}`, Infinity],
  [`-1e-${nines}`, -0],
  [`0e${nines}`, 0],
  [`1e${zeros}5`, 100000],
  [`1${zeros}e-20000`, 1],
  [`.${zeros}1e20001`, 1],
  [`${zeros}.5`, 0.5],
  [`1.${zeros}`, 1],
  [`1.${zeros}1`, 1],
  [`9007199254740993.${zeros}`, 9007199254740992],
  [`9007199254740993.${zeros}1`, 9007199254740994],
  [`1${zeros}`, Infinity],
];

function wrongValue(token: string): string | null {
  const expected = Number(token);
  const got = parseDecimal(token);
  return Object.is(got, expected) ? null : `${title(token)}: ${got}, not ${expected}`;
}

/** One of four ways to spell digits · 10^exponent; the last is without an exponent. */
function spell(digits: string, exponent: number, way: number): string {
  if (way === 0) return `${digits}e${exponent}`;
  if (way === 1) return `${digits[0]}.${digits.slice(1)}E+${exponent + digits.length - 1}`.replace("+-", "-");
  if (way === 2) return `.${digits}e${exponent + digits.length}`;
  if (exponent >= 0) return `${digits}${"0".repeat(exponent)}.`;
  const padded = digits.padStart(1 - exponent, "0");
  return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** The exact decimal halfway from the double of these bits up to the next: digits · 10^exponent. */
function midpoint(bits: bigint): { digits: bigint; exponent: number } {
  const { significand, exponent } = split(fromBits(bits));
  const middle = 2n * significand + 1n;
  const e = exponent - 1;
  if (e >= 0) return { digits: middle << BigInt(e), exponent: 0 };
  return { digits: middle * 5n ** BigInt(-e), exponent: e };
}

const largest = toBits(Number.MAX_VALUE);

export function readingTests(): void {
  test.each(VALUES)("%s is %d", (token, expected) => {
    expect(parseDecimal(token)).toBe(expected);
  });

  test.each(LONG_VALUES.map(([token, value]) => [title(token), value, token] as const))(
    "%s is %d",
    (_, value, token) => {
      expect(parseDecimal(token)).toBe(value);
    },
  );

  test("what JavaScript prints for random bit patterns", { timeout }, () => {
    const wrong = (x: number) => (Number.isFinite(x) ? wrongValue(String(x)) : null);
    expectAll(repeat(250_000 * factor, stream(6).double), wrong, 250_000);
  });

  test("short decimals and 17 digits, in every spelling", { timeout }, () => {
    const { below, digits, pick } = stream(7);
    const draws = [
      () => spell(digits(1 + below(8)), below(20) - 10, below(4)),
      () => spell(digits(1 + below(19)), below(60) - 30, below(4)),
      () => spell(digits(17), below(40) - 30, below(4)),
      () => spell(digits(17 + below(4)), below(660) - 340, below(3)),
      () => `${digits(below(4))}0.${digits(1 + below(30))}`,
    ];
    const draw = () => pick(["", "-", "+"]) + pick(draws)();
    expectAll(repeat(250_000 * factor, draw), wrongValue, 250_000);
  });

  test("long digit strings", { timeout }, () => {
    const { below, digits } = stream(8);
    const draw = () => {
      const count = 19 + below(below(4) ? 100 : 3000);
      return spell(digits(count), below(640) - 330 - below(count + 1), below(4));
    };
    expectAll(repeat(10_000 * factor, draw), wrongValue, 10_000);
  });

  test("integers around 2^53, 2^63, 2^64 and every higher power of two", { timeout }, () => {
    const integers = function* () {
      for (let n = -1000n; n <= 1000n; n++)
        yield* [String(2n ** 53n + n), String(2n ** 63n + n), String(-(2n ** 64n) + n)];
      for (let e = 54n; e <= 1024n; e++)
        for (const n of [-3n, -2n, -1n, 0n, 1n, 2n, 3n]) yield String(2n ** e + n * 2n ** (e - 54n));
    };
    expectAll(integers(), wrongValue, 12_000);
  });

  test("halfway between neighbours, written out in full, and one digit off far out", { timeout }, () => {
    const { below, bits64, pick, subnormal } = stream(9);
    const draws = [
      () => bits64() % (largest + 1n), // any size
      subnormal,
      () => (963n << 52n) + (bits64() % (120n << 52n)), // everyday sizes
      () => (BigInt(1 + below(2046)) << 52n) - 1n, // just below a power of two
      () => largest - BigInt(below(3)),
    ];
    const wrong = (bits: bigint) => {
      const { digits, exponent } = midpoint(bits);
      const far = below(3) ? below(40) : below(2500);
      const scaled = digits * 10n ** BigInt(far);
      const even = bits & 1n ? bits + 1n : bits;
      const way = below(4);
      const texts: [string, bigint][] = [
        [spell(String(digits), exponent, way), even],
        [spell(String(scaled), exponent - far, way), even],
        [spell(String(scaled + 1n), exponent - far, way), bits + 1n],
        [spell(String(scaled - 1n), exponent - far, way), bits],
      ];
      for (const [text, expected] of texts) {
        const got = toBits(parseDecimal(text));
        if (got !== expected) return `${title(text)}: ${got.toString(16)}, not ${expected.toString(16)}`;
      }
      return null;
    };
    expectAll(
      repeat(4000 * factor, () => pick(draws)()),
      wrong,
      4000,
    );
    // The smallest double, the border of the subnormals, and the midpoint from which overflow begins.
    expectAll([0n, 1n, 2n, (1n << 52n) - 1n, 1n << 52n, largest - 1n, largest], wrong, 7);
  });

  test("halfway cases cut to 16 to 21 digits", { timeout }, () => {
    const { below, bits64 } = stream(10);
    const draw = () => {
      const { digits, exponent } = midpoint(bits64() & 0x7fefffffffffffffn);
      const cut = Math.max(0, String(digits).length - 16 - below(6));
      return spell(String(digits / 10n ** BigInt(cut) + BigInt(below(2))), exponent + cut, below(3));
    };
    expectAll(repeat(20_000 * factor, draw), wrongValue, 20_000);
  });

  test("both ends of the exponent range", { timeout }, () => {
    const { below, digits, pick } = stream(11);
    const draw = () => {
      const text = `${1 + below(9)}${digits(below(25))}`;
      const leading = pick([-325, -324, -323, -308, -307, 307, 308, 309]);
      return spell(text, leading - text.length + 1, below(3));
    };
    expectAll(repeat(20_000 * factor, draw), wrongValue, 20_000);
  });
}
