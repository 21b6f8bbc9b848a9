;;; case: a feature
;; value: yes
(cond-expand (r7rs 'yes) (else 'no))

;;; case: else
;; value: other
(cond-expand (no-such-feature 'some) (else 'other))

;;; case: and, or, not
;; value: (1 2 3 4)
(list (cond-expand ((and r7rs full-unicode) 1) (else 0))
      (cond-expand ((or no-such r7rs) 2) (else 0))
      (cond-expand ((not no-such) 3) (else 0))
      (cond-expand ((and) (cond-expand ((or) 0) (else 4)))))

;;; case: libraries
;; value: (base none)
(list (cond-expand ((library (scheme base)) 'base) (else 'none))
      (cond-expand ((library (no such library)) 'some) (else 'none)))

;;; case: definitions
;; value: (1 2)
(cond-expand
  (no-such (define a 0))
  (r7rs (define a 1) (define b 2)))
(list a b)

;;; case: definitions in a body
;; value: 3
(define (f)
  (cond-expand (r7rs (define a 1)) (else (define a 2)))
  (define b 2)
  (+ a b))
(f)

;;; case: the clause that is not taken may hold anything
;; value: 1
(cond-expand (no-such (if) (lambda)) (else 1))

;;; case: several expressions
;; value: 2
(+ 1 (cond-expand (r7rs 5 1)))

;;; case: nothing in the clause
;; value: 1
(cond-expand (r7rs) (else (car 5)))
1

;;; case: no clause applies
;; error: syntax 1:1
(cond-expand (no-such 1))

;;; case: malformed
;; error: syntax 1:1
(cond-expand ((both a b) 1))

;;; case: else is not last
;; error: syntax 1:1
(cond-expand (else 1) (r7rs 2))
