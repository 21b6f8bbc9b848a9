// `--loss`, `--sigma`, `--weights`, `--prior`, `--bootstrap`, `--validate`: what they spell.
import { InvalidArgumentError } from "commander";
import type { FitOptions, LossChoice, Prior } from "../../calibrate/index.js";
import { wholeNumber } from "../options.js";

/** A loss by its name, or the text of an expression. */
export type LossWords = LossChoice | { readonly expression: string };

const WITH_NUMBER = /^(huber|student-t):(.+)$/;

/** `least-squares`, `gaussian`, `huber`, `huber:1.5`, `student-t`, `student-t:4`, `poisson`, or an expression. */
export function lossOf(text: string): LossWords {
  const [, name, tail] = WITH_NUMBER.exec(text.trim()) ?? [];
  const number = tail === undefined ? undefined : positive(tail, `the number behind ${name}:`);
  switch (name ?? text.trim()) {
    case "least-squares":
    case "gaussian":
    case "poisson":
      return { kind: text.trim() as "least-squares" | "gaussian" | "poisson" };
    case "huber":
      return { kind: "huber", ...(number === undefined ? {} : { threshold: number }) };
    case "student-t":
      return { kind: "student-t", ...(number === undefined ? {} : { nu: number }) };
  }
  if (text.trim().startsWith("(")) return { expression: text };
  throw new InvalidArgumentError(
    "Expected least-squares, gaussian, huber[:threshold], student-t[:nu], poisson, or an expression in parentheses with prediction and target.",
  );
}

/** A number, or a column's name. */
export function numberOrColumn(text: string): number | string {
  return text.trim() !== "" && Number.isFinite(Number(text)) ? positive(text, "sigma") : text;
}

/** A prior as it is spelled: which one, and its numbers. */
export interface PriorWords {
  readonly kind: PriorKind;
  readonly numbers: readonly number[];
}

const PRIORS = {
  normal: ["mean", "deviation"],
  "log-normal": ["mean of the logarithm", "deviation of the logarithm"],
  uniform: ["lower", "upper"],
  "half-normal": ["scale"],
  laplace: ["mean", "scale"],
} as const;
type PriorKind = keyof typeof PRIORS;

/** `name=normal(0.1, 0.02)`, gathered over several uses of the option. */
export function gatherPrior(
  text: string,
  before: Readonly<Record<string, PriorWords>> = {},
): Readonly<Record<string, PriorWords>> {
  const [, name, kind, list] = /^\s*([^=]+?)\s*=\s*([a-z-]+)\s*\(([^()]*)\)\s*$/.exec(text) ?? [];
  if (name === undefined || kind === undefined || list === undefined)
    throw new InvalidArgumentError("Expected name=prior(numbers), for instance k=normal(0.1,0.02).");
  if (!Object.hasOwn(PRIORS, kind))
    throw new InvalidArgumentError(`There is no prior ${kind}; there are ${Object.keys(PRIORS).join(", ")}.`);
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is given two priors.`);
  const wanted = PRIORS[kind as PriorKind];
  const numbers = list.split(",").map((cell) => (cell.trim() === "" ? Number.NaN : Number(cell)));
  if (numbers.length !== wanted.length || !numbers.every(Number.isFinite))
    throw new InvalidArgumentError(`Expected ${kind}(${wanted.join(", ")}).`);
  return { ...before, [name]: { kind: kind as PriorKind, numbers } };
}

/** @throws FitError ("usage") for numbers out of range */
export async function priorOf({ kind, numbers }: PriorWords): Promise<Prior> {
  const priors = await import("../../calibrate/index.js");
  const [a, b] = numbers as [number, number];
  switch (kind) {
    case "normal":
      return priors.normalPrior(a, b);
    case "log-normal":
      return priors.logNormalPrior(a, b);
    case "uniform":
      return priors.uniformPrior(a, b);
    case "half-normal":
      return priors.halfNormalPrior(a);
    case "laplace":
      return priors.laplacePrior(a, b);
  }
}

/** A number of folds, or the column whose series are left out one at a time. */
export function validationOf(text: string): NonNullable<FitOptions["validate"]> {
  return /^\s*\d+\s*$/.test(text) ? { folds: wholeNumber(text) } : { series: text };
}

function positive(text: string, what: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError(`Expected ${what} to be a number above 0.`);
}
