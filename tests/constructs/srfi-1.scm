;;; case: constructors
;; value: ((2 . 1) (1 2 3) (1) (0 1 4 9) () (0 -2 -4 -6 -8) (0.5 1.5 2.5) ())
(list (xcons 1 2) (cons* 1 2 '(3)) (cons* '(1)) (list-tabulate 4 (lambda (i) (* i i))) (list-tabulate 0 list) (iota 5 0 -2) (iota 3 0.5) (iota 0))

;;; case: circular and dotted lists
;; value: (#t #f #t #t #f #f #t #f (1 2 1 2 1) 2 #f #t)
(define c (circular-list 1 2))
(list (circular-list? c) (circular-list? '(1 2)) (dotted-list? '(1 . 2)) (dotted-list? 5) (dotted-list? '(1)) (dotted-list? c) (proper-list? '(1)) (proper-list? c) (take c 5) (length+ '(1 2)) (length+ c) (null-list? '()))

;;; case: selectors by position
;; value: (a b c d e f g h i j)
(define l '(a b c d e f g h i j k))
(list (first l) (second l) (third l) (fourth l) (fifth l) (sixth l) (seventh l) (eighth l) (ninth l) (tenth l))

;;; case: take and drop
;; value: ((a b) (c d e) (d e) (a b c) (1 2) (3 . d) (2 3 . d) d (1) (1 2 3) () ())
(define l '(a b c d e))
(list (take l 2) (drop l 2) (take-right l 2) (drop-right l 2) (take '(1 2 3 . d) 2) (drop '(1 2 3 . d) 2) (take-right '(1 2 3 . d) 2) (take-right '(1 2 3 . d) 0) (drop-right '(1 2 3 . d) 2) (drop-right '(1 2 3 . d) 0) (take l 0) (drop l 5))

;;; case: last
;; value: (c (c) (1 . 2) 2)
(list (last '(a b c)) (last-pair '(a b c)) (last-pair '(1 . 2)) (last '(1 2 . 3)))

;;; case: append! and its relatives
;; value: ((1 2 3 4 5) #t 5 () (1) (1 . 2) (1 2 3 4 5) (1 2 3 4 5) (3 2 1) () (1 2 3))
(define a (list 1 2))
(define b (append! a (list 3) '() (list 4 5)))
(list b (eq? a b) (length a) (append!) (append! '() (list 1)) (append! (list 1) 2) (append-reverse '(3 2 1) '(4 5)) (append-reverse! (list 3 2 1) '(4 5)) (reverse! (list 1 2 3)) (reverse! '()) (concatenate '((1) () (2 3))))

;;; case: zip and unzip
;; value: (((one 1 odd) (two 2 even) (three 3 odd)) ((1) (2) (3)) (1 2) ((1 2) (one two)) ((1 2) (one two) (x y)))
(list (zip '(one two three) '(1 2 3) '(odd even odd even)) (zip '(1 2 3)) (unzip1 '((1 a) (2 b))) (call-with-values (lambda () (unzip2 '((1 one) (2 two)))) list) (call-with-values (lambda () (unzip3 '((1 one x) (2 two y)))) list))

;;; case: count
;; value: (3 3 1 0)
(list (count even? '(3 1 4 1 5 9 2 5 6)) (count < '(1 2 4 8) '(2 4 6 8 10 12 14 16)) (count < '(3 1) (circular-list 2)) (count odd? '()))

;;; case: fold
;; value: (6 (3 2 1) (c 3 b 2 a 1) 2 0 33)
(list (fold + 0 '(1 2 3)) (fold cons '() '(1 2 3)) (fold cons* '() '(a b c) '(1 2 3)) (fold (lambda (x n) (if (symbol? x) (+ n 1) n)) 0 '(a 1 b)) (fold max 0 '()) (fold + 0 '(1 2 3) '(10 20)))

;;; case: fold-right
;; value: ((1 2 3) (2 4) (a 1 b 2 c 3) (a (b (c z))))
(list (fold-right cons '() '(1 2 3)) (fold-right (lambda (x l) (if (even? x) (cons x l) l)) '() '(1 2 3 4)) (fold-right cons* '() '(a b c) '(1 2 3 4 5)) (fold-right list 'z '(a b c)))

;;; case: pair-fold
;; value: ((3 2 1) ((c) (b c) (a b c)) ((a b c) (b c) (c)) ((2) (b c) ((1 2) (a b c) z)) ((1 2) (a b c) ((2) (b c) z)))
(list (pair-fold (lambda (pair tail) (set-cdr! pair tail) pair) '() (list 1 2 3)) (pair-fold cons '() '(a b c)) (pair-fold-right cons '() '(a b c)) (pair-fold list 'z '(1 2) '(a b c)) (pair-fold-right list 'z '(1 2) '(a b c)))

;;; case: reduce
;; value: (4 0 2 a (c (b a)) (1 2 3) (a (b c)) 0)
(list (reduce max 0 '(3 1 4)) (reduce + 0 '()) (reduce - 0 '(1 2 3 4)) (reduce cons 'z '(a)) (reduce list 'z '(a b c)) (reduce-right append '() '((1) (2) (3))) (reduce-right list 'z '(a b c)) (reduce-right + 0 '()))

;;; case: unfold
;; value: ((1 4 9 16 25 36 49 64 81 100) (1 2 3) (1 2 . 3) (1 4 9 16 25 36 49 64 81 100) (3 2 1) (3 2 1 4 5))
(list (unfold (lambda (x) (> x 10)) (lambda (x) (* x x)) (lambda (x) (+ x 1)) 1) (unfold null? car cdr '(1 2 3)) (unfold (lambda (x) (not (pair? x))) car cdr '(1 2 . 3) (lambda (x) x)) (unfold-right zero? (lambda (x) (* x x)) (lambda (x) (- x 1)) 10) (unfold-right null? car cdr '(1 2 3)) (unfold-right null? car cdr '(1 2 3) '(4 5)))

;;; case: append-map and filter-map
;; value: ((1 -1 3 -3 8 -8) (1 a 2 b) (1 9 49) (2 4))
(list (append-map (lambda (x) (list x (- x))) '(1 3 8)) (append-map list '(1 2) '(a b c)) (filter-map (lambda (x) (and (number? x) (* x x))) '(a 1 b 3 c 7)) (filter-map (lambda (x y) (and (< x y) y)) '(1 5 2) '(2 3 4 9)))

;;; case: pair-for-each
;; value: (1 2 3)
(let ((seen '())) (pair-for-each (lambda (pair) (set! seen (cons (length pair) seen))) '(a b c)) seen)

;;; case: filter, remove, partition
;; value: ((0 8 8 -4) (7 43) ((one four five) (2 3 6)) () (1 3) (2))
(list (filter even? '(0 7 8 8 43 -4)) (remove even? '(0 7 8 8 43 -4)) (call-with-values (lambda () (partition symbol? '(one 2 3 four five 6))) list) (filter even? '()) (filter! odd? (list 1 2 3)) (remove! odd? (list 1 2 3)))

;;; case: find
;; value: (4 #f (-8 -5 0 0) #f)
(list (find even? '(3 1 4 1 5 9)) (find even? '(1 3)) (find-tail even? '(3 1 37 -8 -5 0 0)) (find-tail even? '(3 1 37 -5)))

;;; case: take-while, drop-while, span, break
;; value: ((2 18) (3 10 22 9) ((2 18) (3 10 22 9)) ((3 1) (4 1 5 9)) () ())
(list (take-while even? '(2 18 3 10 22 9)) (drop-while even? '(2 18 3 10 22 9)) (call-with-values (lambda () (span even? '(2 18 3 10 22 9))) list) (call-with-values (lambda () (break even? '(3 1 4 1 5 9))) list) (take-while even? '()) (drop-while even? '(2 4)))

;;; case: any
;; value: (#t #f #t 20 #f)
(list (any integer? '(a 3 b 2.7)) (any integer? '(a 3.1 b 2.7)) (any < '(3 1 4 1 5) '(2 7 1 8 2)) (any (lambda (x) (and (even? x) (* 10 x))) '(1 2 3)) (any odd? '()))

;;; case: every
;; value: (#t #f 5 #t #t 22)
(list (every odd? '(1 3 5)) (every odd? '(1 2 5)) (every (lambda (x) (and (odd? x) x)) '(1 3 5)) (every < '(1 2) '(2 3 4)) (every odd? '()) (every + '(1 2) '(10 20)))

;;; case: list-index
;; value: (2 1 #f)
(list (list-index even? '(3 1 4 1 5 9)) (list-index < '(3 1 4 1 5 9 2 5 6) '(2 7 1 8 2)) (list-index = '(3 1 4 1 5 9 2 5 6) '(2 7 1 8 2)))

;;; case: delete
;; value: ((1 3) ("a" "c") (1 3) (2) (a b c z) ((a . 3) (b . 7) (c . 1)) ())
(list (delete 2 '(1 2 3 2)) (delete "b" '("a" "b" "c")) (delete 5 '(1 7 3 9) <) (delete! 1 (list 1 1 2)) (delete-duplicates '(a b a c a b c z)) (delete-duplicates '((a . 3) (b . 7) (c . 1) (a . 9) (b . 11)) (lambda (x y) (eq? (car x) (car y)))) (delete-duplicates '()))

;;; case: association lists
;; value: (((c . 3) (a . 1) (b . 2)) #t #f ((b . 2)) ((0 . a) (1 . b)))
(define e '((a . 1) (b . 2)))
(define copy (alist-copy e))
(list (alist-cons 'c 3 e) (equal? e copy) (eq? (car e) (car copy)) (alist-delete 'a e) (alist-delete 1 '((0 . a) (1 . b) (5 . c)) <))

;;; case: list=
;; value: (#t #t #t #f #t)
(list (list= eq?) (list= eq? '(a)) (list= = '(1 2) '(1 2) '(1.0 2)) (list= eq? '(a b) '(a)) (list= eq? '() '()))

;;; case: sets
;; value: (#t #t #f #t #f (u o i a b c d c e))
(list (lset<= eq? '(a) '(a b a) '(a b c c)) (lset<= eq?) (lset<= eq? '(a z) '(a b)) (lset= eq? '(b e a) '(a e b) '(e e b a)) (lset= eq? '(a) '(b)) (lset-adjoin eq? '(a b c d c e) 'd 'a 'e 'i 'o 'u))

;;; case: unions
;; value: ((u o i a b c d e) (x a a c) () (a b c) (a e) (a x a) (a b c) (b c d) (a b c))
(list (lset-union eq? '(a b c d e) '(a e i o u)) (lset-union eq? '(a a c) '(x a x)) (lset-union eq?) (lset-union eq? '(a b c)) (lset-intersection eq? '(a b c d e) '(a e i o u)) (lset-intersection eq? '(a x y a) '(x a x z)) (lset-intersection eq? '(a b c)) (lset-difference eq? '(a b c d e) '(a e i o u)) (lset-difference eq? '(a b c)))

;;; case: several values
;; value: ((1 2) ((a b c) (d)) (() (1 2)))
(list (call-with-values (lambda () (car+cdr '(1 . 2))) list) (call-with-values (lambda () (split-at '(a b c d) 3)) list) (call-with-values (lambda () (split-at! (list 1 2) 0)) list))

;;; case: R6RS names
;; value: (#t #t (1 3) (b) (2) (2 3) (2 . b) ((z a 1) b 2) (1 2))
(list (exists even? '(1 2)) (for-all even? '(2 4)) (remp even? '(1 2 3)) (remq 'a '(a b a)) (remv 1 '(1 2)) (memp even? '(1 2 3)) (assp even? '((1 . a) (2 . b))) (fold-left list 'z '(a b) '(1 2)) (list-head '(1 2 3) 2))

;;; case: reduce-left of MIT Scheme
;; value: (-4 z a)
(list (reduce-left - 0 '(1 2 3)) (reduce-left list 'z '()) (reduce-left list 'z '(a)))

;;; case: procedures of long lists
;; value: (500000500000 1000000 999999 1000000 500000 500000)
(define n 1000000)
(define l (iota n 1))
(list (fold + 0 l) (last l) (length (drop l 1)) (length (append-reverse! (list-copy l) '())) (length (filter odd? l)) (count even? l))

;;; case: take too many
;; error: range 1:1
(take '(1 2) 3)

;;; case: drop too many
;; error: range 1:1
(drop '(1 2) 3)

;;; case: take-right too many
;; error: range 1:1
(take-right '(1 2) 3)

;;; case: take with a fraction
;; error: type 1:1
(take '(1 2) 1.5)

;;; case: fold of an improper list
;; error: type 1:6
(car (fold cons '() '(1 . 2)))

;;; case: reduce of no list
;; error: type 1:1
(reduce + 0 5)

;;; case: delete from no list
;; error: type 1:1
(delete 1 '(2 . 3))

;;; case: last of the empty list
;; error: type 1:1
(last '())

;;; case: find in an improper list
;; error: type 1:1
(find even? '(1 3 . 5))

;;; case: every with no procedure
;; error: not-procedure 1:1
(every 5 '(1 2))

;;; case: list-index of no list
;; error: type 1:1
(list-index even? 5)

;;; case: fold over two, one of which is no list
;; error: type 1:1
(fold + 0 '(1 2) '(3 . 4))

;;; case: wrong number of arguments
;; error: arity 1:1
(delete 1)

;;; case: gradient through folds
;; value: 13.625
;; gradient: a = 8.0, b = 10.0
(define-parameter a 0.5)
(define-parameter b 2.0)
(+ (fold (lambda (x s) (+ (* s a) (* x b))) 1.0 '(1 2)) (reduce * 1.0 (list a b 7.0)) (last (list 1 a)) (- (apply + (map (lambda (x) (* x b)) (filter odd? '(1 2 3)))) (* 10.0 a)) -2.125)
