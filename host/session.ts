// A session: a program that is entered bit by bit, in an instance of the interpreter of its own (interpreter/session.scm).
// Invariants: an entry that fails, or is cancelled, leaves the session with everything that was entered before it; entries of one
// session run one after another.
import { type Place, SchemeError, type TraceFrame, type Warning } from "../compiler/errors.js";
import { Mode } from "./abi.js";
import { moved } from "./entries.js";
import { LimitError, usageError } from "./errors.js";
import { interpreterMachine } from "./interpreter.js";
import { gradientOf, parameterOf } from "./loaded.js";
import type { Limits, Machine, RunOptions } from "./machine.js";
import { kept, Procedures, pushTextAndNumber } from "./procedures.js";
import type { Parameter, ValueAndGradient } from "./program.js";
import { resultValue, takeErrorOutput, takeOutput, takeTable, takeText, warningOf } from "./values.js";

/** Limits hold for each form of an entry by itself; heap, tape and stack are MiB, `fuel` is steps, `timeout` seconds. */
export interface SessionOptions extends Limits {
  /** Receives what programs display; when absent it collects in `Entered.output`. */
  readonly onOutput?: (text: string) => void;
  /** The same for what they write to `(current-error-port)`. */
  readonly onErrorOutput?: (text: string) => void;
  /** The interpreter to use instead of the package's own. */
  readonly wasm?: BufferSource | WebAssembly.Module;
}

/** How one text is entered. */
export interface EntryOptions extends RunOptions {
  /** What errors call the text. */
  readonly file?: string;
  /** Number of the text's first line in that file; 1 when absent. */
  readonly line?: number;
  /** Receives each value, printed, as soon as its form has ended. */
  readonly onValue?: (written: string) => void;
}

/** What an entry has done. */
export interface Entered {
  /** The values of all forms, as `write` prints them; none for a definition or an unspecified value, several for several values. */
  readonly values: readonly string[];
  /** What was displayed and not passed to `onOutput`. */
  readonly output: string;
  readonly errorOutput: string;
  readonly warnings: readonly Warning[];
  /** Steps: procedure entries and loop iterations. */
  readonly steps: number;
  /** How often the heap was collected meanwhile. */
  readonly collections: number;
  /** Whether the text called `(exit)`; what followed it was not run. */
  readonly ended: boolean;
}

export interface SessionGradient extends ValueAndGradient {
  /** Parameters that no executed operation connects with the value: their derivative 0 means "not used". */
  readonly unreached: ReadonlySet<string>;
}

const TURN_MILLISECONDS = 50;
/** Texts whose places can still be told; the oldest are forgotten. */
const MOST_TEXTS = 20_000;

/**
 * Opens a session: an instance of the interpreter into which texts are entered one after another.
 * @throws SchemeError when the interpreter cannot be read, or a limit is no positive number.
 */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const machine = await interpreterMachine(options.wasm);
  const { fuel, timeout, heap, tape, stack } = options;
  const given = Object.entries({ fuel, timeout, heap, tape, stack }).filter(([, v]) => v !== undefined);
  const limits: Limits = Object.fromEntries(given);
  machine.setLimits(limits);
  return new ResidentSession(machine, limits, options);
}

/**
 * Definitions, macros, records, libraries and imports last from entry to entry, and may be made anew. All methods reject with
 * `SchemeError` when the text is wrong, with `LimitError` when a limit ended it, and with the signal's reason when it was
 * cancelled; in each case the session goes on with what was entered before: of the failing text, the forms before the failing one
 * hold, and the failing one has defined no macro, import, library or parameter (variables and data that it changed stay changed).
 */
export interface Session {
  /** Names of the variables that have been defined. */
  readonly names: readonly string[];
  /** The constants made by `define-parameter`, under their names the latest. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Runs all forms of a text. A text that cannot be read as a whole is not run at all. */
  evaluate(text: string, options?: EntryOptions): Promise<Entered>;
  /**
   * Value of one expression, and its derivatives with respect to the parameters. As everywhere, the derivative is that of the whole
   * program: what was entered runs again from its initial state (displaying nothing), so definitions computed from parameters count.
   * The session's own state stays. What failed forms have changed does not count.
   */
  gradient(text: string, options?: EntryOptions): Promise<SessionGradient>;
  /** What was displayed since the last entry that ended, unless `onOutput` receives it: by one that failed. Reading empties it. */
  readonly output: string;
  /** The same for what was written to `(current-error-port)`. */
  readonly errorOutput: string;
  /** The text in the core language (docs/language.md), a form a line; nothing of it is entered. */
  expand(text: string, options?: EntryOptions): Promise<string>;
  /** Gives its memory back. */
  dispose(): void;
}

