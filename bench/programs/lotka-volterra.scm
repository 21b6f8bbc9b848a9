; Lotka-Volterra by explicit Euler steps of 0.001 from (10, 10): the sum over n steps of prey and predators,
; and its derivatives by the four rates.
(define-parameter alpha 1.1)
(define-parameter beta 0.4)
(define-parameter delta 0.1)
(define-parameter gamma 0.4)

(define dt 0.001)

(define (trajectory-sum n)
  (let loop ((i 0) (x 10.0) (y 10.0) (sum 0.0))
    (if (= i n)
        sum
        (let ((xy (* x y)))
          (let ((prey (+ x (* dt (- (* alpha x) (* beta xy)))))
                (predators (+ y (* dt (- (* delta xy) (* gamma y))))))
            (loop (+ i 1) prey predators (+ sum prey predators)))))))
