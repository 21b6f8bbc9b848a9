// Starts of different kinds around the program's own constants, for when these are near, far, of another size, or wrong altogether.
// Invariants: the points depend on the coordinates and the seed alone, and more of them begin with the same ones; they lie inside the bounds.
import { seededRandom } from "../random.js";
import { type StartCoordinate, startShare } from "../starts.js";
import { SOBOL_DIMENSIONS, sobolPoints } from "./sobol.js";

/** How a start is drawn; the first one is "declared". */
export type StartKind = "declared" | "narrow" | "wide" | "log-uniform" | "sobol";

export interface Start {
  readonly kind: StartKind;
  /** In the coordinates of the optimiser. */
  readonly point: Float64Array;
}

const CYCLE = ["narrow", "wide", "log-uniform", "sobol"] as const;
/** Half-width of narrow draws: relative to the constant, or absolute in a transformed coordinate or around 0. */
const NARROW = 0.3;
/** Log-uniform draws have sizes, or distances to the bound, from 10⁻³ to 10³. */
const DECADES = 3;
/** Share of the log-uniform draws with the other sign, where no bound forbids it. */
const FLIPPED = 0.25;

/**
 * `count` starts: the declared constants, then in turn
 *
 * - narrow: each constant ±30 %; ±0.3 where it is 0 or its coordinate is transformed;
 * - wide: as `startPoints` draws;
 * - log-uniform: sizes from 10⁻³ to 10³ whatever the constant, one in four with the other sign; where there are bounds, such distances to
 *   the nearer one (relative to their own distance if there are two);
 * - sobol: spread as the wide ones, but by Sobol points instead of independent draws (with more than SOBOL_DIMENSIONS coordinates the later
 *   ones are drawn).
 */
export function mixedStarts(
  coordinates: readonly StartCoordinate[],
  count: number,
  seed: number,
): readonly Start[] {
  const own = Float64Array.from(coordinates, ({ value, transform }) => transform.forward(value));
  const random = seededRandom(seed);
  const even = sobolPoints(Math.max(1, Math.min(coordinates.length, SOBOL_DIMENSIONS)), seed);
  const drawn = Array.from({ length: Math.max(0, count - 1) }, (_, i): Start => {
    const kind = CYCLE[i % CYCLE.length]!;
    const spread = kind === "sobol" ? even(Math.floor(i / CYCLE.length)) : undefined;
    const point = Float64Array.from(coordinates, (coordinate, j) => {
      const share = random.uniform();
      if (kind === "narrow") return narrow(coordinate, own[j]!, share);
      if (kind === "log-uniform") return logUniform(coordinate, share);
      // Sobol points may be 0, which the shares of an open interval are not.
      return startShare(coordinate, own[j]!, spread?.[j] === undefined ? share : spread[j] + 2 ** -33);
    });
    return { kind, point };
  });
  return [{ kind: "declared", point: own }, ...drawn];
}

function narrow({ value, bounds }: StartCoordinate, own: number, share: number): number {
  const by = NARROW * (2 * share - 1);
  return Number.isFinite(bounds.lower) || Number.isFinite(bounds.upper) || value === 0
    ? own + by
    : value * (1 + by);
}

function logUniform({ value, bounds }: StartCoordinate, share: number): number {
  const lower = Number.isFinite(bounds.lower);
  const upper = Number.isFinite(bounds.upper);
  // The transformed coordinate is the logarithm of the distance to the bound (its negative for an upper one).
  if (lower || upper) return DECADES * Math.LN10 * (2 * share - 1);
  const flips = share < FLIPPED;
  const within = flips ? share / FLIPPED : (share - FLIPPED) / (1 - FLIPPED);
  const size = 10 ** (DECADES * (2 * within - 1));
  return flips === value < 0 ? size : -size;
}
