; Products of two n x n matrices: made once by prepare, then multiplied again and again.

(define left #f)
(define right #f)

(define (prepare a b)
  (set! left a)
  (set! right b)
  0)

(define (product) (matmul left right))

; One element of each product goes into the result.
(define (products count)
  (let loop ((i 0) (total 0.0))
    (if (= i count)
        total
        (loop (+ i 1) (+ total (tensor-ref (matmul left right) 0 0))))))
