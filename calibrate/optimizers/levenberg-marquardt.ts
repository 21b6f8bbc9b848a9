// Levenberg–Marquardt: minimises ½‖r(x)‖² from exact residuals and Jacobians (Levenberg 1944, Marquardt 1963).
//
// - The step h minimises ‖[J; √μ D] h + [r; 0]‖ (dampedStep in linearised.ts), the condition of J is not squared.
// - D scales by the largest column norms seen so far (Moré 1978, eq. 6.3), which makes the method invariant under a change of units.
// - The damping μ follows the gain ratio (Nielsen 1999; Madsen, Nielsen & Tingleff 2004, eq. 2.21).
// - Optionally half the geodesic acceleration is added to the step (Transtrum & Sethna 2012), from one more evaluation of residuals.
// Invariant: the accepted points have finite residuals and Jacobians and decreasing cost, or, where only rounding tells costs apart, a
// smaller gradient; nothing is random.
import { norm2 } from "../qr.js";
import {
  accelerated,
  dampedStep,
  halfDifference,
  type Linearised,
  linearise,
  type Step,
} from "./linearised.js";
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface LevenbergMarquardtOptions {
  /** Stops when the largest |cos| of the angle between the residuals and a Jacobian column is at most this. Default 1e-12. */
  readonly gradientTolerance?: number;
  /** Stops when ‖D h‖ ≤ this · ‖D x‖. Default 1e-12. */
  readonly stepTolerance?: number;
  /** Stops when the linear model promises a relative reduction of the cost of at most this. Default 1e-20. */
  readonly reductionTolerance?: number;
  /** Damping of the first step, relative to the squared column norms. Default 1e-3. */
  readonly initialDamping?: number;
  /** Follows curved valleys by geodesic acceleration, which asks for residuals at one more point in each step. Default false. */
  readonly acceleration?: boolean;
}

/** Plain data; the same after a round trip through JSON. */
export interface LevenbergMarquardtState {
  readonly options: Required<LevenbergMarquardtOptions>;
  readonly x: readonly number[];
  /** At x; empty before the start has been evaluated. */
  readonly residuals: readonly number[];
  readonly jacobian: readonly (readonly number[])[];
  readonly scale: readonly number[];
  readonly damping: number;
  readonly growth: number;
  readonly pending: Pending;
  readonly evaluations: number;
  readonly iterations: number;
  readonly stopped: Reason | undefined;
}

/** What is being asked for: the start, residuals along a step for its acceleration, or the point at the end of a step. */
type Pending =
  | { readonly phase: "start" | "probe" }
  | { readonly phase: "trial"; readonly h: readonly number[] };

/** Residuals beyond this have squares that overflow; such a point is as good as infinite. */
const LARGEST = 1e150;
/** A relative difference of costs at most this may be rounding. */
const LEVEL = 1e-12;
/** Then a step must bring the gradient to at most this share. */
const LESS = 0.9;
/** How far along the step the residuals are probed for their curvature (Transtrum & Sethna 2012, §4). */
const PROBE = 0.1;
/**
 * Twice the acceleration may be at most this share of the step (Transtrum & Sethna 2012, eq. 15). Where it is more, they refuse the step;
 * taking it unbent needs fewer evaluations on most problems of the tests and on MGH10.
 */
const CURVED = 0.75;

export class LevenbergMarquardt implements Optimizer {
  readonly name = "levenberg-marquardt";
  /** What became of the last trial step; undefined before one has been made. */
  last: { readonly accepted: boolean; readonly notFinite: boolean } | undefined;
  private here: Linearised | undefined;
  private step: Step | undefined;

  private constructor(
    private readonly options: Required<LevenbergMarquardtOptions>,
    private x: Float64Array,
    private scale: number[],
    private progress: Omit<LevenbergMarquardtState, "options" | "x" | "residuals" | "jacobian" | "scale">,
  ) {}

