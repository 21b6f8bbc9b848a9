// One WebAssembly instance, run in slices: evaluations start here, and every failure leaves as an error with kind and place.
// Invariant: one evaluation at a time; whatever ends it (value, failure, limit, cancellation), the instance is ready for the next.
import { type Place, SchemeError, type TraceFrame } from "../compiler/errors.js";
import { type Abi, Status } from "./abi.js";
import { type Limit, LimitError, usageError } from "./errors.js";
import { takeTable, takeText } from "./values.js";

/** What a program may use. Mebibytes, except where a unit is named; absent: the runtime's default. */
export interface Limits {
  /** Steps (procedure entries and loop iterations) of each evaluation. */
  readonly fuel?: number;
  readonly heap?: number;
  readonly tape?: number;
  readonly stack?: number;
  /** Seconds of each evaluation. */
  readonly timeout?: number;
}

/** How one evaluation is to be run. */
export interface RunOptions {
  readonly fuel?: number;
  /** Seconds. */
  readonly timeout?: number;
  /** Cancels an asynchronous evaluation; it is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** … and what the library itself adds. */
export interface SlicedRunOptions extends RunOptions {
  /** Called between slices. */
  readonly onSlice?: () => void;
}

export const DEFAULT_HEAP = 1024;
export const DEFAULT_STACK = 512;
export const DEFAULT_TAPE = 2048;
/** Bytes of Scheme frames per native run that every host's stack can hold (docs/abi.md). */
export const DEFAULT_NATIVE_BUDGET = 16 * 1024;

const SLICE_MILLISECONDS = 20;
const FIRST_SLICE = 2_000_000;
const MOST_FRAMES = 40;
const MOST_EXTRA_STEPS = 100;

/** Kinds by the numbers of runtime-as/errors.ts. */
const KINDS = [
  "internal",
  "type",
  "range",
  "arity",
  "undefined",
  "uninitialized",
  "not-procedure",
  "arithmetic",
  "user",
  "limit",
  "syntax",
  "value",
  "raised",
  "exit",
  "read",
  "usage",
  "shape",
] as const; // prettier-ignore
const LIMITS: readonly Limit[] = ["fuel", "heap", "stack", "tape", "depth", "text"];

export class Machine {
  private running = false;
  private slice = FIRST_SLICE;
  private queue: Promise<unknown> = Promise.resolve();
  /** Steps of the latest evaluation. */
  steps = 0;

  constructor(readonly abi: Abi) {
    const version = abi.abiVersion();
    if (version !== 1)
      throw usageError(`the module has ABI version ${version}; this library speaks version 1`);
  }

  setLimits(limits: Limits): void {
    this.abi.setHeapLimit(mebibytes("heap", limits.heap, DEFAULT_HEAP));
    this.abi.setStackLimit(mebibytes("stack", limits.stack, DEFAULT_STACK));
    this.abi.setTapeLimit(mebibytes("tape", limits.tape, DEFAULT_TAPE));
  }

  /** Runs what `start` starts to its end and answers what `finish` reads. */
  run<T>(start: () => void, finish: () => T, options: SlicedRunOptions = {}): T {
    this.enter();
    try {
      start();
      const clock = new Clock(options);
      while (!this.step(clock)) options.onSlice?.();
      return finish();
    } catch (error) {
      this.abi.cancel();
      throw this.explain(error);
    } finally {
      this.running = false;
    }
  }

