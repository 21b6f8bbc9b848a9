;; The expander: syntax to core. This file resolves identifiers and expands macro uses, calls, constants and formals; the special forms are in
;; forms-*.scm, top-level forms in toplevel.scm.
;; Invariant: numbers of variables and all messages agree with compiler/expand/.

;; ---- the state of an expansion: #(environment variables privates depth trusted? libraries) -------------------------
;; variables and privates: how many of them have been made, in the form and in all; depth: how many uses of macros led here.

(define (make-expander environment trusted)
  (if trusted
      (environment-bind! 'lambda/source (cons 'lambda/source (cons expand-lambda-source #f)) environment))
  (%vector environment 0 0 0 trusted (list '())))
(define (expander-environment x) (%unsafe-vector-ref x 0))
(define (expander-trusted? x) (%unsafe-vector-ref x 4))
(define (expander-libraries x) (%unsafe-vector-ref x 5))
(define (depth x) (%unsafe-vector-ref x 3))
(define (set-depth! x depth) (%unsafe-vector-set! x 3 depth))

(define (start-form! x) (%unsafe-vector-set! x 1 0))
(define (fresh x name)
  (%unsafe-vector-set! x 1 (+ (%unsafe-vector-ref x 1) 1))
  (make-variable name (%unsafe-vector-ref x 1)))
(define (fresh-private x name)
  (%unsafe-vector-set! x 2 (+ (%unsafe-vector-ref x 2) 1))
  (make-private (%unsafe-vector-ref x 2) name))
;; An identifier that no text can mention.
(define (hidden x name) (make-alias name (expander-environment x)))

(define (bind-new! x id scope)
  (let ((variable (fresh x (symbol-of id))))
    (bind! id variable scope)
    variable))

;; Whether `s` is the keyword `name`, as this language means it.
(define (keyword? s name scope)
  (let ((id (syntax-identifier s)))
    (and id
         (let ((m (lookup id scope)))
           (and (pair? m) (eq? (car m) name) (pair? (cdr m)))))))

;; What the head of a form means; #f: it is no identifier.
(define (head-meaning s scope)
  (and (list-syntax? s)
       (pair? (syntax-items s))
       (let ((id (syntax-identifier (car (syntax-items s)))))
         (and id (lookup id scope)))))

;; ---- macros --------------------------------------------------------------------------------------------------

;; How deep uses of macros may lie in what uses of macros expand to; long ones count more.
(define (most-expansions) 10000)

;; What a use of a macro expands to; it counts as one step deeper until the caller restores the depth.
(define (expand-use x macro s scope)
  (set-depth! x (+ (depth x) 1 (quotient (length (syntax-items s)) 256)))
  (if (> (depth x) (most-expansions)) (syntax-error-at "the expansion of this macro does not end" s))
  (transcribe macro s scope))

;; ---- expressions -------------------------------------------------------------------------------------------

(define (expand x s scope)
  (cond
    ((atom-syntax? s) (expand-atom x s scope))
    ((list-syntax? s) (expand-list x s scope))
    ((vector-syntax? s) (core-quote (strip s) s))
    (else (syntax-error-at "a circular datum must be quoted" s))))

(define (expand-list x s scope)
  (if (null? (syntax-items s)) (syntax-error-at "() is not an expression: quote it to mean the empty list" s))
  (let ((m (head-meaning s scope)))
    (cond
      ((not m) (expand-call x s scope))
      ((special? m)
       (if (syntax-tail s) (malformed (car m) s))
       ((special-expander m) x s scope (car m)))
      ((macro? m)
       (let* ((before (depth x)) (node (expand x (expand-use x m s scope) scope)))
         (set-depth! x before)
         node))
      ((and (symbol? m) (expander-trusted? x) (instruction-name m))
       => (lambda (name) (core-instruction name (expand-all x (cdr (syntax-items s)) scope) s)))
      (else (expand-call x s scope)))))

(define (expand-call x s scope)
  (if (syntax-tail s) (syntax-error-at "a procedure call must be a proper list" s))
  (let ((parts (expand-all x (syntax-items s) scope)))
    (core-call (car parts) (cdr parts) s)))

;; The instruction that a name like %car stands for, or #f.
(define (instruction-name name)
  (let ((text (symbol->string name)))
    (and (> (string-length text) 1)
         (eq? (string-ref text 0) #\%)
         (string->symbol (substring text 1 (string-length text))))))

(define (expand-atom x s scope)
  (let ((id (syntax-identifier s)))
    (if id
        (reference x id scope s)
        (core-quote (strip s) s))))

;; The value of what an identifier means.
(define (reference x id scope s)
  (let ((m (lookup id scope)))
    (cond
      ;; A trusted source reaches what only core names.
      ((and (symbol? m) (expander-trusted? x) (assq m internal-primitives)) (core-primitive m s))
      ((symbol? m) (core-global m s))
      ((variable? m) (core-local m s))
      ((unbound? m) (core-global (fresh-private x (car m)) s))
      ((or (macro? m) (special? m))
       (syntax-error-at (string-append (name-of id) " is " (meaning-description m) " and has no value") s))
      ((pair? m) (core-primitive (car m) s))
      (else (core-global m s)))))

(define (expand-all x items scope)
  (map (lambda (item) (expand x item scope)) items))

;; A sequence of expressions (not a body: no definitions).
(define (expand-sequence x items scope s)
  (core-begin (expand-all x items scope) s))

;; ---- formals -------------------------------------------------------------------------------------------------

;; Binds formals in `scope` and passes the required variables and the rest variable (or #f) to `use`.
(define (expand-formals x s scope fail use)
  (define (bind item)
    (check-unbound item scope)
    (bind-new! x (syntax-identifier item) scope))
  (let* ((parts (formal-parts s fail)) (required (map bind (car parts))))
    (use required (and (cdr parts) (bind (cdr parts))))))

;; The identifiers of formals: (required . rest), as syntax.
(define (formal-parts s fail)
  (define (checked item) (if (syntax-identifier item) item (fail)))
  (if (list-syntax? s)
      (let ((required (map checked (syntax-items s))))
        (cons required (and (syntax-tail s) (checked (syntax-tail s)))))
      (cons '() (checked s))))

(define (check-unbound item scope)
  (if (bound-here? (syntax-identifier item) scope) (bound-twice item)))
(define (bound-twice item)
  (syntax-error-at (string-append (name-of (syntax-identifier item)) " is bound twice in one form") item))

(define (malformed name s)
  (let ((template (assq name (templates))))
    (syntax-error-at
      (string-append "malformed " (symbol->string name) ": expected "
                     (if template (cdr template) (string-append "(" (symbol->string name) " ...)")))
      s)))
