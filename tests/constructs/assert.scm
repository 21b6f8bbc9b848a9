;;; case: what holds
;; value: (#t 5 (1))
(list (assert (< 1 2)) (assert 5) (assert (list 1) "not reached"))

;;; case: what does not hold
;; error: user 2:1
(define x 1)
(assert (> x 1))

;;; case: with a message
;; error: user 1:1
(assert (= 1 2) "not equal:" 1 2)

;;; case: gradient through assert
;; value: 6.0
;; gradient: a = 3.0
(define-parameter a 2.0)
(* 3.0 (assert a))
