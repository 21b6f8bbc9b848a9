;;; case: swap
;; value: (2 1)
(define-syntax swap!
  (syntax-rules ()
    ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define tmp 1)
(define other 2)
(swap! tmp other)
(list tmp other)

;;; case: while
;; value: (0 1 2 3)
(define-syntax while
  (syntax-rules ()
    ((_ test body ...) (let loop () (if test (begin body ... (loop)) #f)))))
(define (f loop)
  (let ((i 0) (out '()))
    (while (< i loop) (set! out (cons i out)) (set! i (+ i 1)))
    (reverse out)))
(f 4)

;;; case: recursive
;; value: (#f 3 1 #f)
(define-syntax my-or
  (syntax-rules ()
    ((_) #f)
    ((_ e) e)
    ((_ e r ...) (let ((t e)) (if t t (my-or r ...))))))
(list (my-or) (my-or #f 3) (my-or 1 (car 5)) (my-or #f #f))

;;; case: a macro may stand before its definition in a procedure
;; value: 7
(define (f x) (twice-plus x))
(define (twice-plus x) (+ x x 1))
(f 3)

;;; case: in a body
;; value: (25 6)
(define (f x)
  (define-syntax square (syntax-rules () ((_ e) (let ((v e)) (* v v)))))
  (define y (square x))
  (list y (+ x 1)))
(f 5)

;;; case: in a body, used above its definition
;; value: 9
(let ()
  (define (f) (square 3))
  (define-syntax square (syntax-rules () ((_ e) (* e e))))
  (f))

;;; case: in a body, hides what is outside
;; value: (inner outer)
(define-syntax where (syntax-rules () ((_) 'outer)))
(list (let () (define-syntax where (syntax-rules () ((_) 'inner))) (where)) (where))

;;; case: of a variable's name
;; value: 6
(define (double x) (list 'procedure x))
(define-syntax double (syntax-rules () ((_ x) (* 2 x))))
(double 3)

;;; case: a variable of a macro's name
;; value: 1
(define-syntax my (syntax-rules () ((_ a) 5)))
(define my 1)
my

;;; case: expands to a definition
;; value: (1 2)
(define-syntax def (syntax-rules () ((_ name value) (define name value))))
(def x 1)
(def y 2)
(list x y)

;;; case: expands to several definitions
;; value: (3 5)
(define-syntax def2
  (syntax-rules () ((_ (a x) (b y)) (begin (define a x) (define b (+ a y))))))
(def2 (p 3) (q 2))
(list p q)

;;; case: expands to definitions in a body
;; value: (1 2 3)
(define-syntax def2 (syntax-rules () ((_ a b x) (begin (define a x) (define b (+ a 1))))))
(define (f x)
  (def2 a b x)
  (define c (+ b 1))
  (list a b c))
(f 1)

;;; case: expands to a procedure definition
;; value: 120
(define-syntax define-recursive
  (syntax-rules () ((_ (name arg) body) (define (name arg) body))))
(define-recursive (fact n) (if (= n 0) 1 (* n (fact (- n 1)))))
(fact 5)

;;; case: expands to a macro definition
;; value: (1 2 3)
(define-syntax define-constant
  (syntax-rules () ((_ name value) (define-syntax name (syntax-rules () ((_) value))))))
(define-constant one 1)
(define-constant two (+ (one) 1))
(list (one) (two) (+ (one) (two)))

;;; case: expands to a record type
;; value: (3 #t)
(define-syntax define-pair-type
  (syntax-rules ()
    ((_ name make test first second)
     (define-record-type name (make a b) test (a first) (b second)))))
(define-pair-type couple make-couple couple? couple-a couple-b)
(let ((c (make-couple 1 2))) (list (+ (couple-a c) (couple-b c)) (couple? c)))

;;; case: begin with a macro's definition and its use
;; value: 10
(begin
  (define-syntax ten (syntax-rules () ((_) 10)))
  (define x (ten)))
x

;;; case: a program that ends with one has no value
;; value:
5
(define-syntax nothing (syntax-rules () ((_) 1)))

;;; case: a body that holds nothing else
;; error: syntax 1:1
(let () (define-syntax a (syntax-rules () ((_) 1))))

;;; case: two in one body
;; error: syntax 3:3
(define (f)
  (define-syntax a (syntax-rules () ((_) 1)))
  (define-syntax a (syntax-rules () ((_) 2)))
  (a))

;;; case: a macro's name has no value
;; error: syntax 2:7
(define-syntax my (syntax-rules () ((_ a) a)))
(list my)

;;; case: a macro cannot be assigned
;; error: syntax 2:1
(define-syntax my (syntax-rules () ((_ a) a)))
(set! my 5)

;;; case: something else than syntax-rules
;; error: syntax 1:20
(define-syntax foo (lambda (x) x))

;;; case: malformed
;; error: syntax 1:1
(define-syntax foo)

;;; case: inside an expression
;; error: syntax 1:4
(+ (define-syntax foo (syntax-rules () ((_) 1))) 1)

;;; case: an error in a macro is at its use
;; error: type 4:13
(define-syntax first-of
  (syntax-rules ()
    ((_ x) (car x))))
(define (f) (first-of 5))
(f)

;;; case: an error in what the use passes keeps its place
;; error: type 2:20
(define-syntax twice (syntax-rules () ((_ x) (+ x x))))
(define (f) (twice (vector-ref 'a 0)))
(f)

;;; case: an error in a macro in a macro is at the outermost use
;; error: type 4:3
(define-syntax inner (syntax-rules () ((_ x) (cdr (car x)))))
(define-syntax outer (syntax-rules () ((_ x) (inner (cdr x)))))
(define (f x)
  (outer x))
(f '(1 2))

;;; case: an undefined variable in a template is at the use
;; error: undefined 2:1
(define-syntax use-nothing (syntax-rules () ((_) (nothing-here 1))))
(use-nothing)

;;; case: an expansion without end
;; error: syntax 2:6
(define-syntax forever (syntax-rules () ((_ x ...) (forever x ... 1))))
(+ 1 (forever))

;;; case: an expansion without end that grows
;; error: syntax 2:1
(define-syntax forever (syntax-rules () ((_) (+ 1 (forever)))))
(forever)

;;; case: an expansion without end within procedures
;; error: syntax 2:1
;; long: both
(define-syntax forever (syntax-rules () ((_) (lambda () (forever)))))
(forever)

;;; case: an expansion without end of definitions
;; error: syntax 2:1
(define-syntax forever (syntax-rules () ((_) (begin (forever) (forever)))))
(forever)

;;; case: gradient through a macro
;; value: 21.0
;; gradient: a = 10.0, b = 3.0
(define-parameter a 3.0)
(define-parameter b 4.0)
(define-syntax square (syntax-rules () ((_ e) (let ((v e)) (* v v)))))
(+ (square a) (* a b))

;;; case: gradient of parameters that a macro defines
;; value: 8.0
;; gradient: x = 4.0, y = 2.0
(define-syntax params (syntax-rules () ((_ (name init) ...) (begin (define-parameter name init) ...))))
(params (x 2.0) (y 4.0))
(* x y)
