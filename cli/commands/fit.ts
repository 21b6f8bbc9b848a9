// `fit`: calibrates a program's constants to the columns of a CSV file.
// Invariant: results are written after the fit has succeeded, each file whole; only constants of the program's text change.
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { Fit, Table } from "../../calibrate/index.js";
import { LimitError, SchemeError } from "../../host/errors.js";
import type { Program } from "../../host/program.js";
import type { Value } from "../../host/values.js";
import { CommandLineError, InputError } from "../errors.js";
import { type OutputFile, readText, requireWritable, writeAll } from "../files.js";
import { interruptible } from "../interrupt.js";
import { type Json, printJson } from "../json.js";
import { atFirstForm, calling, entryFile, openProgram, placedWarnings } from "../load.js";
import {
  type CommonOptions,
  countFromZero,
  type Learn,
  learnOption,
  wholeNumber,
  withRunOptions,
} from "../options.js";
import { note, type PlacedWarning, rememberText, reportWarnings } from "../report.js";
import { number, rounded, table } from "../table.js";

interface FitCommandOptions extends CommonOptions {
  readonly predict: string;
  readonly target: string;
  readonly holdout?: string;
  readonly optimizer: string;
  readonly starts?: number;
  readonly maxIterations?: number;
  readonly seed?: number;
  readonly learn?: Learn;
  readonly output?: string;
  readonly report?: string;
}

const PREDICT = "--predict";
const HOLDOUT = "--holdout";

export function registerFit(program: Command): void {
  withRunOptions(
    program
      .command("fit")
      .description("calibrate a program's constants to data by least squares")
      .argument("<program>", "a Scheme program, or - for stdin")
      .argument("<data>", "a CSV file whose first row names the columns")
      .requiredOption("--predict <expression>", "the prediction for a row; columns are variables in it")
      .requiredOption("--target <column>", "the column to predict")
      .option(
        "--holdout <rows>",
        "a fraction (the last rows), or an expression that is true for rows to hold out",
      )
      .addOption(
        new Option("--optimizer <name>", "how the loss is minimised")
          .choices(["levenberg-marquardt"])
          .default("levenberg-marquardt"),
      )
      .option("--starts <n>", "start from the program's constants and from n - 1 drawn points", wholeNumber)
      .option("--max-iterations <n>", "most steps of each start", wholeNumber)
      .option("--seed <n>", "seed of the drawn starts", countFromZero)
      .addOption(learnOption())
      .option("-o, --output <file>", "write the program with the fitted constants")
      .option("--report <file>", "write an HTML page with a plot"),
  ).action(fitCommand);
}

/** What the fit needs beside the program. */
interface Task {
  readonly table: Table;
  /** Columns that the prediction uses, in the order of its arguments. */
  readonly columns: readonly string[];
  /** Columns that the hold-out expression uses; a fraction; or nothing. */
  readonly holdout: { readonly columns: readonly string[] } | { readonly fraction: number } | undefined;
}

