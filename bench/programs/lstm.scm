; A recurrent cell as ADBench has it (elementwise weights), one unit: gates by the input or by the state before, then the error of the state
; as a forecast of the next input, squared and summed over the sequence.
(define-parameter wf 0.5)
(define-parameter bf 0.2)
(define-parameter wi 0.7)
(define-parameter bi -0.1)
(define-parameter wo 0.4)
(define-parameter bo 0.3)
(define-parameter wc 0.9)
(define-parameter bc 0.15)

(define (sigmoid x) (/ 1.0 (+ 1.0 (exp (- x)))))

(define (loss xs)
  (let ((n (- (vector-length xs) 1)))
    (let loop ((i 0) (hidden 0.0) (cell 0.0) (sum 0.0))
      (if (= i n)
          sum
          (let* ((x (vector-ref xs i))
                 (forget (sigmoid (+ (* x wf) bf)))
                 (in (sigmoid (+ (* hidden wi) bi)))
                 (out (sigmoid (+ (* x wo) bo)))
                 (change (tanh (+ (* hidden wc) bc)))
                 (next-cell (+ (* cell forget) (* in change)))
                 (next-hidden (* out (tanh next-cell)))
                 (miss (- next-hidden (vector-ref xs (+ i 1)))))
            (loop (+ i 1) next-hidden next-cell (+ sum (* miss miss))))))))