  /** The same, giving the event loop its turn between slices. Evaluations of one instance queue up. */
  runAsync<T>(start: () => void, finish: () => T, options: SlicedRunOptions = {}): Promise<T> {
    const turn = this.queue.then(() => this.runSliced(start, finish, options));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async runSliced<T>(start: () => void, finish: () => T, options: SlicedRunOptions): Promise<T> {
    this.enter();
    try {
      start();
      const clock = new Clock(options);
      while (!this.step(clock)) {
        options.onSlice?.();
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        options.signal?.throwIfAborted();
      }
      return finish();
    } catch (error) {
      this.abi.cancel();
      throw this.explain(error);
    } finally {
      this.running = false;
    }
  }

  private enter(): void {
    if (this.running)
      throw usageError(
        "an evaluation of this instance is under way; use the asynchronous methods or another instance",
      );
    this.running = true;
  }
  /** One slice; true when the evaluation has ended with a value. */
  private step(clock: Clock): boolean {
    const given = Math.max(1, Math.min(this.slice, clock.fuel));
    const started = performance.now();
    this.abi.setClock((performance.timeOrigin + performance.now()) / 1000);
    const status = this.abi.resume(given);
    const used = given - Math.max(0, this.abi.fuel());
    clock.fuel -= used;
    clock.used += used;
    this.steps = clock.used;
    if (status === Status.done) return true;
    if (status === Status.failed) throw this.failure();
    const now = performance.now();
    const factor = SLICE_MILLISECONDS / Math.max(0.1, now - started);
    this.slice = Math.round(Math.min(1e9, Math.max(10_000, given * Math.min(4, Math.max(0.25, factor)))));
    if (clock.fuel <= 0) throw this.stopped("fuel", `fuel limit of ${clock.limit} steps exceeded`);
    if (now > clock.deadline) throw this.stopped("time", `time limit of ${clock.timeout} s exceeded`);
    return false;
  }

  private stopped(limit: Limit, message: string): LimitError {
    const { abi } = this;
    // Inside library code nothing tells a place; code that calls back into the program shows one within a few steps more.
    for (let i = 0; i < MOST_EXTRA_STEPS && abi.locateSite() === 0 && abi.resume(1) === Status.yielded; i++);
    abi.locateSite();
    return new LimitError(limit, message, this.place(), this.trace());
  }

  /** The failure that ended the evaluation. */
  failure(): Error {
    const { abi } = this;
    abi.describeFailure();
    const message = takeText(abi);
    const number = abi.failureKind();
    const kind = KINDS[number] ?? "internal";
    abi.locateFailure();
    const place = this.place();
    const trace = this.trace();
    if (kind === "limit") return new LimitError(LIMITS[abi.failureDetail()] ?? "heap", message, place, trace);
    abi.describeIrritants();
    const irritants = takeTable(abi).map((fields) => fields.join("\t"));
    return new SchemeError(kind, message, place, { irritants, trace });
  }

  /** What the runtime has just located. */
  private place(): Place | undefined {
    const line = this.abi.failureLine();
    return line > 0 ? { line, column: this.abi.failureColumn() } : undefined;
  }

  private trace(): TraceFrame[] {
    this.abi.describeTrace(MOST_FRAMES);
    return takeText(this.abi)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [row, column, ...name] = line.split(" ");
        return { line: Number(row), column: Number(column), procedure: name.join(" ") };
      });
  }

  /** A trap should not happen; when one does, it says what to report and how to go on. */
  private explain(error: unknown): unknown {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) return error;
    const failure = new SchemeError(
      "internal",
      `the WebAssembly instance failed (${error.message}); load the program again, and please report this with the program`,
      undefined,
    );
    failure.cause = error;
    return failure;
  }
}

/** What is left of an evaluation's allowance. */
class Clock {
  readonly limit: number;
  readonly timeout: number;
  readonly deadline: number;
  fuel: number;
  used = 0;
  constructor(options: RunOptions) {
    this.limit = positive("fuel", options.fuel, Number.POSITIVE_INFINITY);
    this.fuel = this.limit;
    this.timeout = positive("timeout", options.timeout, Number.POSITIVE_INFINITY);
    this.deadline = performance.now() + this.timeout * 1000;
  }
}

function positive(name: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback;
  if (!(value > 0)) throw usageError(`the limit "${name}" must be a positive number, got ${value}`);
  return value;
}

function mebibytes(name: string, value: number | undefined, fallback: number): number {
  const number = positive(name, value, fallback);
  if (!Number.isInteger(number) || number > 4095)
    throw usageError(`the limit "${name}" must be a whole number of MiB up to 4095, got ${number}`);
  return number;
}