  /** @param start n coordinates, any real numbers (bounds are the caller's transforms). @throws RangeError when one is not finite */
  static from(start: ArrayLike<number>, options: LevenbergMarquardtOptions = {}): LevenbergMarquardt {
    const x = Float64Array.from(start);
    if (x.length === 0 || !x.every(Number.isFinite)) {
      throw new RangeError("Levenberg–Marquardt needs a start of at least one number, all finite");
    }
    const { initialDamping = 1e-3, acceleration = false } = options;
    const { gradientTolerance = 1e-12, stepTolerance = 1e-12, reductionTolerance = 1e-20 } = options;
    return new LevenbergMarquardt(
      { gradientTolerance, stepTolerance, reductionTolerance, initialDamping, acceleration },
      x,
      [],
      {
        ...{ damping: initialDamping, growth: 2, pending: { phase: "start" } },
        ...{ evaluations: 0, iterations: 0, stopped: undefined },
      },
    );
  }

  /** Continues exactly where `toJSON` was called. */
  static restore(state: LevenbergMarquardtState): LevenbergMarquardt {
    const { options, x, residuals, jacobian, scale, ...progress } = state;
    const optimizer = new LevenbergMarquardt(options, Float64Array.from(x), [...scale], progress);
    if (progress.pending.phase !== "start") {
      const columns = jacobian.map((column) => Float64Array.from(column));
      optimizer.here = linearise(Float64Array.from(residuals), columns);
      optimizer.step = dampedStep(optimizer.here, scale, progress.damping);
    }
    return optimizer;
  }

  toJSON(): LevenbergMarquardtState {
    return {
      options: this.options,
      x: Array.from(this.x),
      residuals: Array.from(this.here?.residuals ?? []),
      jacobian: (this.here?.jacobian ?? []).map((column) => Array.from(column)),
      scale: [...this.scale],
      ...this.progress,
    };
  }

  get evaluations(): number {
    return this.progress.evaluations;
  }

  /** Trial steps made, refused ones included. */
  get iterations(): number {
    return this.progress.iterations;
  }

  get damping(): number {
    return this.progress.damping;
  }

  get stopped(): Reason | undefined {
    return this.progress.stopped;
  }

  /** With the residuals and the Jacobian there. */
  get best(): (Linearised & { readonly x: Float64Array; readonly value: number }) | undefined {
    return this.here && { ...this.here, x: this.x, value: this.here.cost };
  }

