// Priors on parameters: densities in the parameter's own coordinate, as terms of the negative log posterior.
// Invariant: the estimate is the mode of the posterior density of the PARAMETER (MAP in parameter space). An optimiser that moves another
// coordinate u with θ = θ(u) sees the same value at u; only derivatives take the factor dθ/du. No log |dθ/du| is added: that would
// give the mode of the density of u, which is another point.
import { FitError } from "../errors.js";
import type { Transform } from "../transform.js";
import type { ResidualForm } from "./loss.js";
import { positiveNumber } from "./scale.js";

/** One prior at one value. */
export interface PriorTerm {
  /** -log density, constants included; Infinity outside the support. */
  readonly value: number;
  readonly slope: number;
  readonly curvature: number;
}

export interface Prior {
  readonly name: string;
  at(parameter: number): PriorTerm;
  /** r with value = ½ r² + constant, where there is a smooth one. */
  readonly residual?: (parameter: number) => ResidualForm;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const OUTSIDE: PriorTerm = { value: Number.POSITIVE_INFINITY, slope: Number.NaN, curvature: Number.NaN };

/** Normal(mean, deviation). */
export function normalPrior(mean: number, deviation: number): Prior {
  finite("the mean of a normal prior", mean);
  positiveNumber("the deviation of a normal prior", deviation);
  return {
    name: `normal(${mean}, ${deviation})`,
    at(parameter) {
      const z = (parameter - mean) / deviation;
      return {
        value: 0.5 * z * z + Math.log(deviation) + HALF_LOG_TWO_PI,
        slope: z / deviation,
        curvature: 1 / deviation ** 2,
      };
    },
    residual: (parameter) => ({ residual: (parameter - mean) / deviation, slope: 1 / deviation }),
  };
}

/**
 * log θ ~ Normal(mean, deviation), θ > 0. As a density of θ its mode is exp(mean - deviation²), and
 * -log p = ½ ((log θ - mean + deviation²) / deviation)² + constant.
 */
export function logNormalPrior(mean: number, deviation: number): Prior {
  finite("the mean of a log-normal prior", mean);
  positiveNumber("the deviation of a log-normal prior", deviation);
  return {
    name: `log-normal(${mean}, ${deviation})`,
    at(parameter) {
      if (!(parameter > 0)) return OUTSIDE;
      const log = Math.log(parameter);
      const z = (log - mean) / deviation;
      const steep = 1 + z / deviation;
      return {
        value: 0.5 * z * z + log + Math.log(deviation) + HALF_LOG_TWO_PI,
        slope: steep / parameter,
        curvature: (1 / deviation ** 2 - steep) / parameter ** 2,
      };
    },
    residual: (parameter) => ({
      residual: parameter > 0 ? (Math.log(parameter) - mean + deviation ** 2) / deviation : Number.NaN,
      slope: 1 / (deviation * parameter),
    }),
  };
}

/** The same density everywhere between the bounds (both included), none outside. */
export function uniformPrior(lower: number, upper: number): Prior {
  finite("the lower bound of a uniform prior", lower);
  finite("the upper bound of a uniform prior", upper);
  if (!(lower < upper))
    throw new FitError("usage", `the bounds of a uniform prior must be in order, got ${lower} and ${upper}`);
  const value = Math.log(upper - lower);
  return {
    name: `uniform(${lower}, ${upper})`,
    at: (parameter) =>
      parameter >= lower && parameter <= upper ? { value, slope: 0, curvature: 0 } : OUTSIDE,
    residual: (parameter) => ({
      residual: parameter >= lower && parameter <= upper ? 0 : Number.NaN,
      slope: 0,
    }),
  };
}

/** |Normal(0, scale)|: θ ≥ 0. */
export function halfNormalPrior(scale: number): Prior {
  positiveNumber("the scale of a half-normal prior", scale);
  return {
    name: `half-normal(${scale})`,
    at(parameter) {
      if (!(parameter >= 0)) return OUTSIDE;
      const z = parameter / scale;
      return {
        value: 0.5 * z * z + Math.log(scale) + HALF_LOG_TWO_PI - Math.LN2,
        slope: z / scale,
        curvature: 1 / scale ** 2,
      };
    },
    residual: (parameter) => ({
      residual: parameter >= 0 ? parameter / scale : Number.NaN,
      slope: 1 / scale,
    }),
  };
}

/** Laplace(mean, scale): |θ - mean| / scale + log 2·scale. The slope at the mean itself is 0, one of the subgradients. */
export function laplacePrior(mean: number, scale: number): Prior {
  finite("the mean of a Laplace prior", mean);
  positiveNumber("the scale of a Laplace prior", scale);
  return {
    name: `Laplace(${mean}, ${scale})`,
    at: (parameter) => ({
      value: Math.abs(parameter - mean) / scale + Math.log(2 * scale),
      slope: Math.sign(parameter - mean) / scale,
      curvature: 0,
    }),
  };
}

/** Priors of all parameters at once. */
export interface TotalPrior {
  readonly value: number;
  readonly gradient: Float64Array;
  /** Diagonal of the Hessian; the rest of it is 0. */
  readonly curvature: Float64Array;
}

/** @param priors one for each parameter; undefined is the improper flat prior, which adds nothing */
export function totalPrior(
  priors: readonly (Prior | undefined)[],
  parameters: ArrayLike<number>,
): TotalPrior {
  const terms = priors.map((prior, j) => prior?.at(parameters[j]!) ?? { value: 0, slope: 0, curvature: 0 });
  return {
    value: terms.reduce((sum, term) => sum + term.value, 0),
    gradient: Float64Array.from(terms, (term) => term.slope),
    curvature: Float64Array.from(terms, (term) => term.curvature),
  };
}

/** A gradient by the parameters as one by the optimiser's coordinates u: multiplied by dθ/du. See the header for what is not added. */
export function gradientInCoordinates(
  gradient: Float64Array,
  u: ArrayLike<number>,
  transforms: readonly Transform[],
): Float64Array {
  return gradient.map((slope, j) => slope * transforms[j]!.derivative(u[j]!));
}

function finite(what: string, value: number): void {
  if (!Number.isFinite(value)) throw new FitError("usage", `${what} must be a finite number, got ${value}`);
}
