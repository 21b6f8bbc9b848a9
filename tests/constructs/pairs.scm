;;; case: cons
;; value: ((a) ((a) b c d) ("a" b c) (a . 3) ((a b) . c) (1 2 . 3))
(list (cons 'a '()) (cons '(a) '(b c d)) (cons "a" '(b c)) (cons 'a 3) (cons '(a b) 'c) (cons 1 (cons 2 3)))

;;; case: car and cdr
;; value: (a (a) 1 (b c d) 2 ())
(list (car '(a b c)) (car '((a) b c d)) (car '(1 . 2)) (cdr '((a) b c d)) (cdr '(1 . 2)) (cdr '(1)))

;;; case: two-letter combinations
;; value: (a (c d) (b) ())
(define x '((a b) (c d)))
(list (caar x) (cadr x) (cdar x) (cddr x))

;;; case: three-letter combinations
;; value: (a1 (c1 c2) (b1 b2) (e1 e2) (a2) ((d1 d2)) () ())
(define x '(((a1 a2) (b1 b2)) ((c1 c2) (d1 d2)) (e1 e2)))
(list (caaar x) (caadr x) (cadar x) (caddr x) (cdaar x) (cdadr x) (cddar x) (cdddr x))

;;; case: four-letter combinations
;; value: (x z y (w) (4 5 6 7) (5 6) 3 (4) 2 3 (4) 2 (2) (3) (3) (3) b c d c c (d))
(define (tree n) (if (= n 0) '(x y z w) (cons (tree (- n 1)) (cons (tree (- n 1)) (cons (tree (- n 1)) (cons (tree (- n 1)) '()))))))
(define t (tree 3))
(define u (list 1 2 3 (list 4 5 6 7)))
(list (caaaar t) (caddar (caar t)) (cadaar (car t)) (cdddar (caar t)) (cadddr u) (cddddr '(1 2 3 4 5 6)) (caaddr '(1 2 (3 4))) (cdaddr '(1 2 (3 4))) (caadar '((1 (2 3)))) (cadadr '(1 (2 3))) (cddadr '(1 (2 3 4))) (caaadr '(1 ((2)))) (cdaaar '(((( 1 2))))) (cddaar '(((1 2 3)))) (cdadar '((1 (2 3)))) (cdaadr '(1 ((2 3)))) (caadar '((a (b)))) (caaddr '(a b (c))) (cadddr '(a b c d)) (cddaar '(((a b . c)))) (caddar '((a b c))) (cdddar '((a b c d))))

;;; case: pair?
;; value: (#t #t #f #f #f #f #t)
(map pair? (list '(a . b) '(a b c) '() '#(a b) 5 "s" (cons 1 2)))

;;; case: set-car!
;; value: (first second 3)
(define p (list 1 2 3))
(set-car! p 'first)
(set-car! (cdr p) 'second)
p

;;; case: set-cdr!
;; value: ((1 2 3 4 5) (1 . x))
(define p (list 1 2 3))
(set-cdr! (cddr p) (list 4 5))
(define q (cons 1 2))
(set-cdr! q 'x)
(list p q)

;;; case: shared structure is seen from both sides
;; value: ((1 y) (2 y) #t)
(define tail (list 'x))
(define a (cons 1 tail))
(define b (cons 2 tail))
(set-car! tail 'y)
(list a b (eq? (cdr a) (cdr b)))

;;; case: a list made circular is walked but not printed
;; value: (1 2 3 1 #f #t 199)
(define c (list 1 2 3))
(set-cdr! (cddr c) c)
(list (car c) (cadr c) (caddr c) (cadddr c) (list? c) (pair? c) (let loop ((p c) (i 0) (s 0)) (if (= i 100) s (loop (cdr p) (+ i 1) (+ s (car p))))))

;;; case: improper lists in write form
;; value: ((1 . 2) (1 2 . 3) ((1) . 2) (()) (1) ((1 . 2) 3))
(list (cons 1 2) (cons 1 (cons 2 3)) (cons '(1) 2) (cons '() '()) (cons 1 '()) (list (cons 1 2) 3))

;;; case: deep nesting to the left
;; value: ((((((((() . 1) . 2) . 3) . 4) . 5) . 6) . 7) . 8)
(define (nest n) (if (= n 0) '() (cons (nest (- n 1)) n)))
(nest 8)

;;; case: a queue with a tail pointer
;; value: (1 2 3)
(define q (cons '() '()))
(define (push! x) (let ((c (list x))) (if (null? (car q)) (set-car! q c) (set-cdr! (cdr q) c)) (set-cdr! q c)))
(push! 1)
(push! 2)
(push! 3)
(car q)

;;; case: reversal in place
;; value: (5 4 3 2 1)
(define (reverse! l) (let loop ((l l) (r '())) (if (null? l) r (let ((next (cdr l))) (set-cdr! l r) (loop next l)))))
(reverse! (list 1 2 3 4 5))

;;; case: binary tree of pairs
;; value: 21
(define (sum t) (cond ((null? t) 0) ((pair? t) (+ (sum (car t)) (sum (cdr t)))) ((number? t) t) (else 0)))
(sum '((1 . 2) (3 (4 . 5)) x . 6))

;;; case: gradient through a pair
;; value: 3.0
;; gradient: a = 2.0, b = -6.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((p (cons a b))) (/ (car p) (cdr p)))

;;; case: gradient through combinations
;; value: 2.625
;; gradient: a = 2.5, b = 2.25
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((t (list (list a b) (cons b a) (vector a) a))) (+ (* (caar t) (cdadr t) (caadr t)) (cadddr t)))

;;; case: gradient through set-car! and set-cdr!
;; value: 3.75
;; gradient: a = 3.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define p (cons b b))
(set-car! p (* a a))
(set-cdr! p (* 3 (cdr p)))
(+ (car p) (cdr p))

;;; case: gradient through a circular structure
;; value: 117.0
;; gradient: a = 34.0, b = 66.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define c (list a (* 2 b) 1))
(set-cdr! (cddr c) c)
(let loop ((p c) (i 0) (s 0)) (if (= i 100) s (loop (cdr p) (+ i 1) (+ s (car p)))))

;;; case: gradient through a tree
;; value: 10.5
;; gradient: a = 3.5, b = 2.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (sum t) (cond ((null? t) 0) ((pair? t) (+ (sum (car t)) (sum (cdr t)))) (else t)))
(sum (list (cons (* a a) (* a b)) (list (list b)) 7))
