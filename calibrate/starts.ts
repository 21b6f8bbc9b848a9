// Points from which a fit starts: the program's own constants first, then draws around them.
// Invariant: the draws depend on the seed, the bounds and the constants alone, and lie strictly inside the bounds.
import { seededRandom } from "./random.js";
import type { Bounds, Transform } from "./transform.js";

export interface StartCoordinate {
  readonly value: number;
  readonly bounds: Bounds;
  readonly transform: Transform;
}

/** Half-width of a draw in a transformed coordinate: a factor of e² in the distance to the bound. */
const SPREAD = 2;
/** Share of the draws with the other sign, where no bound forbids it. */
const FLIPPED = 0.25;

/**
 * `count` points in the coordinates of the optimiser. With two bounds a draw is uniform between them; with one it is uniform in the
 * transformed coordinate within ±2 of the constant; with none it is the constant times a factor between 1/10 and 10 (uniform in the
 * logarithm), one in four with the other sign; a constant 0 without bounds gives draws between -2 and 2.
 */
export function startPoints(
  coordinates: readonly StartCoordinate[],
  count: number,
  seed: number,
): readonly Float64Array[] {
  const own = Float64Array.from(coordinates, ({ value, transform }) => transform.forward(value));
  const random = seededRandom(seed);
  const drawn = Array.from({ length: count - 1 }, () =>
    Float64Array.from(coordinates, (coordinate, j) => startShare(coordinate, own[j]!, random.uniform())),
  );
  return [own, ...drawn];
}

/**
 * The coordinate at a share of the range of draws, as described at `startPoints`.
 * @param own the constant's coordinate
 * @param share in the open interval (0, 1)
 */
export function startShare({ value, bounds }: StartCoordinate, own: number, share: number): number {
  const hasLower = bounds.lower !== Number.NEGATIVE_INFINITY;
  const hasUpper = bounds.upper !== Number.POSITIVE_INFINITY;
  if (hasLower && hasUpper) return Math.log(share) - Math.log1p(-share); // uniform between the bounds
  if (hasLower || hasUpper || value === 0) return own + SPREAD * (2 * share - 1);
  // One number decides sign and size: its first quarter is stretched over the flipped draws, the rest over the others.
  const flips = share < FLIPPED;
  const within = flips ? share / FLIPPED : (share - FLIPPED) / (1 - FLIPPED);
  return (flips ? -value : value) * 10 ** (2 * within - 1);
}
