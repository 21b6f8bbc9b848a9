// Rows drawn for a bootstrap: singly, in moving blocks, or in blocks of random length.
// Invariants: a series' rows are drawn from that series alone; integers from a seeded generator only, so a seed draws the same everywhere.
import { FitError } from "../errors.js";
import type { Random } from "../random.js";

/**
 * - `residual`: each row by itself (Efron 1979): for independent noise;
 * - `moving-block`: blocks of a fixed length that start anywhere (Künsch 1989): for noise with memory;
 * - `stationary`: blocks of geometric length, on a circle (Politis & Romano 1994): as before, and the resampled series is stationary.
 */
export type Resampling = "residual" | "moving-block" | "stationary";

/** Rows of each series, in their order. */
export function seriesRows(rows: number, series: ArrayLike<unknown> | undefined): Int32Array[] {
  if (!series) return [Int32Array.from({ length: rows }, (_, i) => i)];
  if (series.length !== rows) throw new FitError("rows", `${series.length} series labels for ${rows} rows`);
  const groups = new Map<unknown, number[]>();
  for (let i = 0; i < rows; i++) {
    const group = groups.get(series[i]);
    if (group) group.push(i);
    else groups.set(series[i], [i]);
  }
  return [...groups.values()].map((group) => Int32Array.from(group));
}

/** For each row the row that its residual is taken from. @param blockLength mean length for `stationary`; not used for `residual` */
export function drawRows(
  groups: readonly Int32Array[],
  rows: number,
  method: Resampling,
  blockLength: number,
  random: Random,
): Int32Array {
  const drawn = new Int32Array(rows);
  for (const group of groups) {
    const source = positions(group.length, method, Math.min(blockLength, group.length), random);
    group.forEach((row, i) => {
      drawn[row] = group[source[i]!]!;
    });
  }
  return drawn;
}

function positions(n: number, method: Resampling, blockLength: number, random: Random): Int32Array {
  const below = (limit: number): number => Math.floor(random.uniform() * limit);
  const result = new Int32Array(n);
  if (method === "residual") return result.map(() => below(n));
  if (method === "moving-block") {
    for (let i = 0; i < n; i += blockLength) {
      const start = below(n - blockLength + 1);
      for (let k = 0; k < blockLength && i + k < n; k++) result[i + k] = start + k;
    }
    return result;
  }
  for (let i = 0; i < n; i++)
    result[i] = i === 0 || random.uniform() * blockLength < 1 ? below(n) : (result[i - 1]! + 1) % n;
  return result;
}
