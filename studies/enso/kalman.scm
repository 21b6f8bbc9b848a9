; A linear inverse model by a Kalman filter (Penland & Sardeshmukh 1995, J. Climate 8; Schweppe 1965, IEEE Trans. Inf. Theory 11):
;
;   x(k+1) = F x(k) + w,  w ~ N(0, Q)      y(k) = x(k) + v,  v ~ N(0, R)      mean 0 and covariance I before the first step
;
; f: D x D tensor. l: D x D tensor with Q = L L' + 1e-4 I, L its lower triangle; what is above the diagonal is not read.
; r: number with R = (softplus(r) + 1e-4) I. observations: T x D tensor, one row a step.
; A likelihood here is the sum over the steps of log det S + e' S^-1 e, with e the innovation and S its covariance: minus twice the
; logarithm of the likelihood but for T D log(2 pi).

(define least-variance 1e-4)

; log(1 + exp(x)), which does not overflow.
(define (softplus x)
  (if (> x 0.0)
      (+ x (log1p (exp (- x))))
      (log1p (exp x))))

(define (process-covariance l identity)
  (let ((factor (tril l)))
    (+ (matmul factor (transpose factor)) (* least-variance identity))))

; What an observation changes. A correction is made once from R = variance I; then, from the predicted covariance and the innovation of
; a step, it answers three values: what the mean gains, the covariance after the observation, and the step's term of the sum.

; (I - K) P (I - K)' + K R K' (Bucy & Joseph 1968): a small error of K is not an error of the covariance to first order, and the
; covariance stays symmetric. K' = S^-1 P comes from the Cholesky factor of S.
(define (joseph-form variance identity)
  (let ((noise (* variance identity)))
    (lambda (p e)
      (let* ((factor (cholesky (+ p noise)))
             (whitened (triangular-solve factor e))
             (gain-transposed (triangular-solve factor (triangular-solve factor p) 'lower #t))
             (gain (transpose gain-transposed))
             (rest (- identity gain)))
        (values (matvec gain e)
                (+ (matmul (matmul rest p) (transpose rest))
                   (* variance (matmul gain gain-transposed)))
                (+ (* 2.0 (sum (log (diag factor)))) (dot whitened whitened)))))))

; (I - K) P with an inverse of S: fewer operations, and nothing that keeps the covariance symmetric.
(define (plain-form variance identity)
  (let ((noise (* variance identity)))
    (lambda (p e)
      (let* ((s (+ p noise))
             (inverse (inv s))
             (gain (matmul p inverse)))
        (values (matvec gain e)
                (matmul (- identity gain) p)
                (+ (logdet s) (dot e (matvec inverse e))))))))

; Runs through the observations; `note` folds the means after the observations and the terms of the sum.
(define (run form f l r observations note start)
  (let* ((size (car (tensor-shape f)))
         (steps (car (tensor-shape observations)))
         (identity (eye size))
         (correct (form (+ (softplus r) least-variance) identity))
         (q (process-covariance l identity))
         (f-transposed (transpose f)))
    (let loop ((k 0) (x (zeros size)) (p identity) (noted start))
      (if (= k steps)
          noted
          (let ((predicted (matvec f x)))
            (receive (change covariance term)
                (correct (+ (matmul (matmul f p) f-transposed) q)
                         (- (tensor-ref observations k) predicted))
              (let ((mean (+ predicted change)))
                (loop (+ k 1) mean covariance (note noted mean term)))))))))

(define (add-term total mean term) (+ total term))

(define (likelihood f l r observations)
  (run joseph-form f l r observations add-term 0.0))

(define (likelihood-plain f l r observations)
  (run plain-form f l r observations add-term 0.0))

; The means after each observation: a T x D tensor.
(define (filter f l r observations)
  (stack (reverse (run joseph-form f l r observations (lambda (means mean term) (cons mean means)) '()))))

; A likelihood and the list of its derivatives by f, l and r.
(define (with-gradient likelihood f l r observations)
  (call-with-values
    (lambda ()
      (value+gradient (lambda (v) (likelihood (car v) (cadr v) (caddr v) observations))
                      (list f l r)))
    list))

(define (likelihood+gradient f l r observations)
  (with-gradient likelihood f l r observations))

(define (likelihood-plain+gradient f l r observations)
  (with-gradient likelihood-plain f l r observations))
