// Random draws of the search, as a function of where they are made and of nothing else.
// Invariant: a generator is named by numbers (seed, batch, slot …) and never saved: whoever resumes a run at a batch draws what the
// first run drew there, without any state to restore.
import { seededRandom, type Random as Uniform } from "../calibrate/random.js";

export interface Random {
  /** Uniform in (0, 1). */
  uniform(): number;
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
  /** One of the items; there must be one. */
  pick<T>(items: readonly T[]): T;
  /** Standard normal. */
  normal(): number;
  chance(probability: number): boolean;
}

/** The generator of a place: equal numbers give equal draws. */
export function randomFor(...place: readonly number[]): Random {
  return new Draws(seededRandom(mixed(place)));
}

/** Folds whole numbers into 32 bits, by the finaliser of MurmurHash3 (Appleby 2011) after each. */
function mixed(numbers: readonly number[]): number {
  let h = 0x9e3779b9 | 0;
  for (const number of numbers)
    for (const word of [number | 0, Math.floor(number / 2 ** 32) | 0]) {
      h ^= word;
      h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
      h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
      h = (h ^ (h >>> 16)) + 0x6d2b79f5;
    }
  return h >>> 0;
}

class Draws implements Random {
  constructor(private readonly source: Uniform) {}

  uniform(): number {
    return this.source.uniform();
  }
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("nothing to pick from");
    return items[this.below(items.length)] as T;
  }
  /** Box and Muller (1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }
}

/** An index drawn in proportion to the weights, which are not negative and not all 0. */
export function weighted(random: Random, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError("no weight is above 0");
  let left = random.uniform() * total;
  for (const [index, weight] of weights.entries()) {
    if (weight > 0 && left < weight) return index;
    left -= weight;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
