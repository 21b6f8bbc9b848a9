// parseNumber: the numeric syntax case by case, and at random against a second reader made of regular
// expressions.
import fc from "fast-check";
import { expect, test } from "vitest";
import { referenceNumber } from "./reference.js";
import { parseNumber, type Read } from "./room.js";
import { expectAll, factor, repeat, seed, stream, table, timeout, title, toBits } from "./samples.js";

const NOT_NUMBERS = `
  + - ... 1+ -a +i -i 1e . +. -.e1 1.2.3 e5 .e5 --1 +-1 1e5e 1e+ 1e- 1e5.0 1e5/2 1_000 0x10 1f0 1d0 1s2 abc
  1a 12e3x inf.0 nan.0 +inf +inf. +inf.00 +inf.0i -inf.0e1 +nan.1 +infx0 +nan.x +inf,0 ++inf.0 +inf.0+inf.0
  +ina.0 +nnf.0 1/ /2 1/0 0/0 1/000 1/-2 1/+2 1//2 1/2/3 1/2.0 1.0/2 1/2e3 1e3/2 +/2 .5/2 # #x #e #x#e #xg
  #b2 #o8 #da #z1 ## #x#x1 #e#e1 #e#i1 #x#d1 #i#e#x1 x10 1#x #x+ #e- #x1.5 #b1.0 #o1e-2 #b1e1 #x.5 #e1.5
  #e1/3 #e1e-3 #e100e-3 #e+inf.0 #e-nan.0 #e1e19 #e1e999999999999999999 #e-1e-99999999999999999999
  #e9223372036854775808 #e-9223372036854775809 #e9223372036854775808.0 #e99999999999999999999
  #e18446744073709551615.0 #e18446744073709551617e0 #e184467440737095516160e-1 #x#e8000000000000000
  #x#e10000000000000000 #e1/0 #i1/0 #e9223372036854775808/1 +#x1 -#b1 1: 1; 1@2 @ \`1 1G :1 /1`
  .trim()
  .split(/\s+/)
  .concat("", " 1", "1 ", "1\t", "# x1", "\x801", "1\xff", "1\x10", "\x111", "1\x0e5", "\x0b1", "1\x052");

const NUMBERS = table(`
  0=0 -0=0 +0=0 007=7 +5=5 -17=-17 9223372036854775807=9223372036854775807
  -9223372036854775808=-9223372036854775808 9223372036854775808=9223372036854775808.0
  -9223372036854775809=-9223372036854775808.0 18446744073709551615=18446744073709551616.0
  18446744073709551616=18446744073709551616.0 1.=1.0 .5=0.5 -.5=-0.5 +1.5=1.5 -0.0=-0.0 1e3=1000.0
  1E3=1000.0 1.e2=100.0 .1e+1=1.0 1e400=Infinity -1e-400=-0.0 #e2.0=2 #e1e3=1000 #E-12.50e1=-125
  #e1e18=1000000000000000000 #e.5e1=5 #e0.0=0 #e-0e99999999999999999999=0 #e0.00e-99999999999999999999=0
  #e100e-2=1 #e120e-1=12 #e10.0=10 #e1.0203e4=10203 #e5=5 #d#e5.0=5 #e#d5.0=5
  #e9223372036854775807.0=9223372036854775807 #e-9223372036854775808.000=-9223372036854775808
  #e9007199254740993.=9007199254740993 #e1000000000000000000000000000000e-20=10000000000 #i5=5.0 #I-5=-5.0
  #i0=0.0 #i-0=-0.0 #i1.5=1.5 #i6/3=2.0 #i9223372036854775807=9223372036854775808.0
  #i9007199254740993=9007199254740992.0 #i99999999999999999999=1e20 #xff=255 #XFf=255 #x-Ff=-255 #b1011=11
  #B+1=1 #o17=15 #O17=15 #d10=10 #D1.5=1.5 #x#e10=16 #e#x10=16 #i#xA=10.0 #X#I-a=-10.0 #xe5=229 #x1e5=485
  #x7fffffffffffffff=9223372036854775807 #x8000000000000000=9223372036854775808.0
  #x-8000000000000000=-9223372036854775808 #x8000000000000400=9223372036854775808.0
  #x8000000000000401=9223372036854777856.0 #x8000000000000C00=9223372036854779904.0 1/2=0.5
  -1/3=-0.3333333333333333 4/2=2 -4/2=-2 0/5=0 -0/5=0 +6/4=1.5 7/1=7 #xff/11=15 #b11/10=1.5 #e6/3=2
  #d1/4=0.25 #i-0/5=-0.0 0009/003=3 -9223372036854775808/1=-9223372036854775808
  9223372036854775808/1=9223372036854775808.0 18446744073709551614/2=9223372036854775807
  100000000000000000000/100=1000000000000000000 1/3000000000000000000000=3.3333333333333333e-22
  100000000000000000000/3=33333333333333333333.0
  340282366920938463463374607431768211456/36893488147419103232=9223372036854775808.0
  -340282366920938463463374607431768211456/36893488147419103232=-9223372036854775808
  340282366920938463463374607431768211456/2=1.7014118346046923e38
  #i20251594496132103225/11=1841054045102918475.0 #i118863771353937988994/77=1543685342258934922.0
  921075989118505509445/67=13747402822664260000.0 770992073616592019105/67=11507344382337196000.0
  +inf.0=Infinity -inf.0=-Infinity +nan.0=NaN -nan.0=NaN +InF.0=Infinity -NAN.0=NaN #i+inf.0=Infinity
  #x-inf.0=-Infinity #d#i+nan.0=NaN #b+inf.0=Infinity`);

