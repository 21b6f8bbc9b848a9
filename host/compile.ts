// The compiled road: text to a small module that is attached to a fresh instance of the runtime.
import type { Compiled, CompileSettings, compileProgram, Pass } from "../compiler/compile.js";
import type { Syntax } from "../compiler/datum.js";
import type { Binaryen } from "../compiler/emit/context.js";
import type { StaticData } from "../compiler/emit/data.js";
import type { RuntimeImage } from "../compiler/emit/runtime-image.js";
import { entryName } from "../compiler/entries.js";
import { type Place, SchemeError } from "../compiler/errors.js";
import { read } from "../compiler/read.js";
import { type Abi, NONE, type RuntimeAbi } from "./abi.js";
import { binaryenNamespace, runtimeImage } from "./assets.js";
import { type Entry, parseEntries, placed } from "./entries.js";
import { LoadedProgram } from "./loaded.js";
import { Machine } from "./machine.js";
import type { Program, ProgramOptions } from "./program.js";
import { putText } from "./values.js";

export interface CompileOptions extends ProgramOptions {
  /** Receives the text of each stage of the compiler. */
  readonly dump?: (pass: Pass, text: string) => void;
}

let binaryenLoaded: Promise<Binaryen> | undefined;

/** The compiler and what it works with: it takes a while to start, so it is loaded on the first compilation, never for the interpreter. */
export async function loadCompiler(): Promise<{
  readonly compileProgram: typeof compileProgram;
  readonly binaryen: Binaryen;
  readonly image: RuntimeImage;
}> {
  binaryenLoaded ??= binaryenNamespace().then((namespace) => namespace.default);
  const [compiler, binaryen, image] = await Promise.all([
    import("../compiler/compile.js"),
    binaryenLoaded,
    runtimeImage(),
  ]);
  return { compileProgram: compiler.compileProgram, binaryen, image };
}

/**
 * Compiles a program into an instance of its own.
 * @throws SchemeError of kind "syntax", with its place, when the text is not a program.
 */
export async function compile(source: string, options: CompileOptions = {}): Promise<Program> {
  const entries = parseEntries(options.entries);
  try {
    const { compileProgram, binaryen, image } = await loadCompiler();
    const all = { linked: false, ...settings(entries, options) };
    const compiled = withinStack(source, () => compileProgram(binaryen, image, source, all));
    return resident(attach(image, compiled), compiled, source, entries, options);
  } catch (error) {
    throw placed(error, entries, options.file);
  }
}

function settings(entries: readonly Entry[], options: CompileOptions): Omit<CompileSettings, "linked"> {
  return {
    entries: Object.fromEntries(
      entries.map((e) => [e.name, { expression: e.expression, variables: e.variables }]),
    ),
    ...(options.learn ? { learn: options.learn } : {}),
    ...(options.dump ? { dump: options.dump } : {}),
    trusted: options.trusted ?? false,
  };
}

/** The compiler's passes recurse on expressions: one nested too deeply for the host's stack is the program's fault. */
export function withinStack<T>(source: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message =
      "this form is nested too deeply to be compiled; name its parts with let or define, or interpret the program";
    throw new SchemeError("syntax", message, largestForm(source));
  }
}

/** Place of the top-level form with the most data in it. */
function largestForm(source: string): Place | undefined {
  let most = 0;
  let place: Place | undefined;
  for (const form of read(source)) {
    let size = 0;
    const rest: Syntax[] = [form];
    for (let next = rest.pop(); next; next = rest.pop()) {
      size++;
      if (next.kind === "list" || next.kind === "vector") for (const item of next.items) rest.push(item);
    }
    if (size > most) {
      most = size;
      place = { line: form.place.line, column: form.place.column };
    }
  }
  return place;
}

const runtimeModules = new WeakMap<RuntimeImage, WebAssembly.Module>();

/** Puts a compiled program into memory beside a new runtime; the result has the functions of both. */
function attach(image: RuntimeImage, compiled: Compiled): Abi {
  let module = runtimeModules.get(image);
  if (!module) {
    module = new WebAssembly.Module(image.bytes as BufferSource);
    runtimeModules.set(image, module);
  }
  const runtime = new WebAssembly.Instance(module, {}).exports as unknown as RuntimeAbi;
  const { data } = compiled;
  placeData(runtime.memory, data);
  const program = new WebAssembly.Instance(new WebAssembly.Module(compiled.binary as BufferSource), {
    runtime: runtime as unknown as WebAssembly.ModuleImports,
  });
  runtime.initialize(data.descriptor, data.end);
  runtime.setNativeBudget(compiled.nativeBudget);
  return { ...runtime, resume: program.exports.resume as Abi["resume"] };
}

function placeData(memory: WebAssembly.Memory, data: StaticData): void {
  const missing = data.end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  const bytes = new Uint8Array(memory.buffer);
  for (const segment of data.segments) bytes.set(segment.bytes, segment.address);
}

function resident(
  abi: Abi,
  compiled: Compiled,
  source: string,
  entries: readonly Entry[],
  options: CompileOptions,
): Program {
  const { fuel, heap, tape, stack, timeout } = options;
  const limits = Object.fromEntries(
    Object.entries({ fuel, heap, tape, stack, timeout }).filter(([, v]) => v !== undefined),
  );
  return new LoadedProgram({
    engine: "compiled",
    machine: new Machine(abi),
    handle: NONE,
    source,
    entries,
    file: options.file,
    limits,
    onOutput: options.onOutput,
    onErrorOutput: options.onErrorOutput,
    warnings: compiled.warnings,
    find: (name) => {
      const known = entries.some((e) => e.name === name);
      putText(abi, known ? entryName(name) : name);
      const index = abi.findExport();
      return index === NONE ? undefined : index;
    },
    release: () => undefined,
  });
}
