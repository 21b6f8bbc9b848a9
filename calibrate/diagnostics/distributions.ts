// Quantiles of the normal, t and χ² distributions (jstat), and the gamma function's logarithm with its derivative.
// Invariant: an argument out of range is an error; jstat's quantiles are good to about 1e-7, far more than an interval needs.
/// <reference path="./jstat.d.ts" />
import jstat from "jstat";
import { FitError } from "../errors.js";

const { jStat } = jstat;

/** The z with P(Z ≤ z) = probability for a standard normal Z. @throws FitError unless 0 < probability < 1. */
export function normalQuantile(probability: number): number {
  return jStat.normal.inv(inUnitInterval(probability), 0, 1);
}

/**
 * Quantile of Student's t; infinite degrees of freedom give the normal one.
 * @throws FitError unless 0 < probability < 1 and degreesOfFreedom > 0
 */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  inUnitInterval(probability);
  positive("degrees of freedom", degreesOfFreedom);
  // Beyond this the normal quantile is nearer (the difference is about z³/4ν) than jstat's root search.
  if (degreesOfFreedom > 1e7) return normalQuantile(probability);
  return jStat.studentt.inv(probability, degreesOfFreedom);
}

/** Quantile of χ². @throws FitError unless 0 < probability < 1 and degreesOfFreedom > 0 */
export function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  positive("degrees of freedom", degreesOfFreedom);
  return jStat.chisquare.inv(inUnitInterval(probability), degreesOfFreedom);
}

/** log Γ(x) for x > 0 by Stirling's series (Abramowitz & Stegun 1964, 6.1.41), small x raised first; absolute error about 1e-15 · max(1, value). */
export function logGamma(x: number): number {
  positive("the argument of log Γ", x);
  let product = 1;
  while (x < 10) product *= x++;
  const s = 1 / (x * x);
  const series =
    (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}

/** ψ(x) = d log Γ(x) / dx for x > 0 (Abramowitz & Stegun 1964, 6.3.5 and 6.3.18). */
export function digamma(x: number): number {
  positive("the argument of ψ", x);
  let shift = 0;
  while (x < 10) {
    shift -= 1 / x;
    x++;
  }
  const s = 1 / (x * x);
  const series =
    s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - (s * 691) / 32760)))));
  return shift + Math.log(x) - 0.5 / x - series;
}

/** @throws FitError unless 0 < level < 1 */
export function inUnitInterval(level: number): number {
  if (level > 0 && level < 1) return level;
  throw new FitError("usage", `a probability must lie strictly between 0 and 1, got ${level}`);
}

function positive(what: string, value: number): number {
  if (value > 0) return value;
  throw new FitError("usage", `${what} must be positive, got ${value}`);
}
