// Jobs over threads: one shared module, the same result for any number of threads, errors with kind and place.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  fitSeriesOnThreads,
  optimizers,
  parts,
  searchOnThreads,
  Threads,
  transformFor,
} from "../../calibrate/index.js";
import { buildModule, LimitError, SchemeError } from "../../host/index.js";

/** Starts in the transforms' coordinates of a and b below. */
function mixed(count: number): Float64Array[] {
  const free = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };
  const above = { lower: 0, upper: Number.POSITIVE_INFINITY };
  const coordinates = [
    { value: 1, bounds: free, transform: transformFor(free) },
    { value: 0.5, bounds: above, transform: transformFor(above) },
  ];
  return optimizers.mixedStarts(coordinates, count, 1).map(({ point }) => point);
}

const text = `
(define-parameter a 1.0)
(define-parameter b 0.5 (lower 0.0))
(define (model t) (* a (exp (- (* b t)))))
`;
const t = Float64Array.from({ length: 20 }, (_, i) => i / 4);
const target = t.map((x) => 3 * Math.exp(-0.7 * x));
const job = { program: { text }, predict: "model", columns: [t], target, starts: mixed(9) };

let one: Threads;
let three: Threads;
beforeAll(async () => {
  const { binary } = await buildModule(text);
  const programs = { decay: await WebAssembly.compile(binary as BufferSource) };
  [one, three] = await Promise.all([
    Threads.open({ threads: 1, programs }),
    Threads.open({ threads: 3, programs }),
  ]);
});
afterAll(() => Promise.all([one.close(), three.close()]));

test("parts: all of the list, in order, none empty", () => {
  expect(parts([1, 2, 3, 4, 5], 3)).toEqual([[1], [2, 3], [4, 5]]);
  expect(parts([1], 3)).toEqual([[1]]);
  expect(parts([], 3)).toEqual([]);
});

describe("multi-start least squares", () => {
  test("finds the constants; results are in the order of the starts and the same, bit for bit, for any number of threads", async () => {
    const [alone, together] = await Promise.all([searchOnThreads(one, job), searchOnThreads(three, job)]);
    expect(alone).toHaveLength(9);
    expect(together).toEqual(alone);
    const best = alone.reduce((a, b) => (b.value < a.value ? b : a));
    expect(best.parameters[0]).toBeCloseTo(3, 10);
    expect(best.parameters[1]).toBeCloseTo(0.7, 10);
  });
  test("a compiled program that the threads share gives the interpreter's numbers", async () => {
    const compiled = await searchOnThreads(three, { ...job, program: { module: "decay" } });
    expect(compiled).toEqual(await searchOnThreads(one, job));
  });
});

test("series: each its own constants, in their order", async () => {
  const truths = [0.2, 0.4, 0.6, 0.8, 1];
  const series = truths.map((b) => ({
    columns: [t],
    target: t.map((x) => 2 * Math.exp(-b * x)),
    ask: [Float64Array.of(10)],
  }));
  const fits = await fitSeriesOnThreads(three, { program: { text }, predict: "model", series });
  for (const [i, b] of truths.entries()) {
    expect(fits[i]!.parameters.b).toBeCloseTo(b, 8);
    expect(fits[i]!.predictions[0]).toBeCloseTo(2 * Math.exp(-10 * b), 8);
  }
  expect(await fitSeriesOnThreads(one, { program: { text }, predict: "model", series })).toEqual(fits);
});

test("a prior pulls the constants to its mean as its precision grows", async () => {
  const prior = (factor: number) => ({
    mean: [0, Math.log(0.5)],
    factor: [
      [factor, 0],
      [0, factor],
    ],
  });
  const series = [1e-6, 1e6].map((factor) => ({ columns: [t], target, prior: prior(factor) }));
  const [weak, strong] = await fitSeriesOnThreads(one, { program: { text }, predict: "model", series });
  expect(weak!.parameters.a).toBeCloseTo(3, 6);
  expect(strong!.parameters.a).toBeCloseTo(0, 6);
  expect(strong!.parameters.b).toBeCloseTo(0.5, 6);
});

describe("errors come back as what they were", () => {
  test("of the program, with kind and place; the threads go on", async () => {
    const wrong = `(define-parameter a 1.0)\n(define (model t)\n  (* a (car t)))`;
    const failed = searchOnThreads(three, {
      ...job,
      program: { text: wrong, file: "wrong.scm" },
      starts: mixed(9).map((p) => p.slice(0, 1)),
    });
    const error: unknown = await failed.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SchemeError);
    expect(error).toMatchObject({ kind: "type", line: 3, file: "wrong.scm" });
    expect(await searchOnThreads(three, job)).toHaveLength(9);
  });
  test("of a limit", async () => {
    const endless = "(define-parameter a 1.0)\n(define (model t) (let loop () (loop)))";
    const failed = searchOnThreads(one, {
      ...job,
      program: { text: endless, fuel: 10_000 },
      starts: [Float64Array.of(1)],
    });
    const error: unknown = await failed.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LimitError);
    expect(error).toMatchObject({ limit: "fuel" });
  });
  test("cancelled: the signal's reason", async () => {
    const endless = "(define-parameter a 1.0)\n(define (model t) (let loop () (loop)))";
    const controller = new AbortController();
    const running = searchOnThreads(
      one,
      { ...job, program: { text: endless, fuel: 1e12 }, starts: [Float64Array.of(1)] },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(new Error("enough")), 200);
    await expect(running).rejects.toThrow("enough");
  });
  test("a number of threads that is none", async () => {
    await expect(Threads.open({ threads: 0 })).rejects.toThrow("whole and above 0, got 0");
  });
});
