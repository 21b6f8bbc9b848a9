// `search`: co-search of programs and constants; all work is in search/.
// Invariant: progress goes to stderr, results to stdout; what has been accepted is in the run's journal, whatever ends the command.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { Elite, RunState, SeedRun, SeedsOptions, SessionOptions } from "../../search/index.js";
import { InputError } from "../errors.js";
import { requireWritable, writeAll } from "../files.js";
import { interruptible } from "../interrupt.js";
import { type Json, printJson } from "../json.js";
import { countFromZero, wholeNumber, withJson } from "../options.js";
import { seedsJson, seedsText } from "../search/seeds.js";
import { type View, viewOn } from "../search/view.js";
import { rounded, table } from "../table.js";

interface RunningOptions {
  readonly threads?: number;
  readonly queue?: string;
  readonly json?: boolean;
}
interface SearchOptions extends RunningOptions {
  readonly out?: string;
  readonly seed?: number;
}

export function registerSearch(program: Command): void {
  const threads = (): Option =>
    new Option("--threads <n>", "threads that run candidates; the result does not depend on it").argParser(
      wholeNumber,
    );
  const queue = (): Option =>
    new Option(
      "--queue <address>",
      "have candidates run by the workers of this queue, such as redis://127.0.0.1:6379; the result does not depend on it",
    );
  const search = withJson(
    program
      .command("search")
      .description("search for a program and its constants")
      .argument("<task>", "a task file (JSON, comments allowed); search init writes an example")
      .option("--out <folder>", "folder of the run (default: the task file's name without its ending)")
      .option("--seed <n>", "another seed than the task's", countFromZero)
      .addOption(threads())
      .addOption(queue()),
  ).action(begin);
  withJson(
    search
      .command("init")
      .description("write an example task with comments, its data and a start program")
      .argument("[folder]", "where to", "."),
  ).action(init);
  withJson(
    search
      .command("resume")
      .description("go on with a search that was interrupted")
      .argument("<folder>", "the run's folder")
      .addOption(threads())
      .addOption(queue()),
  ).action(resume);
  withJson(
    search
      .command("status")
      .description("show how far a search is and what it has found")
      .argument("<folder>", "the run's folder"),
  ).action(status);
  withJson(
    search
      .command("report")
      .description("write what a search has found as one HTML page")
      .argument("<folder>", "the run's folder")
      .option("-o, --output <file>", "where to (default: report.html in the run's folder)"),
  ).action(report);
}

async function begin(file: string, options: SearchOptions): Promise<void> {
  const { beginSearch, readTask } = await import("../../search/index.js");
  const task = readTask(file, options.seed === undefined ? {} : { seed: options.seed });
  const folder = options.out ?? folderOf(file);
  if (task.seeds) {
    const { beginSeeds } = await import("../../search/index.js");
    return runningSeeds(folder, options, (session) => beginSeeds(task, folder, session));
  }
  await running(folder, options, (session) => beginSearch(task, folder, session));
}

function folderOf(file: string): string {
  const folder = file.replace(/\.[^./\\]*$/, "");
  if (folder === file)
    throw new InputError("the run needs a folder of another name: give one with --out", file);
  return folder;
}

// commander takes options that `search` itself has as its own, also behind a subcommand.
async function resume(folder: string, _own: RunningOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<RunningOptions>();
  const { hasSeeds, resumeSearch, resumeSeeds } = await import("../../search/index.js");
  if (hasSeeds(folder)) return runningSeeds(folder, options, (session) => resumeSeeds(folder, session));
  await running(folder, options, (session) => resumeSearch(folder, session));
}

async function running(
  folder: string,
  options: RunningOptions,
  start: (session: SessionOptions) => Promise<RunState>,
): Promise<void> {
  const state = await viewing((view, signal) => start(sessionOf(view, signal, options)));
  show(folder, state, options);
}

/** Runs with a view, which is gone when the run has ended, however. */
async function viewing<T>(run: (view: View, signal: AbortSignal) => Promise<T>): Promise<T> {
  const view = await viewOn({ stream: process.stderr, now: () => performance.now() });
  return interruptible((signal) => run(view, signal)).finally(() => view.end());
}

function sessionOf(view: View, signal: AbortSignal, { queue, threads }: RunningOptions): SessionOptions {
  return {
    signal,
    onBatch: (state) => view.batch(state),
    onNote: (line) => view.note(line),
    ...(queue === undefined ? {} : { queue }),
    ...(threads === undefined ? {} : { threads }),
  };
}

async function runningSeeds(
  folder: string,
  options: RunningOptions,
  start: (session: SeedsOptions) => Promise<readonly SeedRun[]>,
): Promise<void> {
  const runs = await viewing((view, signal) =>
    start({
      ...sessionOf(view, signal, options),
      onSeed: (seed: number, own: string): void => view.note(`seed ${seed}, in ${own}`),
    }),
  );
  showSeeds(folder, runs, options);
}

function showSeeds(folder: string, runs: readonly SeedRun[], { json }: { readonly json?: boolean }): void {
  if (json) printJson(seedsJson(folder, runs, asJson));
  else process.stdout.write(seedsText(runs));
}

