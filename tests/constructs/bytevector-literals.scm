;;; case: a literal
;; value: #u8(1 2 255)
#u8(1 2 255)

;;; case: empty
;; value: #u8()
#u8()

;;; case: quoted, in lists and in vectors
;; value: (#u8(1) (#u8(2) #(#u8(3))))
(list '#u8(1) '(#u8(2) #(#u8(3))))

;;; case: other radices and prefixes
;; value: #u8(255 0 10)
#u8(#xff #b0 #e10)

;;; case: with comments
;; value: #u8(1 3)
#u8(1 #;2 3 #| 4 |#)

;;; case: is one
;; value: (#t #f 3 20)
(let ((b #u8(10 20 30))) (list (bytevector? b) (vector? b) (bytevector-length b) (bytevector-u8-ref b 1)))

;;; case: equal?
;; value: (#t #f)
(list (equal? #u8(1 2) (bytevector 1 2)) (equal? #u8(1 2) #u8(1 3)))

;;; case: in a macro's pattern
;; value: (yes no)
(define-syntax is (syntax-rules () ((_ #u8(1 2)) 'yes) ((_ x) 'no)))
(list (is #u8(1 2)) (is #u8(1 3)))

;;; case: too large
;; error: syntax 1:7
#u8(1 256)

;;; case: negative
;; error: syntax 1:5
#u8(-1)

;;; case: no integer
;; error: syntax 1:5
#u8(1.0)

;;; case: a dot
;; error: syntax 1:1
#u8(1 . 2)

;;; case: not closed
;; error: syntax 1:1
#u8(1 2
