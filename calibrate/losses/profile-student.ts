// The scale and the degrees of freedom of Student-t noise that fit given residuals best.
// Invariant: depends on the residuals alone (nested one-dimensional searches, no start values to choose).
import { logGamma } from "../diagnostics/distributions.js";
import { FitError } from "../errors.js";

/** Range in which ν is searched; beyond the upper end the noise cannot be told from normal noise. */
const NU_RANGE = [0.1, 1e4] as const;

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Maximum-likelihood values of what is not given: [σ], [ν] or [σ, ν]. An end of the range 0.1 … 10⁴ as ν means that the likelihood has
 * no maximum inside.
 * @throws FitError ("rows") when so many residuals are 0 that the likelihood grows without bound as σ → 0
 */
export function profileStudent(
  residuals: Float64Array,
  nu: number | undefined,
  sigmaOf: ((row: number) => number) | undefined,
): number[] {
  const scaleAt = (v: number): number | undefined => (sigmaOf ? undefined : scaleOf(residuals, v));
  if (nu !== undefined) return [scaleAt(nu)!];
  const valueAt = (logNu: number): number => {
    const v = Math.exp(logNu);
    const s = scaleAt(v);
    return negativeLogLikelihood(residuals, v, (row) => s ?? sigmaOf!(row));
  };
  const v = Math.exp(goldenSection(valueAt, Math.log(NU_RANGE[0]), Math.log(NU_RANGE[1])));
  const s = scaleAt(v);
  return s === undefined ? [v] : [s, v];
}

/** The σ with Σ (ν+1) r² / (νσ² + r²) = n, the zero of d log L / dσ; the sum falls as σ grows, so bisection finds it. */
function scaleOf(residuals: Float64Array, v: number): number {
  const sizes = residuals.map(Math.abs).filter((size) => size > 0);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (sizes.length * (v + 1) <= residuals.length)
    throw new FitError(
      "rows",
      `${residuals.length - sizes.length} of ${residuals.length} residuals are exactly 0: the scale of Student-t noise cannot be estimated`,
    );
  const excess = (logS: number): number => {
    const s = Math.exp(logS);
    let sum = -residuals.length;
    for (const size of sizes) {
      const q = (size / s) ** 2;
      sum += Number.isFinite(q) ? ((v + 1) * q) / (v + q) : v + 1;
    }
    return sum;
  };
  // At σ = √((ν+1)/ν) max|r| no term exceeds 1, so the zero is not above.
  let high = Math.log(largest) + 0.5 * Math.log1p(1 / v);
  let low = high - 1;
  while (excess(low) < 0) low -= 2;
  while (high - low > 1e-15 * Math.max(1, Math.abs(low))) {
    const middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return Math.exp(0.5 * (low + high));
}

function negativeLogLikelihood(residuals: Float64Array, v: number, sigmaOf: (row: number) => number): number {
  let sum = residuals.length * (0.5 * Math.log(v * Math.PI) + logGamma(v / 2) - logGamma((v + 1) / 2));
  residuals.forEach((r, i) => {
    const s = sigmaOf(i);
    sum += Math.log(s) + 0.5 * (v + 1) * Math.log1p((r / s) ** 2 / v);
  });
  return sum;
}

/** Minimiser of a function with one minimum between two points, to about half the digits (Kiefer 1953). */
function goldenSection(f: (x: number) => number, low: number, high: number): number {
  let a = high - GOLDEN * (high - low);
  let b = low + GOLDEN * (high - low);
  let fa = f(a);
  let fb = f(b);
  while (high - low > 1e-9) {
    if (fa <= fb) {
      high = b;
      b = a;
      fb = fa;
      a = high - GOLDEN * (high - low);
      fa = f(a);
    } else {
      low = a;
      a = b;
      fa = fb;
      b = low + GOLDEN * (high - low);
      fb = f(b);
    }
  }
  return 0.5 * (low + high);
}
