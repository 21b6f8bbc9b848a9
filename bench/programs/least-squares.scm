; Least squares of a polynomial to the sign of t, as GradBench's llsq: half the sum over n points of [-1, 1] of (s(t) - Σ x_j t^j)².
(define (sign t) (cond ((< t 0.0) -1.0) ((> t 0.0) 1.0) (else 0.0)))

(define (polynomial x t)
  (let loop ((j (- (vector-length x) 1)) (value 0.0))
    (if (< j 0)
        value
        (loop (- j 1) (+ (* value t) (vector-ref x j))))))

(define (half-squares x n)
  (let loop ((i 0) (sum 0.0))
    (if (= i n)
        (* 0.5 sum)
        (let* ((t (+ -1.0 (/ (* 2.0 i) (- n 1.0))))
               (rest (- (sign t) (polynomial x t))))
          (loop (+ i 1) (+ sum (* rest rest)))))))
