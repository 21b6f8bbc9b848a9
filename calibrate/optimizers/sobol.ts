// Sobol's points: they fill the unit cube more evenly than random ones (Sobol 1967; direction numbers by Joe & Kuo 2008).
// Invariant: the first 2^k points, scrambled or not, hit each of the 2^k equal intervals of each coordinate exactly once (k ≤ 32).
import { seededRandom } from "../random.js";
import { DIRECTIONS } from "./sobol-numbers.js";

const BITS = 32;
const TABLE = DIRECTIONS.trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number));

/** How many coordinates a point can have. */
export const SOBOL_DIMENSIONS = TABLE.length + 1;

/** The point of an index, in the order of the Gray code; coordinates in [0, 1), multiples of 2⁻³². */
export type SobolPoints = (index: number) => Float64Array;

/**
 * @param dimensions from 1 to SOBOL_DIMENSIONS
 * @param seed scrambles the points: a random triangular matrix over their bits, then a random shift (Matoušek 1998); without it the
 *   points are the sequence itself, which begins with the origin
 * @throws RangeError when the dimensions are out of their range, and by the function returned when the index is no whole number below 2³²
 */
export function sobolPoints(dimensions: number, seed?: number): SobolPoints {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > SOBOL_DIMENSIONS) {
    throw new RangeError(`Sobol points have from 1 to ${SOBOL_DIMENSIONS} coordinates, not ${dimensions}`);
  }
  const random = seed === undefined ? undefined : seededRandom(seed);
  const word = () => Math.floor((random?.uniform() ?? 0) * 2 ** 32) | 0;
  const columns = Array.from({ length: dimensions }, (_, d) => {
    const plain = directionsOf(d);
    return { shift: word(), directions: random ? scrambled(plain, word) : plain };
  });
  return (index) => {
    if (!Number.isInteger(index) || index < 0 || index >= 2 ** 32) {
      throw new RangeError(`the index of a Sobol point is a whole number below 2^32, got ${index}`);
    }
    const gray = index ^ (index >>> 1);
    return Float64Array.from(columns, ({ shift, directions }) => {
      let bits = shift;
      for (let k = 0; k < BITS; k++) if ((gray >>> k) & 1) bits ^= directions[k]!;
      return (bits >>> 0) / 2 ** 32;
    });
  };
}

/** v₁ … v₃₂ as words whose highest bit is the first digit (Joe & Kuo 2008, eqs. 2 and 3). */
function directionsOf(dimension: number): Int32Array {
  const v = new Int32Array(BITS);
  if (dimension === 0) return v.map((_, k) => 1 << (31 - k));
  const [polynomial = 0, ...initial] = TABLE[dimension - 1]!;
  const s = initial.length;
  for (let k = 0; k < BITS; k++) {
    if (k < s) {
      v[k] = initial[k]! << (31 - k);
      continue;
    }
    let word = v[k - s]! ^ (v[k - s]! >>> s);
    for (let i = 1; i < s; i++) if ((polynomial >>> (s - i)) & 1) word ^= v[k - i]!;
    v[k] = word;
  }
  return v;
}

/** Each digit of the result is the digit of `v` plus a random sum of the digits before it, modulo 2. */
function scrambled(v: Int32Array, word: () => number): Int32Array {
  const rows = Array.from({ length: BITS }, (_, i) => {
    const before = i === 0 ? 0 : -1 << (BITS - i);
    return (word() & before) | (1 << (31 - i));
  });
  return v.map((bits) => rows.reduce((sum, row, i) => sum | (parity(row & bits) << (31 - i)), 0));
}

function parity(x: number): number {
  for (const by of [16, 8, 4, 2, 1]) x ^= x >>> by;
  return x & 1;
}
