;;; case: exact integers
;; value: ("0" "42" "-17" "1000000007")
(list (number->string 0) (number->string 42) (number->string -17) (number->string 1000000007))

;;; case: inexact numbers
;; value: ("0.5" "1.0" "-0.0" "1e21" "100000000000000000000.0" "1e-7" "123.456")
(list (number->string 0.5) (number->string 1.0) (number->string -0.0) (number->string 1e21) (number->string 1e20) (number->string 1e-7) (number->string 123.456))

;;; case: special values
;; value: ("+inf.0" "-inf.0" "+nan.0")
(list (number->string +inf.0) (number->string -inf.0) (number->string +nan.0))

;;; case: radix 2 and 8
;; value: ("1010" "-101" "100" "0" "11111111")
(list (number->string 10 2) (number->string -5 2) (number->string 64 8) (number->string 0 2) (number->string 255 2))

;;; case: radix 10 given
;; value: ("255" "0.5")
(list (number->string 255 10) (number->string 0.5 10))

;;; case: radix 16
;; value: ("ff" "-1000" "deadbeef")
(list (number->string 255 16) (number->string -4096 16) (number->string 3735928559 16))

;;; case: radix 16 without letters
;; value: ("10" "1234" "-99")
(list (number->string 16 16) (number->string 4660 16) (number->string -153 16))

;;; case: strings to exact integers
;; value: (100 -7 7 7)
(list (string->number "100") (string->number "-7") (string->number "+7") (string->number "007"))

;;; case: strings to inexact numbers
;; value: (100.0 1.5 0.5 -5.0 5.0 0.001)
(list (string->number "1e2") (string->number "1.5") (string->number ".5") (string->number "-.5e1") (string->number "5.") (string->number "1E-3"))

;;; case: strings to special values
;; value: (+inf.0 -inf.0 +nan.0 -0.0)
(list (string->number "+inf.0") (string->number "-inf.0") (string->number "+nan.0") (string->number "-0.0"))

;;; case: strings with a radix argument
;; value: (256 255 255 11 15 99)
(list (string->number "100" 16) (string->number "ff" 16) (string->number "FF" 16) (string->number "1011" 2) (string->number "17" 8) (string->number "99" 10))

;;; case: strings with a radix prefix
;; value: (31 5 15 1000 5.0)
(list (string->number "#x1F") (string->number "#b101") (string->number "#o17") (string->number "#e1e3") (string->number "#i5"))

;;; case: strings that are not numbers
;; value: (#f #f #f #f #f #f #f #f #f #f #f)
(list (string->number "") (string->number "abc") (string->number "1 2") (string->number "-") (string->number "+") (string->number ".") (string->number "1e") (string->number "--1") (string->number "12x") (string->number "9" 8) (string->number "1.2.3"))

;;; case: there and back
;; value: (#t #t #t #t #t #t #t #t #t #t #t #t #t)
(define (ok? x) (eqv? x (string->number (number->string x))))
(map ok? (list 0 1 -1 0.1 1e21 1e-7 123456789.123 5e-324 1.7976931348623157e308 9007199254740993 -0.0 +inf.0 0.30000000000000004))

;;; case: digits as a string
;; value: (0 7 6 45 8)
(define (digit-sum n) (let ((s (number->string n))) (let loop ((i 0) (sum 0)) (if (= i (string-length s)) sum (loop (+ i 1) (+ sum (- (char->integer (string-ref s i)) 48)))))))
(map digit-sum '(0 7 123 99999 1000000007))

;;; case: concatenated
;; value: "x=1.5, n=3"
(string-append "x=" (number->string 1.5) ", n=" (number->string 3))

;;; case: gradient is constant through strings
;; value: 3.75
;; gradient: a = 2.5
(define-parameter a 1.5)
(+ (* a (string->number (number->string 1.5))) a)
