;;; case: from R7RS
;; value: 7
(letrec-syntax
    ((my-or (syntax-rules ()
              ((my-or) #f)
              ((my-or e) e)
              ((my-or e1 e2 ...) (let ((temp e1)) (if temp temp (my-or e2 ...)))))))
  (let ((x #f) (y 7) (temp 8) (let odd?) (if even?))
    (my-or x (let temp) (if y) y)))

;;; case: they see each other
;; value: (#t #f)
(letrec-syntax ((my-even? (syntax-rules () ((_) #t) ((_ x y ...) (my-odd? y ...))))
                (my-odd? (syntax-rules () ((_) #f) ((_ x y ...) (my-even? y ...)))))
  (list (my-even? 1 2) (my-even? 1 2 3)))

;;; case: they see themselves and not the outer one
;; value: (1 2 3)
(define-syntax m (syntax-rules () ((_ . x) 'outer)))
(letrec-syntax ((m (syntax-rules () ((_) '()) ((_ x y ...) (cons x (m y ...)))))) (m 1 2 3))

;;; case: definitions in the body
;; value: 4
(letrec-syntax ((two (syntax-rules () ((_) 2))))
  (define x (two))
  (+ x (two)))

;;; case: malformed
;; error: syntax 1:1
(letrec-syntax (a) 1)
