// What a fit is asked: data, loss, optimiser, budgets, diagnostics.
import type { Resampling } from "../diagnostics/index.js";
import type { Prior } from "../losses/index.js";
import type { Threads } from "../threads/pool.js";
import type { JobProgram } from "../threads/serve.js";
import type { FitProgress } from "./course.js";
import type { RowSelection } from "./rows.js";

/** `ladder`, the default: mixed starts with successive halving, then polish; the others run each start to its end. */
export const OPTIMIZERS = [
  "ladder",
  "levenberg-marquardt",
  "variable-projection",
  "l-bfgs",
  "adam",
  "cma-es",
  "differential-evolution",
  "nelder-mead",
] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

/** Noise models by name, with what they are told; see losses/ for their formulas. */
export type LossChoice =
  | { readonly kind: "least-squares" }
  /** Normal noise with an estimated standard deviation: the same constants as least squares, but a likelihood, so that priors have a scale. */
  | { readonly kind: "gaussian" }
  /** @see huber; needs `sigma`, the scale of the noise. Default threshold 1.345 sigma. */
  | { readonly kind: "huber"; readonly threshold?: number }
  /** What is not given is estimated: the degrees of freedom `nu`, and the scale unless `sigma` is given. */
  | { readonly kind: "student-t"; readonly nu?: number }
  | { readonly kind: "poisson" }
  /**
   * An entry of the program that answers one row's loss: called with `columns`, then the target. It is differentiated like everything else, and
   * taken as a -log density where errors are asked for.
   */
  | { readonly kind: "procedure"; readonly entry: string };

/** Worker threads, with the program as they load it: the same text, entries and limits as the program that is fitted. */
export interface FitThreads {
  readonly threads: Threads;
  readonly program: JobProgram;
}

export interface FitOptions extends RowSelection {
  /** Name of the definition or entry that predicts the target; called with `columns` in their order, one row at a time. */
  readonly predict: string;
  /** Default: least squares. */
  readonly loss?: LossChoice;
  /** Relative weights of the rows, positive: a column's name, or one number for each row of the data. Default: all 1. */
  readonly weights?: string | ArrayLike<number>;
  /** Standard deviation of the noise in the unit of the target, where it is known: a number, a column's name, or one for each row. */
  readonly sigma?: number | string | ArrayLike<number>;
  /** By the names of parameters. They need a loss that is a likelihood: `sigma`, or a loss other than least squares and Huber's. */
  readonly priors?: Readonly<Record<string, Prior>>;

  /** Default `ladder`. */
  readonly optimizer?: OptimizerName;
  /** Searches begun; the first is from the program's current constants, the others are drawn. Default 64 for the ladder, else 1. */
  readonly starts?: number;
  /** Seed of the drawn starts and of optimisers that draw, an integer. Default 1. */
  readonly seed?: number;
  /** Step size of Adam in the optimiser's coordinates. Default 0.1. */
  readonly learningRate?: number;
  /** Evaluations of all training rows in all starts together at most. Default: none but `startEvaluations`. */
  readonly maxEvaluations?: number;
  /** Evaluations of each start at most. Default: see DEFAULT_EVALUATIONS. */
  readonly startEvaluations?: number;
  /** Seconds at most; a fit that is ended by it may differ from run to run. Default: none. */
  readonly seconds?: number;

  /**
   * Points of several starts (or of a generation) are evaluated on these threads, which pays where an evaluation takes some milliseconds. The
   * result is the same. Default: none but this one.
   */
  readonly threads?: FitThreads;

  /** How errors are computed. Default: Gauss-Newton for (weighted) least squares, the Hessian for other losses. */
  readonly errors?: "gauss-newton" | "hessian" | "HC0" | "HC1" | "HC2" | "HC3";
  /** Of intervals and bands. Default 0.95. */
  readonly level?: number;
  /** Profile likelihoods of all parameters. Default false. */
  readonly profiles?: boolean;
  /** Fits to resampled residuals: how many, and how rows are drawn (default `residual`: each by itself). Default: none. */
  readonly bootstrap?: { readonly replicates: number; readonly method?: Resampling };
  /** Fits without a part of the training rows that predict it: so many folds, or one series left out at a time. Default: none. */
  readonly validate?: { readonly folds: number } | { readonly series: string };

  /** Called after each round of evaluations. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Called after each round of evaluations with what `resume` takes; it is plain data when `toJSON` has been called on it. */
  readonly onState?: (state: { toJSON(): unknown }) => void;
  /** What `onState` told in a fit of the same program, data and options: it goes on from there, to the same result. */
  readonly resume?: unknown;
  /** Ends the fit between evaluations; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Ends the search between evaluations, too, but with a result: the best point evaluated so far. */
  readonly stop?: AbortSignal;
}

/** Evaluations of each start at most, by optimiser: gradient-free ones get more with more unknowns n. */
export function defaultEvaluations(optimizer: OptimizerName, n: number): number {
  switch (optimizer) {
    case "ladder":
    case "levenberg-marquardt":
    case "variable-projection":
      return 1000;
    case "l-bfgs":
      return 5000;
    case "adam":
      return 2000;
    default:
      return 1000 * (n + 1);
  }
}
