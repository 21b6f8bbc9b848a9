;; Numeric procedures with any number of arguments (R7RS 6.2.6).
;; Invariant: every argument is checked to be a number, also after a comparison is decided.

(define +
  (case-lambda
    (() 0)
    ((a) (%number a))
    ((a b) (%add a b))
    ((a b . rest) (fold-left + (%add a b) rest))))

(define *
  (case-lambda
    (() 1)
    ((a) (%multiply 1 a))
    ((a b) (%multiply a b))
    ((a b . rest) (fold-left * (%multiply a b) rest))))

(define -
  (case-lambda
    ((a) (%negate a))
    ((a b) (%subtract a b))
    ((a b . rest) (fold-left - (%subtract a b) rest))))

(define /
  (case-lambda
    ((a) (%divide 1 a))
    ((a b) (%divide a b))
    ((a b . rest) (fold-left / (%divide a b) rest))))

(define max
  (case-lambda
    ((a) (%max a a))
    ((a b) (%max a b))
    ((a b . rest) (fold-left max (%max a b) rest))))

(define min
  (case-lambda
    ((a) (%min a a))
    ((a b) (%min a b))
    ((a b . rest) (fold-left min (%min a b) rest))))

;; Whether `related?` holds between all neighbours; all of them are compared, so that all are checked.
(define (chain related? a rest)
  (let loop ((a a) (rest rest) (holds #t))
    (if (null? rest)
        holds
        (let ((b (car rest)))
          (loop b (cdr rest) (if (related? a b) holds #f))))))

(define =
  (case-lambda
    ((a) (%number= a a) #t)
    ((a b) (%number= a b))
    ((a . rest) (chain = a rest))))

(define <
  (case-lambda
    ((a) (%number< a a) #t)
    ((a b) (%number< a b))
    ((a . rest) (chain < a rest))))

(define >
  (case-lambda
    ((a) (%number> a a) #t)
    ((a b) (%number> a b))
    ((a . rest) (chain > a rest))))

(define <=
  (case-lambda
    ((a) (%number<= a a) #t)
    ((a b) (%number<= a b))
    ((a . rest) (chain <= a rest))))

(define >=
  (case-lambda
    ((a) (%number>= a a) #t)
    ((a b) (%number>= a b))
    ((a . rest) (chain >= a rest))))

(define (square z) (%multiply z z))

(define log
  (case-lambda
    ((z) (%log z))
    ((z base) (%divide (%log z) (%log base)))))

(define atan
  (case-lambda
    ((y) (%atan y))
    ((y x) (%atan2 y x))))

(define (rational? obj)
  (if (%number? obj) (%finite? obj) #f))

(define gcd
  (case-lambda
    (() 0)
    ((a) (%gcd a 0))
    ((a b) (%gcd a b))
    ((a b . rest) (fold-left gcd (%gcd a b) rest))))

(define lcm
  (case-lambda
    (() 1)
    ((a) (%lcm a 1))
    ((a b) (%lcm a b))
    ((a b . rest) (fold-left lcm (%lcm a b) rest))))

;; ---- bits ------------------------------------------------------------------------------------

(define bitwise-and
  (case-lambda
    ((a b) (%bitwise-and a b))
    (all (fold-left bitwise-and -1 all))))

(define bitwise-ior
  (case-lambda
    ((a b) (%bitwise-ior a b))
    (all (fold-left bitwise-ior 0 all))))

(define bitwise-xor
  (case-lambda
    ((a b) (%bitwise-xor a b))
    (all (fold-left bitwise-xor 0 all))))

;; ---- small ones ------------------------------------------------------------------------------

(define (1+ z) (%add z 1))
(define (-1+ z) (%subtract z 1))
(define (exact-nonnegative-integer? obj) (if (%exact-integer? obj) (%number>= obj 0) #f))

(define (floor/ n m) (%values (floor-quotient n m) (modulo n m)))
(define (truncate/ n m) (%values (quotient n m) (remainder n m)))
(define (exact-integer-sqrt n)
  (let ((root (%exact-integer-sqrt n)))
    (%values root (- n (* root root)))))
