// Batches: lanes computed together have the bits of lanes computed one by one, whatever paths they take.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Batch, compile, type Interpreter, loadInterpreter, type Program } from "../host/index.js";
import { expression, PARAMETERS } from "./support/random-programs.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

async function roads(source: string, test: (program: Program) => void): Promise<void> {
  const interpreted = interpreter.load(source);
  for (const program of [await compile(source), interpreted]) test(program);
  interpreted.dispose();
}

/** Every number of a batch, so that signs of zeros and NaNs are told apart from others. */
function bits({ values, gradients }: Batch): string[] {
  const text = (x: number): string => (Object.is(x, -0) ? "-0" : String(x));
  return [...values].map((value, lane) =>
    [value, ...[...gradients.values()].map((column) => column[lane] as number)].map(text).join(" "),
  );
}

function expectSame(program: Program, name: string, lanes: readonly Float64Array[]): void {
  const together = bits(program.batch(name, lanes));
  const apart = bits(program.batch(name, lanes, { replay: false }));
  expect(together).toEqual(apart);
  // From kept graphs.
  expect(bits(program.batch(name, lanes))).toEqual(apart);
}

const spread = (n: number, from: number, to: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => from + ((to - from) * ((i * 37) % n)) / n);

describe("lanes", () => {
  it("have the bits of evaluations one by one: straight line, all operations", async () => {
    const source = `(define-parameter a 1.3) (define-parameter b -0.4)
(define (f x y)
  (+ (* a x) (- b y) (/ x (+ 3 (* b y))) (sqrt (+ 5 x)) (exp (* a b)) (log (+ 4 x)) (sin x) (cos (* a y)) (tan (* 0.1 x)) (asin (* 0.1 x))
     (acos (* 0.1 y)) (atan (* a x)) (atan y a) (tanh (* b x)) (expm1 x) (log1p (* x x)) (expt (+ 4 x) b) (expt x 3) (abs (- x y)) (min a x) (max b y x)
     (sinh (* 0.3 x)) (cosh y) (square a) (- x) (stop-gradient (* a x))))`;
    await roads(source, (program) => expectSame(program, "f", [spread(301, -2, 2), spread(301, -1, 3)]));
  });

  it("have them in every function of one argument, over its whole range and where pairs mix ranges", async () => {
    const unary = [
      "sqrt",
      "exp",
      "log",
      "sin",
      "cos",
      "tan",
      "asin",
      "acos",
      "atan",
      "tanh",
      "expm1",
      "log1p",
      "abs",
      "sinh",
      "cosh",
    ];
    const source = [
      "(define-parameter a 1.0)",
      ...unary.map((f) => `(define (f-${f} x) (${f} (* a x)))`),
    ].join("\n");
    const special = [
      0,
      -0,
      1e-310,
      699.9,
      700,
      700.1,
      709.7,
      709.8,
      711,
      -699.9,
      -700.1,
      -708.5,
      -740,
      -745.2,
      -746,
      Infinity,
      -Infinity,
      NaN,
    ];
    const xs = Float64Array.from([
      ...special,
      ...spread(120, -760, 760),
      ...special,
      1,
      ...spread(120, -1.1, 1.1),
    ]);
    await roads(source, (program) => {
      for (const f of unary) expectSame(program, `f-${f}`, [xs]);
    });
  });

  it("regroup by their paths: branches, recursion as deep as the lane says, closures, lists, state", async () => {
    const source = `(define-parameter a 0.9) (define-parameter b 0.2)
(define calls 0)
(define (depth x n) (if (< x 1.0) (* a n) (+ b (depth (* x 0.5) (+ n 1)))))
(define (twice f) (lambda (x) (f (f x))))
(define (g x)
  (set! calls (+ calls 1))
  (let ((v (make-vector 3 b)))
    (vector-set! v (modulo (exact (floor x)) 3) (* a x))
    (+ (depth x 0) (apply + (vector->list v)) ((twice (lambda (u) (* a (sin u)))) x) calls (if (> x 4) (fold + b (list x a)) 0))))`;
    await roads(source, (program) => {
      expectSame(program, "g", [spread(200, 0.1, 9)]);
      // Evaluations leave the session alone.
      const before = program.call("g", 1.5) as number;
      program.batch("g", [spread(20, 0.1, 9)]);
      expect((program.call("g", 1.5) as number) - before).toBeCloseTo(1, 12);
    });
  });

  it("follow changed parameters from kept graphs, and record where these do not hold", async () => {
    const source = `(define-parameter a 1.0) (define (f x) (if (< (* a x) 2) (* a x x) (sin (* a x))))`;
    await roads(source, (program) => {
      const xs = spread(64, 0, 3);
      for (const a of [1, 1.7, 0.4, 5]) {
        program.setParameters({ a });
        expectSame(program, "f", [xs]);
      }
    });
  });

  it("are right at ties, zeros of both signs, infinities and NaN", async () => {
    const source = `(define-parameter a 0.0) (define-parameter b 1.0)
(define (f x) (+ (max a x) (* b (abs x)) (sqrt (* x x)) (* 0.0 (log (* b x))) (atan x -1.0)))
(define (g x) (if (eqv? x 0.0) (* a 2) (if (nan? x) b (if (zero? x) (* a 3) (/ b x)))))`;
    const xs = Float64Array.from([
      0,
      -0,
      1,
      -1,
      Number.NaN,
      Infinity,
      -Infinity,
      1e-320,
      1e308,
      ...spread(40, -1, 1),
    ]);
    await roads(source, (program) => {
      expectSame(program, "f", [xs]);
      expectSame(program, "g", [xs]);
    });
  });

  it("run by themselves where a run cannot be repeated: output, the clock, rules of one's own, tensors", async () => {
    const source = `(define-parameter a 2.0)
(define (tensors x) (let ((m (tensor (list (list (+ 2 x) a) (list x (exp a)))))) (+ (logdet (matmul m (transpose m))) (sum (solve m (tensor (list x a)))))))
(define (shown x) (display "*") (* a x))
(define (timed x) (* a x (if (> (current-jiffy) 0) 1 2)))
(define square-by-rule (with-adjoint (lambda (x) (* x x)) (lambda (d x) (* 2 d x))))
(define (ruled x) (* a (square-by-rule (* a x))))`;
    await roads(source, (program) => {
      const xs = spread(30, 0, 1);
      program.batch("shown", [xs]);
      expect(program.output).toBe("*".repeat(30));
      expect(program.batch("timed", [xs]).gradients.get("a")).toEqual(xs);
      expectSame(program, "ruled", [xs]);
      expectSame(program, "tensors", [xs]);
    });
  });

  it("run by themselves where only the recording meets a limit", async () => {
    const source = `(define-parameter a 0.9)
(define (f x) (let loop ((i 0) (s x)) (if (= i 60000) s (loop (+ i 1) (+ (* a s (- 1 s)) 0.1)))))`;
    // Four operations a step: 10 MiB for a gradient, 15 for a graph.
    const small = interpreter.load(source, { tape: 12 });
    expectSame(small, "f", [spread(14, 0, 1)]);
    small.dispose();
  });

  it("do not depend on how many there are", async () => {
    const source = `(define-parameter a 0.7) (define (f x) (let loop ((i 0) (s x)) (if (= i 30) s (loop (+ i 1) (+ (* a s (- 1 s)) 0.01)))))`;
    await roads(source, (program) => {
      for (const n of [0, 1, 2, 11, 12, 13, 257, 1000]) expectSame(program, "f", [spread(n, 0, 1)]);
    });
  });

  it("agree in random programs with arguments", async () => {
    const expressions = fc.sample(expression, { seed: 99, numRuns: 60 });
    const constants = Object.entries(PARAMETERS).slice(2);
    const source = [
      ...constants.map(([name, value]) => `(define-parameter ${name} ${value})`),
      // The first two parameters are arguments here.
      ...expressions.map((text, i) => `(define (e${i} p0 p1) ${text})`),
    ].join("\n");
    await roads(source, (program) => {
      for (let i = 0; i < expressions.length; i++)
        expectSame(program, `e${i}`, [spread(40, -1, 2), spread(40, 2, -1.5)]);
    });
  });
});