  ask(): Request {
    const { pending } = this.progress;
    if (pending.phase === "start") return { points: [this.x.slice()], need: "jacobian" };
    if (pending.phase === "trial") return { points: [this.moved(pending.h)], need: "jacobian" };
    return { points: [this.moved(this.step!.h.map((value) => PROBE * value))], need: "residuals" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    if (answers.length !== 1)
      throw new RangeError(`1 point was asked, but ${answers.length} answers were told`);
    const { pending, evaluations } = this.progress;
    this.update({ evaluations: evaluations + 1 });
    if (pending.phase === "start") this.begin(answers[0]);
    else if (pending.phase === "trial") this.judge(answers[0], Float64Array.from(pending.h));
    else this.bend(answers[0]);
  }

  private update(part: Partial<typeof this.progress>): void {
    this.progress = { ...this.progress, ...part };
  }

  private moved(h: ArrayLike<number>): Float64Array {
    return this.x.map((value, j) => value + h[j]!);
  }

  private begin(answer: Answer | undefined): void {
    const residuals = finiteResiduals(answer);
    const jacobian = residuals && finiteJacobian(answer, this.x.length);
    if (!residuals || !jacobian) return this.update({ stopped: "nonfinite" });
    this.here = linearise(residuals, jacobian);
    this.scale = this.here.norms.map((norm) => norm || 1);
    this.next(undefined);
  }

  /** Adds the acceleration to the step, unless it is too large for that or the residuals cannot be evaluated so near. */
  private bend(answer: Answer | undefined): void {
    const step = this.step!;
    const residuals = finiteResiduals(answer);
    if (!residuals) return this.judge(undefined, step.h);
    const a = accelerated(this.here!, step, residuals, PROBE);
    const length = norm2(a.map((value, j) => value * this.scale[j]!));
    const bent = 2 * length <= CURVED * step.length;
    const h = Array.from(step.h, (value, j) => (bent ? value + a[j]! / 2 : value));
    this.update({ pending: { phase: "trial", h } });
  }

  private judge(answer: Answer | undefined, h: Float64Array): void {
    const here = this.here!;
    const step = this.step!;
    const { stepTolerance, reductionTolerance } = this.options;
    const { damping, growth, iterations } = this.progress;
    const trial = this.moved(h);
    const lengthOfX = norm2(this.x.map((value, j) => value * this.scale[j]!));
    const isTiny = step.length <= stepTolerance * lengthOfX || trial.every((value, j) => value === this.x[j]);
    const residuals = finiteResiduals(answer);
    const reduction = residuals ? halfDifference(here.residuals, residuals) : Number.NaN;
    const improves = reduction > 0 && step.predicted > 0;
    // Where the cost is level but for rounding, the gradient tells what is better (as Hager & Zhang 2005 do in a line search).
    const level = step.predicted <= LEVEL * here.cost && Math.abs(reduction) <= LEVEL * here.cost;
    // A refused step needs no derivatives.
    const jacobian = improves || level ? finiteJacobian(answer, this.x.length) : undefined;
    const notFinite = !residuals || (improves && !jacobian);
    const there = residuals && jacobian && linearise(residuals, jacobian);
    const accepted = there !== undefined && (improves || there.cosine <= LESS * here.cosine);
    // A step that promises less than the digits hold may be refused by rounding: then nothing better can be computed.
    const promisesNothing = step.predicted <= reductionTolerance * here.cost;
    const done: Reason | undefined = isTiny ? "xtol" : promisesNothing && !notFinite ? "ftol" : undefined;
    if (there && accepted) {
      const gain = improves ? reduction / step.predicted : 1;
      this.x = trial;
      this.here = there;
      this.scale = this.scale.map((size, j) => Math.max(size, there.norms[j]!));
      this.update({ damping: damping * Math.max(1 / 3, 1 - (2 * gain - 1) ** 3), growth: 2 });
    } else this.update({ damping: damping * growth, growth: growth * 2 });
    this.last = { accepted, notFinite };
    this.update({ iterations: iterations + 1 });
    this.next(done);
  }

  private next(done: Reason | undefined): void {
    const here = this.here!;
    const { gradientTolerance, acceleration } = this.options;
    const flat = here.cosine <= gradientTolerance ? "gtol" : undefined;
    const unbounded = Number.isFinite(this.progress.damping) ? undefined : "stalled";
    const stopped = done ?? (here.cost === 0 ? "exact" : (flat ?? unbounded));
    if (stopped !== undefined) return this.update({ stopped });
    this.step = dampedStep(here, this.scale, this.progress.damping);
    this.update({
      pending: acceleration ? { phase: "probe" } : { phase: "trial", h: Array.from(this.step.h) },
    });
  }
}

function finiteResiduals(answer: Answer | undefined): Float64Array | undefined {
  const residuals = answer?.residuals;
  return residuals && allBelow(residuals, LARGEST) ? residuals : undefined;
}

/** @throws RangeError when the Jacobian has not one column for each parameter */
function finiteJacobian(answer: Answer | undefined, n: number): readonly Float64Array[] | undefined {
  const jacobian = answer?.jacobian;
  if (jacobian && jacobian.length !== n) {
    throw new RangeError(
      `the Jacobian must have ${n} columns, one for each parameter, got ${jacobian.length}`,
    );
  }
  return jacobian?.every((column) => allBelow(column, Number.POSITIVE_INFINITY)) ? jacobian : undefined;
}

/** A loop, because `every` takes five times as long, and this is asked at every point. NaN is below nothing. */
function allBelow(values: Float64Array, bound: number): boolean {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]!) < bound)) return false;
  return true;
}
