// `fit`: calibrates a program's constants to the columns of a CSV file.
// Invariant: results are written after the fit has succeeded, each file whole; only constants of the program's text change.
import { type Command, Option } from "commander";
import { OPTIMIZERS } from "../../calibrate/fit/options.js";
import type { Fit } from "../../calibrate/index.js";
import type { Program } from "../../host/program.js";
import { EXIT, InputError } from "../errors.js";
import { type OutputFile, readText, requireWritable, writeAll } from "../files.js";
import { fitOptions, stateOf } from "../fit/asked.js";
import { heldOut } from "../fit/held-out.js";
import { gatherPrior, lossOf, numberOrColumn, validationOf } from "../fit/noise-options.js";
import {
  checkFiles,
  delimiterOf,
  type FitCommandOptions,
  gatherColumn,
  outputsOf,
  PREDICT,
} from "../fit/options.js";
import { loadingOf, openWithEntries } from "../fit/program.js";
import { progressOn, SILENT } from "../fit/progress.js";
import { reportFor } from "../fit/report.js";
import { asJson, asText, formulasOf, moduleOf } from "../fit/results.js";
import { prepare, type Task } from "../fit/task.js";
import { stoppable } from "../interrupt.js";
import { printJson } from "../json.js";
import { atFirstForm, calling, entryFile } from "../load.js";
import {
  countFromZero,
  learnOption,
  limitsOf,
  positiveNumber,
  shareOf,
  wholeNumber,
  withRunOptions,
} from "../options.js";
import { note } from "../report.js";

const HELP = `
Columns are variables in the expressions. A unit in a header, as in "temperature [°C]" or "t (s)", is not part of the name.
Ctrl-C ends the fit, prints and writes the best so far, and exits with code 130; a second Ctrl-C writes nothing.
Ctrl-C is obeyed between two evaluations of the data; --timeout or --fuel bounds each of them.
Every file is written whole or not at all.`;

export function registerFit(program: Command): void {
  withRunOptions(
    program
      .command("fit")
      .description("calibrate a program's constants to data")
      .argument("<program>", "a Scheme program, or - for stdin")
      .argument(
        "<data>",
        "CSV or TSV whose first row names the columns, or JSON lines; also gzip; - for stdin",
      )
      .requiredOption("--predict <expression>", "the prediction for a row; columns are variables in it")
      .requiredOption("--target <column>", "the column to predict")
      .option(
        "--holdout <rows>",
        "a fraction (the last rows), or an expression that is true for rows to hold out",
      )
      .addOption(
        new Option("--format <format>", "what the data are (default: by the file's name, else csv)").choices([
          "csv",
          "tsv",
          "jsonl",
        ]),
      )
      .option("--delimiter <character>", 'between cells, or "tab" (default: "," in CSV)', delimiterOf)
      .addOption(
        new Option("--decimal <mark>", "before the fraction of a number; with comma, cells end at ;")
          .choices(["point", "comma"])
          .default("point"),
      )
      .option("--column <name=header>", "call a column by another name; can be repeated", gatherColumn)
      .addOption(
        new Option("--missing <what>", "rows that lack a value (empty, NA, NaN, null): an error, or left out")
          .choices(["error", "skip"])
          .default("error"),
      )
      .option("--loss <loss>", "least-squares, gaussian, huber, student-t, poisson, or an expression", lossOf)
      .option("--sigma <number|column>", "standard deviation of the noise, where it is known", numberOrColumn)
      .option("--weights <column>", "relative weights of the rows, for least squares")
      .option("--prior <name=prior>", "as in k=normal(0.1,0.02); can be repeated", gatherPrior)
      .addOption(
        new Option("--optimizer <name>", "how the loss is minimised").choices(OPTIMIZERS).default("ladder"),
      )
      .option(
        "--starts <n>",
        "the program's constants and n - 1 drawn points (default: 64, not ladder: 1)",
        wholeNumber,
      )
      .option("--max-evaluations <n>", "most evaluations of the data in all starts together", wholeNumber)
      .option("--start-evaluations <n>", "most evaluations of the data in each start", wholeNumber)
      .option(
        "--seconds <s>",
        "ends the search after this time; then results may differ between runs",
        positiveNumber,
      )
      .option(
        "--threads <n>",
        "evaluate points of several starts on n threads; with --engine interpreter",
        wholeNumber,
      )
      .option("--learning-rate <rate>", "step size of adam (default: 0.1)", positiveNumber)
      .option("--seed <n>", "seed of all that is drawn (default: 1)", countFromZero)
      .addOption(
        new Option("--errors <kind>", "how standard errors are computed").choices([
          ...["gauss-newton", "hessian", "HC0", "HC1", "HC2", "HC3"],
        ]),
      )
      .option("--level <share>", "of intervals (default: 0.95)", shareOf)
      .option("--profiles", "profile likelihoods of all parameters")
      .option("--bootstrap <n>", "fit n resampled data sets", wholeNumber)
      .addOption(
        new Option("--resampling <how>", "how residuals are drawn for them").choices([
          ...["residual", "moving-block", "stationary"],
        ]),
      )
      .option(
        "--validate <folds|column>",
        "cross-validation in folds, or leaving one series out",
        validationOf,
      )
      .addOption(learnOption())
      .option("-o, --output <file>", "write the program with the fitted constants")
      .option("--report <file>", "write all that is known of the fit: .html, .txt or .json")
      .option("--latex <file>", "write the program's formulas and a table of its constants")
      .option("--wasm <file>", "write a module of the program with the fitted constants")
      .option("--resume <file>", "keep the state of the fit in a file, and go on from what it holds"),
  )
    .addHelpText("after", HELP)
    .action(fitCommand);
}

