;;; case: procedure as argument
;; value: (81 (3) 5)
(define (twice f x) (f (f x)))
(list (twice (lambda (x) (* x x)) 3) (twice cdr '(1 2 3)) (twice - 5))

;;; case: procedure as result
;; value: 2
(define (compose f g) (lambda (x) (f (g x))))
((compose car cdr) '(1 2 3))

;;; case: iterate
;; value: 1024
(define (iterate f n) (if (= n 0) (lambda (x) x) (lambda (x) ((iterate f (- n 1)) (f x)))))
((iterate (lambda (x) (* 2 x)) 10) 1)

;;; case: fold by hand
;; value: (6 (3 2 1) (1 2 3) 4 -8)
(define (fold f init l) (if (null? l) init (fold f (f init (car l)) (cdr l))))
(define (foldr f init l) (if (null? l) init (f (car l) (foldr f init (cdr l)))))
(list (fold + 0 '(1 2 3)) (fold (lambda (a x) (cons x a)) '() '(1 2 3)) (foldr cons '() '(1 2 3)) (fold - 10 '(1 2 3)) (foldr - 10 '(1 2 3)))

;;; case: filter, map and reduce chained
;; value: 165
(define (filter p l) (cond ((null? l) '()) ((p (car l)) (cons (car l) (filter p (cdr l)))) (else (filter p (cdr l)))))
(define (range a b) (if (>= a b) '() (cons a (range (+ a 1) b))))
(apply + (map square (filter odd? (range 0 10))))

;;; case: currying
;; value: (10 (1) (10 20 30))
(define (curry f . args) (lambda more (apply f (append args more))))
(list ((curry + 1 2) 3 4) ((curry list) 1) (map (curry * 10) '(1 2 3)))

;;; case: flip and constant
;; value: (9 (2 . 1) 5 5)
(define (flip f) (lambda (a b) (f b a)))
(define (const x) (lambda args x))
(list ((flip -) 1 10) ((flip cons) 1 2) ((const 5)) ((const 5) 1 2 3))

;;; case: numeric integration of a procedure
;; value: 21.25
(define (integrate f a b n) (let ((h (/ (- b a) n))) (let loop ((i 0) (s 0)) (if (= i n) (* h s) (loop (+ i 1) (+ s (f (+ a (* h (+ i 0.5))))))))))
(integrate (lambda (x) (* x x)) 0 4 8)

;;; case: numeric differentiation of a procedure
;; value: 6.0
(define (deriv f h) (lambda (x) (/ (- (f (+ x h)) (f (- x h))) (* 2 h))))
((deriv (lambda (x) (* x x)) 0.5) 3)

;;; case: fixed point
;; value: 1.414213562373095
(define (fixed-point f x n) (if (= n 0) x (fixed-point f (f x) (- n 1))))
(fixed-point (lambda (x) (/ (+ x (/ 2.0 x)) 2)) 1.0 20)

;;; case: procedures in a table by number of arguments
;; value: (none 2 4 6)
(define (arity-list . fs) (map (lambda (f k) (apply f (make-list k 2))) fs '(0 1 2 3)))
(arity-list (lambda () 'none) (lambda (a) a) (lambda (a b) (* a b)) (lambda (a b c) (+ a b c)))

;;; case: predicates combined
;; value: (#t #f #t #f #t)
(define (both p q) (lambda (x) (and (p x) (q x))))
(define (either p q) (lambda (x) (or (p x) (q x))))
(map (both number? (either even? negative?)) (list 2 3 -3 'a 0))

;;; case: unfold
;; value: (1 9 25 49 81)
(define (unfold stop? f next seed) (if (stop? seed) '() (cons (f seed) (unfold stop? f next (next seed)))))
(unfold (lambda (x) (> x 10)) square (lambda (x) (+ x 2)) 1)

;;; case: sorting by a given order
;; value: ((1 2 3) (3 2 1) ((y . 1) (x . 2)))
(define (insert less? x l) (cond ((null? l) (list x)) ((less? x (car l)) (cons x l)) (else (cons (car l) (insert less? x (cdr l))))))
(define (sort less? l) (if (null? l) '() (insert less? (car l) (sort less? (cdr l)))))
(list (sort < '(3 1 2)) (sort > '(3 1 2)) (sort (lambda (a b) (< (cdr a) (cdr b))) '((x . 2) (y . 1))))

;;; case: gradient through composition of procedures
;; value: 0.5333026735360201
;; gradient: a = 1.268886748846602
;; tolerance: 1e-12
(define-parameter a 0.75)
(define (compose f g) (lambda (x) (f (g x))))
((compose sin square) a)

;;; case: gradient through iterate
;; value: 0.19548291037051058
;; gradient: a = 0.03510820507481146
(define-parameter a 0.75)
(define (iterate f n) (if (= n 0) (lambda (x) x) (lambda (x) ((iterate f (- n 1)) (f x)))))
((iterate (lambda (x) (- x (* 0.5 x x))) 6) a)

;;; case: gradient through folds
;; value: -1.0
;; gradient: a = -2.5, b = 2.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (fold f init l) (if (null? l) init (fold f (f init (car l)) (cdr l))))
(define (foldr f init l) (if (null? l) init (f (car l) (foldr f init (cdr l)))))
(+ (fold * 1 (list a b)) (- (foldr - 0 (list a b a))) (fold + 0 (list a a)) (* -1 (fold + 0.0 (list (* a a)))))

;;; case: gradient through currying
;; value: 3.0
;; gradient: a = 2.0, b = 6.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (curry f . args) (lambda more (apply f (append args more))))
(apply + (map (curry * a b) '(1 3)))

;;; case: gradient through numeric integration
;; value: 35.875
;; gradient: a = 21.25, b = 8.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (integrate f lo hi n) (let ((h (/ (- hi lo) n))) (let loop ((i 0) (s 0)) (if (= i n) (* h s) (loop (+ i 1) (+ s (f (+ lo (* h (+ i 0.5))))))))))
(integrate (lambda (x) (+ (* a x x) (* b x))) 0 4 8)

;;; case: gradient through the bounds of integration
;; value: 3.0
;; gradient: lo = -3.0, hi = 3.0
(define-parameter lo 1.5)
(define-parameter hi 2.5)
(define (integrate f lo hi n) (let ((h (/ (- hi lo) n))) (let loop ((i 0) (s 0)) (if (= i n) (* h s) (loop (+ i 1) (+ s (f (+ lo (* h (+ i 0.5))))))))))
(integrate (lambda (x) 3) lo hi 8)

;;; case: gradient through a fixed point iteration
;; value: 1.414213562373095
;; gradient: a = 0.3535533905932738
(define-parameter a 2.0)
(define (fixed-point f x n) (if (= n 0) x (fixed-point f (f x) (- n 1))))
(fixed-point (lambda (x) (/ (+ x (/ a x)) 2)) 1.0 20)

;;; case: gradient through unfold
;; value: 3.96875
;; gradient: q = 3.5625, s = 1.0
(define-parameter q 0.5)
(define-parameter s 3.0)
(define (unfold stop? f next seed) (if (stop? seed) (list s) (cons (f seed) (unfold stop? f next (next seed)))))
(apply + (unfold (lambda (p) (> (car p) 5)) cdr (lambda (p) (cons (+ 1 (car p)) (* q (cdr p)))) (cons 1 q)))
