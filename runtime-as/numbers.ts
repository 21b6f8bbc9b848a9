// The numeric tower of two: exact integers and flonums; predicates, comparison, division, rounding, conversion.
// Invariant: whatever only looks at a number (predicates, comparison, rounding) sees the primal of an active one.
import {
  ERROR, KIND_INTEGER, addressOf, fixnum, fixnumValue, flonum, isActive, isFixnum, isFlonum, isKind,
} from "./layout";
import {
  EXPECT_INT64, EXPECT_INTEGER, EXPECT_INTEGRAL, EXPECT_NUMBER, failDivision, failType, failValue,
} from "./errors";
import {
  compareIntegerFlonum, gcdOf, integerAbs, integerPower, integerSquareRoot, integerValue, isExactInteger, makeInteger,
  multiplyOverflows,
} from "./integers";
import { depthOf, primalOf, primalWord, valueOf } from "./tape";
import {
  TEST_CEILING, TEST_EQUAL, TEST_FINITE, TEST_FLOOR, TEST_GREATER, TEST_INFINITE, TEST_INTEGER, TEST_LESS, TEST_NAN, TEST_NOT_GREATER, TEST_NOT_LESS,
  TEST_ROUND, TEST_TRUNCATE, graphing, noteGuard,
} from "./graph";
import { roundedTensor } from "./tensors/api";
import { isTensor } from "./tensors/tensor";
import * as math from "./math/index";
import * as id from "./generated/names";

// ---- helpers of the generated arithmetic ----------------------------------------------------------------------------------
/** The f64 at the bottom of a number word. */
export function floatOf(word: i64): f64 {
  const w = primalOf(word);
  if (isFixnum(w)) return <f64>fixnumValue(w);
  if (isKind(w, KIND_INTEGER)) return <f64>load<i64>(addressOf(w), 8);
  return reinterpret<f64>(w);
}
/** A word that outlived its level acts as its primal. */
export function outlived(word: i64): i64 {
  while (isActive(word) && depthOf(word) == 0) word = primalWord(word);
  return word;
}
/** An exact operand of a derivative's arithmetic as a flonum; ERROR when it is no number. */
export function inexactOperand(word: i64): i64 {
  if (isActive(word) || isFlonum(word)) return word;
  if (isExactInteger(word)) return flonum(<f64>integerValue(word));
  return ERROR;
}

// ---- operations on exact integers that may leave them -----------------------------------------------------------------------
export function integerDivide(a: i64, b: i64): i64 {
  const x = integerValue(a);
  const y = integerValue(b);
  if (y == 0) return failDivision(id.ID_DIVIDE, a);
  if (y == -1 && x == i64.MIN_VALUE) return flonum(9223372036854775808.0);
  return x % y == 0 ? makeInteger(x / y) : flonum(<f64>x / <f64>y);
}
export function integerSqrt(a: i64): i64 {
  const n = integerValue(a);
  if (n < 0) return flonum(sqrt<f64>(<f64>n));
  const root = integerSquareRoot(n);
  return root * root == n ? makeInteger(root) : flonum(sqrt<f64>(<f64>n));
}
export function integerExpt(a: i64, b: i64): i64 {
  const base = integerValue(a);
  const exponent = integerValue(b);
  if (exponent >= 0) {
    const exact = integerPower(base, exponent);
    if (exact != 0) return exact;
  } else if (base == 0) return failDivision(id.ID_EXPT, a);
  else if (base == 1 || base == -1) return fixnum((exponent & 1) != 0 ? base : 1);
  return flonum(math.pow(<f64>base, <f64>exponent));
}
export function integerMin(a: i64, b: i64): i64 { return integerValue(b) < integerValue(a) ? b : a; }
export function integerMax(a: i64, b: i64): i64 { return integerValue(b) > integerValue(a) ? b : a; }

// ---- comparison: 0, 1, or 2 for a failure ------------------------------------------------------------------------------------
const UNORDERED: i32 = 2;

