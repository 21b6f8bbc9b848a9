;; Sessions: a program that is entered form by form. A session is a program (program.scm) of which nothing is left to run, with five words
;; more: #(… state expander pending kept undo changes?). pending: forms that have been read and not run; kept: what a derivative, which is
;; that of the whole program, runs again, latest first; undo: what the running form had found, or #f; changes?: whether any form so far
;; mentions what can change anything.
;; Invariant: a form that fails, or is given up, leaves macros, imports, libraries and parameters as they were once undo-form has been called,
;; which the next form does in any case.

(define (open-session)
  (let* ((environment (make-environment #t))
         (session (%vector #f '() (%make-values '() 0) 0 1 '() '() (make-state #t environment) (make-expander environment #f) '() '()
                           #f #f)))
    (%unsafe-vector-set! session 0 (lambda () (run-again session)))
    session))

;; What a host calls with is looked at: a vector that is too short would be written beyond its end.
(define (check-session session) (vector-ref session 12))

(define (session-expander session) (%unsafe-vector-ref session 8))
(define (session-parameters session) (%unsafe-vector-ref session 5))
(define (session-environment session) (state-environment (program-state session)))

;; ---- forms ---------------------------------------------------------------------------------------------------

;; Reads a text whose first line counts as `line`; answers how many forms wait to be run by next-form. A text that cannot be read as a
;; whole is not run at all.
(define (read-forms session text line)
  (check-session session)
  (let ((forms (read-from text line)))
    (%unsafe-vector-set! session 9 forms)
    (length forms)))

;; The next form as a thunk, which answers the printed forms of its values; unspecified ones are left out.
(define (next-form session)
  (check-session session)
  (let* ((pending (%unsafe-vector-ref session 9)) (s (car pending)))
    (%unsafe-vector-set! session 9 (cdr pending))
    (begin-form! session)
    (let* ((expanded (expand-more session (list s)))
           (forms (%unsafe-vector-ref expanded 0))
           (replaced (replaced-primitives forms (program-state session)))
           (run (prepare-forms session forms))
           (constants (state-constants (program-state session)))
           (kept (list #f)))
      (add-parameters! session (%unsafe-vector-ref expanded 1))
      (%unsafe-vector-set! session 6 replaced)
      (if (changing? forms) (%unsafe-vector-set! session 12 #t))
      (if (not (lasting? session forms)) (set-car! kept #t))
      (lambda ()
        (set-current-program! session)
        (call-with-values run
                          (lambda results
                            (%unsafe-vector-set! session 11 #f)
                            ;; A continuation may bring it back.
                            (if (not (car kept))
                                (begin
                                  (set-car! kept #t)
                                  (set-program-cells! session (append (map car constants) (program-cells session)))
                                  (%unsafe-vector-set! session 10 (cons run (%unsafe-vector-ref session 10)))))
                            (flat-map (lambda (value) (if (eq? value (%unspecified)) '() (list (%printed value 3))))
                                      results)))))))

;; Runs everything again that was kept. What it displays has been seen; the port holds no more than one form's.
(define (run-again session)
  (let ((port (open-output-string)))
    (set-current-program! session)
    (parameterize ((current-output-port port) (current-error-port port))
      (for-each (lambda (run) (run) (%unsafe-vector-set! port 4 0)) (reverse (%unsafe-vector-ref session 10))))))

(define (expand-more session syntaxes)
  (expand-forms (session-expander session) syntaxes (session-environment session)
                (scan-parameters syntaxes #f (length (session-parameters session)))))

;; A thunk that runs forms, with constants of its own. What nothing defines yet may be defined by a later form: it has a cell, and no warning.
(define (prepare-forms session forms)
  (let ((state (program-state session)))
    (adding-cells! session (lambda (cells) (declare-cells! forms cells) (declare-mentioned! forms cells)))
    (set-state-constants! state '())
    (let* ((node (analyse-forms forms state)) (constants (state-constants state)))
      (set-state-warnings! state '())
      (lambda ()
        (for-each (lambda (c) (cell-set! (car c) (fresh-constant (cdr c)))) constants)
        (%call node empty-environment)))))

(define (declare-mentioned! forms cells)
  (walk-forms forms
              (lambda (node)
                (if (eq? (node-kind node) 2)
                    (let ((name (node-a node)))
                      (if (not (or (cell-among name cells) (primitive-entry name)))
                          (add-cell! cells name (make-cell (%unbound) (plain-name name) #f))))))))

(define (add-parameters! session new)
  (if (pair? new)
      (let* ((parameters (append (session-parameters session) new)) (count (length parameters)))
        (%unsafe-vector-set! session 2 (%make-values (map (lambda (p) (vector-ref p 4)) parameters) count))
        (%unsafe-vector-set! session 3 count)
        (%unsafe-vector-set! session 5 parameters))))

;; Warnings of primitives that get another meaning: what was analysed before goes on to mean the primitive.
(define (replaced-primitives forms state)
  (flat-map (lambda (form)
              (let ((name (form-name form)))
                (if (and name (primitive-entry name) (not (cell-of name state)))
                    (list (%vector (%unsafe-vector-ref form 1) (%unsafe-vector-ref form 2)
                                   (string-append (symbol->string name)
                                                  " is a procedure of the language: what was entered before goes on to use that one")))
                    '())))
            forms))

;; ---- what is kept ----------------------------------------------------------------------------------------------

;; Whether a form must be run again for a later one to find what it finds now: it defines something, or something was there to change.
(define (lasting? session forms)
  (or (%unsafe-vector-ref session 12)
      (let loop ((rest forms))
        (and (pair? rest)
             (or (form-name (car rest)) (loop (cdr rest)))))))

;; Whether forms mention what can change an object or a variable. Until some form does, no expression has an effect that lasts.
(define (changing? forms)
  (let ((found (list #f)))
    (walk-forms forms
                (lambda (node)
                  (if (or (memv (node-kind node) '(5 6 12))
                          (and (memv (node-kind node) '(2 3)) (symbol? (node-a node)) (changing-name? (symbol->string (node-a node)))))
                      (set-car! found #t))))
    (car found)))
(define (changing-name? name)
  (or (string-index name #\!) (string=? name "eval") (string-prefix? "open-" name) (string-prefix? "random" name)))

;; ---- forms that fail ---------------------------------------------------------------------------------------------

;; Notes what a form finds.
(define (begin-form! session)
  (undo-form session)
  (let ((e (session-environment session)) (libraries (car (expander-libraries (session-expander session)))))
    (%unsafe-vector-set! session 11
      (%vector (vector-copy (%unsafe-vector-ref e 0)) libraries (map (lambda (l) (%unsafe-vector-ref l 4)) libraries)
               (%unsafe-vector-ref session 2) (%unsafe-vector-ref session 3) (session-parameters session)))))
;; Undoes what a form has bound that did not end; nothing otherwise.
(define (undo-form session)
  (check-session session)
  (let ((found (%unsafe-vector-ref session 11)))
    (if found
        (begin
          (%unsafe-vector-set! (session-environment session) 0 (%unsafe-vector-ref found 0))
          (set-car! (expander-libraries (session-expander session)) (%unsafe-vector-ref found 1))
          (for-each (lambda (l running?) (%unsafe-vector-set! l 4 running?)) (%unsafe-vector-ref found 1) (%unsafe-vector-ref found 2))
          (%unsafe-vector-set! session 2 (%unsafe-vector-ref found 3))
          (%unsafe-vector-set! session 3 (%unsafe-vector-ref found 4))
          (%unsafe-vector-set! session 5 (%unsafe-vector-ref found 5))
          (%unsafe-vector-set! session 11 #f)))))

;; ---- expressions that are not entered ------------------------------------------------------------------------------

;; One expression in the session's scope, as a thunk that evaluates it: for derivatives.
(define (session-expression session text line)
  (check-session session)
  (let ((syntaxes (read-from text line)))
    (if (null? syntaxes) (raise-syntax "the expression is empty" line 1))
    (if (pair? (cdr syntaxes)) (syntax-error-at "expected one expression" (cadr syntaxes)))
    (begin-form! session)
    (let* ((expanded (expand-more session syntaxes)) (run (prepare-forms session (expression-forms expanded))))
      (undo-form session)
      (lambda ()
        (set-current-program! session)
        (run)))))

;; The printed core of a text in the session's scope; nothing of it is entered.
(define (session-core session text line)
  (check-session session)
  (let ((syntaxes (read-from text line)))
    (begin-form! session)
    (let ((printed (unparse-program (expand-more session syntaxes))))
      (undo-form session)
      printed)))
