;;; case: self call in if
;; value: done
(define (loop n) (if (= n 0) 'done (loop (- n 1))))
(loop 100000)

;;; case: self call in the else branch and the then branch
;; value: 50000
(define (loop n up) (if (= n 0) up (if (even? n) (loop (- n 1) (+ up 1)) (loop (- n 1) up))))
(loop 100000 0)

;;; case: mutual calls
;; value: (#t #f)
(define (ev? n) (if (= n 0) #t (od? (- n 1))))
(define (od? n) (if (= n 0) #f (ev? (- n 1))))
(list (ev? 100000) (ev? 100001))

;;; case: three in a ring
;; value: (a b c)
(define (a n) (if (= n 0) 'a (b (- n 1))))
(define (b n) (if (= n 0) 'b (c (- n 1))))
(define (c n) (if (= n 0) 'c (a (- n 1))))
(list (a 99999) (a 100000) (a 100001))

;;; case: in cond
;; value: done
(define (loop n) (cond ((= n 0) 'done) ((odd? n) (loop (- n 1))) (else (loop (- n 2)))))
(loop 100000)

;;; case: in the receiver of an arrow
;; value: done
(define (loop n) (cond ((= n 0) 'done) ((- n 1) => loop) (else 'never)))
(loop 100000)

;;; case: in case
;; value: done
(define (loop n) (case (modulo n 3) ((0) (if (= n 0) 'done (loop (- n 1)))) ((1) (loop (- n 1))) (else (loop (- n 1)))))
(loop 100000)

;;; case: in a case arrow
;; value: done
(define (loop n) (case n ((0) 'done) (else => (lambda (k) (loop (- k 1))))))
(loop 100000)

;;; case: in and
;; value: #t
(define (loop n) (and #t (or (= n 0) (loop (- n 1)))))
(loop 100000)

;;; case: in or
;; value: #t
(define (loop n) (or (= n 0) (loop (- n 1))))
(loop 100000)

;;; case: in when and unless
;; value: done
(define (loop n) (when #t (unless #f (if (= n 0) 'done (loop (- n 1))))))
(loop 100000)

;;; case: in begin
;; value: done
(define (loop n) (begin 1 (begin 2 (if (= n 0) 'done (begin (loop (- n 1)))))))
(loop 100000)

;;; case: in let, let*, letrec
;; value: done
(define (loop n) (let ((m (- n 1))) (let* ((k m) (j k)) (letrec ((f (lambda (x) x))) (letrec* ((g f)) (if (< j 0) 'done (loop (g j))))))))
(loop 100000)

;;; case: in a body with internal defines
;; value: done
(define (loop n) (define m (- n 1)) (define (next) (loop m)) (if (= n 0) 'done (next)))
(loop 100000)

;;; case: in the result of do
;; value: done
(define (loop n) (do ((i 0 (+ i 1))) ((= i 2) (if (= n 0) 'done (loop (- n 1))))))
(loop 50000)

;;; case: in a named let that calls the outer procedure
;; value: done
(define (outer n) (let inner ((i 3)) (if (= i 0) (if (= n 0) 'done (outer (- n 1))) (inner (- i 1)))))
(outer 30000)

;;; case: through apply
;; value: 3
(define (loop n . r) (if (= n 0) (length r) (apply loop (- n 1) r)))
(loop 100000 1 2 3)

;;; case: through a variable
;; value: done
(define (call f n) (if (= n 0) 'done (f f (- n 1))))
(call call 100000)

;;; case: through a closure
;; value: done
(define (make n) (lambda () (if (= n 0) 'done ((make (- n 1))))))
((make 100000))

;;; case: through an operator expression
;; value: (g g)
(define (f n) (if (= n 0) 'f ((if (even? n) f g) (- n 1))))
(define (g n) (if (= n 0) 'g ((if (even? n) f g) (- n 1))))
(list (f 100000) (f 99999))

;;; case: through a table of procedures
;; value: (zero one)
(define table (vector #f #f))
(vector-set! table 0 (lambda (n) (if (= n 0) 'zero ((vector-ref table 1) (- n 1)))))
(vector-set! table 1 (lambda (n) (if (= n 0) 'one ((vector-ref table 0) (- n 1)))))
(list ((vector-ref table 0) 100000) ((vector-ref table 0) 100001))

;;; case: with a changing number of arguments
;; value: (2 6 0)
(define (f n . r) (if (= n 0) (length r) (if (null? r) (f (- n 1) 1 2) (if (null? (cddr r)) (f (- n 1) 1 2 3 4 5 6) (f (- n 1))))))
(list (f 100000) (f 100001) (f 100002))

;;; case: between procedures of different arity
;; value: ((x) (x 1 7) f0)
(define (f1 a n) (if (= n 0) (list a) (f9 a 1 2 3 4 5 6 7 (- n 1))))
(define (f9 a b c d e f g h n) (if (= n 0) (list a b h) (f0 (- n 1))))
(define (f0 n) (if (= n 0) 'f0 (f1 'x (- n 1))))
(list (f1 'y 99999) (f1 'y 100000) (f1 'y 100001))

;;; case: an accumulator of many arguments
;; value: (6 7 8 1 2 3 4 5)
(define (loop n a b c d e f g h) (if (= n 0) (list a b c d e f g h) (loop (- n 1) h a b c d e f g)))
(loop 100003 1 2 3 4 5 6 7 8)

;;; case: state machine
;; value: (one 20001)
(define (machine l)
  (define (start l n) (cond ((null? l) (list 'start n)) ((eqv? (car l) 1) (one (cdr l) (+ n 1))) (else (start (cdr l) n))))
  (define (one l n) (cond ((null? l) (list 'one n)) ((eqv? (car l) 0) (start (cdr l) n)) (else (one (cdr l) n))))
  (start l 0))
(define (bits n l) (if (= n 0) l (bits (- n 1) (cons (if (< (modulo n 5) 2) 1 0) l))))
(machine (bits 100000 '()))

;;; case: continuation-passing with a long chain
;; value: 5000050000
(define (sum n k) (if (= n 0) (k 0) (sum (- n 1) (lambda (v) (k (+ v n))))))
(sum 100000 (lambda (v) v))

;;; case: trampolines
;; value: landed
(define (bounce n) (lambda () (if (= n 0) 'landed (bounce (- n 1)))))
(define (run t) (if (procedure? t) (run (t)) t))
(run (bounce 100000))

;;; case: for-each with a tail-calling body
;; value: 5000050055
(define s 0)
(define (add-all l) (if (pair? l) (begin (set! s (+ s (car l))) (add-all (cdr l)))))
(define (build n l) (if (= n 0) l (build (- n 1) (cons n l))))
(for-each add-all (list (build 100000 '()) (build 10 '())))
s

;;; case: gradient through a self tail call
;; value: 1500.5
;; gradient: a = 1000.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (loop n s) (if (= n 0) s (loop (- n 1) (+ s a))))
(loop 1000 b)

;;; case: gradient through mutual tail calls
;; value: 1375.0
;; gradient: a = 1500.0, b = 500.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f n s) (if (= n 0) s (g (- n 1) (+ s (* a a)))))
(define (g n s) (if (= n 0) s (f (- n 1) (+ s b))))
(f 1000 0.0)

;;; case: gradient through a hundred thousand mutual tail calls
;; value: 100000.0
;; gradient: a = 50000.0, b = 50000.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (f n s) (if (= n 0) s (g (- n 1) (+ s a))))
(define (g n s) (if (= n 0) s (f (- n 1) (+ s b))))
(f 100000 0.0)

;;; case: gradient through apply in tail position
;; value: 150.5
;; gradient: a = 100.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (loop n s . r) (if (= n 0) s (apply loop (- n 1) (+ s (car r)) r)))
(loop 100 b a 2 3)

;;; case: gradient through a continuation chain
;; value: 1500.5
;; gradient: a = 1000.0, b = 1.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (sum n k) (if (= n 0) (k b) (sum (- n 1) (lambda (v) (k (+ v a))))))
(sum 1000 (lambda (v) v))

;;; case: gradient with eight rotating accumulators
;; value: 19.0
;; gradient: a = 10.0, b = 8.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (loop n a b c d e f g h) (if (= n 0) (+ (* 1 a) (* 2 b) (* 3 c) (* 4 d) (* 5 e) (* 6 f) (* 7 g) (* 8 h)) (loop (- n 1) h a b c d e f g)))
(loop 1002 a 0 0.0 b a 0 0 b)
