; The logistic map x ← r x (1 − x) from x0 = 0.5: the sum of the trajectory of n steps, and its derivative by r.
; At r = 3.5699, the onset of chaos, the adjoint neither vanishes nor explodes.
(define-parameter r 3.5699)

(define (trajectory-sum n)
  (let loop ((i 0) (x 0.5) (sum 0.0))
    (if (= i n)
        sum
        (let ((next (* r x (- 1.0 x))))
          (loop (+ i 1) next (+ sum next))))))
