;;; case: symbols
;; value: (hello (quote world) 3)
#!fold-case
(DEFINE x '(Hello 'WORLD))
(APPEND X (list 3))

;;; case: and back
;; value: (abc Abc abc)
#!fold-case
(define a 'ABC)
#!no-fold-case
(define b 'Abc)
#!fold-case
(list a B 'ABC)

;;; case: character names, but not characters
;; value: (#\space #\A #\newline)
#!fold-case
(list #\SPACE #\A #\NewLine)

;;; case: strings and bars stay
;; value: ("ABC" ABC aBC)
#!fold-case
'("ABC" |ABC| A|BC|)

;;; case: beyond ASCII
;; value: (straße-ss σ ä)
#!fold-case
(list (string->symbol "straße-ss") 'Σ 'Ä)

;;; case: inside a datum
;; value: (A b)
'(A #!fold-case B)

;;; case: without it, case counts
;; value: (#f (A a))
(list (eq? 'A 'a) '(A a))

;;; case: numbers and booleans are either
;; value: (255 1000.0 #t #f)
(list #XFF 1E3 #T #FALSE)

;;; case: an unknown directive
;; error: syntax 1:1
#!unknown
