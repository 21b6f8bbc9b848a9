;;; case: symbol
;; value: a
'a

;;; case: long form
;; value: a
(quote a)

;;; case: list
;; value: (1 2 3)
'(1 2 3)

;;; case: empty list
;; value: ()
'()

;;; case: nested list
;; value: (a (b (c (d))) () ((e)))
'(a (b (c (d))) () ((e)))

;;; case: dotted pair
;; value: (a . b)
'(a . b)

;;; case: improper list
;; value: (a b c . d)
'(a b c . d)

;;; case: a dotted list that is a list
;; value: (a b c)
'(a . (b . (c . ())))

;;; case: vector
;; value: #(a #(b) (c d) "e" #\f)
'#(a #(b) (c d) "e" #\f)

;;; case: vector literal without a quote
;; value: #(1 2 3)
#(1 2 3)

;;; case: empty vector
;; value: #()
'#()

;;; case: self-evaluating data
;; value: (145932 "abc" #\a #t #f 2.5 145932 "abc" #\a #t #f 2.5)
(list '145932 '"abc" '#\a '#t '#f '2.5 145932 "abc" #\a #t #f 2.5)

;;; case: long boolean names
;; value: (#t #f #t)
(list #true #false '#true)

;;; case: a quoted call is not evaluated
;; value: (+ 1 2)
'(+ 1 2)

;;; case: quote within quote
;; value: (quote a)
''a

;;; case: parts of a quote within a quote
;; value: (quote a 2)
(list (car ''a) (cadr ''a) (length ''a))

;;; case: parts of a quoted quasiquote
;; value: (quasiquote (a unquote unquote-splicing) b)
(let ((q '`(a ,b ,@c)))
  (list (car q) (map (lambda (x) (if (pair? x) (car x) x)) (cadr q)) (cadr (cadr (cadr q)))))

;;; case: negative, exact and inexact numbers
;; value: (-1 2 3.5 -0.25 1000.0 31 5 15 1 1.0)
'(-1 +2 3.5 -0.25 1e3 #x1F #b101 #o17 #e1.0 #i1)

;;; case: comments inside data
;; value: (a b c)
'(a ; comment
  #| block |# b #;(hidden) c)

;;; case: characters
;; value: (#\a #\A #\space #\newline #\( #\) #\;)
'(#\a #\A #\space #\newline #\( #\) #\;)

;;; case: symbols that are keywords
;; value: (if define lambda quote else => ... + - -> .x)
'(if define lambda quote else => ... + - -> .x)

;;; case: the same constant at every evaluation
;; value: #t
(define (f) '(1 2))
(eq? (f) (f))

;;; case: equal constants
;; value: #t
(equal? '(1 (2 #(3 "x"))) (list 1 (list 2 (vector 3 "x"))))

;;; case: gradient with quoted coefficients
;; value: 3.25
;; gradient: a = 8.0
(define-parameter a 0.5)
(define coefficients '(1 2 3 4))
(let loop ((c coefficients) (p 1.0) (s 0.0)) (if (null? c) s (loop (cdr c) (* p a) (+ s (* (car c) p)))))

;;; case: gradient with a quoted expression that is interpreted
;; value: 1.25
;; gradient: a = 4.0, b = 0.25
(define-parameter a 0.5)
(define-parameter b 3.0)
(define (ev e)
  (cond ((eq? e 'a) a) ((eq? e 'b) b) ((number? e) e)
        ((eq? (car e) '+) (+ (ev (cadr e)) (ev (caddr e))))
        ((eq? (car e) '*) (* (ev (cadr e)) (ev (caddr e))))))
(ev '(+ (* (* a a) b) a))
