;; Where things are at run time: lexical addresses, global cells, sources.
;;
;; A run-time environment is a vector #(outer value …); the analyser's picture of it is a list of ribs, each the list of its variables
;; in slot order. A global cell is #(value saved initial name defined? known0 … known4 body); `saved` is for the host, which keeps a session's state there
;; during an evaluation (runtime-as/evaluate.ts). known-n is the procedure of n arguments that a definition gave the variable, and body the
;; node of its body: while the value is that procedure, calls go to the body at once.

;; ---- lexical addresses ---------------------------------------------------------------------------

;; Calls use with depth and slot of a variable.
(define (address variable scope use)
  (let next-rib ((ribs scope) (depth 0))
    (let next-slot ((rib (car ribs)) (slot 1))
      (cond
        ((null? rib) (next-rib (cdr ribs) (+ depth 1)))
        ((eq? (car rib) variable) (use depth slot))
        (else (next-slot (cdr rib) (+ slot 1)))))))

;; ---- cells -----------------------------------------------------------------------------------------

(define (make-cell initial name defined?) (%vector initial initial initial name defined? #f #f #f #f #f #f))
(define most-known 4)
(define (cell-know! cell count procedure body)
  (let loop ((n 0))
    (%unsafe-vector-set! cell (+ n 5) (and (= n count) procedure))
    (if (< n most-known) (loop (+ n 1))))
  (%unsafe-vector-set! cell 10 body))
(define (cell-value cell) (%unsafe-vector-ref cell 0))
(define (cell-set! cell value) (%unsafe-vector-set! cell 0 value))
(define (cell-initial cell) (%unsafe-vector-ref cell 2))
(define (cell-name cell) (%unsafe-vector-ref cell 3))
;; Whether the program has a definition of it (else it is only assigned).
(define (cell-defined? cell) (or (foreign-cell? cell) (%unsafe-vector-ref cell 4)))

(define (cell-define! cell) (if (not (foreign-cell? cell)) (%unsafe-vector-set! cell 4 #t)))

;; A variable of a compiled program is a foreign cell: #(read write name), two procedures (library/eval.scm).
(define (make-foreign-cell read write name) (%vector read write name))
(define (foreign-cell? cell) (= (vector-length cell) 3))
(define (foreign-read cell) (%unsafe-vector-ref cell 0))
(define (foreign-write cell) (%unsafe-vector-ref cell 1))
(define (foreign-name cell) (%unsafe-vector-ref cell 2))

;; All cells: #(table cells), a vector of them by their symbols' indices, and the list of those that are no foreign ones, latest first.
;; Private names hold theirs.
(define (make-cells) (%vector '#() '()))
(define (cells-list cells) (%unsafe-vector-ref cells 1))
(define (add-cell! cells name cell)
  (if (symbol? name)
      (%unsafe-vector-set! cells 0 (table-with (%unsafe-vector-ref cells 0) name cell))
      (set-private-cell! name cell))
  (if (not (foreign-cell? cell)) (%unsafe-vector-set! cells 1 (cons cell (cells-list cells)))))

;; ---- the state of an analysis: #(cells constants warnings procedure mutates? environment) ------------------
;; constants: list of (cell . datum) to be made afresh for each evaluation; environment: the expander's, in which expressions of the host
;; and of eval are expanded.

(define (make-state mutates? environment) (%vector (make-cells) '() '() #f mutates? environment))
(define (state-cells state) (%unsafe-vector-ref state 0))
(define (state-constants state) (%unsafe-vector-ref state 1))
(define (state-warnings state) (%unsafe-vector-ref state 2))
(define (state-procedure state) (%unsafe-vector-ref state 3))
(define (state-mutates? state) (%unsafe-vector-ref state 4))
(define (set-state-mutates! state mutates?) (%unsafe-vector-set! state 4 mutates?))
(define (state-environment state) (%unsafe-vector-ref state 5))

(define (add-constant! state cell datum)
  (%unsafe-vector-set! state 1 (cons (cons cell datum) (state-constants state))))
(define (set-state-constants! state constants) (%unsafe-vector-set! state 1 constants))
(define (set-state-warnings! state warnings) (%unsafe-vector-set! state 2 warnings))
(define (warn! state line column message)
  (%unsafe-vector-set! state 2 (cons (%vector line column message) (state-warnings state))))

;; Runs `thunk` with `name` as the procedure that contains what it analyses.
(define (within state name thunk)
  (let ((before (state-procedure state)))
    (%unsafe-vector-set! state 3 name)
    (let ((result (thunk)))
      (%unsafe-vector-set! state 3 before)
      result)))

;; The source of a node: line, column and containing procedure.
(define (source-of node state)
  (%vector (node-line node) (node-column node) (state-procedure state)))

;; The global cell of a name, or #f.
(define (cell-of name state) (cell-among name (state-cells state)))
(define (cell-among name cells)
  (if (symbol? name)
      (table-ref (%unsafe-vector-ref cells 0) name)
      (private-cell name)))

;; ---- primitives, from the tables in generated/nodes.scm -----------------------------------------------------
;; Their numbers index `procedures`; `primitive-table` maps a symbol's index to (value (count . builder) …), and `internal-primitives` is an
;; alist of those that only core names.

(define (make-primitive-table)
  (let* ((all (primitive-descriptions))
         (largest (fold-left (lambda (most entry) (max most (%symbol-index (car entry)))) 0 all))
         (table (make-vector (+ largest 1) #f)))
    (for-each (lambda (entry) (vector-set! table (%symbol-index (car entry)) (primitive-at entry))) all)
    table))
(define (make-internal-primitives)
  (map (lambda (entry) (cons (car entry) (primitive-at entry))) (internal-descriptions)))
(define (primitive-at entry) (cons (procedure-at (cadr entry)) (builders-at (cddr entry))))

(define (procedure-at index) (vector-ref procedures index))
(define (builders-at uses) (map (lambda (use) (cons (car use) (procedure-at (cdr use)))) uses))

;; The entry (value . builders) of a primitive, or #f.
(define (primitive-entry name) (and (symbol? name) (table-ref primitive-table name)))
;; The entry that (primitive name) means in core.
(define (core-primitive-entry name)
  (or (primitive-entry name) (cdr (assq name internal-primitives))))

;; The builder that fuses a test with `count` operands with if, or #f.
(define (if-builder name count)
  (let* ((entry (assq name (test-descriptions))) (use (and entry (assq count (cdr entry)))))
    (and use (procedure-at (cdr use)))))

;; The procedure that stands for an instruction in a trusted source, or #f.
(define (instruction-procedure name)
  (let ((entry (assq name (instruction-descriptions))))
    (and entry (procedure-at (cdr entry)))))
