; Conformance checks for R7RS-small chapter 2: lexical conventions.
; Each check is a program of its own; see tests/oracle/conformance.mjs for the format.

;;; section: 2.1 Identifiers

;; check: identifiers are case sensitive
(define Foo 1)
(define foo 2)
(define FOO 3)
(list Foo foo FOO)
;; => (1 2 3)

;; check: special initials make identifiers
(define ! 1) (define $ 2) (define % 3) (define & 4) (define ^ 5) (define ~ 6) (define _x 7)
(list ! $ % & ^ ~ _x)
;; => (1 2 3 4 5 6 7)

;; check: colon question mark and angle brackets in identifiers
(define a:b 1) (define ?q 2) (define <tag> 3) (define x->y 4) (define ready? 5)
(list a:b ?q <tag> x->y ready?)
;; => (1 2 3 4 5)

;; check: plus and minus alone are identifiers
(map procedure? (list + -))
;; => (#t #t)

;; check: dots inside and at the start of identifiers
(define a.b 1) (define .c 2) (define ..d 3) (define +.e 4)
(list a.b .c ..d +.e)
;; => (1 2 3 4)

;; check: signed names that are not numbers
(define -x 1) (define +y 2) (define -- 3) (define ++ 4) (define +- 5) (define -> 6)
(list -x +y -- ++ +- ->)
;; => (1 2 3 4 5 6)

;; check: at sign is a subsequent character
(define user@host 'ok)
user@host
;; => ok

;; check: bar identifier with a space
(define |two words| 12)
|two words|
;; => 12

;; check: bars around a plain name give the same symbol
(eq? 'abc '|abc|)
;; => #t

;; check: empty bar identifier
(string-length (symbol->string '||))
;; => 0

;; check: inline hex escape in a bar identifier
(eq? '|gr\x65;y-\x77;olf| 'grey-wolf)
;; => #t

;; check: hex escape for a non-ASCII letter in bars
(string=? (symbol->string '|\x3BB;|) (string (integer->char #x3BB)))
;; => #t

;; check: vertical bar escaped inside bars
(string->list (symbol->string '|a\|b|))
;; => (#\a #\| #\b)

;; check: mnemonic escapes inside bars
(map char->integer (string->list (symbol->string '|\a\b\t\n\r|)))
;; => (7 8 9 10 13)

;; check: parentheses and quotes inside bars
(string->list (symbol->string '|(")'|))
;; => (#\( #\" #\) #\')

;; check: semicolon inside bars is no comment
(symbol->string '|a;b|)
;; => "a;b"

;; check: case is kept inside bars
(symbol->string '|MiXed|)
;; => "MiXed"

;; check: digits in bars make a symbol
(list (symbol? '|12|) (number? '12))
;; => (#t #t)

;; check: a dot in bars is a symbol not a pair mark
(length '(a |.| b))
;; => 3

;; check: non-ASCII letters in identifiers
(define λ 5)
(define été 6)
(+ λ été)
;; => 11

;; check: ellipsis and underscore can be quoted
(list '... '_ '=>)
;; => (... _ =>)

;; check: syntactic keywords are ordinary symbols when quoted
(map symbol? '(if define lambda quote))
;; => (#t #t #t #t)

;; check: a bar identifier as a keyword
(|if| #f 1 2)
;; => 2

;; check: bar identifier as a formal
((lambda (|a b| c) (list c |a b|)) 1 2)
;; => (2 1)

;;; section: 2.1 fold-case

;; check: fold-case directive
#!fold-case
(symbol->string 'ABC)
;; => "abc"

;; check: no-fold-case restores case sensitivity
#!fold-case
(define first (symbol->string 'ABC))
#!no-fold-case
(define second (symbol->string 'ABC))
(list first second)
;; => ("abc" "ABC")

;; check: fold-case leaves strings alone
#!fold-case
(STRING-LENGTH "AbC")
;; => 3

;; check: fold-case does not change character literals
#!fold-case
(list #\A (quote XyZ))
;; => (#\A xyz)

;; check: fold-case acts on a string port
(let ((p (open-input-string "Abc #!fold-case Abc #!no-fold-case Abc")))
  (let* ((a (read p)) (b (read p)) (c (read p)))
    (list a b c)))
;; => (Abc abc Abc)
;; note: mit 12.1 gives an unspecific object for the directive itself; the report makes it a comment

;; check: fold-case counts as a comment between data
'(a #!fold-case B #!no-fold-case C)
;; => (a b C)
;; note: mit 12.1 gives an unspecific object for the directive itself; the report makes it a comment

;;; section: 2.2 Whitespace and comments

;; check: line comment ends at the newline
(list 1 ; 2
  3)
;; => (1 3)

;; check: line comment right after a token
(list 1;2
 3)
;; => (1 3)

;; check: block comment
(list 1 #| 2 |# 3)
;; => (1 3)

;; check: block comment right before a datum
(list 1 #|x|#2)
;; => (1 2)

;; check: nested block comments
(list 1 #| a #| b |# c |# 2)
;; => (1 2)

;; check: deeply nested block comments
(list #| 1 #| 2 #| 3 |# 2 |# 1 |# 'end)
;; => (end)

;; check: block comment over several lines
(list 1 #| two
three "
four |# 5)
;; => (1 5)

;; check: block comment containing a semicolon and a string quote
(list 1 #| ; " |# 2)
;; => (1 2)

;; check: empty block comment
(list 1 #||# 2)
;; => (1 2)

;; check: block comment with extra bars
(list 1 #||||# 2 #| | |# 3)
;; => (1 2 3)

;; check: datum comment skips one datum
(list 1 #;2 3)
;; => (1 3)

;; check: datum comment skips a list
(list 1 #;(car '()) 3)
;; => (1 3)

;; check: datum comment with blanks before the datum
(list 1 #;   (2 3)
   4)
;; => (1 4)

;; check: datum comment with a comment before the datum
(list 1 #; ; nothing
  2 3)
;; => (1 3)

;; check: two datum comments skip two data
(list 1 #;#;2 3 4)
;; => (1 4)

;; check: nested datum comment within a skipped list
(list 1 #;(2 #;3 4) 5)
;; => (1 5)

;; check: datum comment at the end of a list
'(1 2 #;3)
;; => (1 2)

;; check: datum comment after the dot
'(1 . #;2 3)
;; => (1 . 3)

;; check: datum comment after the tail
'(1 . 2 #;3)
;; => (1 . 2)

;; check: datum comment in a vector
'#(1 #;2 3)
;; => #(1 3)

;; check: datum comment on a quoted datum
'(a #;'b c)
;; => (a c)

;; check: datum comment after a quote mark
'#;x y
;; => y

;; check: datum comment of a string with a parenthesis
(list #;")" 1)
;; => (1)

;; check: tab and newline separate data
(length '(a	b
c))
;; => 3

;; check: no blank needed before a parenthesis
(let((x 1)(y 2))(list x y))
;; => (1 2)

;; check: strings delimit tokens
(length '(a "b"c))
;; => 3

;; check: block comment inside a string is text
(string-length "a#|b|#c")
;; => 7

;; check: semicolon in a string is text
"a;b"
;; => "a;b"

;;; section: 2.3 Other notations

;; check: quote mark
(equal? 'a (quote a))
;; => #t

;; check: quote mark before a list
(car ''a)
;; => quote

;; check: quote mark with a blank after it
' a
;; => a

;; check: quasiquote and unquote marks read as lists
(list (car '`a) (car ',a) (car ',@a))
;; => (quasiquote unquote unquote-splicing)

;; check: vector literal evaluates to itself
#(1 2 3)
;; => #(1 2 3)

;; check: vector literal does not evaluate its elements
(vector-ref #(a (b c)) 1)
;; => (b c)

;; check: empty vector literal
(vector-length #())
;; => 0

;; check: bytevector literal
(bytevector-u8-ref #u8(1 2 255) 2)
;; => 255

;; check: empty bytevector literal
(bytevector-length #u8())
;; => 0

;; check: nested vectors and lists
'#(1 #(2 (3 #u8(4))) "five")
;; => #(1 #(2 (3 #u8(4))) "five")

;; check: dotted pair notation
(cdr '(1 . 2))
;; => 2

;; check: dotted tail that is a list
'(1 . (2 . (3 . ())))
;; => (1 2 3)

;; check: improper list
(cddr '(1 2 . 3))
;; => 3

;; check: dot without blanks around parentheses
'((1).(2))
;; => ((1) 2)

;; check: booleans short and long
(list #t #true #f #false)
;; => (#t #t #f #f)

;; check: long boolean names are the same values
(list (eq? #t #true) (eq? #f #false))
;; => (#t #t)

;; check: character literals of delimiters
(list #\( #\) #\; #\" #\')
;; => (#\( #\) #\; #\" #\')

;; check: character literal before a closing parenthesis
(char->integer (car '(#\a)))
;; => 97

;; check: character literal of a space written out
(char->integer #\ )
;; => 32

;; check: character names
(map char->integer '(#\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab))
;; => (7 8 127 27 10 0 13 32 9)

;; check: hex character
(list #\x41 #\x3bb)
;; => (#\A #\λ)

;; check: the letter x is a character
(char->integer #\x)
;; => 120

;; check: character hex digits in both cases
(char=? #\x3BB #\x3bb)
;; => #t

;; check: string escapes
(map char->integer (string->list "\a\b\t\n\r\"\\"))
;; => (7 8 9 10 13 34 92)

;; check: vertical bar escape in a string
(string->list "a\|b")
;; => (#\a #\| #\b)

;; check: hex escape in a string
"\x41;bc\x64;"
;; => "Abcd"

;; check: hex escape with leading zeros
(string-length "\x00041;")
;; => 1

;; check: line continuation drops the newline and indentation
"left \
    right"
;; => "left right"

;; check: line continuation with blanks before the newline
(string=? "ab\   
   cd" "abcd")
;; => #t
;; note: guile 3.0.8 takes no blanks between the backslash and the newline; the report does

;; check: a bare newline stays in the string
(string-length "a
b")
;; => 3

;; check: non-ASCII string literal
(string-length "λ→é")
;; => 3

;; check: binary octal decimal and hexadecimal prefixes
(list #b101 #o17 #d19 #xff)
;; => (5 15 19 255)

;; check: upper case radix prefixes
(list #B11 #O11 #D11 #X1F)
;; => (3 9 11 31)

;; check: hex digits in both cases
(= #xAbC #xaBc)
;; => #t

;; check: signed numbers with a radix
(list #x-10 #b+11 #o-7)
;; => (-16 3 -7)

;; check: exactness prefixes
(list #e1.0 #i7 #e1e2)
;; => (1 7.0 100)

;; check: radix and exactness prefixes in either order
(list #x#i10 #i#x10 #e#b11 #b#e11)
;; => (16.0 16.0 3 3)

;; check: explicit plus sign
(list +5 -5 +0.5)
;; => (5 -5 0.5)

;; check: decimal point forms
(list .5 5. 0.50 -.25)
;; => (0.5 5.0 0.5 -0.25)

;; check: exponent forms
(list 1e3 1E3 1e+3 1e-3 1.5e2 .5e1)
;; => (1000.0 1000.0 1000.0 0.001 150.0 5.0)

;; check: infinities and NaN
(list +inf.0 -inf.0 (nan? +nan.0))
;; => (+inf.0 -inf.0 #t)

;; check: special numbers in any case
(list (= +INF.0 +inf.0) (nan? +NaN.0))
;; => (#t #t)

;;; section: 2.4 Datum labels

;; check: a label that is used once
'#0=(a b)
;; => (a b)
;; note: guile 3.0.8 does not read datum labels

;; check: a label shared within a list
(let ((x '(#1=(a) #1#)))
  (eq? (car x) (cadr x)))
;; => #t
;; note: guile 3.0.8 does not read datum labels

;; check: a shared string
(let ((x '(#0="abc" #0#)))
  (eq? (car x) (cadr x)))
;; => #t
;; note: guile 3.0.8 does not read datum labels

;; check: circular list
(let ((x '#0=(a b c . #0#)))
  (list (car x) (cadr x) (caddr x) (cadddr x) (eq? x (cdddr x))))
;; => (a b c a #t)
;; note: guile 3.0.8 does not read datum labels

;; check: circular car
(let ((x '#5=(#5# tail)))
  (eq? x (car x)))
;; => #t
;; note: guile 3.0.8 does not read datum labels

;; check: circular vector
(let ((v '#0=#(1 #0# 3)))
  (list (eq? v (vector-ref v 1)) (vector-ref v 2)))
;; => (#t 3)
;; note: guile 3.0.8 does not read datum labels

;; check: several labels
'(#0=a #1=b #0# #1# #0#)
;; => (a b a b a)
;; note: guile 3.0.8 does not read datum labels

;; check: label reference inside a nested list
(let ((x '(1 #2=(2 3) (4 #2#))))
  (eq? (cadr x) (cadr (caddr x))))
;; => #t
;; note: guile 3.0.8 does not read datum labels

;; check: labels with more than one digit
(let ((x '(#12=(q) #12#)))
  (eq? (car x) (cadr x)))
;; => #t
;; note: guile 3.0.8 does not read datum labels

;; check: reading a labelled datum from a port
(let ((x (read (open-input-string "(#0=(1 2) . #0#)"))))
  (eq? (car x) (cdr x)))
;; => #t
;; note: guile 3.0.8 does not read datum labels

;; check: reading a circular list from a port
(let ((x (read (open-input-string "#0=(x y . #0#)"))))
  (list (car x) (cadr x) (eq? x (cddr x))))
;; => (x y #t)
;; note: guile 3.0.8 does not read datum labels

;; check: the scope of a label is one datum
(let ((p (open-input-string "(#0=a #0#) (#0=b #0#)")))
  (let* ((one (read p)) (two (read p)))
    (list one two)))
;; => ((a a) (b b))
;; note: guile 3.0.8 does not read datum labels

;; check: circular list has no length
(list? '#0=(a . #0#))
;; => #f
;; note: guile 3.0.8 does not read datum labels

;; check: a label in a quoted tail
'(1 . #3=(2 . #4=(3)))
;; => (1 2 3)
;; note: guile 3.0.8 does not read datum labels
