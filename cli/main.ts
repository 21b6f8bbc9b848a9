#!/usr/bin/env node
// The dmci-wasm command: parses the command line, hands over to one file per command, and turns failures into exit codes.
// Invariant: 0 done, 1 the program or data is wrong, 2 the command line is wrong, 130 interrupted.
import { Command, CommanderError } from "commander";
import { registerBench } from "./commands/bench.js";
import { registerBuild } from "./commands/build.js";
import { registerFit } from "./commands/fit.js";
import { registerGrad } from "./commands/grad.js";
import { registerGraph } from "./commands/graph.js";
import { registerInfo } from "./commands/info.js";
import { registerRepl } from "./commands/repl.js";
import { registerRun } from "./commands/run.js";
import { registerScore } from "./commands/score.js";
import { registerSearch } from "./commands/search.js";
import { registerStudy } from "./commands/study.js";
import { registerWorker } from "./commands/worker.js";
import { EXIT } from "./errors.js";
import { failureJson } from "./failure-json.js";
import { printJson } from "./json.js";
import { keptOutput } from "./output.js";
import { reportError } from "./report.js";
import { version } from "./version.js";

function commandLine(): Command {
  const program = new Command("dmci-wasm")
    .description("Scheme programs with exact gradients, on WebAssembly")
    .version(version())
    .showHelpAfterError("(--help shows what is possible)")
    .exitOverride()
    .hook("preAction", (_, command) => {
      json = command.optsWithGlobals().json === true;
    });
  for (const register of [
    registerBuild,
    registerRun,
    registerRepl,
    registerGrad,
    registerFit,
    registerSearch,
    registerWorker,
    registerScore,
    registerGraph,
    registerInfo,
    registerBench,
    registerStudy,
  ])
    register(program);
  return program;
}

/** A reader that has seen enough closes the pipe; that is not a failure. */
function endQuietlyOnClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.wrong);
    });
}

/** Set when the command that runs was given `--json`. */
let json = false;

/** Tells an error on stderr and, as far as the program and data are concerned, in the JSON object that was asked for. */
function fail(error: unknown): number {
  const code = reportError(error);
  if (json && code === EXIT.wrong) printJson(failureJson(error, keptOutput()));
  return code;
}

async function main(): Promise<void> {
  endQuietlyOnClosedPipes();
  // What fails outside the command's own promise (a watched folder that vanishes) is told like everything else.
  process.on("uncaughtException", (error) => process.exit(fail(error)));
  try {
    await commandLine().parseAsync();
  } catch (error) {
    // commander has printed its own message.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
    else process.exitCode = fail(error);
  }
}

await main();
