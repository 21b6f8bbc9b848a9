// Standard deviations and weights of rows, checked once so that the losses need not look again.
import { FitError } from "../errors.js";

/** One number for all rows, or one for each. */
export type PerRow = number | ArrayLike<number>;

/** @throws FitError ("usage") when a number is not positive and finite; the message names the row, counted from 1 */
export function positivePerRow(what: string, values: PerRow): (row: number) => number {
  if (typeof values === "number") {
    positiveNumber(what, values);
    return () => values;
  }
  for (let i = 0; i < values.length; i++) positiveNumber(`${what} of row ${i + 1}`, values[i]!);
  return (row) => {
    const value = values[row];
    if (value !== undefined) return value;
    throw new FitError("rows", `${what}: there are ${values.length} values, but a row ${row + 1}`);
  };
}

/** @throws FitError ("usage") unless the value is positive and finite */
export function positiveNumber(what: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new FitError("usage", `${what} must be positive and finite, got ${value}`);
}

/**
 * Standard deviation of each row from that of its column (its series).
 * @param columns for each row, which column it belongs to
 * @throws FitError ("rows") when a column has no sigma
 */
export function sigmaByColumn(
  columns: readonly string[],
  sigmas: Readonly<Record<string, number>>,
): Float64Array {
  return Float64Array.from(columns, (column) => {
    if (!Object.hasOwn(sigmas, column))
      throw new FitError("rows", `the column ${column} has no sigma: give one for each column`);
    return positiveNumber(`sigma of ${column}`, sigmas[column]!);
  });
}