async function init(folder: string, _own: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<RunningOptions>();
  const { exampleFiles } = await import("../../search/index.js");
  const files = Object.entries(exampleFiles()).map(([name, contents]) => ({
    path: join(folder, name),
    contents,
  }));
  const taken = files.find(({ path }) => existsSync(path));
  if (taken) throw new InputError("is there already; choose another folder", taken.path);
  writeAll(files);
  const paths = files.map(({ path }) => path);
  if (options.json) printJson({ files: paths });
  else
    process.stdout.write(
      `${paths.map((path) => `wrote ${path}`).join("\n")}\nrun it: npx dmci-wasm search ${paths[0]} --out ${join(folder, "run")}\n`,
    );
}

async function status(folder: string, _own: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<RunningOptions>();
  const { hasSeeds, searchState, seedStates } = await import("../../search/index.js");
  if (hasSeeds(folder)) return showSeeds(folder, seedStates(folder), options);
  show(folder, searchState(folder), options);
}

interface ReportOptions extends RunningOptions {
  readonly output?: string;
}

async function report(folder: string, own: ReportOptions, command: Command): Promise<void> {
  const { json } = command.optsWithGlobals<ReportOptions>();
  const path = own.output ?? join(folder, "report.html");
  requireWritable([path]);
  const { reportOf } = await import("../../search/report/index.js");
  const contents = await reportOf(folder);
  writeAll([{ path, contents }]);
  if (json) printJson({ report: path, bytes: Buffer.byteLength(contents) });
  else process.stdout.write(`wrote ${path}\n`);
}

// ---- results --------------------------------------------------------------------------------------------------------------
function show(folder: string, state: RunState, { json }: { readonly json?: boolean }): void {
  if (json) printJson(asJson(folder, state));
  else process.stdout.write(asText(state));
}

function asJson(folder: string, state: RunState): Json {
  const { archive, end } = state;
  return {
    folder,
    name: state.task.name,
    seed: state.task.seed,
    mode: state.fast ? "fast" : "deterministic",
    repeatable: state.repeatable,
    backend: state.task.backend,
    ended: end?.reason ?? null,
    batches: state.batch,
    proposed: archive.proposed,
    evaluated: archive.evaluated,
    budget: state.task.budget as unknown as Json,
    seconds: state.seconds,
    usage: state.usage as unknown as Json,
    funnel: archive.funnel(),
    faults: state.faults,
    front: archive.front().map((elite) => describe(state, elite)),
    lineage: archive.hall(1).flatMap(({ hash }) =>
      archive.lineage(hash).map(({ hash: ancestor, batch, operator, score }) => ({
        hash: ancestor,
        batch,
        operator,
        validationLoss: score.validationLoss,
      })),
    ),
    best: archive.hall(10).map((elite) => describe(state, elite)),
  };
}

function describe(state: RunState, elite: Elite): Json {
  const { hash, text, complexity, behaviour, score, batch, island, proposer, operator, parents } = elite;
  return {
    hash,
    program: text,
    complexity,
    behaviour,
    trainLoss: score.trainLoss,
    validationLoss: score.validationLoss,
    validationStandardError: score.validationStandardError,
    testLoss: testLossOf(state, elite),
    converged: score.converged,
    constants: score.calibrated.map(({ group, parameters, standardErrors }) => ({
      group,
      parameters,
      standardErrors,
    })),
    batch,
    island,
    proposer,
    operator,
    parents,
  };
}

function testLossOf({ end }: RunState, { hash }: Elite): number | null {
  return end?.finalists.find((finalist) => finalist.hash === hash)?.testLoss ?? null;
}

function asText(state: RunState): string {
  const { archive, end } = state;
  const [best] = archive.hall(1);
  const lines = [
    `${state.task.name}: ${end ? `ended, ${end.reason}` : "not ended; search resume goes on"}`,
    `${archive.proposed} programs proposed, ${archive.evaluated} evaluated, ${state.batch} batches, ${rounded(state.seconds, 3)} s`,
    ...(state.usage.requests > 0
      ? [
          `${state.usage.requests} answers of language models, ${state.usage.tokens} tokens, cost ${rounded(state.usage.cost, 4)}`,
        ]
      : []),
  ];
  const funnel = archive.funnel();
  const rejected = [
    ["rejected at", "because", "count"],
    ...funnel.map((f) => [f.stage, f.code, String(f.count)]),
  ];
  const front = archive.front().map((elite) => {
    const test = testLossOf(state, elite);
    const { trainLoss, validationLoss, converged } = elite.score;
    return [
      String(elite.complexity),
      rounded(trainLoss, 5),
      rounded(validationLoss, 5),
      test === null ? "" : rounded(test, 5),
      converged ? "" : "not converged",
      elite.hash.slice(0, 8),
    ];
  });
  const header = ["nodes", "training loss", "validation loss", end ? "test loss" : "", "", "program"];
  return [
    `${lines.join("\n")}\n`,
    ...(funnel.length > 0 ? [table(rejected)] : []),
    ...(best
      ? [table([header, ...front]), `The best:\n${best.text}\n`, constants(best)]
      : ["Nothing works yet.\n"]),
  ].join("\n");
}

function constants({ score }: Elite): string {
  const many = score.calibrated.length > 1;
  const rows = score.calibrated.slice(0, 20).flatMap(({ group, parameters, standardErrors }) =>
    Object.entries(parameters).map(([name, value]) => {
      const error = standardErrors[name];
      return [...(many ? [group] : []), name, rounded(value, 7), error == null ? "none" : rounded(error)];
    }),
  );
  if (rows.length === 0) return "";
  return table([[...(many ? ["group"] : []), "constant", "value", "standard error"], ...rows]);
}
