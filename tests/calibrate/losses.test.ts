// Losses and priors: values of SciPy's densities, estimating equations at statsmodels' fits, derivatives against central differences.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sandwichCovariance, standardErrors } from "../../calibrate/diagnostics/covariance.js";
import { hessianCovariance } from "../../calibrate/diagnostics/index.js";
import { FitError } from "../../calibrate/errors.js";
import {
  customLoss,
  gaussianEstimated,
  gaussianKnown,
  gradientInCoordinates,
  halfNormalPrior,
  huber,
  type Loss,
  laplacePrior,
  leastSquares,
  logNormalPrior,
  normalPrior,
  type Prior,
  parameterGradient,
  poisson,
  residualsOf,
  sigmaByColumn,
  studentT,
  totalLoss,
  totalPrior,
  uniformPrior,
  weightedNormalMatrix,
} from "../../calibrate/losses/index.js";
import { transformFor } from "../../calibrate/transform.js";
import { design, expectNear, fixtures, linear } from "./diagnostics-data.js";

const pseudoHuber = customLoss({
  name: "pseudo-Huber",
  value: (p, t) => Math.sqrt(1 + (p - t) ** 2) - 1,
  slope: (p, t) => (p - t) / Math.sqrt(1 + (p - t) ** 2),
  curvature: (p, t) => (1 + (p - t) ** 2) ** -1.5,
});

const losses: readonly [Loss, readonly number[]][] = [
  [leastSquares([2.5]), []],
  [gaussianKnown(0.4), []],
  [gaussianEstimated(3), [0.7]],
  [huber({ sigma: 0.5 }), []],
  [studentT({ nu: 3, sigma: 0.8 }), []],
  [studentT(), [0.6, 2.2]],
  [studentT({ sigma: 0.6 }), [5]],
  [poisson(), []],
  [pseudoHuber, []],
];

/** Points at which all losses are smooth: Huber's bend is at |p - t| = 0.6725. */
const point = fc
  .tuple(fc.double({ min: 0.3, max: 9, noNaN: true }), fc.integer({ min: 0, max: 9 }))
  .filter(([p, t]) => Math.abs(Math.abs(p - t) - 0.6725) > 1e-3);

