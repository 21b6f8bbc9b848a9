// Poison: programs that would end, fill or stall whoever ran them carelessly are answered with a reason, and the pool goes on.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scored } from "../../search/outcome.js";
import { ThreadPool } from "../../search/pool.js";
import type { Workplace } from "../../search/protocol.js";

const t = Float64Array.from({ length: 12 }, (_, i) => i);
const line = (f: (t: number) => number): Workplace["groups"][number] => ({
  name: "",
  train: { columns: [t], target: t.map(f) },
  ask: [Float64Array.of(20, 30)],
});
const place: Workplace = {
  entry: "model",
  loss: { kind: "squared" },
  limits: { fuel: 2_000_000, heap: 8, stack: 4, tape: 8, output: 1000, seconds: 30 },
  fit: { cheapIterations: 5, cheapGroups: 8, cheapRatio: 1, iterations: 50, starts: 1, finalIterations: 500 },
  groups: [line((x) => 1 + 2 * x)],
};
const GOOD = "(define-parameter a 0.5) (define-parameter b 0.5) (define (model t) (+ a (* b t)))";

describe("a poisonous candidate is rejected with its reason, and the next one works", () => {
  let pool: ThreadPool;
  beforeAll(() => {
    pool = new ThreadPool(place, 1);
  });
  afterAll(() => pool.close());

  it.each([
    ["an endless loop", "(define (model t) (let loop ((i 0)) (loop (+ i 1))))", "dry-run", "fuel"],
    [
      "an endless loop while it loads",
      "(define x (let loop () (loop))) (define (model t) t)",
      "dry-run",
      "fuel",
    ],
    ["an allocation bomb", "(define (model t) (let loop ((l '())) (loop (cons l l))))", "dry-run", "heap"],
    ["one huge allocation", "(define (model t) (vector-ref (make-vector 100000000 t) 0))", "dry-run", "heap"],
    [
      "doubling strings",
      '(define (model t) (let loop ((s "x")) (loop (string-append s s))))',
      "dry-run",
      "heap",
    ],
    ["deep recursion", "(define (f n) (+ 1 (f (+ n 1)))) (define (model t) (f 0))", "dry-run", "stack"],
    [
      "a long tape",
      "(define-parameter a 1.0) (define (model t) (let loop ((i 0) (s a)) (if (< i 300000) (loop (+ i 1) (* s a)) s)))",
      "gradient",
      "tape",
    ],
    [
      "huge output",
      '(define (model t) (let loop ((i 0)) (display "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx") (if (< i 1000) (loop (+ i 1)) t)))',
      "dry-run",
      "output",
    ],
    ["an escape", "(define (model t) (exit 3))", "dry-run", "exit"],
    ["an error of its own", '(define (model t) (error "no" t))', "dry-run", "user"],
    ["a result that is no number", "(define (model t) (list t))", "dry-run", "not-number"],
    ["a result that is no finite number", "(define (model t) (/ 1.0 0.0))", "dry-run", "not-finite"],
    ["NaN", "(define (model t) (sqrt (- -1.0 t)))", "dry-run", "not-finite"],
    [
      "NaN where only constants say so",
      "(define-parameter a 1.0) (define (model t) (if (< t 5) (* a t) (if (< t 6) (sqrt (- (* a -1.0) t)) t)))",
      "cheap-fit",
      "not-finite",
    ],
    [
      "a prediction worse than a constant",
      "(define-parameter a 0.001 (lower 0) (upper 0.01)) (define (model t) (- a (* 5 t)))",
      "cheap-fit",
      "too-bad",
    ],
    [
      "NaN outside of the training rows",
      "(define-parameter a 1.0) (define (model t) (+ (* a t) (if (< 15 t) (sqrt (- 15.0 t)) 0)))",
      "validation",
      "not-finite",
    ],
    [
      "a gradient that means nothing",
      "(define-parameter a 1.5) (define (model t) (+ t (* 100.0 (- a (exact->inexact (/ (round (* a 1000000000)) 1000000000))))))",
      "gradient",
      "mismatch",
    ],
  ])("%s", async (_, text, stage, code) => {
    expect(await pool.run({ kind: "evaluate", text })).toMatchObject({ status: "rejected", stage, code });
    expect(await pool.run({ kind: "evaluate", text: GOOD })).toMatchObject({ status: "calibrated" });
  }); // prettier-ignore
});

describe("the clock is the second line", () => {
  it("ends a thread that does not answer in time; work that waits is done by another", async () => {
    const pool = new ThreadPool({ ...place, limits: { ...place.limits, fuel: 1e15, seconds: 1.5 } }, 1);
    const endless = pool.run({
      kind: "evaluate",
      text: "(define (model t) (let loop ((i 0)) (loop (+ i 1))))",
    });
    const good = pool.run({ kind: "evaluate", text: GOOD });
    expect(await endless).toMatchObject({ status: "rejected", code: "time" });
    expect(await good).toMatchObject({ status: "calibrated" });
    await pool.close();
  });
});

describe("a thread that cannot start", () => {
  it("is an error and no candidate's fault", async () => {
    const pool = new ThreadPool(place, 1, new URL("file:///nowhere/worker.js"));
    await expect(pool.run({ kind: "evaluate", text: GOOD })).rejects.toThrow(/cannot start a thread/);
    await pool.close();
  });
});

describe("a calibration", () => {
  it("finds the constants, and predictions for the rows asked for", async () => {
    const pool = new ThreadPool(place, 1);
    const answer = await pool.run({ kind: "evaluate", text: GOOD });
    await pool.close();
    if (answer.status !== "calibrated") throw new Error(answer.message);
    const [group] = answer.calibrated;
    expect(group?.parameters.a).toBeCloseTo(1, 6);
    expect(group?.parameters.b).toBeCloseTo(2, 6);
    expect(group?.converged).toBe(true);
    expect(answer.predictions[0]?.[1]).toBeCloseTo(61, 5);
    expect(scored(answer, [Float64Array.of(41, 64)], place.loss)).toMatchObject({ status: "scored" });
    expect(
      (scored(answer, [Float64Array.of(41, 64)], place.loss) as { validationLoss: number }).validationLoss,
    ).toBeCloseTo(4.5, 4);
    expect(scored(answer, [Float64Array.of(41, Number.NaN)], place.loss)).toMatchObject({
      status: "rejected",
    });
    expect(scored(answer, [Float64Array.of(41, 1e308)], place.loss)).toMatchObject({ status: "rejected" });
  });

  it("fits every group by itself", async () => {
    const groups = [line((x) => 1 + 2 * x), { ...line((x) => 5 - x), name: "second" }];
    const pool = new ThreadPool({ ...place, groups }, 1);
    const answer = await pool.run({ kind: "evaluate", text: GOOD });
    await pool.close();
    if (answer.status !== "calibrated") throw new Error(answer.message);
    expect(answer.calibrated.map(({ group, parameters }) => [group, Math.round(parameters.b ?? 0)])).toEqual([
      ["", 2],
      ["second", -1],
    ]);
    expect(answer.predictions.map((values) => Math.round(values[0] ?? 0))).toEqual([41, -15]);
  });

  it("of a program without constants is its loss", async () => {
    const pool = new ThreadPool(place, 1);
    const answer = await pool.run({ kind: "evaluate", text: "(define (model t) (+ 2 (* 2 t)))" });
    await pool.close();
    expect(answer).toMatchObject({ status: "calibrated", trainLoss: 1, converged: true });
  });
});
