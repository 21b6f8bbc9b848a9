// Decimal text to the nearest double, ties to even, for any number of digits and any exponent. Clinger (How
// to Read Floating Point Numbers Accurately, 1990): when mantissa and power of ten are both doubles one
// operation rounds correctly; everything else is decided here by exact integers rather than by estimates.
// Invariant: both ways give the correctly rounded value, so which of them ran cannot be observed.

import {
  DENOMINATOR,
  NUMERATOR,
  bitLength,
  isZero,
  multiplyAdd,
  multiplyPowerOf5,
  normalize,
  quotient,
  setU64,
  shiftLeft,
} from "./bignum";
import { EXACT_POWER_LIMIT, bigToFlonum, roundToFlonum, scaleByTen } from "./flonum";

/**
 * Digits that can matter: a midpoint between two doubles has at most 767 significant digits, so past 770 it
 * only counts whether anything but zeros follows.
 */
const DIGIT_LIMIT: i32 = 770;

/** Digits that always fit a u64. */
const SHORT_LIMIT: i32 = 19;

/** Exponents are cut off here, where no string is long enough to bring the value back into range. */
const EXPONENT_LIMIT: i64 = 1000000000000;

/**
 * The double nearest to the `length` bytes at `ptr`, which are known to match `[+-]? (digits [. digits*] | .
 * digits+) ([eE] [+-]? digits+)?`. Overflow gives an infinity, a zero keeps its sign.
 */
export function parseDecimal(ptr: usize, length: i32): f64 {
  const end = ptr + <usize>length;
  const sign = load<u8>(ptr);
  const start = ptr + <usize>(sign == 0x2d || sign == 0x2b);
  const magnitude = parseMagnitude(start, end);
  return sign == 0x2d ? -magnitude : magnitude;
}

function parseMagnitude(start: usize, end: usize): f64 {
  let mantissa: u64 = 0; // the first SHORT_LIMIT digits from the first that is not zero
  let digits: i32 = 0; // how many there are in all from that one on
  let first: usize = 0;
  let fraction: i64 = 0; // digits after the point
  let afterPoint: i64 = 0;
  let at = start;
  for (; at < end; at++) {
    const c = <u32>load<u8>(at);
    if (c == 0x2e) {
      afterPoint = 1;
      continue;
    }
    const digit = c - 0x30;
    if (digit > 9) break;
    fraction += afterPoint;
    if (digits == 0) {
      if (digit == 0) continue;
      first = at;
    }
    if (++digits <= SHORT_LIMIT) mantissa = mantissa * 10 + <u64>digit;
  }
  if (digits == 0) return 0.0;

  const exponent = readExponent(at, end) - fraction; // the value is all the digits · 10^exponent
  const leading = exponent + <i64>(digits - 1); // and lies in [10^leading, 10^(leading+1))
  if (leading > 308) return Infinity;
  if (leading < -324) return 0.0;
  if (digits <= SHORT_LIMIT) {
    if (exponent == 0) return <f64>mantissa;
    if (mantissa < <u64>1 << 53 && exponent >= -EXACT_POWER_LIMIT && exponent <= EXACT_POWER_LIMIT)
      return scaleByTen(<f64>mantissa, <i32>exponent);
    setU64(NUMERATOR, mantissa);
    return roundNumerator(<i32>exponent, false);
  }
  while (load<u8>(at - 1) == 0x30 || load<u8>(at - 1) == 0x2e) at--;
  const taken = loadDigits(first, at);
  return roundNumerator(<i32>leading - (taken - 1), taken == DIGIT_LIMIT && moreDigits);
}

/** Set by loadDigits: the text went on after the last digit taken. */
let moreDigits: bool = false;

/** NUMERATOR ← the digits of [at, end), at most DIGIT_LIMIT of them, skipping the point; returns how many. */
function loadDigits(at: usize, end: usize): i32 {
  setU64(NUMERATOR, 0);
  let taken: i32 = 0;
  let chunk: u32 = 0;
  let factor: u32 = 1;
  for (; at < end && taken < DIGIT_LIMIT; at++) {
    const c = <u32>load<u8>(at);
    if (c == 0x2e) continue;
    taken++;
    chunk = chunk * 10 + (c - 0x30);
    factor *= 10;
    if (factor == 1000000000) {
      multiplyAdd(NUMERATOR, factor, chunk);
      chunk = 0;
      factor = 1;
    }
  }
  multiplyAdd(NUMERATOR, factor, chunk);
  // The caller has cut trailing zeros off, so whatever follows ends in a digit that is not zero.
  moreDigits = at < end;
  return taken;
}

/** The double nearest to (NUMERATOR + ε) · 10^power, where 0 < ε < 1 when `sticky` and ε = 0 otherwise. */
function roundNumerator(power: i32, sticky: bool): f64 {
  if (power >= 0) {
    // Below 10^309, hence 1027 bits. Never sticky: of 770 digits, most are behind the point.
    multiplyPowerOf5(NUMERATOR, power);
    shiftLeft(NUMERATOR, power);
    return bigToFlonum(NUMERATOR);
  }
  // power > -1094, so 5^-power has at most 2538 bits; NUMERATOR has at most 2558.
  setU64(DENOMINATOR, 1);
  multiplyPowerOf5(DENOMINATOR, -power);
  let exponent = power + normalize(DENOMINATOR);
  // Bring the quotient into [2^62, 2^64): 64 bits of it and whether a remainder is left decide any rounding.
  let shift = 63 - bitLength(NUMERATOR) + bitLength(DENOMINATOR);
  exponent -= shift;
  if (shift < 0) {
    // Whole limbs, which leave the denominator normalized.
    const limbs = (31 - shift) >> 5;
    shiftLeft(DENOMINATOR, limbs << 5);
    shift += limbs << 5;
  }
  shiftLeft(NUMERATOR, shift);
  const significand = quotient(NUMERATOR, DENOMINATOR);
  return roundToFlonum(significand, exponent, sticky || !isZero(NUMERATOR));
}

/** The exponent part at `at` (its letter, or the end when there is none), cut off at ±EXPONENT_LIMIT. */
export function readExponent(at: usize, end: usize): i64 {
  if (at >= end) return 0;
  const sign = load<u8>(at + 1);
  at += sign == 0x2d || sign == 0x2b ? 2 : 1;
  let value: i64 = 0;
  for (; at < end && value < EXPONENT_LIMIT; at++) value = value * 10 + <i64>(load<u8>(at) - 0x30);
  return sign == 0x2d ? -value : value;
}
