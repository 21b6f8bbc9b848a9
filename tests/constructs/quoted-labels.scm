;;; case: a circular list
;; value: (a b c a b)
(define x '#0=(a b c . #0#))
(list (car x) (cadr x) (caddr x) (cadddr x) (cadr (cdddr x)))

;;; case: circular printing
;; value: #0=(a b c . #0#)
'#0=(a b c . #0#)

;;; case: the circle is one object
;; value: #t
(let ((x '#0=(a b c . #0#))) (eq? x (cdddr x)))

;;; case: shared parts
;; value: (#t (1 2) (1 2))
(let ((x '(#0=(1 2) #0#))) (cons (eq? (car x) (cadr x)) x))

;;; case: shared strings
;; value: (#t "ab")
(let ((x '(#1="ab" #1#))) (list (eq? (car x) (cadr x)) (cadr x)))

;;; case: a circular vector
;; value: (1 #t 1)
(let ((v '#0=#(1 #0#))) (list (vector-ref v 0) (eq? v (vector-ref v 1)) (vector-ref (vector-ref v 1) 0)))

;;; case: circles in circles
;; value: (#t #t b)
(let ((x '#0=(a #1=(b . #1#) . #0#)))
  (list (eq? x (cddr x)) (eq? (cadr x) (cdr (cadr x))) (car (cadr x))))

;;; case: a circle through the car
;; value: #t
(let ((x '#5=(#5# 1))) (eq? x (car x)))

;;; case: a label on an atom
;; value: (5 5 (quote a))
'(#0=5 #0# 'a)

;;; case: a label in a quoted datum that is not circular
;; value: ((x . y) (x . y) #((x . y)))
'(#2=(x . y) #2# #(#2#))

;;; case: labels are of one datum
;; value: (1 2)
(define a '(#0=1 #0#))
(define b '(#0=2 #0#))
(list (car a) (cadr b))

;;; case: labels in code
;; value: (3 3)
(list #0=(+ 1 2) #0#)

;;; case: changing a shared part
;; value: ((9 2) (9 2))
(let ((x '(#0=(1 2) #0#))) (set-car! (car x) 9) x)

;;; case: changing a circle
;; value: (c b c)
(let ((x '#0=(a b . #0#))) (set-car! x 'c) (list (car x) (cadr x) (caddr x)))

;;; case: equal? of circles
;; value: #t
(equal? '#0=(a b . #0#) '#1=(a b a b . #1#))

;;; case: through a macro
;; value: (1 #t)
(define-syntax quoted (syntax-rules () ((_ x) 'x)))
(let ((x (quoted #0=(1 . #0#)))) (list (car x) (eq? x (cdr x))))

;;; case: in a template
;; value: (1 #t)
(define-syntax circle (syntax-rules () ((_ x) '#0=(x . #0#))))
(let ((x (circle 1))) (list (car x) (eq? x (cdr x))))

;;; case: in quasiquote
;; value: (3 #t)
(let ((x `(,(+ 1 2) #0=(a . #0#)))) (list (car x) (eq? (cadr x) (cdr (cadr x)))))

;;; case: circular code
;; error: syntax 1:13
#0=(begin 1 #0#)

;;; case: no such label
;; error: syntax 1:3
'(#0# 1)

;;; case: a label of itself
;; error: syntax 1:2
'#0=#0#

;;; case: a label twice
;; error: syntax 1:8
'(#0=1 #0=2)

;;; case: a label at the end
;; error: syntax 1:2
'#0=

;;; case: gradient through a circular datum
;; value: 8.0
;; gradient: a = 4.0
(define-parameter a 2.0)
(let loop ((l '#0=(1 3 . #0#)) (i 0) (s 0))
  (if (= i 2) s (loop (cdr l) (+ i 1) (+ s (* a (car l))))))
