; State of health after k hundredths of life: loss by the root of time, as a film grows that slows its own growth.

(define-parameter fresh 1.0   (lower 0.0))
(define-parameter root  0.016 (lower 0.0))  ; lost at k = 1

(define (health k)
  (- fresh (* root (sqrt k))))
