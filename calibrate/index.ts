// Calibration: fits the constants of a program to data.
export { Adam, type AdamOptions, type AdamState } from "./adam.js";
export { columnsIn } from "./columns.js";
export { type CsvOptions, readTable } from "./data/csv.js";
export { unpacked } from "./data/gzip.js";
export type { Renamed } from "./data/header.js";
export { type JsonLinesOptions, readJsonLines } from "./data/json-lines.js";
export { FORMATS, type Format, formatOf, type ReadOptions, readData } from "./data/read.js";
export { type CellPlace, type Missing, Table } from "./data/table.js";
export * from "./diagnostics/index.js";
export { DataError, FitError, type FitErrorKind } from "./errors.js";
export {
  type FinishedStart,
  type Fit,
  type FitOptions,
  type FitProgress,
  fit,
  MAX_ITERATIONS,
  type StartReport,
} from "./fit.js";
export { type LatexConstant, type LatexDocument, latexDocument } from "./latex/document.js";
export {
  type Evaluate,
  type Evaluation,
  type LevenbergMarquardtOptions,
  levenbergMarquardt,
  type Minimum,
  type Reason,
  type Trial,
} from "./levenberg-marquardt.js";
export * from "./losses/index.js";
export * as optimizers from "./optimizers/index.js";
export * from "./report/index.js";
export type { Data, Mask, RowSelection } from "./rows.js";
export { type Bounds, type Transform, transformFor } from "./transform.js";
export { type Uncertainty, uncertaintyOf } from "./uncertainty.js";
