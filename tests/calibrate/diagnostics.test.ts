// Errors, intervals, bands, criteria and reasons: statsmodels, SciPy and NumPy are the oracles (diagnostics.py).
import { describe, expect, it } from "vitest";
import {
  chiSquareQuantile,
  digamma,
  logGamma,
  normalQuantile,
  tQuantile,
} from "../../calibrate/diagnostics/distributions.js";
import {
  agreementOf,
  correlations,
  criteriaOf,
  diagnose,
  gaussNewtonCovariance,
  hessianCovariance,
  laplaceBands,
  linearise,
  profiledGaussian,
  rankBy,
  residualVariance,
  robustCovariance,
  standardErrors,
  waldIntervals,
} from "../../calibrate/diagnostics/index.js";
import { singularValues } from "../../calibrate/diagnostics/singular.js";
import { inversePositiveDefinite } from "../../calibrate/diagnostics/symmetric.js";
import { weightedNormalMatrix } from "../../calibrate/losses/index.js";
import { design, difference, expectNear, fixtures, linear } from "./diagnostics-data.js";

const { ols, wls, y, weights } = fixtures;
const roots = weights.map(Math.sqrt);
const fits = [
  { name: "OLS", fit: ols, columns: design, targets: Float64Array.from(y) },
  {
    name: "WLS",
    fit: wls,
    columns: design.map((column) => column.map((x, i) => x * roots[i]!)),
    targets: Float64Array.from(y, (value, i) => value * roots[i]!),
  },
] as const;

describe("distributions", () => {
  it("are SciPy's", () => {
    const { normal, t, chi2, digamma: psi, logGamma: lg } = fixtures.quantiles;
    for (const [p, q] of normal) expect(normalQuantile(p)).toBeCloseTo(q, 7);
    for (const [p, d, q] of t) expectNear([tQuantile(p, d)], [q], 1e-7);
    for (const [p, d, q] of chi2) expectNear([chiSquareQuantile(p, d)], [q], 1e-7);
    for (const [x, value] of psi) expect(digamma(x)).toBeCloseTo(value, 12);
    for (const [x, value] of lg) expectNear([logGamma(x)], [value], 1e-13);
  });
  it("refuse what has no quantile", () => {
    expect(() => normalQuantile(1)).toThrow(/strictly between 0 and 1, got 1/);
    expect(() => tQuantile(0.9, 0)).toThrow(/degrees of freedom must be positive/);
  });
});

describe.each(fits)("covariances of $name", ({ fit, columns, targets }) => {
  const residuals = difference(targets, linear(fit.params, columns));
  const classic = gaussNewtonCovariance(columns, residuals);

  it("are statsmodels'", () => {
    for (const [i, row] of classic.matrix.entries()) expectNear(row, fit.cov[i]!, 1e-9);
    expectNear(standardErrors(classic), fit.bse, 1e-9);
    expectNear([residualVariance(residuals, 3)], [fit.scale], 1e-10);
    for (const kind of ["HC0", "HC1", "HC2", "HC3"] as const)
      expectNear(standardErrors(robustCovariance(columns, residuals, kind)), fit.robust[kind], 1e-9);
    const intervals = waldIntervals(fit.params, classic, 0.95, fit.df);
    expectNear(
      intervals.flatMap((one) => [one!.lower, one!.upper]),
      fit.interval95.flat(),
      1e-7,
    );
  });

  it("agree with the full Hessian, which for a linear model is JᵀJ", () => {
    const hessian = weightedNormalMatrix(
      targets.map(() => 1),
      columns,
    );
    const full = hessianCovariance(hessian, fit.scale)!;
    for (const [i, row] of full.matrix.entries()) expectNear(row, fit.cov[i]!, 1e-8);
  });

  it("have correlations", () => {
    const expected = fit.cov[0]![1]! / fit.bse[0]! / fit.bse[1]!;
    expect(correlations(classic)[0]![1]).toBeCloseTo(expected, 9);
    expect(correlations(classic)[2]![2]).toBe(1);
  });
});

describe("bands", () => {
  it("of mean and new observations are statsmodels'", () => {
    const predictions = linear(ols.params);
    const covariance = gaussNewtonCovariance(design, difference(y, predictions));
    const bands = laplaceBands(predictions, design, covariance, ols.scale, 0.9, ols.df);
    // Compared by their distances from the prediction, which may lie near 0 itself.
    const ends: [Float64Array, number[][], number][] = [
      [bands.meanLower, ols.mean, 1],
      [bands.meanUpper, ols.mean, 2],
      [bands.newLower, ols.obs, 0],
      [bands.newUpper, ols.obs, 1],
    ];
    expectNear(
      bands.meanError,
      ols.mean.map((row) => row[0]!),
      1e-8,
    );
    for (const [found, table, k] of ends) {
      const expected = table.map((row) => row[k]!);
      expectNear(difference(found, predictions), difference(expected, predictions), 1e-7);
    }
  });
});

