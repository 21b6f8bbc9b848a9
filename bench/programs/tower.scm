(define (fib n) (if (< n 2) 1 (+ (fib (- n 1)) (fib (- n 2)))))
(define (power x n) (if (= n 0) 1.0 (* x (power x (- n 1)))))
(lambda () (* (fib 12) (apply + (map (lambda (n) (power a n)) '(1 2 3 4 5)))))
