;;; case: from R7RS
;; value: (#t #f 1 2 3)
(define-record-type pare
  (kons x y)
  pare?
  (x kar set-kar!)
  (y kdr))
(list (pare? (kons 1 2))
      (pare? (cons 1 2))
      (kar (kons 1 2))
      (kdr (kons 1 2))
      (let ((k (kons 1 2))) (set-kar! k 3) (kar k)))

;;; case: fields in another order than the constructor's arguments
;; value: (1 2 3)
(define-record-type <triple> (make-triple c a b) triple? (a triple-a) (b triple-b) (c triple-c))
(let ((t (make-triple 3 1 2))) (list (triple-a t) (triple-b t) (triple-c t)))

;;; case: a field that the constructor does not set
;; value: (1 #f 5)
(define-record-type p (mk x) p? (x px) (y py set-py!))
(define r (mk 1))
(let* ((a (px r)) (b (py r))) (set-py! r 5) (list a b (py r)))

;;; case: types are told apart
;; value: (#t #f #f #t)
(define-record-type <a> (make-a x) a? (x a-x))
(define-record-type <b> (make-b x) b? (x b-x))
(list (a? (make-a 1)) (a? (make-b 1)) (b? (make-a 1)) (b? (make-b 1)))

;;; case: two types with one name
;; value: (#f #t)
(define-record-type point (make-p1 x) p1? (x p1-x))
(define-record-type point (make-p2 x) p2? (x p2-x))
(list (p1? (make-p2 1)) (p2? (make-p2 1)))

;;; case: a record is nothing else
;; value: (#f #f #f #f #f #f)
(define-record-type <a> (make-a x) a? (x a-x))
(let ((a (make-a 1)))
  (list (pair? a) (vector? a) (procedure? a) (symbol? a) (string? a) (null? a)))

;;; case: identity and equality
;; value: (#t #f #t #f)
(define-record-type <a> (make-a x) a? (x a-x))
(let ((a (make-a 1)))
  (list (eqv? a a) (eqv? a (make-a 1)) (equal? a a) (equal? a (make-a 1))))

;;; case: in a body
;; value: (1 5)
(define (f x)
  (define-record-type box (make-box value) box? (value unbox set-box!))
  (define b (make-box x))
  (let ((old (unbox b)))
    (set-box! b 5)
    (list old (unbox b))))
(f 1)

;;; case: every evaluation of a body makes a type of its own
;; value: (#t #f)
(define (f)
  (define-record-type box (make-box value) box? (value unbox))
  (list make-box box?))
(let* ((a (f)) (b (f)))
  (list ((cadr a) ((car a) 1)) ((cadr a) ((car b) 1))))

;;; case: accessors are procedures
;; value: ((1 2 3) (#t #f))
(define-record-type <a> (make-a x) a? (x a-x))
(list (map a-x (map make-a '(1 2 3))) (map a? (list (make-a 1) 'a)))

;;; case: the type's name may be used for something else
;; value: (1 2)
(define-record-type point (make-point x y) point? (x point-x) (y point-y))
(define point (make-point 1 2))
(list (point-x point) (point-y point))

;;; case: records in records
;; value: (leaf 3)
(define-record-type <node> (make-node left value right) node? (left node-left) (value node-value) (right node-right))
(define (insert tree x)
  (cond ((not tree) (make-node #f x #f))
        ((< x (node-value tree)) (make-node (insert (node-left tree) x) (node-value tree) (node-right tree)))
        (else (make-node (node-left tree) (node-value tree) (insert (node-right tree) x)))))
(define (size tree) (if tree (+ 1 (size (node-left tree)) (size (node-right tree))) 0))
(let ((t (insert (insert (insert #f 2) 1) 3)))
  (list (if (node-left (node-left t)) 'branch 'leaf) (size t)))

;;; case: without fields
;; value: (#t #f)
(define-record-type unit (make-unit) unit?)
(list (unit? (make-unit)) (unit? 1))

;;; case: many fields
;; value: (1 10)
(define-record-type big (make-big a b c d e f g h i j) big?
  (a big-a) (b big-b) (c big-c) (d big-d) (e big-e) (f big-f) (g big-g) (h big-h) (i big-i) (j big-j))
(let ((x (make-big 1 2 3 4 5 6 7 8 9 10))) (list (big-a x) (big-j x)))

;;; case: printing
;; value: #<point 1 (a "b")>
(define-record-type <point> (make-point x y) point? (x point-x) (y point-y))
(make-point 1 '(a "b"))

;;; case: printing a record that holds itself
;; value: #0=#<node a #0#>
(define-record-type node (make-node value next) node? (value node-value) (next node-next set-node-next!))
(let ((n (make-node 'a #f))) (set-node-next! n n) n)

;;; case: an accessor of something else
;; error: type 3:3
(define-record-type <point> (make-point x y) point? (x point-x) (y point-y))
(define (f p)
  (point-x p)
  1)
(f 5)

;;; case: an accessor of another type
;; error: type 3:4
(define-record-type <a> (make-a x) a? (x a-x))
(define-record-type <b> (make-b x) b? (x b-x))
(+ (a-x (make-b 1)) 1)

;;; case: a modifier of something else
;; error: type 2:8
(define-record-type <point> (make-point x y) point? (x point-x set-point-x!) (y point-y))
(begin (set-point-x! 'a 1) 2)

;;; case: too few arguments for the constructor
;; error: arity
(define-record-type <point> (make-point x y) point? (x point-x) (y point-y))
(make-point 1)

;;; case: a field that there is not
;; error: syntax 1:41
(define-record-type <point> (make-point z) point? (x point-x))

;;; case: a field twice
;; error: syntax 1:58
(define-record-type <point> (make-point x) point? (x px) (x py))

;;; case: a field twice in the constructor
;; error: syntax 1:43
(define-record-type <point> (make-point x x) point? (x px))

;;; case: malformed
;; error: syntax 1:1
(define-record-type point)

;;; case: in an expression
;; error: syntax 1:7
(list (define-record-type a (b) c))

;;; case: gradient through fields
;; value: 12.0
;; gradient: a = 4.0, b = 3.0
(define-parameter a 3.0)
(define-parameter b 4.0)
(define-record-type <point> (make-point x y) point? (x point-x) (y point-y))
(define (area p) (* (point-x p) (point-y p)))
(area (make-point a b))

;;; case: gradient through a changed field
;; value: 9.0
;; gradient: a = 6.0
(define-parameter a 3.0)
(define-record-type cell (make-cell value) cell? (value cell-value set-cell-value!))
(define c (make-cell 1.0))
(set-cell-value! c (* a a))
(cell-value c)
