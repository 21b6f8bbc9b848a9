;;; case: from R7RS
;; value: ("12" "1100" "12")
(define radix (make-parameter 10 (lambda (x) (if (and (exact-integer? x) (<= 2 x 16)) x (error "invalid radix")))))
(define (f n) (number->string n (radix)))
(list (f 12) (parameterize ((radix 2)) (f 12)) (f 12))

;;; case: the converter
;; value: (10 14 10)
(define p (make-parameter 5 (lambda (x) (* x 2))))
(list (p) (parameterize ((p 7)) (p)) (p))

;;; case: several at once see the values outside
;; value: (2 1)
(define a (make-parameter 1))
(define b (make-parameter 2))
(parameterize ((a (b)) (b (a))) (list (a) (b)))

;;; case: nested
;; value: (1 2 1)
(define p (make-parameter 0))
(parameterize ((p 1)) (list (p) (parameterize ((p 2)) (p)) (p)))

;;; case: a procedure sees where it is called
;; value: (default bound default)
(define p (make-parameter 'default))
(define (show) (p))
(define f (parameterize ((p 'captured)) (lambda () (p))))
(list (show) (parameterize ((p 'bound)) (show)) (f))

;;; case: leaving and entering again by a continuation
;; value: (1 (2 2 2))
(define p (make-parameter 1))
(define k #f)
(define n 0)
(define inside '())
(parameterize ((p 2)) (call/cc (lambda (c) (set! k c))) (set! inside (cons (p) inside)))
(set! n (+ n 1))
(if (< n 3) (k #f))
(list (p) inside)

;;; case: no bindings, and a body
;; value: 9
(parameterize () (define x 3) (* x x))

;;; case: the output port
;; value: "hidden"
(let ((port (open-output-string)))
  (parameterize ((current-output-port port)) (display "hidden"))
  (get-output-string port))

;;; case: the derivative of what is bound
;; value: 12.0
;; gradient: a = 11.0
(define-parameter a 2.0)
(define p (make-parameter a (lambda (x) (* x a))))
(+ (p) (parameterize ((p (* 1.5 a))) (p)) a)

;;; case: what is no parameter
;; error: type 1:1
(parameterize ((5 1)) 2)

;;; case: the converter fails
;; error: type 1:44
(define p (make-parameter '(1) (lambda (x) (car x))))
(parameterize ((p 5)) (p))
