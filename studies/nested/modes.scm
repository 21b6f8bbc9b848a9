; The two ways to a gradient: forwards along each coordinate, or backwards once. A problem takes one for its inner derivatives and
; one for its outer, so that one text serves all four combinations.

(define (forwards f x)
  (map (lambda (direction) (jvp f x direction)) (directions (length x))))

(define (backwards f x) (gradient f x))

; The same for one number.
(define (slope-forwards f x) (derivative f x))
(define (slope-backwards f x) (vjp f x 1.0))

; The unit vectors.
(define (directions n)
  (list-tabulate n (lambda (i) (list-tabulate n (lambda (j) (if (= i j) 1.0 0.0))))))

(define (dot u v) (fold + 0.0 (map * u v)))
(define (norm v) (sqrt (dot v v)))
(define (distance u v) (norm (map - u v)))
(define (move x step direction) (map (lambda (x d) (+ x (* step d))) x direction))
