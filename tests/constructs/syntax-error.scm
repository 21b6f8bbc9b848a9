;;; case: a rule that is an error
;; error: syntax 5:1
(define-syntax simple
  (syntax-rules ()
    ((_ (x)) x)
    ((_ x) (syntax-error "expected a list of one, got" x))))
(simple (a b))

;;; case: a rule that is none
;; value: 5
(define-syntax simple
  (syntax-rules ()
    ((_ (x)) x)
    ((_ x) (syntax-error "expected a list of one, got" x))))
(simple (5))

;;; case: by itself
;; error: syntax 1:1
(syntax-error "never" 1 (a "b"))

;;; case: without a message
;; error: syntax 1:1
(syntax-error a)
