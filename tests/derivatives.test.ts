// Derivatives taken inside programs, at sizes and in combinations that the construct files do not have, on both roads.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  compile,
  type Interpreter,
  LimitError,
  loadInterpreter,
  type Program,
  type ProgramOptions,
} from "../host/index.js";
import { expression, PARAMETERS, programOf } from "./support/random-programs.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

const roads: [string, (source: string, options?: ProgramOptions) => Promise<Program>][] = [
  ["compiled", (source, options) => compile(source, options)],
  ["interpreted", async (source, options) => interpreter.load(source, options)],
];

const numbers = (value: unknown): number[] =>
  Array.isArray(value) || ArrayBuffer.isView(value)
    ? Array.from(value as ArrayLike<unknown>).flatMap(numbers)
    : [Number(value)];

/** A recursive model: a chain of coupled maps with a parameter for each link. */
const chain = `
(define (link p x n) (if (null? p) x (link (cdr p) (+ (sin (* (car p) x)) (/ (car p) (+ 1 n))) (+ n 1))))
(define (loss p) (let ((y (link p 0.7 0))) (+ (* y y) (apply + (map (lambda (a b) (* a b b)) p (append (cdr p) (list (car p))))))))
(define (g p) (gradient loss p))
(define (h p) (hessian loss p))
(define (hv p v) (hessian-vector loss p v))`;
const point = Array.from({ length: 20 }, (_, i) => 0.3 + 0.04 * i);

describe.each(roads)("%s", (_road, load) => {
  it("takes a Jacobian along four inputs at a time, with the bits of one at a time", async () => {
    // Eleven inputs, so that the last four are not full; more entries than a chunk of the tape holds; zero tangents at infinite derivatives.
    const program = await load(`
(define (curve n) (lambda (p)
  (let loop ((i 0) (x (car p)) (out '()))
    (if (= i n)
        (cons (* 0.0 (sqrt (- (cadr p) (cadr p)))) out)
        (loop (+ i 1) (+ (sin (* x (list-ref p (modulo i 11)))) (* 0.1 (vector-ref (list->vector p) (modulo (* 7 i) 11)))) (cons x out))))))
(define (unit k) (map (lambda (i) (if (= i k) 1.0 0.0)) (iota 11)))
(define (along n p) (jacobian (curve n) p))
(define (one-by-one n p) (map (lambda (k) (jvp (curve n) p (unit k))) (iota 11)))
(define (shapes) (jacobian (lambda (v) (list (* (vector-ref v 0) (vector-ref v 1)) (vector (vector-ref v 1) 2.0))) (vector 2.0 3.0)))
(define (scalar) (jacobian (lambda (x) (list (* x x) (list x 1.0))) 3.0))
(define again #f)
(define (re-entered)
  (let ((first #t))
    (let ((j (jacobian (lambda (p) (call/cc (lambda (k) (if first (set! again k)))) (map (lambda (a) (* a (car p))) p)) '(2.0 3.0))))
      (if first (begin (set! first #f) (derivative (lambda (x) (* x x x)) 5.0) j) j))))`);
    const p = Array.from({ length: 11 }, (_, i) => 0.3 + 0.17 * i);
    const matrix = (program.call("along", 9000n, p) as unknown[]).map(numbers);
    const columns = (program.call("one-by-one", 9000n, p) as unknown[]).map(numbers);
    expect(matrix.length).toBe(9001);
    matrix.forEach((row, i) => {
      expect(row.length).toBe(11);
      row.forEach((value, k) => {
        expect(Object.is(value + 0, (columns[k]?.[i] as number) + 0), `${i} ${k}`).toBe(true);
      });
    });
    expect(program.write("shapes")).toBe("(#(3.0 2.0) #(#(0.0 1.0) #(0.0 0.0)))");
    expect(program.write("scalar")).toBe("(6.0 (1.0 0.0))");
    expect(program.write("re-entered")).toBe("((4.0 0.0) (3.0 2.0))");
  });

  it("takes the Hessian of a recursive model of 20 parameters", async () => {
    const program = await load(chain);
    const hessian = (program.call("h", point) as unknown[]).map(numbers);
    expect(hessian).toHaveLength(20);
    const step = 1e-5;
    point.forEach((_, i) => {
      const moved = (by: number) =>
        numbers(
          program.call(
            "g",
            point.map((x, j) => (j === i ? x + by : x)),
          ),
        );
      const up = moved(step);
      const down = moved(-step);
      up.forEach((value, j) => {
        const difference = (value - (down[j] as number)) / (2 * step);
        expect(Math.abs((hessian[i]?.[j] as number) - difference)).toBeLessThan(
          1e-6 * Math.max(1, Math.abs(difference)),
        );
      });
    });
    const direction = point.map((_, i) => Math.cos(i));
    numbers(program.call("hv", point, direction)).forEach((value, i) => {
      const product = (hessian[i] as number[]).reduce((sum, x, j) => sum + x * (direction[j] as number), 0);
      expect(Math.abs(value - product)).toBeLessThan(1e-11 * Math.max(1, Math.abs(product)));
    });
  });

  it("keeps a checkpointed loop of 1,000,000 steps within 64 MiB of tape", async () => {
    const source = `(define-parameter r 3.2) (define-parameter x0 0.4)
      (define (step i x) (* r x (- 1 x)))
      (define (checkpointed n) (checkpoint-loop (exact n) step x0))
      (define (inside n) (gradient (lambda (p) (checkpoint-loop (exact n) (lambda (i x) (* (car p) x (- 1 x))) (cadr p))) (list r x0)))
      (define (plain n) (let loop ((i 0) (x x0)) (if (= i n) x (loop (+ i 1) (step i x)))))`;
    const program = await load(source, { tape: 64 });
    const long = program.valueAndGradient("checkpointed", [1_000_000]);
    expect(numbers(program.call("inside", 1_000_000))).toEqual([...long.gradient.values()]);
    program.dispose();
    const ample = await load(source, { tape: 2000 });
    const plain = ample.valueAndGradient("plain", [1_000_000]);
    expect(long.value).toBe(plain.value);
    for (const [name, value] of plain.gradient)
      expect(Math.abs((long.gradient.get(name) as number) - value)).toBeLessThanOrEqual(
        1e-12 * Math.abs(value),
      );
    ample.dispose();
    // A fused loop needs eight bytes for each step.
    const little = await load(source, { tape: 64 });
    expect(() => little.valueAndGradient("plain", [20_000_000])).toThrow(LimitError);
    little.dispose();
  });

  it("takes any number of derivatives one after the other, and keeps what outlives them", async () => {
    const program = await load(
      `(define kept '())
       (define (all-kept) kept)
       (define (many n) (let loop ((i 0) (s 0.0)) (if (= i n) s
         (loop (+ i 1) (+ s (derivative (lambda (x) (let ((y (* x x i))) (if (= 0 (modulo i 20000)) (set! kept (cons y kept))) y)) 0.5))))))
       (define (escaping n) (let loop ((i 0)) (if (= i n) 'done
         (begin (guard (e (#t e)) (gradient (lambda (x) (raise (* x 2))) 1.0)) (loop (+ i 1))))))`,
      { tape: 16, heap: 32 },
    );
    expect(program.call("many", 200_000)).toBe((199_999 * 200_000) / 2);
    expect(program.call("all-kept")).toEqual(Array.from({ length: 10 }, (_, i) => (9 - i) * 20000 * 0.25));
    expect(program.write("escaping", [200_000])).toBe("done");
    expect(program.call("many", 1000)).toBe((999 * 1000) / 2);
  });

  it("ends where levels or tape end, and goes on", async () => {
    const program = await load(
      `(define (nth n f) (if (= n 0) f (nth (- n 1) (lambda (x) (derivative f x)))))
       (define (deep n) ((nth n (lambda (x) (* x x x))) 1.0))
       (define (long n) (gradient (lambda (x) (let loop ((i 0) (y x)) (if (= i n) y (loop (+ i 1) (sin y))))) 1.0))`,
      { tape: 16 },
    );
    expect(program.call("deep", 3)).toBe(6);
    expect(() => program.call("deep", 40)).toThrow(/nested too deeply/);
    expect(() => program.call("long", 4_000_000)).toThrow(/tape limit of 16 MiB/);
    expect(program.call("deep", 2)).toBe(6);
    expect(program.call("long", 2)).toBe(Math.cos(1) * Math.cos(Math.sin(1)));
  });
});

