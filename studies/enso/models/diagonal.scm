; S1: every component decays on its own; they have to do with one another by their noise alone. theta: the diagonal of F, L, r.
(define (structure theta size)
  (values (eye size)
          (list (diag (part theta 0 size)))
          (free-noise theta size size)))
