// Fits over worker threads.
export {
  type LeastSquaresEnding,
  type LeastSquaresJob,
  type LeastSquaresProblem,
  type NormalPrior,
  searchOnThreads,
  searchStarts,
} from "./least-squares.js";
export {
  parts,
  type RunOptions as ThreadRunOptions,
  type SharedModules,
  Threads,
  type ThreadsOptions,
} from "./pool.js";
export {
  fitSeries,
  fitSeriesOnThreads,
  type Series,
  type SeriesFit,
  type SeriesJob,
  type SeriesOptions,
} from "./series.js";
export type { JobProgram } from "./serve.js";
