;;; case: immediate application
;; value: 8
((lambda (x) (+ x x)) 4)

;;; case: no parameters
;; value: 42
((lambda () 42))

;;; case: result of lambda is a procedure
;; value: #t
(procedure? (lambda (x) x))

;;; case: subtract in reverse
;; value: 3
(define reverse-subtract (lambda (x y) (- y x)))
(reverse-subtract 7 10)

;;; case: closure keeps its variable
;; value: 10
(define add4 (let ((x 4)) (lambda (y) (+ x y))))
(add4 6)

;;; case: rest only
;; value: (3 4 5 6)
((lambda x x) 3 4 5 6)

;;; case: fixed and rest
;; value: (5 6)
((lambda (x y . z) z) 3 4 5 6)

;;; case: rest with 0 to 8 arguments
;; value: (() (1) (1 2) (1 2 3) (1 2 3 4) (1 2 3 4 5) (1 2 3 4 5 6) (1 2 3 4 5 6 7) (1 2 3 4 5 6 7 8))
(define f (lambda r r))
(list (f) (f 1) (f 1 2) (f 1 2 3) (f 1 2 3 4) (f 1 2 3 4 5) (f 1 2 3 4 5 6) (f 1 2 3 4 5 6 7) (f 1 2 3 4 5 6 7 8))

;;; case: one fixed and a rest with 1 to 8 arguments
;; value: ((0) (1 2) (2 2 3) (3 2 3 4) (4 2 3 4 5) (5 2 3 4 5 6) (6 2 3 4 5 6 7) (7 2 3 4 5 6 7 8))
(define f (lambda (a . r) (cons (length r) r)))
(list (f 1) (f 1 2) (f 1 2 3) (f 1 2 3 4) (f 1 2 3 4 5) (f 1 2 3 4 5 6) (f 1 2 3 4 5 6 7) (f 1 2 3 4 5 6 7 8))

;;; case: three fixed and a rest
;; value: ((3 2 1 ()) (3 2 1 (4)) (3 2 1 (4 5)))
(define f (lambda (a b c . r) (list c b a r)))
(list (f 1 2 3) (f 1 2 3 4) (f 1 2 3 4 5))

;;; case: five fixed and a rest
;; value: ((5 4 3 2 1 ()) (5 4 3 2 1 (6)) (5 4 3 2 1 (6 7 8 9 10)))
(define f (lambda (a b c d e . r) (list e d c b a r)))
(list (f 1 2 3 4 5) (f 1 2 3 4 5 6) (f 1 2 3 4 5 6 7 8 9 10))

