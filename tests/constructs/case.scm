;;; case: number
;; value: composite
(case (* 2 3) ((2 3 5 7) 'prime) ((1 4 6 8 9) 'composite))

;;; case: symbol
;; value: consonant
(case (car '(c d)) ((a e i o u) 'vowel) ((w y) 'semivowel) (else 'consonant))

;;; case: else
;; value: 3
(case 'z ((a) 1) ((b) 2) (else 3))

;;; case: else with an arrow
;; value: c
(case (car '(c d)) ((a e i o u) 'vowel) ((w y) 'semivowel) (else => (lambda (x) x)))

;;; case: clause with an arrow
;; value: 500
(case 5 ((1 2 3) 'small) ((4 5 6) => (lambda (x) (* x 100))) (else 'large))

;;; case: clause with an arrow to a primitive
;; value: 16
(case 4 ((4) => square) (else => -))

;;; case: else with an arrow to a primitive
;; value: -7
(case 7 ((4) => square) (else => -))

;;; case: character
;; value: (vowel white digit other white)
(define (kind c) (case c ((#\a #\e) 'vowel) ((#\space #\newline) 'white) ((#\0 #\1) 'digit) (else 'other)))
(map kind '(#\e #\space #\1 #\z #\newline))

;;; case: booleans and the empty list
;; value: (true false null other)
(define (f x) (case x ((#t) 'true) ((#f) 'false) ((()) 'null) (else 'other)))
(list (f #t) (f #f) (f '()) (f 0))

;;; case: exact and inexact keys differ
;; value: (exact inexact other)
(define (f x) (case x ((1) 'exact) ((1.0) 'inexact) (else 'other)))
(list (f 1) (f 1.0) (f 2))

;;; case: inexact keys
;; value: (half half zero minus-zero half)
(define (f x) (case x ((0.5 1.5) 'half) ((-0.0) 'minus-zero) ((0.0) 'zero) (else 'other)))
(list (f 0.5) (f 1.5) (f 0.0) (f -0.0) (f (/ 1.0 2)))

;;; case: strings are compared by identity
;; value: different
(case (string-append "a" "b") (("ab") 'same) (else 'different))

;;; case: the key is evaluated once
;; value: (one 1)
(define n 0)
(define (next) (set! n (+ n 1)) n)
(list (case (next) ((3) 'three) ((2) 'two) ((1) 'one) (else 'other)) n)

;;; case: several expressions in a clause
;; value: (2 (2 2))
(define n 0)
(define v (case 2 ((1) 'no) ((2) (set! n 1) (set! n (+ n 1)) (list n n)) (else 'no)))
(list n v)

;;; case: several expressions in else
;; value: (5 6)
(define n 0)
(define v (case 9 ((1) 'no) (else (set! n 5) (+ n 1))))
(list n v)

;;; case: else alone
;; value: always
(case 1 (else 'always))

;;; case: empty list of data
;; value: one
(case 1 (() 'never) ((1) 'one))

;;; case: many data
;; value: (31 28 30 30 31 30 31 none)
(define (month-days m)
  (case m ((1 3 5 7 8 10 12) 31) ((4 6 9 11) 30) ((2) 28) (else 'none)))
(map month-days '(1 2 4 6 7 11 12 13))

;;; case: first matching clause wins
;; value: first
(case 2 ((1 2) 'first) ((2 3) 'second) (else 'third))

;;; case: negative and large integers
;; value: (minus-one prime max-safe other)
(define (f x) (case x ((-1) 'minus-one) ((1000000007) 'prime) ((9007199254740991) 'max-safe) (else 'other)))
(list (f -1) (f 1000000007) (f (- 9007199254740992 1)) (f 0))

;;; case: symbols in a clause that look like keywords
;; value: (keyword keyword quote arrow other)
(define (f x) (case x ((if else) 'keyword) ((quote) 'quote) ((=>) 'arrow) (else 'other)))
(list (f 'if) (f 'else) (f 'quote) (f '=>) (f 'x))

;;; case: nested case
;; value: (x1 x2 x? y1 y? ??)
(define (f a b)
  (case a
    ((x) (case b ((1) 'x1) ((2) 'x2) (else 'x?)))
    ((y) (case b ((1) 'y1) (else 'y?)))
    (else '??)))
(list (f 'x 1) (f 'x 2) (f 'x 3) (f 'y 1) (f 'y 2) (f 'z 1))

;;; case: interpreter of instructions
;; value: 20
(define (run prog)
  (let loop ((p prog) (stack '()))
    (if (null? p) (car stack)
        (case (caar p)
          ((push) (loop (cdr p) (cons (cadar p) stack)))
          ((add) (loop (cdr p) (cons (+ (cadr stack) (car stack)) (cddr stack))))
          ((mul) (loop (cdr p) (cons (* (cadr stack) (car stack)) (cddr stack))))
          (else 'bad)))))
(run '((push 2) (push 3) (add) (push 4) (mul)))

;;; case: gradient through clauses
;; value: 5.25
;; gradient: a = 4.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f op x) (case op ((square) (* x x)) ((triple) (* 3 x)) (else x)))
(+ (f 'square a) (f 'triple b) (f 'id a))

;;; case: gradient through an arrow
;; value: -2.25
;; gradient: a = -3.0
(define-parameter a 1.5)
(* a a (case 1 ((1) => -) (else => +)))

;;; case: gradient through instructions
;; value: 28.0
;; gradient: a = 16.0, b = 8.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(define (run prog)
  (let loop ((p prog) (stack '()))
    (if (null? p) (car stack)
        (case (caar p)
          ((push) (loop (cdr p) (cons (cadar p) stack)))
          ((add) (loop (cdr p) (cons (+ (cadr stack) (car stack)) (cddr stack))))
          ((mul) (loop (cdr p) (cons (* (cadr stack) (car stack)) (cddr stack))))
          (else 'bad)))))
(run (list (list 'push a) (list 'push 4) (list 'push b) '(mul) (list 'push a) '(add) '(mul)))
