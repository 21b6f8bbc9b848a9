;;; case: a circular list
;; value: #0=(a b c . #0#)
(define l (list 'a 'b 'c))
(set-cdr! (cddr l) l)
l

;;; case: a circle that begins later
;; value: (1 . #0=(2 3 . #0#))
(define l (list 1 2 3))
(set-cdr! (cddr l) (cdr l))
l

;;; case: a circle by a car
;; value: #0=(#0# 2)
(define l (list 1 2))
(set-car! l l)
l

;;; case: vectors
;; value: #0=#(1 #0# #1=(x . #1#))
(define v (vector 1 2 3))
(vector-set! v 1 v)
(vector-set! v 2 (circular-list 'x))
v

;;; case: several circles
;; value: (#0=(a . #0#) #1=(b . #1#) #0#)
(define a (circular-list 'a))
(list a (circular-list 'b) a)

;;; case: shared, but not circular
;; value: ((1 2) (1 2) #((1 2)))
(define s (list 1 2))
(list s s (vector s))

;;; case: circles within circles
;; value: #0=(1 #1=(2 . #1#) . #0#)
(define inner (list 2))
(set-cdr! inner inner)
(define outer (list 1 inner))
(set-cdr! (cdr outer) outer)
outer

;;; case: a circle through a list and a vector
;; value: #0=(1 #(2 #0#))
(define l (list 1 2))
(set-car! (cdr l) (vector 2 l))
l

;;; case: a circle behind many pairs
;; value: 100000
;; output: #0=(x . #0#)
(define l (append (iota 99999) (circular-list 'x)))
(display (list-tail l 99999))
(length (take l 100000))

;;; case: display marks circles, too
;; value: 1
;; output: #0=(a "s" . #0#)#0=(a s . #0#)
(define l (list 'a "s"))
(set-cdr! (cdr l) l)
(write l)
(display l)
1

;;; case: circular values in messages
;; error: type 3:1
(define l (list 1 2))
(set-cdr! (cdr l) l)
(vector-ref l 0)

;;; case: equal? of circular data
;; value: (#t #f #t)
(define (ring . elements) (apply circular-list elements))
(define v (vector 1 2))
(vector-set! v 1 v)
(define w (vector 1 2))
(vector-set! w 1 w)
(list (equal? (ring 1 2) (ring 1 2 1 2 1 2)) (equal? (ring 1 2) (ring 1 2 1)) (equal? v w))

;;; case: a million parts
;; value: (#t #t #t #f 1000000)
;; long: both
(define (nest n) (let loop ((i 0) (r '())) (if (= i n) r (loop (+ i 1) (list r)))))
(list (equal? (iota 1000000) (iota 1000000)) (equal? (nest 1000000) (nest 1000000)) (equal? (make-vector 1000000 'a) (make-vector 1000000 'a)) (equal? (append (iota 1000000) '(1)) (append (iota 1000000) '(2))) (length (map (lambda (x) x) (append (iota 500000) (iota 500000)))))
