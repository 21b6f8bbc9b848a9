; State of health after k hundredths of life: a stretched exponential between a fresh and a final state.

(define-parameter fresh   1.0  (lower 0.0))
(define-parameter final   0.6  (lower 0.0) (upper 1.0))
(define-parameter time    90.0 (lower 0.0))
(define-parameter stretch 1.0  (lower 0.0))

(define (health k)
  (+ final
     (* (- fresh final)
        (exp (- (expt (/ (+ k 1e-6) time) stretch))))))
