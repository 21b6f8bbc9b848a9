;;; case: R7RS vector example
;; value: #(0 1 2 3 4)
(do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i i))

;;; case: R7RS list example
;; value: 25
(let ((x '(1 3 5 7 9))) (do ((x x (cdr x)) (sum 0 (+ sum (car x)))) ((null? x) sum)))

;;; case: no body
;; value: 45
(do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i 10) s))

;;; case: a variable without step
;; value: (9 6 3 0)
(do ((i 0 (+ i 1)) (k 3) (l '() (cons (* i k) l))) ((= i 4) l))

;;; case: no variables
;; value: 7
(define n 0)
(do () ((= n 7) n) (set! n (+ n 1)))

;;; case: no variable has a step
;; value: 32
(do ((i 0) (s 1)) ((= i 5) s) (set! i (+ i 1)) (set! s (* s 2)))

;;; case: several result expressions
;; value: (103 3)
(define n 0)
(define r (do ((i 0 (+ i 1))) ((= i 3) (set! n i) (+ n 100))))
(list r n)

;;; case: the test is true at once
;; value: (stopped 0)
(define n 0)
(define r (do ((i 0 (+ i 1))) (#t 'stopped) (set! n 1)))
(list r n)

;;; case: steps use the old values
;; value: (6765 10946)
(do ((i 0 (+ i 1)) (a 0 b) (b 1 (+ a b))) ((= i 20) (list a b)))

;;; case: several body expressions
;; value: (20 2 10 1 0 0)
(define l '())
(do ((i 0 (+ i 1))) ((= i 3)) (set! l (cons i l)) (set! l (cons (* i 10) l)))
l

;;; case: nested
;; value: ((1 0) (2 0) (2 1))
(define l '())
(do ((i 0 (+ i 1))) ((= i 3))
  (do ((j 0 (+ j 1))) ((= j i)) (set! l (cons (list i j) l))))
(reverse l)

;;; case: closures over the variable are separate for each iteration
;; value: (0 1 2 3)
(define fs (do ((i 0 (+ i 1)) (l '() (cons (lambda () i) l))) ((= i 4) (reverse l))))
(map (lambda (f) (f)) fs)

;;; case: body assigns the loop variable
;; value: (0 2 6 14)
(do ((i 0 (+ i 1)) (l '() (cons i l))) ((> i 10) (reverse l)) (set! i (* i 2)))

;;; case: counting down
;; value: (1 2 3 4 5)
(do ((i 5 (- i 1)) (l '() (cons i l))) ((zero? i) l))

;;; case: float steps
;; value: (0.0 0.25 0.5 0.75)
(do ((x 0.0 (+ x 0.25)) (l '() (cons x l))) ((>= x 1.0) (reverse l)))

;;; case: string building
;; value: "ababab"
(do ((i 0 (+ i 1)) (s "" (string-append s "ab"))) ((= i 3) s))

;;; case: inits see the outer variables
;; value: 14
(define i 7)
(do ((i i (- i 1)) (j i (+ j 1))) ((= i 0) j))

;;; case: a hundred thousand iterations
;; value: 333328333350000
(do ((i 0 (+ i 1)) (s 0 (+ s (* i i)))) ((= i 100000) s))

;;; case: output in the body
;; value: done
;; output: 0;1;2;
(do ((i 0 (+ i 1))) ((= i 3) 'done) (display i) (display ";"))

;;; case: the value of the test is not the value of the loop
;; value: found
(do ((l '(1 2 3) (cdr l))) ((memv (car l) '(3)) 'found))

;;; case: result is a tail call
;; value: finished
(define (count n) (do () (#t (if (= n 0) 'finished (count (- n 1))))))
(count 100000)

;;; case: gradient through steps
;; value: 25.0
;; gradient: a = 45.0, b = 10.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(do ((i 0 (+ i 1)) (s 0.0 (+ s (* i a) b))) ((= i 10) s))

;;; case: gradient through a vector filled in the body
;; value: 1.9375
;; gradient: a = 3.25
(define-parameter a 0.5)
(define v (make-vector 5 1.0))
(do ((i 1 (+ i 1))) ((= i 5)) (vector-set! v i (* a (vector-ref v (- i 1)))))
(do ((i 0 (+ i 1)) (s 0.0 (+ s (vector-ref v i)))) ((= i 5) s))

;;; case: gradient through an assignment in the body
;; value: 0.49304107520905743
;; gradient: a = 1.0289479781991546, b = 0.07584697737583473
(define-parameter a 1.5)
(define-parameter b 0.25)
(define x b)
(do ((i 0 (+ i 1))) ((= i 7)) (set! x (* x (- a x))))
x

;;; case: gradient through result expressions
;; value: 2.25
;; gradient: a = 9.0
(define-parameter a 0.5)
(do ((i 0 (+ i 1)) (x 0.0 (+ x a))) ((= i 3) (set! x (* x x)) x))

;;; case: gradient through nested loops
;; value: 1.75
;; gradient: a = 6.0, b = 1.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(define s b)
(do ((i 0 (+ i 1))) ((= i 2))
  (do ((j 0 (+ j 1))) ((= j 3))
    (set! s (+ s (* a a)))))
s

;;; case: gradient of Fibonacci-like steps
;; value: 30.75
;; gradient: a = 34.0, b = 55.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(do ((i 0 (+ i 1)) (x a y) (y b (+ x y))) ((= i 10) x))
