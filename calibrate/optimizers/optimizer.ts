// What every optimiser is: an object that says which points it wants evaluated (ask) and is told the answers (tell).
// Invariants: an optimiser calls no function and reads no clock; toJSON holds all that its next steps depend on.

/** What is wanted of each point beside its value: nothing, the gradient, the residuals, or these with their Jacobian. */
export type Need = "value" | "gradient" | "residuals" | "jacobian";

/** Why an optimiser stopped of itself, as data. */
export type Reason = "ftol" | "gtol" | "xtol" | "exact" | "nonfinite" | "stalled" | "fuel";

/** What was found at one point; undefined where the evaluation failed. */
export interface Answer {
  /** What is minimised; ½‖r‖² where there are residuals r. */
  readonly value: number;
  /** Length: number of parameters. */
  readonly gradient?: Float64Array;
  /** Length m. */
  readonly residuals?: Float64Array;
  /** Derivatives of the residuals, one column of length m for each parameter. */
  readonly jacobian?: readonly Float64Array[];
}

export interface Request {
  readonly points: readonly Float64Array[];
  readonly need: Need;
}

export interface Optimizer {
  readonly name: string;
  /** The points wanted next; the same until they are told. */
  ask(): Request;
  /** One answer for each point asked, in their order. @throws RangeError when their number differs. */
  tell(answers: readonly (Answer | undefined)[]): void;
  /** The point of the lowest finite value so far. */
  readonly best: { readonly x: Float64Array; readonly value: number } | undefined;
  readonly stopped: Reason | undefined;
  /** Points told so far, failed ones included. */
  readonly evaluations: number;
  toJSON(): unknown;
}
