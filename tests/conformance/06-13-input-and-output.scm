; Conformance checks for R7RS-small section 6.13: input and output (string and bytevector ports).

;;; section: 6.13.1 Ports

;; check: port? of the standard ports
(map port? (list (current-input-port) (current-output-port) (current-error-port)))
;; => (#t #t #t)

;; check: port? of other objects
(map port? (list 1 "port" 'port '() car))
;; => (#f #f #f #f #f)

;; check: directions of string ports
(let ((i (open-input-string "x")) (o (open-output-string)))
  (list (input-port? i) (output-port? i) (input-port? o) (output-port? o)))
;; => (#t #f #f #t)

;; check: directions of bytevector ports
(let ((i (open-input-bytevector #u8(1))) (o (open-output-bytevector)))
  (list (input-port? i) (output-port? i) (input-port? o) (output-port? o)))
;; => (#t #f #f #t)
;; note: guile 3.0.8 makes the output port an input port too; in the report an open-output-bytevector port is for output

;; check: input-port? and output-port? of other objects
(list (input-port? 5) (output-port? "x") (textual-port? 'a) (binary-port? '()))
;; => (#f #f #f #f)

;; check: textual-port? and binary-port?
(list (textual-port? (open-input-string "")) (textual-port? (open-output-string))
      (binary-port? (open-input-bytevector #u8())) (binary-port? (open-output-bytevector)))
;; => (#t #t #t #t)

;; check: the standard ports are textual
(list (textual-port? (current-output-port)) (input-port? (current-input-port)) (output-port? (current-error-port)))
;; => (#t #t #t)

;; check: input-port-open? and output-port-open?
(let ((i (open-input-string "x")) (o (open-output-string)))
  (list (input-port-open? i) (output-port-open? o)))
;; => (#t #t)

;; check: close-port
(let ((i (open-input-string "x")) (o (open-output-string)))
  (close-port i) (close-port o)
  (list (input-port-open? i) (output-port-open? o)))
;; => (#f #f)
;; note: mit 12.1 does not close string ports; the report asks for it

;; check: close-input-port and close-output-port
(let ((i (open-input-string "x")) (o (open-output-string)))
  (close-input-port i) (close-output-port o)
  (list (input-port-open? i) (output-port-open? o)))
;; => (#f #f)
;; note: mit 12.1 does not close string ports; the report asks for it

;; check: closing twice has no effect
(let ((i (open-input-string "x"))) (close-port i) (close-port i) (close-input-port i) (input-port-open? i))
;; => #f
;; note: mit 12.1 does not close string ports; the report asks for it

;; check: closing of binary ports
(let ((i (open-input-bytevector #u8(1)))) (close-port i) (input-port-open? i))
;; => #f

;; check: close-input-port of an output port
(close-input-port (open-output-string))
;; => error

;; check: call-with-port gives the values of the procedure
(call-with-port (open-input-string "abc") read-char)
;; => #\a

;; check: call-with-port gives several values
(call-with-values (lambda () (call-with-port (open-input-string "ab") (lambda (p) (let* ((a (read-char p)) (b (read-char p))) (values a b))))) list)
;; => (#\a #\b)

;; check: call-with-port closes the port
(let ((p (open-input-string "abc"))) (call-with-port p read-char) (input-port-open? p))
;; => #f
;; note: mit 12.1 does not close string ports; the report asks for it

;; check: call-with-port on an output port
(call-with-port (open-output-string) (lambda (p) (write 'x p) (display " " p) (write "y" p) (get-output-string p)))
;; => "x \"y\""

;; check: parameterize of the current input port
(parameterize ((current-input-port (open-input-string "hello world"))) (let* ((a (read)) (b (read))) (list a b)))
;; => (hello world)

;; check: parameterize of the current error port
(let ((p (open-output-string)))
  (parameterize ((current-error-port p)) (write-string "trouble" (current-error-port)))
  (get-output-string p))
;; => "trouble"

;; check: nested parameterize of the output port
(let ((a (open-output-string)) (b (open-output-string)))
  (parameterize ((current-output-port a))
    (display 1)
    (parameterize ((current-output-port b)) (display 2))
    (display 3))
  (list (get-output-string a) (get-output-string b)))
;; => ("13" "2")

;;; section: 6.13.1 String and bytevector ports

;; check: get-output-string of nothing written
(get-output-string (open-output-string))
;; => ""

;; check: get-output-string may be called again
(let ((p (open-output-string)))
  (write-string "a" p)
  (let ((one (get-output-string p)))
    (write-string "b" p)
    (list one (get-output-string p))))
;; => ("a" "ab")

;; check: get-output-string of something else
(get-output-string (open-input-string "x"))
;; => error

;; check: the order of writes is kept
(let ((p (open-output-string))) (display "first, " p) (write-char #\2 p) (write "nd" p) (write-string " and last" p) (get-output-string p))
;; => "first, 2\"nd\" and last"

;; check: open-input-string of the empty string
(eof-object? (read-char (open-input-string "")))
;; => #t

;; check: open-input-string of something that is no string
(open-input-string 'abc)
;; => error

;; check: get-output-bytevector
(let ((p (open-output-bytevector))) (write-u8 1 p) (write-u8 255 p) (write-bytevector #u8(7 8) p) (get-output-bytevector p))
;; => #u8(1 255 7 8)

;; check: get-output-bytevector of nothing written
(get-output-bytevector (open-output-bytevector))
;; => #u8()

;; check: get-output-bytevector may be called again
(let ((p (open-output-bytevector)))
  (write-u8 1 p)
  (let ((one (get-output-bytevector p))) (write-u8 2 p) (list one (get-output-bytevector p))))
;; => (#u8(1) #u8(1 2))

;; check: two string ports do not disturb each other
(let ((a (open-output-string)) (b (open-output-string)))
  (write-char #\a a) (write-char #\b b) (write-char #\c a)
  (list (get-output-string a) (get-output-string b)))
;; => ("ac" "b")

;; check: two input ports on the same string
(let* ((s "xyz") (a (open-input-string s)) (b (open-input-string s)))
  (read-char a)
  (let* ((x (read-char a)) (y (read-char b))) (list x y)))
;; => (#\y #\x)

;;; section: 6.13.2 Characters

;; check: read-char
(let ((p (open-input-string "ab")))
  (let* ((a (read-char p)) (b (read-char p)) (c (read-char p)) (d (read-char p)))
    (list a b (eof-object? c) (eof-object? d))))
;; => (#\a #\b #t #t)

;; check: peek-char does not consume
(let ((p (open-input-string "ab")))
  (let* ((a (peek-char p)) (b (peek-char p)) (c (read-char p)) (d (peek-char p)))
    (list a b c d)))
;; => (#\a #\a #\a #\b)

;; check: peek-char at the end
(let ((p (open-input-string "")))
  (let* ((a (peek-char p)) (b (read-char p))) (list (eof-object? a) (eof-object? b))))
;; => (#t #t)

;; check: read-char with wide characters
(let ((p (open-input-string "λ😀z")))
  (let* ((a (read-char p)) (b (peek-char p)) (c (read-char p)) (d (read-char p))) (list a b c d)))
;; => (#\λ #\😀 #\😀 #\z)

;; check: char-ready?
(let ((p (open-input-string "a"))) (let* ((a (char-ready? p)) (b (read-char p)) (c (char-ready? p))) (list a b c)))
;; => (#t #\a #t)

;; check: read-char from the current input port
(parameterize ((current-input-port (open-input-string "xy"))) (let* ((a (peek-char)) (b (read-char)) (c (char-ready?)) (d (read-char))) (list a b c d)))
;; => (#\x #\x #t #\y)

;; check: read-char of something that is no port
(read-char "abc")
;; => error

;; check: read-char of an output port
(read-char (open-output-string))
;; => error

;; check: eof-object
(list (eof-object? (eof-object)) (eof-object? 'eof) (eof-object? '()) (eof-object? #f))
;; => (#t #f #f #f)

;; check: the eof object is of no other type
(map (lambda (p) (p (eof-object))) (list boolean? char? null? pair? procedure? symbol? string? vector? number? bytevector? port?))
;; => (#f #f #f #f #f #f #f #f #f #f #f)

;;; section: 6.13.2 Lines and strings

;; check: read-line
(let ((p (open-input-string "first\nsecond\n")))
  (let* ((a (read-line p)) (b (read-line p)) (c (read-line p))) (list a b (eof-object? c))))
;; => ("first" "second" #t)

;; check: read-line of a last line without a newline
(let ((p (open-input-string "a\nb")))
  (let* ((a (read-line p)) (b (read-line p)) (c (read-line p))) (list a b (eof-object? c))))
;; => ("a" "b" #t)

;; check: read-line of empty lines
(let ((p (open-input-string "\n\nx\n")))
  (let* ((a (read-line p)) (b (read-line p)) (c (read-line p)) (d (read-line p))) (list a b c (eof-object? d))))
;; => ("" "" "x" #t)

;; check: read-line of the empty string
(eof-object? (read-line (open-input-string "")))
;; => #t

;; check: read-line after read-char
(let ((p (open-input-string "abc\ndef")))
  (read-char p)
  (let* ((a (read-line p)) (b (read-char p))) (list a b)))
;; => ("bc" #\d)

;; check: read-line from the current input port
(parameterize ((current-input-port (open-input-string "one\ntwo"))) (let* ((a (read-line)) (b (read-line))) (list a b)))
;; => ("one" "two")

;; check: read-string
(let ((p (open-input-string "abcdef")))
  (let* ((a (read-string 2 p)) (b (read-string 3 p)) (c (read-string 5 p)) (d (read-string 1 p)))
    (list a b c (eof-object? d))))
;; => ("ab" "cde" "f" #t)

;; check: read-string of more than there is
(read-string 100 (open-input-string "short"))
;; => "short"

;; check: read-string of none
(read-string 0 (open-input-string "abc"))
;; => ""

;; check: read-string of the empty port
(eof-object? (read-string 3 (open-input-string "")))
;; => #t

;; check: read-string with newlines
(string=? "a\nb" (read-string 3 (open-input-string "a\nbc")))
;; => #t

;; check: read-string with wide characters
(let ((p (open-input-string "λ😀zw"))) (let* ((a (read-string 2 p)) (b (read-string 2 p))) (list a b)))
;; => ("λ😀" "zw")

;; check: read-string from the current input port
(parameterize ((current-input-port (open-input-string "hello"))) (let* ((a (read-string 2)) (b (read-string 10))) (list a b)))
;; => ("he" "llo")

;;; section: 6.13.2 Bytes

;; check: read-u8
(let ((p (open-input-bytevector #u8(1 255))))
  (let* ((a (read-u8 p)) (b (read-u8 p)) (c (read-u8 p))) (list a b (eof-object? c))))
;; => (1 255 #t)

;; check: peek-u8
(let ((p (open-input-bytevector #u8(7 8))))
  (let* ((a (peek-u8 p)) (b (read-u8 p)) (c (peek-u8 p)) (d (read-u8 p)) (e (peek-u8 p))) (list a b c d (eof-object? e))))
;; => (7 7 8 8 #t)

;; check: u8-ready?
(let ((p (open-input-bytevector #u8(1)))) (let* ((a (u8-ready? p)) (b (read-u8 p)) (c (u8-ready? p))) (list a b c)))
;; => (#t 1 #t)

;; check: read-bytevector
(let ((p (open-input-bytevector #u8(1 2 3 4 5))))
  (let* ((a (read-bytevector 2 p)) (b (read-bytevector 10 p)) (c (read-bytevector 1 p))) (list a b (eof-object? c))))
;; => (#u8(1 2) #u8(3 4 5) #t)

;; check: read-bytevector of none
(read-bytevector 0 (open-input-bytevector #u8(1)))
;; => #u8()

;; check: read-bytevector!
(let* ((b (make-bytevector 4 0)) (p (open-input-bytevector #u8(1 2 3))) (n (read-bytevector! b p)))
  (list n b))
;; => (3 #u8(1 2 3 0))

;; check: read-bytevector! with a start
(let* ((b (make-bytevector 4 0)) (p (open-input-bytevector #u8(1 2 3 4 5))) (n (read-bytevector! b p 1)))
  (list n b (read-u8 p)))
;; => (3 #u8(0 1 2 3) 4)

;; check: read-bytevector! with a range
(let* ((b (make-bytevector 5 0)) (p (open-input-bytevector #u8(1 2 3 4 5))) (n (read-bytevector! b p 1 3)))
  (list n b))
;; => (2 #u8(0 1 2 0 0))

;; check: read-bytevector! at the end
(eof-object? (read-bytevector! (make-bytevector 2 0) (open-input-bytevector #u8())))
;; => #t

;; check: binary input by way of the current input port
(parameterize ((current-input-port (open-input-bytevector #u8(5 6)))) (let* ((a (peek-u8)) (b (read-u8)) (c (read-u8))) (list a b c)))
;; => (5 5 6)
;; note: guile 3.0.8 wraps the port so that it does not take bytes any more

;;; section: 6.13.2 read

;; check: read of a list
(read (open-input-string "(a (b . c) 1)"))
;; => (a (b . c) 1)

;; check: read of several data
(let ((p (open-input-string "one (two) \"three\" 4")))
  (let* ((a (read p)) (b (read p)) (c (read p)) (d (read p)) (e (read p))) (list a b c d (eof-object? e))))
;; => (one (two) "three" 4 #t)

;; check: read of nothing
(map (lambda (s) (eof-object? (read (open-input-string s)))) '("" "   " "; only a comment" "#| block |#" "#;datum"))
;; => (#t #t #t #t #t)

;; check: read of numbers
(map (lambda (s) (read (open-input-string s))) '("5" "-3" "1.5" "1e3" "#xff" "#e1.0" "+inf.0"))
;; => (5 -3 1.5 1000.0 255 1 +inf.0)

;; check: read of booleans
(map (lambda (s) (read (open-input-string s))) '("#t" "#f" "#true" "#false"))
;; => (#t #f #t #f)

;; check: read of characters
(map (lambda (s) (read (open-input-string s))) '("#\\a" "#\\space" "#\\newline" "#\\x41" "#\\x" "#\\(" "#\\λ" "#\\null" "#\\delete"))
;; => (#\a #\space #\newline #\A #\x #\( #\λ #\null #\delete)

;; check: read of strings
(map (lambda (s) (read (open-input-string s))) '("\"abc\"" "\"\"" "\"a\\\"b\"" "\"\\x41;\\\\\"" "\"λ\""))
;; => ("abc" "" "a\"b" "A\\" "λ")

;; check: read of a string with escapes for control characters
(map char->integer (string->list (read (open-input-string "\"\\a\\b\\t\\n\\r\""))))
;; => (7 8 9 10 13)

;; check: read of symbols
(map (lambda (s) (read (open-input-string s))) '("abc" "ABC" "|a b|" "+" "..." "a->b" "||"))
;; => (abc ABC |a b| + ... a->b ||)

;; check: read of vectors and bytevectors
(map (lambda (s) (read (open-input-string s))) '("#(1 (2) #(3))" "#()" "#u8(1 2 255)" "#u8()"))
;; => (#(1 (2) #(3)) #() #u8(1 2 255) #u8())

;; check: read of the empty list and dotted pairs
(map (lambda (s) (read (open-input-string s))) '("()" "( )" "(a . b)" "(a . (b . (c)))" "(a b . c)"))
;; => (() () (a . b) (a b c) (a b . c))

;; check: read of quotation marks
(equal? (map (lambda (s) (read (open-input-string s))) '("'a" "`a" ",a" ",@a"))
        '((quote a) (quasiquote a) (unquote a) (unquote-splicing a)))
;; => #t

;; check: read of quotation marks before lists
(equal? (read (open-input-string "'(a `(b ,c ,@d))"))
        '(quote (a (quasiquote (b (unquote c) (unquote-splicing d))))))
;; => #t

;; check: read skips comments
(let ((p (open-input-string "; one\n a #| two |# b #;(c d) e"))) (let* ((a (read p)) (b (read p)) (c (read p))) (list a b c)))
;; => (a b e)

;; check: read skips comments inside a list
(read (open-input-string "(1 ; x\n 2 #;3 #| 4 |# 5)"))
;; => (1 2 5)

;; check: read stops right after the datum
(let ((p (open-input-string "(a)b"))) (read p) (read-char p))
;; => #\b

;; check: read of a symbol ends at a delimiter
(let ((p (open-input-string "abc(d)"))) (let* ((a (read p)) (b (read p))) (list a b)))
;; => (abc (d))

;; check: read of a string followed by a symbol
(let ((p (open-input-string "\"x\"y"))) (let* ((a (read p)) (b (read p))) (list a b)))
;; => ("x" y)

;; check: read of shared structure
(let ((x (read (open-input-string "(#0=(1) #0#)")))) (eq? (car x) (cadr x)))
;; => #t
;; note: guile 3.0.8 does not read datum labels

;; check: read of an unfinished list
(read (open-input-string "(1 2"))
;; => error

;; check: read of an unfinished string
(read (open-input-string "\"abc"))
;; => error

;; check: read of an unfinished vector
(read (open-input-string "#(1 2"))
;; => error

;; check: read of an unfinished block comment
(guard (e (#t 'caught)) (read (open-input-string "(1 #| 2")))
;; => caught

;; check: read of an unknown character name
(read (open-input-string "#\\nosuchname"))
;; => error

;; check: read from the current input port
(parameterize ((current-input-port (open-input-string "(from here)"))) (read))
;; => (from here)

;; check: read does not evaluate
(read (open-input-string "(+ 1 2)"))
;; => (+ 1 2)

;; check: read and eval
(eval (read (open-input-string "(* 6 7)")) (environment '(scheme base)))
;; => 42

;; check: a mix of read and read-char
(let ((p (open-input-string "abc def")))
  (let* ((a (read p)) (b (read-char p)) (c (read-char p)) (d (read p))) (list a b c d)))
;; => (abc #\space #\d ef)

;; check: read of a deep list
(let* ((n 1000) (s (string-append (make-string n #\() (make-string n #\)))))
  (let loop ((x (read (open-input-string s))) (d 1)) (if (null? x) d (loop (car x) (+ d 1)))))
;; => 1000

;;; section: 6.13.3 write

;; check: write of simple data
(map (lambda (x) (let ((p (open-output-string))) (write x p) (get-output-string p)))
     (list 'a 12 "s" #\c #t #f '()))
;; => ("a" "12" "\"s\"" "#\\c" "#t" "#f" "()")

;; check: write of lists
(map (lambda (x) (let ((p (open-output-string))) (write x p) (get-output-string p)))
     (list '(1 2 3) '(1 . 2) '(1 2 . 3) '(1 (2 (3))) '(() (()))))
;; => ("(1 2 3)" "(1 . 2)" "(1 2 . 3)" "(1 (2 (3)))" "(() (()))")

;; check: write of vectors and bytevectors
(map (lambda (x) (let ((p (open-output-string))) (write x p) (get-output-string p)))
     (list #(1 (2) "x") #() #u8(1 2) #u8()))
;; => ("#(1 (2) \"x\")" "#()" "#u8(1 2)" "#u8()")

;; check: write of numbers
(map (lambda (x) (let ((p (open-output-string))) (write x p) (get-output-string p)))
     (list 0 -5 9007199254740991 +inf.0 -inf.0))
;; => ("0" "-5" "9007199254740991" "+inf.0" "-inf.0")

;; check: write escapes quotes and backslashes in strings
(let ((p (open-output-string))) (write "a\"b\\c" p) (get-output-string p))
;; => "\"a\\\"b\\\\c\""

;; check: write of a list of mixed data
(let ((p (open-output-string))) (write '(a "b" #\c 4 (#t)) p) (get-output-string p))
;; => "(a \"b\" #\\c 4 (#t))"

;; check: write to the current output port
(begin (write '("a" b)) 'end)
;; output: ("a" b)
;; => end

;; check: what is written reads back equal
(let loop ((l (list 'a "s\"\\x" #\space '(1 "two" #\3 (4.5 . six)) #(a #(b) "c") #u8(0 255) '() #t -0.5 '|odd name| "λ→😀" '(a . (b . c)))))
  (if (null? l) 'all
      (let ((p (open-output-string)))
        (write (car l) p)
        (if (equal? (car l) (read (open-input-string (get-output-string p)))) (loop (cdr l)) (get-output-string p)))))
;; => all

;; check: what is written of control characters in strings reads back
(let ((s (list->string (map integer->char '(0 7 8 9 10 13 27 34 92 127)))) (p (open-output-string)))
  (write s p)
  (string=? s (read (open-input-string (get-output-string p)))))
;; => #t

;; check: write does not label what is shared but not circular
(let* ((x (list 1)) (p (open-output-string))) (write (list x x) p) (get-output-string p))
;; => "((1) (1))"

;; check: write of a circular list uses labels
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((x (list 'a 'b)))
  (set-cdr! (cdr x) x)
  (text write x))
;; => "#N=(a b . #N#)"
;; note: guile 3.0.8 writes cycles in a way of its own

;; check: write of a circular vector uses labels
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((v (vector 'a 'b)))
  (vector-set! v 1 v)
  (text write v))
;; => "#N=#(a #N#)"
;; note: guile 3.0.8 writes cycles in a way of its own

;; check: write of a list whose car is itself
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((x (list 'a 'b)))
  (set-car! x x)
  (text write x))
;; => "#N=(#N# b)"
;; note: guile 3.0.8 writes cycles in a way of its own

;; check: write of a cycle within a list
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let* ((c (list 'x)) (l (list 'a c 'b)))
  (set-cdr! c c)
  (text write l))
;; => "(a #N=(x . #N#) b)"
;; note: guile 3.0.8 writes cycles in a way of its own

;; check: write of a circular list reads back
(let ((x (list 'a 'b)) (p (open-output-string)))
  (set-cdr! (cdr x) x)
  (write x p)
  (let ((y (read (open-input-string (get-output-string p)))))
    (list (car y) (cadr y) (eq? y (cddr y)))))
;; => (a b #t)
;; note: guile 3.0.8 neither writes nor reads datum labels here

;;; section: 6.13.3 write-shared and write-simple

;; check: write-shared labels shared pairs
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((x (list 'a))) (text write-shared (list x x)))
;; => "(#N=(a) #N#)"

;; check: write-shared labels a circular list
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((x (list 'a))) (set-cdr! x x) (text write-shared x))
;; => "#N=(a . #N#)"

;; check: write-shared labels two shared lists
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((x (list 'a)) (y (list 'b))) (text write-shared (list x y x y)))
;; => "(#N=(a) #N=(b) #N# #N#)"

;; check: write-shared uses a different label for each object
(let* ((x (list 'a)) (y (list 'b)) (p (open-output-string)))
  (write-shared (list x y x y) p)
  (let ((s (get-output-string p)))
    (char=? (string-ref s 2) (string-ref s 9))))
;; => #f

;; check: write-shared labels a shared vector
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((x (vector 'a))) (text write-shared (vector x x)))
;; => "#(#N=#(a) #N#)"

;; check: write-shared labels a shared tail
(define (mask s) (string-map (lambda (c) (if (char-numeric? c) #\N c)) s))
(define (text writer x) (let ((p (open-output-string))) (writer x p) (mask (get-output-string p))))
(let ((x (list 'b 'c))) (text write-shared (list (cons 'a x) x)))
;; => "((a . #N=(b c)) #N#)"

;; check: write-shared without sharing
(let ((p (open-output-string))) (write-shared '(1 (2) "three" #(4)) p) (get-output-string p))
;; => "(1 (2) \"three\" #(4))"

;; check: write-shared does not label symbols numbers and the empty list
(let ((p (open-output-string))) (write-shared (list 'a 'a 1 1 '() '() #t #t #\a #\a) p) (get-output-string p))
;; => "(a a 1 1 () () #t #t #\\a #\\a)"

;; check: write-simple
(let ((p (open-output-string))) (write-simple '(a "b" #\c (1 . 2) #(3)) p) (get-output-string p))
;; => "(a \"b\" #\\c (1 . 2) #(3))"

;; check: write-simple does not label shared structure
(let* ((x (list 1)) (p (open-output-string))) (write-simple (list x x) p) (get-output-string p))
;; => "((1) (1))"

;; check: write-simple and write-shared to the current output port
(begin (write-simple '("a")) (write-shared '("b")) 'end)
;; output: ("a")("b")
;; => end

;; check: shared structure written and read back
(let* ((x (list 1 2)) (l (list x 'mid x)) (p (open-output-string)))
  (write-shared l p)
  (let ((y (read (open-input-string (get-output-string p))))) (list (equal? y l) (eq? (car y) (caddr y)))))
;; => (#t #t)
;; note: guile 3.0.8 does not read datum labels

;;; section: 6.13.3 display

;; check: display of strings and characters
(let ((p (open-output-string))) (display "a \"b\"" p) (display #\c p) (display #\space p) (display 'd p) (get-output-string p))
;; => "a \"b\"c d"

;; check: display of strings and characters inside lists and vectors
(let ((p (open-output-string))) (display '("a" #\b (c "d") #("e" #\f)) p) (get-output-string p))
;; => "(a b (c d) #(e f))"

;; check: display of numbers booleans and the empty list
(let ((p (open-output-string))) (display '(1 -2 #t #f ()) p) (get-output-string p))
;; => "(1 -2 #t #f ())"

;; check: display of a bytevector
(let ((p (open-output-string))) (display #u8(1 2) p) (get-output-string p))
;; => "#u8(1 2)"

;; check: display of inexact numbers
(begin (display '(0.5 1.0 -2.5 100.0)) 'end)
;; output: (0.5 1.0 -2.5 100.0)
;; => end

;; check: display of the empty string
(let ((p (open-output-string))) (display "" p) (get-output-string p))
;; => ""

;; check: display of a circular list ends
(let ((x (list 'a 'b)) (p (open-output-string)))
  (set-cdr! (cdr x) x)
  (display x p)
  'ended)
;; => ended
;; note: mit 12.1 does not end; the report says that display does not loop forever

;; check: display of wide characters
(let ((p (open-output-string))) (display "λ→😀" p) (display #\é p) (get-output-string p))
;; => "λ→😀é"

;; check: display to the current output port
(begin (display "hello") (display #\,) (display '(1 "x")) 'end)
;; output: hello,(1 x)
;; => end

;;; section: 6.13.3 Characters strings and bytes

;; check: newline
(let ((p (open-output-string))) (newline p) (newline p) (map char->integer (string->list (get-output-string p))))
;; => (10 10)

;; check: newline to the current output port
(begin (display 1) (newline) (display 2) 'end)
;; output: 1\n2
;; => end

;; check: write-char
(let ((p (open-output-string))) (write-char #\a p) (write-char #\" p) (write-char #\λ p) (get-output-string p))
;; => "a\"λ"

;; check: write-char to the current output port
(begin (write-char #\x) (write-char #\newline) (write-char #\y) 'end)
;; output: x\ny
;; => end

;; check: write-string
(let ((p (open-output-string))) (write-string "a\"b" p) (write-string "" p) (get-output-string p))
;; => "a\"b"

;; check: write-string with a start
(let ((p (open-output-string))) (write-string "abcdef" p 2) (get-output-string p))
;; => "cdef"

;; check: write-string with a range
(let ((p (open-output-string))) (write-string "abcdef" p 2 4) (write-string "xyz" p 1 1) (get-output-string p))
;; => "cd"

;; check: write-string to the current output port
(begin (write-string "plain") 'end)
;; output: plain
;; => end

;; check: write-string of a symbol
(write-string 'a (open-output-string))
;; => error

;; check: write-u8
(let ((p (open-output-bytevector))) (write-u8 0 p) (write-u8 128 p) (get-output-bytevector p))
;; => #u8(0 128)

;; check: write-u8 of a value that is no byte
(write-u8 256 (open-output-bytevector))
;; => error

;; check: write-bytevector
(let ((p (open-output-bytevector))) (write-bytevector #u8(1 2 3) p) (write-bytevector #u8() p) (get-output-bytevector p))
;; => #u8(1 2 3)

;; check: write-bytevector with a range
(let ((p (open-output-bytevector))) (write-bytevector #u8(1 2 3 4 5) p 3) (write-bytevector #u8(1 2 3 4 5) p 1 3) (get-output-bytevector p))
;; => #u8(4 5 2 3)

;; check: flush-output-port
(let ((p (open-output-string))) (write-string "x" p) (flush-output-port p) (flush-output-port) (get-output-string p))
;; => "x"

;; check: write of something to an input port
(write 'a (open-input-string "x"))
;; => error

;; check: output in the order of evaluation
(begin
  (for-each (lambda (x) (write x) (newline)) '(1 "two" #\3))
  'end)
;; output: 1\n"two"\n#\\3\n
;; => end

;;; section: 6.13 Ports at work

;; check: copying a port
(define (copy in out) (let loop () (let ((c (read-char in))) (if (eof-object? c) 'done (begin (write-char c out) (loop))))))
(let ((o (open-output-string))) (copy (open-input-string "some text\nλ") o) (string=? (get-output-string o) "some text\nλ"))
;; => #t

;; check: counting lines and words
(define (count text)
  (let ((p (open-input-string text)))
    (let loop ((lines 0) (words 0) (in-word #f))
      (let ((c (read-char p)))
        (cond ((eof-object? c) (list lines (if in-word (+ words 1) words)))
              ((char=? c #\newline) (loop (+ lines 1) (if in-word (+ words 1) words) #f))
              ((char-whitespace? c) (loop lines (if in-word (+ words 1) words) #f))
              (else (loop lines words #t)))))))
(count "one two\nthree  four five\n")
;; => (2 5)

;; check: a tokenizer with peek-char
(define (tokens text)
  (let ((p (open-input-string text)))
    (define (digits acc)
      (let ((c (peek-char p)))
        (if (and (not (eof-object? c)) (char-numeric? c)) (digits (+ (* acc 10) (digit-value (read-char p)))) acc)))
    (let loop ((out '()))
      (let ((c (peek-char p)))
        (cond ((eof-object? c) (reverse out))
              ((char-whitespace? c) (read-char p) (loop out))
              ((char-numeric? c) (loop (cons (digits 0) out)))
              (else (loop (cons (read-char p) out))))))))
(tokens "12+ (34*5)")
;; => (12 #\+ #\( 34 #\* 5 #\))

;; check: reading all data of a port
(define (read-all p) (let ((x (read p))) (if (eof-object? x) '() (cons x (read-all p)))))
(read-all (open-input-string "1 (2 3) #(4) \"5\" six"))
;; => (1 (2 3) #(4) "5" six)

;; check: reading all lines of a port
(define (lines p) (let ((l (read-line p))) (if (eof-object? l) '() (cons l (lines p)))))
(lines (open-input-string "a\n\nb c\n"))
;; => ("a" "" "b c")

;; check: text through bytes
(let ((o (open-output-bytevector)))
  (write-bytevector (string->utf8 "grüß ") o)
  (write-bytevector (string->utf8 "dich") o)
  (utf8->string (get-output-bytevector o)))
;; => "grüß dich"

;; check: bytes added up
(let ((p (open-input-bytevector (bytevector 1 2 3 250))))
  (let loop ((s 0)) (let ((b (read-u8 p))) (if (eof-object? b) s (loop (+ s b))))))
;; => 256

;; check: output to a string helper
(define (with-output-to-text thunk) (let ((p (open-output-string))) (parameterize ((current-output-port p)) (thunk)) (get-output-string p)))
(list (with-output-to-text (lambda () (display "x") (write "y"))) (with-output-to-text (lambda () #f)))
;; => ("x\"y\"" "")

;; check: the output port after an exception
(let ((p (open-output-string)))
  (guard (e (#t #f)) (parameterize ((current-output-port p)) (display "lost") (raise 'x)))
  (display "shown")
  (get-output-string p))
;; output: shown
;; => "lost"

;; check: a long text
(let ((p (open-output-string)))
  (do ((i 0 (+ i 1))) ((= i 10000)) (write-string "0123456789" p))
  (string-length (get-output-string p)))
;; => 100000
