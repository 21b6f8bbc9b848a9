;;; case: rules are tried in order
;; value: (none one two many)
(define-syntax count
  (syntax-rules ()
    ((_) 'none)
    ((_ a) 'one)
    ((_ a b) 'two)
    ((_ . r) 'many)))
(list (count) (count 1) (count 1 2) (count 1 2 3))

;;; case: literal data in patterns
;; value: (zero one string char true else nil)
(define-syntax kind
  (syntax-rules ()
    ((_ 0) 'zero)
    ((_ 1) 'one)
    ((_ "a") 'string)
    ((_ #\a) 'char)
    ((_ #t) 'true)
    ((_ ()) 'nil)
    ((_ x) 'else)))
(list (kind 0) (kind 1) (kind "a") (kind #\a) (kind #t) (kind 1.0) (kind ()))

;;; case: nested patterns
;; value: (1 2 3 (4 5))
(define-syntax take-apart
  (syntax-rules () ((_ (a (b c)) . d) (list a b c 'd))))
(take-apart (1 (2 3)) 4 5)

;;; case: literals
;; value: ((a b) (b a) other)
(define-syntax move
  (syntax-rules (from to)
    ((_ from a to b) '(a b))
    ((_ to a from b) '(b a))
    ((_ . x) 'other)))
(list (move from a to b) (move to a from b) (move into a from b))

;;; case: underscore matches anything, more than once
;; value: (2 last)
(define-syntax second (syntax-rules () ((_ _ x _) x)))
(list (second 1 2 3) (second (car 5) 'last (undefined)))

;;; case: underscore as a literal
;; value: (yes no)
(define-syntax under (syntax-rules (_) ((m _) 'yes) ((m x) 'no)))
(list (under _) (under 5))

;;; case: the name in the pattern does not matter
;; value: 3
(define-syntax plus (syntax-rules () ((anything a b) (+ a b))))
(plus 1 2)

;;; case: a dotted pattern
;; value: ((1 (2 3)) (1 ()) (1 2))
(define-syntax dotted (syntax-rules () ((_ (a . b)) '(a b))))
(list (dotted (1 2 3)) (dotted (1)) (dotted (1 . 2)))

;;; case: the rest of a use
;; value: (+ 1 2 3)
(define-syntax quote-all (syntax-rules () ((_ . all) 'all)))
(quote-all + 1 2 3)

;;; case: a use with a dot
;; value: (1 2)
(define-syntax dot (syntax-rules () ((_ a . b) '(a b))))
(dot 1 . 2)

;;; case: vectors
;; value: (3 #(1 2) #(b a) ())
(define-syntax v
  (syntax-rules ()
    ((_ #()) '())
    ((_ #(a b c)) (+ a b))
    ((_ #(a b) swap) '#(b a))
    ((_ #(a ...)) '#(a ...))))
(list (v #(1 2 0)) (v #(1 2)) (v #(a b) swap) (v #()))

;;; case: vectors with ellipses
;; value: (1 #(2 3 end) ((1 2) (3 4)))
(define-syntax v1 (syntax-rules () ((_ #(a b ...)) '(a #(b ... end)))))
(define-syntax v2 (syntax-rules () ((_ #((a b) ...)) '((a b) ...))))
(append (v1 #(1 2 3)) (list (v2 #((1 2) (3 4)))))

;;; case: data in templates
;; value: (1 "s" #\c #t #(1 x) (a . 5))
(define-syntax data (syntax-rules () ((_ x) '(1 "s" #\c #t #(1 x) (a . x)))))
(append (reverse (list-tail (reverse (data x)) 2)) (list '#(1 x) (cons 'a 5)))

;;; case: a template that is a datum
;; value: (1 #t "s")
(define-syntax one (syntax-rules () ((_) 1)))
(define-syntax yes (syntax-rules () ((_) #t)))
(define-syntax text (syntax-rules () ((_) "s")))
(list (one) (yes) (text))

;;; case: a pattern variable that is not used
;; value: 1
(define-syntax ignore (syntax-rules () ((_ x ...) 1)))
(ignore (car 5) (undefined))

;;; case: a pattern variable that is used twice is evaluated twice
;; value: (2 (2 1))
(define log '())
(define n 0)
(define (next) (set! n (+ n 1)) (set! log (cons n log)) n)
(define-syntax both (syntax-rules () ((_ e) (begin e e))))
(list (both (next)) log)

;;; case: quasiquote in a template
;; value: (1 (2 a) 2 3)
(define-syntax qq (syntax-rules () ((_ x y ...) `(1 (,x a) ,@(list y ...)))))
(qq 2 2 3)

;;; case: unquote from the use inside quasiquote of the template
;; value: (5 (unquote x))
(define-syntax qq (syntax-rules () ((_ x) (list `x 'x))))
(define x 5)
(qq ,x)

;;; case: symbols are symbols again when quoted
;; value: (#t (a b))
(define-syntax sym (syntax-rules () ((_ a) '(a b))))
(list (eq? 'b (cadr (sym a))) (sym a))

;;; case: case in a template
;; value: (small b)
(define-syntax size
  (syntax-rules () ((_ e) (case e ((1 2 a) 'small) ((b) 'b) (else 'large)))))
(list (size 1) (size 'b))

;;; case: no rule matches
;; error: syntax 2:1
(define-syntax two (syntax-rules () ((_ a b) (+ a b))))
(two 1)

;;; case: no rule at all
;; error: syntax 2:1
(define-syntax none (syntax-rules ()))
(none)

;;; case: no literals
;; error: syntax 1:18
(define-syntax a (syntax-rules))

;;; case: a rule that is no list of two
;; error: syntax 1:18
(define-syntax a (syntax-rules () ((_) 1 2)))

;;; case: a literal that is no identifier
;; error: syntax 1:18
(define-syntax a (syntax-rules (1) ((_) 1)))

;;; case: a pattern that is no list
;; error: syntax 1:36
(define-syntax a (syntax-rules () (_ 1)))

;;; case: a pattern variable twice
;; error: syntax 1:41
(define-syntax a (syntax-rules () ((_ x x) 1)))

;;; case: outside of a definition
;; error: syntax 1:1
(syntax-rules () ((_) 1))

;;; case: gradient through patterns
;; value: 6.5
;; gradient: a = 3.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 2.0)
(define-syntax poly (syntax-rules () ((_ (c ...) x) (+ (* c x) ...))))
(+ (poly (1 2) a) b)
