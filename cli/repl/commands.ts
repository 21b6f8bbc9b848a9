// The commands of the read-eval-print loop, as a table: one entry a command.
import { PASSES, type Pass } from "../../compiler/passes.js";
import type { Entered, EntryOptions, Session } from "../../host/session.js";
import { InputError } from "../errors.js";
import { readText } from "../files.js";
import { number, rounded, table } from "../table.js";
import { helpFor } from "./help.js";
import type { Sink } from "./sink.js";

/** What a command works with. */
export interface CommandContext {
  readonly session: Session;
  readonly sink: Sink;
  /** What follows the command's name, without blanks around it. */
  readonly argument: string;
  /** The entered text with blanks in place of the name: errors of its forms have their true columns. */
  readonly entered: string;
  /** Place and signal of the entry. */
  readonly options: EntryOptions;
  /** Enters a text, telling its warnings. */
  evaluate(text: string, also?: EntryOptions): Promise<Entered>;
  /** Ends the loop. */
  end(): void;
}

export interface ReplCommand {
  readonly name: string;
  /** What follows the name, for the list of commands. */
  readonly takes: string;
  readonly summary: string;
  /** Whether forms follow, which may go on over several lines. */
  readonly takesForms: boolean;
  run(context: CommandContext): Promise<void>;
}

export const commands: readonly ReplCommand[] = [
  {
    name: "grad",
    takes: "EXPR",
    summary: "value of an expression and its derivative by every parameter",
    takesForms: true,
    run: grad,
  },
  {
    name: "time",
    takes: "EXPR",
    summary: "evaluate, and tell the time, the steps and the collections that it took",
    takesForms: true,
    run: time,
  },
  {
    name: "expand",
    takes: "FORM",
    summary: "the form in the core language, all macros expanded",
    takesForms: true,
    run: expand,
  },
  {
    name: "dump",
    takes: "PASS EXPR",
    summary: `what the compiler makes of an expression by itself; PASS is ${PASSES.join(", ")}`,
    takesForms: true,
    run: dump,
  },
  { name: "load", takes: "FILE", summary: "enter all forms of a file", takesForms: false, run: load },
  {
    name: "help",
    takes: "[NAME]",
    summary: "this list; or what a procedure, form or command does",
    takesForms: false,
    run: help,
  },
  {
    name: "quit",
    takes: "",
    summary: "end (also Ctrl-D)",
    takesForms: false,
    run: async ({ end }) => end(),
  },
];

export function commandNamed(name: string): ReplCommand | undefined {
  return commands.find((command) => command.name === name);
}

async function grad(context: CommandContext): Promise<void> {
  requireArgument(context, "grad");
  const { session, sink, entered, options } = context;
  if (session.parameters.size === 0)
    throw wrong(context, "the session has no parameters; enter (define-parameter name value) first");
  const { value, gradient, unreached } = await session.gradient(entered, options);
  const rows = [...session.parameters].map(([name, parameter]) => [
    name,
    number(parameter.value),
    number(gradient.get(name) ?? 0),
    unreached.has(name) ? "unreached" : "",
  ]);
  sink.value(`value ${number(value)}`);
  for (const line of table([["name", "value", "derivative"], ...rows])
    .trimEnd()
    .split("\n"))
    sink.value(line);
}

async function time(context: CommandContext): Promise<void> {
  requireArgument(context, "time");
  const { sink, entered } = context;
  const started = performance.now();
  const { steps, collections } = await context.evaluate(entered, { onValue: (value) => sink.value(value) });
  const milliseconds = rounded(performance.now() - started);
  sink.value(`time ${milliseconds} ms, ${count(steps, "step")}, ${count(collections, "collection")}`);
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}

async function expand(context: CommandContext): Promise<void> {
  requireArgument(context, "expand");
  const core = await context.session.expand(context.entered, context.options);
  for (const line of core.trimEnd().split("\n")) context.sink.value(line);
}

async function dump(context: CommandContext): Promise<void> {
  const { sink, entered, options } = context;
  const [, before = "", name = ""] = /^(\s*)(\S*)/.exec(entered) ?? [];
  const pass = PASSES.find((known) => known === name);
  if (!pass)
    throw wrong(
      context,
      `,dump PASS EXPR needs a pass of the compiler: ${PASSES.join(", ")}; got ${name === "" ? "nothing" : name}`,
    );
  const text = before + " ".repeat(name.length) + entered.slice(before.length + name.length);
  if (text.trim() === "") throw wrong(context, `,dump ${pass} needs an expression`);
  for (const line of (await dumped(text, pass, options)).trimEnd().split("\n")) sink.value(line);
}

/** The compiler is loaded when it is first asked for. */
async function dumped(text: string, pass: Pass, { file, line = 1 }: EntryOptions): Promise<string> {
  const { compile } = await import("../../host/compile.js");
  let found = "";
  const program = await compile("\n".repeat(line - 1) + text, {
    ...(file === undefined ? {} : { file }),
    dump: (made, content) => {
      if (made === pass) found = content;
    },
  });
  program.dispose();
  return found;
}

async function load(context: CommandContext): Promise<void> {
  requireArgument(context, "load");
  const { label, text } = await readText(context.argument.replace(/^"(.*)"$/, "$1"));
  await context.evaluate(text, { file: label, line: 1 });
}

async function help(context: CommandContext): Promise<void> {
  const { sink, argument, session } = context;
  const lines = argument === "" ? overview() : helpFor(argument, commands, session.names);
  if (!lines.known) throw wrong(context, lines.message);
  for (const line of lines.lines) sink.value(line);
}

function overview(): { readonly known: true; readonly lines: readonly string[] } {
  const rows = commands.map(({ name, takes, summary }) => [`,${name} ${takes}`, summary]);
  return {
    known: true,
    lines: [
      ...table(rows).trimEnd().split("\n"),
      "Everything else is Scheme, entered and evaluated. Ctrl-C stops it.",
    ],
  };
}

function requireArgument(context: CommandContext, name: string): void {
  if (context.argument === "")
    throw wrong(context, `,${name} ${commandNamed(name)?.takes ?? ""} needs its argument`);
}

function wrong({ options: { file, line = 1 }, entered }: CommandContext, message: string): InputError {
  return new InputError(message, file, line, entered.search(/\S|$/) + 1);
}
