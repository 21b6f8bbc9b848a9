;; Vectors (R7RS 6.8).

(define make-vector
  (case-lambda
    ((k) (%make-vector k 0))
    ((k fill) (%make-vector k fill))))

(define (vector . elements) (%list->vector elements))

(define vector->list
  (case-lambda
    ((v) (%vector->list v 0 (%vector-length v)))
    ((v start) (%vector->list v start (%vector-length v)))
    ((v start end) (%vector->list v start end))))

(define vector-fill!
  (case-lambda
    ((v fill) (%vector-fill! v fill 0 (%vector-length v)))
    ((v fill start) (%vector-fill! v fill start (%vector-length v)))
    ((v fill start end) (%vector-fill! v fill start end))))

(define vector-copy
  (case-lambda
    ((v) (%vector-copy v 0 (%vector-length v)))
    ((v start) (%vector-copy v start (%vector-length v)))
    ((v start end) (%vector-copy v start end))))

(define vector-map
  (case-lambda
    ((f v)
     (let ((n (%vector-length v)))
       (let loop ((i 0) (result '()))
         (if (%number= i n)
             (%list->vector (reverse result))
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
