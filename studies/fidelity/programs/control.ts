// Programs of our own about control: continuations, exceptions, dynamic extent, several values, backtracking, checkpoints.
import { type FidelityProgram, iterate, linspace } from "../program.js";

const common = { experiment: "own", inputs: [linspace(0.5, 3, 8)], seeds: 5, higherOrder: true } as const;

export const control: readonly FidelityProgram[] = [
  {
    ...common,
    name: "escape from a loop",
    source: `
(define-parameter k 0.1)
(define (first-above limit xs)
  (call/cc (lambda (return)
    (for-each (lambda (x) (if (> x limit) (return (* k x x)))) xs)
    (* k 10.0))))
(define (model x) (first-above 1.4 (list (* 0.5 x) x (* 2.0 x))))`,
    truth: { k: 0.7 },
    target: (x) => {
      const found = [0.5 * x!, x!, 2 * x!].find((y) => y > 1.4);
      return found === undefined ? 7 : 0.7 * found ** 2;
    },
  },
  {
    ...common,
    name: "generator of a tree",
    source: `
(define-parameter weight 0.3)
(define (make-generator walk)
  (define return #f)
  (define (resume) (walk yield) (return 'done))
  (define (yield value)
    (call/cc (lambda (rest)
      (set! resume (lambda () (rest #f)))
      (return value))))
  (lambda () (call/cc (lambda (k) (set! return k) (resume)))))
(define (leaves tree)
  (make-generator
    (lambda (yield)
      (let walk ((tree tree))
        (cond ((null? tree) #f)
              ((pair? tree) (walk (car tree)) (walk (cdr tree)))
              (else (yield tree)))))))
(define (model x)
  (let ((next (leaves (list (list x 1.0) 2.0 (list (list x))))))
    (let sum ((total 0.0) (factor 1.0))
      (let ((leaf (next)))
        (if (eq? leaf 'done)
            total
            (sum (+ total (* factor leaf)) (* factor weight)))))))`,
    truth: { weight: 0.8 },
    target: (x) => x! + 0.8 * 1 + 0.64 * 2 + 0.512 * x!,
  },
  {
    ...common,
    name: "two coroutines",
    source: `
(define-parameter gain 0.5)
(define-parameter leak 0.1)
(define (model x)
  (define signal x)
  (define other #f)
  (define (switch)
    (call/cc (lambda (here)
      (let ((there other))
        (set! other here)
        (there #f)))))
  (call/cc (lambda (finish)
    (set! other (lambda (ignored)
      (let loop ()
        (set! signal (* leak signal))
        (switch)
        (loop))))
    (do ((i 0 (+ i 1))) ((= i 4) (finish signal))
      (set! signal (+ gain signal))
      (switch)))))`,
    truth: { gain: 1.2, leak: 0.7 },
    target: (x) => iterate(4, x!, (s) => 0.7 * (s + 1.2)),
  },
  {
    ...common,
    name: "dynamic-wind around an escape",
    source: `
(define-parameter fee 0.1)
(define (model x)
  (define cost 0.0)
  (define (charge! amount) (set! cost (+ cost amount)))
  (define (visit k)
    (dynamic-wind
      (lambda () (charge! fee))
      (lambda () (charge! x) (if (> cost 2.0) (k cost)) (visit k))
      (lambda () (charge! (* 2 fee fee)))))
  (call/cc visit)
  cost)`,
    truth: { fee: 0.4 },
    target: (x) => {
      let cost = 0;
      let depth = 0;
      while (cost <= 2) {
        cost += 0.4 + x!;
        depth++;
      }
      return cost + depth * 2 * 0.16;
    },
  },
  {
    ...common,
    name: "raise with a number",
    source: `
(define-parameter limit-cost 0.5)
(define-parameter slope 0.5)
(define (risky x) (if (> x 1.6) (raise (list 'too-large (* slope x))) (* slope slope x)))
(define (safe x)
  (guard (e ((and (pair? e) (eq? (car e) 'too-large)) (+ limit-cost (cadr e)))
            ((error-object? e) 0.0))
    (risky x)))
(define (model x) (+ (safe x) (guard (e ((number? e) (* e e))) (raise (* slope x)))))`,
    truth: { "limit-cost": 1.5, slope: 0.8 },
    target: (x) => (x! > 1.6 ? 1.5 + 0.8 * x! : 0.64 * x!) + 0.64 * x! ** 2,
  },
  {
    ...common,
    name: "error objects with irritants",
    source: `
(define-parameter repair 0.5)
(define (checked-sqrt y)
  (if (< y 0.0) (error "negative" y repair) (sqrt y)))
(define (model x)
  (guard (e ((error-object? e) (apply * (error-object-irritants e))))
    (checked-sqrt (- (* repair x) 1.0))))`,
    truth: { repair: 0.8 },
    target: (x) => {
      const y = 0.8 * x! - 1;
      return y < 0 ? y * 0.8 : Math.sqrt(y);
    },
  },
  {
    ...common,
    name: "handlers that answer",
    source: `
(define-parameter default 0.5)
(define (lookup key) (if (> key 1.5) (raise-continuable key) key))
(define (model x)
  (with-exception-handler
    (lambda (key) (* default (- key 1.5)))
    (lambda () (+ 1.0 (lookup x) (* default (lookup (* 2 x)))))))`,
    truth: { default: 0.9 },
    target: (x) => {
      const lookup = (key: number): number => (key > 1.5 ? 0.9 * (key - 1.5) : key);
      return 1 + lookup(x!) + 0.9 * lookup(2 * x!);
    },
  },
  {
    ...common,
    name: "parameter objects",
    source: `
(define-parameter unit 0.5)
(define scale (make-parameter 1.0 (lambda (s) (* s unit))))
(define (measure x) (* (scale) x))
(define (model x)
  (+ (measure x)
     (parameterize ((scale 3.0))
       (+ (measure 1.0) (parameterize ((scale x)) (measure 2.0))))))`,
    truth: { unit: 0.8 },
    target: (x) => 0.8 * (x! + 3 + 2 * x!),
  },
  {
    ...common,
    name: "backtracking with amb",
    source: `
(define-parameter weight 0.5)
(define (model x)
  (define total 0.0)
  (define paths '())
  (define (choose choices)
    (if (null? choices)
        (next)
        (call/cc (lambda (k)
          (set! paths (cons (lambda () (k (choose (cdr choices)))) paths))
          (car choices)))))
  (define (next)
    (let ((path (car paths)))
      (set! paths (cdr paths))
      (path)))
  (call/cc (lambda (done)
    (set! paths (list (lambda () (done total))))
    (let* ((a (choose '(1 2 3)))
           (b (choose (list x 2.0))))
      (if (<= (* a b) 3.0) (set! total (+ total (* weight a b))))
      (next)))))`,
    truth: { weight: 0.8 },
    target: (x) =>
      [1, 2, 3]
        .flatMap((a) => [x!, 2].map((b) => a * b))
        .filter((product) => product <= 3)
        .reduce((sum, product) => sum + 0.8 * product, 0),
  },
  {
    ...common,
    name: "several values",
    source: `
(define-parameter mixing 0.2)
(define (mix a b) (values (+ a (* mixing (- b a))) (- b (* mixing b))))
(define (model x)
  (let loop ((a x) (b 1.0) (n 5))
    (if (= n 0)
        (call-with-values (lambda () (mix a b)) -)
        (let-values (((a b) (mix a b))) (loop a b (- n 1))))))`,
    truth: { mixing: 0.5 },
    target: (x) => {
      const [a, b] = iterate(6, [x!, 1], ([u, v]) => [u! + 0.5 * (v! - u!), v! - 0.5 * v!]);
      return a! - b!;
    },
  },
  {
    ...common,
    name: "iterative promises",
    source: `
(define-parameter ratio 0.2)
(define (descend y n)
  (delay-force
    (if (= n 0) (delay y) (descend (+ 1.0 (* ratio y)) (- n 1)))))
(define (model x) (force (descend x 15)))`,
    truth: { ratio: 0.7 },
    target: (x) => iterate(15, x!, (y) => 1 + 0.7 * y),
  },
  {
    ...common,
    name: "checkpointed stages",
    epochs: 400,
    source: `
(define-parameter a 0.5)
(define (stage y) (checkpoint (lambda () (+ (sin (* a y)) (* 0.5 y)))))
(define (model x) (stage (stage (stage x))))`,
    truth: { a: 0.9 },
    target: (x) => iterate(3, x!, (y) => Math.sin(0.9 * y) + 0.5 * y),
  },
  {
    ...common,
    name: "checkpointed loop",
    epochs: 400,
    source: `
(define-parameter r 1.5)
(define (model x) (checkpoint-loop 12 (lambda (i y) (* r y (- 1.0 y))) (* 0.3 x)))`,
    truth: { r: 1.9 },
    target: (x) => iterate(12, 0.3 * x!, (y) => 1.9 * y * (1 - y)),
  },
  {
    ...common,
    name: "an adjoint of its own",
    source: `
(define-parameter a 1.0)
(define softplus
  (with-adjoint (lambda (y) (log (+ 1.0 (exp y))))
                (lambda (w y) (/ w (+ 1.0 (exp (- y)))))))
(define (model x) (softplus (- (* a x) 1.0)))`,
    truth: { a: 1.7 },
    target: (x) => Math.log(1 + Math.exp(1.7 * x! - 1)),
  },
];
