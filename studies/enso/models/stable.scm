; Stable by construction: any F whose eigenvalues lie inside the unit circle, with any Q, and nothing else (Ansley & Kohn 1986, J. Stat.
; Comput. Simul. 24, for a vector autoregression of order one). M is any matrix, G any lower triangle:
;
;   B B' = I + M M',  C = B^-1 M (a contraction),  F = G C G^-1,  Q = G (I - C C') G' = (G B^-1')(G B^-1')' with the triangle B
;
; so that G G' = F G G' F' + Q is the covariance of the stationary state, with which the filter starts. theta: M row by row, G row by row, r.
(define (structure theta size)
  (let* ((m (square-part theta 0 size))
         (g (lower-part theta (* size size) size))
         (b (cholesky (+ (eye size) (matmul m (transpose m)))))
         (c (triangular-solve b m))
         (g-of-c (matmul g c))
         (f (transpose (triangular-solve g (transpose g-of-c) 'lower #t)))
         (q-factor (matmul g (triangular-solve b (eye size)))))
    (values (matmul g (transpose g))
            (list f)
            (matmul q-factor (transpose q-factor)))))
