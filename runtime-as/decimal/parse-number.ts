// The numeric syntax of R7RS section 7.1.1, restricted to what this runtime represents: i64 integers and
// doubles. A token is checked against the grammar first and only then converted. Invariant: a result of 0 has
// no other meaning than "not a number here", so the caller may go on to read the same bytes as a symbol.

import {
  DENOMINATOR,
  NUMERATOR,
  bitLength,
  isZero,
  multiplyAdd,
  normalize,
  quotient,
  setU64,
  shiftLeft,
} from "./bignum";
import { bigToFlonum, canonicalNaN } from "./flonum";
import { parseDecimal, readExponent } from "./parse-decimal";

export const NOT_A_NUMBER: i32 = 0;
export const EXACT_INTEGER: i32 = 1;
export const FLONUM: i32 = 2;

/** What a prefix asks for: `#e`, `#i` or neither. */
const EXACT: u32 = 0x65;
const INEXACT: u32 = 0x69;
const AS_WRITTEN: u32 = 0;

/** An integer of more bits is beyond every double, so reading it digit by digit can stop. */
const BIT_LIMIT: i32 = 1100;

const I64_LIMIT: u64 = 0x8000000000000000;

let integerResult: i64 = 0;
let flonumResult: f64 = 0.0;

/** The integer of the last parseNumber that returned 1. */
export function parsedInteger(): i64 {
  return integerResult;
}

/** The flonum of the last parseNumber that returned 2. */
export function parsedFlonum(): f64 {
  return flonumResult;
}

/**
 * Reads the `length` bytes at `ptr` as a number; `radix` (2..36) holds unless a prefix says otherwise.
 * Returns 0 = not a number, 1 = an exact integer, in parsedInteger(), 2 = a flonum, in parsedFlonum().
 * - An integer beyond i64 is the nearest flonum.
 * - n/d is an exact integer if d divides n and the quotient fits i64, else the f64 division of n and d, each
 *   rounded. (Beyond 1100 bits n and d count as infinite.) d = 0 is not a number.
 * - Under `#e` a number that is not an i64 integer is not a number; under `#i` every number is a flonum, and
 *   a zero keeps its sign.
 */
export function parseNumber(ptr: usize, length: i32, radix: i32): i32 {
  const end = ptr + <usize>max<i32>(length, 0);
  let at = ptr;
  let exactness = AS_WRITTEN;
  let radixGiven = false;
  for (; at + 1 < end && load<u8>(at) == 0x23; at += 2) {
    const letter = <u32>load<u8>(at, 1) | 0x20;
    if (letter == EXACT || letter == INEXACT) {
      if (exactness != AS_WRITTEN) return NOT_A_NUMBER;
      exactness = letter;
    } else {
      const given = letter == 0x78 ? 16 : letter == 0x64 ? 10 : letter == 0x6f ? 8 : letter == 0x62 ? 2 : 0;
      if (given == 0 || radixGiven) return NOT_A_NUMBER;
      radix = given;
      radixGiven = true;
    }
  }
  if (at >= end || radix < 2 || radix > 36) return NOT_A_NUMBER;

  const sign = load<u8>(at);
  const negative = sign == 0x2d;
  if (negative || sign == 0x2b) {
    at++;
    const special = exactness == EXACT ? NOT_A_NUMBER : readSpecial(at, end, negative);
    if (special != NOT_A_NUMBER) return special;
  }
  const afterDigits = skipDigits(at, end, radix);
  if (afterDigits > at) {
    if (afterDigits == end) return readInteger(at, end, radix, negative, exactness);
    if (load<u8>(afterDigits) == 0x2f) return readRatio(at, afterDigits, end, radix, negative, exactness);
  }
  if (radix != 10 || !isDecimal(at, end)) return NOT_A_NUMBER;
  if (exactness == EXACT) return readExactDecimal(at, end, negative);
  return flonum(parseDecimal(at, <i32>(end - at)), negative);
}

function flonum(magnitude: f64, negative: bool): i32 {
  flonumResult = magnitude != magnitude ? canonicalNaN() : negative ? -magnitude : magnitude;
  return FLONUM;
}

/** An exact integer if it fits i64 and was not asked for as a flonum. */
function integer(magnitude: u64, negative: bool, exactness: u32): i32 {
  if (exactness == INEXACT) return flonum(<f64>magnitude, negative);
  if (magnitude > I64_LIMIT - <u64>!negative)
    return exactness == EXACT ? NOT_A_NUMBER : flonum(<f64>magnitude, negative);
  integerResult = negative ? -(<i64>magnitude) : <i64>magnitude;
  return EXACT_INTEGER;
}

/** `inf.0` or `nan.0` after a sign, in any case. */
function readSpecial(at: usize, end: usize, negative: bool): i32 {
  if (end - at != 5 || load<u16>(at, 3) != 0x302e) return NOT_A_NUMBER; // ".0"
  // The bytes are "xyz.0": the first four as one word, with the letters folded to lower case.
  const letters = load<u32>(at) | 0x202020;
  if (letters == 0x2e666e69) return flonum(Infinity, negative); // "inf."
  return letters == 0x2e6e616e ? flonum(NaN, negative) : NOT_A_NUMBER; // "nan."
}

