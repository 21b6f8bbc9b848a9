;;; case: number?
;; value: (#t #t #t #f #f #f #f #f)
(map number? (list 1 1.5 +nan.0 'a "1" #t '() #\1))

;;; case: integer?
;; value: (#t #t #f #t #f #f #t #f #f)
(map integer? (list 1 1.0 1.5 -0.0 +inf.0 +nan.0 1e300 'a "1"))

;;; case: rational? and real?
;; value: ((#t #t #f #f #f) (#t #t #t #t) #f #f)
(list (map rational? (list 1 1.5 +inf.0 -inf.0 +nan.0)) (map real? (list 1 1.5 +inf.0 +nan.0)) (real? 'a) (rational? "x"))

;;; case: exact? and inexact?
;; value: (#t #f #f #t #t #t #t)
(list (exact? 1) (exact? 1.0) (inexact? 1) (inexact? 1.5) (inexact? +nan.0) (exact? 1000000000000000000) (inexact? -0.0))

;;; case: exact-integer?
;; value: (#t #f #f #f #t #t)
(map exact-integer? (list 5 5.0 5.5 'a 1000000000000000000 -1))

;;; case: nan? finite? infinite?
;; value: ((#t #f #f #f) (#t #t #f #f #f) (#f #f #t #t #f))
(list (map nan? (list +nan.0 1.0 +inf.0 32)) (map finite? (list 3 1.5 +inf.0 -inf.0 +nan.0)) (map infinite? (list 3 1.5 +inf.0 -inf.0 +nan.0)))

;;; case: zero?
;; value: (#t #t #t #f #f #f #f #t)
(map zero? (list 0 0.0 -0.0 1 -1 5e-324 +nan.0 (- 3 3)))

;;; case: positive?
;; value: (#t #f #f #f #f #t #t #f #f)
(map positive? (list 1 0 -1 0.0 -0.0 5e-324 +inf.0 -inf.0 +nan.0))

;;; case: negative?
;; value: (#f #f #t #f #f #t #f #t #f)
(map negative? (list 1 0 -1 0.0 -0.0 -5e-324 +inf.0 -inf.0 +nan.0))

;;; case: odd? and even?
;; value: ((#f #t #f #t #f #t #f) (#t #f #t #f #t #f #t))
(list (map odd? '(0 1 2 -1 -2 3.0 4.0)) (map even? '(0 1 2 -1 -2 3.0 4.0)))

;;; case: other types are not numbers
;; value: (#f #f #f #f #f #f #f #f #f)
(map (lambda (x) (or (number? x) (integer? x) (real? x) (exact-integer? x))) (list 'a "s" #\a #t #f '() (list 1) (vector 1) car))

;;; case: results of operations
;; value: (#t #f #t #f #t #f)
(list (integer? (/ 6 3)) (integer? (/ 7 2)) (exact? (/ 6 3)) (exact? (/ 7 2)) (integer? (* 2 0.5)) (exact? (round 2.5)))

;;; case: predicates in a filter
;; value: (6 3 4 3 2 1)
(define (count p l) (let loop ((l l) (n 0)) (if (null? l) n (loop (cdr l) (if (p (car l)) (+ n 1) n)))))
(let ((l (list 1 2.0 3.5 -4 0 -0.5 'x)))
  (let ((nums (let f ((l l)) (cond ((null? l) '()) ((number? (car l)) (cons (car l) (f (cdr l)))) (else (f (cdr l)))))))
    (list (count number? l) (count exact? nums) (count integer? nums) (count positive? nums) (count negative? nums) (count zero? nums))))

;;; case: a learnable constant under all predicates
;; value: (#t #f #t #t #f #t #f #f #t #f #f #t #f #f #f #f #f #f #f #f #f)
(define-parameter a 1.5)
(list (number? a) (integer? a) (rational? a) (real? a) (exact? a) (inexact? a) (exact-integer? a) (nan? a) (finite? a) (infinite? a) (zero? a) (positive? a) (negative? a) (boolean? a) (symbol? a) (procedure? a) (pair? a) (null? a) (string? a) (vector? a) (char? a))

;;; case: gradient with predicates as guards
;; value: 10.25
;; gradient: a = 4.0, b = -1.0
(define-parameter a 1.5)
(define-parameter b -0.5)
(define (f x) (cond ((not (number? x)) 0.0) ((nan? x) 0.0) ((infinite? x) 1.0) ((zero? x) 5.0) ((negative? x) (- x)) ((positive? x) (* x x))))
(+ (f a) (f b) (f 'x) (f +nan.0) (f (/ a 0.0)) (f 0.0) (if (finite? a) a 0))
