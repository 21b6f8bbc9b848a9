// log(x) = k ln 2 - ln(1/c) + ln(z/c) with x = 2^k z and c the centre of one of 128 cells around z (Tang 1990).
// Invariant: 1/c has so few bits that z/c - 1 is had without error as a sum of two doubles, and c = 1 for the cell
// around one, so that nothing cancels there.
import { at, sumError, orderedSumError } from "./exact";
import { LOG_TABLE, LOG_START, LN2, LOG_P } from "./tables";

// @ts-ignore: decorator
@inline const EXPONENT_AND_SIGN: i64 = 0xfff0000000000000;
// @ts-ignore: decorator
@inline const UPPER_MANTISSA: i64 = 0xffffffffffc00000;

/** Distance in bits from the start of cell 0; its upper 12 bits are k, the next 7 the cell. */
// @ts-ignore: decorator
@inline export function logOffset(bits: i64): i64 {
  return bits - LOG_START;
}

// @ts-ignore: decorator
@inline export function logExponent(offset: i64): f64 {
  return <f64><i32>(offset >> 52);
}

/** Row of the cell: 1/c, then the two parts of -ln(1/c). */
// @ts-ignore: decorator
@inline export function logRow(offset: i64): usize {
  return LOG_TABLE + (<usize>(offset >> 45) & 127) * 24;
}

/** Bits of z, which lies between 0.7 and 1.4. */
// @ts-ignore: decorator
@inline export function logMantissa(bits: i64, offset: i64): i64 {
  return bits - (offset & EXPONENT_AND_SIGN);
}

/** z less its 22 lowest bits. */
// @ts-ignore: decorator
@inline export function logUpper(mantissa: i64): f64 {
  return reinterpret<f64>(mantissa & UPPER_MANTISSA);
}

/** (ln(1 + r) - r) / r^2 in the cells; square is r * r. */
// @ts-ignore: decorator
@inline function logSeries(r: f64, square: f64): f64 {
  return at(LOG_P, 0) + r * logCubic(r, square);
}

/** (ln(1 + r) - r + r^2 / 2) / r^3 in the cells. */
// @ts-ignore: decorator
@inline export function logCubic(r: f64, square: f64): f64 {
  const high = at(LOG_P, 3) + r * at(LOG_P, 4) + square * (at(LOG_P, 5) + r * at(LOG_P, 6));
  return at(LOG_P, 1) + r * at(LOG_P, 2) + square * high;
}

/** The logarithm of the normal number with these bits plus a far smaller extra that scales with its exponent. */
// @ts-ignore: decorator
@inline function logOf(bits: i64, extra: f64): f64 {
  const offset = logOffset(bits);
  const row = logRow(offset);
  const k = logExponent(offset);
  const mantissa = logMantissa(bits, offset);
  const z = reinterpret<f64>(mantissa);
  const upper = logUpper(mantissa);
  const inverse = load<f64>(row);
  // z/c - 1 = a + b; a is a multiple of 2^-41 and the heads are multiples of 2^-42: this sum is exact.
  const a = upper * inverse - 1.0;
  const b = (z - upper + extra) * inverse;
  const head = k * at(LN2, 0) + load<f64>(row, 8) + a;
  const high = head + b;
  const lost = orderedSumError(head, b, high);
  const r = a + b;
  const square = r * r;
  return high + (lost + (k * at(LN2, 1) + load<f64>(row, 16)) + square * logSeries(r, square));
}

export function log(x: f64): f64 {
  let bits = reinterpret<i64>(x);
  // One comparison sets apart zero, subnormal and negative numbers, infinity and NaN.
  if (<u64>(bits - 0x0010000000000000) >= 0x7fe0000000000000) {
    if (!(x > 0.0 && x < Infinity)) return x == 0.0 ? -Infinity : x == Infinity ? x : NaN;
    // A subnormal number made normal; its exponent field goes below zero.
    bits = reinterpret<i64>(x * 4503599627370496.0) - (52 << 52);
  }
  return logOf(bits, 0.0);
}

export function log1p(x: f64): f64 {
  // Next to zero 1 + x would round away what matters; z/c - 1 is x itself.
  if (abs<f64>(x) <= 0.00390625) {
    const square = x * x;
    return x + square * logSeries(x, square);
  }
  if (!(x > -1.0 && x < 1152921504606846976.0)) return x == -1.0 ? -Infinity : log(x);
  const sum = 1.0 + x;
  // The rounding error of that sum belongs to z too, scaled like it.
  const lost = sumError(x, 1.0, sum);
  const bits = reinterpret<i64>(sum);
  const scale = reinterpret<f64>(0x3ff0000000000000 - (logOffset(bits) & EXPONENT_AND_SIGN));
  return logOf(bits, lost * scale);
}
