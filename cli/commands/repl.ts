// `repl`: enter forms one after another, on a terminal or through a pipe.
import type { Command } from "commander";
import type { Limits } from "../../host/machine.js";
import { EXIT } from "../errors.js";
import { readText } from "../files.js";
import { interruptible } from "../interrupt.js";
import { printJson } from "../json.js";
import { limitsOf, withJson, withLimits } from "../options.js";

interface ReplCommandOptions extends Limits {
  readonly json?: boolean;
}

export function registerRepl(program: Command): void {
  withLimits(
    withJson(
      program
        .command("repl")
        .description("enter expressions and definitions one after another; ,help in it tells more")
        .argument("[file]", "a Scheme program to begin with"),
    ),
  ).action(repl);
}

const PIPE = "<stdin>";

async function repl(file: string | undefined, options: ReplCommandOptions): Promise<void> {
  const [{ Repl }, { JsonSink, TextSink }, { onPipe, onTerminal, usesColour }] = await Promise.all([
    import("../repl/repl.js"),
    import("../repl/sink.js"),
    import("../repl/terminal.js"),
  ]);
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true && !options.json;
  const colour = terminal && usesColour();
  const out = (text: string): void => void process.stdout.write(text);
  const err = (text: string): void => void process.stderr.write(text);
  const text = new TextSink(out, err, colour ? ["\x1b[31m", "\x1b[0m"] : ["", ""]);
  const json = new JsonSink(err);
  const loop = await Repl.open({
    sink: options.json ? json : text,
    limits: limitsOf(options),
    ...(terminal ? {} : { file: PIPE }),
  });
  if (file !== undefined) {
    const program = await readText(file);
    await interruptible((signal) => loop.load(program.label, program.text, signal));
  }
  if (terminal && !loop.ended) {
    process.stdout.write("Scheme with exact gradients; ,help lists the commands, Ctrl-D ends.\n");
    await onTerminal(loop, text, colour);
  } else if (!loop.ended) await onPipe(loop);
  if (options.json) printJson(json.json());
  // Whoever sits at a terminal has seen what failed.
  if (terminal ? loop.endedBadly : loop.failed) process.exitCode = EXIT.wrong;
}
