;;; case: written in structures and to string ports
;; value: ("(#tensor((1.0 2.5) (-0.0 +inf.0)) \"a\")" "#tensor(+nan.0)")
(define (to-string out x) (let ((port (open-output-string))) (out x port) (get-output-string port)))
(list (to-string write (list (tensor '((1 2.5) (-0.0 +inf.0))) "a")) (to-string display (tensor +nan.0)))

;;; case: displayed
;; value: ()
;; output: #tensor(1.0 0.1) #(#tensor((2.0)))\n#tensor()
(display (tensor 1 0.1))
(display " ")
(write (vector (tensor '((2)))))
(newline)
(display (zeros 0 3))
'()

;;; case: what they are and are not, and equality by shape and elements
;; value: ((#t #f #f #f #f #f yes) (#t #t #f #f #f #f))
(list
  (let ((t (zeros 1)))
    (list (tensor? t) (number? t) (vector? t) (pair? t) (procedure? t) (string? t) (if t 'yes 'no)))
  (list (equal? (tensor 1 2) (tensor 1.0 2)) (equal? (tensor +nan.0) (tensor +nan.0)) (equal? (tensor 0.0) (tensor -0.0))
        (equal? (tensor 1 2) (tensor '((1 2)))) (equal? (tensor 1) 1.0) (eqv? (tensor 1) (tensor 1))))

;;; case: keys of hash tables
;; value: (a b none)
(let ((table (make-equal-hash-table)))
  (hash-table-set! table (tensor 1 2) 'a)
  (hash-table-set! table (list (tensor 1 2)) 'b)
  (list (hash-table-ref/default table (+ 0.0 (tensor 1 2)) 'none)
        (hash-table-ref/default table (list (tensor 1 2)) 'none)
        (hash-table-ref/default table (tensor '((1 2))) 'none)))

;;; case: values of hash tables, added up
;; value: #tensor(4.0 8.0)
(gradient
  (lambda (t)
    (let ((table (make-equal-hash-table)))
      (for-each (lambda (key) (hash-table-update!/default table key (lambda (sum) (+ sum (* t t))) 0)) '(a b a))
      (sum (hash-table-ref/default table 'a 0))))
  (tensor 1 2))

;;; case: a comparison takes no tensor
;; error: type 1:5
(if (< (tensor 1 2) 3) 1 2)

;;; case: records
;; value: #tensor((6.0 6.0) (14.0 14.0))
(define-record-type state (make-state matrix rows) state? (matrix state-matrix) (rows state-rows set-state-rows!))
(gradient
  (lambda (m)
    (let ((s (make-state m 0)))
      (set-state-rows! s (matmul (state-matrix s) (tensor 1 1)))
      (sum (* (state-rows s) (state-rows s)))))
  (tensor '((1 2) (3 4))))

;;; case: closures and assignments
;; value: #tensor(12.0 48.0)
(define (accumulator) (let ((total 0)) (lambda (x) (set! total (+ total x)) total)))
(gradient
  (lambda (t)
    (let ((add! (accumulator)))
      (add! (* t t))
      (* 2 (sum (* t (add! (* t t)))))))
  (tensor 1 2))

;;; case: promises, and macros
;; value: (#tensor(4.0 32.0) 1 #tensor(4.0 32.0))
(define forced 0)
(define-syntax squared (syntax-rules () ((_ e) (let ((value e)) (* value value)))))
(let* ((by-promise
         (gradient
           (lambda (t)
             (let ((p (delay (begin (set! forced (+ forced 1)) (* t t)))))
               (sum (* (force p) (force p)))))
           (tensor 1 2)))
       (by-macro (gradient (lambda (t) (sum (squared (squared t)))) (tensor 1 2))))
  (list by-promise forced by-macro))

;;; case: eval
;; value: (#tensor(2.0 4.0) #tensor(1.0 4.0))
(define (f t) (* t t))
(list (eval '(gradient (lambda (t) (sum (f t))) (tensor 1 2)) (interaction-environment))
      ((eval '(lambda (t) (f t)) (interaction-environment)) (tensor 1 2)))

;;; case: parameter objects
;; value: (#tensor(3.0 12.0) #tensor(1.0 1.0))
(define scale (make-parameter (tensor 1 1)))
(let ((g (gradient (lambda (t) (parameterize ((scale (* t t))) (sum (* t (scale))))) (tensor 1 2))))
  (list g (scale)))

;;; case: dynamic-wind around and inside of a derivative
;; value: #tensor(2.0 4.0)
;; output: (in 3.0 out 5.0)
(gradient
  (lambda (t)
    (let ((u #f))
      (display "(")
      (dynamic-wind
        (lambda () (display "in ") (display (sum (stop-gradient t))))
        (lambda () (set! u (sum (* t t))))
        (lambda () (display " out ")))
      (display (stop-gradient u))
      (display ")")
      u))
  (tensor 1 2))

;;; case: a continuation entered again inside of a derivative
;; value: (#tensor(8.0 16.0) 3)
(define again #f)
(define entered 0)
(let ((g (gradient
           (lambda (t)
             (let* ((u (* t t)) (s (call/cc (lambda (k) (set! again k) 1.0))))
               (set! entered (+ entered 1))
               (if (< entered 3) (again (* s 2.0)))
               (sum (* s u))))
           (tensor 1 2))))
  (list g entered))

;;; case: a continuation out of a derivative
;; value: ((2) #tensor(2.0 4.0))
(list (call/cc (lambda (k) (gradient (lambda (t) (k (tensor-shape (matmul t (eye 2))))) (tensor 1 2))))
      (gradient (lambda (t) (sum (* t t))) (tensor 1 2)))

;;; case: what outlives its derivative is a constant
;; value: (#tensor(1.0 4.0) 5.0 #tensor(1.0 4.0))
(define kept #f)
(gradient (lambda (t) (set! kept (* t t)) (sum t)) (tensor 1 2))
(list kept (derivative (lambda (x) (* x (sum kept))) 1.0) (gradient (lambda (t) (sum (* t kept))) (tensor 1 2)))

;;; case: raise inside of a derivative
;; value: #tensor(3.0 12.0)
(gradient
  (lambda (t)
    (let ((u (* t t)))
      (guard (u (#t (sum (* t u))))
        (let ((unused (matmul (reshape t 2 1) (reshape t 1 2))))
          (raise u)
          (sum unused)))))
  (tensor 1 2))

;;; case: an operation's error caught inside of a derivative
;; value: (#tensor(2.0 2.0) #tensor(4.0 8.0))
(list (gradient (lambda (t) (guard (e ((error-object? e) (sum (* 2 t)))) (logdet (diag t)))) (tensor -1 2))
      (gradient (lambda (t) (guard (e ((error-object? e) (sum (* 2 t t)))) (sum (+ t (zeros 3))))) (tensor 1 2)))

;;; case: raise-continuable inside of a derivative
;; value: #tensor(2.0 8.0)
(gradient
  (lambda (t)
    (with-exception-handler
      (lambda (u) (* u (tensor 1 2)))
      (lambda () (sum (* t (raise-continuable t))))))
  (tensor 1 2))

;;; case: maps, folds and application over lists and vectors of tensors
;; value: ((#tensor(2.0 4.0) #tensor(12.0)) #(#tensor(5.0 6.0) #tensor(1.0 2.0)))
(list
  (gradient (lambda (ts) (apply + (map (lambda (t i) (* i (sum (* t t)))) ts '(1 2)))) (list (tensor 1 2) (tensor 3)))
  (gradient (lambda (v) (sum (* (vector-ref v 0) (vector-ref (vector-map (lambda (t) (* 1 t)) v) 1))))
            (vector (tensor 1 2) (tensor 5 6))))

;;; case: sorted by what they hold, and derivatives of sorted elements
;; value: ((#tensor(1.0 1.0) #tensor(2.0 2.0) #tensor(0.0 5.0)) #tensor(100.0 1.0 10.0))
(list
  (sort (list (tensor 0 5) (tensor 2 2) (tensor 1 1)) (lambda (a b) (< (norm a) (norm b))))
  (gradient
    (lambda (t) (sum (* (tensor 1 10 100) (tensor (sort (vector->list (tensor->vector t)) <)))))
    (tensor 3 1 2)))

;;; case: tabulated with a continuation entered again
;; value: #tensor(10.0 11.0 12.0)
(define again #f)
(let ((t (tensor-tabulate (lambda (i) (+ i (call/cc (lambda (k) (if (not again) (set! again k)) 0)))) 3)))
  (if (eqv? (tensor-ref t 0) 0.0)
      (again 10)
      (+ t (tensor 0 10 10))))

;;; case: stop-gradient
;; value: (#tensor(1.0 2.0) (#tensor(0.0) 1.0))
(list (gradient (lambda (t) (sum (* t (stop-gradient t)))) (tensor 1 2))
      (gradient (lambda (p) (+ (sum (stop-gradient (car p))) (cadr p))) (list (tensor 1) 2.0)))

;;; case: soft choice of tensors, and by logits in a tensor
;; value: (#tensor(-1.25 1.25) #tensor(-1.0 3.0))
(list (gradient (lambda (l) (sum (soft-choice ((tensor 1 2) (tensor 3 5)) l))) (tensor 0 0))
      (gradient (lambda (l) (sum (soft-choice ((* 2 l) (tensor 3 5)) l))) (tensor 0 0)))

;;; case: checkpoint
;; value: (#tensor(3.0 12.0) 15.0 #tensor((6.0 0.0) (0.0 12.0)))
(define (f t) (let ((u (checkpoint (lambda () (* t t))))) (sum (* t u))))
(list (gradient f (tensor 1 2)) (jvp f (tensor 1 2) (tensor 1 1)) (hessian f (tensor 1 2)))

;;; case: checkpoint of what is no number
;; value: #tensor(0.0 4.0)
(gradient (lambda (t) (let ((u (checkpoint (lambda () (* t (tensor +nan.0 1)))))) (tensor-ref (* u u) 1))) (tensor 1 2))

;;; case: checkpoint-loop with tensors for its state
;; value: (#tensor(191.0 191.0) #tensor(191.0 382.0))
(define (f t) (car (checkpoint-loop 20 (lambda (i state) (list (+ (car state) (* i (cadr state))) (cadr state))) (list t t))))
(list (gradient (lambda (t) (sum (f t))) (tensor 1 2)) (jvp f (tensor 1 2) (tensor 1 2)))

;;; case: with-adjoint
;; value: (#tensor(10.0 20.0) 30.0 (#tensor(0.0 0.0) #tensor(7.0 14.0)))
(define f (with-adjoint (lambda (t) (* t t)) (lambda (w t) (* 10 w t))))
(define g (with-adjoint (lambda (a b) (dot a b)) (lambda (w a b) (list #f (* 7 w a)))))
(list (gradient (lambda (t) (sum (f t))) (tensor 1 2))
      (sum (jvp f (tensor 1 2) (tensor 1 1)))
      (gradient (lambda (p) (g (car p) (cadr p))) (list (tensor 1 2) (tensor 3 4))))

;;; case: with-adjoint, twice
;; value: #tensor((6.0 0.0) (0.0 12.0))
(define cubes (with-adjoint (lambda (t) (* t t t)) (lambda (w t) (* 3 w t t))))
(hessian (lambda (t) (sum (cubes t))) (tensor 1 2))

;;; case: a pullback's answer of another shape
;; error: type 2:28
(define f (with-adjoint (lambda (t) (* t t)) (lambda (w t) (sum w))))
(gradient (lambda (t) (sum (f t))) (tensor 1 2))

;;; case: implicit-solve
;; value: (#tensor(0.25 0.125) #tensor(0.5 0.0))
(list (gradient (lambda (a) (sum (implicit-solve (lambda (x) (- (* x x) a)) (tensor 1 1)))) (tensor 4 16))
      (gradient
        (lambda (b) (tensor-ref (implicit-solve (lambda (x) (- (matmul (tensor '((2 0) (0 4))) x) b)) (tensor 1 1)) 0))
        (tensor 1 2)))

;;; case: value and gradient, jacobians, vjp
;; value: ((5.0 #tensor(2.0 4.0)) #tensor((2.0 0.0) (0.0 4.0)) #tensor((1.0 2.0) (10.0 20.0)) (#tensor(1.0 1.0) #tensor((1.0 0.0) (0.0 1.0))))
(list (call-with-values (lambda () (value+gradient (lambda (t) (sum (* t t))) (tensor 1 2))) list)
      (jacobian (lambda (t) (* t t)) (tensor 1 2))
      (vjp (lambda (m) (matmul m (tensor 1 2))) (eye 2) (tensor 1 10))
      (jacobian (lambda (t) (list (sum t) t)) (tensor 1 2)))

;;; case: forwards over reverse, reverse over forwards, three levels
;; value: (#tensor(6.0 0.0) #tensor(6.0 12.0) 18.0 #tensor(6.0 0.0))
(define (cubes t) (sum (* t t t)))
(list (jvp (lambda (t) (gradient cubes t)) (tensor 1 2) (tensor 1 0))
      (gradient (lambda (t) (jvp cubes t (tensor 1 1))) (tensor 1 2))
      (derivative
        (lambda (s) (derivative (lambda (r) (derivative (lambda (q) (sum (* (tensor 1 2) q q q))) r)) s))
        1.0)
      (hessian-vector cubes (tensor 1 2) (tensor 1 0)))

;;; case: levels are told apart
;; value: #tensor(6.0 6.0)
(gradient (lambda (t) (* (sum t) (derivative (lambda (x) (* x (sum t))) 1.0))) (tensor 1 2))

;;; case: one tensor for both operands
;; value: (#tensor((7.0 11.0) (9.0 13.0)) #tensor(6.0 6.0) #tensor(2.0 4.0) #tensor(0.0 0.0) #tensor(0.0 0.0))
(list (gradient (lambda (a) (sum (matmul a a))) (tensor '((1 2) (3 4))))
      (gradient (lambda (t) (sum (* (reshape t 2 1) t))) (tensor 1 2))
      (gradient (lambda (t) (dot t t)) (tensor 1 2))
      (gradient (lambda (t) (sum (- t t))) (tensor 1 2))
      (gradient (lambda (t) (sum (/ t t))) (tensor 1 2)))

;;; case: the gradient's tensors are tensors of their own
;; value: (#tensor(1.0 1.0) #tensor(1.0 1.0))
(let* ((g (gradient (lambda (p) (+ (sum (car p)) (sum (cadr p)))) (list (ones 2) (ones 2))))
       (v (tensor->vector (car g))))
  (vector-set! v 0 7.0)
  g)

;;; case: ties, kinks and norms of 0
;; value: (#tensor(0.0 1.0 0.0) #tensor((1.0 1.0) (0.0 0.0)) #tensor(0.0 0.5 1.0) #tensor(0.0 0.0) #tensor((0.0 0.0) (0.0 0.0)))
(list (gradient amax (tensor 2 3 3))
      (gradient (lambda (t) (sum (amax t 0))) (tensor '((2 3) (2 3))))
      (gradient (lambda (t) (sum (max t 1))) (tensor 0 1 2))
      (gradient norm (tensor 0 0))
      (hessian norm (tensor 0 0)))

;;; case: determinants of singular matrices, twice
;; value: (#tensor((((0.0 0.0) (0.0 1.0)) ((0.0 0.0) (-1.0 0.0))) (((0.0 -1.0) (0.0 0.0)) ((1.0 0.0) (0.0 0.0)))) #tensor((1.0 0.0) (0.0 1.0)))
(list (+ 0.0 (hessian det (zeros 2 2))) (+ 0.0 (hessian-vector det (zeros 2 2) (eye 2))))

;;; case: the third derivative of a determinant along a line is 6 times the determinant of its direction
;; value: (-42.0 -42.0 -42.0)
(define d (tensor '((1 0 2) (-1 1 0) (3 1 1))))
(define (along m) (derivative (lambda (s) (derivative (lambda (s) (derivative (lambda (s) (det (+ m (* s d)))) s)) s)) 0.0))
(list (along (tensor '((1 2 3) (2 4 6) (1 1 5))))
      (along (zeros 3 3))
      (gradient (lambda (s) (gradient (lambda (s) (gradient (lambda (s) (det (* s d))) s)) s)) 0.0))

;;; case: Cholesky factors take the mean of both triangles
;; value: (#tensor((2.0 0.0) (1.0 2.0)) #tensor((2.0 0.0) (1.0 2.0)) #tensor((0.125 0.25) (0.25 1.0)) #tensor(0.1875 0.125) #tensor(0.1875 0.125))
(list (cholesky (tensor '((4 2) (2 5)))) (cholesky (tensor '((4 4) (0 5))))
      (gradient (lambda (m) (sum (* (tensor '((1 2) (3 4))) (cholesky m)))) (tensor '((4 1) (3 5))))
      (solve-spd (tensor '((4 0) (4 5))) (tensor 1 1)) (solve-spd (tensor '((4 2) (2 5))) (tensor 1 1)))

;;; case: axes without elements
;; value: (#tensor((0.0 0.0 0.0)) 0.0 #tensor(0.0 0.0) #tensor() 1.0)
(list (gradient (lambda (t) (sum (* (zeros 0 1) t))) (ones 1 3))
      (gradient (lambda (x) (+ 1.0 (sum (* (zeros 0) x)))) 2.0)
      (sum (zeros 0 2) 0)
      (sum (zeros 0 2) 1)
      (prod (zeros 0)))

;;; case: no logarithm of a determinant
;; error: value 1:23
(gradient (lambda (t) (logdet (diag t))) (tensor -1 2))

;;; case: under parameters
;; value: 12.0
;; gradient: a = 6.0, b = 4.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(dot (tensor a b) (tensor b a))

;;; case: under parameters, terms that cancel
;; value: 0.0
;; gradient: a = 0.0, b = 0.0
(define-parameter a 0.1)
(define-parameter b 0.3)
(- (sum (* a (tensor 1 -1))) (sum (matmul (tensor '((1 -3) (-1 3))) (tensor a b))))

;;; case: under parameters, linear systems
;; value: 2.0
;; gradient: a = -0.5, c = 1.0
(define-parameter a 2.0)
(define-parameter c 1.0)
(+ (sum (solve (diag (tensor a 4)) (tensor 2 4))) (logdet (tensor (list (list c 0) (list 0 1)))))

;;; case: under parameters, a derivative inside
;; value: 12.0
;; gradient: a = 12.0
(define-parameter a 2.0)
(sum (gradient (lambda (t) (sum (* t t t))) (tensor a)))
