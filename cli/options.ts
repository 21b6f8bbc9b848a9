// Options that several commands share, and the checks of their values.
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Limits } from "../host/machine.js";

export type Engine = "compiled" | "interpreter";
export type Learn = "parameters" | "literals";

export interface CommonOptions extends Limits {
  readonly engine: Engine;
  readonly json?: boolean;
}

/** `--engine`, `--json` and the limits: for every command that runs a program. */
export function withRunOptions(command: Command): Command {
  return withLimits(
    withJson(command).addOption(
      new Option("--engine <engine>", "how the program is run")
        .choices(["compiled", "interpreter"])
        .default("compiled"),
    ),
  );
}

export function withLimits(command: Command): Command {
  return command
    .option("--fuel <steps>", "stop an evaluation after this many calls and loop iterations", wholeNumber)
    .option("--heap <MiB>", "most memory for Scheme data", mebibytes)
    .option("--tape <MiB>", "most memory for recording a gradient", mebibytes)
    .option("--stack <MiB>", "most memory for calls under way", mebibytes)
    .option("--timeout <seconds>", "stop an evaluation after this time", positiveNumber);
}

export function withJson(command: Command): Command {
  return command.option("--json", "print one JSON object and nothing else");
}

export function learnOption(): Option {
  return new Option(
    "--learn <what>",
    "differentiate with respect to the program's parameters, or every inexact literal too",
  ).choices(["parameters", "literals"]);
}

export function limitsOf({ fuel, heap, tape, stack, timeout }: Limits): Limits {
  return Object.fromEntries(
    Object.entries({ fuel, heap, tape, stack, timeout }).filter(([, value]) => value !== undefined),
  );
}

// ---- values ---------------------------------------------------------------------------------------------------------
export function wholeNumber(text: string): number {
  return checked(text, (n) => Number.isSafeInteger(n) && n > 0, "a whole number above 0");
}

export function countFromZero(text: string): number {
  return checked(text, (n) => Number.isSafeInteger(n) && n >= 0, "a whole number");
}

export function positiveNumber(text: string): number {
  return checked(text, (n) => Number.isFinite(n) && n > 0, "a number above 0");
}

/** Strictly between 0 and 1. */
export function shareOf(text: string): number {
  return checked(text, (n) => n > 0 && n < 1, "a number between 0 and 1");
}

function mebibytes(text: string): number {
  return checked(
    text,
    (n) => Number.isInteger(n) && n > 0 && n <= 4095,
    "a whole number of MiB from 1 to 4095",
  );
}

/** A whole number within bounds, for an option's parser. */
export function between(from: number, to: number): (text: string) => number {
  return (text) =>
    checked(text, (n) => Number.isInteger(n) && n >= from && n <= to, `a whole number from ${from} to ${to}`);
}

function checked(text: string, holds: (n: number) => boolean, expected: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!holds(number)) throw new InvalidArgumentError(`Expected ${expected}.`);
  return number;
}
