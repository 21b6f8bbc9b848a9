; Maximum likelihood by plain gradient ascent: 1000 steps of 0.1 times the gradient, from probabilities of one half.

(define observed '(0 1 2 2))

; The probability of all observations, given a distribution: an association list from values to probabilities.
(define (likelihood-of distribution)
  (fold (lambda (value product)
          (let ((entry (assv value distribution)))
            (* product (if entry (cdr entry) 0.0))))
        1.0 observed))

(define (ascend likelihood gradient-of)
  (do ((i 0 (+ i 1))
       (p (list 0.5 0.5) (move p 0.1 (gradient-of likelihood p))))
      ((= i 1000) p)))

; Adds a probability to that of a value.
(define (add-to distribution value probability)
  (cond ((null? distribution) (list (cons value probability)))
        ((equal? value (caar distribution))
         (cons (cons value (+ probability (cdar distribution))) (cdr distribution)))
        (else (cons (car distribution) (add-to (cdr distribution) value probability)))))
