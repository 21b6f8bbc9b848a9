;; Programs: what the host asks of the interpreter. A program is the vector that runtime-as/evaluate.ts describes:
;; #(load cells values count loaded parameters warnings state).

;; Loads a program's text. `options`: 1 = every inexact literal is learnable, 2 = a trusted source (instructions allowed).
(define (load-program text options)
  (let* ((environment (make-environment #t))
         (expanded (expand-program (read-all text) environment (odd? options) (>= options 2)))
         (forms (%unsafe-vector-ref expanded 0))
         (parameters (%unsafe-vector-ref expanded 1))
         (state (make-state (mutates? forms) environment))
         (run (begin (declare-cells! forms (state-cells state)) (analyse-forms forms state)))
         (constants (state-constants state))
         (inits (map (lambda (p) (vector-ref p 4)) parameters))
         (program (%vector #f
                           (append (reverse (cells-list (state-cells state))) (map car constants))
                           (%make-values inits (length inits))
                           (length inits)
                           0
                           parameters
                           (reverse (state-warnings state))
                           state)))
    (%unsafe-vector-set! program 0
      (lambda ()
        (begin-program! program)
        (for-each (lambda (c) (cell-set! (car c) (fresh-constant (cdr c)))) constants)
        (%call run empty-environment)))
    program))
(define (program-cells program) (%unsafe-vector-ref program 1))
(define (set-program-cells! program cells) (%unsafe-vector-set! program 1 cells))
(define (program-state program) (%unsafe-vector-ref program 7))

;; One node that runs all forms. Not a loop over them: the frames of nodes tell where they are.
(define (analyse-forms forms state)
  (if (null? forms)
      (constant-node (%unspecified))
      (analyse-sequence (map (lambda (form) (analyse-form form state)) forms))))

(define (analyse-form form state)
  (case (form-kind form)
    ((0)
     (let ((cell (cell-of (form-name form) state)) (value (form-value form)))
       (if (and (plain-lambda? value) (not (foreign-cell? cell)))
           (procedure-definition-node cell value state)
           (definition-node cell (analyse value '() state)))))
    ((1)
     (let ((cell (cell-of (form-name form) state)) (index (form-value form)))
       (lambda (env) (cell-set! cell (%parameter index)) (%unspecified))))
    (else (analyse (form-value form) '() state))))

;; Whether a node is a lambda of few arguments, which calls may pass by.
(define (plain-lambda? node)
  (and (lambda-node? node)
       (not (node-c node))
       (null? (cdr (node-a node)))
       (let ((clause (car (node-a node))))
         (and (not (clause-rest clause))
              (not (> (length (clause-required clause)) most-known))
              (not (record-body? (clause-body clause)))))))

(define (procedure-definition-node cell node state)
  (let* ((clause (analyse-clause (car (node-a node)) (node-b node) '() state))
         (count (%unsafe-vector-ref clause 0))
         (body (%unsafe-vector-ref clause 2))
         (make (procedure-node (%vector (node-line node) (node-column node) (node-b node)) clause)))
    (lambda (env)
      (let ((procedure (%call make env)))
        (cell-set! cell procedure)
        (cell-know! cell count procedure body)
        (%unspecified)))))

(define (definition-node cell value)
  (if (foreign-cell? cell)
      (let ((write (foreign-write cell)))
        (lambda (env) (write (%call value env)) (%unspecified)))
      (lambda (env) (cell-set! cell (%call value env)) (%unspecified))))

;; Makes a cell for every name that forms define or assign and that has none; one that is also a primitive's starts as the primitive.
(define (declare-cells! forms cells)
  (define (declare! name defined?)
    (let ((cell (cell-among name cells)))
      (cond
        ((not cell)
         (let ((primitive (primitive-entry name)))
           (add-cell! cells name (make-cell (if primitive (car primitive) (%unbound)) (plain-name name) defined?))))
        (defined? (cell-define! cell)))))
  (for-each (lambda (form) (if (form-name form) (declare! (form-name form) #t))) forms)
  (for-each (lambda (name) (declare! name #f)) (assigned-names forms)))

;; ---- scanning core --------------------------------------------------------------------------------------------

;; Calls visit on every node of the forms.
(define (walk-forms forms visit)
  (for-each (lambda (form) (if (not (eq? (form-kind form) 1)) (walk (form-value form) visit))) forms))

(define (walk node visit)
  (visit node)
  (case (node-kind node)
    ((4) (walk (node-a node) visit) (walk (node-b node) visit) (walk (node-c node) visit))
    ((5 6) (walk (node-b node) visit))
    ((7) (walk-all (node-a node) visit))
    ((8)
     (if (node-c node) (walk (node-c node) visit))
     (walk-all (map clause-body (node-a node)) visit))
    ((9 10)
     (walk-all (map cdr (node-a node)) visit)
     (walk (node-b node) visit))
    ((11)
     (walk (node-a node) visit)
     (walk-all (node-b node) visit))
    ((12) (walk-all (node-b node) visit))
    (else #f)))
(define (walk-all nodes visit) (for-each (lambda (node) (walk node visit)) nodes))

(define (assigned-names forms)
  (let ((names (list '())))
    (walk-forms forms (lambda (node) (if (eq? (node-kind node) 6) (set-car! names (cons (node-a node) (car names))))))
    (reverse (car names))))

;; Whether the program mentions anything that can change a literal.
(define (mutates? forms)
  (let ((found (list #f)))
    (walk-forms forms
                (lambda (node)
                  (if (and (memv (node-kind node) '(2 3)) (memq (node-a node) (mutator-names))) (set-car! found #t))
                  (if (eq? (node-kind node) 12) (set-car! found #t))))
    (car found)))

;; ---- entries -----------------------------------------------------------------------------------------------------

;; An expression in the program's scope, as a thunk that evaluates it. Its text begins at line `line`.
(define (prepare-entry program text line)
  (let* ((syntaxes (read-from text line)) (state (program-state program)))
    (if (null? syntaxes) (raise-syntax "the expression is empty" line 1))
    (if (pair? (cdr syntaxes)) (syntax-error-at "expected one expression" (cadr syntaxes)))
    (keep-lambda! (car syntaxes))
    (let* ((expanded (expand-program syntaxes (state-environment state) #f #f))
           (node (analyse-forms (expression-forms expanded) state)))
      (%unsafe-vector-set! program 6 (reverse (state-warnings state)))
      (lambda ()
        (set-current-program! program)
        (%call node empty-environment)))))

;; A lambda around the expression is the host's, whatever the program means by the word.
(define (keep-lambda! s)
  (if (and (list-syntax? s) (pair? (syntax-items s)) (eq? (syntax-identifier (car (syntax-items s))) 'lambda))
      (%unsafe-vector-set! (car (syntax-items s)) 1 (make-alias 'lambda (make-environment #t)))))

;; The forms that an expression expands to: a begin is taken apart.
(define (expression-forms expanded)
  (for-each
    (lambda (form)
      (if (not (eq? (form-kind form) 2))
          (raise-syntax "expected an expression, got a definition" (%unsafe-vector-ref form 1) (%unsafe-vector-ref form 2))))
    (%unsafe-vector-ref expanded 0))
  (%unsafe-vector-ref expanded 0))

;; The printed core of a text (options as for load-program).
(define (print-core text options)
  (unparse-program (expand-program (read-all text) (make-environment #t) (odd? options) (>= options 2))))
