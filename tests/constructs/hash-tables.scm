;;; case: set and get
;; value: (1 2 no 3 #t #f 2)
(define t (make-hash-table))
(hash-table-set! t 'a 1)
(hash-table-set! t "b" 2)
(list (hash-table-ref t 'a) (hash-table-ref/default t (string-append "b" "") 0) (hash-table-ref t 'c (lambda () 'no)) (hash-table-ref t "b" (lambda () 0) (lambda (x) (+ x 1))) (hash-table-contains? t 'a) (hash-table-exists? t 'z) (hash-table-size t))

;;; case: keys come in the order in which they were set
;; value: ((c a b) (30 2 1) ((c . 30) (a . 2) (b . 1)) #(c a b) #(30 2 1))
(define t (make-equal-hashtable))
(hashtable-set! t 'c 3)
(hashtable-set! t 'a 2)
(hashtable-set! t 'b 1)
(hashtable-set! t 'c 30)
(list (hash-table-keys t) (hash-table-values t) (hash-table->alist t) (hashtable-keys t) (hashtable-values t))

;;; case: a deleted key comes last when it is set again
;; value: ((b c a) 3 ((b . 2) (c . 3) (a . 4)))
(define t (alist->hash-table '((a . 1) (b . 2) (c . 3))))
(hash-table-delete! t 'a)
(hash-table-delete! t 'z)
(hash-table-set! t 'a 4)
(list (hash-table-keys t) (hash-table-size t) (hash-table->alist t))

;;; case: equality of keys
;; value: (3 (1 1.0 1) #t #f)
(define t (make-hash-table))
(hash-table-set! t 1 'exact)
(hash-table-set! t 1.0 'inexact)
(hash-table-set! t '(1 #(2 "x")) 'list)
(define q (make-eqv-hashtable))
(define key (list 1))
(hash-table-set! q key 1)
(list (hash-table-size t) (map (lambda (k) (if (pair? k) 1 k)) (hash-table-keys t)) (hash-table-contains? t (list 1 (vector 2 "x"))) (hash-table-contains? q (list 1)))

;;; case: keys of all kinds
;; value: (12 #t)
(define (f) 1)
(define keys (list 1 1.5 9007199254740993 'a "a" #\a #t #f '() (list 1 2) (vector 1 2) f))
(define t (make-hash-table))
(for-each (lambda (k i) (hash-table-set! t k i)) keys (iota 12))
(list (hash-table-size t) (equal? (map (lambda (k) (hash-table-ref t k)) keys) (iota 12)))

;;; case: NaN and zeros
;; value: (3 nan plus minus)
(define t (make-hash-table))
(hash-table-set! t (/ 0. 0.) 'nan)
(hash-table-set! t 0.0 'plus)
(hash-table-set! t -0.0 'minus)
(list (hash-table-size t) (hash-table-ref t (sqrt -1.0)) (hash-table-ref t 0.0) (hash-table-ref t -0.0))

;;; case: update
;; value: (11 1 ((a . 11) (b . 1) (c . 5)) 5)
(define t (make-hash-table))
(hash-table-set! t 'a 10)
(hash-table-update! t 'a (lambda (x) (+ x 1)))
(hash-table-update!/default t 'b (lambda (x) (+ x 1)) 0)
(hash-table-update! t 'c (lambda (x) (+ x 1)) (lambda () 4))
(list (hash-table-ref t 'a) (hash-table-ref t 'b) (hash-table->alist t) (hash-table-intern! t 'c (lambda () 6)))

;;; case: counting words
;; value: ((the . 3) (cat . 2) (dog . 1))
(define t (make-hash-table))
(for-each (lambda (w) (hashtable-update! t w (lambda (n) (+ n 1)) 0)) '(the cat the dog the cat))
(hash-table->alist t)

;;; case: growing and deleting
;; value: (1500 (1 3 5 7 9) no 9801 2999500)
(define t (make-hash-table))
(do ((i 0 (+ i 1))) ((= i 1000)) (hash-table-set! t i (* i i)))
(do ((i 0 (+ i 2))) ((>= i 1000)) (hash-table-delete! t i))
(do ((i 2000 (+ i 1))) ((= i 3000)) (hash-table-set! t i i))
(list (hash-table-size t) (take (hash-table-keys t) 5) (hash-table-ref/default t 2 'no) (hash-table-ref t 99) (fold + 0 (map (lambda (k) (if (< k 2000) 1000 (hash-table-ref t k))) (hash-table-keys t))))

;;; case: walk and fold
;; value: (6 (c b a) 6 6)
(define t (alist->hash-table '((a . 1) (b . 2) (c . 3))))
(define sum 0)
(hash-table-walk t (lambda (k v) (set! sum (+ sum v))))
(define turned '())
(hash-table-for-each (lambda (k v) (set! turned (cons k turned))) t)
(list sum turned (hash-table-fold t (lambda (k v s) (+ v s)) 0) (hash-table-fold (lambda (k v s) (+ v s)) 0 t))

;;; case: changing the table during a walk
;; value: ((a b d) 203 (#t #t))
(define t (alist->hash-table '((a . 1) (b . 2) (c . 3) (d . 4))))
(define seen '())
(hash-table-walk t (lambda (k v)
  (set! seen (cons k seen))
  (if (eq? k 'a) (begin (hash-table-delete! t 'c) (do ((i 0 (+ i 1))) ((= i 200)) (hash-table-set! t i i))))))
(define size (hash-table-size t))
(define u (alist->hash-table '((a . 1) (b . 2))))
(define results '())
(hash-table-walk u (lambda (k v) (set! results (cons #t results)) (hash-table-clear! u)))
(list (reverse seen) size results)

;;; case: copy, clear, merge
;; value: (((a . 1)) ((a . 2)) 0 #t ((a . 2) (b . 3)) ((a . 1) (b . 3)))
(define t (alist->hash-table '((a . 1))))
(define c (hash-table-copy t))
(hash-table-set! c 'a 2)
(define d (hash-table-copy t))
(hash-table-clear! d)
(define e (hash-table-copy c))
(hash-table-merge! e (alist->hash-table '((b . 3))))
(define f (alist->hash-table '((b . 3) (a . 1))))
(list (hash-table->alist t) (hash-table->alist c) (hash-table-size d) (hash-table-empty? d) (hash-table->alist e) (hash-table->alist (hash-table-merge! (hash-table-copy e) t)))

;;; case: alist->hash-table keeps the first entry of a key
;; value: ((a . 1) (b . 2))
(hash-table->alist (alist->hash-table '((a . 1) (b . 2) (a . 3)) equal?))

;;; case: entries as two vectors
;; value: (#(a b) #(1 2))
(call-with-values (lambda () (hashtable-entries (alist->hash-table '((a . 1) (b . 2))))) list)

;;; case: a comparison of one's own
;; value: (1 two (("Ab" . two) ("C" . 3)) ((1 . b)) ((1 . c) (2 . b)))
(define t (make-hash-table string-ci=? string-ci-hash))
(hash-table-set! t "Ab" 1)
(define first (hash-table-ref t "aB"))
(hash-table-set! t "AB" 'two)
(hash-table-set! t "C" 3)
(define u (make-hash-table =))
(hash-table-set! u 1 'a)
(hash-table-set! u 1.0 'b)
(define w (make-hashtable (lambda (k) (abs k)) (lambda (a b) (= (abs a) (abs b)))))
(hashtable-set! w 1 'a)
(hashtable-set! w 2 'b)
(hashtable-set! w -1 'c)
(list first (hash-table-ref t "ab") (hash-table->alist t) (hash-table->alist u) (hash-table->alist w))

;;; case: a comparison that changes the table
;; value: (#t #t)
(define t #f)
(define left 5)
(define (same? a b) (if (> left 0) (begin (set! left (- left 1)) (hash-table-delete! t 1) (do ((i 100 (+ i 1))) ((= i 140)) (hash-table-set! t i i)))) (= a b))
(set! t (make-hash-table same?))
(hash-table-set! t 1 'a)
(hash-table-set! t 2 'b)
(hash-table-set! t 3 'c)
(list (>= (hash-table-size t) 2) (eq? (hash-table-ref/default t 3 #f) 'c))

;;; case: objects as keys survive collections
;; value: (2000 #t)
(define keys (map list (iota 2000)))
(define t (make-eq-hashtable))
(for-each (lambda (k) (hashtable-set! t k (car k))) keys)
(define garbage (let loop ((i 0) (l '())) (if (= i 100000) (length l) (loop (+ i 1) (if (= 0 (modulo i 1000)) '() (cons i l))))))
(list (hashtable-size t) (every (lambda (k) (= (car k) (hashtable-ref t k #f))) keys))

;;; case: memoised recursion
;; value: 23416728348467685
(define t (make-hash-table))
(define (fib n) (if (< n 2) n (or (hash-table-ref/default t n #f) (let ((v (+ (fib (- n 1)) (fib (- n 2))))) (hash-table-set! t n v) v))))
(fib 80)

;;; case: hashes
;; value: (#t #t #t #t #t)
(list (= (equal-hash '(1 2 "x")) (equal-hash (list 1 2 (string #\x)))) (= (string-hash "abc") (string-hash (string #\a #\b #\c))) (< -1 (hash 'a 7) 7) (exact-integer? (equal-hash 1.5)) (= (string-ci-hash "ABC") (string-ci-hash "abc")))

;;; case: printing
;; value: (#<hash-table> #t #f)
(let ((t (make-hash-table))) (list t (hash-table? t) (hash-table? (vector 1))))

;;; case: a missing key
;; error: value 1:1
(hash-table-ref (make-hash-table) 'x)

;;; case: no table
;; error: type 1:1
(hash-table-set! '() 1 2)

;;; case: update of a missing key
;; error: value 1:1
(hash-table-update! (make-hash-table) 'x (lambda (x) x))

;;; case: wrong number of arguments
;; error: arity 1:1
(hash-table-set! (make-hash-table) 1)

;;; case: gradient through a table
;; value: 15.0
;; gradient: a = 10.0, b = 7.0
(define-parameter a 1.5)
(define-parameter b 1.0)
(define t (make-hash-table))
(hash-table-set! t 'a a)
(hash-table-set! t "b" (* a b))
(hash-table-update! t 'a (lambda (x) (* x 2.0)))
(hash-table-update!/default t 'c (lambda (x) (+ x (hash-table-ref t "b"))) b)
(+ (* 3.0 (hash-table-ref t 'a)) (apply + (hash-table-values t)) (- (* 2.0 (* b a)) (* 2.0 a)) -1.0)

;;; case: an active number as a key
;; value: 2.0
;; gradient: a = 1.0
(define-parameter a 2.0)
(define t (make-hash-table))
(hash-table-set! t 2.0 a)
(hash-table-ref/default t a 0.0)
