; State of health after k hundredths of life: loss by a power of time.

(define-parameter fresh    1.0   (lower 0.0))
(define-parameter loss     0.005 (lower 0.0))  ; lost at k = 1
(define-parameter exponent 0.8   (lower 0.0))

(define (health k)
  (- fresh (* loss (expt k exponent))))
