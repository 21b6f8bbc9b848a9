// Why standard errors are not given: each reason with the words for the reader.
// Invariant: an empty list means that nothing known speaks against the errors; every reason names what to do or what to look at.
import type { Agreement } from "./agreement.js";
import { cholesky, type Matrix } from "./symmetric.js";

export interface WithholdingReason {
  readonly kind: "hessian" | "bound" | "starts" | "rank" | "freedom" | "not-converged";
  readonly words: string;
  /** Parameters without an error for this reason; all of them when it is left out. */
  readonly parameters?: readonly string[];
}

export interface Circumstances {
  readonly names: readonly string[];
  readonly parameters: ArrayLike<number>;
  /** Of what was minimised, at the result; undefined when it was not computed. */
  readonly hessian?: Matrix | undefined;
  readonly bounds?: readonly { readonly lower: number; readonly upper: number }[] | undefined;
  readonly agreement?: Agreement | undefined;
  /** Names of parameters that the rows do not determine. */
  readonly undetermined: readonly string[];
  readonly degreesOfFreedom: number;
  readonly converged: boolean;
}

/** Distance to a bound, relative to the width between the bounds, or to the bound itself, below which the bound is active. */
const AT_BOUND = 1e-6;

export function reasonsToWithhold(given: Circumstances): WithholdingReason[] {
  const { names, parameters, hessian, bounds, agreement, undetermined, degreesOfFreedom, converged } = given;
  const reasons: WithholdingReason[] = [];
  if (!converged)
    reasons.push({
      kind: "not-converged",
      words: "the fit stopped before it converged: give it more iterations",
    });
  if (degreesOfFreedom <= 0)
    reasons.push({
      kind: "freedom",
      words: "there are no more rows than determined parameters, so nothing tells the noise: give more rows",
    });
  const active = names.filter((_, j) => bounds?.[j] && atBound(parameters[j]!, bounds[j]!));
  if (active.length > 0)
    reasons.push({
      kind: "bound",
      words: `${active.join(", ")} ended at a bound, where the errors' approximation does not hold: widen the bounds, or fix the value`,
    });
  // A Hessian that is singular because parameters are undetermined is told by the rank, below.
  const tested = names.map((_, j) => j).filter((j) => !undetermined.includes(names[j]!));
  if (hessian && !isPositiveDefinite(hessian, tested))
    reasons.push({
      kind: "hessian",
      words:
        "the Hessian is not positive definite: the result is no isolated minimum; look at the sloppy directions and start elsewhere",
    });
  if (agreement && agreement.starts > 1 && agreement.agreeing < 2)
    reasons.push({
      kind: "starts",
      words: `no two of ${agreement.starts} starts agree: the best minimum found may not be the lowest; use more starts`,
    });
  const ambiguous =
    agreement?.ambiguous.map((j) => names[j]!).filter((name) => !undetermined.includes(name)) ?? [];
  if (ambiguous.length > 0)
    reasons.push({
      kind: "starts",
      words: `starts with the same loss disagree about ${ambiguous.join(", ")}: there are several equally good minima`,
      parameters: ambiguous,
    });
  if (undetermined.length > 0)
    reasons.push({
      kind: "rank",
      words: `the rows do not determine ${undetermined.join(", ")}: fix some of them, or fit the combination that is determined`,
      parameters: undetermined,
    });
  return reasons;
}

/** The standard errors that the reasons leave. */
export function withholding(
  errors: readonly (number | null)[],
  names: readonly string[],
  reasons: readonly WithholdingReason[],
): (number | null)[] {
  return errors.map((error, j) =>
    reasons.some(({ parameters }) => parameters === undefined || parameters.includes(names[j]!))
      ? null
      : error,
  );
}

export function atBound(
  value: number,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): boolean {
  const width = upper - lower;
  return [lower, upper].some((bound) => {
    if (!Number.isFinite(bound)) return false;
    const unit = Number.isFinite(width) ? width : Math.max(Math.abs(bound), 1e-290);
    return Math.abs(value - bound) <= AT_BOUND * unit;
  });
}

function isPositiveDefinite(hessian: Matrix, among: readonly number[]): boolean {
  const scale = among.map((j) => 1 / Math.sqrt(hessian[j]![j]!));
  if (!scale.every((s) => s > 0 && Number.isFinite(s))) return false;
  return (
    cholesky(
      among.map((i, a) => Float64Array.from(among, (j, b) => hessian[i]![j]! * scale[a]! * scale[b]!)),
    ) !== undefined
  );
}
