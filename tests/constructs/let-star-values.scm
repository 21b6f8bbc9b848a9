;;; case: from R7RS
;; value: (x y x y)
(let ((a 'a) (b 'b) (x 'x) (y 'y))
  (let*-values (((a b) (values x y)) ((x y) (values a b)))
    (list a b x y)))

;;; case: one after the other
;; value: (1 2 3 6)
(let*-values (((a b) (values 1 2)) ((c) (+ a b)) ((d . e) (values (* c 2))))
  (list a b c d))

;;; case: a name again
;; value: 3
(let*-values (((a) 1) ((a) (+ a 1)) ((a) (+ a 1))) a)

;;; case: no clauses
;; value: 2
(let*-values () 2)

;;; case: a body with definitions
;; value: 3
(let*-values (((a b) (values 1 2))) (define c (+ a b)) c)

;;; case: too many values
;; error: arity 1:28
(let*-values (((a) 1) ((b) (values a 2))) b)

;;; case: malformed
;; error: syntax 1:1
(let*-values (((1) 2)) 3)

;;; case: gradient
;; value: 12.0
;; gradient: a = 16.0
(define-parameter a 2.0)
(let*-values (((x y) (values a (* a a))) ((z) (* x y))) (+ z y))
