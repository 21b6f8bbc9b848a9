;; Comparison of characters by code point (R7RS 6.6), and of symbols and booleans.

(define (char-chain related? a rest)
  (let loop ((a (%char->integer a)) (rest rest) (holds #t))
    (if (null? rest)
        holds
        (let ((b (%char->integer (car rest))))
          (loop b (cdr rest) (if (related? a b) holds #f))))))

(define (char=? a b . rest) (char-chain = a (cons b rest)))
(define (char<? a b . rest) (char-chain < a (cons b rest)))
(define (char>? a b . rest) (char-chain > a (cons b rest)))
(define (char<=? a b . rest) (char-chain <= a (cons b rest)))
(define (char>=? a b . rest) (char-chain >= a (cons b rest)))

(define (symbol=? a b . rest) (all-same? symbol? 'symbol=? 'symbol a (cons b rest)))
(define (boolean=? a b . rest) (all-same? boolean? 'boolean=? 'boolean a (cons b rest)))

(define (all-same? right? who what a rest)
  (let loop ((all (cons a rest)) (holds #t))
    (if (null? all)
        holds
        (if (right? (car all))
            (loop (cdr all) (if (eq? a (car all)) holds #f))
            (%raise-expected who what (car all))))))
