;;; case: later inits see earlier variables
;; value: (1 2 20)
(let* ((x 1) (y (+ x 1)) (z (* y 10))) (list x y z))

;;; case: differs from let
;; value: 70
(let ((x 2) (y 3))
  (let* ((x 7) (z (+ x y))) (* z x)))

;;; case: no variables
;; value: 5
(let* () 5)

;;; case: one variable
;; value: 6
(let* ((x 5)) (+ x 1))

;;; case: the same name twice
;; value: 20
(let* ((x 1) (x (+ x 1)) (x (* x 10))) x)

;;; case: internal defines in the body
;; value: 9
(let* ((x 1) (y 2))
  (define z (+ x y))
  (define (f) (* z z))
  (f))

;;; case: several body expressions
;; value: (10 11)
(let* ((x 1) (y x)) (set! x 10) (set! y (+ x y)) (list x y))

;;; case: effects in order
;; value: (1 2 3 (3 2 1))
(define l '())
(define (note x) (set! l (cons x l)) x)
(let* ((a (note 1)) (b (note 2)) (c (note 3))) (list a b c l))

;;; case: closures over earlier variables
;; value: (1 2)
(let* ((x 1) (f (lambda () x)) (x 2)) (list (f) x))

;;; case: shadowing primitives step by step
;; value: #t
(let* ((list vector) (x (list 1 2))) (vector? x))

;;; case: no variables but defines
;; value: (1 2)
(let* () (define a 1) (define b (+ a 1)) (list a b))

;;; case: twelve variables
;; value: (1 2 3 5 8 13 21 34 55 89 144 233)
(let* ((a 1) (b (+ a 1)) (c (+ b a)) (d (+ c b)) (e (+ d c)) (f (+ e d)) (g (+ f e)) (h (+ g f)) (i (+ h g)) (j (+ i h)) (k (+ j i)) (l (+ k j))) (list a b c d e f g h i j k l))

;;; case: gradient through a chain
;; value: 1.6361510105666233
;; gradient: a = 25.385130830609427
(define-parameter a 1.03125)
(let* ((x (* a a)) (x (* x x)) (x (* x x)) (x (* x x))) x)

;;; case: gradient through a chain with sharing
;; value: 8.375
;; gradient: a = 6.25, b = -22.5
(define-parameter a 1.5)
(define-parameter b 0.25)
(let* ((x (* a b)) (y (+ x a)) (z (* y y)) (w (- z x))) (/ w x))

;;; case: gradient through an intermediate closure
;; value: 1.875
;; gradient: a = 1.25, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.25)
(let* ((f (lambda (k) (* a k))) (u (f b)) (a u)) (+ a (f 1)))
