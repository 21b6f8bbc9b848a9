;;; case: an ordinary variable
;; value: (0.5 1.5 #t)
(define-parameter a 0.5)
(list a (+ a 1) (inexact? a))

;;; case: last form
;; value:
(define-parameter a 0.5)

;;; case: with bounds
;; value: 1.5
(define-parameter a 0.5 (lower 0.0) (upper 1.0))
(* a 3)

;;; case: with bounds, last form
;; value:
(define-parameter a 0.5 (lower 0.0) (upper 1.0))

;;; case: negative and exponent literals
;; value: (-0.25 1000.0 0.0015)
(define-parameter a -0.25)
(define-parameter b 1e3)
(define-parameter c 1.5e-3)
(list a b c)

;;; case: infinite and negative bounds
;; value: -2.0
(define-parameter a -2.5 (lower -10.0) (upper +inf.0))
(+ a 0.5)

;;; case: it may be assigned
;; value: 7.0
(define-parameter a 0.5)
(set! a 7.0)
a

;;; case: it may be shadowed
;; value: (local 0.5)
(define-parameter a 0.5)
(list (let ((a 'local)) a) a)

;;; case: predicates and comparisons
;; value: (#t #f #t #t #t #t (2.0 3.0) 2 #f #t)
(define-parameter a 2.0)
(list (number? a) (exact? a) (integer? a) (= a 2) (eqv? a 2.0) (equal? a 2.0) (memv a '(1.0 2.0 3.0)) (exact a) (zero? a) (even? a))

;;; case: printed like a number
;; value: "0.1"
;; output: (0.1 1.0 2.0 #(0.1))0.1
(define-parameter a 0.1)
(define-parameter b 1.0)
(display (list a b (* 2 b) (vector a)))
(write a)
(number->string a)

;;; case: chooses a branch
;; value: large
(define-parameter a 0.5)
(cond ((< a 0) 'negative) ((> a 0.25) 'large) (else 'small))

;;; case: index from a parameter
;; value: z
(define-parameter a 2.0)
(vector-ref (vector 'x 'y 'z) (exact (round a)))

;;; case: lower and upper are ordinary names elsewhere
;; value: (5 1.0)
(define-parameter a 0.5 (lower 0.0) (upper 1.0))
(define lower 5)
(define (upper x) (* x 2))
(list lower (upper a))

;;; case: gradient of the parameter itself
;; value: 0.5
;; gradient: a = 1.0
(define-parameter a 0.5)
a

;;; case: gradient with bounds is that in the parameter
;; value: -0.75
;; gradient: a = -3.0, b = 0.25
(define-parameter a 0.5 (lower 0.0) (upper 1.0))
(define-parameter b -3.0 (lower -5.0) (upper +inf.0))
(* a a b)

;;; case: gradient with a parameter that the result does not use
;; value: 1.0
;; gradient: a = 2.0, b = 0.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(* 2 a)

;;; case: gradient with definitions computed from parameters
;; value: 0.9447331054820294
;; gradient: k = -1.4170996582230442, t0 = -0.4723665527410147, s = 0.4723665527410147
;; tolerance: 1e-12
(define-parameter k 0.5)
(define-parameter t0 1.5)
(define-parameter s 2.0)
(define rate (* k t0))
(define (model scale) (* scale (exp (- rate))))
(model s)

;;; case: gradient with ten parameters
;; value: 11.275
;; gradient: p1 = 1.5, p2 = 0.5, p3 = -0.375, p4 = 1.875, p5 = -1.25, p6 = 2.5, p7 = -0.25, p8 = 1.0, p9 = 1.6, p10 = -10.24
(define-parameter p1 0.5)
(define-parameter p2 1.5)
(define-parameter p3 2.5)
(define-parameter p4 -0.5)
(define-parameter p5 0.75)
(define-parameter p6 1.25)
(define-parameter p7 2.0)
(define-parameter p8 3.0)
(define-parameter p9 4.0)
(define-parameter p10 0.625)
(+ (* p1 p2) (* p3 p4 p5) (* p6 p6) (/ p7) p8 (/ p9 p10))

;;; case: gradient with an odd name
;; value: 1.5
;; gradient: growth-rate = 3.0
(define-parameter growth-rate 0.5)
(* 3 growth-rate)

;;; case: gradient when a parameter is assigned later
;; value: 100.25
;; gradient: a = 1.0
(define-parameter a 0.5)
(define x (* a a))
(set! a 100.0)
(+ x a)

;;; case: gradient when the parameter is assigned from itself
;; value: 2.25
;; gradient: a = 3.0
(define-parameter a 0.5)
(set! a (+ a 1))
(* a a)

;;; case: gradient when a global of the same name is shadowed
;; value: 101.0
;; gradient: a = 2.0
(define-parameter a 0.5)
(+ (let ((a 10.0)) (* a a)) (* 2 a))

;;; case: gradient when parameters are defined in begin
;; value: 1.75
;; gradient: a = 2.5, b = 0.7
(begin
  (define-parameter a 0.7)
  (define-parameter b 2.5))
(* a b)

;;; case: gradient of an integer-valued expression plus the parameter
;; value: 8.75
;; gradient: a = 1.0
(define-parameter a 2.75)
(+ (exact (floor a)) (round a) (if (> a 1) 1 0) a)

;;; case: no name
;; error: syntax
(define-parameter)

;;; case: no init
;; error: syntax
(define-parameter a)

;;; case: the name is not a symbol
;; error: syntax
(define-parameter 5 1.0)

;;; case: an unknown bound
;; error: syntax
(define-parameter a 0.5 (middle 0.25))

;;; case: for each value of a column
;; value: 1.5
;; gradient: a = 3.0
(define-parameter a 0.5 (per cell))
(* a 3)

;;; case: clauses in any order
;; value: 1.0
(define-parameter a 0.5 (upper 2.0) (per the-cell) (lower 0.0))
(* 2 a)

;;; case: two columns
;; error: syntax
(define-parameter a 0.5 (per cell) (per day))

;;; case: a column that is no name
;; error: syntax
(define-parameter a 0.5 (per "cell"))

;;; case: a column and a bound twice
;; error: syntax
(define-parameter a 0.5 (lower 0) (per cell) (lower 0))
