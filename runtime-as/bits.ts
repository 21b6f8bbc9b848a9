// Exact integers as bits, in two's complement (SRFI 151, R6RS 11.4): all within 64 bits, as the integers are.
// Invariant: a shift that leaves 64 bits gives the nearest flonum, as multiplication by a power of two does.
import { fixnum, fixnumValue, flonum, isFixnum } from "./layout";
import { EXPECT_EXACT_INTEGER, EXPECT_INDEX, failType } from "./errors";
import { integerValue, isExactInteger, makeInteger } from "./integers";
import * as id from "./generated/names";

const AND: i32 = 0;
const OR: i32 = 1;

function combination(primitive: i32, how: i32, a: i64, b: i64): i64 {
  if (!isExactInteger(a)) return failType(primitive, EXPECT_EXACT_INTEGER, a);
  if (!isExactInteger(b)) return failType(primitive, EXPECT_EXACT_INTEGER, b);
  const x = integerValue(a);
  const y = integerValue(b);
  return makeInteger(how == AND ? x & y : how == OR ? x | y : x ^ y);
}
export function bitwiseAnd(a: i64, b: i64): i64 { return combination(id.ID_BITWISE_AND, AND, a, b); }
export function bitwiseOr(a: i64, b: i64): i64 { return combination(id.ID_BITWISE_IOR, OR, a, b); }
export function bitwiseXor(a: i64, b: i64): i64 { return combination(id.ID_BITWISE_XOR, 2, a, b); }
export function bitwiseNot(a: i64): i64 {
  return isExactInteger(a) ? makeInteger(~integerValue(a)) : failType(id.ID_BITWISE_NOT, EXPECT_EXACT_INTEGER, a);
}

function shifted(primitive: i32, a: i64, count: i64, direction: i64): i64 {
  if (!isExactInteger(a)) return failType(primitive, EXPECT_EXACT_INTEGER, a);
  if (!isFixnum(count)) return failType(primitive, EXPECT_EXACT_INTEGER, count);
  const n = integerValue(a);
  const by = fixnumValue(count) * direction;
  if (by <= 0) return makeInteger(n >> (by > -63 ? -by : 63));
  if (n == 0) return a;
  if (by < 64 && (n << by) >> by == n) return makeInteger(n << by);
  // 2^1023 at most, twice: beyond 2^2046 every product is infinite.
  const power = by < 1024 ? by : 1023;
  const more = by - power < 1023 ? by - power : 1023;
  return flonum(<f64>n * powerOfTwo(power) * powerOfTwo(more));
}
function powerOfTwo(n: i64): f64 { return reinterpret<f64>((n + 1023) << 52); }
export function arithmeticShift(a: i64, count: i64): i64 { return shifted(id.ID_ARITHMETIC_SHIFT, a, count, 1); }
export function shiftRight(a: i64, count: i64): i64 { return shifted(id.ID_SHIFT_RIGHT, a, count, -1); }

/** Bits that differ from the sign. */
export function bitCount(a: i64): i64 {
  if (!isExactInteger(a)) return failType(id.ID_BIT_COUNT, EXPECT_EXACT_INTEGER, a);
  const n = integerValue(a);
  return fixnum(popcnt<i64>(n < 0 ? ~n : n));
}
export function integerLength(a: i64): i64 {
  if (!isExactInteger(a)) return failType(id.ID_INTEGER_LENGTH, EXPECT_EXACT_INTEGER, a);
  const n = integerValue(a);
  return fixnum(64 - clz<i64>(n < 0 ? ~n : n));
}
/** -1 for 0. */
export function firstSetBit(a: i64): i64 {
  if (!isExactInteger(a)) return failType(id.ID_FIRST_SET_BIT, EXPECT_EXACT_INTEGER, a);
  const n = integerValue(a);
  return fixnum(n == 0 ? -1 : ctz<i64>(n));
}
export function bitIsSet(index: i64, a: i64): i32 {
  const i = isFixnum(index) ? fixnumValue(index) : -1;
  if (i < 0) failType(id.ID_BIT_SET_P, EXPECT_INDEX, index);
  else if (!isExactInteger(a)) failType(id.ID_BIT_SET_P, EXPECT_EXACT_INTEGER, a);
  else return <i32>((integerValue(a) >> (i < 63 ? i : 63)) & 1);
  return 2;
}
