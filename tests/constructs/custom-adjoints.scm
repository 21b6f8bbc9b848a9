;;; case: stop-gradient
;; value: (3.0 (0.0 1.0))
(list (derivative (lambda (x) (* x (stop-gradient x))) 3.0)
      (gradient (lambda (v) (+ (car (stop-gradient v)) (cadr v))) '(1 2)))

;;; case: stop-gradient under a parameter
;; value: 9.0
;; gradient: a = 3.0
(define-parameter a 3.0)
(* a (stop-gradient a))

;;; case: with-adjoint
;; value: 7.0
(derivative (with-adjoint (lambda (x) (* x x)) (lambda (w x) (* 7 w))) 3.0)

;;; case: with-adjoint of several arguments and structures
;; value: ((10.0 20.0) 30.0)
(define f (with-adjoint (lambda (v y) (* (car v) (cadr v) y)) (lambda (w v y) (list (list (* 10 w) (* 20 w)) (* 30 w)))))
(gradient (lambda (p) (f (car p) (cadr p))) '((1.0 2.0) 3.0))

;;; case: with-adjoint of several values
;; value: 4001.0
(define f (with-adjoint (lambda (x) (list x (* x x))) (lambda (w x) (+ (car w) (* 1000 (cadr w))))))
(gradient (lambda (x) (let ((v (f x))) (+ (car v) (* 4 (cadr v))))) 2.0)

;;; case: with-adjoint forwards
;; value: (1.0 2000.0)
(define f (with-adjoint (lambda (x) (list x (* x x))) (lambda (w x) (+ (car w) (* 1000 (cadr w))))))
(jvp (lambda (x) (let ((v (f x))) (list (car v) (* 2 (cadr v))))) 2.0 1.0)

;;; case: with-adjoint for the derivative of a program
;; value: 9.0
;; gradient: a = 70.0
(define-parameter a 3.0)
(* ((with-adjoint (lambda (x) 9.0) (lambda (w x) (* 10 w))) (* 7 a)) 1)

;;; case: its second derivative is the derivative of the pullback
;; value: (12.0 12.0 12.0 12.0)
(define cube (with-adjoint (lambda (x) (* x x x)) (lambda (w x) (* 3 w x x))))
(list (hessian cube 2.0) (derivative (lambda (x) (derivative cube x)) 2.0) (gradient (lambda (x) (gradient cube x)) 2.0)
      (derivative (lambda (x) (gradient cube x)) 2.0))

;;; case: second derivatives of a program with it
;; value: 12.0
;; gradient: a = 12.0
(define-parameter a 2.0)
(define cube (with-adjoint (lambda (x) (* x x x)) (lambda (w x) (* 3 w x x))))
(gradient cube a)
 
;;; case: no derivative by one argument
;; value: (0.0 5.0)
(define f (with-adjoint (lambda (x y) (* x y)) (lambda (w x y) (list #f (* w 5)))))
(gradient (lambda (v) (f (car v) (cadr v))) '(2 3))

;;; case: without a derivative it is the procedure
;; value: (3 6)
(define f (with-adjoint + (lambda (w . rest) (error "not called"))))
(list (f 1 2) (apply f '(1 2 3)))

;;; case: a pullback that answers too little
;; error: type 2:23
(define f (with-adjoint (lambda (x y) (* x y)) (lambda (w x y) (list w))))
(gradient (lambda (v) (f (car v) (cadr v))) '(2 3))

;;; case: no procedure
;; error: type 1:1
(with-adjoint car 5)
