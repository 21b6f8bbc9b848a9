; The likelihood of a linear inverse model by a Kalman filter, for any structure (Penland & Sardeshmukh 1995, J. Climate 8; Schweppe 1965,
; IEEE Trans. Inf. Theory 11). One of the other files of this folder goes before it and defines
;
;   (structure theta size) -> the covariance of the state one month before the first observation; a list of matrices F; Q
;
;   x(k+1) = F x(k) + w,  w ~ N(0, Q)      y(k) = x(k) + v,  v ~ N(0, R)      R = (softplus(r) + 1e-4) I, r the last element of theta
;
; theta: all parameters in one vector (tensor). observations: T x D tensor, one row a month. first: month of the year of its first row, 0
; for January. With one matrix F it holds always; with twelve, the first of them leads from January to February.

(define least-variance 1e-4)
(define log-two-pi 1.8378770664093453)

; log(1 + exp(x)), which does not overflow.
(define (softplus x)
  (if (> x 0.0)
      (+ x (log1p (exp (- x))))
      (log1p (exp x))))

(define (part theta start count)
  (tensor-slice theta (list start (+ start count))))

(define (square-part theta start size)
  (reshape (part theta start (* size size)) size size))

; A lower triangle that theta has row by row from `start`: rows of full length are cut out, and what they have too much is dropped.
(define (lower-part theta start size)
  (let* ((count (quotient (* size (+ size 1)) 2))
         (padded (concat (part theta start count) (zeros size))))
    (tril (stack (map (lambda (i) (part padded (quotient (* i (+ i 1)) 2) size)) (iota size))))))

; L L' + 1e-4 I: the Q of all structures but the stable one.
(define (free-noise theta start size)
  (let ((factor (lower-part theta start size)))
    (+ (matmul factor (transpose factor)) (* least-variance (eye size)))))

(define (innovation-factor s k)
  (guard (failure
          (#t (error "the covariance of the innovation is not positive definite at step"
                     k
                     (condition/report-string failure))))
    (cholesky s)))

; What an observation changes, from the predicted covariance and the innovation of step k: what the mean gains, the covariance after it, and
; the step's term log det S + e' S^-1 e. (I - K) P (I - K)' + K R K' (Bucy & Joseph 1968) with K' = S^-1 P by the Cholesky factor of S: the
; covariance stays symmetric, and a small error of K is none of it to first order.
(define (correction variance identity)
  (let ((noise (* variance identity)))
    (lambda (p e k)
      (let* ((factor (innovation-factor (+ p noise) k))
             (whitened (triangular-solve factor e))
             (gain-transposed (triangular-solve factor (triangular-solve factor p) 'lower #t))
             (gain (transpose gain-transposed))
             (rest (- identity gain)))
        (values (matvec gain e)
                (+ (matmul (matmul rest p) (transpose rest))
                   (* variance (matmul gain gain-transposed)))
                (+ (* 2.0 (sum (log (diag factor)))) (dot whitened whitened)))))))

; Runs through the observations; `note` folds the means after the observations and the terms.
(define (run theta observations first note start)
  (let* ((steps (car (tensor-shape observations)))
         (size (cadr (tensor-shape observations)))
         (identity (eye size))
         (correct (correction (+ (softplus (tensor-ref theta -1)) least-variance) identity)))
    (receive (p0 matrices q) (structure theta size)
      (let ((year (map (lambda (f) (cons f (transpose f))) matrices)))
        (let loop ((k 0)
                   (x (zeros size))
                   (p p0)
                   (coming (list-tail year (modulo (+ (exact first) 11) (length year))))
                   (noted start))
          (if (= k steps)
              noted
              (let* ((f (caar coming))
                     (predicted (matvec f x)))
                (receive (change covariance term)
                    (correct (+ (matmul (matmul f p) (cdar coming)) q)
                             (- (tensor-ref observations k) predicted)
                             k)
                  (let ((mean (+ predicted change)))
                    (loop (+ k 1)
                          mean
                          covariance
                          (if (null? (cdr coming)) year (cdr coming))
                          (note noted mean term)))))))))))

; Minus the logarithm of the likelihood, with all its constants.
(define (negative-log-likelihood theta observations first)
  (* 0.5
     (+ (run theta observations first (lambda (total mean term) (+ total term)) 0.0)
        (* (tensor-size observations) log-two-pi))))

; The value, and the derivatives in one vector.
(define (value-and-gradient theta observations first)
  (receive (value derivatives)
      (value+gradient (lambda (at) (negative-log-likelihood at observations first)) theta)
    (list value derivatives)))

; The means after each observation: a T x D tensor.
(define (filtered theta observations first)
  (stack (reverse (run theta observations first (lambda (means mean term) (cons mean means)) '()))))

; The matrices F: an n x D x D tensor, n 1 or 12.
(define (transitions theta size)
  (receive (p0 matrices q) (structure theta (exact size))
    (stack matrices)))

; Q, and the variance of an observation.
(define (noises theta size)
  (receive (p0 matrices q) (structure theta (exact size))
    (list q (+ (softplus (tensor-ref theta -1)) least-variance))))
