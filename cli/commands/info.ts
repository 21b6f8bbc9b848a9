// `info`: what a WebAssembly module holds, with nothing of it run but its start function.
import type { Command } from "commander";
import type { Abi } from "../../host/abi.js";
import type { ModuleDescription } from "../../host/module.js";
import type { Parameter } from "../../host/program.js";
import { putText } from "../../host/values.js";
import { compileModule, type InputFile, readInput } from "../files.js";
import { type Json, printJson } from "../json.js";
import { withJson } from "../options.js";
import { number, table } from "../table.js";
import { type Outline, outline } from "../wasm-sections.js";

/** Name that the interpreter's artifact exports for loading programs; no built program has it. */
const INTERPRETER_PROCEDURE = "load-program";
const PAGE_KIB = 64;

export function registerInfo(program: Command): void {
  withJson(
    program
      .command("info")
      .description("print what a module holds")
      .argument("<file>", "a .wasm file, or - for stdin"),
  ).action(info);
}

interface Contents extends Outline {
  readonly file: string;
  readonly kind: "program" | "interpreter" | "other";
  readonly bytes: number;
  /** null: it does not speak this project's ABI. */
  readonly abiVersion: number | null;
  readonly imports: readonly string[];
  /** Names of the WebAssembly functions, memories and globals. */
  readonly wasmExports: readonly string[];
  readonly description?: ModuleDescription;
  /** Scheme definitions that can be called. */
  readonly definitions: readonly string[];
  readonly parameters: readonly Parameter[];
}

async function info(file: string, options: { readonly json?: boolean }): Promise<void> {
  const contents = await inspect(await readInput(file));
  if (options.json) printJson(asJson(contents));
  else process.stdout.write(asText(contents));
}

async function inspect(input: InputFile): Promise<Contents> {
  const { label, bytes } = input;
  const module = await compileModule(input);
  const imports = WebAssembly.Module.imports(module).map((i) => `${i.module}.${i.name}`);
  const wasmExports = WebAssembly.Module.exports(module).map((e) => e.name);
  const outlined = { file: label, bytes: bytes.length, imports, wasmExports, ...outline(bytes) };
  const other = { ...outlined, kind: "other", abiVersion: null, definitions: [], parameters: [] } as const;
  if (imports.length > 0 || !wasmExports.includes("abiVersion")) return other;
  const { describeModule, loadModule } = await import("../../host/module.js");
  const description = describeModule(module);
  if (description) {
    const program = await loadModule(module);
    return {
      ...outlined,
      kind: "program",
      abiVersion: await abiVersionOf(module),
      description,
      definitions: program.names,
      parameters: [...program.parameters.values()],
    };
  }
  const abi = await instance(module);
  const isInterpreter = wasmExports.includes("findExport") && exportsProcedure(abi, INTERPRETER_PROCEDURE);
  return { ...other, kind: isInterpreter ? "interpreter" : "other", abiVersion: abi.abiVersion() };
}

async function instance(module: WebAssembly.Module): Promise<Abi> {
  return (await WebAssembly.instantiate(module, {})).exports as unknown as Abi;
}

async function abiVersionOf(module: WebAssembly.Module): Promise<number> {
  return (await instance(module)).abiVersion();
}

function exportsProcedure(abi: Abi, name: string): boolean {
  putText(abi, name);
  return abi.findExport() !== -1;
}

// ---- results --------------------------------------------------------------------------------------------------------------
function asJson(c: Contents): Json {
  return {
    file: c.file,
    kind: c.kind,
    bytes: c.bytes,
    abiVersion: c.abiVersion,
    imports: c.imports,
    exports: c.definitions,
    wasmExports: c.wasmExports,
    parameters: c.parameters.map(({ name, value, bounds, per, line, column }) => ({
      name,
      value,
      bounds: { lower: bounds.lower, upper: bounds.upper },
      ...(per === undefined ? {} : { per }),
      line,
      column,
    })),
    learn: c.description?.learn,
    sourceFile: c.description?.file,
    sourceLength: c.description ? (c.description.source?.length ?? null) : undefined,
    memory: c.memory ? { initial: c.memory.initial, maximum: c.memory.maximum } : null,
    sections: c.sections.map(({ name, bytes }) => ({ name, bytes })),
  };
}

const KINDS = {
  program: "a program that dmci-wasm build wrote",
  interpreter: "the interpreter",
  other: "a module of another kind",
} as const;

function asText(c: Contents): string {
  const facts = [
    ["kind", KINDS[c.kind]],
    ["bytes", String(c.bytes)],
    ["ABI", c.abiVersion === null ? "not this project's" : `version ${c.abiVersion}`],
    ["imports", c.imports.length === 0 ? "none" : c.imports.join(", ")],
    ["memory", memoryText(c.memory)],
  ];
  if (c.description) {
    const { source, file, learn } = c.description;
    facts.push([
      "source",
      `${file ?? "unnamed"}, ${source === null ? "text left out" : `${source.length} characters embedded`}`,
    ]);
    facts.push(["learns", learn]);
    facts.push(["defines", c.definitions.join(", ")]);
  }
  const parts = [table(facts)];
  if (c.parameters.length > 0) parts.push("\n", parameterTable(c.parameters));
  parts.push("\n", table([["section", "bytes"], ...c.sections.map((s) => [s.name, String(s.bytes)])]));
  return parts.join("");
}

function memoryText(memory: Outline["memory"]): string {
  if (!memory) return "none";
  const kib = (pages: number): string => `${pages * PAGE_KIB} KiB`;
  return `${kib(memory.initial)} at the start, ${memory.maximum === null ? "no maximum" : `at most ${kib(memory.maximum)}`}`;
}

function parameterTable(parameters: readonly Parameter[]): string {
  return table([
    ["parameter", "value", "lower", "upper", "place"],
    ...parameters.map(({ name, value, bounds, per, line, column }) => [
      name,
      number(value),
      number(bounds.lower),
      number(bounds.upper),
      `${line}:${column}${per === undefined ? "" : `, for each ${per}`}`,
    ]),
  ]);
}
