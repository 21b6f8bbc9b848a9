;;; case: line comments
;; value: (1 2 3)
; before
(list 1 ; one
      2 ; two (
      3) ; after )
; end

;;; case: block comments
;; value: (1 3)
#| before |# (list 1 #| two |# 3) #| after
over lines |#

;;; case: nested block comments
;; value: (1 2 3)
(list 1 #| a #| b |# c |# 2 #||# 3)

;;; case: datum comments
;; value: (1 3 4)
(list 1 #;2 3 #;(a (b) "c)") 4 #; 5)

;;; case: datum comments of datum comments
;; value: (3 4)
(list #;#;1 2 3 #;'(x) #;#(1 2) #;"s" 4)

;;; case: datum comment at the end and at top level
;; value: (1 2)
#;(error "not evaluated")
(list 1 2)
#;ignored

;;; case: white space of all kinds
;; value: (1 2 3)
(  list
	1


   2	3
)

;;; case: no white space where none is needed
;; value: (a "b" c 3 #\d)
(list(quote a)"b"'c(+ 1 2)#\d)

;;; case: abbreviations with space
;; value: (a (b) c)
(list ' a '  (b) ` c)

;;; case: abbreviations nested
;; value: (5 (1 2) quote a b (a . 5) quote)
(let ((x 5) (l '(1 2))) (list `,x `(,@l) (car ''a) (cadr ''a) (cadr (car `('b ,x))) `(a . ,x) (car (cadr '(a 'b)))))

;;; case: a quotation mark before everything
;; value: (5 "s" #\c #t () #(1) sym)
(list '5 '"s" '#\c '#t '() '#(1) 'sym)

;;; case: strings over lines
;; value: 5
(string-length "ab
cd")

;;; case: comment signs within strings, characters and symbols
;; value: ("; no" "#| no |#" #\; #\# #\| ";" 2)
(list "; no" "#| no |#" #\; #\# #\| (symbol->string '|;|) (string-length "#;"))

;;; case: characters next to delimiters
;; value: ((#\)) (#\() #\space (#\a) "b")
(list '(#\))'(#\() #\space '(#\a)"b")

;;; case: dots
;; value: ((a . b) (a .b) (1 0.5) (1 . 5) (a.b) (... . x))
(list '(a . b) '(a .b) '(1 .5) '(1 . 5) '(a.b) '(... . x))

;;; case: signs and numbers
;; value: ((+ 1) (1) (- 1) (-1) (-a +b -> +))
(list '(+ 1) '(+1) '(- 1) '(-1) '(-a +b -> +))

;;; case: deep nesting of parentheses
;; value: ((((((((((((((((((((1))))))))))))))))))))
'((((((((((((((((((((1))))))))))))))))))))

;;; case: a program on one line
;; value: (10 100)
(define (f x) (* x x)) (define a (f 3)) (set! a (+ a 1)) (list a (f a))

;;; case: long names and long lists
;; value: (7 40)
(define this-is-a-rather-long-name-for-a-variable-but-it-should-work-all-the-same-whatever-its-length-may-be 7)
(list this-is-a-rather-long-name-for-a-variable-but-it-should-work-all-the-same-whatever-its-length-may-be (length '(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40)))

;;; case: gradient with comments between
;; value: 3.75
;; gradient: a = 4.0
#| a model |# (define-parameter a 1.5) ; its constant
(+ #;(* 100 a) (* a a) ; square
   a #| plus |#)
