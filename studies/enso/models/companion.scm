; S4: the first component follows its own last value and the second component (a1, a2); every other component is the one before it, a
; month later. That is the published structure; on principal components, which are no delays of one another, it says little.
; theta: a1, a2, L, r.
(define (structure theta size)
  (let ((first-row (concat (part theta 0 2) (zeros (- size 2))))
        (first-column (tensor-tabulate (lambda (i) (if (= i 0) 1.0 0.0)) size)))
    (values (eye size)
            (list (+ (diag (ones (- size 1)) -1) (outer first-column first-row)))
            (free-noise theta 2 size))))
