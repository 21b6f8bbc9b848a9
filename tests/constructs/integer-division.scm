;;; case: quotient signs
;; value: (3 -3 -3 3 3 0 0)
(list (quotient 13 4) (quotient -13 4) (quotient 13 -4) (quotient -13 -4) (quotient 12 4) (quotient 0 5) (quotient 3 7))

;;; case: remainder signs
;; value: (1 -1 1 -1 0 0 3)
(list (remainder 13 4) (remainder -13 4) (remainder 13 -4) (remainder -13 -4) (remainder 12 4) (remainder 0 5) (remainder 3 7))

;;; case: modulo signs
;; value: (1 3 -3 -1 0 0 0 4)
(list (modulo 13 4) (modulo -13 4) (modulo 13 -4) (modulo -13 -4) (modulo 12 4) (modulo -12 4) (modulo 0 5) (modulo -3 7))

;;; case: floor-quotient and floor-remainder
;; value: (2 -3 -3 2 1 1 -1 -1)
(list (floor-quotient 5 2) (floor-quotient -5 2) (floor-quotient 5 -2) (floor-quotient -5 -2)
      (floor-remainder 5 2) (floor-remainder -5 2) (floor-remainder 5 -2) (floor-remainder -5 -2))

;;; case: truncate-quotient and truncate-remainder
;; value: (2 -2 -2 2 1 -1 1 -1)
(list (truncate-quotient 5 2) (truncate-quotient -5 2) (truncate-quotient 5 -2) (truncate-quotient -5 -2)
      (truncate-remainder 5 2) (truncate-remainder -5 2) (truncate-remainder 5 -2) (truncate-remainder -5 -2))

;;; case: inexact integers
;; value: (3.0 -1.0 3.0 -3.0 -1.0 1.0)
(list (quotient 13.0 4) (remainder -13 4.0) (modulo -13.0 4.0) (quotient -7.0 2.0) (modulo 7.0 -2) (remainder 7.0 -2.0))

;;; case: inexact floor and truncate forms
;; value: (-4.0 1.0 -3.0 -1.0)
(list (floor-quotient -7.0 2) (floor-remainder -7 2.0) (truncate-quotient -7.0 2.0) (truncate-remainder -7.0 2))

;;; case: division identity
;; value: #t
(define (ok? a b) (and (= a (+ (* b (quotient a b)) (remainder a b))) (= a (+ (* b (floor-quotient a b)) (modulo a b)))))
(let loop ((a -9) (all #t))
  (if (> a 9) all
      (loop (+ a 1) (let inner ((b -4) (all all)) (if (> b 4) all (inner (+ b 1) (and all (or (= b 0) (ok? a b)))))))))

;;; case: large operands
;; value: (142857142857142857 1 6 -1000000000 49 2305843009213693952)
(list (quotient 1000000000000000000 7) (remainder 1000000000000000000 7) (modulo -1000000000000000000 7)
      (quotient 1000000000000000000 -1000000000) (modulo 1000000000000000000 1000000007) (quotient 4611686018427387904 2))

;;; case: gcd
;; value: (0 5 5 4 7 7 0 3 1 21)
(list (gcd) (gcd 5) (gcd -5) (gcd 32 -36) (gcd 0 7) (gcd 7 0) (gcd 0 0) (gcd 12 18 27) (gcd 17 5) (gcd 1071 462))

;;; case: lcm
;; value: (1 5 5 288 0 60 420)
(list (lcm) (lcm 5) (lcm -5) (lcm 32 -36) (lcm 0 7) (lcm 4 6 10) (lcm 2 3 4 5 6 7))

;;; case: even and odd
;; value: (#t #f #t #t #t #f #t #t #t)
(list (even? 0) (even? 7) (even? -2) (odd? 7) (odd? -7) (odd? 0) (even? 4.0) (odd? 3.0) (even? 1000000000000000000))

;;; case: digits of a number
;; value: (9 8 7 6 5 4 3 2 1 0)
(define (digits n) (let loop ((n n) (l '())) (if (< n 10) (cons n l) (loop (quotient n 10) (cons (remainder n 10) l)))))
(digits 9876543210)

;;; case: Euclid by hand
;; value: (21 1 #t)
(define (my-gcd a b) (if (= b 0) a (my-gcd b (remainder a b))))
(list (my-gcd 1071 462) (my-gcd 1000000007 998244353) (= (my-gcd 123456 7890) (gcd 123456 7890)))

;;; case: modular power
;; value: (698635 64906 1)
(define (expmod b e m) (cond ((= e 0) 1) ((even? e) (modulo (square (expmod b (quotient e 2) m)) m)) (else (modulo (* b (expmod b (- e 1) m)) m))))
(list (expmod 2 100 1000007) (expmod 3 1000 65537) (expmod 7 560 561))

;;; case: linear congruential generator
;; value: (1406932606 654583775 1449466924 229283573 1109335178)
(define seed 12345)
(define (rand) (set! seed (modulo (+ (* seed 1103515245) 12345) 2147483648)) seed)
(let loop ((i 0) (l '())) (if (= i 5) (reverse l) (loop (+ i 1) (cons (rand) l))))

;;; case: division by zero
;; error: arithmetic 1:6
(+ 1 (quotient 5 0))

;;; case: remainder by zero
;; error: arithmetic 1:1
(remainder 5 0)

;;; case: modulo by zero
;; error: arithmetic 1:1
(modulo 5 0)

;;; case: floor-quotient by zero
;; error: arithmetic 1:1
(floor-quotient 5 0)

;;; case: truncate-remainder by zero
;; error: arithmetic 1:1
(truncate-remainder 5 0)

;;; case: gradient with integer control by quotient and modulo
;; value: 14.25
;; gradient: a = 13.0, b = 3.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(let loop ((i 0) (s 0.0))
  (if (= i 10) s
      (loop (+ i 1) (+ s (case (modulo i 3) ((0) a) ((1) b) (else (* a a)))))))

;;; case: gradient of fast exponentiation
;; value: 2.1992581162657423
;; gradient: a = 26.90856989313379
(define-parameter a 1.0625)
(define (power x n) (cond ((= n 0) 1) ((even? n) (square (power x (quotient n 2)))) (else (* x (power x (- n 1))))))
(power a 13)

;;; case: the largest and smallest small integers divided
;; value: ((562949953421311 -562949953421312) (80421421917330 1) (-80421421917330 -2 5 -80421421917331))
(define most 562949953421311)
(define least -562949953421312)
(list (list (quotient most 1) (quotient least 1))
      (list (quotient most 7) (remainder most 7))
      (list (quotient least 7) (remainder least 7) (modulo least 7) (floor-quotient least 7)))
