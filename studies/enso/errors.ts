// Standard errors of the dense model, and the intervals of El Niño's mode.
// Invariant: the variance of an observation is held where it has run into its end; it has no second derivative there.
import type { Load } from "../study.js";
import { coordinatesOf } from "./coordinates.js";
import type { ErrorEstimate } from "./findings.js";
import type { Fits } from "./fit-pool.js";
import { laplaceOf, standardErrors } from "./hessian.js";
import { modeEstimate } from "./mode-intervals.js";
import { Objective, type States } from "./objective.js";

/** Of an observation, by construction (lim.scm). */
const LEAST_VARIANCE = 1e-4;

/** @throws Error when the second derivatives are not positive definite: no maximum of the likelihood */
export async function errorsOf(
  fits: Fits,
  load: Load,
  states: States,
  parameters: Float64Array,
): Promise<ErrorEstimate> {
  const { dimension } = states;
  const { hessian, seconds } = await fits.run({ kind: "hessian", structure: "dense", states, parameters });
  const coordinates = coordinatesOf("dense", states);
  const objective = await Objective.load(load, "dense", states);
  const { r } = objective.noises(parameters);
  objective.dispose();
  const atLeast = r - LEAST_VARIANCE < 1e-3 * LEAST_VARIANCE;
  const laplace = laplaceOf(hessian, new Set(atLeast ? [coordinates.count - 1] : []));
  if (!laplace)
    throw new Error(
      `the second derivatives of the dense model of ${dimension} components are not positive definite: the fit has not come to a maximum`,
    );
  const errors = standardErrors(laplace, coordinates);
  const ofF = errors.slice(0, dimension ** 2);
  return {
    dimension,
    parameters: coordinates.count,
    medianErrorOfF: median(ofF),
    medianErrorOfL: median(errors.slice(dimension ** 2, -1)),
    f: parameters.slice(0, dimension ** 2),
    errorsOfF: ofF,
    r,
    atLeast,
    mode: modeEstimate(parameters, dimension, coordinates, laplace),
    seconds,
  };
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(sorted.length / 2)]!;
}
