// Programs of our own that run programs: evaluators, a stack machine, symbolic derivatives, macros, eval.
import { type FidelityProgram, iterate, linspace } from "../program.js";

const common = { experiment: "own", inputs: [linspace(0.5, 3, 8)], seeds: 5, higherOrder: true } as const;

/** A meta-circular evaluator: lexical closures, conditionals, letrec by assignment, primitives as procedures. */
const EVALUATOR = `
(define (evaluate e env)
  (cond ((symbol? e) (unbox-value (lookup e env)))
        ((not (pair? e)) e)
        (else
         (case (car e)
           ((quote) (cadr e))
           ((if) (evaluate (if (evaluate (cadr e) env) (caddr e) (cadddr e)) env))
           ((lambda) (lambda arguments (evaluate (caddr e) (bind (cadr e) arguments env))))
           ((letrec)
            (let* ((names (map car (cadr e)))
                   (inner (bind names (map (lambda (name) #f) names) env)))
              (for-each (lambda (binding) (set-cdr! (lookup (car binding) inner) (evaluate (cadr binding) inner)))
                        (cadr e))
              (evaluate (caddr e) inner)))
           (else (let ((values (map (lambda (e) (evaluate e env)) e)))
                   (apply (car values) (cdr values))))))))
(define (lookup name env) (or (assq name env) (error "unbound variable" name)))
(define unbox-value cdr)
(define (bind names values env) (append (map cons names values) env))`;

