// `grad --check`: is a gradient the derivative that differences of values show?
// Invariant: only a difference beyond what the differences can resolve counts as a disagreement; kinks and jumps are named.
import { SchemeError } from "../host/errors.js";
import type { Program, ValueAndGradient } from "../host/program.js";
import { type Differences, differentiate, type Estimate } from "./differences.js";
import { number, rounded, table } from "./table.js";

/**
 * - agrees: equal within the differences' error.
 * - kink: the sides differ; the gradient lies between them.
 * - jump: the value jumps here; the gradient is that of the side it belongs to.
 * - unresolved: the differences do not settle, so they tell nothing.
 * - disagrees: the gradient is wrong, or the program is not a function of its constants.
 */
export type Verdict = "agrees" | "kink" | "jump" | "unresolved" | "disagrees";

export interface Checked {
  readonly name: string;
  readonly derivative: number;
  readonly differences: Differences;
  /** |derivative − central difference| ÷ the larger of the two. */
  readonly relative: number;
  readonly verdict: Verdict;
}

/** Estimated errors are estimates: a difference counts from this multiple on. */
const MARGIN = 10;
/** An estimate that is not known to this part of itself (or of value ÷ argument) says nothing. */
const RESOLUTION = 1e-3;

/** Compares every component of a gradient with differences of whole evaluations; the program's parameters are left as they were. */
export function checkGradient(program: Program, entry: string, result: ValueAndGradient): Checked[] {
  return [...result.gradient].map(([name, derivative]) => {
    const parameter = program.parameters.get(name);
    if (!parameter) throw new Error(`no parameter ${name}`);
    const { value, bounds } = parameter;
    try {
      const differences = differentiate((x) => valueAt(program, entry, name, x), value, bounds);
      const typical = Math.abs(result.value) / Math.max(Math.abs(value), 1e-3);
      return {
        name,
        derivative,
        differences,
        relative: relativeDifference(derivative, differences.central.derivative),
        verdict: judge(derivative, differences, typical),
      };
    } finally {
      program.setParameters({ [name]: value });
    }
  });
}

/** NaN where the program fails: a step beyond its domain is no disagreement. Limits end the check. */
function valueAt(program: Program, entry: string, name: string, x: number): number {
  program.setParameters({ [name]: x });
  try {
    const value = program.evaluate(entry);
    return typeof value === "number" || typeof value === "bigint" ? Number(value) : Number.NaN;
  } catch (error) {
    if (error instanceof SchemeError) return Number.NaN;
    throw error;
  }
}

function relativeDifference(a: number, b: number): number {
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}

/** @param typical size of a derivative that would matter: the value by the argument. */
export function judge(derivative: number, { central, left, right }: Differences, typical: number): Verdict {
  const resolved = (e: Estimate): boolean =>
    e.error <= RESOLUTION * Math.max(Math.abs(e.derivative), typical * RESOLUTION);
  const near = (e: Estimate): boolean => Math.abs(derivative - e.derivative) <= MARGIN * e.error;
  if (resolved(left) && resolved(right)) {
    const gap = Math.abs(left.derivative - right.derivative);
    const size = Math.max(Math.abs(left.derivative), Math.abs(right.derivative));
    const error = MARGIN * (left.error + right.error);
    if (gap > error && gap > RESOLUTION * size) {
      const lowest = Math.min(left.derivative, right.derivative) - error;
      const highest = Math.max(left.derivative, right.derivative) + error;
      return derivative >= lowest && derivative <= highest ? "kink" : "disagrees";
    }
  } else if (resolved(left) !== resolved(right)) {
    return near(resolved(left) ? left : right)
      ? "jump"
      : resolved(central)
        ? verdictOf(near(central))
        : "unresolved";
  }
  if (!resolved(central)) return "unresolved";
  return verdictOf(near(central));
}

function verdictOf(agrees: boolean): Verdict {
  return agrees ? "agrees" : "disagrees";
}

// ---- as text ------------------------------------------------------------------------------------------------------------
export function checkTable(checked: readonly Checked[], unreached: ReadonlySet<string>): string {
  const rows = checked.map(({ name, derivative, differences: { central }, relative, verdict }) => [
    name,
    number(derivative),
    number(central.derivative),
    rounded(central.error),
    rounded(relative),
    unreached.has(name) ? `${verdict}, unreached` : verdict,
  ]);
  return table([["name", "gradient", "differences", "their error", "relative", "verdict"], ...rows]);
}

/** What the verdicts other than "agrees" mean, a line each. */
export function explanations(checked: readonly Checked[]): string[] {
  return checked.flatMap(({ name, derivative, differences: { left, right }, verdict }) => {
    const sides = `${rounded(left.derivative, 6)} from the left, ${rounded(right.derivative, 6)} from the right`;
    if (verdict === "kink")
      return [
        `${name}: not smooth here: the derivative is ${sides}; the gradient takes ${rounded(derivative, 6)}`,
      ];
    if (verdict === "jump")
      return [`${name}: the value jumps here; the gradient is that of the side that the point belongs to`];
    if (verdict === "unresolved")
      return [`${name}: the differences do not settle, so they neither confirm nor refute the gradient`];
    return [];
  });
}

export function isRefuted(checked: readonly Checked[]): boolean {
  return checked.some((c) => c.verdict === "disagrees");
}
