// The programs of the tower: one per feature that the interpreter has to interpret itself interpreting. Each is an expression in the
// parameter of its own name, and has a closed form, or is compared with central differences.
export interface TowerProgram {
  readonly name: string;
  /** Initial value of the parameter that is called like the program. */
  readonly at: number;
  readonly source: string;
  readonly derivative?: (x: number) => number;
}

export const towerPrograms: readonly TowerProgram[] = [
  {
    name: "powers",
    at: 1.7,
    source: `
(define (power x n) (if (= n 0) 1.0 (* x (power x (- n 1)))))
(define (sum f xs) (let loop ((xs xs) (s 0.0)) (if (null? xs) s (loop (cdr xs) (+ s (f (car xs)))))))
(sum (lambda (k) (* (exp (- (* 0.1 powers))) (power powers k))) '(1 2 3))`,
    derivative: (x) => Math.exp(-x / 10) * (1 + 2 * x + 3 * x ** 2 - (x + x ** 2 + x ** 3) / 10),
  },
  {
    name: "records",
    at: 0.5,
    source: `
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define p (make-point records (* 2 records)))
(set-point-x! p (* (point-x p) (point-y p)))
(if (point? p) (+ (point-x p) (point-y p)) 0.0)`,
    derivative: (x) => 4 * x + 2,
  },
  {
    name: "macros",
    at: 1.25,
    source: `
(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define-syntax sum-of (syntax-rules () ((_ (f x) ...) (+ (f x) ...))))
(define tmp macros)
(define other 3.0)
(swap! tmp other)
(sum-of (sin other) (cos tmp) ((lambda (x) (* x x)) other))`,
    derivative: (x) => Math.cos(x) + 2 * x,
  },
  {
    name: "tables",
    at: 2.0,
    source: `
(define t (make-hash-table))
(hash-table-set! t "rate" tables)
(hash-table-set! t 'scale (* 3 tables))
(hash-table-update! t 'scale (lambda (x) (* x x)))
(hash-table-fold t (lambda (key value sum) (+ value sum)) 0.0)`,
    derivative: (x) => 1 + 18 * x,
  },
  {
    name: "continuations",
    at: 0.75,
    source: `
(define k #f)
(define count 0)
(define result
  (let ((x (call/cc (lambda (return) (set! k return) continuations))))
    (* x continuations)))
(set! count (+ count 1))
(if (< count 3) (k result))
(+ result (call/cc (lambda (escape) (for-each (lambda (x) (if (> x 1.0) (escape (* x continuations)))) '(0.5 2.0 3.0)) 0.0)))`,
    // The path that produced the result has been re-entered twice.
    derivative: (x) => 4 * x ** 3 + 2,
  },
  {
    name: "closures",
    at: 0.3,
    source: `
(define (compose . fs) (if (null? fs) (lambda (x) x) (lambda (x) ((car fs) ((apply compose (cdr fs)) x)))))
(define (accumulator total) (lambda (x) (set! total (+ total x)) total))
(define acc (accumulator closures))
(acc (* 2 closures))
((compose exp acc) (* 3 closures))`,
    derivative: (x) => 6 * Math.exp(6 * x),
  },
  {
    name: "strings",
    at: 1.1,
    source: `
(define (operation name)
  (cond ((string=? name "square") (lambda (x) (* x x)))
        ((string=? name (string-append "lo" "g")) log)
        (else (case (string->symbol name) ((negate minus) -) (else (lambda (x) x))))))
(define (apply-all names x) (if (null? names) x (apply-all (cdr names) ((operation (car names)) x))))
(apply-all '("square" "log" "negate" "nothing" "square") strings)`,
    derivative: (x) => (8 * Math.log(x)) / x,
  },
  {
    name: "vectors",
    at: 0.9,
    source: `
(define v (make-vector 5 vectors))
(let loop ((i 1)) (if (< i 5) (begin (vector-set! v i (* vectors (vector-ref v (- i 1)))) (loop (+ i 1)))))
(vector-for-each (lambda (i) (if (odd? i) (vector-set! v i (- (vector-ref v i))))) #(0 1 2 3 4))
(apply + (vector->list (vector-map (lambda (x) (* 2 x)) v)))`,
    derivative: (x) => 2 * (1 - 2 * x + 3 * x ** 2 - 4 * x ** 3 + 5 * x ** 4),
  },
  {
    name: "promises",
    at: 1.5,
    source: `
(define forced 0)
(define (powers-from x) (delay (begin (set! forced (+ forced 1)) (cons x (powers-from (* x promises))))))
(define (at s n) (if (= n 0) (car (force s)) (at (cdr (force s)) (- n 1))))
(define s (powers-from promises))
(+ (at s 3) (at s 2) forced (force (make-promise promises)) (force (delay-force (delay promises))))`,
    derivative: (x) => 4 * x ** 3 + 3 * x ** 2 + 2,
  },
  {
    name: "winds",
    at: 0.8,
    source: `
(define path '())
(define depth (make-parameter winds (lambda (x) (* x winds))))
(define (note! x) (set! path (cons x path)))
(define inner
  (call/cc (lambda (out)
    (dynamic-wind
      (lambda () (note! winds))
      (lambda () (parameterize ((depth 3.0)) (out (depth))))
      (lambda () (note! (* 2 winds)))))))
(+ inner (depth) (* (car path) (cadr path)))`,
    derivative: (x) => 3 + 6 * x,
  },
  {
    name: "guards",
    at: 2.5,
    source: `
(define (risky x) (if (> x 2.0) (raise (list 'large x)) (* x x)))
(define (safe x) (guard (e ((and (pair? e) (eq? (car e) 'large)) (* 3 (cadr e))) ((error-object? e) (apply * (error-object-irritants e)))) (risky x)))
(+ (safe guards) (safe (/ guards 2))
   (guard (e ((error-object? e) (apply * (error-object-irritants e)))) (error "a message" guards 2.0))
   (with-exception-handler (lambda (e) (* e 5.0)) (lambda () (+ 1.0 (raise-continuable guards)))))`,
    derivative: (x) => 3 + x / 2 + 2 + 5,
  },
  {
    name: "loops",
    at: 3.2,
    source: `
(define (step x) (* loops x (- 1.0 x)))
(define-values (last total) (do ((i 0 (+ i 1)) (x 0.3 (step x)) (sum 0.0 (+ sum x))) ((= i 8) (values x sum))))
(+ last (* 0.5 total))`,
  },
  {
    name: "symbols",
    at: 0.6,
    source: `
(define (derive e)
  (cond ((number? e) 0) ((symbol? e) 1)
        ((eq? (car e) '+) \`(+ ,@(map derive (cdr e))))
        ((eq? (car e) '*) \`(+ (* ,(derive (cadr e)) ,(caddr e)) (* ,(cadr e) ,(derive (caddr e)))))
        (else (error "cannot derive" e))))
(define (value e x)
  (cond ((number? e) e) ((symbol? e) x)
        (else (apply (case (car e) ((+) +) ((*) *)) (map (lambda (e) (value e x)) (cdr e))))))
(value (derive '(+ (* x (* x x)) (* 2 x) 7)) symbols)`,
    derivative: (x) => 6 * x,
  },
];

/** The same parameters in front of every program, so that one evaluation can hold all of them. */
export const towerParameters = (programs: readonly TowerProgram[]): string =>
  programs.map(({ name, at }) => `(define-parameter ${name} ${at})`).join(" ");
