// Self-contained modules, as `dmci-wasm build` writes them: text to bytes, and bytes to a program.
import type { Pass } from "../compiler/compile.js";
import type { Warning } from "../compiler/errors.js";
import { type Abi, NONE } from "./abi.js";
import { loadCompiler, withinStack } from "./compile.js";
import { placed } from "./entries.js";
import { usageError } from "./errors.js";
import { LoadedProgram } from "./loaded.js";
import { Machine } from "./machine.js";
import type { Parameter, Program, ProgramOptions } from "./program.js";
import { putText } from "./values.js";

/** Name of the custom section that describes a module. */
export const SECTION = "dmci-wasm";

/** What the custom section holds, as JSON. */
export interface ModuleDescription {
  readonly version: 1;
  readonly file: string | null;
  readonly learn: "parameters" | "literals";
  /** The program's text, unless it was left out. */
  readonly source: string | null;
}

export interface BuildOptions {
  readonly learn?: "parameters" | "literals";
  readonly file?: string;
  /** Leave the program's text out of the module. */
  readonly omitSource?: boolean;
  /** binaryen's levels. */
  readonly optimize?: number;
  readonly shrink?: number;
  readonly dump?: (pass: Pass, text: string) => void;
}

export interface Built {
  readonly binary: Uint8Array;
  readonly exports: readonly string[];
  readonly parameters: readonly Pick<Parameter, "name" | "value" | "line" | "column">[];
  readonly warnings: readonly Warning[];
}

/** Compiles a program to one module without imports (docs/abi.md says how to call it). */
export async function buildModule(source: string, options: BuildOptions = {}): Promise<Built> {
  const { compileProgram, binaryen, image } = await loadCompiler();
  const description: ModuleDescription = {
    version: 1,
    file: options.file ?? null,
    learn: options.learn ?? "parameters",
    source: options.omitSource ? null : source,
  };
  try {
    const compiled = withinStack(source, () =>
      compileProgram(binaryen, image, source, {
        linked: true,
        sections: { [SECTION]: new TextEncoder().encode(JSON.stringify(description)) },
        learn: options.learn ?? "parameters",
        ...(options.optimize === undefined ? {} : { optimize: options.optimize }),
        ...(options.shrink === undefined ? {} : { shrink: options.shrink }),
        ...(options.dump ? { dump: options.dump } : {}),
      }),
    );
    return {
      binary: compiled.binary,
      exports: compiled.exports,
      parameters: compiled.parameters.map((p) => ({
        name: p.name,
        value: p.init,
        line: p.place.line,
        column: p.place.column,
      })),
      warnings: compiled.warnings,
    };
  } catch (error) {
    throw placed(error, [], options.file);
  }
}

/** The description in a module's custom section; undefined when there is none. */
export function describeModule(module: WebAssembly.Module): ModuleDescription | undefined {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  return section ? (JSON.parse(new TextDecoder().decode(section)) as ModuleDescription) : undefined;
}

/** Instantiates a module that `dmci-wasm build` wrote. The interpreter's artifact is loaded by `loadInterpreter` instead. */
export async function loadModule(
  wasm: BufferSource | WebAssembly.Module,
  options: Omit<ProgramOptions, "entries" | "learn"> = {},
): Promise<Program> {
  const module = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
  const description = describeModule(module);
  if (!description) throw usageError("the module was not built by dmci-wasm build");
  const abi = (await WebAssembly.instantiate(module, {})).exports as unknown as Abi;
  const { fuel, heap, tape, stack, timeout } = options;
  return new LoadedProgram({
    engine: "compiled",
    machine: new Machine(abi),
    handle: NONE,
    source: description.source ?? undefined,
    entries: [],
    file: options.file ?? description.file ?? undefined,
    limits: Object.fromEntries(
      Object.entries({ fuel, heap, tape, stack, timeout }).filter(([, v]) => v !== undefined),
    ),
    onOutput: options.onOutput,
    onErrorOutput: options.onErrorOutput,
    warnings: [],
    find: (name) => {
      putText(abi, name);
      const index = abi.findExport();
      return index === NONE ? undefined : index;
    },
    release: () => undefined,
  });
}
