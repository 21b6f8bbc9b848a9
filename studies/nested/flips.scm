; A probabilistic lambda calculus: the value of an expression is a distribution over values. (flip i) is true with the probability of
; index i. Procedures are closures that answer distributions. After Pearlmutter & Siskind (2008), section on probabilistic programs.

(define (certain value) (list (cons value 1.0)))

; The distribution of (f value) for a value drawn from a distribution.
(define (bind distribution f)
  (fold-left
    (lambda (total outcome)
      (fold-left (lambda (total inner) (add-to total (car inner) (* (cdr outcome) (cdr inner))))
                 total
                 (f (car outcome))))
    '() distribution))

(define (evaluate e env p)
  (cond ((symbol? e) (certain (cdr (assq e env))))
        ((not (pair? e)) (certain e))
        (else
         (case (car e)
           ((flip) (let ((chance (list-ref p (cadr e))))
                     (list (cons #t chance) (cons #f (- 1.0 chance)))))
           ((if) (bind (evaluate (cadr e) env p)
                       (lambda (test) (evaluate (if test (caddr e) (cadddr e)) env p))))
           ((lambda) (certain (lambda arguments
                                (evaluate (caddr e) (append (map cons (cadr e) arguments) env) p))))
           (else (evaluate-call e '() env p))))))

; Operator and operands one after the other; then the call.
(define (evaluate-call rest values env p)
  (if (null? rest)
      (let ((values (reverse values)))
        (apply (car values) (cdr values)))
      (bind (evaluate (car rest) env p)
            (lambda (value) (evaluate-call (cdr rest) (cons value values) env p)))))

(define query
  '((lambda (choose first second) (choose first second))
    (lambda (a b) (if a 0 (if b 1 2)))
    (flip 0)
    (flip 1)))

(define (likelihood p) (likelihood-of (evaluate query '() p)))
(define (flips mode) (ascend likelihood mode))

; The same for the host's gradient.
(define-parameter p0 0.5)
(define-parameter p1 0.5)
(define (host-likelihood) (likelihood (list p0 p1)))
