; Conformance checks for R7RS-small section 6.7: strings.

;;; section: 6.7 Strings

;; check: string?
(map string? (list "" "abc" (string) #\a 'a '() (list #\a) 5))
;; => (#t #t #t #f #f #f #f #f)

;; check: make-string
(list (make-string 3 #\x) (make-string 0 #\x) (make-string 1 #\λ))
;; => ("xxx" "" "λ")

;; check: make-string without a fill has the length
(string-length (make-string 5))
;; => 5

;; check: make-string makes a new string
(eq? (make-string 1 #\a) (make-string 1 #\a))
;; => #f

;; check: make-string of a negative length
(make-string -1 #\a)
;; => error

;; check: string
(list (string) (string #\a) (string #\a #\b #\c))
;; => ("" "a" "abc")

;; check: string-length
(map string-length (list "" "a" "abc" "a\nb" "\\" "\x3bb;"))
;; => (0 1 3 3 1 1)

;; check: string-length counts characters not bytes
(map string-length (list "é" "λμν" "漢字" "→"))
;; => (1 3 2 1)

;; check: string-length counts characters beyond the basic plane once
(map string-length (list "😀" "a😀b" "\x1F600;\x1F601;"))
;; => (1 3 2)

;; check: string-length of something that is no string
(string-length 'abc)
;; => error

;; check: string-ref
(list (string-ref "abc" 0) (string-ref "abc" 2) (string-ref "aλb" 1))
;; => (#\a #\c #\λ)

;; check: string-ref beyond the basic plane
(list (string-ref "a😀b" 1) (string-ref "a😀b" 2))
;; => (#\😀 #\b)

;; check: string-ref at the length
(string-ref "abc" 3)
;; => error

;; check: string-ref of a negative index
(string-ref "abc" -1)
;; => error

;; check: string-ref of the empty string
(string-ref "" 0)
;; => error

;; check: string-ref with an inexact index
(string-ref "abc" 1.5)
;; => error

;; check: string-set!
(let ((s (make-string 4 #\.))) (string-set! s 0 #\<) (string-set! s 3 #\>) s)
;; => "<..>"

;; check: string-set! with characters of other widths
(let ((s (make-string 3 #\a))) (string-set! s 1 #\λ) (string-set! s 0 #\😀) (list (string-length s) s))
;; => (3 "😀λa")

;; check: string-set! back to a narrow character
(let ((s (string-copy "x😀y"))) (string-set! s 1 #\-) (list s (string-length s) (string-ref s 2)))
;; => ("x-y" 3 #\y)

;; check: string-set! beyond the end
(string-set! (make-string 2 #\a) 2 #\b)
;; => error

;; check: string-set! of something that is no character
(string-set! (make-string 2 #\a) 0 "b")
;; => error

;; check: a changed string is seen by all its names
(let* ((a (make-string 2 #\a)) (b a)) (string-set! a 0 #\x) b)
;; => "xa"

;;; section: 6.7 Comparison

;; check: string=?
(list (string=? "abc" "abc") (string=? "abc" "abd") (string=? "" "") (string=? "abc" "ab") (string=? "abc" "ABC"))
;; => (#t #f #t #f #f)

;; check: string=? of fresh strings
(string=? (string #\a #\b) (string-append "a" "b"))
;; => #t

;; check: string<?
(list (string<? "abc" "abd") (string<? "abc" "abc") (string<? "ab" "abc") (string<? "abc" "ab") (string<? "" "a") (string<? "Z" "a"))
;; => (#t #f #t #f #t #t)

;; check: string>?
(list (string>? "abd" "abc") (string>? "abc" "abc") (string>? "abc" "ab") (string>? "a" ""))
;; => (#t #f #t #t)

;; check: string<=? and string>=?
(list (string<=? "a" "a") (string<=? "a" "b") (string<=? "b" "a") (string>=? "a" "a") (string>=? "a" "b") (string>=? "b" "a"))
;; => (#t #t #f #t #f #t)

;; check: comparison of many strings
(list (string=? "a" "a" "a") (string=? "a" "a" "b") (string<? "a" "b" "c") (string<? "a" "c" "b") (string>? "c" "b" "a") (string<=? "a" "a" "b") (string>=? "b" "b" "c"))
;; => (#t #f #t #f #t #t #f)

;; check: the order beyond ASCII
(list (string<? "z" "é") (string<? "aλ" "aμ") (string<? "e" "é"))
;; => (#t #t #t)

;; check: string-ci=?
(list (string-ci=? "abc" "ABC") (string-ci=? "aBc" "AbC") (string-ci=? "abc" "abd") (string-ci=? "" ""))
;; => (#t #t #f #t)

;; check: string-ci<? and the others
(list (string-ci<? "abc" "ABD") (string-ci<? "Z" "a") (string-ci>? "ABD" "abc") (string-ci<=? "abc" "ABC") (string-ci>=? "ABC" "abc"))
;; => (#t #f #t #t #t)

;; check: string-ci=? of many strings
(list (string-ci=? "a" "A" "a") (string-ci=? "a" "A" "b") (string-ci<? "a" "B" "c"))
;; => (#t #f #t)

;; check: string-ci=? beyond ASCII
(list (string-ci=? "ÉTÉ" "été") (string-ci=? "ΛΜ" "λμ"))
;; => (#t #t)

;; check: string=? of something that is no string
(string=? "a" 'a)
;; => error

;; check: string<? of a number
(string<? "1" 2)
;; => error

;;; section: 6.7 Case

;; check: string-upcase
(map string-upcase (list "abc" "aBc1!" "" "été" "λ"))
;; => ("ABC" "ABC1!" "" "ÉTÉ" "Λ")

;; check: string-downcase
(map string-downcase (list "ABC" "aBc1!" "" "ÉTÉ" "Λ"))
;; => ("abc" "abc1!" "" "été" "λ")

;; check: string-foldcase
(map string-foldcase (list "ABC" "aBc" "" "ÉTÉ"))
;; => ("abc" "abc" "" "été")

;; check: string-foldcase makes sigmas alike
(string=? (string-foldcase "ΣΑΣ") (string-foldcase "σας"))
;; => #t

;; check: string-upcase leaves its argument
(let ((s (string-copy "abc"))) (string-upcase s) s)
;; => "abc"

;; check: string-upcase of something that is no string
(string-upcase 'abc)
;; => error

;;; section: 6.7 Substrings and concatenation

;; check: substring
(list (substring "abcdef" 0 3) (substring "abcdef" 2 4) (substring "abcdef" 6 6) (substring "abcdef" 0 6) (substring "abc" 1 1))
;; => ("abc" "cd" "" "abcdef" "")

;; check: substring beyond ASCII
(list (substring "aλ😀b" 1 3) (substring "😀😁😂" 1 2))
;; => ("λ😀" "😁")

;; check: substring beyond the end
(substring "abc" 1 4)
;; => error

;; check: substring with the ends exchanged
(substring "abc" 2 1)
;; => error

;; check: substring gives a new string
(let* ((s (make-string 3 #\a)) (t (substring s 0 3))) (string-set! t 0 #\b) s)
;; => "aaa"
;; note: mit 12.1 gives a string that cannot be changed; the report says that it is newly allocated

;; check: string-append
(list (string-append) (string-append "a") (string-append "foo" "bar") (string-append "a" "" "b" "c"))
;; => ("" "a" "foobar" "abc")

;; check: string-append gives a new string
(let* ((s (make-string 2 #\a)) (t (string-append s))) (string-set! t 0 #\b) (list s t))
;; => ("aa" "ba")
;; note: mit 12.1 gives a string that cannot be changed; the report says that it is newly allocated

;; check: string-append of something that is no string
(string-append "a" 'b)
;; => error

;; check: string-append of a character
(string-append "a" #\b)
;; => error

;; check: a long string
(string-length (let loop ((i 0) (s "x")) (if (= i 16) s (loop (+ i 1) (string-append s s)))))
;; => 65536

;;; section: 6.7 Lists and strings

;; check: string->list
(list (string->list "") (string->list "abc") (string->list "aλ"))
;; => (() (#\a #\b #\c) (#\a #\λ))

;; check: string->list with a start
(list (string->list "abcd" 1) (string->list "abcd" 4))
;; => ((#\b #\c #\d) ())

;; check: string->list with a start and an end
(list (string->list "abcd" 1 3) (string->list "abcd" 2 2) (string->list "abcd" 0 1))
;; => ((#\b #\c) () (#\a))

;; check: string->list beyond the end
(string->list "abc" 1 5)
;; => error

;; check: string->list with a start after the end
(string->list "abc" 3 2)
;; => error

;; check: list->string
(list (list->string '()) (list->string '(#\a)) (list->string (list #\a #\b #\λ)))
;; => ("" "a" "abλ")

;; check: list->string of something other than characters
(list->string '(1 2))
;; => error

;; check: list->string and back
(let ((s "Any text, \"quoted\".")) (string=? s (list->string (string->list s))))
;; => #t

;; check: string->vector and vector->string
(list (string->vector "abc") (string->vector "") (vector->string #(#\x #\y)) (vector->string #()))
;; => (#(#\a #\b #\c) #() "xy" "")

;; check: string->vector with a range
(list (string->vector "abcd" 2) (string->vector "abcd" 1 3))
;; => (#(#\c #\d) #(#\b #\c))

;;; section: 6.7 Copying and filling

;; check: string-copy
(list (string-copy "abc") (string-copy "") (string-copy "abc" 1) (string-copy "abcd" 1 3) (string-copy "abc" 3))
;; => ("abc" "" "bc" "bc" "")

;; check: string-copy makes a new string
(let* ((s "literal") (t (string-copy s))) (string-set! t 0 #\L) (list s t))
;; => ("literal" "Literal")

;; check: string-copy beyond the end
(string-copy "abc" 2 4)
;; => error

;; check: string-copy!
(let ((from "NEWS") (to (string-copy "tomorrow"))) (string-copy! to 2 from 1 3) to)
;; => "toEWrrow"

;; check: string-copy! of a whole string
(let ((b (make-string 5 #\-))) (string-copy! b 1 "abc") b)
;; => "-abc-"

;; check: string-copy! with a start
(let ((b (make-string 5 #\-))) (string-copy! b 0 "abcdef" 3) b)
;; => "def--"

;; check: string-copy! of nothing
(let ((b (string-copy "abc"))) (string-copy! b 3 "xyz" 1 1) (string-copy! b 0 "") b)
;; => "abc"

;; check: string-copy! onto itself to the right
(let ((s (string-copy "abcdef"))) (string-copy! s 2 s 0 4) s)
;; => "ababcd"

;; check: string-copy! onto itself to the left
(let ((s (string-copy "abcdef"))) (string-copy! s 0 s 2 6) s)
;; => "cdefef"

;; check: string-copy! onto the same place
(let ((s (string-copy "abc"))) (string-copy! s 0 s) s)
;; => "abc"

;; check: string-copy! with wider characters
(let ((s (string-copy "abc"))) (string-copy! s 1 "λ😀") (list s (string-length s)))
;; => ("aλ😀" 3)

;; check: string-copy! where the target is too short
(string-copy! (make-string 2 #\a) 1 "xyz")
;; => error

;; check: string-copy! beyond the end of the source
(string-copy! (make-string 9 #\a) 0 "xyz" 1 5)
;; => error

;; check: string-fill!
(let ((s (string-copy "abc"))) (string-fill! s #\x) s)
;; => "xxx"

;; check: string-fill! with a start
(let ((s (string-copy "abcd"))) (string-fill! s #\- 2) s)
;; => "ab--"

;; check: string-fill! with a range
(let ((s (string-copy "abcd"))) (string-fill! s #\- 1 3) s)
;; => "a--d"

;; check: string-fill! of an empty range
(let ((s (string-copy "abcd"))) (string-fill! s #\- 2 2) s)
;; => "abcd"

;; check: string-fill! with a wide character
(let ((s (string-copy "abc"))) (string-fill! s #\😀 1) (list (string-length s) (string-ref s 2) (string-ref s 0)))
;; => (3 #\😀 #\a)

;; check: string-fill! beyond the end
(string-fill! (make-string 2 #\a) #\b 0 3)
;; => error

;;; section: 6.7 Strings at work

;; check: searching
(define (index-of c s) (let loop ((i 0)) (cond ((= i (string-length s)) #f) ((char=? c (string-ref s i)) i) (else (loop (+ i 1))))))
(list (index-of #\c "abcabc") (index-of #\z "abc"))
;; => (2 #f)

;; check: reversing
(define (string-reverse s) (list->string (reverse (string->list s))))
(map string-reverse '("" "a" "abc" "λ😀"))
;; => ("" "a" "cba" "😀λ")

;; check: splitting
(define (split s c)
  (let loop ((l (string->list s)) (word '()) (out '()))
    (cond ((null? l) (reverse (cons (list->string (reverse word)) out)))
          ((char=? (car l) c) (loop (cdr l) '() (cons (list->string (reverse word)) out)))
          (else (loop (cdr l) (cons (car l) word) out)))))
(split "one,two,,three" #\,)
;; => ("one" "two" "" "three")

;; check: joining
(define (join l sep) (if (null? l) "" (apply string-append (car l) (map (lambda (s) (string-append sep s)) (cdr l)))))
(join '("a" "b" "c") ", ")
;; => "a, b, c"

;; check: a palindrome test
(define (palindrome? s)
  (let loop ((i 0) (j (- (string-length s) 1)))
    (or (>= i j) (and (char-ci=? (string-ref s i) (string-ref s j)) (loop (+ i 1) (- j 1))))))
(map palindrome? '("" "a" "Anna" "abca"))
;; => (#t #t #t #f)

;; check: a Caesar cipher
(define (rot13 c)
  (define (rot base) (integer->char (+ base (modulo (+ 13 (- (char->integer c) base)) 26))))
  (cond ((char<=? #\a c #\z) (rot 97)) ((char<=? #\A c #\Z) (rot 65)) (else c)))
(list (string-map rot13 "Hello, World") (string-map rot13 (string-map rot13 "There and back")))
;; => ("Uryyb, Jbeyq" "There and back")

;; check: numbers to text and back
(map (lambda (n) (string->number (string-append "1" (number->string n)))) '(0 25 -0))
;; => (10 125 10)

;;; section: 6.7 Comparison of many strings without case

;; check: string-ci>? string-ci<=? and string-ci>=? of many strings
(list (string-ci>? "c" "B" "a") (string-ci>? "c" "a" "B") (string-ci<=? "a" "A" "b") (string-ci<=? "a" "C" "b") (string-ci>=? "C" "b" "B") (string-ci>=? "a" "b" "c"))
;; => (#t #f #t #f #t #f)

;; check: comparison of prefixes without case
(list (string-ci<? "AB" "abc") (string-ci<? "abc" "AB") (string-ci=? "ab" "ABC") (string-ci>? "b" "ABC"))
;; => (#t #f #f #t)

;; check: the order is decided by the first difference
(list (string<? "abz" "aca") (string<? "b" "abc") (string<? "10" "9") (string>? "a1" "a01"))
;; => (#t #f #t #t)
