// Fits: known answers, bounds, hold-out rows, uncertainty, what is refused and what is warned of.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fit as calibrate,
  columnsIn,
  DataError,
  type Fit,
  FitError,
  type FitOptions,
  readTable,
} from "../../calibrate/index.js";
import { loadInterpreter, type Program, SchemeError } from "../../host/index.js";

const interpreter = await loadInterpreter();
const load = (source: string): Program => interpreter.load(source);

const DECAY = `
(define-parameter a 1.0 (lower 0.0))   ; amplitude
(define-parameter b 0.5 (lower 0.0))
(define (decay t) (* a (exp (- (* b t)))))`;
const LINE = "(define-parameter p 0.0) (define-parameter q 0.0) (define (line x) (+ p (* q x)))";
const times = Float64Array.from({ length: 40 }, (_, i) => i / 8);
const decay = { predict: "decay", columns: ["t"], target: "y" };
const line = { predict: "line", columns: ["x"], target: "y" };
const steps = { optimizer: "levenberg-marquardt" } as const;

/** Standard normal numbers from sums of twelve uniforms (of a linear congruential generator): noise that owes nothing to ours. */
function noise(seed: number, count: number): number[] {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => Array.from({ length: 12 }, uniform).reduce((s, u) => s + u, -6));
}

async function failure(promise: Promise<unknown>): Promise<FitError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FitError)) throw error ?? new Error("no error was thrown");
  return error;
}

describe("known answers", () => {
  test("a straight line: the closed form of linear regression, with its standard errors", async () => {
    const numbers = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
      minLength: 4,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(numbers, async (points) => {
        const n = points.length;
        const mean = (f: (p: readonly [number, number]) => number): number =>
          points.reduce((s, p) => s + f(p), 0) / n;
        const mx = mean(([x]) => x);
        const my = mean(([, y]) => y);
        const sxx = n * mean(([x]) => (x - mx) ** 2);
        fc.pre(sxx > 0);
        const slope = (n * mean(([x, y]) => (x - mx) * (y - my))) / sxx;
        const intercept = my - slope * mx;
        const sum = n * mean(([x, y]) => (y - intercept - slope * x) ** 2);
        fc.pre(sum > 1e-6);
        const s2 = sum / (n - 2);
        const result = await calibrate(
          load(LINE),
          { x: points.map((p) => p[0]), y: points.map((p) => p[1]) },
          { ...line, ...steps },
        );
        expect(result.parameters.q).toBeCloseTo(slope, 6);
        expect(result.parameters.p).toBeCloseTo(intercept, 6);
        expect(result.loss).toBeCloseTo(sum / n, 8);
        expect(result.standardErrors.q! / Math.sqrt(s2 / sxx)).toBeCloseTo(1, 8);
        expect(result.standardErrors.p! / Math.sqrt(s2 * (1 / n + mx ** 2 / sxx))).toBeCloseTo(1, 8);
      }),
      { numRuns: 40 },
    );
  });

  test("true constants are found exactly without noise, whatever they are", async () => {
    const size = fc.double({ min: 0.05, max: 20, noNaN: true });
    await fc.assert(
      fc.asyncProperty(size, fc.double({ min: 0.05, max: 2, noNaN: true }), async (a, b) => {
        const result = await calibrate(
          load(DECAY),
          { t: times, y: times.map((t) => a * Math.exp(-b * t)) },
          { ...decay, ...steps },
        );
        expect(result.parameters.a! / a).toBeCloseTo(1, 7);
        expect(result.parameters.b! / b).toBeCloseTo(1, 7);
      }),
      { numRuns: 30 },
    );
  });

  test("under noise the truth lies within the errors as often as they say", async () => {
    let within = 0;
    const repeats = 200;
    const program = load(DECAY);
    for (let seed = 1; seed <= repeats; seed++) {
      const e = noise(seed, times.length);
      program.setParameters({ a: 1, b: 0.5 });
      const y = times.map((t, i) => 3 * Math.exp(-0.7 * t) + 0.05 * e[i]!);
      const { parameters, standardErrors } = await calibrate(
        program,
        { t: times, y },
        { ...decay, ...steps },
      );
      if (Math.abs(parameters.b! - 0.7) < standardErrors.b!) within++;
    }
    // 68.3 % expected; the standard deviation of this count is 3.3 %.
    expect(within / repeats).toBeGreaterThan(0.58);
    expect(within / repeats).toBeLessThan(0.78);
  });

  test("both engines' interface is all that is used: the program ends with the best constants, and its text has them", async () => {
    const program = load(DECAY);
    const result = await calibrate(program, { t: times, y: times.map((t) => 3 * Math.exp(-0.7 * t)) }, decay);
    expect(program.parameters.get("a")!.value).toBe(result.parameters.a);
    const text = program.source({ parameters: "current" });
    expect(text).toContain("; amplitude");
    expect(load(text).parameters.get("b")!.value).toBe(result.parameters.b);
  });
});

