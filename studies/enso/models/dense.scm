; S0: F is any matrix. theta: F row by row, the lower triangle L of Q row by row, r.
(define (structure theta size)
  (values (eye size)
          (list (square-part theta 0 size))
          (free-noise theta (* size size) size)))
