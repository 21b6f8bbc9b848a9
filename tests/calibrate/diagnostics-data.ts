// diagnostics.json, written by diagnostics.py, with its shape; and linear models, on which most closed forms rest.
import { readFileSync } from "node:fs";
import { expect } from "vitest";

interface Linear {
  readonly params: number[];
  readonly bse: number[];
  readonly cov: number[][];
  readonly interval95: number[][];
  readonly llf: number;
  readonly aic: number;
  readonly bic: number;
  readonly scale: number;
  readonly df: number;
  readonly robust: Readonly<Record<"HC0" | "HC1" | "HC2" | "HC3", number[]>>;
  /** Standard error, lower and upper end at 90 %. */
  readonly mean: number[][];
  readonly obs: number[][];
}

interface Fixtures {
  readonly X: number[][];
  readonly y: number[];
  readonly weights: number[];
  readonly ols: Linear & { readonly aicc_with_sigma: number };
  readonly wls: Linear;
  readonly poisson: {
    readonly counts: number[];
    readonly params: number[];
    readonly bse: number[];
    readonly llf: number;
    readonly deviance: number[];
    readonly aic: number;
  };
  readonly heavy: number[];
  readonly huber: {
    readonly sigma: number;
    readonly params: number[];
    readonly value: number;
    readonly sandwich: number[][];
    readonly rlm: { readonly params: number[]; readonly scale: number; readonly weights: number[] };
  };
  readonly student: {
    /** Three of the line, then scale and degrees of freedom. */
    readonly params: number[];
    readonly nll: number;
    readonly statsmodels_llf: number;
    readonly fixed: {
      readonly params: number[];
      readonly nll: number;
      readonly bse: number[];
      readonly gradient: number[];
    };
  };
  readonly poisson_points: number[][];
  readonly t_points: number[][];
  readonly priors: Readonly<
    Record<"normal" | "logNormal" | "uniform" | "halfNormal" | "laplace", [number, number][]>
  >;
  readonly quantiles: {
    readonly normal: [number, number][];
    readonly t: [number, number, number][];
    readonly chi2: [number, number, number][];
    readonly digamma: [number, number][];
    readonly logGamma: [number, number][];
  };
  readonly exponential: {
    readonly times: number[];
    readonly intervals: Readonly<Record<string, [number, number]>>;
  };
  readonly svd: { readonly columns: number[][]; readonly values: number[]; readonly right: number[][] };
}

export const fixtures = JSON.parse(
  readFileSync(new URL("./diagnostics.json", import.meta.url), "utf8"),
) as Fixtures;

/** Columns of the design matrix, which are the Jacobian of a linear model. */
export const design = fixtures.X.map((column) => Float64Array.from(column));

/** Predictions of the linear model. */
export function linear(
  parameters: ArrayLike<number>,
  columns: readonly Float64Array[] = design,
): Float64Array {
  return Float64Array.from(columns[0]!, (_, i) =>
    columns.reduce((sum, column, j) => sum + column[i]! * parameters[j]!, 0),
  );
}

/** A x, with A as rows. */
export function times(rows: readonly Float64Array[], x: ArrayLike<number>): Float64Array {
  return Float64Array.from(rows, (row) => row.reduce((sum, value, j) => sum + value * x[j]!, 0));
}

export function difference(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: a.length }, (_, i) => a[i]! - b[i]!);
}

/** Each number equals the expected one to a relative tolerance (absolute for an expected 0). */
export function expectNear(
  found: ArrayLike<number | null>,
  expected: ArrayLike<number>,
  relative: number,
): void {
  expect(found.length).toBe(expected.length);
  Array.from(expected).forEach((value, i) => {
    const distance = Math.abs((found[i] ?? Number.NaN) - value);
    expect(distance, `entry ${i}: ${found[i]} for ${value}`).toBeLessThanOrEqual(
      relative * (Math.abs(value) || 1),
    );
  });
}
