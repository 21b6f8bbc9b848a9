// The published data: state of health of each cell on 100 points of its own life.
//
// State of health is capacity over the first kept one. Life ends with the first cycle at or below 0.80 (the last cycle if there is none);
// the points are equally spaced in cycles from the first kept cycle to that one, with linear interpolation.
// Invariant: a cell is left out for the published reasons alone: fewer than 10 cycles, a ratio above 1.25, none below 0.98, an end among the
// first 5.
import type { Series } from "./cells.js";

export const POINTS = 100;
/** Share of the first capacity at which life ends. */
export const END = 0.8;

export interface Raw {
  readonly id: string;
  readonly group: string;
  readonly series: Series;
}

/** Capacity relative to the first, by cycle, up to the end of life. */
export interface Life {
  readonly id: string;
  readonly group: string;
  readonly cycles: Float64Array;
  readonly health: Float64Array;
}

export interface GridCell {
  readonly id: string;
  readonly group: string;
  /** POINTS values over the cell's own life. */
  readonly health: Float64Array;
}

/** The cells that pass the published filter, up to their ends of life. */
export function livesOf(raws: readonly Raw[]): Life[] {
  return raws.flatMap(({ id, group, series }) => {
    const order = [...series.cycles.keys()]
      .filter(
        (i) => series.cycles[i]! > 0 && series.capacities[i]! > 0 && Number.isFinite(series.capacities[i]!),
      )
      .sort((i, j) => series.cycles[i]! - series.cycles[j]!);
    if (order.length < 10) return [];
    const first = series.capacities[order[0]!]!;
    const health = order.map((i) => series.capacities[i]! / first);
    if (Math.max(...health) > 1.25 || Math.min(...health) > 0.98) return [];
    const found = health.findIndex((value) => value <= END);
    const end = found === -1 ? health.length - 1 : found;
    if (end < 5) return [];
    return [
      {
        ...{ id, group },
        cycles: Float64Array.from(order.slice(0, end + 1), (i) => series.cycles[i]!),
        health: Float64Array.from(health.slice(0, end + 1)),
      },
    ];
  });
}

/** The published grid: a share of life of 1/99 from point to point. */
export function gridOf({ id, group, cycles, health }: Life): GridCell {
  const from = cycles[0]!;
  const step = (cycles.at(-1)! - from) / (POINTS - 1);
  const at = Float64Array.from({ length: POINTS }, (_, k) => from + k * step);
  return { id, group, health: interpolated(cycles, health, at) };
}

/** Piecewise linear through the points; `at` ascends and lies between the first and the last of `x`, up to rounding. */
export function interpolated(x: Float64Array, y: Float64Array, at: Float64Array): Float64Array {
  let i = 0;
  return at.map((value) => {
    while (i < x.length - 2 && x[i + 1]! < value) i++;
    const share = (value - x[i]!) / (x[i + 1]! - x[i]!);
    return y[i]! + Math.min(1, Math.max(0, share)) * (y[i + 1]! - y[i]!);
  });
}

/** The published splits: points before the origin are fitted. */
export const SPLITS = { late: 70, early: 45 } as const;
export type SplitName = keyof typeof SPLITS;
export const SPLIT_NAMES = Object.keys(SPLITS) as SplitName[];

/** Points that are scored: from the origin on every tenth, and the last. */
export function scoredPoints(origin: number): Float64Array {
  const points: number[] = [];
  for (let k = origin; k < POINTS; k += 10) points.push(k);
  if (points.at(-1) !== POINTS - 1) points.push(POINTS - 1);
  return Float64Array.from(points);
}
