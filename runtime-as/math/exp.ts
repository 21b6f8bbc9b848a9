// exp(x) = 2^(k/128) e^r with k = round(128 x / ln 2): a table of 128 powers and a short polynomial (Tang 1989).
// Invariant: a result is rounded once after its table entry and its correction are there, also when it is subnormal,
// so the error stays near half a unit in the last place.
import { at } from "./exact";
import { EXP_TABLE, EXP_STEP, EXP_P, ROUNDER } from "./tables";

/** Beyond it expWide takes over: below e^-700 the last product of the short way would lose bits as a subnormal. */
// @ts-ignore: decorator
@inline export const EXP_LIMIT: f64 = 700.0;

/** A double that holds k in its low bits; k itself is this less ROUNDER. */
// @ts-ignore: decorator
@inline export function expShifted(x: f64): f64 {
  return x * at(EXP_STEP, 0) + at(ROUNDER, 0);
}

/** x - k ln 2 / 128; the first product and the first subtraction are exact. */
// @ts-ignore: decorator
@inline export function expRemainder(x: f64, shifted: f64): f64 {
  const k = shifted - at(ROUNDER, 0);
  return x - k * at(EXP_STEP, 1) - k * at(EXP_STEP, 2);
}

// @ts-ignore: decorator
@inline function tableRow(shifted: f64): usize {
  return EXP_TABLE + ((<usize>reinterpret<u64>(shifted) & 127) << 4);
}

/** Bits of 2^(k/128); the exponent field wraps when the value is out of range. */
// @ts-ignore: decorator
@inline export function expScaleBits(shifted: f64): u64 {
  return load<u64>(tableRow(shifted), 8) + (reinterpret<u64>(shifted) << 45);
}

/** e^r - 1 plus the relative error of the table entry, |r| <= 1.01 ln 2 / 256. */
// @ts-ignore: decorator
@inline export function expCorrection(r: f64, shifted: f64): f64 {
  const square = r * r;
  const series = at(EXP_P, 0) + r * at(EXP_P, 1) + square * (at(EXP_P, 2) + r * at(EXP_P, 3));
  return load<f64>(tableRow(shifted)) + (r + square * series);
}

export function exp(x: f64): f64 {
  if (!(abs<f64>(x) <= EXP_LIMIT)) return x != x ? NaN : expWide(x, 0.0, 0);
  const shifted = expShifted(x);
  const scale = reinterpret<f64>(expScaleBits(shifted));
  return scale + scale * expCorrection(expRemainder(x, shifted), shifted);
}

/** exp of two numbers: the same operations in the same order, so the same bits. */
// @ts-ignore: decorator
@inline export function expPair(x: v128): v128 {
  if (!i64x2.all_true(f64x2.le(f64x2.abs(x), f64x2.splat(EXP_LIMIT)))) {
    const first = f64x2.splat(exp(f64x2.extract_lane(x, 0)));
    return f64x2.replace_lane(first, 1, exp(f64x2.extract_lane(x, 1)));
  }
  const rounder = v128.load64_splat(ROUNDER);
  const shifted = f64x2.add(f64x2.mul(x, v128.load64_splat(EXP_STEP)), rounder);
  const k = f64x2.sub(shifted, rounder);
  const high = f64x2.sub(x, f64x2.mul(k, v128.load64_splat(EXP_STEP, 8)));
  const r = f64x2.sub(high, f64x2.mul(k, v128.load64_splat(EXP_STEP, 16)));
  const first = v128.load(tableRow(f64x2.extract_lane(shifted, 0)));
  const second = v128.load(tableRow(f64x2.extract_lane(shifted, 1)));
  const scale = i64x2.add(v128.shuffle<u64>(first, second, 1, 3), i64x2.shl(shifted, 45));
  const square = f64x2.mul(r, r);
  const low = f64x2.add(v128.load64_splat(EXP_P), f64x2.mul(r, v128.load64_splat(EXP_P, 8)));
  const rest = f64x2.add(v128.load64_splat(EXP_P, 16), f64x2.mul(r, v128.load64_splat(EXP_P, 24)));
  const series = f64x2.add(low, f64x2.mul(square, rest));
  const correction = f64x2.add(v128.shuffle<u64>(first, second, 0, 2), f64x2.add(r, f64x2.mul(square, series)));
  return f64x2.add(scale, f64x2.mul(scale, correction));
}

/**
 * e^(high + low) where the result may overflow, underflow or be subnormal; signBit is 0 or 1 << 63 and is given to
 * the result. Slow path of exp and pow.
 */
export function expWide(high: f64, low: f64, signBit: u64): f64 {
  return reinterpret<f64>(reinterpret<u64>(magnitudeWide(high, low)) | signBit);
}

function magnitudeWide(high: f64, low: f64): f64 {
  if (high > 710.0) return Infinity;
  if (high < -746.0) return 0.0;
  const shifted = expShifted(high);
  const correction = expCorrection(expRemainder(high, shifted) + low, shifted);
  const bits = expScaleBits(shifted);
  if (high > 0.0) {
    const scale = reinterpret<f64>(bits - (1000 << 52));
    return (scale + scale * correction) * reinterpret<f64>((1023 + 1000) << 52);
  }
  // In units of 2^-1022 a subnormal result is below one, and adding one to it rounds at its last place.
  const unit = reinterpret<f64>(<u64>1 << 52);
  const scale = reinterpret<f64>(bits + (1022 << 52));
  const rest = scale * correction;
  if (scale + rest >= 1.0) return (scale + rest) * unit;
  const raised = 1.0 + scale;
  return (raised + (1.0 - raised + scale + rest) - 1.0) * unit;
}
