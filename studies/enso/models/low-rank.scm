; S3: F is a diagonal plus U V', U and V of D x 2. theta: the diagonal, U row by row, V row by row, L, r.
(define rank 2)

(define (structure theta size)
  (let* ((count (* rank size))
         (u (reshape (part theta size count) size rank))
         (v (reshape (part theta (+ size count) count) size rank)))
    (values (eye size)
            (list (+ (diag (part theta 0 size)) (matmul u (transpose v))))
            (free-noise theta (+ size (* 2 count)) size))))
