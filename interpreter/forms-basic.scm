;; The basic special forms: quote, if, set!, begin, lambda, case-lambda, and the binding forms. Each takes the expander's state, the
;; form, its scope and its name.

;; What each special form looks like, for messages (compiler/expand/basic.ts holds the same).
(define (templates)
  '((quote . "(quote datum)")
    (if . "(if test consequent [alternative])")
    (set! . "(set! variable expression)")
    (begin . "(begin expression ...)")
    (lambda . "(lambda formals body ...)")
    (case-lambda . "(case-lambda (formals body ...) ...)")
    (let . "(let ((variable expression) ...) body ...)")
    (let* . "(let* ((variable expression) ...) body ...)")
    (letrec . "(letrec ((variable expression) ...) body ...)")
    (letrec* . "(letrec* ((variable expression) ...) body ...)")
    (define . "(define variable expression) or (define (name . formals) body ...)")
    (define-parameter . "(define-parameter name number [(lower number)] [(upper number)])")
    (cond . "(cond (test expression ...) ... [(else expression ...)])")
    (case . "(case key ((datum ...) expression ...) ... [(else expression ...)])")
    (do . "(do ((variable init [step]) ...) (test expression ...) command ...)")
    (when . "(when test expression ...)")
    (unless . "(unless test expression ...)")
    (quasiquote . "(quasiquote template)")
    (unquote . "(unquote expression) inside quasiquote")
    (unquote-splicing . "(unquote-splicing expression) inside a list of quasiquote")
    (lambda/source . "(lambda/source source formals body ...)")))

