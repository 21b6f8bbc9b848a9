// Products and sums of parameters that stay the same along a flat plane.
//
// With the plane's basis in reduced echelon form, n_p = e_p + Σ_q F_qp e_q for pivots p and other members q, what is constant on the
// plane is spanned by w_q = e_q - Σ_p F_qp e_p. In coordinates log|θ| w is a product of powers, in plain ones a weighted sum.
// Invariant: every combination named has integer coefficients of at most LARGEST.
import type { IdentifiabilityInput } from "./identifiability.js";

/** Parameters that a flat plane ties together, and no smaller set of them alone. */
export interface Group {
  readonly members: readonly number[];
  /** Basis of the group's plane in plain coordinates, each with an entry for every parameter. */
  readonly vectors: readonly Float64Array[];
}

const LARGEST = 6;

/**
 * Splits a plane into groups of parameters that have nothing to do with each other.
 * @param negligible entries below this share of the largest, in units in which all columns have norm 1, are taken as 0
 */
export function groupsOf(
  vectors: readonly Float64Array[],
  negligible: number,
  norms: readonly number[],
): Group[] {
  const scaled = vectors.map((vector) => vector.map((value, j) => value * norms[j]!));
  const basis = reduced(scaled, norms.length).basis.map((vector) => {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return vector.map((value) => (Math.abs(value) <= negligible * largest ? 0 : value));
  });
  const groups: { members: Set<number>; vectors: Float64Array[] }[] = [];
  for (const vector of basis) {
    const merged = { members: new Set<number>(), vectors: [vector as Float64Array] };
    vector.forEach((value, j) => {
      if (value !== 0) merged.members.add(j);
    });
    for (let g = groups.length - 1; g >= 0; g--) {
      const group = groups[g]!;
      if (![...group.members].some((j) => merged.members.has(j))) continue;
      for (const j of group.members) merged.members.add(j);
      merged.vectors.unshift(...group.vectors);
      groups.splice(g, 1);
    }
    groups.push(merged);
  }
  const sorted = groups.map((group) => ({
    members: [...group.members].sort((a, b) => a - b),
    vectors: group.vectors.map((vector) => vector.map((value, j) => (value === 0 ? 0 : value / norms[j]!))),
  }));
  return sorted.sort((a, b) => a.members[0]! - b.members[0]!);
}

/**
 * What is determined: products or sums, whichever has the smaller integers (products if equal); undefined when neither has small ones, or
 * predictions show that they do not stay.
 */
export function wordsFor(input: IdentifiabilityInput, group: Group, tolerance: number): string[] | undefined {
  const { names, parameters, predict } = input;
  const { members } = group;
  if (members.length === 1) return undefined;
  const labels = members.map((j) => names[j]!);
  const plain = group.vectors.map((vector) => Float64Array.from(members, (j) => vector[j]!));
  const inLogs = group.vectors.map((vector) =>
    Float64Array.from(members, (j) => vector[j]! / parameters[j]!),
  );
  const readings = [
    ...(members.every((j) => parameters[j] !== 0)
      ? [{ as: "product" as const, vectors: inLogs, write: product }]
      : []),
    { as: "sum" as const, vectors: plain, write: sum },
  ];
  const possible = readings.flatMap(({ as, vectors, write }) => {
    const rows = integerInvariants(vectors, tolerance);
    return rows ? [{ as, vectors, write, rows }] : [];
  });
  possible.sort((x, y) => complexity(x.rows) - complexity(y.rows));
  const chosen = possible.find(({ as, vectors }) => !predict || staysAlong(input, group, vectors, as));
  return chosen?.rows.map((row) => chosen.write(labels, row));
}

/** Whether predictions stay the same a finite way along each vector of the plane. */
function staysAlong(
  { parameters, predict, jacobian }: IdentifiabilityInput,
  { members }: Group,
  vectors: readonly Float64Array[],
  as: "product" | "sum",
): boolean {
  const here = predict!(Float64Array.from(parameters));
  if (!here) return true;
  return vectors.every((vector) => {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const size = members.reduce((most, j) => Math.max(most, Math.abs(parameters[j]!)), 0) || 1;
    const moved = Float64Array.from(parameters);
    const step = new Float64Array(members.length);
    members.forEach((j, k) => {
      const way = (0.1 * vector[k]!) / largest;
      moved[j] = as === "product" ? parameters[j]! * Math.exp(way) : parameters[j]! + way * size;
      step[k] = moved[j]! - parameters[j]!;
    });
    const there = predict!(moved);
    if (!there) return true;
    // Compared with what the same move would do if its parts did not cancel.
    return here.every((value, i) => {
      const parts = members.reduce((total, j, k) => total + Math.abs(jacobian[j]![i]! * step[k]!), 0);
      return Math.abs(there[i]! - value) <= 1e-3 * parts + 1e-9 * Math.abs(value);
    });
  });
}

