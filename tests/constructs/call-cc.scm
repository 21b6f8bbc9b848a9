;;; case: escapes from a loop
;; value: -3
(call/cc (lambda (return) (for-each (lambda (x) (if (negative? x) (return x))) '(54 0 37 -3 245 19)) #t))

;;; case: a continuation that is never called
;; value: (1 4)
(list (call/cc (lambda (k) 1)) (+ 1 (call-with-current-continuation (lambda (k) (+ 2 (k 3))))))

;;; case: of itself
;; value: 10
(let ((k (call/cc (lambda (c) c)))) (if (procedure? k) (k 5) (* k 2)))

;;; case: entered again
;; value: (301 4)
;; output: 11 101 201 301 
(define k #f)
(define n 0)
(define x (+ 1 (call/cc (lambda (c) (set! k c) 10))))
(display x)
(display " ")
(set! n (+ n 1))
(if (< n 4) (k (* n 100)))
(list x n)

;;; case: several values
;; value: ((1 2 3) ())
(list (call-with-values (lambda () (call/cc (lambda (k) (k 1 2 3)))) list)
      (call-with-values (lambda () (call/cc (lambda (k) (k)))) list))

;;; case: of map, entered again, leaves earlier results as they were
;; value: 16
(let ((k* #f) (y* 1))
  (set! y* (* (car (map (lambda (x) (call/cc (lambda (k) (set! k* k) x))) '(2 3))) y*))
  (if (< y* 10) (k* 7))
  y*)

;;; case: the length of a list, or #f
;; value: (4 #f)
(define (list-length obj)
  (call/cc (lambda (return)
    (letrec ((r (lambda (obj) (cond ((null? obj) 0) ((pair? obj) (+ (r (cdr obj)) 1)) (else (return #f))))))
      (r obj)))))
(list (list-length '(1 2 3 4)) (list-length '(a b . c)))

;;; case: the path that was taken has the derivative
;; value: 6.25
;; gradient: a = 5.0, b = 0.0
(define-parameter a 2.5)
(define-parameter b 3.0)
(call/cc (lambda (k) (* b (k (* a a)))))

;;; case: a re-entered path has the derivative
;; value: 8.0
;; gradient: a = 12.0
(define-parameter a 2.0)
(define k #f)
(define n 0)
(define y (* a (call/cc (lambda (c) (set! k c) a))))
(set! n (+ n 1))
(if (< n 2) (k y))
y

;;; case: no procedure
;; error: not-procedure 1:7
(list (call/cc 5))

;;; case: a receiver of two arguments
;; error: arity 1:1
(call/cc (lambda (a b) a))
