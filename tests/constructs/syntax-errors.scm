;;; case: missing closing parenthesis
;; error: syntax
(+ 1 (* 2 3)

;;; case: missing closing parenthesis of a definition
;; error: syntax
(define (f x)
  (* x 2)
(f 3)

;;; case: extra closing parenthesis
;; error: syntax
(+ 1 2))

;;; case: only a closing parenthesis
;; error: syntax
)

;;; case: unterminated string
;; error: syntax
(display "never closed)

;;; case: unterminated block comment
;; error: syntax
(+ 1 2)
#| never closed

;;; case: unterminated vector
;; error: syntax
(vector-ref #(1 2 3 0)

;;; case: a dot without a tail
;; error: syntax
'(1 . )

;;; case: two data after a dot
;; error: syntax
'(1 . 2 3)

;;; case: a quotation mark at the end
;; error: syntax
(list 1 2) '

;;; case: the empty combination
;; error: syntax 1:1
()

;;; case: if without parts
;; error: syntax 1:1
(if)

;;; case: if with only a test
;; error: syntax 2:1
(define x 1)
(if x)

;;; case: if with four parts
;; error: syntax 1:1
(if 1 2 3 4)

;;; case: if with an improper end
;; error: syntax
(if 1 2 . 3)

;;; case: quote without a datum
;; error: syntax 1:1
(quote)

;;; case: quote with two data
;; error: syntax 1:7
(list (quote 1 2))

;;; case: lambda without parts
;; error: syntax 1:1
(lambda)

;;; case: lambda without a body
;; error: syntax 1:1
(lambda (x))

;;; case: lambda with a number as parameter
;; error: syntax
(lambda (1) 2)

;;; case: lambda with a repeated parameter
;; error: syntax
(lambda (x y x) x)

;;; case: lambda with a repeated rest parameter
;; error: syntax
(lambda (x . x) x)

;;; case: lambda with a string as parameters
;; error: syntax
(lambda "x" 1)

;;; case: define without parts
;; error: syntax 1:1
(define)

;;; case: define without a value
;; error: syntax 1:1
(define x)

;;; case: define with two values
;; error: syntax 1:1
(define x 1 2)

;;; case: define of a number
;; error: syntax
(define 5 1)

;;; case: procedure definition without a body
;; error: syntax 1:1
(define (f x))

;;; case: procedure definition with a repeated parameter
;; error: syntax
(define (f x x) x)

;;; case: set! without a value
;; error: syntax 2:1
(define x 1)
(set! x)

;;; case: set! of a number
;; error: syntax
(set! 5 1)

;;; case: set! with two values
;; error: syntax 2:1
(define x 1)
(set! x 1 2)

;;; case: set! of an expression
;; error: syntax
(set! (car '(1)) 2)

;;; case: let without parts
;; error: syntax 1:1
(let)

;;; case: let without a body
;; error: syntax 1:1
(let ((x 1)))

;;; case: let with a repeated variable
;; error: syntax
(let ((x 1) (x 2)) x)

;;; case: let with a binding without a value
;; error: syntax
(let ((x)) x)

;;; case: let with a binding of two values
;; error: syntax
(let ((x 1 2)) x)

;;; case: let with a bare binding
;; error: syntax
(let (x 1) x)

;;; case: let with a number as variable
;; error: syntax
(let ((1 2)) 3)

;;; case: let* without a body
;; error: syntax 1:1
(let* ((x 1) (y 2)))

;;; case: let* with a malformed binding
;; error: syntax
(let* ((x 1) y) x)

;;; case: letrec without a body
;; error: syntax 1:1
(letrec ((f (lambda () 1))))

;;; case: letrec with a repeated variable
;; error: syntax
(letrec ((f 1) (f 2)) f)

;;; case: letrec* without a body
;; error: syntax 1:1
(letrec* ((x 1)))

;;; case: named let without a body
;; error: syntax 1:1
(let loop ((i 0)))

;;; case: named let without bindings
;; error: syntax 1:1
(let loop)

;;; case: named let with a repeated variable
;; error: syntax
(let loop ((i 0) (i 1)) i)

;;; case: cond without clauses
;; error: syntax 1:1
(cond)

;;; case: cond with a clause that is not a list
;; error: syntax
(cond 5)

;;; case: cond with an empty clause
;; error: syntax
(cond ())

;;; case: cond with else before the end
;; error: syntax
(cond (else 1) (#t 2))

;;; case: cond with an empty else
;; error: syntax
(cond (#f 1) (else))

;;; case: case without parts
;; error: syntax 1:1
(case)

;;; case: case with data that are not a list
;; error: syntax
(case 1 (1 'one))

;;; case: do without parts
;; error: syntax 1:1
(do)

;;; case: do without a test
;; error: syntax
(do ((i 0 (+ i 1))))

;;; case: do with too many steps
;; error: syntax
(do ((i 0 1 2)) (#t 1))

;;; case: do with a repeated variable
;; error: syntax
(do ((i 0) (i 1)) (#t 1))

;;; case: when without parts
;; error: syntax 1:1
(when)

;;; case: unless without parts
;; error: syntax 1:1
(unless)

;;; case: a body with definitions only
;; error: syntax
(define (f) (define x 1))
(f)

;;; case: a definition in an operand
;; error: syntax
(+ 1 (define x 2))

;;; case: a definition in a branch
;; error: syntax
(define (f) (if #t (define x 1) 2))
(f)

;;; case: a keyword as a variable
;; error: syntax
(list if)

;;; case: else outside of cond
;; error: syntax 1:7
(list else)

;;; case: arrow outside of cond
;; error: syntax 1:7
(list =>)

;;; case: an improper combination
;; error: syntax
(+ 1 . 2)

;;; case: syntax error in a procedure that is never called
;; error: syntax
(define (f) (if))
5

;;; case: syntax error in a branch that is never taken
;; error: syntax
(if #t 1 (lambda))

;;; case: unquote outside of a quasiquote
;; error: syntax
(list ,5)

;;; case: unknown sharp syntax
;; error: syntax
(list #q1)

;;; case: unknown character name
;; error: syntax
(list #\nosuchcharacter)

;;; case: letrec with a malformed binding
;; error: syntax
(letrec ((f)) f)

;;; case: cond arrow without a receiver
;; error: syntax
(cond (1 =>))

;;; case: cond arrow with two receivers
;; error: syntax
(cond (1 => car cdr))
