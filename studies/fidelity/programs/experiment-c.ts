// Experiment C of arXiv:2606.09930 (section 4.3): eight recursive models; five seeds each, three of the two that take longest.
import { type FidelityProgram, iterate, linspace } from "../program.js";

const common = { experiment: "C", seeds: 5, higherOrder: true } as const;
const points = (from: number, to: number): Float64Array[] => [linspace(from, to, 20)];

export const experimentC: readonly FidelityProgram[] = [
  {
    ...common,
    name: "C01 Lotka-Volterra",
    seeds: 3,
    inputs: points(2, 15),
    source: `
(define-parameter a 0.5)
(define-parameter b 0.5)
(define dt 0.05)
(define (simulate prey predators n)
  (if (= n 0)
      prey
      (simulate (+ prey (* dt (- (* a prey) (* b prey predators))))
                (+ predators (* dt (- (* 0.02 prey predators) (* 0.5 predators))))
                (- n 1))))
(define (model prey) (simulate prey 5.0 20))`,
    truth: { a: 1, b: 0.1 },
    target: (x0) =>
      iterate(20, [x0!, 5], ([x, y]) => [
        x! + 0.05 * (x! - 0.1 * x! * y!),
        y! + 0.05 * (0.02 * x! * y! - 0.5 * y!),
      ])[0]!,
  },
  {
    ...common,
    name: "C02 SIR",
    inputs: points(0.5, 0.99),
    source: `
(define-parameter beta 0.2)
(define-parameter gamma 0.5)
(define dt 0.1)
(define (spread s i n)
  (if (= n 0)
      s
      (let ((infections (* beta s i)))
        (spread (- s (* dt infections))
                (+ i (* dt (- infections (* gamma i))))
                (- n 1)))))
(define (model s0) (spread s0 0.01 30))`,
    truth: { beta: 0.5, gamma: 0.1 },
    target: (s0) =>
      iterate(30, [s0!, 0.01], ([s, i]) => [
        s! - 0.1 * 0.5 * s! * i!,
        i! + 0.1 * (0.5 * s! * i! - 0.1 * i!),
      ])[0]!,
  },
  {
    ...common,
    name: "C03 decay chain",
    inputs: points(1, 10),
    source: `
(define-parameter l1 0.1)
(define-parameter l2 0.5)
(define dt 0.1)
(define (decay parent daughter n)
  (if (= n 0)
      daughter
      (let ((decays (* l1 parent)))
        (decay (- parent (* dt decays))
               (+ daughter (* dt (- decays (* l2 daughter))))
               (- n 1)))))
(define (model a0) (decay a0 0.0 25))`,
    truth: { l1: 0.3, l2: 0.1 },
    // A linear recursion with two decay factors: B after n steps is A0 dt l1 (p^n - q^n) / (p - q).
    target: (a0) => (a0! * 0.1 * 0.3 * (0.97 ** 25 - 0.99 ** 25)) / (0.97 - 0.99),
  },
  {
    ...common,
    name: "C04 logistic map",
    inputs: points(0.1, 0.9),
    source: `
(define-parameter r 1.5)
(define (iterate x n) (if (= n 0) x (iterate (* r x (- 1.0 x)) (- n 1))))
(define (model x0) (iterate x0 10))`,
    truth: { r: 2.5 },
    target: (x0) => iterate(10, x0!, (x) => 2.5 * x * (1 - x)),
  },
  {
    ...common,
    name: "C05 continued fraction",
    inputs: points(0.5, 5),
    source: `
(define-parameter a 1.5)
(define (fraction x n)
  (if (= n 0)
      0.0
      (/ (* a x) (+ 1.0 (fraction x (- n 1))))))
(define (model x) (fraction x 8))`,
    truth: { a: 0.5 },
    target: (x) => iterate(8, 0, (f) => (0.5 * x!) / (1 + f)),
  },
  {
    ...common,
    name: "C06 damped pendulum",
    seeds: 3,
    inputs: points(0.1, 1.5),
    source: `
(define-parameter g/l 2.0)
(define-parameter b 0.1)
(define dt 0.05)
(define (swing angle velocity n)
  (if (= n 0)
      angle
      (swing (+ angle (* dt velocity))
             (+ velocity (* dt (- (- (* g/l (sin angle))) (* b velocity))))
             (- n 1))))
(define (model angle) (swing angle 0.0 20))`,
    truth: { "g/l": 5, b: 0.3 },
    target: (th0) =>
      iterate(20, [th0!, 0], ([th, w]) => [th! + 0.05 * w!, w! + 0.05 * (-5 * Math.sin(th!) - 0.3 * w!)])[0]!,
  },
  {
    ...common,
    name: "C07 second-order filter",
    inputs: points(0.5, 5),
    source: `
(define-parameter a1 0.1)
(define-parameter a2 0.0)
(define-parameter b0 0.5)
(define (filter-constant x y1 y2 n)
  (if (= n 0)
      y1
      (filter-constant x (+ (* a1 y1) (* a2 y2) (* b0 x)) y1 (- n 1))))
(define (model x) (filter-constant x 0.0 0.0 12))`,
    truth: { a1: 0.5, a2: -0.3, b0: 1 },
    target: (x) => iterate(12, [0, 0], ([y1, y2]) => [0.5 * y1! - 0.3 * y2! + x!, y1!])[0]!,
  },
  {
    ...common,
    name: "C08 cascaded averages",
    inputs: points(0.5, 5),
    source: `
(define-parameter alpha 0.8)
(define-parameter beta 0.8)
(define (average weight new old) (+ (* weight new) (* (- 1.0 weight) old)))
(define (cascade x y1 y2 n)
  (if (= n 0)
      y2
      (let ((y1 (average alpha x y1)))
        (cascade x y1 (average beta y1 y2) (- n 1)))))
(define (model x) (cascade x 0.0 0.0 10))`,
    truth: { alpha: 0.3, beta: 0.5 },
    target: (x) =>
      iterate(10, [0, 0], ([y1, y2]) => {
        const next = 0.3 * x! + 0.7 * y1!;
        return [next, 0.5 * next + 0.5 * y2!];
      })[1]!,
  },
];
