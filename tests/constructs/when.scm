;;; case: taken
;; value: b
(when (> 3 2) 'a 'b)

;;; case: taken with effects in order
;; value: (3 2 1)
(define l '())
(when #t (set! l (cons 1 l)) (set! l (cons 2 l)) (set! l (cons 3 l)))
l

;;; case: not taken has no effect
;; value: 0
(define n 0)
(when (> 2 3) (set! n 1) (set! n 2))
n

;;; case: any value but #f
;; value: (zero null empty)
(list (when 0 'zero) (when '() 'null) (when "" 'empty))

;;; case: output
;; value: done
;; output: equal\n
(when (= 1 1.0) (display "equal") (newline))
(when (eqv? 1 1.0) (display "same") (newline))
'done

;;; case: nested
;; value: 11
(define n 0)
(when #t (set! n (+ n 1)) (when #t (set! n (+ n 10)) (when #f (set! n (+ n 100)))))
n

;;; case: the test is evaluated once
;; value: (10 1)
(define n 0)
(define (next) (set! n (+ n 1)) n)
(list (when (next) (* n 10)) n)

;;; case: tail call in when
;; value: done
(define (count n) (when (> n 0) (count (- n 1))))
(count 100000)
'done

;;; case: tail call in when with a value
;; value: 200000
(define (down n acc) (when #t acc (if (= n 0) acc (down (- n 1) (+ acc 2)))))
(down 100000 0)

;;; case: an effect in a loop
;; value: 63
(define s 0)
(do ((i 0 (+ i 1))) ((= i 20))
  (when (= (modulo i 3) 0) (set! s (+ s i))))
s

;;; case: gradient through when
;; value: 2.25
;; gradient: a = 3.0
(define-parameter a 1.5)
(when (> a 1) 'ignored (* a a))

;;; case: gradient through an assignment in when
;; value: 3.75
;; gradient: a = 4.0
(define-parameter a 1.5)
(define x a)
(when (> a 1) (set! x (+ x (* a a))))
(when (> a 2) (set! x (* x x)))
x
