;;; case: one value
;; value: 15
(define (f x) (define y (* x 2)) (+ x y))
(f 5)

;;; case: one procedure
;; value: 29
(define (f x) (define (g y) (* y y)) (+ (g x) (g 2)))
(f 5)

;;; case: several, later ones use earlier ones
;; value: (1 2 3)
(define (f) (define a 1) (define b (+ a 1)) (define c (+ a b)) (list a b c))
(f)

;;; case: mutual recursion
;; value: (even odd)
(define (parity n)
  (define (even? n) (if (= n 0) 'even (odd? (- n 1))))
  (define (odd? n) (if (= n 0) 'odd (even? (- n 1))))
  (even? n))
(list (parity 10) (parity 7))

;;; case: an earlier procedure uses a later value
;; value: 42
(define (f) (define (g) (* 2 k)) (define k 21) (g))
(f)

;;; case: recursion with an accumulator
;; value: 1307674368000
(define (fact n) (define (iter n acc) (if (= n 0) acc (iter (- n 1) (* n acc)))) (iter n 1))
(fact 15)

;;; case: in lambda
;; value: 42
((lambda (x) (define y (+ x 1)) (define (z) (* x y)) (z)) 6)

;;; case: in let, let* and letrec
;; value: (2 3 4)
(list (let ((x 1)) (define y (+ x 1)) y) (let* ((x 1) (w (+ x 1))) (define y (+ w 1)) y) (letrec ((f (lambda () 4))) (define y (f)) y))

;;; case: in a named let
;; value: 64
(let loop ((i 0)) (define j (* i i)) (define (stop?) (> j 50)) (if (stop?) j (loop (+ i 1))))

;;; case: in when and cond through let
;; value: (30 3)
(define (f x) (cond ((> x 0) (let () (define y (* x 10)) y)) (else (let () (define y (- x)) y))))
(list (f 3) (f -3))

;;; case: shadowing a global procedure
;; value: (local global)
(define (helper) 'global)
(define (f) (define (helper) 'local) (helper))
(list (f) (helper))

;;; case: shadowing a primitive
;; value: ((my-car (2)) 1)
(define (f l) (define (car x) 'my-car) (list (car l) (cdr l)))
(list (f '(1 2)) (car '(1 2)))

;;; case: shadowing a parameter's name in a nested procedure
;; value: 11
(define (f x) (define (g x) (* x x)) (+ x (g (+ x 1))))
(f 2)

;;; case: nested three deep
;; value: 36
(define (f a)
  (define (g b)
    (define (h c)
      (define d (+ a b c))
      (* d d))
    (h (+ b 1)))
  (g (+ a 1)))
(f 1)

;;; case: expressions between the definitions and the end
;; value: (2 (1 2))
(define log '())
(define (f x)
  (define y (+ x 1))
  (set! log (cons y log))
  (set! log (cons x log))
  y)
(list (f 1) log)

;;; case: internal variables are assigned
;; value: 3
(define (f) (define n 0) (define (inc!) (set! n (+ n 1))) (inc!) (inc!) (inc!) n)
(f)

;;; case: each call has its own variables
;; value: (3 1)
(define (make) (define n 0) (lambda () (set! n (+ n 1)) n))
(define a (make))
(define b (make))
(a)
(a)
(list (a) (b))

;;; case: procedures escape
;; value: 15
(define (make) (define n 10) (define (get) n) (define (add! k) (set! n (+ n k))) (list get add!))
(define m (make))
((cadr m) 5)
((car m))

;;; case: definitions after expressions
;; value: 33
(define (f x)
  (define a 1)
  (set! a (+ a x))
  (define b (* a 10))
  (define (g) (+ a b))
  (g))
(f 2)

;;; case: begin with definitions
;; value: (1 2)
(define (f) (begin (define a 1) (define (g) (+ a 1))) (define b (g)) (list a b))
(f)

;;; case: twelve definitions
;; value: (1 2 3 4 5 6 7 8 9 10 11 12)
(define (f)
  (define a 1) (define b (+ a 1)) (define c (+ b 1)) (define d (+ c 1)) (define e (+ d 1)) (define g (+ e 1))
  (define h (+ g 1)) (define i (+ h 1)) (define j (+ i 1)) (define k (+ j 1)) (define l (+ k 1)) (define m (+ l 1))
  (list a b c d e g h i j k l m))
(f)

;;; case: use before initialisation
;; error: uninitialized 2:16
(define (f)
  (define a (+ b 1))
  (define b 2)
  (list a b))
(f)

;;; case: use before initialisation through a procedure
;; error: uninitialized 2:15
(define (f)
  (define (g) b)
  (define a (g))
  (define b 2)
  a)
(f)

;;; case: a variable in its own definition
;; error: uninitialized 3:16
(define x 10)
(define (f)
  (define x (+ x 1))
  x)
(f)

;;; case: call before the definition of the procedure
;; error: uninitialized
(define (f)
  (define a (g))
  (define (g) 1)
  a)
(f)

;;; case: use before initialisation that is not reached
;; value: (1 2)
(define (f flag)
  (define a (if flag 1 b))
  (define b 2)
  (list a b))
(f #t)

;;; case: gradient through internal values
;; value: 1.875
;; gradient: a = 2.0, b = 3.75
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f x y) (define s (* x x)) (define t (+ s x)) (* t y))
(f a b)

;;; case: gradient through internal procedures
;; value: 4.125
;; gradient: a = 7.25, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f x) (define (cube) (* x x x)) (define (lin k) (* k x)) (+ (cube) (lin b)))
(f a)

;;; case: gradient through mutual recursion
;; value: 6.0
;; gradient: a = 3.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f n)
  (define (p n) (if (= n 0) 0.0 (+ a (q (- n 1)))))
  (define (q n) (if (= n 0) 0.0 (+ b (p (- n 1)))))
  (p n))
(f 6)

;;; case: gradient through internal state
;; value: 5.5
;; gradient: a = 5.0, b = 4.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f)
  (define n a)
  (define (add! k) (set! n (+ n k)))
  (define first n)
  (add! b)
  (+ first (* n n)))
(f)
