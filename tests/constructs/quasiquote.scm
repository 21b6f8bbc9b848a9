;;; case: no unquote
;; value: (list 1 2 a)
`(list 1 2 a)

;;; case: unquote
;; value: (list 3 4)
`(list ,(+ 1 2) 4)

;;; case: unquoted variables
;; value: (list a name)
(let ((name 'a)) `(list ,name name))

;;; case: splicing
;; value: (a 3 4 5 6 b)
`(a ,(+ 1 2) ,@(map abs '(4 -5 6)) b)

;;; case: splicing at the end
;; value: (1 2 3)
`(1 ,@'(2 3))

;;; case: splicing an empty list
;; value: (1 2)
`(1 ,@'() 2 ,@(list))

;;; case: splicing in the middle and twice
;; value: (x y - x y)
(let ((l '(x y))) `(,@l - ,@l))

;;; case: splicing only
;; value: (1 2 3)
`(,@(list 1 2 3))

;;; case: splicing a non-list at the end
;; value: (1 2 . 3)
`(1 2 ,@3)

;;; case: dotted tail
;; value: (1 . 2)
`(1 . ,(+ 1 1))

;;; case: dotted tail is a list
;; value: (1 2 3 4)
`(1 2 . ,(list 3 4))

;;; case: unquote in a nested list
;; value: ((foo 7) . cons)
`((foo ,(- 10 3)) ,@(cdr '(c)) . ,(car '(cons)))

;;; case: vector
;; value: #(10 5 4 16 9 8)
`#(10 5 ,(square 2) ,@(map square '(4 3)) 8)

;;; case: vector without unquote
;; value: #(a b)
`#(a b)

;;; case: vector in a list
;; value: (a #(b 6) c)
`(a #(b ,(* 2 3)) ,@(list 'c))

;;; case: an atom
;; value: (a 5 "s" () 3)
(list `a `5 `"s" `() `,(+ 1 2))

;;; case: long forms
;; value: (list 3 4 5)
(quasiquote (list (unquote (+ 1 2)) (unquote-splicing (list 4 5))))

;;; case: expression in the unquote with its own quotes
;; value: (a (b c) 25)
`(a ,(cons 'b '(c)) ,(let ((x 5)) (* x x)))

;;; case: nested, the inner unquote belongs to the inner quasiquote
;; value: (a quasiquote b (c 3))
(let ((r `(a `(b ,(c ,(+ 1 2))))))
  (list (car r) (car (cadr r)) (car (cadr (cadr r))) (cadr (cadr (cadr (cadr r)))) ))

;;; case: nested, the whole is equal to its construction
;; value: #t
(equal? `(a `(b ,(foo ,(+ 1 3) d) e) f)
        (list 'a (list 'quasiquote (list 'b (list 'unquote (list 'foo 4 'd)) 'e)) 'f))

;;; case: nested with names from R7RS
;; value: #t
(let ((name1 'x) (name2 'y))
  (equal? `(a `(b ,,name1 ,',name2 d) e)
          (list 'a (list 'quasiquote (list 'b (list 'unquote 'x) (list 'unquote (list 'quote 'y)) 'd)) 'e)))

;;; case: nested splicing
;; value: #t
(let ((l '(1 2)))
  (equal? `(x `(y ,(z ,@l)))
          (list 'x (list 'quasiquote (list 'y (list 'unquote (list 'z 1 2)))))))

;;; case: three levels
;; value: #t
(equal? `(1 `(2 `(3 ,(4 ,(5 ,(+ 3 4))))))
        (list 1 (list 'quasiquote
                  (list 2 (list 'quasiquote
                            (list 3 (list 'unquote (list 4 (list 'unquote (list 5 7))))))))))

;;; case: built in a loop
;; value: (5 (4 (3 (2 (1 end)))))
(define (nest n) (if (= n 0) 'end `(,n ,(nest (- n 1)))))
(nest 5)

;;; case: association list
;; value: ((name . bob) (age . 42) (tags . #(bob 42 42)))
(define (record name age) `((name . ,name) (age . ,age) (tags . #(,name ,@(list age age)))))
(record 'bob 42)

;;; case: the constant part and fresh conses
;; value: ((changed b) (2 b))
(let ((f (lambda (x) `(,x b))))
  (let ((p (f 1)) (q (f 2))) (set-car! p 'changed) (list p q)))

;;; case: unquote of a quoted symbol in a keyword position
;; value: (+ 1 (+ 2 3))
(let ((op '+)) `(,op 1 ,(list op 2 3)))

;;; case: gradient through unquote
;; value: 0.75
;; gradient: a = 0.5, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((l `(x ,a (y ,b)))) (* (cadr l) (cadr (car (cddr l)))))

;;; case: gradient through splicing
;; value: 8.5
;; gradient: a = 3.0, b = 2.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(apply + `(1 ,@(list a b) ,a ,@(list b a) 2))

;;; case: gradient through a vector
;; value: 4.25
;; gradient: a = 3.0, b = 4.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((v `#(0 ,(* a a) ,@(list b 'x)))) (+ (vector-ref v 1) (* 4 (vector-ref v 2))))

;;; case: gradient through a dotted tail
;; value: 3.0
;; gradient: a = 2.0, b = -6.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(let ((p `(,a . ,b))) (/ (car p) (cdr p)))

;;; case: gradient through an expression built and interpreted
;; value: 4.0
;; gradient: a = 3.5, b = 1.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (ev e)
  (cond ((number? e) e)
        ((eq? (car e) '+) (apply + (map ev (cdr e))))
        ((eq? (car e) '*) (apply * (map ev (cdr e))))))
(ev `(+ (* ,a ,a) (* ,a ,b) 1))
