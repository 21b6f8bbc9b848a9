// The interface of a loaded program, the same for both engines.
import type { Warning } from "../compiler/errors.js";
import type { LimitError, SchemeError } from "./errors.js";
import type { Graph } from "./graph.js";
import type { LaneStatistics } from "./lanes.js";
import type { Limits, RunOptions } from "./machine.js";
import type { Tensor, Value } from "./values.js";

/** A learnable constant: a `define-parameter`, or with `learn: "literals"` an inexact literal (then named "line:column"). */
export interface Parameter {
  readonly name: string;
  /** Current value; `setParameters` changes it. */
  readonly value: number;
  /** Value in the program's text. */
  readonly initial: number;
  /** Open bounds; ±Infinity where there is none. */
  readonly bounds: { readonly lower: number; readonly upper: number };
  /** `(per column)`: the column of the data whose values tell apart the series that have a value of their own of it. */
  readonly per: string | undefined;
  /** Place of the constant in the text, from 1. */
  readonly line: number;
  readonly column: number;
}

/** An expression in the program's scope that can be called by a name, with variables as its arguments. */
export interface EntrySource {
  readonly expression: string;
  readonly variables?: readonly string[];
}

export interface ProgramOptions extends Limits {
  /** What the gradient is taken with respect to: the parameters (default), or every inexact literal as well. */
  readonly learn?: "parameters" | "literals";
  /** Expressions to call by name, beside the program's own definitions. */
  readonly entries?: Readonly<Record<string, string | EntrySource>>;
  /**
   * The source may use the instructions of the implementation (names that begin with `%`), as the interpreter's own source does.
   * They check nothing: a mistake can end the instance.
   */
  readonly trusted?: boolean;
  /** Name of the file the source came from, for error messages. */
  readonly file?: string;
  /** Receives what the program displays; when absent it collects in `output`. */
  readonly onOutput?: (text: string) => void;
  /** The same for what it writes to `(current-error-port)`; when absent it collects in `errorOutput`. */
  readonly onErrorOutput?: (text: string) => void;
}

export interface ValueAndGradient {
  readonly value: number;
  /** Derivative of the value with respect to each learnable constant, by name. */
  readonly gradient: ReadonlyMap<string, number>;
}
export interface ValueAndGradients extends ValueAndGradient {
  /**
   * Derivatives by the arguments, in the arguments' own shapes: a number for a number, a Float64Array or Tensor for one, an array for an array,
   * a SchemeVector or (of two) a SchemePair; undefined for what is not an inexact number.
   */
  readonly arguments: readonly Derivative[];
}
export type Derivative = number | undefined | Float64Array | Tensor | readonly Derivative[];
export interface BatchOptions extends RunOptions {
  /** false: every lane is evaluated by itself, and no recorded graph is used (default true). The numbers are the same, bit for bit. */
  readonly replay?: boolean;
  /**
   * false: recorded graphs are evaluated row by row and get no code of their own (default true, where the host compiles WebAssembly at run time). The
   * numbers are the same, bit for bit.
   */
  readonly kernels?: boolean;
  /**
   * What becomes of a lane that fails or meets a limit. "report" (default): the lane has NaN for its value and derivatives and its error in
   * `failures`; all others finish. "throw": the batch ends with the error of the first such lane, whose `lane` tells which.
   */
  readonly onFailure?: "report" | "throw";
}
/** Why a lane has no value; its `lane` is the lane's index. */
export type LaneFailure = SchemeError | LimitError;
export interface GraphOptions extends RunOptions {
  /** Whether the arguments' inexact numbers are inputs of the graph, behind the parameters, or constants in it (default). */
  readonly arguments?: "inputs" | "constants";
}
export interface ValueGradientHessian extends ValueAndGradient {
  /** Second derivatives, by the names of both constants. */
  readonly hessian: ReadonlyMap<string, ReadonlyMap<string, number>>;
}
/** What bounds the difference between two gradients (docs/gradients.md). */
export interface Magnitudes {
  readonly value: number;
  /** Σ|terms| of everything accumulated into each derivative. */
  readonly magnitudes: ReadonlyMap<string, number>;
  /** Entries on the longest adjoint chain. */
  readonly chain: number;
}
export interface Batch {
  /** One value per lane. The columns of a batch are the caller's; they are parts of one buffer, which a transfer to a worker takes whole. */
  readonly values: Float64Array;
  /** One derivative per lane for each learnable constant. */
  readonly gradients: ReadonlyMap<string, Float64Array>;
  /** The errors of the lanes that have failed, by lane, in ascending order; these have NaN for value and derivatives. */
  readonly failures: ReadonlyMap<number, LaneFailure>;
  readonly statistics: LaneStatistics;
}

