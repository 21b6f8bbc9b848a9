// How far two evaluations at equal parameters are apart, as docs/gradients.md defines it.
import type { Magnitudes } from "../../host/program.js";

/** No relative gradient difference may be larger. */
export const GRADIENT_TOLERANCE = 1e-13;
const EPSILON = 2 ** -52;

const bits = new DataView(new ArrayBuffer(8));

/** Place of a number among all doubles; neighbours differ by 1. */
function ordinal(x: number): bigint {
  bits.setFloat64(0, x);
  const word = bits.getBigInt64(0);
  return word >= 0n ? word : -(word & 0x7fff_ffff_ffff_ffffn) - 1n;
}

/** How many doubles two values are apart: 0 when their bits are equal or both are NaN. */
export function distance(a: number, b: number): number {
  if (Number.isNaN(a) && Number.isNaN(b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.POSITIVE_INFINITY;
  const apart = ordinal(a) - ordinal(b);
  return Number(apart < 0n ? -apart : apart);
}

export interface GradientDifference {
  /** Largest |g₁ - g₂| / Σ|terms|; Infinity when only one of the two is a number. */
  readonly relative: number;
  /** The same in units of what is allowed, 8 ε D Σ|terms|. */
  readonly ofAllowed: number;
}

const NONE: GradientDifference = { relative: 0, ofAllowed: 0 };

/**
 * Compares two gradients in the order of `names`. `magnitudes` is asked only when they differ in a bit: otherwise the difference is 0
 * whatever the sum is.
 */
export function gradientDifference(
  names: readonly string[],
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  magnitudes: () => Magnitudes,
): GradientDifference {
  const differs = (j: number): boolean =>
    first[j] !== second[j] && !(Number.isNaN(first[j]!) && Number.isNaN(second[j]!));
  if (!names.some((_, j) => differs(j))) return NONE;
  const { magnitudes: sums, chain } = magnitudes();
  let relative = 0;
  for (const [j, name] of names.entries()) {
    if (!differs(j)) continue;
    const apart = Math.abs(first[j]! - second[j]!) / sums.get(name)!;
    relative = Math.max(relative, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
  }
  return { relative, ofAllowed: relative / (8 * EPSILON * Math.max(1, chain)) };
}
