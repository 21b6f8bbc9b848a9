;;; case: amb finds a Pythagorean triple
;; value: (5 12 13)
(define fail #f)
(define (amb choices)
  (let ((before fail))
    (call/cc (lambda (take)
      (for-each (lambda (choice) (call/cc (lambda (next) (set! fail (lambda () (next #f))) (take choice)))) choices)
      (set! fail before)
      (if before (before) (error "no choice is left"))))))
(define (require condition) (if (not condition) (fail)))
(let* ((a (amb (iota 12 1))) (b (amb (iota 12 1))) (c (amb (iota 13 1))))
  (require (< a b))
  (require (= (+ (* a a) (* b b)) (* c c)))
  (require (> a 3))
  (list a b c))

;;; case: all solutions of six queens
;; value: ((1 3 5 0 2 4) (2 5 1 4 0 3) (3 0 4 1 5 2) (4 2 0 5 3 1))
(define fail (lambda () 'none))
(define (amb choices)
  (let ((before fail))
    (call/cc (lambda (take)
      (for-each (lambda (choice) (call/cc (lambda (next) (set! fail (lambda () (next #f))) (take choice)))) choices)
      (set! fail before)
      (before)))))
(define (safe? q placed)
  (let loop ((d 1) (rest placed))
    (or (null? rest)
        (and (not (= q (car rest))) (not (= (abs (- q (car rest))) d)) (loop (+ d 1) (cdr rest))))))
(define (queens n)
  (let loop ((k 0) (placed '()))
    (if (= k n) placed
        (let ((q (amb (iota n))))
          (if (safe? q placed) (loop (+ k 1) (cons q placed)) (fail))))))
(define found '())
(call/cc (lambda (done)
  (set! fail (lambda () (done #f)))
  (set! found (cons (queens 6) found))
  (fail)))
found

;;; case: the choice that was kept gives the derivative
;; value: 3.375
;; gradient: a = 4.5
(define-parameter a 1.5)
(define fail #f)
(define (amb choices)
  (let ((before fail))
    (call/cc (lambda (take)
      (for-each (lambda (choice) (call/cc (lambda (next) (set! fail (lambda () (next #f))) (take choice)))) choices)
      (before)))))
(let* ((f (amb (list (lambda (x) (exp x)) (lambda (x) (* 5 x x x)) (lambda (x) (* 1.5 x x)) sin)))
       (y (f a)))
  (if (not (< 3 y 4)) (fail))
  y)

;;; case: nothing is left
;; error: user 5:32
(define fail #f)
(define (amb choices)
  (call/cc (lambda (take)
    (for-each (lambda (choice) (call/cc (lambda (next) (set! fail (lambda () (next #f))) (take choice)))) choices)
    (set! fail (lambda () #f)) (error "no choice is left"))))
(let ((x (amb '(1 2 3)))) (if (< x 4) (fail)) x)