async function fitCommand(programFile: string, dataFile: string, options: FitCommandOptions): Promise<void> {
  checkFiles(programFile, dataFile, options);
  requireWritable(outputsOf(options).map(([, path]) => path));
  const source = await readText(programFile);
  const task = await prepare(dataFile, options);
  const program = await openWithEntries(source, task, options);
  const holdout = await heldOut(program, task);
  const losses: number[] = [];
  const result = await blaming(source, () => run(program, source, task, holdout, options, losses));
  for (const warning of result.warnings) note(`warning: ${warning}`);
  const files: OutputFile[] = [];
  if (options.output !== undefined)
    files.push({ path: options.output, contents: program.source({ parameters: "current" }) });
  if (options.latex !== undefined)
    files.push({
      path: options.latex,
      contents: await formulasOf(program, source.label, options.latex, result),
    });
  if (options.wasm !== undefined)
    files.push({ path: options.wasm, contents: await moduleOf(program, source.label, options) });
  if (options.report !== undefined) {
    const contents = await reportFor({ program, source, task, options, fit: result, holdout, losses });
    files.push({ path: options.report, contents });
  }
  writeAll(files);
  if (options.json) printJson(await asJson(result, task.skipped));
  else process.stdout.write(await asText(program, result, task.skipped));
  if (result.interrupted) process.exitCode = EXIT.interrupted;
}

/** The fit itself, with its progress shown and its state kept; Ctrl-C ends it with the best so far. */
async function run(
  program: Program,
  source: { readonly label: string; readonly text: string },
  task: Task,
  holdout: number | boolean[] | undefined,
  options: FitCommandOptions,
  losses: number[],
): Promise<Fit> {
  const calibrate = await import("../../calibrate/index.js");
  const state =
    options.resume === undefined ? undefined : await stateOf(options.resume, source, task, options);
  if (state?.resume !== undefined) note(`${options.resume}: the fit goes on from there`);
  const progress = options.json
    ? SILENT
    : await progressOn({ stream: process.stderr, now: () => performance.now() });
  const stopping = (): void => {
    progress.end();
    note("interrupted: the best so far is kept; Ctrl-C again ends without it");
  };
  const asked = await fitOptions(options, task, holdout);
  const threads =
    options.threads === undefined ? undefined : await calibrate.Threads.open({ threads: options.threads });
  const loaded = { text: source.text, ...loadingOf(source, task, options), ...limitsOf(options) };
  try {
    return await stoppable(stopping, (stop) =>
      calibrate.fit(program, task.table, {
        ...asked,
        ...(threads ? { threads: { threads, program: loaded } } : {}),
        stop,
        onProgress: (told) => {
          losses.push(told.loss);
          progress.report(told);
        },
        ...(state === undefined ? {} : { onState: state.set }),
        ...(state?.resume === undefined ? {} : { resume: state.resume }),
      }),
    );
  } finally {
    progress.end();
    state?.write();
    await threads?.close();
  }
}

/** Gives failures of a fit that have no place of their own one: the prediction, or the program when that has nothing to fit. */
async function blaming<T>(source: { label: string; text: string }, run: () => Promise<T>): Promise<T> {
  const { FitError } = await import("../../calibrate/index.js");
  try {
    return await calling(PREDICT, run);
  } catch (error) {
    if (!(error instanceof FitError) || error.file !== undefined) throw error;
    throw error.kind === "usage"
      ? atFirstForm(error.message, source)
      : new InputError(error.message, entryFile(PREDICT), 1, 1);
  }
}
