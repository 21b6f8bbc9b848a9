// `run`: what a program displays, then the value of an expression in it or of its last form.
import type { Command } from "commander";
import { parseNumber } from "../../compiler/number.js";
import type { Program } from "../../host/program.js";
import type { Value } from "../../host/values.js";
import { CommandLineError, InputError } from "../errors.js";
import { compileModule, type InputFile, isWasm, readInput, requireForms, textOf } from "../files.js";
import { interruptible } from "../interrupt.js";
import { printJson } from "../json.js";
import { literalCall } from "../literal-call.js";
import { CALL, loadProgram } from "../load.js";
import { type CommonOptions, limitsOf, withRunOptions } from "../options.js";
import { ProgramOutput } from "../output.js";
import { rememberText } from "../report.js";

interface RunCommandOptions extends CommonOptions {
  readonly call?: string;
}

export function registerRun(program: Command): void {
  withRunOptions(
    program
      .command("run")
      .description("run a program and print the value of an expression in it, or of its last form")
      .argument("<file>", "a Scheme program, a module that `build` wrote, or - for stdin")
      .option("--call <expression>", "the expression to evaluate in the program"),
  ).action(run);
}

/** A loaded program and the call that was asked for; no name means the last form. */
interface Task {
  readonly program: Program;
  readonly name?: string;
  readonly args?: readonly Value[];
}

async function run(file: string, options: RunCommandOptions): Promise<void> {
  const output = new ProgramOutput(options.json === true);
  const input = await readInput(file);
  const { program, name, args } = isWasm(input.bytes)
    ? await moduleTask(input, options, output)
    : await sourceTask(input, options, output);
  const value = await interruptible((signal) => program.writeAsync(name, args, { signal }));
  if (options.json) printJson({ value, number: numberOf(value), output: output.collected });
  else if (value !== "") output.printLine(value);
}

async function sourceTask(
  input: InputFile,
  options: RunCommandOptions,
  output: ProgramOutput,
): Promise<Task> {
  const { call } = options;
  const text = textOf(input);
  const program = await loadProgram(text, options, {
    label: input.label,
    onOutput: output.receive,
    onErrorOutput: output.receiveErrors,
    ...(call === undefined ? {} : { entries: { [CALL]: call } }),
  });
  if (call !== undefined) return { program, name: CALL };
  if (program.names.length === 0) requireForms(text, input.label);
  return { program };
}

/** A built module is called without a compiler, so `--call` can only be a procedure applied to constants. */
async function moduleTask(
  input: InputFile,
  options: RunCommandOptions,
  output: ProgramOutput,
): Promise<Task> {
  if (options.engine === "interpreter")
    throw new CommandLineError(
      `${input.label} is a built module; --engine interpreter needs the source text`,
    );
  const { describeModule, loadModule } = await import("../../host/module.js");
  const module = await compileModule(input);
  const description = describeModule(module);
  if (!description) throw new InputError("is a module, but not one that dmci-wasm build wrote", input.label);
  if (description.file !== null && description.source !== null)
    rememberText(description.file, description.source);
  const program = await loadModule(module, {
    ...limitsOf(options),
    onOutput: output.receive,
    onErrorOutput: output.receiveErrors,
  });
  return options.call === undefined ? { program } : { program, ...literalCall(options.call, CALL) };
}

/** The number that a written value is; numbers are the only values that are written so. */
function numberOf(written: string): number | null {
  const number = parseNumber(written);
  return number === undefined ? null : Number(number);
}
