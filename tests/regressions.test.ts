// Defects that were found by reading and by use, each on both roads.
import { beforeAll, describe, expect, it } from "vitest";
import {
  compile,
  type Interpreter,
  LimitError,
  loadInterpreter,
  type Program,
  type ProgramOptions,
} from "../host/index.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

const roads: [string, (source: string, options?: ProgramOptions) => Promise<Program>][] = [
  ["compiled", (source, options) => compile(source, options)],
  ["interpreted", async (source, options) => interpreter.load(source, options)],
];

describe.each(roads)("%s", (_road, load) => {
  it("learns literals in code and in quoted data", async () => {
    const code = await load("(define (f x) (* 2.0 x)) (+ (f 3.0) (f 1))", { learn: "literals" });
    expect([...code.valueAndGradient().gradient.values()]).toEqual([4, 2]);
    const data = await load("(define l '(1.5 #(2.5))) (* (car l) (vector-ref (cadr l) 0))", {
      learn: "literals",
    });
    expect([...data.valueAndGradient().gradient.values()]).toEqual([2.5, 1.5]);
  });

  it("answers a parameter that is the result itself, in slices of any size", async () => {
    for (const fuel of [1000, 20_000, 1e9]) {
      const source =
        "(define-parameter a 0.25) (define-parameter b 77.5) (define (f x) (if (< x b) a (- x)))";
      const program = await load(source, { fuel });
      // The second evaluation would see what the first had left behind.
      for (let i = 0; i < 2; i++) {
        const { value, gradient } = program.valueAndGradient("f", [35]);
        expect([value, ...gradient.values()]).toEqual([0.25, 1, 0]);
        expect(program.evaluate("f", [80])).toBe(-80);
      }
      const { hessian } = program.hessian("f", [35]);
      expect([...hessian.values()].flatMap((row) => [...row.values()])).toEqual([0, 0, 0, 0]);
    }
  });

  it("does not answer a gradient when the tape ends after the last safe point", async () => {
    const many = " a".repeat(20);
    const program = await load(
      `(define-parameter a 1.0)
       (define (f n) (let ((s (let loop ((i 0) (s a)) (if (= i n) s (loop (+ i 1) (+ s a)))))) (+ s${many})))`,
      { tape: 1 },
    );
    for (let n = 25_500; n < 25_600; n += 3) {
      let gradient: number | undefined;
      try {
        gradient = program.valueAndGradient("f", [n]).gradient.get("a");
      } catch (error) {
        expect(error).toBeInstanceOf(LimitError);
        continue;
      }
      expect(gradient).toBe(n + 21);
    }
  });

  it("does not answer a Hessian when the recorded sweep fills the tape", async () => {
    const source =
      "(define-parameter a 1.0) (define (f n) (let loop ((i 0) (s a)) (if (= i n) s (loop (+ i 1) (* s a)))))";
    expect((await load(source, { tape: 64 })).hessian("f", [50]).hessian.get("a")?.get("a")).toBe(51 * 50);
    const small = await load(source, { tape: 1 });
    expect(() => small.hessian("f", [5000])).toThrow("tape limit");
  });

  it("makes a string of its own for every literal", async () => {
    const program = await load(
      '(define a "x") (define b "x") (string-set! a 0 #\\y) (list a b (eqv? "s" "s"))',
    );
    expect(program.write()).toBe('("y" "x" #f)');
  });

  it("ends the printing of circular data", async () => {
    const circle = "(define x (list 1 2 3)) (set-cdr! (cddr x) x)";
    expect(() => interpreter.load(`${circle} (write-simple x)`).value()).toThrow("text limit");
    expect((await load(`${circle} x`)).write()).toBe("#0=(1 2 3 . #0#)");
    const program = await load(`${circle} x`);
    expect(() => program.value()).toThrow("circular");
  });

  it("has one gradient, whatever else is asked for", async () => {
    const program = await load("(define-parameter a 1.0) (sqrt (* a 0.0))");
    expect(program.valueAndGradient().gradient.get("a")).toBeNaN();
    expect(program.hessian().gradient.get("a")).toBeNaN();
  });

  it("blames no place for a result that is not a number", async () => {
    const program = await load("(define-parameter a 2.0) (vector a 1)");
    expect(() => program.valueAndGradient()).toThrow(expect.objectContaining({ kind: "type", line: 0 }));
  });

  it("finds the native stack sufficient for procedures with hundreds of variables", async () => {
    const names = Array.from({ length: 200 }, (_, i) => `v${i}`);
    const program = await load(
      `(define (g x) (if (< x 0) (g (+ x 1)) x))
       (define k 0)
       (define (f n)
         (if (= n 0)
             0
             (let* (${names.map((name, i) => `(${name} (g (+ n ${i})))`).join(" ")})
               (if (= k -1) (display (list ${names.join(" ")})))
               (+ 1 (f (- n 1))))))
       (f 20000)`,
    );
    expect(program.value()).toBe(20_000);
  });
});

describe("a tape whose later chunk lies at a lower address than the first", () => {
  // The program before makes the collector give back pages below the tape's first chunk (6,392 entries), where the second one is put then.
  const before =
    "(define (count n . rest) (if (= n 0) 'done (apply count (- n 1) rest))) (count 100000 'a 'b)";
  const sum = (n: number): string =>
    `(define-parameter a 0.5) (define (sum n) (if (= n 0) 0.0 (+ a (sum (- n 1))))) (sum ${n})`;
  const loop = (n: number): string =>
    `(define-parameter a 0.5) (define (loop n s) (if (= n 0) s (loop (- n 1) (+ a s)))) (loop ${n} 0.0)`;

  it.each([6390, 6391, 7000, 20_000])("has the gradient of %d additions", async (n) => {
    for (const make of [sum, loop]) {
      const fresh = await loadInterpreter();
      fresh.load(before).write();
      const first = await compile(before);
      first.write();
      for (const program of [fresh.load(make(n)), await compile(make(n))]) {
        program.write();
        expect(program.valueAndGradient().gradient.get("a")).toBe(n);
        expect(program.magnitudes().magnitudes.get("a")).toBe(n);
        expect(program.valueAndGradient().gradient.get("a")).toBe(n);
      }
    }
  });
});
