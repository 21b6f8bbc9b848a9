;;; case: primitive
;; value: 7
(+ 3 4)

;;; case: nested
;; value: 10
(+ (* 2 3) (- 10 (* 3 (+ 1 1))))

;;; case: operator is an expression
;; value: 12
((if #f + *) 3 4)

;;; case: operator is a let
;; value: 15
((let ((k 10)) (lambda (x) (+ x k))) 5)

;;; case: operator is a call
;; value: 7
(define (adder n) (lambda (x) (+ x n)))
((adder 3) 4)

;;; case: operator from a list
;; value: 9
((car (list + - *)) 7 2)

;;; case: operator from a vector
;; value: 14
((vector-ref (vector + - *) 2) 7 2)

;;; case: operator found by assq
;; value: (9 5 14)
(define ops (list (cons 'add +) (cons 'sub -) (cons 'mul *)))
(define (calc op a b) ((cdr (assq op ops)) a b))
(list (calc 'add 7 2) (calc 'sub 7 2) (calc 'mul 7 2))

;;; case: primitives as values
;; value: (17 7 60 2 2 12 5 (12 5) (12 . 5))
(map (lambda (f) (f 12 5)) (list + - * quotient remainder max min list cons))

;;; case: zero arguments to variadic primitives
;; value: (0 1 () () #() "")
(list (+) (*) (list) (append) (vector) (string-append))

;;; case: one argument to variadic primitives
;; value: (5 5 -5 5 5 (1) #t #t)
(list (+ 5) (* 5) (- 5) (max 5) (min 5) (append '(1)) (< 1) (= 1))

;;; case: many arguments to variadic primitives
;; value: (55 3628800 85 9 #t #f)
(list (+ 1 2 3 4 5 6 7 8 9 10) (* 1 2 3 4 5 6 7 8 9 10) (- 100 1 2 3 4 5) (max 3 1 4 1 5 9 2 6) (< 1 2 3 4 5 6) (< 1 2 3 3 5 6))

;;; case: chained application
;; value: (1 2 3 4)
(define (k a) (lambda (b) (lambda (c) (lambda (d) (list a b c d)))))
((((k 1) 2) 3) 4)

;;; case: argument expressions are evaluated once
;; value: (2 1)
(define n 0)
(define (next) (set! n (+ n 1)) n)
(define (twice x) (+ x x))
(list (twice (next)) n)

;;; case: the arguments are evaluated before the call
;; value: 5
(define (first a b) a)
(define n 0)
(first 1 (begin (set! n 5) 2))
n

;;; case: composition
;; value: 52
(define (compose . fs)
  (if (null? fs) (lambda (x) x)
      (lambda (x) ((car fs) ((apply compose (cdr fs)) x)))))
((compose (lambda (x) (* x 2)) (lambda (x) (+ x 1)) (lambda (x) (* x x))) 5)

;;; case: deep nesting of expressions
;; value: 25
(+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 (+ 1 0)))))))))))))))))))))))))

;;; case: a self-evaluating operator result is applied
;; value: #t
(define (self) self)
(eq? (((self))) self)

;;; case: square brackets are not needed, comments inside are skipped
;; value: 6
(+ 1 ; one
   #| two #| nested |# |# 2
   #;(ignored (datum)) 3)

;;; case: gradient through an operator that is an expression
;; value: 3.75
;; gradient: a = 1.5, b = 2.5
(define-parameter a 2.5)
(define-parameter b 1.5)
((if (> a b) * +) a b)

;;; case: gradient through operators from a list
;; value: 5.25
;; gradient: a = 2.375, b = 2.5
(define-parameter a 2.0)
(define-parameter b 0.5)
(define (sum l) (if (null? l) 0 (+ (car l) (sum (cdr l)))))
(sum (map (lambda (f x y) (f x y)) (list + - * /) (list a a a b) (list b b b a)))

;;; case: gradient through composition
;; value: 10.5625
;; gradient: a = 19.5
(define-parameter a 1.5)
(define (compose f g) (lambda (x) (f (g x))))
((compose (lambda (x) (* x x)) (compose (lambda (x) (+ x 1)) (lambda (x) (* x x)))) a)

;;; case: gradient of a sum of many arguments
;; value: 16.5625
;; gradient: a = 10.5, b = 2.25
(define-parameter a 0.25)
(define-parameter b 4.0)
(+ a a a 1 2 a b a 3 a b (* a a) (* a b))

;;; case: gradient of a product of many arguments
;; value: 1.6875
;; gradient: a = 3.375, b = 6.75
(define-parameter a 1.5)
(define-parameter b 0.5)
(* a b 2 a b a)

;;; case: gradient of a difference and a quotient of many arguments
;; value: 1.5
;; gradient: a = 1.0, b = -25.0
(define-parameter a 3.0)
(define-parameter b 0.5)
(+ (- a b a a 1) (/ a b 2 b))

;;; case: gradient through deep nesting
;; value: 25.6
;; gradient: a = 256.0
(define-parameter a 0.1)
(define (d x) (+ x x))
(d (d (d (d (d (d (d (d a))))))))
