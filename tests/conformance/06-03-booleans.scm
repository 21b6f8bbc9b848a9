; Conformance checks for R7RS-small section 6.3: booleans.

;;; section: 6.3 Booleans

;; check: boolean literals
(list #t #f #true #false)
;; => (#t #f #t #f)

;; check: booleans need no quote
(eq? '#t #t)
;; => #t

;; check: only #f is false
(map (lambda (x) (if x 't 'f)) (list #t #f '() 0 0.0 "" #\x00 'false (vector) (lambda () #f)))
;; => (t f t t t t t t t t)

;; check: not
(map not (list #t #f 3 '() (list) "" 'nil 0))
;; => (#f #t #f #f #f #f #f #f)

;; check: not of not
(map (lambda (x) (not (not x))) (list 1 #f))
;; => (#t #f)

;; check: not with two arguments
(not #t #f)
;; => error

;; check: boolean?
(map boolean? (list #f #t 0 '() "" 'true 'false #\t))
;; => (#t #t #f #f #f #f #f #f)

;; check: boolean=? with two arguments
(list (boolean=? #t #t) (boolean=? #f #f) (boolean=? #t #f) (boolean=? #f #t))
;; => (#t #t #f #f)

;; check: boolean=? with three arguments
(list (boolean=? #t #t #t) (boolean=? #f #f #f) (boolean=? #t #t #f) (boolean=? #f #t #t) (boolean=? #t #f #t))
;; => (#t #t #f #f #f)

;; check: boolean=? with many arguments
(list (boolean=? #f #f #f #f #f) (boolean=? #f #f #f #f #t))
;; => (#t #f)

;; check: results of predicates are booleans
(map boolean? (list (null? '()) (pair? 1) (= 1 1) (eq? 'a 'b) (zero? 1)))
;; => (#t #t #t #t #t)

;; check: a boolean as a key of case
(case (> 1 2) ((#t) 'yes) ((#f) 'no))
;; => no
