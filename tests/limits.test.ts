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

const source = `(define ring (list 1 2))
(set-cdr! (cdr ring) ring)
(define (visit)
  (for-each (lambda (x) x) ring))
(define (seek) (member 5 ring))
(define (transform) (map - ring))
(define (fold) (fold-left + 0 ring))
(define (busy) (for-each display (list 1 2)) (spin 1))
(define (spin n) (spin (+ n 1)))
(define (hoard) (for-each display (list 1 2)) (bomb '()))
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

function limitOfCall(program: Program, name: string): LimitError {
  return limitOf(() => program.call(name));
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

  // Where the library calls the program back, a limit may be reached there, too: `visit` has two places.
  it.each([
    ["visit", { fuel: 100_000 }, ["4:3", "4:13"]],
    ["visit", { timeout: 0.05 }, ["4:3", "4:13"]],
    ["seek", { fuel: 100_000 }, ["5:16"]],
    ["seek", { timeout: 0.05 }, ["5:16"]],
    ["transform", { fuel: 10_000 }, ["6:21"]],
    ["transform", { heap: 16 }, ["6:21"]],
    ["fold", { fuel: 100_000 }, ["7:16"]],
    ["busy", { fuel: 100_000 }, ["9:1", "9:18"]],
    ["hoard", { heap: 16 }, ["16:1", "16:21"]],
  ] as const)("says where the program was: %s, %j", async (name, options, places) => {
    const { line, column } = limitOfCall(await load(options), name);
    expect(places).toContain(`${line}:${column}`);
  });

  it("says where the program was, however early the fuel ends", async () => {
    for (let fuel = 1; fuel < 60; fuel++) {
      const { line, message } = limitOfCall(await load({ fuel }), "visit");
      expect(message).toContain(`limit of ${fuel} steps`);
      // Before the first form there is no place.
      if (fuel > 3) expect(line, `${fuel} steps`).toBeGreaterThan(0);
    }
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
