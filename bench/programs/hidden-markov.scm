; The log likelihood of observations by the forward algorithm: two states that stay with probability p and q and emit normal numbers
; of mean m1 and m2 and deviation 1 (the constant factor is left out), scaled at every step.
(define-parameter p 0.9)
(define-parameter q 0.8)
(define-parameter m1 0.1)
(define-parameter m2 0.8)

(define (emission x mean) (let ((d (- x mean))) (exp (* -0.5 (* d d)))))

(define (log-likelihood xs)
  (let ((n (vector-length xs)))
    (let loop ((i 0) (first 0.5) (sum 0.0))
      (if (= i n)
          sum
          (let* ((x (vector-ref xs i))
                 (predicted (+ (* first p) (* (- 1.0 first) (- 1.0 q))))
                 (w1 (* predicted (emission x m1)))
                 (w2 (* (- 1.0 predicted) (emission x m2)))
                 (total (+ w1 w2)))
            (loop (+ i 1) (/ w1 total) (+ sum (log total))))))))
