; Growth to a limit, with a lag.
(define-parameter k-max 10.0 (lower 0.0))
(define-parameter mu 0.5)
(define-parameter t0 0.0)
(define-parameter eps_1 1e-9)

(define half (/ k-max 2))

(define (growth t)
  (define lag (- t t0))
  (if (< lag 0)
      eps_1
      (let ((z (* mu lag)))
        (/ k-max (+ 1 (exp (- z)))))))

(define relative (lambda (t) (/ (growth t) half)))

(define (total ts)
  (let loop ((i 0) (sum 0.0))
    (if (= i (vector-length ts))
        sum
        (loop (+ i 1) (+ sum (growth (vector-ref ts i)))))))
