;;; case: message and irritants
;; value: ("a message" (1 two "three" (4)))
(guard (e ((error-object? e) (list (error-object-message e) (error-object-irritants e))))
  (error "a message" 1 'two "three" '(4)))

;;; case: what is none
;; value: (#f #f #f #f)
(map (lambda (x) (guard (e (#t (error-object? e))) (raise x))) (list 1 'a "text" '()))

;;; case: no irritants
;; value: ()
(guard (e (#t (error-object-irritants e))) (error "alone"))

;;; case: irritants are the objects themselves
;; value: #t
(define l (list 1 2))
(guard (e (#t (eq? l (car (error-object-irritants e))))) (error "of" l))

;;; case: errors of primitives are error objects
;; value: (#t #t)
(guard (e (#t (list (error-object? e) (string? (error-object-message e))))) (car 5))

;;; case: kinds that R7RS tells apart
;; value: (#f #f)
(guard (e (#t (list (read-error? e) (file-error? e)))) (error "neither"))

;;; case: what cannot be read
;; value: (#t #t)
(guard (e (#t (list (error-object? e) (read-error? e)))) (read (open-input-string ")")))

;;; case: an irritant has its derivative
;; value: 8.0
;; gradient: a = 8.0
(define-parameter a 2.0)
(guard (e ((error-object? e) (* 2 (apply * (error-object-irritants e))))) (error "of" a a))

;;; case: uncaught
;; error: user 1:1
(error "a message" 1 2)

;;; case: the message of what is none
;; error: type 1:1
(error-object-message 5)