/** The value of a digit character of any radix; at least 36 for every other byte. */
function digitValue(c: u32): u32 {
  const digit = c - 0x30;
  if (digit < 10) return digit;
  const letter = (c | 0x20) - 0x61;
  return letter < 26 ? letter + 10 : 36;
}

function skipDigits(at: usize, end: usize, radix: i32): usize {
  while (at < end && digitValue(load<u8>(at)) < <u32>radix) at++;
  return at;
}

/** Whether [at, end) is an unsigned decimal in the form that parseDecimal takes. */
function isDecimal(at: usize, end: usize): bool {
  let after = skipDigits(at, end, 10);
  let digits = after - at;
  if (after < end && load<u8>(after) == 0x2e) {
    at = after + 1;
    after = skipDigits(at, end, 10);
    digits += after - at;
  }
  if (digits == 0) return false;
  if (after == end) return true;
  if ((load<u8>(after) | 0x20) != 0x65) return false;
  after++;
  if (after < end && (load<u8>(after) == 0x2b || load<u8>(after) == 0x2d)) after++;
  return after < end && skipDigits(after, end, 10) == end;
}

/** Set by accumulate: the last step left the range of a u64. */
let overflow: bool = false;

/** value · radix + digit. */
function accumulate(value: u64, radix: u64, digit: u64): u64 {
  // The division is only needed for the last few digits of a 64-bit number: 36 · 2^58 + 35 < 2^64.
  overflow = value >> 58 != 0 && value > (u64.MAX_VALUE - digit) / radix;
  return value * radix + digit;
}

function readInteger(start: usize, end: usize, radix: i32, negative: bool, exactness: u32): i32 {
  let value: u64 = 0;
  for (let at = start; at < end; at++) {
    value = accumulate(value, radix, digitValue(load<u8>(at)));
    if (overflow) {
      if (exactness == EXACT) return NOT_A_NUMBER;
      return flonum(loadInteger(NUMERATOR, start, end, radix) ? bigToFlonum(NUMERATOR) : Infinity, negative);
    }
  }
  return integer(value, negative, exactness);
}

/** big ← the digits of [at, end), unless they exceed BIT_LIMIT; returns whether they do not. */
function loadInteger(big: usize, at: usize, end: usize, radix: i32): bool {
  setU64(big, 0);
  while (at < end) {
    let chunk: u32 = 0;
    let factor: u32 = 1;
    // 36^6 < 2^32: at most six digits keep both within a limb.
    for (let i = 0; i < 6 && at < end; i++, at++) {
      chunk = chunk * <u32>radix + digitValue(load<u8>(at));
      factor *= <u32>radix;
    }
    multiplyAdd(big, factor, chunk);
    if (bitLength(big) > BIT_LIMIT) return false;
  }
  return true;
}

/** `n/d`, where [at, slash) is already known to be digits. */
function readRatio(at: usize, slash: usize, end: usize, radix: i32, negative: bool, exactness: u32): i32 {
  if (skipDigits(slash + 1, end, radix) != end) return NOT_A_NUMBER;
  const knownN = loadInteger(NUMERATOR, at, slash, radix);
  const knownD = loadInteger(DENOMINATOR, slash + 1, end, radix);
  if (isZero(DENOMINATOR)) return NOT_A_NUMBER; // so too without any digits
  const rounded =
    (knownN ? bigToFlonum(NUMERATOR) : Infinity) / (knownD ? bigToFlonum(DENOMINATOR) : Infinity);
  // The condition of `quotient`, up to a factor of two: a quotient of 64 bits would not fit i64 anyway.
  if (knownN && knownD && bitLength(NUMERATOR) - bitLength(DENOMINATOR) < 64) {
    shiftLeft(NUMERATOR, normalize(DENOMINATOR));
    const whole = quotient(NUMERATOR, DENOMINATOR);
    const fits = whole <= I64_LIMIT - <u64>!negative;
    if (isZero(NUMERATOR) && fits) return integer(whole, negative, exactness);
  }
  return exactness == EXACT ? NOT_A_NUMBER : flonum(rounded, negative);
}

/** An unsigned decimal under `#e`: all its digits and its exponent count, whatever a double could hold. */
function readExactDecimal(at: usize, end: usize, negative: bool): i32 {
  let value: u64 = 0;
  let zeros: i64 = 0; // read but not yet multiplied in: those that end the digits may cancel the exponent
  let fraction: i64 = 0;
  let afterPoint: i64 = 0;
  for (; at < end; at++) {
    const c = <u32>load<u8>(at);
    if (c == 0x2e) {
      afterPoint = 1;
      continue;
    }
    const digit = c - 0x30;
    if (digit > 9) break;
    fraction += afterPoint;
    if (digit == 0) {
      zeros++;
      continue;
    }
    for (; zeros > 0; zeros--) {
      value = accumulate(value, 10, 0);
      if (overflow) return NOT_A_NUMBER;
    }
    value = accumulate(value, 10, digit);
    if (overflow) return NOT_A_NUMBER;
  }
  if (value == 0) return integer(0, false, EXACT);
  let power = readExponent(at, end) - fraction + zeros;
  if (power < 0) return NOT_A_NUMBER;
  for (; power > 0; power--) {
    value = accumulate(value, 10, 0);
    if (overflow) return NOT_A_NUMBER;
  }
  return integer(value, negative, EXACT);
}
