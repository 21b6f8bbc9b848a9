// A least-squares problem linearised at a point, and the damped steps from it, by Householder QR.
// J is factored once per point, then only the 2n × n system [R; √μ D] for each damping tried.
// Invariant: a coordinate that moves no residual stays where it is, exactly.
import { factorInto, norm2, solveUpper, solveUpperTransposed } from "../qr.js";

export interface Linearised {
  readonly residuals: Float64Array;
  readonly jacobian: readonly Float64Array[];
  /** ½‖r‖² */
  readonly cost: number;
  /** ‖J e_j‖ */
  readonly norms: readonly number[];
  /** Largest |cos| between residuals and a column (Moré 1978, the gradient test of MINPACK). */
  readonly cosine: number;
  readonly r: readonly Float64Array[];
  /** The first n entries of Qᵀ r. */
  readonly qtr: Float64Array;
}

export interface Step {
  readonly h: Float64Array;
  /** ‖D h‖ */
  readonly length: number;
  /** Reduction of the cost that the linear model promises: ½‖J h‖² + μ‖D h‖² (Moré 1978, eq. 4.4). */
  readonly predicted: number;
  /** Triangular factor of JᵀJ + μD². */
  readonly r: readonly Float64Array[];
}

/** @param residuals of length m @param jacobian n columns of length m */
export function linearise(residuals: Float64Array, jacobian: readonly Float64Array[]): Linearised {
  const n = jacobian.length;
  const norms = jacobian.map((column) => norm2(column));
  const size = norm2(residuals);
  let cosine = 0;
  for (let j = 0; j < n; j++) {
    const column = jacobian[j]!;
    if (norms[j] === 0) continue;
    let product = 0;
    for (let i = 0; i < column.length; i++) product += (column[i]! / norms[j]!) * (residuals[i]! / size);
    cosine = Math.max(cosine, Math.abs(product));
  }
  // Fewer rows than columns: rows of zeros change nothing and let the factorisation be square.
  const rows = Math.max(residuals.length, n);
  const columns = block(n + 1, rows);
  for (let j = 0; j < n; j++) columns[j]!.set(jacobian[j]!);
  const right = columns.pop()!;
  right.set(residuals);
  const { r, qtb } = factorInto(columns, right);
  return { residuals, jacobian, cost: (size * size) / 2, norms, cosine, r, qtr: qtb.slice(0, n) };
}

/** The h that minimises ‖[J; √μ D] h + [r; 0]‖. @param scale the diagonal of D @param damping μ ≥ 0 */
export function dampedStep(here: Linearised, scale: readonly number[], damping: number): Step {
  const n = scale.length;
  const columns = block(n + 1, 2 * n);
  for (let j = 0; j < n; j++) {
    columns[j]!.set(here.r[j]!);
    columns[j]![n + j] = Math.sqrt(damping) * scale[j]!;
  }
  const right = columns.pop()!;
  right.set(here.qtr);
  const { r, qtb } = factorInto(columns, right);
  const h = solveUpper(r, qtb).map((value, j) => (here.norms[j] === 0 ? 0 : -value));
  const along = new Float64Array(n);
  for (let j = 0; j < n; j++) for (let i = 0; i <= j; i++) along[i] = along[i]! + here.r[j]![i]! * h[j]!;
  const length = norm2(h.map((value, j) => value * scale[j]!));
  return { h, length, predicted: norm2(along) ** 2 / 2 + damping * length ** 2, r };
}

/**
 * The geodesic acceleration a = -(JᵀJ + μD²)⁻¹ Jᵀ r″ along the step h (Transtrum & Sethna 2012, eqs. 8 and 14), with the second
 * derivative of the residuals along it from their values at x + share · h: r″ ≈ 2/share · ((r(x + share h) - r)/share - J h).
 */
export function accelerated(here: Linearised, step: Step, probed: Float64Array, share: number): Float64Array {
  const curvature = new Float64Array(probed.length);
  for (let i = 0; i < probed.length; i++) curvature[i] = (probed[i]! - here.residuals[i]!) / share;
  for (const [j, column] of here.jacobian.entries())
    for (let i = 0; i < column.length; i++) curvature[i] = curvature[i]! - column[i]! * step.h[j]!;
  const against = here.jacobian.map((column) => {
    let sum = 0;
    for (let i = 0; i < column.length; i++) sum += column[i]! * curvature[i]!;
    return (-2 / share) * sum;
  });
  const a = solveUpper(step.r, solveUpperTransposed(step.r, against));
  return a.map((value, j) => (here.norms[j] === 0 ? 0 : value));
}

/** ½‖a‖² - ½‖b‖² as Σ (a - b)(a + b) / 2, which does not cancel when both are nearly equal. */
export function halfDifference(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * (a[i]! + b[i]!);
  return sum / 2;
}

/** Columns of zeros in one buffer: making buffers takes longer than the arithmetic of a small problem. */
function block(columns: number, length: number): Float64Array[] {
  const all = new Float64Array(columns * length);
  return Array.from({ length: columns }, (_, j) => all.subarray(j * length, (j + 1) * length));
}
