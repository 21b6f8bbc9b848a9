// Programs of our own about procedures: closures in data, recursion of several kinds, derivatives inside the model.
import { type FidelityProgram, iterate, linspace } from "../program.js";

const common = { experiment: "own", inputs: [linspace(0.5, 3, 8)], seeds: 5, higherOrder: true } as const;

export const procedures: readonly FidelityProgram[] = [
  {
    ...common,
    name: "closures in a list",
    source: `
(define-parameter scale 1.0)
(define-parameter shift 0.0)
(define stages
  (list (lambda (x) (* scale x))
        (lambda (x) (+ x shift))
        (let ((k 0.5)) (lambda (x) (* k x)))))
(define (run stages x)
  (if (null? stages) x (run (cdr stages) ((car stages) x))))
(define (model x) (run stages x))`,
    truth: { scale: 1.5, shift: 2 },
    target: (x) => 0.5 * (1.5 * x! + 2),
  },
  {
    ...common,
    name: "Church numerals",
    source: `
(define-parameter alpha 0.2)
(define-parameter beta 0.2)
(define zero (lambda (f) (lambda (x) x)))
(define (successor n) (lambda (f) (lambda (x) (f ((n f) x)))))
(define (plus m n) (lambda (f) (lambda (x) ((m f) ((n f) x)))))
(define (times m n) (lambda (f) (m (n f))))
(define two (successor (successor zero)))
(define six (times two (plus two (successor zero))))
(define (model x) (+ ((six (lambda (y) (+ y alpha))) 0.0) (* x ((two (lambda (y) (* y beta))) 1.0))))`,
    truth: { alpha: 0.5, beta: 0.8 },
    target: (x) => 3 + 0.64 * x!,
  },
  {
    ...common,
    name: "variadic composition",
    source: `
(define-parameter a 1.0)
(define-parameter b 0.1)
(define (compose . fs)
  (if (null? fs)
      (lambda (x) x)
      (let ((rest (apply compose (cdr fs))))
        (lambda (x) ((car fs) (rest x))))))
(define (model x)
  ((compose (lambda (x) (+ x b)) sin (lambda (x) (* a x))) x))`,
    truth: { a: 0.7, b: 0.4 },
    target: (x) => Math.sin(0.7 * x!) + 0.4,
  },
  {
    ...common,
    name: "curried Horner by a fold",
    source: `
(define-parameter c0 0.0)
(define-parameter c1 0.0)
(define-parameter c2 0.0)
(define (horner x) (lambda (c rest) (+ c (* x rest))))
(define (model x) (fold-right (horner x) 0.0 (list c0 c1 c2)))`,
    truth: { c0: 1, c1: -0.5, c2: 0.25 },
    target: (x) => 1 - 0.5 * x! + 0.25 * x! ** 2,
  },
  {
    ...common,
    name: "accumulator with state",
    source: `
(define-parameter rate 0.1)
(define (make-account balance)
  (lambda (message amount)
    (case message
      ((deposit) (set! balance (+ balance amount)))
      ((interest) (set! balance (* balance (+ 1.0 rate)))))
    balance))
(define (model x)
  (let ((account (make-account x)))
    (do ((year 0 (+ year 1))) ((= year 4) (account 'deposit 0.0))
      (account 'interest 0.0)
      (account 'deposit 1.0))))`,
    truth: { rate: 0.3 },
    target: (x) => iterate(4, x!, (b) => b * 1.3 + 1),
  },
  {
    ...common,
    name: "the Y combinator",
    source: `
(define-parameter alpha 1.0)
(define (Y f) ((lambda (g) (g g)) (lambda (g) (f (lambda n (apply (g g) n))))))
(define geometric
  (Y (lambda (self)
       (lambda (term n)
         (if (= n 0) 0.0 (+ term (self (* alpha term) (- n 1))))))))
(define (model x) (geometric x 6))`,
    truth: { alpha: 0.6 },
    target: (x) => (x! * (1 - 0.6 ** 6)) / 0.4,
  },
  {
    ...common,
    name: "memoised recurrence",
    source: `
(define-parameter a 0.3)
(define-parameter b 0.3)
(define (memoise f)
  (let ((known (make-hash-table)))
    (lambda (n)
      (or (hash-table-ref/default known n #f)
          (let ((value (f n)))
            (hash-table-set! known n value)
            value)))))
(define (model x)
  (define term
    (memoise (lambda (n) (if (< n 2) x (+ (* a (term (- n 1))) (* b (term (- n 2))))))))
  (term 9))`,
    truth: { a: 0.5, b: 0.4 },
    target: (x) => iterate(8, [x!, x!], ([u, v]) => [v!, 0.5 * v! + 0.4 * u!])[1]!,
  },
  {
    ...common,
    name: "mutual recursion",
    source: `
(define-parameter up 0.5)
(define-parameter down 0.1)
(define (rise x n) (if (= n 0) x (fall (+ x up) (- n 1))))
(define (fall x n) (if (= n 0) x (rise (* x down) (- n 1))))
(define (model x) (rise x 7))`,
    truth: { up: 1, down: 0.6 },
    target: (x) => iterate(7, x!, (y, i) => (i % 2 === 0 ? y + 1 : y * 0.6)),
  },
  {
    ...common,
    name: "tree recursion",
    source: `
(define-parameter left 0.2)
(define-parameter right 0.2)
(define (grow size depth)
  (if (<= depth 0)
      size
      (+ (* left (grow size (- depth 1))) (* right (grow size (- depth 2))))))
(define (model x) (grow x 6))`,
    truth: { left: 0.7, right: 0.5 },
    target: (x) => {
      const grow = (depth: number): number =>
        depth <= 0 ? x! : 0.7 * grow(depth - 1) + 0.5 * grow(depth - 2);
      return grow(6);
    },
  },
  {
    ...common,
    name: "continuation-passing style",
    source: `
(define-parameter alpha 0.2)
(define (sum/k tree k)
  (cond ((null? tree) (k 0.0))
        ((pair? tree) (sum/k (car tree) (lambda (s) (sum/k (cdr tree) (lambda (t) (k (+ s (* alpha t))))))))
        (else (k tree))))
(define (model x) (sum/k (list x (list 2.0 x) 1.0 (list (list x))) (lambda (s) s)))`,
    truth: { alpha: 0.7 },
    target: (x) => {
      const sum = (tree: unknown): number => {
        if (typeof tree === "number") return tree;
        const [head, ...rest] = tree as unknown[];
        return head === undefined ? 0 : sum(head) + 0.7 * sum(rest);
      };
      return sum([x, [2, x], 1, [[x]]]);
    },
  },
  {
    ...common,
    name: "quadrature of a closure",
    source: `
(define-parameter omega 1.0)
(define-parameter decay 0.1)
(define (simpson f a b n)
  (let ((h (/ (- b a) n)))
    (let next ((i 0) (sum 0.0))
      (if (> i n)
          (/ (* h sum) 3.0)
          (let ((weight (cond ((or (= i 0) (= i n)) 1.0) ((odd? i) 4.0) (else 2.0))))
            (next (+ i 1) (+ sum (* weight (f (+ a (* i h)))))))))))
(define (model x) (simpson (lambda (t) (* (exp (- (* decay t))) (cos (* omega t)))) 0.0 x 20))`,
    truth: { omega: 0.6, decay: 0.3 },
    target: (x) => {
      const h = x! / 20;
      const f = (t: number): number => Math.exp(-0.3 * t) * Math.cos(0.6 * t);
      return (h / 3) * iterate(21, 0, (s, i) => s + (i % 20 === 0 ? 1 : i % 2 === 1 ? 4 : 2) * f(i * h));
    },
  },
  {
    ...common,
    name: "fixed point to a tolerance",
    source: `
(define-parameter a 1.0)
(define (fixed-point f guess)
  (let ((next (f guess)))
    (if (< (abs (- next guess)) 1e-12)
        next
        (fixed-point f next))))
(define (model x) (fixed-point (lambda (y) (/ (+ y (/ (* a x) y)) 2)) (+ 1.0 x)))`,
    truth: { a: 2 },
    target: (x) => Math.sqrt(2 * x!),
  },
  {
    ...common,
    name: "Newton's method by an inner derivative",
    epochs: 400,
    source: `
(define-parameter a 1.0)
(define (newton f y n)
  (if (= n 0) y (newton f (- y (/ (f y) (derivative f y))) (- n 1))))
(define (model x) (newton (lambda (y) (- (+ (* y y y) (* a y)) x)) 1.0 6))`,
    truth: { a: 2 },
    // Cardano's formula for y³ + 2y = x.
    target: (x) => {
      const root = Math.sqrt(x! ** 2 / 4 + 8 / 27);
      return Math.cbrt(x! / 2 + root) + Math.cbrt(x! / 2 - root);
    },
  },
  {
    ...common,
    name: "an implicit equation",
    epochs: 400,
    source: `
(define-parameter a 1.0)
(define (model x) (implicit-solve (lambda (y) (- (+ (* y y) (* a y)) x)) 1.0))`,
    truth: { a: 2 },
    target: (x) => Math.sqrt(1 + x!) - 1,
  },
  {
    ...common,
    name: "gradient descent inside the model",
    epochs: 300,
    source: `
(define-parameter stiffness 1.0)
(define-parameter rest 0.0)
(define (energy x)
  (lambda (y) (+ (* 0.5 stiffness (square (- y rest))) (* 0.5 (square (- y x))))))
(define (descend f y n)
  (if (= n 0) y (descend f (- y (* 0.2 (gradient f y))) (- n 1))))
(define (model x) (descend (energy x) 0.0 10))`,
    truth: { stiffness: 2, rest: 1 },
    target: (x) => iterate(10, 0, (y) => y - 0.2 * (2 * (y - 1) + (y - x!))),
  },
];
