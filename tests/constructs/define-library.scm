;;; case: exports
;; value: (1 2)
(define-library (counter)
  (export next reset!)
  (import (scheme base))
  (begin
    (define n 0)
    (define (next) (set! n (+ n 1)) n)
    (define (reset!) (set! n 0))))
(import (scheme base) (counter))
(let* ((a (next)) (b (next))) (list a b))

;;; case: what is not exported is not seen
;; error: undefined 6:1
(define-library (counter)
  (export next)
  (import (scheme base))
  (begin (define n 0) (define (next) (set! n (+ n 1)) n)))
(import (scheme base) (counter))
n

;;; case: what is not imported is not seen
;; error: undefined 5:2
(define-library (one)
  (export one)
  (import (scheme base))
  (begin (define (one) 1)))
(one)

;;; case: names of library and program are apart
;; value: (library program 6)
(define-library (a)
  (export get)
  (import (scheme base))
  (begin (define name 'library) (define (helper) name) (define (get) (helper))))
(import (scheme base) (a))
(define name 'program)
(define (helper) (+ 1 2 3))
(list (get) name (helper))

;;; case: what a program redefines does not change a library
;; value: (1 redefined)
(define-library (a)
  (export first-of)
  (import (scheme base))
  (begin (define (first-of x) (car x))))
(import (scheme base) (a))
(define (car x) 'redefined)
(list (first-of '(1 2)) (car '(1 2)))

;;; case: rename in export
;; value: (1 2)
(define-library (a)
  (export (rename internal external) both)
  (import (scheme base))
  (begin (define (internal) 1) (define (both) (+ (internal) 1))))
(import (scheme base) (a))
(list (external) (both))

;;; case: import sets of a library
;; value: (1 2)
(define-library (a)
  (export x y z)
  (import (scheme base))
  (begin (define x 1) (define y 2) (define z 3)))
(import (scheme base) (prefix (only (a) x y) a.))
(list a.x a.y)

;;; case: a library of a library
;; value: (4 16)
(define-library (squares)
  (export square)
  (import (scheme base))
  (begin (define (square x) (* x x))))
(define-library (powers)
  (export fourth square)
  (import (scheme base) (squares))
  (begin (define (fourth x) (square (square x)))))
(import (scheme base) (powers))
(list (square 2) (fourth 2))

;;; case: macros are exported
;; value: (2 1 local)
(define-library (swap)
  (export swap!)
  (import (scheme base))
  (begin
    (define-syntax swap!
      (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))))
(import (scheme base) (swap))
(define x 1)
(define y 2)
(define tmp 'local)
(swap! x y)
(list x y tmp)

;;; case: a macro refers to what its library hides
;; value: (10 mine)
(define-library (scale)
  (export scaled)
  (import (scheme base))
  (begin
    (define factor 5)
    (define (scale x) (* factor x))
    (define-syntax scaled (syntax-rules () ((_ x) (scale x))))))
(import (scheme base) (scale))
(define factor 'mine)
(define (scale x) 'wrong)
(list (scaled 2) factor)

;;; case: definitions of a library refer to each other in any order
;; value: (#t #f)
(define-library (parity)
  (export my-even? my-odd?)
  (import (scheme base))
  (begin (define (my-even? n) (or (= n 0) (my-odd? (- n 1)))))
  (begin (define (my-odd? n) (and (> n 0) (my-even? (- n 1))))))
(import (scheme base) (parity))
(list (my-even? 10) (my-odd? 10))

;;; case: records of a library
;; value: (3 #t)
(define-library (points)
  (export make-point point-x point?)
  (import (scheme base))
  (begin (define-record-type <point> (make-point x y) point? (x point-x) (y point-y))))
(import (scheme base) (points))
(let ((p (make-point 3 4))) (list (point-x p) (point? p)))

;;; case: names of several parts, also numbers
;; value: 1
(define-library (my lib 1)
  (export one)
  (import (scheme base))
  (begin (define one 1)))
(import (scheme base) (my lib 1))
one

;;; case: runs once, where it is first imported
;; value: 1
;; output: program one two
(define-library (one)
  (export a)
  (import (scheme base) (scheme write))
  (begin (display " one") (define a 1)))
(define-library (two)
  (export b)
  (import (scheme base) (scheme write) (one))
  (begin (display " two") (define b a)))
(import (scheme base) (scheme write))
(display "program")
(import (two))
(import (one) (two))
b

;;; case: one that nobody imports does not run
;; value: 2
;; output:
(define-library (noisy)
  (export)
  (import (scheme base) (scheme write))
  (begin (display "noise")))
(import (scheme base))
(+ 1 1)

;;; case: cond-expand in a library
;; value: (1 2)
(define-library (a)
  (export x y)
  (import (scheme base))
  (cond-expand
    (r7rs (begin (define x 1)))
    (else (begin (define x 0))))
  (cond-expand
    ((library (no such)) (import (no such)))
    (else (begin (define y 2)))))
(import (scheme base) (a))
(list x y)

;;; case: a library sees only what it imports
;; error: undefined 4:23
(define-library (a)
  (export f)
  (import (only (scheme base) define))
  (begin (define (f) (car '(1)))))
(import (scheme base) (a))
(f)

;;; case: an export that nothing defines
;; error: syntax 2:13
(define-library (a)
  (export x y)
  (import (scheme base))
  (begin (define x 1)))

;;; case: twice
;; error: syntax 2:17
(define-library (a) (export) (import (scheme base)))
(define-library (a) (export) (import (scheme base)))

;;; case: an unknown declaration
;; error: syntax 1:21
(define-library (a) (exports x))

;;; case: an include
;; error: syntax 1:21
(define-library (a) (include "a.scm"))

;;; case: without a name
;; error: syntax 1:1
(define-library)

;;; case: in a body
;; error: syntax 2:3
(define (f)
  (define-library (a) (export))
  1)

;;; case: an error in a library's procedure
;; error: type 4:24
(define-library (a)
  (export f)
  (import (scheme base))
  (begin (define (f x) (car x))))
(import (scheme base) (a))
(f 5)

;;; case: gradient through a library
;; value: 13.5
;; gradient: a = 9.0
(define-library (model)
  (export model)
  (import (scheme base))
  (begin
    (define (power x n) (if (= n 0) 1 (* x (power x (- n 1)))))
    (define (model x) (* 1.5 (power x 2)))))
(import (scheme base) (model))
(define-parameter a 3.0)
(model a)

;;; case: gradient of a parameter in a library
;; value: 6.0
;; gradient: k = 3.0
(define-library (model)
  (export model)
  (import (scheme base) (dmci))
  (begin
    (define-parameter k 2.0)
    (define (model x) (* k x))))
(import (scheme base) (model))
(model 3)
