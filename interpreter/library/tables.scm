;; Hash tables (SRFI 69, SRFI 125, R6RS 13): records of type 3, laid out as runtime-as/tables.ts describes.
;; Invariant: keys are visited in the order in which they came. A walk sees the entries that were there when it began, less those that
;; were deleted before it came to them; whatever its procedure does to the table is safe.

(define (make-hash-table . options)
  (let* ((same? (if (pair? options) (car options) equal?))
         (hash (if (and (pair? options) (pair? (cdr options))) (cadr options) #f)))
    (fresh-table
      (cond
        ((memq same? (%list eqv? eq? char=? symbol=? boolean=?)) 1)
        ((or (memq same? (%list equal? string=?)) (not (procedure? same?))) 0)
        (else same?))
      (if (procedure? hash) hash #f))))
(define (make-equal-hashtable k) (fresh-table 0 #f))
(define (make-eqv-hashtable k) (fresh-table 1 #f))
(define (make-hashtable hash same? k) (make-hash-table same? hash))

(define (fresh-table same hash)
  (%record 3 0 (%make-vector 32 #f) (%make-vector 8 #f) 0 same hash #f))

(define (hash-table? obj) (%record? obj 3))
(define (check-table who table)
  (if (not (%record? table 3)) (%raise-expected who 'hash-table table)))

(define (table-size table) (%unsafe-vector-ref table 1))
(define (table-entries table) (%unsafe-vector-ref table 2))
(define (table-same table) (%unsafe-vector-ref table 5))

;; ---- entries -----------------------------------------------------------------------------------

(define (find-entry who table key)
  (check-table who table)
  (if (procedure? (table-same table))
      (find-by-procedure table key)
      (%table-find table key)))

;; The table may change while its procedures run: then the search begins again.
(define (find-by-procedure table key)
  (let ((hash (own-hash table key)) (entries (table-entries table)))
    (let loop ((entry (%table-first table hash)))
      (cond
        ((not (eq? entries (table-entries table))) (find-by-procedure table key))
        ((not entry) #f)
        ((%unbound? (%unsafe-vector-ref entries entry)) (find-by-procedure table key))
        ((and (eq? (%unsafe-vector-ref entries (+ entry 2)) hash)
              ((table-same table) (%unsafe-vector-ref entries entry) key))
         (if (and (eq? entries (table-entries table)) (not (%unbound? (%unsafe-vector-ref entries entry))))
             entry
             (find-by-procedure table key)))
        (else (loop (%unsafe-vector-ref entries (+ entry 3))))))))

;; The hash of a key in a table with a procedure of its own; without a procedure for it all keys have one hash.
(define (own-hash table key)
  (let ((hash (%unsafe-vector-ref table 6)))
    (if hash (modulo (hash key) 536870912) 0)))

(define (entry-value table entry) (%unsafe-vector-ref (table-entries table) (+ entry 1)))
(define (set-entry-value! table entry value) (%unsafe-vector-set! (table-entries table) (+ entry 1) value))

(define (add-entry! table key value)
  (let ((hash (if (procedure? (table-same table)) (own-hash table key) 0)))
    (if (not (%table-add table key value hash))
        (begin
          (enlarge! table)
          (%table-add table key value hash)))
    (%unspecified)))

;; Room for twice the entries that are left when the deleted ones are gone.
(define (enlarge! table)
  (let loop ((capacity 8))
    (if (< capacity (* 2 (table-size table)))
        (loop (* 2 capacity))
        (let ((entries (%make-vector (* 4 capacity) #f)) (index (%make-vector capacity #f)))
          (%table-move table entries index)))))

;; (f key value result), over all entries.
(define (fold-entries who table f start)
  (check-table who table)
  (let ((entries (table-entries table)) (used (%unsafe-vector-ref table 4)))
    (let loop ((i 0) (result start))
      (if (eq? i used)
          result
          (let ((key (%unsafe-vector-ref entries i)))
            (loop (+ i 4)
                  (if (%unbound? key) result (f key (%unsafe-vector-ref entries (+ i 1)) result))))))))

;; ---- the procedures ------------------------------------------------------------------------------

(define (hash-table-ref table key failure success)
  (let ((entry (find-entry 'hash-table-ref table key)))
    (cond
      (entry
       (let ((value (entry-value table entry)))
         (if (%default? success) value (success value))))
      ((%default? failure) (%raise-expected 'hash-table-ref 'key key))
      (else (failure)))))

(define (hash-table-ref/default table key default)
  (let ((entry (find-entry 'hash-table-ref/default table key)))
    (if entry (entry-value table entry) default)))

(define (hash-table-contains? table key)
  (if (find-entry 'hash-table-contains? table key) #t #f))

(define (hash-table-set! table key value)
  (let ((entry (find-entry 'hash-table-set! table key)))
    (if entry
        (set-entry-value! table entry value)
        (add-entry! table key value))))

(define (hash-table-delete! table key)
  (let ((entry (find-entry 'hash-table-delete! table key)))
    (if entry (%table-delete table entry) (%unspecified))))

(define (hash-table-update! table key f failure success)
  (hash-table-set! table key (f (hash-table-ref table key failure success))))
(define (hash-table-update!/default table key f default)
  (hash-table-set! table key (f (hash-table-ref/default table key default))))
(define (hash-table-intern! table key failure)
  (hash-table-ref table key
    (lambda ()
      (let ((value (failure)))
        (hash-table-set! table key value)
        value))))

(define (hash-table-size table)
  (check-table 'hash-table-size table)
  (table-size table))
(define (hash-table-empty? table) (eq? (hash-table-size table) 0))

(define (hash-table-keys table)
  (reverse (fold-entries 'hash-table-keys table (lambda (key value keys) (cons key keys)) '())))
(define (hash-table-values table)
  (reverse (fold-entries 'hash-table-values table (lambda (key value values) (cons value values)) '())))
(define (hash-table->alist table)
  (reverse (fold-entries 'hash-table->alist table (lambda (key value alist) (cons (cons key value) alist)) '())))
(define (hashtable-keys table) (%list->vector (hash-table-keys table)))
(define (hashtable-values table) (%list->vector (hash-table-values table)))
(define (hashtable-entries table) (%values (hashtable-keys table) (hashtable-values table)))

(define (alist->hash-table alist . options)
  (let ((table (%apply make-hash-table options)))
    (for-each
      (lambda (entry)
        ;; The first entry of a key counts.
        (if (not (hash-table-contains? table (car entry)))
            (hash-table-set! table (car entry) (cdr entry))))
      alist)
    table))

(define (hash-table-walk table f)
  (if (procedure? table)
      (hash-table-walk f table)
      (fold-entries 'hash-table-walk table (lambda (key value result) (f key value) result) (%unspecified))))
(define (hash-table-fold table f start)
  (if (procedure? table)
      (fold-entries 'hash-table-fold start table f)
      (fold-entries 'hash-table-fold table f start)))

(define (hash-table-clear! table k)
  (check-table 'hash-table-clear! table)
  (%unsafe-vector-set! table 1 0)
  (%unsafe-vector-set! table 4 0)
  (%unsafe-vector-set! table 7 #f)
  (let ((entries (%make-vector 32 #f)) (index (%make-vector 8 #f)))
    (%table-move table entries index)))

(define (hash-table-copy table mutable?)
  (check-table 'hash-table-copy table)
  (let ((copy (fresh-table (table-same table) (%unsafe-vector-ref table 6))))
    (fold-entries 'hash-table-copy table
      (lambda (key value result) (add-entry! copy key value))
      (%unspecified))
    copy))

(define (hash-table-merge! table other)
  (check-table 'hash-table-merge! table)
  (fold-entries 'hash-table-merge! other
    (lambda (key value result) (hash-table-set! table key value))
    (%unspecified))
  table)

;; ---- hashes --------------------------------------------------------------------------------------

(define (equal-hash obj bound) (bounded (%stable-hash obj #t) bound))
(define (eqv-hash obj bound) (bounded (%stable-hash obj #f) bound))
(define (string-ci-hash string bound) (bounded (%stable-hash (string-foldcase string) #t) bound))
(define (bounded hash bound) (if (%default? bound) hash (modulo hash bound)))
