;;; case: addition
;; value: (0 3 7 10 0.75 1.5 3.5)
(list (+) (+ 3) (+ 3 4) (+ 1 2 3 4) (+ 0.5 0.25) (+ 1 0.5) (+ 0.5 1 2))

;;; case: multiplication
;; value: (1 4 12 24 0.25 1.0 6.0)
(list (*) (* 4) (* 3 4) (* 2 3 4) (* 0.5 0.5) (* 2 0.5) (* 2.0 3))

;;; case: subtraction
;; value: (-3 -1 -6 -0.5 0.5 -0.5 4)
(list (- 3) (- 3 4) (- 3 4 5) (- 0.5) (- 1 0.5) (- 0.5 1) (- 10 1 2 3))

;;; case: division that is exact
;; value: (2 -2 -2 0 2 1)
(list (/ 6 3) (/ -6 3) (/ 6 -3) (/ 0 5) (/ 100 10 5) (/ 1))

;;; case: division of exact integers that is not exact
;; value: (0.3333333333333333 0.5 -0.5 3.5 3.142857142857143 0.5 0.25)
(list (/ 1 3) (/ 1 2) (/ -1 2) (/ 7 2) (/ 22 7) (/ 2) (/ 4))

;;; case: division of three that is not exact
;; value: (0.25 0.15 1.5)
(list (/ 1 2 2) (/ 3 4 5) (/ 9 2 3))

