;; Vectors (R7RS 6.8), and of SRFI 133 what programs use most.
;; Invariant: procedures of several vectors end with the shortest.

(define (vector . elements) (%list->vector elements))
(define (vector-append . vectors) (%vector-append vectors))
(define (bytevector . bytes) (%bytevector bytes))
(define (bytevector-append . bytevectors) (%bytevector-append bytevectors))

(define vector-map
  (case-lambda
    ((f v)
     (let ((n (%vector-length v)))
       (let loop ((i 0) (result '()))
         (if (%number= i n)
             (%list->vector (append-reverse result '()))
             (let ((value (f (%vector-ref v i))))
               (loop (+ i 1) (cons value result)))))))
    ((f v . vectors)
     (%list->vector (%apply map (cons f (map vector->list (cons v vectors))))))))

(define vector-for-each
  (case-lambda
    ((f v)
     (let ((n (%vector-length v)))
       (let loop ((i 0))
         (if (%number= i n)
             (%unspecified)
             (begin
               (f (%vector-ref v i))
               (loop (+ i 1)))))))
    ((f v . vectors)
     (%apply for-each (cons f (map vector->list (cons v vectors)))))))
