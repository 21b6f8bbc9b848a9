; The logarithm of a sum of exponentials of a vector's numbers, their greatest taken out first.
(define (greatest x)
  (let loop ((i 1) (most (vector-ref x 0)))
    (if (= i (vector-length x))
        most
        (loop (+ i 1) (let ((xi (vector-ref x i))) (if (> xi most) xi most))))))

(define (log-sum-exp x)
  (let ((most (greatest x)))
    (let loop ((i 0) (sum 0.0))
      (if (= i (vector-length x))
          (+ most (log sum))
          (loop (+ i 1) (+ sum (exp (- (vector-ref x i) most))))))))
