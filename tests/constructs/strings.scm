;;; case: write form
;; value: ("" "abc" "a b" "(x)" "12")
(list "" "abc" "a b" "(x)" "12")

;;; case: escapes in write form
;; value: ("a\"b" "a\\b" "\\\"")
(list "a\"b" "a\\b" "\\\"" )

;;; case: newline and tab escapes in write form
;; value: ("a\nb" "a\tb")
(list "a\nb" "a\tb")

;;; case: display form
;; value: done
;; output: a"b (x (y z))
(display "a\"b")
(display " ")
(display '("x" ("y z")))
'done

;;; case: display of a newline
;; value: done
;; output: one\ntwo\nthree
(display "one\ntwo\n")
(display "three")
'done

;;; case: hexadecimal escapes
;; value: ("Abc" "x y" 2)
(list "\x41;bc" "x\x20;y" (string-length "\x41;\x42;"))

;;; case: a line continuation
;; value: "one two"
"one \
    two"

;;; case: string-length
;; value: (0 1 5 3 1)
(map string-length '("" "a" "hello" "a\nb" "\\"))

;;; case: string-ref
;; value: (#\h #\o #\space)
(list (string-ref "hello" 0) (string-ref "hello" 4) (string-ref "a b" 1))

;;; case: string-append
;; value: ("" "abc" "ab" "xyz w")
(list (string-append) (string-append "abc") (string-append "a" "b") (string-append "x" "" "yz" " " "w"))

;;; case: substring
;; value: ("hello" "el" "" "")
(list (substring "hello" 0 5) (substring "hello" 1 3) (substring "hello" 2 2) (substring "" 0 0))

;;; case: string=?
;; value: (#t #f #t #f #f)
(list (string=? "abc" "abc") (string=? "abc" "abd") (string=? "" "") (string=? "ab" "abc") (string=? "A" "a"))

;;; case: string=? of three
;; value: (#t #f)
(list (string=? "a" "a" "a") (string=? "a" "a" "b"))

;;; case: string?
;; value: (#t #f #f #t #f #f)
(map string? (list "a" 'a #\a "" '("a") 5))

;;; case: letters beyond ASCII
;; value: ("λx" 2 #\ö "äö" "βγ")
(list "λx" (string-length "λx") (string-ref "größe" 2) (string-append "ä" "ö") (substring "αβγδ" 1 3))

;;; case: displayed letters beyond ASCII
;; value: #f
;; output: Grüße, λ
(display "Grüße, λ")
(string=? "ü" "u")

;;; case: numbers into strings
;; value: "1+0.5=1.5"
(string-append (number->string 1) "+" (number->string 0.5) "=" (number->string (+ 1 0.5)))

;;; case: a loop over characters
;; value: (3 0)
(define (count-char c s) (let loop ((i 0) (n 0)) (if (= i (string-length s)) n (loop (+ i 1) (if (eqv? c (string-ref s i)) (+ n 1) n)))))
(list (count-char #\l "hello world") (count-char #\z "hello"))

;;; case: reversal
;; value: "desserts"
(define (reverse-string s) (let loop ((i 0) (r "")) (if (= i (string-length s)) r (loop (+ i 1) (string-append (substring s i (+ i 1)) r)))))
(reverse-string "stressed")

;;; case: repetition
;; value: ("ababab" 300)
(define (repeat s n) (if (= n 0) "" (string-append s (repeat s (- n 1)))))
(list (repeat "ab" 3) (string-length (repeat "xyz" 100)))

;;; case: palindromes
;; value: (#t #t #t #f)
(define (palindrome? s) (let loop ((i 0) (j (- (string-length s) 1))) (or (>= i j) (and (eqv? (string-ref s i) (string-ref s j)) (loop (+ i 1) (- j 1))))))
(map palindrome? '("" "a" "racecar" "abca"))

;;; case: comments characters inside strings
;; value: ("a;b" "#|x|#" "#;y" "'q" "|bar|")
(list "a;b" "#|x|#" "#;y" "'q" "|bar|")

;;; case: brackets inside strings
;; value: "(()[{"
(string-append "((" ")" "[" "{")

;;; case: gradient with names looked up by string
;; value: 1.5
;; gradient: a = 1.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (value name) (cond ((string=? name "alpha") a) ((string=? name (string-append "be" "ta")) b) (else 0.0)))
(* 2 (value "alpha") (value "beta") (string-length "x"))
