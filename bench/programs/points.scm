; Models of a point x with two constants each: a closed form, an initial-value problem, and lists.
(define-parameter a 2.5)
(define-parameter b 0.7)
(define (decay x) (* a (exp (- (* b x)))))
; Fifty explicit Euler steps of y' = -b y from y(0) = a x.
(define (euler x)
  (let loop ((i 0) (y (* a x)))
    (if (= i 50)
        y
        (loop (+ i 1) (- y (* 0.1 b y))))))
; A sum of powers: a list of eight made by map, added up by fold.
(define (map+fold x)
  (fold + 0.0 (map (lambda (k) (* a (exp (- (* b k x))))) '(1 2 3 4 5 6 7 8))))
