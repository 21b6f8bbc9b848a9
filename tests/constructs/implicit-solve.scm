;;; case: a square root
;; value: (2.0 0.25)
(define (root a) (implicit-solve (lambda (x) (- (* x x) a)) 1.0))
(list (root 4.0) (derivative root 4.0))

;;; case: higher derivatives
;; value: (-0.03125 -0.03125 0.01171875)
;; tolerance: 1e-12
(define (root a) (implicit-solve (lambda (x) (- (* x x) a)) 1.0))
(list (derivative (lambda (a) (derivative root a)) 4.0) (hessian root 4.0)
      (derivative (lambda (a) (derivative (lambda (a) (derivative root a)) a)) 4.0))

;;; case: a system
;; value: ((2.0 1.0) (2.0 -2.0))
;; tolerance: 1e-12
(define (f sum product) (implicit-solve (lambda (v) (list (- (+ (car v) (cadr v)) sum) (- (* (car v) (cadr v)) product))) '(5.0 1.0)))
(list (f 3.0 2.0) (list (derivative (lambda (s) (car (f s 2.0))) 3.0) (* 2 (derivative (lambda (p) (car (f 3.0 p))) 2.0))))

;;; case: by a parameter
;; value: 2.0
;; gradient: a = 0.25
(define-parameter a 4.0)
(implicit-solve (lambda (x) (- (* x x) a)) 1.0)

;;; case: in a vector
;; value: #(0.5 2.0)
(implicit-solve (lambda (v) (vector (- (* 2 (vector-ref v 0)) 1) (- (vector-ref v 1) 2))) #(0 0))

;;; case: no root
;; error: user 1:1
(implicit-solve (lambda (x) (+ (* x x) 1)) 3.0)

;;; case: a singular Jacobian
;; error: user 1:1
(implicit-solve (lambda (x) (+ (* x x) 1)) 0.0)

;;; case: a residual of another shape
;; error: type 1:1
(implicit-solve (lambda (x) (list x)) 3.0)
