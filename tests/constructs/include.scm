;;; case: there are no files
;; error: syntax 1:1
(include "definitions.scm")

;;; case: in a body
;; error: syntax 2:3
(define (f)
  (include-ci "definitions.scm")
  1)
