;;; case: numerator and denominator
;; value: (6 1 0 1 3.0 4.0 -5.0 2.0 1.0 1e300 1.0 3602879701896397.0 36028797018963970.0 +inf.0)
(list (numerator 6) (denominator 6) (numerator 0) (denominator 0) (numerator 0.75) (denominator 0.75) (numerator -2.5) (denominator -2.5) (denominator 0.) (numerator 1e300) (denominator 1e300) (numerator 0.1) (denominator 0.1) (denominator 5e-324))

;;; case: rationalize
;; value: (0.3333333333333333 2 7 -7 0 3.140625 3.2 -0.3333333333333333 1.5 0.0 0.001 +inf.0 0.0 +nan.0 5)
(list (rationalize .3 1/10) (rationalize 3 1) (rationalize 10 3) (rationalize -10 3) (rationalize 2 5) (rationalize 3.14159 .001) (rationalize 3.14159 .1) (rationalize -0.3 0.1) (rationalize 1.5 0.0) (rationalize 0.05 0.1) (rationalize 1e-3 1e-6) (rationalize +inf.0 1.0) (rationalize 1. +inf.0) (rationalize +inf.0 +inf.0) (rationalize 5 0))

;;; case: floor/ and truncate/
;; value: (((2 1) (-3 1) (-3 -1) (2 -1) (-3.0 1.0) (2 0) (0 0)) ((2 1) (-2 -1) (-2 1) (2 -1) (-2.0 -1.0) (2 0) (0 0)))
(define (all f) (map (lambda (n m) (call-with-values (lambda () (f n m)) list)) '(5 -5 5 -5 -5.0 4 0) '(2 2 -2 -2 2 2 3)))
(list (all floor/) (all truncate/))

;;; case: exact-integer-sqrt
;; value: ((0 0) (1 0) (2 0) (2 1) (4 1) (9 18) (10 0) (31622 49123) (2147483647 0) (3037000499 5928526806))
(map (lambda (n) (call-with-values (lambda () (exact-integer-sqrt n)) list)) '(0 1 4 5 17 99 100 1000000007 4611686014132420609 9223372036854775807))

;;; case: names of the R5RS
;; value: (3.0 3 1.5 0)
(list (exact->inexact 3) (inexact->exact 3.0) (exact->inexact 1.5) (inexact->exact -0.0))

;;; case: one more and one less
;; value: (6 4 2.5 -2 4)
(list (1+ 5) (1- 5) (add1 1.5) (sub1 -1) (-1+ 5))

;;; case: predicates of exact integers
;; value: (#t #f #f)
(list (exact-integer? 32) (exact-integer? 32.0) (exact-integer? 'a))

;;; case: exact-nonnegative-integer?
;; value: (#t #t #f #f #f)
(map exact-nonnegative-integer? '(0 5 -1 1.0 a))

;;; case: hyperbolic functions
;; value: (0.0 1.1752011936438014 -1.1752011936438014 1.0 1.543080634815244 +inf.0 +inf.0 0.001000000166666675)
;; tolerance: 4e-16
(list (sinh 0) (sinh 1) (sinh -1) (cosh 0) (cosh 1) (sinh 1000) (cosh -1000) (sinh 1e-3))

;;; case: division by zero
;; error: arithmetic 1:1
(floor/ 1 0)

;;; case: numerator of infinity
;; error: value 1:1
(numerator (/ 1. 0.))

;;; case: denominator of a symbol
;; error: type 1:1
(denominator 'a)

;;; case: square root of a negative integer
;; error: type 1:1
(exact-integer-sqrt -1)

;;; case: square root of a flonum
;; error: type 1:1
(exact-integer-sqrt 4.0)

;;; case: gradient of the hyperbolic functions
;; value: 5.1893554414255325
;; tolerance: 1e-15
;; gradient: a = 9.685338004180824
(define-parameter a 1.5)
(* (sinh a) (cosh (- a 0.5)) 1.5794)
