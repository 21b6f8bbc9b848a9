// Splits of rows for validation: k folds, and one series left out at a time; and the errors of fits over them.
// Invariant: each row is held out exactly once over the splits of one kind; a seed gives the same folds everywhere.
import { FitError } from "../errors.js";
import { seededRandom } from "../random.js";

export interface Split {
  /** Name of the series or number of the fold. */
  readonly name: string;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * k folds of sizes that differ by at most one.
 * @param order `shuffled` by the seed, or `contiguous` for rows in time, where neighbours are alike and shuffled folds flatter a model
 * @throws FitError ("usage") unless 2 ≤ k ≤ rows
 */
export function kFold(
  rows: number,
  folds: number,
  { order, seed = 1 }: { readonly order: "shuffled" | "contiguous"; readonly seed?: number },
): Split[] {
  if (!Number.isInteger(folds) || folds < 2 || folds > rows)
    throw new FitError("usage", `the number of folds must be a whole number from 2 to ${rows}, got ${folds}`);
  const rowsInOrder = Int32Array.from({ length: rows }, (_, i) => i);
  if (order === "shuffled") shuffle(rowsInOrder, seed);
  const foldOf = new Int32Array(rows);
  rowsInOrder.forEach((row, i) => {
    foldOf[row] = Math.floor((i * folds) / rows);
  });
  return Array.from({ length: folds }, (_, fold) =>
    split(`fold ${fold + 1}`, rows, (row) => foldOf[row] === fold),
  );
}

/** One split for each series, in the order of their first rows. @param series for each row the name of its series */
export function leaveOneSeriesOut(series: readonly string[]): Split[] {
  const names = [...new Set(series)];
  if (names.length < 2)
    throw new FitError("usage", `leaving one series out needs at least two series, got ${names.length}`);
  return names.map((name) => split(name, series.length, (row) => series[row] === name));
}

export interface Validation {
  readonly splits: readonly { readonly name: string; readonly rows: number; readonly rmse: number }[];
  /** Over all rows held out. */
  readonly rmse: number;
  /** target - prediction, each from the fit that did not see the row. */
  readonly residuals: Float64Array;
}

/**
 * Fits on each split's training rows and predicts the others.
 * @param fitAndPredict predictions for `split.test`, in its order
 * @throws FitError ("not-finite") when a held-out prediction is not finite: the message names split and row
 */
export async function crossValidate(
  splits: readonly Split[],
  targets: ArrayLike<number>,
  fitAndPredict: (split: Split) => Float64Array | Promise<Float64Array>,
): Promise<Validation> {
  const residuals = new Float64Array(targets.length).fill(Number.NaN);
  const results: { name: string; rows: number; rmse: number }[] = [];
  let total = 0;
  let count = 0;
  for (const one of splits) {
    const predictions = await fitAndPredict(one);
    let sum = 0;
    one.test.forEach((row, i) => {
      const r = targets[row]! - predictions[i]!;
      if (!Number.isFinite(r))
        throw new FitError(
          "not-finite",
          `${one.name}: the prediction for row ${row + 1} is ${predictions[i]}`,
        );
      residuals[row] = r;
      sum += r * r;
    });
    total += sum;
    count += one.test.length;
    results.push({ name: one.name, rows: one.test.length, rmse: Math.sqrt(sum / one.test.length) });
  }
  return { splits: results, rmse: Math.sqrt(total / count), residuals };
}

function split(name: string, rows: number, held: (row: number) => boolean): Split {
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  return { name, train: all.filter((row) => !held(row)), test: all.filter(held) };
}

/** Fisher–Yates (Durstenfeld 1964). */
function shuffle(values: Int32Array, seed: number): void {
  const random = seededRandom(seed);
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}
