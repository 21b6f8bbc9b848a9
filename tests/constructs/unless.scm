;;; case: taken
;; value: b
(unless (> 2 3) 'a 'b)

;;; case: taken with effects in order
;; value: (3 2 1)
(define l '())
(unless #f (set! l (cons 1 l)) (set! l (cons 2 l)) (set! l (cons 3 l)))
l

;;; case: not taken has no effect
;; value: 0
(define n 0)
(unless (> 3 2) (set! n 1) (set! n 2))
n

;;; case: any value but #f prevents it
;; value: 0
(define n 0)
(unless 0 (set! n 1))
(unless '() (set! n 2))
(unless "" (set! n 3))
n

;;; case: output
;; value: done
;; output: not same
(unless (eqv? 1 1.0) (display "not ") (display "same"))
'done

;;; case: nested with when
;; value: 11
(define n 0)
(unless #f (set! n (+ n 1)) (when #t (set! n (+ n 10)) (unless #t (set! n (+ n 100)))))
n

;;; case: the test is evaluated once
;; value: (value 1)
(define n 0)
(define (next) (set! n (+ n 1)) (> n 1))
(list (unless (next) 'value) n)

;;; case: tail call in unless
;; value: 100000
(define (count n acc) (unless (< n 0) (if (= n 0) acc (count (- n 1) (+ acc 1)))))
(count 100000 0)

;;; case: early exit of a loop
;; value: 6
(define (find-first p l)
  (let loop ((l l))
    (unless (null? l)
      (if (p (car l)) (car l) (loop (cdr l))))))
(find-first even? '(1 3 5 6 7 8))

;;; case: gradient through unless
;; value: 0.6666666666666666
;; gradient: a = -0.4444444444444444
(define-parameter a 1.5)
(unless (< a 1) 'ignored (/ 1 a))

;;; case: gradient through an assignment in unless
;; value: 8.5
;; gradient: a = 8.0, b = 0.0
(define-parameter a 1.5)
(define-parameter b 7.0)
(define x (* a a))
(unless (> a b) (set! x (+ x (* (+ a 1) (+ a 1)))))
(unless (< a b) (set! x b))
x
