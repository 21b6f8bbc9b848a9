;;; case: the leaves of a tree, one at a time
;; value: ((1 2 3 4 5 6 7) done)
(define (tree->generator tree)
  (define return #f)
  (define (resume)
    (let walk ((t tree))
      (cond ((null? t) #f)
            ((pair? t) (walk (car t)) (walk (cdr t)))
            (else (call/cc (lambda (rest) (set! resume (lambda () (rest #f))) (return t))))))
    (set! resume (lambda () (return 'done)))
    (return 'done))
  (lambda () (call/cc (lambda (r) (set! return r) (resume)))))
(define next (tree->generator '((1 2) (3 (4 (5))) ((6) 7))))
(let loop ((taken '()))
  (let ((x (next))) (if (eq? x 'done) (list (reverse taken) (next)) (loop (cons x taken)))))

;;; case: two generators by turns
;; value: ((0 1) (2 4) (4 9) (6 16) (end 25) (end end))
(define (make-generator body)
  (define return #f)
  (define (yield x) (call/cc (lambda (k) (set! resume (lambda () (k x))) (return x))))
  (define resume (lambda () (body yield) (set! resume (lambda () (return 'end))) (return 'end)))
  (lambda () (call/cc (lambda (r) (set! return r) (resume)))))
(define evens (make-generator (lambda (yield) (do ((i 0 (+ i 2))) ((> i 6)) (yield i)))))
(define squares (make-generator (lambda (yield) (for-each (lambda (x) (yield (* x x))) '(1 2 3 4 5)))))
(let loop ((n 0) (taken '()))
  (if (= n 6) (reverse taken)
      (let* ((a (evens)) (b (squares))) (loop (+ n 1) (cons (list a b) taken)))))

;;; case: many values, each with fresh garbage
;; value: 76500
(define (make-generator body)
  (define return #f)
  (define (yield x) (call/cc (lambda (k) (set! resume (lambda () (k x))) (return x))))
  (define resume (lambda () (body yield) (return 'end)))
  (lambda () (call/cc (lambda (r) (set! return r) (resume)))))
(define numbers (make-generator (lambda (yield) (let loop ((i 0)) (yield (vector-length (make-vector (+ 1 (modulo i 50)) i))) (loop (+ i 1))))))
(let loop ((n 0) (sum 0)) (if (= n 3000) sum (loop (+ n 1) (+ sum (numbers)))))

;;; case: the derivative of what was yielded
;; value: 27.0
;; gradient: a = 27.0
(define-parameter a 3.0)
(define return #f)
(define (yield x) (call/cc (lambda (k) (set! resume (lambda () (k x))) (return x))))
(define resume (lambda () (let loop ((p a)) (yield p) (loop (* p a)))))
(define (next) (call/cc (lambda (r) (set! return r) (resume))))
(let* ((first (next)) (second (next)) (third (next))) (* 1.0 third))

;;; case: an error inside a generator
;; error: type 2:39
(define return #f)
(define (body yield) (yield 1) (yield (car 2)))
(define (yield x) (call/cc (lambda (k) (set! resume (lambda () (k x))) (return x))))
(define resume (lambda () (body yield)))
(define (next) (call/cc (lambda (r) (set! return r) (resume))))
(next)
(next)
