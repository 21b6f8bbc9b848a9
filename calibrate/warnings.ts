// What a reader of a fit must know before believing it, in words.
// Invariant: each parameter without a standard error is named by exactly one warning that says why it has none.
import type { Program } from "../host/program.js";
import type { Ending, StartReport } from "./fit.js";
import type { Uncertainty } from "./uncertainty.js";

export interface Judged {
  readonly program: Program;
  readonly predict: string;
  readonly names: readonly string[];
  readonly unreached: ReadonlySet<string>;
  readonly uncertainty: Uncertainty;
  readonly best: Ending;
  readonly reports: readonly StartReport[];
  /** How many were asked for. */
  readonly starts: number;
  readonly interrupted: boolean;
  readonly holdoutLoss: number | null;
}

/** Distance to a bound, relative to the bound's size, below which a fit has run into it. */
const AT_BOUND = 1e-6;

export function warningsOf(judged: Judged): string[] {
  const { program, predict, names, unreached, uncertainty, best, reports, interrupted, holdoutLoss } = judged;
  const warnings: string[] = [];
  for (const name of unreached)
    warnings.push(
      `no executed operation connects ${name} with ${predict}: it was not fitted and has no error`,
    );
  const flat = uncertainty.undetermined.filter((j) => isZero(best.jacobian[j]!)).map((j) => names[j]!);
  for (const name of flat.filter((one) => !unreached.has(one)))
    warnings.push(
      `no training row depends on ${name} at the result: the data do not determine it and it has no error`,
    );
  const mixed = uncertainty.undetermined.map((j) => names[j]!).filter((name) => !flat.includes(name));
  if (mixed.length > 0) {
    const rank = `rank ${uncertainty.rank} of ${names.length}`;
    warnings.push(
      `the data do not determine ${mixed.join(", ")} separately (Jacobian of ${rank}): these have no error`,
    );
  }
  if (uncertainty.degreesOfFreedom <= 0) {
    const left = names.filter((_, j) => !uncertainty.undetermined.includes(j));
    if (left.length > 0)
      warnings.push(
        `there are no more training rows than determined parameters: ${left.join(", ")} have no error`,
      );
  }
  for (const parameter of program.parameters.values()) {
    const bound = boundReached(parameter.value, parameter.bounds);
    if (bound !== undefined)
      warnings.push(`${parameter.name} ended at its bound ${bound}: its error means little`);
  }
  if (best.reason === "iterations" || best.reason === "stalled")
    warnings.push(`the fit stopped after ${best.iterations} iterations before it converged`);
  if (interrupted) {
    const ended = reports.filter(({ reason }) => reason !== "interrupted").length;
    warnings.push(
      `the fit was interrupted when ${ended} of ${judged.starts} starts had ended: this is the best point until then`,
    );
  }
  const failed = reports.filter((report) => report.reason === "not-finite").length;
  if (failed > 0)
    warnings.push(
      `${failed} of ${reports.length} starts could not be used: the predictions there are not finite`,
    );
  if (holdoutLoss !== null && !Number.isFinite(holdoutLoss))
    warnings.push("a prediction for a held-out row is not a finite number");
  return warnings;
}

function isZero(column: Float64Array): boolean {
  return column.every((entry) => entry === 0);
}

function boundReached(
  value: number,
  bounds: { readonly lower: number; readonly upper: number },
): number | undefined {
  const width = bounds.upper - bounds.lower;
  for (const bound of [bounds.lower, bounds.upper]) {
    if (!Number.isFinite(bound)) continue;
    const unit = Number.isFinite(width) ? width : Math.max(Math.abs(bound), 1e-290);
    if (Math.abs(value - bound) <= AT_BOUND * unit) return bound;
  }
  return undefined;
}
