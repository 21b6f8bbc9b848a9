;;; case: eq? on symbols, booleans and the empty list
;; value: (#t #f #t #t #f #t)
(list (eq? 'a 'a) (eq? 'a 'b) (eq? '() '()) (eq? #t #t) (eq? #f '()) (eq? #f #f))

;;; case: eq? on objects
;; value: (#t #f #t #f #t #t #t)
(let* ((p (list 1 2)) (v (vector 1)) (f (lambda (x) x)) (s "abc")) (list (eq? p p) (eq? p (list 1 2)) (eq? v v) (eq? v (vector 1)) (eq? f f) (eq? s s) (eq? car car)))

;;; case: eqv? on numbers
;; value: (#t #f #t #t #f #t #f #t)
(list (eqv? 2 2) (eqv? 2 2.0) (eqv? 2.0 2.0) (eqv? 100000000 100000000) (eqv? 0.0 -0.0) (eqv? 0.1 (/ 1.0 10)) (eqv? 1 2) (eqv? 9007199254740993 9007199254740993))

;;; case: eqv? on other things
;; value: (#t #t #t #f #f #f #f #t)
(list (eqv? 'a 'a) (eqv? '() '()) (eqv? #\a #\a) (eqv? #\a #\b) (eqv? #f 'nil) (eqv? (cons 1 2) (cons 1 2)) (eqv? "" 5) (let ((p (cons 1 2))) (eqv? p p)))

;;; case: equal? on lists
;; value: (#t #t #t #f #t #f)
(list (equal? 'a 'a) (equal? '(a) '(a)) (equal? '(a (b) c) '(a (b) c)) (equal? '(a b) '(a b c)) (equal? '(a . b) '(a . b)) (equal? '(a . b) '(a b)))

;;; case: equal? on strings and vectors
;; value: (#t #f #t #t #t #f #f)
(list (equal? "abc" "abc") (equal? "abc" "abd") (equal? 2 2) (equal? (make-vector 5 'a) (make-vector 5 'a)) (equal? '#(1 #(2)) '#(1 #(2))) (equal? '#(1) '(1)) (equal? "a" 'a))

;;; case: equal? on numbers
;; value: (#f #t #f #t #f)
(list (equal? 1 1.0) (equal? 1.5 1.5) (equal? 0.0 -0.0) (equal? '(1 2.0) '(1 2.0)) (equal? '(1 2.0) '(1 2)))

;;; case: equal? on deep structures
;; value: (#t #f)
(define (deep n) (if (= n 0) '(end) (list n (deep (- n 1)) (vector n))))
(list (equal? (deep 100) (deep 100)) (equal? (deep 100) (deep 99)))

;;; case: equal? on procedures
;; value: (#t #t #f)
(let ((f (lambda (x) x))) (list (equal? f f) (equal? car car) (equal? car cdr)))

;;; case: generators are distinct
;; value: (#t #f)
(define (gen-counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(let ((g (gen-counter))) (list (eqv? g g) (eqv? (gen-counter) (gen-counter))))

;;; case: characters and strings are not symbols
;; value: (#f #f #f)
(list (equal? #\a "a") (equal? 'a "a") (eqv? #\a 97))

;;; case: predicates on all kinds of objects
;; value: ((1 1 0 0 0 0 0 0 0 0 0) (0 0 1 0 0 0 0 0 0 0 0) (0 0 0 1 0 0 0 0 0 0 0) (0 0 0 0 1 0 0 0 0 0 0) (0 0 0 0 0 1 0 0 0 0 0) (0 0 0 0 0 0 1 0 0 0 0) (0 0 0 0 0 0 0 1 0 0 0) (0 0 0 0 0 0 0 0 1 0 0) (0 0 0 0 0 0 0 0 0 1 1))
(define objects (list 1 1.5 #t '() 'a "s" #\c (cons 1 2) (vector 1) car (lambda () 1)))
(define predicates (list number? boolean? null? symbol? string? char? pair? vector? procedure?))
(map (lambda (p) (map (lambda (o) (if (p o) 1 0)) objects)) predicates)

;;; case: exactly one type predicate holds
;; value: (1 1 1 1 1 1 1 1 1 1 1)
(define objects (list 1 1.5 #t '() 'a "s" #\c (cons 1 2) (vector 1) car (lambda () 1)))
(map (lambda (o) (apply + (map (lambda (p) (if (p o) 1 0)) (list number? boolean? null? symbol? string? char? pair? vector? procedure?)))) objects)

;;; case: a learnable constant is compared by its value
;; value: 2.25
;; gradient: a = 3.0
(define-parameter a 1.5)
(if (and (eqv? a 1.5) (equal? a 1.5) (= a 1.5) (equal? (list a 'x) '(1.5 x)) (equal? (vector a) '#(1.5)) (eqv? a a) (not (equal? a 1.25))) (* a a) 0.0)

;;; case: gradient with equality as a guard
;; value: 3.875
;; gradient: a = 6.75, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f tag x) (if (equal? tag '(cube 3)) (* x x x) x))
(+ (f (list 'cube 3) a) (f '(cube) b))
