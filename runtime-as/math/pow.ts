// pow(x, y) = e^(y ln x) with the logarithm and the product as sums of two doubles (after Tang 1990).
// Invariant: the logarithm's relative error is below 2^-67, so y ln x is right to 2^-57 wherever the result is finite;
// hence an exactly representable power comes out exact.
import { at, upperHalf, orderedSumError } from "./exact";
import { expShifted, expRemainder, expScaleBits, expCorrection, expWide, EXP_LIMIT } from "./exp";
import { logOffset, logExponent, logRow, logMantissa, logUpper, logCubic } from "./log";
import { LN2 } from "./tables";

// @ts-ignore: decorator
@inline const SIGN: u64 = 0x8000000000000000;
// 1.5 * 2^19: adding and subtracting it rounds |r| < 1/128 to 26 bits, a multiple of 2^-33.
// @ts-ignore: decorator
@inline const TO_26_BITS: f64 = 786432.0;

export function pow(x: f64, y: f64): f64 {
  let bits = reinterpret<i64>(x);
  let signBit: u64 = 0;
  // Common: positive normal x and 2^-65 <= |y| < 2^64.
  const commonY = (<u32>(reinterpret<u64>(y) >> 52) & 0x7ff) - (1023 - 65) < 129;
  if (<u64>(bits - 0x0010000000000000) >= 0x7fe0000000000000 || !commonY) {
    const a = abs<f64>(x);
    const kind = x < 0.0 ? parity(y) : EVEN;
    if (!commonY || !(a > 0.0 && a < Infinity) || kind == NOT_INTEGER) return powSpecial(x, y);
    if (kind == ODD) signBit = SIGN;
    // The exponent field of a subnormal base goes below zero, which the logarithm allows.
    bits = reinterpret<i64>(a);
    if (bits < 0x0010000000000000) bits = reinterpret<i64>(a * 4503599627370496.0) - (52 << 52);
  }

  const offset = logOffset(bits);
  const row = logRow(offset);
  const k = logExponent(offset);
  const mantissa = logMantissa(bits, offset);
  const z = reinterpret<f64>(mantissa);
  const upper = logUpper(mantissa);
  const inverse = load<f64>(row);
  // z/c - 1 = a + b as in log, again as r = rHigh + rLow with the square of rHigh exact.
  const a = upper * inverse - 1.0;
  const b = (z - upper) * inverse;
  const r = a + b;
  const rHigh = r + TO_26_BITS - TO_26_BITS;
  const rLow = a - rHigh + b;
  const head = k * at(LN2, 0) + load<f64>(row, 8) + a;
  const first = head + b;
  const halfSquare = 0.5 * rHigh * rHigh;
  const second = first - halfSquare;
  const lost = orderedSumError(head, b, first) + orderedSumError(first, -halfSquare, second);
  const square = r * r;
  const rest =
    lost + (k * at(LN2, 1) + load<f64>(row, 16)) - 0.5 * rLow * (rHigh + r) + square * r * logCubic(r, square);

  // The product with y: the leading parts have 26 bits each, so high is exact and low is below 2^-25 of it.
  const logHigh = upperHalf(second + rest);
  const logLow = second - logHigh + rest;
  const yHigh = upperHalf(y);
  const high = yHigh * logHigh;
  const low = (y - yHigh) * logHigh + y * logLow;
  if (!(abs<f64>(high) <= EXP_LIMIT)) return expWide(high, low, signBit);
  const shifted = expShifted(high);
  const correction = expCorrection(expRemainder(high, shifted) + low, shifted);
  const scale = reinterpret<f64>(expScaleBits(shifted) | signBit);
  return scale + scale * correction;
}

// @ts-ignore: decorator
@inline const NOT_INTEGER: i32 = 0;
// @ts-ignore: decorator
@inline const ODD: i32 = 1;
// @ts-ignore: decorator
@inline const EVEN: i32 = 2;

/** Which of the three y is; infinities count as even. */
function parity(y: f64): i32 {
  const a = abs<f64>(y);
  if (a >= 9007199254740992.0) return EVEN;
  if (trunc<f64>(a) != a) return NOT_INTEGER;
  return <i32><i64>a & 1 ? ODD : EVEN;
}

/** Everything that C99 tells apart, and |y| so small or large that the magnitude of x hardly counts. */
function powSpecial(x: f64, y: f64): f64 {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x != x || y != y) return NaN;
  const a = abs<f64>(x);
  const grows = a > 1.0 == y > 0.0;
  if (abs<f64>(y) == Infinity) return a == 1.0 ? 1.0 : grows ? Infinity : 0.0;
  const kind = parity(y);
  if (a == 0.0 || a == Infinity) {
    const magnitude: f64 = grows ? Infinity : 0.0;
    return kind == ODD ? copysign<f64>(magnitude, x) : magnitude;
  }
  if (x < 0.0 && kind == NOT_INTEGER) return NaN;
  // |y| >= 2^64 is even; below 2^-65 the power rounds to one.
  if (a == 1.0 || abs<f64>(y) < 1.0) return 1.0;
  return grows ? Infinity : 0.0;
}
