; The model of kalman.scm for one component, with plain numbers and with the two variances as they are.
;
; f: number. q, r: variances of the process and of the observations. observations: vector of numbers.
; The state before the first observation has mean 0 and variance 1. The value is the sum of log s + e e / s.

(define (likelihood f q r observations)
  (let ((steps (vector-length observations)))
    (let loop ((k 0) (x 0.0) (p 1.0) (total 0.0))
      (if (= k steps)
          total
          (let* ((predicted (* f x))
                 (spread (+ (* f f p) q))
                 (e (- (vector-ref observations k) predicted))
                 (s (+ spread r))
                 (gain (/ spread s))
                 (rest (- 1.0 gain)))
            (loop (+ k 1)
                  (+ predicted (* gain e))
                  (+ (* rest rest spread) (* gain gain r))
                  (+ total (log s) (/ (* e e) s))))))))

; The value and the list of the derivatives by f, q and r.
(define (likelihood+gradient f q r observations)
  (call-with-values
    (lambda ()
      (value+gradient (lambda (v) (likelihood (car v) (cadr v) (caddr v) observations))
                      (list f q r)))
    list))
