// A program in a WebAssembly instance: what both engines share of the interface in program.ts.
// Invariant: before each evaluation the current parameter values are written into the instance, because there they may move.
import type { Warning } from "../compiler/errors.js";
import { formatNumber } from "../compiler/number.js";
import { type Abi, Mode, NONE } from "./abi.js";
import { columnsOf, runBatch } from "./batch.js";
import { ENTRY_PREFIX, type Entry, entryAt, formalsOf, placed } from "./entries.js";
import { LimitError, usageError } from "./errors.js";
import { Graph, type GraphPlace, type InputName } from "./graph.js";
import { LaneGraphs } from "./lanes.js";
import type { Limits, Machine, RunOptions } from "./machine.js";
import type {
  Batch,
  BatchOptions,
  Derivative,
  GraphOptions,
  Lanes,
  Magnitudes,
  Parameter,
  Program,
  ValueAndGradient,
  ValueAndGradients,
  ValueGradientHessian,
} from "./program.js"; // prettier-ignore
import { replaceConstants } from "./source.js";
import {
  pushValue,
  resultValue,
  SchemePair,
  SchemeVector,
  Tensor,
  takeErrorOutput,
  takeOutput,
  takeTable,
  takeText,
  type Value,
} from "./values.js";

/** What an engine tells of a program that it holds. */
export interface Residence {
  readonly engine: "compiled" | "interpreter";
  readonly machine: Machine;
  /** The program's handle, or NONE for the module's own program. */
  readonly handle: number;
  readonly source: string | undefined;
  readonly entries: readonly Entry[];
  readonly file: string | undefined;
  readonly limits: Limits;
  readonly onOutput: ((text: string) => void) | undefined;
  readonly onErrorOutput: ((text: string) => void) | undefined;
  readonly warnings: readonly Warning[];
  /** Handle of an entry, or index of an export, for a name; undefined when there is none. */
  find(name: string): number | undefined;
  release(): void;
}

export class LoadedProgram implements Program {
  private readonly current = new Map<string, Parameter>();
  private readonly order: readonly string[];
  private readonly values: Float64Array;
  private readonly found = new Map<string, number>();
  private readonly formalsFound = new Map<string, readonly string[] | undefined>();
  private collected = "";
  private collectedErrors = "";
  private lastSteps = 0;
  private disposed = false;
  private readonly graphs = new LaneGraphs();
  /** Whether a lane is being recorded; what it displays is not shown (the lane will run by itself, then). */
  private recording = false;
  /** Whether the lane recorded last has displayed anything. */
  private displayed = false;
  readonly names: readonly string[];

  constructor(private readonly at: Residence) {
    const { abi } = at.machine;
    abi.describeParameters(at.handle);
    const parameters = takeTable(abi).map(parameterOf);
    this.order = parameters.map((p) => p.name);
    this.values = Float64Array.from(parameters, (p) => p.value);
    for (const parameter of parameters) this.current.set(parameter.name, parameter);
    abi.describeNames(at.handle);
    const defined = takeText(abi)
      .split("\n")
      .filter((name) => name !== "" && !name.startsWith(ENTRY_PREFIX)); // prettier-ignore
    this.names = [...new Set([...defined, ...at.entries.map((entry) => entry.name)])];
  }

