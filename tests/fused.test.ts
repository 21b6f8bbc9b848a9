// Loops over floats that are recorded as one rule each (compiler/fuse.ts): values and gradients are those of the interpreter, which records
// every operation by itself: to the bit where a round computes all of its variables, within the bound of docs/gradients.md where it hands
// some on as they are; and what a loop cannot do in one piece is left to the ordinary code without a trace.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, type Interpreter, LimitError, loadInterpreter, type Program } from "../host/index.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

const PARAMETERS = "(define-parameter a 0.7) (define-parameter b -1.3) (define-parameter c 0.4)\n";

/** Entries that the latest derivative has put on the tape: fewer than operations when loops are fused. */
function tapeEntries(program: Program): number {
  const { at } = program as unknown as { at: { machine: { abi: { tapeEntries(): number } } } };
  return at.machine.abi.tapeEntries();
}

type Argument = number | bigint | Float64Array;
/** Compares both engines; answers how many entries they recorded. */
async function entries(
  source: string,
  args: readonly Argument[] = [],
  exact = true,
): Promise<[number, number]> {
  const text = source.includes("define-parameter") ? source : PARAMETERS + source;
  const compiled = await compile(text);
  const interpreted = interpreter.load(text);
  const outcome = (program: Program): readonly unknown[] => {
    try {
      const { value, gradient } = program.valueAndGradient("f", args);
      return [value, ...gradient];
    } catch (error) {
      return [(error as Error).message];
    }
  };
  const wanted = outcome(interpreted);
  const found = outcome(compiled);
  if (exact || wanted.length === 1) expect(found, source).toEqual(wanted);
  else {
    const { magnitudes, chain } = interpreted.magnitudes("f", args);
    const [value, ...gradient] = wanted as [number, ...(readonly [string, number])[]];
    expect(found[0], source).toBe(value);
    gradient.forEach(([name, wantedPart], i) => {
      const [, part] = found[i + 1] as readonly [string, number];
      const bound = 8 * Number.EPSILON * chain * (magnitudes.get(name) as number);
      if (Number.isFinite(wantedPart) && Number.isFinite(bound))
        expect(Math.abs(part - wantedPart), `${source} ${name}: ${part} ${wantedPart}`).toBeLessThanOrEqual(
          bound,
        );
      else expect(part, `${source} ${name}`).toBe(wantedPart);
    });
  }
  // A derivative leaves nothing behind that the next one could meet.
  expect(outcome(compiled)).toEqual(found);
  return [tapeEntries(compiled), tapeEntries(interpreted)];
}

