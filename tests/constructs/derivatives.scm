;;; case: gradient of a product
;; value: (5.0 2.0)
(gradient (lambda (v) (* (car v) (cadr v))) '(2.0 5.0))

;;; case: gradient in the structure of its argument
;; value: (6.0 #(0.0 (4.0)))
(gradient (lambda (v) (+ (* (car v) (car v)) (* 4 (car (vector-ref (cadr v) 1))))) '(3 #(1 (2))))

;;; case: derivative by an exact number
;; value: 6.0
(derivative (lambda (x) (* x x)) 3)

;;; case: derivative of a structure
;; value: (1.0 #(6.0) (0.0))
(derivative (lambda (x) (list x (vector (* x x)) '(7))) 3.0)

;;; case: value and gradient
;; value: (9.0 6.0)
(call-with-values (lambda () (value+gradient (lambda (x) (* x x)) 3.0)) list)

;;; case: jacobian with more values than inputs
;; value: (1.0 6.0 27.0)
(jacobian (lambda (x) (list x (* x x) (* x x x))) 3.0)

;;; case: jacobian with fewer values than inputs
;; value: (#(2.0 1.0 0.0) #(0.0 0.0 4.0))
(jacobian (lambda (v) (list (* (vector-ref v 0) (vector-ref v 1)) (* 4 (vector-ref v 2)))) #(1.0 2.0 3.0))

;;; case: hessian
;; value: ((10.0 4.0) (4.0 0.0))
(hessian (lambda (v) (* (car v) (car v) (cadr v))) '(2.0 5.0))

;;; case: jvp and vjp are transposed
;; value: (-21.0 -21.0)
(define (f v) (list (* (car v) (cadr v)) (- (car v))))
(define (dot a b) (apply + (map * a b)))
(list (dot '(2.0 3.0) (jvp f '(2.0 5.0) '(1.0 -7.0))) (+ (dot '(1.0 -7.0) (vjp f '(2.0 5.0) '(2.0 3.0))) 0))

;;; case: hessian-vector
;; value: (10.0 4.0)
(hessian-vector (lambda (v) (* (car v) (car v) (cadr v))) '(2.0 5.0) '(1.0 0.0))

;;; case: what does not depend on the input
;; value: (0.0 (0.0 0.0) 0.0)
(list (derivative (lambda (x) 5) 1.0) (gradient (lambda (v) 3.0) '(1 2)) (gradient (lambda (x) (floor x)) 2.5))

;;; case: no numbers, no derivatives
;; value: (() #())
(list (gradient (lambda (v) 1.0) '()) (gradient (lambda (v) 1.0) #()))

;;; case: through closures, assignments, vectors and tables
;; value: 36.0
(derivative
  (lambda (x)
    (let ((v (make-vector 2 x)) (t (make-equal-hash-table)) (s 0))
      (hash-table-set! t "k" (lambda (y) (* y (vector-ref v 0))))
      (vector-set! v 1 ((hash-table-ref t "k") x))
      (for-each (lambda (k) (set! s (+ s (* k (vector-ref v 1))))) '(1 2 3))
      s))
  3.0)

;;; case: through recursion, continuations, exceptions and promises
;; value: 108.0
(define (power x n) (if (= n 0) 1 (* x (power x (- n 1)))))
(derivative
  (lambda (x)
    (let ((p (delay (power x 3))))
      (+ (call/cc (lambda (k) (+ 1 (k (force p)))))
         (* 3 (guard (y ((number? y) y)) (raise (force p)))))))
  3.0)

;;; case: a derivative of a derivative of a program
;; value: 18.0
;; gradient: a = 12.0
(define-parameter a 3.0)
(* a (derivative (lambda (x) (* x a)) 5.0) 2)

;;; case: the derivative by a parameter of a derivative by an argument
;; value: 12.0
;; gradient: a = 4.0
(define-parameter a 3.0)
(derivative (lambda (x) (* a x x)) 2.0)

;;; case: an active number that has outlived its level is its value
;; value: (9.0 6.0 18.0)
(define leak 0)
(define g (gradient (lambda (x) (set! leak (* x x)) leak) 3.0))
(list leak g (gradient (lambda (x) (* x leak)) 2.0)) 
(list leak g (* 2 leak))

;;; case: leaving a derivative by a continuation
;; value: (out 4.0)
(define r (call/cc (lambda (k) (gradient (lambda (x) (k 'out)) 3.0))))
(list r (derivative (lambda (x) (* x x)) 2.0))

;;; case: a generator that is resumed inside one derivative
;; value: 7.0
(define (make-generator body)
  (define return #f)
  (define (yield x) (call/cc (lambda (next) (set! resume (lambda () (next #f))) (return x))))
  (define resume (lambda () (body yield) (return 'done)))
  (lambda () (call/cc (lambda (k) (set! return k) (resume)))))
(derivative
  (lambda (x)
    (let ((g (make-generator (lambda (yield) (yield (* 2 x)) (yield (* 5 x))))))
      (+ (g) (g))))
  3.0)

;;; case: the same continuation twice, inside of the level
;; value: 4.0
(derivative
  (lambda (x)
    (let ((k #f) (n 0) (s 0.0))
      (set! s (+ s (* x (call/cc (lambda (c) (set! k c) 1)))))
      (set! n (+ n 1))
      (if (< n 4) (k (+ n 1)) s)))
  3.0)

;;; case: a continuation back into a derivative that has ended
;; error: user 4:13
(define k #f) (define n 0)
(gradient (lambda (x) (* x (call/cc (lambda (c) (set! k c) 2.0)))) 3.0)
(set! n (+ n 1))
(if (< n 3) (k 10.0))

;;; case: a function whose value is no number
;; error: type 1:1
(gradient (lambda (x) (list x)) 2.0)

;;; case: an argument that is no number
;; error: type 1:1
(gradient (lambda (x) x) '(1 a))

;;; case: a direction of another shape
;; error: type 1:1
(jvp (lambda (v) (car v)) '(1 2) '(1 2 3))

;;; case: an error inside has its own place
;; error: type 1:25
(derivative (lambda (x) (car x)) 2.0)
