;;; case: the same seed gives the same numbers
;; value: (#t #f #t)
(define (some g) (list (random g) (random g 1000) (random g 2.5) (random-normal g)))
(define copied (make-random-generator 7))
(random copied)
(define copy (random-generator-copy copied))
(list (equal? (some (make-random-generator 42)) (some (make-random-generator 42))) (equal? (some (make-random-generator 42)) (some (make-random-generator 43))) (equal? (some copied) (some copy)))

;;; case: the first numbers of xoshiro256** from seeds by SplitMix64
;; value: (0.7029218331588505 0.5204366199388569 57 64)
(define g (make-random-generator 1))
(define a (random g))
(define b (random g))
(list a b (random (make-random-generator 1) 100) (begin (set! g (make-random-generator -5)) (random g 100)))

;;; case: ranges
;; value: (#t #t #t #t #t)
(define g (make-random-generator 3))
(define (all f holds?) (let loop ((i 0)) (or (= i 1000) (and (holds? (f)) (loop (+ i 1))))))
(list (all (lambda () (random g)) (lambda (x) (and (>= x 0) (< x 1) (inexact? x))))
      (all (lambda () (random g 6)) (lambda (x) (and (exact-integer? x) (<= 0 x 5))))
      (all (lambda () (random g 9007199254740993)) (lambda (x) (and (exact-integer? x) (<= 0 x 9007199254740992))))
      (all (lambda () (random g 1)) zero?)
      (all (lambda () (random g 0.5)) (lambda (x) (and (>= x 0) (< x 0.5)))))

;;; case: means
;; value: (0.5 3.5 0.0 1.0)
;; tolerance: 0.05
(define g (make-random-generator 2026))
(define (mean n f) (let loop ((i 0) (s 0.0)) (if (= i n) (/ s n) (loop (+ i 1) (+ s (f))))))
(define (near x y) (if (< (abs (- x y)) 0.02) y x))
(list (near (mean 20000 (lambda () (random g))) 0.5) (near (mean 20000 (lambda () (+ 1 (random g 6)))) 3.5) (near (mean 20000 (lambda () (random-normal g))) 0.0) (near (mean 20000 (lambda () (square (random-normal g)))) 1.0))

;;; case: a generator is an object
;; value: (#<random-generator> #t #f #f)
(let ((g (make-random-generator 1))) (list g (random-generator? g) (random-generator? 1) (equal? g (random-generator-copy g))))

;;; case: random without a generator
;; error: type 1:1
(random 10)

;;; case: a bound of zero
;; error: value 1:1
(random (make-random-generator 1) 0)

;;; case: a bound that is no number
;; error: type 1:1
(random (make-random-generator 1) 'a)

;;; case: an inexact seed
;; error: type 1:1
(make-random-generator 1.5)

;;; case: random numbers are constants for the derivative
;; value: 4.0
;; gradient: a = 2.0
(define-parameter a 2.0)
(define g (make-random-generator 5))
(define r (random g))
(* a (/ (* 2 r) r))
