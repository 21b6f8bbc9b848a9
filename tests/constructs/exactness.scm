;;; case: exact of inexact integers
;; value: (3 -2 0 1000000000000000 9007199254740992 1000000000000000000 0)
(list (exact 3.0) (exact -2.0) (exact 0.0) (exact 1e15) (exact 9007199254740992.0) (exact 1e18) (exact -0.0))

;;; case: exact of exact
;; value: (5 -7)
(list (exact 5) (exact -7))

;;; case: inexact
;; value: (3.0 -2.0 0.0 1.5 1000000000000000000.0)
(list (inexact 3) (inexact -2) (inexact 0) (inexact 1.5) (inexact 1000000000000000000))

;;; case: inexact of integers beyond 2^53 is rounded to nearest even
;; value: (9007199254740992.0 9007199254740996.0 9007199254740996.0 1000000000000000000.0 -9007199254740992.0)
(list (inexact 9007199254740993) (inexact 9007199254740995) (inexact 9007199254740997) (inexact 1000000000000000001) (inexact -9007199254740993))

;;; case: contagion
;; value: (3 3.0 6.0 4.0 2.0 2.0 1.0 1.0)
(list (+ 1 2) (+ 1 2.0) (* 2 3.0) (- 5 1.0) (/ 4 2.0) (max 1 2.0) (+ 0.0 1) (* 1.0 1))

;;; case: contagion of integer operations
;; value: (3.0 1.0 1.0 3.0 3 3.0)
(list (quotient 7.0 2) (modulo 7 2.0) (remainder 7.0 2) (abs -3.0) (floor 3) (floor 3.0))

;;; case: eqv? tells exactness
;; value: (#f #f #t #t #t #t #f)
(list (eqv? 2 2.0) (equal? 2 2.0) (= 2 2.0) (eqv? (+ 1 1) 2) (eqv? (+ 1.0 1) 2.0) (equal? '(1 2.0) '(1 2.0)) (equal? '(1 2.0) '(1.0 2)))

;;; case: round and make exact
;; value: (0 1 2 2 -2 -2 10000000000)
(map (lambda (x) (exact (round x))) '(0.4 0.6 1.5 2.5 -1.5 -2.5 1e10))

;;; case: loop index made inexact
;; value: (0.0 0.25 0.5 0.75)
(let loop ((i 0) (l '())) (if (= i 4) (reverse l) (loop (+ i 1) (cons (/ (inexact i) 4) l))))

;;; case: index computed from a float
;; value: c
(vector-ref (vector 'a 'b 'c 'd) (exact (floor (* 0.6 4))))

;;; case: integer? against exact?
;; value: ((#t #t) (#t #f) (#f #f))
(map (lambda (x) (list (integer? x) (exact? x))) (list 1 1.0 1.5))

;;; case: exact results stay exact in long chains
;; value: (1099511627776 #t)
(let loop ((i 0) (x 1)) (if (= i 40) (list x (exact? x)) (loop (+ i 1) (* x 2))))

;;; case: gradient through inexact
;; value: 6.75
;; gradient: a = 6.0
(define-parameter a 1.5)
(+ (* (inexact 3) a) (* (inexact a) a))

;;; case: gradient does not pass exact
;; value: 6.75
;; gradient: a = 3.0
(define-parameter a 2.25)
(+ (* (exact (round a)) a) a)

;;; case: gradient with exact and inexact coefficients
;; value: 13.0
;; gradient: a = 6.5
(define-parameter a 2.0)
(+ (* 3 a) (* 0.5 a) (* 2.0 a) (* 1 a))
