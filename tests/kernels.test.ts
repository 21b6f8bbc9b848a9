// Kernels, code made at run time for recorded graphs, have the bits of the sweep row by row and of evaluations one by one.
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

const spread = (n: number, from: number, to: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => from + ((to - from) * ((i * 37) % n)) / n);

/** Batches until the graph has a kernel; answers the lanes that it computed in a batch of all of them. */
function expectSame(program: Program, name: string, lanes: readonly Float64Array[]): number {
  const apart = bits(program.batch(name, lanes, { replay: false }));
  const rows = program.batch(name, lanes, { kernels: false });
  expect(rows.statistics.byKernel).toBe(0);
  expect(bits(rows)).toEqual(apart);
  const count = lanes[0]?.length ?? 0;
  for (let served = 0; served < 2048; served += count) program.batch(name, lanes);
  const together = program.batch(name, lanes);
  expect(bits(together)).toEqual(apart);
  return together.statistics.byKernel;
}

describe("kernels", () => {
  it("have the bits of evaluations one by one: arithmetic", async () => {
    const source = `(define-parameter a 1.3) (define-parameter b -0.4) (define-parameter unused 3.0)
(define (f x y)
  (+ (* a x) (- b y) (/ x (+ 3 (* b y))) (sqrt (+ 5 x)) (abs (- x y)) (min a x) (max b y x) (square a) (- x) (stop-gradient (* a x))
     (* 1.0 a) (- b 0.0) (+ a -0.0) (/ b 1.0) (- (- a)) (* (+ a x) (+ x a))))`;
    await roads(source, (program) => {
      for (const n of [2049, 301])
        expect(expectSame(program, "f", [spread(n, -2, 2), spread(n, -1, 3)])).toBe(n);
    });
  });

  it("have them with elementary functions, whose operands mix ranges", async () => {
    const source = `(define-parameter a 1.3) (define-parameter b -0.4)
(define (f x y)
  (+ (* a x) (- b y) (/ x (+ 3 (* b y))) (sqrt (+ 5 x)) (exp (* a b)) (log (+ 4 x)) (sin x) (cos (* a y)) (tan (* 0.1 x)) (asin (* 0.1 x))
     (acos (* 0.1 y)) (atan (* a x)) (atan y a) (tanh (* b x)) (expm1 x) (log1p (* x x)) (expt (+ 4 x) b) (expt x 3) (abs (- x y)) (min a x)
     (sinh (* 0.3 x)) (cosh y) (square a) (- x) (stop-gradient (* a x)) (exp (* b x))))`;
    await roads(source, (program) => {
      expect(expectSame(program, "f", [spread(2049, -2, 2), spread(2049, -1, 3)])).toBe(2049);
    });
  });

  it("leave lanes to others where guards fail, of each kind", async () => {
    const source = `(define-parameter a 0.9)
(define (g x)
  (cond ((< (* a x) -1.0) (* a x)) ((> (* a x) 4.0) (* a a x)) ((= (floor x) 1.0) (- (* 3.0 a) x)) ((<= x 0.5) (* a (round (* 2.0 x)) x))
        ((>= x 3.0) (+ a (truncate x) (ceiling x))) ((integer? x) (* 7.0 a)) ((finite? (* a x)) (/ a x)) (else a)))`;
    await roads(source, (program) => {
      expect(expectSame(program, "g", [spread(4096, -3, 7)])).toBeGreaterThan(1000);
    });
  });

  it("give way where a term is 0 times an infinite derivative, or a number is NaN", async () => {
    const source = `(define-parameter a 0.0) (define-parameter b 1.0)
(define (f x) (+ (max a x) (* b (abs x)) (sqrt (* x x)) (* 0.0 (log (* b x)))))`;
    const xs = spread(2048, -1, 1);
    xs.set([0, -0, Number.NaN, Infinity, -Infinity, 1e-320, 1e308]);
    await roads(source, (program) => {
      expect(expectSame(program, "f", [xs])).toBe(0);
    });
  });

  it("have them in random programs", async () => {
    const names = Object.keys(PARAMETERS);
    const parameters = Object.entries(PARAMETERS).map(([p, v]) => `(define-parameter ${p} ${v})`);
    await fc.assert(
      fc.asyncProperty(expression, async (body) => {
        const source = `${parameters.join(" ")} (define (f x) (let ((${names[0]} (* x ${names[0]}))) ${body}))`;
        const program = await compile(source);
        expectSame(program, "f", [spread(257, -2, 3)]);
        program.dispose();
      }),
      { numRuns: 25 },
    );
  });

  it("are given up with their graphs: more paths than are kept", async () => {
    const source = `(define-parameter a 0.9)
(define (f x) (let loop ((i 0) (y (* a x))) (if (>= i x) y (loop (+ i 1) (* a (+ y x))))))`;
    await roads(source, (program) => {
      for (let round = 0; round < 2; round++) expectSame(program, "f", [spread(1024, 0, 9)]);
    });
  });
});

describe("a host that does not compile at run time", () => {
  it("computes the same, row by row", async () => {
    const source = "(define-parameter a 1.5) (define (f x) (+ (* a a x) (* x x)))";
    const program = await compile(source);
    const { Module } = WebAssembly;
    WebAssembly.Module = class {
      constructor() {
        throw new WebAssembly.CompileError("code generation is disallowed");
      }
    } as unknown as typeof WebAssembly.Module;
    try {
      expect(expectSame(program, "f", [spread(2048, -2, 2)])).toBe(0);
    } finally {
      WebAssembly.Module = Module;
    }
  });
});
