;;; case: R7RS example
;; value: #(0 1 4 9 16)
(let ((v (make-vector 5)))
  (for-each (lambda (i) (vector-set! v i (* i i))) '(0 1 2 3 4))
  v)

;;; case: order is from left to right
;; value: (4 3 2 1)
(define l '())
(for-each (lambda (x) (set! l (cons x l))) '(1 2 3 4))
l

;;; case: two lists
;; value: (90 40 10)
(define l '())
(for-each (lambda (a b) (set! l (cons (* a b) l))) '(1 2 3) '(10 20 30))
l

;;; case: three lists
;; value: ((2 y q) (1 x p))
(define l '())
(for-each (lambda (a b c) (set! l (cons (list a b c) l))) '(1 2) '(x y) '(p q))
l

;;; case: unequal lengths stop at the shortest
;; value: ((2 . y) (1 . x))
(define l '())
(for-each (lambda (a b) (set! l (cons (cons a b) l))) '(1 2 3) '(x y))
l

;;; case: empty list
;; value: 0
(define n 0)
(for-each (lambda (x) (set! n 1)) '())
n

;;; case: output
;; value: done
;; output: a,b,c,4.5,12
(for-each (lambda (x) (display x) (display ",")) '(a "b" #\c 4.5))
(for-each display '(1 2))
'done

;;; case: nested
;; value: 15
(define n 0)
(for-each (lambda (row) (for-each (lambda (x) (set! n (+ n x))) row)) '((1 2) (3) () (4 5)))
n

;;; case: a long list
;; value: 5000050000
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(define s 0)
(for-each (lambda (x) (set! s (+ s x))) (build 100000 '()))
s

;;; case: elements are changed in place
;; value: ((10) (20))
(define cells (list (list 1) (list 2)))
(for-each (lambda (c) (set-car! c (* 10 (car c)))) cells)
cells

;;; case: gradient through an accumulator
;; value: 4.5
;; gradient: a = 4.0, b = 2.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define s 0)
(for-each (lambda (x) (set! s (+ s (* x x) x))) (list a b))
s

;;; case: gradient through two lists
;; value: 5.25
;; gradient: a = 2.5, b = 4.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define s 0.0)
(for-each (lambda (x y) (set! s (+ s (* x y)))) (list a b a) (list 2 3 b))
s

;;; case: gradient through a vector filled by for-each
;; value: 8.125
;; gradient: a = 10.75
;; tolerance: 1e-12
(define-parameter a 1.5)
(define v (make-vector 4 0))
(for-each (lambda (i) (vector-set! v i (expt a i))) '(0 1 2 3))
(+ (vector-ref v 0) (vector-ref v 1) (vector-ref v 2) (vector-ref v 3))
