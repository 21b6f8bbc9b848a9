;;; case: parameter called list
;; value: 1
(define (f list) (car list))
(f '(1 2 3))

;;; case: parameters called like primitives
;; value: (1 2 3)
(define (f + - car) (list + - car))
(f 1 2 3)

;;; case: parameter called if
;; value: 42
(define (f if) (* if 2))
(f 21)

;;; case: parameter called define
;; value: (1 2)
(define (f define) (list define (+ define 1)))
(f 1)

;;; case: parameter called lambda, called as a procedure
;; value: 25
((lambda (lambda) (lambda 5)) (lambda (x) (* x x)))

;;; case: parameter called if, called as a procedure
;; value: (1 2 3)
(define (f if) (if 1 2 3))
(f list)

;;; case: parameter called quote
;; value: 105
(define (f quote) (quote 5))
(f (lambda (x) (+ x 100)))

;;; case: quotation mark with a parameter called quote
;; value: -7
(define (f quote) '7)
(f -)

;;; case: let variable called begin
;; value: (1 2 3)
(let ((begin list)) (begin 1 2 3))

;;; case: let variable called set!
;; value: (1 2)
(let ((x 1) (set! (lambda (a b) (list a b)))) (set! x 2))

;;; case: let variable called cond and else
;; value: (3 5)
(let ((cond list) (else 5)) (cond (+ 1 2) else))

;;; case: let variable called and, or, when
;; value: ((1 #f 2) #(#f 1) 3)
(let ((and list) (or vector) (when +)) (list (and 1 #f 2) (or #f 1) (when 1 2)))

;;; case: let variable called let
;; value: 42
(let ((let (lambda (x) (* 2 x)))) (let 21))

;;; case: let variable called do and case
;; value: ((do 1) (case 2 3))
(let ((do (lambda (x) (list 'do x))) (case (lambda (x y) (list 'case x y)))) (list (do 1) (case 2 3)))

;;; case: internal define of a keyword name
;; value: (mine 1 2)
(define (f x) (define (unless a b) (list 'mine a b)) (unless x 2))
(f 1)

;;; case: named let called if
;; value: (1 2 3)
(let if ((n 3) (l '())) (cond ((= n 0) l) (else (if (- n 1) (cons n l)))))

;;; case: do variable called list
;; value: (2 1 0)
(do ((list '() (cons i list)) (i 0 (+ i 1))) ((= i 3) list))

;;; case: rest parameter called quote
;; value: 3
((lambda quote (length quote)) 1 2 3)

;;; case: primitives as local variables keep other primitives intact
;; value: (7 10 -3)
(let ((* +) (+ *)) (list (* 2 5) (+ 2 5) (- 2 5)))

;;; case: global redefinition of a primitive
;; value: (my-abs -5)
(define (abs x) (list 'my-abs x))
(abs -5)

;;; case: global redefinition of an arithmetic primitive
;; value: (1003 1000 3)
(define old+ +)
(define (+ . args) (old+ 1000 (apply old+ args)))
(list (+ 1 2) (+) (- 5 2))

;;; case: global redefinition seen by other definitions
;; value: 9
(define (square x) (* x x x))
(define (f x) (+ 1 (square x)))
(f 2)

;;; case: global redefinition of list operations
;; value: (1 2 #t)
(define (cons a b) (vector a b))
(define (car p) (vector-ref p 0))
(define (cdr p) (vector-ref p 1))
(list (car (cons 1 2)) (cdr (cons 1 2)) (vector? (cons 1 2)))

;;; case: library procedures are not affected by a redefinition
;; value: ((2 4 6) (1 2) mine)
(define (car x) 'mine)
(define (null? x) #f)
(list (map (lambda (x) (* 2 x)) '(1 2 3)) (append '(1) '(2)) (car '(5)))

;;; case: global redefinition with set!
;; value: (max 1 2)
(set! max (lambda (a b) (list 'max a b)))
(max 1 2)

;;; case: a global variable named like a primitive
;; value: (5 1 2 3)
(define list '(1 2 3))
(define vector 5)
(cons vector list)

;;; case: a learnable constant named like a primitive
;; value: 1.0
;; tolerance: 1e-12
(define-parameter exp 0.5)
(* 2 exp)

;;; case: inner scopes end
;; value: ((2) 1)
(define (f x) (let ((car cdr)) (car x)))
(list (f '(1 2)) (car '(1 2)))

;;; case: shadowing in a body after use outside
;; value: (12 (still))
(define x (list 1 2))
(define (f list) (+ list (length x)))
(list (f 10) (list 'still))

;;; case: macro-like forms still work where their helpers are shadowed
;; value: (a 3 x y b)
(let ((memv (lambda args #f)) (not (lambda (x) 'not)) (list vector) (cons vector) (append vector))
  (case 2 ((1 2) `(a ,(+ 1 2) ,@'(x y) b)) (else 'wrong)))

;;; case: do and named let where their helpers are shadowed
;; value: 10
(let ((if list) (let list) (begin list) (lambda list) (letrec list))
  (do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i 5) s)))

;;; case: when and unless where their helpers are shadowed
;; value: #(2 4)
(let ((if list) (begin list) (not list)) (vector (when #t 1 2) (unless #f 3 4)))

;;; case: and, or, cond where their helpers are shadowed
;; value: #(2 3 -2 one)
(let ((if list) (let list) (begin list)) (vector (and 1 2) (or #f 3) (cond (#f 1) ((+ 1 1) => -) (else 5)) (case 1 ((1) 'one) (else 'other))))

;;; case: variables named like temporaries
;; value: 22
(define (f t temp x y loop result) (or #f (and t (let ((tmp 1)) (+ t temp x y loop result tmp)))))
(f 1 2 3 4 5 6)

;;; case: gradient with a parameter called list
;; value: 2.25
;; gradient: a = 3.0
(define-parameter a 1.5)
(define (f list) (* list list))
(f a)

;;; case: gradient with redefined arithmetic
;; value: 3.0
;; gradient: a = 2.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define old* *)
(define (* x y) (old* 2 x y))
(+ (* a b) a)

;;; case: gradient with swapped operators
;; value: 2.75
;; gradient: a = 1.5, b = 2.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((* +) (+ *)) (* (+ a b) (* a b)))

;;; case: gradient with a redefined elementary function
;; value: 3.375
;; gradient: a = 6.75
;; tolerance: 1e-12
(define-parameter a 1.5)
(define (exp x) (* x x x))
(exp a)

;;; case: gradient of constants named like primitives
;; value: 0.75
;; gradient: exp = 1.5, sin = 0.5
;; tolerance: 1e-12
(define-parameter exp 0.5)
(define-parameter sin 1.5)
(* exp sin)

;;; case: gradient with a parameter called if
;; value: 0.75
;; gradient: a = 0.5, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f if else) (* if else))
(f a b)
