;;; case: sum of a range
;; value: 45
(let loop ((i 0) (s 0)) (if (= i 10) s (loop (+ i 1) (+ s i))))

;;; case: no variables
;; value: 5
(define n 0)
(let loop () (set! n (+ n 1)) (if (< n 5) (loop) n))

;;; case: R7RS example
;; value: ((6 1 3) (-5 -2))
(let loop ((numbers '(3 -2 1 6 -5)) (nonneg '()) (neg '()))
  (cond ((null? numbers) (list nonneg neg))
        ((>= (car numbers) 0) (loop (cdr numbers) (cons (car numbers) nonneg) neg))
        ((< (car numbers) 0) (loop (cdr numbers) nonneg (cons (car numbers) neg)))))

;;; case: non-tail recursion
;; value: 3628800
(let fact ((n 10)) (if (= n 0) 1 (* n (fact (- n 1)))))

;;; case: two recursive calls
;; value: 610
(let fib ((n 15)) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))

;;; case: the name is not visible in the inits
;; value: (1 2 3 4 5)
(define loop 5)
(let loop ((i loop) (l '())) (if (= i 0) l (loop (- i 1) (cons i l))))

;;; case: the name is visible as a value
;; value: #t
(let loop ((n 3) (f #f)) (if (= n 0) (procedure? f) (loop (- n 1) loop)))

;;; case: the loop escapes
;; value: 70
(define f (let self ((n 0)) (if (= n 0) self (* n 10))))
(f 7)

;;; case: nested loops
;; value: ((1) (2 4) (3 6 9) (4 8 12 16))
(let outer ((i 1) (rows '()))
  (if (> i 4) (reverse rows)
      (outer (+ i 1)
             (cons (let inner ((j 1) (row '()))
                     (if (> j i) (reverse row) (inner (+ j 1) (cons (* i j) row))))
                   rows))))

;;; case: an inner loop continues the outer one
;; value: 35
(let outer ((i 0) (s 0))
  (if (= i 5) s
      (let inner ((j 0) (s s))
        (if (= j i) (outer (+ i 1) s) (inner (+ j 1) (+ s (* i j)))))))

;;; case: closures over the loop variables are separate
;; value: (0 1 4 9)
(define fs (let loop ((i 0) (l '())) (if (= i 4) (reverse l) (loop (+ i 1) (cons (lambda () (* i i)) l)))))
(map (lambda (f) (f)) fs)

;;; case: assigned loop variable
;; value: (2 4 6 8)
(let loop ((i 0) (l '()))
  (set! i (+ i 2))
  (if (> i 9) (reverse l) (loop i (cons i l))))

;;; case: assigned and captured loop variable
;; value: (20 11 12)
(define fs (let loop ((i 0) (l '()))
  (if (= i 3) (reverse l)
      (let ((f (lambda () (set! i (+ i 10)) i)))
        (loop (+ i 1) (cons f l))))))
((car fs))
(list ((car fs)) ((cadr fs)) ((car (cddr fs))))

;;; case: the name assigned in the body
;; value: (replaced 0 (1 2 3))
(let loop ((n 3) (l '()))
  (if (= n 1) (set! loop (lambda (n l) (list 'replaced n l))))
  (if (= n -5) l (loop (- n 1) (cons n l))))

;;; case: nine loop variables
;; value: (5 6 7 8 1 2 3 4)
(let loop ((n 0) (a 1) (b 2) (c 3) (d 4) (e 5) (f 6) (g 7) (h 8))
  (if (= n 100) (list a b c d e f g h) (loop (+ n 1) b c d e f g h a)))

;;; case: a hundred thousand iterations
;; value: 4999950000
(let loop ((i 0) (s 0)) (if (= i 100000) s (loop (+ i 1) (+ s i))))

;;; case: a hundred thousand iterations on floats
;; value: 50000.0
(let loop ((i 0) (s 0.0)) (if (= i 100000) s (loop (+ i 1) (+ s 0.5))))

;;; case: floats and integers in one loop
;; value: (2.718281826198493 479001600)
(let loop ((i 1) (s 0.0) (p 1)) (if (> i 12) (list s p) (loop (+ i 1) (+ s (/ 1.0 p)) (* p i))))

;;; case: a variable changes its kind
;; value: 121.5
(let loop ((i 0) (x 1)) (if (= i 6) x (loop (+ i 1) (if (= i 3) (* x 0.5) (* x 3)))))

;;; case: body with internal defines
;; value: (16 9 4 1 0)
(let loop ((i 0) (acc '()))
  (define sq (* i i))
  (define (next) (loop (+ i 1) (cons sq acc)))
  (if (= i 5) acc (next)))

;;; case: Collatz
;; value: (0 1 7 16 111 118)
(define (collatz n) (let loop ((n n) (steps 0)) (cond ((= n 1) steps) ((even? n) (loop (quotient n 2) (+ steps 1))) (else (loop (+ (* 3 n) 1) (+ steps 1))))))
(map collatz '(1 2 3 7 27 97))

;;; case: gradient through a loop
;; value: 1.8335357712649056
;; gradient: a = 17.256807258963818
(define-parameter a 1.0625)
(let loop ((i 0) (p 1.0)) (if (= i 10) p (loop (+ i 1) (* p a))))

;;; case: gradient through a loop with two carried variables
;; value: 33.125
;; gradient: a = 10.0, b = 45.0
(define-parameter a 1.0625)
(define-parameter b 0.5)
(let loop ((i 0) (x a) (s 0)) (if (= i 10) s (loop (+ i 1) (+ x b) (+ s x))))

;;; case: gradient through a thousand iterations
;; value: 6.872264846920085
;; gradient: a = -0.9338031996287621
(define-parameter a 1.5)
(let loop ((i 0) (s 0.0)) (if (= i 1000) s (loop (+ i 1) (+ s (/ 1 (+ i a))))))

;;; case: gradient through a hundred thousand iterations
;; value: 6.103515625
;; gradient: a = 1562.5
(define-parameter a 0.0078125)
(let loop ((i 0) (s 0.0)) (if (= i 100000) s (loop (+ i 1) (+ s (* a a)))))

;;; case: gradient through a recurrence
;; value: 0.501585605969467
;; gradient: a = 2.0359404019745853, b = 3.987315152244264
(define-parameter a 0.75)
(define-parameter b 0.125)
(let loop ((i 0) (x 1.0)) (if (= i 20) x (loop (+ i 1) (+ (* a x) b))))

;;; case: gradient through non-tail recursion
;; value: 0.96875
;; gradient: a = 3.5625
(define-parameter a 0.5)
(let horner ((n 5)) (if (= n 0) 0.0 (* a (+ 1 (horner (- n 1))))))

;;; case: gradient through nested loops
;; value: 11.25
;; gradient: a = 22.5, b = 7.5
(define-parameter a 0.5)
(define-parameter b 1.5)
(let outer ((i 0) (s 0.0))
  (if (= i 6) s
      (outer (+ i 1)
             (let inner ((j 0) (s s)) (if (= j i) s (inner (+ j 1) (+ s (* a b))))))))

;;; case: gradient when a variable changes its kind
;; value: 121.5
;; gradient: a = 243.0
(define-parameter a 0.5)
(let loop ((i 0) (x 1)) (if (= i 6) x (loop (+ i 1) (if (= i 0) (* x a) (* x 3)))))

;;; case: gradient with nine loop variables
;; value: 6.5
;; gradient: a = 1.0, b = 2.0
(define-parameter a 0.5)
(define-parameter b 1.5)
(let loop ((n 0) (x1 a) (x2 0.0) (x3 b) (x4 0.0) (x5 1) (x6 2) (x7 b) (x8 0))
  (if (= n 16) (+ (* 1 x1) (* 2 x3) (* 7 x8) x4 x5 x6 x2) (loop (+ n 1) x2 x3 x4 x5 x6 x7 x8 x1)))