describe("random programs", () => {
  it("have the same derivatives in every mode, inside and outside, on both roads", async () => {
    const expressions = fc.sample(expression, { seed: 4, numRuns: 60 });
    const names = Object.keys(PARAMETERS);
    const all = `(list ${names.join(" ")})`;
    const own = expressions.map(
      (e, i) => `(define f${i} (lambda (all) (apply (lambda (${names.join(" ")}) (inexact ${e})) all)))
(define (r${i}) (gradient f${i} ${all}))
(define (j${i}) (jacobian (lambda (p) (cons (f${i} p) (map (lambda (x) 0.0) p))) ${all}))
(define (v${i}) (vjp f${i} ${all} 1.0))
(define (k${i}) (gradient (lambda (p) (checkpoint (lambda () (f${i} p)))) ${all}))`,
    );
    const source = [programOf(expressions), ...own].join("\n");
    let compared = 0;
    for (const [, load] of roads) {
      const program = await load(source);
      expressions.forEach((text, i) => {
        const outside = [...program.valueAndGradient(`e${i}`).gradient.values()];
        const { magnitudes } = program.magnitudes(`e${i}`);
        const scales = [...magnitudes.values()];
        const check = (name: string, inside: number[]) => {
          outside.forEach((value, k) => {
            const got = inside[k] as number;
            if (Number.isNaN(value) || !Number.isFinite(scales[k] as number)) return;
            compared++;
            expect(Math.abs(got - value), `${name}: ${text}`).toBeLessThanOrEqual(
              1e-11 * (scales[k] as number),
            );
          });
        };
        for (const name of ["r", "v", "k"]) check(name, numbers(program.call(`${name}${i}`)));
        check("j", numbers((program.call(`j${i}`) as unknown[])[0]));
      });
    }
    expect(compared).toBeGreaterThan(1000);
  });
});