  get engine(): "compiled" | "interpreter" {
    return this.at.engine;
  }
  get parameters(): ReadonlyMap<string, Parameter> {
    return this.current;
  }
  get warnings(): readonly Warning[] {
    return this.at.warnings;
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
  get steps(): number {
    return this.lastSteps;
  }

  // ---- values -----------------------------------------------------------------------------------------------------------
  value(options?: RunOptions): Value {
    return this.run(Mode.session, undefined, [], resultValue, options);
  }
  call(name: string, ...args: Value[]): Value {
    return this.run(Mode.session, name, args, resultValue);
  }
  callWith(name: string, args: readonly Value[], options?: RunOptions): Value {
    return this.run(Mode.session, name, args, resultValue, options);
  }
  write(name?: string, args: readonly Value[] = [], options?: RunOptions): string {
    return this.run(Mode.session, name, args, written, options);
  }
  evaluate(name?: string, args: readonly Value[] = [], options?: RunOptions): Value {
    return this.run(Mode.evaluate, name, args, resultValue, options);
  }
  callAsync(name: string, args: readonly Value[] = [], options?: RunOptions): Promise<Value> {
    return this.runAsync(Mode.session, name, args, resultValue, options);
  }
  writeAsync(name?: string, args: readonly Value[] = [], options?: RunOptions): Promise<string> {
    return this.runAsync(Mode.session, name, args, written, options);
  }

  // ---- derivatives --------------------------------------------------------------------------------------------------------
  valueAndGradient(name?: string, args: readonly Value[] = [], options?: RunOptions): ValueAndGradient {
    return this.run(
      Mode.gradient,
      name,
      args,
      (abi) => ({ value: abi.resultNumber(), gradient: this.byName(gradientOf(abi)) }),
      options,
    );
  }
  valueAndGradientAsync(
    name?: string,
    args: readonly Value[] = [],
    options?: RunOptions,
  ): Promise<ValueAndGradient> {
    return this.runAsync(
      Mode.gradient,
      name,
      args,
      (abi) => ({ value: abi.resultNumber(), gradient: this.byName(gradientOf(abi)) }),
      options,
    );
  }
  gradientInto(
    gradient: Float64Array,
    name?: string,
    args: readonly Value[] = [],
    options?: RunOptions,
  ): number {
    if (gradient.length !== this.order.length)
      throw usageError(
        `the array for the gradient must have ${this.order.length} elements, got ${gradient.length}`,
      );
    return this.run(
      Mode.gradient,
      name,
      args,
      (abi) => {
        gradient.set(gradientOf(abi));
        return abi.resultNumber();
      },
      options,
    );
  }
  valueAndGradients(name?: string, args: readonly Value[] = [], options?: RunOptions): ValueAndGradients {
    return this.ofArguments(() =>
      this.run(
        Mode.gradient,
        name,
        args,
        (abi) => {
          const all = gradientOf(abi);
          const n = this.order.length;
          let at = n;
          const take = (count: number): Float64Array => {
            at += count;
            return all.slice(at - count, at);
          };
          return {
            value: abi.resultNumber(),
            gradient: this.byName(all.subarray(0, n)),
            arguments: args.map((arg) => derivativeOf(arg, take)),
          };
        },
        options,
      ),
    );
  }
  graph(name?: string, args: readonly Value[] = [], options: GraphOptions = {}): Graph {
    const { arguments: kind = "constants", ...rest } = options;
    const names: InputName[] = this.order.map((parameter) => {
      const { line, column } = this.current.get(parameter) as Parameter;
      return { name: parameter, path: undefined, line, column };
    });
    const read = (): Graph =>
      this.run(
        Mode.graph,
        name,
        args,
        (abi) => Graph.read(abi, names, (line, column) => this.locate(line, column)),
        rest,
      );
    if (kind === "constants") return read();
    args.forEach((arg, i) => {
      for (const path of pathsOf(arg, [i])) names.push({ name: undefined, path, line: 0, column: 0 });
    });
    return this.ofArguments(read);
  }
  hessian(name?: string, args: readonly Value[] = [], options?: RunOptions): ValueGradientHessian {
    return this.run(
      Mode.hessian,
      name,
      args,
      (abi) => {
        const all = gradientOf(abi);
        const n = this.order.length;
        return {
          value: abi.resultNumber(),
          gradient: this.byName(all.subarray(0, n)),
          hessian: new Map(
            this.order.map((row, i) => [row, this.byName(all.subarray(n + i * n, n + (i + 1) * n))]),
          ),
        };
      },
      options,
    );
  }
  magnitudes(name?: string, args: readonly Value[] = [], options?: RunOptions): Magnitudes {
    return this.run(
      Mode.magnitudes,
      name,
      args,
      (abi) => ({
        value: abi.resultNumber(),
        magnitudes: this.byName(gradientOf(abi)),
        chain: abi.chainLength(),
      }),
      options,
    );
  }
  unreached(name?: string, args: readonly Value[] = [], options?: RunOptions): ReadonlySet<string> {
    return this.run(
      Mode.reach,
      name,
      args,
      (abi) => {
        const reached = gradientOf(abi);
        return new Set(this.order.filter((_, i) => reached[i] === 0));
      },
      options,
    );
  }

  batch(name: string, lanes: Lanes, options: BatchOptions = {}): Batch {
    const { replay, kernels, onFailure, ...runOptions } = options;
    const allowed = this.allowance(runOptions);
    const columns = columnsOf(name, lanes, () => this.formals(name));
    // Wrong names and options are found whether a graph is there or not.
    this.entry(name);
    return runBatch(
      {
        abi: this.at.machine.abi,
        graphs: this.graphs,
        names: this.order,
        parameters: this.values,
        fuel: allowed.fuel ?? Number.POSITIVE_INFINITY,
        evaluate: (args, finish) =>
          this.run(
            Mode.gradient,
            name,
            args,
            (abi) => finish(abi.resultNumber(), gradientOf(abi)),
            runOptions,
          ),
        record: (args) => this.record(name, args, runOptions),
        displayed: () => this.displayed,
      },
      name,
      columns,
      {
        ...(replay === undefined ? {} : { replay }),
        ...(kernels === undefined ? {} : { kernels }),
        ...(onFailure === undefined ? {} : { onFailure }),
      },
    );
  }

  /** Records the graph of a call, silently; answers the run's steps. */
  private record(name: string, args: readonly number[], options: RunOptions): number {
    this.recording = true;
    this.displayed = false;
    try {
      this.ofArguments(() => this.run(Mode.graph, name, args, () => {}, options));
      return this.lastSteps;
    } finally {
      this.recording = false;
    }
  }

  /** The names of a procedure's parameters, where its text is there. */
  private formals(name: string): readonly string[] | undefined {
    const entry = this.at.entries.find((e) => e.name === name);
    if (entry?.variables) return entry.variables;
    if (!this.formalsFound.has(name) && this.at.source !== undefined)
      this.formalsFound.set(name, formalsOf(this.at.source, name));
    return this.formalsFound.get(name);
  }

  // ---- parameters ------------------------------------------------------------------------------------------------------------
  setParameters(values: Readonly<Record<string, number>> | ReadonlyMap<string, number>): void {
    const entries =
      values instanceof Map ? [...values] : Object.entries(values as Readonly<Record<string, number>>);
    for (const [name, value] of entries) {
      const parameter = this.current.get(name);
      if (!parameter) throw usageError(unknownName("parameter", name, this.order));
      const { lower, upper } = parameter.bounds;
      if (!Number.isFinite(value)) throw usageError(`the value of ${name} must be finite, got ${value}`);
      if (!(value > lower && value < upper))
        throw usageError(
          `the value of ${name} must lie inside its open bounds (${formatNumber(lower)}, ${formatNumber(upper)}), got ${value}`,
        );
    }
    for (const [name, value] of entries) {
      this.current.set(name, { ...(this.current.get(name) as Parameter), value });
      this.values[this.order.indexOf(name)] = value;
    }
    this.check();
    this.at.machine.abi.restartSession(this.at.handle);
  }

  source(options: { readonly parameters?: "initial" | "current" } = {}): string {
    if (this.at.source === undefined) throw usageError("this module was built without its source text");
    if (options.parameters !== "current") return this.at.source;
    return replaceConstants(this.at.source, [...this.current.values()]);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.graphs.release(this.at.machine.abi);
    this.at.release();
  }

  // ---- running ------------------------------------------------------------------------------------------------------------------
  private run<T>(
    mode: Mode,
    name: string | undefined,
    args: readonly Value[],
    finish: (abi: Abi) => T,
    options?: RunOptions,
  ): T {
    const { machine } = this.at;
    try {
      const entry = this.entry(name);
      return machine.run(
        () => this.start(mode, entry, args),
        () => finish(machine.abi),
        { ...this.allowance(options), onSlice: () => this.collect() },
      );
    } catch (error) {
      throw placed(error, this.at.entries, this.at.file);
    } finally {
      this.collect();
    }
  }

  /** A place in the program's text, or in that of an entry. */
  private locate(line: number, column: number): GraphPlace {
    const at = entryAt(this.at.entries, line);
    return at ? { line: Math.max(1, at.line), column, entry: at.entry.name } : { line, column };
  }

  /** Runs with the arguments as inputs, too. */
  private ofArguments<T>(run: () => T): T {
    const { abi } = this.at.machine;
    abi.differentiateArguments(1);
    try {
      return run();
    } finally {
      abi.differentiateArguments(0);
    }
  }

  private async runAsync<T>(
    mode: Mode,
    name: string | undefined,
    args: readonly Value[],
    finish: (abi: Abi) => T,
    options?: RunOptions,
  ): Promise<T> {
    const { machine } = this.at;
    try {
      const entry = this.entry(name);
      return await machine.runAsync(
        () => this.start(mode, entry, args),
        () => finish(machine.abi),
        {
          ...this.allowance(options),
          onSlice: () => this.collect(),
        },
      ); // prettier-ignore
    } catch (error) {
      throw placed(error, this.at.entries, this.at.file);
    } finally {
      this.collect();
    }
  }

  private allowance(options: RunOptions = {}): RunOptions {
    const { fuel, timeout } = this.at.limits;
    return fuel === undefined && timeout === undefined
      ? options
      : {
          ...(fuel === undefined ? {} : { fuel }),
          ...(timeout === undefined ? {} : { timeout }),
          ...options,
        };
  }

  private start(mode: Mode, entry: number, args: readonly Value[]): void {
    const { machine, handle, limits } = this.at;
    const { abi } = machine;
    machine.setLimits(limits);
    const count = this.values.length;
    if (count > 0) new Float64Array(abi.memory.buffer, abi.parameterAddress(handle), count).set(this.values);
    for (const arg of args) pushValue(abi, arg);
    abi.startEvaluation(mode, handle, entry, entry === NONE ? 0 : 1);
  }

  private entry(name: string | undefined): number {
    this.check();
    if (name === undefined) return NONE;
    let entry = this.found.get(name);
    if (entry === undefined) {
      entry = this.names.includes(name) ? this.at.find(name) : undefined;
      if (entry === undefined) throw usageError(unknownName("definition", name, this.names));
      this.found.set(name, entry);
    }
    return entry;
  }

  private check(): void {
    if (this.disposed) throw usageError("the program has been disposed of");
  }

  private collect(): void {
    this.lastSteps = this.at.machine.steps;
    const { abi } = this.at.machine;
    const { onOutput, onErrorOutput } = this.at;
    const text = takeOutput(abi);
    const errors = takeErrorOutput(abi);
    if (this.recording) {
      if (text !== "" || errors !== "") this.displayed = true;
      return;
    }
    if (text !== "" && onOutput) onOutput(text);
    else this.collected += text;
    if (errors !== "" && onErrorOutput) onErrorOutput(errors);
    else this.collectedErrors += errors;
  }

  private byName(values: Float64Array): ReadonlyMap<string, number> {
    return new Map(this.order.map((name, i) => [name, values[i] as number]));
  }
}

function written(abi: Abi): string {
  if (abi.describeResult() === 0)
    throw new LimitError("text", "the printed form of the result is longer than 64 MiB");
  return takeText(abi);
}

/** The derivatives of an argument's numbers in its shape; `take` answers so many in their order. */
function derivativeOf(arg: Value, take: (count: number) => Float64Array): Derivative {
  if (typeof arg === "number") return take(1)[0];
  if (arg instanceof Float64Array) return take(arg.length);
  if (arg instanceof Tensor) return new Tensor(arg.shape, take(arg.data.length));
  return itemsOf(arg)?.map((item) => derivativeOf(item, take));
}
function pathsOf(arg: Value, path: readonly number[]): (readonly number[])[] {
  if (typeof arg === "number") return [path];
  if (arg instanceof Float64Array) return Array.from(arg, (_, i) => [...path, i]);
  if (arg instanceof Tensor) return Array.from(arg.data, (_, i) => [...path, i]);
  return (itemsOf(arg) ?? []).flatMap((item, i) => pathsOf(item, [...path, i]));
}
function itemsOf(arg: Value): readonly Value[] | undefined {
  if (arg instanceof SchemeVector) return arg.items;
  if (arg instanceof SchemePair) return [arg.car, arg.cdr];
  return Array.isArray(arg) ? (arg as readonly Value[]) : undefined;
}

export function gradientOf(abi: Abi): Float64Array {
  return new Float64Array(abi.memory.buffer, abi.gradientAddress(), abi.gradientLength()).slice();
}

export function parameterOf(fields: string[]): Parameter {
  const [name = "", line, column, , init, lower, upper, per] = fields;
  const value = Number(init);
  const bound = (text: string | undefined, missing: number): number =>
    text === undefined || text === "-" ? missing : Number(text.replace("inf.0", "Infinity"));
  return {
    name,
    value,
    initial: value,
    bounds: { lower: bound(lower, Number.NEGATIVE_INFINITY), upper: bound(upper, Number.POSITIVE_INFINITY) },
    per,
    line: Number(line),
    column: Number(column),
  };
}

function unknownName(what: string, name: string, known: readonly string[]): string {
  const list =
    known.length === 0
      ? "it has none"
      : `it has: ${known.slice(0, 20).join(", ")}${known.length > 20 ? ", …" : ""}`;
  return `the program has no ${what} named ${name}; ${list}`;
}
