;; Sorting (R6RS 4, SRFI 95, SRFI 132): stable merge sort. A sequence is a list or a vector; it and the order may come either way round.
;; Invariant: `less?` is called by ordinary calls, at most n log2 n times; equal elements keep their order.

(define (in-order use a b who)
  (if (procedure? a) (use who b a) (use who a b)))

(define (sort sequence less?) (in-order sorted sequence less? 'sort))
(define (sort! sequence less?) (in-order sort-in-place sequence less? 'sort!))
(define (sorted? sequence less?) (in-order ordered? sequence less? 'sorted?))

;; The elements of a sequence in a fresh vector.
(define (elements-of who sequence less?)
  (if (not (procedure? less?)) (%raise-expected who 'procedure less?))
  (cond
    ((vector? sequence) (vector-copy sequence))
    ((or (pair? sequence) (null? sequence))
     (%check-list who sequence)
     (%list->vector sequence))
    (else (%raise-expected who 'sequence sequence))))

(define (sorted who sequence less?)
  (let ((v (sort-elements (elements-of who sequence less?) less?)))
    (if (vector? sequence) v (vector->list v))))

(define (sort-in-place who sequence less?)
  (let ((v (sort-elements (elements-of who sequence less?) less?)))
    (if (vector? sequence)
        (vector-copy! sequence 0 v)
        (let loop ((rest sequence) (i 0))
          (if (pair? rest)
              (begin
                (set-car! rest (%unsafe-vector-ref v i))
                (loop (cdr rest) (+ i 1))))))
    sequence))

(define (ordered? who sequence less?)
  (let* ((v (elements-of who sequence less?)) (n (%vector-length v)))
    (let loop ((i 1))
      (cond
        ((>= i n) #t)
        ((less? (%unsafe-vector-ref v i) (%unsafe-vector-ref v (- i 1))) #f)
        (else (loop (+ i 1)))))))

;; Sorts a vector that nobody else uses: runs of 1, 2, 4 … elements are merged from it into a second one, and back.
(define (sort-elements v less?)
  (let ((n (%vector-length v)))
    (let pass ((from v) (to (%make-vector n 0)) (width 1))
      (if (>= width n)
          from
          (let next-run ((start 0))
            (if (< start n)
                (let* ((middle (min (+ start width) n)) (end (min (+ middle width) n)))
                  (merge-runs from to start middle end less?)
                  (next-run end))
                (pass to from (* 2 width))))))))

(define (merge-runs from to start middle end less?)
  (let loop ((i start) (j middle) (k start))
    (cond
      ((eq? i middle) (vector-copy! to k from j end))
      ((eq? j end) (vector-copy! to k from i middle))
      (else
       (let ((a (%unsafe-vector-ref from i)) (b (%unsafe-vector-ref from j)))
         (if (less? b a)
             (begin
               (%unsafe-vector-set! to k b)
               (loop i (+ j 1) (+ k 1)))
             (begin
               (%unsafe-vector-set! to k a)
               (loop (+ i 1) j (+ k 1)))))))))

(define (merge a b c)
  (if (procedure? a) (merge-lists b c a) (merge-lists a b c)))

(define (merge-lists a b less?)
  (%check-list 'merge a)
  (%check-list 'merge b)
  (let loop ((a a) (b b) (merged '()))
    (cond
      ((null? a) (append-reverse merged b))
      ((null? b) (append-reverse merged a))
      ((less? (car b) (car a)) (loop a (cdr b) (cons (car b) merged)))
      (else (loop (cdr a) b (cons (car a) merged))))))
