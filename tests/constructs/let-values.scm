;;; case: two values
;; value: 35
(define (root-and-rest n)
  (let loop ((r 0)) (if (> (* (+ r 1) (+ r 1)) n) (values r (- n (* r r))) (loop (+ r 1)))))
(let-values (((root rest) (root-and-rest 32))) (* root rest))

;;; case: several clauses
;; value: (1 2 3 4)
(let-values (((a b) (values 1 2)) ((c d) (values 3 4)))
  (list a b c d))

;;; case: the expressions are outside the scope
;; value: (x y a b)
(let ((a 'a) (b 'b) (x 'x) (y 'y))
  (let-values (((a b) (values x y)) ((x y) (values a b)))
    (list a b x y)))

;;; case: rest formals
;; value: (1 (2 3) (4 5) ())
(let-values (((a . b) (values 1 2 3)) (c (values 4 5)) ((d . e) (values 1)))
  (list a b c e))

;;; case: one value and none
;; value: (7 none)
(let-values (((a) 7) (() (values))) (list a 'none))

;;; case: no clauses
;; value: 3
(let-values () (define x 3) x)

;;; case: a body with definitions
;; value: 6
(let-values (((a b) (values 1 2)))
  (define c 3)
  (+ a b c))

;;; case: through a procedure
;; value: (3 1)
(define (divide a b) (values (quotient a b) (remainder a b)))
(let-values (((q r) (divide 10 3))) (list q r))

;;; case: assigned
;; value: (5 2)
(let-values (((a b) (values 1 2))) (set! a 5) (list a b))

;;; case: in a loop
;; value: (89 55)
(let loop ((i 0) (a 1) (b 0))
  (if (= i 10)
      (list a b)
      (let-values (((c d) (values (+ a b) a))) (loop (+ i 1) c d))))

;;; case: too few values
;; error: arity 1:21
(let-values (((a b) (values 1))) a)

;;; case: too many values
;; error: arity 1:19
(let-values (((a) (values 1 2))) a)

;;; case: values for none
;; error: arity 1:18
(let-values ((() 1)) 2)

;;; case: a name twice in one clause
;; error: syntax 1:18
(let-values (((a a) (values 1 2))) a)

;;; case: a name twice in two clauses
;; error: syntax 1:24
(let-values (((a) 1) ((a) 2)) a)

;;; case: malformed
;; error: syntax 1:1
(let-values ((a)) 1)

;;; case: no body
;; error: syntax 1:1
(let-values (((a) 1)))

;;; case: gradient
;; value: 11.0
;; gradient: a = 6.0, b = 2.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(define (f x y) (values (* x y) (+ x x) x))
(let-values (((p s . rest) (f a b))) (+ p s (- (car rest) (/ 2 2.0))))
