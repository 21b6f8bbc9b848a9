; Conformance checks for R7RS-small section 4.2: derived expression types.

;;; section: 4.2.1 Conditionals: cond

;; check: cond first true clause
(cond ((even? 8) 'even) ((odd? 8) 'odd))
;; => even

;; check: cond second clause
(cond ((even? 9) 'even) ((odd? 9) 'odd))
;; => odd

;; check: cond else
(cond ((string? 'sym) 'string) ((number? 'sym) 'number) (else 'something))
;; => something

;; check: cond arrow
(cond ((assq 'blue '((red . 3) (blue . 4))) => cdr) (else 'no-colour))
;; => 4

;; check: cond arrow with a lambda expression
(cond (#f 1) ((+ 1 2) => (lambda (x) (* x x))) (else 'no))
;; => 9

;; check: cond arrow not taken
(cond (#f => car) (else 'skipped))
;; => skipped

;; check: cond clause with a test alone
(cond (#f) ((memv 2 '(1 2 3))) (else 'none))
;; => (2 3)

;; check: cond test alone with an else after it
(cond ((+ 1 1)) (else 'no))
;; => 2

;; check: cond clause with several expressions
(let ((x 0)) (cond (#t (set! x 1) (set! x (+ x 1)) x)))
;; => 2

;; check: cond else with several expressions
(let ((x 0)) (cond (#f 1) (else (set! x 5) (* x 2))))
;; => 10

;; check: cond else alone
(cond (else 1 2 3))
;; => 3

;; check: cond does not evaluate later tests
(let ((n 0)) (cond (#t 'x) ((begin (set! n 1) #t) 'y)) n)
;; => 0

;; check: cond evaluates the test of an arrow clause once
(let ((n 0))
  (cond ((begin (set! n (+ n 1)) n) => (lambda (v) (list v n)))))
;; => (1 1)

;; check: else is no keyword when bound locally
(let ((else #f)) (cond (else 'taken) (#t 'not-taken)))
;; => not-taken

;; check: arrow is no keyword when bound locally
(let ((=> 'plain)) (cond (1 => 'last)))
;; => last

;; check: cond in tail position
(define (loop n) (cond ((= n 0) 'done) (else (loop (- n 1)))))
(loop 100000)
;; => done

;; check: cond arrow receiver is called in tail position
(define (loop n) (cond ((= n 0) 'done) ((- n 1) => loop) (else 'never)))
(loop 100000)
;; => done

;;; section: 4.2.1 Conditionals: case

;; check: case on a number
(case (- 10 3) ((0 2 4 6 8) 'even-digit) ((1 3 5 7 9) 'odd-digit))
;; => odd-digit

;; check: case on a symbol
(case (cadr '(mon sun)) ((sat sun) 'weekend) (else 'workday))
;; => weekend

;; check: case on a character
(case #\b ((#\a #\b) 1) ((#\c) 2))
;; => 1

;; check: case compares with eqv
(case "a" (("a") 'same) (else 'other))
;; => other

;; check: case distinguishes exactness
(case 2.0 ((2) 'exact) ((2.0) 'inexact) (else 'neither))
;; => inexact

;; check: case on booleans and the empty list
(map (lambda (x) (case x ((#t) 'yes) ((#f) 'no) ((()) 'empty) (else 'other))) (list #t #f '() 0))
;; => (yes no empty other)

;; check: case with one datum in a list
(case 'x ((x) 'found) (else 'lost))
;; => found

;; check: case evaluates the key once
(let ((n 0)) (case (begin (set! n (+ n 1)) n) ((5) 'a) ((1) (list 'b n)) (else 'c)))
;; => (b 1)

;; check: case clause with several expressions
(let ((x 0)) (case 1 ((1) (set! x 10) (+ x 1)) (else 0)))
;; => 11

;; check: case arrow
(case (* 3 3) ((1 2 3) => (lambda (n) (list 'small n))) ((7 8 9) => (lambda (n) (list 'big n))))
;; => (big 9)

;; check: case else arrow
(case 'kiwi ((apple) 1) (else => (lambda (fruit) (cons fruit 'unknown))))
;; => (kiwi . unknown)

;; check: case arrow with a named procedure
(case 4 ((4) => -) (else 'no))
;; => -4

;; check: case keywords are symbols like others
(case 'else ((else) 'symbol-else) (else 'default))
;; => symbol-else

;; check: case with only else
(case 1 (else 'only))
;; => only

;; check: case with an empty list of data
(case 1 (() 'never) ((1) 'one))
;; => one

;; check: case where no clause matches has no effect
(let ((x 1)) (case 9 ((1) (set! x 2))) x)
;; => 1

;; check: case in tail position
(define (loop n) (case n ((0) 'done) (else (loop (- n 1)))))
(loop 100000)
;; => done

;; check: case arrow receiver is called in tail position
(define (loop n) (case n ((0) 'done) (else => (lambda (k) (loop (- k 1))))))
(loop 100000)
;; => done

;;; section: 4.2.1 Conditionals: and or when unless

;; check: and of no expression
(and)
;; => #t

;; check: and gives the last value
(and 'x "y" '(z))
;; => (z)

;; check: and stops at the first false
(let ((n 0)) (list (and #t #f (begin (set! n 1) #t)) n))
;; => (#f 0)

;; check: and of one expression
(and 'x)
;; => x

;; check: and with comparisons
(list (and (< 1 2) (pair? '(1))) (and (< 1 2) (pair? '())))
;; => (#t #f)

;; check: or of no expression
(or)
;; => #f

;; check: or gives the first true value
(or (assq 'k '()) (assq 'k '((k . v))) (vector-ref (vector) 0))
;; => (k . v)

;; check: or of false values
(or #f #f #f)
;; => #f

;; check: or evaluates each expression once
(let* ((n 0) (v (or (begin (set! n (+ n 1)) #f) (begin (set! n (+ n 1)) n)))) (list v n))
;; => (2 2)

;; check: or does not capture user names
(let ((temp 5) (t 6) (x 7)) (list (or #f temp) (or #f t) (or #f x)))
;; => (5 6 7)

;; check: and as the last expression of a tail call
(define (loop n) (and #t (if (= n 0) 'done (loop (- n 1)))))
(loop 100000)
;; => done

;; check: or as the last expression of a tail call
(define (loop n) (or (and (= n 0) 'done) (loop (- n 1))))
(loop 100000)
;; => done

;; check: when true
(when (> 1 0) 'a 'b)
;; => b

;; check: when false does nothing
(let ((n 0)) (when #f (set! n 1)) n)
;; => 0

;; check: when evaluates in order
(let ((l '())) (when 1 (set! l (cons 1 l)) (set! l (cons 2 l)) l))
;; => (2 1)

;; check: unless false
(unless (> 0 1) 'a 'b)
;; => b

;; check: unless true does nothing
(let ((n 0)) (unless 'true (set! n 1)) n)
;; => 0

;; check: when in tail position
(define (loop n) (when #t (if (= n 0) 'done (loop (- n 1)))))
(loop 100000)
;; => done

;; check: unless in tail position
(define (loop n) (unless (= n -1) (if (= n 0) 'done (loop (- n 1)))))
(loop 100000)
;; => done

;;; section: 4.2.1 Conditionals: cond-expand

;; check: cond-expand with r7rs
(cond-expand (r7rs 'yes) (else 'no))
;; => yes

;; check: cond-expand else
(cond-expand (there-is-no-such-feature 'yes) (else 'no))
;; => no

;; check: cond-expand and
(cond-expand ((and r7rs there-is-no-such-feature) 1) ((and r7rs (not there-is-no-such-feature)) 2) (r7rs 3))
;; => 2

;; check: cond-expand or
(cond-expand ((or there-is-no-such-feature r7rs) 'some) (else 'none))
;; => some

;; check: cond-expand not
(cond-expand ((not there-is-no-such-feature) 'absent) (else 'present))
;; => absent

;; check: cond-expand library present
(cond-expand ((library (scheme base)) 'here) (else 'missing))
;; => here

;; check: cond-expand library absent
(cond-expand ((library (no such library)) 'here) (else 'missing))
;; => missing
;; note: guile 3.0.8 signals an error for a library that does not exist

;; check: cond-expand with empty and or
(list (cond-expand ((and) 1) (else 2)) (cond-expand ((or) 1) (else 2)))
;; => (1 2)

;; check: cond-expand nested requirements
(cond-expand ((and (or no-such-thing r7rs) (not (and r7rs no-such-thing))) 'ok) (else 'bad))
;; => ok

;; check: cond-expand takes the first clause that holds
(cond-expand (r7rs 'first) (r7rs 'second))
;; => first

;; check: cond-expand with several expressions
(cond-expand (r7rs (define v 4) (define w 5)) (else (define v 0)))
(+ v w)
;; => 9

;; check: cond-expand in a body
(let ()
  (cond-expand (r7rs (define inner 'defined)) (else (define inner 'other)))
  inner)
;; => defined

;; check: cond-expand does not expand the other clauses
(cond-expand (r7rs 'fine) (else (if)))
;; => fine

;;; section: 4.2.2 Binding constructs: let

;; check: let binds in parallel
(let ((width 6) (depth 7)) (list depth width))
;; => (7 6)

;; check: let initial values do not see the new bindings
(let ((n 10)) (let ((n 1) (m (+ n n))) (list n m)))
;; => (1 20)

;; check: let without bindings
(let () 5)
;; => 5

;; check: let swaps
(let ((x 1) (y 2)) (let ((x y) (y x)) (list x y)))
;; => (2 1)

;; check: let with several body expressions
(let ((x 1)) (set! x 2) (set! x (+ x 3)) x)
;; => 5

;; check: let with internal definitions
(let ((x 1)) (define y (+ x 1)) (* y 10))
;; => 20

;; check: let body in tail position
(define (loop n) (let ((m (- n 1))) (if (= n 0) 'done (loop m))))
(loop 100000)
;; => done

;; check: the same name twice in let
(eval '(let ((x 1) (x 2)) x) (interaction-environment))
;; => error

;; check: let* binds in sequence
(let ((n 10)) (let* ((n 1) (m (+ n n))) (list n m)))
;; => (1 2)

;; check: let* without bindings
(let* () 'empty)
;; => empty

;; check: let* may repeat a name
(let* ((x 1) (x (+ x 1)) (x (* x 10))) x)
;; => 20

;; check: let* closures see their own binding
(let* ((x 1) (f (lambda () x)) (x 2)) (list (f) x))
;; => (1 2)

;; check: let* with internal definitions
(let* ((x 1) (y (+ x 1))) (define z (+ x y)) z)
;; => 3

;; check: letrec mutual recursion
(letrec ((down (lambda (n l) (if (<= n 0) (reverse l) (skip (- n 1) (cons n l)))))
         (skip (lambda (n l) (down (- n 1) l))))
  (down 9 '()))
;; => (9 7 5 3 1)

;; check: letrec tail calls between procedures
(letrec ((ping (lambda (n) (if (= n 0) 'ping (pong (- n 1)))))
         (pong (lambda (n) (if (= n 0) 'pong (ping (- n 1))))))
  (ping 100001))
;; => pong

;; check: letrec with values that are no procedures
(letrec ((x 1) (f (lambda () (+ x 1)))) (f))
;; => 2

;; check: letrec shadows an outer name in its initial values
(let ((f (lambda (n) 'outer)))
  (letrec ((f (lambda (n) (if (= n 0) 'inner (f (- n 1)))))) (f 3)))
;; => inner

;; check: letrec use before initialisation
(letrec ((a b) (b 1)) a)
;; => error

;; check: letrec without bindings
(letrec () (define x 3) x)
;; => 3

;; check: letrec* in sequence
(letrec* ((a 1) (b (+ a 1)) (c (lambda () (list a b)))) (c))
;; => (1 2)

;; check: letrec* forward reference inside a procedure
(letrec* ((f (lambda () (g))) (g (lambda () 'g)) (x (f))) x)
;; => g

;; check: letrec* use before initialisation
(letrec* ((a b) (b 1)) a)
;; => error

;; check: letrec* local procedures and a result
(letrec* ((square (lambda (x) (* x x)))
          (sum (lambda (l) (apply + (map square l)))))
  (sum '(1 2 3)))
;; => 14

;;; section: 4.2.2 Binding constructs: multiple values

;; check: let-values with two producers
(let-values (((q r) (truncate/ 29 4)) ((s) (values "sum")))
  (list s q r))
;; => ("sum" 7 1)

;; check: let-values binds in parallel
(let ((left 'l) (right 'r))
  (let-values (((left mid) (values right 'm)) ((right) (values left)))
    (list left mid right)))
;; => (r m l)

;; check: let-values with dotted formals
(let-values (((a . rest) (values 1 2 3))) (list a rest))
;; => (1 (2 3))

;; check: let-values with variable formals
(let-values ((all (values 1 2 3))) all)
;; => (1 2 3)

;; check: let-values without values
(let-values ((() (values))) 'nothing)
;; => nothing

;; check: let-values without bindings
(let-values () 1 2)
;; => 2

;; check: let-values with internal definitions
(let-values (((a b) (values 1 2))) (define c (+ a b)) c)
;; => 3

;; check: let-values with too few values
(let-values (((a b) (values 1))) a)
;; => error

;; check: let-values with too many values
(let-values (((a b) (values 1 2 3))) a)
;; => error

;; check: let*-values in sequence
(let ((left 'l) (right 'r))
  (let*-values (((left mid) (values right 'm)) ((right) (values left)))
    (list left mid right)))
;; => (r m r)

;; check: let*-values uses earlier values
(let*-values (((q r) (floor/ 17 5)) ((s) (+ q r)) (t (values s s))) (list q r s t))
;; => (3 2 5 (5 5))

;; check: let*-values without bindings
(let*-values () 'none)
;; => none

;; check: let*-values may repeat a name
(let*-values (((a) (values 1)) ((a b) (values (+ a 1) a))) (list a b))
;; => (2 1)

;; check: let-values body in tail position
(define (loop n) (let-values (((m k) (values (- n 1) 0))) (if (= n 0) 'done (loop m))))
(loop 100000)
;; => done

;; check: receive with fixed formals
(receive (a b) (values 1 2) (list b a))
;; => (2 1)

;; check: receive with dotted formals
(receive (a . rest) (values 1 2 3) (list a rest))
;; => (1 (2 3))

;; check: receive with variable formals
(receive all (values 1 2 3) all)
;; => (1 2 3)

;; check: receive of one value
(receive (x) 'single x)
;; => single

;; check: receive of no value
(receive none (values) none)
;; => ()

;; check: receive body with definitions and several expressions
(receive (a b) (floor/ 7 2) (define c (* a b)) (set! c (+ c 1)) c)
;; => 4

;;; section: 4.2.3 Sequencing

;; check: begin gives the last value
(begin 1 2 3)
;; => 3

;; check: begin evaluates in order
(let ((x 0)) (begin (set! x 5) (+ x 1)))
;; => 6

;; check: begin with definitions at top level
(begin (define a 1) (define b (+ a 1)))
(list a b)
;; => (1 2)

;; check: nested begin with definitions at top level
(begin (begin (define a 1)) (begin (define b 2) (begin)))
(+ a b)
;; => 3

;; check: begin in expression position nests
(+ (begin 1 2) (begin (begin 3)))
;; => 5

;; check: begin in tail position
(define (loop n) (begin 'ignored (if (= n 0) 'done (loop (- n 1)))))
(loop 100000)
;; => done

;; check: output in the order of a begin
(begin (write-string "six times seven is ") (write (* 6 7)) (write-char #\!) 'end)
;; output: six times seven is 42!
;; => end

;;; section: 4.2.4 Iteration

;; check: do with a vector
(do ((squares (make-vector 4 #f)) (k 0 (+ k 1))) ((= k 4) squares) (vector-set! squares k (* k k)))
;; => #(0 1 4 9)

;; check: do that adds up a list
(do ((l '(2 20 200) (cdr l)) (total 0 (+ total (car l)))) ((null? l) total))
;; => 222

;; check: do steps in parallel
(do ((a 1 b) (b 2 a) (i 0 (+ i 1))) ((= i 3) (list a b)))
;; => (2 1)

;; check: do with a variable without a step
(do ((n 5) (i 0 (+ i 1))) ((= i n) (list n i)))
;; => (5 5)

;; check: do whose test is true at once
(do ((i 0 (+ i 1))) (#t 'now) (car '()))
;; => now

;; check: do with several result expressions
(let ((log '()))
  (do ((i 0 (+ i 1))) ((= i 2) (set! log (cons 'end log)) (reverse log)) (set! log (cons i log))))
;; => (0 1 end)

;; check: do without variables
(let ((n 0)) (do () ((= n 3) n) (set! n (+ n 1))))
;; => 3

;; check: do makes fresh bindings on each round
(let ((procs '()))
  (do ((i 0 (+ i 1))) ((= i 3)) (set! procs (cons (lambda () i) procs)))
  (map (lambda (p) (p)) procs))
;; => (2 1 0)

;; check: do with several commands
(let ((n 0))
  (do ((i 0 (+ i 1))) ((= i 4) n) (set! n (+ n 1)) (set! n (+ n i))))
;; => 10

;; check: a long do loop
(do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i 200000) s))
;; => 19999900000

;; check: do result is a tail call
(define (loop n) (do () (#t (if (= n 0) 'done (loop (- n 1))))))
(loop 100000)
;; => done

;; check: named let
(let split ((l '(a 1 b 2 c)) (names '()) (numbers '()))
  (cond ((null? l) (list (reverse names) (reverse numbers)))
        ((symbol? (car l)) (split (cdr l) (cons (car l) names) numbers))
        (else (split (cdr l) names (cons (car l) numbers)))))
;; => ((a b c) (1 2))

;; check: named let without bindings
(let ((n 0)) (let loop () (if (< n 5) (begin (set! n (+ n 1)) (loop)) n)))
;; => 5

;; check: named let with non-tail recursion
(let copy ((l '(1 2 3))) (if (null? l) '() (cons (* 2 (car l)) (copy (cdr l)))))
;; => (2 4 6)

;; check: the name of a named let is not visible in its initial values
(let ((f (lambda (x) (* x 100))))
  (let f ((n (f 2))) (if (> n 1000) n (f (* n 10)))))
;; => 2000

;; check: the name of a named let is not visible outside
(define loop 'outside)
(let loop ((i 0)) (if (< i 3) (loop (+ i 1)) i))
loop
;; => outside

;; check: a named let's procedure is a value
(procedure? (let self () self))
;; => #t

;; check: a named let with internal definitions
(let loop ((i 0)) (define next (+ i 1)) (if (< i 5) (loop next) next))
;; => 6

;; check: named let iterates in constant space
(let loop ((i 0)) (if (< i 300000) (loop (+ i 1)) i))
;; => 300000

;;; section: 4.2.5 Delayed evaluation

;; check: force of delay
(force (delay (string-append "late" "r")))
;; => "later"

;; check: delay does not evaluate at once
(let ((n 0)) (delay (set! n 1)) n)
;; => 0

;; check: delay evaluates once
(let* ((n 0) (p (delay (begin (set! n (+ n 1)) n)))) (force p) (force p) (list (force p) n))
;; => (1 1)

;; check: make-promise of a value
(force (make-promise 7))
;; => 7

;; check: make-promise of a promise is that promise
(let ((p (delay 1))) (eq? p (make-promise p)))
;; => #t
;; note: standard: make-promise gives back an object that is already a promise; guile and mit wrap it

;; check: make-promise does not force a promise
(let ((n 0)) (make-promise (delay (set! n 1))) n)
;; => 0

;; check: promise?
(map promise? (list (delay 1) (make-promise 1) (delay-force (delay 1)) 1 "p" 'a))
;; => (#t #t #t #f #f #f)

;; check: a promise whose value is a promise
(promise? (force (delay (delay 1))))
;; => #t

;; check: delay-force passes through to the promise
(force (delay-force (delay (+ 20 22))))
;; => 42

;; check: delay-force chains
(force (delay-force (delay-force (delay-force (make-promise 'deep)))))
;; => deep

;; check: streams built with delay
(define (powers n) (cons n (delay (powers (* 2 n)))))
(define (rest-of s) (force (cdr s)))
(define s (powers 1))
(list (car s) (car (rest-of s)) (car (rest-of (rest-of s))) (car (rest-of (rest-of (rest-of s)))))
;; => (1 2 4 8)

;; check: a re-entrant promise keeps its first value
(define rounds 0)
(define limit 3)
(define pr (delay (begin (set! rounds (+ rounds 1)) (if (< rounds limit) (force pr) (list 'round rounds)))))
(define before (force pr))
(set! limit 50)
(list before (force pr) rounds)
;; => ((round 3) (round 3) 3)

;; check: a promise forced during its own computation
(define self
  (let ((depth 0))
    (delay (begin (set! depth (+ depth 1)) (if (= depth 1) (begin (force self) 'outer) 'inner)))))
(force self)
;; => inner

;; check: a promise that sets a variable it reads
(define n 3)
(define countdown
  (delay (if (= n 0) 'bottom (begin (set! n (- n 1)) (force countdown) (list 'late n)))))
(let* ((a n) (b (force countdown)) (c n)) (list a b c))
;; => (3 bottom 0)

;; check: delay-force iterates in constant space
(define (stream-loop n) (delay-force (if (= n 0) (delay 'finished) (stream-loop (- n 1)))))
(force (stream-loop 200000))
;; => finished

;; check: delay-force in a stream filter over many elements
(define (from n) (delay-force (make-promise (cons n (from (+ n 1))))))
(define (filter-stream p s)
  (delay-force
    (let ((v (force s)))
      (if (p (car v))
          (delay (cons (car v) (filter-stream p (cdr v))))
          (filter-stream p (cdr v))))))
(car (force (filter-stream (lambda (x) (>= x 100000)) (from 0))))
;; => 100000

;; check: an exception leaves the promise to be forced again
(define n 0)
(define p (delay (begin (set! n (+ n 1)) (if (< n 3) (raise 'again) n))))
(define (try) (guard (e (#t e)) (force p)))
(let* ((a (try)) (b (try)) (c (try)) (d (try))) (list a b c d))
;; => (again again 3 3)

;; check: the delayed expression sees its definition environment
(define p (let ((x 'inside)) (delay x)))
(define x 'outside)
(force p)
;; => inside

;;; section: 4.2.6 Dynamic bindings

;; check: a parameter gives its initial value
(define p (make-parameter 10))
(p)
;; => 10

;; check: parameterize changes the value during the body
(define p (make-parameter 10))
(let* ((a (p)) (b (parameterize ((p 20)) (p))) (c (p))) (list a b c))
;; => (10 20 10)

;; check: parameterize is dynamic
(define p (make-parameter 'global))
(define (show) (p))
(parameterize ((p 'local)) (show))
;; => local

;; check: nested parameterize
(define p (make-parameter 1))
(parameterize ((p 2)) (let* ((a (p)) (b (parameterize ((p 3)) (p))) (c (p))) (list a b c)))
;; => (2 3 2)

;; check: two parameters at once
(define p (make-parameter 1))
(define q (make-parameter 2))
(parameterize ((p (q)) (q (p))) (list (p) (q)))
;; => (2 1)

;; check: parameterize without bindings
(parameterize () 'body)
;; => body

;; check: the converter is applied to the initial value
(define p (make-parameter 5 (lambda (x) (* x 2))))
(p)
;; => 10

;; check: the converter is applied by parameterize
(define p (make-parameter 5 (lambda (x) (* x 2))))
(parameterize ((p 7)) (p))
;; => 14

;; check: the converter is not applied again on leaving
(define calls 0)
(define p (make-parameter 5 (lambda (x) (set! calls (+ calls 1)) x)))
(parameterize ((p 1)) (p))
(list (p) calls)
;; => (5 2)

;; check: a converter that refuses a value
(define p (make-parameter 5 (lambda (x) (if (number? x) x (error "no number" x)))))
(guard (e (#t (list 'refused (p)))) (parameterize ((p 'a)) (p)))
;; => (refused 5)

;; check: a converter that checks and a procedure that reads
(define unit (make-parameter 'cm (lambda (u) (if (memq u '(mm cm m)) u (error "unknown unit" u)))))
(define (label n) (list n (unit)))
(let* ((a (label 1)) (b (parameterize ((unit 'mm)) (label 2))) (c (label 3))) (list a b c))
;; => ((1 cm) (2 mm) (3 cm))

;; check: parameterize with internal definitions
(define p (make-parameter 1))
(parameterize ((p 2)) (define x (p)) (+ x 1))
;; => 3

;; check: leaving by a continuation restores the value
(define p (make-parameter 'out))
(call/cc (lambda (k) (parameterize ((p 'in)) (k 1))))
(p)
;; => out

;; check: leaving by an exception restores the value
(define p (make-parameter 'out))
(guard (e (#t #f)) (parameterize ((p 'in)) (raise 'x)))
(p)
;; => out

;; check: re-entering by a continuation brings the value back
(define p (make-parameter 'out))
(define k #f)
(define seen '())
(let ((again #t))
  (parameterize ((p 'in))
    (call/cc (lambda (c) (set! k c)))
    (set! seen (cons (p) seen)))
  (set! seen (cons (p) seen))
  (if again (begin (set! again #f) (k #f))))
(reverse seen)
;; => (in out in out)

;; check: a closure made inside parameterize sees the value of its call
(define p (make-parameter 1))
(define get (parameterize ((p 2)) (lambda () (p))))
(get)
;; => 1

;; check: a parameter is a procedure
(procedure? (make-parameter 1))
;; => #t

;; check: parameterize of an expression
(define p (make-parameter 1))
(define table (list p))
(parameterize (((car table) 5)) (p))
;; => 5

;; check: parameterize of the current output port
(define out (open-output-string))
(parameterize ((current-output-port out)) (display "hidden"))
(get-output-string out)
;; output: 
;; => "hidden"

;;; section: 4.2.7 Exception handling: guard

;; check: guard with a matching clause
(guard (e ((symbol? e) (list 'symbol e)) ((string? e) (list 'string e))) (raise 'boom))
;; => (symbol boom)

;; check: guard with the second clause
(guard (e ((symbol? e) (list 'symbol e)) ((string? e) (list 'string e))) (raise "boom"))
;; => (string "boom")

;; check: guard without an exception
(guard (e (#t 'caught)) 'calm)
;; => calm

;; check: guard else
(guard (e ((number? e) 'number) (else 'other)) (raise 'x))
;; => other

;; check: guard arrow
(guard (e ((assq 'code e) => cdr) ((assq 'text e))) (raise '((level . 9) (code . 404))))
;; => 404

;; check: guard with a test alone
(guard (e ((assq 'code e) => cdr) ((assq 'text e))) (raise '((text . "gone"))))
;; => (text . "gone")

;; check: guard clause with several expressions
(let ((x 0)) (guard (e (#t (set! x (+ e 1)) (list e x))) (raise 1)))
;; => (1 2)

;; check: guard body with several expressions
(guard (e (#t e)) (define x 1) (set! x (+ x 1)) x)
;; => 2

;; check: guard re-raises when no clause matches
(guard (e ((symbol? e) (list 'outer e)))
  (guard (e ((number? e) (list 'inner e)))
    (raise 'x)))
;; => (outer x)

;; check: guard re-raises with raise-continuable
(with-exception-handler
  (lambda (e) (* e 10))
  (lambda () (+ 1 (guard (e ((string? e) 'string)) (raise-continuable 4)))))
;; => 41

;; check: guard variable is local to the clauses
(define e 'outer)
(guard (e (#f 1) (else e)) (raise 'inner))
e
;; => outer

;; check: guard runs the clauses outside of the body's dynamic extent
(let ((log '()))
  (define (add x) (set! log (cons x log)))
  (guard (e (#t (add 'clause)))
    (dynamic-wind (lambda () (add 'in)) (lambda () (raise 'x)) (lambda () (add 'out))))
  (reverse log))
;; => (in out clause)
;; note: mit runs the clauses within the extent of raise; the report evaluates them in that of guard

;; check: guard re-raise re-enters the body's dynamic extent
(let ((log '()))
  (define (add x) (set! log (cons x log)))
  (guard (e (#t (add 'outer)))
    (guard (e ((begin (add 'test) #f) 'never))
      (dynamic-wind (lambda () (add 'in)) (lambda () (raise 'x)) (lambda () (add 'out)))))
  (reverse log))
;; => (in out test in out outer)
;; note: guile and mit test the clauses within the extent of raise; the report, its own definition of guard and chez do not

;; check: an exception in a clause goes to the outer handler
(guard (e (#t (list 'outer e)))
  (guard (e (#t (raise (list 'second e))))
    (raise 'first)))
;; => (outer (second first))

;; check: guard catches an error of a standard procedure
(guard (e (#t 'caught)) (vector-ref (vector 1 2) 10))
;; => caught

;; check: guard with parameters restored in the clause
(define p (make-parameter 'out))
(guard (e (#t (p))) (parameterize ((p 'in)) (raise 1)))
;; => out
;; note: mit runs the clauses within the extent of raise; the report evaluates them in that of guard

;; check: guard gives several values
(call-with-values (lambda () (guard (e (#t (values e 2))) (raise 1))) list)
;; => (1 2)

;; check: guard body gives several values
(call-with-values (lambda () (guard (e (#t 0)) (values 1 2 3))) list)
;; => (1 2 3)

;; check: guard many times in a loop
(let loop ((i 0) (sum 0))
  (if (= i 10000) sum (loop (+ i 1) (+ sum (guard (e (#t e)) (raise 1))))))
;; => 10000

;; check: guard arrow receives the value of the test
(guard (e ((memv e '(1 2 3)) => (lambda (tail) (list e tail)))) (raise 2))
;; => (2 (2 3))

;; check: guard inside a procedure called by map
(map (lambda (x) (guard (e (#t 'bad)) (if (odd? x) (raise x) x))) '(1 2 3 4))
;; => (bad 2 bad 4)

;;; section: 4.2.8 Quasiquotation

;; check: quasiquote without unquote
`(a b c)
;; => (a b c)

;; check: unquote
`(area ,(* 3 5) cm)
;; => (area 15 cm)

;; check: unquote of a variable
(let ((who 'ann)) `(hello ,who and ,(car '(bob))))
;; => (hello ann and bob)

;; check: unquote-splicing
`(start ,(- 9 8) ,@(reverse '(4 3 2)) stop)
;; => (start 1 2 3 4 stop)

;; check: unquote-splicing of the empty list
`(1 ,@'() 2)
;; => (1 2)

;; check: unquote-splicing at the end
`(1 ,@(list 2 3))
;; => (1 2 3)

;; check: unquote-splicing at the end of something that is no list
`(1 2 ,@3)
;; => (1 2 . 3)

;; check: two splices in a row
`(,@'(1 2) ,@'(3 4))
;; => (1 2 3 4)

;; check: unquote in the tail
`((p ,(* 2 4)) ,@(cdr '(x y)) . ,(string->symbol "z"))
;; => ((p 8) y . z)

;; check: dotted unquote
`(1 . ,(+ 1 1))
;; => (1 . 2)

;; check: quasiquoted vector
`#(a ,(+ 20 2) ,@(list 'b "c") d)
;; => #(a 22 b "c" d)

;; check: quasiquoted vector with a splice alone
`#(,@'(1 2 3))
;; => #(1 2 3)

;; check: quasiquote of an atom
(list `5 `"s" `sym `#\c `())
;; => (5 "s" sym #\c ())

;; check: unquote alone
`,(+ 2 3)
;; => 5

;; check: unquote of a list in a nested list
(let ((items '(i j)) (@home 'house)) `(go ,@items , @home))
;; => (go i j house)

;; check: unquote inside a nested list
`(1 (2 ,(+ 1 2)) (4 (,@(list 5 6))))
;; => (1 (2 3) (4 (5 6)))

;; check: nested quasiquote keeps the inner level
(equal? `(a `(b ,(c ,(+ 1 2))))
        (list 'a (list 'quasiquote (list 'b (list 'unquote (list 'c 3))))))
;; => #t

;; check: nested quasiquote evaluates only at the outermost level
(equal? `(p `(q ,(r ,(* 2 3) s) t) u)
        '(p (quasiquote (q (unquote (r 6 s)) t)) u))
;; => #t

;; check: nested quasiquote with two unquotes in a row
(equal? (let ((v 'inner) (w 'quoted)) `(p `(,,v ,',w z)))
        '(p (quasiquote ((unquote inner) (unquote (quote quoted)) z))))
;; => #t

;; check: nested quasiquote with splicing inside
(equal? (let ((l '(1 2))) `(x `(y ,(z ,@l))))
        '(x (quasiquote (y (unquote (z 1 2))))))
;; => #t

;; check: unquote-splicing inside an inner unquote
(equal? (let ((l '(a b))) ``(f ,(g ,@l))) '(quasiquote (f (unquote (g a b)))))
;; => #t

;; check: three levels of quasiquote
(equal? (let ((x 1)) ```(,,,x))
        '(quasiquote (quasiquote ((unquote (unquote 1))))))
;; => #t

;; check: three levels with three unquotes
(equal? (let ((x 1)) ```,,,x)
        (list 'quasiquote (list 'quasiquote (list 'unquote (list 'unquote 1)))))
;; => #t

;; check: evaluating a nested quasiquote twice
(eval (let ((n 'n)) `(let ((n 5)) `(value ,,n))) (interaction-environment))
;; => (value 5)

;; check: the long names of the marks
(quasiquote (list (unquote (+ 1 2)) (unquote-splicing (list 4 5))))
;; => (list 3 4 5)

;; check: the long name quasiquote inside
(equal? '`(a ,b ,@c) '(quasiquote (a (unquote b) (unquote-splicing c))))
;; => #t

;; check: unquote written in the tail by its long name
`(1 unquote (+ 1 1))
;; => (1 . 2)

;; check: quasiquote with a quoted unquote
(equal? `(1 ',(+ 1 1)) '(1 (quote 2)))
;; => #t

;; check: the parts with values are newly allocated
(define (make x) `(,x b))
(eq? (make 1) (make 1))
;; => #f

;; check: strings and characters inside quasiquote
`("a" #\b ,(string #\c))
;; => ("a" #\b "c")

;; check: splicing does not change the list that is spliced
(let ((l (list 1 2))) (let ((m `(,@l 3))) (set-car! m 'x) l))
;; => (1 2)

;; check: unquote of a lambda call
(let ((f (lambda (x) (* x x)))) `(,(f 2) ,@(map f '(3 4)) . ,(f 5)))
;; => (4 9 16 . 25)

;; check: vector nested in a list
`(a #(b ,(+ 1 1) ,@(list 'c 'd)) e)
;; => (a #(b 2 c d) e)

;;; section: 4.2.9 Case-lambda

;; check: case-lambda by number of arguments
(define area (case-lambda ((side) (area side side)) ((w h) (* w h))))
(list (area 5) (area 3 4))
;; => (25 12)

;; check: case-lambda without arguments
((case-lambda (() 'none) ((x) (list 'one x))))
;; => none

;; check: case-lambda with rest formals
(define f (case-lambda ((a) (list 'one a)) ((a b . rest) (list 'more a b rest)) (args (list 'any args))))
(list (f 1) (f 1 2) (f 1 2 3 4) (f))
;; => ((one 1) (more 1 2 ()) (more 1 2 (3 4)) (any ()))

;; check: case-lambda takes the first clause that fits
((case-lambda ((a . rest) 'first) ((a b) 'second)) 1 2)
;; => first

;; check: case-lambda where no clause fits
((case-lambda ((a) 1) ((a b) 2)) 1 2 3)
;; => error

;; check: case-lambda is a procedure
(procedure? (case-lambda ((x) x)))
;; => #t
;; note: mit 12.1 says #f in its interpreter; the report makes case-lambda give a procedure

;; check: case-lambda clauses share the environment
(define counter (let ((n 0)) (case-lambda (() n) ((k) (set! n (+ n k)) n))))
(counter 5)
(counter 6)
(counter)
;; => 11

;; check: case-lambda with internal definitions
((case-lambda ((x) (define y (* x 2)) (+ y 1))) 10)
;; => 21

;; check: case-lambda loops in tail position
(define loop (case-lambda ((n) (loop n 0)) ((n acc) (if (= n 0) acc (loop (- n 1) (+ acc 1))))))
(loop 100000)
;; => 100000

;; check: case-lambda with apply and map
(map (case-lambda ((a) (list a)) ((a b) (+ a b))) '(1 2) '(10 20))
;; => (11 22)