describe("fused loops", () => {
  it.each([
    ["one variable", "(define (f n) (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (* x b)))))"],
    [
      "operations of all kinds",
      `(define (f n) (let loop ((i 0) (x a) (s 0.0))
       (if (= i n) s (let* ((e (exp (- (* x x)))) (y (+ (sin x) (* 0.5 (cos e)) (sqrt (+ 1.0 (abs x))) (tanh (/ x 2.0)))))
         (loop (+ i 1) (- (min y c) (/ (max x b) 3.0)) (+ s (log (+ 2.0 (* x y)))))))))`,
    ],
    [
      "two ways through a round",
      "(define (f n) (let loop ((i 0) (x a) (s 0.0)) (if (= i n) s (if (< x 0.5) (loop (+ i 1) (+ x (* c 0.3)) (+ s x)) (loop (+ i 1) (* x c) (- s (* x b)))))))",
    ],
    [
      "a value that a test chooses",
      "(define (f n) (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (* (if (> x 0) b c) (+ x (if (= i 2) a 1.5)))))))",
    ],
    [
      "a counter in the floats",
      "(define (f n) (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (+ x (* b i) (/ c (+ i 1)))))))",
    ],
    [
      "two counters, one downwards",
      "(define (f n) (let loop ((i 0) (j n) (x a)) (if (>= i j) x (loop (+ i 2) (- j 1) (+ (* x 0.9) (* c j))))))",
    ],
    [
      "an exact start",
      "(define (f n) (let loop ((i 0) (s 0) (p 1)) (if (= i n) (+ s p) (loop (+ i 1) (+ s (* a p)) (* p b)))))",
    ],
    [
      "variables that change places",
      "(define (f n) (let loop ((i 0) (x a) (y b)) (if (= i n) (* x y y) (loop (+ i 1) y (+ (* 0.5 x) y)))))",
    ],
    [
      "a variable that stays for some rounds",
      "(define (f n) (let loop ((i 0) (x a) (y b)) (if (= i n) (* x y) (if (< i 3) (loop (+ i 1) x (* y c)) (loop (+ i 1) (* x y) y)))))",
    ],
    [
      "the same input twice",
      "(define (f n) (let loop ((i 0) (x a) (y a)) (if (= i n) (+ (* x a) y) (loop (+ i 1) (* x y) (+ y (* a c))))))",
    ],
    [
      "a loop in a loop",
      `(define (f n) (let outer ((i 0) (s 0.0)) (if (= i n) s
       (outer (+ i 1) (+ s (let inner ((j 0) (x (* a i))) (if (= j n) x (inner (+ j 1) (+ (* x b) c)))))))))`,
    ],
    [
      "definitions that close over numbers",
      "(define (f n) (let ((k (* a b)) (m 2.0)) (let loop ((i 0) (x c)) (if (= i n) x (loop (+ i 1) (* m (- x (* k x x))))))))",
    ],
    ["do", "(define (f n) (do ((i 0 (+ i 1)) (x a (+ x (* b (sin x))))) ((= i n) x)))"],
    [
      "a loop that a later operation uses",
      "(define (f n) (let ((y (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (* x c)))))) (+ (* y y a) (exp y) a)))",
    ],
    [
      "powers and angles",
      `(define (f n) (let loop ((i 0) (x a) (s 0.0)) (if (= i n) s
         (let ((p (+ (expt x 2) (expt (abs x) 0.5) (expt 2.0 x) (expt (+ 1.5 (abs x)) b) (expt x 0) (atan x c) (square x))))
           (loop (+ i 1) (- 1.0 (* 0.3 x)) (+ s p))))))`,
    ],
    [
      "procedures",
      `(define (slope x y) (- (* b y) (* x (sin x))))
       (define (clip x) (if (> x 2.0) 2.0 (max x -2.0)))
       (define (f n) (let loop ((i 0) (x a) (y 1.0)) (if (= i n) (+ x y)
         (let* ((k1 (slope x y)) (k2 (slope (+ x (* 0.05 k1)) (clip (* y c))))) (loop (+ i 1) (+ x (* 0.1 k2)) (clip (- y k1)))))))`,
    ],
    [
      "a test of a float",
      "(define (f n) (let loop ((x a) (k 0.0)) (if (> x 40.0) (* x k) (loop (* x 1.5) (+ k (* x b))))))",
    ],
    [
      "a limit that is a float",
      "(define (f n) (let ((n (+ n 0.0))) (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (* x c))))))",
    ],
  ])("%s", async (_, source) => {
    const [compiled, interpreted] = await entries(source, [12n]);
    expect(compiled).toBeLessThan(interpreted);
    for (const n of [0n, 1n, 2n, 300n]) await entries(source, [n]);
  });

  it("reads data", async () => {
    const source = `(define (f xs ys) (let loop ((i 0) (s 0.0))
      (if (= i (vector-length xs)) s
          (let ((r (- (vector-ref ys i) (* a (exp (* b (vector-ref xs i))))))) (loop (+ i 1) (+ s (* r r)))))))`;
    const xs = Float64Array.from({ length: 100 }, (_, i) => i / 50);
    const ys = xs.map((x) => 2 * Math.exp(-x));
    const [compiled, interpreted] = await entries(source, [xs, ys]);
    expect(compiled).toBeLessThan(interpreted / 10);
    // NaN among them, and an end beyond one of them, are for the ordinary code.
    ys[50] = Number.NaN;
    await entries(source, [xs, ys]);
    const program = await compile(PARAMETERS + source);
    expect(() => program.valueAndGradient("f", [xs, ys.subarray(0, 40)])).toThrow("index 40 is out of range");
  });

  it.each([
    [
      "squares",
      "(let loop ((i 0) (s 0.0)) (if (= i n) s (loop (+ i 1) (+ s (* (vector-ref v i) (vector-ref v i))))))",
    ],
    [
      "handed on as they are",
      "(let loop ((i 0) (x 1.0) (s 0.0)) (if (= i n) (* x s) (loop (+ i 1) (vector-ref v i) (+ s (* x (exp (vector-ref v i)))))))",
    ],
    [
      "one way through a round only, beside data",
      "(let loop ((i 0) (s 0.0)) (if (= i n) s (if (> (vector-ref w i) 0.4) (loop (+ i 1) (+ (* s (vector-ref v i)) (vector-ref w i))) (loop (+ i 1) (+ s (/ 1.0 (+ 1.0 (vector-ref v i))))))))",
    ],
    [
      "a polynomial from the end",
      "(let loop ((i (- n 1)) (s 0.0)) (if (< i 0) s (loop (- i 1) (+ (* s 0.75) (vector-ref v i)))))",
    ],
    [
      "roots of zero that do not count",
      "(let loop ((i 0) (s 0.0)) (if (= i n) s (loop (+ i 1) (+ s (* 0.0 (sqrt (- (vector-ref v i) (vector-ref v i)))) (vector-ref v i)))))",
    ],
    [
      "the greatest and its weight",
      "(let loop ((i 1) (m (vector-ref v 0)) (s 0.0)) (if (= i n) (* m s) (loop (+ i 1) (max m (vector-ref v i)) (+ s (* m (vector-ref w i))))))",
    ],
  ])("elements of vectors that are active: %s", async (_, loop) => {
    const w = Float64Array.from({ length: 600 }, (_, i) => ((i * 37) % 100) / 100);
    // All active; active and not; active in the middle only, which is left to the ordinary code.
    for (const element of [
      "(* a (+ 1.0 (* 0.01 i)))",
      "(if (even? i) (* b (sin i)) 0.5)",
      "(if (= i 1) c 0.5)",
    ]) {
      const source = `(define (f w n) (let ((v (vector-tabulate (lambda (i) ${element}) n))) ${loop}))`;
      const [compiled, interpreted] = await entries(source, [w, 500n], false);
      if (element.startsWith("(* a")) expect(compiled).toBeLessThan(interpreted);
      for (const n of [1n, 2n, 7n]) await entries(source, [w, n], false);
    }
  });

  it("differentiates by a vector's elements as the interpreter does, however the fuel is cut", async () => {
    const source = `(define (f v w) (let loop ((i 0) (s 0.25))
      (if (= i (vector-length v)) s (loop (+ i 1) (+ (* 0.5 s) (* (vector-ref v i) (vector-ref v i) (vector-ref w i)))))))`;
    const [v, w] = [0, 1].map((k) => Float64Array.from({ length: 9000 }, (_, i) => Math.sin(i + k))) as [
      Float64Array,
      Float64Array,
    ];
    const wanted = interpreter.load(source).valueAndGradients("f", [v, w]);
    const program = await compile(source);
    expect(program.valueAndGradients("f", [v, w])).toEqual(wanted);
    expect(tapeEntries(program)).toBeLessThan(2 * 9000 + 100);
    const { abi } = (
      program as unknown as { at: { machine: { abi: Record<string, (...n: number[]) => number> } } }
    ).at.machine;
    const resume = abi.resume as (fuel: number) => number;
    for (const slice of [7, 1234]) {
      abi.resume = () => resume(slice);
      expect(program.valueAndGradients("f", [v, w])).toEqual(wanted);
    }
    abi.resume = resume;
    expect(() => program.valueAndGradients("f", [v, w.subarray(0, 100)])).toThrow(
      "index 100 is out of range",
    );
    expect(program.valueAndGradients("f", [v, w])).toEqual(wanted);
  });

  it.each([
    [
      "0 times infinity",
      "(define (f n) (let loop ((i 0) (x a) (s 0.0)) (if (= i n) s (loop (+ i 1) (- x 0.35) (+ s (* 0.0 (log (abs x))))))))",
    ],
    [
      "the root of 0",
      "(define (f n) (let loop ((i 0) (x a) (s 0.0)) (if (= i n) s (loop (+ i 1) (- x a) (+ s (sqrt (abs x)))))))",
    ],
    ["NaN", "(define (f n) (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (sqrt (- x 1.0))))))"],
    ["overflow", "(define (f n) (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (* x 1e200)))))"],
    [
      "ties",
      "(define (f n) (let loop ((i 0) (x a)) (if (= i n) x (loop (+ i 1) (+ (max x a) (min x x) (abs (- x x)))))))",
    ],
    [
      "zeros of both signs",
      "(define (f n) (let loop ((i 0) (x (* a -0.0)) (s -0.0)) (if (= i n) (+ s x) (loop (+ i 1) (* x b) (+ s (* x 0.0))))))",
    ],
    [
      "exact numbers all along",
      "(define (f n) (+ a (let loop ((i 0) (x 1)) (if (= i n) x (loop (+ i 1) (* x 2))))))",
    ],
    [
      "numbers and other things",
      "(define (f n) (let loop ((i 0) (x a) (all '())) (if (= i n) (apply + all) (loop (+ i 1) (* x b) (cons x all)))))",
    ],
    [
      "a parameter that is assigned",
      "(define (f n) (let loop ((i 0) (x 1.0)) (if (= i n) x (begin (set! a (* a c)) (loop (+ i 1) (* x a))))))",
    ],
    [
      "an escape",
      "(define (f n) (call/cc (lambda (k) (let loop ((i 0) (x a)) (if (= i n) x (if (> x 5.0) (k (* x b)) (loop (+ i 1) (* x 1.5))))))))",
    ],
  ])("%s", async (_, source) => {
    for (const n of [0n, 1n, 2n, 9n]) await entries(source, [n]);
  });

  it("agrees inside of programs that take derivatives, and beside rules of their own", async () => {
    const loop =
      "(define (g x n) (let loop ((i 0) (y x)) (if (= i n) y (loop (+ i 1) (+ (* y c) (sin y))))))\n";
    // What the loop starts from has a derivative of its own beside the loop's in one of them: sums may associate otherwise.
    for (const body of [
      "(define (f n) (* a (gradient (lambda (x) (g (* x b) n)) 0.5)))",
      "(define (f n) (* a (derivative (lambda (x) (g (* x b) n)) 0.5)))",
      "(define (f n) (derivative (lambda (x) (gradient (lambda (y) (g (* y x a) n)) 0.5)) 0.5))",
      "(define (f n) (+ (checkpoint (lambda () (g a n))) (g b n)))",
      "(define (f n) (+ (g a n) ((with-adjoint (lambda (x) (* x x)) (lambda (x d) (* 3.0 d x))) (g b n)) (g (g a n) n)))",
      "(define (f n) (let ((j (jacobian (lambda (v) (list (g (car v) n) (g (cadr v) n))) (list 0.3 0.4)))) (* a (car (car j)))))",
      "(define (f n) (car (car (hessian (lambda (v) (g (* (car v) a) n)) '(0.4)))))",
      "(define (f n) (car (vjp (lambda (v) (list (g (car v) n) (g (car v) 2))) (list 0.4) (list a b))))",
      "(define (f n) (* b (g (sum (* a (tensor 1.0 2.0))) n)))",
    ])
      for (const n of [0n, 3n, 40n])
        await entries(PARAMETERS + loop + body, [n], !body.includes("with-adjoint"));
    // Without a derivative around, too: the program's own levels are the outermost then.
    const source = `${PARAMETERS}${loop}(define (f n) (list (gradient (lambda (x) (g x n)) 0.3) (value+gradient-list n) ((lambda (x) (derivative (lambda (y) (g y n)) x)) 0.2)))
      (define (value+gradient-list n) (call-with-values (lambda () (value+gradient (lambda (x) (+ (g x n) (checkpoint (lambda () (g x 3))))) 0.3)) list))`;
    const [x, y] = [(await compile(source)).call("f", 30n), interpreter.load(source).call("f", 30n)];
    expect(x).toEqual(y);
  });

  it("has the same modes", async () => {
    const source = `${PARAMETERS}(define (f n) (let loop ((i 0) (x a) (s 0.0)) (if (= i n) s (loop (+ i 1) (* x (sin (* b x))) (+ s (* c x))))))`;
    const [compiled, interpreted] = [await compile(source), interpreter.load(source)];
    expect(compiled.hessian("f", [20n])).toEqual(interpreted.hessian("f", [20n]));
    expect(compiled.magnitudes("f", [20n])).toEqual(interpreted.magnitudes("f", [20n]));
    expect(compiled.unreached("f", [20n])).toEqual(interpreted.unreached("f", [20n]));
    expect(compiled.graph("f", [20n]).nodes.length).toBe(interpreted.graph("f", [20n]).nodes.length);
    expect(compiled.valueAndGradients("f", [20n])).toEqual(interpreted.valueAndGradients("f", [20n]));
  });

  it("is the same however the fuel is cut, and with a collection at every step", async () => {
    const source = `${PARAMETERS}(define (f n) (let loop ((i 0) (x a) (s 0.0)) (if (= i n) s (loop (+ i 1) (* 3.5 x (- 1.0 x)) (+ s (* b x))))))`;
    const wanted = interpreter.load(source).valueAndGradient("f", [20_000n]);
    const program = await compile(source);
    expect(program.valueAndGradient("f", [20_000n])).toEqual(wanted);
    const { abi } = (
      program as unknown as { at: { machine: { abi: Record<string, (...n: number[]) => number> } } }
    ).at.machine;
    abi.setCollectorStress?.(1);
    expect(program.valueAndGradient("f", [20_000n])).toEqual(wanted);
    abi.setCollectorStress?.(0);
    const resume = abi.resume as (fuel: number) => number;
    for (const slice of [7, 1000, 12_345]) {
      abi.resume = () => resume(slice);
      expect(program.valueAndGradient("f", [20_000n])).toEqual(wanted);
    }
    abi.resume = resume;
    expect(() => program.valueAndGradient("f", [20_000n], { fuel: 5000 })).toThrow(LimitError);
    expect(program.valueAndGradient("f", [20_000n])).toEqual(wanted);
  });

  it("stays within the tape's limit", async () => {
    const source = `${PARAMETERS}(define (f n) (let loop ((i 0) (x a) (s 0.0)) (if (= i n) s (loop (+ i 1) (* 3.5 x (- 1.0 x)) (+ s (* b x))))))`;
    const program = await compile(source, { tape: 8 });
    expect(() => program.valueAndGradient("f", [10_000_000n])).toThrow(
      expect.objectContaining({ limit: "tape" }),
    );
    const { value } = program.valueAndGradient("f", [1000n]);
    expect(value).toBe(interpreter.load(source).valueAndGradient("f", [1000n]).value);
  });
});

