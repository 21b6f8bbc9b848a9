;;; case: first clause
;; value: greater
(cond ((> 3 2) 'greater) ((< 3 2) 'less))

;;; case: else
;; value: equal
(cond ((> 3 3) 'greater) ((< 3 3) 'less) (else 'equal))

;;; case: arrow
;; value: 2
(cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f))

;;; case: arrow with a lambda
;; value: 2
(cond ((memv 3 '(1 2 3 4)) => (lambda (l) (length l))) (else 'none))

;;; case: arrow that is not taken
;; value: none
(cond ((assv 'z '((a 1) (b 2))) => cadr) (else 'none))

;;; case: arrow after failing clauses
;; value: 2
(cond (#f 1) ((memq 'x '(a b)) => car) ((assq 'b '((a . 1) (b . 2))) => cdr) (else 3))

;;; case: the receiver of an arrow is evaluated only when needed
;; value: fine
(cond (#f => undefined-variable) (else 'fine))

;;; case: clause with only a test
;; value: (a 1)
(cond ((assq 'a '((a 1) (b 2)))) (else 'none))

;;; case: clause with only a test that is false
;; value: 2
(cond (#f) ((+ 1 1)) (else 'none))

;;; case: clause with only a test that is last
;; value: (2 3)
(cond (#f 1) ((memv 2 '(1 2 3))))

;;; case: several expressions in a clause
;; value: (11 22)
(define n 0)
(define v (cond ((= n 0) (set! n 1) (set! n (+ n 10)) (* n 2)) (else 'no)))
(list n v)

;;; case: several expressions in the else clause
;; value: (7 8)
(define n 0)
(define v (cond ((= n 1) 'no) (else (set! n 7) (+ n 1))))
(list n v)

;;; case: else alone
;; value: 3
(cond (else 1 2 3))

;;; case: tests after the chosen one are not evaluated
;; value: 0
(define n 0)
(cond ((= 1 1) 'a) ((begin (set! n 1) #t) 'b))
n

;;; case: tests are evaluated in order
;; value: (4 3 2 1)
(define l '())
(define (t x) (set! l (cons x l)) #f)
(cond ((t 1) 'a) ((t 2) 'b) ((t 3) => car) ((t 4)) (else 'done))
l

;;; case: any value but #f is true
;; value: (zero null empty)
(list (cond (0 'zero) (else 'no)) (cond ('() 'null) (else 'no)) (cond ("" 'empty) (else 'no)))

;;; case: nested cond
;; value: (both a b gt lt eq)
(define (f a b)
  (cond ((= a 0) (cond ((= b 0) 'both) (else 'a)))
        ((= b 0) 'b)
        (else (cond ((> a b) 'gt) ((< a b) 'lt) (else 'eq)))))
(list (f 0 0) (f 0 1) (f 1 0) (f 2 1) (f 1 2) (f 2 2))

;;; case: many clauses
;; value: (zero three five nine many)
(define (name n)
  (cond ((= n 0) 'zero) ((= n 1) 'one) ((= n 2) 'two) ((= n 3) 'three) ((= n 4) 'four)
        ((= n 5) 'five) ((= n 6) 'six) ((= n 7) 'seven) ((= n 8) 'eight) ((= n 9) 'nine) (else 'many)))
(map name '(0 3 5 9 10))

;;; case: cond inside an expression
;; value: 21
(+ 1 (cond ((= 1 2) 10) (else 20)))

;;; case: local variable called else
;; value: 5
(let ((else #f))
  (cond (#f 3) (else 4) (#t 5)))

;;; case: local variable called =>
;; value: ok
(let ((=> #f))
  (cond (#t => 'ok)))

;;; case: arrow result used as a procedure with state
;; value: (5 12 12)
(define hits 0)
(define (receive x) (set! hits (+ hits x)) hits)
(define a (cond (5 => receive) (else 0)))
(define b (cond (7 => receive) (else 0)))
(list a b hits)

;;; case: the test of an arrow clause is evaluated once
;; value: (10 1)
(define n 0)
(define (next) (set! n (+ n 1)) n)
(list (cond ((next) => (lambda (x) (* x 10)))) n)

;;; case: gradient through clauses
;; value: 2.5
;; gradient: a = 3.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(define (f x) (cond ((< x 0) (- x)) ((< x 1) x) (else (* x x))))
(+ (f a) (f b))

;;; case: gradient through an arrow
;; value: 4.5
;; gradient: a = 3.0, b = 0.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(cond ((assq 'x (list (cons 'y b) (cons 'x a))) => (lambda (p) (* 3 (cdr p)))) (else b))

;;; case: gradient through an arrow that receives a number
;; value: 0.25
;; gradient: a = 1.0, b = 0.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(cond ((- a 1) => (lambda (d) (* d d))) (else b))

;;; case: gradient through a clause with only a test
;; value: 0.375
;; gradient: a = 0.25, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.25)
(cond (#f b) ((* a b)) (else a))

;;; case: gradient through else
;; value: 6.0
;; gradient: a = 4.0, b = -24.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(cond ((> b a) (* a b)) ((= b a) 0.0) (else (set! a (+ a 0)) (/ a b)))
