;; Procedures that call procedures (R7RS 6.10), output and errors.
;; Invariant: elements are visited from left to right, once; map is safe to re-enter (it never changes a pair that it has made).

(define apply
  (case-lambda
    ((f list) (%apply f list))
    ((f a list) (%apply f (cons a list)))
    ((f a b list) (%apply f (cons a (cons b list))))
    ((f a b c . rest) (%apply f (%apply cons* (cons* a b c rest))))))

(define map
  (case-lambda
    ((f list)
     (let loop ((rest list) (result '()))
       (if (pair? rest)
           (let ((value (f (car rest))))
             (loop (cdr rest) (cons value result)))
           (if (null? rest)
               (append-reverse result '())
               (%raise-expected 'map 'list list)))))
    ((f list1 list2)
     (let loop ((rest1 list1) (rest2 list2) (result '()))
       (if (if (pair? rest1) (pair? rest2) #f)
           (let ((value (f (car rest1) (car rest2))))
             (loop (cdr rest1) (cdr rest2) (cons value result)))
           (begin
             (shortest-ended 'map rest1 rest2)
             (append-reverse result '())))))
    ((f list . lists)
     (let loop ((lists (cons list lists)) (result '()))
       (if (any-ended? 'map lists)
           (append-reverse result '())
           (let ((value (%apply f (firsts lists))))
             (loop (rests lists) (cons value result))))))))

(define (shortest-ended who rest1 rest2)
  (let ((rest (if (pair? rest1) rest2 rest1)))
    (end-of-list who rest rest)
    (%unspecified)))

(define for-each
  (case-lambda
    ((f list)
     (let loop ((rest list))
       (if (pair? rest)
           (begin
             (f (car rest))
             (loop (cdr rest)))
           (if (null? rest)
               (%unspecified)
               (%raise-expected 'for-each 'list list)))))
    ((f list1 list2)
     (let loop ((rest1 list1) (rest2 list2))
       (if (if (pair? rest1) (pair? rest2) #f)
           (begin
             (f (car rest1) (car rest2))
             (loop (cdr rest1) (cdr rest2)))
           (shortest-ended 'for-each rest1 rest2))))
    ((f list . lists)
     (let loop ((lists (cons list lists)))
       (if (any-ended? 'for-each lists)
           (%unspecified)
           (begin
             (%apply f (firsts lists))
             (loop (rests lists))))))))

;; ---- several values ------------------------------------------------------------------------------

(define (values . all) (%list->values all))

(define (assert obj . message)
  (cond
    (obj obj)
    ((null? message) (error "assertion failed"))
    (else (%apply error message))))
