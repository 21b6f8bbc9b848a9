// `build --types`: a loader for one built module and its types, so that a wrong name or count of arguments is a type error.
// Invariant: the two files say the same, and the JavaScript one runs in Node, Deno and browsers as it is; in a folder whose package.json
// calls every .js file CommonJS it is that, for Node would run nothing else there.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Syntax, symbolName } from "../compiler/datum.js";
import { read } from "../compiler/read.js";

export interface TypedModule {
  /** Base name of the .wasm file, beside which the loader lies. */
  readonly wasm: string;
  /** Name of the program, for the comment. */
  readonly source: string;
  readonly procedures: readonly Procedure[];
  readonly parameters: readonly string[];
}

/** A procedure that the program defines at top level. */
export interface Procedure {
  readonly name: string;
  readonly formals: readonly string[];
  /** Name of the rest argument. */
  readonly rest?: string;
}

/** The top-level definitions of a text that are written as procedures; the last definition of a name counts. */
export function proceduresOf(text: string): Procedure[] {
  const found = new Map<string, Procedure>();
  for (const form of read(text)) {
    if (form.kind !== "list" || symbolName(form.items[0]) !== "define") continue;
    const target = form.items[1];
    const name = symbolName(target?.kind === "list" ? target.items[0] : target);
    if (name === undefined) continue;
    const value = form.items[2];
    const procedure =
      target?.kind === "list"
        ? withFormals(name, target.items.slice(1), target.tail)
        : value?.kind === "list" && symbolName(value.items[0]) === "lambda"
          ? ofLambda(name, value.items[1])
          : undefined;
    if (procedure) found.set(name, procedure);
    else found.delete(name);
  }
  return [...found.values()];
}

function ofLambda(name: string, formals: Syntax | undefined): Procedure | undefined {
  if (formals?.kind === "list") return withFormals(name, formals.items, formals.tail);
  const rest = symbolName(formals);
  return rest === undefined ? undefined : { name, formals: [], rest };
}

function withFormals(name: string, items: readonly Syntax[], tail: Syntax | undefined): Procedure {
  const rest = symbolName(tail);
  const formals = items.map((item) => symbolName(item) ?? "argument");
  return rest === undefined ? { name, formals } : { name, formals, rest };
}

// ---- the JavaScript ----------------------------------------------------------------------------------------------------
export type ModuleFormat = "module" | "commonjs";

/** What a .js file in a folder is, by the nearest package.json. One that does not say leaves it to the file's syntax. */
export function formatIn(folder: string): ModuleFormat {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file)) return typeOf(readFileSync(file, "utf8")) === "commonjs" ? "commonjs" : "module";
    if (dirname(at) === at) return "module";
  }
}

function typeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}

export function loaderSource(module: TypedModule, format: ModuleFormat): string {
  const entries = module.procedures.map(
    ({ name }) =>
      `    ${JSON.stringify(name)}: (...args) => program.callWith(${JSON.stringify(name)}, args),`,
  );
  const parts = format === "commonjs" ? commonJs(module) : esModule(module);
  return `// Written by dmci-wasm build --types from ${oneLine(module.source)}; build again instead of editing.
${parts.head}
${parts.load} {
  const program = await loadModule(await bytes(), options);
  const procedures = {
${entries.join("\n")}
  };
  const valueAndGradient = (name, ...args) => {
    const { value, gradient } = program.valueAndGradient(name, args);
    return { value, gradient: Object.fromEntries(gradient) };
  };
  return { program, procedures, valueAndGradient };
}
`;
}

/** How a loader imports, finds its module, and exports. */
interface Parts {
  readonly head: string;
  readonly load: string;
}

function esModule({ wasm }: TypedModule): Parts {
  return {
    head: `import { loadModule } from "dmci-wasm";

const url = new URL(${JSON.stringify(`./${encodeURIComponent(wasm)}`)}, import.meta.url);

async function bytes() {
  if (url.protocol === "file:") return (await import("node:fs/promises")).readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`cannot load \${url}: \${response.status} \${response.statusText}\`);
  return response.arrayBuffer();
}
`,
    load: "export async function load(options)",
  };
}

function commonJs({ wasm }: TypedModule): Parts {
  return {
    head: `"use strict";
const { readFile } = require("node:fs/promises");
const { join } = require("node:path");

const bytes = () => readFile(join(__dirname, ${JSON.stringify(wasm)}));
`,
    load: `exports.load = async function load(options) {
  const { loadModule } = await import("dmci-wasm");
  return loadWith(loadModule, options);
};

async function loadWith(loadModule, options)`,
  };
}

// ---- the types ---------------------------------------------------------------------------------------------------------
export function loaderTypes(module: TypedModule): string {
  const signatures = module.procedures.map(
    (p) => `  readonly ${JSON.stringify(p.name)}: (${formals(p)}) => Value;`,
  );
  const names = module.parameters.map((name) => JSON.stringify(name)).join(" | ");
  return `// Written by dmci-wasm build --types from ${oneLine(module.source)}; build again instead of editing.
import type { Limits, Program, Value } from "dmci-wasm" with { "resolution-mode": "import" };

/** Names of the learnable constants. */
export type ParameterName = ${names === "" ? "never" : names};

/** What the program defines, by its Scheme names. */
export interface Procedures {
${signatures.join("\n")}
}

export interface LoadOptions extends Limits {
  /** Receives what the program displays; when absent it collects in \`program.output\`. */
  readonly onOutput?: (text: string) => void;
  /** Receives what it writes to its error port; when absent it collects in \`program.errorOutput\`. */
  readonly onErrorOutput?: (text: string) => void;
}

export interface Loaded {
  /** Everything else: setParameters, batch, hessian, … */
  readonly program: Program;
  readonly procedures: Procedures;
  /** Value of a call whose result is a number, and its derivative with respect to each learnable constant. */
  valueAndGradient<Name extends keyof Procedures>(
    name: Name,
    ...args: Parameters<Procedures[Name]>
  ): { readonly value: number; readonly gradient: Readonly<Record<ParameterName, number>> };
}

/** Loads ${oneLine(module.wasm)}, which lies beside this file. */
export declare function load(options?: LoadOptions): Promise<Loaded>;
`;
}

/** Scheme names as parameter names of TypeScript, made different from each other. */
function formals({ formals: names, rest }: Procedure): string {
  const used = new Set<string>();
  const unique = (name: string): string => {
    let candidate = identifier(name);
    while (used.has(candidate)) candidate += "_";
    used.add(candidate);
    return candidate;
  };
  const fixed = names.map((name) => `${unique(name)}: Value`);
  return [...fixed, ...(rest === undefined ? [] : [`...${unique(rest)}: readonly Value[]`])].join(", ");
}

/** Ends in a letter or digit of the name; reserved words get an underscore. */
function identifier(name: string): string {
  const camel = name.replace(
    /[^\p{L}\p{N}]+(.)?/gu,
    (_, next: string | undefined) => next?.toUpperCase() ?? "",
  );
  const plain = /^[\p{L}]/u.test(camel) ? camel : `x${camel}`;
  return RESERVED.has(plain) ? `${plain}_` : plain;
}

const RESERVED = new Set(
  "await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval".split(
    " ",
  ),
);

function oneLine(text: string): string {
  return text.replace(/[\s*/]+/g, " ");
}