(define (special-forms)
  (list (cons 'quote expand-quote) (cons 'if expand-if) (cons 'set! expand-set) (cons 'begin expand-begin)
        (cons 'lambda expand-lambda) (cons 'case-lambda expand-case-lambda) (cons 'let expand-let) (cons 'let* expand-let*)
        (cons 'letrec expand-letrec) (cons 'letrec* expand-letrec) (cons 'define misplaced-definition)
        (cons 'define-parameter misplaced-definition) (cons 'and expand-and) (cons 'or expand-or)
        (cons 'when (expand-guarded #f)) (cons 'unless (expand-guarded #t)) (cons 'cond expand-cond) (cons 'case expand-case)
        (cons 'do expand-do) (cons 'quasiquote expand-quasiquote) (cons 'unquote misplaced-unquote)
        (cons 'unquote-splicing misplaced-unquote)))

(define (expand-quote x s scope name)
  (let ((items (syntax-items s)))
    (if (not (= (length items) 2)) (malformed name s))
    (core-quote (constant x (cadr items)) s)))

(define (expand-if x s scope name)
  (let ((count (length (syntax-items s))))
    (if (not (or (= count 3) (= count 4))) (malformed name s))
    (let ((parts (expand-all x (cdr (syntax-items s)) scope)))
      (core-if (car parts) (cadr parts) (if (= count 4) (caddr parts) (core-unspecified s)) s))))

(define (expand-set x s scope form-name)
  (let ((items (syntax-items s)))
    (if (not (and (= (length items) 3) (syntax-symbol (cadr items)))) (malformed form-name s))
    (let* ((name (syntax-symbol (cadr items)))
           (variable (scope-lookup scope name))
           (special (special-meaning x name scope))
           (value (expand x (caddr items) scope)))
      (if special
          (syntax-error-at (string-append (symbol->string name) " is a special form and cannot be assigned") s))
      (if variable
          (begin
            (variable-assign! variable)
            (core-set variable value s))
          (core-set-global name value s)))))

(define (expand-begin x s scope name)
  (if (null? (cdr (syntax-items s))) (malformed name s))
  (expand-sequence x (cdr (syntax-items s)) scope s))

;; One clause: formals and body in a scope of their own.
(define (expand-clause x formals body scope s name)
  (if (null? body) (malformed name s))
  (let ((inner (new-scope scope)))
    (expand-formals x formals inner
                    (lambda () (malformed name s))
                    (lambda (required rest)
                      (make-clause required rest (expand-body x body inner s))))))

(define (expand-lambda x s scope name)
  (let ((items (syntax-items s)))
    (if (null? (cdr items)) (malformed name s))
    (core-lambda (list (expand-clause x (cadr items) (cddr items) scope s name)) #f #f s)))

;; (define (name . formals) body ...): the lambda, named.
(define (lambda-of x formals body scope s name)
  (core-lambda (list (expand-clause x formals body scope s 'define)) name #f s))

(define (expand-case-lambda x s scope name)
  (let ((clauses
          (map (lambda (item)
                 (if (not (and (proper-syntax? item) (pair? (syntax-items item)))) (malformed name s))
                 (expand-clause x (car (syntax-items item)) (cdr (syntax-items item)) scope s name))
               (cdr (syntax-items s)))))
    (if (null? clauses) (malformed name s))
    (core-lambda clauses #f #f s)))

;; A closure that carries the source place of another program (trusted sources only).
(define (expand-lambda-source x s scope name)
  (let ((items (syntax-items s)))
    (if (< (length items) 2) (malformed name s))
    (let* ((source (expand x (cadr items) scope))
           (inner (make-list-syntax (cons (car items) (cddr items)) #f (syntax-line s) (syntax-column s)))
           (node (expand-lambda x inner scope 'lambda)))
      (core-lambda (node-a node) #f source s))))

;; The (variable expression) pairs of a binding form, as #(name expression variable-syntax).
(define (binding-pairs s list-part name)
  (if (not (and list-part (proper-syntax? list-part))) (malformed name s))
  (map (lambda (item)
         (if (not (and (proper-syntax? item) (= (length (syntax-items item)) 2) (syntax-symbol (car (syntax-items item)))))
             (malformed name s))
         (%vector (syntax-symbol (car (syntax-items item))) (cadr (syntax-items item)) (car (syntax-items item))))
       (syntax-items list-part)))
(define (pair-name p) (%unsafe-vector-ref p 0))
(define (pair-init p) (%unsafe-vector-ref p 1))

(define (check-distinct pairs)
  (let loop ((rest pairs) (seen '()))
    (if (pair? rest)
        (let ((name (pair-name (car rest))))
          (if (memq name seen)
              (syntax-error-at (string-append (symbol->string name) " is bound twice in one form") (%unsafe-vector-ref (car rest) 2)))
          (loop (cdr rest) (cons name seen))))))

(define (second-item s) (if (pair? (cdr (syntax-items s))) (cadr (syntax-items s)) #f))
(define (third-item s)
  (let ((items (syntax-items s)))
    (if (and (pair? (cdr items)) (pair? (cddr items))) (caddr items) #f)))
;; The items after the first n.
(define (items-from s n)
  (let loop ((items (syntax-items s)) (n n))
    (if (or (= n 0) (null? items)) items (loop (cdr items) (- n 1)))))

(define (expand-let x s scope name)
  (let ((loop (syntax-symbol (second-item s))))
    (if loop
        (expand-named-let x s scope loop)
        (let ((body (items-from s 2)) (pairs (binding-pairs s (second-item s) name)))
          (check-distinct pairs)
          (if (null? body) (malformed name s))
          (let* ((inits (map (lambda (p) (named (expand x (pair-init p) scope) (pair-name p))) pairs))
                 (inner (new-scope scope))
                 (bindings (map (lambda (p init) (cons (bind-new! x (pair-name p) inner) init)) pairs inits)))
            (core-let bindings (expand-body x body inner s) s))))))

;; (let name ((v e) ...) body ...): the initial values are outside the scope of the name.
(define (expand-named-let x s scope name)
  (let ((body (items-from s 3)) (pairs (binding-pairs s (third-item s) 'let)))
    (check-distinct pairs)
    (if (null? body) (malformed 'let s))
    (let* ((operands (map (lambda (p) (named (expand x (pair-init p) scope) (pair-name p))) pairs))
           (outer (new-scope scope))
           (loop (bind-new! x name outer))
           (inner (new-scope outer))
           (required (map (lambda (p) (bind-new! x (pair-name p) inner)) pairs))
           (node (core-lambda (list (make-clause required #f (expand-body x body inner s))) name #f s)))
      (core-call (core-letrec (list (cons loop node)) (core-local loop s) s) operands s))))

(define (expand-let* x s scope name)
  (let ((body (items-from s 2)) (pairs (binding-pairs s (second-item s) name)))
    (if (null? body) (malformed name s))
    (let nest ((pairs pairs) (inner scope))
      (if (null? pairs)
          (expand-body x body (new-scope inner) s)
          (let* ((p (car pairs))
                 (init (named (expand x (pair-init p) inner) (pair-name p)))
                 (next (new-scope inner))
                 (variable (bind-new! x (pair-name p) next)))
            (core-let (list (cons variable init)) (nest (cdr pairs) next) s))))))

;; letrec is letrec*, which R7RS allows: what one forbids to refer to, the other has initialised.
(define (expand-letrec x s scope name)
  (let ((body (items-from s 2)) (pairs (binding-pairs s (second-item s) name)))
    (check-distinct pairs)
    (if (null? body) (malformed name s))
    (let* ((inner (new-scope scope))
           (variables (map (lambda (p) (bind-new! x (pair-name p) inner)) pairs))
           (bindings (map (lambda (p v) (cons v (named (expand x (pair-init p) inner) (pair-name p)))) pairs variables)))
      (core-letrec bindings (expand-body x body inner s) s))))

(define (misplaced-definition x s scope name)
  (syntax-error-at
    (string-append (symbol->string name) " is not allowed here: it belongs at the top level" (if (eq? name 'define) " or in a body" ""))
    s))
