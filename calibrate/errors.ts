// What can be wrong with a calibration apart from the program itself: the data, or the question asked of it.
// Invariant: like SchemeError, the place is carried in fields (lines and columns from 1, 0 when unknown), not in the message.

/** The data is wrong: a cell, a column or the file as a whole. */
export class DataError extends Error {
  override readonly name: string = "DataError";
  constructor(
    message: string,
    readonly file: string,
    readonly line: number,
    /** Column of the cell's first character in its line, in code points. */
    readonly column: number,
  ) {
    super(message);
  }
}

/**
 * Why a fit cannot be made.
 * - `rows`: masks and columns that do not fit together, or nothing to fit;
 * - `not-finite`: prediction, derivative or loss is not a number at the start;
 * - `unreached`: no executed operation connects any parameter with any prediction;
 * - `usage`: an option out of its range.
 */
export type FitErrorKind = "rows" | "not-finite" | "unreached" | "usage";

export class FitError extends Error {
  override readonly name: string = "FitError";
  constructor(
    readonly kind: FitErrorKind,
    message: string,
    /** Where the offending data row lies, when the data came from a file. */
    readonly file: string | undefined = undefined,
    readonly line: number = 0,
    readonly column: number = 0,
  ) {
    super(message);
  }
}
