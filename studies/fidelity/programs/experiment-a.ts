// Experiment A of "Compile Once, Differentiate Everywhere" (arXiv:2606.09930, section 4.1): six programs, ten seeds each.
import { type FidelityProgram, linspace } from "../program.js";

const common = { experiment: "A", inputs: [linspace(0.5, 3, 8)], seeds: 10 } as const;

export const experimentA: readonly FidelityProgram[] = [
  {
    ...common,
    name: "P1 square",
    higherOrder: false,
    source: `
(define-parameter alpha 1.0)
(define (model x) (* alpha x x))`,
    truth: { alpha: 0.5 },
    target: (x) => 0.5 * x ** 2,
  },
  {
    ...common,
    name: "P2 parabola",
    higherOrder: false,
    source: `
(define-parameter a 0.0)
(define-parameter b 1.0)
(define (model x) (+ a (* b x x)))`,
    truth: { a: 3, b: 0.5 },
    target: (x) => 3 + 0.5 * x ** 2,
  },
  {
    ...common,
    name: "P3 recursion",
    higherOrder: true,
    source: `
(define-parameter alpha 1.0)
(define (add-up x n)
  (if (= n 0)
      0
      (+ (* alpha x) (add-up x (- n 1)))))
(define (model x) (add-up x 3))`,
    truth: { alpha: 2 },
    target: (x) => 6 * x,
  },
  {
    ...common,
    name: "P4 twice",
    higherOrder: true,
    source: `
(define-parameter alpha 0.0)
(define (twice f x) (f (f x)))
(define (model x) (twice (lambda (y) (+ y alpha)) x))`,
    truth: { alpha: 1.5 },
    target: (x) => x + 3,
  },
  {
    ...common,
    name: "P5 sum of functions",
    higherOrder: false,
    source: `
(define-parameter a 1.0)
(define-parameter b 0.0)
(define (f x) (* a x))
(define (g x) (+ b (* x x)))
(define (model x) (+ (f x) (g x)))`,
    truth: { a: 2, b: 1.5 },
    target: (x) => 2 * x + 1.5 + x ** 2,
  },
  {
    ...common,
    name: "P6 composition",
    higherOrder: false,
    source: `
(define-parameter a 1.0)
(define-parameter b 0.0)
(define-parameter c 0.0)
(define (f u) (+ (* a u u) c))
(define (g x) (+ x b))
(define (model x) (f (g x)))`,
    truth: { a: 2, b: 0.5, c: 1 },
    target: (x) => 2 * (x + 0.5) ** 2 + 1,
  },
];
