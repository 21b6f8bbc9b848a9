;;; case: two variables
;; value: 6
(let ((x 2) (y 3)) (* x y))

;;; case: no variables
;; value: 5
(let () 5)

;;; case: the inits see the outer variables
;; value: 35
(let ((x 2) (y 3))
  (let ((x 7) (z (+ x y))) (* z x)))

;;; case: swap
;; value: (2 1)
(let ((a 1) (b 2))
  (let ((a b) (b a)) (list a b)))

;;; case: several body expressions
;; value: 20
(let ((x 1)) (set! x (+ x 1)) (set! x (* x 10)) x)

;;; case: internal defines in the body
;; value: 16
(let ((x 5))
  (define y (* x 2))
  (define (f z) (+ x y z))
  (f 1))

;;; case: the variables end with the body
;; value: (local global)
(define x 'global)
(list (let ((x 'local)) x) x)

;;; case: ten variables
;; value: (10 9 8 7 6 5 4 3 2 1)
(let ((a 1) (b 2) (c 3) (d 4) (e 5) (f 6) (g 7) (h 8) (i 9) (j 10)) (list j i h g f e d c b a))

;;; case: procedures as values
;; value: 81
(let ((square (lambda (x) (* x x))) (twice (lambda (f) (lambda (x) (f (f x)))))) ((twice square) 3))

;;; case: shadowing a primitive
;; value: 12
(let ((+ *)) (+ 3 4))

;;; case: shadowing a primitive only inside
;; value: ((2 3) 1)
(list (let ((car cdr)) (car '(1 2 3))) (car '(1 2 3)))

;;; case: the variable is not visible in its own init
;; value: 11
(define x 10)
(let ((x (+ x 1))) x)

;;; case: closures over let variables are separate
;; value: (3 102)
(define (make n) (let ((count n)) (lambda () (set! count (+ count 1)) count)))
(define a (make 0))
(define b (make 100))
(a)
(b)
(a)
(list (a) (b))

;;; case: a hundred lets deep by recursion
;; value: 100
(define (f n) (if (= n 0) 0 (let ((m (- n 1))) (let ((r (f m))) (+ r 1)))))
(f 100)

;;; case: let in operand and operator position
;; value: 8
(+ (let ((x 1)) x) ((let ((f -)) f) 10 (let ((y 3)) y)))

;;; case: unused variables
;; value: 2
(let ((a 1) (b 2) (c 3)) b)

;;; case: variable assigned and captured
;; value: (42 42)
(let ((x 1))
  (let ((get (lambda () x)) (put (lambda (v) (set! x v))))
    (put 42)
    (list (get) x)))

;;; case: nested lets shadow step by step
;; value: 17
(let ((x 1)) (let ((x (+ x 1))) (let ((x (* x 10))) (let ((x (- x 3))) x))))

;;; case: gradient through let
;; value: 1.3125
;; gradient: a = 2.5
(define-parameter a 0.75)
(let ((x (* a a)) (y a)) (+ x y))

;;; case: gradient through shadowing
;; value: 5.9604644775390625
;; gradient: a = 38.14697265625
(define-parameter a 1.25)
(let ((a (* a a))) (let ((a (* a a))) (let ((a (* a a))) a)))

;;; case: gradient through an assigned let variable
;; value: 3.22265625
;; gradient: a = 9.0625, b = 1.5625
(define-parameter a 1.25)
(define-parameter b 0.5)
(let ((x (* a a)))
  (set! x (+ (* x x) (* x b)))
  x)

;;; case: gradient through a shared subexpression
;; value: 2.296875
;; gradient: a = 5.6875, b = -0.4375
(define-parameter a 1.25)
(define-parameter b 0.5)
(let ((s (+ a b)) (d (- a b))) (* s s d))

;;; case: gradient through ten variables
;; value: 46.25
;; gradient: a = 25.0, b = 30.0
(define-parameter a 1.25)
(define-parameter b 0.5)
(let ((v1 (* 1 a)) (v2 (* 2 b)) (v3 (* 3 a)) (v4 (* 4 b)) (v5 (* 5 a)) (v6 (* 6 b)) (v7 (* 7 a)) (v8 (* 8 b)) (v9 (* 9 a)) (v10 (* 10 b)))
  (+ v1 v2 v3 v4 v5 v6 v7 v8 v9 v10))
