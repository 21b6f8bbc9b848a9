// What a reader of a fit must know before believing it, in words.
// Invariant: each unknown without a standard error is named by a warning that says why it has none.
import type { Diagnosis } from "../diagnostics/index.js";
import type { Solved, StartEnd } from "./solve.js";
import type { Unknowns } from "./unknowns.js";

export interface Judged {
  readonly unknowns: Unknowns;
  readonly predict: string;
  readonly unreached: ReadonlySet<number>;
  /** Of the training rows at the result. */
  readonly jacobian: readonly Float64Array[];
  readonly diagnosis: Diagnosis;
  readonly solved: Solved;
  readonly reason: StartEnd;
  readonly interrupted: boolean;
  readonly holdoutLoss: number | null;
  /** Evaluations that the program ended with an error, and what the first of these was. */
  readonly failures: number;
  readonly firstFailure: string | undefined;
}

export function warningsOf(judged: Judged): string[] {
  const { unknowns, predict, unreached, diagnosis, solved, interrupted, holdoutLoss, failures } = judged;
  const { names } = unknowns;
  const warnings: string[] = [];
  for (const j of unreached)
    warnings.push(
      `no executed operation connects ${names[j]} with ${predict}: it was not fitted and has no error`,
    );
  const flat = names.filter((_, j) => !unreached.has(j) && judged.jacobian[j]!.every((entry) => entry === 0));
  for (const name of flat)
    warnings.push(
      `no training row depends on ${name} at the result: the data do not determine it and it has no error`,
    );
  const told = new Set([...flat, ...[...unreached].map((j) => names[j]!)]);
  for (const { kind, words, parameters } of diagnosis.reasons) {
    if (kind === "not-converged") continue; // told below, with why
    if (kind !== "rank") {
      warnings.push(parameters ? `no error for ${parameters.join(", ")}: ${words}` : `no errors: ${words}`);
      continue;
    }
    const mixed = parameters?.filter((name) => !told.has(name)) ?? [];
    if (mixed.length > 0)
      warnings.push(
        `the data do not determine ${mixed.join(", ")} separately (rank ${diagnosis.identifiability.rank} of ${names.length}): these have no error`,
      );
  }
  const best = solved.starts[solved.best]!;
  if (judged.reason === "fuel" || judged.reason === "stalled" || judged.reason === "time")
    warnings.push(
      `the fit stopped (${judged.reason}) after ${best.iterations} iterations before it converged: it has no errors`,
    );
  if (interrupted) {
    const ended = solved.starts.filter(({ reason }) => reason !== "interrupted").length;
    warnings.push(
      `the fit was interrupted when ${ended} of ${solved.starts.length} starts had ended: this is the best point until then`,
    );
  }
  const failed = solved.starts.filter(
    ({ loss, reason }) => Number.isNaN(loss) && reason !== "interrupted",
  ).length;
  // A ladder's draws are meant to be bold; that some of them fail is no news.
  if (failed > 0 && solved.starts.every(({ reason }) => reason !== "dropped"))
    warnings.push(
      `${failed} of ${solved.starts.length} starts could not be used: the predictions there are not finite`,
    );
  if (failures > 0)
    warnings.push(
      `the program failed at ${failures} of ${solved.evaluations} points that were tried, which were passed over; the first time: ${judged.firstFailure}`,
    );
  if (holdoutLoss !== null && !Number.isFinite(holdoutLoss))
    warnings.push("a prediction for a held-out row is not a finite number");
  return warnings;
}
