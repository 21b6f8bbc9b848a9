;; eval in a compiled program: the interaction environment holds the program's own variables, which the compiler keeps where they can be
;; found by name when a program mentions it (compiler/resolve.ts), and the macros of its top level.
;; Invariant: what is defined here takes the place of the definition in interpreter/eval.scm.

(define compiled-program (list #f))
(define (running-program)
  (if (not (car compiled-program)) (set-car! compiled-program (make-compiled-program)))
  (car compiled-program))

(define (make-compiled-program)
  (let* ((state (make-state #f (make-environment #t))) (program (%vector #f '() '() 0 0 '() '() state)))
    (let loop ((i (- (%global-count) 1)))
      (if (>= i 0)
          (let ((name (%global-name i)))
            (add-cell! (state-cells state) name
                       (make-foreign-cell (lambda () (%global-ref i)) (lambda (value) (%global-set! i value)) name))
            (loop (- i 1)))))
    (for-each (lambda (datum) (prepare-datum (datum->syntax datum 0 0) program)) (%program-syntax))
    program))
