// Losses of a search: their values against closed forms, fits under each of them, and what a task says of them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSplits } from "../../search/data.js";
import { Evaluator } from "../../search/evaluate.js";
import { constantLoss, type LossSettings, rowLoss } from "../../search/losses.js";
import { scored } from "../../search/outcome.js";
import type { Workplace } from "../../search/protocol.js";
import { taskOn, taskWith } from "./support.js";

describe("a row's loss", () => {
  it.each<[LossSettings, number, number, number]>([
    [{ kind: "squared" }, 3, 1, 4],
    // Within the threshold z², beyond it 2δ|z| - δ², with z = (prediction - target) / sigma.
    [{ kind: "huber", sigma: 2, threshold: 1.5 }, 3, 1, 1],
    [{ kind: "huber", sigma: 0.5, threshold: 1.5 }, 3, 1, 2 * 1.5 * 4 - 2.25],
    // (ν + 1) log(1 + z²/ν)
    [{ kind: "student-t", sigma: 0.5, nu: 3 }, 3, 1, 4 * Math.log(1 + 16 / 3)],
    [{ kind: "student-t", sigma: 1 }, 3, 1, 5 * Math.log(1 + 4 / 4)],
    // 2 (μ - y + y log(y / μ))
    [{ kind: "poisson" }, 3, 5, 2 * (3 - 5 + 5 * Math.log(5 / 3))],
    [{ kind: "poisson" }, 3, 0, 6],
  ])("%j of %d for %d is %d", (settings, prediction, target, loss) => {
    expect(rowLoss(settings)(prediction, target)).toBeCloseTo(loss, 12);
    expect(rowLoss(settings)(target, target)).toBe(0);
  });

  it("of a count that cannot be is not finite", () => {
    expect(Number.isFinite(rowLoss({ kind: "poisson" })(-1, 2))).toBe(false);
  });
});

describe("the best constant", () => {
  it("is the mean for squares and counts, and robust otherwise", () => {
    const targets = Float64Array.of(1, 2, 3, 4, 100);
    expect(constantLoss({ kind: "squared" }, targets)).toBeCloseTo(1522, 9);
    const counts = Float64Array.of(0, 1, 5);
    const deviance = (2 * (2 + (2 - 1 + Math.log(1 / 2)) + (2 - 5 + 5 * Math.log(5 / 2)))) / 3;
    expect(constantLoss({ kind: "poisson" }, counts)).toBeCloseTo(deviance, 12);
    expect(constantLoss({ kind: "poisson" }, Float64Array.of(0, 0))).toBe(0);
    // No constant near the best one of the others does better.
    for (const settings of [
      { kind: "huber", sigma: 1 },
      { kind: "student-t", sigma: 1, nu: 3 },
    ] as const) {
      const of = rowLoss(settings);
      const least = constantLoss(settings, targets);
      for (let c = 0; c < 6; c += 0.001)
        expect(targets.reduce((sum, y) => sum + of(c, y), 0) / 5).toBeGreaterThanOrEqual(least - 1e-9);
    }
  });
});

