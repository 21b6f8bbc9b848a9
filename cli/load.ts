// A program on either engine, for the commands that run one.
// Invariant: the interpreter's road never loads the compiler's code generator; its cold start is part of the contract.
import { entryAt } from "../host/entries.js";
import { SchemeError } from "../host/errors.js";
import type { Program, ProgramOptions } from "../host/program.js";
import { InputError } from "./errors.js";
import { type CommonOptions, limitsOf } from "./options.js";
import { firstForm } from "./places.js";
import { type PlacedWarning, rememberText, reportWarnings } from "./report.js";

/** Name of the entry that `--call` makes; messages show it as the option's name. */
export const CALL = "--call";

export interface LoadOptions
  extends Pick<ProgramOptions, "entries" | "learn" | "onOutput" | "onErrorOutput"> {
  /** The file's name in messages. */
  readonly label: string;
}

/** Loads a text with the engine and the limits of the command line, and prints its warnings. */
export async function loadProgram(
  text: string,
  common: CommonOptions,
  options: LoadOptions,
): Promise<Program> {
  const program = await openProgram(text, common, options);
  reportWarnings(placedWarnings(program, options));
  return program;
}

/** The same for callers that look at the warnings themselves. */
export async function openProgram(
  text: string,
  common: CommonOptions,
  options: LoadOptions,
): Promise<Program> {
  const { label, ...rest } = options;
  for (const [name, entry] of Object.entries(rest.entries ?? {}))
    rememberText(entryFile(name), typeof entry === "string" ? entry : entry.expression, name);
  return start(text, common.engine, { ...limitsOf(common), ...rest, file: label });
}

/** A program's warnings with the file, or the entry, that each is in. */
export function placedWarnings(program: Program, { label, entries = {} }: LoadOptions): PlacedWarning[] {
  const known = Object.keys(entries).map((name) => ({ name, expression: "", variables: [] }));
  return program.warnings.map(({ message, line, column }) => {
    const at = entryAt(known, line);
    return { message, file: at ? entryFile(at.entry.name) : label, line: at?.line ?? line, column };
  });
}

/** What the library calls an entry in errors. */
export function entryFile(name: string): string {
  return `(${name})`;
}

async function start(
  text: string,
  engine: CommonOptions["engine"],
  settings: ProgramOptions,
): Promise<Program> {
  if (engine === "interpreter") {
    const { loadInterpreter } = await import("../host/interpreter.js");
    return (await loadInterpreter()).load(text, settings);
  }
  const { compile } = await import("../host/compile.js");
  return compile(text, settings);
}

/** Runs a call of an entry; a failure that has no place of its own (a result of the wrong kind) is the expression's. */
export async function calling<T>(entry: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SchemeError) || error.line > 0) throw error;
    const { kind, message, irritants, trace, context } = error;
    const placed = new SchemeError(
      kind,
      message,
      { line: 1, column: 1 },
      { irritants, trace, file: entryFile(entry) },
    );
    placed.context = context;
    throw placed;
  }
}

/** An error that concerns the program as a whole. */
export function atFirstForm(
  message: string,
  { label, text }: { readonly label: string; readonly text: string },
): InputError {
  const { line = 1, column = 1 } = firstForm(text) ?? {};
  return new InputError(message, label, line, column);
}