class ResidentSession implements Session {
  private readonly procedures: Procedures;
  private readonly places = new Places();
  private readonly handle: number;
  private queue: Promise<unknown> = Promise.resolve();
  private collected = "";
  private collectedErrors = "";
  private muted = false;
  private disposed = false;

  constructor(
    private readonly machine: Machine,
    private readonly limits: Limits,
    private readonly sinks: Pick<SessionOptions, "onOutput" | "onErrorOutput">,
  ) {
    this.procedures = new Procedures(machine);
    this.handle = this.procedures.keep("open-session", () => undefined);
  }

  get output(): string {
    const text = this.collected;
    this.collected = "";
    return text;
  }
  get errorOutput(): string {
    const text = this.collectedErrors;
    this.collectedErrors = "";
    return text;
  }

  get names(): readonly string[] {
    const { abi } = this.machine;
    abi.describeNames(this.handle);
    return [...new Set(takeText(abi).split("\n"))].filter((name) => name !== "");
  }

  get parameters(): ReadonlyMap<string, Parameter> {
    const { abi } = this.machine;
    abi.describeParameters(this.handle);
    const all = takeTable(abi).map(parameterOf);
    return new Map(all.map((p) => [p.name, { ...p, line: this.places.locate(p.line)?.line ?? 0 }] as const));
  }

  evaluate(text: string, options: EntryOptions = {}): Promise<Entered> {
    return this.next(text, options, (first) => this.enter(text, first, options));
  }

  gradient(text: string, options: EntryOptions = {}): Promise<SessionGradient> {
    return this.next(text, options, (first) => this.differentiate(text, first, options));
  }

  expand(text: string, options: EntryOptions = {}): Promise<string> {
    return this.next(text, options, (first) =>
      this.ask("session-core", text, first, () => resultValue(this.machine.abi) as string, options),
    );
  }

  dispose(): void {
    this.disposed = true;
    this.machine.abi.release(this.handle);
  }

  // ---- entries ----------------------------------------------------------------------------------------------------------
  private async enter(text: string, first: number, options: EntryOptions): Promise<Entered> {
    const { abi } = this.machine;
    const before = abi.collections();
    const values: string[] = [];
    const warnings: Warning[] = [];
    let steps = 0;
    let ended = false;
    const count = await this.ask("read-forms", text, first, () => resultValue(abi) as number, options);
    let turn = performance.now();
    for (let i = 0; i < count && !ended; i++) {
      // Many short forms, too, let the event loop have its turn, where the signal comes from.
      if (performance.now() - turn > TURN_MILLISECONDS) {
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        turn = performance.now();
      }
      options.signal?.throwIfAborted();
      const form = await this.run(
        () => this.procedures.start("next-form", () => abi.pushArgument(abi.kept(this.handle))),
        () => kept(abi),
        options,
      );
      abi.describeWarnings(this.handle);
      for (const warning of takeTable(abi).map(warningOf))
        warnings.push({ ...warning, line: this.places.locate(warning.line)?.line ?? 0 });
      try {
        const printed = await this.run(
          () => abi.startEvaluation(Mode.session, this.handle, form, 0),
          () => resultValue(abi),
          options,
        );
        // A form answers a list; what ended otherwise was ended by (exit).
        if (Array.isArray(printed)) {
          values.push(...(printed as string[]));
          for (const value of printed as string[]) options.onValue?.(value);
        } else ended = true;
      } finally {
        abi.release(form);
        steps += this.machine.steps;
      }
    }
    const collections = abi.collections() - before;
    const { output, errorOutput } = this;
    return { values, output, errorOutput, warnings, steps, collections, ended };
  }

  private async differentiate(text: string, first: number, options: EntryOptions): Promise<SessionGradient> {
    const { abi } = this.machine;
    const { handle } = this;
    const entry = await this.ask("session-expression", text, first, () => kept(abi), options);
    try {
      abi.describeParameters(handle);
      const order = takeTable(abi).map(([name = ""]) => name);
      const derivatives = <T>(mode: Mode, finish: () => T): Promise<T> =>
        this.run(() => abi.startEvaluation(mode, handle, entry, 0), finish, options);
      const [value, gradient] = await derivatives(Mode.gradient, () => [abi.resultNumber(), gradientOf(abi)]);
      const zero = order.some((_, i) => gradient[i] === 0);
      this.muted = true;
      const reached = zero ? await derivatives(Mode.reach, () => gradientOf(abi)) : gradient;
      // A parameter that was defined anew is another one; the latest has the name.
      const latest = new Map(order.map((name, i) => [name, i]));
      return {
        value,
        gradient: new Map([...latest].map(([name, i]) => [name, gradient[i] as number])),
        unreached: new Set([...latest].filter(([, i]) => reached[i] === 0).map(([name]) => name)),
      };
    } catch (error) {
      throw atFirstLine(error, first);
    } finally {
      this.muted = false;
      abi.release(entry);
    }
  }

