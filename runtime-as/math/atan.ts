// atan(q) = atan(c) + atan((q - c) / (1 + q c)) with c from a table of 50 centres, and atan2 on top of it.
// Invariant: c has four significant bits, so q - c is exact; a quotient q of atan2 carries what its rounding lost.
import { at, upperHalf, leftOver, orderedSumError } from "./exact";
import { ATAN_TABLE, ATAN_P, HALF_PI_HIGH, PI_HIGH, PI_LOW } from "./tables";

// Beyond this atan is pi/2 to the last bit, and below its inverse it is its argument.
// @ts-ignore: decorator
@inline const FAR: f64 = 18446744073709551616.0;

/** Row of the centre for q >= 0: eight to an octave from 1/8 to 8, row 0 (c = 0) before, row 49 (c = 2^20) after. */
// @ts-ignore: decorator
@inline function atanRow(q: f64): usize {
  const cell = (<i32>(reinterpret<u64>(q) >> 49) - ((1023 - 3) << 3)) + 1;
  const capped = select<i32>(cell, 49, cell < 49);
  return ATAN_TABLE + <usize>(select<i32>(capped, 0, capped > 0) * 24);
}

/** (atan(t) - t) / t with z = t^2, |t| <= 1/8. */
// @ts-ignore: decorator
@inline function atanSeries(z: f64): f64 {
  const fourth = z * z;
  return z * (at(ATAN_P, 0) + z * at(ATAN_P, 1) + fourth * (at(ATAN_P, 2) + z * at(ATAN_P, 3) + fourth * (at(ATAN_P, 4) + z * at(ATAN_P, 5))));
}

export function atan(x: f64): f64 {
  const q = abs<f64>(x);
  if (!(q <= FAR)) return x != x ? NaN : copysign<f64>(HALF_PI_HIGH, x);
  const row = atanRow(q);
  const centre = load<f64>(row);
  const t = (q - centre) / (1.0 + q * centre);
  const sum = load<f64>(row, 8) + (t + (t * atanSeries(t * t) + load<f64>(row, 16)));
  return copysign<f64>(sum, x);
}

export function atan2(y: f64, x: f64): f64 {
  const a = abs<f64>(y);
  const b = abs<f64>(x);
  // Within these bounds neither the quotient nor the parts of the product below leave the normal range.
  const bitsA = reinterpret<u64>(a) - 0x2000000000000000;
  const bitsB = reinterpret<u64>(b) - 0x2000000000000000;
  if (bitsA > 0x3fe0000000000000 || bitsB > 0x3fe0000000000000) return atan2Rare(y, x);
  const q = a / b;
  if (q > FAR) return copysign<f64>(HALF_PI_HIGH, y);
  // The quotient again as a sum of two doubles.
  const qHigh = upperHalf(q);
  const qLow = leftOver(a, b, qHigh) / b;
  const row = atanRow(q);
  const centre = load<f64>(row);
  const difference = qHigh - centre;
  const above = difference + qLow;
  const below = 1.0 + q * centre;
  const t = above / below;
  const rest = t * atanSeries(t * t) + orderedSumError(difference, qLow, above) / below;
  const high = load<f64>(row, 8);
  const low = load<f64>(row, 16);
  if (reinterpret<i64>(x) >= 0) return copysign<f64>(high + (t + (rest + low)), y);
  // pi - atan(q)
  const left = PI_HIGH - high;
  const lost = orderedSumError(PI_HIGH, -high, left) + (PI_LOW - low);
  return copysign<f64>(left + (lost - rest - t), y);
}

function atan2Rare(y: f64, x: f64): f64 {
  if (x != x || y != y) return NaN;
  const a = abs<f64>(y);
  const b = abs<f64>(x);
  const negative = reinterpret<i64>(x) < 0;
  if (a == Infinity && b == Infinity) {
    return copysign<f64>(negative ? 2.356194490192345 : 0.7853981633974483, y);
  }
  if (a == 0.0 || b == Infinity) return copysign<f64>(negative ? PI_HIGH : 0.0, y);
  if (b == 0.0 || a == Infinity) return copysign<f64>(HALF_PI_HIGH, y);
  // 2^64 apart or more, the angle is y/x, pi/2 or pi to the last bit.
  const above = a > 1.0 ? a * 5.421010862427522e-20 : a;
  const below = a > 1.0 ? b : b * FAR;
  if (above >= below) return copysign<f64>(HALF_PI_HIGH, y);
  const small = b > 1.0 ? a : a * FAR;
  const large = b > 1.0 ? b * 5.421010862427522e-20 : b;
  if (small <= large) return negative ? copysign<f64>(PI_HIGH, y) : y / x;
  // Of similar size: both move into the common range by an exact factor of 2^600 or 2^-600.
  const scale = a > 1.0 ? reinterpret<f64>((1023 - 600) << 52) : reinterpret<f64>((1023 + 600) << 52);
  return atan2(y * scale, x * scale);
}
