;;; case: written form
;; value: (#t #f #t #f #t)
(list #t #f #true #false '#t)

;;; case: not
;; value: (#f #t #f #f #f #f #f)
(map not (list #t #f 0 '() "" 'a (list #f)))

;;; case: boolean?
;; value: (#t #t #f #f #f #f #t)
(map boolean? (list #t #f 0 '() 'true "#t" (= 1 1)))

;;; case: results of predicates are the two booleans
;; value: (#t #t #t)
(list (eq? (= 1 1) #t) (eq? (null? 1) #f) (eq? (not 5) #f))

;;; case: #f is not the empty list nor zero
;; value: (#f #f #f #f)
(list (eq? #f '()) (eqv? #f 0) (equal? #f "") (null? #f))

;;; case: in data structures
;; value: (#(#t #f) (#t . #f) (#t #f))
(list (vector #t #f) (cons #t #f) '(#t . (#f)))

;;; case: double negation makes a boolean
;; value: (#t #f #t #t)
(map (lambda (x) (not (not x))) (list 5 #f 'a '()))

;;; case: displayed
;; value: done
;; output: #t(#f #t)
(display #t)
(display (list #f #true))
'done

;;; case: counting with booleans
;; value: 3
(define (count l) (if (null? l) 0 (+ (if (car l) 1 0) (count (cdr l)))))
(count (list #t #f 0 '() #f))

;;; case: gradient with flags kept in variables
;; value: 2.75
;; gradient: a = 3.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define big? (> a 1))
(define small? (not big?))
(+ (if big? (* a a) a) (if small? (* b b) b))
