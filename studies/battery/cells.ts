// The cells: their lives, and what of a life is training data.
// Invariant: whatever happens after the border of a cell is in `heldOut` alone; windows never reach over the border.
import { readSeverson } from "./sources.js";

/** Ah: 80 % of the nominal 1.1 Ah, the end of life of Severson et al. (2019). */
export const END_OF_LIFE = 0.88;
/** Share of a cell's life, counted in recorded cycles, that is training data. */
export const TRAINED_SHARE = 0.7;

/** Capacity (Ah) by cycle number. */
export interface Series {
  readonly cycles: Float64Array;
  readonly capacities: Float64Array;
}

export interface Cell {
  readonly id: string;
  readonly batch: string;
  /** Recorded cycles up to and including the first at or below END_OF_LIFE (all of them when there is none). */
  readonly life: Series;
  /** The first 70 % of the recorded cycles of its life. */
  readonly trained: Series;
  readonly heldOut: Series;
}

/** Reads the 117 cells, in the order of the file. */
export async function readCells(): Promise<Cell[]> {
  const all = await readSeverson();
  return all.flatMap(({ id, batch, kept, series }) => (kept ? [cellOf(id, batch, series)] : []));
}

/** Cuts a recorded series at the end of life and at the border. */
export function cellOf(id: string, batch: string, recorded: Series): Cell {
  const end = recorded.capacities.findIndex((q) => q <= END_OF_LIFE);
  const life = slice(recorded, 0, end < 0 ? recorded.cycles.length : end + 1);
  const border = Math.round(TRAINED_SHARE * life.cycles.length);
  return { id, batch, life, trained: slice(life, 0, border), heldOut: slice(life, border) };
}

/**
 * Thins a series to at most `count` points: medians of capacity and cycle over windows of consecutive cycles, of equal size but
 * for rounding. Medians, because some cells have isolated dips of a tenth of an ampere-hour.
 */
export function windows(series: Series, count: number): Series {
  const n = series.cycles.length;
  const used = Math.min(count, n);
  const border = (w: number): number => Math.floor((w * n) / used);
  const medians = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: used }, (_, w) => median(values.subarray(border(w), border(w + 1))));
  return { cycles: medians(series.cycles), capacities: medians(series.capacities) };
}

export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function slice({ cycles, capacities }: Series, from: number, to?: number): Series {
  return { cycles: cycles.slice(from, to), capacities: capacities.slice(from, to) };
}
