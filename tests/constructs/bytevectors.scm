;;; case: constructors
;; value: (#u8(12 12) #u8(1 3 5 1 3 5) #u8() 3 #t #f #u8())
(list (make-bytevector 2 12) (bytevector 1 3 5 1 3 5) (bytevector) (bytevector-length (make-bytevector 3)) (bytevector? (bytevector 1)) (bytevector? (vector 1)) (make-bytevector 0 1))

;;; case: elements
;; value: (8 #u8(1 3 3 4) 255)
(define bv (bytevector 1 1 2 3 5 8 13 21))
(define b2 (bytevector 1 2 3 4))
(bytevector-u8-set! b2 1 3)
(list (bytevector-u8-ref bv 5) b2 (bytevector-u8-ref (bytevector 255) 0))

;;; case: copies
;; value: (#u8(3 4) #u8(1 2 3 4 5) #u8(4 5) #u8(10 1 2 40 50) #u8(1 1 2 3 5) #u8(0 1 2 3 4 5) #u8())
(define a (bytevector 1 2 3 4 5))
(define b (bytevector 10 20 30 40 50))
(bytevector-copy! b 1 a 0 2)
(define c (bytevector 1 2 3 4 5))
(bytevector-copy! c 1 c 0 3)
(list (bytevector-copy a 2 4) (bytevector-copy a) (bytevector-copy a 3) b c (bytevector-append (bytevector 0 1 2) (bytevector 3 4 5)) (bytevector-append))

;;; case: bytevector-fill!
;; value: (#u8(7 7) #u8(1 9 9))
(define a (bytevector 1 2))
(bytevector-fill! a 7)
(define b (bytevector 1 2 3))
(bytevector-fill! b 9 1)
(list a b)

;;; case: UTF-8
;; value: ("A" #u8(206 187) #u8(97 195 169 230 188 162 240 157 144 128) "aé漢" "b" #u8(98 99) #u8(98) #u8())
(list (utf8->string (bytevector #x41)) (string->utf8 "λ") (string->utf8 "aé漢𝐀") (utf8->string (bytevector 97 195 169 230 188 162)) (utf8->string (bytevector 97 98 99) 1 2) (string->utf8 "abc" 1) (string->utf8 "abc" 1 2) (string->utf8 ""))

;;; case: what is no UTF-8
;; value: ((97 65533 98) (65533 40) (65533 65533) (65533 65533 65533) (233))
(map (lambda (b) (map char->integer (string->list (utf8->string b)))) (list (bytevector 97 255 98) (bytevector #xc3 #x28) (bytevector #xc0 #x80) (bytevector #xed #xa0 #x80) (bytevector #xc3 #xa9)))

;;; case: equality
;; value: (#t #f #t #f #f #t #t)
(list (equal? (bytevector 1 2) (bytevector 1 2)) (equal? (bytevector 1 2) (bytevector 1 3)) (equal? (bytevector) (bytevector)) (equal? (bytevector 1) (vector 1)) (eqv? (bytevector 1) (bytevector 1)) (let ((b (bytevector 1))) (eq? b b)) (equal? (list (bytevector 1)) (list (bytevector 1))))

;;; case: printing
;; value: (#u8(0 255) #u8() #(#u8(1)))
;; output: #u8(1 2)
(display (bytevector 1 2))
(list (bytevector 0 255) (bytevector) (vector (bytevector 1)))

;;; case: many bytes
;; value: (200000 255 199999)
(define b (make-bytevector 200000 255))
(list (bytevector-length b) (bytevector-u8-ref b 199999) (bytevector-length (bytevector-copy b 1)))

;;; case: a number that is no byte
;; error: type 1:1
(bytevector 1 256)

;;; case: a byte below zero
;; error: type 1:1
(bytevector-u8-set! (bytevector 1) 0 -1)

;;; case: an index beyond the end
;; error: range 1:1
(bytevector-u8-ref (bytevector 1 2) 2)

;;; case: a copy without room
;; error: range 1:1
(bytevector-copy! (bytevector 1) 0 (bytevector 1 2))

;;; case: a vector
;; error: type 1:1
(bytevector-length (vector 1))

;;; case: bytes of a symbol
;; error: type 1:1
(string->utf8 'a)
