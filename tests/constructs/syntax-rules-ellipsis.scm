;;; case: none, one, many
;; value: (() (1) (1 2 3))
(define-syntax my-list (syntax-rules () ((_ x ...) (list x ...))))
(list (my-list) (my-list 1) (my-list 1 2 3))

;;; case: my-let
;; value: 12
(define-syntax my-let
  (syntax-rules () ((_ ((name value) ...) body1 body2 ...) ((lambda (name ...) body1 body2 ...) value ...))))
(my-let ((a 3) (b 4)) (set! a 3) (* a b))

;;; case: my-let* from rules
;; value: (1 2 3)
(define-syntax my-let*
  (syntax-rules ()
    ((_ () body ...) (let () body ...))
    ((_ ((n v) more ...) body ...) (let ((n v)) (my-let* (more ...) body ...)))))
(my-let* ((a 1) (b (+ a 1)) (c (+ b 1))) (list a b c))

;;; case: two levels
;; value: ((1 2 3) (4) ())
(define-syntax nested (syntax-rules () ((_ (a ...) ...) (list (list a ...) ...))))
(nested (1 2 3) (4) ())

;;; case: two levels with a head
;; value: ((a 1 2) (b) (c 3))
(define-syntax rows (syntax-rules () ((_ (h x ...) ...) '((h x ...) ...))))
(rows (a 1 2) (b) (c 3))

;;; case: three levels
;; value: (((1 2) (3)) ((4)) ())
(define-syntax deep (syntax-rules () ((_ ((a ...) ...) ...) '(((a ...) ...) ...))))
(deep ((1 2) (3)) ((4)) ())

;;; case: taken apart and put together otherwise
;; value: ((a b c) (1 2 3) ((1 . a) (2 . b) (3 . c)))
(define-syntax unzip (syntax-rules () ((_ (n v) ...) '((n ...) (v ...) ((v . n) ...)))))
(unzip (a 1) (b 2) (c 3))

;;; case: two ellipses flatten
;; value: (1 2 3 4 5)
(define-syntax flat (syntax-rules () ((_ (a ...) ...) '(a ... ...))))
(flat (1 2) () (3 4 5))

;;; case: three ellipses flatten
;; value: (1 2 3 4)
(define-syntax flat (syntax-rules () ((_ ((a ...) ...) ...) '(a ... ... ...))))
(flat ((1 2) (3)) () ((4)))

;;; case: flattening what has more than one variable
;; value: ((1 a) (2 a) (3 b))
(define-syntax pairs (syntax-rules () ((_ (x (y ...)) ...) '((y ... x) ...))))
(list (reverse (list 'a 1)) (reverse (list 'a 2)) (car (pairs (b (3)))))

;;; case: an outer variable is repeated in every inner repetition
;; value: ((1 4 5 6) (2 4 5 6) (3 4 5 6))
(define-syntax m (syntax-rules () ((_ (a ...) (b ...)) '((a b ...) ...))))
(m (1 2 3) (4 5 6))

;;; case: a variable takes the innermost ellipses
;; value: ((1 2) (4 3) (1 5) (4 6))
(define-syntax m (syntax-rules () ((_ (a b ...) ...) '((a b) ... ...))))
(m (1 2 3) (4 5 6))

;;; case: a variable takes the innermost ellipses in nested lists
;; value: (((1 2) (4 3)) ((1 5) (4 6)))
(define-syntax m (syntax-rules () ((_ (a b ...) ...) '(((a b) ...) ...))))
(m (1 2 3) (4 5 6))

;;; case: a variable without ellipsis inside one
;; value: ((x 1) (x 2))
(define-syntax with (syntax-rules () ((_ a b ...) '((a b) ...))))
(with x 1 2)

;;; case: patterns after an ellipsis
;; value: ((1 2 3) 4 5)
(define-syntax last-two (syntax-rules () ((_ a ... b c) '((a ...) b c))))
(last-two 1 2 3 4 5)

;;; case: patterns after an ellipsis that has nothing
;; value: (() 1 2)
(define-syntax last-two (syntax-rules () ((_ a ... b c) '((a ...) b c))))
(last-two 1 2)

;;; case: patterns after an ellipsis and a tail
;; value: (((1 2 3) 4 5 ()) (() 1 2 ()) ((1) 2 3 4))
(define-syntax v (syntax-rules () ((_ a ... b c . d) '((a ...) b c d))))
(list (v 1 2 3 4 5) (v 1 2) (v 1 2 3 . 4))

;;; case: an ellipsis in the middle of a vector
;; value: (1 (2 3) 4)
(define-syntax v (syntax-rules () ((_ #(a b ... c)) '(a (b ...) c))))
(v #(1 2 3 4))

;;; case: a tail behind an ellipsis
;; value: ((1 2) 3)
(define-syntax v (syntax-rules () ((_ (a ... . b)) '((a ...) b))))
(v (1 2 . 3))

;;; case: nested patterns behind an ellipsis
;; value: ((a b) (1 2) end)
(define-syntax v (syntax-rules () ((_ (n x) ... (e)) '((n ...) (x ...) e))))
(v (a 1) (b 2) (end))

;;; case: a custom ellipsis
;; value: ((1 2 3) ...)
(define-syntax my-list (syntax-rules ::: () ((_ x :::) '((x :::) ...))))
(my-list 1 2 3)

;;; case: an ellipsis that is escaped
;; value: (a b ...)
(define-syntax q (syntax-rules () ((_ x) '(x b (... ...)))))
(q a)

;;; case: a template that is escaped
;; value: ((1 ...) 1)
(define-syntax q (syntax-rules () ((_ x) '((... (x ...)) x))))
(q 1)

;;; case: a macro that defines a macro with an ellipsis
;; value: 10
(define-syntax define-adder
  (syntax-rules ()
    ((_ name start)
     (define-syntax name
       (syntax-rules () ((_ x (... ...)) (+ start x (... ...))))))))
(define-adder add-one 1)
(add-one 2 3 4)

;;; case: be-like-begin of R7RS
;; value: 4
(define-syntax be-like-begin
  (syntax-rules ()
    ((be-like-begin name)
     (define-syntax name
       (syntax-rules ()
         ((name expr (... ...)) (begin expr (... ...))))))))
(be-like-begin sequence)
(sequence 1 2 3 4)

;;; case: a macro that defines a macro with its own ellipsis
;; value: ((1 2) (1 3))
(define-syntax define-pairer
  (syntax-rules ()
    ((_ name (x ...))
     (define-syntax name
       (syntax-rules ::: () ((_ y :::) '((x ... y) :::)))))))
(define-pairer pairer (1))
(pairer 2 3)

;;; case: an ellipsis as a literal
;; value: ((1 2) other)
(define-syntax dots (syntax-rules (...) ((_ x ... y) '(x y)) ((_ . r) 'other)))
(list (dots 1 ... 2) (dots 1 2 3))

;;; case: cond from rules
;; value: (b 5 none)
(define-syntax my-cond
  (syntax-rules (else =>)
    ((_ (else e ...)) (begin e ...))
    ((_ (test => f) clause ...) (let ((t test)) (if t (f t) (my-cond clause ...))))
    ((_ (test e ...) clause ...) (if test (begin e ...) (my-cond clause ...)))))
(list (my-cond (#f 'a) ((= 1 1) 'b) (else 'c))
      (my-cond ((assv 2 '((1 . 4) (2 . 5))) => cdr) (else 'none))
      (my-cond (#f 1) (else 'none)))

;;; case: do from R7RS 7.3
;; value: (#(0 1 2 3 4) 25)
(define-syntax my-do
  (syntax-rules ()
    ((my-do ((var init step ...) ...) (test expr ...) command ...)
     (letrec ((loop (lambda (var ...)
                      (if test
                          (begin (if #f #f) expr ...)
                          (begin command ... (loop (my-do "step" var step ...) ...))))))
       (loop init ...)))
    ((my-do "step" x) x)
    ((my-do "step" x y) y)))
(list (my-do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i i))
      (let ((x '(1 3 5 7 9))) (my-do ((x x (cdr x)) (sum 0 (+ sum (car x)))) ((null? x) sum))))

;;; case: letrec from R7RS 7.3
;; value: (#t 120)
(define-syntax my-letrec
  (syntax-rules ()
    ((_ ((var init) ...) body ...) (my-letrec "generate temporaries" (var ...) () ((var init) ...) body ...))
    ((_ "generate temporaries" () (temp ...) ((var init) ...) body ...)
     (let ((var #f) ...) (let ((temp init) ...) (set! var temp) ... (let () body ...))))
    ((_ "generate temporaries" (x y ...) (temp ...) ((var init) ...) body ...)
     (my-letrec "generate temporaries" (y ...) (newtemp temp ...) ((var init) ...) body ...))))
(my-letrec ((even? (lambda (n) (or (= n 0) (odd? (- n 1)))))
            (odd? (lambda (n) (and (> n 0) (even? (- n 1)))))
            (fact (lambda (n) (if (= n 0) 1 (* n (fact (- n 1)))))))
  (list (even? 10) (fact 5)))

;;; case: sequences of different lengths
;; error: syntax 2:1
(define-syntax m (syntax-rules () ((_ (a ...) (b ...)) '((a b) ...))))
(m (1 2 3) (4 5))

;;; case: an ellipsis that follows nothing in a pattern
;; error: syntax 1:39
(define-syntax a (syntax-rules () ((_ ... x) 1)))

;;; case: two ellipses in one pattern
;; error: syntax 1:47
(define-syntax a (syntax-rules () ((_ x ... y ...) 1)))

;;; case: two ellipses in a row in a pattern
;; error: syntax 1:45
(define-syntax a (syntax-rules () ((_ x ... ...) 1)))

;;; case: an ellipsis that follows nothing in a template
;; error: syntax 1:46
(define-syntax a (syntax-rules () ((_ x) '(x ... ...))))

;;; case: an ellipsis after what does not repeat
;; error: syntax 1:50
(define-syntax a (syntax-rules () ((_ x) (list x ...))))

;;; case: a variable that needs an ellipsis
;; error: syntax 1:46
(define-syntax a (syntax-rules () ((_ x ...) x)))

;;; case: a variable that needs two ellipses
;; error: syntax 1:54
(define-syntax a (syntax-rules () ((_ (x ...) ...) '(x ...))))

;;; case: gradient of sums that macros write
;; value: 14.0
;; gradient: a = 3.0, b = 8.0
(define-parameter a 1.0)
(define-parameter b 2.0)
(define-syntax dot (syntax-rules () ((_ (x ...) (y ...)) (+ (* x y) ...))))
(* 2 (dot (a b 2) (1.5 b 0.75)))