describe("bounds", () => {
  test("the best value outside is approached, never reached, and that is said", async () => {
    const bounded = "(define-parameter c 0.5 (lower 0.0) (upper 1.0)) (define (constant x) (* c x))";
    const program = load(bounded);
    const result = await calibrate(
      program,
      { x: [1, 2, 3], y: [2, 4, 6] },
      { predict: "constant", columns: ["x"], target: "y" },
    );
    expect(result.parameters.c).toBeLessThan(1);
    expect(result.parameters.c).toBeGreaterThan(0.999);
    expect(result.warnings.join()).toContain("no errors: c ended at a bound");
  });
  test("all starts stay inside", async () => {
    const result = await calibrate(
      load(DECAY),
      { t: times, y: times.map((t) => Math.exp(-t)) },
      { ...decay, optimizer: "levenberg-marquardt", starts: 20, startEvaluations: 2 },
    );
    expect(result.starts).toHaveLength(20);
    for (const start of result.starts)
      for (const value of Object.values(start.from)) expect(value).toBeGreaterThan(0);
    expect(result.starts[0]!.from).toEqual({ a: 1, b: 0.5 });
  });
});

describe("starts", () => {
  const WAVE = "(define-parameter w 1.0 (lower 0.1) (upper 20.0)) (define (wave t) (sin (* w t)))";
  const data = { t: times, y: times.map((t) => Math.sin(9 * t)) };
  const wave = { predict: "wave", columns: ["t"], target: "y" };
  test("one start ends in a wrong valley, thirty find the true one, and a seed decides which", async () => {
    const steps = { ...wave, optimizer: "levenberg-marquardt" } as const;
    const one = await calibrate(load(WAVE), data, steps);
    expect(one.loss).toBeGreaterThan(0.1);
    const many = await calibrate(load(WAVE), data, { ...steps, starts: 30 });
    expect(many.parameters.w).toBeCloseTo(9, 8);
    expect(many.starts[many.best]!.loss).toBe(Math.min(...many.starts.map((s) => s.loss)));
    const again = await calibrate(load(WAVE), data, { ...steps, starts: 30 });
    expect(again).toEqual(many);
    const other = await calibrate(load(WAVE), data, { ...steps, starts: 30, seed: 2 });
    expect(other.starts[1]!.from).not.toEqual(many.starts[1]!.from);
  });
});

