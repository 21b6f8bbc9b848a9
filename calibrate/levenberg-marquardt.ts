// Levenberg–Marquardt: minimises ½‖r(x)‖² from exact residuals and Jacobian rows (Levenberg 1944, Marquardt 1963).
//
// - The step h minimises ‖[J; √μ D] h + [r; 0]‖, by Householder QR of the stacked system: the condition of J is not squared. J is
//   factored once per point, then only the 2n × n system [R; √μ D] for each damping tried.
// - D scales by the largest column norms seen so far (Moré 1978, eq. 6.3), which makes the method invariant under a change of units.
// - The damping μ follows the gain ratio (Nielsen 1999; Madsen, Nielsen & Tingleff 2004, eq. 2.21).
// Invariant: the accepted points have finite residuals and Jacobians and strictly decreasing cost; nothing is random.
import { factor, norm2, solveUpper } from "./qr.js";

/** Residuals (length m) and the columns of their Jacobian (n columns of length m) at a point. */
export interface Evaluation {
  readonly residuals: Float64Array;
  readonly jacobian: readonly Float64Array[];
}

/** Evaluates a point; undefined when something there is not a finite number. */
export type Evaluate = (x: Float64Array) => Evaluation | undefined;

export interface LevenbergMarquardtOptions {
  /** Trial steps at most. Default 200. */
  readonly maxIterations?: number;
  /** Stops when the largest |cos| of the angle between the residuals and a Jacobian column is at most this. Default 1e-12. */
  readonly gradientTolerance?: number;
  /** Stops when ‖D h‖ ≤ this · ‖D x‖. Default 1e-12. */
  readonly stepTolerance?: number;
  /** Stops when the linear model promises a relative reduction of the cost of at most this. Default 1e-20. */
  readonly reductionTolerance?: number;
  /** Damping of the first step, relative to the squared column norms. Default 1e-3. */
  readonly initialDamping?: number;
}

/** Why a minimisation ended. All but `iterations` are kinds of convergence. */
export type Reason = "gradient" | "step" | "reduction" | "exact" | "iterations";

/** One trial step. */
export interface Trial {
  /** From 1. */
  readonly iteration: number;
  /** ½‖r‖² at the best point after this step. */
  readonly cost: number;
  readonly damping: number;
  readonly accepted: boolean;
  /** The trial point could not be evaluated to finite numbers. */
  readonly notFinite: boolean;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly residuals: Float64Array;
  readonly jacobian: readonly Float64Array[];
  /** ½‖r‖² */
  readonly cost: number;
  /** Trial steps made. */
  readonly iterations: number;
  /** Trial steps rejected because a residual or derivative there was not a finite number. */
  readonly notFinite: number;
  readonly reason: Reason;
}

/**
 * Minimises from `start`, yielding after each trial step, so that the caller can report, cancel or give others their turn.
 * @param start n coordinates, any real numbers (bounds are the caller's transforms)
 * @throws RangeError when the start itself cannot be evaluated to finite numbers
 */
export function* levenbergMarquardt(
  evaluate: Evaluate,
  start: ArrayLike<number>,
  options: LevenbergMarquardtOptions = {},
): Generator<Trial, Minimum, void> {
  const { maxIterations = 200, initialDamping = 1e-3 } = options;
  const { gradientTolerance = 1e-12, stepTolerance = 1e-12, reductionTolerance = 1e-20 } = options;
  let x = Float64Array.from(start);
  const first = evaluate(x);
  if (!first) throw new RangeError("the residuals or their derivatives are not finite at the start");
  let here = linearise(first);
  const scale = here.norms.map((norm) => norm || 1);
  let damping = initialDamping;
  let growth = 2;
  let notFinite = 0;
  let iteration = 0;
  const end = (reason: Reason): Minimum => ({
    x,
    residuals: here.at.residuals,
    jacobian: here.at.jacobian,
    cost: here.cost,
    iterations: iteration,
    notFinite,
    reason,
  });

  for (;;) {
    if (here.cost === 0) return end("exact");
    if (here.cosine <= gradientTolerance) return end("gradient");
    if (iteration >= maxIterations) return end("iterations");
    iteration++;
    const step = dampedStep(here, scale, damping);
    const trial = x.map((value, j) => value + step.h[j]!);
    const lengthOfX = norm2(x.map((value, j) => value * scale[j]!));
    const isTiny = step.length <= stepTolerance * lengthOfX || trial.every((value, j) => value === x[j]);
    const there = evaluate(trial);
    const reduction = there ? halfDifference(here.at.residuals, there.residuals) : Number.NaN;
    const accepted = reduction > 0 && step.predicted > 0;
    // A step that promises less than the digits hold may be refused by rounding: then nothing better can be computed.
    const promisesNothing = step.predicted <= reductionTolerance * here.cost;
    const done: Reason | undefined = isTiny ? "step" : promisesNothing && there ? "reduction" : undefined;
    if (there && accepted) {
      const gain = reduction / step.predicted;
      x = trial;
      here = linearise(there);
      for (let j = 0; j < scale.length; j++) scale[j] = Math.max(scale[j]!, here.norms[j]!);
      damping *= Math.max(1 / 3, 1 - (2 * gain - 1) ** 3);
      growth = 2;
    } else {
      if (!there) notFinite++;
      damping *= growth;
      growth *= 2;
    }
    yield { iteration, cost: here.cost, damping, accepted, notFinite: !there };
    if (done) return end(done);
  }
}

interface Linearised {
  readonly at: Evaluation;
  readonly cost: number;
  readonly norms: number[];
  /** Largest |cos| between residuals and a column (Moré 1978, the gradient test of MINPACK). */
  readonly cosine: number;
  readonly r: readonly Float64Array[];
  /** The first n entries of Qᵀ r. */
  readonly qtr: Float64Array;
}

function linearise(at: Evaluation): Linearised {
  const { residuals, jacobian } = at;
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
  const { r, qtb } = factor(
    jacobian.map((column) => padded(column, rows)),
    padded(residuals, rows),
  ); // prettier-ignore
  return { at, cost: (size * size) / 2, norms, cosine, r, qtr: qtb.slice(0, n) };
}

interface Step {
  readonly h: Float64Array;
  /** ‖D h‖ */
  readonly length: number;
  /** Reduction of the cost that the linear model promises: ½‖J h‖² + μ‖D h‖² (Moré 1978, eq. 4.4). */
  readonly predicted: number;
}

function dampedStep(here: Linearised, scale: readonly number[], damping: number): Step {
  const n = scale.length;
  const columns = here.r.map((column, j) => {
    const stacked = padded(column, 2 * n);
    stacked[n + j] = Math.sqrt(damping) * scale[j]!;
    return stacked;
  });
  const { r, qtb } = factor(columns, padded(here.qtr, 2 * n));
  // A coordinate that moves no residual stays where it is, exactly.
  const h = solveUpper(r, qtb).map((value, j) => (here.norms[j] === 0 ? 0 : -value));
  const along = new Float64Array(n);
  for (let j = 0; j < n; j++) for (let i = 0; i <= j; i++) along[i] = along[i]! + here.r[j]![i]! * h[j]!;
  const length = norm2(h.map((value, j) => value * scale[j]!));
  return { h, length, predicted: norm2(along) ** 2 / 2 + damping * length ** 2 };
}

/** ½‖a‖² - ½‖b‖² as Σ (a - b)(a + b) / 2, which does not cancel when both are nearly equal. */
function halfDifference(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * (a[i]! + b[i]!);
  return sum / 2;
}

function padded(values: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  result.set(values);
  return result;
}
