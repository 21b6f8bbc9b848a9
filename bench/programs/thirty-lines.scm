(define-parameter alpha 1.1)
(define-parameter beta 0.4)
(define-parameter delta 0.1 (lower 0))
(define-parameter gamma 0.4 (lower 0))
(define-parameter scale 0.9)
(define dt 0.05)

(define (prey x y)
  (* x (- alpha (* beta y))))
(define (predators x y)
  (* y (- (* delta x) gamma)))

(define (step state)
  (let ((x (car state)) (y (cdr state)))
    (cons (+ x (* dt (prey x y)))
          (+ y (* dt (predators x y))))))

(define (run state n)
  (if (= n 0)
      state
      (run (step state) (- n 1))))

(define (misfit state observed)
  (let ((r (- (* scale (car state)) observed)))
    (* r r)))

(define (loss state observations sum)
  (if (null? observations)
      sum
      (let ((next (run state 2)))
        (loss next (cdr observations) (+ sum (misfit next (car observations)))))))
(loss (cons 10.0 10.0) '(8.1 6.6 5.3 4.5 3.8) 0.0)
