;;; case: floor
;; value: (-5.0 3.0 -1.0 0.0 2.0 7 -7 1e300 -0.0)
(map floor (list -4.3 3.5 -0.5 0.5 2.0 7 -7 1e300 -0.0))

;;; case: ceiling
;; value: (-4.0 4.0 -0.0 1.0 2.0 7 -7 1e300 0.0)
(map ceiling (list -4.3 3.5 -0.5 0.5 2.0 7 -7 1e300 0.0))

;;; case: truncate
;; value: (-4.0 3.0 -0.0 0.0 2.0 7 -7 1e300)
(map truncate (list -4.3 3.5 -0.5 0.5 2.0 7 -7 1e300))

;;; case: round
;; value: (-4.0 4.0 -1.0 0.0 2.0 7 -7 1e300 4.0 -4.0)
(map round (list -4.3 3.5 -0.6 0.4 2.0 7 -7 1e300 3.7 -3.7))

;;; case: round to even
;; value: (0.0 2.0 2.0 4.0 4.0 -2.0 -2.0 -4.0 1000000.0 1000002.0)
(map round (list 0.5 1.5 2.5 3.5 4.5 -1.5 -2.5 -3.5 1000000.5 1000001.5))

;;; case: near a half
;; value: (0.0 1.0 4503599627370496.0 4503599627370498.0 9007199254740991.0)
(map round (list 0.49999999999999994 0.5000000000000001 4503599627370495.5 4503599627370497.5 9007199254740991.0))

;;; case: infinities and NaN
;; value: (+inf.0 -inf.0 +nan.0 +inf.0)
(list (floor +inf.0) (ceiling -inf.0) (round +nan.0) (truncate +inf.0))

;;; case: exactness is kept
;; value: (5 5 5.0 #t #f)
(list (floor 5) (round 5) (floor 5.5) (exact? (floor 5)) (exact? (floor 5.5)))

;;; case: exact results
;; value: (2 3 2 -2 1000000000000000)
(list (exact (floor 2.7)) (exact (ceiling 2.2)) (exact (round 2.5)) (exact (truncate -2.7)) (exact (round 1e15)))

;;; case: to two decimals
;; value: (3.14 2.68 -1.0 10 0.12)
(define (round2 x) (/ (round (* 100 x)) 100))
(map round2 (list 3.14159 2.675 -1.005 10 0.125))

;;; case: fraction part
;; value: (0.75 0.25 0.0 0.125)
(define (frac x) (- x (floor x)))
(map frac (list 2.75 -2.75 5.0 0.125))

;;; case: gradient is constant through rounding
;; value: 7.5
;; gradient: a = 4.0, b = 2.0
(define-parameter a 2.75)
(define-parameter b -1.25)
(+ a (floor a) (ceiling b) (round a) (truncate b) (* b (floor a)) (* a (round a)) (* -1 (exact (truncate a)) 2) (- (* a 1) a))

;;; case: gradient of the fraction part
;; value: 0.5625
;; gradient: a = 1.5
(define-parameter a 2.75)
(define (frac x) (- x (floor x)))
(* (frac a) (frac a))

;;; case: gradient of a step with a slope
;; value: 15.25
;; gradient: a = 3.0
(define-parameter a 2.75)
(+ (* a (round a)) (floor (* a a)))
