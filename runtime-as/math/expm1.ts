// expm1(x) = e^x - 1 and the hyperbolic functions, all from e^x - 1 as a sum of two doubles.
// Invariant: the leading part is free of error (x itself next to zero, a table power less one elsewhere), so that
// the only full-size rounding is the last addition or division.
import { at, upperHalf, leftOver, sumError, orderedSumError } from "./exact";
import { expShifted, expRemainder, expScaleBits, expCorrection, expWide, EXP_LIMIT } from "./exp";
import { EXPM1_P } from "./tables";

/** The smaller part of the last expm1High. */
let expm1Low: f64 = 0.0;

/** e^x - 1 = returned + expm1Low, for |x| <= EXP_LIMIT. */
// @ts-ignore: decorator
@inline function expm1High(x: f64): f64 {
  if (abs<f64>(x) <= 0.125) {
    const square = x * x;
    const fourth = square * square;
    const low = at(EXPM1_P, 0) + x * at(EXPM1_P, 1) + square * (at(EXPM1_P, 2) + x * at(EXPM1_P, 3));
    const middle = at(EXPM1_P, 4) + x * at(EXPM1_P, 5) + square * (at(EXPM1_P, 6) + x * at(EXPM1_P, 7));
    expm1Low = square * (low + fourth * (middle + fourth * at(EXPM1_P, 8)));
    return x;
  }
  const shifted = expShifted(x);
  const scale = reinterpret<f64>(expScaleBits(shifted));
  // The subtraction is exact but for scale below 1/2 or above 2^53.
  const high = scale - 1.0;
  expm1Low = scale * expCorrection(expRemainder(x, shifted), shifted) + sumError(scale, -1.0, high);
  return high;
}

export function expm1(x: f64): f64 {
  if (!(abs<f64>(x) <= EXP_LIMIT)) return x != x ? NaN : x < 0.0 ? -1.0 : expWide(x, 0.0, 0);
  // The sign is copied for the sake of -0 alone: the sum loses it.
  return copysign<f64>(expm1High(x) + expm1Low, x);
}

/** tanh a = -E / (2 + E) with E = expm1(-2a), a = |x|; both E and 2 + E keep their rounding errors. */
export function tanh(x: f64): f64 {
  const a = abs<f64>(x);
  if (!(a <= 22.0)) return x != x ? NaN : copysign<f64>(1.0, x);
  const lead = expm1High(-2.0 * a);
  const high = lead + expm1Low;
  const low = orderedSumError(lead, expm1Low, high);
  const below = 2.0 + high;
  const belowLow = orderedSumError(2.0, high, below) + low;
  const inverse = 1.0 / below;
  const quotient = upperHalf(high * inverse);
  const rest = leftOver(high, below, quotient) + (low - quotient * belowLow);
  return copysign<f64>(quotient + rest * inverse, x);
}

/** sinh a = (expm1(a) - expm1(-a)) / 2, a = |x|. */
export function sinh(x: f64): f64 {
  const a = abs<f64>(x);
  if (!(a <= 40.0)) return x != x ? NaN : copysign<f64>(halfExp(a), x);
  const up = expm1High(a);
  const upLow = expm1Low;
  const down = expm1High(-a);
  const sum = up - down;
  return copysign<f64>(0.5 * (sum + (orderedSumError(up, -down, sum) + (upLow - expm1Low))), x);
}

/** cosh a = 1 + (expm1(a) + expm1(-a)) / 2: next to zero the leading parts cancel without error. */
export function cosh(x: f64): f64 {
  const a = abs<f64>(x);
  if (!(a <= 40.0)) return x != x ? NaN : halfExp(a);
  const up = expm1High(a);
  const upLow = expm1Low;
  const down = expm1High(-a);
  const sum = up + down;
  const half = 0.5 * sum;
  const whole = 1.0 + half;
  return whole + (sumError(1.0, half, whole) + 0.5 * (orderedSumError(up, down, sum) + (upLow + expm1Low)));
}

/** e^a / 2 for a > 40, where e^a itself may overflow. */
function halfExp(a: f64): f64 {
  if (a > 711.0) return Infinity;
  const shifted = expShifted(a);
  const scale = reinterpret<f64>(expScaleBits(shifted) - (1000 << 52));
  return (scale + scale * expCorrection(expRemainder(a, shifted), shifted)) * reinterpret<f64>((1023 + 999) << 52);
}
