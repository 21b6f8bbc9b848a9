;;; case: one vector
;; value: #(1 4 9)
(vector-map (lambda (x) (* x x)) '#(1 2 3))

;;; case: R7RS example
;; value: #(b e h)
(vector-map cadr '#((a b) (d e) (g h)))

;;; case: two vectors
;; value: #(11 22)
(vector-map + '#(1 2) '#(10 20))

;;; case: three vectors
;; value: #((1 a "x") (2 b "y"))
(vector-map list '#(1 2) '#(a b) '#("x" "y"))

;;; case: empty vector
;; value: #()
(vector-map car '#())

;;; case: unequal lengths stop at the shortest
;; value: #(11 22)
(vector-map + '#(1 2 3) '#(10 20))

;;; case: the argument is not changed
;; value: (#(1 2 3) #(x -2 -3))
(let* ((v (vector 1 2 3)) (w (vector-map - v))) (vector-set! w 0 'x) (list v w))

;;; case: nested vectors
;; value: #(#(10 20) #(30))
(vector-map (lambda (row) (vector-map (lambda (x) (* 10 x)) row)) '#(#(1 2) #(3)))

;;; case: vector-for-each
;; value: #(0 1 4 9 16)
(let ((v (make-vector 5))) (vector-for-each (lambda (i) (vector-set! v i (* i i))) '#(0 1 2 3 4)) v)

;;; case: vector-for-each order
;; value: (c b a)
(define l '())
(vector-for-each (lambda (x) (set! l (cons x l))) '#(a b c))
l

;;; case: vector-for-each with two vectors
;; value: ((c . 3) (b . 2) (a . 1))
(define l '())
(vector-for-each (lambda (x y) (set! l (cons (cons x y) l))) '#(a b c) '#(1 2 3))
l

;;; case: vector-for-each with output
;; value: done
;; output: 1two3
(vector-for-each display '#(1 "two" #\3))
'done

;;; case: primitive as argument
;; value: (#(2 3 4) #(3 5))
(list (vector-map sqrt '#(4 9 16)) (vector-map max '#(1 5) '#(3 2)))

;;; case: dot product
;; value: 32
(define (dot a b) (apply + (vector->list (vector-map * a b))))
(dot '#(1 2 3) '#(4 5 6))

;;; case: gradient through vector-map
;; value: 6.5
;; gradient: a = 5.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((v (vector-map (lambda (x) (+ (* x x) (* 2 x))) (vector a b)))) (+ (vector-ref v 0) (vector-ref v 1)))

;;; case: gradient through a dot product
;; value: 8.75
;; gradient: a = 6.0, b = 4.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (dot a b) (apply + (vector->list (vector-map * a b))))
(dot (vector a b a) (vector a 4 3))

;;; case: gradient through vector-for-each
;; value: 3.25
;; gradient: a = 2.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define s 0.0)
(vector-for-each (lambda (x k) (set! s (+ s (* x k)))) (vector a b) (vector 2 b))
s
