;;; case: write form of letters and signs
;; value: (#\a #\Z #\0 #\( #\) #\; #\" #\' #\\ #\# #\.)
(list #\a #\Z #\0 #\( #\) #\; #\" #\' #\\ #\# #\.)

;;; case: write form of named characters
;; value: (#\space #\newline #\tab)
(list #\space #\newline #\tab)

;;; case: write form of control characters
;; value: (#\alarm #\backspace #\delete #\return)
(list #\alarm #\backspace #\delete #\return)

;;; case: write form of null and escape
;; value: (#\null #\escape)
(list #\null #\escape)

;;; case: display form
;; value: done
;; output: a (b c d)\n
(display #\a)
(display #\space)
(display '(#\b "c" #\d))
(display #\newline)
'done

;;; case: char?
;; value: (#t #f #f #f #t)
(map char? (list #\a "a" 'a 97 (string-ref "abc" 1)))

;;; case: char->integer
;; value: (65 97 48 32 10 9 126)
(map char->integer (list #\A #\a #\0 #\space #\newline #\tab #\~))

;;; case: hexadecimal characters
;; value: (#\A #\a 955 #t)
(list #\x41 #\x61 (char->integer #\x3bb) (eqv? #\x #\x78))

;;; case: letters beyond ASCII
;; value: (#\λ #\ä 955 #t)
(list #\λ #\ä (char->integer #\λ) (eqv? #\λ (string-ref "λ" 0)))

;;; case: equality
;; value: (#t #t #f #t #f)
(list (eqv? #\a #\a) (equal? #\a #\a) (eqv? #\a #\A) (equal? #\space #\space) (eq? 'a #\a))

;;; case: digits to numbers
;; value: (0 42 1234567890)
(define (digit c) (- (char->integer c) (char->integer #\0)))
(define (parse s) (let loop ((i 0) (n 0)) (if (= i (string-length s)) n (loop (+ i 1) (+ (* 10 n) (digit (string-ref s i)))))))
(list (parse "0") (parse "42") (parse "1234567890"))

;;; case: in data
;; value: (#\a (#\b . #\c) #(#\d))
'(#\a (#\b . #\c) #(#\d))

;;; case: a small hash
;; value: (5381 177670 261238937 984404249)
(define (hash s) (let loop ((i 0) (h 5381)) (if (= i (string-length s)) h (loop (+ i 1) (modulo (+ (* h 33) (char->integer (string-ref s i))) 4294967296)))))
(map hash '("" "a" "hello" "differentiable"))

;;; case: gradient with a polynomial read from a string
;; value: 5.25
;; gradient: x = 7.0
(define-parameter x 0.5)
(define (digit c) (- (char->integer c) 48))
(define (poly s) (let loop ((i 0) (p 1.0) (sum 0.0)) (if (= i (string-length s)) sum (loop (+ i 1) (* p x) (+ sum (* p (digit (string-ref s i))))))))
(poly "325")
