;;; case: the value of the last expression
;; value: 3
(begin 1 2 3)

;;; case: one expression
;; value: only
(begin 'only)

;;; case: effects in order
;; value: 6
(define x 0)
(and (= x 0) (begin (set! x 5) (+ x 1)))

;;; case: definitions at top level
;; value: 42
(begin (define a 1) (define (f x) (+ x a)))
(f 41)

;;; case: nested begins with definitions at top level
;; value: (1 2 3)
(begin (begin (define a 1)) (begin (begin (define b (+ a 1)) (define c (+ b 1)))))
(list a b c)

;;; case: empty begin at top level
;; value: ok
(begin)
'ok

;;; case: definitions in a body
;; value: (1 2 3)
(define (f)
  (begin (define a 1) (define b 2))
  (define c (+ a b))
  (list a b c))
(f)

;;; case: in an operand
;; value: 6
(+ 1 (begin 'ignored 2) 3)

;;; case: nested
;; value: 5
(begin (begin 1 (begin 2 (begin 3))) (begin 4 (begin 5)))

;;; case: in a branch
;; value: (2 1)
(define l '())
(if #t (begin (set! l (cons 1 l)) (set! l (cons 2 l)) 'then) (begin (set! l (cons 3 l)) 'else))
l

;;; case: output
;; value: done
;; output: a"b"3\n
(begin (display "a") (write "b") (display 3) (newline) 'done)

;;; case: the last expression is a tail call
;; value: finished
(define (count n) (begin 'ignored (if (= n 0) 'finished (begin (count (- n 1))))))
(count 100000)

;;; case: mixed definitions and expressions at top level
;; value: (2 20)
(begin
  (define n 1)
  (set! n (+ n 1))
  (define m (* n 10)))
(list n m)

;;; case: gradient through begin
;; value: 2.25
;; gradient: a = 3.0
(define-parameter a 1.5)
(begin 1 a (* a a))

;;; case: gradient through assignments in begin
;; value: 10.5625
;; gradient: a = 19.5, b = 0.0
(define-parameter a 1.5)
(define-parameter b 1.5)
(define x b)
(begin (set! x (* a a)) (set! x (+ x 1)) (set! x (* x x)) x)
