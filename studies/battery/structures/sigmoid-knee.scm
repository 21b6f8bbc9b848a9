; State of health after k hundredths of life: a steady loss, and one that a sigmoid switches on at the knee.

(define-parameter fresh 1.0  (lower 0.0))
(define-parameter slow  4e-4 (lower 0.0))  ; lost per k from the start
(define-parameter fast  1e-3 (lower 0.0))  ; lost per k besides, behind the knee
(define-parameter knee  75.0 (lower 0.0))  ; k
(define-parameter width 10.0 (lower 0.0))  ; of the switch, k

(define (health k)
  (- fresh
     (* slow k)
     (/ (* fast k)
        (+ 1.0 (exp (/ (- knee k) width))))))
