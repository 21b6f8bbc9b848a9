// Long loops, deep recursion, much allocation, and the limits: each ends cleanly and leaves the program usable, on both roads.
import { beforeAll, describe, expect, it } from "vitest";
import {
  compile,
  type Interpreter,
  LimitError,
  loadInterpreter,
  type Program,
  type ProgramOptions,
} from "../host/index.js";

const source = `
(define (count n) (if (= n 0) 'done (count (- n 1))))
(define (even-steps? n) (if (= n 0) #t (odd-steps? (- n 1))))
(define (odd-steps? n) (if (= n 0) #f (even-steps? (- n 1))))
(define (sum n) (if (= n 0) 0 (+ n (sum (- n 1)))))
(define (churn n) (let loop ((i n) (last '())) (if (= i 0) (length last) (loop (- i 1) (list i i i i i i i i i i)))))
(define (bomb list) (bomb (cons list list)))
(define (vectors list) (vectors (cons (make-vector 100000 0.5) list)))
(define (forever) (forever))
(define-parameter a 0.5)
(define (record x) (record (* a x)))
(define (ok) "still here")`;

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

const roads: [string, (options?: ProgramOptions) => Promise<Program>, number][] = [
  ["compiled", (options) => compile(source, options), 1],
  ["interpreted", async (options) => interpreter.load(source, options), 10],
];

function limitOf(run: () => unknown): LimitError {
  try {
    run();
  } catch (error) {
    if (error instanceof LimitError) return error;
    throw error;
  }
  throw new Error("no limit was reached");
}

describe.each(roads)("%s", (_road, load, slower) => {
  it("runs a tail loop of 100 million iterations (interpreted: 10 million) in constant memory", async () => {
    const program = await load({ heap: 16, stack: 4 });
    expect(program.call("count", BigInt(100_000_000 / slower))).toBe(Symbol.for("done"));
    expect(program.steps).toBeGreaterThanOrEqual(100_000_000 / slower);
  });

  it("runs mutual tail calls in constant memory", async () => {
    expect((await load({ stack: 4 })).call("even-steps?", 3_000_001n)).toBe(false);
  });

  it("recurses a million deep", async () => {
    expect((await load()).call("sum", 1_000_000n)).toBe(500_000_500_000);
  });

  it("allocates 10 GB (interpreted: 1 GB) inside a heap of 256 MiB", async () => {
    const program = await load({ heap: 256 });
    // Each iteration makes a list of ten pairs: 160 bytes.
    expect(program.call("churn", BigInt(Math.ceil(10e9 / slower / 160)))).toBe(10);
  });

  it.each([
    ["heap", "bomb", [[]], { heap: 32 }],
    ["heap", "vectors", [[]], { heap: 64 }],
    ["stack", "sum", [10_000_000_000n], { stack: 16 }],
    ["fuel", "forever", [], { fuel: 100_000 }],
    ["time", "forever", [], { timeout: 0.1 }],
  ] as const)("ends at the %s limit (%s)", async (limit, name, args, options) => {
    const program = await load(options);
    const error = limitOf(() => program.callWith(name, args));
    expect(error.limit).toBe(limit);
    expect(error.message).toMatch(/limit of [\d.]+ (MiB|steps|s) exceeded/);
    expect(program.call("ok")).toBe("still here");
    expect(program.call("sum", 1000n)).toBe(500_500);
  });

  it("ends at the tape limit", async () => {
    const program = await load({ tape: 16 });
    expect(limitOf(() => program.valueAndGradient("record", [1])).limit).toBe("tape");
    expect(program.call("ok")).toBe("still here");
  });

  it("is cancelled between slices, and goes on", async () => {
    const program = await load();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    await expect(program.callAsync("forever", [], { signal: controller.signal })).rejects.toThrow("aborted");
    expect(program.call("ok")).toBe("still here");
  });

  it("counts the same steps whatever the slices", async () => {
    const whole = await load();
    whole.call("sum", 200_000n);
    const sliced = await load();
    await sliced.callAsync("sum", [200_000n]);
    expect(sliced.steps).toBe(whole.steps);
  });
});
