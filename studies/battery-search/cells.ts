// The curves of the study: state of health over 100 points of a cell's life, simulated or measured.
// Definitions: state of health is capacity over that of the first kept cycle; life ends with the first cycle at or below 0.8 of it, and is
// laid out on points 0 to 99 by linear interpolation between cycles. The axis thus knows each cell's lifetime, as in the published experiment.
import { randomFor } from "../../search/random.js";
import { readSeverson } from "../battery/sources.js";

export const POINTS = 100;
const END_OF_LIFE = 0.8;
/** Fewer cycles than this are no life. */
const FEWEST_CYCLES = 10;

/** One cell: its state of health at points 0 to 99. */
export interface Curve {
  readonly cell: string;
  readonly health: Float64Array;
}

/** The simulated cells of the published experiment: number, noise, and scatter of the constants between cells. */
const SIMULATED = { cells: 12, a: 0.01648, c: 0.00222, scatter: 0.15, noise: 0.002 } as const;

/**
 * Cells with two reservoirs of lithium, one of which ends: q0 min(1 - a √k, 1 - c k), with q0 = 1, and each constant of a cell its mean
 * times 1 + 0.15 times a normal number; independent normal noise of 0.002.
 */
export function simulatedCurves(seed: number): Curve[] {
  const { cells, a, c, scatter, noise } = SIMULATED;
  return Array.from({ length: cells }, (_, i) => {
    const random = randomFor(seed, i);
    const drawn = (mean: number): number => mean * (1 + scatter * random.normal());
    const [q0, fade, loss] = [drawn(1), drawn(a), drawn(c)];
    const health = Float64Array.from({ length: POINTS }, (_, k) => {
      return q0 * Math.min(1 - fade * Math.sqrt(k), 1 - loss * k) + noise * random.normal();
    });
    return { cell: `s${String(i + 1).padStart(2, "0")}`, health };
  });
}

/** The measured cells, in the order of the file (117 that keep the published rules for a usable life). */
export async function measuredCurves(): Promise<Curve[]> {
  const all = await readSeverson();
  return all.flatMap(({ id, kept, series: { cycles, capacities } }) => {
    if (!kept) return [];
    const health = lifeCurve(Array.from(cycles, (cycle, i) => ({ cycle, capacity: capacities[i]! })));
    if (!health) throw new Error(`the cell ${id} has no usable life in the data`);
    return [{ cell: id, health }];
  });
}

/** One cell's life on the grid; undefined where the record holds no life. */
export function lifeCurve(
  recorded: readonly { readonly cycle: number; readonly capacity: number }[],
): Float64Array | undefined {
  const points = recorded
    .filter((point) => Number.isFinite(point.capacity) && point.capacity > 0)
    .sort((a, b) => a.cycle - b.cycle);
  const [first] = points;
  if (!first || points.length < FEWEST_CYCLES) return undefined;
  const end = points.findIndex(({ capacity }) => capacity <= END_OF_LIFE * first.capacity);
  const life = end < 0 ? points : points.slice(0, end + 1);
  const last = life[life.length - 1] as { cycle: number };
  let at = 0;
  return Float64Array.from({ length: POINTS }, (_, k) => {
    const cycle = first.cycle + (k * (last.cycle - first.cycle)) / (POINTS - 1);
    while (at < life.length - 2 && (life[at + 1] as { cycle: number }).cycle < cycle) at++;
    const [left, right] = [life[at], life[at + 1]] as [(typeof life)[0], (typeof life)[0]];
    const share = Math.min(1, (cycle - left.cycle) / (right.cycle - left.cycle));
    return (left.capacity + share * (right.capacity - left.capacity)) / first.capacity;
  });
}
