// Exact integers: fixnums inline, larger ones boxed, all within i64.
// Invariant: an integer that fits a fixnum is never boxed, so equal integers within that range are equal words. What leaves
// the range of i64 becomes a flonum, the nearest one (R7RS 6.2.3 allows it; docs/language.md says so).
import {
  FIXNUM_MAX, FIXNUM_MIN, KIND_INTEGER, addressOf, fixnum, fixnumValue, flonum, isFixnum, isKind,
} from "./layout";
import { allocateObject, objectWord } from "./heap";

@inline export function isExactInteger(word: i64): bool { return isFixnum(word) || isKind(word, KIND_INTEGER); }

/** The value of an exact integer. */
@inline export function integerValue(word: i64): i64 {
  return isFixnum(word) ? fixnumValue(word) : load<i64>(addressOf(word), 8);
}

/** The word of an exact integer. */
export function makeInteger(n: i64): i64 {
  if (n <= FIXNUM_MAX && n >= FIXNUM_MIN) return fixnum(n);
  const at = allocateObject(KIND_INTEGER, 1);
  store<i64>(at, n, 8);
  return objectWord(at);
}

export function integerAdd(a: i64, b: i64): i64 {
  const x = integerValue(a);
  const y = integerValue(b);
  const sum = x + y;
  // Overflow iff both operands have the sign that the sum has not (Warren 2012, §2-13).
  if (((x ^ sum) & (y ^ sum)) < 0) return flonum(<f64>x + <f64>y);
  return makeInteger(sum);
}

export function integerSubtract(a: i64, b: i64): i64 {
  const x = integerValue(a);
  const y = integerValue(b);
  const difference = x - y;
  if (((x ^ y) & (x ^ difference)) < 0) return flonum(<f64>x - <f64>y);
  return makeInteger(difference);
}

export function integerMultiply(a: i64, b: i64): i64 {
  const x = integerValue(a);
  const y = integerValue(b);
  if (multiplyOverflows(x, y)) return flonum(<f64>x * <f64>y);
  return makeInteger(x * y);
}

export function multiplyOverflows(x: i64, y: i64): bool {
  if (x == 0 || y == 0) return false;
  // Enough leading zeros: no overflow (the common case, without a division).
  const bits = clz<i64>(x < 0 ? ~x : x) + clz<i64>(y < 0 ? ~y : y);
  if (bits >= 66) return false;
  if ((x == -1 && y == i64.MIN_VALUE) || (y == -1 && x == i64.MIN_VALUE)) return true;
  return (x * y) / y != x;
}

export function integerNegate(a: i64): i64 {
  const x = integerValue(a);
  return x == i64.MIN_VALUE ? flonum(-<f64>x) : makeInteger(-x);
}

export function integerAbs(a: i64): i64 { return integerValue(a) < 0 ? integerNegate(a) : a; }

/** x^n for n >= 0, exact while it fits. */
export function integerPower(base: i64, exponent: i64): i64 {
  let result: i64 = 1;
  let b = base;
  let n = exponent;
  if (b == 0 || b == 1) return n == 0 ? fixnum(1) : fixnum(b);
  if (b == -1) return fixnum((n & 1) != 0 ? -1 : 1);
  while (true) {
    if ((n & 1) != 0) {
      if (multiplyOverflows(result, b)) return 0;
      result *= b;
    }
    n >>= 1;
    if (n == 0) return makeInteger(result);
    if (multiplyOverflows(b, b)) return 0; // 0 is the word of 0.0: "does not fit"
    b *= b;
  }
}

/** The largest integer whose square is at most n (n >= 0). */
export function integerSquareRoot(n: i64): i64 {
  let root = <i64>sqrt<f64>(<f64>n);
  while (root > 0 && (root > 3037000499 || root * root > n)) root--;
  while (root < 3037000499 && (root + 1) * (root + 1) <= n) root++;
  return root;
}

export function gcdOf(a: i64, b: i64): u64 {
  let x = <u64>(a < 0 ? -a : a);
  let y = <u64>(b < 0 ? -b : b);
  while (y != 0) {
    const r = x % y;
    x = y;
    y = r;
  }
  return x;
}

/** Exact value of an integral flonum; the caller has checked that |x| < 2^63. */
@inline export function integerOfFlonum(x: f64): i64 { return makeInteger(<i64>x); }

/** Compares an exact integer with a flonum exactly: -1, 0, 1; 2 when x is NaN. */
export function compareIntegerFlonum(n: i64, x: f64): i32 {
  if (x != x) return 2;
  if (x >= 9223372036854775808.0) return -1;
  if (x < -9223372036854775808.0) return 1;
  const whole = <i64>x; // truncated towards zero
  if (n != whole) return n < whole ? -1 : 1;
  const rest = x - <f64>whole;
  return rest > 0 ? -1 : rest < 0 ? 1 : 0;
}
