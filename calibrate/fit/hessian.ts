// The Hessian of an objective by central differences of its exact gradient.
// Invariant: points stay inside the bounds; undefined where one of them has no finite gradient.
import type { Matrix } from "../diagnostics/symmetric.js";
import type { Objective } from "./objective.js";
import type { Unknown } from "./unknowns.js";

/** Step relative to a parameter's size: the truncation error is its square, that of rounding the inverse times ε, both about 1e-10. */
const STEP = 1e-5;
/** Two gradients for each unknown: with more than these they would take longer than the fit. */
const MOST = 100;

/** @param errors standard errors for residuals of 1, which tell the size of a parameter that is 0 */
export function hessianAt(
  objective: Objective,
  parameters: Float64Array,
  unknowns: readonly Unknown[],
  errors: readonly (number | null)[],
): Matrix | undefined {
  const n = parameters.length;
  if (n > MOST) return undefined;
  const rows: Float64Array[] = [];
  try {
    for (let j = 0; j < n; j++) {
      const { lower, upper } = unknowns[j]!.bounds;
      const value = parameters[j]!;
      const size = Math.abs(value) || Math.min(errors[j] ?? 1, 1);
      const step = Math.min(STEP * size, (upper - value) / 2, (value - lower) / 2);
      const at = (moved: number): Float64Array => {
        const point = parameters.slice();
        point[j] = moved;
        return objective.atParameters(point).gradient;
      };
      const [above, below] = [value + step, value - step];
      const [up, down] = [at(above), at(below)];
      rows.push(up.map((d, k) => (d - down[k]!) / (above - below)));
    }
  } catch {
    return undefined; // the program fails beside the result
  }
  const matrix = rows.map((row, i) => row.map((entry, j) => (entry + rows[j]![i]!) / 2));
  return matrix.every((row) => row.every(Number.isFinite)) ? matrix : undefined;
}
