; Conformance checks for R7RS-small chapter 5: program structure.

;;; section: 5.2 Import declarations

;; check: import of a standard library
(import (scheme base))
(+ 1 2)
;; => 3

;; check: import of several libraries at once
(import (scheme base) (scheme char) (scheme cxr))
(list (char-upcase #\a) (caddr '(1 2 3)))
;; => (#\A 3)

;; check: import with only
(import (scheme base) (only (scheme char) char-upcase))
(char-upcase #\q)
;; => #\Q

;; check: import with prefix
(import (scheme base) (prefix (scheme char) c:))
(c:char-downcase #\Q)
;; => #\q

;; check: import with rename
(import (scheme base) (rename (scheme cxr) (caddr third) (cdddr after-third)))
(list (third '(1 2 3 4)) (after-third '(1 2 3 4)))
;; => (3 (4))

;; check: import with except
(import (except (scheme base) list))
(vector 1 2)
;; => #(1 2)

;; check: import with nested modifiers
(import (scheme base) (prefix (only (scheme char) char-upcase char-downcase) my-))
(list (my-char-upcase #\a) (my-char-downcase #\B))
;; => (#\A #\b)

;; check: rename inside prefix
(import (scheme base) (prefix (rename (only (scheme cxr) cadar) (cadar inner)) x-))
(x-inner '((1 2)))
;; => 2

;; check: import of the same library twice
(import (scheme base))
(import (scheme base))
(car '(1))
;; => 1

;; check: import of syntax under another name
(import (scheme base) (rename (only (scheme base) if) (if wenn)))
(wenn #t 1 2)
;; => 1

;; check: import of a library that does not exist
(import (this library does not exist))
(car '(1))
;; => error

;;; section: 5.3.1 Top-level definitions

;; check: define a variable
(define halve (lambda (x) (quotient x 2)))
(halve 51)
;; => 25

;; check: define a procedure
(define (between? lo x hi) (and (<= lo x) (<= x hi)))
(list (between? 1 5 9) (between? 1 50 9))
;; => (#t #f)

;; check: define with dotted formals
(define (f a . rest) (list a rest))
(list (f 1) (f 1 2 3))
;; => ((1 ()) (1 (2 3)))

;; check: define with only rest formals
(define (f . all) all)
(list (f) (f 1 2))
;; => (() (1 2))

;; check: define without an argument
(define (f) 'constant)
(f)
;; => constant

;; check: a second definition acts like an assignment
(define x 1)
(define (get) x)
(define x 2)
(get)
;; => 2

;; check: redefinition of a standard procedure at an interactive top level
(define (square x) (list 'my-square x))
(square 3)
;; => (my-square 3)

;; check: redefinition may use the old value
(define x 1)
(define x (+ x 10))
x
;; => 11

;; check: forward reference between top-level procedures
(define (f n) (if (= n 0) 'f (g (- n 1))))
(define (g n) (if (= n 0) 'g (f (- n 1))))
(list (f 10) (f 11))
;; => (f g)

;; check: define inside begin at top level
(begin (define a 10) (set! a (+ a 1)))
a
;; => 11

;; check: a procedure definition with several body expressions
(define (f x) (set! x (+ x 1)) (* x 2))
(f 4)
;; => 10

;;; section: 5.3.2 Internal definitions

;; check: internal definitions act like letrec*
(let ((scale 3))
  (define grow (lambda (l) (map stretch l)))
  (define stretch (lambda (x) (* scale x)))
  (grow '(1 2 5)))
;; => (3 6 15)

;; check: internal definitions in sequence
(let () (define a 1) (define b (+ a 1)) (define c (* b 10)) (list a b c))
;; => (1 2 20)

;; check: an internal definition shadows the outer name in the whole body
(define x 'outer)
(define (f) (define (get) x) (define x 'inner) (get))
(list (f) x)
;; => (inner outer)

;; check: mutually recursive internal procedures
(define (parity n)
  (define (ev? n) (if (= n 0) 'even (od? (- n 1))))
  (define (od? n) (if (= n 0) 'odd (ev? (- n 1))))
  (ev? n))
(list (parity 10) (parity 7))
;; => (even odd)

;; check: internal define with begin
(let () (begin (define a 1) (define b 2)) (+ a b))
;; => 3

;; check: internal procedure with rest formals
(define (f) (define (g a . r) (list a r)) (g 1 2 3))
(f)
;; => (1 (2 3))

;; check: internal definitions nest
(define (f) (define (g) (define (h) 'h) (list 'g (h))) (list 'f (g)))
(f)
;; => (f (g h))

;; check: each call makes new internal variables
(define (make) (define n 0) (lambda () (set! n (+ n 1)) n))
(define a (make))
(define b (make))
(a) (a)
(let* ((x (a)) (y (b))) (list x y))
;; => (3 1)

;; check: internal definitions in a let* body
(let* ((a 1)) (define b (+ a 1)) b)
;; => 2

;; check: internal definitions in a letrec body
(letrec ((f (lambda (x) (* x 2)))) (define y (f 4)) y)
;; => 8

;; check: an assignment of an internal variable inside when
(let () (define x 1) (when #t (set! x 2)) x)
;; => 2

;; check: internal definitions in a parameterize and guard body
(guard (e (#t e)) (define a 2) (parameterize () (define b 3) (* a b)))
;; => 6

;; check: an internal define-values
(define (f) (define-values (a b) (values 1 2)) (define c (+ a b)) (list a b c))
(f)
;; => (1 2 3)

;; check: an internal define-record-type
(define (f)
  (define-record-type thing (make-thing a) thing? (a thing-a))
  (thing-a (make-thing 'inside)))
(f)
;; => inside

;; check: a definition may shadow a keyword inside a body
(let () (define (when x) (list 'my-when x)) (when 1))
;; => (my-when 1)

;; check: an internal definition of a name used as a formal
(define (f x) (define y x) (let () (define x (* y 2)) (list x y)))
(f 5)
;; => (10 5)

;;; section: 5.3.3 Multiple-value definitions

;; check: define-values at top level
(define-values (whole part) (floor/ 47 10))
(list part whole)
;; => (7 4)

;; check: define-values with one variable
(define-values (only) (values 'one))
only
;; => one

;; check: define-values with dotted formals
(define-values (a . rest) (values 1 2 3))
(list a rest)
;; => (1 (2 3))

;; check: define-values with variable formals
(define-values all (values 1 2 3))
all
;; => (1 2 3)

;; check: define-values with no variable
(define-values () (values))
'fine
;; => fine

;; check: define-values with a dotted tail of none
(define-values (a b . c) (values 1 2))
(list a b c)
;; => (1 2 ())

;; check: define-values changes a variable defined before
(define a 0)
(define (get) a)
(define-values (a b) (values 1 2))
(list (get) b)
;; => (1 2)

;; check: internal define-values in sequence
(let () (define-values (lo hi) (values 10 90)) (define-values (mid) (values (quotient (+ lo hi) 2))) (list lo mid hi))
;; => (10 50 90)

;; check: internal define-values with recursion
(let ()
  (define-values (ev? od?)
    (values (lambda (n) (if (= n 0) #t (od? (- n 1)))) (lambda (n) (if (= n 0) #f (ev? (- n 1))))))
  (list (ev? 10) (od? 10)))
;; => (#t #f)

;; check: internal define-values with rest
(let () (define-values (a . r) (apply values '(1 2 3))) (list r a))
;; => ((2 3) 1)

;; check: define-values with too few values
(define-values (a b) (values 1))
(list a b)
;; => error

;; check: internal variables of define-values are assignable
(let () (define-values (a b) (values 1 2)) (set! a 10) (+ a b))
;; => 12

;;; section: 5.4 Syntax definitions

;; check: macro used before other definitions of a body
(let ((a 'left) (b 'right))
  (define-syntax both-ways (syntax-rules () ((_ p q) (list (list p q) (list q p)))))
  (define result (both-ways a b))
  result)
;; => ((left right) (right left))

;; check: syntax definition between definitions
(let ()
  (define a 1)
  (define-syntax add-a (syntax-rules () ((_ e) (+ a e))))
  (define b (add-a 10))
  (list a b))
;; => (1 11)

;; check: a top-level macro used in a later procedure
(define-syntax inc (syntax-rules () ((_ x) (+ x 1)) ((_ x n) (+ x n))))
(define (f y) (list (inc y) (inc y 10)))
(f 1)
;; => (2 11)

;;; section: 5.5 Record-type definitions

;; check: constructor predicate and accessors
(define-record-type book (make-book title pages) book? (title book-title) (pages book-pages set-book-pages!))
(let ((b (make-book "Walden" 350))) (list (book? b) (book-title b) (book-pages b)))
;; => (#t "Walden" 350)

;; check: predicate on other objects
(define-record-type book (make-book title pages) book? (title book-title) (pages book-pages))
(map book? (list (cons "t" 2) '() 'book 5 "book" (vector "t" 2) make-book #f))
;; => (#f #f #f #f #f #f #f #f)

;; check: modifier
(define-record-type book (make-book title pages) book? (title book-title) (pages book-pages set-book-pages!))
(let ((b (make-book "Emma" 400))) (set-book-pages! b 401) (list (book-pages b) (book-title b)))
;; => (401 "Emma")

;; check: a record is of no other type
(define-record-type point (make-point x y) point? (x px) (y py))
(let ((p (make-point 1 2)))
  (map (lambda (pred) (pred p)) (list boolean? bytevector? char? eof-object? null? number? pair? port? procedure? string? symbol? vector?)))
;; => (#f #f #f #f #f #f #f #f #f #f #f #f)

;; check: constructor with fields in another order
(define-record-type point (make-point y x) point? (x px) (y py))
(let ((p (make-point 1 2))) (list (px p) (py p)))
;; => (2 1)

;; check: constructor without some fields
(define-record-type node (make-node value) node? (value node-value) (next node-next set-node-next!))
(let ((n (make-node 1))) (set-node-next! n 'linked) (list (node-value n) (node-next n)))
;; => (1 linked)

;; check: constructor without fields
(define-record-type empty (make-empty) empty?)
(empty? (make-empty))
;; => #t

;; check: each record is a new object
(define-record-type box (make-box v) box? (v unbox set-box!))
(let ((a (make-box 1)) (b (make-box 1)))
  (set-box! a 2)
  (list (unbox a) (unbox b) (eq? a b) (eqv? a a)))
;; => (2 1 #f #t)

;; check: two record types are disjoint
(define-record-type a (make-a x) a? (x a-x))
(define-record-type b (make-b x) b? (x b-x))
(list (a? (make-a 1)) (a? (make-b 1)) (b? (make-a 1)) (b? (make-b 1)))
;; => (#t #f #f #t)

;; check: an accessor of another record type
(define-record-type a (make-a x) a? (x a-x))
(define-record-type b (make-b x) b? (x b-x))
(a-x (make-b 1))
;; => error

;; check: an accessor of something that is no record
(define-record-type a (make-a x) a? (x a-x))
(a-x 5)
;; => error

;; check: a modifier of something that is no record
(define-record-type a (make-a x) a? (x a-x set-a-x!))
(set-a-x! (vector 1) 5)
;; => error

;; check: the constructor with too few arguments
(define-record-type a (make-a x y) a? (x a-x) (y a-y))
(make-a 1)
;; => error

;; check: each evaluation of a record definition makes a new type
(define (make-type)
  (define-record-type thing (make-thing) thing?)
  (cons make-thing thing?))
(let* ((a (make-type)) (b (make-type)) (x ((car a))))
  (list ((cdr a) x) ((cdr b) x)))
;; => (#t #f)

;; check: records hold any object
(define-record-type holder (hold v) holder? (v held))
(held (held (hold (hold '(1 2)))))
;; => (1 2)

;; check: a record inside a list keeps its identity
(define-record-type r (make-r) r?)
(let ((x (make-r))) (list (eq? x (car (memq x (list 1 x 2)))) (eq? x (cadr (assq x (list (list x x)))))))
;; => (#t #t)

;; check: accessors are procedures
(define-record-type p (mk a) p? (a p-a))
(map p-a (map mk '(1 2 3)))
;; => (1 2 3)

;; check: a field named like its accessor
(define-record-type p (mk a) p? (a a))
(a (mk 7))
;; => 7

;; check: a constructor of three fields in another order
(define-record-type p (mk c a b) p? (a p-a) (b p-b) (c p-c))
(let ((x (mk 1 2 3))) (list (p-a x) (p-b x) (p-c x)))
;; => (2 3 1)

;; check: a linked structure of records
(define-record-type node (make-node key left right) node? (key key) (left left) (right right))
(define (insert t k)
  (cond ((not t) (make-node k #f #f))
        ((< k (key t)) (make-node (key t) (insert (left t) k) (right t)))
        (else (make-node (key t) (left t) (insert (right t) k)))))
(define (walk t) (if t (append (walk (left t)) (list (key t)) (walk (right t))) '()))
(walk (insert (insert (insert (insert #f 5) 2) 8) 3))
;; => (2 3 5 8)

;; check: records are compared by identity
(define-record-type p (mk a) p? (a p-a))
(let ((x (mk 1))) (list (eqv? x x) (equal? x x) (eqv? x (mk 1))))
;; => (#t #t #f)

;;; section: 5.6 Libraries

;; check: a library and its use
(define-library (test simple)
  (export double)
  (import (scheme base))
  (begin (define (double x) (* 2 x))))
(import (scheme base) (test simple))
(double 21)
;; => 42

;; check: a private definition of a library
(define-library (test private)
  (export public)
  (import (scheme base))
  (begin (define hidden 5) (define (public) (* hidden 2))))
(import (scheme base) (test private))
(public)
;; => 10

;; check: a name that is not exported
(define-library (test unexported)
  (export visible)
  (import (scheme base))
  (begin (define invisible-name 5) (define visible 6)))
(import (scheme base) (test unexported))
(list visible invisible-name)
;; => error

;; check: export with rename
(define-library (test renaming)
  (export (rename internal external) plain)
  (import (scheme base))
  (begin (define (internal) 'renamed) (define (plain) 'plain)))
(import (scheme base) (test renaming))
(list (external) (plain))
;; => (renamed plain)
;; note: guile 3.0.8 has no rename in export

;; check: import with prefix of a user library
(define-library (test prefixed)
  (export a b)
  (import (scheme base))
  (begin (define a 1) (define b 2)))
(import (scheme base) (prefix (test prefixed) t:))
(list t:a t:b)
;; => (1 2)

;; check: import with only of a user library
(define-library (test two-names)
  (export a b)
  (import (scheme base))
  (begin (define a 'library-a) (define b 'library-b)))
(import (scheme base) (only (test two-names) a))
(define b 'own-b)
(list a b)
;; => (library-a own-b)

;; check: import with except of a user library
(define-library (test except-names)
  (export a b)
  (import (scheme base))
  (begin (define a 'library-a) (define b 'library-b)))
(import (scheme base) (except (test except-names) a))
(define a 'own-a)
(list a b)
;; => (own-a library-b)

;; check: import with rename of a user library
(define-library (test to-rename)
  (export a b)
  (import (scheme base))
  (begin (define a 1) (define b 2)))
(import (scheme base) (rename (test to-rename) (a b) (b a)))
(list a b)
;; => (2 1)

;; check: a library that exports syntax
(define-library (test syntax)
  (export swap!)
  (import (scheme base))
  (begin
    (define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))))
(import (scheme base) (test syntax))
(let ((tmp 1) (y 2)) (swap! tmp y) (list tmp y))
;; => (2 1)

;; check: exported syntax that refers to a private procedure
(define-library (test hygienic)
  (export call-helper)
  (import (scheme base))
  (begin
    (define (helper x) (list 'helped x))
    (define-syntax call-helper (syntax-rules () ((_ x) (helper x))))))
(import (scheme base) (test hygienic))
(define (helper x) 'wrong)
(call-helper 1)
;; => (helped 1)
;; note: mit 12.1 takes the program's definition instead of the library's

;; check: a library that imports another
(define-library (test base-of)
  (export one)
  (import (scheme base))
  (begin (define one 1)))
(define-library (test user-of)
  (export two)
  (import (scheme base) (test base-of))
  (begin (define two (+ one one))))
(import (scheme base) (test user-of))
two
;; => 2

;; check: a library that exports an imported name again
(define-library (test source)
  (export item)
  (import (scheme base))
  (begin (define item 'original)))
(define-library (test relay)
  (export item)
  (import (scheme base) (test source)))
(import (scheme base) (test relay))
item
;; => original

;; check: a library's body is run once
(define-library (test once)
  (export next)
  (import (scheme base))
  (begin (define n 0) (define (next) (set! n (+ n 1)) n)))
(import (scheme base) (test once))
(import (prefix (test once) again-))
(let* ((a (next)) (b (again-next)) (c (next))) (list a b c))
;; => (1 2 3)

;; check: two importers share a library's state
(define-library (test state)
  (export get set)
  (import (scheme base))
  (begin (define v 'initial) (define (get) v) (define (set x) (set! v x))))
(define-library (test writer)
  (export change)
  (import (scheme base) (test state))
  (begin (define (change) (set 'changed))))
(import (scheme base) (test state) (test writer))
(change)
(get)
;; => changed

;; check: library names with numbers
(define-library (test numbered 1)
  (export f)
  (import (scheme base))
  (begin (define (f) 'one)))
(define-library (test numbered 2)
  (export f)
  (import (scheme base))
  (begin (define (f) 'two)))
(import (scheme base) (prefix (test numbered 1) a-) (prefix (test numbered 2) b-))
(list (a-f) (b-f))
;; => (one two)
;; note: guile 3.0.8 takes only symbols in such names

;; check: several begin and import and export declarations
(define-library (test pieces)
  (export a)
  (import (scheme base))
  (begin (define a 1))
  (export b)
  (import (scheme char))
  (begin (define (b) (char-upcase #\b))))
(import (scheme base) (test pieces))
(list a (b))
;; => (1 #\B)

;; check: cond-expand in a library
(define-library (test conditional)
  (export which)
  (import (scheme base))
  (cond-expand
    (r7rs (begin (define which 'seven)))
    (else (begin (define which 'other)))))
(import (scheme base) (test conditional))
which
;; => seven
;; note: guile 3.0.8 does not recognise the declaration under the binding that (scheme base) exports

;; check: a library that renames what it imports
(define-library (test import-rename)
  (export f)
  (import (rename (scheme base) (car head)))
  (begin (define (f l) (head l))))
(import (scheme base) (test import-rename))
(f '(1 2))
;; => 1

;; check: a library exports a record type's procedures
(define-library (test record)
  (export make-account balance deposit!)
  (import (scheme base))
  (begin
    (define-record-type account (make-account balance) account? (balance balance set-balance!))
    (define (deposit! a n) (set-balance! a (+ n (balance a))))))
(import (scheme base) (test record))
(let ((a (make-account 10))) (deposit! a 5) (balance a))
;; => 15

;; check: a library's definitions may refer forward
(define-library (test forward)
  (export f)
  (import (scheme base))
  (begin (define (f n) (g n)) (define (g n) (* n 3))))
(import (scheme base) (test forward))
(f 4)
;; => 12

;; check: a library without exports
(define-library (test silent)
  (export)
  (import (scheme base))
  (begin (define x 1)))
(import (scheme base) (test silent))
(+ 1 1)
;; => 2

;; check: a library defines a name that it does not import
(define-library (test inner-names)
  (export get-list)
  (import (except (scheme base) list))
  (begin (define (list . x) 'private-list) (define (get-list) (list 1 2))))
(import (scheme base) (test inner-names))
(list (get-list) 1)
;; => (private-list 1)

;; check: define-values in a library
(define-library (test values)
  (export q r)
  (import (scheme base))
  (begin (define-values (q r) (floor/ 17 5))))
(import (scheme base) (test values))
(list q r)
;; => (3 2)
