;;; case: one list
;; value: (1 4 9 16 25)
(map (lambda (x) (* x x)) '(1 2 3 4 5))

;;; case: primitive
;; value: (b e h)
(map cadr '((a b) (d e) (g h)))

;;; case: two lists
;; value: (5 7 9)
(map + '(1 2 3) '(4 5 6))

;;; case: three lists
;; value: ((1 a x) (2 b y) (3 c z))
(map list '(1 2 3) '(a b c) '(x y z))

;;; case: five lists
;; value: (11111 22222)
(map (lambda (a b c d e) (+ a b c d e)) '(1 2) '(10 20) '(100 200) '(1000 2000) '(10000 20000))

;;; case: empty list
;; value: (() ())
(list (map car '()) (map + '() '()))

;;; case: lists of unequal length stop at the shortest
;; value: ((11 22) () ((1 a x) (2 b y)))
(list (map + '(1 2 3) '(10 20)) (map cons '() '(1 2)) (map list '(1 2 3 4) '(a b) '(x y z)))

;;; case: nested
;; value: ((2 4) (6 8) ())
(map (lambda (row) (map (lambda (x) (* 2 x)) row)) '((1 2) (3 4) ()))

;;; case: procedures as elements
;; value: (11 20 -10)
(map (lambda (f) (f 10)) (list (lambda (x) (+ x 1)) (lambda (x) (* x 2)) -))

;;; case: result is fresh
;; value: ((1 2 3) (x 2 3))
(let* ((l (list 1 2 3)) (m (map (lambda (x) x) l))) (set-car! m 'x) (list l m))

;;; case: transpose
;; value: ((1 4) (2 5) (3 6))
(define (transpose m) (apply map list m))
(transpose '((1 2 3) (4 5 6)))

;;; case: closures made in map
;; value: (6 15 105)
(define fs (map (lambda (n) (lambda (x) (+ x n))) '(1 10 100)))
(map (lambda (f) (f 5)) fs)

;;; case: a long list
;; value: (100000 2 200000)
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(let ((m (map (lambda (x) (* 2 x)) (build 100000 '())))) (list (length m) (car m) (list-ref m 99999)))

;;; case: map within map with the same variable
;; value: (5 13 25)
(map (lambda (x) (apply + (map (lambda (x) (* x x)) (list x (+ x 1))))) '(1 2 3))

;;; case: own map shadows the library's
;; value: (-1 -2 end)
(define (map f l) (if (null? l) '(end) (cons (f (car l)) (map f (cdr l)))))
(map - '(1 2))

;;; case: numbers of mixed exactness
;; value: (0.5 4.0 9)
(map * '(1 2.0 3) '(0.5 2 3))

;;; case: gradient through map
;; value: 20.75
;; gradient: a = 15.0
(define-parameter a 1.5)
(apply + (map (lambda (k) (let ((x (+ a k))) (* x x))) '(0 1 2)))

;;; case: gradient through map with two lists
;; value: 9.25
;; gradient: a = 4.5, b = 6.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(apply + (map * (list a b a) (list 4 5 b)))

;;; case: gradient through map with three lists
;; value: 8.25
;; gradient: a = 10.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(apply + (map (lambda (x y k) (* x y k)) (list a a) (list b a) '(2 3)))

;;; case: gradient through elementary functions in map
;; value: 7.607330866246451
;; gradient: a = 4.552426272005768, b = 2.526303832590501
;; tolerance: 1e-12
(define-parameter a 1.5)
(define-parameter b 0.5)
(apply + (append (map sin (list a b)) (map exp (list a b))))

;;; case: gradient through closures made in map
;; value: 5.25
;; gradient: a = 2.5, b = 4.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define fs (map (lambda (n) (lambda (x) (* x n))) (list a b)))
(+ ((car fs) 2) ((cadr fs) 3) ((car fs) b))

;;; case: gradient through a transposed matrix
;; value: 22.0
;; gradient: a = 1.0, b = 3.0, c = 2.0, d = 4.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define-parameter c 2.5)
(define-parameter d 3.5)
(define t (apply map list (list (list a b) (list c d))))
(apply + (map * (apply append t) '(1 2 3 4)))

;;; case: gradient through nested map
;; value: 4.5
;; gradient: a = 3.0, b = 9.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(apply + (map (lambda (row) (apply + (map (lambda (x) (* a b x)) row))) '((1 2) (3))))
