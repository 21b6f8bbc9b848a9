; A charged particle flies over the x-axis under two repulsive charges, one of which a control w moves: at (10, 10 - w) and (10, 0). From
; (0, 8) with velocity (0.75, 0), where does it cross the axis? The force is the inner derivative: that of the potential. The path
; comes from Euler steps of 0.1, its last one ends on the axis. Wanted is the w that makes it cross at the origin.
; Pearlmutter & Siskind (2008), "Using programming language theory to make automatic differentiation sound and efficient".

(define (potential charges)
  (lambda (x) (fold + 0.0 (map (lambda (charge) (/ 1.0 (distance x charge))) charges))))

; Where the path crosses the axis.
(define (crossing w inner)
  (define field (potential (list (list 10.0 (- 10.0 w)) (list 10.0 0.0))))
  (let fly ((x (list 0.0 8.0)) (v (list 0.75 0.0)))
    (let ((next (move x 0.1 v)))
      (if (positive? (cadr next))
          (fly next (move v -0.1 (inner field x)))
          (let ((rest (/ (- (cadr x)) (cadr v))))
            (+ (car x) (* rest (car v))))))))

; By descent on the squared miss, and by Newton's method on the miss.
(define (particle-descent inner outer)
  (car (argmin (lambda (w) (square (crossing (car w) inner))) (list 0.0) outer)))

(define (particle-newton inner slope)
  (define (miss w) (crossing w inner))
  (do ((i 0 (+ i 1))
       (w 0.0 (- w (/ (miss w) (slope miss w)))))
      ((= i 8) w)))
