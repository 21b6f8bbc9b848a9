; State of health after k hundredths of life: two losses that do not add up, the one that has taken more is seen.

(define-parameter fresh  1.0    (lower 0.0))
(define-parameter root   0.012  (lower 0.0))  ; share lost by the root of time
(define-parameter linear 0.0015 (lower 0.0))  ; share lost in proportion to time

(define (health k)
  (* fresh
     (min (- 1.0 (* root (sqrt k)))
          (- 1.0 (* linear k)))))
