// Adam (Kingma & Ba 2015, "Adam: a method for stochastic optimization", Algorithm 1), one step at a time.
// Invariants: the sequence of steps depends on the options and the gradients alone; a step that fails changes nothing.
import { FitError } from "./errors.js";

export interface AdamOptions {
  /** Step size α, above 0; in the unit of the parameters. Default 0.001. */
  readonly learningRate?: number;
  /** Decay of the first moment, from 0 to below 1. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment, from 0 to below 1. Default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the corrected second moment, above 0; in the unit of the gradient. Default 1e-8. */
  readonly epsilon?: number;
}

/** Everything that the next steps depend on: plain data, the same after a round trip through JSON. */
export interface AdamState {
  readonly names: readonly string[];
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Steps taken so far. */
  readonly steps: number;
  /** Decayed means of the gradient and of its square, not corrected for their start at 0; in the order of `names`. */
  readonly firstMoments: readonly number[];
  readonly secondMoments: readonly number[];
}

/**
 * The optimiser. It knows no bounds: parameters that have some are to be stepped in the coordinates of their transform.
 *
 * For step t (from 1) and each component: m = β₁m + (1 - β₁)g, v = β₂v + (1 - β₂)g²,
 * θ = θ - α · m/(1 - β₁ᵗ) / (√(v/(1 - β₂ᵗ)) + ε).
 */
export class Adam {
  private readonly names: readonly string[];
  private readonly options: Required<AdamOptions>;
  private steps = 0;
  private readonly first: Float64Array;
  private readonly second: Float64Array;

  /**
   * @param names of the parameters, in the order of the arrays that `step` gets; for a program `[...program.parameters.keys()]`
   * @throws FitError of kind "usage" when an option is out of its range
   */
  constructor(names: readonly string[], options: AdamOptions = {}) {
    const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
    requirePositive("learningRate", learningRate);
    requireDecay("beta1", beta1);
    requireDecay("beta2", beta2);
    requirePositive("epsilon", epsilon);
    this.names = [...names];
    this.options = { learningRate, beta1, beta2, epsilon };
    this.first = new Float64Array(names.length);
    this.second = new Float64Array(names.length);
  }

  /** An optimiser that goes on where another one was. @throws FitError of kind "usage" when the state is not one. */
  static fromState(state: AdamState): Adam {
    const adam = new Adam(state.names, state);
    const { steps, names } = state;
    if (!Number.isSafeInteger(steps) || steps < 0)
      throw new FitError("usage", `steps must be a whole number, got ${steps}`);
    adam.steps = steps;
    for (const key of ["firstMoments", "secondMoments"] as const) {
      const moments = state[key];
      if (moments.length !== names.length)
        throw new FitError("usage", `${key} must have ${names.length} elements, got ${moments.length}`);
      for (const [j, moment] of moments.entries())
        if (!Number.isFinite(moment) || (key === "secondMoments" && moment < 0))
          throw new FitError("usage", `${key} has ${moment} for ${names[j]}`);
    }
    adam.first.set(state.firstMoments);
    adam.second.set(state.secondMoments);
    return adam;
  }

  /** A copy of the state; later steps do not change it. */
  state(): AdamState {
    return {
      names: this.names,
      ...this.options,
      steps: this.steps,
      firstMoments: [...this.first],
      secondMoments: [...this.second],
    };
  }

  /**
   * Moves the parameters by one step, in place.
   * @param parameters one number per name
   * @param gradient derivative of the loss by each of them, in the same order
   * @throws FitError of kind "not-finite", which names the parameter, when a derivative, its square or a new parameter is not a finite
   *   number; of kind "usage" when a length is wrong. Nothing is changed then.
   */
  step(parameters: Float64Array, gradient: ArrayLike<number>): void {
    this.requireLength("parameters", parameters);
    this.requireLength("gradient", gradient);
    const { learningRate, beta1, beta2, epsilon } = this.options;
    const t = this.steps + 1;
    const correction1 = 1 - beta1 ** t;
    const correction2 = 1 - beta2 ** t;
    const moved = this.names.map((name, j) => {
      const g = gradient[j]!;
      const first = beta1 * this.first[j]! + (1 - beta1) * g;
      const second = beta2 * this.second[j]! + (1 - beta2) * g * g;
      const parameter =
        parameters[j]! - (learningRate * (first / correction1)) / (Math.sqrt(second / correction2) + epsilon);
      if (!Number.isFinite(g)) throw notFinite(`the derivative by ${name} is ${g}`, t);
      if (!Number.isFinite(second))
        throw notFinite(`the square of the derivative by ${name}, ${g}, is ${second}`, t);
      if (!Number.isFinite(parameter)) throw notFinite(`${name} would become ${parameter}`, t);
      return { first, second, parameter };
    });
    for (const [j, { first, second, parameter }] of moved.entries()) {
      this.first[j] = first;
      this.second[j] = second;
      parameters[j] = parameter;
    }
    this.steps = t;
  }

  private requireLength(what: string, { length }: ArrayLike<number>): void {
    if (length !== this.names.length)
      throw new FitError(
        "usage",
        `${what} must have ${this.names.length} elements (${this.names.join(", ")}), got ${length}`,
      );
  }
}

function notFinite(what: string, step: number): FitError {
  return new FitError("not-finite", `${what}, not a finite number, in step ${step} of Adam`);
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new FitError("usage", `${name} must be a finite number above 0, got ${value}`);
}

function requireDecay(name: string, value: number): void {
  if (!(value >= 0 && value < 1))
    throw new FitError("usage", `${name} must be from 0 to below 1, got ${value}`);
}