async function fitCommand(programFile: string, dataFile: string, options: FitCommandOptions): Promise<void> {
  checkFiles(programFile, dataFile, options);
  const { output, report } = options;
  requireWritable([output, report].filter((path) => path !== undefined));
  const calibrate = await import("../../calibrate/index.js");
  const source = await readText(programFile);
  const data = await readText(dataFile);
  const task = await prepare(data, options);
  const program = await open(source, task, options);
  const holdout = await heldOut(program, task);
  const { starts, seed, maxIterations } = options;
  const given = Object.entries({ starts, seed, maxIterations }).filter(([, value]) => value !== undefined);
  const result = await blaming(source, () =>
    interruptible((signal) =>
      calibrate.fit(program, task.table, {
        predict: PREDICT,
        columns: task.columns,
        target: options.target,
        ...(holdout === undefined ? {} : { holdout }),
        ...Object.fromEntries(given),
        signal,
      }),
    ),
  );
  for (const warning of result.warnings) note(`warning: ${warning}`);
  const files: OutputFile[] = [];
  if (output !== undefined) files.push({ path: output, contents: program.source({ parameters: "current" }) });
  if (report !== undefined) {
    const page = await pageFor(program, source.label, data.label, task, options, result, holdout);
    files.push({ path: report, contents: page });
  }
  writeAll(files);
  if (options.json) printJson(asJson(result));
  else process.stdout.write(asText(program, result));
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

function checkFiles(programFile: string, dataFile: string, { output, report }: FitCommandOptions): void {
  if (programFile === "-" && dataFile === "-")
    throw new CommandLineError("the program and the data cannot both come from stdin");
  const same = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && resolve(a) === resolve(b);
  for (const file of [output, report])
    if (same(file, dataFile)) throw new CommandLineError(`${file} would replace the data; give another name`);
  if (same(output, report)) throw new CommandLineError("-o and --report name the same file");
  if (same(report, programFile))
    throw new CommandLineError(`${report} would replace the program; give another name`);
}

async function prepare(data: { label: string; text: string }, options: FitCommandOptions): Promise<Task> {
  const { columnsIn, readTable } = await import("../../calibrate/index.js");
  const fraction = fractionOf(options.holdout);
  const found = readTable(data.text, { file: data.label });
  found.column(options.target);
  const used = (option: string, expression: string): string[] => {
    rememberText(entryFile(option), expression, option);
    try {
      return columnsIn(expression, found.names);
    } catch (error) {
      if (error instanceof Error && "file" in error) error.file = entryFile(option);
      throw error;
    }
  };
  const columns = used(PREDICT, options.predict);
  if (columns.includes(options.target))
    note(`warning: the prediction uses the target column ${JSON.stringify(options.target)} itself`);
  const holdout =
    options.holdout === undefined
      ? undefined
      : fraction === undefined
        ? { columns: used(HOLDOUT, options.holdout) }
        : { fraction };
  return { table: found, columns, holdout };
}

/** The fraction that `--holdout` spells; undefined when it is an expression. */
function fractionOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === "" || !Number.isFinite(Number(text))) return undefined;
  const fraction = Number(text);
  if (!(fraction >= 0 && fraction < 1))
    throw new CommandLineError(`--holdout: a fraction is at least 0 and less than 1, got ${text}`);
  return fraction;
}

/** Loads the program with the expressions; a name in them that nothing defines is an error here, not a warning. */
async function open(
  source: { label: string; text: string },
  task: Task,
  options: FitCommandOptions,
): Promise<Program> {
  const expressions = {
    [PREDICT]: { expression: options.predict, variables: task.columns },
    ...(task.holdout && "columns" in task.holdout
      ? { [HOLDOUT]: { expression: options.holdout ?? "", variables: task.holdout.columns } }
      : {}),
  };
  const loading = {
    label: source.label,
    entries: expressions,
    ...(options.learn ? { learn: options.learn } : {}),
    // A fit evaluates the program hundreds of times; what it displays each time is of no use.
    onOutput: () => undefined,
    onErrorOutput: () => undefined,
  };
  const program = await openProgram(source.text, options, loading);
  const warnings = placedWarnings(program, loading);
  const unbound = warnings.find((warning) => warning.file !== source.label);
  if (unbound) throw notBound(unbound, task.table);
  if (task.columns.length === 0)
    throw new InputError(
      `the prediction uses no column, so it would be the same for every row; the columns are ${list(task.table.names)}`,
      entryFile(PREDICT),
      1,
      1,
    );
  const hidden = new Set([...task.columns, ...holdoutColumns(task)]);
  for (const name of program.parameters.keys())
    if (hidden.has(name))
      note(
        `warning: the column ${JSON.stringify(name)} of ${task.table.file} hides the parameter ${name}: in the expressions the name means the column`,
      );
  reportWarnings(warnings);
  return program;
}

function holdoutColumns({ holdout }: Task): readonly string[] {
  return holdout && "columns" in holdout ? holdout.columns : [];
}

function notBound({ message, file, line, column }: PlacedWarning, data: Table): InputError {
  return new InputError(
    `${message}; the columns of ${data.file} are ${list(data.names)}`,
    file,
    line,
    column,
  );
}

function list(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}

