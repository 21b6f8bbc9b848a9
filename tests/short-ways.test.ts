// Short ways of both roads: what is computed in line or passed by when operands are of the usual kind. Expected values are written out or
// computed in JavaScript: both roads must give them where the short way ends, too.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compile, type Interpreter, loadInterpreter, type Program } from "../host/index.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});
const roads: [string, (source: string) => Promise<Program>][] = [
  ["compiled", compile],
  ["interpreted", async (source) => interpreter.load(source)],
];
const said = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return (error as Error).message;
  }
};

describe.each(roads)("%s", (_road, load) => {
  it("multiplies and divides exact integers at the ends of their short range", async () => {
    const program = await load(`
      (define (literal n) (list (quotient n 7) (remainder n 7) (modulo n 7)))
      (define (both n m) (list (quotient n m) (remainder n m) (modulo n m)))
      (define (times n) (let loop ((i 1) (p n)) (if (= i 3) p (loop (+ i 1) (* p 3)))))`);
    const integers = fc.oneof(
      fc.bigInt({ min: -(2n ** 52n), max: 2n ** 52n }),
      fc.bigInt({ min: -20n, max: 20n }),
      fc.constantFrom(-(2n ** 49n), 2n ** 49n - 1n, 2n ** 49n),
    );
    const parts = (n: bigint, m: bigint): bigint[] => [n / m, n % m, ((n % m) + m) % m];
    const numbers = (value: unknown): bigint[] => (value as (number | bigint)[]).map(BigInt);
    fc.assert(
      fc.property(integers, integers, (n, m) => {
        expect(numbers(program.call("literal", n))).toEqual(parts(n, 7n));
        if (m !== 0n) expect(numbers(program.call("both", n, m))).toEqual(parts(n, m));
        expect(BigInt(program.call("times", n) as number | bigint)).toBe(n * 9n);
      }),
      { numRuns: 200 },
    );
    expect(said(() => program.call("both", 1n, 0n))).toMatch(/zero|0/);
    expect(said(() => program.call("literal", 1.5))).toMatch(/integer/);
  });

  it("answers a recursion's last case whatever numbers it is given", async () => {
    const program = await load(`
      (define (count n) (if (< n 2) n (+ (count (- n 1)) 1)))
      (define (half x) (if (< x 0.5) x (+ (half (* x 0.5)) 0)))
      (define (down n m) (if (not (< m n)) n (+ 0 (down (- n 1) m))))
      (define (size l) (if (null? l) 0 (+ 1 (size (cdr l)))))
      (define (sizes) (list (size '()) (size '(1 2 3))))
      (define (improper) (size '(1 . 2)))`);
    expect(Number(program.call("count", 10n))).toBe(10);
    expect(program.call("count", 4.5)).toBe(4.5);
    expect(program.call("count", 2n ** 50n - (2n ** 50n - 1n))).toEqual(program.call("count", 1n));
    expect(program.call("half", 3)).toBe(0.375);
    expect(Number(program.call("down", 9n, 3n))).toBe(3);
    expect(program.call("down", 9.5, 3n)).toBe(2.5);
    expect((program.call("sizes") as unknown[]).map(Number)).toEqual([0, 3]);
    expect(said(() => program.call("improper"))).toMatch(/pair/);
  });

  it("does the rounds of float loops as ordinary code does", async () => {
    const program = await load(`
      (define (sum v) (let loop ((i 0) (s 0.0)) (if (= i (vector-length v)) s (loop (+ i 1) (+ s (vector-ref v i))))))
      (define (past v) (let loop ((i 0) (s 0.0)) (if (= i 4) s (loop (+ i 1) (+ s (vector-ref v i))))))
      (define (mixed)
        (let ((v (vector 1.5 2 2.5)))
          (let loop ((i 0) (s 0.0)) (if (= i 3) s (loop (+ i 1) (+ s (vector-ref v i)))))))
      (define (difference x) (let loop ((i 0) (y x)) (if (= i 2) y (loop (+ i 1) (- y x x)))))
      (define (steps n) (let loop ((i n) (x 1.0)) (if (< i 0) x (loop (- i 1) (* x 0.5)))))`);
    expect(program.call("sum", Float64Array.of(1.5, 2.5, -1))).toBe(3);
    expect(program.call("sum", Float64Array.of(1, Number.NaN))).toBeNaN();
    expect(program.call("difference", Number.POSITIVE_INFINITY)).toBeNaN();
    expect(program.call("steps", 9n)).toBe(2 ** -10);
    expect(program.call("steps", 9.5)).toBe(2 ** -10);
    expect(said(() => program.call("past", Float64Array.of(1, 2)))).toMatch(/vector-ref/);
    expect(program.call("mixed")).toBe(6);
  });

  it("calls what a variable holds now, not what its definition gave it", async () => {
    const program = await load(`
      (define (f x) (+ x 1))
      (define (g x) (f x))
      (define before (g 1))
      (set! f (lambda (x) (* x 10)))
      (define after (g 2))
      (define (h x y) (f (+ x y)))
      (define (result) (list before after (h 1 2)))`);
    expect((program.call("result") as unknown[]).map(Number)).toEqual([2, 20, 30]);
  });

  it("keeps apart the variables of loops that continuations enter again", async () => {
    const program = await load(`
      (define (again)
        (let ((k #f) (times 0) (seen '()))
          (let loop ((i 0))
            (if (< i 3)
                (let ((j (call/cc (lambda (c) (if (= i 1) (set! k c)) i))))
                  (set! seen (cons (+ (* 10 i) j) seen))
                  (loop (+ i 1)))))
          (set! times (+ times 1))
          (if (< times 3) (k times))
          (reverse seen)))
      (define (closures)
        (let loop ((i 0) (made '()))
          (if (= i 3) (map (lambda (f) (f)) made) (loop (+ i 1) (cons (lambda () i) made)))))`);
    expect((program.call("again") as unknown[]).map(Number)).toEqual([0, 11, 22, 11, 22, 12, 22]);
    expect((program.call("closures") as unknown[]).map(Number)).toEqual([2, 1, 0]);
  });

  it("reads variables many ribs out, and calls loops from many ribs in", async () => {
    const program = await load(`
      (define (deep a)
        (let ((b (+ a 1)))
          (let ((c (+ b 1)))
            (let ((d (+ c 1)))
              (let ((e (+ d 1)))
                (let ((f (+ e 1)))
                  (let ((g (+ f 1)))
                    (let ((h (+ g 1)))
                      (let loop ((n 0) (s 0))
                        (let ((p n))
                          (let ((q (+ p 0)))
                            (let ((r q))
                              (let ((t r))
                                (let ((u t))
                                  (let ((v u))
                                    (let ((w v))
                                      (if (< w 3) (loop (+ n 1) (+ s a b c d e f g h)) s)))))))))))))))))`);
    expect(Number(program.call("deep", 1n))).toBe(3 * 36);
  });

  it("tests what or, and, not and if make of tests", async () => {
    const program = await load(`
      (define (which a b c)
        (list (if (or (< a 1) (not (< b 1)) (and (< c 1) (> a 2))) 'yes 'no)
              (if (if (< a b) (< b c) (not (< a c))) 'yes 'no)
              (or (< a b) (memv b '(1 2)) c)))`);
    const expected = (a: number, b: number, c: number): [boolean, boolean] => [
      a < 1 || !(b < 1) || (c < 1 && a > 2),
      a < b ? b < c : !(a < c),
    ];
    for (const a of [0, 1, 2, 3])
      for (const b of [0, 1, 2])
        for (const c of [0, 1, 2]) {
          const text = String(
            (program.call("which", BigInt(a), BigInt(b), BigInt(c)) as unknown[])
              .slice(0, 2)
              .map((s) => (s as symbol).description),
          );
          expect(text).toBe(String(expected(a, b, c).map((x) => (x ? "yes" : "no"))));
        }
  });
});
