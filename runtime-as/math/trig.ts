// sin, cos and tan: x = i pi/64 + r with |r| <= pi/128 (Cody & Waite 1980), the sine and cosine of i pi/64 from a
// table of the whole turn and two short polynomials in r. There is no branch on the quadrant.
// Invariant: the products of leading parts (26 bits each) and the sums of leading parts are exact or carry their
// error, so the last addition is the only full-size rounding.
import { at, upperHalf, leftOver, orderedSumError } from "./exact";
import {
  isOrdinary, turnShifted, reduceShort, reduceLarge, remainderHigh, remainderLow,
} from "./trig-reduce";
import { ROUNDER, SIN_TABLE, TURN_STEP, SIN_P, COS_P } from "./tables";

/** Rows of SIN_TABLE for a whole number of 64ths of pi, given in the low bits. */
// @ts-ignore: decorator
@inline function turnRow(index: usize): usize {
  return SIN_TABLE + ((index & 127) << 4);
}

/** (sin r - r), with z = r^2. */
// @ts-ignore: decorator
@inline function sinBeyond(r: f64, z: f64): f64 {
  return r * z * (at(SIN_P, 0) + z * (at(SIN_P, 1) + z * at(SIN_P, 2)));
}

/** cos r - 1. */
// @ts-ignore: decorator
@inline function cosBeyond(z: f64): f64 {
  return z * (at(COS_P, 0) + z * (at(COS_P, 1) + z * at(COS_P, 2)));
}

export function sin(x: f64): f64 {
  return sinFrom(x, 0);
}

export function cos(x: f64): f64 {
  return sinFrom(x, 32);
}

/** sin(x + turn pi/64). */
// @ts-ignore: decorator
@inline function sinFrom(x: f64, turn: usize): f64 {
  if (!isOrdinary(x)) return sinRare(x, turn);
  // The same as reduceShort; local variables make it faster.
  const shifted = turnShifted(x);
  const i = shifted - at(ROUNDER, 0);
  const first = x - i * at(TURN_STEP, 1);
  const middle = i * at(TURN_STEP, 2);
  const r = first - middle;
  const tail = orderedSumError(first, -middle, r) - i * at(TURN_STEP, 3);
  return sinInCell(r, tail, <usize>reinterpret<u64>(shifted) + turn);
}

/** sin(index pi/64 + r + tail). */
// @ts-ignore: decorator
@inline function sinInCell(r: f64, tail: f64, index: usize): f64 {
  const sinRow = turnRow(index);
  const cosRow = turnRow(index + 32);
  const sinHead = load<f64>(sinRow);
  const sinTail = load<f64>(sinRow, 8);
  const cosHead = load<f64>(cosRow);
  const cosTail = load<f64>(cosRow, 8);
  const head = upperHalf(r);
  const z = r * r;
  // sin(t + r) = sin t + cos t sin r + sin t (cos r - 1)
  const lead = cosHead * head;
  const sum = sinHead + lead;
  const small =
    cosTail * head + (cosHead + cosTail) * (r - head + (tail + sinBeyond(r, z))) +
    (sinHead + sinTail) * cosBeyond(z);
  return sum + (orderedSumError(sinHead, lead, sum) + sinTail + small);
}

function sinRare(x: f64, turn: usize): f64 {
  const a = abs<f64>(x);
  // x^2 / 6 and x^2 / 2 are far below half a unit.
  if (a < 7.450580596923828e-9) return turn == 0 ? x : 1.0;
  if (!(a < Infinity)) return NaN;
  const index = reduceLarge(x);
  return sinInCell(remainderHigh, remainderLow, index + turn);
}

export function tan(x: f64): f64 {
  let index: usize = 0;
  if (isOrdinary(x)) {
    index = reduceShort(x, 0.0);
  } else {
    const a = abs<f64>(x);
    if (a < 1.0) return x;
    if (!(a < Infinity)) return NaN;
    index = reduceLarge(x);
  }
  const r = remainderHigh;
  const tail = remainderLow;

  // Sine and cosine as in sinInCell, but each kept as a sum of two doubles.
  const sinRow = turnRow(index);
  const cosRow = turnRow(index + 32);
  const sinHead = load<f64>(sinRow);
  const sinTail = load<f64>(sinRow, 8);
  const cosHead = load<f64>(cosRow);
  const cosTail = load<f64>(cosRow, 8);
  const head = upperHalf(r);
  const z = r * r;
  const sinRest = r - head + (tail + sinBeyond(r, z));
  const cosRest = cosBeyond(z);
  const sinFull = sinHead + sinTail;
  const cosFull = cosHead + cosTail;
  const sinLead = cosHead * head;
  const sinSum = sinHead + sinLead;
  const sinSmall =
    orderedSumError(sinHead, sinLead, sinSum) + sinTail + (cosTail * head + cosFull * sinRest + sinFull * cosRest);
  const cosLead = -(sinHead * head);
  const cosSum = cosHead + cosLead;
  const cosSmall =
    orderedSumError(cosHead, cosLead, cosSum) + cosTail + (cosFull * cosRest - sinTail * head - sinFull * sinRest);
  const above = sinSum + sinSmall;
  const aboveLow = orderedSumError(sinSum, sinSmall, above);
  const below = cosSum + cosSmall;
  const belowLow = orderedSumError(cosSum, cosSmall, below);

  // The quotient and what it leaves, to the precision of the sums.
  const inverse = 1.0 / below;
  const quotient = upperHalf(above * inverse);
  const rest = leftOver(above, below, quotient) + (aboveLow - quotient * belowLow);
  return quotient + rest * inverse;
}
