; Predator and prey as the published system fits them (its experiment C01): explicit Euler steps of 0.05 from eight starts,
; two rates unknown, the prey after 20 steps compared with what the rates 1.0 and 0.1 give.
(define-parameter a 0.5)
(define-parameter b 0.5)

(define (predict x0)
  (let loop ((n 20) (x x0) (y 5.0))
    (if (= n 0)
        x
        (loop (- n 1)
              (+ x (* 0.05 (- (* a x) (* b x y))))
              (+ y (* 0.05 (- (* 0.02 x y) (* 0.5 y))))))))

(define (point x0 observed)
  (let ((residual (- (predict x0) observed)))
    (* residual residual)))

(define starts '(2.0 3.857 5.714 7.571 9.429 11.286 13.143 15.0))
(define observed '(3.5919 6.8733 10.1016 13.2754 16.3951 19.4558 22.458 25.4003))

(define (loss)
  (let loop ((xs starts) (ys observed) (sum 0.0))
    (if (null? xs)
        sum
        (loop (cdr xs) (cdr ys) (+ sum (point (car xs) (car ys)))))))
