;;; case: mutual recursion
;; value: #t
(letrec ((even? (lambda (n) (if (zero? n) #t (odd? (- n 1)))))
         (odd? (lambda (n) (if (zero? n) #f (even? (- n 1))))))
  (even? 88))

;;; case: self recursion
;; value: 3628800
(letrec ((fact (lambda (n) (if (= n 0) 1 (* n (fact (- n 1))))))) (fact 10))

;;; case: no variables
;; value: 7
(letrec () 7)

;;; case: not procedures
;; value: 3
(letrec ((x 1) (y 2)) (+ x y))

;;; case: three procedures in a ring
;; value: ((a) (b a c b a) (b a c b))
(letrec ((a (lambda (n l) (if (= n 0) (cons 'a l) (b (- n 1) (cons 'a l)))))
         (b (lambda (n l) (if (= n 0) (cons 'b l) (c (- n 1) (cons 'b l)))))
         (c (lambda (n l) (if (= n 0) (cons 'c l) (a (- n 1) (cons 'c l))))))
  (list (a 0 '()) (a 4 '()) (b 3 '())))

;;; case: the variables shadow outer ones in the inits
;; value: inner
(define x 'outer)
(letrec ((f (lambda () x)) (x 'inner)) (f))

;;; case: an init captured in a closure
;; value: 6
(letrec ((get (lambda () n)) (n 5)) (set! n (+ n 1)) (get))

;;; case: internal defines in the body
;; value: 42
(letrec ((f (lambda (n) (* n 2))))
  (define y (f 21))
  y)

;;; case: escaping closures
;; value: 4
(define fs
  (letrec ((n 0)
           (inc (lambda () (set! n (+ n 1)) n))
           (twice (lambda () (inc) (inc))))
    (list inc twice)))
((car fs))
((cadr fs))
((car fs))

;;; case: nested
;; value: (200 0)
(letrec ((f (lambda (n)
              (letrec ((g (lambda (m) (if (= m 0) n (f (- m 1))))))
                (if (> n 100) n (g (quotient n 2)))))))
  (list (f 200) (f 0)))

;;; case: a hundred thousand steps of mutual tail calls
;; value: (#t #f)
(letrec ((even? (lambda (n) (if (= n 0) #t (odd? (- n 1)))))
         (odd? (lambda (n) (if (= n 0) #f (even? (- n 1))))))
  (list (even? 100000) (odd? 100000)))

;;; case: shadowing primitives
;; value: ((2) none)
(letrec ((car (lambda (x) (if (pair? x) (cdr x) 'none)))) (list (car '(1 2)) (car 5)))

;;; case: use before initialisation
;; error: uninitialized
(letrec ((a b) (b 1)) a)

;;; case: use before initialisation through a call
;; error: uninitialized
(letrec ((a (f)) (f (lambda () b)) (b 1)) a)

;;; case: gradient through mutual recursion
;; value: 1.8984375
;; gradient: a = 3.796875, b = 5.0625
(define-parameter a 1.5)
(define-parameter b 0.75)
(letrec ((f (lambda (n) (if (= n 0) 1.0 (* a (g (- n 1))))))
         (g (lambda (n) (if (= n 0) 1.0 (* b (f (- n 1)))))))
  (f 5))

;;; case: gradient through plain values
;; value: 1.125
;; gradient: a = 0.75, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.75)
(letrec ((x a) (y b)) (* x y))

;;; case: gradient through a recursive sum
;; value: 0.9375
;; gradient: a = 3.25
(define-parameter a 0.5)
(letrec ((pow (lambda (n) (if (= n 0) 1 (* a (pow (- n 1))))))
         (sum (lambda (n) (if (= n 0) 0 (+ (pow n) (sum (- n 1)))))))
  (sum 4))
