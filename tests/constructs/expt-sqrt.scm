;;; case: exact powers
;; value: (1024 1 1 0 1 -1 -8 81 1000000000000000000 7)
(list (expt 2 10) (expt 2 0) (expt 0 0) (expt 0 5) (expt 1 1000) (expt -1 1001) (expt -2 3) (expt -3 4) (expt 10 18) (expt 7 1))

;;; case: exact base and negative exponent
;; value: (0.5 0.125 -0.125 0.0625 1 1)
(list (expt 2 -1) (expt 2 -3) (expt -2 -3) (expt 4 -2) (expt 1 -5) (expt 10 0))

;;; case: inexact base, small integer exponent
;; value: (8.0 6.25 -8.0 0.0625 4.0 0.125 3.0 3.375)
(list (expt 2.0 3) (expt 2.5 2) (expt -2.0 3) (expt 0.5 4) (expt 0.5 -2) (expt 2.0 -3) (expt 3.0 1) (expt 1.5 3))

;;; case: inexact exponents
;; value: (1.4142135623730951 2.0 1.4142135623730951 0.31622776601683794 0.12915348607498026 27.0 8.0 8.0)
;; tolerance: 1e-12
(list (expt 2 0.5) (expt 4 0.5) (expt 2.0 0.5) (expt 10 -0.5) (expt 0.3 1.7) (expt 9.0 1.5) (expt 2.0 3.0) (expt 2 3.0))

;;; case: larger powers
;; value: (2.593742460100002 6582952.005840038 0.0003007286598217174)
;; tolerance: 1e-12
(list (expt 1.1 10) (expt 3.7 12) (expt 1.5 -20))

;;; case: inexact powers that overflow or underflow
;; value: (+inf.0 0.0 -inf.0 0.0 8.98846567431158e307 5e-324)
(list (expt 10.0 400) (expt 10.0 -400) (expt -10.0 401) (expt 0.1 500) (expt 2.0 1023) (expt 2.0 -1074))

;;; case: zero base
;; value: (0.0 0.0 0.0 0)
(list (expt 0.0 2) (expt 0.0 0.5) (expt 0.0 1) (expt 0 2))

;;; case: exponent NaN and infinities
;; value: (+inf.0 0.0 0.0 +inf.0 +nan.0)
(list (expt 2.0 +inf.0) (expt 2.0 -inf.0) (expt 0.5 +inf.0) (expt +inf.0 2.0) (expt 2.0 +nan.0))

;;; case: square roots that are exact
;; value: (0 1 4 12 1000 123456789)
(list (sqrt 0) (sqrt 1) (sqrt 16) (sqrt 144) (sqrt 1000000) (sqrt 15241578750190521))

;;; case: square roots of exact integers that are not exact
;; value: (1.4142135623730951 1.7320508075688772 3.872983346207417 31.622776601683793)
(list (sqrt 2) (sqrt 3) (sqrt 15) (sqrt 1000))

;;; case: square roots of inexact numbers
;; value: (4.0 1.4142135623730951 0.5 0.0 1e150 1e-150 0.31622776601683794 +inf.0 351.3641828644462)
(list (sqrt 16.0) (sqrt 2.0) (sqrt 0.25) (sqrt 0.0) (sqrt 1e300) (sqrt 1e-300) (sqrt 0.1) (sqrt +inf.0) (sqrt 123456.789))

;;; case: square root of negative zero
;; value: -0.0
(sqrt -0.0)

;;; case: hypotenuse
;; value: (5 5.0 1.4142135623730951 13)
(define (hypot a b) (sqrt (+ (* a a) (* b b))))
(list (hypot 3 4) (hypot 3.0 4) (hypot 1 1) (hypot 5 12))

;;; case: integer square root by Newton
;; value: (1 1 1 2 3 4 4 1000 999)
(define (isqrt n) (let loop ((x n)) (let ((y (quotient (+ x (quotient n x)) 2))) (if (< y x) (loop y) x))))
(map isqrt '(1 2 3 4 15 16 17 1000000 999999))

;;; case: gradient of expt in the base, exact exponent
;; value: 5.359375
;; gradient: a = 9.1875
;; tolerance: 1e-12
(define-parameter a 1.75)
(expt a 3)

;;; case: gradient of expt in the base, negative exact exponent
;; value: 0.32653061224489793
;; gradient: a = -0.37317784256559766
;; tolerance: 1e-12
(define-parameter a 1.75)
(expt a -2)

;;; case: gradient of expt in the base, inexact exponent
;; value: 4.051306695067654
;; gradient: a = 5.787580992953792
;; tolerance: 1e-12
(define-parameter a 1.75)
(expt a 2.5)

;;; case: gradient of expt in the base, exponents 0 and 1
;; value: 4.5
;; gradient: a = 2.0
;; tolerance: 1e-12
(define-parameter a 1.75)
(+ (expt a 0) (expt a 1) a)

;;; case: gradient of expt with a negative base
;; value: 4.01953125
;; gradient: a = -12.25
;; tolerance: 1e-12
(define-parameter a -1.75)
(+ (expt a 3) (expt a 4))

;;; case: gradient of expt in the exponent
;; value: 2.378414230005442
;; gradient: b = 1.6485911177319255
;; tolerance: 1e-12
(define-parameter b 1.25)
(expt 2 b)

;;; case: gradient of expt in the exponent, inexact base
;; value: 4.504000516023448
;; gradient: b = -5.4226941319622135
;; tolerance: 1e-12
(define-parameter b -1.25)
(expt 0.3 b)

;;; case: gradient of expt in both
;; value: 3.522375157992784
;; gradient: a = 4.528768060276437, b = 1.9711767494442909
;; tolerance: 1e-12
(define-parameter a 1.75)
(define-parameter b 2.25)
(expt a b)

;;; case: gradient of expt in both at other values
;; value: 1.8257418583505538
;; gradient: a = -3.0429030972509232, b = -2.1981435451735623
;; tolerance: 1e-12
(define-parameter a 0.3)
(define-parameter b -0.5)
(expt a b)

;;; case: gradient of expt with the same number as base and exponent
;; value: 1.8371173070873836
;; gradient: a = 2.5820042746129492
;; tolerance: 1e-12
(define-parameter a 1.5)
(expt a a)

;;; case: gradient of the square root
;; value: 4.5
;; gradient: a = 0.1111111111111111
(define-parameter a 20.25)
(sqrt a)

;;; case: gradient of nested square roots
;; value: 1.5811388300841898
;; gradient: a = 0.10540925533894598
(define-parameter a 2.25)
(sqrt (+ 1 (sqrt a)))

;;; case: gradient of a distance
;; value: 5.0
;; gradient: x1 = 0.6, y1 = -0.8, x2 = -0.6, y2 = 0.8
(define-parameter x1 0.5)
(define-parameter y1 1.5)
(define-parameter x2 -2.5)
(define-parameter y2 5.5)
(sqrt (+ (square (- x1 x2)) (square (- y1 y2))))

;;; case: gradient of compound interest
;; value: 110.49413355583278
;; gradient: p = 1.1049413355583273, r = 220.07130334771665
;; tolerance: 1e-12
(define-parameter p 100.0)
(define-parameter r 0.05)
(* p (expt (+ 1 (/ r 12)) 24))
