// Parameters that enter a least-squares problem linearly: least squares in their columns, and how to tell which they are.
// Invariant: a column that depends on those before it (to rounding) gets the coefficient 0.
import { factor, norm2, solveUpper } from "../qr.js";
import type { Answer } from "./optimizer.js";

/** Columns whose part off the others is below this share of their norm count as dependent. */
const DEPENDENT = 1e-13;

/** The x that minimises ‖b - A x‖, and b - A x. @param columns of A, of the length of b */
export function leastSquares(
  columns: readonly Float64Array[],
  b: Float64Array,
): { readonly x: Float64Array; readonly remainder: Float64Array } {
  const norms = columns.map((column) => norm2(column));
  const rows = Math.max(b.length, columns.length);
  const scaled = columns.map((column, j) => extended(column, rows, norms[j] === 0 ? 0 : 1 / norms[j]!));
  const { r, qtb, order } = factor(scaled, extended(b, rows, 1), true);
  let rank = 0;
  while (rank < columns.length && Math.abs(r[rank]![rank]!) > DEPENDENT) rank++;
  const solved = solveUpper(r, qtb, rank);
  const x = new Float64Array(columns.length);
  for (let k = 0; k < rank; k++) x[order[k]!] = solved[k]! / norms[order[k]!]!;
  const remainder = b.slice();
  for (const [j, column] of columns.entries())
    for (let i = 0; i < b.length; i++) remainder[i] = remainder[i]! - column[i]! * x[j]!;
  return { x, remainder };
}

/** What is left of each of `others` when its least-squares fit by `columns` is subtracted. */
export function projectedOff(
  columns: readonly Float64Array[],
  others: readonly Float64Array[],
): readonly Float64Array[] {
  // Twice is enough (Parlett 1980, §6.9): the second time removes what rounding left of the first.
  return others.map((b) => leastSquares(columns, leastSquares(columns, b).remainder).remainder);
}

/**
 * Which parameters enter linearly together: moving any of these changes none of their columns. Found by moving each parameter once, n + 2
 * evaluations with Jacobians; taken in their order, so that of two that multiply each other the first counts as linear.
 *
 * @param moved a second point, all of whose coordinates differ from those of `point`
 * @returns indices, ascending; empty where an evaluation fails
 * @throws RangeError when a coordinate of both points agrees
 */
export function linearParameters(
  evaluate: (point: Float64Array) => Answer | undefined,
  point: Float64Array,
  moved: Float64Array,
): readonly number[] {
  if (!point.every((value, j) => value !== moved[j])) {
    throw new RangeError("the two points at which linearity is judged must differ in each coordinate");
  }
  const at = (move: (j: number) => boolean) =>
    evaluate(point.map((value, j) => (move(j) ? moved[j]! : value)))?.jacobian;
  const here = at(() => false);
  if (!here) return [];
  const linear: number[] = [];
  /** disturbed[k]: the columns that moving parameter k changes. */
  const disturbed = here.map((_, k) => {
    const there = at((j) => j === k);
    return there && here.map((column, j) => differs(column, there[j]!));
  });
  for (const [k, changes] of disturbed.entries()) {
    const alone = changes && !changes[k] && linear.every((j) => !changes[j] && !disturbed[j]![k]);
    if (alone) linear.push(k);
  }
  const together = at((j) => linear.includes(j));
  return together && linear.every((j) => !differs(here[j]!, together[j]!)) ? linear : [];
}

/** Beyond rounding, in relation to the larger norm. A column that is not finite differs from every other. */
function differs(a: Float64Array, b: Float64Array): boolean {
  const size = Math.max(norm2(a), norm2(b));
  return !(norm2(a.map((value, i) => value - b[i]!)) <= 1e-12 * size);
}

function extended(values: Float64Array, length: number, factorOf: number): Float64Array {
  const result = new Float64Array(length);
  for (let i = 0; i < values.length; i++) result[i] = values[i]! * factorOf;
  return result;
}
