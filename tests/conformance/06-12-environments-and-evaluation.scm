; Conformance checks for R7RS-small section 6.12: environments and evaluation.

;;; section: 6.12 eval and environment

;; check: eval in an environment made of a library
(eval '(string-append "ab" (number->string 12)) (environment '(scheme base)))
;; => "ab12"

;; check: eval of a procedure call with a constructed expression
(eval (list '+ 1 2 (list '* 3 4)) (environment '(scheme base)))
;; => 15

;; check: eval of a lambda expression
(let ((twice (eval '(lambda (g) (lambda (x) (g (g x)))) (environment '(scheme base))))) ((twice cdr) '(1 2 3 4)))
;; => (3 4)

;; check: eval of special forms
(eval '(let loop ((i 0) (s 0)) (if (= i 5) s (loop (+ i 1) (+ s i)))) (environment '(scheme base)))
;; => 10

;; check: eval with several libraries
(eval '(list (char-upcase #\a) (caddr '(1 2 3))) (environment '(scheme base) '(scheme char) '(scheme cxr)))
;; => (#\A 3)

;; check: environment with only
(eval '(car '(1 2)) (environment '(only (scheme base) car quote)))
;; => 1

;; check: environment with prefix
(eval '(b:+ 1 2) (environment '(prefix (scheme base) b:)))
;; => 3

;; check: environment with rename
(eval '(plus 1 2) (environment '(rename (only (scheme base) +) (+ plus))))
;; => 3

;; check: environment with except
(eval '(vector 1 2) (environment '(except (scheme base) list)))
;; => #(1 2)

;; check: an environment has only what it imports
(eval '(cdr '(1 2)) (environment '(only (scheme base) car quote)))
;; => error

;; check: eval does not see local variables
(let ((local-variable 5)) (eval 'local-variable (environment '(scheme base))))
;; => error

