;;; case: ranges
;; value: ((dah dah didah) (dah didah) (dah) #(1 8 2 8) #(2 8) #(2 8) #())
(list (vector->list '#(dah dah didah)) (vector->list '#(dah dah didah) 1) (vector->list '#(dah dah didah) 1 2) (vector-copy #(1 8 2 8)) (vector-copy #(1 8 2 8) 2) (vector-copy #(1 8 2 8) 2 4) (vector-copy #() 0))

;;; case: vector-copy!
;; value: (#(10 1 2 40 50) #(1 1 2 3 4) #(2 3 4 5 5) #(1 2))
(define a (vector 1 2 3 4 5))
(define b (vector 10 20 30 40 50))
(vector-copy! b 1 a 0 2)
(define c (vector 1 2 3 4 5))
(vector-copy! c 1 c 0 4)
(define d (vector 1 2 3 4 5))
(vector-copy! d 0 d 1)
(define e (vector 1 2))
(vector-copy! e 2 a 5)
(list b c d e)

;;; case: vector-append
;; value: (#(a b c d e f) #() #(1) #(1 2 3 4))
(list (vector-append #(a b c) #(d e f)) (vector-append) (vector-append #(1)) (vector-append #(1) #() #(2) #(3 4)))

;;; case: vector-fill! with ranges
;; value: (#(1 2 smash smash 5) #(0 0) #(1 2 x))
(define a (vector 1 2 3 4 5))
(vector-fill! a 'smash 2 4)
(define b (vector 1 2))
(vector-fill! b 0)
(define c (vector 1 2 3))
(vector-fill! c 'x 2)
(list a b c)

;;; case: vector-map and vector-for-each of several vectors
;; value: (#(b e h) #(11 22) #((1 a x) (2 b y)) (18 10 4) #())
(list (vector-map cadr '#((a b) (d e) (g h))) (vector-map + #(1 2) #(10 20)) (vector-map (lambda (x y z) (list x y z)) #(1 2) #(a b c) #(x y)) (let ((v '())) (vector-for-each (lambda (x y) (set! v (cons (* x y) v))) #(1 2 3) #(4 5 6)) v) (vector-map + #()))

;;; case: vector-map! and folds
;; value: (#(1 4 9) #(11 22 3) 6 (3 2 1) () (1 2 3) (z 3 1))
(define v (vector 1 2 3))
(vector-map! (lambda (x) (* x x)) v)
(define w (vector 1 2 3))
(vector-map! + w #(10 20))
(list v w (vector-fold + 0 #(1 2 3)) (vector-fold (lambda (l x) (cons x l)) '() #(1 2 3)) (vector-fold-right list '() #()) (vector-fold-right (lambda (l x) (cons x l)) '() #(1 2 3)) (vector-fold-right (lambda (s x y) (append s (list (+ x y)))) '(z) #(1 2) #(0 1 2)))

;;; case: searching and counting
;; value: (2 1 1 #f 2 #t #f 20 #t #f #f 1)
(list (vector-count even? #(1 2 4)) (vector-count < #(1 5) #(2 3 4)) (vector-index even? #(1 2 4)) (vector-index even? #(1 3)) (vector-index-right even? #(1 2 4)) (vector-any even? #(1 2)) (vector-any even? #(1 3)) (vector-every (lambda (x) (* 10 x)) #(1 2)) (vector-every even? #()) (vector-every even? #(1)) (vector-any < #(1 2) #(1 1)) (vector-index < #(1 2) #(1 3)))

;;; case: binary search
;; value: (0 2 4 #f #f #f)
(define v #(1 3 5 7 9))
(map (lambda (x) (vector-binary-search v x -)) '(1 5 9 0 4 10))

;;; case: making vectors
;; value: (#(0 1 4) #(0 1 4) #(0 1 4) #() #(1 2 0 0) #(2) #(1 2) #(3))
(list (make-initialized-vector 3 square) (build-vector 3 square) (vector-tabulate square 3) (vector-tabulate 0 square) (vector-grow #(1 2) 4) (subvector #(1 2 3) 1 2) (vector-head #(1 2 3) 2) (vector-tail #(1 2 3) 2))

;;; case: turning around
;; value: (#(3 2 1) #(1 3 2 4) #(4 3 2 1) #(3 2) (3 2 1) (2 1) #(3 2 1) #(1 3 2 4) 1 4 #f #t)
(define v (vector 1 2 3))
(vector-reverse! v)
(define w (vector 1 2 3 4))
(vector-reverse! w 1 3)
(define x (vector 4 2 3 1))
(vector-swap! x 0 3)
(vector-swap! x 1 2)
(list v w (vector-reverse-copy #(1 2 3 4)) (vector-reverse-copy #(1 2 3) 1) (reverse-vector->list #(1 2 3)) (reverse-vector->list #(1 2 3) 0 2) (reverse-list->vector '(1 2 3)) x (vector-first w) (vector-last w) (vector-empty? v) (vector-empty? #()))

;;; case: a large vector
;; value: (500000 499999 1000000)
(define v (make-initialized-vector 1000000 (lambda (i) i)))
(list (vector-count even? v) (vector-index (lambda (x) (= x 499999)) v) (vector-length (vector-append v)))

;;; case: vector-copy! without room
;; error: range 1:1
(vector-copy! (vector 1 2) 1 #(1 2))

;;; case: vector-append of a list
;; error: type 1:1
(vector-append #(1) '(2))

;;; case: vector->list beyond the end
;; error: range 1:1
(vector->list #(1 2) 1 3)

;;; case: subvector of a list
;; error: type 1:1
(subvector '(1 2) 0 1)

;;; case: vector-grow to less
;; error: type 1:1
(vector-grow #(1 2) 1)

;;; case: vector-ref with an inexact index
;; error: type 1:1
(vector-swap! (vector 1 2) 0 1.0)

;;; case: gradient through vectors
;; value: 20.0
;; gradient: a = 7.0, b = 5.0
(define-parameter a 1.5)
(define-parameter b 2.0)
(define v (vector a b a))
(vector-map! (lambda (x) (* 2.0 x)) v)
(vector-swap! v 0 1)
(define w (vector-append v (vector-copy v 0 1)))
(+ (vector-fold + 0.0 w) (vector-ref (vector-reverse-copy w) 1) (- (vector-last w) b) (vector-ref (vector-map * w #(2.0 0.5)) 1) -0.5)