export const evaluators: readonly FidelityProgram[] = [
  {
    ...common,
    name: "evaluator: recursion",
    source: `
(define-parameter alpha 1.0)
${EVALUATOR}
(define globals (list (cons '+ +) (cons '- -) (cons '* *) (cons '= =) (cons 'alpha alpha)))
(define program
  '(letrec ((power (lambda (x n) (if (= n 0) 1.0 (* x (power x (- n 1)))))))
     (* alpha (power x 3))))
(define (model x) (evaluate program (bind '(x) (list x) globals)))`,
    truth: { alpha: 0.4 },
    target: (x) => 0.4 * x! ** 3,
  },
  {
    ...common,
    name: "evaluator: higher order",
    source: `
(define-parameter a 1.0)
(define-parameter b 0.0)
${EVALUATOR}
(define globals
  (list (cons '+ +) (cons '* *) (cons 'null? null?) (cons 'car car) (cons 'cdr cdr) (cons 'list list) (cons 'a a) (cons 'b b)))
(define program
  '(letrec ((fold (lambda (f seed xs) (if (null? xs) seed (f (car xs) (fold f seed (cdr xs))))))
            (compose (lambda (f g) (lambda (y) (f (g y))))))
     (fold (lambda (f y) (f y)) x
           (list (compose (lambda (y) (+ y b)) (lambda (y) (* a y))) (lambda (y) (* y y))))))
(define (model x) (evaluate program (bind '(x) (list x) globals)))`,
    truth: { a: 0.5, b: 2 },
    target: (x) => 0.5 * x! ** 2 + 2,
  },
  {
    ...common,
    name: "evaluator interpreting an evaluator",
    epochs: 60,
    source: `
(define-parameter k 1.0)
${EVALUATOR}
(define globals
  (list (cons '+ +) (cons '* *) (cons '= =) (cons '- -) (cons 'eq? eq?) (cons 'pair? pair?) (cons 'symbol? symbol?)
        (cons 'car car) (cons 'cdr cdr) (cons 'cons cons) (cons 'k k)))
(define inner-evaluator
  '(letrec
     ((find (lambda (name env) (if (eq? name (car (car env))) (cdr (car env)) (find name (cdr env)))))
      (ev (lambda (e env)
            (if (symbol? e) (find e env)
                (if (pair? e)
                    (if (eq? (car e) 'plus)
                        (+ (ev (car (cdr e)) env) (ev (car (cdr (cdr e))) env))
                        (if (eq? (car e) 'times)
                            (* (ev (car (cdr e)) env) (ev (car (cdr (cdr e))) env))
                            (ev (car (cdr (cdr (cdr e))))
                                (cons (cons (car (cdr e)) (ev (car (cdr (cdr e))) env)) env))))
                    e)))))
     (ev '(let y (times k x) (plus y (times y y))) (cons (cons 'x x) (cons (cons 'k k) '())))))
(define (model x) (evaluate inner-evaluator (bind '(x) (list x) globals)))`,
    truth: { k: 0.6 },
    target: (x) => 0.6 * x! + (0.6 * x!) ** 2,
  },
  {
    ...common,
    name: "stack machine",
    source: `
(define-parameter c 1.0)
(define-parameter d 0.0)
(define (compile-expression e)
  (if (pair? e)
      (append (append-map compile-expression (cdr e)) (list (list 'call (car e))))
      (list (list 'push e))))
(define (binary op) (case op ((+) +) ((*) *) ((-) -)))
(define (execute code stack env)
  (if (null? code)
      (car stack)
      (let ((operand (cadar code)))
        (execute (cdr code)
                 (case (caar code)
                   ((push) (cons (if (symbol? operand) (cdr (assq operand env)) operand) stack))
                   ((call) (cons ((binary operand) (cadr stack) (car stack)) (cddr stack))))
                 env))))
(define code (compile-expression '(+ (* c (* x x)) (- d (* 2 x)))))
(define (model x) (execute code '() (list (cons 'x x) (cons 'c c) (cons 'd d))))`,
    truth: { c: 0.5, d: 2 },
    target: (x) => 0.5 * x! ** 2 + 2 - 2 * x!,
  },
  {
    ...common,
    name: "symbolic derivative",
    source: `
(define-parameter a 1.0)
(define (derive e)
  (cond ((eq? e 'x) 1)
        ((not (pair? e)) 0)
        ((eq? (car e) '+) \`(+ ,@(map derive (cdr e))))
        ((eq? (car e) '*) \`(+ (* ,(derive (cadr e)) ,(caddr e)) (* ,(cadr e) ,(derive (caddr e)))))
        ((eq? (car e) 'sin) \`(* (cos ,(cadr e)) ,(derive (cadr e))))
        (else (error "cannot derive" e))))
(define (value e x)
  (cond ((eq? e 'x) x)
        ((eq? e 'a) a)
        ((pair? e)
         (apply (case (car e) ((+) +) ((*) *) ((sin) sin) ((cos) cos))
                (map (lambda (e) (value e x)) (cdr e))))
        (else e)))
(define (model x) (value (derive '(+ (* x (* x x)) (sin (* a x)))) x))`,
    truth: { a: 1.3 },
    target: (x) => 3 * x! ** 2 + 1.3 * Math.cos(1.3 * x!),
  },
  {
    ...common,
    name: "a little language of macros",
    source: `
(define-parameter drift 0.1)
(define-parameter pull 0.1)
(define-syntax repeat
  (syntax-rules () ((_ n body ...) (let loop ((i 0)) (if (< i n) (begin body ... (loop (+ i 1))))))))
(define-syntax add-to!
  (syntax-rules () ((_ variable change) (set! variable (+ variable change)))))
(define-syntax my-or
  (syntax-rules () ((_ e) e) ((_ e more ...) (let ((t e)) (if t t (my-or more ...))))))
(define (model x)
  (let ((t x))
    (repeat 4
      (add-to! t (* drift x))
      (add-to! t (- (* pull t))))
    (my-or #f t)))`,
    truth: { drift: 0.3, pull: 0.2 },
    target: (x) => iterate(4, x!, (t) => (t + 0.3 * x!) * 0.8),
  },
  {
    ...common,
    name: "eval",
    source: `
(define-parameter a 1.0)
(define make
  (eval '(lambda (k)
           (define (add-up x n) (if (= n 0) 0.0 (+ (* k x) (add-up x (- n 1)))))
           (lambda (x) (add-up x 3)))
        (environment '(scheme base))))
(define (model x) ((make a) x))`,
    epochs: 300,
    truth: { a: 0.7 },
    target: (x) => 3 * 0.7 * x!,
  },
  {
    ...common,
    name: "soft choice",
    source: `
(define-parameter preference 0.0)
(define-parameter scale 0.5)
(define (model x) (soft-choice ((* scale x) (* scale x x)) (list preference 0.0)))`,
    truth: { preference: 1, scale: 1 },
    target: (x) => {
      const share = 1 / (1 + Math.exp(-1));
      return share * x! + (1 - share) * x! ** 2;
    },
  },
];
