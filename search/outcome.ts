// What becomes of a candidate: rejected before it ran, failed while it ran, or scored.
// Invariant: failure is a status, never a number. Only a `Scored` has losses, these are finite and not negative, and only a `Scored` can be
// ranked: no sign, NaN, time-out or crash can put a failed candidate before a working one.

import { type LossSettings, rowLoss } from "./losses.js";

/** The stages of the funnel in their order, and what may follow them. */
export const STAGES = [
  "size",
  "parse",
  "scope",
  "primitives",
  "duplicate",
  "dimension",
  "dry-run",
  "gradient",
  "cheap-fit",
  "full-fit",
  "validation",
] as const;
export type Stage = (typeof STAGES)[number];

/** Why a candidate went no further, for people, proposers and tests: the code is one of few, the message tells the particular. */
export interface Rejection {
  readonly status: "rejected";
  readonly stage: Stage;
  readonly code: string;
  readonly message: string;
  /** In the program's text, from 1, when it is known. */
  readonly line?: number;
  readonly column?: number;
}

/** Constants of one group of rows; a task without groups has one, named "". */
export interface Calibrated {
  readonly group: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** null where the data do not determine the constant. */
  readonly standardErrors: Readonly<Record<string, number | null>>;
  /** Mean loss (losses.ts) on the group's training rows. */
  readonly loss: number;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface Scored {
  readonly status: "scored";
  readonly calibrated: readonly Calibrated[];
  /** Mean losses over all rows of the split. */
  readonly trainLoss: number;
  readonly validationLoss: number;
  /** Of the mean, by how rows differ, or with groups by how groups do; null where there is only one. */
  readonly validationStandardError: number | null;
  /** Whether the fit of every group ended for another reason than a lack of iterations. */
  readonly converged: boolean;
}

export type Outcome = Rejection | Scored;

/** What a worker answers: everything but the validation loss, whose targets it does not have. */
export interface Calibration {
  readonly status: "calibrated";
  readonly calibrated: readonly Calibrated[];
  readonly trainLoss: number;
  readonly converged: boolean;
  /** Predictions for the rows asked for, group by group. */
  readonly predictions: readonly Float64Array[];
}

export function rejection(
  stage: Stage,
  code: string,
  message: string,
  place?: { readonly line: number; readonly column: number },
): Rejection {
  return {
    status: "rejected",
    stage,
    code,
    message,
    ...(place && place.line > 0 ? { line: place.line, column: place.column } : {}),
  };
}

/**
 * A calibration with its validation loss; a loss that is no finite number is a rejection.
 * @param targets of the same rows and groups as the predictions
 */
export function scored(
  calibration: Calibration,
  targets: readonly ArrayLike<number>[],
  settings: LossSettings,
): Outcome {
  const { calibrated, trainLoss, converged, predictions } = calibration;
  const of = rowLoss(settings);
  const losses = predictions.map((prediction, group) => {
    const target = targets[group] as ArrayLike<number>;
    if (target.length !== prediction.length)
      throw new Error(`${prediction.length} predictions for ${target.length} rows`);
    return prediction.map((value, i) => of(value, target[i] as number));
  });
  let sum = 0;
  let count = 0;
  for (const group of losses) {
    for (const loss of group) sum += loss;
    count += group.length;
  }
  const validationLoss = sum / count;
  const finite = (loss: number): boolean => Number.isFinite(loss) && loss >= 0;
  if (!finite(validationLoss))
    return rejection("validation", "not-finite", `the validation loss is ${validationLoss}`);
  if (!finite(trainLoss)) return rejection("full-fit", "not-finite", `the training loss is ${trainLoss}`);
  const error = standardError(
    losses.filter((group) => group.length > 0),
    validationLoss,
  );
  const validationStandardError = Number.isFinite(error) ? error : null;
  return { status: "scored", calibrated, trainLoss, validationLoss, validationStandardError, converged };
}

/**
 * Standard error of a mean over rows: the rows' deviations are summed within each cluster, the sums are taken as independent (Liang &
 * Zeger 1986). Groups are the clusters; in a single group each row is one. NaN for a single cluster.
 */
function standardError(losses: readonly Float64Array[], mean: number): number {
  const clusters = losses.length > 1 ? losses : [...(losses[0] ?? [])].map((loss) => [loss]);
  let squares = 0;
  let rows = 0;
  for (const cluster of clusters) {
    let sum = 0;
    for (const loss of cluster) sum += loss - mean;
    squares += sum * sum;
    rows += cluster.length;
  }
  return Math.sqrt((squares * clusters.length) / (clusters.length - 1)) / rows;
}
