// asin and acos: a polynomial up to 1/2, and asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)) beyond.
// Invariant: the square root carries what its rounding lost, so the last addition is the only full-size rounding.
import { at, orderedSumError } from "./exact";
import { ASIN_P, HALF_PI_HIGH, HALF_PI_LOW, PI_HIGH, PI_LOW } from "./tables";

/** (asin(s) - s) / s with z = s^2 <= 1/4. */
// @ts-ignore: decorator
@inline function asinSeries(z: f64): f64 {
  const z2 = z * z;
  const z4 = z2 * z2;
  const low = at(ASIN_P, 0) + z * at(ASIN_P, 1) + z2 * (at(ASIN_P, 2) + z * at(ASIN_P, 3));
  const middle = at(ASIN_P, 4) + z * at(ASIN_P, 5) + z2 * (at(ASIN_P, 6) + z * at(ASIN_P, 7));
  const high = at(ASIN_P, 8) + z * at(ASIN_P, 9) + z2 * (at(ASIN_P, 10) + z * at(ASIN_P, 11)) + z4 * at(ASIN_P, 12);
  return z * (low + z4 * (middle + z4 * high));
}

/** The 21 leading bits of a square root: sums of it with pi/2 and pi are exact. */
// @ts-ignore: decorator
@inline function leading(root: f64): f64 {
  return reinterpret<f64>(reinterpret<u64>(root) & 0xffffffff00000000);
}

/** asin(sqrt(z)) - head, where head is the leading part of root = fl(sqrt(z)). */
// @ts-ignore: decorator
@inline function beyondHead(z: f64, root: f64, head: f64): f64 {
  return (z - head * head) / (root + head) + root * asinSeries(z);
}

export function asin(x: f64): f64 {
  const a = abs<f64>(x);
  if (a <= 0.5) return x + x * asinSeries(x * x);
  if (!(a < 1.0)) return a == 1.0 ? copysign<f64>(HALF_PI_HIGH, x) : NaN;
  const z = 0.5 * (1.0 - a);
  const root = sqrt<f64>(z);
  const head = leading(root);
  const sum = HALF_PI_HIGH - 2.0 * head + (HALF_PI_LOW - 2.0 * beyondHead(z, root, head));
  return copysign<f64>(sum, x);
}

export function acos(x: f64): f64 {
  const a = abs<f64>(x);
  if (a <= 0.5) {
    const right = HALF_PI_HIGH - x;
    return right + (orderedSumError(HALF_PI_HIGH, -x, right) + (HALF_PI_LOW - x * asinSeries(x * x)));
  }
  if (!(a < 1.0)) return x == 1.0 ? 0.0 : x == -1.0 ? PI_HIGH : NaN;
  const z = 0.5 * (1.0 - a);
  const root = sqrt<f64>(z);
  const head = leading(root);
  const rest = beyondHead(z, root, head);
  if (x > 0.0) return 2.0 * (head + rest);
  return PI_HIGH - 2.0 * head + (PI_LOW - 2.0 * rest);
}
