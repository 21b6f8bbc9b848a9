; eval and environments (R7RS 6.12): data as programs

;;; case: (eval '(* 7 3) (environment '(scheme base)))
;; value: 21
;; long: compiled
(eval '(* 7 3) (environment '(scheme base)))

;;; case: (let ((f (eval '(lambda (f x) (f x x)) (environment '(scheme
;; value: 20
(let ((f (eval '(lambda (f x) (f x x)) (environment '(scheme base))))) (f + 10))

;;; case: (eval '(+ x 1) (interaction-environment))
;; value: 6
;; long: compiled
(define x 5)
(eval '(+ x 1) (interaction-environment))

;;; case: x
;; value: 7
;; long: compiled
(define x 5)
(eval '(set! x 7) (interaction-environment))
x

;;; case: (list before (f 10))
;; value: (100 11)
;; long: compiled
(define (f n) (* n n))
(define before (f 10))
(eval '(define (f n) (+ n 1)) (interaction-environment))
(list before (f 10))

;;; case: (list p t)
;; value: (2 1)
(define-syntax swap!
  (syntax-rules () ((_ a b) (let ((t a)) (set! a b) (set! b t)))))
(define p 1)
(define t 2)
(eval '(swap! p t) (interaction-environment))
(list p t)

;;; case: (eval (list car (list 'quote (list 1 2))) (interaction-envir
;; value: 1
;; long: compiled
(eval (list car (list 'quote (list 1 2))) (interaction-environment))

;;; case: (eq? x (eval (list 'quote x) (interaction-environment)))
;; value: #t
;; long: compiled
(define x (list 1 2))
(eq? x (eval (list 'quote x) (interaction-environment)))

;;; case: (map (lambda (e) (eval e (interaction-environment))) '((+ 1
;; value: (3 "text" a #\b #(1 2))
;; long: compiled
(map (lambda (e) (eval e (interaction-environment))) '((+ 1 2) "text" 'a #\b #(1 2)))

;;; case: (eval '(let loop ((i 0) (s 0)) (if (< i 1000) (loop (+ i 1)
;; value: 499500
;; long: compiled
(eval '(let loop ((i 0) (s 0)) (if (< i 1000) (loop (+ i 1) (+ s i)) s)) (interaction-environment))

;;; case: (guard (e ((error-object? e) 'caught)) (eval '(car 5) (inter
;; value: caught
(guard (e ((error-object? e) 'caught)) (eval '(car 5) (interaction-environment)))

;;; case: (call-with-current-continuation (lambda (k) (eval (list 'beg
;; value: 3
;; long: compiled
(call-with-current-continuation (lambda (k) (eval (list 'begin (list k 3) 4) (interaction-environment))))

;;; case: (eval '(first-of '(1 2)) (environment '(rename (only (scheme
;; value: 1
;; long: compiled
(eval '(first-of '(1 2)) (environment '(rename (only (scheme base) car quote) (car first-of))))

;;; case: error: (eval '(car 5) (interaction-environment))
;; error: type 1:1
;; long: compiled
(eval '(car 5) (interaction-environment))

;;; case: error: (+ 1 (g '(if)))
;; error: syntax 1:15
(define (g e) (eval e (interaction-environment)))
(+ 1 (g '(if)))

;;; case: error: (eval 'not-defined-anywhere (interaction-environment))
;; error: undefined 1:1
;; long: compiled
(eval 'not-defined-anywhere (interaction-environment))

;;; case: error: (eval '(cdr '(1)) (environment '(only (scheme base) car quot
;; error: undefined 1:1
;; long: compiled
(eval '(cdr '(1)) (environment '(only (scheme base) car quote)))

;;; case: gradient 18
;; value: 5.43656365691809
;; gradient: a = 5.43656365691809
(define-parameter a 2.0)
(define (model x) (eval (list 'exp (list '* 'a x)) (interaction-environment)))
(* a (model 0.5))

;;; case: gradient 19
;; value: 18.0
;; gradient: a = 9
;; long: compiled
(define-parameter a 2.0)
(define program (list 'lambda '(x) (list '* 'x 'x a)))
((eval program (environment '(scheme base))) 3.0)