;;; case: a quotient that comes back is inexact
;; value: (1.0 1.0 1.0 #f #t)
(list (* 3 (/ 1 3)) (* 2 (/ 1 2)) (+ (/ 1 2) (/ 1 2)) (exact? (/ 1 2)) (exact? (/ 4 2)))

;;; case: division of inexact numbers
;; value: (0.3333333333333333 0.3333333333333333 2.0 0.25 2.0 2.0)
(list (/ 1.0 3) (/ 1 3.0) (/ 0.5) (/ 1.0 4.0) (/ 6.0 3) (/ 6 3.0))

;;; case: division by inexact zero
;; value: (+inf.0 -inf.0 +inf.0 -inf.0 +nan.0 +inf.0 -inf.0)
(list (/ 1 0.0) (/ -1 0.0) (/ 1.0 0.0) (/ 1.0 -0.0) (/ 0.0 0.0) (/ 0.0) (/ -0.0))

;;; case: infinities
;; value: (+inf.0 +inf.0 +nan.0 -inf.0 0.0 -0.0 +nan.0 +nan.0 +inf.0)
(list (+ +inf.0 1) (+ +inf.0 +inf.0) (- +inf.0 +inf.0) (* +inf.0 -2) (/ 1 +inf.0) (/ -1.0 +inf.0) (* +inf.0 0.0) (/ +inf.0 +inf.0) (- -inf.0))

;;; case: NaN goes through
;; value: (+nan.0 +nan.0 +nan.0 +nan.0 +nan.0)
(list (+ +nan.0 1) (* +nan.0 2.0) (- +nan.0) (/ 1 +nan.0) (- +nan.0 +nan.0))

;;; case: negative zero
;; value: (-0.0 -0.0 0.0 -0.0 -0.0 0.0 -0.0 -0.0 0.0 0.0)
(list (- 0.0) (+ -0.0 -0.0) (+ 0.0 -0.0) (- -0.0 0.0) (* -1.0 0.0) (* -0.0 -0.0) (/ 0.0 -5.0) (/ -0.0 5.0) (- 0.0 0.0) (- -0.0))

;;; case: exactness of the result
;; value: (#t #f #t #f #f #t)
(list (exact? (+ 1 2)) (exact? (+ 1 2.0)) (exact? (- 5 5)) (exact? (* 2 3.0)) (exact? (- 2.0 2.0)) (exact? (/ 6 3)))

;;; case: addition is from left to right
;; value: (10000000000000000.0 10000000000000002.0 10000000000000000.0 +inf.0 1e200)
(list (+ 1e16 1.0 1.0) (+ 1.0 1.0 1e16) (- 1e16 1.0 1.0) (* 1e200 1e200 1e-200) (* 1e-200 1e200 1e200))

;;; case: mixed exact and inexact from left to right
;; value: (3.5 3.5 3.0 -1.5)
(list (+ 1 2 0.5) (+ 0.5 1 2) (* 2 3 0.5) (- 1 2 0.5))

;;; case: negative numbers
;; value: (-7 1 -12 12 7 -0.25)
(list (+ -3 -4) (- -3 -4) (* -3 4) (* -3 -4) (- 3 -4) (+ -0.5 0.25))

;;; case: float results of integers are printed with a point
;; value: (3.0 4.0 0.0 2.0)
(list (+ 1.5 1.5) (* 2.0 2.0) (- 1.0 1) (/ 4.0 2.0))

;;; case: sums of squares
;; value: (25 6.25 0)
(define (square-sum . l) (apply + (map * l l)))
(list (square-sum 3 4) (square-sum 1.5 2) (square-sum))

;;; case: square
;; value: (25 9 0.25 2.25 9.0)
(list (square 5) (square -3) (square 0.5) (square -1.5) (square 3.0))

;;; case: harmonic sum
;; value: 3.597739657143682
(let loop ((i 1) (s 0)) (if (> i 20) s (loop (+ i 1) (+ s (/ i)))))

;;; case: alternating sum
;; value: 3.121594652591011
(let loop ((i 0) (sign 1) (s 0.0)) (if (= i 50) (* 4 s) (loop (+ i 1) (- sign) (+ s (/ sign (+ (* 2 i) 1.0))))))

;;; case: float operations are those of IEEE 754
;; value: (0.19999999999999998 0.30000000000000004 2.9999999999999996 0.7999999999999999 0.10000000000000009 3.3000000000000003 0.02040816326530612 0.9999999999999999)
(list (- 0.3 0.1) (* 0.1 3) (/ 0.3 0.1) (+ 0.7 0.1) (- 1.1 1.0) (* 1.1 3) (/ 1 49.0) (* 49 (/ 1 49.0)))

;;; case: gradient of sums and differences
;; value: 3.75
;; gradient: a = 2.0, b = -1.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(+ (+ a 1) (- a b) (- b) (+ b))

;;; case: gradient of products
;; value: 6.4375
;; gradient: a = 4.0, b = 3.75
(define-parameter a 1.5)
(define-parameter b 0.25)
(+ (* a b a) (* b a) (* 3 a) (*))

;;; case: gradient of quotients
;; value: 8.75
;; gradient: a = 3.1666666666666665, b = -24.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(+ (/ a b) (/ a 2) (/ 2 a) (/ a))

;;; case: gradient of a square
;; value: 0.140625
;; gradient: a = 0.1875, b = 1.125
(define-parameter a 1.5)
(define-parameter b 0.25)
(square (* a b))

;;; case: gradient with the same parameter twice
;; value: 6.25
;; gradient: a = 5.0
(define-parameter a 1.5)
(+ (+ a a) (* a a) (- a a) (/ a a))

;;; case: gradient of a rational function
;; value: 0.22
;; gradient: a = 0.6544
(define-parameter a 1.5)
(/ (+ (- (* a a a) (* 2 a)) 1) (+ (* a a) 4))

;;; case: gradient of a long left-associative quotient
;; value: 4.0
;; gradient: a = 2.6666666666666665, b = -32.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(/ a b 2 b 3)

;;; case: gradient of a long left-associative difference
;; value: -3.5
;; gradient: a = -3.0, b = -1.0
(define-parameter a 1.5)
(define-parameter b 0.25)
(- a b (* a a) 1 a)

;;; case: gradient with large and small factors
;; value: 2.25
;; gradient: a = 3.0
(define-parameter a 1.5)
(* 1e150 a 1e-150 a)
