// Calibration: fits the constants of a program to data.
export { Adam, type AdamOptions, type AdamState } from "./adam.js";
export { columnsIn } from "./columns.js";
export { type CellPlace, type CsvOptions, readTable, Table } from "./csv.js";
export { DataError, FitError, type FitErrorKind } from "./errors.js";
export { type Fit, type FitOptions, type FitProgress, fit, type StartReport } from "./fit.js";
export {
  type Evaluate,
  type Evaluation,
  type LevenbergMarquardtOptions,
  levenbergMarquardt,
  type Minimum,
  type Reason,
  type Trial,
} from "./levenberg-marquardt.js";
export type { Data, Mask, RowSelection } from "./rows.js";
export { type Bounds, type Transform, transformFor } from "./transform.js";
export { type Uncertainty, uncertaintyOf } from "./uncertainty.js";
