// Losses, noise, priors and series in `fit`, on both roads: SciPy's and NumPy's results (noise.py) and closed forms.
import { describe, expect, test } from "vitest";
import {
  fit as calibrate,
  FitError,
  type FitOptions,
  laplacePrior,
  normalPrior,
} from "../../calibrate/index.js";
import { compile, loadInterpreter, type Program } from "../../host/index.js";
import fixtures from "./noise.json" with { type: "json" };

const interpreter = await loadInterpreter();
const { x, y, sigma, outliers, counts, line, series } = fixtures;
const DECAY = "(define-parameter a 1.0) (define-parameter b 0.5) (define (decay x) (* a (exp (- (* b x)))))";
const LINE = "(define-parameter p 0.0) (define-parameter q 0.0) (define (line x) (+ p (* q x)))";
const decay = { predict: "decay", columns: ["x"], target: "y" } as const;

async function roads(
  source: string,
  run: (program: Program) => Promise<void>,
  entries: Record<string, { expression: string; variables: string[] }> = {},
): Promise<void> {
  for (const program of [await compile(source, { entries }), interpreter.load(source, { entries })])
    await run(program);
}

function near(
  found: Readonly<Record<string, number | null>>,
  wanted: readonly number[],
  digits: number,
): void {
  Object.values(found).forEach((value, j) => {
    expect(value! / wanted[j]!, `number ${j + 1}`).toBeCloseTo(1, digits);
  });
}

describe("losses", () => {
  test("known sigma of each row: SciPy's constants, errors and AIC", () =>
    roads(DECAY, async (program) => {
      const found = await calibrate(program, { x, y, s: sigma }, { ...decay, sigma: "s" });
      near(found.parameters, fixtures.weighted.p, 7);
      near(found.standardErrors, fixtures.weighted.errors, 6);
      expect(found.diagnosis!.criteria!.aic).toBeCloseTo(fixtures.weighted.aic, 6);
    }));
  test("weights 1/sigma² are the same constants, with errors from the residuals", () =>
    roads(DECAY, async (program) => {
      const weights = sigma.map((s) => 1 / s ** 2);
      const found = await calibrate(program, { x, y }, { ...decay, weights });
      near(found.parameters, fixtures.weighted.p, 7);
      near(found.standardErrors, fixtures.weightErrors, 6);
    }));
  test("an estimated sigma: the constants of least squares, their AIC and BIC", () =>
    roads(DECAY, async (program) => {
      const found = await calibrate(program, { x, y }, { ...decay, loss: { kind: "gaussian" } });
      near(found.parameters, fixtures.plain.p, 7);
      expect(found.noise.sigma).toBeCloseTo(fixtures.plain.sigma, 8);
      expect(found.diagnosis!.criteria!.aic).toBeCloseTo(fixtures.plain.aic, 6);
      expect(found.diagnosis!.criteria!.bic).toBeCloseTo(fixtures.plain.bic, 6);
      const squares = await calibrate(program, { x, y }, decay);
      expect(squares.diagnosis!.criteria!.aic).toBeCloseTo(fixtures.plain.aic, 6);
      near(found.standardErrors, Object.values(squares.standardErrors) as number[], 8);
    }));
  test("Huber's: SciPy's constants, by squares and by gradients", () =>
    roads(DECAY, async (program) => {
      for (const optimizer of ["ladder", "l-bfgs"] as const) {
        program.setParameters({ a: 1, b: 0.5 });
        const found = await calibrate(
          program,
          { x, y: outliers },
          { ...decay, loss: { kind: "huber" }, sigma: 0.05, optimizer },
        );
        near(found.parameters, fixtures.huber, 6);
      }
    }));
  test("Student-t with an estimated scale: SciPy's minimum", () =>
    roads(DECAY, async (program) => {
      const found = await calibrate(
        program,
        { x, y: outliers },
        { ...decay, loss: { kind: "student-t", nu: 4 } },
      );
      near(found.parameters, fixtures.student.p, 5);
      expect(found.noise.sigma! / fixtures.student.sigma).toBeCloseTo(1, 5);
      expect(found.loss * 30).toBeCloseTo(fixtures.student.nll, 8);
    }));
  test("Poisson: SciPy's minimum, with errors from the observed information", () =>
    roads(DECAY, async (program) => {
      const found = await calibrate(program, { x, y: counts }, { ...decay, loss: { kind: "poisson" } });
      near(found.parameters, fixtures.poisson.p, 6);
      near(found.standardErrors, fixtures.poisson.errors, 4);
      expect(found.loss * 30).toBeCloseTo(fixtures.poisson.nll, 8);
    }));
  test("a procedure of the program: squares by hand are least squares", () =>
    roads(
      DECAY,
      async (program) => {
        const found = await calibrate(
          program,
          { x, y },
          { ...decay, loss: { kind: "procedure", entry: "loss" } },
        );
        near(found.parameters, fixtures.plain.p, 6);
        expect(found.converged).toBe(true);
      },
      { loss: { expression: "(/ (square (- (decay x) target)) 2.0)", variables: ["x", "target"] } },
    ));
});

