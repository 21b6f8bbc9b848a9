// `build`: programs to self-contained WebAssembly modules.
// Invariant: files are written when all programs compile, each whole; a failure leaves what was there before.
import { basename, dirname, extname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { Pass } from "../../compiler/compile.js";
import type { Built } from "../../host/module.js";
import { CommandLineError, EXIT, InputError } from "../errors.js";
import { facts } from "../failure-json.js";
import { type OutputFile, readText, requireForms, requireWritable, writeAll } from "../files.js";
import { type Json, type JsonObject, printJson } from "../json.js";
import { type Job, jobsOfFolder, MANIFEST } from "../manifest.js";
import { between, type Learn, learnOption, withJson } from "../options.js";
import { note, reportError, reportWarnings } from "../report.js";
import { formatIn, loaderSource, loaderTypes, proceduresOf } from "../typed-loader.js";
import { type Round, watchAndRebuild } from "../watch.js";

/** The compiler's stages; named here because the compiler is loaded only when it is needed. */
const PASSES = ["read", "core", "direct", "flow", "wasm"] as const satisfies readonly Pass[];

interface BuildCommandOptions {
  readonly output?: string;
  readonly types?: boolean;
  readonly watch?: boolean;
  readonly learn?: Learn;
  readonly optimize?: number;
  readonly shrink?: number;
  readonly source: boolean;
  readonly dump?: Pass;
  readonly json?: boolean;
}

export function registerBuild(program: Command): void {
  withJson(
    program
      .command("build")
      .description(`compile programs to modules; without files, those of ${MANIFEST}, else every *.scm here`)
      .argument("[files...]", "Scheme programs")
      .option("-o, --output <file>", "the module's file (default: beside the source, .wasm)")
      .option("--types", "write a typed loader, too: OUT.js and OUT.d.ts")
      .option("--watch", "build again whenever a program changes")
      .addOption(learnOption())
      .option("--optimize <level>", "binaryen's optimisation level, 0 to 4", between(0, 4))
      .option("--shrink <level>", "binaryen's shrink level, 0 to 2", between(0, 2))
      .option("--no-source", "leave the program's text out of the module")
      .addOption(
        new Option("--dump <pass>", "print a stage of the compiler and write nothing").choices(PASSES),
      ),
  ).action(build);
}

async function build(files: readonly string[], options: BuildCommandOptions): Promise<void> {
  checkOptions(files, options);
  if (options.watch) return watchAndRebuild(() => plan(files, options));
  const jobs = jobsFor(files, options);
  if (options.dump) return dump(jobs, options.dump, options);
  const built = await buildAll(jobs, options);
  if (!built) process.exitCode = EXIT.wrong;
  else if (options.json) printJson(built.length === 1 ? summary(built[0]!) : { modules: built.map(summary) });
  else for (const module of built) process.stdout.write(`${line(module)}\n`);
}

function checkOptions(files: readonly string[], options: BuildCommandOptions): void {
  if (options.watch && (options.json || options.dump))
    throw new CommandLineError("--watch goes on for ever, so it cannot be combined with --json or --dump");
  if (options.dump && options.json)
    throw new CommandLineError("--dump prints text, so it cannot be combined with --json");
  if (options.output !== undefined && files.length > 1)
    throw new CommandLineError("-o names one module, so it needs one program");
  if (files.includes("-"))
    throw new CommandLineError("build takes files, not stdin: the module is written beside its source");
}

// ---- what to build -------------------------------------------------------------------------------------------------------
function jobsFor(files: readonly string[], options: BuildCommandOptions): Job[] {
  const jobs = files.length > 0 ? files.map((file) => ({ file })) : jobsOfFolder();
  if (options.output !== undefined && jobs.length > 1)
    throw new CommandLineError(`-o names one module, but there are ${jobs.length} programs here; name one`);
  if (options.dump && jobs.length > 1)
    throw new CommandLineError(`--dump prints one program, but there are ${jobs.length} here; name one`);
  checkOutputs(jobs, options);
  return jobs;
}

function outputOf(job: Job, options: BuildCommandOptions): string {
  const named = options.output ?? job.output;
  if (named !== undefined) return named;
  const name = `${basename(job.file, extname(job.file) === ".scm" ? ".scm" : "")}.wasm`;
  return job.outDir === undefined ? join(dirname(job.file), name) : join(job.outDir, name);
}

function outputsOf(job: Job, options: BuildCommandOptions): string[] {
  const output = outputOf(job, options);
  return [output, ...(wantsTypes(job, options) ? loaderFiles(output) : [])];
}

/** Two programs must not write one file, and none its own source. */
function checkOutputs(jobs: readonly Job[], options: BuildCommandOptions): void {
  const taken = new Map(jobs.map((job) => [resolve(job.file), job.file]));
  for (const job of jobs) {
    for (const path of outputsOf(job, options)) {
      const other = taken.get(resolve(path));
      if (other !== undefined)
        throw new InputError(
          other === job.file
            ? "the output would replace the program; give another name"
            : `${job.file} and ${other} would be written to the same file; give one another output`,
          path,
        );
      taken.set(resolve(path), job.file);
    }
  }
}

function wantsTypes(job: Job, options: BuildCommandOptions): boolean {
  return options.types ?? job.types ?? false;
}

function loaderFiles(output: string): [javascript: string, types: string] {
  const stem = output.endsWith(".wasm") ? output.slice(0, -".wasm".length) : output;
  return [`${stem}.js`, `${stem}.d.ts`];
}

// ---- building -------------------------------------------------------------------------------------------------------------
interface Module {
  readonly job: Job;
  readonly label: string;
  readonly text: string;
  readonly output: string;
  readonly built: Built;
}

async function compileJob(
  job: Job,
  options: BuildCommandOptions,
  onPass?: (pass: Pass, text: string) => void,
): Promise<Module> {
  const { label, text } = await readText(job.file);
  const { buildModule } = await import("../../host/module.js");
  const settings = {
    learn: options.learn ?? job.learn,
    optimize: options.optimize ?? job.optimize,
    shrink: options.shrink ?? job.shrink,
    dump: onPass,
  };
  try {
    const built = await buildModule(text, {
      ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
      // A module is the same wherever it is built: it knows the file's name, not its folder.
      file: basename(job.file),
      omitSource: !options.source || job.source === false,
    });
    if (built.exports.length === 0) requireForms(text, label);
    reportWarnings(built.warnings.map((warning) => ({ ...warning, file: label })));
    return { job, label, text, output: outputOf(job, options), built };
  } catch (error) {
    if (error instanceof Error && "file" in error && error.file === basename(job.file)) error.file = label;
    throw error;
  }
}

/** Compiles all and then writes all; undefined when one failed, after every failure has been reported. */
async function buildAll(jobs: readonly Job[], options: BuildCommandOptions): Promise<Module[] | undefined> {
  requireWritable(jobs.flatMap((job) => outputsOf(job, options)));
  const modules: Module[] = [];
  const errors: JsonObject[] = [];
  for (const job of jobs)
    try {
      modules.push(await compileJob(job, options));
    } catch (error) {
      reportError(error);
      errors.push(facts(error));
    }
  if (errors.length > 0) {
    if (options.json) printJson({ error: errors[0], ...(errors.length > 1 ? { errors } : {}) });
    return undefined;
  }
  writeAll(modules.flatMap((module) => filesOf(module, options)));
  return modules;
}

function filesOf({ job, text, output, built }: Module, options: BuildCommandOptions): OutputFile[] {
  const module = { path: output, contents: built.binary };
  if (!wantsTypes(job, options)) return [module];
  const [javascript, types] = loaderFiles(output);
  const exported = new Set(built.exports);
  const typed = {
    wasm: basename(output),
    source: basename(job.file),
    procedures: proceduresOf(text).filter((p) => exported.has(p.name)),
    parameters: built.parameters.map((p) => p.name),
  };
  const format = formatIn(dirname(output));
  return [
    module,
    { path: javascript, contents: loaderSource(typed, format) },
    { path: types, contents: loaderTypes(typed) },
  ];
}

async function dump(jobs: readonly Job[], pass: Pass, options: BuildCommandOptions): Promise<void> {
  const [job] = jobs;
  if (!job) return;
  let text = "";
  await compileJob(job, options, (found, content) => {
    if (found === pass) text = content;
  });
  process.stdout.write(text);
}

/** What a round of `--watch` builds; what cannot be planned (a wrong manifest) is told, and watched until it is right. */
function plan(files: readonly string[], options: BuildCommandOptions): Round {
  const folder = files.length === 0;
  try {
    const jobs = jobsFor(files, options);
    return { files: jobs.map((job) => job.file), folder, run: () => buildOnce(jobs, options) };
  } catch (error) {
    return { files, folder, run: async () => void reportError(error) };
  }
}

async function buildOnce(jobs: readonly Job[], options: BuildCommandOptions): Promise<void> {
  try {
    const built = await buildAll(jobs, options);
    for (const module of built ?? []) process.stdout.write(`${line(module)}\n`);
    note(
      built
        ? "watching for changes; Ctrl-C ends"
        : "watching for changes; the modules are those of the last good build",
    );
  } catch (error) {
    reportError(error);
  }
}

// ---- results --------------------------------------------------------------------------------------------------------------
function summary({ output, built }: Module): Json {
  return {
    output,
    bytes: built.binary.length,
    exports: built.exports,
    parameters: built.parameters.map(({ name, value, line: row, column }) => ({
      name,
      value,
      line: row,
      column,
    })),
    warnings: built.warnings.map(({ message, line: row, column }) => ({ message, line: row, column })),
  };
}

function line({ output, built }: Module): string {
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
  const names = count(built.exports.length, "definition");
  return `${output}: ${built.binary.length} bytes, ${names}, ${count(built.parameters.length, "learnable constant")}`;
}
