; Conformance checks for R7RS-small section 6.1: equivalence predicates.

;;; section: 6.1 eqv?

;; check: eqv? on symbols
(list (eqv? 'a 'a) (eqv? 'a 'b))
;; => (#t #f)

;; check: eqv? on booleans
(list (eqv? #t #t) (eqv? #f #f) (eqv? #t #f))
;; => (#t #t #f)

;; check: eqv? on the empty list
(list (eqv? '() '()) (eqv? '() #f) (eqv? '() (list)))
;; => (#t #f #t)

;; check: eqv? on exact integers
(list (eqv? 2 2) (eqv? 2 3) (eqv? 100000000 100000000))
;; => (#t #f #t)

;; check: eqv? on equal inexact numbers
(list (eqv? 0.5 0.5) (eqv? 1e100 1e100) (eqv? 1.5 2.5))
;; => (#t #t #f)

;; check: eqv? distinguishes exactness
(list (eqv? 2 2.0) (eqv? 0 0.0))
;; => (#f #f)

;; check: eqv? distinguishes the signs of zero
(list (eqv? 0.0 -0.0) (eqv? -0.0 -0.0) (eqv? 0.0 0.0))
;; => (#f #t #t)

;; check: eqv? on infinities
(list (eqv? +inf.0 +inf.0) (eqv? +inf.0 -inf.0))
;; => (#t #f)

;; check: eqv? on NaN and a number
(eqv? +nan.0 1.0)
;; => #f

;; check: eqv? on characters
(list (eqv? #\a #\a) (eqv? #\a #\A) (eqv? #\λ (integer->char #x3bb)))
;; => (#t #f #t)

;; check: eqv? on pairs made at different times
(eqv? (cons 1 2) (cons 1 2))
;; => #f

;; check: eqv? on the same pair
(let ((p (cons 1 2))) (eqv? p p))
;; => #t

;; check: eqv? on procedures
(let ((p (lambda (x) x))) (eqv? p p))
;; => #t

;; check: eqv? on procedures with different results
(eqv? (lambda () 1) (lambda () 2))
;; => #f

;; check: eqv? on objects of different types
(list (eqv? #f 'nil) (eqv? "" '()) (eqv? 'a "a") (eqv? #\a "a") (eqv? 0 #f))
;; => (#f #f #f #f #f)

;; check: eqv? on non-empty strings made at different times
(eqv? (string #\a) (string #\a))
;; => #f

;; check: eqv? on non-empty vectors made at different times
(eqv? (vector 1) (vector 1))
;; => #f

;; check: eqv? on bytevectors made at different times
(eqv? (bytevector 1) (bytevector 1))
;; => #f

;; check: eqv? on a standard procedure
(eqv? car car)
;; => #t

;; check: eqv? on procedures with their own state
(define (make-ticket-machine) (let ((next 0)) (lambda () (set! next (+ next 1)) next)))
(let ((m (make-ticket-machine))) (list (eqv? m m) (eqv? (make-ticket-machine) (make-ticket-machine))))
;; => (#t #f)

;; check: eqv? on computed numbers
(list (eqv? (+ 1 1) 2) (eqv? (* 1.0 2) 2.0) (eqv? (exact 2.0) 2))
;; => (#t #t #t)

;;; section: 6.1 eq?

;; check: eq? on symbols
(list (eq? 'a 'a) (eq? 'a (string->symbol "a")))
;; => (#t #t)

;; check: eq? on the same list
(let ((x '(a))) (eq? x x))
;; => #t

;; check: eq? on fresh lists
(eq? (list 'a) (list 'a))
;; => #f

;; check: eq? on the empty list and booleans
(list (eq? '() '()) (eq? #t #t) (eq? #f #f) (eq? #f '()))
;; => (#t #t #t #f)

;; check: eq? on a standard procedure
(eq? car car)
;; => #t

;; check: eq? on the same vector
(let ((x (vector))) (eq? x x))
;; => #t

;; check: eq? on the same procedure
(let ((p (lambda (x) x))) (eq? p p))
;; => #t

;; check: eq? on different symbols
(eq? 'abc 'abd)
;; => #f

;; check: eq? on fresh strings
(eq? (string #\a #\b) (string #\a #\b))
;; => #f

;; check: eq? after a set-car!
(let* ((a (list 1 2)) (b a)) (set-car! b 3) (list (eq? a b) a))
;; => (#t (3 2))

;;; section: 6.1 equal?

;; check: equal? on symbols
(equal? 'a 'a)
;; => #t

;; check: equal? on lists
(list (equal? '(x) '(x)) (equal? '(p (q (r)) s) (list 'p (list 'q (list 'r)) 's)) (equal? '(p q) '(p r)))
;; => (#t #t #f)

;; check: equal? on improper lists
(list (equal? '(1 . 2) (cons 1 2)) (equal? '(1 2) '(1 . 2)))
;; => (#t #f)

;; check: equal? on strings
(list (equal? "abc" (string #\a #\b #\c)) (equal? "abc" "abd") (equal? "" ""))
;; => (#t #f #t)

;; check: equal? is sensitive to case
(equal? "abc" "ABC")
;; => #f

;; check: equal? on numbers
(list (equal? 2 2) (equal? 2 2.0) (equal? 1.5 1.5))
;; => (#t #f #t)

;; check: equal? on vectors
(list (equal? (vector 1 2) #(1 2)) (equal? (make-vector 3 "z") (vector "z" "z" "z")) (equal? #(1 2) #(1 2 3)))
;; => (#t #t #f)

;; check: equal? on nested vectors and lists
(equal? '#(1 (2 #("three"))) (vector 1 (list 2 (vector (string-copy "three")))))
;; => #t

;; check: equal? on bytevectors
(list (equal? #u8(1 2) (bytevector 1 2)) (equal? #u8(1 2) #u8(1 3)) (equal? #u8() (bytevector)))
;; => (#t #f #t)

;; check: equal? on a bytevector and a vector
(equal? #u8(1 2) #(1 2))
;; => #f

;; check: equal? on a list and a vector
(equal? '(1 2) #(1 2))
;; => #f

;; check: equal? on characters
(list (equal? #\a #\a) (equal? #\a #\b))
;; => (#t #f)

;; check: equal? on a procedure
(list (equal? car car) (equal? car cdr))
;; => (#t #f)

;; check: equal? distinguishes types
(list (equal? 'a "a") (equal? '() #f) (equal? "1" 1) (equal? #() '()))
;; => (#f #f #f #f)

;; check: equal? on circular lists ends
(let ((a (list 1 2)) (b (list 1 2)))
  (set-cdr! (cdr a) a)
  (set-cdr! (cdr b) b)
  (equal? a b))
;; => #t
;; note: guile 3.0.8 does not end

;; check: equal? on circular lists of different periods
(let ((a (list 1 2)) (b (list 1 2 1 2)))
  (set-cdr! (cdr a) a)
  (set-cdr! (cdddr b) b)
  (equal? a b))
;; => #t
;; note: guile 3.0.8 does not end

;; check: equal? on different circular lists
(let ((a (list 1 2)) (b (list 1 3)))
  (set-cdr! (cdr a) a)
  (set-cdr! (cdr b) b)
  (equal? a b))
;; => #f

;; check: equal? on circular vectors
(let ((a (vector 1 #f)) (b (vector 1 #f)))
  (vector-set! a 1 a)
  (vector-set! b 1 b)
  (equal? a b))
;; => #t
;; note: guile 3.0.8 does not end

;; check: equal? on long lists
(equal? (make-list 100000 'x) (make-list 100000 'x))
;; => #t

;; check: equal? on deep lists
(let ((make (lambda () (do ((i 0 (+ i 1)) (l '() (list l))) ((= i 10000) l)))))
  (equal? (make) (make)))
;; => #t

;; check: equal? on records of different identity
(define-record-type p (mk a) p? (a p-a))
(let ((x (mk 1))) (equal? (list x) (list x)))
;; => #t

;; check: the three predicates from fine to coarse
(let ((a (list 1 "two" #\3)) (b (list 1 "two" #\3))) (list (eq? a b) (eqv? a b) (equal? a b)))
;; => (#f #f #t)