/**
 * The rows w_q of the header as whole numbers; undefined when one has none of at most LARGEST. A line (one vector) may have any member as
 * pivot: the one with the simplest rows is taken.
 */
function integerInvariants(vectors: readonly Float64Array[], tolerance: number): number[][] | undefined {
  const n = vectors[0]!.length;
  const { basis, pivots } = reduced(vectors, n);
  if (basis.length > 1) return rowsFrom(basis, pivots, tolerance);
  const line = basis[0]!;
  const choices = Array.from(line, (_, p) =>
    rowsFrom([line.map((value) => value / line[p]!)], [p], tolerance),
  ).filter((rows) => rows !== undefined);
  return choices.sort((x, y) => complexity(x) - complexity(y))[0];
}

function rowsFrom(
  basis: readonly Float64Array[],
  pivots: readonly number[],
  tolerance: number,
): number[][] | undefined {
  const n = basis[0]!.length;
  const result: number[][] = [];
  for (let q = 0; q < n; q++) {
    if (pivots.includes(q)) continue;
    const w = new Array<number>(n).fill(0);
    w[q] = 1;
    pivots.forEach((p, k) => {
      w[p] = -basis[k]![q]!;
    });
    const whole = wholeNumbers(w, tolerance);
    if (!whole) return undefined;
    result.push(whole);
  }
  return result;
}

/** Size of the integers; of equal ones, fewer negative. */
function complexity(rows: readonly (readonly number[])[]): number {
  return rows.flat().reduce((total, value) => total + Math.abs(value) + (value < 0 ? 1e-3 : 0), 0);
}

/** The smallest multiple of w that is whole to the tolerance, its first entry positive. */
function wholeNumbers(w: readonly number[], tolerance: number): number[] | undefined {
  for (let multiple = 1; multiple <= LARGEST; multiple++) {
    const scaled = w.map((value) => value * multiple);
    const whole = scaled.map((value) => Math.round(value) + 0);
    if (!whole.every((value, k) => Math.abs(value) <= LARGEST && Math.abs(value - scaled[k]!) <= tolerance))
      continue;
    const sign = Math.sign(whole.find((value) => value !== 0)!);
    return whole.map((value) => value * sign + 0);
  }
  return undefined;
}

/** Reduced echelon form with the largest pivot taken each time; vectors with nothing left are dropped. */
function reduced(
  vectors: readonly Float64Array[],
  n: number,
): { readonly basis: Float64Array[]; readonly pivots: number[] } {
  const work = vectors.map((vector) => {
    const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return vector.map((value) => value / largest);
  });
  const pivots: number[] = [];
  for (let k = 0; k < work.length; k++) {
    let [best, at, row] = [0, -1, k];
    for (let i = k; i < work.length; i++)
      for (let j = 0; j < n; j++)
        if (Math.abs(work[i]![j]!) > best) [best, at, row] = [Math.abs(work[i]![j]!), j, i];
    if (!(best > 1e-9)) return { basis: work.slice(0, k), pivots };
    [work[k], work[row]] = [work[row]!, work[k]!];
    const pivot = work[k]![at]!;
    work[k] = work[k]!.map((value) => value / pivot);
    for (let i = 0; i < work.length; i++) {
      if (i === k) continue;
      const factor = work[i]![at]!;
      work[i] = work[i]!.map((value, j) => (j === at ? 0 : value - factor * work[k]![j]!));
    }
    pivots.push(at);
  }
  return { basis: work, pivots };
}

/** `a·b`, `a/b`, `a^2·b/(c·d)`. */
function product(names: readonly string[], powers: readonly number[]): string {
  const power = (sign: number): string[] =>
    names.flatMap((name, k) => {
      const exponent = powers[k]! * sign;
      return exponent <= 0 ? [] : [exponent === 1 ? name : `${name}^${exponent}`];
    });
  const [above, below] = [power(1), power(-1)];
  if (below.length === 0) return above.join("·");
  const divisor = below.length === 1 ? below[0]! : `(${below.join("·")})`;
  return `${above.length === 0 ? "1" : above.join("·")}/${divisor}`;
}

/** `a + b`, `2·a - b`. */
function sum(names: readonly string[], weights: readonly number[]): string {
  let text = "";
  names.forEach((name, k) => {
    const weight = weights[k]!;
    if (weight === 0) return;
    const term = Math.abs(weight) === 1 ? name : `${Math.abs(weight)}·${name}`;
    if (text === "") text = weight < 0 ? `-${term}` : term;
    else text += weight < 0 ? ` - ${term}` : ` + ${term}`;
  });
  return text;
}
