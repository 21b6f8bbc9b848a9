// The interpreted road: one instance of the frozen artifact, any number of programs, nothing compiled at run time.

import { ENTRY_LINES } from "../compiler/entries.js";
import type { Abi } from "./abi.js";
import { interpreterBytes } from "./assets.js";
import { type Entry, firstLine, parseEntries, placed } from "./entries.js";
import { LoadedProgram } from "./loaded.js";
import { Machine } from "./machine.js";
import { Procedures, pushTextAndNumber } from "./procedures.js";
import type { Program, ProgramOptions } from "./program.js";
import { resultValue, takeTable, warningOf } from "./values.js";

/** An instance of the interpreter. */
export interface Interpreter {
  /** Reads, expands and analyses a program; it can then be run and differentiated. Programs of one instance do not see each other. */
  load(source: string, options?: ProgramOptions): Program;
  /** The program in the core language, printed (docs/language.md). */
  printCore(source: string, options?: { readonly learn?: "parameters" | "literals" }): string;
}

const LITERALS = 1;
const TRUSTED = 2;

/**
 * Instantiates the artifact: the package's own, or the bytes or module given.
 * @throws SchemeError when the file cannot be read or is of another version.
 */
export async function loadInterpreter(wasm?: BufferSource | WebAssembly.Module): Promise<Interpreter> {
  return new Resident(await interpreterMachine(wasm));
}

/** The same, as the machine that the instance is. */
export async function interpreterMachine(wasm?: BufferSource | WebAssembly.Module): Promise<Machine> {
  const source = wasm ?? ((await interpreterBytes()) as BufferSource);
  const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
  const instance = new WebAssembly.Instance(module, {});
  return new Machine(instance.exports as unknown as Abi);
}

class Resident implements Interpreter {
  private readonly procedures: Procedures;
  constructor(private readonly machine: Machine) {
    this.procedures = new Procedures(machine);
  }

  load(source: string, options: ProgramOptions = {}): Program {
    const { machine } = this;
    const { abi } = machine;
    const entries = parseEntries(options.entries);
    const limits = {
      fuel: options.fuel,
      heap: options.heap,
      tape: options.tape,
      stack: options.stack,
      timeout: options.timeout,
    };
    const given = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
    machine.setLimits(given);
    const flags = (options.learn === "literals" ? LITERALS : 0) + (options.trusted ? TRUSTED : 0);
    const handles: number[] = [];
    try {
      const handle = this.procedures.keep("load-program", () => pushTextAndNumber(abi, source, flags));
      handles.push(handle);
      const prepared = new Map<string, number>();
      const prepare = (text: string, line: number): number => {
        const entry = this.procedures.keep("prepare-entry", () => {
          abi.pushArgument(abi.kept(handle));
          pushTextAndNumber(abi, text, line);
        });
        handles.push(entry);
        return entry;
      };
      entries.forEach((entry, index) => {
        prepared.set(entry.name, prepare(lambdaText(entry), firstLine(index) - 1));
      });
      abi.describeWarnings(handle);
      const warnings = takeTable(abi).map(warningOf);
      return new LoadedProgram({
        engine: "interpreter",
        machine,
        handle,
        source,
        entries,
        file: options.file,
        limits: given,
        onOutput: options.onOutput,
        onErrorOutput: options.onErrorOutput,
        warnings,
        find: (name) => prepared.get(name) ?? prepare(writtenName(name), ENTRY_LINES * (entries.length + 1)),
        release: () => {
          for (const one of handles) abi.release(one);
        },
      });
    } catch (error) {
      for (const one of handles) abi.release(one);
      throw placed(error, entries, options.file);
    }
  }

  printCore(source: string, options: { readonly learn?: "parameters" | "literals" } = {}): string {
    const { abi } = this.machine;
    const flags = options.learn === "literals" ? LITERALS : 0;
    return this.machine.run(
      () => {
        pushTextAndNumber(abi, source, flags);
        abi.startExport(this.procedures.index("print-core"));
      },
      () => resultValue(abi) as string,
    );
  }
}

/** The entry as a procedure; its expression begins on a line of its own, so that columns stay. */
function lambdaText(entry: Entry): string {
  return `(lambda (${entry.variables.map(writtenName).join(" ")})\n${entry.expression}\n)`;
}

/** A symbol that any name may be written as. */
function writtenName(name: string): string {
  return `|${name.replace(/[|\\]/g, "\\$&")}|`;
}
