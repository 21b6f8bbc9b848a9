// x = i pi/64 + r with |r| <= pi/128, r as a sum of two doubles: with three parts of pi/64 for common arguments (Cody
// & Waite 1980), with the bits of 2/pi that matter for large ones (Payne & Hanek 1983).
// Invariant: the relative error of r is below 2^-54 next to multiples of pi/2. Below 2^14 the doubles nearest to each
// of them are few enough for the test to try them all; beyond, no double is nearer than 2^-62 to one and the product
// with 2/pi keeps 126 bits below the point.
import { at, productError, orderedSumError } from "./exact";
import { ROUNDER, TURN_STEP, TWO_OVER_PI, HALF_PI_HIGH, HALF_PI_LOW } from "./tables";

/** r of the last reduction; the low part is far smaller, though not always below the last place of the high one. */
export let remainderHigh: f64 = 0.0;
export let remainderLow: f64 = 0.0;

/** Whether 2^-27 <= |x| < 2^14: neither tiny, nor too large for the short reduction, nor infinite, nor NaN. */
// @ts-ignore: decorator
@inline export function isOrdinary(x: f64): bool {
  return (<u32>(reinterpret<u64>(x) >> 52) & 0x7ff) - (1023 - 27) < 27 + 14;
}

/** A double that holds i in its low bits; i itself is this less ROUNDER. It has 19 bits when |x| < 2^14. */
// @ts-ignore: decorator
@inline export function turnShifted(x: f64): f64 {
  return x * at(TURN_STEP, 0) + at(ROUNDER, 0);
}

/** Upper 64 bits of the 128-bit product. */
function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const cross = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (cross >> 32);
}

/** 64 bits of 2/pi, `position` bits after the start of the table. */
function window(position: u32): u64 {
  const word = TWO_OVER_PI + ((position >> 6) << 3);
  const shift = <u64>(position & 63);
  return (load<u64>(word) << shift) | ((load<u64>(word, 8) >> 1) >> (63 - shift));
}

/** Sets the remainder of finite x, |x| >= 1/2, and returns i modulo 128. */
export function reduceLarge(x: f64): usize {
  const bits = reinterpret<u64>(x);
  const mantissa = (bits & 0x000fffffffffffff) | 0x0010000000000000;
  // |x| = mantissa 2^(exponent - 1075). Bits of 2/pi that make multiples of 4 are skipped.
  const position = (<u32>(bits >> 52) & 0x7ff) - (1075 - 62);
  const w0 = window(position);
  const w1 = window(position + 64);
  const w2 = window(position + 128);
  const low = mantissa * w1;
  const p1 = low + multiplyHigh(mantissa, w2);
  const p0 = mantissa * w0 + multiplyHigh(mantissa, w1) + u64(p1 < low);
  let quadrant = <usize>(p0 >> 62);
  let f0 = (p0 << 2) | (p1 >> 62);
  let f1 = p1 << 2;
  let sign = bits & 0x8000000000000000;
  if (<i64>f0 < 0) {
    // The fraction is above one half: count from the next multiple.
    quadrant += 1;
    f1 = 0 - f1;
    f0 = ~f0 + u64(f1 == 0);
    sign ^= 0x8000000000000000;
  }
  const zeros = clz<u64>(f0);
  f0 = (f0 << zeros) | ((f1 >> 1) >> (63 - zeros));
  f1 <<= zeros;
  // The leading 53 bits, and the next 64 in the same unit.
  const lead = <f64>(f0 >> 11);
  const rest = <f64>((f0 << 53) | (f1 >> 11)) * 5.421010862427522e-20;
  const unit = reinterpret<f64>(((1023 - 53 - zeros) << 52) | sign);
  const product = lead * HALF_PI_HIGH;
  const error = productError(lead, HALF_PI_HIGH, product) + (lead * HALF_PI_LOW + rest * HALF_PI_HIGH);
  const high = product + error;
  const index = reduceShort(high * unit, orderedSumError(product, error, high) * unit);
  return (<i64>bits < 0 ? -quadrant : quadrant) * 32 + index;
}

/** Sets the remainder of x + low, |x| < 2^14, and returns i in the low bits. */
// @ts-ignore: decorator
@inline export function reduceShort(x: f64, low: f64): usize {
  const shifted = turnShifted(x);
  const i = shifted - at(ROUNDER, 0);
  // Both products and the first two differences are exact; the third part only moves the tail.
  const first = x - i * at(TURN_STEP, 1);
  const middle = i * at(TURN_STEP, 2);
  const r = first - middle;
  remainderHigh = r;
  remainderLow = orderedSumError(first, -middle, r) + (low - i * at(TURN_STEP, 3));
  return <usize>reinterpret<u64>(shifted);
}
