;;; case: the value of the handler of a continuable exception
;; value: 41
(with-exception-handler
  (lambda (e) (* e 10))
  (lambda () (+ 1 (raise-continuable 4))))

;;; case: leaving through a continuation
;; value: (caught an-error)
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (list 'caught e))) (lambda () (+ 1 (raise 'an-error))))))

;;; case: the handler runs with the handlers around it
;; value: (inner (outer 1))
(with-exception-handler
  (lambda (e) (list 'outer e))
  (lambda () (with-exception-handler (lambda (e) (list 'inner (raise-continuable e))) (lambda () (raise-continuable 1)))))

;;; case: the thunk's own value
;; value: 6
(with-exception-handler (lambda (e) 'never) (lambda () (* 2 3)))

;;; case: the order of what is displayed
;; value: 5
;; output: before handler after 
(with-exception-handler
  (lambda (e) (display "handler ") 5)
  (lambda () (display "before ") (let ((x (raise-continuable 'c))) (display "after ") x)))

;;; case: errors of primitives reach the handler
;; value: caught
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 'caught)) (lambda () (vector-ref (vector 1 2) 5)))))

;;; case: the derivative passes through the handler
;; value: 12.0
;; gradient: a = 7.0
(define-parameter a 3.0)
(with-exception-handler (lambda (e) (* e a)) (lambda () (+ a (raise-continuable a))))

;;; case: a handler that returns from raise
;; error: user 1:51
(with-exception-handler (lambda (e) 0) (lambda () (raise 'oops)))

;;; case: no procedure
;; error: type 1:1
(with-exception-handler 5 (lambda () 1))
