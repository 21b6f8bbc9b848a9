;;; case: two
;; value: (1 2)
(define-values (a b) (values 1 2))
(list a b)

;;; case: one
;; value: 5
(define-values (a) 5)
a

;;; case: none
;; value: (done)
(define log '())
(define-values () (begin (set! log '(done)) (values)))
log

;;; case: a rest
;; value: (1 (2 3) (4 5) ())
(define-values (a . b) (values 1 2 3))
(define-values c (values 4 5))
(define-values (d . e) (values 1))
(list a b c e)

;;; case: in a body
;; value: (1 2 3)
(define (f)
  (define-values (a b) (values 1 2))
  (define c (+ a b))
  (list a b c))
(f)

;;; case: in a body, from R7RS
;; value: 3
(let ()
  (define-values (x y) (values 1 2))
  (+ x y))

;;; case: in a body with a rest
;; value: ((1 (2 3)) 3)
(define (f . args)
  (define-values (a . b) (apply values args))
  (define n (length args))
  (list (list a b) n))
(f 1 2 3)

;;; case: procedures
;; value: (#t #f)
(define-values (my-even? my-odd?)
  (values (lambda (n) (or (= n 0) (my-odd? (- n 1))))
          (lambda (n) (and (> n 0) (my-even? (- n 1))))))
(list (my-even? 10) (my-odd? 10))

;;; case: assigned afterwards
;; value: (7 2)
(define-values (a b) (values 1 2))
(set! a 7)
(list a b)

;;; case: too many values
;; error: arity 1:22
(define-values (a b) (values 1 2 3))

;;; case: too few values
;; error: arity 1:22
(define-values (a b) 1)

;;; case: too few values for a rest
;; error: arity 1:26
(define-values (a b . c) (values 1))

;;; case: twice in one body
;; error: syntax 1:9
(let () (define-values (a a) (values 1 2)) a)

;;; case: malformed
;; error: syntax 1:1
(define-values (a 1) 2)

;;; case: no expression
;; error: syntax 1:1
(define-values (a))

;;; case: gradient
;; value: 13.0
;; gradient: a = 4.0, b = 6.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(define-values (x y) (values (* a a) (* b b)))
(+ x y)
