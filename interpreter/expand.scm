;; The expander: syntax to core. This file resolves names and expands calls, constants and formals; the special forms are in
;; forms-*.scm, top-level forms in toplevel.scm.
;; Invariant: numbers of local variables and all messages agree with compiler/expand/.

;; ---- the state of an expansion: #(specials counter literals trusted?) ------------------------------
;; specials: alist of the special forms that the program has not redefined; literals: alist of places to indices, or #f.

(define (make-expander literals trusted)
  (%vector (if trusted (cons (cons 'lambda/source expand-lambda-source) (special-forms)) (special-forms)) 0 literals trusted))
(define (expander-specials x) (%unsafe-vector-ref x 0))
(define (expander-trusted? x) (%unsafe-vector-ref x 3))

(define (define-global! x name)
  (if (assq name (expander-specials x))
      (%unsafe-vector-set! x 0 (filter (lambda (entry) (not (eq? (car entry) name))) (expander-specials x)))))
(define (start-form! x) (%unsafe-vector-set! x 1 0))
(define (fresh x name)
  (%unsafe-vector-set! x 1 (+ (%unsafe-vector-ref x 1) 1))
  (make-variable name (%unsafe-vector-ref x 1)))

;; ---- scopes: a list of frames, each a mutable cell holding an alist of names to variables ---------------

(define (new-scope scope) (cons (list '()) scope))
(define (scope-lookup scope name)
  (if (pair? scope)
      (let ((entry (assq name (caar scope))))
        (if entry (cdr entry) (scope-lookup (cdr scope) name)))
      #f))
(define (scope-has? scope name) (assq name (caar scope)))
(define (scope-bind! scope name variable)
  (set-car! (car scope) (cons (cons name variable) (caar scope)))
  variable)
(define (bind-new! x name scope) (scope-bind! scope name (fresh x name)))

;; The expander of the special form that `name` means here, or #f.
(define (special-meaning x name scope)
  (if (scope-lookup scope name)
      #f
      (let ((entry (assq name (expander-specials x))))
        (if entry (cdr entry) #f))))

;; Whether `s` is the keyword `name`, not hidden by a local definition.
(define (keyword? s name scope)
  (and (eq? (syntax-symbol s) name) (not (scope-lookup scope name))))
;; Whether `s` is a use of the special form `name`.
(define (use-of? x s name scope)
  (and (list-syntax? s)
       (pair? (syntax-items s))
       (keyword? (car (syntax-items s)) name scope)
       (assq name (expander-specials x))
       #t))

;; ---- expressions -------------------------------------------------------------------------------------------

(define (expand x s scope)
  (cond
    ((atom-syntax? s) (expand-atom x s scope))
    ((vector-syntax? s) (core-quote (constant x s) s))
    ((null? (syntax-items s)) (syntax-error-at "() is not an expression: quote it to mean the empty list" s))
    (else (expand-list x s scope))))

(define (expand-list x s scope)
  (let* ((name (syntax-symbol (car (syntax-items s))))
         (special (and name (special-meaning x name scope))))
    (cond
      (special
       (if (syntax-tail s) (malformed name s))
       (special x s scope name))
      ((and name (expander-trusted? x) (instruction-name name) (not (scope-lookup scope name)))
       (core-instruction (instruction-name name) (expand-all x (cdr (syntax-items s)) scope) s))
      (else
       (if (syntax-tail s) (syntax-error-at "a procedure call must be a proper list" s))
       (let ((parts (expand-all x (syntax-items s) scope)))
         (core-call (car parts) (cdr parts) s))))))

;; The instruction that a name like %car stands for, or #f.
(define (instruction-name name)
  (let ((text (symbol->string name)))
    (and (> (string-length text) 1)
         (eq? (string-ref text 0) #\%)
         (string->symbol (substring text 1 (string-length text))))))

(define (expand-atom x s scope)
  (let ((name (syntax-symbol s)))
    (if (not name)
        (core-quote (constant x s) s)
        (let ((variable (scope-lookup scope name)))
          (cond
            (variable (core-local variable s))
            ((assq name (expander-specials x))
             (syntax-error-at (string-append (symbol->string name) " is a special form and has no value") s))
            (else (core-global name s)))))))

(define (expand-all x items scope)
  (map (lambda (item) (expand x item scope)) items))

;; A sequence of expressions (not a body: no definitions).
(define (expand-sequence x items scope s)
  (core-begin (expand-all x items scope) s))

;; The datum of quoted syntax, with learnable literals marked.
(define (constant x s)
  (strip s
         (if (%unsafe-vector-ref x 2)
             (lambda (atom)
               (let ((index (literal-at x atom)))
                 (if index (make-literal index (syntax-value atom)) (syntax-value atom))))
             syntax-value)))

(define (literal-at x atom)
  (and (number? (syntax-value atom))
       (inexact? (syntax-value atom))
       (let loop ((places (%unsafe-vector-ref x 2)))
         (and (pair? places)
              (if (and (= (vector-ref (car places) 0) (syntax-line atom)) (= (vector-ref (car places) 1) (syntax-column atom)))
                  (vector-ref (car places) 2)
                  (loop (cdr places)))))))

;; ---- formals -------------------------------------------------------------------------------------------------

;; Binds formals in `scope` and passes the required variables and the rest variable (or #f) to `use`.
(define (expand-formals x s scope fail use)
  (define (bind item)
    (let ((name (syntax-symbol item)))
      (if (not name) (fail))
      (if (scope-has? scope name)
          (syntax-error-at (string-append (symbol->string name) " is bound twice in one form") item))
      (bind-new! x name scope)))
  (if (list-syntax? s)
      (let ((required (map bind (syntax-items s))))
        (use required (and (syntax-tail s) (bind (syntax-tail s)))))
      (use '() (bind s))))

(define (malformed name s)
  (let ((template (assq name (templates))))
    (syntax-error-at
      (string-append "malformed " (symbol->string name) ": expected "
                     (if template (cdr template) (string-append "(" (symbol->string name) " ...)")))
      s)))
