;;; case: any object
;; value: ((caught 1) (caught a) (caught "text") (caught (1 2)) (caught #f) (caught 2.5))
(map (lambda (x) (guard (e (#t (list 'caught e))) (raise x))) (list 1 'a "text" '(1 2) #f 2.5))

;;; case: past the frames between
;; value: bottom
(define (deep n) (if (= n 0) (raise 'bottom) (+ 1 (deep (- n 1)))))
(guard (e ((symbol? e) e)) (deep 1000))

;;; case: what follows does not run
;; value: 1
;; output: before caught 
(guard (e (#t (display "caught ") e)) (display "before ") (raise 1) (display "never "))

;;; case: again from a handler
;; value: (again first)
(guard (e ((pair? e) e))
  (with-exception-handler (lambda (e) (raise (list 'again e))) (lambda () (raise 'first))))

;;; case: a number that depends on a parameter
;; value: 9.0
;; gradient: a = 6.0
(define-parameter a 3.0)
(guard (e ((number? e) (* e a))) (raise a) 0.0)

;;; case: uncaught
;; error: raised 2:3
(define (f x)
  (raise x))
(f 'oops)
