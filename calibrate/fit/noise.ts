// The loss of a fit on a set of rows, from what the caller chose.
// Invariant: a loss sees the weights and standard deviations of its own rows, in their order.
import { FitError } from "../errors.js";
import {
  gaussianEstimated,
  gaussianKnown,
  huber,
  type Loss,
  leastSquares,
  poisson,
  studentT,
} from "../losses/index.js";
import type { FitOptions, LossChoice } from "./options.js";
import type { Rows } from "./rows.js";

/** What the diagnostics need to know of a loss. */
export interface Noise {
  readonly choice: LossChoice;
  /** The loss of these rows; undefined for a procedure of the program, which has one of its own. */
  on(rows: Int32Array): Loss | undefined;
  /** Whether minimising Σ r² of the loss's residual form is minimising the loss. */
  readonly residuals: boolean;
  /** Whether values are -log densities with a known scale, so that priors can be added and the inverse Hessian is a covariance. */
  readonly likelihood: boolean;
  /** Relative weight of a row of the data in squares of residuals: weights, or 1/sigma². */
  readonly weight: ((row: number) => number) | undefined;
  /** Squares, weighted by `weight`, are what is minimised. */
  readonly squares: boolean;
}

/** @throws FitError ("usage", "rows") for choices that do not go together and numbers out of range */
export function noiseOf(options: Pick<FitOptions, "loss" | "weights" | "sigma">, rows: Rows): Noise {
  const choice: LossChoice = options.loss ?? { kind: "least-squares" };
  const { kind } = choice;
  const weights = perRow("weights", options.weights, rows);
  const sigma = perRow("sigma", options.sigma, rows);
  if (weights && sigma)
    throw new FitError("usage", "weights and sigma cannot both be given: a weight is 1/sigma²");
  if (weights && kind !== "least-squares" && kind !== "gaussian")
    throw new FitError("usage", `weights belong to least squares; the loss ${kind} takes sigma instead`);
  if (sigma && kind === "gaussian")
    throw new FitError(
      "usage",
      "the loss gaussian estimates sigma; where it is known, use least squares with it",
    );
  if (sigma && (kind === "poisson" || kind === "procedure"))
    throw new FitError("usage", `the loss ${kind} takes no sigma`);
  if (kind === "huber" && !sigma)
    throw new FitError(
      "usage",
      "Huber's loss needs the scale of the noise, beyond which residuals count less: give sigma",
    );
  if (kind === "poisson") requireCounts(rows);
  const of = (given: ((row: number) => number) | undefined, own: Int32Array) =>
    given === undefined ? undefined : Float64Array.from(own, given);
  const on = (own: Int32Array): Loss | undefined => {
    const [w, s] = [of(weights, own), of(sigma, own)];
    switch (choice.kind) {
      case "least-squares":
        return s ? gaussianKnown(s) : leastSquares(w);
      case "gaussian":
        return gaussianEstimated(w);
      case "huber": {
        const { threshold } = choice;
        return huber({ ...(threshold === undefined ? {} : { threshold }), sigma: s! });
      }
      case "student-t": {
        const { nu } = choice;
        return studentT({ ...(nu === undefined ? {} : { nu }), ...(s === undefined ? {} : { sigma: s }) });
      }
      case "poisson":
        return poisson();
      case "procedure":
        return undefined;
    }
  };
  const squares = kind === "least-squares" || kind === "gaussian";
  const loss = on(rows.train);
  return {
    choice,
    on,
    squares,
    residuals: squares || (loss?.residual !== undefined && loss.nuisance.length === 0),
    likelihood: kind === "procedure" || (loss?.normalised ?? false),
    weight: squares ? (weights ?? (sigma && ((row) => 1 / sigma(row) ** 2))) : undefined,
  };
}

function requireCounts(rows: Rows): void {
  for (const row of [...rows.train, ...rows.holdout]) {
    const count = rows.target[row]!;
    if (Number.isInteger(count) && count >= 0) continue;
    const { file, line, column } = rows.place(row);
    throw new FitError(
      "rows",
      `Poisson noise needs counts (whole numbers from 0 on) as the target; ${rows.describe(row)} has ${count}`,
      file,
      line,
      column,
    );
  }
}

function perRow(
  what: "weights" | "sigma",
  given: number | string | ArrayLike<number> | undefined,
  rows: Rows,
): ((row: number) => number) | undefined {
  if (given === undefined) return undefined;
  if (typeof given === "number") {
    if (!(given > 0 && Number.isFinite(given)))
      throw new FitError("usage", `${what} must be positive and finite, got ${given}`);
    return () => given;
  }
  const values = typeof given === "string" ? rows.column(given) : given;
  if (values.length !== rows.count)
    throw new FitError("rows", `there are ${values.length} ${what}, and ${rows.count} rows of data`);
  for (const row of [...rows.train, ...rows.holdout]) {
    const value = values[row]!;
    if (value > 0 && Number.isFinite(value)) continue;
    const { file, line, column } = rows.place(row);
    const name = typeof given === "string" ? `the column "${given}" (${what})` : what;
    throw new FitError(
      "rows",
      `${name} must be positive and finite; ${rows.describe(row)} has ${value}`,
      file,
      line,
      column,
    );
  }
  return (row) => values[row]!;
}
