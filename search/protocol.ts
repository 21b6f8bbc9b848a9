// What passes between the coordinator and its worker threads: plain data that a structured clone can carry.
// Invariant: no target of a validation or test row is in any of these types, so none can reach the thread that runs candidates.
import type { Rows } from "./calibrator.js";
import type { LossSettings } from "./losses.js";
import type { Calibrated, Calibration, Rejection } from "./outcome.js";
import type { CandidateLimits, FitSettings } from "./task.js";

export interface GroupRows {
  readonly name: string;
  readonly train: Rows;
  /** Arguments of the validation rows. */
  readonly ask: readonly Float64Array[];
}

/** Given to a worker when it starts. */
export interface Workplace {
  readonly entry: string;
  readonly loss: LossSettings;
  readonly limits: CandidateLimits;
  readonly fit: FitSettings;
  readonly groups: readonly GroupRows[];
}

export type Work =
  /** Everything from the dry run to the full fit. */
  | { readonly kind: "evaluate"; readonly text: string }
  /** More iterations from known constants. */
  | { readonly kind: "refit"; readonly text: string; readonly from: readonly Calibrated[] }
  /** Predictions with known constants, for the arguments of each group. */
  | {
      readonly kind: "predict";
      readonly text: string;
      readonly from: readonly Calibrated[];
      readonly ask: readonly (readonly Float64Array[])[];
    };

export type Answer = Calibration | Rejection;

export interface Message {
  readonly id: number;
  readonly work: Work;
}
/** What a thread says: once that it can work, then its answers. */
export type Reply =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Answer };
