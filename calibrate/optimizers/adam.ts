// Adam (../adam.ts) as an optimiser that asks and tells.
// Invariant: a step to where the evaluation fails is taken back, and is tried again at half the rate, which then stays halved.
import { Adam, type AdamOptions, type AdamState } from "../adam.js";
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface AdamDescentOptions extends AdamOptions {
  /** Stops when no component of the gradient is larger than this. Default 0: only where it vanishes. */
  readonly gtol?: number;
}

/** Plain data; the same after a round trip through JSON. */
export interface AdamDescentState {
  readonly gtol: number;
  /** Before the step to `pending`. */
  readonly adam: AdamState;
  readonly pending: readonly number[];
  /** The last point that could be evaluated, and the gradient there. */
  readonly from: { readonly x: readonly number[]; readonly gradient: readonly number[] } | null;
  readonly best: { readonly x: readonly number[]; readonly value: number } | null;
  readonly halvings: number;
  readonly evaluations: number;
  readonly stopped: Reason | undefined;
}

/** So many halvings of the rate in succession end the descent. */
const HALVINGS = 30;

export class AdamDescent implements Optimizer {
  readonly name = "adam";
  private constructor(private state: AdamDescentState) {}

  /** @throws RangeError when a start is not finite; FitError when an option is out of its range */
  static from(start: ArrayLike<number>, { gtol = 0, ...options }: AdamDescentOptions = {}): AdamDescent {
    const pending = Array.from(start);
    if (pending.length === 0 || !pending.every(Number.isFinite)) {
      throw new RangeError("Adam needs a start of at least one number, all finite");
    }
    const names = pending.map((_, j) => `coordinate ${j + 1}`);
    return new AdamDescent({
      ...{ gtol, adam: new Adam(names, options).state(), pending, from: null, best: null },
      ...{ halvings: 0, evaluations: 0, stopped: undefined },
    });
  }

  /** Continues exactly where `toJSON` was called. */
  static restore(state: AdamDescentState): AdamDescent {
    return new AdamDescent(state);
  }

  toJSON(): AdamDescentState {
    return this.state;
  }

  get evaluations(): number {
    return this.state.evaluations;
  }

  get stopped(): Reason | undefined {
    return this.state.stopped;
  }

  get best(): { x: Float64Array; value: number } | undefined {
    const { best } = this.state;
    return best === null ? undefined : { x: Float64Array.from(best.x), value: best.value };
  }

  ask(): Request {
    return { points: [Float64Array.from(this.state.pending)], need: "gradient" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    if (answers.length !== 1)
      throw new RangeError(`1 point was asked, but ${answers.length} answers were told`);
    const { pending, best, from, evaluations, gtol, halvings, adam } = this.state;
    this.state = { ...this.state, evaluations: evaluations + 1 };
    const value = answers[0]?.value ?? Number.NaN;
    const gradient = Array.from(answers[0]?.gradient ?? [], (g) => g + 0);
    const finite = Number.isFinite(value) && gradient.every((g) => Number.isFinite(g * g));
    if (finite && gradient.length !== pending.length) {
      throw new RangeError(
        `Adam must be told a gradient of ${pending.length} numbers, got ${gradient.length}`,
      );
    }
    if (!finite) {
      if (from === null) this.state = { ...this.state, stopped: "nonfinite" };
      else if (halvings + 1 >= HALVINGS) this.state = { ...this.state, stopped: "stalled" };
      else this.step({ ...adam, learningRate: adam.learningRate / 2 }, from, halvings + 1);
      return;
    }
    if (best === null || value < best.value) this.state = { ...this.state, best: { x: pending, value } };
    if (gradient.every((g) => Math.abs(g) <= gtol)) this.state = { ...this.state, stopped: "gtol" };
    else this.step(from === null ? adam : stepped(adam, from).adam, { x: pending, gradient }, 0);
  }

  private step(adam: AdamState, from: NonNullable<AdamDescentState["from"]>, halvings: number): void {
    this.state = { ...this.state, adam, from, halvings, pending: stepped(adam, from).x };
  }
}

function stepped(
  state: AdamState,
  { x, gradient }: NonNullable<AdamDescentState["from"]>,
): { readonly x: readonly number[]; readonly adam: AdamState } {
  const adam = Adam.fromState(state);
  const point = Float64Array.from(x);
  adam.step(point, gradient);
  return { x: Array.from(point), adam: adam.state() };
}