/** -1, 0, 1; UNORDERED when an operand is NaN. Both must be numbers. */
export function compareNumbers(a: i64, b: i64): i32 {
  const exactA = isExactInteger(a);
  const exactB = isExactInteger(b);
  if (exactA && exactB) {
    const x = integerValue(a);
    const y = integerValue(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (exactA) return compareIntegerFlonum(integerValue(a), reinterpret<f64>(b));
  if (exactB) {
    const order = compareIntegerFlonum(integerValue(b), reinterpret<f64>(a));
    return order == UNORDERED ? UNORDERED : -order;
  }
  const x = reinterpret<f64>(a);
  const y = reinterpret<f64>(b);
  return x < y ? -1 : x > y ? 1 : x == y ? 0 : UNORDERED;
}

@inline function isPlainNumber(word: i64): bool { return isFlonum(word) || isExactInteger(word); }

function ordering(primitive: i32, a: i64, b: i64): i32 {
  const x = primalOf(a);
  const y = primalOf(b);
  if (!isPlainNumber(x)) {
    failType(primitive, EXPECT_NUMBER, x);
    return 3;
  }
  if (!isPlainNumber(y)) {
    failType(primitive, EXPECT_NUMBER, y);
    return 3;
  }
  return compareNumbers(x, y);
}
/** The truth that a test has found. */
function tested(test: u32, a: i64, b: i64, truth: bool): i32 {
  if (graphing()) noteGuard(test, a, b, truth ? 1 : 0);
  return <i32>truth;
}
/** Fixnum words are ordered as their values are. */
@inline function areFixnums(a: i64, b: i64): bool { return isFixnum(a & b); }
/** A fixnum (exact as f64) or flonum as f64; not a number for everything else. */
@inline function plainFloat(word: i64): f64 { return isFixnum(word) ? <f64>fixnumValue(word) : reinterpret<f64>(word); }
export function numberEquals(a: i64, b: i64): i32 {
  if (areFixnums(a, b)) return <i32>(<u64>a == <u64>b);
  const x = plainFloat(a);
  const y = plainFloat(b);
  if (x == x && y == y) return <i32>(x == y);
  const order = ordering(id.ID_EQUALS, a, b);
  return order == 3 ? 2 : tested(TEST_EQUAL, a, b, order == 0);
}
export function numberLess(a: i64, b: i64): i32 {
  if (areFixnums(a, b)) return <i32>(<u64>a < <u64>b);
  const x = plainFloat(a);
  const y = plainFloat(b);
  if (x == x && y == y) return <i32>(x < y);
  const order = ordering(id.ID_LESS, a, b);
  return order == 3 ? 2 : tested(TEST_LESS, a, b, order == -1);
}
export function numberGreater(a: i64, b: i64): i32 {
  if (areFixnums(a, b)) return <i32>(<u64>a > <u64>b);
  const x = plainFloat(a);
  const y = plainFloat(b);
  if (x == x && y == y) return <i32>(x > y);
  const order = ordering(id.ID_GREATER, a, b);
  return order == 3 ? 2 : tested(TEST_GREATER, a, b, order == 1);
}
export function numberNotGreater(a: i64, b: i64): i32 {
  if (areFixnums(a, b)) return <i32>(<u64>a <= <u64>b);
  const x = plainFloat(a);
  const y = plainFloat(b);
  if (x == x && y == y) return <i32>(x <= y);
  const order = ordering(id.ID_NOT_GREATER, a, b);
  return order == 3 ? 2 : tested(TEST_NOT_GREATER, a, b, order <= 0);
}
export function numberNotLess(a: i64, b: i64): i32 {
  if (areFixnums(a, b)) return <i32>(<u64>a >= <u64>b);
  const x = plainFloat(a);
  const y = plainFloat(b);
  if (x == x && y == y) return <i32>(x >= y);
  const order = ordering(id.ID_NOT_LESS, a, b);
  return order == 3 ? 2 : tested(TEST_NOT_LESS, a, b, order == 0 || order == 1);
}

// ---- predicates --------------------------------------------------------------------------------------------------------------
export function isNumber(word: i64): i32 { return <i32>(isFlonum(word) || isFixnum(word) || isActive(word) || isKind(word, KIND_INTEGER)); }
export function isInteger(word: i64): i32 {
  const w = primalOf(word);
  if (isExactInteger(w)) return 1;
  return tested(TEST_INTEGER, word, 0, isFlonum(w) && isIntegral(reinterpret<f64>(w)));
}
export function isExactIntegerTest(word: i64): i32 { return <i32>isExactInteger(word); }
@inline function isIntegral(x: f64): bool { return x - x == 0 && floor<f64>(x) == x; }

export function isExact(word: i64): i32 {
  if (isExactInteger(word)) return 1;
  if (isFlonum(word) || isActive(word)) return 0;
  failType(id.ID_EXACT_P, EXPECT_NUMBER, word);
  return 2;
}
export function isInexact(word: i64): i32 {
  if (isFlonum(word) || isActive(word)) return 1;
  if (isExactInteger(word)) return 0;
  failType(id.ID_INEXACT_P, EXPECT_NUMBER, word);
  return 2;
}
export function isNaNTest(word: i64): i32 {
  if (isNumber(word) == 0) {
    failType(id.ID_NAN_P, EXPECT_NUMBER, word);
    return 2;
  }
  const x = floatOf(word);
  return tested(TEST_NAN, word, 0, x != x);
}
export function isFiniteTest(word: i64): i32 {
  if (isNumber(word) == 0) {
    failType(id.ID_FINITE_P, EXPECT_NUMBER, word);
    return 2;
  }
  const x = floatOf(word);
  return tested(TEST_FINITE, word, 0, x - x == 0);
}
export function isInfiniteTest(word: i64): i32 {
  if (isNumber(word) == 0) {
    failType(id.ID_INFINITE_P, EXPECT_NUMBER, word);
    return 2;
  }
  const x = floatOf(word);
  return tested(TEST_INFINITE, word, 0, x == x && x - x != 0);
}
/** Sign of a number: -1, 0, 1; 2 for NaN, 3 for a failure of `primitive`. */
function signOf(primitive: i32, word: i64): i32 {
  const w = primalOf(word);
  if (isExactInteger(w)) {
    const n = integerValue(w);
    return n < 0 ? -1 : n > 0 ? 1 : 0;
  }
  if (!isFlonum(w)) {
    failType(primitive, EXPECT_NUMBER, word);
    return 3;
  }
  const x = reinterpret<f64>(w);
  return x < 0 ? -1 : x > 0 ? 1 : x == 0 ? 0 : 2;
}
export function isZero(word: i64): i32 {
  const sign = signOf(id.ID_ZERO_P, word);
  return sign == 3 ? 2 : tested(TEST_EQUAL, word, fixnum(0), sign == 0);
}
export function isPositive(word: i64): i32 {
  const sign = signOf(id.ID_POSITIVE_P, word);
  return sign == 3 ? 2 : tested(TEST_GREATER, word, fixnum(0), sign == 1);
}
export function isNegative(word: i64): i32 {
  const sign = signOf(id.ID_NEGATIVE_P, word);
  return sign == 3 ? 2 : tested(TEST_LESS, word, fixnum(0), sign == -1);
}
function parity(primitive: i32, word: i64): i32 {
  if (isFixnum(word)) return <i32>(word & 1);
  const w = valueOf(word);
  if (isExactInteger(w)) return <i32>(integerValue(w) & 1);
  if (isFlonum(w) && isIntegral(reinterpret<f64>(w))) {
    const half = reinterpret<f64>(w) * 0.5;
    return <i32>(floor<f64>(half) != half);
  }
  failType(primitive, EXPECT_INTEGER, word);
  return 2;
}
export function isOdd(word: i64): i32 { return parity(id.ID_ODD_P, word); }
export function isEven(word: i64): i32 {
  const odd = parity(id.ID_EVEN_P, word);
  return odd == 2 ? 2 : 1 - odd;
}

// ---- integer division (R7RS 6.2.6) ---------------------------------------------------------------------------------------------
const QUOTIENT: i32 = 0;
const REMAINDER: i32 = 1;
const MODULO: i32 = 2;
const FLOOR_QUOTIENT: i32 = 3;

function division(primitive: i32, how: i32, a: i64, b: i64): i64 {
  if (areFixnums(a, b) && fixnumValue(b) > 0) return fixnumDivision(how, fixnumValue(a), fixnumValue(b));
  const p = valueOf(a);
  const q = valueOf(b);
  if (isExactInteger(p) && isExactInteger(q)) {
    const x = integerValue(p);
    const y = integerValue(q);
    if (y == 0) return failDivision(primitive, a);
    if (y == -1) {
      // i64.div_s traps on the one quotient that does not fit.
      if (how == REMAINDER || how == MODULO) return fixnum(0);
      return x == i64.MIN_VALUE ? flonum(9223372036854775808.0) : makeInteger(-x);
    }
    const quotient = x / y;
    const remainder = x % y;
    const differ = remainder != 0 && ((remainder ^ y) < 0);
    if (how == QUOTIENT) return makeInteger(quotient);
    if (how == REMAINDER) return makeInteger(remainder);
    if (how == MODULO) return makeInteger(differ ? remainder + y : remainder);
    return makeInteger(differ ? quotient - 1 : quotient);
  }
  if (isNumber(p) == 0 || isInteger(p) == 0) return failType(primitive, EXPECT_INTEGER, a);
  if (isNumber(q) == 0 || isInteger(q) == 0) return failType(primitive, EXPECT_INTEGER, b);
  const x = floatOf(p);
  const y = floatOf(q);
  if (y == 0) return failDivision(primitive, a);
  const remainder = floatRemainder(x, y);
  if (how == REMAINDER) return flonum(remainder);
  const differ = remainder != 0 && (remainder < 0) != (y < 0);
  if (how == MODULO) return flonum(differ ? remainder + y : remainder);
  const quotient = nearest<f64>((x - remainder) / y);
  return flonum(how == FLOOR_QUOTIENT && differ ? quotient - 1 : quotient);
}
/** By a positive divisor every result is a small integer again. */
function fixnumDivision(how: i32, x: i64, y: i64): i64 {
  const quotient = x / y;
  if (how == QUOTIENT) return fixnum(quotient);
  const remainder = x - quotient * y;
  if (how == REMAINDER) return fixnum(remainder);
  if (how == MODULO) return fixnum(remainder < 0 ? remainder + y : remainder);
  return fixnum(remainder < 0 ? quotient - 1 : quotient);
}
/** Exact remainder of integral doubles, with the sign of x: subtraction of doubled multiples, largest first. */
function floatRemainder(x: f64, y: f64): f64 {
  let r = abs<f64>(x);
  const d = abs<f64>(y);
  if (r < 9007199254740992.0 && d < 9007199254740992.0) r = <f64>(<i64>r % <i64>d);
  else {
    let m = d;
    while (m <= r * 0.5) m *= 2;
    while (m >= d) {
      if (r >= m) r -= m;
      m *= 0.5;
    }
  }
  return copysign<f64>(r, x);
}
export function truncateQuotient(a: i64, b: i64): i64 { return division(id.ID_QUOTIENT, QUOTIENT, a, b); }
export function truncateRemainder(a: i64, b: i64): i64 { return division(id.ID_REMAINDER, REMAINDER, a, b); }
export function floorRemainder(a: i64, b: i64): i64 { return division(id.ID_MODULO, MODULO, a, b); }
export function floorQuotient(a: i64, b: i64): i64 { return division(id.ID_FLOOR_QUOTIENT, FLOOR_QUOTIENT, a, b); }

export function greatestCommonDivisor(a: i64, b: i64): i64 {
  const p = valueOf(a);
  const q = valueOf(b);
  if (isExactInteger(p) && isExactInteger(q)) {
    const divisor = gcdOf(integerValue(p), integerValue(q));
    return divisor > <u64>i64.MAX_VALUE ? flonum(<f64>divisor) : makeInteger(<i64>divisor);
  }
  if (isInteger(p) == 0) return failType(id.ID_GCD, EXPECT_INTEGER, a);
  if (isInteger(q) == 0) return failType(id.ID_GCD, EXPECT_INTEGER, b);
  let x = abs<f64>(floatOf(p));
  let y = abs<f64>(floatOf(q));
  while (y != 0) {
    const r = floatRemainder(x, y);
    x = y;
    y = r;
  }
  return flonum(x);
}
export function leastCommonMultiple(a: i64, b: i64): i64 {
  const p = valueOf(a);
  const q = valueOf(b);
  if (isInteger(p) == 0) return failType(id.ID_LCM, EXPECT_INTEGER, a);
  if (isInteger(q) == 0) return failType(id.ID_LCM, EXPECT_INTEGER, b);
  if (isExactInteger(p) && isExactInteger(q)) {
    const x = integerValue(p);
    const y = integerValue(q);
    if (x == 0 || y == 0) return fixnum(0);
    const divisor = <i64>gcdOf(x, y);
    const share = x / divisor;
    if (multiplyOverflows(share, y)) return flonum(abs<f64>(<f64>share * <f64>y));
    return integerAbs(makeInteger(share * y));
  }
  const x = floatOf(p);
  const y = floatOf(q);
  if (x == 0 || y == 0) return flonum(0.0);
  return flonum(abs<f64>((x / floatOf(greatestCommonDivisor(p, q))) * y));
}

// ---- rounding and exactness ------------------------------------------------------------------------------------------------------
@inline function roundable(primitive: i32, word: i64): i64 {
  const w = primalOf(word);
  if (isExactInteger(w) || isFlonum(w)) return w;
  return failType(primitive, EXPECT_NUMBER, word);
}
function rounded(test: u32, word: i64, to: f64): i64 {
  if (graphing()) noteGuard(test, word, 0, to);
  return flonum(to);
}
export function roundDown(word: i64): i64 {
  if (isTensor(word)) return roundedTensor(word, 0);
  const w = roundable(id.ID_FLOOR, word);
  return w == ERROR || isExactInteger(w) ? w : rounded(TEST_FLOOR, word, floor<f64>(reinterpret<f64>(w)));
}
export function roundUp(word: i64): i64 {
  if (isTensor(word)) return roundedTensor(word, 1);
  const w = roundable(id.ID_CEILING, word);
  return w == ERROR || isExactInteger(w) ? w : rounded(TEST_CEILING, word, ceil<f64>(reinterpret<f64>(w)));
}
export function roundToZero(word: i64): i64 {
  if (isTensor(word)) return roundedTensor(word, 2);
  const w = roundable(id.ID_TRUNCATE, word);
  return w == ERROR || isExactInteger(w) ? w : rounded(TEST_TRUNCATE, word, trunc<f64>(reinterpret<f64>(w)));
}
export function roundToEven(word: i64): i64 {
  if (isTensor(word)) return roundedTensor(word, 3);
  const w = roundable(id.ID_ROUND, word);
  return w == ERROR || isExactInteger(w) ? w : rounded(TEST_ROUND, word, nearest<f64>(reinterpret<f64>(w)));
}
export function toExact(word: i64): i64 {
  const w = valueOf(word);
  if (isExactInteger(w)) return w;
  if (!isFlonum(w)) return failType(id.ID_EXACT, EXPECT_NUMBER, word);
  const x = reinterpret<f64>(w);
  if (!isIntegral(x)) return failValue(id.ID_EXACT, EXPECT_INTEGRAL, w);
  if (x >= 9223372036854775808.0 || x < -9223372036854775808.0) return failValue(id.ID_EXACT, EXPECT_INT64, w);
  return makeInteger(<i64>x);
}
/** Active numbers are inexact already and keep their derivative. */
export function toInexact(word: i64): i64 {
  if (isFlonum(word) || isActive(word)) return word;
  if (isExactInteger(word)) return flonum(<f64>integerValue(word));
  return isTensor(word) ? word : failType(id.ID_INEXACT, EXPECT_NUMBER, word);
}
/** Any number, unchanged (`(+ x)`). */
export function asNumber(word: i64): i64 {
  return isNumber(word) != 0 || isTensor(word) ? word : failType(id.ID_ADD, EXPECT_NUMBER, word);
}
