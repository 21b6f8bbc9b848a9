;;; case: variable
;; value: 28
(define x 28)
x

;;; case: definition last gives the empty value
;; value:
(define x 28)

;;; case: procedure definition last gives the empty value
;; value:
(define (f x) x)

;;; case: procedure form
;; value: 42
(define (double x) (* 2 x))
(double 21)

;;; case: no parameters
;; value: 7
(define (seven) 7)
(seven)

;;; case: lambda in a variable
;; value: 6
(define add3 (lambda (x) (+ x 3)))
(add3 3)

;;; case: rest parameter in the procedure form
;; value: (1 (2 3))
(define (f a . r) (list a r))
(f 1 2 3)

;;; case: only a rest parameter in the procedure form
;; value: (() (1) (1 2))
(define (f . r) r)
(list (f) (f 1) (f 1 2))

;;; case: redefinition replaces the value
;; value: (2 1)
(define x 1)
(define y x)
(define x 2)
(list x y)

;;; case: redefinition of a procedure is seen by its callers
;; value: (1 2)
(define (f) (g))
(define (g) 1)
(define a (f))
(define (g) 2)
(list a (f))

;;; case: forward reference from a procedure body
;; value: 40
(define (f x) (later x))
(define (later x) (* x 10))
(f 4)

;;; case: several body expressions
;; value: (4 (9 3))
(define trace '())
(define (f x)
  (set! trace (cons x trace))
  (set! trace (cons (* x x) trace))
  (+ x 1))
(list (f 3) trace)

;;; case: the value expression may use earlier definitions
;; value: (2 6 8)
(define a 2)
(define b (* a 3))
(define c (+ a b))
(list a b c)

;;; case: recursive procedure
;; value: 1307674368000
(define (fact n) (if (= n 0) 1 (* n (fact (- n 1)))))
(fact 15)

;;; case: definitions inside begin at top level
;; value: (1 2)
(begin
  (define p 1)
  (define q (+ p 1)))
(list p q)

;;; case: internal define
;; value: 30
(define (f x)
  (define y (* x x))
  (define (g z) (+ y z))
  (g x))
(f 5)

;;; case: internal define shadows a global
;; value: (inner outer)
(define x 'outer)
(define (f)
  (define x 'inner)
  x)
(list (f) x)

;;; case: internal define shadows a parameter
;; value: 11
(define (f x)
  (define y 1)
  (let ()
    (define x (+ y 10))
    x))
(f 5)

;;; case: curried by nested lambdas
;; value: 7
(define (curry f)
  (lambda (a) (lambda (b) (f a b))))
(((curry -) 10) 3)

;;; case: names with odd characters
;; value: (1 2 3 4)
(define a->b! 1)
(define <=?* 2)
(define $x%y&z 3)
(define ^_~ 4)
(list a->b! <=?* $x%y&z ^_~)

;;; case: names are case sensitive
;; value: (1 2 3)
(define abc 1)
(define ABC 2)
(define aBc 3)
(list abc ABC aBc)

;;; case: twelve parameters
;; value: (12 11 10 9 8 7 6 5 4 3 2 1)
(define (f a b c d e f2 g h i j k l) (list l k j i h g f2 e d c b a))
(f 1 2 3 4 5 6 7 8 9 10 11 12)

;;; case: gradient through a defined variable
;; value: 8.25
;; gradient: a = 10.0
(define-parameter a 1.5)
(define b (* a a))
(define c (+ (* 3 b) a))
c

;;; case: gradient through a procedure
;; value: 0.703125
;; gradient: a = 0.5625, b = -1.875
(define-parameter a 1.25)
(define-parameter b -0.75)
(define (f x y) (* x (* y y)))
(f a b)

;;; case: gradient through a recursive procedure
;; value: 1.9487171000000014
;; gradient: a = 12.400927000000006
(define-parameter a 1.1)
(define (power x n) (if (= n 0) 1.0 (* x (power x (- n 1)))))
(power a 7)

;;; case: gradient through a redefinition
;; value: 0.24009999999999992
;; gradient: a = 1.3719999999999997
(define-parameter a 0.7)
(define x (* a a))
(define x (* x x))
x

;;; case: gradient when definitions are made in begin
;; value: 2.17
;; gradient: a = 5.199999999999999
(define-parameter a 0.7)
(begin
  (define b (* a a))
  (define (f y) (+ a (* 3 y))))
(f b)

;;; case: gradient with twelve parameters of a procedure
;; value: 7.75
;; gradient: a = 6.0, b = 15.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(define (f p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11 p12)
  (+ (* 1 p1) (* 2 p2) (* 3 p3) (* p4 p7) (* p5 p8) (* p6 p9) (- p10 p10) (* p11 p12)))
(f a a a b b b 4 5 6 a 1 1)
