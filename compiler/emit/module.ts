// Emission of a whole module, in one of two ways that give the same bits:
// "linked": the runtime's module with the program's functions added, optimised as a whole, without imports;
// "attached": the program's functions only, importing a running runtime's memory and functions, optimised lightly.
import type { Closures } from "../closures.js";
import type { Parameter } from "../core.js";
import type { Global } from "../direct.js";
import type { Sequenced } from "../sequence.js";
import { type Binaryen, Context, type Expression, type Module, TABLE } from "./context.js";
import { type StaticData, staticData } from "./data.js";
import { CodeEmitter } from "./function.js";
import { Hints } from "./hints.js";
import { nativeBudget } from "./native-budget.js";
import type { RuntimeImage } from "./runtime-image.js";
import { shortenBinary } from "./shorten.js";
import { emitReentries, emitResume, loadEntries, rowEntries } from "./support.js";

export interface EmitOptions {
  readonly linked: boolean;
  /** binaryen's optimise and shrink levels for a linked module. */
  readonly optimize: number;
  readonly shrink: number;
  /** Custom sections to add. */
  readonly sections: Readonly<Record<string, Uint8Array>>;
  /** Keep the names of functions (for profiles). */
  readonly names: boolean;
  /** Also answer the module's text. */
  readonly text: boolean;
}

export interface EmittedModule {
  readonly binary: Uint8Array;
  /** Attached: what the host writes into the runtime's memory before it instantiates the module and calls `initialize`. */
  readonly data: StaticData;
  /** Bytes of Scheme frames that one native run may push (see driver.ts); a linked module sets it when it starts. */
  readonly nativeBudget: number;
  readonly text: string | undefined;
}

/** What every engine with tail calls has. */
const FEATURES = [
  "MutableGlobals",
  "TailCall",
  "SIMD128",
  "BulkMemory",
  "BulkMemoryOpt",
  "NontrappingFPToInt",
  "SignExt",
  "Multivalue",
  "ReferenceTypes",
] as const; // prettier-ignore

/** What makes a module smaller after binaryen's usual passes; the functions that are named most get the shortest indices. */
const SHRINKING = [
  "code-folding",
  "simplify-locals",
  "vacuum",
  "dae-optimizing",
  "duplicate-function-elimination",
  "reorder-functions",
] as const; // prettier-ignore

/**
 * An attached module of so many functions carries the library (a program with `eval`): the passes would take as long as all the rest, and
 * what is evaluated is not measurably faster for it.
 */
const MANY = 3000;

const PAGE = 65536;
/** Most pages of a 32-bit memory. */
const PAGES = 65536;

export function emitModule(
  b: Binaryen,
  runtime: RuntimeImage,
  globals: readonly Global[],
  closures: Closures,
  sequenced: Sequenced,
  parameters: readonly Parameter[],
  options: EmitOptions,
): EmittedModule {
  const m = options.linked ? b.readBinary(runtime.bytes) : new b.Module();
  m.setFeatures(FEATURES.reduce((all, name) => all | b.Features[name], b.Features.MVP));
  const names = options.linked ? exportedNames(b, m) : undefined;
  if (!options.linked) m.addMemoryImport("0", "runtime", "memory");
  const ctx = new Context(b, m, runtime, closures, sequenced.codes, globals, isSmall(options), names);

  const hints = new Hints(sequenced.codes);
  for (const code of sequenced.codes) new CodeEmitter(ctx, code, hints).emit();
  emitResume(ctx);
  const table = [
    ...emitReentries(ctx),
    ...ctx.rows.flatMap((proc) => rowEntries(ctx, proc)),
    ...loadEntries(ctx, sequenced.main.label),
  ];
  table.push(...ctx.entries.map((entry) => entry.name));
  const data = staticData(ctx, parameters);
  m.addTable(TABLE, table.length, table.length);
  m.addActiveElementSegment(TABLE, "codes", table, m.i32.const(0));

  m.addFunctionExport("resume", "resume");
  if (options.linked) {
    emitStart(ctx, data, names?.start);
    linkMemory(m, data);
    pruneExports(b, m, runtime.host);
  } else importRuntime(ctx);
  for (const [name, contents] of Object.entries(options.sections)) m.addCustomSection(name, contents);
  optimize(b, m, options);
  const budget = nativeBudget(ctx);
  if (options.linked) emitBudget(ctx, budget);
  const text = options.text ? m.emitText() : undefined;
  const emitted = m.emitBinary();
  m.dispose();
  const binary = isSmall(options)
    ? shortenBinary(emitted, (name) => ctx.coldFunctions.has(name), options.names)
    : emitted;
  return { binary, data, nativeBudget: budget, text };
}

