;;; case: one macro
;; value: 5
(let-syntax ((inc (syntax-rules () ((_ x) (+ x 1))))) (inc 4))

;;; case: several
;; value: (2 9)
(let-syntax ((double (syntax-rules () ((_ x) (* 2 x))))
             (square (syntax-rules () ((_ x) (* x x)))))
  (list (double 1) (square 3)))

;;; case: none
;; value: 1
(let-syntax () 1)

;;; case: from R7RS: the macro refers to the outer x
;; value: outer
(let ((x 'outer))
  (let-syntax ((m (syntax-rules () ((m) x))))
    (let ((x 'inner))
      (m))))

;;; case: they do not see each other
;; value: (outer 1)
(define-syntax a (syntax-rules () ((_) 'outer)))
(let-syntax ((a (syntax-rules () ((_) 1)))
             (b (syntax-rules () ((_) (a)))))
  (list (b) (a)))

;;; case: the body has definitions
;; value: (6 outer)
(define y 'outer)
(list (let-syntax ((def (syntax-rules () ((_ n v) (define n v)))))
        (def y 5)
        (define z (+ y 1))
        z)
      y)

;;; case: scope ends with the form
;; value: (1 outer)
(define (m) 'outer)
(list (let-syntax ((m (syntax-rules () ((_) 1)))) (m)) (m))

;;; case: hides a special form
;; value: (no 1)
(list (let-syntax ((if (syntax-rules () ((_ a b c) (cond (a c) (else b)))))) (if #t 'yes 'no)) (if #t 1 2))

;;; case: an ellipsis that is bound is none
;; value: ok
(let ((... 2))
  (let-syntax ((s (syntax-rules () ((_ x ...) 'bad) ((_ . r) 'ok))))
    (s a b c)))

;;; case: malformed
;; error: syntax 1:1
(let-syntax ((a)) 1)

;;; case: no body
;; error: syntax 1:1
(let-syntax ((a (syntax-rules () ((_) 1)))))

;;; case: twice
;; error: syntax 2:15
(let-syntax ((a (syntax-rules () ((_) 1)))
             (a (syntax-rules () ((_) 2))))
  (a))

;;; case: gradient
;; value: 9.0
;; gradient: a = 6.0
(define-parameter a 3.0)
(let-syntax ((square (syntax-rules () ((_ e) (* e e))))) (square a))
