;; Of SRFI 1, and of what other Schemes add to lists, what R7RS does not have.
;; Invariant: procedures with a name in ! may change their lists, but only append!, reverse! and append-reverse! do.

;; ---- selection ---------------------------------------------------------------------------------

(define (fifth list) (list-ref list 4))
(define (sixth list) (list-ref list 5))
(define (seventh list) (list-ref list 6))
(define (eighth list) (list-ref list 7))
(define (ninth list) (list-ref list 8))
(define (tenth list) (list-ref list 9))

(define (take list k)
  (let loop ((rest list) (i (if (%exact-integer? k) k -1)) (taken '()))
    (cond
      ((%number= i 0) (append-reverse taken '()))
      ((pair? rest) (loop (cdr rest) (- i 1) (cons (car rest) taken)))
      (else (%raise-index 'take k list)))))

(define (take-right list k) (list-tail list (count-from-right 'take-right list k)))
(define (drop-right list k) (take list (count-from-right 'drop-right list k)))

;; The number of pairs before the last k.
(define (count-from-right who list k)
  (let loop ((rest list) (n 0))
    (if (pair? rest)
        (loop (cdr rest) (+ n 1))
        (if (and (%exact-integer? k) (<= 0 k n))
            (- n k)
            (%raise-index who k list)))))

(define (last-pair list)
  (if (pair? list)
      (let loop ((pair list))
        (if (pair? (cdr pair)) (loop (cdr pair)) pair))
      (%raise-expected 'last-pair 'pair list)))

(define (last list) (if (pair? list) (car (last-pair list)) (%raise-expected 'last 'pair list)))

(define (length+ list) (if (%circular-list? list) #f (%check-list 'length+ list)))

;; ---- construction ------------------------------------------------------------------------------

(define (xcons d a) (cons a d))

(define (list-tabulate k f)
  (let loop ((i (- (check-count 'list-tabulate k) 1)) (result '()))
    (if (%number< i 0)
        result
        (let ((value (f i)))
          (loop (- i 1) (cons value result))))))

(define (circular-list first . rest)
  (let ((all (cons first rest)))
    (set-cdr! (last-pair all) all)
    all))

(define (append! . lists)
  (let loop ((before (reverse lists)) (result '()) (first #t))
    (cond
      ((null? before) result)
      ((or first (null? (car before))) (loop (cdr before) (if first (car before) result) #f))
      (else
       (set-cdr! (last-pair (car before)) result)
       (loop (cdr before) (car before) #f)))))

(define (append-reverse! list tail)
  (%check-list 'append-reverse! list)
  (let loop ((rest list) (result tail))
    (if (pair? rest)
        (let ((next (cdr rest)))
          (set-cdr! rest result)
          (loop next rest))
        result)))

(define (reverse! list) (append-reverse! list '()))

(define (zip first . rest) (%apply map (cons* list first rest)))
(define (unzip1 lists) (map car lists))

(define (unfold stop? f next seed tail)
  (let loop ((seed seed) (result '()))
    (if (stop? seed)
        (append-reverse result (if (%default? tail) '() (tail seed)))
        (let ((value (f seed)))
          (loop (next seed) (cons value result))))))

(define (unfold-right stop? f next seed tail)
  (let loop ((seed seed) (result (given tail '())))
    (if (stop? seed)
        result
        (let ((value (f seed)))
          (loop (next seed) (cons value result))))))

;; ---- folds and maps ----------------------------------------------------------------------------

(define (reduce f default list)
  (if (eq? (%check-list 'reduce list) 0) default (fold f (car list) (cdr list))))
(define (reduce-left f default list)
  (if (eq? (%check-list 'reduce-left list) 0) default (fold-left f (car list) (cdr list))))
(define (reduce-right f default list)
  (if (eq? (%check-list 'reduce-right list) 0)
      default
      (let ((reversed (append-reverse list '())))
        (fold f (car reversed) (cdr reversed)))))

(define (pair-fold f start list . lists)
  (let loop ((result start) (lists (cons list lists)))
    (if (any-ended? 'pair-fold lists)
        result
        (let ((rest (rests lists)))
          (loop (%apply f (append2 lists (%list result))) rest)))))

(define (pair-fold-right f end list . lists)
  (let loop ((result end) (rows (%apply pair-fold (cons* cons-row '() list lists))))
    (if (pair? rows)
        (loop (%apply f (append2 (car rows) (%list result))) (cdr rows))
        result)))
(define (cons-row . tails)
  (let ((reversed (append-reverse tails '())))
    (cons (append-reverse (cdr reversed) '()) (car reversed))))

(define (pair-for-each f list . lists)
  (let loop ((lists (cons list lists)))
    (if (any-ended? 'pair-for-each lists)
        (%unspecified)
        (let ((rest (rests lists)))
          (%apply f lists)
          (loop rest)))))

(define (append-map f list . lists) (concatenate (%apply map (cons* f list lists))))
(define (filter-map f list . lists) (filter itself (%apply map (cons* f list lists))))
(define (count keep? list . lists) (%length (filter itself (%apply map (cons* keep? list lists)))))
(define (itself obj) obj)

;; ---- searches ----------------------------------------------------------------------------------

(define any
  (case-lambda
    ((f list)
     (let loop ((rest list))
       (cond
         ((not (pair? rest)) (end-of-list 'any rest list))
         ((null? (cdr rest)) (f (car rest)))
         (else (or (f (car rest)) (loop (cdr rest)))))))
    ((f list . lists)
     (let loop ((lists (cons list lists)))
       (if (any-ended? 'any lists)
           #f
           (or (%apply f (firsts lists)) (loop (rests lists))))))))

(define every
  (case-lambda
    ((f list)
     (let loop ((rest list))
       (cond
         ((not (pair? rest)) (not (end-of-list 'every rest list)))
         ((null? (cdr rest)) (f (car rest)))
         (else (and (f (car rest)) (loop (cdr rest)))))))
    ((f list . lists)
     (let loop ((lists (cons list lists)) (value #t))
       (if (or (not value) (any-ended? 'every lists))
           value
           (loop (rests lists) (%apply f (firsts lists))))))))

(define (find-tail found? list)
  (let loop ((rest list))
    (cond
      ((not (pair? rest)) (end-of-list 'find-tail rest list))
      ((found? (car rest)) rest)
      (else (loop (cdr rest))))))

(define (find found? list)
  (let loop ((rest list))
    (cond
      ((not (pair? rest)) (end-of-list 'find rest list))
      ((found? (car rest)) (car rest))
      (else (loop (cdr rest))))))

(define (list-index found? list . lists)
  (let loop ((lists (cons list lists)) (i 0))
    (cond
      ((any-ended? 'list-index lists) #f)
      ((%apply found? (firsts lists)) i)
      (else (loop (rests lists) (+ i 1))))))

(define (take-while keep? list)
  (let loop ((rest list) (taken '()))
    (if (if (pair? rest) (keep? (car rest)) (end-of-list 'take-while rest list))
        (loop (cdr rest) (cons (car rest) taken))
        (append-reverse taken '()))))

(define (drop-while drop? list)
  (let loop ((rest list))
    (if (if (pair? rest) (drop? (car rest)) (end-of-list 'drop-while rest list))
        (loop (cdr rest))
        rest)))

(define (assp found? alist) (find (lambda (entry) (found? (car entry))) alist))

;; ---- deletion ----------------------------------------------------------------------------------

(define (remove drop? list)
  (let loop ((rest list) (kept '()))
    (if (pair? rest)
        (loop (cdr rest) (if (drop? (car rest)) kept (cons (car rest) kept)))
        (if (null? rest)
            (append-reverse kept '())
            (%raise-expected 'remove 'list list)))))

(define (delete obj list same?)
  (let ((same? (given same? equal?)))
    (%check-list 'delete list)
    (remove (lambda (element) (same? obj element)) list)))
(define (remq obj list) (delete obj list eq?))
(define (remv obj list) (delete obj list eqv?))

(define (delete-duplicates list same?)
  (let ((same? (given same? equal?)))
    (%check-list 'delete-duplicates list)
    (let loop ((rest list) (kept '()))
      (if (pair? rest)
          (loop (cdr rest) (adjoin (car rest) kept same?))
          (append-reverse kept '())))))

;; `list` with the element in front unless one of it is the same.
(define (adjoin element list same?)
  (if (any (lambda (present) (same? present element)) list) list (cons element list)))

;; ---- association lists -------------------------------------------------------------------------

(define (alist-cons key value alist) (cons (cons key value) alist))
(define (alist-copy alist) (map (lambda (entry) (if (pair? entry) (cons (car entry) (cdr entry)) entry)) alist))
(define (alist-delete key alist same?)
  (let ((same? (given same? equal?)))
    (remove (lambda (entry) (same? key (car entry))) alist)))

;; ---- lists as sets -----------------------------------------------------------------------------

(define (list= same? . lists)
  (define (equal-lists? a b)
    (cond
      ((and (pair? a) (pair? b)) (and (same? (car a) (car b)) (equal-lists? (cdr a) (cdr b))))
      (else (and (null? a) (null? b)))))
  (neighbours? equal-lists? lists))

(define (neighbours? related? lists)
  (or (null? lists) (every related? lists (cdr lists))))

(define (subset? a b same?)
  (every (lambda (x) (any (lambda (y) (same? x y)) b)) a))

(define (lset<= same? . lists)
  (neighbours? (lambda (a b) (subset? a b same?)) lists))
(define (lset= same? . lists)
  (neighbours? (lambda (a b) (and (subset? a b same?) (subset? b a (lambda (x y) (same? y x))))) lists))

(define (lset-adjoin same? list . elements)
  (fold (lambda (element set) (adjoin element set same?)) list elements))

(define (lset-union same? . lists)
  (reduce (lambda (list set)
            (cond
              ((null? set) list)
              ((eq? list set) set)
              (else (fold (lambda (element set) (adjoin element set same?)) set list))))
          '() lists))

(define (lset-intersection same? list . lists)
  (filter (lambda (x) (every (lambda (other) (any (lambda (y) (same? x y)) other)) lists)) list))
(define (lset-difference same? list . lists)
  (remove (lambda (x) (any (lambda (other) (any (lambda (y) (same? x y)) other)) lists)) list))

;; ---- several values ------------------------------------------------------------------------------

(define (car+cdr pair) (%values (car pair) (cdr pair)))
(define (split-at list k) (%values (take list k) (list-tail list k)))
(define (span keep? list) (%values (take-while keep? list) (drop-while keep? list)))
(define (break stop? list) (span (lambda (x) (not (stop? x))) list))
(define (unzip2 lists) (%values (map car lists) (map cadr lists)))
(define (unzip3 lists) (%values (map car lists) (map cadr lists) (map caddr lists)))

(define (partition first? list)
  (let loop ((rest list) (in '()) (out '()))
    (cond
      ((not (pair? rest))
       (end-of-list 'partition rest list)
       (%values (append-reverse in '()) (append-reverse out '())))
      ((first? (car rest)) (loop (cdr rest) (cons (car rest) in) out))
      (else (loop (cdr rest) in (cons (car rest) out))))))
