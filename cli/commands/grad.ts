// `grad`: the value of an expression and its derivative with respect to every learnable constant of the program.
import type { Command } from "commander";
import { type Explanation, explainGradient } from "../../host/explain.js";
import type { Program, ValueAndGradient } from "../../host/program.js";
import { annotate } from "../annotate.js";
import { EXIT, InputError } from "../errors.js";
import { readText } from "../files.js";
import { type Checked, checkGradient, checkTable, explanations, isRefuted } from "../gradient-check.js";
import { interruptible } from "../interrupt.js";
import { type JsonObject, printJson } from "../json.js";
import { atFirstForm, CALL, calling, entryFile, loadProgram } from "../load.js";
import { type CommonOptions, type Learn, learnOption, withRunOptions } from "../options.js";
import { ProgramOutput } from "../output.js";
import { note, remark } from "../report.js";
import { number, table } from "../table.js";

interface GradOptions extends CommonOptions {
  readonly call: string;
  readonly learn?: Learn;
  readonly check?: boolean;
  readonly annotate?: boolean;
  readonly hessian?: boolean;
  readonly explain?: boolean;
}

export function registerGrad(program: Command): void {
  withRunOptions(
    program
      .command("grad")
      .description("print the value of an expression and its gradient")
      .argument("<file>", "a Scheme program, or - for stdin")
      .requiredOption("--call <expression>", "the expression to differentiate, evaluated in the program")
      .addOption(learnOption())
      .option("--check", "compare with central differences; exit code 1 when they disagree")
      .option("--annotate", "print the program with each constant's derivative beside it")
      .option("--explain", "tell where derivatives that are not finite come from")
      .option("--hessian", "second derivatives, too"),
  ).action(grad);
}

/** Everything that was asked for, computed before anything is printed. */
interface Result extends ValueAndGradient {
  readonly unreached: ReadonlySet<string>;
  readonly hessian?: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly checked?: readonly Checked[];
  readonly explained?: readonly Explanation[];
}

async function grad(file: string, options: GradOptions): Promise<void> {
  const { label, text } = await readText(file);
  // The annotated program and the JSON object stand alone on stdout.
  const output = new ProgramOutput(options.json === true || options.annotate === true);
  let evaluations = 0;
  const program = await loadProgram(text, options, {
    label,
    entries: { [CALL]: options.call },
    ...(options.learn ? { learn: options.learn } : {}),
    // Further evaluations would only display the same again.
    onOutput: (shown) => {
      if (evaluations === 0) output.receive(shown);
    },
    onErrorOutput: (shown) => {
      if (evaluations === 0) output.receiveErrors(shown);
    },
  });
  if (program.parameters.size === 0) throw atFirstForm(nothingToLearn(options.learn), { label, text });
  const first = await calling(CALL, () =>
    interruptible((signal) => program.valueAndGradientAsync(CALL, [], { signal })),
  );
  evaluations++;
  const result = complete(program, first, options);
  if (options.json)
    printJson({ ...asJson(result, program, text, options), output: output.collected || undefined });
  else if (options.annotate) process.stdout.write(annotated(program, text, result, options.call));
  else output.printLine(asText(result).trimEnd());
  tellNonFinite(result, options, label);
  if (result.checked) conclude(result.checked);
}

function nothingToLearn(learn: Learn | undefined): string {
  return learn === "literals"
    ? "the program has nothing to learn: neither define-parameter nor an inexact literal such as 0.5"
    : "the program has no parameters; write (define-parameter name value), or use --learn literals";
}

