;;; case: from SRFI 8
;; value: (3 (1 2 3) (1 (2 3)))
(list (receive (a b) (values 1 2) (+ a b))
      (receive all (values 1 2 3) all)
      (receive (a . rest) (values 1 2 3) (list a rest)))

;;; case: one value
;; value: 6
(receive (x) (+ 1 2) (* x 2))

;;; case: a body with definitions
;; value: (1 2 3)
(receive (a b) (values 1 2) (define c (+ a b)) (list a b c))

;;; case: too few values
;; error: arity 1:16
(receive (a b) 1 a)

;;; case: malformed
;; error: syntax 1:1
(receive (a b) (values 1 2))

;;; case: gradient
;; value: 6.0
;; gradient: a = 3.0, b = 2.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(receive (x y) (values a b) (* x y))
