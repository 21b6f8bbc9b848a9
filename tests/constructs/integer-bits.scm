;;; case: and, or, exclusive or
;; value: (8 7 -1 5 3 14 0 -5 7 6 0 -6 5 -1 12 2 7 5 -7)
(list (bitwise-and 12 10) (bitwise-and -1 7) (bitwise-and) (bitwise-and 5) (bitwise-and 15 7 3) (bitwise-ior 12 10) (bitwise-ior) (bitwise-ior -8 3) (bitwise-ior 1 2 4) (bitwise-xor 12 10) (bitwise-xor) (bitwise-xor -1 5) (bitwise-xor 1 3 7) (bitwise-not 0) (bitwise-not -13) (logand 6 3) (logior 6 3) (logxor 6 3) (lognot 6))

;;; case: shifts
;; value: (1024 -1024 127 -128 48 -3 20 1 -1 0 4611686018427387904 -9223372036854775808)
(list (bitwise-arithmetic-shift 1 10) (bitwise-arithmetic-shift -1 10) (bitwise-arithmetic-shift 1023 -3) (bitwise-arithmetic-shift -1023 -3) (bitwise-arithmetic-shift-left 3 4) (bitwise-arithmetic-shift-right -5 1) (ash 5 2) (ash 5 -2) (ash -1 -100) (ash 0 100) (ash 1 62) (ash -1 63))

;;; case: shifts of SRFI 151 and MIT Scheme
;; value: (8 0 -2 1 32 2 -1)
(list (arithmetic-shift 8 0) (arithmetic-shift 1 -1) (arithmetic-shift -5 -2) (arithmetic-shift 8 -3) (shift-left 8 2) (shift-right 8 2) (shift-right -8 100))

;;; case: counting bits
;; value: (0 3 0 3 0 1 8 9 0 8 9 0 2 3 #t #f #t #t)
(list (bit-count 0) (bit-count 7) (bit-count -1) (bit-count -8) (integer-length 0) (integer-length 1) (integer-length 255) (integer-length 256) (integer-length -1) (integer-length -256) (integer-length -257) (first-set-bit 1) (first-set-bit 12) (first-set-bit -8) (bit-set? 0 1) (bit-set? 1 1) (bit-set? 3 10) (bit-set? 40 -1))

;;; case: bits of R6RS
;; value: (8 -1 3 3)
(list (bitwise-length 255) (bitwise-first-bit-set 0) (bitwise-first-bit-set 24) (bitwise-first-bit-set -24))

;;; case: integers of 64 bits
;; value: (0 9223372036854775807 -9223372036854775808 -9223372036854775808 9223372036854775807 1 1152921504606846975)
(list (bitwise-and 9223372036854775807 -9223372036854775808) (bitwise-ior 9223372036854775806 1) (bitwise-xor 9223372036854775807 -1) (bitwise-not 9223372036854775807) (bitwise-not -9223372036854775808) (bitwise-arithmetic-shift 4611686018427387904 -62) (bitwise-and 1152921504606846975 2305843009213693951))

;;; case: shifts beyond 64 bits are inexact
;; value: (9223372036854776000.0 -18446744073709552000.0 1.2676506002282294e30 +inf.0)
(list (arithmetic-shift 1 63) (arithmetic-shift -1 64) (arithmetic-shift 1 100) (arithmetic-shift 1 5000))

;;; case: a hash function
;; value: (2166136261 3826002220 3214735720)
(define (fnv s) (fold-left (lambda (h c) (bitwise-and (* (bitwise-xor h (char->integer c)) 16777619) 4294967295)) 2166136261 (string->list s)))
(list (fnv "") (fnv "a") (fnv "foobar"))

;;; case: bits of a flonum
;; error: type 1:1
(bitwise-and 1.0 1)

;;; case: shift by a fraction
;; error: type 1:1
(arithmetic-shift 1 0.5)

;;; case: a bit of a negative index
;; error: type 1:1
(bit-set? -1 5)
