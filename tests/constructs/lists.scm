;;; case: list
;; value: (() (1) (a 7 c) (() (())))
(list (list) (list 1) (list 'a (+ 3 4) 'c) (list (list) (list (list))))

;;; case: list?
;; value: (#t #t #f #f #f #f)
(map list? (list '(a b c) '() '(a . b) '(a b . c) 5 '#(1)))

;;; case: null?
;; value: (#t #f #f #f #f #t)
(map null? (list '() '(1) #f 0 "" (cdr '(1))))

;;; case: length
;; value: (0 1 3 3 1000)
(list (length '()) (length '(a)) (length '(a b c)) (length '(a (b) (c d e))) (length (make-list 1000 0)))

;;; case: append
;; value: ((x y) (a b c d) (a (b) (c)) () (1 2 3 4))
(list (append '(x) '(y)) (append '(a) '(b c d)) (append '(a (b)) '((c))) (append '() '()) (append '(1) '() '(2 3) '() '(4)))

;;; case: append with an improper end
;; value: ((a b c . d) a (1 . 2) 5)
(list (append '(a b) '(c . d)) (append '() 'a) (append '(1) 2) (append 5))

;;; case: append copies all but the last
;; value: ((changed 2) (shared 4) (1 2 shared 4) #t)
(define a (list 1 2))
(define b (list 3 4))
(define c (append a b))
(set-car! a 'changed)
(set-car! b 'shared)
(list a b c (eq? (cddr c) b))

;;; case: append of many
;; value: (1 2 3 4 5 6 7 8 9)
(append '(1) '(2) '(3) '(4) '(5) '(6) '(7) '(8) '(9))

;;; case: reverse
;; value: (() (a) (c b a) ((e (f)) d (b c) a))
(list (reverse '()) (reverse '(a)) (reverse '(a b c)) (reverse '(a (b c) d (e (f)))))

;;; case: reverse leaves its argument
;; value: ((1 2 3) (3 2 1))
(define a (list 1 2 3))
(define b (reverse a))
(list a b)

;;; case: list-ref
;; value: (a c d c)
(list (list-ref '(a b c d) 0) (list-ref '(a b c d) 2) (list-ref '(a b c d) 3) (list-ref '(a b c d) (exact (round 1.8))))

;;; case: list-tail
;; value: ((a b c d) (c d) () c)
(list (list-tail '(a b c d) 0) (list-tail '(a b c d) 2) (list-tail '(a b c d) 4) (list-tail '(a b . c) 2))

;;; case: list-tail shares
;; value: ((1 x 3) #t)
(let* ((l (list 1 2 3)) (t (list-tail l 1))) (set-car! t 'x) (list l (eq? t (cdr l))))

;;; case: list-copy
;; value: ((1 2 3) (x 2 3) #t ())
(let* ((a (list 1 2 3)) (b (list-copy a))) (set-car! b 'x) (list a b (equal? a (list 1 2 3)) (list-copy '())))

;;; case: list-copy is shallow
;; value: (((x) 2) ((x) 2) #t)
(let* ((inner (list 1)) (a (list inner 2)) (b (list-copy a))) (set-car! inner 'x) (list a b (eq? (car a) (car b))))

;;; case: make-list
;; value: ((x x x) () 4 ((a) (a)))
(list (make-list 3 'x) (make-list 0 'x) (length (make-list 4)) (make-list 2 '(a)))

;;; case: list of lists
;; value: (2 0 3)
(map length '((1 2) () (a b c)))

;;; case: a list of 100000 elements
;; value: (100000 1 100000 100000 200000 999955)
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(define big (build 100000 '()))
(list (length big) (car big) (list-ref big 99999) (car (reverse big)) (length (append big big)) (apply + (list-tail big 99990)))

;;; case: equality of long lists
;; value: (#t #f)
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(list (equal? (build 50000 '()) (build 50000 '())) (equal? (build 50000 '()) (build 50000 '(x))))

;;; case: filter by hand
;; value: (1 3 5 7)
(define (filter p l) (cond ((null? l) '()) ((p (car l)) (cons (car l) (filter p (cdr l)))) (else (filter p (cdr l)))))
(filter odd? '(1 2 3 4 5 6 7))

;;; case: flatten
;; value: (1 2 3 4 5 6)
(define (flatten t) (cond ((null? t) '()) ((pair? t) (append (flatten (car t)) (flatten (cdr t)))) (else (list t))))
(flatten '(1 (2 (3 4) ()) ((5)) 6))

;;; case: insertion sort
;; value: (1 1 2 3 3 4 5 5 5 6 9)
(define (insert x l) (if (or (null? l) (<= x (car l))) (cons x l) (cons (car l) (insert x (cdr l)))))
(define (sort l) (if (null? l) '() (insert (car l) (sort (cdr l)))))
(sort '(3 1 4 1 5 9 2 6 5 3 5))

;;; case: merge sort
;; value: (-4.25 -4 0 1 8 8.5 13 27 99)
(define (merge a b) (cond ((null? a) b) ((null? b) a) ((< (car b) (car a)) (cons (car b) (merge a (cdr b)))) (else (cons (car a) (merge (cdr a) b)))))
(define (split l) (if (or (null? l) (null? (cdr l))) (cons l '()) (let ((s (split (cddr l)))) (cons (cons (car l) (car s)) (cons (cadr l) (cdr s))))))
(define (msort l) (if (or (null? l) (null? (cdr l))) l (let ((s (split l))) (merge (msort (car s)) (msort (cdr s))))))
(msort '(27 -4 8.5 0 13 8 -4.25 99 1))

;;; case: permutations
;; value: ((1 2 3) (1 3 2) (2 1 3) (2 3 1) (3 1 2) (3 2 1))
(define (remove x l) (cond ((null? l) '()) ((eqv? x (car l)) (cdr l)) (else (cons (car l) (remove x (cdr l))))))
(define (perms l) (if (null? l) '(()) (apply append (map (lambda (x) (map (lambda (p) (cons x p)) (perms (remove x l)))) l))))
(perms '(1 2 3))

;;; case: power set
;; value: (() (c) (b) (b c) (a) (a c) (a b) (a b c))
(define (powerset l) (if (null? l) '(()) (let ((r (powerset (cdr l)))) (append r (map (lambda (s) (cons (car l) s)) r)))))
(powerset '(a b c))

;;; case: gradient through list and list-ref
;; value: 10.0
;; gradient: a = 1.0, b = 2.0, c = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define-parameter c 2.5)
(define l (list a b c))
(+ (list-ref l 0) (* 2 (list-ref l 1)) (* 3 (list-ref l 2)))

;;; case: gradient through append and reverse
;; value: 78.0
;; gradient: a = 17.0, b = 5.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (dot l k) (if (null? l) 0 (+ (* k (car l)) (dot (cdr l) (+ k 1)))))
(dot (append (list a b) (reverse (list a b)) (list 10) (list (* 2 a))) 1)

;;; case: gradient through list-tail, list-copy and make-list
;; value: 9.5
;; gradient: a = 4.0, b = 7.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (sum l) (if (null? l) 0 (+ (car l) (sum (cdr l)))))
(+ (sum (make-list 4 a)) (car (list-tail (list 1 a b) 2)) (* 2 (sum (list-copy (make-list 3 b)))))

;;; case: gradient through a sort
;; value: 11.0
;; gradient: a = 2.0, b = 1.0, c = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define-parameter c 2.5)
(define (insert x l) (if (or (null? l) (<= x (car l))) (cons x l) (cons (car l) (insert x (cdr l)))))
(define (sort l) (if (null? l) '() (insert (car l) (sort (cdr l)))))
(let ((s (sort (list a b c)))) (+ (* 1 (car s)) (* 2 (cadr s)) (* 3 (caddr s))))

;;; case: gradient through a long list
;; value: 75012500.0
;; gradient: a = 50005000.0, b = 10000.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (build n l) (if (= n 0) l (build (- n 1) (cons (+ b (* n a)) l))))
(let loop ((l (build 10000 '())) (s 0.0)) (if (null? l) s (loop (cdr l) (+ s (car l)))))

;;; case: gradient through flatten
;; value: 6.5
;; gradient: a = 2.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (flatten t) (cond ((null? t) '()) ((pair? t) (append (flatten (car t)) (flatten (cdr t)))) (else (list t))))
(apply + (flatten (list a (list b (list a) '()) 3)))
