;; Comparison of characters (R7RS 6.6), and of symbols and booleans. Relations are numbered as in runtime-as/characters.ts.

(define (char=? a b . rest) (%chars-related? 0 a b rest))
(define (char<? a b . rest) (%chars-related? 1 a b rest))
(define (char>? a b . rest) (%chars-related? 2 a b rest))
(define (char<=? a b . rest) (%chars-related? 3 a b rest))
(define (char>=? a b . rest) (%chars-related? 4 a b rest))

(define (char-ci=? a b . rest) (%chars-related-folded? 0 a b rest))
(define (char-ci<? a b . rest) (%chars-related-folded? 1 a b rest))
(define (char-ci>? a b . rest) (%chars-related-folded? 2 a b rest))
(define (char-ci<=? a b . rest) (%chars-related-folded? 3 a b rest))
(define (char-ci>=? a b . rest) (%chars-related-folded? 4 a b rest))

(define (symbol=? a b . rest) (all-same? symbol? 'symbol=? 'symbol a (cons b rest)))
(define (boolean=? a b . rest) (all-same? boolean? 'boolean=? 'boolean a (cons b rest)))

(define (all-same? right? who what a rest)
  (let loop ((all (cons a rest)) (holds #t))
    (if (null? all)
        holds
        (if (right? (car all))
            (loop (cdr all) (if (eq? a (car all)) holds #f))
            (%raise-expected who what (car all))))))

(define (symbol-append . symbols) (string->symbol (%concatenate (map symbol->string symbols))))
(define (symbol<? a b . rest)
  (%apply string<? (map symbol->string (cons* a b rest))))