const LONG_NUMBERS: [string, Read][] = [
  [`${"0".repeat(500)}1`, 1n],
  ["9".repeat(400), Infinity],
  [`-${"9".repeat(4000)}`, -Infinity],
  [`#b1${"0".repeat(1023)}`, 2 ** 1023],
  [`#b1${"0".repeat(1024)}`, Infinity],
  [`#b${"1".repeat(1024)}`, Infinity],
  [`#b${"1".repeat(53)}0${"1".repeat(970)}`, Number.MAX_VALUE],
  [`#x${"f".repeat(2000)}`, Infinity],
  [`1${"0".repeat(300)}/1${"0".repeat(290)}`, 10n ** 10n],
  [`1/${"9".repeat(400)}`, 0],
  [`-${"9".repeat(400)}/7`, -Infinity],
  [`${"9".repeat(400)}/${"9".repeat(400)}`, NaN],
  [`#e1${"0".repeat(400)}e-390`, 10n ** 10n],
  [`#e1${"0".repeat(64)}1.0`, null],
  [`#e1${"0".repeat(64)}1e-1`, null],
];

const IN_RADIX: [string, number, Read][] = [
  ["ff", 16, 255n],
  ["ff", 10, null],
  ["FF", 15, null],
  ["1e5", 16, 0x1e5n],
  ["1.5", 16, null],
  ["#d1.5", 16, 1.5],
  ["#d19", 2, 19n],
  ["#xz", 36, null],
  ["#d1", 37, 1n],
  ["-inf.0", 36, -Infinity],
  ["+inf", 36, 24171n],
  ["+i", 36, 18n],
  ["zz", 36, 1295n],
  ["Zz", 35, null],
  ["zz/z", 36, 37n],
  ["z/-1", 36, null],
  ["2", 2, null],
  ...[..."@[`{/:#"].map((c): [string, number, Read] => [c, 36, null]),
  ...[-2, 0, 1, 37].map((radix): [string, number, Read] => ["1", radix, null]),
];

export function numberTests(): void {
  test.each(NOT_NUMBERS)("%j is not a number", (token) => {
    expect(parseNumber(token)).toBeNull();
  });

  test.each(NUMBERS)("%s is %d", (token, expected) => {
    expect(parseNumber(token)).toBe(expected);
  });

  test.each(LONG_NUMBERS.map(([token, value]) => [title(token), value, token] as const))(
    "%s is %d",
    (_, value, token) => {
      expect(parseNumber(token)).toBe(value);
    },
  );

  test.each(IN_RADIX)("%s in radix %d is %d", (token, radix, expected) => {
    expect(parseNumber(token, radix)).toBe(expected);
  });

  test("a NaN is the canonical one, by its bits", () => {
    for (const token of ["+nan.0", "-nan.0", "#x-NaN.0", `${"9".repeat(400)}/${"9".repeat(400)}`])
      expect(toBits(parseNumber(token) as number)).toBe(0x7ff8000000000000n);
  });

  test("the length given is what counts", () => {
    expect([2, 1, 0, -1].map((length) => parseNumber("12", 10, length))).toEqual([12n, 1n, null, null]);
    expect(parseNumber("+inf.0", 10, 5)).toBeNull();
    expect(parseNumber("1/23", 10, 3)).toBe(0.5);
  });

  test("integers beyond i64 are rounded correctly in every radix", { timeout }, () => {
    const { below, bits64 } = stream(12);
    // Near the middle between two doubles, or anywhere.
    const draw = () => {
      const significand = (bits64() >> 11n) | (1n << 52n);
      const shift = BigInt(10 + below(990));
      if (below(2)) return (2n * significand + 1n) * 2n ** shift + BigInt(below(3) - 1);
      return significand * 2n ** shift + (bits64() % 2n ** shift);
    };
    const wrong = (n: bigint) => {
      const radix = 2 + below(35);
      const text = n.toString(radix);
      const got = parseNumber(text, radix);
      const expected = n < 2n ** 63n ? n : Number(n);
      return Object.is(got, expected) ? null : `${text} in radix ${radix}: ${got}, not ${expected}`;
    };
    expectAll(repeat(10_000 * factor, draw), wrong, 10_000);
  });

  test("agrees with regular expressions on tokens made of their pieces", { timeout }, () => {
    const marks = "# #x #b #o #d #e #i #X + - . / e E e- e+ inf.0 nan.0 0 00 @ :".split(" ");
    const piece = fc.oneof(
      fc.constantFrom(...marks),
      fc.integer({ min: 0, max: 300 }).map(String),
      fc.bigInt({ min: 0n, max: 2n ** 66n }).map(String),
      fc.stringMatching(/^[0-9aAeEfFiInNzZ]{1,12}$/),
    );
    const tokens = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    const reals = fc
      .tuple(
        fc.constantFrom("", "#e", "#i", "#x", "#e#b", "#d#I"),
        fc.constantFrom("", "+", "-"),
        fc.stringMatching(/^[0-9]{0,22}(\.[0-9]{0,9})?(e[+-]?[0-9]{1,3})?$/),
        fc.constantFrom("", "", "", "/2", "/3", "/1000", "/0"),
      )
      .map((parts) => parts.join(""));
    const seen = { integers: 0, flonums: 0, others: 0 };
    const check = (token: string, radix: number) => {
      const expected = referenceNumber(token, radix);
      seen[expected === null ? "others" : typeof expected === "bigint" ? "integers" : "flonums"]++;
      expect(parseNumber(token, radix), `${token} in radix ${radix}`).toBe(expected);
    };
    fc.assert(fc.property(fc.oneof(tokens, reals), fc.constantFrom(10, 10, 10, 2, 8, 16, 36), check), {
      seed,
      numRuns: 50_000 * factor,
    });
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3000);
  });
}
