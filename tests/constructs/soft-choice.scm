;;; case: equal weights
;; value: 2.0
(soft-choice (1.0 2.0 3.0) '(0.0 0.0 0.0))

;;; case: gradients by logits and expressions
;; value: ((-0.25 0.25) (0.5 0.5))
(list (gradient (lambda (l) (soft-choice (1.0 2.0) l)) '(0.0 0.0))
      (gradient (lambda (v) (soft-choice ((car v) (cadr v)) '(0.0 0.0))) '(1.0 2.0)))

;;; case: temperature
;; value: #(-0.5 0.5)
(gradient (lambda (l) (soft-choice (1.0 2.0) l (temperature 0.5))) #(0.0 0.0))

;;; case: straight-through
;; value: (2.0 (-0.25 0.25) (0.0 1.0))
(list (soft-choice (1.0 2.0) '(0.0 1e-9) (straight-through))
      (map (lambda (x) (/ (round (* x 1e6)) 1e6)) (gradient (lambda (l) (soft-choice (1.0 2.0) l (straight-through))) '(0.0 1e-9)))
      (gradient (lambda (v) (soft-choice ((car v) (cadr v)) '(0.0 1e-9) (straight-through))) '(1.0 2.0)))

;;; case: structures
;; value: (2.0 #(3.0))
(soft-choice ((list 1.0 (vector 2.0)) (list 3.0 (vector 4.0))) '(0 0))

;;; case: Gumbel noise is drawn from the generator
;; value: (#t #t #t)
(define (draw g) (soft-choice (1.0 2.0) '(0.0 0.0) (gumbel g) (straight-through)))
(define g (make-random-generator 7))
(define draws (let loop ((i 0) (all '())) (if (= i 400) all (loop (+ i 1) (cons (draw g) all)))))
(define mean (/ (apply + draws) 400))
(list (< 1.4 mean 1.6) (equal? (draw (make-random-generator 1)) (draw (make-random-generator 1))) (every (lambda (d) (or (= d 1.0) (= d 2.0))) draws))

;;; case: by a parameter
;; value: 1.5
;; gradient: a = 0.25
(define-parameter a 0.0)
(soft-choice (1.0 2.0) (list 0.0 a))

;;; case: large logits
;; value: (2.0 2.0)
(list (soft-choice (1.0 2.0) '(0.0 1e6)) (soft-choice (1.0 2.0) '(-1e6 0.0)))

;;; case: another number of logits
;; error: user 1:1
(soft-choice (1.0 2.0) '(0.0))

;;; case: no expressions
;; error: syntax 1:1
(soft-choice () '())

;;; case: an option that does not exist
;; error: syntax 1:1
(soft-choice (1.0 2.0) '(0.0 0.0) (hard))

;;; case: a temperature that is not above 0
;; error: type 1:1
(soft-choice (1.0 2.0) '(0.0 0.0) (temperature 0))
