// Doubles to the shortest decimal text that reads back as the same double, nearest to it among the shortest.
// Steele & White (How to Print Floating-Point Numbers Accurately, 1990): every decimal inside the rounding
// interval of a double reads back as it. Here the interval's ends are scaled to 18 or 19 digit integers in
// one exact step each instead of one digit at a time. Invariant: the digits are JavaScript's; only the
// notation around them is Scheme's.

import {
  DENOMINATOR,
  NUMERATOR,
  discarded,
  floorShifted,
  isZero,
  multiplyPowerOf5,
  normalize,
  quotient,
  setU64,
  shiftLeft,
} from "./bignum";
import { EXACT_POWER_LIMIT, scaleByTen } from "./flonum";

const HIDDEN_BIT: u64 = (<u64>1) << 52;

/** Writes x at `out`, at most 26 bytes, and returns the length. */
export function formatFlonum(x: f64, out: usize): i32 {
  const start = out;
  if (reinterpret<i64>(x) < 0) store<u8>(out++, 0x2d);
  const magnitude = abs<f64>(x);
  if (magnitude == 0.0) {
    store<u16>(out, 0x2e30); // "0."
    store<u8>(out, 0x30, 2);
    out += 3;
  } else if (!(magnitude < Infinity)) {
    out = writeSpecial(x, start); // with a sign of its own
  } else {
    out = writeMagnitude(magnitude, out);
  }
  return <i32>(out - start);
}

/** "+inf.0", "-inf.0" or "+nan.0"; a NaN has no sign worth showing. Returns the end. */
export function writeSpecial(x: f64, out: usize): usize {
  store<u8>(out, x < 0.0 ? 0x2d : 0x2b);
  store<u8>(out, x == x ? 0x69 : 0x6e, 1);
  store<u8>(out, x == x ? 0x6e : 0x61, 2);
  store<u8>(out, x == x ? 0x66 : 0x6e, 3);
  store<u16>(out, 0x302e, 4); // ".0"
  return out + 6;
}

function writeMagnitude(x: f64, out: usize): usize {
  // The digits of an integer below 2^53 are its shortest: the interval is narrower than the step between
  // integers.
  if (x < 9007199254740992.0 && floor<f64>(x) == x) return writeDecimal(<u64>x, 0, out);

  const bits = reinterpret<u64>(x);
  const field = <i32>(bits >> 52);
  const fraction = bits & (HIDDEN_BIT - 1);
  const f = field ? fraction | HIDDEN_BIT : fraction;
  const e = (field ? field : 1) - 1075; // x = f · 2^e
  // 315653 / 2^20 is log10(2), near enough to give its floored multiples for every double's binary exponent.
  const place = ((e + 63 - <i32>clz<u64>(f)) * 315653) >> 20; // x lies in [10^place, 10^(place+2))

  // Few digits: the integer of at most 15 digits nearest to x · 10^power. A double determines a decimal of 15
  // digits, so if reading this one gives x it is the only one that does, and its trailing zeros are all there
  // is to drop.
  let power = 14 - place;
  if (power <= EXACT_POWER_LIMIT && power > -EXACT_POWER_LIMIT) {
    let digits = scaleByTen(x, power);
    if (digits >= 1e15) digits = scaleByTen(x, --power);
    digits = nearest<f64>(digits);
    if (scaleByTen(digits, -power) == x) return writeDecimal(<u64>digits, -power, out);
  }
  return writeShortest(f, e, field > 1 && fraction == 0, 17 - place, out);
}

/**
 * The shortest digits of f · 2^e by exact integers; `power` is chosen so that f · 2^e · 10^power lies in
 * [10^17, 10^19). There the interval is at least eleven long, so it holds a multiple of ten, and its ends fit
 * 64 bits.
 */
