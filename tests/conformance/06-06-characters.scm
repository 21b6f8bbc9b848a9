; Conformance checks for R7RS-small section 6.6: characters.

;;; section: 6.6 Characters

;; check: char?
(map char? (list #\a #\space #\x41 "a" 'a 97 (string-ref "abc" 0)))
;; => (#t #t #t #f #f #f #t)

;; check: character literals
(map char->integer (list #\a #\A #\0 #\( #\; #\" #\\ #\#))
;; => (97 65 48 40 59 34 92 35)

;; check: named characters
(map char->integer (list #\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab))
;; => (7 8 127 27 10 0 13 32 9)

;; check: hexadecimal characters
(list (char=? #\x41 #\A) (char->integer #\x0) (char->integer #\x3bb) (char->integer #\x1F600) (char->integer #\x10FFFF))
;; => (#t 0 955 128512 1114111)

;; check: letters that begin a name
(map char->integer (list #\n #\s #\t #\x #\d #\b))
;; => (110 115 116 120 100 98)

;; check: non-ASCII literals
(map char->integer (list #\é #\λ #\→ #\漢 #\😀))
;; => (233 955 8594 28450 128512)

;; check: write of named characters
(map (lambda (c) (let ((p (open-output-string))) (write c p) (get-output-string p)))
     (list #\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab))
;; => ("#\\alarm" "#\\backspace" "#\\delete" "#\\escape" "#\\newline" "#\\null" "#\\return" "#\\space" "#\\tab")
;; note: guile 3.0.8 writes the older names nul and esc, which the report does not have

;; check: write of graphic characters
(map (lambda (c) (let ((p (open-output-string))) (write c p) (get-output-string p)))
     (list #\a #\Z #\5 #\( #\" #\\ #\x))
;; => ("#\\a" "#\\Z" "#\\5" "#\\(" "#\\\"" "#\\\\" "#\\x")

;; check: display of characters
(let ((p (open-output-string))) (for-each (lambda (c) (display c p)) (list #\a #\space #\" #\λ)) (get-output-string p))
;; => "a \"λ"

;; check: written characters read back
(let loop ((i 0))
  (if (= i 256)
      'all
      (let ((p (open-output-string)) (c (integer->char i)))
        (write c p)
        (if (eqv? c (read (open-input-string (get-output-string p)))) (loop (+ i 1)) i))))
;; => all

;;; section: 6.6 Comparison

;; check: char=?
(list (char=? #\a #\a) (char=? #\a #\b) (char=? #\a #\A))
;; => (#t #f #f)

;; check: char<? and char>?
(list (char<? #\a #\b) (char<? #\b #\a) (char<? #\a #\a) (char>? #\b #\a) (char>? #\a #\b))
;; => (#t #f #f #t #f)

;; check: char<=? and char>=?
(list (char<=? #\a #\a) (char<=? #\a #\b) (char<=? #\b #\a) (char>=? #\a #\a) (char>=? #\a #\b))
;; => (#t #t #f #t #f)

;; check: comparison of many characters
(list (char=? #\a #\a #\a) (char=? #\a #\a #\b) (char<? #\a #\b #\c) (char<? #\a #\c #\b) (char>? #\c #\b #\a) (char<=? #\a #\a #\b) (char>=? #\b #\b #\c))
;; => (#t #f #t #f #t #t #f)

;; check: the order is that of the code points
(list (char<? #\A #\a) (char<? #\Z #\a) (char<? #\0 #\A) (char<? #\z #\é) (char<? #\xFFFD #\x10000))
;; => (#t #t #t #t #t)

;; check: char-ci=?
(list (char-ci=? #\a #\A) (char-ci=? #\a #\a) (char-ci=? #\a #\b) (char-ci=? #\1 #\1))
;; => (#t #t #f #t)

;; check: char-ci<? and the others
(list (char-ci<? #\a #\B) (char-ci<? #\A #\b) (char-ci>? #\b #\A) (char-ci<=? #\a #\A) (char-ci>=? #\A #\a) (char-ci<? #\Z #\a))
;; => (#t #t #t #t #t #f)

;; check: char-ci=? of many characters
(list (char-ci=? #\a #\A #\a) (char-ci=? #\a #\A #\b) (char-ci<? #\a #\B #\c))
;; => (#t #f #t)

;; check: char-ci=? beyond ASCII
(list (char-ci=? #\é #\É) (char-ci=? #\λ #\Λ))
;; => (#t #t)

;; check: char=? of something that is no character
(char=? #\a "a")
;; => error

;; check: char<? of a number
(char<? 97 #\b)
;; => error

;;; section: 6.6 Classification

;; check: char-alphabetic?
(map char-alphabetic? (list #\a #\Z #\3 #\space #\_ #\λ #\é #\漢 #\! #\newline))
;; => (#t #t #f #f #f #t #t #t #f #f)

;; check: char-numeric?
(map char-numeric? (list #\0 #\9 #\a #\space #\- #\.))
;; => (#t #t #f #f #f #f)

;; check: char-numeric? beyond ASCII
(map char-numeric? (list #\x0664 #\x0AE6))
;; => (#t #t)

;; check: char-whitespace? of the usual characters
(map char-whitespace? (list #\space #\tab #\newline #\return #\xC #\a #\_ #\0 #\x0))
;; => (#t #t #t #t #t #f #f #f #f)

;; check: char-whitespace? beyond ASCII
(map char-whitespace? (list #\xA0 #\x2003 #\x3000 #\λ))
;; => (#t #t #t #f)

;; check: char-upper-case?
(map char-upper-case? (list #\A #\Z #\a #\1 #\space #\Λ #\λ))
;; => (#t #t #f #f #f #t #f)

;; check: char-lower-case?
(map char-lower-case? (list #\a #\z #\A #\1 #\space #\λ #\Λ #\é))
;; => (#t #t #f #f #f #t #f #t)

;; check: char-alphabetic? of something that is no character
(char-alphabetic? "a")
;; => error

;; check: digit-value of decimal digits
(map digit-value (list #\0 #\3 #\9))
;; => (0 3 9)

;; check: digit-value of digits beyond ASCII
(map digit-value (list #\x0664 #\x0AE6 #\x0966))
;; => (4 0 0)

;; check: digit-value of other characters
(map digit-value (list #\a #\space #\- #\x0EA6))
;; => (#f #f #f #f)

;;; section: 6.6 Conversion

;; check: char->integer and integer->char
(list (char->integer #\A) (integer->char 97) (char->integer (integer->char 5000)) (integer->char #x3bb))
;; => (65 #\a 5000 #\λ)

;; check: integer->char at the limits
(map (lambda (n) (char->integer (integer->char n))) (list 0 #xD7FF #xE000 #xFFFF #x10000 #x10FFFF))
;; => (0 55295 57344 65535 65536 1114111)

;; check: char->integer of something that is no character
(char->integer "a")
;; => error

;; check: integer->char of something that is no integer
(integer->char 'a)
;; => error

;; check: char-upcase
(map char-upcase (list #\a #\A #\z #\1 #\space #\é #\λ))
;; => (#\A #\A #\Z #\1 #\space #\É #\Λ)

;; check: char-downcase
(map char-downcase (list #\A #\a #\Z #\1 #\! #\É #\Λ))
;; => (#\a #\a #\z #\1 #\! #\é #\λ)

;; check: char-foldcase
(map char-foldcase (list #\A #\a #\1 #\É #\Σ))
;; => (#\a #\a #\1 #\é #\σ)

;; check: char-foldcase of a final sigma
(char=? (char-foldcase #\ς) (char-foldcase #\Σ))
;; => #t

;; check: char-upcase of a letter without a single upper case
(char-upcase #\ß)
;; => #\ß

;; check: round trips of case
(let loop ((i 65) (ok #t))
  (if (> i 90) ok
      (loop (+ i 1) (and ok (char=? (integer->char i) (char-upcase (char-downcase (integer->char i))))))))
;; => #t

;; check: char-upcase of something that is no character
(char-upcase "a")
;; => error

;;; section: 6.6 Comparison of many characters without case

;; check: char-ci>? char-ci<=? and char-ci>=? of many characters
(list (char-ci>? #\c #\B #\a) (char-ci>? #\c #\a #\B) (char-ci<=? #\a #\A #\b) (char-ci<=? #\a #\C #\b) (char-ci>=? #\C #\b #\B) (char-ci>=? #\a #\b #\c))
;; => (#t #f #t #f #t #f)

;; check: char predicates on the whole of ASCII
(define (count pred) (let loop ((i 0) (n 0)) (if (= i 128) n (loop (+ i 1) (if (pred (integer->char i)) (+ n 1) n)))))
(map count (list char-alphabetic? char-numeric? char-upper-case? char-lower-case?))
;; => (52 10 26 26)

;; check: characters in case and memv
(list (case #\newline ((#\space #\tab) 'blank) ((#\newline) 'line) (else 'other)) (memv #\λ '(#\κ #\λ #\μ)))
;; => (line (#\λ #\μ))
