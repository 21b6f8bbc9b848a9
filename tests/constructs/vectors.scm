;;; case: vector
;; value: (#() #(a b c) #(1 2.5 "s" #\c (1) #()))
(list (vector) (vector 'a 'b 'c) (vector 1 2.5 "s" #\c (list 1) (vector)))

;;; case: make-vector
;; value: (#(x x x) #() 5 #(1.5 1.5))
(list (make-vector 3 'x) (make-vector 0 'x) (vector-length (make-vector 5)) (make-vector 2 1.5))

;;; case: vector-ref
;; value: (1 8 21 13)
(define v (vector 1 1 2 3 5 8 13 21))
(list (vector-ref v 0) (vector-ref v 5) (vector-ref v 7) (vector-ref v (exact (round (* 2 (acos -1))))))

;;; case: vector-set!
;; value: #(0 ("Sue" "Sue") "Anna")
(let ((vec (vector 0 '(2 2 2 2) "Anna"))) (vector-set! vec 1 '("Sue" "Sue")) vec)

;;; case: vector-length
;; value: (0 3 1000)
(list (vector-length (vector)) (vector-length (vector 1 2 3)) (vector-length (make-vector 1000 0)))

;;; case: vector?
;; value: (#t #t #f #f #f #f)
(map vector? (list (vector) '#(1) '(1) "v" 5 #f))

;;; case: vector-fill!
;; value: #(x x x)
(let ((v (vector 1 2 3))) (vector-fill! v 'x) v)

;;; case: vector-fill! with a range
;; value: #(y y 3 x x)
(let ((v (vector 1 2 3 4 5))) (vector-fill! v 'x 3) (vector-fill! v 'y 0 2) v)

;;; case: vector->list and list->vector
;; value: ((dah dah didah) () #(dididit dah) #())
(list (vector->list '#(dah dah didah)) (vector->list '#()) (list->vector '(dididit dah)) (list->vector '()))

;;; case: vector->list with a range
;; value: ((b c d) (b c) ())
(list (vector->list '#(a b c d) 1) (vector->list '#(a b c d) 1 3) (vector->list '#(a b c) 3))

;;; case: elements share with the outside
;; value: #((x) (x))
(let* ((l (list 1)) (v (vector l l))) (set-car! l 'x) v)

;;; case: make-vector repeats one object
;; value: #((x) (x))
(let ((v (make-vector 2 (list 0)))) (set-car! (vector-ref v 0) 'x) v)

;;; case: vector of vectors
;; value: #(#(0 0 0) #(0 0 x))
(define (make-matrix n m x) (let ((v (make-vector n))) (do ((i 0 (+ i 1))) ((= i n) v) (vector-set! v i (make-vector m x)))))
(let ((m (make-matrix 2 3 0))) (vector-set! (vector-ref m 1) 2 'x) m)

;;; case: equality
;; value: (#t #f #t #f)
(list (equal? '#(1 (2) "x") (vector 1 (list 2) "x")) (eqv? (vector) (vector 1)) (let ((v (vector 1))) (eq? v v)) (equal? '#(1 2) '#(1 2 3)))

;;; case: sum by a loop
;; value: (0 6 0.75)
(define (vector-sum v) (let loop ((i 0) (s 0)) (if (= i (vector-length v)) s (loop (+ i 1) (+ s (vector-ref v i))))))
(list (vector-sum '#()) (vector-sum '#(1 2 3)) (vector-sum '#(0.5 0.25)))

;;; case: reversal in place
;; value: #(5 4 3 2 1)
(define (reverse! v) (let loop ((i 0) (j (- (vector-length v) 1))) (if (< i j) (let ((t (vector-ref v i))) (vector-set! v i (vector-ref v j)) (vector-set! v j t) (loop (+ i 1) (- j 1))) v)))
(reverse! (vector 1 2 3 4 5))

;;; case: sieve
;; value: (2 3 5 7 11 13 17 19 23 29 31 37 41 43 47)
(define (primes n)
  (let ((v (make-vector (+ n 1) #t)))
    (let loop ((i 2) (l '()))
      (cond ((> i n) (reverse l))
            ((vector-ref v i) (do ((j (* i i) (+ j i))) ((> j n)) (vector-set! v j #f)) (loop (+ i 1) (cons i l)))
            (else (loop (+ i 1) l))))))
(primes 50)

;;; case: a large vector
;; value: (0 199998 100000)
(define v (make-vector 100000 1))
(do ((i 0 (+ i 1))) ((= i 100000)) (vector-set! v i (* 2 i)))
(list (vector-ref v 0) (vector-ref v 99999) (vector-length v))

;;; case: a table of procedures
;; value: (10 4 21 (7 3))
(define ops (vector + - * (lambda (a b) (list a b))))
(let loop ((i 0) (l '())) (if (= i 4) (reverse l) (loop (+ i 1) (cons ((vector-ref ops i) 7 3) l))))

;;; case: written forms
;; value: (#() #(#()) #(a "b" #\c) #(#t () 1.0))
(list (vector) (vector (vector)) (vector 'a "b" #\c) (vector #t '() 1.0))

;;; case: gradient through vector-ref
;; value: 3.75
;; gradient: a = 3.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define v (vector a b a))
(+ (* (vector-ref v 0) (vector-ref v 2)) (* 3 (vector-ref v 1)))

;;; case: gradient through vector-set!
;; value: 5.0625
;; gradient: a = 13.5, b = 0.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define v (vector a b))
(vector-set! v 0 (* (vector-ref v 0) (vector-ref v 0)))
(vector-set! v 1 (* (vector-ref v 0) (vector-ref v 0)))
(vector-ref v 1)

;;; case: gradient through vector-fill! and make-vector
;; value: 7.5
;; gradient: a = 3.0, b = 6.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (vector-sum v) (let loop ((i 0) (s 0)) (if (= i (vector-length v)) s (loop (+ i 1) (+ s (vector-ref v i))))))
(let ((v (make-vector 3 a)) (w (vector 1 2 3 4)))
  (vector-fill! w b)
  (+ (vector-sum v) (vector-sum w) (vector-sum (make-vector 2 b))))

;;; case: gradient through conversions
;; value: 15.5
;; gradient: a = 7.0, b = 10.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (dot l k) (if (null? l) 0 (+ (* k (car l)) (dot (cdr l) (+ k 1)))))
(let ((v (list->vector (list a b)))) (+ (dot (vector->list v) 1) (* 2 (dot (vector->list (vector 0 0 a b) 2) 3))))

;;; case: gradient through a matrix product
;; value: 3.0
;; gradient: a = 3.5, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define m (vector (vector a b) (vector 1 a)))
(define (ref m i j) (vector-ref (vector-ref m i) j))
(define (mul-00 x y) (+ (* (ref x 0 0) (ref y 0 0)) (* (ref x 0 1) (ref y 1 0))))
(- (+ (mul-00 m m) (* a b)) b)

;;; case: gradient through a large vector
;; value: 12498750.0
;; gradient: a = 49995000.0
(define-parameter a 0.5)
(define v (make-vector 10000 0.0))
(do ((i 0 (+ i 1))) ((= i 10000)) (vector-set! v i (* i a a)))
(let loop ((i 0) (s 0.0)) (if (= i 10000) s (loop (+ i 1) (+ s (vector-ref v i)))))

;;; case: gradient through prefix sums in place
;; value: 20.0
;; gradient: a = 10.0, b = 10.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define v (vector a b a b a b))
(do ((i 1 (+ i 1))) ((= i 6)) (vector-set! v i (+ (vector-ref v i) (vector-ref v (- i 1)))))
(+ (* 1 (vector-ref v 0)) (* 1 (vector-ref v 5)) (* 2 (vector-ref v 5)) (- (vector-ref v 3) (vector-ref v 2)))
