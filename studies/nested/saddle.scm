; The saddle of (x1² + y1²) - (x2² + y2²): the least over (x1, y1) of the greatest over (x2, y2), from (1, 1) on both sides. The outer
; descent differentiates the inner one, iterations and all. Pearlmutter & Siskind (2008).

(define (surface p q) (- (dot p p) (dot q q)))

(define (saddle inner outer)
  (define start (list 1.0 1.0))
  (define (greatest p) (argmax (lambda (q) (surface p q)) start inner))
  (let ((p (argmin (lambda (p) (surface p (greatest p))) start outer)))
    (append p (greatest p))))