describe("rows held out", () => {
  const y = times.map((t, i) => 2 * Math.exp(-0.4 * t) + (i % 3) * 0.01);
  test("a fraction takes the last rows; they influence the hold-out loss alone", async () => {
    const result = await calibrate(load(DECAY), { t: times, y }, { ...decay, holdout: 0.25 });
    expect([result.trainRows, result.holdoutRows]).toEqual([30, 10]);
    const spoilt = y.slice();
    spoilt.fill(1e6, 30);
    const other = await calibrate(load(DECAY), { t: times, y: spoilt }, { ...decay, holdout: 0.25 });
    expect(other.parameters).toEqual(result.parameters);
    expect(other.standardErrors).toEqual(result.standardErrors);
    expect(other.loss).toBe(result.loss);
    const errors = Array.from(y.slice(30), (value, i) => result.predictions[30 + i]! - value);
    expect(result.holdoutLoss).toBeCloseTo(errors.reduce((s, e) => s + e * e, 0) / 10, 14);
  });
  test("a mask names them; rows outside the other mask are not used at all", async () => {
    const rows = Array.from(times, (_, i) => i >= 4);
    const holdout = Array.from(times, (_, i) => i % 4 === 0);
    const result = await calibrate(load(DECAY), { t: times, y }, { ...decay, rows, holdout });
    expect([result.trainRows, result.holdoutRows]).toEqual([27, 9]);
    expect([...result.predictions.slice(0, 4)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(result.residuals[5]).toBe(y[5]! - result.predictions[5]!);
  });
  test("none: null", async () => {
    expect((await calibrate(load(DECAY), { t: times, y }, decay)).holdoutLoss).toBeNull();
  });
});

describe("what the data do not determine", () => {
  const xs = [1, 2, 3, 4, 5];
  const ys = [2.1, 3.9, 6.2, 7.8, 10.1];
  const product = { predict: "f", columns: ["x"], target: "y" };
  test("two constants that occur only as a product: no error for them, but for the third", async () => {
    const program = load(
      "(define-parameter a 1.0) (define-parameter b 2.0) (define-parameter c 0.0) (define (f x) (+ c (* a b x)))",
    );
    const result = await calibrate(program, { x: xs, y: ys }, product);
    expect(result.rank).toBe(2);
    expect(result.standardErrors.a).toBeNull();
    expect(result.standardErrors.b).toBeNull();
    expect(result.warnings).toEqual([expect.stringContaining("do not determine a, b separately")]);
    const reference = await calibrate(load(LINE), { x: xs, y: ys }, line);
    expect(result.standardErrors.c! / reference.standardErrors.p!).toBeCloseTo(1, 8);
  });
  test("a constant that no operation reaches: warned of, untouched, without an error", async () => {
    const program = load(
      "(define-parameter a 1.0) (define-parameter spare 7.0) (define (f x) (if (< x 100) (* a x) (* spare x)))",
    );
    const result = await calibrate(program, { x: xs, y: ys }, product);
    expect(result.unreached).toEqual(["spare"]);
    expect(result.parameters.spare).toBe(7);
    expect(result.standardErrors.spare).toBeNull();
    expect(result.standardErrors.a).toBeGreaterThan(0);
    expect(result.warnings).toEqual([expect.stringContaining("connects spare with f")]);
  });
  test("a regime that no training row is in", async () => {
    const program = load(
      "(define-parameter a 1.0) (define-parameter knee 50.0) (define (f x) (max (* a x) (- x knee)))",
    );
    // From its own start: the ladder finds a better minimum, in which the knee is used.
    const result = await calibrate(
      program,
      { x: xs, y: ys },
      { ...product, optimizer: "levenberg-marquardt" },
    );
    expect(result.standardErrors.knee).toBeNull();
    expect(result.warnings).toEqual([expect.stringContaining("no training row depends on knee")]);
  });
  test("as many constants as rows: a perfect fit has no errors", async () => {
    const result = await calibrate(load(LINE), { x: [1, 2], y: [1, 3] }, line);
    expect(result.loss).toBeCloseTo(0, 20);
    expect(Object.values(result.standardErrors)).toEqual([null, null]);
    expect(result.warnings).toEqual([expect.stringContaining("no more rows than determined parameters")]);
  });
  test("a constant that is reached only in the last row counts as reached", async () => {
    const program = load(
      "(define-parameter a 1.0) (define-parameter b 0.0) (define (f x) (if (< x 5) (* a x) (+ (* a x) b)))",
    );
    const result = await calibrate(program, { x: xs, y: ys }, product);
    expect(result.unreached).toEqual([]);
    expect(result.standardErrors.b).toBeGreaterThan(0);
  });
});

describe("refused", () => {
  const data = { t: times, y: times.map((t) => Math.exp(-t)) };
  test.each<[string, string, Partial<FitOptions>, string, string]>([
    ["no parameter", "(define (decay t) t)", {}, "usage", "has no parameter to fit"],
    ["no parameter reached", "(define-parameter a 1.0) (define (decay t) t)", {}, "unreached", "(a)"],
    ["a missing column", DECAY, { columns: ["tt"] }, "rows", 'did you mean "t"?'],
    ["a mask of another length", DECAY, { holdout: [true] }, "rows", "has 1 flags, the data have 40 rows"],
    [
      "everything held out",
      DECAY,
      { rows: [...times].map((_, i) => i === 0), holdout: 0.9 },
      "rows",
      "no row is left",
    ],
    ["a fraction of 1", DECAY, { holdout: 1 }, "usage", "less than 1"],
    ["no columns", DECAY, { columns: [] }, "rows", "uses no column"],
    ["no starts", DECAY, { starts: 0 }, "usage", "starts must be"],
    ["half an evaluation", DECAY, { maxEvaluations: 0.5 }, "usage", "maxEvaluations must be"],
  ])("%s", async (_, source, options, kind, message) => {
    const error = await failure(calibrate(load(source), data, { ...decay, ...options }));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(message);
  });

  test("a prediction that is not a number at the start: first row, its place and the start values", async () => {
    const table = readTable("x,y\n1,1\n-4,2\n-9,3\n", { file: "roots.csv" });
    const program = load("(define-parameter a 2.5) (define (f x) (* a (sqrt x)))");
    const error = await failure(calibrate(program, table, { predict: "f", columns: ["x"], target: "y" }));
    expect(error.kind).toBe("not-finite");
    expect(error.message).toContain("a = 2.5");
    expect(error.message).toContain("row 2 (roots.csv:3): x = -4, y = 2");
    expect([error.file, error.line, error.column]).toEqual(["roots.csv", 3, 1]);
  });
  test("an infinite derivative is named as such", async () => {
    const program = load("(define-parameter a 0.0) (define (f x) (+ x (sqrt a)))");
    const error = await failure(
      calibrate(program, { x: [1, 2, 3], y: [1, 2, 3] }, { predict: "f", columns: ["x"], target: "y" }),
    );
    expect(error.message).toContain("derivative of the prediction with respect to a is Infinity");
  });
  test("bad cells, unknown names and the program's own errors come through", async () => {
    const options = { predict: "f", columns: ["x"], target: "y" };
    const program = load("(define-parameter a 1.0) (define (f x) (if (> x 2) (car x) (* a x)))");
    await expect(calibrate(program, readTable("x,y\n1,two\n"), options)).rejects.toThrow(DataError);
    await expect(calibrate(program, { x: [1], y: [1] }, { ...options, predict: "g" })).rejects.toThrow(
      SchemeError,
    );
    await expect(calibrate(program, { x: [1, 2, 3], y: [1, 2, 3] }, options)).rejects.toThrow(SchemeError);
  });
});

describe("while it runs", () => {
  const data = { t: times, y: times.map((t) => 5 * Math.exp(-2 * t)) };
  test("steps to where the prediction is not a number are rejected and counted", async () => {
    // sqrt of a negative number beyond a = 4: the first full step to a = 9 lands there.
    const program = load("(define-parameter a 1.0) (define (f x) (+ (* a x) (* 1e-9 (sqrt (- 4.0 a)))))");
    const result = await calibrate(
      program,
      { x: [1, 2], y: [9, 18] },
      { predict: "f", columns: ["x"], target: "y", optimizer: "levenberg-marquardt" },
    );
    expect(result.parameters.a).toBeLessThanOrEqual(4);
    expect(result.parameters.a).toBeGreaterThan(3.9);
  });
  test("progress: one report for each evaluation of one start, and the loss never rises", async () => {
    const seen: Fit["starts"][number]["loss"][] = [];
    const result = await calibrate(load(DECAY), data, {
      ...decay,
      optimizer: "levenberg-marquardt",
      onProgress: ({ loss }) => seen.push(loss),
    });
    expect(seen).toHaveLength(result.iterations + 1);
    expect(seen).toEqual(seen.toSorted((a, b) => b - a));
  });
  test("cancelled: rejected with the reason, and the program has its constants back", async () => {
    const program = load(DECAY);
    const controller = new AbortController();
    const running = calibrate(program, data, {
      ...decay,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(running).rejects.toThrow("enough");
    expect(program.parameters.get("a")!.value).toBe(1);
  });
  test("out of evaluations: not converged, and said, without errors", async () => {
    const result = await calibrate(load(DECAY), data, {
      ...decay,
      optimizer: "levenberg-marquardt",
      maxEvaluations: 3,
    });
    expect([result.converged, result.reason, result.evaluations]).toEqual([false, "fuel", 3]);
    expect(result.warnings).toEqual([expect.stringContaining("stopped (fuel) after 2 iterations")]);
    expect(Object.values(result.standardErrors)).toEqual([null, null]);
  });
});

describe("columns of an expression", () => {
  test.each([
    ["(model t)", ["t"]],
    ["(+ (* a t) (t u) 'y)", ["t", "u"]],
    ["(let ((z u)) (if (< z 0.5) (f t) 0))", ["t", "u"]],
    ["((lambda (q) q) y)", ["y"]],
    ["3.5", []],
  ])("%s", (expression, columns) => {
    expect(columnsIn(expression, ["t", "u", "y"])).toEqual(columns);
  });
});
