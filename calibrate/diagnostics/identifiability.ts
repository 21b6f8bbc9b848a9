// Which directions of the parameters the data determine: rank, condition number, and the others in words ("only a·b is determined").
//
// The columns of the Jacobian are scaled to norm 1, so that units do not matter; small singular values are the flat directions. In
// coordinates log|θ| a flat plane with integer ratios leaves products of powers as what is determined; in plain coordinates, sums.
// Invariant: a direction is named a product or a sum only if its ratios are small integers to the tolerance, and, where predictions can
// be had at other points, if they stay the same there; else it is listed as the numbers say.
// Sources: Transtrum, Machta & Sethna 2011 (sloppy directions); Chappell & Gunn 1998 (products and sums as identifiable combinations).
import { norm2 } from "../qr.js";
import { type Group, groupsOf, wordsFor } from "./combinations.js";
import { singularValues } from "./singular.js";

export interface IdentifiabilityInput {
  readonly names: readonly string[];
  readonly parameters: ArrayLike<number>;
  /** Columns d prediction / d parameter (rows times √weight). */
  readonly jacobian: readonly Float64Array[];
  /** Predictions elsewhere, to confirm what the first derivatives suggest; undefined where they cannot be had. */
  readonly predict?: (parameters: Float64Array) => Float64Array | undefined;
  /** Singular values below this share of the largest are called sloppy. Default 1e-3. */
  readonly sloppyBelow?: number;
}

export interface Identifiability {
  /** Of the scaled Jacobian, without the columns that are zero. */
  readonly singularValues: Float64Array;
  readonly rank: number;
  /** Largest over smallest singular value; Infinity when the rank is not full. */
  readonly conditionNumber: number;
  /** Names of parameters on which no prediction depends, to first order. */
  readonly withoutInfluence: readonly string[];
  readonly directions: readonly Direction[];
}

/** A set of parameters that move together without the predictions noticing. */
export interface Direction {
  /** `undetermined`: not at all, to rounding; `sloppy`: so little that the singular value is below the limit. */
  readonly kind: "undetermined" | "sloppy";
  readonly parameters: readonly string[];
  /** What is determined instead, as far as it could be recognised: `a·b`, `a/b`, `a + b`. */
  readonly determined: readonly string[];
  /** Smallest singular value over the largest; 0 to rounding when undetermined. */
  readonly ratio: number;
  readonly words: string;
}

export function identifiabilityOf(input: IdentifiabilityInput): Identifiability {
  const { names, jacobian } = input;
  const norms = jacobian.map((column) => norm2(column));
  const active = names.map((_, j) => j).filter((j) => norms[j] !== 0);
  const scaled = active.map((j) => jacobian[j]!.map((value) => value / norms[j]!));
  const { values, right } = singularValues(scaled);
  const largest = values[0] ?? 0;
  const rows = Math.max(scaled[0]?.length ?? 0, active.length);
  const rounding = 8 * rows * Number.EPSILON;
  const ratios = values.map((value) => value / largest);
  const rank = ratios.filter((ratio) => ratio > rounding).length;
  const sloppyBelow = input.sloppyBelow ?? 1e-3;
  const planes = [
    { kind: "undetermined", at: (ratio: number) => ratio <= rounding },
    { kind: "sloppy", at: (ratio: number) => ratio > rounding && ratio < sloppyBelow },
  ] as const;
  const directions = planes.flatMap(({ kind, at }) => {
    const chosen = right.map((_, k) => k).filter((k) => at(ratios[k]!));
    const vectors = chosen.map((k) => expanded(right[k]!, active, norms));
    const ratio = chosen.reduce((least, k) => Math.min(least, ratios[k]!), 1);
    const exact = kind === "undetermined";
    return groupsOf(vectors, exact ? 1e-6 : 0.1, norms).map((group) =>
      directionOf(input, group, kind, exact ? 0 : ratio),
    );
  });
  return {
    singularValues: values,
    rank,
    conditionNumber: rank < names.length || rank === 0 ? Number.POSITIVE_INFINITY : largest / values.at(-1)!,
    withoutInfluence: names.filter((_, j) => norms[j] === 0),
    directions,
  };
}

/** A vector of scaled coordinates in those of all parameters. */
function expanded(vector: Float64Array, active: readonly number[], norms: readonly number[]): Float64Array {
  const result = new Float64Array(norms.length);
  active.forEach((j, k) => {
    result[j] = vector[k]! / norms[j]!;
  });
  return result;
}

function directionOf(
  input: IdentifiabilityInput,
  group: Group,
  kind: Direction["kind"],
  ratio: number,
): Direction {
  const parameters = group.members.map((j) => input.names[j]!);
  const determined = wordsFor(input, group, kind === "undetermined" ? 1e-4 : 0.05) ?? [];
  return { kind, parameters, determined, ratio, words: inWords(kind, parameters, determined, ratio) };
}

function inWords(
  kind: Direction["kind"],
  parameters: readonly string[],
  determined: readonly string[],
  ratio: number,
): string {
  const alone = parameters.length === 1 ? `${parameters[0]}` : `${listed(parameters)} separately`;
  const is = determined.length === 1 ? "is" : "are";
  if (kind === "undetermined") {
    if (determined.length > 0) return `only ${listed(determined)} ${is} determined, not ${alone}`;
    return `the data do not determine ${alone}: some combination of these does not change the predictions`;
  }
  const factor = `${Number((1 / ratio).toPrecision(1))
    .toExponential(0)
    .replace("e+", "e")} times`;
  if (determined.length > 0)
    return `little more than ${listed(determined)} ${is} determined: the best determined direction is known ${factor} better than what tells ${listed(parameters)} apart`;
  return `the data hardly determine ${alone}: a combination of these is known ${factor} worse than the best determined one`;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