// ---- random loops ---------------------------------------------------------------------------------------------------------------
const NAMES = ["x", "y", "z"];
const leaf = fc.constantFrom("a", "b", "c", "x", "y", "z", "0.5", "-2.0", "1.0", "i", "k", "2");
const { expression } = fc.letrec<{ expression: string; test: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(
        fc.constantFrom("+", "-", "*", "/", "min", "max", "expt", "atan"),
        tie("expression"),
        tie("expression"),
      )
      .map(([f, p, q]) => `(${f} ${p} ${q})`),
    fc
      .tuple(fc.constantFrom("sin", "exp", "abs", "-", "sqrt", "tanh", "atan", "square"), tie("expression"))
      .map(([f, p]) => `(${f} ${p})`),
    fc.tuple(tie("test"), tie("expression"), tie("expression")).map(([t, p, q]) => `(if ${t} ${p} ${q})`),
    fc.tuple(tie("expression"), tie("expression")).map(([p, q]) => `(let ((x ${p})) ${q})`),
  ),
  test: fc
    .tuple(fc.constantFrom("<", ">", "=", "<=", ">="), tie("expression"), tie("expression"))
    .map(([f, p, q]) => `(${f} ${p} ${q})`),
}));

describe("random loops", () => {
  it("have the interpreter's values and gradients", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(expression, { minLength: 3, maxLength: 3 }),
        fc.array(fc.constantFrom("a", "b", "1.0", "0", "-0.0", "(* a c)", "2"), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.integer({ min: 0, max: 9 }),
        async (updates, starts, n) => {
          const source = `(define (f k) (let loop ((i 0) ${NAMES.map((v, j) => `(${v} ${starts[j]})`).join(" ")})
            (if (= i ${n}) (+ x (* 2.0 y) (* b z)) (loop (+ i 1) ${updates.join(" ")}))))`;
          await entries(source, [1.25], false);
        },
      ),
      { numRuns: 120, seed: 20261128 },
    );
  });
});