function central(f: (x: number) => number, x: number): number {
  const h = 1e-5 * Math.max(1, Math.abs(x));
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

describe.each(losses)("$name", (loss, nuisance) => {
  it("has the derivatives of its value, and a weight that is not negative", () => {
    fc.assert(
      fc.property(point, ([p, t]) => {
        const at = loss.row(p, t, 0, nuisance);
        expect(at.slope).toBeCloseTo(
          central((x) => loss.row(x, t, 0, nuisance).value, p),
          6,
        );
        expect(at.curvature).toBeCloseTo(
          central((x) => loss.row(x, t, 0, nuisance).slope, p),
          5,
        );
        expect(at.weight).toBeGreaterThanOrEqual(0);
        nuisance.forEach((value, k) => {
          const moved = (x: number): readonly number[] => nuisance.map((old, i) => (i === k ? x : old));
          expect(at.byNuisance[k]).toBeCloseTo(
            central((x) => loss.row(p, t, 0, moved(x)).value, value),
            6,
          );
        });
      }),
      { numRuns: 60 },
    );
  });

  it.runIf(loss.residual)("has a residual form: half its square is the value up to a constant", () => {
    fc.assert(
      fc.property(point, point, ([p, t], [other]) => {
        const half = (x: number): number => 0.5 * loss.residual!(x, t, 0, nuisance).residual ** 2;
        const value = (x: number): number => loss.row(x, t, 0, nuisance).value;
        expect(half(p) - half(other)).toBeCloseTo(value(p) - value(other), 9);
        const slope = central((x) => loss.residual!(x, t, 0, nuisance).residual, p);
        expect(loss.residual!(p, t, 0, nuisance).slope).toBeCloseTo(slope, 6);
      }),
      { numRuns: 60 },
    );
  });
});

describe("values", () => {
  it("are SciPy's log densities", () => {
    for (const [p, t, nll] of fixtures.poisson_points)
      expectNear([poisson().row(p!, t!, 0, []).value], [nll!], 1e-12);
    for (const [p, t, nu, sigma, nll] of fixtures.t_points)
      expectNear([studentT({ nu: nu!, sigma: sigma! }).row(p!, t!, 0, []).value], [nll!], 1e-12);
  });

  it("of Poisson's residual form keep their digits near the count", () => {
    // Deviance ≈ (μ - y)²/y for μ near y: 1e-14 / 3 at μ = 3 + 1e-7, next term 3e-8 of it.
    const { residual } = poisson().residual!(3 + 1e-7, 3, 0, []);
    expectNear([residual], [1e-7 / Math.sqrt(3)], 1e-7);
    expect(poisson().residual!(3, 3, 0, [])).toEqual({ residual: 0, slope: 1 / Math.sqrt(3) });
  });

  it("of a mean that cannot be are infinite, not moved", () => {
    expect(poisson().row(-0.1, 0, 0, []).value).toBe(Number.POSITIVE_INFINITY);
    expect(poisson().row(0, 2, 0, []).value).toBe(Number.POSITIVE_INFINITY);
    expect(poisson().row(0, 0, 0, []).value).toBe(0);
    expect(poisson().row(Number.NaN, 2, 0, []).value).toBeNaN();
  });
});

describe("at the fits of statsmodels", () => {
  const { ols, wls, weights, y } = fixtures;

  it("normal noise has its log likelihood and scale, with σ profiled", () => {
    for (const [fit, loss] of [
      [ols, gaussianEstimated()],
      [wls, gaussianEstimated(weights)],
    ] as const) {
      const predictions = linear(fit.params);
      const sigma = loss.profile!(predictions, y);
      expectNear(sigma, [Math.sqrt((fit.scale * fit.df) / y.length)], 1e-12);
      const total = totalLoss(loss, predictions, y, sigma);
      expectNear([total.value], [-fit.llf], 1e-12);
      expect(Math.abs(total.nuisanceGradient[0]!)).toBeLessThan(1e-10);
      for (const g of parameterGradient(total.slopes, design)) expect(Math.abs(g)).toBeLessThan(1e-9);
      const { residuals } = residualsOf(loss, predictions, y, sigma);
      expectNear([residuals.reduce((sum, r) => sum + r * r, 0)], [y.length], 1e-12);
    }
  });

  it("Poisson counts have its log likelihood, standard errors and deviance residuals", () => {
    const { counts, params, bse, llf, deviance } = fixtures.poisson;
    const means = linear(params).map(Math.exp);
    const total = totalLoss(poisson(), means, counts);
    expectNear([total.value], [-llf], 1e-12);
    // d mean / d parameter through the log link.
    const jacobian = design.map((column) => column.map((x, i) => x * means[i]!));
    for (const g of parameterGradient(total.slopes, jacobian)) expect(Math.abs(g)).toBeLessThan(1e-8);
    const fisher = hessianCovariance(weightedNormalMatrix(total.weights, jacobian))!;
    expectNear(standardErrors(fisher), bse, 1e-8);
    const { residuals } = residualsOf(poisson(), means, counts);
    expectNear(
      residuals.map((r) => -r),
      deviance,
      1e-7,
    );
  });

  it("Huber's loss satisfies the estimating equations, and has the sandwich of NumPy", () => {
    const { sigma, params, value, sandwich, rlm } = fixtures.huber;
    const loss = huber({ sigma });
    const total = totalLoss(loss, linear(params), fixtures.heavy);
    expectNear([total.value], [value], 1e-12);
    for (const g of parameterGradient(total.slopes, design)) expect(Math.abs(g)).toBeLessThan(1e-9);
    const scores = fixtures.heavy.map((_, i) => Float64Array.from(design, (c) => c[i]! * total.slopes[i]!));
    const found = sandwichCovariance(weightedNormalMatrix(total.curvatures, design), scores)!;
    for (const [i, row] of found.matrix.entries()) expectNear(row, sandwich[i]!, 1e-9);
    const robust = totalLoss(huber({ sigma: rlm.scale }), linear(rlm.params), fixtures.heavy);
    for (const g of parameterGradient(robust.slopes, design)) expect(Math.abs(g)).toBeLessThan(1e-6);
    expectNear(
      robust.weights.map((w) => w * rlm.scale ** 2),
      rlm.weights,
      1e-6,
    );
  });

  it("Student-t noise has its likelihood and errors with ν known, and finds σ and ν itself", () => {
    const { params, nll, statsmodels_llf, fixed } = fixtures.student;
    const known = totalLoss(studentT({ nu: 4, sigma: 0.5 }), linear(fixed.params), fixtures.heavy);
    expectNear([known.value], [fixed.nll], 1e-12);
    const gradient = parameterGradient(known.slopes, design);
    for (const j of [0, 1, 2]) expect(gradient[j]).toBeCloseTo(fixed.gradient[j]!, 10);
    const covariance = hessianCovariance(weightedNormalMatrix(known.curvatures, design))!;
    expectNear(standardErrors(covariance), fixed.bse, 1e-9);

    const loss = studentT();
    const [sigma, nu] = loss.profile!(linear(params), fixtures.heavy);
    expectNear([sigma!, nu!], params.slice(3), 2e-5);
    const total = totalLoss(loss, linear(params), fixtures.heavy, [sigma!, nu!]);
    expectNear([total.value], [nll], 1e-10);
    expectNear([total.value], [-statsmodels_llf], 1e-8);
    const [scale] = studentT({ nu: 4 }).profile!(linear(params), fixtures.heavy);
    const at = totalLoss(studentT({ nu: 4 }), linear(params), fixtures.heavy, [scale!]);
    expect(Math.abs(at.nuisanceGradient[0]!)).toBeLessThan(1e-9);
  });
});

describe("what a loss cannot take", () => {
  it("is named", () => {
    expect(() => poisson().row(1, 1.5, 6, [])).toThrow(/row 7 is 1.5/);
    expect(() => leastSquares([1, 0])).toThrow(/the weight of row 2 must be positive/);
    expect(() => leastSquares([1]).row(0, 0, 1, [])).toThrow(FitError);
    expect(() => huber({ threshold: 0 })).toThrow(/threshold must be positive/);
    expect(() => residualsOf(pseudoHuber, [1], [2])).toThrow(/no residual form/);
    expect(() => totalLoss(poisson(), [1], [1, 2])).toThrow(/1 predictions for 2 targets/);
    expect(() => studentT().profile!([0, 0, 0, 0], [0, 0, 0, 1])).toThrow(/residuals are exactly 0/);
    expect(() => sigmaByColumn(["a", "b"], { a: 1 })).toThrow(/column b has no sigma/);
    expect([...sigmaByColumn(["a", "b", "a"], { a: 1, b: 2 })]).toEqual([1, 2, 1]);
  });
});

describe("priors", () => {
  const cases: Readonly<Record<keyof typeof fixtures.priors, Prior>> = {
    normal: normalPrior(1.5, 0.7),
    logNormal: logNormalPrior(0.3, 0.8),
    uniform: uniformPrior(-2, 3),
    halfNormal: halfNormalPrior(2),
    laplace: laplacePrior(0.5, 2),
  };
  it.each(Object.keys(cases) as (keyof typeof cases)[])(
    "%s has SciPy's density and its derivatives",
    (key) => {
      const prior = cases[key];
      for (const [parameter, nll] of fixtures.priors[key]) {
        const at = prior.at(parameter);
        expectNear([at.value], [nll], 1e-12);
        expect(at.slope).toBeCloseTo(
          central((x) => prior.at(x).value, parameter),
          6,
        );
        expect(at.curvature).toBeCloseTo(
          central((x) => prior.at(x).slope, parameter),
          5,
        );
        if (!prior.residual) continue;
        const { residual, slope } = prior.residual(parameter);
        expect(residual * slope).toBeCloseTo(at.slope, 10);
      }
    },
  );

  it("have no density outside their support", () => {
    expect(cases.logNormal.at(-1).value).toBe(Number.POSITIVE_INFINITY);
    expect(cases.uniform.at(3.1).value).toBe(Number.POSITIVE_INFINITY);
    expect(cases.halfNormal.at(-1e-9).value).toBe(Number.POSITIVE_INFINITY);
    expect(() => uniformPrior(2, 1)).toThrow(/in order/);
  });

  it("give the mode of the parameter's density in whatever coordinate it is sought", () => {
    // Of a log-normal density the mode is exp(mean - deviation²); of its logarithm's density it would be exp(mean).
    const transform = transformFor({ lower: 0, upper: Number.POSITIVE_INFINITY });
    const mode = Math.exp(0.3 - 0.8 ** 2);
    const slopeAt = (parameter: number): number => {
      const { gradient } = totalPrior([cases.logNormal, undefined], [parameter, 5]);
      return gradientInCoordinates(
        gradient,
        [transform.forward(parameter), 5],
        [transform, transformFor({ lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY })],
      )[0]!;
    };
    expect(slopeAt(mode)).toBeCloseTo(0, 12);
    expect(slopeAt(mode * 0.9)).toBeLessThan(0);
    expect(slopeAt(Math.exp(0.3))).toBeGreaterThan(0.1);
  });
});
