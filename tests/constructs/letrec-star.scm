;;; case: later inits see earlier variables
;; value: (1 2 20)
(letrec* ((x 1) (y (+ x 1)) (z (* y 10))) (list x y z))

;;; case: earlier procedures see later variables
;; value: 42
(letrec* ((f (lambda () (* 2 y))) (y 21)) (f))

;;; case: an init calls an earlier procedure
;; value: (120 720)
(letrec* ((fact (lambda (n) (if (= n 0) 1 (* n (fact (- n 1)))))) (x (fact 5)) (y (fact 6))) (list x y))

;;; case: R7RS example
;; value: 5
(letrec* ((p (lambda (x) (+ 1 (q (- x 1)))))
          (q (lambda (y) (if (zero? y) 0 (+ 1 (p (- y 1))))))
          (x (p 5))
          (y x))
  y)

;;; case: mutual recursion
;; value: (pong ping)
(letrec* ((ping (lambda (n) (if (= n 0) 'ping (pong (- n 1))))) (pong (lambda (n) (if (= n 0) 'pong (ping (- n 1)))))) (list (ping 3) (ping 4)))

;;; case: no variables
;; value: 1
(letrec* () 1)

;;; case: effects in order
;; value: (1 2 3 (3 2 1))
(define l '())
(define (note x) (set! l (cons x l)) x)
(letrec* ((a (note 1)) (b (note 2)) (c (note 3))) (list a b c l))

;;; case: assigned variable
;; value: (2 3 3)
(letrec* ((n 1) (inc (lambda () (set! n (+ n 1)) n)) (a (inc)) (b (inc))) (list a b n))

;;; case: use before initialisation
;; error: uninitialized 1:17
(letrec* ((a (+ b 1)) (b 2)) (list a b))

;;; case: use before initialisation through a call
;; error: uninitialized 1:25
(letrec* ((f (lambda () y))
          (x (f))
          (y 2))
  x)

;;; case: use of itself
;; error: uninitialized 1:25
(letrec* ((a 1) (b (+ a b))) b)

;;; case: gradient through a chain
;; value: 13.5
;; gradient: a = 12.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.75)
(letrec* ((x (* a a)) (f (lambda (k) (* k (+ x y)))) (y (+ a b)) (z (f 3))) z)

;;; case: gradient through recursion
;; value: 7.59375
;; gradient: a = 25.3125
(define-parameter a 1.5)
(letrec* ((pow (lambda (x n) (if (= n 0) 1 (* x (pow x (- n 1)))))) (y (pow a 5))) y)
