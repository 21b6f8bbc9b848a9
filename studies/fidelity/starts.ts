// Where a training run starts: the program's constants, each moved by a normal draw, as in the published experiments.
// Invariant: the starts depend on the seed and the program's constants alone (and on the host's `log` and `cos`).
import { type Random, seededRandom } from "../../calibrate/random.js";

/** A standard normal number from two uniform ones (Box & Muller 1958). */
export function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}

/**
 * θ₀ = c + 0.3 · max(|c|, 0.1) · N(0, 1) for each constant c in its order, from `seededRandom(seed)` (xoshiro128**; the published
 * experiments draw from the Mersenne Twister of another library, so their numbers differ).
 */
export function startOf(constants: readonly number[], seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from(constants, (c) => c + 0.3 * Math.max(Math.abs(c), 0.1) * normal(random));
}