describe("a fit", () => {
  const t = Float64Array.from({ length: 21 }, (_, i) => i);
  const place = (loss: LossSettings, target: Float64Array): Workplace => ({
    entry: "model",
    loss,
    limits: { fuel: 100_000, heap: 16, stack: 4, tape: 16, output: 0, seconds: 30 },
    fit: {
      cheapIterations: 10,
      cheapGroups: 8,
      cheapRatio: 1,
      iterations: 200,
      starts: 1,
      finalIterations: 200,
    },
    groups: [{ name: "", train: { columns: [t], target }, ask: [Float64Array.of(30)] }],
  });
  const LINE = "(define-parameter a 1.0) (define-parameter b 1.0) (define (model t) (+ a (* b t)))";

  it.each<LossSettings>([
    { kind: "huber", sigma: 0.1 },
    { kind: "student-t", sigma: 0.1, nu: 3 },
  ])("under %j is not led astray by outliers, as least squares is", async (loss) => {
    const target = t.map((x) => 2 + 3 * x + (x % 7 === 3 ? 40 : 0));
    const robust = await new Evaluator(place(loss, target)).run({ kind: "evaluate", text: LINE });
    const squares = await new Evaluator(place({ kind: "squared" }, target)).run({
      kind: "evaluate",
      text: LINE,
    });
    if (robust.status !== "calibrated" || squares.status !== "calibrated") throw new Error("no fit");
    expect(robust.converged).toBe(true);
    expect(robust.calibrated[0]?.parameters.b).toBeCloseTo(3, 1);
    expect(robust.calibrated[0]?.parameters.a).toBeCloseTo(2, 0);
    expect(Math.abs((squares.calibrated[0]?.parameters.a ?? 0) - 2)).toBeGreaterThan(2);
  });

  it("of counts makes the score equations hold: a log-linear rate matches sums and moments", async () => {
    const target = t.map((x) => Math.round(Math.exp(0.5 + 0.12 * x)) + (x % 3 === 0 ? 1 : 0));
    const text = "(define-parameter a 0.1) (define-parameter b 0.1) (define (model t) (exp (+ a (* b t))))";
    const answer = await new Evaluator(place({ kind: "poisson" }, target)).run({ kind: "evaluate", text });
    if (answer.status !== "calibrated") throw new Error(answer.message);
    const { a = Number.NaN, b = Number.NaN } = answer.calibrated[0]?.parameters ?? {};
    const mean = t.map((x) => Math.exp(a + b * x));
    const sum = (values: Float64Array, by: (i: number) => number): number =>
      values.reduce((total, value, i) => total + by(i) * value, 0);
    expect(sum(mean, () => 1)).toBeCloseTo(
      sum(target, () => 1),
      4,
    );
    expect(sum(mean, (i) => i)).toBeCloseTo(
      sum(target, (i) => i),
      3,
    );
    const of = rowLoss({ kind: "poisson" });
    expect(answer.trainLoss).toBeCloseTo(
      mean.reduce((s, m, i) => s + of(m, target[i] as number), 0) / 21,
      10,
    );
  });

  it("that predicts an impossible count is rejected, at the start or for other rows", async () => {
    const target = t.map((x) => x + 1);
    const poisson = new Evaluator(place({ kind: "poisson" }, target));
    const negative = "(define-parameter a -5.0) (define (model t) (+ a t))";
    expect(await poisson.run({ kind: "evaluate", text: negative })).toMatchObject({
      status: "rejected",
      stage: "cheap-fit",
      code: "not-finite",
    });
    const later = "(define-parameter a 1.0) (define (model t) (if (< t 25) (+ a t) -1.0))";
    const answer = await poisson.run({ kind: "evaluate", text: later });
    if (answer.status !== "calibrated") throw new Error(answer.message);
    expect(scored(answer, [Float64Array.of(31)], { kind: "poisson" })).toMatchObject({
      status: "rejected",
      stage: "validation",
    });
  });
});

describe("the validation loss", () => {
  const calibration = (...predictions: readonly number[][]) => ({
    status: "calibrated" as const,
    calibrated: [],
    trainLoss: 0,
    converged: true,
    predictions: predictions.map((values) => Float64Array.from(values)),
  });
  it("has a standard error: that of a mean over rows, or over groups", () => {
    // Squared errors 1, 4, 9, 16: mean 7.5, deviation √(129/3), error √(129/3)/2.
    const rows = scored(calibration([1, 2, 3, 4]), [[0, 0, 0, 0]], { kind: "squared" });
    expect(rows).toMatchObject({ validationLoss: 7.5 });
    expect(rows).toHaveProperty("validationStandardError", expect.closeTo(Math.sqrt(129 / 3) / 2, 12));
    // Two groups of two: sums of deviations -10 and 10; √(200 · 2/1) / 4.
    const groups = scored(
      calibration([1, 2], [3, 4]),
      [
        [0, 0],
        [0, 0],
      ],
      { kind: "squared" },
    ); // prettier-ignore
    expect(groups).toHaveProperty("validationStandardError", expect.closeTo(Math.sqrt(400) / 4, 12));
    expect(scored(calibration([1]), [[0]], { kind: "squared" })).toMatchObject({
      validationStandardError: null,
    });
  });
});

describe("a task", () => {
  it("says what is known of the noise where the loss needs it, and nowhere else", () => {
    expect(() => taskWith({ loss: "huber" })).toThrow(/noise lacks "sigma": the loss huber needs the scale/);
    expect(() => taskWith({ loss: "poisson", noise: { sigma: 1 } })).toThrow(/noise\.sigma means nothing/);
    expect(taskWith({ loss: "student-t", noise: { sigma: 2 } })).toMatchObject({ noise: { sigma: 2 } });
  });
  it("about counts has counts", () => {
    const { folder, task } = taskOn((x) => x, { loss: "poisson" });
    expect(() => readSplits(task)).not.toThrow();
    writeFileSync(join(folder, "validation.csv"), "t,y\n1,2\n2,2.5\n");
    expect(() => readSplits(task)).toThrow(
      expect.objectContaining({ kind: "task", file: join(folder, "validation.csv"), line: 3 }),
    );
  });
});
