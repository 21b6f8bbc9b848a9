// The interpreted road: one instance of the frozen artifact, any number of programs, nothing compiled at run time.

import type { Warning } from "../compiler/errors.js";
import { ENTRY_LINES } from "../compiler/expand/program.js";
import { type Abi, NONE } from "./abi.js";
import { interpreterBytes } from "./assets.js";
import { type Entry, firstLine, parseEntries, placed } from "./entries.js";
import { usageError } from "./errors.js";
import { LoadedProgram } from "./loaded.js";
import { Machine } from "./machine.js";
import type { Program, ProgramOptions } from "./program.js";
import { putText, resultValue, takeTable } from "./values.js";

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
  const source = wasm ?? ((await interpreterBytes()) as BufferSource);
  const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
  const instance = new WebAssembly.Instance(module, {});
  return new Resident(new Machine(instance.exports as unknown as Abi));
}

class Resident implements Interpreter {
  private readonly exports = new Map<string, number>();
  constructor(private readonly machine: Machine) {}

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
      const handle = this.invoke("load-program", () => pushTextAndNumber(abi, source, flags));
      handles.push(handle);
      const prepared = new Map<string, number>();
      const prepare = (text: string, line: number): number => {
        const entry = this.invoke("prepare-entry", () => {
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
        abi.startExport(this.index("print-core"));
      },
      () => resultValue(abi) as string,
    );
  }

  /** Calls a procedure of the interpreter and keeps what it answers. */
  private invoke(name: string, push: () => void): number {
    const { machine } = this;
    const { abi } = machine;
    return machine.run(
      () => {
        const index = this.index(name);
        push();
        abi.startExport(index);
      },
      () => {
        const handle = abi.keepResult();
        if (handle === NONE)
          throw usageError("this instance holds too many programs; dispose of some, or use another instance");
        return handle;
      },
    );
  }

  private index(name: string): number {
    let index = this.exports.get(name);
    if (index === undefined) {
      putText(this.machine.abi, name);
      index = this.machine.abi.findExport();
      if (index === NONE) throw usageError(`the module has no procedure ${name}: it is not the interpreter`);
      this.exports.set(name, index);
    }
    return index;
  }
}

function pushTextAndNumber(abi: Abi, text: string, n: number): void {
  putText(abi, text);
  abi.pushArgument(abi.makeString());
  abi.pushArgument(abi.makeExact(BigInt(n)));
}

/** The entry as a procedure; its expression begins on a line of its own, so that columns stay. */
function lambdaText(entry: Entry): string {
  return `(lambda (${entry.variables.map(writtenName).join(" ")})\n${entry.expression}\n)`;
}

/** A symbol that any name may be written as. */
function writtenName(name: string): string {
  return `|${name.replace(/[|\\]/g, "\\$&")}|`;
}

function warningOf([line, column, ...message]: string[]): Warning {
  return { line: Number(line), column: Number(column), message: message.join("\t") };
}
