;;; case: adder
;; value: (6 8 101)
(define (make-adder n) (lambda (x) (+ x n)))
(define add5 (make-adder 5))
(define add7 (make-adder 7))
(list (add5 1) (add7 1) ((make-adder 100) 1))

;;; case: counter with reset
;; value: (1 2 reset 1 1)
(define (make-counter)
  (let ((n 0))
    (lambda (m) (cond ((eq? m 'next) (set! n (+ n 1)) n) ((eq? m 'reset) (set! n 0) 'reset) (else n)))))
(define c (make-counter))
(let* ((a (c 'next)) (b (c 'next)) (r (c 'reset)) (d (c 'next))) (list a b r d (c 'get)))

;;; case: scope is lexical, not dynamic
;; value: (1 1)
(define x 1)
(define (get-x) x)
(define (f x) (get-x))
(list (f 100) (let ((x 200)) (get-x)))

;;; case: scope is lexical for free variables of arguments
;; value: caller
(define (call f) (let ((x 'callee)) (f)))
(let ((x 'caller)) (call (lambda () x)))

;;; case: three levels of capture
;; value: (1 2 3 3 9 4)
(define (f a) (lambda (b) (let ((c (+ a b))) (lambda (d) (let ((e (* c d))) (lambda (g) (list a b c d e g)))))))
((((f 1) 2) 3) 4)

;;; case: capture of many variables
;; value: (10 9 8 7 6 5 4 3 2 1)
(define (f a b c d e f2 g h i j) (lambda () (list j i h g f2 e d c b a)))
((f 1 2 3 4 5 6 7 8 9 10))

;;; case: a closure captures a variable, not its value
;; value: (1 2)
(define x 1)
(define (show) x)
(define first (show))
(set! x 2)
(list first (show))

;;; case: captured parameter assigned later
;; value: 50
(define (f x) (let ((g (lambda () x))) (set! x (* x 10)) (g)))
(f 5)

;;; case: captured parameter assigned by the closure
;; value: 7
(define (f x) (let ((inc! (lambda () (set! x (+ x 1))))) (inc!) (inc!) x))
(f 5)

;;; case: two closures over one parameter
;; value: (changed 2)
(define (cell x) (cons (lambda () x) (lambda (y) (set! x y))))
(define c (cell 1))
(define d (cell 2))
((cdr c) 'changed)
(list ((car c)) ((car d)))

;;; case: generator of Fibonacci numbers
;; value: (0 1 1 2 3 5 8 13 21 34)
(define (make-fib) (let ((a 0) (b 1)) (lambda () (let ((r a)) (set! a b) (set! b (+ r b)) r))))
(define g (make-fib))
(let loop ((i 0) (l '())) (if (= i 10) (reverse l) (loop (+ i 1) (cons (g) l))))

;;; case: generator over a tree by explicit stack
;; value: (1 2 3 4)
(define (tree-gen t)
  (let ((stack (list t)))
    (define (next)
      (if (null? stack) 'end
          (let ((x (car stack)))
            (set! stack (cdr stack))
            (cond ((null? x) (next))
                  ((pair? x) (set! stack (cons (car x) (cons (cdr x) stack))) (next))
                  (else x)))))
    next))
(define g (tree-gen '(1 (2 (3)) 4)))
(let loop ((l '())) (let ((x (g))) (if (eq? x 'end) (reverse l) (loop (cons x l)))))

;;; case: streams by closures
;; value: (1 8 15 22 29)
(define (ints n) (cons n (lambda () (ints (+ n 1)))))
(define (take s n) (if (= n 0) '() (cons (car s) (take ((cdr s)) (- n 1)))))
(define (filter-stream p s) (if (p (car s)) (cons (car s) (lambda () (filter-stream p ((cdr s))))) (filter-stream p ((cdr s)))))
(take (filter-stream (lambda (n) (= 1 (modulo n 7))) (ints 1)) 5)

;;; case: memoised procedure
;; value: (102334155 41)
(define calls 0)
(define (memo f) (let ((table '())) (lambda (n) (let ((p (assv n table))) (if p (cdr p) (let ((v (f n))) (set! table (cons (cons n v) table)) v))))))
(define fib (memo (lambda (n) (set! calls (+ calls 1)) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))))
(let ((v (fib 40))) (list v calls))

;;; case: callbacks kept in a list
;; value: (11 20)
(define handlers '())
(define (on f) (set! handlers (cons f handlers)))
(define log '())
(on (lambda (x) (set! log (cons (* x 2) log))))
(on (lambda (x) (set! log (cons (+ x 1) log))))
(for-each (lambda (h) (h 10)) (reverse handlers))
log

;;; case: continuation-passing style
;; value: (result 479001600)
(define (fact n k) (if (= n 0) (k 1) (fact (- n 1) (lambda (v) (k (* n v))))))
(fact 12 (lambda (v) (list 'result v)))

;;; case: a closure that returns itself after a change
;; value: #t
(define (acc n) (lambda (x) (acc (+ n x))))
(define (run k l) (if (null? l) (k 0) (run (k (car l)) (cdr l))))
(procedure? (run (acc 0) '(1 2 3)))

;;; case: object with inheritance by delegation
;; value: (tweety 2 4 unknown)
(define (animal name) (lambda (m) (case m ((name) name) ((legs) 4) (else 'unknown))))
(define (bird name) (let ((super (animal name))) (lambda (m) (case m ((legs) 2) (else (super m))))))
(let ((b (bird 'tweety)) (a (animal 'rex))) (list (b 'name) (b 'legs) (a 'legs) (b 'wings)))

;;; case: loop that makes closures which share one outer counter
;; value: 222
(define total 0)
(define fs (map (lambda (k) (lambda () (set! total (+ total k)) total)) '(1 10 100)))
(for-each (lambda (f) (f)) fs)
(for-each (lambda (f) (f)) fs)
total

;;; case: gradient through a captured parameter
;; value: 3.75
;; gradient: a = 2.5, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (make-scaler k) (lambda (x) (* k x)))
(let ((f (make-scaler a))) (+ (f b) (f 2)))

;;; case: gradient through captured and assigned state
;; value: 17.0
;; gradient: a = 10.0, b = 4.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (make-acc s) (lambda (x) (set! s (+ s x)) s))
(define acc (make-acc b))
(let* ((p (acc a)) (q (acc a)) (r (acc a)) (t (acc a))) (+ p q r t))

;;; case: gradient through a generator
;; value: 29.5
;; gradient: a = 13.0, b = 20.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (make-fib a b) (lambda () (let ((r a)) (set! a b) (set! b (+ r b)) r)))
(define g (make-fib a b))
(let loop ((i 0) (s 0.0)) (if (= i 7) s (loop (+ i 1) (+ s (g)))))

;;; case: gradient through a stream
;; value: 2.1875
;; gradient: r = 3.25, s = 1.0
(define-parameter r 0.5)
(define-parameter s 0.25)
(define (powers x) (cons x (lambda () (powers (* x r)))))
(define (sum st n) (if (= n 0) s (+ (car st) (sum ((cdr st)) (- n 1)))))
(sum (powers 1.0) 5)

;;; case: gradient through a memoised procedure
;; value: 78.5
;; gradient: a = 34.0, b = 55.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (memo f) (let ((table '())) (lambda (n) (let ((p (assv n table))) (if p (cdr p) (let ((v (f n))) (set! table (cons (cons n v) table)) v))))))
(define fib (memo (lambda (n) (cond ((= n 0) a) ((= n 1) b) (else (+ (fib (- n 1)) (fib (- n 2))))))))
(fib 10)

;;; case: gradient through continuation-passing style
;; value: 15.1875
;; gradient: a = 50.625
(define-parameter a 1.5)
(define (power x n k) (if (= n 0) (k 1.0) (power x (- n 1) (lambda (v) (k (* x v))))))
(power a 5 (lambda (v) (* 2 v)))

;;; case: gradient through messages to an object
;; value: 136.5
;; gradient: base = 1.1025, deposit = 1.05, rate = 235.0
(define-parameter base 100.0)
(define-parameter deposit 25.0)
(define-parameter rate 0.05)
(define (make-account balance)
  (lambda (m . args)
    (case m
      ((deposit) (set! balance (+ balance (car args))))
      ((interest) (set! balance (* balance (+ 1 rate)))))
    balance))
(define acc (make-account base))
(acc 'interest)
(acc 'deposit deposit)
(acc 'interest)
(acc 'balance)

;;; case: gradient through closures kept in a list
;; value: 3.5568528194400546
;; gradient: a = 4.0, b = 3.0
;; tolerance: 1e-12
(define-parameter a 1.5)
(define-parameter b 0.5)
(define fs (list (lambda () (* a a)) (lambda () (log b)) (lambda () (+ a b))))
(apply + (map (lambda (f) (f)) fs))

;;; case: gradient through a lexically scoped free variable
;; value: 2.5
;; gradient: x = 1.0, y = 2.0
(define-parameter x 1.5)
(define-parameter y 0.5)
(define (get-x) x)
(define (f x) (+ (get-x) (* 2 x)))
(f y)
