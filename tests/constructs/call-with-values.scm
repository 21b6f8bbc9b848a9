;;; case: from R7RS
;; value: (5 -1)
(list (call-with-values (lambda () (values 4 5)) (lambda (a b) b)) (call-with-values * -))

;;; case: none, one and many
;; value: (() (1) 45)
(list (call-with-values (lambda () (values)) list) (call-with-values (lambda () 1) list)
      (call-with-values (lambda () (apply values (iota 10))) +))

;;; case: nested
;; value: (3 2 1)
(call-with-values (lambda () (call-with-values (lambda () (values 1 2)) (lambda (a b) (values (+ a b) (* a b) a)))) list)

;;; case: through a continuation
;; value: (2 1)
(call-with-values (lambda () (call/cc (lambda (k) (k 1 2)))) (lambda (a b) (list b a)))

;;; case: in tail position
;; value: done
(define (count n) (if (= n 0) 'done (call-with-values (lambda () (values (- n 1) 'x)) (lambda (m ignored) (count m)))))
(count 100000)

;;; case: producer before consumer
;; value: 2
;; output: producer consumer 
(call-with-values (lambda () (display "producer ") (values 1 2)) (lambda all (display "consumer ") (length all)))

;;; case: the derivatives of all values
;; value: 23.0
;; gradient: a = 11.0, b = 5.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(call-with-values (lambda () (values (* a b) (* a a) b)) (lambda (x y z) (+ x (* 2 y) (* z 3))))

;;; case: no consumer
;; error: not-procedure 2:3
(define (f)
  (call-with-values (lambda () 7) 5))
(f)

;;; case: one value for a consumer of two
;; error: arity 2:3
(define (f)
  (call-with-values (lambda () 7) (lambda (a b) a)))
(f)
