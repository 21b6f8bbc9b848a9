;;; case: memq
;; value: ((c d e) #f #f (d))
(list (memq 'c '(a b c d e)) (memq 'x '(a b c)) (memq 'a '()) (memq 'd '(a b c d)))

;;; case: memv
;; value: ((101 102) #f (1.5 2.5) (#\c))
(list (memv 101 '(100 101 102)) (memv 101.0 '(100 101 102)) (memv 1.5 '(0.5 1.5 2.5)) (memv #\c '(#\a #\b #\c)))

;;; case: member
;; value: (((a) c) ("b" "c") (#(1) 2) #f)
(list (member (list 'a) '(b (a) c)) (member "b" '("a" "b" "c")) (member '#(1) '(0 #(1) 2)) (member 2 '(1 3)))

;;; case: member with a predicate
;; value: ((2 3) (75 9))
(list (member 2.0 (list 1 2 3) =) (member 25 '(1 75 9) (lambda (x y) (= (modulo x 10) (modulo y 10)))))

;;; case: the tail itself is returned
;; value: (1 2 x 4)
(let* ((l (list 1 2 3 4)) (t (memv 3 l))) (set-car! t 'x) l)

;;; case: false and null as elements
;; value: ((#f 2) (() b) (#t))
(list (memq #f '(1 #f 2)) (memq '() '(a () b)) (memv #t '(#f #t)))

;;; case: as a set
;; value: (1 3 2)
(define (adjoin x s) (if (memv x s) s (cons x s)))
(adjoin 1 (adjoin 2 (adjoin 1 (adjoin 3 (adjoin 2 '())))))

;;; case: union and intersection
;; value: ((1 2 3 4) (2 3))
(define (union a b) (cond ((null? a) b) ((member (car a) b) (union (cdr a) b)) (else (cons (car a) (union (cdr a) b)))))
(define (intersect a b) (cond ((null? a) '()) ((member (car a) b) (cons (car a) (intersect (cdr a) b))) (else (intersect (cdr a) b))))
(list (union '(1 2 3) '(2 3 4)) (intersect '(1 2 3) '(2 3 4)))

;;; case: as a test in cond
;; value: (colour 2 1 other)
(define (kind c) (cond ((memq c '(red green blue)) 'colour) ((memq c '(one two)) => length) (else 'other)))
(map kind '(green one two x))

;;; case: in a long list
;; value: (50001 #f)
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(list (length (memv 50000 (build 100000 '()))) (memv 0 (build 100000 '())))

;;; case: exactness matters
;; value: (#f #f (-0.0 1))
(list (memv 2 '(1.0 2.0 3.0)) (member 2 '(1.0 2.0 3.0)) (memv -0.0 '(0.0 -0.0 1)))

;;; case: gradient through the tail
;; value: 2.5
;; gradient: a = 1.0, b = 2.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((t (memq 'x (list 1 'y 'x a b)))) (+ (cadr t) (* 2 (caddr t))))

;;; case: gradient guarded by membership
;; value: 2.75
;; gradient: a = 3.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(+ (if (memv 3 '(1 2 3)) (* a a) a) (if (member "q" '("p")) 0.0 b))

;;; case: the found element belongs to the list, not to the key
;; value: 2.25
;; gradient: a = 1.5
(define-parameter a 1.5)
(* a (car (memv a (list 0.5 1.5 2.5))))