test("a constant that is in the loss alone: sigma by hand is the estimated one, with its error", () =>
  roads(
    `${DECAY} (define-parameter s 1.0 (lower 0.0))`,
    async (program) => {
      const found = await calibrate(
        program,
        { x, y },
        { ...decay, loss: { kind: "procedure", entry: "loss" } },
      );
      expect(found.warnings).toEqual([]);
      expect(found.parameters.s! / fixtures.plain.sigma).toBeCloseTo(1, 5);
      // The error of a standard deviation is σ/√(2n).
      expect(found.standardErrors.s! / (fixtures.plain.sigma / Math.sqrt(60))).toBeCloseTo(1, 4);
    },
    {
      loss: {
        expression: "(+ (log s) (/ (square (- (decay x) target)) (* 2.0 s s)))",
        variables: ["x", "target"],
      },
    },
  ));

describe("priors", () => {
  const options = { predict: "line", columns: ["x"], target: "y", sigma: 0.2 } as const;
  test("a normal one on a slope with known noise: the posterior in closed form", () =>
    roads(LINE, async (program) => {
      const found = await calibrate(
        program,
        { x, y: line.y },
        { ...options, priors: { q: normalPrior(0.3, 0.05) } },
      );
      near(found.parameters, line.mode, 8);
      near(found.standardErrors, line.errors, 6);
    }));
  test("they determine what the data do not", async () => {
    const source = "(define-parameter a 1.0) (define-parameter b 1.0) (define (line x) (* a b x))";
    const free = await calibrate(interpreter.load(source), { x, y: line.y }, options);
    expect(free.standardErrors).toEqual({ a: null, b: null });
    const found = await calibrate(
      interpreter.load(source),
      { x, y: line.y },
      { ...options, priors: { a: normalPrior(1, 0.1) } },
    );
    expect(found.parameters.a).toBeCloseTo(1, 6);
    expect(found.standardErrors.a).toBeCloseTo(0.1, 3);
  });
  test("a very narrow Laplace prior holds its constant", async () => {
    const found = await calibrate(
      interpreter.load(LINE),
      { x, y: line.y },
      { ...options, priors: { q: laplacePrior(0.25, 1e-4) } },
    );
    expect(found.parameters.q).toBeCloseTo(0.25, 3);
  });
  test.each<[string, Partial<FitOptions>, string]>([
    ["an unknown scale", { priors: { q: normalPrior(0, 1) } }, "a prior on q needs to know the noise"],
    ["no such parameter", { sigma: 1, priors: { r: normalPrior(0, 1) } }, "there is no parameter r"],
    ["weights and sigma", { sigma: 1, weights: sigma }, "weights and sigma cannot both be given"],
    ["Huber's without a scale", { loss: { kind: "huber" } }, "give sigma"],
    ["sigma of 0", { sigma: "z" }, "must be positive and finite; row 1"],
    ["counts that are none", { loss: { kind: "poisson" } }, "Poisson noise needs counts"],
    [
      "squares of none",
      { loss: { kind: "student-t" }, optimizer: "levenberg-marquardt" },
      "needs a sum of squares",
    ],
    ["a bootstrap of weights", { weights: sigma, bootstrap: { replicates: 10 } }, "resamples residuals"],
    ["an optimiser of another name", { optimizer: "magic" as never }, "there is no optimiser magic"],
  ])("%s is refused", async (_, given, message) => {
    const data = { x, y: line.y, z: x };
    await expect(
      calibrate(interpreter.load(LINE), data, { predict: "line", columns: ["x"], target: "y", ...given }),
    ).rejects.toThrow(message);
    await expect(
      calibrate(interpreter.load(LINE), data, { predict: "line", columns: ["x"], target: "y", ...given }),
    ).rejects.toBeInstanceOf(FitError);
  });
});

