;; Lists (R7RS 6.4) and folds.
;; Invariant: no procedure recurs on the length of a list except through saved frames; results are fresh where R7RS says so.

(define list
  (case-lambda
    (() '())
    ((a) (%list a))
    ((a b) (%list a b))
    ((a b c) (%list a b c))
    (all all)))

(define (cons* first . rest)
  (if (null? rest)
      first
      (let loop ((all (reverse (cons first rest))))
        (append-reverse (cdr all) (car all)))))

(define (make-list k fill)
  (let loop ((i (check-count 'make-list k)) (fill (given fill #f)) (result '()))
    (if (%number= i 0) result (loop (- i 1) fill (cons fill result)))))

;; A count given by the caller, as an exact integer that is not negative.
(define (check-count who k)
  (if (if (%exact-integer? k) (%number>= k 0) #f)
      k
      (%raise-expected who 'length k)))

;; An optional argument, or what stands for it.
(define (given argument default)
  (if (%default? argument) default argument))

;; The elements of `list` in the opposite order, before `tail`.
(define (append-reverse list tail)
  (let loop ((rest list) (result tail))
    (if (pair? rest)
        (loop (cdr rest) (cons (car rest) result))
        (if (null? rest)
            result
            (%raise-expected 'append-reverse 'list list)))))

(define (reverse list)
  (%check-list 'reverse list)
  (append-reverse list '()))

(define append
  (case-lambda
    (() '())
    ((a) a)
    ((a b) (append2 a b))
    ((a b . rest) (concatenate (cons* a b rest)))))

(define (append2 a b)
  (if (null? a)
      b
      (begin
        (%check-list 'append a)
        (append-reverse (append-reverse a '()) b))))

(define (concatenate lists)
  (let loop ((before (reverse lists)) (result '()) (first #t))
    (if (null? before)
        result
        (loop (cdr before) (if first (car before) (append2 (car before) result)) #f))))

(define (list-tail list k) (tail-of 'list-tail list k))

(define (list-ref list k)
  (let ((rest (tail-of 'list-ref list k)))
    (if (pair? rest) (car rest) (%raise-index 'list-ref k list))))

(define (list-set! list k obj)
  (let ((rest (tail-of 'list-set! list k)))
    (if (pair? rest) (set-car! rest obj) (%raise-index 'list-set! k list))))

(define (tail-of who list k)
  (let loop ((rest list) (i (if (%exact-integer? k) k -1)))
    (if (%number= i 0)
        rest
        (if (pair? rest)
            (loop (cdr rest) (- i 1))
            (%raise-index who k list)))))

(define (list-copy obj)
  (let loop ((rest obj) (result '()))
    (if (pair? rest)
        (loop (cdr rest) (cons (car rest) result))
        (if (null? result) rest (append-reverse result rest)))))

(define (memq obj list)
  (let loop ((rest list))
    (if (pair? rest)
        (if (eq? obj (car rest)) rest (loop (cdr rest)))
        (end-of-list 'memq rest list))))

(define (memv obj list)
  (let loop ((rest list))
    (if (pair? rest)
        (if (eqv? obj (car rest)) rest (loop (cdr rest)))
        (end-of-list 'memv rest list))))

(define member
  (case-lambda
    ((obj list)
     (let loop ((rest list))
       (if (pair? rest)
           (if (equal? obj (car rest)) rest (loop (cdr rest)))
           (end-of-list 'member rest list))))
    ((obj list same?)
     (let loop ((rest list))
       (if (pair? rest)
           (if (same? obj (car rest)) rest (loop (cdr rest)))
           (end-of-list 'member rest list))))))

(define (assq obj alist)
  (let loop ((rest alist))
    (if (pair? rest)
        (if (eq? obj (caar rest)) (car rest) (loop (cdr rest)))
        (end-of-list 'assq rest alist))))

(define (assv obj alist)
  (let loop ((rest alist))
    (if (pair? rest)
        (if (eqv? obj (caar rest)) (car rest) (loop (cdr rest)))
        (end-of-list 'assv rest alist))))

(define assoc
  (case-lambda
    ((obj alist)
     (let loop ((rest alist))
       (if (pair? rest)
           (if (equal? obj (caar rest)) (car rest) (loop (cdr rest)))
           (end-of-list 'assoc rest alist))))
    ((obj alist same?)
     (let loop ((rest alist))
       (if (pair? rest)
           (if (same? obj (caar rest)) (car rest) (loop (cdr rest)))
           (end-of-list 'assoc rest alist))))))

;; A search came to the end: #f for a proper list, an error for anything else.
(define (end-of-list who rest list)
  (if (null? rest)
      #f
      (%raise-expected who 'list list)))

(define (iota k start step)
  (let ((start (given start 0)) (step (given step 1)))
    (let loop ((i (- (check-count 'iota k) 1)) (result '()))
      (if (%number< i 0)
          result
          (loop (- i 1) (cons (+ start (* i step)) result))))))

(define (filter keep? list)
  (let loop ((rest list) (kept '()))
    (if (pair? rest)
        (loop (cdr rest) (if (keep? (car rest)) (cons (car rest) kept) kept))
        (if (null? rest)
            (append-reverse kept '())
            (%raise-expected 'filter 'list list)))))

(define fold
  (case-lambda
    ((f start list)
     (let loop ((result start) (rest list))
       (if (pair? rest)
           (loop (f (car rest) result) (cdr rest))
           (if (null? rest) result (%raise-expected 'fold 'list list)))))
    ((f start list . lists)
     (let loop ((result start) (lists (cons list lists)))
       (if (any-ended? 'fold lists)
           result
           (loop (%apply f (append2 (firsts lists) (%list result))) (rests lists)))))))

(define fold-left
  (case-lambda
    ((f start list)
     (let loop ((result start) (rest list))
       (if (pair? rest)
           (loop (f result (car rest)) (cdr rest))
           (if (null? rest) result (%raise-expected 'fold-left 'list list)))))
    ((f start list . lists)
     (let loop ((result start) (lists (cons list lists)))
       (if (any-ended? 'fold-left lists)
           result
           (loop (%apply f (cons result (firsts lists))) (rests lists)))))))

(define fold-right
  (case-lambda
    ((f end list)
     (%check-list 'fold-right list)
     (let loop ((result end) (rest (append-reverse list '())))
       (if (pair? rest)
           (loop (f (car rest) result) (cdr rest))
           result)))
    ((f end list . lists)
     (let loop ((result end) (rows (reverse (columns-of 'fold-right (cons list lists)))))
       (if (pair? rows)
           (loop (%apply f (append2 (car rows) (%list result))) (cdr rows))
           result)))))

;; ---- several lists at once ----------------------------------------------------------------

(define (any-ended? who lists)
  (let loop ((rest lists))
    (if (pair? rest)
        (if (pair? (car rest)) (loop (cdr rest)) (not (end-of-list who (car rest) (car rest))))
        #f)))

(define (firsts lists)
  (let loop ((rest lists) (result '()))
    (if (pair? rest)
        (loop (cdr rest) (cons (caar rest) result))
        (append-reverse result '()))))

(define (rests lists)
  (let loop ((rest lists) (result '()))
    (if (pair? rest)
        (loop (cdr rest) (cons (cdar rest) result))
        (append-reverse result '()))))

;; The lists' first elements, second elements …, until the shortest ends.
(define (columns-of who lists)
  (let loop ((lists lists) (rows '()))
    (if (any-ended? who lists)
        (append-reverse rows '())
        (loop (rests lists) (cons (firsts lists) rows)))))
