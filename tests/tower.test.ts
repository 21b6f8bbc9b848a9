// The tower: the interpreter interprets its own source, and a gradient flows through both levels.
import { describe, expect, it } from "vitest";
import { compile, loadInterpreter, type Program } from "../host/index.js";
import { interpreterSource } from "../scripts/interpreter-sources.js";

const inner = `
(define (power x n) (if (= n 0) 1.0 (* x (power x (- n 1)))))
(define (sum f xs) (let loop ((xs xs) (s 0.0)) (if (null? xs) s (loop (cdr xs) (+ s (f (car xs)))))))
(lambda (x) (sum (lambda (k) (* (exp (- (* 0.1 x))) (power x k))) '(1 2 3)))`;

/** The program applied to a parameter, one level down: by an interpreter that is itself the text of a program. */
const tower = `${interpreterSource()}
(define-parameter a 1.7)
(define program (load-program ${JSON.stringify(inner)} 0))
(define inner-procedure ((vector-ref program 0)))
(inner-procedure a)`;

const direct = `(define-parameter a 1.7)\n(define inner-procedure (let () ${inner}))\n(inner-procedure a)`;

describe("the interpreter in the interpreter", () => {
  it("has the value and the gradient of the program itself", async () => {
    const interpreter = await loadInterpreter();
    const plain = (await compile(direct)).valueAndGradient();
    const one = interpreter.load(direct).valueAndGradient();
    const two = interpreter.load(tower, { trusted: true }).valueAndGradient();
    expect(one).toEqual(plain);
    expect(two.value).toBe(plain.value);
    expect(two.gradient.get("a")).toBe(plain.gradient.get("a"));
    // Closed form: f(x) = e^(-x/10) (x + x² + x³).
    const x = 1.7;
    const sum = x + x ** 2 + x ** 3;
    expect(plain.gradient.get("a")).toBeCloseTo(Math.exp(-x / 10) * (1 + 2 * x + 3 * x ** 2 - sum / 10), 12);
  });

  it("reports errors of the inner program as the outer one's", async () => {
    const program: Program = (await loadInterpreter()).load(
      `${interpreterSource()}\n((vector-ref (load-program "(car 5)" 0) 0))`,
      { trusted: true },
    );
    expect(() => program.value()).toThrow("car: expected a pair, got 5");
  });
});
