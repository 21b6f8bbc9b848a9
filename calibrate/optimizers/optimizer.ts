// What every optimiser is: an object that says which points it wants evaluated (ask) and is told the answers (tell).
// Invariants: an optimiser calls no function and reads no clock; toJSON holds all that its next steps depend on.

/** What is wanted of each point. A larger need implies the value. */
export type Need = "value" | "gradient" | "jacobian";

/** Why an optimiser stopped of itself, as data. */
export type Reason = "ftol" | "gtol" | "xtol" | "nonfinite" | "stalled";

/** What was found at one point; undefined where the evaluation failed. */
export interface Answer {
  readonly value: number;
  /** Length: number of parameters. */
  readonly gradient?: Float64Array;
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
