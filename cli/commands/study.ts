// `study`: the published experiments, by name; all work is in studies/.
import { join } from "node:path";
import type { Command } from "commander";
import type { Load, Study } from "../../studies/index.js";
import { CommandLineError, EXIT } from "../errors.js";
import { requireWritable } from "../files.js";
import { interruptible } from "../interrupt.js";
import { type Json, printJson } from "../json.js";
import { type CommonOptions, limitsOf, withRunOptions } from "../options.js";
import { explaining, note } from "../report.js";

interface StudyCommandOptions extends CommonOptions {
  readonly quick?: boolean;
  readonly only?: string;
  readonly out?: string;
  readonly ersst?: string;
}

export function registerStudy(program: Command): void {
  withRunOptions(
    program
      .command("study")
      .description("run a published experiment on its data")
      .argument("<name>", "the study, for example battery; an unknown name lists them all")
      .option("--quick", "a reduced version")
      .option("--only <text>", "only the parts whose name contains the text")
      .option("--ersst <file>", "NOAA's sst.mnmean.nc (ERSSTv5), for the study enso")
      .option(
        "--out <folder>",
        "write plots, tables and programs into this folder; enso goes on from what it finds there",
      ),
  ).action(study);
}

async function study(name: string, options: StudyCommandOptions, command: Command): Promise<void> {
  const { studies, writeStudyFiles } = await import("../../studies/index.js");
  const chosen = Object.hasOwn(studies, name) ? studies[name] : undefined;
  if (!chosen)
    throw new CommandLineError(`there is no study ${JSON.stringify(name)}; there are:\n${list(studies)}`);
  if (chosen.bothEngines && command.getOptionValueSource("engine") === "cli")
    throw new CommandLineError(`the study ${name} compares both engines; leave out --engine`);
  if (chosen.searches && command.getOptionValueSource("engine") === "cli")
    throw new CommandLineError(`the study ${name} runs programs in the interpreter; leave out --engine`);
  if (options.ersst !== undefined && !chosen.readsErsst)
    throw new CommandLineError(`the study ${name} has no use for --ersst`);
  // Asked before the work, for a file in the folder.
  if (options.out !== undefined) requireWritable([join(options.out, "study")]);
  const engine = chosen.searches ? "interpreter" : options.engine;
  const load = chosen.bothEngines ? unused : await loader({ ...options, engine });
  const outcome = await explaining(`the study ${name}`, () =>
    interruptible((signal) =>
      chosen.run({
        load,
        limits: limitsOf(options),
        quick: options.quick === true,
        ...(options.only === undefined ? {} : { only: options.only }),
        ...(options.ersst === undefined ? {} : { ersst: options.ersst }),
        ...(options.out === undefined ? {} : { folder: options.out }),
        ...(process.stderr.isTTY ? { onProgress: showProgress } : {}),
        signal,
      }),
    ),
  );
  const { out } = options;
  const files =
    out === undefined ? [] : await explaining(`writing into ${out}`, () => writeStudyFiles(outcome, out));
  if (options.json) printJson(outcome.report as unknown as Json);
  else process.stdout.write([outcome.text.trimEnd(), ...files.map((file) => `wrote ${file}`), ""].join("\n"));
  if (outcome.failure !== undefined) {
    note(`error: ${outcome.failure}`);
    process.exitCode = EXIT.wrong;
  }
}

function list(studies: Readonly<Record<string, Study>>): string {
  return Object.entries(studies)
    .map(([name, { summary }]) => `  ${name}: ${summary}`)
    .join("\n");
}

/** A study of both engines loads its programs itself. */
const unused: Load = () => {
  throw new Error("this study was given no engine");
};

/** All programs of a study share one interpreter; compiled ones are instances of their own. */
async function loader(options: StudyCommandOptions): Promise<Load> {
  const limits = limitsOf(options);
  if (options.engine === "interpreter") {
    const { loadInterpreter } = await import("../../host/interpreter.js");
    const interpreter = await loadInterpreter();
    return (source, settings) => interpreter.load(source, { ...limits, ...settings });
  }
  const { compile } = await import("../../host/compile.js");
  return (source, settings) => compile(source, { ...limits, ...settings });
}

/** One line on the terminal, written over and over. */
function showProgress(message: string, share: number): void {
  const line = `${Math.round(100 * share)} % ${message}`.slice(0, 100);
  process.stderr.write(`\r\u001b[K${line}${share >= 1 ? "\r\u001b[K" : ""}`);
}
