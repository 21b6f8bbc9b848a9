;;; case: same fringe
;; value: (#t #f #f #t)
(define (fringe tree)
  (define caller #f)
  (define (point)
    (let walk ((t tree))
      (cond ((null? t) #f)
            ((pair? t) (walk (car t)) (walk (cdr t)))
            (else (call/cc (lambda (k) (set! point (lambda () (k #f))) (caller t))))))
    (caller '()))
  (lambda () (call/cc (lambda (c) (set! caller c) (point)))))
(define (same-fringe? a b)
  (let ((a (fringe a)) (b (fringe b)))
    (let loop ()
      (let ((x (a)) (y (b)))
        (cond ((not (eqv? x y)) #f) ((null? x) #t) (else (loop)))))))
(list (same-fringe? '(1 (2 3) 4) '((1 2) (3 (4)))) (same-fringe? '(1 2 3) '(1 3 2)) (same-fringe? '(1 2) '(1 2 3)) (same-fringe? '() '(())))

;;; case: a producer and a consumer
;; value: 10
;; output: p1 c1 p2 c2 p3 c3 p4 c4 
(define producer-point #f)
(define consumer-point #f)
(define (transfer-to-consumer x) (call/cc (lambda (k) (set! producer-point k) (consumer-point x))))
(define (transfer-to-producer) (call/cc (lambda (k) (set! consumer-point k) (producer-point #f))))
(define (produce)
  (for-each (lambda (x) (display "p") (display x) (display " ") (transfer-to-consumer x)) '(1 2 3 4))
  (transfer-to-consumer 'end))
(define (consume sum)
  (let ((x (transfer-to-producer)))
    (if (eq? x 'end) sum
        (begin (display "c") (display x) (display " ") (consume (+ sum x))))))
(call/cc (lambda (start)
  (set! producer-point (lambda (ignored) (produce)))
  (consume 0)))

;;; case: threads in a queue
;; value: finished
;; output: a0 b0 c0 a1 b1 c1 a2 c2 c3 
(define queue '())
(define (enqueue! k) (set! queue (append queue (list k))))
(define (dispatch) (let ((k (car queue))) (set! queue (cdr queue)) (k #f)))
(define (yield) (call/cc (lambda (k) (enqueue! k) (dispatch))))
(define (spawn name n) (enqueue! (lambda (ignored) (do ((i 0 (+ i 1))) ((= i n)) (display name) (display i) (display " ") (yield)) (dispatch))))
(spawn 'a 3)
(spawn 'b 2)
(spawn 'c 4)
(call/cc (lambda (done) (enqueue! (lambda (ignored) #f)) (set! queue (list (car queue) (cadr queue) (caddr queue))) (let wait () (if (null? queue) 'finished (begin (yield) (if (null? queue) 'finished (wait)))))))

;;; case: coroutines through map and a sort
;; value: ((10 20 30) (10 200 30) 3)
(define k #f)
(define runs 0)
(define result (map (lambda (x) (call/cc (lambda (c) (if (= x 2) (set! k c)) (* x 10)))) '(1 2 3)))
(define kept (if (= runs 0) result kept))
(set! runs (+ runs 1))
(if (< runs 3) (k (* runs 100)))
(list kept result runs)

;;; case: a re-entered continuation gives the derivative of its last path
;; value: 12.0
;; gradient: a = 12.0, b = 4.0
(define-parameter a 2.0)
(define-parameter b 3.0)
(define k #f)
(define count 0)
(define x (call/cc (lambda (c) (set! k c) (* b b))))
(define y (* x a))
(set! count (+ count 1))
(if (= count 1) (k (* a b)))
y

;;; case: what is no coroutine
;; error: not-procedure 2:48
(define point #f)
(define (transfer x) (+ 1 (call/cc (lambda (k) (point x)))))
(transfer 1)