describe("parameters that the rows do not determine", () => {
  const doubled = [design[0]!, design[1]!, design[1]!.map((x) => 2 * x), design[2]!];
  const residuals = difference(y, linear(ols.params));
  it("have no entry, and leave the others theirs", () => {
    const { undetermined, rank } = linearise(doubled);
    expect([rank, undetermined]).toEqual([3, [1, 2]]);
    const errors = standardErrors(gaussNewtonCovariance(doubled, residuals));
    expect(errors.slice(1, 3)).toEqual([null, null]);
    expectNear([errors[0]!, errors[3]!], [ols.bse[0]!, ols.bse[2]!], 1e-8);
    const robust = standardErrors(robustCovariance(doubled, residuals, "HC3"));
    expect(robust.slice(1, 3)).toEqual([null, null]);
    expectNear([robust[0]!, robust[3]!], [ols.robust.HC3[0]!, ols.robust.HC3[2]!], 1e-8);
  });
  it("give no band where a prediction needs them, and one where it does not", () => {
    const covariance = gaussNewtonCovariance(doubled, residuals);
    const at = [
      [1, 1],
      [0, 3],
      [0, 0],
      [0, 0],
    ].map((column) => Float64Array.from(column));
    const { meanError } = laplaceBands([0, 0], at, covariance, 1, 0.9);
    expect(meanError[0]).toBeCloseTo(ols.bse[0]!, 8);
    expect(meanError[1]).toBeNaN();
  });
  it("leave no variance without degrees of freedom", () => {
    expect(() => residualVariance(Float64Array.of(1, 2), 2)).toThrow(/no degree of freedom/);
    const saturated = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
    expect(() => robustCovariance(saturated, Float64Array.of(0, 0), "HC3")).toThrow(/leverage 1/);
  });
});

describe("matrices", () => {
  it("have NumPy's singular values, the small ones too", () => {
    const { columns, values, right } = fixtures.svd;
    const found = singularValues(columns.map((column) => Float64Array.from(column)));
    // NumPy's are good to eps times the largest; ours are better, so the tolerance is that.
    values.forEach((value, k) => {
      expect(Math.abs(found.values[k]! - value)).toBeLessThan(4e-15 * values[0]!);
      const cosine = right[k]!.reduce((sum, x, j) => sum + x * found.right[k]![j]!, 0);
      expect(Math.abs(Math.abs(cosine) - 1)).toBeLessThan(1e-8);
    });
  });
  it("that are not positive definite have no inverse", () => {
    expect(inversePositiveDefinite([Float64Array.of(1, 2), Float64Array.of(2, 1)])).toBeUndefined();
    expect(inversePositiveDefinite([Float64Array.of(1, 1), Float64Array.of(1, 1)])).toBeUndefined();
    expect(inversePositiveDefinite([Float64Array.of(-1)])).toBeUndefined();
  });
  it("of unitary columns without rank have orthogonal null vectors", () => {
    const { values, right } = singularValues([1, 2, 3].map((k) => Float64Array.of(k, 2 * k)));
    expectNear([values[0]!], [Math.sqrt(70)], 1e-14);
    expect(values[1]! + values[2]!).toBeLessThan(1e-14);
    for (const vector of right.slice(1))
      expect(vector[0]! + 2 * vector[1]! + 3 * vector[2]!).toBeCloseTo(0, 13);
    expect(right[1]!.reduce((sum, x, j) => sum + x * right[2]![j]!, 0)).toBeCloseTo(0, 13);
  });
});

describe("criteria", () => {
  it("are statsmodels', which does not count the variance", () => {
    expectNear([criteriaOf(-ols.llf, 3, y.length).aic], [ols.aic], 1e-12);
    expectNear([criteriaOf(-ols.llf, 3, y.length).bic], [ols.bic], 1e-12);
    expectNear([criteriaOf(-ols.llf, 4, y.length).aicc!], [ols.aicc_with_sigma], 1e-12);
    expectNear([criteriaOf(-fixtures.poisson.llf, 3, y.length).aic], [fixtures.poisson.aic], 1e-12);
    const squares = difference(y, linear(ols.params)).reduce((sum, r) => sum + r * r, 0);
    expectNear([profiledGaussian(squares, y.length)], [-ols.llf], 1e-12);
    expect(criteriaOf(1, 3, 4).aicc).toBeNull();
  });
  it("rank programs with weights that add up to 1", () => {
    const candidates = [
      { name: "worse", criteria: criteriaOf(11, 2, 30) },
      { name: "better", criteria: criteriaOf(10, 2, 30) },
    ];
    const ranked = rankBy(candidates, "aic");
    expect(ranked.map(({ candidate, difference: d }) => [candidate.name, d])).toEqual([
      ["better", 0],
      ["worse", 2],
    ]);
    expectNear([ranked[1]!.weight], [Math.exp(-1) / (1 + Math.exp(-1))], 1e-14);
    expect(() => rankBy([candidates[0]!, { criteria: criteriaOf(1, 1, 29) }], "aic")).toThrow(/same rows/);
  });
});

