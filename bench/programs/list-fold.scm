; Lists and closures: n numbers i/n are built into a list, a closure over two parameters is mapped over it, and another
; closure folds the result into a·x² + b·x weighted by the third parameter.
(define-parameter a 0.7)
(define-parameter b -0.3)
(define-parameter c 0.9)

(define (numbers n)
  (let loop ((i n) (list '()))
    (if (= i 0)
        list
        (loop (- i 1) (cons (/ i (inexact n)) list)))))

(define (fold combine initial list)
  (if (null? list)
      initial
      (fold combine (combine (car list) initial) (cdr list))))

(define (quadratic a b)
  (lambda (x) (+ (* a x x) (* b x))))

(define (discounted-sum n)
  (fold (lambda (y sum) (+ y (* c sum)))
        0.0
        (map (quadratic a b) (numbers n))))
