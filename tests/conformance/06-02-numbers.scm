; Conformance checks for R7RS-small section 6.2: numbers.
; Left out, as they are not in the language: rationals, complex numbers, unlimited integers.

;;; section: 6.2.6 Type predicates

;; check: number?
(map number? (list 9 -9.75 -0.0 +inf.0 +nan.0 'n "9" #\9 #f '()))
;; => (#t #t #t #t #t #f #f #f #f #f)

;; check: complex? and real?
(list (complex? 3) (complex? 1.5) (real? 1) (real? -2.5) (real? +inf.0) (real? 'x) (complex? "1"))
;; => (#t #t #t #t #t #f #f)

;; check: rational?
(map rational? (list 6 0.5 -3.0 +inf.0 -inf.0 +nan.0 'a))
;; => (#t #t #t #f #f #f #f)

;; check: integer?
(map integer? (list 3 3.0 -0.0 3.5 +inf.0 +nan.0 1e20 "3" #\3))
;; => (#t #t #t #f #f #f #t #f #f)

;; check: exact? and inexact?
(list (exact? 3) (exact? 3.0) (inexact? 3) (inexact? 3.0) (inexact? +inf.0) (exact? #e3.0))
;; => (#t #f #f #t #t #t)

;; check: exact? of something that is no number
(exact? 'a)
;; => error

;; check: exact-integer?
(map exact-integer? (list 80 80.0 -1 0 80.5 'eighty "80"))
;; => (#t #f #t #t #f #f #f)

;; check: finite?
(map finite? (list 3 3.5 +inf.0 -inf.0 +nan.0 1e308))
;; => (#t #t #f #f #f #t)

;; check: infinite?
(map infinite? (list 3 3.5 +inf.0 -inf.0 +nan.0))
;; => (#f #f #t #t #f)

;; check: nan?
(map nan? (list 3 3.5 +inf.0 +nan.0))
;; => (#f #f #f #t)

;;; section: 6.2.6 Comparison

;; check: = on two numbers
(list (= 2 2) (= 2 3) (= 2 2.0) (= 0.0 -0.0) (= 0.5 0.5))
;; => (#t #f #t #t #t)

;; check: = on more numbers
(list (= 1 1 1) (= 1 1 2) (= 1 2 1) (= 1 1.0 1 1.0))
;; => (#t #f #f #t)

;; check: < on two numbers
(list (< 1 2) (< 2 1) (< 2 2) (< -1 0.5) (< 1.5 2))
;; => (#t #f #f #t #t)

;; check: < on more numbers
(list (< 1 2 3) (< 1 3 2) (< 1 2 2) (< 1 2 3 4 5))
;; => (#t #f #f #t)

;; check: > on numbers
(list (> 2 1) (> 1 2) (> 3 2 1) (> 3 1 2) (> 3 3))
;; => (#t #f #t #f #f)

;; check: <= on numbers
(list (<= 1 1) (<= 1 2 2 3) (<= 2 1) (<= 1 3 2))
;; => (#t #t #f #f)

;; check: >= on numbers
(list (>= 1 1) (>= 3 2 2 1) (>= 1 2) (>= 3 1 2))
;; => (#t #t #f #f)

;; check: comparison of infinities
(list (< -inf.0 0 +inf.0) (= +inf.0 +inf.0) (> +inf.0 1e308) (< -inf.0 -1e308))
;; => (#t #t #t #t)

;; check: comparisons with NaN are false
(list (= +nan.0 +nan.0) (< +nan.0 1) (> +nan.0 1) (<= +nan.0 1) (>= 1 +nan.0))
;; => (#f #f #f #f #f)

;; check: = on something that is no number
(= 1 'a)
;; => error

;; check: < on something that is no number
(< 1 "2")
;; => error

;; check: zero?
(map zero? (list 0 0.0 -0.0 1 0.1 -1 +inf.0))
;; => (#t #t #t #f #f #f #f)

;; check: positive?
(map positive? (list 1 0 -1 0.5 -0.5 0.0 +inf.0 -inf.0))
;; => (#t #f #f #t #f #f #t #f)

;; check: negative?
(map negative? (list 1 0 -1 0.5 -0.5 -0.0 +inf.0 -inf.0))
;; => (#f #f #t #f #t #f #f #t)

;; check: odd?
(map odd? (list 0 1 2 -1 -2 3.0 4.0))
;; => (#f #t #f #t #f #t #f)

;; check: even?
(map even? (list 0 1 2 -1 -2 3.0 4.0))
;; => (#t #f #t #f #t #f #t)

;; check: odd? of a fraction
(odd? 1.5)
;; => error

;; check: large parity
(list (even? 9007199254740992) (odd? 9007199254740991) (odd? -9007199254740991))
;; => (#t #t #t)

;; check: max
(list (max 8 6) (max 2 9 4) (max -1) (max -2 -7))
;; => (8 9 -1 -2)

;; check: min
(list (min 3 4) (min 5 1 3) (min -1) (min -2 -7))
;; => (3 1 -1 -7)

;; check: max with an inexact argument is inexact
(list (max 3.9 4) (max 1 2.0) (max 3 1.0))
;; => (4.0 2.0 3.0)

;; check: min with an inexact argument is inexact
(list (min 1 2.0) (min 5 4.5) (min 1.0 1))
;; => (1.0 4.5 1.0)

;; check: max and min with infinities
(list (max 1 +inf.0) (min 1 -inf.0) (max -inf.0 1) (min +inf.0 2))
;; => (+inf.0 -inf.0 1.0 2.0)

;; check: max of something that is no number
(max 1 'a)
;; => error

;;; section: 6.2.6 Arithmetic

;; check: + with any number of arguments
(list (+) (+ 11) (+ 11 5) (+ 1 20 300 4000))
;; => (0 11 16 4321)

;; check: * with any number of arguments
(list (*) (* 11) (* 6 7) (* 2 3 5 7))
;; => (1 11 42 210)

;; check: - with one and more arguments
(list (- 8) (- 8 3) (- 8 3 10) (- -8))
;; => (-8 5 -5 8)

;; check: / that gives integers
(list (/ 6 3) (/ 12 2 3) (/ -6 2) (/ 1) (/ -1) (/ 0 5))
;; => (2 2 -3 1 -1 0)

;; check: an integral quotient of exact integers is exact
(exact? (/ 6 2))
;; => #t

;; check: / of inexact numbers
(list (/ 1.0 4) (/ 3 2.0) (/ 0.5) (/ 7.5 2.5) (/ 1.0 2 2))
;; => (0.25 1.5 2.0 3.0 0.25)

;; check: inexact contagion of sums and products
(list (+ 1 2.0) (- 3.0 1) (* 2 1.5) (+ 1 2 3 0.0))
;; => (3.0 2.0 3.0 6.0)

;; check: exact operations stay exact
(map exact? (list (+ 1 2) (- 1 2) (* 3 4) (quotient 7 2) (abs -3) (expt 2 5)))
;; => (#t #t #t #t #t #t)

;; check: decimal fractions
(list (+ 0.1 0.2) (* 1.1 1.1) (- 0.3 0.1))
;; => (0.30000000000000004 1.2100000000000002 0.19999999999999998)

;; check: negative zero
(list (- 0.0) (* -1 0.0) (+ -0.0 0.0))
;; => (-0.0 -0.0 0.0)

;; check: arithmetic with infinities
(list (+ +inf.0 1) (- +inf.0) (* 2 -inf.0) (nan? (- +inf.0 +inf.0)) (nan? (* 0.0 +inf.0)) (/ 1.0 +inf.0))
;; => (+inf.0 -inf.0 -inf.0 #t #t 0.0)

;; check: arithmetic with NaN
(map nan? (list (+ +nan.0 1) (* +nan.0 2.0) (- +nan.0)))
;; => (#t #t #t)

;; check: large exact sums and differences
(list (+ 9007199254740991 1) (- -9007199254740991 1) (- 9007199254740992 9007199254740991))
;; => (9007199254740992 -9007199254740992 1)

;; check: large exact products
(list (* 94906265 94906265) (* -3037000 2965000000) (* 67108864 134217728))
;; => (9007199136250225 -9004705000000000 9007199254740992)

;; check: products beyond 32 bits
(list (* 65536 65536) (* 100000 100000) (* -65536 65536))
;; => (4294967296 10000000000 -4294967296)

;; check: sums beyond 32 bits
(list (+ 2147483647 1) (- -2147483648 1) (+ 4294967295 1))
;; => (2147483648 -2147483649 4294967296)

;; check: sums beyond 30 and 31 bits
(list (+ 536870911 1) (+ 1073741823 1) (- -536870912 1) (- -1073741824 1))
;; => (536870912 1073741824 -536870913 -1073741825)

;; check: + of something that is no number
(+ 1 'a)
;; => error

;; check: + of one argument that is no number
(+ "1")
;; => error

;; check: - without arguments
(-)
;; => error

;; check: * of a string
(* 2 "3")
;; => error

;; check: exact division by zero
(/ 5 0)
;; => error

;; check: inexact division by zero
(list (/ 1.0 0.0) (/ -1.0 0.0) (nan? (/ 0.0 0.0)))
;; => (+inf.0 -inf.0 #t)

;; check: abs
(list (abs -7) (abs 7) (abs -7.5) (abs 0) (abs -inf.0))
;; => (7 7 7.5 0 +inf.0)

;; check: square
(list (square 15) (square -4) (square 3.0) (square 2.5))
;; => (225 16 9.0 6.25)

;;; section: 6.2.6 Integer division

;; check: floor/ with the four signs
(map (lambda (a b) (call-with-values (lambda () (floor/ a b)) list)) '(23 -23 23 -23) '(6 6 -6 -6))
;; => ((3 5) (-4 1) (-4 -1) (3 -5))

;; check: truncate/ with the four signs
(map (lambda (a b) (call-with-values (lambda () (truncate/ a b)) list)) '(23 -23 23 -23) '(6 6 -6 -6))
;; => ((3 5) (-3 -5) (-3 5) (3 -5))

;; check: floor-quotient
(map floor-quotient '(7 -7 7 -7 6) '(2 2 -2 -2 3))
;; => (3 -4 -4 3 2)

;; check: floor-remainder
(map floor-remainder '(7 -7 7 -7 6) '(2 2 -2 -2 3))
;; => (1 1 -1 -1 0)

;; check: truncate-quotient
(map truncate-quotient '(7 -7 7 -7 6) '(2 2 -2 -2 3))
;; => (3 -3 -3 3 2)

;; check: truncate-remainder
(map truncate-remainder '(7 -7 7 -7 6) '(2 2 -2 -2 3))
;; => (1 -1 1 -1 0)

;; check: quotient
(list (quotient 17 5) (quotient -17 5) (quotient 17 -5) (quotient -17 -5) (quotient 0 5))
;; => (3 -3 -3 3 0)

;; check: remainder
(list (remainder 25 7) (remainder -25 7) (remainder 25 -7) (remainder -25 -7))
;; => (4 -4 4 -4)

;; check: modulo
(list (modulo 25 7) (modulo -25 7) (modulo 25 -7) (modulo -25 -7))
;; => (4 3 -3 -4)

;; check: inexact integer division
(list (quotient 9.0 2) (remainder -25 7.0) (modulo -25.0 7) (floor-quotient 9 -2.0))
;; => (4.0 -4.0 3.0 -5.0)

;; check: inexact floor/
(call-with-values (lambda () (floor/ -23.0 6)) list)
;; => (-4.0 1.0)

;; check: division of large integers
(list (quotient 9007199254740992 3) (remainder 9007199254740992 1000) (modulo -9007199254740991 10))
;; => (3002399751580330 992 9)

;; check: division of large by large
(list (quotient 9007199254740991 9007199254740990) (remainder 9007199254740991 9007199254740990))
;; => (1 1)

;; check: quotient by zero
(quotient 1 0)
;; => error

;; check: modulo by zero
(modulo 10 0)
;; => error

;; check: remainder by zero
(remainder 10 0)
;; => error

;; check: floor/ by zero
(floor/ 1 0)
;; => error

;; check: truncate/ by zero
(truncate/ 1 0)
;; => error

;; check: quotient of a fraction
(quotient 1.5 2)
;; => error

;; check: the division identity
(let loop ((a -7) (ok #t))
  (if (> a 7)
      ok
      (loop (+ a 1)
            (and ok
                 (let inner ((b -4) (ok #t))
                   (cond ((> b 4) ok)
                         ((= b 0) (inner (+ b 1) ok))
                         (else (inner (+ b 1)
                                      (and ok
                                           (= a (+ (* b (floor-quotient a b)) (floor-remainder a b)))
                                           (= a (+ (* b (truncate-quotient a b)) (truncate-remainder a b))))))))))))
;; => #t

;; check: gcd
(list (gcd) (gcd 84 -30) (gcd 12 18 27) (gcd 0 5) (gcd 5 0) (gcd 0 0) (gcd -4) (gcd 17 5))
;; => (0 6 3 5 5 0 4 1)
;; note: mit 12.1 keeps the sign of a single argument; the report says that the result is not negative

;; check: lcm
(list (lcm) (lcm 14 -21) (lcm 2 3 4) (lcm 0 5) (lcm -6) (lcm 1 1))
;; => (1 42 12 0 6 1)
;; note: mit 12.1 keeps the sign of a single argument; the report says that the result is not negative

;; check: lcm and gcd of inexact integers
(list (lcm 14.0 -21) (gcd 84.0 30))
;; => (42.0 6.0)

;;; section: 6.2.6 Numerator and denominator

;; check: numerator and denominator of integers
(list (numerator 6) (denominator 6) (numerator 0) (denominator 0) (numerator -4))
;; => (6 1 0 1 -4)

;; check: numerator and denominator of inexact numbers
(list (numerator 0.5) (denominator 0.5) (numerator 2.5) (denominator 2.5) (denominator 3.0))
;; => (1.0 2.0 5.0 2.0 1.0)

;;; section: 6.2.6 Rounding

;; check: floor
(list (floor -2.2) (floor 6.9) (floor 3.0) (floor 7) (floor -7))
;; => (-3.0 6.0 3.0 7 -7)

;; check: ceiling
(list (ceiling -2.2) (ceiling 6.1) (ceiling 3.0) (ceiling 7))
;; => (-2.0 7.0 3.0 7)

;; check: truncate
(list (truncate -2.8) (truncate 6.9) (truncate -0.5) (truncate 7))
;; => (-2.0 6.0 -0.0 7)

;; check: round
(list (round -2.2) (round 6.9) (round 7) (round 2.6) (round -2.6))
;; => (-2.0 7.0 7 3.0 -3.0)

;; check: round to even
(map round (list 0.5 1.5 2.5 3.5 -1.5 -2.5))
;; => (0.0 2.0 2.0 4.0 -2.0 -2.0)

;; check: round near a half
(list (round 0.49999999999999994) (round 4503599627370497.5))
;; => (0.0 4503599627370498.0)

;; check: rounding of infinities
(list (floor +inf.0) (ceiling -inf.0) (round +inf.0) (nan? (truncate +nan.0)))
;; => (+inf.0 -inf.0 +inf.0 #t)

;; check: rounding of large inexact numbers
(list (floor 1e20) (round 1e20) (ceiling -1e20))
;; => (100000000000000000000.0 100000000000000000000.0 -100000000000000000000.0)

;; check: exact of a rounded number
(list (exact (floor 2.7)) (exact (round 2.5)) (exact (ceiling -2.7)))
;; => (2 2 -2)

;; check: floor of something that is no number
(floor "2.5")
;; => error

;; check: rationalize of inexact numbers
(list (rationalize 0.3 0.1) (rationalize 2.0 0.25))
;; => (0.3333333333333333 2.0)

;;; section: 6.2.6 Transcendental functions

;; check: exp
(list (exp 0.0) (< 2.718281828 (exp 1) 2.718281829) (exp -inf.0))
;; => (1.0 #t 0.0)

;; check: log
(list (log 1.0) (< 0.6931471805 (log 2) 0.6931471806) (log +inf.0))
;; => (0.0 #t +inf.0)

;; check: log with a base
(list (< 2.999999999 (log 8 2) 3.000000001) (< 1.999999999 (log 100 10) 2.000000001))
;; => (#t #t)
;; note: mit 12.1 has only one argument; the report has the base

;; check: log undoes exp
(< (abs (- (log (exp 2.5)) 2.5)) 1e-12)
;; => #t

;; check: sin cos and tan at zero
(list (sin 0.0) (cos 0.0) (tan 0.0))
;; => (0.0 1.0 0.0)

;; check: sin and cos squared give one
(< (abs (- 1 (+ (square (sin 1.234)) (square (cos 1.234))))) 1e-12)
;; => #t

;; check: tan is sin by cos
(< (abs (- (tan 0.7) (/ (sin 0.7) (cos 0.7)))) 1e-12)
;; => #t

;; check: asin acos and atan
(let ((pi (* 4 (atan 1))))
  (define (near? a b) (< (abs (- a b)) 1e-12))
  (list (near? (asin 1.0) (/ pi 2)) (near? (acos -1.0) pi) (near? (acos 1.0) 0) (near? (asin 0.5) (/ pi 6))))
;; => (#t #t #t #t)

;; check: atan with two arguments in the four quadrants
(let ((pi (* 4 (atan 1))))
  (define (near? a b) (< (abs (- a b)) 1e-12))
  (list (near? (atan 1 1) (/ pi 4)) (near? (atan 1 -1) (* 3 (/ pi 4)))
        (near? (atan -1 -1) (* -3 (/ pi 4))) (near? (atan -1 1) (/ pi -4))))
;; => (#t #t #t #t)

;; check: atan with two arguments on the axes
(let ((pi (* 4 (atan 1))))
  (define (near? a b) (< (abs (- a b)) 1e-12))
  (list (near? (atan 1.0 0.0) (/ pi 2)) (near? (atan -1.0 0.0) (/ pi -2)) (near? (atan 0.0 -1.0) pi) (atan 0.0 1.0)))
;; => (#t #t #t 0.0)

;; check: sin of something that is no number
(sin 'x)
;; => error

;; check: sqrt of squares is exact
(list (sqrt 16) (sqrt 9) (sqrt 0) (sqrt 1) (sqrt 1000000))
;; => (4 3 0 1 1000)

;; check: sqrt of an exact square is an exact number
(list (exact? (sqrt 49)) (exact? (sqrt 49.0)))
;; => (#t #f)

;; check: sqrt of other numbers
(list (sqrt 2) (sqrt 2.25) (sqrt 0.0) (sqrt +inf.0))
;; => (1.4142135623730951 1.5 0.0 +inf.0)

;; check: exact-integer-sqrt
(map (lambda (n) (call-with-values (lambda () (exact-integer-sqrt n)) list)) '(0 1 2 3 4 5 15 16 17 99 100))
;; => ((0 0) (1 0) (1 1) (1 2) (2 0) (2 1) (3 6) (4 0) (4 1) (9 18) (10 0))

;; check: exact-integer-sqrt of a large number
(call-with-values (lambda () (exact-integer-sqrt 9007199254740991)) list)
;; => (94906265 118490766)

;; check: exact-integer-sqrt of a large square
(call-with-values (lambda () (exact-integer-sqrt 9007199136250225)) list)
;; => (94906265 0)

;; check: exact-integer-sqrt just below a large square
(call-with-values (lambda () (exact-integer-sqrt 9007199136250224)) list)
;; => (94906264 189812528)

;; check: exact-integer-sqrt of a negative number
(exact-integer-sqrt -1)
;; => error

;; check: expt with exact arguments
(list (expt 2 10) (expt 3 4) (expt -2 3) (expt -2 4) (expt 5 0) (expt 0 0) (expt 0 5) (expt 1 1000))
;; => (1024 81 -8 16 1 1 0 1)

;; check: expt at the limit of exact integers
(list (expt 2 53) (expt -2 53) (expt 3 33) (expt 10 15))
;; => (9007199254740992 -9007199254740992 5559060566555523 1000000000000000)

;; check: expt with an inexact base
(list (expt 2.0 3) (expt 0.5 2) (expt 2.0 -1) (expt 4.0 -1))
;; => (8.0 0.25 0.5 0.25)

;; check: expt with an inexact exponent
(list (expt 4 0.5) (expt 2.0 0.5) (expt 2 3.0))
;; => (2.0 1.4142135623730951 8.0)

;; check: expt with zero
(list (= 1 (expt 0.0 0)) (expt 0.0 2.5) (= 1 (expt 7.5 0)))
;; => (#t 0.0 #t)

;;; section: 6.2.6 Exactness

;; check: exact of integral numbers
(list (exact 5.0) (exact -3.0) (exact 7) (exact 0.0) (exact -0.0))
;; => (5 -3 7 0 0)

;; check: exact of a large integral number
(list (exact 1e15) (exact 9007199254740992.0))
;; => (1000000000000000 9007199254740992)

;; check: inexact
(list (inexact 5) (inexact -3) (inexact 0) (inexact 2.5))
;; => (5.0 -3.0 0.0 2.5)

;; check: inexact of a large integer
(inexact 9007199254740991)
;; => 9007199254740991.0

;; check: exact of an infinity
(exact +inf.0)
;; => error

;; check: exact of NaN
(exact +nan.0)
;; => error

;; check: exact of something that is no number
(exact 'a)
;; => error

;; check: there and back
(map (lambda (n) (= n (exact (inexact n)))) '(0 1 -1 255 123456789 9007199254740991))
;; => (#t #t #t #t #t #t)

;;; section: 6.2.7 number->string

;; check: decimal integers
(map number->string '(0 7 -7 100 9007199254740991))
;; => ("0" "7" "-7" "100" "9007199254740991")

;; check: radix sixteen
(map string-downcase (list (number->string 255 16) (number->string -255 16) (number->string 4096 16) (number->string 0 16)))
;; => ("ff" "-ff" "1000" "0")

;; check: radix two
(list (number->string 10 2) (number->string -5 2) (number->string 1 2))
;; => ("1010" "-101" "1")

;; check: radix eight
(list (number->string 8 8) (number->string 511 8))
;; => ("10" "777")

;; check: radix ten given
(number->string 42 10)
;; => "42"

;; check: large numbers in other radices
(list (string-downcase (number->string 9007199254740991 16)) (number->string 4294967296 2))
;; => ("1fffffffffffff" "100000000000000000000000000000000")

;; check: the text of an inexact number reads back as the same number
(let loop ((l (list 0.1 0.5 1.0 -2.5 1e21 1e-7 123.456 1e100 1.7976931348623157e308 5e-324 0.30000000000000004 -0.0)))
  (cond ((null? l) 'all)
        ((eqv? (car l) (string->number (number->string (car l)))) (loop (cdr l)))
        (else (car l))))
;; => all

;; check: the text of an infinity
(list (number->string +inf.0) (number->string -inf.0))
;; => ("+inf.0" "-inf.0")

;; check: the text of an exact integer reads back in each radix
(let loop ((radix '(2 8 10 16)))
  (cond ((null? radix) 'all)
        ((let inner ((l '(0 1 -1 15 16 -17 255 1000000 9007199254740991)))
           (or (null? l)
               (and (eqv? (car l) (string->number (number->string (car l) (car radix)) (car radix)))
                    (inner (cdr l)))))
         (loop (cdr radix)))
        (else (car radix))))
;; => all

;; check: the text of an inexact integer keeps its inexactness
(let ((x (string->number (number->string 5.0)))) (list (inexact? x) (= x 5)))
;; => (#t #t)

;; check: number->string of something that is no number
(number->string 'a)
;; => error

;;; section: 6.2.7 string->number

;; check: plain integers
(map string->number '("640" "-12" "+7" "0" "007"))
;; => (640 -12 7 0 7)

;; check: decimals
(map string->number '("1.5" ".5" "5." "-0.25" "+.5" "1.0"))
;; => (1.5 0.5 5.0 -0.25 0.5 1.0)

;; check: exponents
(map string->number '("1e2" "1E2" "1e+2" "1e-2" "1.5e3" ".5e1" "5.e1" "-1e2"))
;; => (100.0 100.0 100.0 0.01 1500.0 5.0 50.0 -100.0)

;; check: a radix argument
(list (string->number "200" 16) (string->number "ff" 16) (string->number "FF" 16) (string->number "1010" 2) (string->number "-777" 8) (string->number "10" 10))
;; => (512 255 255 10 -511 10)

;; check: prefixes
(map string->number '("#xff" "#b101" "#o17" "#d10" "#XFF" "#e1.0" "#i5" "#x#e10" "#i#b11"))
;; => (255 5 15 10 255 1 5.0 16 3.0)

;; check: a prefix wins over the radix argument
(list (string->number "#d10" 16) (string->number "#x10" 10) (string->number "#b11" 8))
;; => (10 16 3)

;; check: infinities and NaN
(list (string->number "+inf.0") (string->number "-inf.0") (nan? (string->number "+nan.0")) (nan? (string->number "-nan.0")))
;; => (+inf.0 -inf.0 #t #t)

;; check: the exponent mark is a digit in radix sixteen
(string->number "1e2" 16)
;; => 482

;; check: digits beyond the radix
(list (string->number "12" 2) (string->number "8" 8) (string->number "fg" 16) (string->number "a"))
;; => (#f #f #f #f)

;; check: no number at all
(map string->number '("" "abc" "-" "+" "." "e" "-e" "+." "..."))
;; => (#f #f #f #f #f #f #f #f #f)

;; check: blanks are not allowed
(map string->number '(" 1" "1 " " " "1 2" "\n5" "5\t"))
;; => (#f #f #f #f #f #f)

;; check: broken decimals
(map string->number '("1.2.3" "1..2" "1e" "e5" "1e+" "1e2e3" "1e2.5" ".e1"))
;; => (#f #f #f #f #f #f #f #f)

;; check: broken signs
(map string->number '("--1" "+-1" "1-" "1+" "5-3"))
;; => (#f #f #f #f #f)

;; check: numbers of other languages
(map string->number '("0x10" "0b1" "1_000" "1,000" "Infinity" "NaN" "inf" "nan" "1n" "$1"))
;; => (#f #f #f #f #f #f #f #f #f #f)

;; check: broken prefixes
(map string->number '("#x" "#" "#q10" "#x#" "#e" "#b2" "1#x"))
;; => (#f #f #f #f #f #f #f)

;; check: infinities need their exact spelling
(map string->number '("inf.0" "+inf" "+inf." "+inf.00" "nan.0"))
;; => (#f #f #f #f #f)

;; check: exactness of the result
(map exact? (map string->number '("5" "5." "5.0" "5e0" "#e5.0" "#i5")))
;; => (#t #f #f #f #t #f)

;; check: negative zero
(list (eqv? (string->number "-0.0") -0.0) (string->number "-0"))
;; => (#t 0)

;; check: large and small magnitudes
(list (string->number "1e308") (string->number "5e-324") (string->number "9007199254740991") (string->number "-9007199254740991"))
;; => (1e308 5e-324 9007199254740991 -9007199254740991)

;; check: many digits
(list (string->number "3.141592653589793238") (string->number "0.1000000000000000055511151231257827"))
;; => (3.141592653589793 0.1)

;; check: string->number of something that is no string
(string->number 5)
;; => error

;;; section: 6.2 Literals

;; check: inexact literals are inexact
(map inexact? (list 1.0 1. .5 1e0 #i1))
;; => (#t #t #t #t #t)

;; check: exact literals are exact
(map exact? (list 1 -1 #e1.0 #xff #e1e3))
;; => (#t #t #t #t #t)

;; check: the smallest and largest inexact numbers
(list 5e-324 1.7976931348623157e308 2.2250738585072014e-308)
;; => (5e-324 1.7976931348623157e308 2.2250738585072014e-308)

;; check: the same number written in several ways
(list (= 100 1e2 100.0 #x64 #b1100100 #o144) (eqv? 1e2 100.0))
;; => (#t #t)

;;; section: 6.2 Computations

;; check: factorial
(define (fact n) (if (= n 0) 1 (* n (fact (- n 1)))))
(list (fact 0) (fact 5) (fact 18))
;; => (1 120 6402373705728000)

;; check: fibonacci
(define (fib n) (let loop ((a 0) (b 1) (n n)) (if (= n 0) a (loop b (+ a b) (- n 1)))))
(map fib '(0 1 2 10 50 77))
;; => (0 1 1 55 12586269025 5527939700884757)

;; check: greatest common divisor by Euclid
(define (euclid a b) (if (= b 0) a (euclid b (modulo a b))))
(list (euclid 1071 462) (= (euclid 1234567 7654321) (gcd 1234567 7654321)))
;; => (21 #t)

;; check: primes by trial division
(define (prime? n) (and (> n 1) (let loop ((d 2)) (cond ((> (* d d) n) #t) ((= 0 (remainder n d)) #f) (else (loop (+ d 1)))))))
(let loop ((n 0) (l '())) (if (> n 30) (reverse l) (loop (+ n 1) (if (prime? n) (cons n l) l))))
;; => (2 3 5 7 11 13 17 19 23 29)

;; check: digits of a number
(define (digits n) (if (< n 10) (list n) (append (digits (quotient n 10)) (list (remainder n 10)))))
(digits 9007199254740991)
;; => (9 0 0 7 1 9 9 2 5 4 7 4 0 9 9 1)

;; check: a sum of inexact numbers
(let loop ((i 0) (s 0.0)) (if (= i 10) s (loop (+ i 1) (+ s 0.1))))
;; => 0.9999999999999999

;; check: Newton's method
(define (root x) (let loop ((g 1.0)) (if (< (abs (- (* g g) x)) 1e-12) g (loop (/ (+ g (/ x g)) 2)))))
(< (abs (- (root 2) (sqrt 2))) 1e-9)
;; => #t

;; check: modular exponentiation
(define (power b e m) (cond ((= e 0) 1) ((even? e) (modulo (square (power b (quotient e 2) m)) m)) (else (modulo (* b (power b (- e 1) m)) m))))
(power 3 1000 1000003)
;; => 73216

;; check: binary digits
(define (bits n) (if (= n 0) 0 (+ (modulo n 2) (bits (quotient n 2)))))
(map bits '(0 1 255 256 9007199254740991))
;; => (0 1 8 1 53)

;;; section: 6.2 Errors

;; check: zero? positive? and negative? of something that is no number
(map (lambda (f) (guard (e (#t 'error)) (f 'a))) (list zero? positive? negative?))
;; => (error error error)

;; check: odd? and even? of something that is no integer
(map (lambda (f) (guard (e (#t 'error)) (f "1"))) (list odd? even?))
;; => (error error)

;; check: abs sqrt exp and log of something that is no number
(map (lambda (f) (guard (e (#t 'error)) (f "1"))) (list abs sqrt exp log))
;; => (error error error error)

;; check: max and min without arguments
(map (lambda (f) (guard (e (#t 'error)) (f))) (list max min))
;; => (error error)

;; check: expt of something that is no number
(expt 2 'a)
;; => error

;; check: gcd of something that is no number
(gcd 4 'a)
;; => error

;; check: integer division with one argument
(map (lambda (f) (guard (e (#t 'error)) (f 7))) (list quotient remainder modulo floor/ truncate/))
;; => (error error error error error)

;; check: integer division of something that is no number
(map (lambda (f) (guard (e (#t 'error)) (f 7 'a))) (list quotient remainder modulo floor-quotient truncate-remainder))
;; => (error error error error error)

;; check: an error leaves the variables as they were
(define x 5)
(guard (e (#t #f)) (set! x (+ x 'a)))
x
;; => 5

;;; section: 6.2 Printing of inexact numbers

;; check: small and large magnitudes
(list 1e21 1e20 123456789012345680000.0 1e-6 1e-7 1.5e-10 1.25e22)
;; => (1e21 100000000000000000000.0 123456789012345680000.0 0.000001 1e-7 1.5e-10 1.25e22)

;; check: integral inexact numbers keep their point
(list 1.0 -1.0 0.0 -0.0 100.0 9007199254740992.0)
;; => (1.0 -1.0 0.0 -0.0 100.0 9007199254740992.0)

;; check: the shortest digits that read back
(list 0.1 0.2 0.3 1.1 2.675 1e23 4.35 0.000123)
;; => (0.1 0.2 0.3 1.1 2.675 1e23 4.35 0.000123)
