; Conformance checks for R7RS-small section 4.1: primitive expression types.

;;; section: 4.1.1 Variable references

;; check: value of a top-level variable
(define speed 61)
speed
;; => 61

;; check: unbound variable
(list 'before this-variable-is-not-bound)
;; => error

;; check: unbound operator
(this-procedure-is-not-bound 1)
;; => error

;; check: inner binding shadows outer
(define x 1)
(let ((x 2)) x)
;; => 2

;; check: outer binding is untouched by an inner one
(define x 1)
(let ((x 2)) x)
x
;; => 1

;; check: a variable may shadow a standard procedure locally
(let ((list vector)) (list 1 2))
;; => #(1 2)

;; check: a variable may shadow a keyword locally
(let ((if list)) (if 1 2 3))
;; => (1 2 3)

;; check: a formal may be named quote
((lambda (quote) (quote 4)) -)
;; => -4

;; check: shadowing define inside a body
(let ((define (lambda (a b) (+ a b)))) (define 1 2))
;; => 3

;; check: standard procedures are values
(map car (list (cons 1 2) (cons 3 4)))
;; => (1 3)

;;; section: 4.1.2 Literal expressions

;; check: quote gives the datum
(quote (a b c))
;; => (a b c)

;; check: quoted expression is not evaluated
'(+ 1 2)
;; => (+ 1 2)

;; check: empty list
'()
;; => ()

;; check: quoted number string boolean and character are themselves
(list '77 '"word" '#f '#\q)
;; => (77 "word" #f #\q)

;; check: self-evaluating number
70314
;; => 70314

;; check: self-evaluating string
"text"
;; => "text"

;; check: self-evaluating character
#\z
;; => #\z

;; check: self-evaluating boolean
#f
;; => #f

;; check: self-evaluating vector
#(a 10)
;; => #(a 10)

;; check: self-evaluating bytevector
#u8(64 65)
;; => #u8(64 65)

;; check: quote of a quote
(let ((x ''a)) (list (length x) (car x) (cadr x)))
;; => (2 quote a)

;; check: quoted improper list
'(a . (b . c))
;; => (a b . c)

;; check: a quoted constant is the same object each time
(define (constant) '(1 2))
(eq? (constant) (constant))
;; => #t

;; check: quoted symbol equals a computed one
(eq? 'abc (string->symbol "abc"))
;; => #t

;;; section: 4.1.3 Procedure calls

;; check: simple call
(- 20 6)
;; => 14

;; check: operator is an expression
((if (null? '()) max min) 8 2 5)
;; => 8

;; check: operator is a lambda expression
((lambda (a b) (- a b)) 10 4)
;; => 6

;; check: call without arguments
((lambda () 'none))
;; => none

;; check: nested calls
(* (+ 1 2) (- 10 (* 2 3)))
;; => 12

;; check: operator that returns a procedure
(((lambda (x) (lambda (y) (list x y))) 1) 2)
;; => (1 2)

;; check: calling a number
(5 6)
;; => error

;; check: calling a string
("abc")
;; => error

;; check: calling a list
('(1 2) 0)
;; => error

;; check: too few arguments
((lambda (a b) a) 1)
;; => error

;; check: too many arguments
((lambda (a b) a) 1 2 3)
;; => error

;; check: argument for a procedure of none
((lambda () 1) 2)
;; => error

;; check: too few arguments for a standard procedure
(cons 1)
;; => error

;; check: too many arguments for a standard procedure
(car '(1) '(2))
;; => error

;; check: operands are evaluated from left to right
(let ((seen '()))
  (define (note x) (set! seen (cons x seen)) x)
  (list (note 1) (note 2) (note 3))
  (reverse seen))
;; => (1 2 3)
;; note: mit evaluates from right to left; the order is a promise of this language, free in the report

;; check: operands of a user procedure are evaluated from left to right
(let ((seen '()))
  (define (note x) (set! seen (cons x seen)) x)
  (define (f a b c d) (list a b c d))
  (f (note 'a) (note 'b) (note 'c) (note 'd))
  (reverse seen))
;; => (a b c d)
;; note: mit evaluates from right to left; the order is a promise of this language, free in the report

;; check: initial values of let are evaluated from left to right
(let ((seen '()))
  (define (note x) (set! seen (cons x seen)) x)
  (let ((a (note 1)) (b (note 2)) (c (note 3)))
    (reverse seen)))
;; => (1 2 3)
;; note: mit evaluates from right to left; the order is a promise of this language, free in the report

;; check: arguments are passed by value
(define (change x) (set! x 99) x)
(define y 1)
(list (change y) y)
;; => (99 1)

;; check: pairs are passed by reference
(define (change! p) (set-car! p 'new))
(define p (list 'old 2))
(change! p)
p
;; => (new 2)

;; check: many arguments
(apply (lambda args (length args)) (make-list 1000 0))
;; => 1000

;;; section: 4.1.4 Procedures

;; check: lambda gives a procedure
(procedure? (lambda (x) x))
;; => #t

;; check: fixed formals
((lambda (x y) (list y x)) 1 2)
;; => (2 1)

;; check: variable formals take all arguments
((lambda all all) 'p 'q 'r)
;; => (p q r)

;; check: variable formals with no argument
((lambda x x))
;; => ()

;; check: dotted formals
((lambda (first second . others) (list others second first)) 1 2 3 4)
;; => ((3 4) 2 1)

;; check: dotted formals with nothing left
((lambda (x . z) (list x z)) 1)
;; => (1 ())

;; check: dotted formals with too few arguments
((lambda (x y . z) x) 1)
;; => error

;; check: the rest list is newly allocated
(let* ((given (list 1 2 3))
       (rest (apply (lambda x x) given)))
  (set-car! rest 'changed)
  given)
;; => (1 2 3)

;; check: body with several expressions
((lambda (x) (set! x (+ x 1)) (set! x (* x 2)) x) 4)
;; => 10

;; check: body with internal definitions
((lambda (x) (define y (* x x)) (define z (+ y 1)) (list x y z)) 3)
;; => (3 9 10)

;; check: closures remember their environment
(define (multiplier n) (lambda (x) (* n x)))
(define twice (multiplier 2))
(define tenfold (multiplier 10))
(list (twice 21) (tenfold 21))
;; => (42 210)

;; check: each closure has its own variables
(define (make-counter)
  (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define a (make-counter))
(define b (make-counter))
(a) (a)
(let* ((from-b (b)) (from-a (a))) (list from-a from-b))
;; => (3 1)

;; check: two closures over one variable
(define (make-cell value)
  (cons (lambda () value) (lambda (new) (set! value new))))
(define cell (make-cell 1))
((cdr cell) 2)
((car cell))
;; => 2

;; check: lexical scope not dynamic scope
(define x 'outer)
(define (show) x)
(let ((x 'inner)) (show))
;; => outer

;; check: recursion through a variable
(define fact (lambda (n) (if (= n 0) 1 (* n (fact (- n 1))))))
(fact 10)
;; => 3628800

;; check: a procedure as an argument and a result
(define (compose f g) (lambda (x) (f (g x))))
((compose car cdr) '(1 2 3))
;; => 2

;; check: a procedure is eqv to itself
(let ((p (lambda (x) x))) (list (eq? p p) (eqv? p p) (equal? p p)))
;; => (#t #t #t)

;; check: formals shadow in the nested procedure only
((lambda (x) (list ((lambda (x) (* x 10)) 2) x)) 1)
;; => (20 1)

;; check: the same name twice among the formals
(eval '(lambda (x x) x) (interaction-environment))
;; => error

;; check: deep recursion that is not a tail call
(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1)))))
(count 10000)
;; => 10000

;;; section: 4.1.5 Conditionals

;; check: if true
(if (memv 4 '(2 4 6)) 'member 'stranger)
;; => member

;; check: if false
(if (memv 5 '(2 4 6)) 'member 'stranger)
;; => stranger

;; check: only the chosen branch is evaluated
(let ((n 0))
  (if #t (set! n (+ n 1)) (set! n (+ n 10)))
  (if #f (set! n (+ n 100)) (set! n (+ n 1000)))
  n)
;; => 1001

;; check: everything but #f counts as true
(map (lambda (x) (if x 'true 'false)) (list 0 '() "" #\nul 'nil (vector) #f #t 0.0))
;; => (true true true true true true false true true)

;; check: one-armed if that is true
(if #t 'done)
;; => done

;; check: one-armed if that is false has no effect
(let ((n 1)) (if #f (set! n 2)) n)
;; => 1

;; check: if as an operator
((if (even? 7) car cdr) '(9 8))
;; => (8)

;; check: nested if
(define (sign n) (if (< n 0) 'negative (if (> n 0) 'positive 'zero)))
(map sign '(-5 0 5))
;; => (negative zero positive)

;; check: if with too many parts
(eval '(if 1 2 3 4) (interaction-environment))
;; => error

;; check: if with no branch
(eval '(if 1) (interaction-environment))
;; => error

;;; section: 4.1.6 Assignments

;; check: set! changes a top-level variable
(define height 10)
(set! height (* height height))
(- height 1)
;; => 99

;; check: set! changes the innermost binding
(define x 1)
(let ((x 10)) (set! x 11))
x
;; => 1

;; check: set! of an outer local variable
(let ((x 1))
  (let ((y 2)) (set! x (+ x y)))
  x)
;; => 3

;; check: set! of a formal
((lambda (n) (set! n (* n n)) n) 7)
;; => 49

;; check: set! of an unbound variable
(set! never-defined-anywhere 1)
;; => error

;; check: set! is seen by closures
(define n 1)
(define (get) n)
(set! n 2)
(get)
;; => 2

;; check: set! of a rest formal
((lambda (a . rest) (set! rest (length rest)) (list a rest)) 1 2 3)
;; => (1 2)

;; check: set! of a procedure name
(define (f) 1)
(define old f)
(set! f (lambda () 2))
(list (f) (old))
;; => (2 1)

;; check: set! in a loop
(define total 0)
(for-each (lambda (x) (set! total (+ total x))) '(1 2 3 4))
total
;; => 10
