;;; case: equal
;; value: (#t #f #t #t #t #t #f #f)
(list (= 1 1) (= 1 2) (= 1 1.0) (= 1.0 1.0) (= 0 0.0 -0.0) (= 1 1 1) (= 1 1 2) (= 2 1 1))

;;; case: less
;; value: (#t #f #f #t #f #t #t #f)
(list (< 1 2) (< 2 1) (< 1 1) (< 1 1.5) (< 1.5 1) (< -1 0) (< 1 2 3) (< 1 3 2))

;;; case: greater
;; value: (#t #f #f #t #t #t #f)
(list (> 2 1) (> 1 2) (> 1 1) (> 1.5 1) (> 0 -1) (> 3 2 1) (> 3 1 2))

;;; case: less or equal
;; value: (#t #t #f #t #f #t)
(list (<= 1 1) (<= 1 2) (<= 2 1) (<= 1 1.0 2) (<= 1 3 2) (<= -0.0 0.0))

;;; case: greater or equal
;; value: (#t #t #f #t #f)
(list (>= 1 1) (>= 2 1) (>= 1 2) (>= 3 3.0 1) (>= 3 1 2))

;;; case: one argument
;; value: (#t #t #t #t #t)
(list (= 1) (< 1) (> 1) (<= 1) (>= 1))

;;; case: many arguments
;; value: (#t #f #t #t #f)
(list (< 1 2 3 4 5 6 7 8) (< 1 2 3 4 5 6 8 8) (= 2 2 2 2 2 2 2) (>= 9 8 8 7 6 1 0 -1) (<= 1 1 2 2 3 3 2))

;;; case: NaN
;; value: (#f #f #f #f #f #f #f)
(list (= +nan.0 +nan.0) (< +nan.0 1) (> +nan.0 1) (<= +nan.0 +nan.0) (>= 1 +nan.0) (= 1 +nan.0) (< 1 2 +nan.0))

;;; case: infinities
;; value: (#t #t #t #t #t #t)
(list (< -inf.0 +inf.0) (= +inf.0 +inf.0) (> +inf.0 1e308) (< -inf.0 -1e308) (< 1000000000000000000 +inf.0) (>= -inf.0 -inf.0))

;;; case: negative zero
;; value: (#t #f #t #t)
(list (= 0.0 -0.0) (< -0.0 0.0) (>= -0.0 0.0) (= 0 -0.0))

;;; case: mixed exactness
;; value: (#t #t #t #f)
(list (< 1 1.0000000000000002) (= 9007199254740992 9007199254740992.0) (> 3 2.999999999999999) (= 3 3.0000000000000004))

;;; case: large exact integers
;; value: (#t #f #t #t)
(list (< 9007199254740992 9007199254740993) (= 9007199254740992 9007199254740993) (> 1000000000000000001 1000000000000000000) (= 4611686018427387904 4611686018427387904))

;;; case: as values
;; value: (#f #t #f #t #f)
(map (lambda (f) (f 1 2)) (list = < > <= >=))

;;; case: applied to a list
;; value: (#t #f #t #t)
(list (apply < '(1 2 3)) (apply < '(1 3 2)) (apply = '(1)) (apply >= (list 3 3 2)))

;;; case: chosen by a flag
;; value: (#t #f #t)
(define (sorted? l up?) (apply (if up? <= >=) l))
(list (sorted? '(1 2 2 3) #t) (sorted? '(3 2 1) #t) (sorted? '(3 2 1) #f))

;;; case: middle argument decides
;; value: (#t #f #t #f)
(list (< 0 0.5 1) (< 0 1.5 1) (<= 0 0 1) (< 0 0 1))

;;; case: gradient does not come from comparisons
;; value: 3.5
;; gradient: a = 2.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(+ (if (< a b) (* a a) (* 2 a)) (if (and (> a b) (>= a b) (not (= a b)) (<= b a)) b a))

;;; case: gradient of bisection sorting
;; value: 11.0
;; gradient: a = 2.0, b = 1.0, c = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define-parameter c 2.5)
(define (insert x l) (if (or (null? l) (< x (car l))) (cons x l) (cons (car l) (insert x (cdr l)))))
(let ((l (insert a (insert b (insert c '()))))) (+ (* 1 (car l)) (* 2 (cadr l)) (* 3 (car (cddr l)))))
