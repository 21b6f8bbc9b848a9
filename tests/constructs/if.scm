;;; case: true branch
;; value: yes
(if (> 3 2) 'yes 'no)

;;; case: false branch
;; value: no
(if (> 2 3) 'yes 'no)

;;; case: the value of a branch is an expression
;; value: 1
(if (> 3 2) (- 3 2) (+ 3 2))

;;; case: everything but #f is true
;; value: (true true true true true false true true true true)
(map (lambda (x) (if x 'true 'false)) (list 0 0.0 '() "" #t #f 'a (vector) #\a car))

;;; case: only the chosen branch is evaluated
;; value: 0
(define n 0)
(if #t 'ok (set! n 1))
(if #f (set! n 2) 'ok)
n

;;; case: one-armed if that is taken
;; value: 5
(define n 0)
(if (= n 0) (set! n 5))
n

;;; case: one-armed if that is not taken has an effect on nothing
;; value: 0
(define n 0)
(if (= n 1) (set! n 5))
n

;;; case: one-armed if taken has the value of its branch
;; value: taken
(if #t 'taken)

;;; case: nested in the test
;; value: 2
(if (if #f #t #f) 1 2)

;;; case: nested in the branches
;; value: (negative-odd negative-even zero positive-odd positive-even)
(define (classify n)
  (if (< n 0) (if (odd? n) 'negative-odd 'negative-even)
      (if (= n 0) 'zero (if (odd? n) 'positive-odd 'positive-even))))
(map classify '(-3 -2 0 1 2))

;;; case: test with a side effect
;; value: (first second)
(define n 0)
(define (bump) (set! n (+ n 1)) (> n 1))
(define r1 (if (bump) 'second 'first))
(define r2 (if (bump) 'second 'first))
(list r1 r2)

;;; case: test is a constant number
;; value: zero-is-true
(if 0 'zero-is-true 'zero-is-false)

;;; case: comparison with NaN
;; value: (b b b)
(list (if (< +nan.0 1.0) 'a 'b) (if (>= +nan.0 1.0) 'a 'b) (if (= +nan.0 +nan.0) 'a 'b))

;;; case: as an argument
;; value: 27
(+ (if #t 1 2) (if #f 10 20) (* 2 (if (= 1 1.0) 3 4)))

;;; case: not in the test
;; value: (1 2 1)
(list (if (not #f) 1 2) (if (not 0) 1 2) (if (not (not 'a)) 1 2))

;;; case: deep nesting to the right
;; value: (a b c d e f g h z)
(define (f n) (if (= n 0) 'a (if (= n 1) 'b (if (= n 2) 'c (if (= n 3) 'd (if (= n 4) 'e (if (= n 5) 'f (if (= n 6) 'g (if (= n 7) 'h 'z)))))))))
(map f '(0 1 2 3 4 5 6 7 8))

;;; case: an undefined variable in the branch that is not taken
;; value: fine
(if #t 'fine undefined-variable)

;;; case: a failing call in the branch that is not taken
;; value: fine
(if #f (car '()) 'fine)

;;; case: gradient of the branch that is taken
;; value: 9.0
;; gradient: a = 6.0
(define-parameter a 3.0)
(if (> a 1) (* a a) (- a))

;;; case: gradient of the other branch
;; value: -0.5
;; gradient: a = -1.0
(define-parameter a 0.5)
(if (> a 1) (* a a) (- a))

;;; case: gradient with an if as operand
;; value: -2.0
;; gradient: a = -4.0, b = 1.0
(define-parameter a 0.5)
(define-parameter b -2.0)
(* (if (< a b) 1 2) (if (< b a) a b) (if (< a 0) a b))

;;; case: gradient of a piecewise function
;; value: 4.5
;; gradient: a = 4.5
(define-parameter a 1.5)
(define (leaky x) (if (< x 0) (* 0.5 x) x))
(+ (leaky a) (- (leaky (- a))) (if (= 1 1) (* a a) 0.0))

;;; case: gradient when the test needs a computation
;; value: 1.5625
;; gradient: a = 3.75, b = 1.953125
(define-parameter a 1.25)
(define-parameter b 0.8)
(if (< (* a b) (+ a b)) (* a a a b) 0.0)

;;; case: gradient through if in a loop
;; value: 10.25
;; gradient: a = 5.0, b = 5.0
(define-parameter a 1.25)
(define-parameter b 0.8)
(let loop ((i 0) (s 0.0))
  (if (< i 10)
      (loop (+ i 1) (if (even? i) (+ s a) (+ s b)))
      s))

;;; case: an arm for its effect, with a call in its operands
;; value: (6 6)
(define v (vector 0 0))
(define (sum n) (if (= n 0) 0 (+ n (sum (- n 1)))))
(define (fill! yes)
  (if yes (vector-set! v 0 (sum 3)) #f)
  (if yes (if (vector-ref v 0) (vector-set! v 1 (sum 3))) #f)
  (vector->list v))
(fill! #t)
