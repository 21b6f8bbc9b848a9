;;; case: a list of arguments
;; value: 7
(apply + (list 3 4))

;;; case: arguments before the list
;; value: (10 7 (1 2 3) (1 2))
(list (apply + 1 2 '(3 4)) (apply - 10 '(1 2)) (apply list 1 2 3 '()) (apply list 1 '(2)))

;;; case: empty list
;; value: (0 () none)
(list (apply + '()) (apply list '()) (apply (lambda () 'none) '()))

;;; case: user procedure
;; value: ((3 2 1) (3 2 1) (3 2 1))
(define (f a b c) (list c b a))
(list (apply f '(1 2 3)) (apply f 1 '(2 3)) (apply f 1 2 3 '()))

;;; case: rest procedure
;; value: ((1 ()) (1 (2 3)) (0 (1 2 3)))
(define (f a . r) (list a r))
(list (apply f '(1)) (apply f '(1 2 3)) (apply f 0 '(1 2 3)))

;;; case: compose from R7RS
;; value: 30
(define compose (lambda (f g) (lambda args (f (apply g args)))))
((compose sqrt *) 12 75)

;;; case: twenty arguments
;; value: (20 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1)
(define (f a b c d e f g h i j k l m n o p q r s t) (list t s r q p o n m l k j i h g f e d c b a))
(apply f '(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20))

;;; case: twenty arguments to a rest procedure
;; value: (1 2 18 207)
(define (f a b . r) (list a b (length r) (apply + r)))
(apply f 1 2 3 4 5 '(6 7 8 9 10 11 12 13 14 15 16 17 18 19 20))

;;; case: a thousand arguments
;; value: (500500 1000 1000 1000 998)
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(list (apply + (build 1000 '())) (apply max (build 1000 '())) (length (apply list (build 1000 '()))) (vector-length (apply vector (build 1000 '()))) (apply (lambda (a b . r) (length r)) (build 1000 '())))

;;; case: primitives
;; value: ((1 . 2) #(1 2 3) (1 2 3) 3 #t b #t)
(list (apply cons '(1 2)) (apply vector '(1 2 3)) (apply append '((1) (2 3) ())) (apply max '(3 1 2)) (apply < '(1 2 3)) (apply vector-ref (list (vector 'a 'b) 1)) (apply not '(#f)))

;;; case: apply of apply
;; value: (6 6)
(list (apply apply (list + (list 1 2 3))) (apply apply + 1 '((2 3))))

;;; case: map by apply
;; value: ((1 4) (2 5) (3 6))
(apply map list '((1 2 3) (4 5 6)))

;;; case: the list is not changed by the callee
;; value: (1 2 3)
(define l (list 1 2 3))
(apply (lambda (a . r) (set! a 'x) (set-car! r 'y) r) l)
l

;;; case: tail call
;; value: finished
(define (count n . rest) (if (= n 0) 'finished (apply count (- n 1) rest)))
(count 100000 'a 'b)

;;; case: apply in operand position
;; value: 10
(+ (apply * '(2 3)) (apply (lambda (x) x) '(4)))

;;; case: variable argument average
;; value: (2 1.5 0.5)
(define (average . xs) (/ (apply + xs) (length xs)))
(list (average 1 2 3) (average 1 2) (average 0.5))

;;; case: apply as a value
;; value: (3 2 24)
(map apply (list + - *) '((1 2) (5 3) (4 6)))

;;; case: gradient through apply of a primitive
;; value: 7.25
;; gradient: a = 2.5, b = 2.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(+ (apply + a b (list a 3)) (apply * (list a b)))

;;; case: gradient through apply of a procedure
;; value: 1.5
;; gradient: a = 1.0, b = -6.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(apply (lambda (x y z) (- (/ x y) z)) a (list b a))

;;; case: gradient through twenty arguments
;; value: 25.0
;; gradient: a = 10.0, b = 20.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(apply (lambda (x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 y1 y2 y3 y4 y5 y6 y7 y8 y9 y10)
         (+ x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 (* 2 (+ y1 y2 y3 y4 y5 y6 y7 y8 y9 y10))))
       (append (make-list 10 a) (make-list 10 b)))

;;; case: gradient through a rest list of a thousand
;; value: 750750.0
;; gradient: a = 500500.0
(define-parameter a 1.5)
(define (build n l) (if (= n 0) l (build (- n 1) (cons (* n a) l))))
(define (total . r) (apply + r))
(apply total (build 1000 '()))

;;; case: gradient through an average
;; value: 1.1666666666666667
;; gradient: a = 0.6666666666666666, b = 0.3333333333333333
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (average . xs) (/ (apply + xs) (length xs)))
(average a b a)
