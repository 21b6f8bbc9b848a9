;; Strings (R7RS 6.7).

(define make-string
  (case-lambda
    ((k) (%make-string k #\space))
    ((k char) (%make-string k char))))

(define (string . chars) (%list->string chars))

(define (string-append . strings) (%concatenate strings))

(define string-copy
  (case-lambda
    ((s) (%substring s 0 (%string-length s)))
    ((s start) (%substring s start (%string-length s)))
    ((s start end) (%substring s start end))))

(define string->list
  (case-lambda
    ((s) (string->list s 0 (%string-length s)))
    ((s start) (string->list s start (%string-length s)))
    ((s start end)
     (let ((part (%substring s start end)))
       (let loop ((i (- (%string-length part) 1)) (result '()))
         (if (%number< i 0)
             result
             (loop (- i 1) (cons (%string-ref part i) result))))))))

(define (string-chain related? a rest)
  (let loop ((a a) (rest rest) (holds #t))
    (if (null? rest)
        holds
        (let ((b (car rest)))
          (loop b (cdr rest) (if (related? (%compare-strings a b) 0) holds #f))))))

(define (string=? a b . rest) (string-chain = a (cons b rest)))
(define (string<? a b . rest) (string-chain < a (cons b rest)))
(define (string>? a b . rest) (string-chain > a (cons b rest)))
(define (string<=? a b . rest) (string-chain <= a (cons b rest)))
(define (string>=? a b . rest) (string-chain >= a (cons b rest)))