/** The rows to hold out: a fraction as it is, an expression evaluated for every row. */
async function heldOut(
  program: Program,
  { table: data, holdout }: Task,
): Promise<number | boolean[] | undefined> {
  if (holdout === undefined) return undefined;
  if ("fraction" in holdout) return holdout.fraction;
  const columns = holdout.columns.map((name) => data.column(name));
  const describe = (row: number): string =>
    [
      `row ${row + 1} (${data.file}:${data.place(row).line})`,
      holdout.columns.map((name, i) => `${name} = ${columns[i]?.[row]}`).join(", "),
    ].join(": ");
  const mask: boolean[] = [];
  await calling(HOLDOUT, async () => {
    for (let row = 0; row < data.length; row++) mask.push(isHeldOut(program, columns, row, describe));
  });
  const count = mask.filter(Boolean).length;
  if (count === 0 || count === mask.length)
    throw new InputError(
      `holds out ${count === 0 ? "none" : "all"} of the ${mask.length} rows of ${data.file}: ${
        count === 0 ? "leave the option away to train on all" : "there is none left to train on"
      }`,
      entryFile(HOLDOUT),
      1,
      1,
    );
  return mask;
}

function isHeldOut(
  program: Program,
  columns: readonly Float64Array[],
  row: number,
  describe: (row: number) => string,
): boolean {
  const args = columns.map((column) => column[row] as number);
  let value: Value;
  try {
    value = program.callWith(HOLDOUT, args);
  } catch (error) {
    if (error instanceof SchemeError || error instanceof LimitError) error.context = `for ${describe(row)}`;
    throw error;
  }
  if (typeof value === "boolean") return value;
  throw new InputError(
    `must be a fraction, or an expression that is #t or #f for each row; it is neither for ${describe(row)}`,
    entryFile(HOLDOUT),
    1,
    1,
  );
}

// ---- results --------------------------------------------------------------------------------------------------------------
async function pageFor(
  program: Program,
  programLabel: string,
  dataLabel: string,
  task: Task,
  options: FitCommandOptions,
  fit: Fit,
  holdout: number | boolean[] | undefined,
): Promise<string> {
  const { htmlReport } = await import("../html-report.js");
  const rows = task.table.length;
  const [axis = ""] = task.columns;
  const mask = Array.isArray(holdout)
    ? holdout
    : Array.from({ length: rows }, (_, row) => row >= rows - fit.holdoutRows);
  return htmlReport({
    program: programLabel,
    data: dataLabel,
    predict: options.predict,
    target: options.target,
    axis: { name: axis, values: task.table.column(axis) },
    single: task.columns.length === 1,
    targets: task.table.column(options.target),
    holdout: mask,
    initial: Object.fromEntries([...program.parameters.values()].map((p) => [p.name, p.initial])),
    fit,
  });
}

function asJson(fit: Fit): Json {
  const { parameters, loss, rmse, holdoutLoss, holdoutRmse, iterations, converged, standardErrors } = fit;
  return {
    parameters,
    loss,
    holdoutLoss,
    iterations,
    standardErrors,
    rmse,
    holdoutRmse,
    converged,
    unreached: fit.unreached,
    rank: fit.rank,
    trainRows: fit.trainRows,
    holdoutRows: fit.holdoutRows,
    warnings: fit.warnings,
    best: fit.best,
    starts: fit.starts.map(({ from, parameters: to, loss: end, iterations: steps, reason }) => ({
      from,
      parameters: to,
      loss: end,
      iterations: steps,
      reason,
    })),
  };
}

function asText(program: Program, fit: Fit): string {
  const parameters = [...program.parameters.values()].map(({ name, value, initial }) => {
    const error = fit.standardErrors[name];
    const unreached = fit.unreached.includes(name) ? "unreached" : "";
    return [name, number(value), error == null ? "none" : rounded(error), number(initial), unreached];
  });
  const losses = [
    ["rows", "count", "loss", "RMSE"],
    ["trained on", String(fit.trainRows), rounded(fit.loss, 6), rounded(fit.rmse, 6)],
    ...(fit.holdoutLoss === null
      ? []
      : [
          [
            "held out",
            String(fit.holdoutRows),
            rounded(fit.holdoutLoss, 6),
            rounded(fit.holdoutRmse ?? Number.NaN, 6),
          ],
        ]),
  ];
  const starts = fit.starts.length > 1 ? `, start ${fit.best + 1} of ${fit.starts.length}` : "";
  return [
    table([["parameter", "value", "standard error", "start"], ...parameters]),
    table(losses),
    `${fit.iterations} iterations${starts}${fit.converged ? "" : ", not converged"}\n`,
  ].join("\n");
}
