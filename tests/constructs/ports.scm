;;; case: lines and characters
;; value: ("first" #\s #\s "econd line" "" "la" "st" #t #t)
(define p (open-input-string "first\nsecond line\n\nlast"))
(define one (read-line p))
(define c (peek-char p))
(define d (read-char p))
(define rest (read-line p))
(define empty (read-line p))
(list one c d rest empty (read-string 2 p) (read-line p) (eof-object? (read-line p)) (eof-object? (peek-char p)))

;;; case: an output string grows
;; value: ("piece by piece\n\"quoted \\\"text\\\"\"23" 37)
(define p (open-output-string))
(write 'piece p)
(write-char #\space p)
(write-string "by piece" p)
(newline p)
(write "quoted \"text\"" p)
(write-string "012345" p 2 4)
(list (get-output-string p) (begin (display 1.5 p) (string-length (get-output-string p))))

;;; case: read data
;; value: ((a . b) #(1 "two" #\3) (quote x) 5)
(define p (open-input-string "(a . b) #(1 \"two\" #\\3) 'x ; end\n 5"))
(let loop ((found '())) (let ((x (read p))) (if (eof-object? x) (reverse found) (loop (cons x found)))))

;;; case: bytes
;; value: (1 2 #u8(2 3 4) 2 #u8(0 5 6 0) #t)
(define p (open-input-bytevector (bytevector 1 2 3 4 5 6)))
(define a (read-u8 p))
(define b (peek-u8 p))
(define c (read-bytevector 3 p))
(define into (make-bytevector 4 0))
(define n (read-bytevector! into p 1 4))
(list a b c n into (eof-object? (read-u8 p)))

;;; case: written bytes
;; value: #u8(255 1 2 3 4 2 3)
(define p (open-output-bytevector))
(write-u8 255 p)
(write-bytevector (bytevector 1 2 3 4) p)
(write-bytevector (bytevector 1 2 3 4) p 1 3)
(get-output-bytevector p)

;;; case: what ports are
;; value: (#t #f #t #f #t #t #t #t #f)
(let ((s (open-input-string "")) (o (open-output-string)) (b (open-input-bytevector (bytevector))))
  (list (port? s) (port? 5) (input-port? s) (output-port? s) (output-port? o) (textual-port? s) (binary-port? b)
        (input-port-open? s) (begin (close-port s) (input-port-open? s))))

;;; case: call-with-port
;; value: (#\t #f)
(define kept #f)
(list (call-with-port (open-input-string "text") (lambda (p) (set! kept p) (read-char p))) (input-port-open? kept))

;;; case: the current output
;; value: 5
;; output: "a"\nbinside
(write "a" (current-output-port))
(newline)
(write-string "b")
(define p (open-output-string))
(parameterize ((current-output-port p)) (display "inside"))
(display (get-output-string p))
5

;;; case: dispatch on what is read keeps the derivative
;; value: 10.0
;; gradient: a = 7.0
(define-parameter a 2.0)
(define p (open-input-string "square triple"))
(define (operation name) (case name ((square) (lambda (x) (* x x))) ((triple) (lambda (x) (* 3 x))) (else -)))
(let* ((f (operation (read p))) (g (operation (read p)))) (+ (f a) (g a)))

;;; case: reading from what is closed
;; error: type 3:1
(define p (open-input-string "text"))
(close-port p)
(read-char p)

;;; case: bytes from text
;; error: type 1:1
(read-u8 (open-input-string "text"))
