;;; case: assq
;; value: ((a 1) (b 2) #f #f)
(define e '((a 1) (b 2) (c 3)))
(list (assq 'a e) (assq 'b e) (assq 'd e) (assq 'a '()))

;;; case: assv
;; value: ((5 7) #f (2.5 b) (#\b . 2))
(list (assv 5 '((2 3) (5 7) (11 13))) (assv 5.0 '((2 3) (5 7))) (assv 2.5 '((1.5 a) (2.5 b))) (assv #\b '((#\a . 1) (#\b . 2))))

;;; case: assoc
;; value: (((a)) ("b" . 2) ((1 2) . found) #f)
(list (assoc (list 'a) '(((a)) ((b)) ((c)))) (assoc "b" '(("a" . 1) ("b" . 2))) (assoc '(1 2) '((x . y) ((1 2) . found))) (assoc 2 '((1 . a))))

;;; case: assoc with a predicate
;; value: ((2 two) (75 b))
(list (assoc 2.0 '((1 one) (2 two) (3 three)) =) (assoc 25 '((1 a) (75 b) (9 c)) (lambda (x y) (= (modulo x 10) (modulo y 10)))))

;;; case: the first match
;; value: (b . 2)
(assq 'b '((a . 1) (b . 2) (b . 3)))

;;; case: the pair itself is returned
;; value: ((x . 1) (y . changed))
(define al (list (cons 'x 1) (cons 'y 2)))
(set-cdr! (assq 'y al) 'changed)
al

;;; case: keys that are false, null and booleans
;; value: ((#f . 2) (() . null) (#t . yes))
(list (assq #f '((#t . 1) (#f . 2))) (assq '() '((() . null))) (assv #t '((#t . yes))))

;;; case: missing key in arithmetic guard
;; value: (one none)
(define (lookup k al default) (let ((p (assv k al))) (if p (cdr p) default)))
(list (lookup 1 '((1 . one)) 'none) (lookup 2 '((1 . one)) 'none))

;;; case: update by consing
;; value: (3 2 3)
(define (bind k v al) (cons (cons k v) al))
(let ((al (bind 'x 3 (bind 'y 2 (bind 'x 1 '()))))) (list (cdr (assq 'x al)) (cdr (assq 'y al)) (length al)))

;;; case: exact keys beyond the small integers
;; value: ((9007199254740993 . b) (-0.0 . minus))
(list (assv 9007199254740993 '((9007199254740992 . a) (9007199254740993 . b))) (assoc -0.0 '((0.0 . plus) (-0.0 . minus))))

;;; case: counting words
;; value: (("to" . 2) ("be" . 2) ("or" . 1) ("not" . 1))
(define counts '())
(define (count! w) (let ((p (assoc w counts))) (if p (set-cdr! p (+ 1 (cdr p))) (set! counts (append counts (list (cons w 1)))))))
(for-each count! '("to" "be" "or" "not" "to" "be"))
counts

;;; case: environment of an interpreter
;; value: (1 2 30)
(define (extend names vals env) (append (map cons names vals) env))
(let ((env (extend '(x y) '(1 2) (extend '(y z) '(20 30) '())))) (map (lambda (n) (cdr (assq n env))) '(x y z)))

;;; case: gradient through assq
;; value: 1.125
;; gradient: a = 1.5, b = 2.25
(define-parameter a 1.5)
(define-parameter b 0.5)
(define env (list (cons 'a a) (cons 'b b)))
(define (get k) (cdr (assq k env)))
(* (get 'a) (get 'a) (get 'b))

;;; case: gradient through assv and assoc
;; value: 5.25
;; gradient: a = 2.5, b = 4.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define t1 (list (cons 1 a) (cons 2.5 b)))
(define t2 (list (cons "a" a) (cons '(b) b)))
(+ (* 2 (cdr (assv 1 t1))) (* 3 (cdr (assv 2.5 t1))) (* (cdr (assoc "a" t2)) (cdr (assoc '(b) t2))))

;;; case: gradient through an updated entry
;; value: 4.25
;; gradient: a = 4.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define t (list (cons 'x a) (cons 'y b)))
(let ((p (assq 'x t))) (set-cdr! p (+ (* (cdr p) (cdr p)) (cdr p))))
(+ (cdr (assq 'x t)) (cdr (assq 'y t)))

;;; case: gradient through a nested environment
;; value: 1.5
;; gradient: a = 1.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (extend names vals env) (append (map cons names vals) env))
(let ((env (extend '(x y) (list a 2) (extend '(y z) (list 20 b) '())))) (apply * (map (lambda (n) (cdr (assq n env))) '(x y z))))
