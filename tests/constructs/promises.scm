;;; case: delay and force
;; value: (3 (3 3))
(list (force (delay (+ 1 2))) (let ((p (delay (+ 1 2)))) (list (force p) (force p))))

;;; case: evaluated once
;; value: (5 5)
;; output: once 
(define p (delay (begin (display "once ") 5)))
(list (force p) (force p))

;;; case: a stream
;; value: 2
(define integers (letrec ((next (lambda (n) (delay (cons n (next (+ n 1))))))) (next 0)))
(define (head stream) (car (force stream)))
(define (tail stream) (cdr (force stream)))
(head (tail (tail integers)))

;;; case: forced again while it is evaluated
;; value: (6 6)
(define count 0)
(define x 5)
(define p (delay (begin (set! count (+ count 1)) (if (> count x) count (force p)))))
(list (force p) (begin (set! x 10) (force p)))

;;; case: a loop of delay-force in constant room
;; value: done
(define (loop n) (if (= n 0) (delay 'done) (delay-force (loop (- n 1)))))
(force (loop 20000))

;;; case: filtering a stream
;; value: 5
(define integers (letrec ((next (lambda (n) (delay (cons n (next (+ n 1))))))) (next 0)))
(define (stream-filter p? s)
  (delay-force (let ((v (force s))) (if (p? (car v)) (delay (cons (car v) (stream-filter p? (cdr v)))) (stream-filter p? (cdr v))))))
(car (force (cdr (force (cdr (force (stream-filter odd? integers)))))))

;;; case: make-promise
;; value: (5 #t #f)
(list (force (make-promise 5)) (promise? (make-promise 5)) (promise? 5))

;;; case: an exception leaves the promise unforced
;; value: (early 2 2)
(define n 0)
(define p (delay (begin (set! n (+ n 1)) (if (< n 2) (raise 'early) n))))
(let ((first (guard (e (#t e)) (force p)))) (list first (force p) (force p)))

;;; case: the derivative waits in a promise
;; value: 8.0
;; gradient: a = 12.0
(define-parameter a 2.0)
(define p (delay (* a a)))
(* (force p) (force (delay-force (make-promise a))))

;;; case: an error when it is forced
;; error: type 1:18
(define p (delay (car 5)))
(force p)
