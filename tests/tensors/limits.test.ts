// Limits met in the middle of operations on tensors, and sizes that nothing holds: a clean error, after which the instance works; fuel in slices
// changes no bit. Heaps of 16 MiB hold what lives in each program many times over, and not what it makes.
import { beforeAll, describe, expect, it } from "vitest";
import type { Abi } from "../../host/abi.js";
import {
  compile,
  LimitError,
  loadInterpreter,
  type Program,
  type ProgramOptions,
  SchemeError,
  type Value,
} from "../../host/index.js";

/** What no heap holds. */
const HUGE = [
  "(zeros 100000 100000)",
  "(zeros 65536 65536)",
  "(zeros 4294967295)",
  "(zeros 4294967297)",
  "(ones 2147483647 2147483647 2147483647 2147483647)",
  "(make-tensor '(65536 65536 65536 65536) 1)",
  "(make-tensor '(281474976710656) 1)",
  "(eye 100000)",
  "(linspace 0 1 100000000000)",
  "(arange 0 1e300)",
  "(arange 0 1 1e-300)",
  "(broadcast-to 1 '(100000 100000))",
  "(+ (zeros 100000 1) (zeros 1 100000))",
  "(outer (zeros 100000) (zeros 100000))",
  "(diag (zeros 100000))",
  "(matmul (zeros 100000 1) (zeros 1 100000))",
  "(sum (zeros 0 100000 100000) 0)",
  "(concat (list (zeros 0 2147483647) (zeros 0 2147483647)) 1)",
  "(tensor-ref (jacobian (lambda (t) t) (zeros 70000)) 0)",
];
const nested = `${"(* t ".repeat(30)}t${")".repeat(30)}`;
const source = `
(define-parameter a 0.5)
(define-parameter b 2.0)
;; Nothing of it lives, and no call lies in between.
(define (straight n) (let ((t (ones n))) (sum (+ ${nested} 0))))
(define (floors n) (let loop ((i 0) (t (ones n))) (if (< i 60) (loop (+ i 1) (+ (floor t) (ceiling (* t 0)) (round (* 0 t)))) (sum t))))
(define (means n) (let loop ((i 0) (t (ones 100 n))) (if (< i 60) (loop (+ i 1) (+ t (* 0 (mean t 0 #t)))) (sum t))))
(define (powers x n steps) (let loop ((i 0) (t (* x (ones n)))) (if (< i steps) (loop (+ i 1) (* t (+ t 0.5))) (sum t))))
(define (inner n) (gradient (lambda (x) (powers x n 20)) 0.25))
(define (inner-tangent n) (derivative (lambda (x) (powers x n 20)) 0.25))
(define (again n) (let loop ((i 0) (s 0.0)) (if (< i 20) (loop (+ i 1) (+ s (inner n))) s)))
(define (by-parameters n) (powers (* 0.5 a) n 20))
;; What lives exceeds the heap.
(define (hoard t) (hoard (concat t t)))
(define (hoarder) (hoard (ones 1000)))
(define (hoarding-sum) (let loop ((i 0) (all '())) (loop (+ i 1) (cons (+ 1 (ones 20000)) all))))
(define (hoarding-product) (let ((m (ones 200 200))) (let loop ((all '())) (loop (cons (matmul m m) all)))))
(define (hoarding-solution) (let ((m (eye 200))) (let loop ((all '())) (loop (cons (solve m m) all)))))
(define (recording x) (let loop ((t (* x (ones 10000)))) (loop (* t (+ t 0.5)))))
(define (in-gradient) (gradient recording 0.5))
(define (in-tangent) (derivative recording 0.5))
(define (under-parameters) (recording a))
(define (small x) (let loop ((t (* x (ones 2)))) (loop (* t (+ t 0.5)))))
(define (small-elements x) (let loop ((t (* x (ones 2)))) (loop (tensor (tensor-ref t 0) (* 0.5 (tensor-ref t 1))))))
(define (tape-in-gradient) (gradient small-elements 0.5))
(define (tape-under-parameters) (small-elements a))
(define (forever) (small 0.5))
;; What works afterwards.
(define (roomy) (sum (ones 1200000)))
(define (ok) (gradient (lambda (t) (logdet (matmul t (transpose t)))) (tensor '((2 0) (0 4)))))
(define (loss) (dot (tensor a b) (tensor b 1)))
(define (mixed x) (let loop ((i 0) (t (tensor x b 1)))
  (if (< i 12)
      (loop (+ i 1) (+ (sin (matmul (outer t t) t)) (softmax t) (cumsum (* 0.1 t)) (tensor-slice (tensor->tensor t) '(#f #f -1))))
      (+ (norm t) (logsumexp t) (gradient (lambda (u) (sum (* u u t))) 0.5)))))
${HUGE.map((text, k) => `(define (huge-${k}) ${text})`).join("\n")}
(define (shapes) (list (tensor-shape (zeros 0 5)) (tensor-shape (zeros 0 2147483647)) (tensor-shape (eye 0 3)) (tensor-size (zeros 5 0 7))
  (tensor-shape (matmul (zeros 3 0) (zeros 0 2))) (tensor-shape (eye 100000 1))))
(define (negative) (zeros 3 -1))
(define (reshaped) (reshape (zeros 4) 2147483647 2147483647 2147483647 -1))
(define (tensor->tensor t) (tensor (map (lambda (x) (* 0.25 x)) (tensor->list t))))
`;
const OK = "#tensor((1.0 0.0) (0.0 0.5))";

