// Numbers as fractions: numerator, denominator, the simplest fraction near a number; integer square roots (R7RS 6.2.6).
// Invariant: exact integers stay exact; of a flonum the fraction is the one that it is exactly, a whole number over a power of two.
import { fixnum, flonum, isFlonum } from "./layout";
import { EXPECT_FINITE, EXPECT_NATURAL, EXPECT_NUMBER, failType, failValue } from "./errors";
import { integerAdd, integerSquareRoot, integerSubtract, integerValue, isExactInteger, makeInteger } from "./integers";
import { floatOf, isNumber } from "./numbers";
import { valueOf } from "./tape";
import * as id from "./generated/names";

let below: f64 = 1;
/** The numerator of x as a fraction in lowest terms, with its denominator in `below`; x is finite. */
function fraction(x: f64): f64 {
  below = 1;
  let up = abs<f64>(x);
  // The last bit of a double is worth 2^-1074 or more.
  while (floor<f64>(up) != up) {
    up *= 2;
    below *= 2;
  }
  return copysign<f64>(up, x);
}

function part(primitive: i32, word: i64, upper: bool): i64 {
  const w = valueOf(word);
  if (isExactInteger(w)) return upper ? w : fixnum(1);
  if (!isFlonum(w)) return failType(primitive, EXPECT_NUMBER, word);
  const x = reinterpret<f64>(w);
  if (x - x != 0) return failValue(primitive, EXPECT_FINITE, w);
  const up = fraction(x);
  return flonum(upper ? up : below);
}
export function numeratorOf(word: i64): i64 { return part(id.ID_NUMERATOR, word, true); }
export function denominatorOf(word: i64): i64 { return part(id.ID_DENOMINATOR, word, false); }

/** The simplest number that differs from x by no more than y. */
export function rationalize(a: i64, b: i64): i64 {
  const p = valueOf(a);
  const q = valueOf(b);
  if (isNumber(p) == 0) return failType(id.ID_RATIONALIZE, EXPECT_NUMBER, a);
  if (isNumber(q) == 0) return failType(id.ID_RATIONALIZE, EXPECT_NUMBER, b);
  if (isExactInteger(p) && isExactInteger(q)) {
    const low = integerValue(q) < 0 ? integerAdd(p, q) : integerSubtract(p, q);
    const high = integerValue(q) < 0 ? integerSubtract(p, q) : integerAdd(p, q);
    if (isExactInteger(low) && isExactInteger(high))
      return makeInteger(integerValue(low) > 0 ? integerValue(low) : integerValue(high) < 0 ? integerValue(high) : 0);
  }
  const x = floatOf(p);
  const y = abs<f64>(floatOf(q));
  const endless = x - x != 0;
  if (endless || y - y != 0) return flonum(x == x && y == y && (!endless || y - y == 0) ? (endless ? x : 0) : NaN);
  const low = abs<f64>(x) - y;
  return flonum(low > 0 ? copysign<f64>(simplest(low, abs<f64>(x) + y), x) : 0);
}

/** By the continued fraction of the interval's ends, as far as they have it in common (Stern 1858). */
function simplest(low: f64, high: f64): f64 {
  let up: f64 = 1;
  let upBefore: f64 = 0;
  let down: f64 = 0;
  let downBefore: f64 = 1;
  while (true) {
    const whole = floor<f64>(low);
    const last = whole == low || whole < floor<f64>(high);
    const term = last && whole != low ? whole + 1 : whole;
    const nextUp = term * up + upBefore;
    const nextDown = term * down + downBefore;
    if (last) return nextUp / nextDown;
    upBefore = up;
    downBefore = down;
    up = nextUp;
    down = nextDown;
    const rest = 1 / (high - whole);
    high = 1 / (low - whole);
    low = rest;
  }
}

/** The largest integer whose square is at most n. */
export function exactIntegerSqrt(n: i64): i64 {
  if (!isExactInteger(n) || integerValue(n) < 0) return failType(id.ID_EXACT_INTEGER_SQRT, EXPECT_NATURAL, n);
  return makeInteger(integerSquareRoot(integerValue(n)));
}
