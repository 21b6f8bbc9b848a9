// Open bounds kept by smooth transforms: an optimiser moves u on the whole line, the parameter is inverse(u), inside its bounds.
// Invariant: inverse(u) lies strictly inside the bounds for every u that is not NaN (where rounding would give a bound itself, it is
// the nearest double inside), forward(inverse(u)) = u up to rounding, and inverse is strictly increasing up to rounding.
//
//   bounds     forward u(x)                    inverse x(u)                       derivative dx/du
//   none       x                               u                                  1
//   lower a    log(x - a)                      a + exp(u)                         exp(u)
//   upper b    -log(b - x)                     b - exp(-u)                        exp(-u)
//   both       log(x - a) - log(b - x)         a + (b - a) / (1 + exp(-u))        (b - a) s (1 - s)
//
// Near a bound the distance to that bound is what is transformed, so no digits of it are lost: x - a is exact for x near a, and
// the upper half of the interval is computed as b - (b - a) / (1 + exp(u)).
import { FitError } from "./errors.js";

export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

export interface Transform {
  /** From the parameter to the line. @throws FitError when the value is not strictly inside the bounds. */
  forward(value: number): number;
  /** From the line to the parameter, strictly inside the bounds; NaN or infinite only if `u` is, or where `exp` overflows. */
  inverse(u: number): number;
  /** d inverse(u) / du. */
  derivative(u: number): number;
}

/** The transform for open bounds; ±Infinity where there is none. @throws FitError when no double lies between them. */
export function transformFor({ lower, upper }: Bounds): Transform {
  const inside = (value: number): number => {
    if (value > lower && value < upper) return value;
    throw new FitError(
      "usage",
      `the value ${value} does not lie inside the open bounds (${lower}, ${upper})`,
    );
  };
  if (!(nextAbove(lower) < upper))
    throw new FitError("usage", `no number lies inside the open bounds (${lower}, ${upper})`);
  if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY)
    return { forward: inside, inverse: (u) => u, derivative: () => 1 };
  if (upper === Number.POSITIVE_INFINITY)
    return {
      forward: (value) => Math.log(inside(value) - lower),
      inverse: (u) => above(lower + Math.exp(u), lower),
      derivative: (u) => Math.exp(u),
    };
  if (lower === Number.NEGATIVE_INFINITY)
    return {
      forward: (value) => -Math.log(upper - inside(value)),
      inverse: (u) => below(upper - Math.exp(-u), upper),
      derivative: (u) => Math.exp(-u),
    };
  return betweenBounds(lower, upper, inside);
}

function betweenBounds(lower: number, upper: number, inside: (value: number) => number): Transform {
  // Halves, because the difference of two huge bounds may overflow.
  const half = upper / 2 - lower / 2;
  return {
    forward(value) {
      inside(value);
      return Math.log(value / 2 - lower / 2) - Math.log(upper / 2 - value / 2);
    },
    inverse(u) {
      const e = Math.exp(-Math.abs(u)); // in (0, 1]: the smaller share of the interval is e / (1 + e)
      const share = (2 * e) / (1 + e); // of a half
      const value = u < 0 ? lower + half * share : upper - half * share;
      return below(above(value, lower), upper);
    },
    derivative(u) {
      const e = Math.exp(-Math.abs(u));
      return half * ((2 * e) / (1 + e) / (1 + e));
    },
  };
}

function above(value: number, lower: number): number {
  return value <= lower ? nextAbove(lower) : value;
}

function below(value: number, upper: number): number {
  return value >= upper ? -nextAbove(-upper) : value;
}

const bits = new DataView(new ArrayBuffer(8));

/** The smallest double greater than `x`; x itself for NaN and +Infinity. */
function nextAbove(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}
