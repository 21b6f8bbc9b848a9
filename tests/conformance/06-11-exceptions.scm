; Conformance checks for R7RS-small section 6.11: exceptions.

;;; section: 6.11 with-exception-handler

;; check: the handler receives the object
(call/cc (lambda (out) (with-exception-handler (lambda (obj) (out (vector obj 'seen))) (lambda () (* 2 (raise 'trouble))))))
;; => #(trouble seen)

;; check: without an exception the thunk's value is given
(with-exception-handler (lambda (e) 'handler) (lambda () 'normal))
;; => normal

;; check: several values of the thunk
(call-with-values (lambda () (with-exception-handler (lambda (e) 0) (lambda () (values 1 2)))) list)
;; => (1 2)

;; check: the handler may return from raise-continuable
(with-exception-handler (lambda (q) (if (eq? q 'how-many) 12 0)) (lambda () (* 2 (raise-continuable 'how-many))))
;; => 24

;; check: the handler sees the object of raise-continuable
(with-exception-handler
  (lambda (e) (cond ((string? e) (string-length e)) (else 0)))
  (lambda () (list (raise-continuable "four") (raise-continuable 'x))))
;; => (4 0)

;; check: a handler that returns from raise
(with-exception-handler (lambda (e) 'ignored) (lambda () (+ 1 (raise 'oops))))
;; => error

;; check: a handler that returns from raise gives another exception to the outer handler
(guard (e (#t 'secondary)) (with-exception-handler (lambda (e) 'ignored) (lambda () (raise 'oops))))
;; => secondary

;; check: a handler that returns from error
(with-exception-handler (lambda (e) 'ignored) (lambda () (error "oops")))
;; => error

;; check: the handler runs in the context of the raise
(let ((l '()))
  (define (add x) (set! l (cons x l)))
  (call/cc (lambda (k)
    (with-exception-handler
      (lambda (e) (add 'handler) (k #f))
      (lambda () (dynamic-wind (lambda () (add 'in)) (lambda () (raise 'x)) (lambda () (add 'out)))))))
  (reverse l))
;; => (in handler out)

;; check: the handler sees the parameters of the raise
(define p (make-parameter 'outer))
(with-exception-handler (lambda (e) (p)) (lambda () (parameterize ((p 'inner)) (raise-continuable 1))))
;; => inner

;; check: the handler runs with the outer handler installed
(with-exception-handler
  (lambda (e) (list 'outer e))
  (lambda ()
    (with-exception-handler
      (lambda (e) (list 'inner (raise-continuable (list 'again e))))
      (lambda () (raise-continuable 'first)))))
;; => (inner (outer (again first)))

;; check: three nested handlers
(with-exception-handler
  (lambda (e) (cons 'a e))
  (lambda ()
    (with-exception-handler
      (lambda (e) (raise-continuable (cons 'b e)))
      (lambda ()
        (with-exception-handler
          (lambda (e) (raise-continuable (cons 'c e)))
          (lambda () (raise-continuable '())))))))
;; => (a b c)

;; check: the handler is gone after the thunk
(guard (e (#t (list 'guard e)))
  (with-exception-handler (lambda (e) 'handler) (lambda () 'fine))
  (raise 'later))
;; => (guard later)

;; check: a handler inside guard passes on
(guard (e (#t (list 'guard e)))
  (with-exception-handler
    (lambda (e) (raise (list 'wrapped e)))
    (lambda () (raise 'original))))
;; => (guard (wrapped original))

;; check: a guard inside a handler's thunk
(with-exception-handler
  (lambda (e) (list 'handler e))
  (lambda () (list (guard (e ((symbol? e) (list 'guard e))) (raise 'x)) (raise-continuable 'y))))
;; => ((guard x) (handler y))

;; check: a guard within a handler
(with-exception-handler
  (lambda (e) (guard (e2 (#t (list e e2))) (raise 'inner)))
  (lambda () (raise-continuable 'outer)))
;; => (outer inner)
;; note: guile 3.0.8 does not find the guard inside the handler; mit and chez do

;; check: raise-continuable without a handler
(raise-continuable 'nobody)
;; => error

;; check: raise without a handler
(raise 'nobody)
;; => error

;; check: raise of a number without a handler
(raise 42)
;; => error

;; check: the handler is called with one argument
(call/cc (lambda (k) (with-exception-handler (lambda args (k (length args))) (lambda () (raise 'x)))))
;; => 1

;; check: an error of a standard procedure goes to the handler
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 'handled)) (lambda () (car 5)))))
;; => handled

;; check: a wrong number of arguments goes to the handler
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 'handled)) (lambda () ((lambda (x) x))))))
;; => handled

;; check: an unbound variable goes to the handler
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 'handled)) (lambda () never-bound-variable))))
;; => handled

;; check: a call of a non-procedure goes to the handler
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k 'handled)) (lambda () (5 5)))))
;; => handled

;; check: raise-continuable many times
(with-exception-handler
  (lambda (e) (+ e 1))
  (lambda () (let loop ((i 0) (s 0)) (if (= i 10000) s (loop (+ i 1) (raise-continuable s))))))
;; => 10000

;; check: a handler restores itself after its return
(with-exception-handler
  (lambda (e) (* e 2))
  (lambda () (+ (raise-continuable 1) (raise-continuable 10))))
;; => 22

;; check: with-exception-handler inside a loop
(let loop ((i 0) (l '()))
  (if (= i 3) (reverse l)
      (loop (+ i 1) (cons (with-exception-handler (lambda (e) (* e i)) (lambda () (raise-continuable 10))) l))))
;; => (0 10 20)

;;; section: 6.11 raise

;; check: any object can be raised
(map (lambda (x) (guard (e (#t (list e))) (raise x))) (list 1 "s" 'y #\c '() #f #t '(1 2) 2.5))
;; => ((1) ("s") (y) (#\c) (()) (#f) (#t) ((1 2)) (2.5))

;; check: a raised object keeps its identity
(let ((x (list 1))) (eq? x (guard (e (#t e)) (raise x))))
;; => #t

;; check: a record can be raised
(define-record-type my-condition (make-my-condition text) my-condition? (text condition-text))
(guard (e ((my-condition? e) (condition-text e))) (raise (make-my-condition "details")))
;; => "details"

;; check: a procedure can be raised
((guard (e ((procedure? e) e)) (raise (lambda () 'called))))
;; => called

;; check: raise inside nested calls
(define (a) (b))
(define (b) (c))
(define (c) (raise 'deep))
(guard (e (#t e)) (+ 1 (a)))
;; => deep

;; check: raise from within map
(guard (e (#t (list 'element e))) (map (lambda (x) (if (> x 2) (raise x) x)) '(1 2 3 4)))
;; => (element 3)

;; check: raise #f is caught by an else clause
(guard (e ((not e) 'false-object)) (raise #f))
;; => false-object

;; check: nested guards choose by their clauses
(define (test x)
  (guard (e ((string? e) (list 'string e)))
    (guard (e ((symbol? e) (list 'symbol e)))
      (guard (e ((number? e) (list 'number e)))
        (raise x)))))
(list (test 1) (test 'a) (test "s"))
;; => ((number 1) (symbol a) (string "s"))

;; check: raise again in a clause
(guard (e (#t (list 'outer e)))
  (guard (e ((number? e) (raise (+ e 1)))) (raise 1)))
;; => (outer 2)

;; check: a guard that re-raises out of all guards
(guard (e ((symbol? e) 'symbol)) (raise 42))
;; => error

;; check: a re-raise keeps the object
(let ((x (list 'obj)))
  (eq? x (guard (e (#t e)) (guard (e ((number? e) 0)) (raise x)))))
;; => #t

;; check: deep recursion left by raise
(guard (e (#t e)) (let deep ((n 50000)) (if (= n 0) (raise 'bottom) (+ 1 (deep (- n 1))))))
;; => bottom

;;; section: 6.11 error and error objects

;; check: error makes an error object
(guard (e ((error-object? e) 'error-object) (else 'other)) (error "message"))
;; => error-object

;; check: the message
(guard (e (#t (error-object-message e))) (error "the message" 1 2))
;; => "the message"

;; check: the irritants
(guard (e (#t (error-object-irritants e))) (error "msg" 1 "two" 'three '(4)))
;; => (1 "two" three (4))

;; check: no irritants
(guard (e (#t (error-object-irritants e))) (error "msg"))
;; => ()
;; note: guile 3.0.8 gives #f; the report gives a list

;; check: irritants keep their identity
(let ((x (list 1))) (eq? x (car (guard (e (#t (error-object-irritants e))) (error "msg" x)))))
;; => #t

;; check: other objects are no error objects
(map error-object? (list 1 "error" 'error '() (lambda () 1) #f))
;; => (#f #f #f #f #f #f)

;; check: a raised symbol is no error object
(guard (e ((error-object? e) 'error) (else 'other)) (raise 'x))
;; => other

;; check: error goes to the handler
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (error-object-message e))) (lambda () (error "in thunk")))))
;; => "in thunk"

;; check: error without a handler
(error "nobody catches this" 1 2)
;; => error

;; check: the empty message
(guard (e (#t (list (error-object-message e) (error-object-irritants e)))) (error "" 'x))
;; => ("" (x))

;; check: an error object raised again
(guard (e (#t (error-object-message e)))
  (guard (e ((symbol? e) 'no)) (error "passes through")))
;; => "passes through"

;; check: an error object raised by hand
(let ((saved (guard (e (#t e)) (error "kept" 7))))
  (guard (e (#t (list (error-object-message e) (error-object-irritants e) (eq? e saved)))) (raise saved)))
;; => ("kept" (7) #t)

;; check: read-error? and file-error? on an error of another kind
(guard (e (#t (list (read-error? e) (file-error? e)))) (error "plain"))
;; => (#f #f)

;; check: read-error? and file-error? on other objects
(list (read-error? 'x) (file-error? 5) (read-error? "s"))
;; => (#f #f #f)

;; check: read-error? on an unfinished datum
(guard (e ((read-error? e) 'read-error) (else 'other)) (read (open-input-string "(1 2")))
;; => read-error

;; check: read-error? on an unfinished string
(guard (e ((read-error? e) 'read-error) (else 'other)) (read (open-input-string "\"abc")))
;; => read-error

;; check: guard on the message
(define (classify thunk)
  (guard (e ((and (error-object? e) (string=? (error-object-message e) "one")) 1)
            ((error-object? e) 'other-error)
            (else 'no-error-object))
    (thunk)))
(list (classify (lambda () (error "one"))) (classify (lambda () (error "two"))) (classify (lambda () (raise 'three))))
;; => (1 other-error no-error-object)

;;; section: 6.11 Exceptions at work

;; check: a safe division
(define (safe-quotient a b) (guard (e (#t 'undefined)) (quotient a b)))
(list (safe-quotient 7 2) (safe-quotient 7 0))
;; => (3 undefined)

;; check: cleaning up
(define trail '())
(define (with-resource thunk)
  (set! trail (cons 'open trail))
  (let ((result (guard (e (#t (set! trail (cons 'close trail)) (raise e))) (thunk))))
    (set! trail (cons 'close trail))
    result))
(let* ((a (with-resource (lambda () 1)))
       (b (guard (e (#t (list 'failed e))) (with-resource (lambda () (raise 'bad))))))
  (list a b (reverse trail)))
;; => (1 (failed bad) (open close open close))

;; check: a retry by a continuation
(define attempts 0)
(define (unreliable) (set! attempts (+ attempts 1)) (if (< attempts 3) (raise 'try-again) attempts))
(define (retry thunk) (let loop () (let ((r (guard (e ((eq? e 'try-again) 'again)) (thunk)))) (if (eq? r 'again) (loop) r))))
(retry unreliable)
;; => 3

;; check: warnings by raise-continuable
(define warnings '())
(define (warn x) (raise-continuable (list 'warning x)))
(define (work) (warn 'first) (warn 'second) 'result)
(let ((r (with-exception-handler (lambda (e) (set! warnings (cons (cadr e) warnings)) #f) work)))
  (list r (reverse warnings)))
;; => (result (first second))

;; check: a default value asked of the handler
(define (lookup k table) (let ((p (assq k table))) (if p (cdr p) (raise-continuable (list 'missing k)))))
(with-exception-handler
  (lambda (e) (if (eq? (cadr e) 'b) 'default #f))
  (lambda () (map (lambda (k) (lookup k '((a . 1) (c . 3)))) '(a b c))))
;; => (1 default 3)

;; check: guard inside a recursive procedure
(define (f n) (guard (e ((and (number? e) (= e n)) (list 'caught-at n))) (if (= n 0) (raise 3) (f (- n 1)))))
(f 5)
;; => (caught-at 3)