/** Columns of arguments, one element per lane: by the names of the procedure's parameters, or in their order. */
export type Lanes = Readonly<Record<string, ArrayLike<number>>> | readonly ArrayLike<number>[];

/**
 * A program that can be run and differentiated. All methods throw `SchemeError` when the program (or the call) is wrong and
 * `LimitError` when a limit ended it; the program stays usable after both.
 *
 * `call` and `value` are a session: state that the program keeps between calls lasts. Every derivative and `evaluate` is an
 * evaluation of the whole program: all forms run from the initial state, so that definitions computed from parameters count.
 */
export interface Program {
  readonly engine: "compiled" | "interpreter";
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Names that can be called: what the program defines at top level, and its entries. */
  readonly names: readonly string[];
  /** Things that will fail if they are reached, found when the program was loaded. */
  readonly warnings: readonly Warning[];
  /** What was displayed since the last read, unless `onOutput` receives it. Reading empties it. */
  readonly output: string;
  /** The same for what was written to `(current-error-port)`. */
  readonly errorOutput: string;
  /** Steps of the latest evaluation: procedure entries and loop iterations. */
  readonly steps: number;

  /** Runs the program's forms (once per session) and answers the last one's value. */
  value(options?: RunOptions): Value;
  /** Calls a definition or entry in the session. */
  call(name: string, ...args: Value[]): Value;
  callWith(name: string, args: readonly Value[], options?: RunOptions): Value;
  /** The `write` form of what `call` would answer; with no name, of the last form's value. */
  write(name?: string, args?: readonly Value[], options?: RunOptions): string;
  /** The same call as an evaluation of the whole program. */
  evaluate(name?: string, args?: readonly Value[], options?: RunOptions): Value;

  /** Value and gradient of a call whose result is a number; with no name, of the last form. */
  valueAndGradient(name?: string, args?: readonly Value[], options?: RunOptions): ValueAndGradient;
  /** The same into a caller's array (in the order of `parameters`), for tight loops: answers the value. */
  gradientInto(gradient: Float64Array, name?: string, args?: readonly Value[], options?: RunOptions): number;
  /** Value and gradient with respect to the learnable constants and the call's arguments. */
  valueAndGradients(name?: string, args?: readonly Value[], options?: RunOptions): ValueAndGradients;
  /** The differentiable computation graph that a run of the call records. */
  graph(name?: string, args?: readonly Value[], options?: GraphOptions): Graph;
  hessian(name?: string, args?: readonly Value[], options?: RunOptions): ValueGradientHessian;
  magnitudes(name?: string, args?: readonly Value[], options?: RunOptions): Magnitudes;
  /** Constants that no executed operation connects with the result: their derivative 0 means "not used", not "flat". */
  unreached(name?: string, args?: readonly Value[], options?: RunOptions): ReadonlySet<string>;
  /**
   * Value and gradient for many arguments. Lanes that take the same path are computed together, from the graph of one of them; graphs are kept
   * for the next batch. The numbers are those of evaluations one by one. Fuel and time are allowances of each lane; a lane that fails or
   * exceeds a limit does so for itself (`failures`).
   * @throws SchemeError (usage) when columns are missing, unknown, of different lengths or not numbers, whatever `onFailure` says.
   */
  batch(name: string, lanes: Lanes, options?: BatchOptions): Batch;

  /** Changes current values; names must exist, values must be finite and inside the open bounds. The session starts over. */
  setParameters(values: Readonly<Record<string, number>> | ReadonlyMap<string, number>): void;
  /** The program's text; `parameters: "current"` puts the current values in place of the constants, and changes nothing else. */
  source(options?: { readonly parameters?: "initial" | "current" }): string;

  callAsync(name: string, args?: readonly Value[], options?: RunOptions): Promise<Value>;
  writeAsync(name?: string, args?: readonly Value[], options?: RunOptions): Promise<string>;
  valueAndGradientAsync(
    name?: string,
    args?: readonly Value[],
    options?: RunOptions,
  ): Promise<ValueAndGradient>;

  /** Gives its memory back; the program cannot be used afterwards. */
  dispose(): void;
}
