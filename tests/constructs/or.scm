;;; case: no expressions
;; value: #f
(or)

;;; case: one expression
;; value: (1 #f a)
(list (or 1) (or #f) (or 'a))

;;; case: the first true value is the value
;; value: (b c)
(or (memq 'b '(a b c)) (/ 3 0))

;;; case: all false
;; value: #f
(or #f #f #f)

;;; case: the last value
;; value: (x y)
(or #f (= 1 2) '(x y))

;;; case: expressions after a true one are not evaluated
;; value: (7 0)
(define n 0)
(define r (or #f 7 (begin (set! n 1) #t)))
(list r n)

;;; case: evaluated in order
;; value: (#f (3 2 1))
(define l '())
(define (t x) (set! l (cons x l)) #f)
(define r (or (t 1) (t 2) (t 3)))
(list r l)

;;; case: a value is computed once
;; value: (1 1)
(define n 0)
(define (next) (set! n (+ n 1)) n)
(list (or #f (next) (next)) n)

;;; case: zero is true
;; value: 0
(or 0 1)

;;; case: default value
;; value: (1 default)
(define (lookup k al) (or (and (assq k al) (cdr (assq k al))) 'default))
(list (lookup 'a '((a . 1))) (lookup 'b '((a . 1))))

;;; case: a variable called t, temp or x does not interfere
;; value: (5 6 7)
(let ((t 5) (temp 6) (x 7)) (list (or #f t) (or #f temp) (or #f x)))

;;; case: a variable called if does not interfere
;; value: (1 2 3)
(let ((if list)) (or #f (if 1 2 3)))

;;; case: eight expressions
;; value: 8
(or #f #f #f #f #f #f #f 8)

;;; case: undefined variable that is not reached
;; value: fine
(or 'fine undefined-variable)

;;; case: the last expression is a tail call
;; value: (#f #t)
(define (any-zero? l) (and (pair? l) (or (= (car l) 0) (any-zero? (cdr l)))))
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(list (any-zero? (build 100000 '())) (any-zero? (build 100000 '(0))))

;;; case: gradient through or
;; value: 2.25
;; gradient: a = 3.0, b = 0.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(or #f (and (> a b) (* a a)) b)

;;; case: gradient through or in arithmetic
;; value: 5.0
;; gradient: a = 2.0, b = -10.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(/ (or (+ a 1) b) (or (and (> b a) a) b))
