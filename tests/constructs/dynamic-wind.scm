;;; case: connect, talk, disconnect
;; value: (connect talk1 disconnect connect talk2 disconnect)
(let ((path '()) (c #f))
  (let ((add (lambda (s) (set! path (cons s path)))))
    (dynamic-wind
      (lambda () (add 'connect))
      (lambda () (add (call/cc (lambda (c0) (set! c c0) 'talk1))))
      (lambda () (add 'disconnect)))
    (if (< (length path) 4) (c 'talk2) (reverse path))))

;;; case: leaving by a continuation
;; value: left
;; output: in out 
(call/cc (lambda (out)
  (dynamic-wind (lambda () (display "in ")) (lambda () (out 'left) (display "never ")) (lambda () (display "out ")))))

;;; case: nested, innermost first
;; value: 1
;; output: <a<b<cc>b>a>
(define (wind name thunk) (dynamic-wind (lambda () (display "<") (display name)) thunk (lambda () (display name) (display ">"))))
(call/cc (lambda (out) (wind 'a (lambda () (wind 'b (lambda () (wind 'c (lambda () (out 1)))))))))

;;; case: from one branch to another passes the winders between them
;; value: 3
;; output: <a<bb><cc><bb><cc><bb>a>
(define k #f)
(define n 0)
(define (wind name thunk) (dynamic-wind (lambda () (display "<") (display name)) thunk (lambda () (display name) (display ">"))))
(wind 'a (lambda () (wind 'b (lambda () (call/cc (lambda (c) (set! k c)))))
                    (set! n (+ n 1))
                    (if (< n 3) (wind 'c (lambda () (k #f))))
                    n))

;;; case: several values pass through
;; value: (1 2)
(call-with-values (lambda () (dynamic-wind (lambda () 1) (lambda () (values 1 2)) (lambda () 3))) list)

;;; case: an error that is caught leaves
;; value: oops
;; output: in out caught 
(guard (e (#t (display "caught ") e))
  (dynamic-wind (lambda () (display "in ")) (lambda () (raise 'oops)) (lambda () (display "out "))))

;;; case: the derivative passes through
;; value: 11.0
;; gradient: a = 7.0
(define-parameter a 2.0)
(define seen 0.0)
(+ (dynamic-wind (lambda () (set! seen (* 3 a))) (lambda () (* a a)) (lambda () (set! seen (+ seen 1)))) seen)

;;; case: an error inside
;; error: type 1:46
(dynamic-wind (lambda () #f) (lambda () (+ 1 (car 5))) (lambda () #f))

;;; case: before is no thunk
;; error: arity 1:1
(dynamic-wind (lambda (x) x) (lambda () 1) (lambda () 2))
