; Conformance checks for R7RS-small section 6.4: pairs and lists.

;;; section: 6.4 Pairs

;; check: pair?
(map pair? (list '(k . v) '(k v) '() '#(k v) 'k "kv" 7))
;; => (#t #t #f #f #f #f #f)

;; check: cons
(list (cons 1 '()) (cons '(x) '(y z)) (cons "s" '(t)) (cons 'u 8) (cons '(v w) 'x))
;; => ((1) ((x) y z) ("s" t) (u . 8) ((v w) . x))

;; check: cons makes a new pair
(eq? (cons 1 '()) (cons 1 '()))
;; => #f

;; check: cons with one argument
(cons 1)
;; => error

;; check: car
(list (car '(p q r)) (car '((p) q r s)) (car '(8 . 9)))
;; => (p (p) 8)

;; check: cdr
(list (cdr '((p) q r s)) (cdr '(8 . 9)) (cdr '(8)))
;; => ((q r s) 9 ())

;; check: car of the empty list
(car '())
;; => error

;; check: cdr of the empty list
(cdr '())
;; => error

;; check: car of a symbol
(car 'a)
;; => error

;; check: car of a vector
(car (vector 1 2))
;; => error

;; check: cdr of a string
(cdr "abc")
;; => error

;; check: set-car!
(let ((x (list 'a 'b))) (set-car! x 'c) x)
;; => (c b)

;; check: set-cdr!
(let ((x (list 'a 'b))) (set-cdr! x 'c) x)
;; => (a . c)

;; check: set-car! of something that is no pair
(set-car! '() 1)
;; => error

;; check: set-cdr! of something that is no pair
(set-cdr! (vector 1) 1)
;; => error

;; check: shared structure sees a change
(let* ((tail (list 2 3)) (a (cons 1 tail)) (b (cons 0 tail))) (set-car! tail 'x) (list a b))
;; => ((1 x 3) (0 x 3))

;;; section: 6.4 Compositions of car and cdr

;; check: two levels
(let ((x '((a . b) . (c . d)))) (list (caar x) (cdar x) (cadr x) (cddr x)))
;; => (a b c d)

;; check: three levels
(let ((x '(((a . b) . (c . d)) . ((e . f) . (g . h)))))
  (list (caaar x) (cdaar x) (cadar x) (cddar x) (caadr x) (cdadr x) (caddr x) (cdddr x)))
;; => (a b c d e f g h)

;; check: four levels ending in car car
(let ((x '((((a . b) . (c . d)) . ((e . f) . (g . h))) . (((i . j) . (k . l)) . ((m . n) . (o . p))))))
  (list (caaaar x) (cdaaar x) (cadaar x) (cddaar x) (caadar x) (cdadar x) (caddar x) (cdddar x)))
;; => (a b c d e f g h)

;; check: four levels ending in cdr
(let ((x '((((a . b) . (c . d)) . ((e . f) . (g . h))) . (((i . j) . (k . l)) . ((m . n) . (o . p))))))
  (list (caaadr x) (cdaadr x) (cadadr x) (cddadr x) (caaddr x) (cdaddr x) (cadddr x) (cddddr x)))
;; => (i j k l m n o p)

;; check: on a plain list
(let ((x '(1 2 3 4 5))) (list (cadr x) (caddr x) (cadddr x) (cddr x) (cdddr x) (cddddr x)))
;; => (2 3 4 (3 4 5) (4 5) (5))

;; check: cadr of a short list
(cadr '(1))
;; => error

;; check: cddr of a short list
(cddr '(1))
;; => error

;; check: caar of a flat list
(caar '(1 2))
;; => error

;; check: cadddr of a short list
(cadddr '(1 2 3))
;; => error

;;; section: 6.4 Lists

;; check: null?
(map null? (list '() '(1) #f "" (vector) 0 (list)))
;; => (#t #f #f #f #f #f #t)

;; check: list?
(map list? (list '() '(1) '(1 2) '(1 . 2) '(1 2 . 3) 'a (vector 1)))
;; => (#t #t #t #f #f #f #f)

;; check: list? of a circular list
(let ((x (list 'a 'b 'c))) (set-cdr! (cddr x) x) (list? x))
;; => #f

;; check: list? of a list with a circular tail
(let ((x (list 'a 'b 'c))) (set-cdr! (cddr x) (cdr x)) (list? x))
;; => #f

;; check: list? after set-cdr!
(let ((x (list 'a))) (set-cdr! x 5) (list? x))
;; => #f

;; check: list
(list (list) (list "only") (list 'x (* 5 5) 'y))
;; => (() ("only") (x 25 y))

;; check: list makes new pairs
(eq? (list 1) (list 1))
;; => #f

;; check: make-list
(list (make-list 0 'x) (make-list 2 3) (make-list 3 'a))
;; => (() (3 3) (a a a))

;; check: make-list without a fill has the length
(length (make-list 4))
;; => 4

;; check: make-list of a negative length
(make-list -1 0)
;; => error

;; check: length
(map length (list '() '(x) '(x (y z) (p q r)) '(1 2 3)))
;; => (0 1 3 3)

;; check: length of an improper list
(length '(1 2 . 3))
;; => error

;; check: length of a symbol
(length 'a)
;; => error

;; check: length of a long list
(length (make-list 100000 #f))
;; => 100000

;; check: append of two lists
(list (append '(1) '(2)) (append '(p) '(q r s)) (append '(1 (2)) '((3))))
;; => ((1 2) (p q r s) (1 (2) (3)))

;; check: append with an improper last argument
(list (append '(p q) '(r . s)) (append '() 'z) (append '(1) 2))
;; => ((p q r . s) z (1 . 2))

;; check: append of none and one
(list (append) (append '(1 2)) (append 'x))
;; => (() (1 2) x)

;; check: append with empty lists
(list (append '() '()) (append '() '(1)) (append '(1) '()) (append '() '(1) '() '(2) '()))
;; => (() (1) (1) (1 2))

;; check: append of many lists
(append '(1) '(2 3) '(4) '(5 6))
;; => (1 2 3 4 5 6)

;; check: append shares its last argument
(let* ((a (list 1)) (b (list 2)) (c (append a b))) (list (eq? (cdr c) b) (eq? c a)))
;; => (#t #f)

;; check: append copies the other arguments
(let* ((a (list 1 2)) (b (append a '(3)))) (set-car! b 'x) a)
;; => (1 2)

;; check: append of an improper list in front
(append '(1 . 2) '(3))
;; => error

;; check: reverse
(map reverse (list '() '(x) '(x y z) '(1 (2 3) 4 (5 (6)))))
;; => (() (x) (z y x) ((5 (6)) 4 (2 3) 1))

;; check: reverse makes a new list
(let* ((a (list 1 2)) (b (reverse a))) (set-car! b 'x) (list a b))
;; => ((1 2) (x 1))

;; check: reverse of an improper list
(reverse '(1 2 . 3))
;; => error

;; check: list-tail
(list (list-tail '(a b c d) 2) (list-tail '(a b) 0) (list-tail '(a b) 2) (list-tail '() 0))
;; => ((c d) (a b) () ())

;; check: list-tail of an improper list
(list-tail '(1 2 . 3) 2)
;; => 3

;; check: list-tail shares structure
(let ((x (list 1 2 3))) (eq? (list-tail x 1) (cdr x)))
;; => #t

;; check: list-tail beyond the end
(list-tail '(1 2) 3)
;; => error

;; check: list-ref
(list (list-ref '(w x y z) 0) (list-ref '(w x y z) 3) (list-ref '(w x y z) (exact (floor 2.2))))
;; => (w z y)

;; check: list-ref of an improper list
(list-ref '(1 2 . 3) 1)
;; => 2

;; check: list-ref beyond the end
(list-ref '(1 2) 2)
;; => error

;; check: list-ref of a negative index
(list-ref '(1 2) -1)
;; => error

;; check: list-set!
(let ((l (list 'red 'green 'grey))) (list-set! l 2 'blue) l)
;; => (red green blue)

;; check: list-set! of the first element
(let ((l (list 1 2))) (list-set! l 0 'x) l)
;; => (x 2)

;; check: list-set! beyond the end
(list-set! (list 1 2) 2 'x)
;; => error

;; check: memq
(list (memq 'r '(p q r s t)) (memq 'u '(p q r)) (memq (list 'p) '(q (p) r)) (memq 'p '()))
;; => ((r s t) #f #f #f)

;; check: memv
(list (memv 7 '(5 6 7 8)) (memv 2.5 '(1 2.5 3)) (memv #\y '(#\x #\y)) (memv 1.0 '(1 2)))
;; => ((7 8) (2.5 3) (#\y) #f)

;; check: member
(list (member (list 'p) '(q (p) r)) (member "y" '("x" "y")) (member 6 '(5 6 7)) (member 9 '(5 6 7)))
;; => (((p) r) ("y") (6 7) #f)

;; check: member with a predicate
(list (member 6.0 '(5 6 7) =) (member "Y" '("x" "y" "z") string-ci=?) (member 9 '(5 6) =))
;; => ((6 7) ("y" "z") #f)

;; check: memq gives a tail of the list itself
(let ((l (list 'a 'b 'c))) (eq? (memq 'b l) (cdr l)))
;; => #t

;; check: assq
(let ((e '((one 1) (two 2) (three 3)))) (list (assq 'one e) (assq 'three e) (assq 'four e) (assq (list 'one) '(((one)) ((two))))))
;; => ((one 1) (three 3) #f #f)

;; check: assv
(list (assv 8 '((4 four) (8 eight) (9 nine))) (assv #\a '((#\b . 1) (#\a . 2))) (assv 8.0 '((8 eight))))
;; => ((8 eight) (#\a . 2) #f)

;; check: assoc
(list (assoc (list 1 2) '(((1)) ((1 2) yes))) (assoc "y" '(("x" . 1) ("y" . 2))) (assoc 9 '((1 2))))
;; => (((1 2) yes) ("y" . 2) #f)

;; check: assoc with a predicate
(list (assoc 8.0 '((4 four) (8 eight)) =) (assoc "X" '(("w" 1) ("x" 2)) string-ci=?))
;; => ((8 eight) ("x" 2))

;; check: an association of the empty list
(list (assq 'a '()) (assv 1 '()) (assoc "a" '()))
;; => (#f #f #f)

;; check: the first of several associations
(assq 'a '((a 1) (a 2)))
;; => (a 1)

;; check: assq gives the pair of the list itself
(let* ((e (list (list 'a 1) (list 'b 2))) (p (assq 'b e))) (set-cdr! p '(changed)) e)
;; => ((a 1) (b changed))

;; check: list-copy
(list (list-copy '()) (list-copy '(1 2 3)) (list-copy '(1 (2))))
;; => (() (1 2 3) (1 (2)))

;; check: list-copy makes new pairs
(let* ((a (list 6 5 4)) (b (list-copy a))) (set-car! b 'new) (list a b))
;; => ((6 5 4) (new 5 4))

;; check: list-copy does not copy the elements
(let* ((x (list 1)) (a (list x)) (b (list-copy a))) (eq? (car a) (car b)))
;; => #t

;; check: list-copy of an improper list
(list-copy '(1 2 . 3))
;; => (1 2 . 3)

;; check: list-copy of something that is no list
(list-copy 'a)
;; => a

;;; section: 6.4 Lists at work

;; check: the dot of a list is only notation
(equal? '(a b . (c . (d . ()))) '(a b c d))
;; => #t

;; check: an association list as a table
(define table '())
(define (put! k v) (set! table (cons (cons k v) table)))
(put! 'x 1) (put! 'y 2) (put! 'x 3)
(list (cdr (assq 'x table)) (cdr (assq 'y table)) (length table))
;; => (3 2 3)

;; check: flattening
(define (flatten x) (cond ((null? x) '()) ((pair? x) (append (flatten (car x)) (flatten (cdr x)))) (else (list x))))
(flatten '(1 (2 (3 4) ((5))) () 6))
;; => (1 2 3 4 5 6)

;; check: insertion sort
(define (insert x l) (cond ((null? l) (list x)) ((<= x (car l)) (cons x l)) (else (cons (car l) (insert x (cdr l))))))
(define (sort l) (if (null? l) '() (insert (car l) (sort (cdr l)))))
(sort '(3 1 4 1 5 9 2 6))
;; => (1 1 2 3 4 5 6 9)

;; check: permutations
(define (remove-one x l) (cond ((null? l) '()) ((eqv? x (car l)) (cdr l)) (else (cons (car l) (remove-one x (cdr l))))))
(define (perms l)
  (if (null? l) '(())
      (apply append (map (lambda (x) (map (lambda (p) (cons x p)) (perms (remove-one x l)))) l))))
(perms '(1 2 3))
;; => ((1 2 3) (1 3 2) (2 1 3) (2 3 1) (3 1 2) (3 2 1))

;; check: powerset
(define (powerset l) (if (null? l) '(()) (let ((p (powerset (cdr l)))) (append p (map (lambda (s) (cons (car l) s)) p)))))
(powerset '(a b c))
;; => (() (c) (b) (b c) (a) (a c) (a b) (a b c))

;; check: a queue by set-cdr!
(define q (let ((h (list 'head))) (cons h h)))
(define (enqueue! x) (let ((p (list x))) (set-cdr! (cdr q) p) (set-cdr! q p)))
(enqueue! 1) (enqueue! 2) (enqueue! 3)
(cdr (car q))
;; => (1 2 3)

;; check: reverse in place
(define (reverse! l) (let loop ((l l) (r '())) (if (null? l) r (let ((next (cdr l))) (set-cdr! l r) (loop next l)))))
(reverse! (list 1 2 3 4))
;; => (4 3 2 1)

;; check: a matrix transposed by map and apply
(apply map list '((1 2 3) (4 5 6)))
;; => ((1 4) (2 5) (3 6))
