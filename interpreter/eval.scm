;; Evaluation of data (R7RS 6.12). An environment is a record of type 5, #(5 program), with such a vector as load-program makes.
;; What eval defines in the interaction environment is a variable of the running program until the evaluation ends; code that was analysed
;; before goes on to mean a primitive by its name.

(define current-program (list #f))
(define (set-current-program! program) (set-car! current-program program))
;; The program whose variables make the interaction environment. In a compiled program: library/eval.scm.
(define (running-program) (car current-program))

;; An evaluation of a whole program begins: what eval bound in an earlier one is gone.
(define (begin-program! program)
  (set-current-program! program)
  (restore-environment! (state-environment (program-state program))))

(define eval
  (case-lambda
    ((datum) (eval datum (interaction-environment)))
    ((datum environment)
     (if (not (%record? environment 5)) (%raise-expected 'eval 'environment environment))
     (let* ((place (%call-site))
            (node (prepare-datum (datum->syntax datum (car place) (cdr place)) (%unsafe-vector-ref environment 1))))
       (%call node empty-environment)))))

;; The node that evaluates a form in a program.
(define (prepare-datum s program)
  (let* ((state (program-state program))
         (warnings (state-warnings state))
         (mutates? (state-mutates? state)))
    (keep-environment! (state-environment state))
    (let* ((expanded (expand-program (list s) (state-environment state) #f #f))
           (forms (%unsafe-vector-ref expanded 0)))
      (if (pair? (%unsafe-vector-ref expanded 1))
          (syntax-error-at "eval makes no parameters: define-parameter belongs into the text of the program" s))
      (declare-more! forms program)
      ;; Its constants are the datum's own parts, which nobody makes afresh.
      (set-state-mutates! state #f)
      (let ((node (analyse-forms forms state)))
        (set-state-mutates! state mutates?)
        (set-state-warnings! state warnings)
        node))))

;; Makes the cells of forms that a program did not begin with.
(define (declare-more! forms program)
  (adding-cells! program (lambda (cells) (declare-cells! forms cells))))

;; Calls add! with a program's cells; those that it adds are the program's.
(define (adding-cells! program add!)
  (let* ((cells (state-cells (program-state program))) (before (cells-list cells)))
    (add! cells)
    (let loop ((new (cells-list cells)))
      (if (not (eq? new before))
          (begin
            (set-program-cells! program (cons (car new) (program-cells program)))
            (loop (cdr new)))))))

;; Syntax from a datum, all of it at one place.
(define (datum->syntax datum line column)
  (define (convert datum)
    (cond
      ((or (pair? datum) (null? datum))
       (let loop ((rest datum) (items '()))
         (cond
           ((pair? rest) (loop (cdr rest) (cons (convert (car rest)) items)))
           ((null? rest) (syntax-of-datum 1 (reverse items) line column #f datum))
           (else (syntax-of-datum 1 (reverse items) line column (convert rest) datum)))))
      ((vector? datum) (syntax-of-datum 2 (map convert (vector->list datum)) line column #f datum))
      (else (make-atom datum line column))))
  (convert datum))

;; ---- environments --------------------------------------------------------------------------------------------

(define (environment? obj) (%record? obj 5))
(define (interaction-environment) (%record 5 (running-program)))

(define (environment . sets)
  (let ((e (make-environment #f)) (place (%call-site)))
    (bind-imports! (make-expander e #f) (datum->syntax (cons 'import sets) (car place) (cdr place)) e)
    (environment-of e)))
(define (environment-of e) (%record 5 (%vector #f '() '() 0 0 '() '() (make-state #f e))))

(define (scheme-report-environment version)
  (check-version 'scheme-report-environment version)
  (if (eqv? version 7) (environment-of (make-environment #t)) (environment '(scheme r5rs))))
;; Only the special forms.
(define (null-environment version)
  (check-version 'null-environment version)
  (let ((e (make-environment #f)))
    (for-each (lambda (entry) (environment-bind! (car entry) entry e)) (special-forms))
    (environment-of e)))
(define (check-version who version)
  (if (not (memv version '(5 7))) (%raise-expected who 'version version)))

;; What an environment held before the first eval of an evaluation is kept in it, and restored before the next one.
(define (keep-environment! e)
  (if (not (%unsafe-vector-ref e 3))
      (%unsafe-vector-set! e 3 (cons (vector-copy (%unsafe-vector-ref e 0)) (%unsafe-vector-ref e 2)))))
(define (restore-environment! e)
  (let ((kept (%unsafe-vector-ref e 3)))
    (if kept
        (begin
          (%unsafe-vector-set! e 0 (vector-copy (car kept)))
          (%unsafe-vector-set! e 2 (cdr kept))))))
