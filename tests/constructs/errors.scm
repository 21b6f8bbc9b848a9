;;; case: car of a number
;; error: type 1:1
(car 5)

;;; case: car of the empty list
;; error: type 1:1
(car '())

;;; case: cdr of the empty list
;; error: type 1:1
(cdr '())

;;; case: car inside an expression on a later line
;; error: type 4:9
(define x 1)
(define y 2)
(+ x
   (* y (car x)))

;;; case: car in a procedure that is called later
;; error: type 2:3
(define (head l)
  (car l))

(define (f) (head 5))
(f)

;;; case: column counts characters before the call
;; error: type 1:23
(list 1 2 "three" #\4 (car 'a))

;;; case: cadr of a short list
;; error: type 1:20
(define (f l) (+ 1 (cadr l)))
(f '(1))

;;; case: caddr of a symbol
;; error: type 1:1
(caddr 'abc)

;;; case: set-car! of the empty list
;; error: type 1:1
(set-car! '() 1)

;;; case: set-cdr! of a number
;; error: type 1:8
(begin (set-cdr! 5 1))

;;; case: adding a symbol
;; error: type 1:1
(+ 1 'a)

;;; case: adding a string
;; error: type 2:3
(let ((x "2"))
  (+ 1 x))

;;; case: adding to a boolean in the middle
;; error: type 1:1
(+ 1 2 #t 4)

;;; case: subtracting a list
;; error: type 1:1
(- '(1) 1)

;;; case: multiplying with a procedure
;; error: type 1:1
(* 2 car)

;;; case: dividing a character
;; error: type 1:1
(/ #\a 2)

;;; case: negating a symbol
;; error: type 1:1
(- 'x)

;;; case: comparing a symbol
;; error: type 1:5
(if (< 1 'a) 1 2)

;;; case: comparing strings with numbers
;; error: type 1:1
(= "1" 1)

;;; case: zero? of a symbol
;; error: type 1:1
(zero? 'a)

;;; case: even? of a fraction
;; error: type 1:1
(even? 1.5)

;;; case: quotient of a fraction
;; error: type 1:1
(quotient 1.5 2)

;;; case: abs of a string
;; error: type 1:1
(abs "x")

;;; case: sqrt of a symbol
;; error: type 1:1
(sqrt 'x)

;;; case: exp of a list
;; error: type 1:20
(define (f x) (* 2 (exp x)))
(f '(1.0))

;;; case: max with a symbol
;; error: type 1:1
(max 1 'a)

;;; case: length of a number
;; error: type 1:1
(length 5)

;;; case: length of an improper list
;; error: type 1:1
(length '(1 2 . 3))

;;; case: reverse of an improper list
;; error: type 1:1
(reverse '(1 . 2))

;;; case: vector-ref of a list
;; error: type 1:1
(vector-ref '(1 2) 0)

;;; case: vector-length of a string
;; error: type 1:1
(vector-length "abc")

;;; case: vector index that is not exact
;; error: type 1:1
(vector-ref (vector 1 2) 1.0)

;;; case: vector index that is a symbol
;; error: type 1:1
(vector-ref (vector 1 2) 'a)

;;; case: string-length of a symbol
;; error: type 1:1
(string-length 'abc)

;;; case: string-append with a number
;; error: type 1:1
(string-append "a" 5)

;;; case: symbol->string of a string
;; error: type 1:1
(symbol->string "a")

;;; case: string->symbol of a symbol
;; error: type 1:1
(string->symbol 'a)

;;; case: char->integer of a string
;; error: type 1:1
(char->integer "a")

;;; case: number->string of a symbol
;; error: type 1:1
(number->string 'a)

;;; case: vector index at the length
;; error: range 1:1
(vector-ref (vector 1 2 3) 3)

;;; case: vector index far outside
;; error: range 3:3
(define v (make-vector 10 0))
(let loop ((i 0))
  (vector-set! v i 1)
  (loop (+ i 1)))

;;; case: vector index in an empty vector
;; error: range 1:1
(vector-ref (vector) 0)

;;; case: string index at the length
;; error: range 1:1
(string-ref "abc" 3)

;;; case: substring beyond the end
;; error: range 1:1
(substring "hello" 2 10)

;;; case: substring with end before start
;; error: range 1:1
(substring "hello" 3 2)

;;; case: too few arguments for a user procedure
;; error: arity 2:1
(define (f x y) (+ x y))
(f 1)

;;; case: too many arguments for a user procedure
;; error: arity 3:3
(define (f x y) (+ x y))
(list 1
  (f 1 2 3))

;;; case: no arguments where one is needed
;; error: arity 2:1
(define (f x) x)
(f)

;;; case: an argument where none is taken
;; error: arity 2:1
(define (f) 1)
(f 1)

;;; case: too few for a rest procedure
;; error: arity 2:1
(define (f a b . r) r)
(f 1)

;;; case: immediate lambda with the wrong number
;; error: arity 1:1
((lambda (x y) x) 1)

;;; case: a closure in a variable
;; error: arity 3:6
(define (make k) (lambda (x) (+ x k)))
(define g (make 1))
(+ 1 (g 1 2))

;;; case: a named let called with the wrong number
;; error: arity 2:17
(let loop ((i 0) (s 0))
  (if (= i 3) s (loop (+ i 1))))

;;; case: in a tail call
;; error: arity 1:15
(define (f x) (g x x))
(define (g x) x)
(f 1)

;;; case: too few arguments for a primitive
;; error: arity 1:1
(cons 1)

;;; case: too many arguments for a primitive
;; error: arity 1:1
(car '(1) '(2))

;;; case: no arguments for a primitive
;; error: arity 1:1
(vector-ref)

;;; case: subtraction and division without arguments
;; error: arity 1:1
(-)

;;; case: a primitive in a variable
;; error: arity 2:3
(let ((f cons))
  (f 1 2 3))

;;; case: arity through apply
;; error: arity
(define (f x y) x)
(apply f '(1 2 3))

;;; case: arity through map
;; error: arity
(map (lambda (x y) x) '(1 2))

;;; case: undefined variable
;; error: undefined 1:1
nowhere

;;; case: undefined operator
;; error: undefined 1:7
(+ 1 (nowhere 2))

;;; case: undefined argument
;; error: undefined 2:8
(define (f x)
  (* x missing))
(f 2)

;;; case: undefined variable inside nested scopes
;; error: undefined 3:27
(let ((x 1))
  (let ((y 2))
    ((lambda (z) (+ x y z w)) 3)))

;;; case: variable used before its top-level definition
;; error: undefined 1:13
(define (f) later)
(define x (f))
(define later 5)

;;; case: the variable of an ended scope
;; error: undefined 2:1
(let ((inner 1)) inner)
inner

;;; case: names are case sensitive
;; error: undefined 2:10
(define Value 1)
(+ Value value)

;;; case: a definition that fails leaves nothing
;; error: undefined 1:11
(define x undefined-thing)

;;; case: an internal definition is not visible outside
;; error: undefined 3:1
(define (f) (define hidden 1) hidden)
(f)
hidden

;;; case: undefined variable that is never reached
;; value: 1
(define (f) never-defined)
(define (g x) (if x 1 also-never-defined))
(g #t)

;;; case: applying a number
;; error: not-procedure 1:1
(5 5)

;;; case: applying the result of a call
;; error: not-procedure 3:4
(define (f) 5)
(+ 1
   ((f) 2))

;;; case: applying a list
;; error: not-procedure 2:1
(define l '(1 2))
(l 0)

;;; case: applying a string without arguments
;; error: not-procedure 1:1
("hello")

;;; case: applying a boolean
;; error: not-procedure 1:15
(define (f g) (g 1))
(f #f)

;;; case: applying a symbol
;; error: not-procedure 1:1
('car '(1))

;;; case: applying a learnable constant
;; error: not-procedure 2:1
(define-parameter a 0.5)
(a 1)

;;; case: applying in a tail call
;; error: not-procedure 1:27
(define (f n) (if (= n 0) (n) (f (- n 1))))
(f 3)

;;; case: mapping a non-procedure
;; error: not-procedure
(map 5 '(1 2))

;;; case: apply of a non-procedure
;; error: not-procedure
(apply 5 '(1 2))

;;; case: exact division by exact zero
;; error: arithmetic 1:1
(/ 5 0)

;;; case: division of zero by exact zero
;; error: arithmetic 1:1
(/ 0 0)

;;; case: reciprocal of exact zero
;; error: arithmetic 1:1
(/ 0)

;;; case: division by exact zero in a procedure
;; error: arithmetic 2:3
(define (average total n)
  (/ total n))
(average 10 0)

;;; case: division by exact zero among several divisors
;; error: arithmetic 1:1
(/ 100 5 0 2)

;;; case: inexact divided by exact zero, as in Chez Scheme
;; value: +inf.0
(/ 5.0 0)

;;; case: modulo by zero in a loop
;; error: arithmetic 2:12
(let loop ((i 2))
  (if (= 0 (modulo 10 i)) (loop (- i 1)) i))

;;; case: exact remainder by zero
;; error: arithmetic 1:9
(list 1 (remainder 7 0))

;;; case: error with a message
;; error: user 1:1
(error "something bad")

;;; case: error with irritants
;; error: user 1:1
(error "msg" 1 "two" 'three)

;;; case: error in a procedure
;; error: user 3:7
(define (check x)
  (if (< x 0)
      (error "negative:" x)
      x))
(list (check 1) (check -1))

;;; case: error in a cond clause of a nested procedure
;; error: user 2:45
(define (f x)
  (define (g y) (cond ((= y 0) 'zero) (else (error "not zero" y '(a list) '#(1)))))
  (g x))
(f 1)

;;; case: error after output
;; output: before\n
;; error: user 3:1
(display "before")
(newline)
(error "stop")
(display "after")

;;; case: failing call after output
;; output: x=5
;; error: type 4:1
(display "x=")
(define x 5)
(display x)
(vector-ref x 0)

;;; case: error in a loop body
;; error: user 2:15
(do ((i 0 (+ i 1))) ((= i 10) i)
  (if (= i 7) (error "seven" i)))

;;; case: error that is not reached
;; value: fine
(if #f (error "never") 'fine)

;;; case: for-each over a number
;; error: type
(for-each display 5)

;;; case: apply with an improper argument list
;; error: type
(apply + 1 2)

;;; case: mapping car over numbers
;; error: type
(map car '(1 2))

;;; case: type error in a deep recursion
;; error: type 1:37
(define (sum l) (if (null? l) 'zero (+ (car l) (sum (cdr l)))))
(sum '(1 2 3))

;;; case: type error in a closure from a list
;; error: type 1:30
(define fs (list (lambda (x) (+ x 'a)) (lambda (x) x)))
((car fs) 1)

;;; case: type error after a tail call
;; error: type 3:15
(define (f x) (g x))
(define (g x) (h x))
(define (h x) (vector-length x))
(f 'not-a-vector)

;;; case: type error on a learnable constant
;; error: type 2:6
(define-parameter a 0.5)
(* 2 (car a))

;;; case: learnable constant as an index
;; error: type 2:1
(define-parameter a 1.0)
(vector-ref (vector 1 2) a)

;;; case: uninitialized variable in letrec
;; error: uninitialized 1:13
(letrec ((a b) (b 1)) a)

;;; case: comments before the call
;; error: type 5:22
; a comment line
#| a block
   comment |# (define x 'sym)
;another comment
(list x #| inline |# (cdr x))

;;; case: several forms on one line
;; error: undefined 1:43
(define a 1) (define b 2) (+ a b) (list a c)
