;;; case: lists
;; value: ((1 1 2 3 4 5 6 9) (9 6 5 4 3 2 1 1) () (1) ("a" "b" "c"))
(list (sort '(3 1 4 1 5 9 2 6) <) (sort '(3 1 4 1 5 9 2 6) >) (sort '() <) (sort '(1) <) (sort '("c" "a" "b") string<?))

;;; case: vectors
;; value: (#(1 1 2 3 4 5) #() #(2 1) #(3 1 2))
(define v (vector 3 1 2))
(list (sort (vector 3 1 4 1 5 2) <) (sort (vector) <) (sort #(1 2) >) (begin (sort v <) v))

;;; case: the order first, as in R6RS
;; value: ((1 2 3) #(1 2 3) (3 2 1) #(3 2 1))
(list (list-sort < '(3 1 2)) (vector-sort < #(3 1 2)) (sort > '(3 1 2)) (vector-sort #(3 1 2) >))

;;; case: stable
;; value: ((0 b) (0 d) (0 f) (1 a) (1 c) (1 e))
(sort '((1 a) (0 b) (1 c) (0 d) (1 e) (0 f)) (lambda (x y) (< (car x) (car y))))

;;; case: in place
;; value: (#(1 2 3) (1 2 3) #t #t #(a b c))
(define v (vector 3 1 2))
(define l (list 3 1 2))
(define same-v (eq? v (sort! v <)))
(define same-l (eq? l (sort! l <)))
(define w (vector 'c 'a 'b))
(vector-sort! w symbol<?)
(list v l same-v same-l w)

;;; case: sorted?
;; value: (#t #f #t #t #t #f)
(list (sorted? '(1 2 2 3) <) (sorted? '(2 1) <) (sorted? '() <) (sorted? #(1 2) <) (list-sorted? < '(1 1)) (vector-sorted? < #(1 3 2)))

;;; case: merge
;; value: ((1 2 3 4 5 6) (1 2) (1) ((1 a) (1 b)))
(list (merge '(1 3 5) '(2 4 6) <) (merge '() '(1 2) <) (list-merge < '(1) '()) (merge '((1 a)) '((1 b)) (lambda (x y) (< (car x) (car y)))))

;;; case: a hundred thousand numbers
;; value: (#t 100000 0 99999 #t)
(define (shuffled n) (let loop ((i 0) (x 1) (l '())) (if (= i n) l (let ((x (modulo (* x 5) 100003))) (loop (+ i 1) x (cons x l))))))
(define l (shuffled 100000))
(define s (sort l <))
(define v (sort (make-initialized-vector 100000 (lambda (i) (- 99999 i))) <))
(list (sorted? s <) (length s) (vector-ref v 0) (vector-ref v 99999) (sorted? v <))

;;; case: no more comparisons than n log2 n
;; value: #t
(define count 0)
(sort (iota 1024) (lambda (a b) (set! count (+ count 1)) (< a b)))
(<= count 10240)

;;; case: mixed numbers
;; value: (-1.5 0 1 2.5 +inf.0)
(sort (list 2.5 1 (/ 1. 0.) -1.5 0) <)

;;; case: no procedure
;; error: type 1:1
(sort '(1 2) 5)

;;; case: no sequence
;; error: type 1:1
(sort 5 <)

;;; case: an improper list
;; error: type 1:1
(sort '(1 2 . 3) <)

;;; case: elements that cannot be compared
;; error: type 1:1
(sort '(1 a) <)

;;; case: an error in the order
;; error: type 1:33
(sort '(1 2 3) (lambda (x y) (< (car x) y)))

;;; case: gradient through a sort
;; value: 13.0
;; gradient: a = 2.0, b = 1.0, c = 3.0
(define-parameter a 2.5)
(define-parameter b 0.5)
(define-parameter c 2.5)
(apply + (map * '(1 2 3) (sort (list a b c) <)))

;;; case: gradient of a median
;; value: 2.0
;; gradient: a = 0.0, b = 0.0, c = 1.0
(define-parameter a 1.0)
(define-parameter b 3.0)
(define-parameter c 2.0)
(vector-ref (sort (vector a b c) >) 1)
