;;; case: perturbation confusion
;; value: 1.0
(derivative (lambda (x) (* x (derivative (lambda (y) (+ x y)) 1))) 1)

;;; case: perturbation confusion, reverse in forward, forward in reverse, reverse in reverse
;; value: (1.0 1.0 1.0)
(list
  (derivative (lambda (x) (* x (gradient (lambda (y) (+ x y)) 1))) 1)
  (gradient (lambda (x) (* x (derivative (lambda (y) (+ x y)) 1))) 1)
  (gradient (lambda (x) (* x (gradient (lambda (y) (+ x y)) 1))) 1))

;;; case: an inner function of the outer variable
;; value: 54.0
(derivative (lambda (x) (derivative (lambda (y) (* x x y y)) x)) 3.0)

;;; case: a derivative handed out (Manzyuk et al. 2019)
;; value: 0.0
(define (s u) (lambda (f) (lambda (x) (f (+ x u)))))
(define (d f) (lambda (x) (derivative f x)))
(derivative (lambda (u) ((d (lambda (x) (* x 1.0))) (+ u 5))) 3.0)

;;; case: third derivatives in all combinations
;; value: (24.0 24.0 24.0 24.0 24.0 24.0 24.0 24.0)
(define modes (list derivative gradient))
(define (cube x) (* 4 x x x))
(append-map (lambda (a)
  (append-map (lambda (b)
    (map (lambda (c) (a (lambda (x) (b (lambda (x) (c cube x)) x)) 1.0)) modes)) modes)) modes)

;;; case: six levels
;; value: 720.0
(define (nth n f) (if (= n 0) f (nth (- n 1) (lambda (x) (derivative f x)))))
((nth 6 (lambda (x) (expt x 6))) 1.0)

;;; case: a minimum inside, found by gradient descent
;; value: -1.0
;; tolerance: 1e-9
(define (argmin f x n) (if (= n 0) x (argmin f (- x (* 0.25 (derivative f x))) (- n 1))))
(derivative (lambda (a) (argmin (lambda (x) (expt (+ x a) 2)) 0.0 60)) 2.0)

;;; case: the gradient by parameters through a descent
;; value: -3.0
;; tolerance: 1e-9
;; gradient: a = -1
(define-parameter a 3.0)
(define (argmin f x n) (if (= n 0) x (argmin f (- x (* 0.25 (gradient f x))) (- n 1))))
(argmin (lambda (x) (expt (+ x a) 2)) 0.0 60)
