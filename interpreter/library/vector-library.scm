;; Of SRFI 133 and MIT Scheme what programs use most, over the lists of the vectors' elements.
;; Invariant: procedures of several vectors end with the shortest.

(define (over-lists operate f vectors) (%apply operate (cons f (map vector->list vectors))))

(define (vector-map! f v . vectors)
  (let loop ((values (over-lists map f (cons v vectors))) (i 0))
    (if (pair? values)
        (begin
          (%vector-set! v i (car values))
          (loop (cdr values) (+ i 1)))
        (%unspecified))))

(define (vector-fold f start v . vectors)
  (%apply fold-left (cons* f start (map vector->list (cons v vectors)))))
(define (vector-fold-right f end v . vectors)
  (let loop ((result end) (rows (append-reverse (over-lists map list (cons v vectors)) '())))
    (if (pair? rows)
        (loop (%apply f (cons result (car rows))) (cdr rows))
        result)))

(define (vector-count keep? v . vectors) (over-lists count keep? (cons v vectors)))
(define (vector-any f v . vectors) (over-lists any f (cons v vectors)))
(define (vector-every f v . vectors) (over-lists every f (cons v vectors)))
(define (vector-index found? v . vectors) (over-lists list-index found? (cons v vectors)))
(define (vector-index-right found? v)
  (let loop ((i (- (%vector-length v) 1)))
    (cond
      ((%number< i 0) #f)
      ((found? (%vector-ref v i)) i)
      (else (loop (- i 1))))))

(define (vector-binary-search v obj compare)
  (let loop ((low 0) (high (%vector-length v)))
    (if (eq? low high)
        #f
        (let* ((middle (quotient (+ low high) 2)) (order (compare (%vector-ref v middle) obj)))
          (cond
            ((zero? order) middle)
            ((negative? order) (loop (+ middle 1) high))
            (else (loop low middle)))))))

(define (make-initialized-vector k f)
  (let loop ((i 0) (elements '()) (k (check-count 'make-initialized-vector k)))
    (if (%number= i k)
        (%list->vector (append-reverse elements '()))
        (let ((value (f i)))
          (loop (+ i 1) (cons value elements) k)))))
(define (vector-tabulate f k) (if (procedure? k) (make-initialized-vector f k) (make-initialized-vector k f)))
(define (vector-swap! v i j)
  (let ((element (%vector-ref v i)))
    (%vector-set! v i (%vector-ref v j))
    (%vector-set! v j element)))

(define (vector-head v end) (%subvector v 0 end))
(define (vector-empty? v) (eq? (%vector-length v) 0))
(define (vector-first v) (%vector-ref v 0))
(define (vector-last v) (%vector-ref v (- (%vector-length v) 1)))
(define (reverse-list->vector list) (%list->vector (reverse list)))
(define (vector-reverse-copy v start end) (%list->vector (%reverse-vector->list v start end)))
