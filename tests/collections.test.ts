// One collection, at any step of an evaluation (of long ones at hundreds, evenly spread), changes nothing: neither its gradient nor that of the next. (Collecting at every step, as
// tests/stress.test.ts does, hides what goes wrong only between two of them.)
import { describe, expect, it } from "vitest";
import { Mode, NONE, Status } from "../host/abi.js";
import { compile, loadInterpreter, type Program } from "../host/index.js";
import type { Residence } from "../host/loaded.js";

const PROGRAMS: Readonly<Record<string, string>> = {
  checkpoints: `(define-parameter a 0.5)
(define (stage y) (checkpoint (lambda () (+ (sin (* a y)) (* 0.5 y)))))
(+ (stage (stage 0.3)) (* a (stage (checkpoint (lambda () (stage 0.7))))))`,
  "a checkpointed loop": `(define-parameter a 0.7)
(checkpoint-loop 40 (lambda (i x) (+ (* a x (- 1 x)) 0.1)) 0.3 3)`,
  "rules of one's own": `(define-parameter a 0.7)
(define cube (with-adjoint (lambda (x) (* x x x)) (lambda (d x) (* d 3 x x))))
(+ (cube (* a 2)) (cube (sin a)) (* a (cube (cube a))))`,
  "an implicit solution": `(define-parameter a 2.0)
(define (root b) (implicit-solve (lambda (x) (- (* x x) b)) 1.0))
(+ (root a) (* a (root (+ a 1.0))))`,
  "derivatives inside": `(define-parameter a 0.7)
(define (f x) (* a x x (sin x)))
(+ (derivative f 0.5) (car (gradient (lambda (v) (f (* (car v) a))) '(0.4 1.0))) (derivative (lambda (y) (derivative f (* y a))) 0.3)
   (apply + (jacobian (lambda (x) (list (* a x) (f x))) 0.2)) (hessian (lambda (x) (f (* x x))) 0.8))`,
  "structures and continuations": `(define-parameter a 0.7)
(define v (make-vector 3 a))
(define k #f)
(define n 0)
(define t (make-equal-hash-table))
(for-each (lambda (i) (hash-table-set! t i (* a (vector-ref v i)))) '(0 1 2))
(define x (+ (call/cc (lambda (c) (set! k c) a)) (hash-table-ref/default t 1 0)))
(set! n (+ n 1))
(if (< n 3) (k (* x a)))
(+ x (guard (e (#t (* a e))) (dynamic-wind (lambda () #f) (lambda () (raise (force (delay (* a a))))) (lambda () #f))))`,
};

/** The gradient of the last form, with one collection at step `at`; undefined when it failed. Answers the number of steps, too. */
function evaluate(
  residence: Residence,
  values: Float64Array,
  at: number,
): { gradient: number | undefined; steps: number } {
  const { machine, handle } = residence;
  const { abi } = machine;
  new Float64Array(abi.memory.buffer, abi.parameterAddress(handle), values.length).set(values);
  abi.startEvaluation(Mode.gradient, handle, NONE, 0);
  for (let steps = 0; ; steps++) {
    if (steps === at) abi.setCollectorStress(1);
    const status = abi.resume(1);
    if (steps === at) abi.setCollectorStress(0);
    if (status === Status.yielded) continue;
    const gradient = new Float64Array(abi.memory.buffer, abi.gradientAddress(), 1)[0];
    return { gradient: status === Status.done ? gradient : undefined, steps };
  }
}

function everywhere(program: Program, most: number): void {
  const residence = (program as unknown as { at: Residence }).at;
  const values = Float64Array.from([...program.parameters.values()].map(({ value }) => value));
  const plain = evaluate(residence, values, NONE);
  expect(plain.gradient).toBe(program.valueAndGradient().gradient.get("a"));
  const stride = Math.max(1, Math.floor(plain.steps / most));
  for (let at = 0; at < plain.steps; at += stride) {
    expect(evaluate(residence, values, at).gradient, `a collection at step ${at}`).toBe(plain.gradient);
    expect(evaluate(residence, values, NONE).gradient, `after a collection at step ${at}`).toBe(
      plain.gradient,
    );
  }
}

describe("a collection at any step", () => {
  it.each(Object.entries(PROGRAMS))("is not seen by %s, compiled", async (_name, source) => {
    everywhere(await compile(source), 700);
  });
  it.each(Object.entries(PROGRAMS))("is not seen by %s, interpreted", async (_name, source) => {
    everywhere((await loadInterpreter()).load(source), 500);
  });
});