describe("starts", () => {
  it("that agree are counted, failed ones are not", () => {
    const agreement = agreementOf([
      { loss: 2, parameters: [1, 9] },
      { loss: 1.00001, parameters: [3, 4] },
      { loss: Number.NaN, parameters: [0, 0] },
      { loss: 1, parameters: [3, 5] },
    ]);
    expect(agreement).toMatchObject({ starts: 4, failed: 1, agreeing: 2, ambiguous: [1] });
    expect(agreement.words).toBe("2 of 4 starts agree");
    expect([...agreement.waterfall]).toEqual([1, 1.00001, 2]);
    expect(() => agreementOf([{ loss: Number.NaN, parameters: [] }])).toThrow(/none of 1 starts/);
  });
});

describe("a diagnosis", () => {
  const given = {
    names: ["a", "b", "c"],
    parameters: ols.params,
    targets: y,
    predictions: linear(ols.params),
    jacobian: design,
    converged: true,
  };
  const hessian = weightedNormalMatrix(
    y.map(() => 1),
    design,
  );

  it("has statsmodels' errors and intervals, plain, weighted and robust", () => {
    const plain = diagnose({ ...given, hessian });
    expectNear(
      plain.parameters.map((one) => one.standardError),
      ols.bse,
      1e-9,
    );
    expectNear(
      plain.parameters.map((one) => one.hessianError),
      ols.bse,
      1e-8,
    );
    expectNear(
      plain.parameters.flatMap(({ interval }) => [interval!.lower, interval!.upper]),
      ols.interval95.flat(),
      1e-7,
    );
    expect(plain.reasons).toEqual([]);
    const weighted = diagnose({ ...given, parameters: wls.params, predictions: linear(wls.params), weights });
    expectNear(
      weighted.parameters.map((one) => one.standardError),
      wls.bse,
      1e-9,
    );
    expectNear([weighted.residualDeviation!], [Math.sqrt(wls.scale)], 1e-9);
    const robust = diagnose({ ...given, errors: "HC2" });
    expectNear(
      robust.parameters.map((one) => one.standardError),
      ols.robust.HC2,
      1e-9,
    );
    // Known variance: normal quantiles.
    const known = diagnose({ ...given, variance: 4 });
    const { interval, standardError } = known.parameters[1]!;
    expectNear([standardError!], [(2 * ols.bse[1]!) / Math.sqrt(ols.scale)], 1e-9);
    expectNear([interval!.upper - interval!.lower], [2 * 1.959963984540054 * standardError!], 1e-7);
  });

  it.each([
    [
      "hessian",
      {
        hessian: [
          [1, 2, 0],
          [2, 1, 0],
          [0, 0, 1],
        ].map((row) => Float64Array.from(row)),
      },
    ],
    ["bound", { bounds: [{ lower: ols.params[0]! - 1e-9, upper: 10 }] }],
    ["starts", { starts: [1, 2].map((loss) => ({ loss, parameters: ols.params })) }],
    ["not-converged", { converged: false }],
    [
      "freedom",
      {
        targets: y.slice(0, 3),
        jacobian: design.map((c) => c.slice(0, 3)),
        predictions: linear(ols.params).slice(0, 3),
      },
    ],
  ])("withholds errors, with the reason: %s", (kind, change) => {
    const result = diagnose({ ...given, ...change });
    expect(result.reasons.map((reason) => reason.kind)).toEqual([kind]);
    for (const { standardError, interval } of result.parameters)
      expect([standardError, interval]).toEqual([null, null]);
    expect(result.bands).toBeNull();
  });

  it("withholds only the errors of parameters that are undetermined or ambiguous", () => {
    const jacobian = [design[0]!, design[1]!, design[1]!];
    const flat = diagnose({ ...given, jacobian });
    expect(flat.reasons.map(({ kind, parameters }) => [kind, parameters])).toEqual([["rank", ["b", "c"]]]);
    expect(flat.parameters.map(({ standardError }) => standardError === null)).toEqual([false, true, true]);
    const other = [ols.params[0]!, ols.params[1]!, -ols.params[2]!];
    const twofold = diagnose({
      ...given,
      starts: [ols.params, other].map((parameters) => ({ loss: 1, parameters })),
    });
    expect(twofold.parameters.map(({ standardError }) => standardError === null)).toEqual([
      false,
      false,
      true,
    ]);
  });
});
