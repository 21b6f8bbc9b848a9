// What `fit` is asked, and the checks of its options that need no file.
import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import type { FitOptions, Format, OptimizerName, Renamed, Resampling } from "../../calibrate/index.js";
import { CommandLineError } from "../errors.js";
import type { CommonOptions, Learn } from "../options.js";
import type { LossWords, PriorWords } from "./noise-options.js";

export interface FitCommandOptions extends CommonOptions {
  readonly predict: string;
  readonly target: string;
  readonly holdout?: string;
  readonly format?: Format;
  readonly delimiter?: string;
  readonly decimal: "point" | "comma";
  readonly column?: Renamed;
  readonly missing: "error" | "skip";
  readonly loss?: LossWords;
  readonly sigma?: number | string;
  readonly weights?: string;
  readonly prior?: Readonly<Record<string, PriorWords>>;
  readonly optimizer: OptimizerName;
  readonly starts?: number;
  readonly learningRate?: number;
  readonly maxEvaluations?: number;
  readonly startEvaluations?: number;
  readonly seconds?: number;
  readonly threads?: number;
  readonly seed?: number;
  readonly errors?: NonNullable<FitOptions["errors"]>;
  readonly level?: number;
  readonly profiles?: boolean;
  readonly bootstrap?: number;
  readonly resampling?: Resampling;
  readonly validate?: NonNullable<FitOptions["validate"]>;
  readonly learn?: Learn;
  readonly output?: string;
  readonly report?: string;
  readonly latex?: string;
  readonly wasm?: string;
  readonly resume?: string;
}

/** Names of the entries of the prediction and of the hold-out expression; messages show them as the options' names. */
export const PREDICT = "--predict";
export const HOLDOUT = "--holdout";
export const LOSS = "--loss";

/** A character between cells. */
export function delimiterOf(text: string): string {
  const known: Readonly<Record<string, string>> = { tab: "\t", "\\t": "\t" };
  const delimiter = known[text] ?? text;
  if ([...delimiter].length !== 1 || /["\r\n\ufeff]/.test(delimiter))
    throw new InvalidArgumentError('Expected one character (or "tab") that is not a quote.');
  return delimiter;
}

/** `name=header`, gathered over several uses of the option. */
export function gatherColumn(text: string, before: Renamed = {}): Renamed {
  const at = text.indexOf("=");
  const [name, header] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || name === "" || header === "")
    throw new InvalidArgumentError("Expected name=header, for instance T='temperature [K]'.");
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`The name ${name} is given twice.`);
  return { ...before, [name]: header };
}

/** Files that the fit writes, with the options that name them. */
export function outputsOf(options: FitCommandOptions): [option: string, path: string][] {
  const { output, report, latex, wasm, resume } = options;
  const all = { "-o": output, "--report": report, "--latex": latex, "--wasm": wasm, "--resume": resume };
  return Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

/** @throws CommandLineError when one file would have two meanings */
export function checkFiles(programFile: string, dataFile: string, options: FitCommandOptions): void {
  if (programFile === "-" && dataFile === "-")
    throw new CommandLineError("the program and the data cannot both come from stdin");
  const taken = new Map<string, string>();
  for (const [option, path] of outputsOf(options)) {
    const whole = resolve(path);
    if (whole === resolve(dataFile))
      throw new CommandLineError(`${path} would replace the data; give another name`);
    if (whole === resolve(programFile) && option !== "-o")
      throw new CommandLineError(`${path} would replace the program; give another name`);
    const other = taken.get(whole);
    if (other !== undefined) throw new CommandLineError(`${other} and ${option} name the same file`);
    taken.set(whole, option);
  }
  if (options.threads !== undefined && options.engine !== "interpreter")
    throw new CommandLineError("--threads share the interpreter's module: give --engine interpreter, too");
  if (options.resampling !== undefined && options.bootstrap === undefined)
    throw new CommandLineError("--resampling tells how --bootstrap draws: give --bootstrap, too");
  if (options.bootstrap === 1) throw new CommandLineError("--bootstrap needs at least 2 replicates");
  if (options.format === "jsonl" && (options.delimiter !== undefined || options.decimal === "comma"))
    throw new CommandLineError("--delimiter and --decimal are for separated text, not for JSON lines");
}

/** The fraction that `--holdout` spells; undefined when it is an expression. */
export function fractionOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === "" || !Number.isFinite(Number(text))) return undefined;
  const fraction = Number(text);
  if (!(fraction >= 0 && fraction < 1))
    throw new CommandLineError(`--holdout: a fraction is at least 0 and less than 1, got ${text}`);
  return fraction;
}
