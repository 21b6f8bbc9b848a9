// A batch of evaluations: its columns are checked, its lanes run (lanes.ts decides how), and each lane's failure is kept with the lane.
// Invariant: a lane has either a value and derivatives, or a failure and NaN in their places; no lane changes what another computes.
import type { Abi } from "./abi.js";
import { LimitError, SchemeError, usageError } from "./errors.js";
import type { LaneArrays, LaneGraphs, LaneStatistics, Recording } from "./lanes.js";
import type { Batch, BatchOptions, LaneFailure, Lanes } from "./program.js";

/** What a batch needs of the program that it belongs to. */
export interface BatchHost {
  readonly abi: Abi;
  readonly graphs: LaneGraphs;
  /** Names and current values of the learnable constants. */
  readonly names: readonly string[];
  readonly parameters: Float64Array;
  /** Steps that an evaluation may take. */
  readonly fuel: number;
  /** Evaluates the call; `finish` reads value and gradient. */
  evaluate(args: readonly number[], finish: (value: number, gradient: Float64Array) => void): void;
  /** Runs the call and records its graph without showing what it displays; answers the run's steps. */
  record(args: readonly number[]): number;
  /** Whether the latest recording has displayed anything. */
  displayed(): boolean;
}

export function runBatch(
  host: BatchHost,
  name: string,
  columns: readonly Float64Array[],
  {
    replay = true,
    kernels = true,
    onFailure = "report",
  }: Pick<BatchOptions, "replay" | "kernels" | "onFailure">,
): Batch {
  const count = columns[0]?.length ?? 0;
  // One buffer for all columns: making it takes longer than filling it where lanes are few.
  const block = new Float64Array((1 + host.names.length) * count);
  const values = block.subarray(0, count);
  const derivatives = host.names.map((_, p) => block.subarray((p + 1) * count, (p + 2) * count));
  const failures = new Map<number, LaneFailure>();
  const argumentsOf = (lane: number): number[] => columns.map((column) => column[lane] as number);

  /** Keeps the failure with its lane, or throws what is no lane's own. */
  const fail = (lane: number, error: unknown): void => {
    if (!isOfLane(error)) throw error;
    error.lane = lane;
    if (onFailure === "throw") throw error;
    failures.set(lane, error);
    values[lane] = Number.NaN;
    for (const column of derivatives) column[lane] = Number.NaN;
  };
  const evaluate = (lane: number): boolean => {
    try {
      host.evaluate(argumentsOf(lane), (value, gradient) => {
        values[lane] = value;
        derivatives.forEach((column, p) => {
          column[lane] = gradient[p] as number;
        });
      });
      return true;
    } catch (error) {
      fail(lane, error);
      return false;
    }
  };
  const record = (lane: number): Recording => {
    let steps: number;
    try {
      steps = host.record(argumentsOf(lane));
    } catch (error) {
      if (error instanceof LimitError) return "limited";
      // What was displayed before the failure is still to be shown.
      if (isOfLane(error) && host.displayed()) return "displayed";
      fail(lane, error);
      return "failed";
    }
    return host.displayed() ? "displayed" : { steps };
  };

  const arrays: LaneArrays = { parameters: host.parameters, columns, values, derivatives };
  let statistics: LaneStatistics;
  if (replay)
    statistics = host.graphs.run(name, arrays, { abi: host.abi, fuel: host.fuel, evaluate, record }, kernels);
  else {
    for (let lane = 0; lane < count; lane++) evaluate(lane);
    statistics = { recorded: 0, replayed: 0, byKernel: 0, evaluated: count };
  }
  const gradients = new Map(host.names.map((parameter, p) => [parameter, derivatives[p] as Float64Array]));
  return { values, gradients, failures: inOrder(failures), statistics };
}

/** Failures of the program in a lane; a mistake of the caller or a broken instance concerns the whole batch. */
function isOfLane(error: unknown): error is LaneFailure {
  if (error instanceof LimitError) return true;
  return error instanceof SchemeError && error.kind !== "usage" && error.kind !== "internal";
}

function inOrder(failures: ReadonlyMap<number, LaneFailure>): ReadonlyMap<number, LaneFailure> {
  return new Map([...failures].sort(([a], [b]) => a - b));
}

/**
 * The lanes' columns in the order of the procedure's parameters, all of one length.
 * `formals`: the names of these, where they are known.
 * @throws SchemeError (usage) where columns are missing or unknown, differ in length, or hold something else than numbers.
 */
export function columnsOf(
  name: string,
  lanes: Lanes,
  formals: () => readonly string[] | undefined,
): readonly Float64Array[] {
  const columns = Array.isArray(lanes)
    ? (lanes as readonly ArrayLike<number>[])
    : ordered(name, lanes as Readonly<Record<string, ArrayLike<number>>>, formals());
  if (columns.length === 0) throw usageError("a batch needs at least one column of arguments");
  const label = (c: number): string => formals()?.[c] ?? `number ${c + 1}`;
  const length = columns[0]?.length ?? 0;
  columns.forEach((column, c) => {
    if (column.length !== length)
      throw usageError(
        `the columns of a batch must have one length; column ${label(0)} has ${length} lanes, column ${label(c)} has ${column.length}`,
      );
  });
  return columns.map((column, c) => numbers(column, () => label(c)));
}

function ordered(
  name: string,
  lanes: Readonly<Record<string, ArrayLike<number>>>,
  formals: readonly string[] | undefined,
): readonly ArrayLike<number>[] {
  if (!formals)
    throw usageError(
      `the names of ${name}'s parameters are not known; give the columns as an array in their order`,
    );
  const unknown = Object.keys(lanes).filter((key) => !formals.includes(key));
  const missing = formals.filter((formal) => !Object.hasOwn(lanes, formal));
  if (unknown.length > 0 || missing.length > 0)
    throw usageError(
      `${name} has the parameters (${formals.join(" ")}), the batch has the columns (${Object.keys(lanes).join(" ")})`,
    );
  return formals.map((formal) => lanes[formal] as ArrayLike<number>);
}

function numbers(column: ArrayLike<number>, label: () => string): Float64Array {
  if (column instanceof Float64Array) return column;
  return Float64Array.from(column, (value: unknown, lane) => {
    if (typeof value === "number") return value;
    throw usageError(`column ${label()} of a batch must hold numbers; lane ${lane} has ${String(value)}`);
  });
}