describe("series", () => {
  const PER = "(define-parameter p 0.0 (per s)) (define-parameter q 0.0) (define (line x) (+ p (* q x)))";
  const data = { x, y: series.y, s: series.of.map((k) => ["A", "B", "C"][k]!) };
  const options = { predict: "line", columns: ["x"], target: "y" } as const;
  test("intercepts of their own and a shared slope: regression with dummies", () =>
    roads(PER, async (program) => {
      const found = await calibrate(program, data, options);
      expect(Object.keys(found.parameters)).toEqual(["p[A]", "p[B]", "p[C]", "q"]);
      near(found.parameters, series.beta, 8);
      near(found.standardErrors, series.errors, 6);
      // A new series would start from the median.
      expect(program.parameters.get("p")!.value).toBe(found.parameters["p[B]"]);
    }));
  test("leaving one out: it is predicted with the shared slope and the lower median of the others", async () => {
    const found = await calibrate(interpreter.load(PER), data, { ...options, validate: { series: "s" } });
    near(
      Object.fromEntries(found.diagnosis!.validation!.splits.map(({ name, rmse }) => [name, rmse])),
      series.leftOut,
      7,
    );
  });
  test("nothing shared: each is a fit of its own, the same as alone", () =>
    roads(PER.replace("(define-parameter q 0.0)", "(define-parameter q 0.0 (per s))"), async (program) => {
      const found = await calibrate(program, data, options);
      expect(found.series.map(({ name }) => name)).toEqual(["A", "B", "C"]);
      for (const [k, { name, fit: own }] of found.series.entries()) {
        const rows = series.of.map((s) => s === k);
        const alone = await calibrate(interpreter.load(LINE), { x, y: series.y }, { ...options, rows });
        near(own.parameters, Object.values(alone.parameters), 12);
        expect(found.parameters[`q[${name}]`]).toBe(own.parameters.q);
        expect(found.standardErrors[`q[${name}]`]! / alone.standardErrors.q!).toBeCloseTo(1, 8);
      }
      expect(found.trainRows).toBe(30);
      expect(found.residuals.every(Number.isFinite)).toBe(true);
    }));
  test("a series without a name, and one without rows to train on, are told", async () => {
    await expect(
      calibrate(interpreter.load(PER), { ...data, s: data.s.map((s, i) => (i === 3 ? "" : s)) }, options),
    ).rejects.toThrow("row 4 has no series");
    const own = PER.replace("(define-parameter q 0.0)", "(define-parameter q 0.0 (per s))");
    await expect(
      calibrate(interpreter.load(own), data, { ...options, holdout: series.of.map((k) => k === 2) }),
    ).rejects.toThrow('the series C of the column "s" has no row to train on');
  });
});

describe("more of a fit's diagnosis", () => {
  test("profiles of a linear model are the intervals of χ², the bootstrap's errors near those of theory", async () => {
    const found = await calibrate(
      interpreter.load(LINE),
      { x, y: line.y },
      {
        ...{ predict: "line", columns: ["x"], target: "y", profiles: true },
        bootstrap: { replicates: 300 },
      },
    );
    const { profiles, bootstrap, parameters } = found.diagnosis!;
    const sum = found.loss * 30;
    for (const [j, profile] of profiles.entries()) {
      // ½ n log(S/S₀) = ½ 3.8415: in a linear model S rises by (Δ/se)² s², with s² = S₀/(n-2).
      const error = parameters[j]!.standardError!;
      const half = error * Math.sqrt(28 * Math.expm1(3.841458820694124 / 30));
      expect((profile.upper! - profile.lower!) / 2 / half).toBeCloseTo(1, 5);
      expect(bootstrap!.standardErrors[j]! / error).toBeGreaterThan(0.85);
      expect(bootstrap!.standardErrors[j]! / error).toBeLessThan(1.15);
    }
    expect(sum).toBeGreaterThan(0);
  });
  test("starts that end in different minima: no errors, and why", async () => {
    // Three equal valleys of sin² …, of which each start finds its own; the data cannot tell them apart.
    const source = "(define-parameter w 1.0) (define (f x) (square (sin (* w x))))";
    const t = Array.from({ length: 12 }, (_, i) => i);
    const found = await calibrate(
      interpreter.load(source),
      { x: t, y: t.map((v) => Math.sin(0.9 * v) ** 2 + 0.01 * Math.cos(5 * v)) },
      { predict: "f", columns: ["x"], target: "y" },
    );
    expect(found.standardErrors.w).toBeNull();
    expect(found.warnings.join()).toContain("several equally good minima");
  });
});
