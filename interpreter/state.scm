;; The interpreter's lasting state; last of its files, so that everything it needs is defined.

(define literal-marker (list 'literal))
(define empty-environment (vector #f))
(define special-table (make-special-table))
(define procedures (procedure-vector))
(define primitive-table (make-primitive-table))
(define internal-primitives (make-internal-primitives))
