// L-BFGS: quasi-Newton steps from the last pairs of moves and changes of the gradient (Nocedal & Wright 2006, algorithms 7.4 and 7.5).
// Invariants: an accepted step satisfies the strong Wolfe conditions, so that every pair kept has positive curvature; a failed
// evaluation counts as +∞, so that the line search comes back from it.
import { advance, begin, type LineSearch } from "./line-search.js";
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface LbfgsOptions {
  /** Pairs kept. Default 10. */
  readonly memory?: number;
  /** Stops when no component of the gradient is larger than this. Default 1e-8. */
  readonly gtol?: number;
  /** Stops when a step reduces the value by at most ftol · max(|value|, |value before|). Default 1e-15. */
  readonly ftol?: number;
}

/** A decrease of this share of the value may be lost in rounding: a sum over rows has fewer digits than its terms. */
const LEVEL = 1e-13;

interface Pair {
  /** Move, change of the gradient, and 1/(sᵀy). */
  readonly s: readonly number[];
  readonly y: readonly number[];
  readonly rho: number;
}

/** Plain data; the same after a round trip through JSON. */
export interface LbfgsState {
  readonly options: Required<LbfgsOptions>;
  readonly x: readonly number[];
  /** At x; null before the start has been evaluated. */
  readonly value: number | null;
  readonly gradient: readonly number[];
  readonly pairs: readonly Pair[];
  readonly direction: readonly number[];
  readonly search: LineSearch | null;
  readonly evaluations: number;
  readonly stopped: Reason | undefined;
}

export class Lbfgs implements Optimizer {
  readonly name = "l-bfgs";
  private constructor(private state: LbfgsState) {}

  /** @param start any real numbers (bounds are the caller's transforms). @throws RangeError when one is not finite */
  static from(start: ArrayLike<number>, options: LbfgsOptions = {}): Lbfgs {
    const x = Array.from(start);
    if (x.length === 0 || !x.every(Number.isFinite)) {
      throw new RangeError("L-BFGS needs a start of at least one number, all finite");
    }
    const { memory = 10, gtol = 1e-8, ftol = 1e-15 } = options;
    if (!Number.isInteger(memory) || memory < 1) {
      throw new RangeError(`memory must be a whole number of at least 1, got ${memory}`);
    }
    return new Lbfgs({
      ...{ options: { memory, gtol, ftol }, x, value: null, gradient: [], pairs: [], direction: [] },
      ...{ search: null, evaluations: 0, stopped: undefined },
    });
  }

  /** Continues exactly where `toJSON` was called. */
  static restore(state: LbfgsState): Lbfgs {
    return new Lbfgs(state);
  }

  toJSON(): LbfgsState {
    return this.state;
  }

  get evaluations(): number {
    return this.state.evaluations;
  }

  get stopped(): Reason | undefined {
    return this.state.stopped;
  }

  get best(): { x: Float64Array; value: number } | undefined {
    const { x, value } = this.state;
    return value === null ? undefined : { x: Float64Array.from(x), value };
  }

  ask(): Request {
    const { search } = this.state;
    const point = search === null ? this.state.x : this.along(search.step);
    return { points: [Float64Array.from(point)], need: "gradient" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    if (answers.length !== 1)
      throw new RangeError(`1 point was asked, but ${answers.length} answers were told`);
    const { search, x, direction } = this.state;
    this.state = { ...this.state, evaluations: this.state.evaluations + 1 };
    const found = finite(answers[0], x.length);
    if (search === null) {
      if (found === undefined) this.state = { ...this.state, stopped: "nonfinite" };
      else this.arrive(found.value, found.gradient, x, []);
      return;
    }
    const outcome = advance(search, found && { value: found.value, slope: dot(found.gradient, direction) });
    if (outcome === "failed") this.retry();
    else if (outcome !== "accepted") this.state = { ...this.state, search: outcome };
    else {
      const there = this.along(search.step);
      const s = there.map((v, i) => v - x[i]!);
      const y = found!.gradient.map((g, i) => g - this.state.gradient[i]!);
      const curvature = dot(s, y);
      const pairs =
        curvature > Number.EPSILON * dot(y, y)
          ? [...this.state.pairs, { s, y, rho: 1 / curvature }]
          : this.state.pairs;
      this.arrive(found!.value, found!.gradient, there, pairs.slice(-this.state.options.memory));
    }
  }

  private along(step: number): number[] {
    return this.state.x.map((v, i) => v + step * this.state.direction[i]!);
  }

  /**
   * A line search that finds no step along a quasi-Newton direction gets another try along the gradient, unless all that the direction promised
   * (half its slope, the Newton decrement) is less than the digits of the value hold.
   */
  private retry(): void {
    const { pairs, value, gradient, x, direction } = this.state;
    const promised = -dot(gradient, direction) / 2;
    if (pairs.length > 0 && promised <= LEVEL * Math.abs(value!))
      this.state = { ...this.state, search: null, stopped: "ftol" };
    else if (pairs.length === 0) this.state = { ...this.state, search: null, stopped: "stalled" };
    else this.arrive(value!, gradient, x, []);
  }

  private arrive(
    value: number,
    gradient: readonly number[],
    x: readonly number[],
    pairs: readonly Pair[],
  ): void {
    const { options, value: before, x: from } = this.state;
    const moved = before !== null && x !== from;
    const flat = gradient.every((g) => Math.abs(g) <= options.gtol);
    const level = moved && before - value <= options.ftol * Math.max(Math.abs(before), Math.abs(value));
    const stopped: Reason | undefined = flat ? "gtol" : level ? "ftol" : undefined;
    const direction = descent(gradient, pairs);
    const slope = dot(gradient, direction);
    // Without pairs nothing tells the length of a step: the first has length 1 at most.
    const first = pairs.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(gradient, gradient)));
    const search = stopped === undefined ? begin(value, slope, first) : null;
    this.state = { ...this.state, value, gradient, x, pairs, direction, search, stopped };
  }
}

/** -H g by the two loops of Nocedal & Wright, algorithm 7.4, from H₀ = sᵀy / yᵀy (eq. 7.20). */
function descent(gradient: readonly number[], pairs: readonly Pair[]): number[] {
  let q = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (const { s, y, rho } of [...pairs].reverse()) {
    const alpha = rho * dot(s, q);
    alphas.unshift(alpha);
    q = q.map((v, i) => v - alpha * y[i]!);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    q = q.map((v) => v * scale);
  }
  for (const [k, { s, y, rho }] of pairs.entries()) {
    const beta = rho * dot(y, q);
    q = q.map((v, i) => v + (alphas[k]! - beta) * s[i]!);
  }
  return q;
}

/** @throws RangeError when the answer has no gradient of one number for each parameter */
function finite(answer: Answer | undefined, n: number): { value: number; gradient: number[] } | undefined {
  if (answer === undefined || !Number.isFinite(answer.value)) return undefined;
  if (answer.gradient?.length !== n) {
    throw new RangeError(
      `L-BFGS must be told a gradient of ${n} numbers, got ${answer.gradient?.length ?? "none"}`,
    );
  }
  // Adding 0 makes -0 to 0, which JSON keeps.
  const gradient = Array.from(answer.gradient, (g) => g + 0);
  return gradient.every(Number.isFinite) ? { value: answer.value + 0, gradient } : undefined;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
