; An interpreter in the program: expressions are lists whose operators are strings, variables are looked up in an association list. It
; evaluates (a x + b) exp(-(c x)²) at n places and adds up.
(define-parameter a 0.7)
(define-parameter b -0.3)
(define-parameter c 0.9)

(define (evaluate e environment)
  (cond ((number? e) e)
        ((string? e) (cdr (assoc e environment)))
        (else
         (let ((operator (car e)) (arguments (map (lambda (e) (evaluate e environment)) (cdr e))))
           (cond ((string=? operator "add") (+ (car arguments) (cadr arguments)))
                 ((string=? operator "mul") (* (car arguments) (cadr arguments)))
                 ((string=? operator "neg") (- (car arguments)))
                 ((string=? operator "exp") (exp (car arguments)))
                 (else (error "evaluate: no such operator" operator)))))))

(define curve
  '("mul" ("add" ("mul" "a" "x") "b")
          ("exp" ("neg" ("mul" ("mul" "c" "x") ("mul" "c" "x"))))))

(define (curve-sum n)
  (let loop ((i 1) (sum 0.0))
    (if (> i n)
        sum
        (loop (+ i 1)
              (+ sum (evaluate curve (list (cons "a" a) (cons "b" b) (cons "c" c) (cons "x" (/ i (inexact n))))))))))