/** Internal names of the exported functions of a module that was read. */
function exportedNames(
  b: Binaryen,
  m: Module,
): { functions: Map<string, string>; start: string | undefined } {
  const functions = new Map<string, string>();
  for (let i = 0; i < m.getNumExports(); i++) {
    const info = b.getExportInfo(m.getExportByIndex(i));
    if (info.kind === b.ExternalFunction) functions.set(info.name, info.value);
  }
  const start = m.getStart();
  return { functions, start: start ? b.getFunctionInfo(start).name : undefined };
}

function emitStart(ctx: Context, data: StaticData, runtimeStart: string | undefined): void {
  const { m, b } = ctx;
  const parts: Expression[] = runtimeStart === undefined ? [] : [m.call(runtimeStart, [], b.none)];
  parts.push(ctx.call("initialize", [m.i32.const(data.descriptor), m.i32.const(data.end)]));
  m.addFunction("start", b.none, b.none, [], m.block(null, parts));
  m.setStart(m.getFunction("start"));
}

/** The budget is known only when the functions are in their final form: the start function comes after optimisation. */
function emitBudget(ctx: Context, budget: number): void {
  const { m, b } = ctx;
  const start = b.getFunctionInfo(m.getStart()).name;
  const setBudget = exportedNames(b, m).functions.get("setNativeBudget") as string;
  const body = m.block(null, [m.call(start, [], b.none), m.call(setBudget, [m.i32.const(budget)], b.none)]);
  m.addFunction("start/budget", b.none, b.none, [], body);
  m.setStart(m.getFunction("start/budget"));
}

/** Methods that binaryen has and its type declarations lack. */
interface DataSegments {
  getNumDataSegments(): number;
  getDataSegmentInfo(segment: number): { readonly offset: number; readonly data: ArrayBuffer };
}

function linkMemory(m: Module, data: StaticData): void {
  const segments: { offset: Expression; data: Uint8Array; passive: boolean }[] = [];
  const existing = m as unknown as DataSegments;
  for (let i = 0; i < existing.getNumDataSegments(); i++) {
    const info = existing.getDataSegmentInfo(m.getDataSegmentByIndex(i));
    segments.push({ offset: m.i32.const(info.offset), data: new Uint8Array(info.data), passive: false });
  }
  for (const { address, bytes } of data.segments)
    segments.push({ offset: m.i32.const(address), data: bytes, passive: false });
  m.removeExport("memory");
  m.setMemory(Math.ceil(data.end / PAGE), PAGES, "memory", segments);
}

function importRuntime(ctx: Context): void {
  const { m, b } = ctx;
  for (const name of ctx.usedRuntime) {
    const signature = ctx.runtime.functions[name];
    if (signature)
      m.addFunctionImport(
        name,
        "runtime",
        name,
        b.createType(signature.params.map((p) => ctx.type(p))),
        ctx.type(signature.result),
      );
  }
}

/** Whether size counts more than speed. */
function isSmall(options: EmitOptions): boolean {
  return options.linked && options.shrink > 0;
}

/** A linked module shows its host only what is meant for hosts. */
function pruneExports(b: Binaryen, m: Module, host: readonly string[]): void {
  const names: string[] = [];
  for (let i = 0; i < m.getNumExports(); i++) names.push(b.getExportInfo(m.getExportByIndex(i)).name);
  const kept = new Set([...host, "memory", "resume"]);
  for (const name of names) if (!kept.has(name)) m.removeExport(name);
}

function optimize(b: Binaryen, m: Module, options: EmitOptions): void {
  b.setOptimizeLevel(options.optimize);
  b.setShrinkLevel(options.shrink);
  b.setDebugInfo(options.names || isSmall(options));
  if (!m.validate()) throw new Error("the emitted module is not valid");
  if (options.linked) {
    b.setGenerateStackIR(isSmall(options));
    b.setOptimizeStackIR(isSmall(options));
    m.optimize();
    if (isSmall(options)) m.runPasses([...SHRINKING]);
  } else if (m.getNumFunctions() < MANY)
    m.runPasses(["vacuum", "simplify-locals", "coalesce-locals", "vacuum"]);
}