  /** Calls a procedure of (session text line). */
  private ask<T>(
    name: string,
    text: string,
    first: number,
    finish: () => T,
    options: RunOptions,
  ): Promise<T> {
    const { abi } = this.machine;
    const push = (): void => {
      abi.pushArgument(abi.kept(this.handle));
      pushTextAndNumber(abi, text, first);
    };
    return this.run(() => this.procedures.start(name, push), finish, options);
  }

  private async run<T>(start: () => void, finish: () => T, options: RunOptions): Promise<T> {
    const { fuel, timeout } = this.limits;
    const allowed = {
      ...(fuel === undefined ? {} : { fuel }),
      ...(timeout === undefined ? {} : { timeout }),
      ...options,
    };
    try {
      return await this.machine.runAsync(
        () => {
          this.machine.setLimits(this.limits);
          start();
        },
        finish,
        { ...allowed, onSlice: () => this.collect() },
      );
    } finally {
      this.collect();
    }
  }

  /** Runs an entry when those before it have ended; its errors get the places that the user knows. */
  private next<T>(text: string, options: EntryOptions, run: (first: number) => Promise<T>): Promise<T> {
    if (this.disposed) return Promise.reject(usageError("the session has been disposed of"));
    const turn = this.queue.then(async () => {
      try {
        return await run(this.places.add(text, options));
      } catch (error) {
        this.undo();
        throw this.placed(error);
      }
    });
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** What the failed form has bound is gone at once, not only when the next one begins. */
  private undo(): void {
    const { abi } = this.machine;
    if (this.disposed) return;
    try {
      this.procedures.call(
        "undo-form",
        () => abi.pushArgument(abi.kept(this.handle)),
        () => undefined,
      );
    } catch (error) {
      // There may be no room even for that; then the next form does it.
      if (!(error instanceof LimitError)) throw error;
    }
  }

  private placed(error: unknown): unknown {
    if (!(error instanceof SchemeError || error instanceof LimitError) || error.file !== undefined)
      return error;
    const at = this.places.locate(error.line);
    const place: Place | undefined = at && { line: at.line, column: error.column };
    const trace = error.trace.map((frame): TraceFrame => {
      const found = this.places.locate(frame.line);
      const other = found?.file !== undefined && found.file !== at?.file ? { file: found.file } : {};
      return { ...frame, line: found?.line ?? 0, ...other };
    });
    return moved(error, place, trace, at?.file);
  }

  private collect(): void {
    const { abi } = this.machine;
    const { onOutput, onErrorOutput } = this.sinks;
    const text = takeOutput(abi);
    const errors = takeErrorOutput(abi);
    if (this.muted) return;
    if (text !== "" && onOutput) onOutput(text);
    else this.collected += text;
    if (errors !== "" && onErrorOutput) onErrorOutput(errors);
    else this.collectedErrors += errors;
  }
}

/** An error without a place of its own (a result that is no number) is the expression's. */
function atFirstLine(error: unknown, first: number): unknown {
  if (!(error instanceof SchemeError) || error.line > 0) return error;
  return moved(error, { line: first, column: 1 }, error.trace, error.file);
}

interface Located {
  readonly file: string | undefined;
  readonly line: number;
}

/** Which text a line of the session is in: the texts' lines are numbered on and on. */
class Places {
  private texts: { readonly first: number; readonly file: string | undefined; readonly line: number }[] = [];
  private following = 1;

  /** Number of a new text's first line. */
  add(text: string, { file, line = 1 }: EntryOptions): number {
    const first = this.following;
    this.following += text.split("\n").length;
    this.texts.push({ first, file, line });
    if (this.texts.length > MOST_TEXTS) this.texts = this.texts.slice(MOST_TEXTS / 2);
    return first;
  }

  locate(line: number): Located | undefined {
    let low = 0;
    let high = this.texts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.texts[middle] as { first: number }).first <= line) low = middle + 1;
      else high = middle;
    }
    const found = this.texts[low - 1];
    return line > 0 && found ? { file: found.file, line: found.line + line - found.first } : undefined;
  }
}
