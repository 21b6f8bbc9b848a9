;; Scopes of the expander: what an identifier means at a place of the text. An identifier means what it is bound to, by identity, in the
;; innermost scope that binds it; an alias that nothing binds means what its base means where its macro was defined; a symbol that
;; nothing binds means what the environment says. (compiler/expand/scope.ts)
;;
;; A scope is a list of frames, each a mutable cell holding an alist of identifiers to meanings, that ends with an environment: the scope
;; at top level of the program or of a library. A meaning is
;;
;;   a variable   #(name number assigned?)       a special form   (name expander . scan)
;;   a global     a symbol or #(number name cell)  a primitive      (name . #f)
;;   a macro      #(#f name rules scope)         nothing          (name . #t), in a library

(define (variable? m) (and (vector? m) (symbol? (%unsafe-vector-ref m 0))))
(define (macro? m) (and (vector? m) (not (%unsafe-vector-ref m 0))))
(define (special? m) (and (pair? m) (pair? (cdr m))))
(define (special-expander m) (cadr m))
(define (special-scan m) (cddr m))
(define (unbound? m) (and (pair? m) (eq? (cdr m) #t)))

(define (make-macro name rules scope) (%vector #f name rules scope))
(define (macro-name m) (%unsafe-vector-ref m 1))
(define (macro-rules m) (%unsafe-vector-ref m 2))
(define (macro-scope m) (%unsafe-vector-ref m 3))

;; Whether two identifiers with these meanings are the same to syntax-rules.
(define (same-meaning? a b)
  (or (eq? a b)
      (and (pair? a) (pair? b) (eq? (car a) (car b)) (eq? (cdr a) (cdr b)))
      (and (unbound? a) (eq? (car a) b))
      (and (unbound? b) (eq? (car b) a))))

(define (meaning-description m)
  (cond ((macro? m) "a macro") ((special? m) "a special form") (else "a variable")))

;; ---- scopes -------------------------------------------------------------------------------------------

(define (new-scope scope) (cons (list '()) scope))

(define (lookup id scope)
  (cond
    ((pair? scope)
     (let ((entry (assq id (caar scope))))
       (if entry (cdr entry) (lookup id (cdr scope)))))
    ((symbol? id) (environment-lookup id scope))
    (else (or (alias-definition id) (lookup (alias-base id) (alias-scope id))))))

(define (bind! id meaning scope)
  (cond
    ((pair? scope) (set-car! (car scope) (cons (cons id meaning) (caar scope))))
    ((symbol? id) (environment-bind! id meaning scope))
    (else (alias-define! id meaning))))

;; Whether a frame itself binds an identifier.
(define (bound-here? id scope) (assq id (caar scope)))

;; ---- environments: #(table open? own kept): meanings by the indices of symbols; open: the special forms, and a global of every other name;
;; own: alist from the names that a library defines to its globals; kept: what eval.scm puts there, or #f

(define (make-environment open?) (%vector '#() open? '() #f))
(define (environment-open? e) (%unsafe-vector-ref e 1))

(define (environment-lookup id e)
  (or (table-ref (%unsafe-vector-ref e 0) id)
      (if (environment-open? e)
          (or (table-ref special-table id) id)
          (cons id #t))))

(define (table-ref table id)
  (let ((index (%symbol-index id)))
    (if (< index (vector-length table)) (vector-ref table index) #f)))

(define (environment-bind! id meaning e)
  (%unsafe-vector-set! e 0 (table-with (%unsafe-vector-ref e 0) id meaning)))

;; The table with an entry for a symbol: itself, or a larger one.
(define (table-with table id entry)
  (let ((index (%symbol-index id)))
    (if (< index (vector-length table))
        (begin
          (vector-set! table index entry)
          table)
        (let ((larger (make-vector (+ index 100) #f)))
          (let copy ((i 0))
            (if (< i (vector-length table))
                (begin
                  (vector-set! larger i (vector-ref table i))
                  (copy (+ i 1)))))
          (vector-set! larger index entry)
          larger))))

;; The global that a definition of an identifier at top level defines. Only the program's own names can be named by others.
(define (define-global! x id e)
  (let ((global
          (cond
            ((vector? id)
             (let ((m (alias-definition id)))
               (if (and m (global? m)) m (fresh-private x (symbol-of id)))))
            ((environment-open? e) id)
            ((assq id (%unsafe-vector-ref e 2)) => cdr)
            (else
             (let ((made (fresh-private x id)))
               (%unsafe-vector-set! e 2 (cons (cons id made) (%unsafe-vector-ref e 2)))
               made)))))
    (if (not (eq? (lookup id e) global)) (bind! id global e))
    global))
(define (global? m) (or (symbol? m) (and (vector? m) (number? (%unsafe-vector-ref m 0)))))

;; ---- special forms --------------------------------------------------------------------------------------

(define (make-special-table)
  (let* ((all (special-forms))
         (largest (fold-left (lambda (most entry) (max most (%symbol-index (car entry)))) 0 all))
         (table (make-vector (+ largest 1) #f)))
    (for-each (lambda (entry) (vector-set! table (%symbol-index (car entry)) entry)) all)
    table))
