;;; case: returns what the handler returns
;; value: 65
(with-exception-handler (lambda (c) 42) (lambda () (+ (raise-continuable 'x) 23)))

;;; case: from R7RS
;; value: 65
;; output: should be a number
(with-exception-handler
  (lambda (con) (cond ((string? con) (display con)) (else (display "a warning has been issued"))) 42)
  (lambda () (+ (raise-continuable "should be a number") 23)))

;;; case: in a loop
;; value: (1 4 9)
(with-exception-handler
  (lambda (x) (* x x))
  (lambda () (map (lambda (x) (raise-continuable x)) '(1 2 3))))

;;; case: guard that re-raises is continuable
;; value: 11
(with-exception-handler
  (lambda (e) 10)
  (lambda () (+ 1 (guard (e ((string? e) 'never)) (raise-continuable 5)))))

;;; case: caught by guard
;; value: 6
(guard (e ((number? e) (+ e 1))) (* 100 (raise-continuable 5)))

;;; case: the derivative comes back with the value
;; value: 8.0
;; gradient: a = 12.0
(define-parameter a 2.0)
(with-exception-handler (lambda (x) (* x x)) (lambda () (* a (raise-continuable a))))

;;; case: uncaught
;; error: raised 1:6
(+ 1 (raise-continuable 'oops))