function writeShortest(f: u64, e: i32, narrowBelow: bool, power: i32, out: usize): usize {
  // The neighbours are one step away, half a step below a power of two: in quarters of a step the interval's
  // ends are whole. They belong to it when f is even, as a tie is read as the even neighbour.
  const included = (f & 1) == 0;
  let shift = e - 2 + power;
  if (power < 0) {
    setU64(DENOMINATOR, 1);
    multiplyPowerOf5(DENOMINATOR, -power);
    shift += normalize(DENOMINATOR);
  }
  let lowest = scaledFloor((f << 2) - (narrowBelow ? 1 : 2), power, shift);
  if (inexact || !included) lowest++;
  let highest = scaledFloor((f << 2) + 2, power, shift);
  if (!inexact && !included) highest--;
  const value = scaledFloor(f << 2, power, shift);

  // The coarsest power of ten with a multiple in the interval, but no coarser than the leading digit's place.
  let unit: u64 = 10;
  while (unit * 10 <= value && highest - (highest % (unit * 10)) >= lowest) unit *= 10;

  // The interval holds the multiple just below the value, or the one just above, or both. It never reaches
  // farther below the value than above, so if the one above is the nearer, it is inside.
  const rest = value % unit;
  const half = unit >> 1;
  let digits = value / unit;
  if (value - rest < lowest || rest > half || (rest == half && (inexact || digits & 1))) digits++;
  return writeDecimal(digits * unit, -power, out);
}

/** Set by scaledFloor: its result is less than the exact value. */
let inexact: bool = false;

/** ⌊m · 2^shift · 5^power⌋; a negative power is in DENOMINATOR, and its normalizing shift in `shift`. */
function scaledFloor(m: u64, power: i32, shift: i32): u64 {
  setU64(NUMERATOR, m);
  if (power >= 0) {
    // 5^341 at most, for the smallest subnormal: 55 + 792 bits.
    multiplyPowerOf5(NUMERATOR, power);
    const result = floorShifted(NUMERATOR, shift);
    inexact = discarded;
    return result;
  }
  shiftLeft(NUMERATOR, shift); // at most to 64 bits more than 5^291
  const result = quotient(NUMERATOR, DENOMINATOR);
  inexact = !isZero(NUMERATOR);
  return result;
}

/** Writes digits · 10^exponent, digits nonzero, as a flonum in the notation JavaScript would choose. */
function writeDecimal(digits: u64, exponent: i32, out: usize): usize {
  if (digits % 100000000 == 0) {
    digits /= 100000000;
    exponent += 8;
  }
  while (digits % 10 == 0) {
    digits /= 10;
    exponent++;
  }
  let count: i32 = 1;
  for (let bound: u64 = 10; count < 19 && digits >= bound; bound *= 10) count++;

  const point = count + exponent; // the value is 0.ddd · 10^point
  if (point > 21 || point <= -6) return writeScientific(digits, count, point - 1, out);
  if (point <= 0) {
    memory.fill(out, 0x30, 2 - point);
    store<u8>(out, 0x2e, 1);
    return writeDigits(digits, count, out + <usize>(2 - point));
  }
  if (exponent >= 0) {
    out = writeDigits(digits, count, out);
    memory.fill(out, 0x30, exponent);
    out += exponent;
    store<u16>(out, 0x302e); // ".0"
    return out + 2;
  }
  // The fraction and the point go over a copy of all the digits.
  writeDigits(digits, count, out + 1);
  memory.copy(out, out + 1, point);
  store<u8>(out + <usize>point, 0x2e);
  return out + <usize>(count + 1);
}

function writeScientific(digits: u64, count: i32, exponent: i32, out: usize): usize {
  const end = writeDigits(digits, count, out + 1);
  store<u8>(out, load<u8>(out + 1));
  store<u8>(out, 0x2e, 1);
  out = count == 1 ? out + 1 : end;
  store<u8>(out++, 0x65);
  if (exponent < 0) store<u8>(out++, 0x2d);
  const size = abs<i32>(exponent);
  return writeDigits(size, size < 10 ? 1 : size < 100 ? 2 : 3, out);
}

/** Writes exactly `count` digits and returns the end. */
function writeDigits(digits: u64, count: i32, out: usize): usize {
  const end = out + <usize>count;
  for (let at = end; at > out; digits /= 10) store<u8>(--at, <u8>(0x30 + (digits % 10)));
  return end;
}