function complete(program: Program, first: ValueAndGradient, options: GradOptions): Result {
  const zeros = [...first.gradient.values()].some((derivative) => derivative === 0);
  const unreached = zeros ? program.unreached(CALL) : new Set<string>();
  if (unreached.size === program.parameters.size)
    throw new InputError(
      `no parameter is reached: the value depends on none of ${[...program.parameters.keys()].slice(0, 10).join(", ")}`,
      entryFile(CALL),
      1,
      1,
    );
  return {
    ...first,
    unreached,
    ...(options.hessian ? { hessian: program.hessian(CALL).hessian } : {}),
    ...(options.explain ? { explained: explainGradient(program.graph(CALL), first.gradient) } : {}),
    ...(options.check ? { checked: checkGradient(program, CALL, first) } : {}),
  };
}

function asJson(result: Result, program: Program, text: string, options: GradOptions): JsonObject {
  const { value, gradient, unreached, hessian, checked, explained } = result;
  return {
    value,
    gradient,
    unreached: unreached.size > 0 ? [...unreached] : undefined,
    hessian,
    explained: explained?.map(({ names, message, line, column, entry }) => ({
      names: [...names],
      message,
      line,
      column,
      entry,
    })),
    check: checked && {
      agrees: !isRefuted(checked),
      parameters: new Map(
        checked.map(({ name, differences, relative, verdict }) => [
          name,
          { difference: differences.central.derivative, error: differences.central.error, relative, verdict },
        ]),
      ),
    },
    annotated: options.annotate ? annotated(program, text, result, options.call) : undefined,
  };
}

function annotated(program: Program, text: string, result: Result, call: string): string {
  const remarks = [...program.parameters.values()].map(({ name, line, column }) => ({
    name,
    line,
    column,
    derivative: result.gradient.get(name) ?? 0,
    unreached: result.unreached.has(name),
  }));
  const ended = text.endsWith("\n") ? text : `${text}\n`;
  return `${annotate(ended, remarks)}; ${call.replace(/\s+/g, " ")} = ${number(result.value)}\n`;
}

function asText({ value, gradient, unreached, hessian, checked }: Result): string {
  const names = [...gradient.keys()];
  const parts = [`value ${number(value)}\n`];
  if (checked)
    parts.push(checkTable(checked, unreached), ...explanations(checked).map((line) => `${line}\n`));
  else
    parts.push(
      table([
        ["name", "derivative"],
        ...names.map((name) => [
          name,
          number(gradient.get(name) ?? 0),
          unreached.has(name) ? "unreached" : "",
        ]),
      ]),
    );
  if (hessian)
    parts.push(
      table([
        ["hessian", ...names],
        ...names.map((row) => [row, ...names.map((column) => number(hessian.get(row)?.get(column) ?? 0))]),
      ]),
    );
  return parts.join("");
}

/** Derivatives that are not finite are never passed over: where they come from, or how to see it. */
function tellNonFinite({ gradient, explained }: Result, { explain }: GradOptions, label: string): void {
  const names = [...gradient].filter(([, derivative]) => !Number.isFinite(derivative)).map(([name]) => name);
  if (names.length > 0 && !explain)
    note(`not finite: the derivative by ${listed(names)}; --explain tells where that comes from`);
  if (explain && names.length === 0) note("every derivative is finite");
  for (const { names: concerned, message, line, column, entry } of explained ?? [])
    remark(
      { file: entry === undefined ? label : entryFile(entry), line, column },
      `${message}; not finite from here on: the derivative by ${listed(concerned)}`,
    );
}

function listed(names: readonly string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
}

/** The verdict on stderr, so that it can be read beside `--json`, too. */
function conclude(checked: readonly Checked[]): void {
  const wrong = checked.filter((c) => c.verdict === "disagrees");
  if (wrong.length > 0) {
    note(
      `check: ${wrong.length} of ${checked.length} derivatives disagree with central differences: ${wrong.map((c) => c.name).join(", ")}`,
    );
    process.exitCode = EXIT.wrong;
    return;
  }
  const unclear = checked.filter((c) => c.verdict === "unresolved").length;
  const rest = unclear === 0 ? "" : `; ${unclear} could not be resolved`;
  note(`check: no derivative disagrees with central differences${rest}`);
}
