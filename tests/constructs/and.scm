;;; case: no expressions
;; value: #t
(and)

;;; case: one expression
;; value: (1 #f a)
(list (and 1) (and #f) (and 'a))

;;; case: the last value is the value
;; value: (f g)
(and (= 2 2) (> 2 1) '(f g))

;;; case: false stops
;; value: (#f #f #f)
(list (and (= 2 2) (< 2 1)) (and 1 #f 3) (and #f))

;;; case: expressions after a false one are not evaluated
;; value: (#f 0)
(define n 0)
(define r (and #t #f (begin (set! n 1) #t)))
(list r n)

;;; case: evaluated in order
;; value: (3 (3 2 1))
(define l '())
(define (t x) (set! l (cons x l)) x)
(define r (and (t 1) (t 2) (t 3)))
(list r l)

;;; case: zero and the empty list are true
;; value: end
(and 0 '() "" 'end)

;;; case: as a test
;; value: (other even-int other other)
(map (lambda (x) (if (and (number? x) (exact? x) (even? x)) 'even-int 'other)) '(1 2 2.0 a))

;;; case: guards a failing call
;; value: (1 #f #f)
(define (safe-head x) (and (pair? x) (car x)))
(list (safe-head '(1 2)) (safe-head 5) (safe-head '()))

;;; case: nested with or and not
;; value: (#f #t #t #f)
(define (xor a b) (and (or a b) (not (and a b))))
(list (xor #t #t) (xor #t #f) (xor #f #t) (xor #f #f))

;;; case: eight expressions
;; value: (8 #f #f)
(list (and 1 2 3 4 5 6 7 8) (and 1 2 3 4 5 6 7 #f) (and 1 2 3 #f 5 6 7 8))

;;; case: undefined variable that is not reached
;; value: #f
(and #f undefined-variable)

;;; case: the last expression is a tail call
;; value: (#t #f)
(define (all-positive? l) (or (null? l) (and (> (car l) 0) (all-positive? (cdr l)))))
(define (build n) (let loop ((n n) (l '())) (if (= n 0) l (loop (- n 1) (cons n l)))))
(list (all-positive? (build 100000)) (all-positive? (cons 1 (cons -1 (build 10)))))

;;; case: gradient through and
;; value: 0.75
;; gradient: a = 0.5, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(and (> a b) (* a b))

;;; case: gradient through and in arithmetic
;; value: 7.25
;; gradient: a = 9.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(+ (* (and a b (* a a)) (and 1 2 3)) (or (and (< a b) a) b))
