; The determinant of an n × n matrix, a vector of its rows one after the other, by minors: along the first row, what is left of the others.
(define (without j columns)
  (if (= j (car columns)) (cdr columns) (cons (car columns) (without j (cdr columns)))))

(define (minor m n row columns)
  (if (= row n)
      1.0
      (let loop ((rest columns) (sign 1.0) (sum 0.0))
        (if (null? rest)
            sum
            (let ((j (car rest)))
              (loop (cdr rest)
                    (- sign)
                    (+ sum (* sign (vector-ref m (+ (* row n) j)) (minor m n (+ row 1) (without j columns))))))))))

(define (determinant m n) (minor m n 0 (iota n)))
