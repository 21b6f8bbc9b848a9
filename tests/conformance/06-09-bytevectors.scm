; Conformance checks for R7RS-small section 6.9: bytevectors.

;;; section: 6.9 Bytevectors

;; check: bytevector?
(map bytevector? (list #u8(1 2) #u8() (bytevector) #(1 2) '(1) "a" (make-bytevector 2 0)))
;; => (#t #t #t #f #f #f #t)

;; check: make-bytevector
(list (make-bytevector 3 42) (make-bytevector 0 1) (make-bytevector 2 255))
;; => (#u8(42 42 42) #u8() #u8(255 255))

;; check: make-bytevector without a fill has the length
(bytevector-length (make-bytevector 7))
;; => 7

;; check: make-bytevector of a negative length
(make-bytevector -1 0)
;; => error

;; check: make-bytevector with a fill that is no byte
(make-bytevector 2 256)
;; => error

;; check: bytevector
(list (bytevector) (bytevector 9 8 7 9) (bytevector 0 255))
;; => (#u8() #u8(9 8 7 9) #u8(0 255))

;; check: bytevector with an element that is no byte
(bytevector 1 256)
;; => error

;; check: bytevector with a negative element
(bytevector -1)
;; => error

;; check: bytevector-length
(map bytevector-length (list #u8() #u8(1) #u8(1 2 3)))
;; => (0 1 3)

;; check: bytevector-length of a vector
(bytevector-length #(1 2))
;; => error

;; check: bytevector-u8-ref
(list (bytevector-u8-ref #u8(10 20 30 40) 3) (bytevector-u8-ref #u8(255) 0))
;; => (40 255)

;; check: bytevector-u8-ref at the length
(bytevector-u8-ref #u8(1 2) 2)
;; => error

;; check: bytevector-u8-ref of a negative index
(bytevector-u8-ref #u8(1 2) -1)
;; => error

;; check: bytevector-u8-set!
(let ((b (bytevector 10 20 30 40))) (bytevector-u8-set! b 1 0) (bytevector-u8-set! b 3 255) b)
;; => #u8(10 0 30 255)

;; check: bytevector-u8-set! of a value that is no byte
(bytevector-u8-set! (bytevector 1 2) 0 256)
;; => error

;; check: bytevector-u8-set! of a negative value
(bytevector-u8-set! (bytevector 1 2) 0 -1)
;; => error

;; check: bytevector-u8-set! beyond the end
(bytevector-u8-set! (bytevector 1 2) 2 0)
;; => error

;; check: a bytevector literal needs no quote
#u8(0 10 5)
;; => #u8(0 10 5)

;; check: equal? compares the contents
(list (equal? (bytevector 1 2) #u8(1 2)) (equal? #u8(1 2) #u8(2 1)))
;; => (#t #f)

;;; section: 6.9 Copying

;; check: bytevector-copy
(list (bytevector-copy #u8(7 8 9)) (bytevector-copy #u8()) (bytevector-copy #u8(5 6 7 8 9) 3) (bytevector-copy #u8(5 6 7 8 9) 1 3) (bytevector-copy #u8(1) 1))
;; => (#u8(7 8 9) #u8() #u8(8 9) #u8(6 7) #u8())

;; check: bytevector-copy makes a new bytevector
(let* ((a (bytevector 1 2)) (b (bytevector-copy a))) (bytevector-u8-set! b 0 9) (list a b))
;; => (#u8(1 2) #u8(9 2))

;; check: bytevector-copy beyond the end
(bytevector-copy #u8(1 2 3) 1 4)
;; => error

;; check: bytevector-copy with the ends exchanged
(bytevector-copy #u8(1 2 3) 2 1)
;; => error

;; check: bytevector-copy!
(let ((from (bytevector 50 60 70 80)) (to (bytevector 1 2 3 4 5 6))) (bytevector-copy! to 2 from 1 3) to)
;; => #u8(1 2 60 70 5 6)

;; check: bytevector-copy! of a whole bytevector
(let ((b (make-bytevector 4 0))) (bytevector-copy! b 1 #u8(7 8)) b)
;; => #u8(0 7 8 0)

;; check: bytevector-copy! with a start
(let ((b (make-bytevector 4 0))) (bytevector-copy! b 0 #u8(1 2 3 4) 2) b)
;; => #u8(3 4 0 0)

;; check: bytevector-copy! of nothing
(let ((b (bytevector 1 2))) (bytevector-copy! b 2 #u8(9 9) 1 1) (bytevector-copy! b 0 #u8()) b)
;; => #u8(1 2)

;; check: bytevector-copy! onto itself to the right
(let ((b (bytevector 1 2 3 4 5))) (bytevector-copy! b 2 b 0 3) b)
;; => #u8(1 2 1 2 3)

;; check: bytevector-copy! onto itself to the left
(let ((b (bytevector 1 2 3 4 5))) (bytevector-copy! b 0 b 2 5) b)
;; => #u8(3 4 5 4 5)

;; check: bytevector-copy! where the target is too short
(bytevector-copy! (make-bytevector 2 0) 1 #u8(1 2))
;; => error
;; note: guile 3.0.8 does not check it

;; check: bytevector-copy! beyond the end of the source
(bytevector-copy! (make-bytevector 9 0) 0 #u8(1 2) 1 3)
;; => error

;; check: bytevector-append
(list (bytevector-append) (bytevector-append #u8(1)) (bytevector-append #u8(9 8) #u8(7)) (bytevector-append #u8() #u8(1) #u8() #u8(2)))
;; => (#u8() #u8(1) #u8(9 8 7) #u8(1 2))

;; check: bytevector-append makes a new bytevector
(let* ((a (bytevector 1 2)) (b (bytevector-append a))) (bytevector-u8-set! b 0 9) (list a b))
;; => (#u8(1 2) #u8(9 2))

;; check: bytevector-append of a vector
(bytevector-append #u8(1) #(2))
;; => error

;;; section: 6.9 UTF-8

;; check: utf8->string
(list (utf8->string #u8(104 105)) (utf8->string #u8()) (utf8->string (bytevector 206 187)))
;; => ("hi" "" "λ")

;; check: string->utf8
(list (string->utf8 "hi") (string->utf8 "") (string->utf8 "λ"))
;; => (#u8(104 105) #u8() #u8(206 187))

;; check: UTF-8 of two three and four bytes
(list (string->utf8 "é") (string->utf8 "→") (string->utf8 "😀"))
;; => (#u8(195 169) #u8(226 134 146) #u8(240 159 152 128))

;; check: decoding of two three and four bytes
(utf8->string (bytevector 195 169 226 134 146 240 159 152 128))
;; => "é→😀"

;; check: utf8->string with a range
(list (utf8->string #u8(65 66 67 68) 1) (utf8->string #u8(65 66 67 68) 1 3) (utf8->string #u8(65 66) 2))
;; => ("BCD" "BC" "")

;; check: string->utf8 with a range of characters
(list (string->utf8 "abcd" 1) (string->utf8 "abcd" 1 3) (string->utf8 "aλb" 1 2) (string->utf8 "aλb" 2))
;; => (#u8(98 99 100) #u8(98 99) #u8(206 187) #u8(98))

;; check: utf8->string beyond the end
(utf8->string #u8(65 66) 1 3)
;; => error

;; check: string->utf8 beyond the end
(string->utf8 "ab" 1 3)
;; => error

;; check: there and back
(let ((s "aé→😀\x0;z")) (string=? s (utf8->string (string->utf8 s))))
;; => #t

;; check: lengths in bytes and in characters
(list (string-length "é→😀") (bytevector-length (string->utf8 "é→😀")))
;; => (3 9)
