; read from ports (R7RS 6.13.2)

;;; case: (read (open-input-string "(a b . c) d"))
;; value: (a b . c)
(read (open-input-string "(a b . c) d"))

;;; case: (define p (open-input-string "(1 #(2 \"x\")) 'y ; comment\n
;; value: ((1 #(2 "x")) (quote y) #\z #t)
(define p (open-input-string "(1 #(2 \"x\")) 'y ; comment\n #;(skipped) #\\z"))
(let* ((a (read p)) (b (read p)) (c (read p)) (d (read p))) (list a b c (eof-object? d)))

;;; case: (define p (open-input-string "abc(def)"))
;; value: (#\a bc #\( (def))
(define p (open-input-string "abc(def)"))
(let* ((a (read-char p)) (b (read p)) (c (peek-char p)) (d (read p))) (list a b c d))

;;; case: (let ((x (read (open-input-string "#0=(1 . #0#)")))) (list (
;; value: (1 #t)
(let ((x (read (open-input-string "#0=(1 . #0#)")))) (list (car x) (eq? x (cdr x))))

;;; case: (eof-object? (read (open-input-string " ; nothing")))
;; value: #t
(eof-object? (read (open-input-string " ; nothing")))

;;; case: (guard (e ((read-error? e) 'no-datum)) (read (open-input-str
;; value: no-datum
(guard (e ((read-error? e) 'no-datum)) (read (open-input-string "(1 2")))

;;; case: (eval (read (open-input-string "(* 6 7)")) (environment '(sc
;; value: 42
(eval (read (open-input-string "(* 6 7)")) (environment '(scheme base)))

;;; case: error: (read (open-input-string "(1 . )"))
;; error: read 1:1
(read (open-input-string "(1 . )"))

;;; case: error: (read 5)
;; error: type 1:1
(read 5)

;;; case: gradient 10
;; value: 6.0
;; gradient: a = 6
;; long: compiled
(define-parameter a 2.0)
((eval (read (open-input-string "(lambda (x) (* x x 1.5))")) (environment '(scheme base))) a)
