;;; case: global variable
;; value: 5
(define x 2)
(set! x 4)
(+ x 1)

;;; case: local variable
;; value: 2
(let ((x 1)) (set! x (+ x 1)) x)

;;; case: parameter
;; value: (10 5)
(define (f x) (set! x (* x 2)) x)
(define y 5)
(list (f y) y)

;;; case: captured variable
;; value: 3
(define (make-counter)
  (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define c (make-counter))
(c)
(c)
(c)

;;; case: two counters are independent
;; value: (3 2)
(define (make-counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define a (make-counter))
(define b (make-counter))
(a)
(a)
(b)
(let* ((x (a)) (y (b))) (list x y))

;;; case: two closures share a variable
;; value: 77
(define pair (let ((n 10)) (cons (lambda () n) (lambda (v) (set! n v)))))
((cdr pair) 77)
((car pair))

;;; case: a rest parameter
;; value: ((0) (0 1 2))
(define (f . r) (set! r (cons 0 r)) r)
(list (f) (f 1 2))

;;; case: accumulator
;; value: 120
(define (make-acc total) (lambda (x) (set! total (+ total x)) total))
(define acc (make-acc 100))
(acc 10)
(acc 10)

;;; case: a procedure is replaced
;; value: (old new)
(define (f) 'old)
(define (call-f) (f))
(define before (call-f))
(set! f (lambda () 'new))
(list before (call-f))

;;; case: inner variable hides the outer one
;; value: (20 1)
(define x 1)
(define (f) (let ((x 10)) (set! x 20) x))
(list (f) x)

;;; case: outer variable from an inner scope
;; value: (11 21 21)
(define x 1)
(define (f) (let ((y 10)) (set! x (+ x y)) x))
(let* ((a (f)) (b (f))) (list a b x))

;;; case: loop variable
;; value: (5 10)
(let loop ((i 0) (n 0)) (set! n (+ n i)) (set! i (+ i 1)) (if (< i 5) (loop i n) (list i n)))

;;; case: swap by assignments
;; value: (2 1)
(define a 1)
(define b 2)
(let ((t a)) (set! a b) (set! b t))
(list a b)

;;; case: assigned in one branch only
;; value: (changed unchanged)
(define (f flag) (let ((x 'unchanged)) (if flag (set! x 'changed)) x))
(list (f #t) (f #f))

;;; case: assigned before and after capture
;; value: (3 4 4)
(define (f)
  (let ((x 1))
    (set! x 2)
    (let ((get (lambda () x)))
      (set! x 3)
      (let ((first (get)))
        (set! x 4)
        (list first (get) x)))))
(f)

;;; case: a generator
;; value: (a b end end)
(define (list->generator l) (lambda () (if (null? l) 'end (let ((x (car l))) (set! l (cdr l)) x))))
(define g (list->generator '(a b)))
(let* ((x (g)) (y (g)) (z (g)) (w (g))) (list x y z w))

;;; case: a bank account with messages
;; value: (70 120 insufficient unknown)
(define (make-account balance)
  (define (withdraw x) (if (> x balance) 'insufficient (begin (set! balance (- balance x)) balance)))
  (define (deposit x) (set! balance (+ balance x)) balance)
  (lambda (m x) (cond ((eq? m 'withdraw) (withdraw x)) ((eq? m 'deposit) (deposit x)) (else 'unknown))))
(define acc (make-account 100))
(let* ((a (acc 'withdraw 30)) (b (acc 'deposit 50)) (c (acc 'withdraw 500)) (d (acc 'close 0))) (list a b c d))

;;; case: kinds may change
;; value: ("text" and 2.5)
(define x 1)
(set! x "text")
(set! x (list x 'and 2.5))
x

;;; case: assigned primitive name
;; value: 2
(define old-car car)
(define car-count 0)
(define (counting-car p) (set! car-count (+ car-count 1)) (old-car p))
(let ((car counting-car)) (car '(1)) (car '(2)) car-count)

;;; case: unbound variable
;; error: undefined
(set! never-defined 1)

;;; case: gradient through a global variable
;; value: 6.75
;; gradient: a = 9.0
(define-parameter a 1.5)
(define x a)
(set! x (* x x))
(set! x (+ x x x))
x

;;; case: gradient through a captured variable
;; value: 5.5
;; gradient: a = 3.0, b = 2.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (make-acc total) (lambda (x) (set! total (+ total x)) total))
(define acc (make-acc (* 3 a)))
(acc b)
(acc b)

;;; case: gradient through a parameter that is assigned in the procedure
;; value: 5.0625
;; gradient: a = 13.5
(define-parameter a 1.5)
(define (f x) (set! x (* x x)) (set! x (* x x)) x)
(f a)

;;; case: gradient through an assigned learnable constant
;; value: 5.375
;; gradient: a = 6.75, b = 0.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define c (* a a))
(set! b 2.0)
(define d (* c a))
(+ d b)

;;; case: gradient through state kept between calls
;; value: 2.90625
;; gradient: a = 1.9375, b = 4.875
(define-parameter a 1.5)
(define-parameter b 0.5)
(define state 0.0)
(define (step!) (set! state (+ (* b state) a)))
(step!)
(step!)
(step!)
(step!)
(step!)
state

;;; case: gradient through swapped variables
;; value: 0.3333333333333333
;; gradient: a = -0.2222222222222222, b = 0.6666666666666666
(define-parameter a 1.5)
(define-parameter b 0.5)
(define x a)
(define y b)
(let ((t x)) (set! x y) (set! y t))
(/ x y)

;;; case: gradient through two closures that share a variable
;; value: 4.0
;; gradient: a = 4.0, b = 4.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define p (let ((n a)) (cons (lambda () n) (lambda (v) (set! n v)))))
((cdr p) (+ ((car p)) b))
((cdr p) (* ((car p)) ((car p))))
((car p))
