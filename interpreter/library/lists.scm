;; Lists (R7RS 6.4), and of SRFI 1 and R6RS what programs use most.
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

(define make-list
  (case-lambda
    ((k) (make-list k #f))
    ((k fill)
     (let loop ((i (check-count 'make-list k)) (result '()))
       (if (%number= i 0) result (loop (- i 1) (cons fill result)))))))

;; A count given by the caller, as an exact integer that is not negative.
(define (check-count who k)
  (if (if (%exact-integer? k) (%number>= k 0) #f)
      k
      (%raise-expected who 'length k)))

;; The elements of `list` in the opposite order, before `tail`.
(define (append-reverse list tail)
  (let loop ((rest list) (result tail))
    (if (pair? rest)
        (loop (cdr rest) (cons (car rest) result))
        result)))

(define (reverse list)
  (%length list)
  (append-reverse list '()))

(define append
  (case-lambda
    (() '())
    ((a) a)
    ((a b) (append2 a b))
    ((a b . rest) (append-all (cons* a b rest)))))

(define (append2 a b)
  (if (null? a)
      b
      (begin
        (%length a)
        (append-reverse (append-reverse a '()) b))))

(define (append-all lists)
  (let loop ((before (reverse lists)) (result '()) (first #t))
    (if (null? before)
        result
        (loop (cdr before) (if first (car before) (append2 (car before) result)) #f))))

(define (list-tail list k)
  (let loop ((rest list) (i k))
    (if (%number= i 0)
        rest
        (if (pair? rest)
            (loop (cdr rest) (- i 1))
            (%raise-index 'list-tail k list)))))

(define (list-ref list k)
  (let loop ((rest list) (i k))
    (if (pair? rest)
        (if (%number= i 0)
            (car rest)
            (loop (cdr rest) (- i 1)))
        (%raise-index 'list-ref k list))))

(define (list-set! list k obj)
  (let loop ((rest list) (i k))
    (if (pair? rest)
        (if (%number= i 0)
            (set-car! rest obj)
            (loop (cdr rest) (- i 1)))
        (%raise-index 'list-set! k list))))

(define (list-copy obj)
  (let loop ((rest obj) (result '()))
    (if (pair? rest)
        (loop (cdr rest) (cons (car rest) result))
        (append-reverse result rest))))

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

(define iota
  (case-lambda
    ((k) (iota k 0 1))
    ((k start) (iota k start 1))
    ((k start step)
     (let loop ((i (- (check-count 'iota k) 1)) (result '()))
       (if (%number< i 0)
           result
           (loop (- i 1) (cons (+ start (* i step)) result)))))))

(define (filter keep? list)
  (let loop ((rest list) (kept '()))
    (if (pair? rest)
        (loop (cdr rest) (if (keep? (car rest)) (cons (car rest) kept) kept))
        (if (null? rest)
            (append-reverse kept '())
            (%raise-expected 'filter 'list list)))))

(define fold-left
  (case-lambda
    ((f start list)
     (let loop ((result start) (rest list))
       (if (pair? rest)
           (loop (f result (car rest)) (cdr rest))
           (if (null? rest) result (%raise-expected 'fold-left 'list list)))))
    ((f start list . lists)
     (let loop ((result start) (lists (cons list lists)))
       (if (any-ended? lists)
           result
           (loop (apply f result (firsts lists)) (rests lists)))))))

(define fold-right
  (case-lambda
    ((f end list)
     (let loop ((result end) (rest (reverse list)))
       (if (pair? rest)
           (loop (f (car rest) result) (cdr rest))
           result)))
    ((f end list . lists)
     (let loop ((result end) (rows (reverse (transpose (cons list lists)))))
       (if (pair? rows)
           (loop (apply f (append2 (car rows) (cons result '()))) (cdr rows))
           result)))))

;; ---- several lists at once ----------------------------------------------------------------

(define (any-ended? lists)
  (let loop ((rest lists))
    (if (pair? rest)
        (if (pair? (car rest)) (loop (cdr rest)) #t)
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
(define (transpose lists)
  (let loop ((lists lists) (rows '()))
    (if (any-ended? lists)
        (append-reverse rows '())
        (loop (rests lists) (cons (firsts lists) rows)))))
