; A damped pendulum, θ'' = -k sin θ - c θ', by explicit Euler steps of 0.001 from θ = 1 at rest: the sum of θ over n steps.
(define-parameter k 9.81)
(define-parameter c 0.2)

(define dt 0.001)

(define (trajectory-sum n)
  (let loop ((i 0) (angle 1.0) (speed 0.0) (sum 0.0))
    (if (= i n)
        sum
        (let ((next (+ angle (* dt speed)))
              (faster (- speed (* dt (+ (* k (sin angle)) (* c speed))))))
          (loop (+ i 1) next faster (+ sum next))))))
