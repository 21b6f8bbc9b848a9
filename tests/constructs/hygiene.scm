;;; case: a temporary does not catch the use's variable
;; value: (5 5)
(define-syntax my-or2 (syntax-rules () ((_ a b) (let ((t a)) (if t t b)))))
(define t 5)
(list (my-or2 #f t) (let ((t 5)) (my-or2 #f t)))

;;; case: a local if does not disturb a macro
;; value: (2 (1 2 3))
(define-syntax my-or2 (syntax-rules () ((_ a b) (let ((t a)) (if t t b)))))
(let ((if list)) (list (my-or2 #f 2) (if 1 2 3)))

;;; case: a local procedure of a name that the macro uses
;; value: (3 (1 2))
(define-syntax add (syntax-rules () ((_ a b) (+ a b))))
(let ((+ list)) (list (add 1 2) (+ 1 2)))

;;; case: the macro refers to where it was defined
;; value: (outer inner)
(define x 'outer)
(define-syntax get-x (syntax-rules () ((_) x)))
(let ((x 'inner)) (list (get-x) x))

;;; case: from R7RS 4.3.2
;; value: now
(let-syntax ((given-that (syntax-rules ()
                           ((_ test stmt1 stmt2 ...) (if test (begin stmt1 stmt2 ...))))))
  (let ((if #t))
    (given-that if (set! if 'now))
    if))

;;; case: a local arrow is no keyword
;; value: ok
(let ((=> #f)) (cond (#t => 'ok)))

;;; case: a local else is no keyword
;; value: none
(let ((else #f)) (cond (#f 1) (else 2) (#t 'none)))

;;; case: a global else is no keyword after its definition
;; value: (before after)
(define a (cond (#f 1) (else 'before)))
(define else #f)
(list a (cond (else 1) (#t 'after)))

;;; case: a literal matches by binding
;; value: (literal variable)
(define-syntax is-else (syntax-rules (else) ((_ else) 'literal) ((_ x) 'variable)))
(list (is-else else) (let ((else 1)) (is-else else)))

;;; case: a literal that is bound where the macro is defined
;; value: (same other)
(define-syntax outer
  (syntax-rules ()
    ((_ name)
     (let ((name 1))
       (define-syntax is-name (syntax-rules (name) ((_ name) 'same) ((_ x) 'other)))
       (list (is-name name) (let ((name 2)) (is-name name)))))))
(outer foo)

;;; case: else through a macro
;; value: (1 2)
(define-syntax my-if (syntax-rules () ((_ c a b) (cond (c a) (else b)))))
(list (my-if #t 1 2) (let ((else #f)) (my-if #f 1 2)))

;;; case: a loop's name is the macro's own
;; value: 3
(define-syntax repeat
  (syntax-rules () ((_ n body) (let loop ((i 0)) (if (< i n) (begin body (loop (+ i 1))) i)))))
(let ((loop (lambda (x) 'wrong)) (i 'mine)) (repeat 3 (loop i)))

;;; case: a macro binds what its use names
;; value: (1 2)
(define-syntax bind (syntax-rules () ((_ name value body) (let ((name value)) body))))
(let ((x 1)) (list x (bind x 2 x)))

;;; case: a macro's variable and the use's of one name
;; value: (use macro)
(define-syntax both (syntax-rules () ((_ name) (let ((name 'use)) (let ((x 'macro)) (list name x))))))
(both x)

;;; case: two uses do not share variables
;; value: (1 2 1)
(define-syntax with-x (syntax-rules () ((_ value body) (let ((x value)) (list value body)))))
(append (with-x 1 2) (list (car (with-x 1 (with-x 2 3)))))

;;; case: a definition that a macro introduces is its own
;; value: (5 6 1)
(define tmp 1)
(define-syntax def-get (syntax-rules () ((_ get v) (begin (define tmp v) (define (get) tmp)))))
(def-get a 5)
(def-get b 6)
(list (a) (b) tmp)

;;; case: nobody else sees a definition that a macro introduces
;; error: undefined 3:1
(define-syntax def-tmp (syntax-rules () ((_ v) (define tmp v))))
(def-tmp 5)
tmp

;;; case: a definition that a macro introduces in a body is its own
;; value: (5 1)
(define-syntax def-get (syntax-rules () ((_ get v) (begin (define tmp v) (define (get) tmp)))))
(define (g)
  (define tmp 1)
  (def-get a 5)
  (list (a) tmp))
(g)

;;; case: assignments to a variable that a macro introduces
;; value: (1 2 1)
(define-syntax make-counter
  (syntax-rules () ((_ name) (begin (define n 0) (define (name) (set! n (+ n 1)) n)))))
(make-counter c)
(make-counter d)
(let* ((a (c)) (b (c))) (list a b (d)))

;;; case: a macro introduced by a macro
;; value: (15 25)
(define-syntax define-scaled
  (syntax-rules ()
    ((_ name factor)
     (begin
       (define-syntax scale (syntax-rules () ((_ x) (* factor x))))
       (define (name x) (+ (scale x) 5))))))
(define-scaled five 5)
(define-scaled ten 10)
(list (five 2) (ten 2))

;;; case: values that a macro introduces
;; value: (1 2)
(define-syntax def2
  (syntax-rules ()
    ((_ f a b) (begin (define-values (x y) (values a b)) (define (f) (list x y))))))
(def2 f 1 2)
(f)

;;; case: nested macros with one name each
;; value: ((1 2) (2 1))
(define-syntax my-let1 (syntax-rules () ((_ v e b) (let ((v e)) b))))
(define-syntax flip (syntax-rules () ((_ a b) (my-let1 t a (list b t)))))
(list (let ((t 1)) (flip 2 t)) (let ((t 2)) (flip 1 t)))

;;; case: a shadowed let does not disturb a macro
;; value: (3 shadow)
(define-syntax my-let1 (syntax-rules () ((_ v e b) (let ((v e)) b))))
(let ((let (lambda (x) 'shadow)) (y 0)) (list (my-let1 a 3 a) (let y)))

;;; case: a local define hides a macro
;; value: procedure
(define-syntax what (syntax-rules () ((_) 'macro)))
(define (f)
  (define (what) 'procedure)
  (what))
(f)

;;; case: a parameter hides a macro
;; value: (7 macro)
(define-syntax what (syntax-rules () ((_ x) 'macro)))
(list ((lambda (what) (what 6)) (lambda (x) (+ x 1))) (what 1))

;;; case: a redefined form changes what the macro means
;; value: (call 1 2 3)
(define-syntax my (syntax-rules () ((_ a b c) (if a b c))))
(define (if a b c) (list 'call a b c))
(my 1 2 3)

;;; case: a name in quoted data and in code
;; value: (x 1)
(define-syntax named (syntax-rules () ((_ value) (let ((x value)) (list 'x x)))))
(named 1)

;;; case: a macro that the use of another passes on
;; value: (2 4)
(define-syntax apply-macro (syntax-rules () ((_ m x) (m x))))
(define-syntax double (syntax-rules () ((_ x) (* 2 x))))
(list (apply-macro double 1) (let () (define-syntax quad (syntax-rules () ((_ x) (* 4 x)))) (apply-macro quad 1)))

;;; case: continuation-passing macros
;; value: (c b a)
(define-syntax reverse-cps
  (syntax-rules ()
    ((_ () (done ...) r) '(r done ...))
    ((_ (x y ...) k r) (reverse-cps (y ...) k (x . r)))))
(car (reverse-cps (a b c) () ()))

;;; case: an introduced variable is caught by an introduced binding only
;; value: (1 (1 2))
(define-syntax m (syntax-rules () ((_ e) (let ((x 1)) (list x e)))))
(define x 2)
(list (car (m x)) (m x))

;;; case: gradient
;; value: 10.0
;; gradient: t = 5.0
(define-parameter t 2.0)
(define-syntax scaled (syntax-rules () ((_ e) (let ((t 5.0)) (* t e)))))
(scaled t)
