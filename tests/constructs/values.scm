;;; case: to a procedure
;; value: (3 (1 2 3) 7)
(list (call-with-values (lambda () (values 1 2)) +)
      (call-with-values (lambda () (values 1 2 3)) list)
      (call-with-values (lambda () 7) (lambda (x) x)))

;;; case: none
;; value: ()
(call-with-values (lambda () (values)) list)

;;; case: one value is the value
;; value: (5 12)
(list (values 5) (* (values 3) (values 4)))

;;; case: from R7RS
;; value: -1
(call-with-values * -)

;;; case: values as a procedure
;; value: ((1 2 3) 4)
(list (call-with-values (lambda () (apply values '(1 2 3))) list)
      (apply values '(4)))

;;; case: through a tail call and a rest parameter
;; value: (2 1 0)
(define (swap a b) (values b a))
(define (f . args) (apply swap args))
(call-with-values (lambda () (f 1 2)) (lambda (a . rest) (cons a (append rest '(0)))))

;;; case: ignored where the value is not used
;; value: 3
(begin (values 1 2) 3)

;;; case: many
;; value: 5050
(define (numbers n) (if (= n 0) '() (cons n (numbers (- n 1)))))
(call-with-values (lambda () (apply values (numbers 100))) +)

;;; case: derivatives pass through
;; value: 12.0
;; gradient: a = 4.0, b = 3.0
(define-parameter a 3.0)
(define-parameter b 4.0)
(call-with-values (lambda () (values a b)) *)

;;; case: no producer
;; error: not-procedure 1:1
(call-with-values 5 list)
