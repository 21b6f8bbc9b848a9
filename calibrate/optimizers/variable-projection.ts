// Variable projection: least squares in which some parameters enter linearly; these are solved for, the others are searched (Golub & Pereyra
// 1973). Levenberg–Marquardt runs on the others with Kaufman's Jacobian: that of the residuals, projected off the linear columns (Kaufman 1975).
// Invariant: where residuals are told to the search, the linear parameters have their least-squares values for the others there.

import {
  LevenbergMarquardt,
  type LevenbergMarquardtOptions,
  type LevenbergMarquardtState,
} from "./levenberg-marquardt.js";
import { leastSquares, projectedOff } from "./linear-columns.js";
import type { Answer, Optimizer, Reason, Request } from "./optimizer.js";

export interface VariableProjectionOptions extends Omit<LevenbergMarquardtOptions, "acceleration"> {
  /** Which parameters enter linearly together: r = r₀ + Σ x_j φ_j, where r₀ and the φ_j depend on the other parameters alone. */
  readonly linear: readonly number[];
}

/** Plain data; the same after a round trip through JSON. */
export interface VariableProjectionState {
  readonly linear: readonly number[];
  readonly search: LevenbergMarquardtState;
  /** All parameters, as asked for next. */
  readonly pending: readonly number[];
  /** At `pending` the linear ones have their least-squares values, not only a guess. */
  readonly solved: boolean;
  readonly best: { readonly x: readonly number[]; readonly value: number } | null;
  readonly evaluations: number;
  readonly stopped: Reason | undefined;
}

export class VariableProjection implements Optimizer {
  readonly name = "variable-projection";
  private readonly nonlinear: readonly number[];

  private constructor(
    private readonly search: LevenbergMarquardt,
    private state: Omit<VariableProjectionState, "search">,
  ) {
    this.nonlinear = [...state.pending.keys()].filter((j) => !state.linear.includes(j));
  }

  /**
   * @param start all parameters; the linear ones are only where the first evaluation is made
   * @throws RangeError when `linear` names no parameter, one twice, or leaves none to be searched
   */
  static from(
    start: ArrayLike<number>,
    { linear, ...options }: VariableProjectionOptions,
  ): VariableProjection {
    const pending = Array.from(start);
    const others = pending.filter((_, j) => !linear.includes(j));
    const distinct = new Set(linear).size === linear.length;
    if (linear.length === 0 || !distinct || others.length + linear.length !== pending.length) {
      throw new RangeError(`linear must name distinct parameters among ${pending.length}, got [${linear}]`);
    }
    const search = LevenbergMarquardt.from(others, options);
    return new VariableProjection(search, {
      ...{ linear: [...linear], pending, solved: false, best: null, evaluations: 0, stopped: undefined },
    });
  }

  /** Continues exactly where `toJSON` was called. */
  static restore({ search, ...state }: VariableProjectionState): VariableProjection {
    return new VariableProjection(LevenbergMarquardt.restore(search), state);
  }

  toJSON(): VariableProjectionState {
    return { ...this.state, search: this.search.toJSON() };
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
    return { points: [Float64Array.from(this.state.pending)], need: "jacobian" };
  }

  tell(answers: readonly (Answer | undefined)[]): void {
    if (answers.length !== 1)
      throw new RangeError(`1 point was asked, but ${answers.length} answers were told`);
    this.state = { ...this.state, evaluations: this.state.evaluations + 1 };
    const { pending, linear, solved, best } = this.state;
    const residuals = answers[0]?.residuals;
    const jacobian = answers[0]?.jacobian;
    const columns = jacobian && linear.map((j) => jacobian[j]!);
    const usable =
      residuals?.every(Number.isFinite) && columns?.every((column) => column.every(Number.isFinite));
    if (!residuals || !jacobian || !columns || !usable) return this.pass(undefined);
    if (!solved) {
      const change = leastSquares(columns, residuals);
      const next = [...pending];
      for (const [k, j] of linear.entries()) next[j] = next[j]! - change.x[k]!;
      if (!next.every(Number.isFinite)) return this.pass(undefined);
      // A trial that cannot be accepted need not be evaluated again for its Jacobian.
      const value = change.remainder.reduce((sum, r) => sum + r * r, 0) / 2;
      if (best && value > best.value * (1 + 1e-9)) return this.pass({ value, residuals: change.remainder });
      this.state = { ...this.state, pending: next, solved: true };
      return;
    }
    const value = residuals.reduce((sum, r) => sum + r * r, 0) / 2;
    if (Number.isFinite(value) && (best === null || value < best.value)) {
      this.state = { ...this.state, best: { x: pending, value } };
    }
    const projected = projectedOff(
      columns,
      this.nonlinear.map((j) => jacobian[j]!),
    );
    this.pass({ value, residuals, jacobian: projected });
  }

  private pass(answer: Answer | undefined): void {
    this.search.tell([answer]);
    const { linear } = this.state;
    const point = this.search.ask().points[0]!;
    // The linear parameters of the best point are the guess with which the next one is evaluated.
    const pending = [...(this.state.best?.x ?? this.state.pending)];
    for (const [k, j] of this.nonlinear.entries()) pending[j] = point[k]!;
    this.state = { ...this.state, linear, pending, solved: false, stopped: this.search.stopped };
  }
}