const resident = await loadInterpreter();
const roads: readonly (readonly [string, (options?: ProgramOptions) => Promise<Program>])[] = [
  ["compiled", (options) => compile(source, options)],
  ["interpreted", async (options) => resident.load(source, options)],
];

function works(program: Program): void {
  expect(program.write("ok")).toBe(OK);
  const { value, gradient } = program.valueAndGradient("loss");
  expect([value, gradient.get("a"), gradient.get("b")]).toEqual([3, 2, 1.5]);
}
function limitOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof LimitError) return error.limit;
    throw error;
  }
  throw new Error("no limit was reached");
}
/** t ← t (t + 1/2), so many times from x in n places, and the sum's derivative by x, in numbers. */
function powers(x: number, n: number, steps: number): { value: number; slope: number } {
  let slope = 1;
  for (let i = 0; i < steps; i++) {
    slope *= 2 * x + 0.5;
    x *= x + 0.5;
  }
  return { value: n * x, slope: n * slope };
}

describe.each(roads)("%s", (_road, load) => {
  let narrow: Program; // its heap has 16 MiB
  let ample: Program;
  beforeAll(async () => {
    narrow = await load({ heap: 16 });
    ample = await load();
  });

  it("collects in the middle of expressions, sweeps and rounding", () => {
    const program = narrow;
    const call = (name: string, ...args: Value[]): unknown =>
      program.call(name, ...args.map((x) => BigInt(x as number)));
    expect(call("straight", 100_000)).toBe(100_000);
    expect(call("floors", 100_000)).toBe(100_000);
    expect(call("means", 1_000)).toBe(100_000);
    const { slope } = powers(0.25, 20_000, 20);
    expect(call("inner", 20_000)).toBeCloseTo(slope, 8);
    expect(call("inner-tangent", 5_000)).toBeCloseTo(slope / 4, 8);
    expect(call("again", 20_000)).toBeCloseTo(20 * slope, 6);
    const first = program.valueAndGradient("by-parameters", [20_000n]);
    expect(first.value).toBeCloseTo(powers(0.25, 20_000, 20).value, 8);
    expect(first.gradient.get("a")).toBeCloseTo(slope / 2, 8);
    expect(first.gradient.get("b")).toBe(0);
    works(program);
  });

  it.each(["hoarder", "hoarding-sum", "hoarding-product", "hoarding-solution", "in-gradient", "in-tangent"])(
    "ends at the heap's limit: %s",
    (name) => {
      const program = narrow;
      expect(limitOf(() => program.call(name))).toBe("heap");
      // Nothing of it is kept: more than half of the heap is free.
      expect(program.call("roomy")).toBe(1_200_000);
      works(program);
    },
  );

  it("ends at the heap's limit under parameters", () => {
    const program = narrow;
    expect(limitOf(() => program.valueAndGradient("under-parameters"))).toBe("heap");
    expect(program.call("roomy")).toBe(1_200_000);
    works(program);
    expect(limitOf(() => program.hessian("under-parameters"))).toBe("heap");
    expect(program.call("roomy")).toBe(1_200_000);
    works(program);
  });

  it("keeps nothing of a derivative that is done", () => {
    const program = narrow;
    program.valueAndGradient("by-parameters", [40_000n]);
    expect(program.call("roomy")).toBe(1_200_000);
    program.call("inner", 40_000n);
    expect(program.call("roomy")).toBe(1_200_000);
  });

  it("ends at the tape's limit", async () => {
    const program = await load({ tape: 4 });
    expect(limitOf(() => program.call("tape-in-gradient"))).toBe("tape");
    works(program);
    expect(limitOf(() => program.valueAndGradient("tape-under-parameters"))).toBe("tape");
    works(program);
  });

  it("ends at the end of the fuel", () => {
    const program = ample;
    for (const fuel of [1, 10, 100, 1_000, 10_000])
      expect(limitOf(() => program.callWith("forever", [], { fuel }))).toBe("fuel");
    works(program);
  });

  it("has the same bits in slices of any number of steps", () => {
    const program = ample;
    const inSlices = (steps: number): unknown[] => {
      const { machine } = ("at" in program ? program.at : program) as { machine: { abi: Abi } };
      const { abi } = machine;
      Object.defineProperty(machine, "abi", {
        configurable: true,
        value: { ...abi, resume: (fuel: number) => abi.resume(Math.min(fuel, steps)) },
      });
      try {
        const { value, gradient } = program.valueAndGradient("mixed", [0.3]);
        return [value, [...gradient], program.write("ok"), program.call("mixed", 0.3)];
      } finally {
        Object.defineProperty(machine, "abi", { configurable: true, value: abi });
      }
    };
    const whole = inSlices(1_000_000);
    expect(Math.abs((whole[1] as [string, number][])[1]?.[1] as number)).toBeGreaterThan(1e-3);
    for (const steps of [1, 2, 3, 7, 64]) expect(inSlices(steps)).toEqual(whole);
  });

  it.each(HUGE.map((text, k) => [text, k] as const))("%s is more than a heap holds", (_text, k) => {
    expect(limitOf(() => ample.call(`huge-${k}`))).toBe("heap");
    works(ample);
  });

  it("knows sizes of tensors without elements, and negative ones as wrong", () => {
    expect(ample.write("shapes")).toBe("((0 5) (0 2147483647) (0 3) 0 (3 2) (100000 1))");
    for (const name of ["negative", "reshaped"]) {
      expect(() => ample.call(name)).toThrow(SchemeError);
      expect(() => ample.call(name)).toThrow(/dimensions/);
    }
  });
});
