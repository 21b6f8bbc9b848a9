;; Dynamic state: handlers, winders and parameterizations; continuations that restore it (R7RS 4.2.6, 6.10, 6.11).
;; The state is () or an immutable vector #(signal handlers winders parameters): changing it makes another, which a prompt keeps in force
;; while a thunk runs. `signal` is what the runtime calls with a failure; handlers are procedures or, for guard, entries
;; #(dynamic condition reraise else?); winders are #(before after outer-dynamic); parameters is an alist from cells to values.
;; Invariant: a continuation restores the state that it was captured in, after the winders' befores and afters have run.

(define (dynamic-part index)
  (let ((d (%dynamic)))
    (if (null? d) '() (%unsafe-vector-ref d index))))
(define (winders-of d) (if (null? d) '() (%unsafe-vector-ref d 2)))

(define (with-handlers handlers)
  (%vector signal handlers (dynamic-part 2) (dynamic-part 3)))

;; ---- exceptions ---------------------------------------------------------------------------------------------------------

(define (with-exception-handler handler thunk)
  (if (procedure? handler)
      (%prompt (with-handlers (cons handler (dynamic-part 1))) thunk)
      (%raise-expected 'with-exception-handler 'procedure handler)))

(define (raise obj) (signal obj #f))
(define (raise-continuable obj) (signal obj #t))
(define (error message . irritants) (signal (%condition message irritants) #f))

(define (signal obj continuable)
  (let ((handlers (dynamic-part 1)))
    (if (null? handlers)
        (%raise-uncaught obj)
        (let ((outer (with-handlers (cdr handlers))) (handler (car handlers)))
          (if (procedure? handler)
              (let ((value (%prompt outer (lambda () (handler obj)))))
                (if continuable
                    value
                    (%prompt outer (lambda () (error "a handler returned from a non-continuable exception" obj)))))
              (end-guard handler obj outer continuable))))))

;; ---- guard ----------------------------------------------------------------------------------------------------------------

;; `handle` takes the condition and a procedure that raises it again, for the case that no clause applies.
(define (%guard thunk handle else?)
  (let* ((entry (%vector #f #f #f else?))
         (dynamic (with-handlers (cons entry (dynamic-part 1)))))
    (%unsafe-vector-set! entry 0 dynamic)
    (let ((result (%prompt dynamic thunk)))
      (if (eq? result entry)
          (handle (%unsafe-vector-ref entry 1) (%unsafe-vector-ref entry 2))
          result))))

(define (end-guard entry obj outer continuable)
  (define (end)
    (%unsafe-vector-set! entry 1 obj)
    (rewind (winders-of (%unsafe-vector-ref entry 0)))
    (%escape (%unsafe-vector-ref entry 0) entry))
  (if (%unsafe-vector-ref entry 3)
      (end)
      ;; The clauses may send the condition back to where it was raised, to the handlers around the guard.
      ((call-with-current-continuation
         (lambda (k)
           (%unsafe-vector-set! entry 2 (lambda () (k (lambda () (%prompt outer (lambda () (signal obj continuable)))))))
           (end))))))

;; ---- winders and continuations ----------------------------------------------------------------------------------------------

(define (dynamic-wind before thunk after)
  (before)
  (let* ((outer (%dynamic))
         (winders (cons (%vector before after outer) (winders-of outer)))
         (value (%prompt (%vector signal (dynamic-part 1) winders (dynamic-part 3)) thunk)))
    (after)
    value))

;; Leaves and enters winders until `to` are those in force.
(define (rewind to)
  (let ((from (winders-of (%dynamic))))
    (if (not (eq? from to))
        (let ((common (common-tail from (%length from) to (%length to))))
          (leave-winders from common)
          (enter-winders to common)))))

(define (common-tail a m b n)
  (cond
    ((eq? a b) a)
    ((%number< m n) (common-tail a m (cdr b) (- n 1)))
    ((%number< n m) (common-tail (cdr a) (- m 1) b n))
    (else (common-tail (cdr a) (- m 1) (cdr b) (- n 1)))))

(define (leave-winders from common)
  (if (not (eq? from common))
      (begin
        (%set-dynamic! (%unsafe-vector-ref (car from) 2))
        ((%unsafe-vector-ref (car from) 1))
        (leave-winders (cdr from) common))))

(define (enter-winders to common)
  (if (not (eq? to common))
      (begin
        (enter-winders (cdr to) common)
        (%set-dynamic! (%unsafe-vector-ref (car to) 2))
        ((%unsafe-vector-ref (car to) 0)))))

(define (call-with-current-continuation f)
  (%call/cc (lambda (stack) (f (continuation stack (%dynamic))))))

(define (continuation stack dynamic)
  (define (continue value)
    (rewind (winders-of dynamic))
    (%throw stack value dynamic))
  (case-lambda
    ((value) (continue value))
    (all (continue (%apply values all)))))

;; ---- several values -----------------------------------------------------------------------------------------------------------

(define (call-with-values producer consumer)
  (let ((v (producer)))
    (if (%values? v)
        (%apply consumer (%values-tail v 0))
        (consumer v))))

;; ---- parameters ----------------------------------------------------------------------------------------------------------------

(define make-parameter
  (case-lambda
    ((value) (parameter (list value) #f))
    ((value convert) (parameter (list (convert value)) convert))))

;; Called with the default object, which no program can name, it answers what parameterize binds.
(define (parameter cell convert)
  (case-lambda
    (() (parameter-value cell))
    ((key value) (if (%default? key) (cons cell (if convert (convert value) value)) (%raise-arity (%vector 0 0 'parameter) 0 0 2)))))

(define (parameter-value cell)
  (let loop ((rest (dynamic-part 3)))
    (cond
      ((null? rest) (car cell))
      ((eq? (caar rest) cell) (cdar rest))
      (else (loop (cdr rest))))))

(define (parameter? obj)
  (if (procedure? obj)
      (or (%same-code? obj (parameter #f #f))
          (eq? obj current-output-port)
          (eq? obj current-input-port)
          (eq? obj current-error-port))
      #f))

;; `bindings`: pairs of a parameter and the value to convert.
(define (%parameterize bindings thunk)
  (let loop ((rest bindings) (parameters (dynamic-part 3)))
    (if (null? rest)
        (%prompt (%vector signal (dynamic-part 1) (dynamic-part 2) parameters) thunk)
        (if (parameter? (caar rest))
            (loop (cdr rest) (cons ((caar rest) (%default) (cdar rest)) parameters))
            (%raise-expected 'parameterize 'parameter (caar rest))))))

;; ---- promises: a record of a shared box (forced? . value or thunk) -------------------------------------------------------------

(define (promise? obj) (%record? obj 1))
(define (make-promise obj) (if (promise? obj) obj (%record 1 (cons #t obj))))
(define (%make-promise-lazy thunk) (%record 1 (cons #f thunk)))
(define (%make-promise-delayed thunk) (%record 1 (cons #f (lambda () (%record 1 (cons #t (thunk)))))))

(define (force obj)
  (if (promise? obj)
      (let loop ((box (%unsafe-vector-ref obj 1)))
        (if (car box)
            (cdr box)
            (let ((next ((cdr box))) (box (%unsafe-vector-ref obj 1)))
              (cond
                ((car box) (cdr box))
                ((promise? next)
                 (let ((other (%unsafe-vector-ref next 1)))
                   (set-car! box (car other))
                   (set-cdr! box (cdr other))
                   (%unsafe-vector-set! next 1 box)
                   (loop box)))
                (else (%raise-expected 'force 'promise next))))))
      obj))

;; ---- error objects ---------------------------------------------------------------------------------------------------------------

(define (error-object? obj) (%record? obj 2))
(define (error-object-part who obj index)
  (if (%record? obj 2)
      (%unsafe-vector-ref obj index)
      (%raise-expected who 'error-object obj)))
(define (error-object-message condition) (error-object-part 'error-object-message condition 2))
(define (error-object-irritants condition) (error-object-part 'error-object-irritants condition 3))
(define (condition/report-string condition)
  (let loop ((rest (error-object-part 'condition/report-string condition 3)) (parts '()))
    (if (pair? rest)
        (loop (cdr rest) (cons (%printed (car rest) 3) (cons " " parts)))
        (let ((message (error-object-message condition)))
          (%concatenate (cons (if (string? message) message (%printed message 3)) (append-reverse parts '())))))))
(define (read-error? obj) (if (%record? obj 2) (eq? (%unsafe-vector-ref obj 1) 14) #f))
(define (file-error? obj) #f)

;; ---- the end of a program -----------------------------------------------------------------------------------------------------------

(define exit
  (case-lambda
    (() (exit #t))
    ((obj) (rewind '()) (emergency-exit obj))))
(define emergency-exit
  (case-lambda
    (() (%exit #t))
    ((obj) (%exit obj))))
