; S0 whose diagonal goes with the season: F of month m (0 for January) is A + diag(c) cos(2 pi m / 12) + diag(s) sin(2 pi m / 12), because the
; growth of an event depends on the time of the year. theta: A row by row, c, s, L, r.
(define (structure theta size)
  (let* ((squared (* size size))
         (a (square-part theta 0 size))
         (c (diag (part theta squared size)))
         (s (diag (part theta (+ squared size) size)))
         (step (/ (acos -1.0) 6.0)))
    (values (eye size)
            (map (lambda (m) (+ a (+ (* (cos (* m step)) c) (* (sin (* m step)) s)))) (iota 12))
            (free-noise theta (+ squared size size) size))))
