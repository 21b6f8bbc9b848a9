// What reading and printing both need to know about doubles: the powers of ten that are exact, and rounding.
// Invariant: roundToFlonum is the only place of the room where an exact value is rounded to a double by hand;
// everything else either calls it or uses one hardware operation on exact operands.

import { bitLength, discarded, floorShifted } from "./bignum";

/** The one NaN this room produces. */
// @ts-ignore: decorator
@inline
export function canonicalNaN(): f64 {
  return reinterpret<f64>(<u64>0x7ff8000000000000);
}

/** 5^22 < 2^53 < 5^23, so these and no larger powers of ten are doubles. */
export const EXACT_POWER_LIMIT: i32 = 22;

const POWERS_OF_TEN: usize = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  1e19, 1e20, 1e21, 1e22,
]);

// @ts-ignore: decorator
@inline
export function powerOfTen(power: i32): f64 {
  return load<f64>(POWERS_OF_TEN + ((<usize>power) << 3));
}

/** value · 10^power by one correctly rounded operation; exact operands when |power| <= EXACT_POWER_LIMIT. */
// @ts-ignore: decorator
@inline
export function scaleByTen(value: f64, power: i32): f64 {
  return power < 0 ? value / powerOfTen(-power) : value * powerOfTen(power);
}

/**
 * The double nearest to (significand + ε) · 2^exponent, ties to even, where 0 < ε < 1 when `sticky` and ε = 0
 * otherwise. The significand is nonzero, and has at least 62 significant bits when sticky, so that ε stays
 * below the last bit that the rounding looks at.
 */
export function roundToFlonum(significand: u64, exponent: i32, sticky: bool): f64 {
  const zeros = <i32>clz<u64>(significand);
  significand <<= <u64>zeros;
  const top = exponent - zeros + 63; // the value lies in [2^top, 2^(top+1))
  if (top > 1023) return Infinity;
  // Bits below the double's last place: eleven of the 64, and more where the double is subnormal.
  const dropped = 11 + max<i32>(-1022 - top, 0);
  if (dropped > 64) return 0.0;
  const kept = dropped == 64 ? 0 : significand >> <u64>dropped;
  const half = <u64>1 << <u64>(dropped - 1);
  const rest = significand & (half | (half - 1));
  const up = rest > half || (rest == half && (sticky || kept & 1));
  // The hidden bit adds one to the exponent field, and so does a carry out of the rounding, up to infinity.
  const field = <u64>max<i32>(top + 1022, 0) << 52;
  return reinterpret<f64>(field + kept + <u64>up);
}

/** The double nearest to a register's number. */
export function bigToFlonum(big: usize): f64 {
  const shift = 64 - bitLength(big);
  if (shift == 64) return 0.0;
  const top = floorShifted(big, shift);
  return roundToFlonum(top, -shift, discarded);
}
