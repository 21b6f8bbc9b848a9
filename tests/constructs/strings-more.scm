;;; case: simple case mappings
;; value: ((#\A #\A #\É #\ß #\I #\1 #\Λ #\Ж #\Ÿ) (#\a #\a #\é #\σ #\ж #\ÿ) (#\a #\σ #\σ #\σ #\ß))
(list (map char-upcase '(#\a #\A #\é #\ß #\ı #\1 #\λ #\ж #\ÿ)) (map char-downcase '(#\A #\a #\É #\Σ #\Ж #\Ÿ)) (map char-foldcase '(#\A #\Σ #\ς #\σ #\ß)))

;;; case: properties of characters
;; value: ((#t #t #t #t #t #f #f #f) (#t #t #t #f #f) (#t #t #t #t #f #f) (#t #t #t #f #f) (#t #t #t #f #f))
(list (map char-alphabetic? '(#\a #\Z #\é #\λ #\漢 #\1 #\space #\_)) (map char-numeric? '(#\0 #\9 #\٣ #\a #\½)) (map char-whitespace? '(#\space #\tab #\newline #\x3000 #\a #\_)) (map char-upper-case? '(#\A #\É #\Σ #\a #\1)) (map char-lower-case? '(#\a #\é #\σ #\A #\1)))

;;; case: digit values
;; value: (0 9 3 2 0 #f #f #f)
(map digit-value '(#\0 #\9 #\x0663 #\x0ae8 #\x1d7ce #\a #\x00bd #\x2167))

;;; case: folded comparison of characters
;; value: (#t #f #t #t #t #t #t #t)
(list (char-ci=? #\a #\A) (char-ci=? #\a #\b) (char-ci=? #\a #\A #\a) (char-ci<? #\a #\B #\c) (char-ci>? #\C #\b #\A) (char-ci<=? #\a #\A #\b) (char-ci>=? #\b #\B #\a) (char-ci=? #\σ #\ς #\Σ))

;;; case: full case mappings
;; value: ("STRASSE" "straße" "strasse" "ΧΑΟΣ" "χαος" "χαοσ" "FFI" "ŐÉ" "i̇")
(list (string-upcase "Straße") (string-downcase "STRAßE") (string-foldcase "Straße") (string-upcase "χαος") (string-downcase "ΧΑΟΣ") (string-foldcase "ΧΑΟΣ") (string-upcase "ﬃ") (string-upcase "őé") (string-downcase "İ"))

;;; case: final sigma
;; value: ("ας" "ασα" "σ" "ας σα" "ας." "ας1" "α'ς" "ασ'α" "aς")
(map string-downcase '("ΑΣ" "ΑΣΑ" "Σ" "ΑΣ ΣΑ" "ΑΣ." "ΑΣ1" "Α'Σ" "ΑΣ'Α" "aΣ"))

;;; case: folded comparison of strings
;; value: (#t #t #t #f #t #t #t #f)
(list (string-ci=? "Straße" "STRASSE") (string-ci=? "ΧΑΟΣ" "χαος" "Χαοσ") (string-ci<? "a" "B" "c") (string-ci<? "b" "A") (string-ci>? "c" "B") (string-ci<=? "a" "A" "b") (string-ci>=? "B" "b" "A") (string-ci=? "a" "ab"))

;;; case: comparison of several strings
;; value: (#t #f #t #f #t #t #t #t #t)
(list (string=? "a" "a" "a") (string=? "a" "a" "b") (string<? "a" "ab" "b") (string<? "a" "b" "b") (string>? "c" "b" "a") (string<=? "a" "a" "b") (string>=? "b" "a" "a") (string<? "" "a") (string<? "Z" "a"))

;;; case: string-copy!
;; value: ("a12de" "ababcd" "cdefef")
(define a "12345")
(define b (string-copy "abcde"))
(string-copy! b 1 a 0 2)
(define c (string-copy "abcdef"))
(string-copy! c 2 c 0 4)
(define d (string-copy "abcdef"))
(string-copy! d 0 d 2)
(list b c d)

;;; case: string-fill!
;; value: ("abbaa" "zz")
(define s (make-string 5 #\a))
(string-fill! s #\b 1 3)
(define t (make-string 2 #\a))
(string-fill! t #\z)
(list s t)

;;; case: strings, lists and vectors
;; value: ("bcd" (#\b #\c) #(#\A #\B #\C) #(#\B #\C) #(#\B) "123" "23" "2" #() "")
(list (substring "abcde" 1 4) (string->list "abcd" 1 3) (string->vector "ABC") (string->vector "ABC" 1) (string->vector "ABC" 1 2) (vector->string #(#\1 #\2 #\3)) (vector->string #(#\1 #\2 #\3) 1) (vector->string #(#\1 #\2 #\3) 1 2) (string->vector "") (vector->string #()))

;;; case: string-map
;; value: ("abdegh" "IBM" "StUdLyCaPs" "")
(list (string-map char-foldcase "AbdEgH") (string-map (lambda (c) (integer->char (+ 1 (char->integer c)))) "HAL") (string-map (lambda (c k) ((if (eqv? k #\u) char-upcase char-downcase) c)) "studlycaps xxx" "ululululul") (string-map char-upcase ""))

;;; case: string-for-each
;; value: ((#\y #\2) (#\x #\1) 101 100 99 98 97)
(let ((v '())) (string-for-each (lambda (c) (set! v (cons (char->integer c) v))) "abcde") (string-for-each (lambda (a b) (set! v (cons (list a b) v))) "xy" "12") v)

;;; case: string-join
;; value: ("a b c" "a, b, c" "a" "+" "abc")
(list (string-join '("a" "b" "c")) (string-join '("a" "b" "c") ", ") (string-join '("a") "-") (string-join '("" "") "+") (string-concatenate '("ab" "" "c")))

;;; case: string-join of nothing
;; value: ("" "")
(list (string-join '() "-") (string-concatenate '()))

;;; case: string-split
;; value: (("a" "b" "" "c") ("abc") ("" "a" "") ("") ("a" "b" "" "c"))
(list (string-split "a,b,,c" #\,) (string-split "abc" #\,) (string-split ",a," #\,) (string-split "" #\,) (string-split "a1b22c" char-numeric?))

;;; case: string-split by strings
;; value: (("a" "b" "c") ("a" "b" "") ("abc") ("a" "b" "c") ("a" "b"))
(list (string-split "a::b::c" "::") (string-split "a::b::" "::") (string-split "abc" "xyz") (string-split "abc" "") (string-split "a-b" "-"))

;;; case: searching characters
;; value: (3 #f 3 #f 2 4 #f 3 2 #f 3 2 #f)
(list (string-index "weird" #\r) (string-index "weird" #\x) (string-index "banana" #\a 2) (string-index "banana" #\a 2 3) (string-index "ab12" char-numeric?) (string-rindex "banana" #\n) (string-rindex "banana" #\x) (string-rindex "banana" #\a 0 4) (string-skip "  ab" #\space) (string-skip "aaa" #\a) (string-count "banana" #\a) (string-count "a1b2" char-numeric?) (string-index "" #\a))

;;; case: searching strings
;; value: (15 2 #f 0 #f #t #t #f #t #f #t)
(list (string-contains "eek -- what a geek." "ee" 12 18) (string-contains "banana" "nan") (string-contains "banana" "x") (string-contains "banana" "") (string-contains "a" "ab") (string-prefix? "ab" "abc") (string-prefix? "" "") (string-prefix? "abc" "ab") (string-suffix? "bc" "abc") (string-suffix? "xbc" "bc") (string-suffix? "" "a"))

;;; case: searching as in MIT Scheme
;; value: (1 3 #f 3 5 #f 0 0)
(list (string-search-forward "an" "banana" 0) (string-search-forward "an" "banana" 2) (string-search-forward "an" "banana" 4) (string-search-backward "an" "banana" 3) (string-search-backward "an" "banana" 6) (string-search-backward "x" "banana" 6) (string-search-forward "" "a" 0) (string-search-backward "" "a" 0))

;;; case: trimming
;; value: ("a b  " "  a b" "a b" "axx" "a" "" "" "a")
(list (string-trim "  a b  ") (string-trim-right "  a b  ") (string-trim-both "  a b  ") (string-trim "xxaxx" #\x) (string-trim-both "12a34" char-numeric?) (string-trim-both "   ") (string-trim-right "") (string-trim-both "a"))

;;; case: padding and taking
;; value: ("  325" "71325" "71325" "325  " "88713" "007" "7.." "ab" "d" "bcd" "a" #t #f "cba" "")
(list (string-pad "325" 5) (string-pad "71325" 5) (string-pad "8871325" 5) (string-pad-right "325" 5) (string-pad-right "8871325" 5) (string-pad "7" 3 #\0) (string-pad-right "7" 3 #\.) (string-take "abcd" 2) (string-drop "abcd" 3) (string-take-right "abcd" 3) (string-drop-right "abcd" 3) (string-null? "") (string-null? "a") (string-reverse "abc") (string-reverse ""))

;;; case: string-pad-left of MIT Scheme
;; value: ("  12" "34" "0012")
(list (string-pad-left "12" 4) (string-pad-left "1234" 2) (string-pad-left "12" 4 #\0))

;;; case: symbols
;; value: (#t #f mISSISSIppi "K. Harper, M.D.")
(list (symbol=? 'a 'a 'a) (symbol=? 'a 'b) (string->symbol "mISSISSIppi") (symbol->string (string->symbol "K. Harper, M.D.")))

;;; case: order of symbols
;; value: (foobar a #t #f #t #f)
(list (symbol-append 'foo 'bar) (symbol-append 'a) (symbol<? 'a 'b) (symbol<? 'b 'a) (symbol<? 'a 'ab 'b) (symbol<? 'a 'a))

;;; case: characters beyond the first plane
;; value: (1 119808 "𝐀b" (#\𝐀 #\b) "𐐨")
(define s (string-copy "𝐀b"))
(list (string-length "𝐀") (char->integer (string-ref s 0)) s (string->list s) (string-downcase "𐐀"))

;;; case: numbers and strings in all radices
;; value: ("1010" "zz" "-ff" 35 1295 -255 255 5 "0.1" "1000.0" 10.0 3 #f #f #f 15000000000.0)
(list (number->string 10 2) (number->string 1295 36) (number->string -255 16) (string->number "z" 36) (string->number "ZZ" 36) (string->number "-ff" 16) (string->number "#xff") (string->number "#b101") (number->string 0.1) (number->string 8. 2) (string->number "#i10") (string->number "#e3.0") (string->number "") (string->number "#xg") (string->number "1.5" 8) (string->number "15e9"))

;;; case: the result of string procedures is fresh
;; value: ("abc" "xbc" "abc")
(define a "abc")
(define b (string-copy a))
(string-set! b 0 #\x)
(list a b (string-append a))

;;; case: string-copy! without room
;; error: range 1:1
(string-copy! (make-string 2 #\a) 1 "abc")

;;; case: string-ref beyond the end
;; error: range 1:1
(string->vector "abc" 2 5)

;;; case: a range that ends before it begins
;; error: range 1:1
(substring "abc" 2 1)

;;; case: upcase of a character
;; error: type 1:1
(string-upcase #\a)

;;; case: comparison with something else
;; error: type 1:1
(string-ci=? "a" "A" 'a)

;;; case: folded comparison with a string
;; error: type 1:1
(char-ci<? #\a "b")

;;; case: joining a number
;; error: type 1:1
(string-join '("a" 5))

;;; case: a character test that is none
;; error: type 1:1
(string-index "abc" "b")

;;; case: a map that gives no character
;; error: type 1:1
(string-map char->integer "abc")

;;; case: padding by a negative number
;; error: type 1:1
(string-pad-left "a" -1)

;;; case: radix of a fraction
;; error: value 1:1
(number->string 0.5 3)

;;; case: gradient by a key that is text
;; value: 6.5
;; gradient: a = 3.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 2.0)
(define (value-of name) (cond ((string=? name "a") a) ((string-prefix? "b" name) b) (else 0.0)))
(apply + (map value-of (string-split "a,bee,a,c,a" #\,)))