;; check: eval of self-evaluating objects
(let ((e (environment '(scheme base)))) (list (eval 5 e) (eval "s" e) (eval #t e) (eval #\a e) (eval '#(1 2) e)))
;; => (5 "s" #t #\a #(1 2))

;; check: eval of a quotation
(eval ''(a b) (environment '(scheme base)))
;; => (a b)

;; check: eval of a macro use
(eval '(let-syntax ((m (syntax-rules () ((_ a b) (list b a))))) (m 1 2)) (environment '(scheme base)))
;; => (2 1)

;; check: eval of a record definition in a body
(eval '(let () (define-record-type p (mk a) p? (a get)) (get (mk 3))) (environment '(scheme base)))
;; => 3

;; check: eval of eval
(eval '(eval '(+ 1 2) (environment '(scheme base))) (environment '(scheme base) '(scheme eval)))
;; => 3

;; check: eval gives several values
(call-with-values (lambda () (eval '(values 1 2) (environment '(scheme base)))) list)
;; => (1 2)

;; check: an exception in eval
(guard (e (#t (list 'caught e))) (eval '(raise 'inside) (environment '(scheme base))))
;; => (caught inside)

;; check: a syntax error in eval is an exception
(guard (e (#t 'caught)) (eval '(let ((x)) x) (environment '(scheme base))))
;; => caught

;; check: a continuation out of eval
(+ 1 (call/cc (lambda (k) (eval (list 'apply k ''(5)) (environment '(scheme base))))))
;; => 6

;; check: a procedure made by eval is called outside
(map (eval '(lambda (x) (* x x)) (environment '(scheme base))) '(1 2 3))
;; => (1 4 9)

;; check: a procedure object in an evaluated expression
(eval (list (list 'lambda '(f) '(f 5)) 'square) (environment '(scheme base)))
;; => 25

;; check: a parameter's value inside eval
(eval '(let ((p (make-parameter 1))) (parameterize ((p 2)) (p))) (environment '(scheme base)))
;; => 2

;; check: an environment of a user library
(define-library (test for-eval)
  (export triple)
  (import (scheme base))
  (begin (define (triple x) (* 3 x))))
(import (scheme base) (scheme eval) (test for-eval))
(eval '(triple 4) (environment '(scheme base) '(test for-eval)))
;; => 12

;; check: environment of a library that does not exist
(environment '(no library of this name))
;; => error

;; check: a deep expression
(eval (let loop ((i 0) (e 0)) (if (= i 200) e (loop (+ i 1) (list '+ 1 e)))) (environment '(scheme base)))
;; => 200

;;; section: 6.12 scheme-report-environment and interaction-environment

;; check: scheme-report-environment
(eval '(+ 1 (car '(2))) (scheme-report-environment 5))
;; => 3

;; check: scheme-report-environment has the names of that report
(eval '(list (exact->inexact 1) (inexact->exact 2.0)) (scheme-report-environment 5))
;; => (1.0 2)

;; check: scheme-report-environment has its syntax
(eval '(let* ((x 1) (y (+ x 1))) (do ((i 0 (+ i 1)) (s 0 (+ s y))) ((= i 3) s))) (scheme-report-environment 5))
;; => 6

;; check: null-environment has syntax
(eval '(let ((f (lambda (x) (if x 'yes 'no)))) (f #t)) (null-environment 5))
;; => yes
;; note: mit 12.1 has no working null-environment

;; check: null-environment has no procedures
(eval '(car '(1)) (null-environment 5))
;; => error

;; check: interaction-environment has the standard procedures
(eval '(+ 1 2) (interaction-environment))
;; => 3

;; check: a definition by eval in the interaction environment
(eval '(define fresh-name-by-eval 6) (interaction-environment))
(eval '(* fresh-name-by-eval 7) (interaction-environment))
;; => 42

;; check: an assignment by eval in the interaction environment
(eval '(define counter-by-eval 1) (interaction-environment))
(eval '(set! counter-by-eval (+ counter-by-eval 1)) (interaction-environment))
(eval 'counter-by-eval (interaction-environment))
;; => 2

;; check: a syntax definition by eval in the interaction environment
(eval '(define-syntax swap-by-eval (syntax-rules () ((_ a b) (list b a)))) (interaction-environment))
(eval '(swap-by-eval 1 2) (interaction-environment))
;; => (2 1)

;; check: a procedure defined by eval keeps its environment
(eval '(define (adder-by-eval n) (lambda (x) (+ x n))) (interaction-environment))
((eval '(adder-by-eval 10) (interaction-environment)) 5)
;; => 15

;; check: a definition with begin by eval
(eval '(begin (define one-by-eval 1) (define two-by-eval 2)) (interaction-environment))
(eval '(list one-by-eval two-by-eval) (interaction-environment))
;; => (1 2)

;;; section: 6.14 System interface

;; check: features is a list of symbols
(let loop ((l (features))) (cond ((null? l) 'ok) ((symbol? (car l)) (loop (cdr l))) (else (car l))))
;; => ok

;; check: features has r7rs
(if (memq 'r7rs (features)) 'present 'absent)
;; => present

;; check: current-second is a number of seconds
(let ((t (current-second))) (and (real? t) (> t 1e9) (< t 1e11)))
;; => #t

;; check: current-jiffy is an exact integer
(list (exact-integer? (current-jiffy)) (exact-integer? (jiffies-per-second)) (positive? (jiffies-per-second)))
;; => (#t #t #t)

;; check: time does not run backwards
(let* ((a (current-jiffy)) (b (current-jiffy))) (<= a b))
;; => #t

;; check: the command line is a list of strings
(let loop ((l (command-line))) (cond ((null? l) 'ok) ((string? (car l)) (loop (cdr l))) (else (car l))))
;; => ok

;; check: an environment variable that is not set
(get-environment-variable "THIS_VARIABLE_IS_SURELY_NOT_SET_42")
;; => #f

;; check: the environment variables are an association list of strings
(let loop ((l (get-environment-variables)))
  (cond ((null? l) 'ok) ((and (string? (caar l)) (string? (cdar l))) (loop (cdr l))) (else (car l))))
;; => ok
