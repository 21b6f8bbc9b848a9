; Conformance checks for R7RS-small section 6.5: symbols.

;;; section: 6.5 Symbols

;; check: symbol?
(map symbol? (list 'tree (cadr '(a b)) "tree" 'nil '() #f #\t 5 '|a b| (string->symbol "")))
;; => (#t #t #f #t #f #f #f #f #t #t)

;; check: symbol=? with two arguments
(list (symbol=? 'a 'a) (symbol=? 'a 'b) (symbol=? 'a 'A))
;; => (#t #f #f)

;; check: symbol=? with more arguments
(list (symbol=? 'a 'a 'a) (symbol=? 'a 'a 'b) (symbol=? 'a 'b 'a) (symbol=? 'x 'x 'x 'x 'x))
;; => (#t #f #f #t)

;; check: symbol=? with something that is no symbol
(symbol=? 'a "a")
;; => error

;; check: symbol->string
(list (symbol->string 'snow-white) (symbol->string 'Zoe) (symbol->string (string->symbol "Old Town")))
;; => ("snow-white" "Zoe" "Old Town")

;; check: symbol->string of something that is no symbol
(symbol->string "a")
;; => error

;; check: string->symbol
(list (eq? (string->symbol "cAmElCaSe") 'cAmElCaSe) (eq? 'iOS (string->symbol "iOS")))
;; => (#t #t)

;; check: string->symbol is case sensitive
(eq? (string->symbol "K") (string->symbol "k"))
;; => #f

;; check: string->symbol of the same text is the same symbol
(eq? (string->symbol (string #\x #\y)) (string->symbol (string-append "x" "y")))
;; => #t

;; check: string->symbol of special characters
(map (lambda (s) (string-length (symbol->string (string->symbol s)))) '("" "a b" "(" "|" "\\" "1" "#f"))
;; => (0 3 1 1 1 1 2)

;; check: string->symbol of something that is no string
(string->symbol 'a)
;; => error

;; check: there and back again
(string=? (symbol->string (string->symbol "Any Text; (at) \"all\"")) "Any Text; (at) \"all\"")
;; => #t

;; check: a symbol that looks like a number is none
(let ((s (string->symbol "12"))) (list (symbol? s) (number? s) (eq? s (string->symbol "12"))))
;; => (#t #f #t)

;; check: changing a string does not change the symbol made of it
(let* ((s (make-string 2 #\a)) (y (string->symbol s))) (string-set! s 0 #\x) (list y (eq? y 'aa)))
;; => (aa #t)

;; check: symbols of non-ASCII text
(list (symbol->string 'λx) (eq? 'λx (string->symbol "λx")))
;; => ("λx" #t)

;; check: writing a symbol with a space needs bars
(let ((p (open-output-string))) (write (string->symbol "a b") p) (get-output-string p))
;; => "|a b|"

;; check: writing the empty symbol
(let ((p (open-output-string))) (write (string->symbol "") p) (get-output-string p))
;; => "||"

;; check: writing a symbol that looks like a number
(let ((p (open-output-string))) (write (string->symbol "12") p) (get-output-string p))
;; => "|12|"

;; check: writing a plain symbol
(let ((p (open-output-string))) (write 'list->vector p) (get-output-string p))
;; => "list->vector"

;; check: displaying a symbol with a space
(let ((p (open-output-string))) (display (string->symbol "a b") p) (get-output-string p))
;; => "a b"
;; note: guile and mit escape it; the report says that display does not escape symbols

;; check: written symbols read back as themselves
(let loop ((l (list "a" "A" "a b" "" "12" "+" "-" "..." "." "a|b" "a\\b" "(" ")" "\"" ";" "'" "#foo" "1+" "-a" "+1" "λ" "a.b" "x;y")))
  (if (null? l)
      'all
      (let* ((s (string->symbol (car l))) (p (open-output-string)))
        (write s p)
        (let ((back (read (open-input-string (get-output-string p)))))
          (if (eq? s back) (loop (cdr l)) (list 'not (car l) back))))))
;; => all

;; check: symbols are compared by case
(list (eq? 'abc 'ABC) (eq? 'abc 'abc))
;; => (#f #t)

;; check: a symbol as a case key
(map (lambda (s) (case s ((|a b|) 1) ((c) 2) (else 3))) (list (string->symbol "a b") 'c 'd))
;; => (1 2 3)
