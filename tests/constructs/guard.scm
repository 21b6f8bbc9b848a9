;;; case: from R7RS
;; value: (42 (b . 23))
(list (guard (condition ((assq 'a condition) => cdr) ((assq 'b condition))) (raise (list (cons 'a 42))))
      (guard (condition ((assq 'a condition) => cdr) ((assq 'b condition))) (raise (list (cons 'b 23)))))

;;; case: no exception
;; value: 3
(guard (e (#t 'never)) 1 2 3)

;;; case: else
;; value: (else x)
(guard (e ((number? e) 'number) (else (list 'else e))) (raise 'x))

;;; case: no clause applies: the guard around
;; value: (outer x)
(guard (e ((symbol? e) (list 'outer e))) (guard (e ((number? e) 'inner)) (raise 'x)))

;;; case: clauses run outside the body's dynamic extent
;; value: (inside outside)
;; output: in out outside
(define p (make-parameter 'outside))
(guard (e (#t (display (p)) (list e (p))))
  (dynamic-wind (lambda () (display "in ")) (lambda () (parameterize ((p 'inside)) (raise (p)))) (lambda () (display "out "))))

;;; case: raised in a clause
;; value: (outer (again 1))
(guard (e (#t (list 'outer e))) (guard (e (#t (raise (list 'again e)))) (raise 1)))

;;; case: several values
;; value: (1 2)
(call-with-values (lambda () (guard (e (#t (values e 2))) (raise 1))) list)

;;; case: a body with definitions
;; value: 25
(guard (e (#t e)) (let () (define x 5) (raise (* x x))))

;;; case: in a loop
;; value: 499500
(let loop ((i 0) (sum 0)) (if (= i 1000) sum (loop (+ i 1) (guard (e (#t (+ sum e))) (raise i)))))

;;; case: the clause that was chosen has the derivative
;; value: 4.0
;; gradient: a = 4.0
(define-parameter a 2.0)
(guard (e ((and (number? e) (> e 3)) (* 1.0 e)) (else (* 100 a))) (raise (* a a)))

;;; case: nothing applies
;; error: raised 1:1
(guard (e ((number? e) 'no)) (raise 'oops))

;;; case: no variable
;; error: syntax 1:1
(guard (#t 1) 2)
