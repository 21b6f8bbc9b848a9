;; Strings (R7RS 6.7), and of SRFI 13 and MIT Scheme what programs use most.
;; Invariant: `which` tells characters: a character, or a predicate; `start` and `end` may be left out.

(define (string . chars) (%string chars))
(define (string-append . strings) (%concatenate strings))

(define (string=? a b . rest) (%strings-related? 0 a b rest))
(define (string<? a b . rest) (%strings-related? 1 a b rest))
(define (string>? a b . rest) (%strings-related? 2 a b rest))
(define (string<=? a b . rest) (%strings-related? 3 a b rest))
(define (string>=? a b . rest) (%strings-related? 4 a b rest))

(define (string-ci=? a b . rest) (%strings-related-folded? 0 a b rest))
(define (string-ci<? a b . rest) (%strings-related-folded? 1 a b rest))
(define (string-ci>? a b . rest) (%strings-related-folded? 2 a b rest))
(define (string-ci<=? a b . rest) (%strings-related-folded? 3 a b rest))
(define (string-ci>=? a b . rest) (%strings-related-folded? 4 a b rest))

(define (string-map f string . strings)
  (list->string (%apply map (cons f (map string->list (cons string strings))))))
(define (string-for-each f string . strings)
  (%apply for-each (cons f (map string->list (cons string strings)))))
(define (string-count string which start end)
  (count (character-test 'string-count which) (%string->list string start end)))

(define (string-null? string) (eq? (%string-length string) 0))
(define (string-join strings delimiter)
  (let ((delimiter (given delimiter " ")))
    (if (null? strings)
        (%concatenate '())
        (%concatenate
          (cons (car strings) (append-map (lambda (string) (%list delimiter string)) (cdr strings)))))))

;; ---- searching ---------------------------------------------------------------------------------

(define (character-test who which)
  (cond
    ((char? which) (lambda (char) (eq? char which)))
    ((procedure? which) which)
    (else (%raise-expected who 'which which))))

;; The first index from i on, by step, of a character whose test is `wanted`; `end` when there is none.
(define (seek-character string test wanted i step end)
  (if (or (eq? i end) (eq? wanted (if (test (%string-ref string i)) #t #f)))
      i
      (seek-character string test wanted (+ i step) step end)))

;; The same within a part of a string that is given by optional arguments; #f when there is none.
(define (find-character who string which wanted start end backward?)
  (let* ((test (character-test who which))
         (part (%string-copy string start end))
         (start (given start 0))
         (length (%string-length part))
         (last (if backward? -1 length))
         (i (seek-character part test wanted (if backward? (- length 1) 0) (if backward? -1 1) last)))
    (if (eq? i last) #f (+ i start))))

(define (string-index string which start end) (find-character 'string-index string which #t start end #f))
(define (string-rindex string which start end) (find-character 'string-rindex string which #t start end #t))
(define (string-skip string which start end) (find-character 'string-skip string which #f start end #f))

(define (string-search-forward pattern string start) (%string-contains string pattern start (%default)))

(define (string-trim string which) (trimmed 'string-trim string which #t #f))
(define (string-trim-right string which) (trimmed 'string-trim-right string which #f #t))
(define (string-trim-both string which) (trimmed 'string-trim-both string which #t #t))
(define (trimmed who string which left? right?)
  (let* ((test (character-test who (given which char-whitespace?)))
         (length (%string-length string))
         (start (if left? (seek-character string test #f 0 1 length) 0)))
    (%substring string start
      (if (and right? (not (eq? start length)))
          (+ (seek-character string test #f (- length 1) -1 -1) 1)
          length))))

(define (string-split string delimiter)
  (if (and (string? delimiter) (not (eq? (%string-length delimiter) 1)))
      (split-by string (%string-length delimiter)
        (lambda (from) (%string-contains string delimiter from (%default))))
      (split-by string 1
        (let ((which (if (string? delimiter) (%string-ref delimiter 0) delimiter)))
          (lambda (from) (string-index string which from))))))

;; The parts between the places that `next` finds from an index on, each `width` characters wide; without a width every character is a part.
(define (split-by text width next)
  (if (eq? width 0)
      (map string (%string->list text (%default) (%default)))
      (let loop ((from 0) (parts '()))
        (let ((at (next from)))
          (if at
              (loop (+ at width) (cons (%substring text from at) parts))
              (append-reverse (cons (%substring text from (%default)) parts) '()))))))

;; ---- parts -------------------------------------------------------------------------------------

(define (string-take string k) (%substring string 0 k))
(define (string-take-right string k) (%string-copy string (- (%string-length string) k) (%default)))
(define (string-drop-right string k) (%substring string 0 (- (%string-length string) k)))

(define (string-pad-left string k char)
  (let ((missing (- (check-count 'string-pad-left k) (%string-length string))))
    (if (< missing 0)
        (string-take-right string k)
        (string-append (make-string missing (given char #\space)) string))))
(define (string-pad-right string k char)
  (let ((missing (- (check-count 'string-pad-right k) (%string-length string))))
    (if (< missing 0)
        (string-take string k)
        (string-append string (make-string missing (given char #\space))))))
