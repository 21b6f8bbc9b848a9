;;; case: the standard libraries
;; value: 3
(import (scheme base) (scheme write) (scheme char) (scheme cxr) (scheme inexact) (scheme lazy) (scheme case-lambda)
        (scheme complex) (scheme eval) (scheme read) (scheme time) (scheme process-context) (scheme r5rs))
(+ 1 2)

;;; case: of other collections
;; value: (1 2 3)
(import (scheme base) (srfi 1) (srfi 8) (srfi 9) (srfi 69))
(receive all (values 1 2 3) all)

;;; case: rename
;; value: (1 3)
(import (scheme base) (rename (scheme base) (car first-of) (+ plus)))
(list (first-of '(1 2)) (plus 1 2))

;;; case: prefix
;; value: (1 yes (2))
(import (scheme base) (prefix (scheme base) base:))
(base:list (base:car '(1 2)) (base:if #t 'yes 'no) (base:cdr '(1 2)))

;;; case: only and except
;; value: (1 (2))
(import (only (scheme base) car cdr list quote) (except (scheme cxr) caddr))
(list (car '(1 2)) (cdr '(1 2)))

;;; case: sets of sets
;; value: (1 2)
(import (scheme base) (prefix (only (rename (scheme base) (car head) (cdr tail)) head tail) my-))
(list (my-head '(1 2)) (my-head (my-tail '(1 2))))

;;; case: keywords under other names
;; value: (2 b (1 3))
(import (scheme base) (prefix (scheme base) s:))
(s:list (s:cond (#f 1) (s:else 2))
        (s:case 1 ((1) 'b) (s:else 'c))
        (s:quasiquote (1 (s:unquote (+ 1 2)))))

;;; case: a form under another name in a macro
;; value: (1 2)
(import (scheme base) (rename (scheme base) (if when-true) (syntax-rules rules)))
(define-syntax my-if (rules () ((_ a b c) (when-true a b c))))
(list (my-if #t 1 2) (my-if #f 1 2))

;;; case: what is renamed is not what a program defines
;; value: (defined 1)
(import (scheme base) (rename (scheme base) (car original-car)))
(define (car x) 'defined)
(list (car '(1)) (original-car '(1)))

;;; case: a definition of an imported name
;; value: 5
(import (scheme base) (rename (scheme base) (car kar)))
(define (kar x) 5)
(kar '(1))

;;; case: after other forms
;; value: (5 120)
(define x 5)
(import (prefix (scheme base) b:))
(define (fact n) (b:if (b:= n 0) 1 (b:* n (fact (b:- n 1)))))
(list x (fact 5))

;;; case: a program that ends with one has no value
;; value:
5
(import (scheme write))

;;; case: an unknown library
;; error: syntax 2:9
(import (scheme base)
        (scheme unknown))

;;; case: an unknown name in only
;; error: syntax 1:33
(import (only (scheme base) car no-such))

;;; case: an unknown name in except
;; error: syntax 1:31
(import (except (scheme base) no-such))

;;; case: an unknown name in rename
;; error: syntax 1:32
(import (rename (scheme base) (no-such car)))

;;; case: a name that the set no longer has
;; error: syntax 1:41
(import (only (prefix (scheme base) s:) car))

;;; case: malformed rename
;; error: syntax 1:9
(import (rename (scheme base) car))

;;; case: no library's name
;; error: syntax 1:9
(import scheme)

;;; case: in a body
;; error: syntax 2:3
(define (f)
  (import (scheme base))
  1)

;;; case: what is imported cannot be assigned
;; error: syntax 2:1
(import (rename (scheme base) (car kar)))
(set! kar 5)

;;; case: gradient through renamed procedures
;; value: 6.0
;; gradient: a = 3.0, b = 2.0
(import (prefix (scheme base) s:))
(define-parameter a 2.0)
(define-parameter b 3.0)
(s:let ((x a)) (s:* x b))
