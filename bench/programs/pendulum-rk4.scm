; A damped pendulum, θ'' = -k sin θ - c θ', by classical Runge-Kutta steps of 0.01 from θ = 1 at rest: the sum of θ over n steps.
(define-parameter k 9.81)
(define-parameter c 0.2)

(define dt 0.01)
(define half 0.005)
(define sixth (/ 0.01 6.0))
(define (acceleration angle speed) (- (+ (* k (sin angle)) (* c speed))))

(define (trajectory-sum n)
  (let loop ((i 0) (angle 1.0) (speed 0.0) (sum 0.0))
    (if (= i n)
        sum
        (let* ((l1 (acceleration angle speed))
               (speed2 (+ speed (* half l1)))
               (l2 (acceleration (+ angle (* half speed)) speed2))
               (speed3 (+ speed (* half l2)))
               (l3 (acceleration (+ angle (* half speed2)) speed3))
               (speed4 (+ speed (* dt l3)))
               (l4 (acceleration (+ angle (* dt speed3)) speed4))
               (next (+ angle (* sixth (+ speed (* 2.0 (+ speed2 speed3)) speed4))))
               (faster (+ speed (* sixth (+ l1 (* 2.0 (+ l2 l3)) l4)))))
          (loop (+ i 1) next faster (+ sum next))))))