;;; case: the rest list is fresh
;; value: ((changed 2 3) (1 2 3))
(define r0 '(1 2 3))
(define (f . r) (set-car! r 'changed) r)
(list (apply f r0) r0)

;;; case: ten parameters
;; value: (10 9 8 7 6 5 4 3 2 1)
((lambda (a b c d e f g h i j) (list j i h g f e d c b a)) 1 2 3 4 5 6 7 8 9 10)

;;; case: twenty parameters
;; value: -10
((lambda (a b c d e f g h i j k l m n o p q r s t)
   (- (+ a c e g i k m o q s) (+ b d f h j l n p r t)))
 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)

;;; case: eight parameters and a rest
;; value: ((8 7 ()) (8 7 (9)) (8 7 (9 10 11)))
(define (f a b c d e f g h . r) (list h g r))
(list (f 1 2 3 4 5 6 7 8) (f 1 2 3 4 5 6 7 8 9) (f 1 2 3 4 5 6 7 8 9 10 11))

;;; case: several body expressions, the last is the value
;; value: 15
((lambda (x) 'ignored (* x 2) (* x 3)) 5)

;;; case: lambda in operator position of an application of its result
;; value: (1 2)
(((lambda (x) (lambda (y) (list x y))) 1) 2)

;;; case: five levels of nesting
;; value: (1 2 3 4 5)
(((((lambda (a) (lambda (b) (lambda (c) (lambda (d) (lambda (e) (list a b c d e)))))) 1) 2) 3) 4)
((((((lambda (a) (lambda (b) (lambda (c) (lambda (d) (lambda (e) (list a b c d e)))))) 1) 2) 3) 4) 5)

;;; case: Y combinator
;; value: 3628800
(define Y
  (lambda (f)
    ((lambda (x) (f (lambda (v) ((x x) v))))
     (lambda (x) (f (lambda (v) ((x x) v)))))))
((Y (lambda (self) (lambda (n) (if (= n 0) 1 (* n (self (- n 1))))))) 10)

;;; case: Church numerals
;; value: (0 5 18 8)
(define zero (lambda (f) (lambda (x) x)))
(define (succ n) (lambda (f) (lambda (x) (f ((n f) x)))))
(define (plus a b) (lambda (f) (lambda (x) ((a f) ((b f) x)))))
(define (times a b) (lambda (f) (a (b f))))
(define (church->int n) ((n (lambda (x) (+ x 1))) 0))
(define two (succ (succ zero)))
(define three (succ two))
(list (church->int zero) (church->int (plus two three)) (church->int (times three (times two three))) (church->int (three two)))

;;; case: pairs as procedures
;; value: (1 2 2)
(define (kons a b) (lambda (m) (m a b)))
(define (kar p) (p (lambda (a b) a)))
(define (kdr p) (p (lambda (a b) b)))
(list (kar (kons 1 2)) (kdr (kons 1 2)) (kar (kdr (kons 1 (kons 2 3)))))

;;; case: parameters of the same name at different levels
;; value: 19
((lambda (x) (+ ((lambda (x) (* x x)) (+ x 1)) x)) 3)

;;; case: immediate rest application with no arguments
;; value: #t
((lambda r (null? r)))

;;; case: gradient through an immediate application
;; value: 12.25
;; gradient: a = 7.0
(define-parameter a 3.5)
((lambda (x y) (* x y)) a a)

;;; case: gradient through a rest list
;; value: -1.0
;; gradient: a = 1.0, b = -1.0, c = 5.0
(define-parameter a 1.5)
(define-parameter b 2.5)
(define-parameter c -0.5)
(define (f x . r) (+ x (* 2 (car r) (cadr r))))
(f a b c)

;;; case: gradient through a rest list of eight
;; value: 22.8
;; gradient: a = 16.0, b = 20.0
(define-parameter a 0.3)
(define-parameter b 0.9)
(define (dot . r)
  (let loop ((r r) (k 1) (s 0.0))
    (if (null? r) s (loop (cdr r) (+ k 1) (+ s (* k (car r)))))))
(dot a b a b a b a b)

;;; case: gradient through nested lambdas
;; value: 6.5
;; gradient: a = 2.75, b = 2.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(((lambda (x) (lambda (y) (+ (* x y) (/ 1 x)))) a) b)

;;; case: gradient through Church numerals
;; value: 2.0698899917795224
;; gradient: a = 23.377581083627547
(define-parameter a 1.0625)
(define (three f) (lambda (x) (f (f (f x)))))
(define (four f) (lambda (x) (f (f (f (f x))))))
(define twelve (lambda (f) (three (four f))))
((twelve (lambda (x) (* a x))) 1.0)

;;; case: gradient through the Y combinator
;; value: 1.588134765625
;; gradient: a = 2.3828125
(define-parameter a 0.375)
(define Y
  (lambda (f)
    ((lambda (x) (f (lambda (v) ((x x) v))))
     (lambda (x) (f (lambda (v) ((x x) v)))))))
((Y (lambda (self) (lambda (n) (if (= n 0) 1.0 (+ 1.0 (* a (self (- n 1)))))))) 4)

;;; case: gradient through pairs as procedures
;; value: 2.0
;; gradient: a = 1.3333333333333333, b = -2.6666666666666665
(define-parameter a 1.5)
(define-parameter b 0.75)
(define (kons x y) (lambda (m) (m x y)))
(define p (kons a b))
(/ (p (lambda (x y) x)) (p (lambda (x y) y)))
