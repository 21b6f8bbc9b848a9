;;; case: a hundred thousand additions
;; value: 100000
(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1)))))
(count 100000)

;;; case: a hundred thousand float additions
;; value: 50000.0
(define (sum n) (if (= n 0) 0.0 (+ 0.5 (sum (- n 1)))))
(sum 100000)

;;; case: a list built by recursion
;; value: (100000 100000 1)
(define (build n) (if (= n 0) '() (cons n (build (- n 1)))))
(let ((l (build 100000))) (list (length l) (car l) (list-ref l 99999)))

;;; case: own append and map on long lists
;; value: (150000 1 -50000)
(define (build n) (if (= n 0) '() (cons n (build (- n 1)))))
(define (my-append a b) (if (null? a) b (cons (car a) (my-append (cdr a) b))))
(define (my-map f l) (if (null? l) '() (cons (f (car l)) (my-map f (cdr l)))))
(let ((l (my-append (build 100000) (my-map - (build 50000))))) (list (length l) (list-ref l 99999) (list-ref l 100000)))

;;; case: mutual non-tail recursion
;; value: 150000
(define (f n) (if (= n 0) 0 (+ 1 (g (- n 1)))))
(define (g n) (if (= n 0) 0 (+ 2 (f (- n 1)))))
(f 100000)

;;; case: recursion in the first operand
;; value: -99999
(define (f n) (if (= n 0) 1 (- (f (- n 1)) 1)))
(f 100000)

;;; case: many live variables in each frame
;; value: (150001 2 3 4 5)
(define (f n a b c d e)
  (if (= n 0) (list a b c d e)
      (let ((r (f (- n 1) b c d e a))) (cons (+ a (car r)) (cdr r)))))
(f 50000 1 2 3 4 5)

;;; case: recursion through a closure
;; value: 100000
(define (f n) (let ((k (lambda (m) (f m)))) (if (= n 0) 0 (+ 1 (k (- n 1))))))
(f 100000)

;;; case: recursion through map
;; value: 10000
(define (depth t) (if (pair? t) (+ 1 (apply max (map depth t))) 0))
(define (nest n t) (if (= n 0) t (nest (- n 1) (list t))))
(depth (nest 10000 'x))

;;; case: recursion through apply
;; value: 100000
(define (f n . r) (if (= n 0) 0 (+ (car r) (apply f (- n 1) r))))
(f 50000 2)

;;; case: recursion in a named let
;; value: (1)
(let loop ((n 100000)) (if (= n 0) '() (let ((r (loop (- n 1)))) (if (null? r) (list n) r))))

;;; case: recursion inside and, or and cond tests
;; value: #t
(define (f n) (cond ((= n 0) #t) ((and (f (- n 1)) n) => (lambda (m) (= m n))) (else #f)))
(f 50000)

;;; case: recursion in an argument of a user procedure
;; value: 5000050000
(define (add a b) (+ a b))
(define (f n) (if (= n 0) 0 (add (f (- n 1)) n)))
(f 100000)

;;; case: Ackermann
;; value: (21 253)
(define (ack m n) (cond ((= m 0) (+ n 1)) ((= n 0) (ack (- m 1) 1)) (else (ack (- m 1) (ack m (- n 1))))))
(list (ack 2 9) (ack 3 5))

;;; case: Takeuchi
;; value: 5
(define (tak x y z) (if (not (< y x)) z (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y))))
(tak 12 8 4)

;;; case: deep list comparison and copying
;; value: #t
(define (nest n t) (if (= n 0) t (nest (- n 1) (list t))))
(equal? (nest 10000 'x) (nest 10000 'x))

;;; case: deep recursion twice over
;; value: 250000
(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1)))))
(let loop ((i 0) (s 0)) (if (= i 5) s (loop (+ i 1) (+ s (count 50000)))))

;;; case: gradient through ten thousand frames
;; value: 5000.0
;; gradient: a = 10000.0
(define-parameter a 0.5)
(define (sum n) (if (= n 0) 0.0 (+ a (sum (- n 1)))))
(sum 10000)

;;; case: gradient through a hundred thousand frames
;; value: 25000.25
;; gradient: a = 100000.0, b = 1.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(define (sum n) (if (= n 0) b (+ (* a a) (sum (- n 1)))))
(sum 100000)

;;; case: gradient through a continued fraction
;; value: 2.0
;; gradient: a = 0.8
(define-parameter a 1.5)
(define (cf n) (if (= n 0) a (+ a (/ 1 (cf (- n 1))))))
(cf 1000)

;;; case: gradient through tree recursion
;; value: 210.75
;; gradient: a = 233.0, b = 377.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(define (fib n) (cond ((= n 0) a) ((= n 1) b) (else (+ (fib (- n 1)) (fib (- n 2))))))
(fib 14)

;;; case: gradient through recursion with live variables
;; value: 631.25
;; gradient: a = 1262.5, b = 2525.0
(define-parameter a 0.5)
(define-parameter b 0.25)
(define (f n) (if (= n 0) 0.0 (let ((u (* n a)) (w b)) (let ((r (f (- n 1)))) (+ r (* u w))))))
(f 100)
