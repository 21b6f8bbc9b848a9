// The side of the threads: how a function becomes a job, and the programs that jobs run.
// Invariant: a thread instantiates the shared interpreter once; what a job loads, it disposes of.
import { workerData } from "node:worker_threads";
import { type Interpreter, loadInterpreter } from "../../host/interpreter.js";
import { loadModule } from "../../host/module.js";
import type { Program, ProgramOptions } from "../../host/program.js";
import { failureOf } from "./failure.js";
import type { Reply, SharedModules } from "./pool.js";

/** A program as a job names it: a text for the interpreter, or one of the modules that the threads were opened with. */
export type JobProgram =
  | (Pick<ProgramOptions, "entries" | "file" | "learn" | "fuel" | "heap" | "tape" | "stack" | "timeout"> & {
      readonly text: string;
    })
  | { readonly module: string };

/** Makes a job of a function: its errors are told to the other side as data. */
export function job<Input, Result>(
  run: (input: Input) => Result | Promise<Result>,
): (input: Input) => Promise<Reply> {
  return async (input) => {
    try {
      return { result: await run(input) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };
}

/** Loads the job's program, lets `use` have it, and gives its memory back. */
export async function withProgram<T>(
  program: JobProgram,
  use: (program: Program) => T | Promise<T>,
): Promise<T> {
  const loaded = await load(program);
  try {
    return await use(loaded);
  } finally {
    loaded.dispose();
  }
}

let latest: { readonly key: string; readonly loaded: Program } | undefined;

/** As withProgram, but the program stays loaded until a job asks for another: for many small jobs of one program. */
export async function withLatest<T>(program: JobProgram, use: (program: Program) => T): Promise<T> {
  const key = JSON.stringify(program);
  if (latest?.key !== key) {
    latest?.loaded.dispose();
    latest = undefined;
    latest = { key, loaded: await load(program) };
  }
  return use(latest.loaded);
}

async function load(program: JobProgram): Promise<Program> {
  if ("module" in program) {
    const module = shared().programs[program.module];
    if (!module) throw new Error(`the threads were opened without a program "${program.module}"`);
    return loadModule(module);
  }
  const { text, ...options } = program;
  return (await interpreter()).load(text, options);
}

let instance: Promise<Interpreter> | undefined;

/** This thread's instance of the shared interpreter. */
export function interpreter(): Promise<Interpreter> {
  instance ??= loadInterpreter(shared().interpreter);
  return instance;
}

/** Tinypool puts its own data in front. */
function shared(): SharedModules {
  return (workerData as readonly [unknown, SharedModules])[1];
}
