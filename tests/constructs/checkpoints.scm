;;; case: checkpoint
;; value: (9.0 6.0)
(list (checkpoint (lambda () 9.0)) (gradient (lambda (x) (checkpoint (lambda () (* x x)))) 3.0))

;;; case: nested checkpoints
;; value: (27.0 27.0)
(define (f x) (checkpoint (lambda () (* x (checkpoint (lambda () (* x x)))))))
(list (gradient f 3.0) (derivative f 3.0))

;;; case: an inner checkpoint of what an outer one has computed
;; value: (405.0 405.0 1620.0)
(define (f x) (checkpoint (lambda () (let ((y (* x x))) (* (checkpoint (lambda () (let ((z (* y x))) (checkpoint (lambda () (* z y)))))) 1.0)))))
(list (gradient f 3.0) (derivative f 3.0) (* 3 (hessian f 3.0)))

;;; case: checkpoint of a structure
;; value: 15.0
(gradient (lambda (x) (let ((v (checkpoint (lambda () (list x (vector (* x x)) 'note 4))))) (+ (* (car v) (cadddr v)) (* 3 (vector-ref (cadr v) 0)) (- x)))) 2.0)
 
;;; case: checkpoint in a program
;; value: 8.0
;; gradient: a = 12.0
(define-parameter a 2.0)
(checkpoint (lambda () (* a (checkpoint (lambda () (* a a))))))

;;; case: second derivatives through a checkpoint
;; value: (12.0 12.0 12.0)
(define (f x) (checkpoint (lambda () (* x x x))))
(list (hessian f 2.0) (gradient (lambda (x) (gradient f x)) 2.0) (derivative (lambda (x) (gradient f x)) 2.0))

;;; case: a derivative inside of a checkpoint
;; value: 36.0
(gradient (lambda (x) (checkpoint (lambda () (* x (derivative (lambda (y) (* y y y)) x) 4/4)))) 2.0)

;;; case: checkpoint-loop
;; value: (8.0 12.0 12.0 12.0)
(define (f x) (checkpoint-loop 3 (lambda (i y) (* x y)) 1.0))
(list (f 2.0) (gradient f 2.0) (derivative f 2.0) (hessian f 2.0))

;;; case: checkpoint-loop by its start and its index
;; value: (1.0 6.0)
(define (f v) (car (checkpoint-loop 4 (lambda (i s) (list (+ (car s) (* i (cadr s))) (cadr s))) (list (car v) (cadr v)))))
(gradient f '(10.0 2.0))

;;; case: many steps with few snapshots
;; value: (500.0 500.0 500.0 500.0)
(define (g snapshots) (gradient (lambda (x) (checkpoint-loop 500 (lambda (i y) (+ x y)) 0.0 snapshots)) 2.0))
(map g '(0 1 3 100))

;;; case: no steps
;; value: (5.0 1.0)
(define (f x) (checkpoint-loop 0 (lambda (i y) (car y)) x))
(list (f 5.0) (gradient f 5.0))

;;; case: a thunk that assigns what lies outside
;; error: syntax 2:48
(define n 0)
(define (f x) (checkpoint (lambda () (+ (begin (set! n 1) 0) x))))

;;; case: a step that assigns what lies outside
;; error: syntax 1:61
(define (f x) (let ((n 0)) (checkpoint-loop 5 (lambda (i y) (set! n i) (+ n y)) x)))

;;; case: its own variables may be assigned
;; value: 6.0
(gradient (lambda (x) (checkpoint (lambda () (let ((y x)) (set! y (* y x)) y)))) 3.0)

;;; case: a thunk that computes something else the second time
;; error: user 3:37
(define n 0)
(define (count) (set! n (+ n 1)) n)
(define (f a) (gradient (lambda (x) (checkpoint (lambda () (* x (count))))) a))
(f 3.0)

;;; case: no thunk
;; error: type 1:1
(checkpoint 5)
