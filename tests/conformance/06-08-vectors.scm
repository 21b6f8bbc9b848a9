; Conformance checks for R7RS-small section 6.8: vectors.

;;; section: 6.8 Vectors

;; check: vector?
(map vector? (list #(1) #() (vector) '(1) "a" (make-vector 3 0) #u8(1) 'a))
;; => (#t #t #t #f #f #t #f #f)

;; check: make-vector
(list (make-vector 3 'a) (make-vector 0 'a) (make-vector 2 '()))
;; => (#(a a a) #() #(() ()))

;; check: make-vector without a fill has the length
(vector-length (make-vector 4))
;; => 4

;; check: make-vector shares its fill
(let ((v (make-vector 2 (list 1)))) (set-car! (vector-ref v 0) 'x) v)
;; => #((x) (x))

;; check: make-vector of a negative length
(make-vector -1 0)
;; => error

;; check: vector
(list (vector) (vector 'north 'south) (vector 1 "two" #\3 4.5))
;; => (#() #(north south) #(1 "two" #\3 4.5))

;; check: vector-length
(map vector-length (list #() #(1) #(1 2 3) (make-vector 1000 0)))
;; => (0 1 3 1000)

;; check: vector-length of a list
(vector-length '(1 2))
;; => error

;; check: vector-ref
(list (vector-ref #(10 20 30 40) 3) (vector-ref #(z) 0) (vector-ref #(10 20 30 40) (exact (floor 1.9))))
;; => (40 z 20)

;; check: vector-ref at the length
(vector-ref (vector 1 2) 2)
;; => error

;; check: vector-ref of a negative index
(vector-ref (vector 1 2) -1)
;; => error

;; check: vector-ref of the empty vector
(vector-ref (vector) 0)
;; => error

;; check: vector-ref with a fraction
(vector-ref (vector 1 2) 0.5)
;; => error

;; check: vector-ref of a list
(vector-ref '(1 2) 0)
;; => error

;; check: vector-set!
(let ((v (vector 'salt "pepper" 3))) (vector-set! v 1 '(sugar (spice))) v)
;; => #(salt (sugar (spice)) 3)

;; check: vector-set! beyond the end
(vector-set! (vector 1 2) 2 'x)
;; => error

;; check: a vector that holds itself
(let ((v (vector 1 2))) (vector-set! v 1 v) (eq? v (vector-ref (vector-ref v 1) 1)))
;; => #t

;; check: vectors of vectors
(let ((m (vector (vector 1 2) (vector 3 4)))) (vector-set! (vector-ref m 0) 1 'x) m)
;; => #(#(1 x) #(3 4))

;;; section: 6.8 Conversion

;; check: vector->list
(list (vector->list #(do re mi)) (vector->list #()))
;; => ((do re mi) ())

;; check: vector->list with a start
(list (vector->list #(a b c) 1) (vector->list #(a b c) 3))
;; => ((b c) ())

;; check: vector->list with a range
(list (vector->list #(a b c d) 1 3) (vector->list #(a b c) 1 1))
;; => ((b c) ())

;; check: vector->list beyond the end
(vector->list #(a b) 0 3)
;; => error

;; check: list->vector
(list (list->vector '()) (list->vector '(fa (so) la)))
;; => (#() #(fa (so) la))

;; check: list->vector of an improper list
(list->vector '(1 . 2))
;; => error

;; check: vector->string
(list (vector->string #(#\o #\n #\e)) (vector->string #(#\a #\b #\c #\d) 1) (vector->string #(#\a #\b #\c #\d) 1 3))
;; => ("one" "bcd" "bc")

;; check: vector->string of something other than characters
(vector->string #(1 2))
;; => error

;; check: string->vector
(list (string->vector "XY") (string->vector "abcd" 1) (string->vector "abcd" 1 2) (string->vector ""))
;; => (#(#\X #\Y) #(#\b #\c #\d) #(#\b) #())

;;; section: 6.8 Copying and filling

;; check: vector-copy
(list (vector-copy #(1 2 3)) (vector-copy #()) (vector-copy #(1 2 3) 1) (vector-copy #(1 2 3 4) 1 3) (vector-copy #(1 2) 2))
;; => (#(1 2 3) #() #(2 3) #(2 3) #())

;; check: vector-copy makes a new vector
(let* ((a (vector 6 5 4)) (b (vector-copy a))) (vector-set! b 0 'new) (list a b))
;; => (#(6 5 4) #(new 5 4))

;; check: vector-copy does not copy the elements
(let* ((x (list 1)) (a (vector x)) (b (vector-copy a))) (eq? (vector-ref a 0) (vector-ref b 0)))
;; => #t

;; check: vector-copy beyond the end
(vector-copy #(1 2 3) 1 4)
;; => error

;; check: vector-copy with the ends exchanged
(vector-copy #(1 2 3) 2 1)
;; => error

;; check: vector-copy!
(let ((from #(n e w s)) (to (vector 1 2 3 4 5 6))) (vector-copy! to 2 from 1 3) to)
;; => #(1 2 e w 5 6)

;; check: vector-copy! of a whole vector
(let ((b (make-vector 5 0))) (vector-copy! b 2 #(1 2 3)) b)
;; => #(0 0 1 2 3)

;; check: vector-copy! with a start
(let ((b (make-vector 4 0))) (vector-copy! b 0 #(1 2 3 4) 2) b)
;; => #(3 4 0 0)

;; check: vector-copy! of nothing
(let ((b (vector 1 2))) (vector-copy! b 2 #(9 9) 1 1) (vector-copy! b 0 #()) b)
;; => #(1 2)

;; check: vector-copy! onto itself to the right
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 1 v 0 4) v)
;; => #(1 1 2 3 4)

;; check: vector-copy! onto itself to the left
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 0 v 1 5) v)
;; => #(2 3 4 5 5)
;; note: mit 12.1 gives #(5 5 5 5 5); the report says that the copy is as if by way of a temporary vector

;; check: vector-copy! onto the same place
(let ((v (vector 1 2 3))) (vector-copy! v 0 v) v)
;; => #(1 2 3)

;; check: vector-copy! where the target is too short
(vector-copy! (make-vector 2 0) 1 #(1 2))
;; => error

;; check: vector-copy! beyond the end of the source
(vector-copy! (make-vector 9 0) 0 #(1 2) 1 3)
;; => error

;; check: vector-append
(list (vector-append) (vector-append #(1)) (vector-append #(p q) #(r s)) (vector-append #() #(1) #() #(2 3)))
;; => (#() #(1) #(p q r s) #(1 2 3))

;; check: vector-append makes a new vector
(let* ((a (vector 1 2)) (b (vector-append a))) (vector-set! b 0 'x) (list a b))
;; => (#(1 2) #(x 2))

;; check: vector-append of a list
(vector-append #(1) '(2))
;; => error

;; check: vector-fill!
(let ((v (vector 1 2 3))) (vector-fill! v 0) v)
;; => #(0 0 0)

;; check: vector-fill! with a start
(let ((v (vector 1 2 3 4))) (vector-fill! v 'x 2) v)
;; => #(1 2 x x)

;; check: vector-fill! with a range
(let ((v (vector 9 8 7 6 5))) (vector-fill! v 'hole 1 3) v)
;; => #(9 hole hole 6 5)

;; check: vector-fill! of an empty range
(let ((v (vector 1 2))) (vector-fill! v 'x 1 1) (vector-fill! v 'x 2) v)
;; => #(1 2)

;; check: vector-fill! beyond the end
(vector-fill! (vector 1 2) 'x 0 3)
;; => error

;;; section: 6.8 Vectors at work

;; check: a sieve
(define (sieve n)
  (let ((v (make-vector (+ n 1) #t)))
    (let loop ((i 2) (out '()))
      (cond ((> i n) (reverse out))
            ((vector-ref v i)
             (do ((j (* i i) (+ j i))) ((> j n)) (vector-set! v j #f))
             (loop (+ i 1) (cons i out)))
            (else (loop (+ i 1) out))))))
(sieve 30)
;; => (2 3 5 7 11 13 17 19 23 29)

;; check: a bubble sort
(define (sort! v)
  (let ((n (vector-length v)))
    (do ((i 0 (+ i 1))) ((= i n) v)
      (do ((j 0 (+ j 1))) ((= j (- n i 1)))
        (when (> (vector-ref v j) (vector-ref v (+ j 1)))
          (let ((t (vector-ref v j)))
            (vector-set! v j (vector-ref v (+ j 1)))
            (vector-set! v (+ j 1) t)))))))
(sort! (vector 5 3 8 1 9 2))
;; => #(1 2 3 5 8 9)

;; check: a binary search
(define (search v x)
  (let loop ((lo 0) (hi (vector-length v)))
    (if (>= lo hi) #f
        (let ((mid (quotient (+ lo hi) 2)))
          (cond ((= (vector-ref v mid) x) mid)
                ((< (vector-ref v mid) x) (loop (+ mid 1) hi))
                (else (loop lo mid)))))))
(map (lambda (x) (search #(1 3 5 7 9 11) x)) '(1 7 11 4))
;; => (0 3 5 #f)

;; check: a large vector
(let ((v (make-vector 100000 1))) (let loop ((i 0) (s 0)) (if (= i 100000) s (loop (+ i 1) (+ s (vector-ref v i))))))
;; => 100000
