;;; case: max
;; value: (1 2 2 -1 5 0.5)
(list (max 1) (max 1 2) (max 2 1) (max -1 -2 -3) (max 1 5 3 2) (max 0.5 0.25))

;;; case: min
;; value: (1 1 1 -3 3 0.25)
(list (min 1) (min 1 2) (min 2 1) (min -1 -2 -3) (min 4 5 3 9) (min 0.5 0.25))

;;; case: inexact contagion
;; value: (3.0 2.0 1.0 1.0 3.0 1.0)
(list (max 3 1.0) (max 1 2.0) (min 1 2.0) (min 3.0 1) (max 1 2 3 0.5) (min 1 2 3 4.5))

;;; case: infinities
;; value: (+inf.0 1.0 1.0 -inf.0)
(list (max 1 +inf.0) (min 1 +inf.0) (max 1.0 -inf.0) (min -inf.0 +inf.0))

;;; case: applied to a list
;; value: (9 1)
(list (apply max '(3 1 4 1 5 9 2 6)) (apply min '(3 1 4 1 5 9 2 6)))

;;; case: abs
;; value: (7 7 0 0.5 0.5 0.0 +inf.0 1000000000000000000)
(map abs (list -7 7 0 -0.5 0.5 -0.0 -inf.0 -1000000000000000000))

;;; case: exactness of abs
;; value: (#t #f 3 3.0)
(list (exact? (abs -3)) (exact? (abs -3.0)) (abs -3) (abs -3.0))

;;; case: clamp
;; value: (5 0 10 0.5)
(define (clamp x lo hi) (max lo (min hi x)))
(list (clamp 5 0 10) (clamp -5 0 10) (clamp 15 0 10) (clamp 0.5 0.0 1.0))

;;; case: maximum by fold
;; value: (5 2.5 -1)
(define (maximum l) (let loop ((l (cdr l)) (m (car l))) (if (null? l) m (loop (cdr l) (max m (car l))))))
(list (maximum '(3 1 4 1 5)) (maximum '(2.5)) (maximum '(-3 -1 -2)))

;;; case: gradient of max
;; value: 1.5
;; gradient: a = 1.0, b = 0.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(max a b)

;;; case: gradient of min
;; value: 0.5
;; gradient: a = 0.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(min a b)

;;; case: gradient of max and min of many
;; value: 11.0
;; gradient: a = 2.0, b = 1.0, c = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define-parameter c 2.5)
(+ (min a b c) (* 3 (max b c a)) (* 2 (max b a 0.25)))

;;; case: gradient of max with a constant
;; value: 3.25
;; gradient: a = 3.0, b = 0.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(+ (* a (max a 1)) (max b 1))

;;; case: gradient of abs
;; value: 2.5
;; gradient: a = 1.0, b = -2.0
(define-parameter a 1.5)
(define-parameter b -0.5)
(+ (abs a) (* 2 (abs b)))

;;; case: gradient of a clamp
;; value: 1.5
;; gradient: a = 1.0, b = 0.0, c = 0.0
(define-parameter a 0.5)
(define-parameter b -0.5)
(define-parameter c 1.5)
(define (clamp x lo hi) (max lo (min hi x)))
(+ (clamp a 0 1) (clamp b 0 1) (clamp c 0 1))

;;; case: gradient of an L1 norm
;; value: 4.625
;; gradient: a = 0.0, b = 1.0
(define-parameter a 0.5)
(define-parameter b 2.5)
(define (l1 . v) (apply + (map abs v)))
(l1 (- a 1) (- b 2) (- a b -3) (+ b 0.125))

;;; case: gradient of a Huber loss
;; value: 2.125
;; gradient: a = 0.5, b = 1.0
(define-parameter a 0.5)
(define-parameter b 2.5)
(define (huber r) (if (<= (abs r) 1) (* 0.5 r r) (- (abs r) 0.5)))
(+ (huber a) (huber b))

;;; case: gradient of max applied to a list
;; value: 5.0
;; gradient: a = 0.0, b = 2.0
(define-parameter a 0.5)
(define-parameter b 2.5)
(apply max (list a (* 2 b) 1 -7.5))
