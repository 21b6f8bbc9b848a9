; Gradient descent as in the benchmarks of Pearlmutter & Siskind (2008): the step, at first 1e-5, doubles after ten successes and halves
; after a failure. It ends where the slope, or the next step, is at most 1e-5.

(define (argmin f start gradient-of)
  (let descend ((x start) (fx (f start)) (slope (gradient-of f start)) (step 1e-5) (successes 0))
    (cond ((<= (norm slope) 1e-5) x)
          ((= successes 10) (descend x fx slope (* 2.0 step) 0))
          (else
           (let ((next (move x (- step) slope)))
             (if (<= (distance x next) 1e-5)
                 x
                 (let ((fnext (f next)))
                   (if (< fnext fx)
                       (descend next fnext (gradient-of f next) step (+ successes 1))
                       (descend x fx slope (/ step 2.0) 0)))))))))

(define (argmax f start gradient-of)
  (argmin (lambda (x) (- (f x))) start gradient-of))
