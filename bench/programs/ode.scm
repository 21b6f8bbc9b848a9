; GradBench's ode: y_0' = x_0, y_i' = x_i y_(i-1) from zero to t = 2 in n classical Runge-Kutta steps; the last component.
(define (slopes x y)
  (vector-tabulate (lambda (i) (if (= i 0) (vector-ref x 0) (* (vector-ref x i) (vector-ref y (- i 1)))))
                   (vector-length x)))

(define (move y h k) (vector-map (lambda (y k) (+ y (* h k))) y k))

(define (last-component x n)
  (let ((h (/ 2.0 n)))
    (let loop ((i 0) (y (make-vector (vector-length x) 0.0)))
      (if (= i n)
          (vector-ref y (- (vector-length x) 1))
          (let* ((k1 (slopes x y))
                 (k2 (slopes x (move y (* 0.5 h) k1)))
                 (k3 (slopes x (move y (* 0.5 h) k2)))
                 (k4 (slopes x (move y h k3))))
            (loop (+ i 1)
                  (vector-map (lambda (y k1 k2 k3 k4) (+ y (* (/ h 6.0) (+ k1 (* 2.0 (+ k2 k3)) k4))))
                              y k1 k2 k3 k4)))))))
