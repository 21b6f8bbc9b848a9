;; The reader: text to syntax (R7RS 7.1.1, 7.1.2).
;; Invariant: accepts what compiler/read.ts accepts and reports the same errors at the same places. Square brackets read as
;; parentheses. Data may be as deep as memory.

;; ---- the state of a reader: #(text length position line column labels folds?) ----------------------------------------
;; labels: alist of the outermost datum's labels, from their digits to a label (see syntax.scm) or, once it is complete, the datum.

(define (make-reader text line) (%vector text (string-length text) 0 line 1 '() #f))
(define (reader-position r) (%unsafe-vector-ref r 2))
(define (reader-line r) (%unsafe-vector-ref r 3))
(define (reader-column r) (%unsafe-vector-ref r 4))
(define (reader-labels r) (%unsafe-vector-ref r 5))
(define (set-reader-labels! r labels) (%unsafe-vector-set! r 5 labels))
(define (reader-folds? r) (%unsafe-vector-ref r 6))

(define (ended? r) (not (< (reader-position r) (%unsafe-vector-ref r 1))))

;; The character `offset` places ahead; #f after the end.
(define (peek r offset)
  (let ((at (+ (reader-position r) offset)))
    (if (< at (%unsafe-vector-ref r 1))
        (string-ref (%unsafe-vector-ref r 0) at)
        #f)))

(define (next! r)
  (let ((c (peek r 0)))
    (%unsafe-vector-set! r 2 (+ (reader-position r) 1))
    (if (eq? c #\newline)
        (begin
          (%unsafe-vector-set! r 3 (+ (reader-line r) 1))
          (%unsafe-vector-set! r 4 1))
        (%unsafe-vector-set! r 4 (+ (reader-column r) 1)))
    c))

;; Unicode's White_Space.
(define (blank? c)
  (if c
      (let ((n (char->integer c)))
        (if (< n 128)
            (if (= n 32) #t (if (> n 8) (< n 14) #f))
            (or (= n #x85) (= n #xa0) (= n #x1680) (and (>= n #x2000) (<= n #x200a)) (= n #x2028) (= n #x2029) (= n #x202f)
                (= n #x205f) (= n #x3000))))
      #f))

(define (delimiter? c)
  (or (not c) (blank? c) (eq? c #\() (eq? c #\)) (eq? c #\[) (eq? c #\]) (eq? c #\") (eq? c #\;) (eq? c #\')))

;; ---- what stands between data -------------------------------------------------------------------

(define (skip-blank r)
  (let ((c (peek r 0)))
    (cond
      ((not c) #f)
      ((blank? c) (next! r) (skip-blank r))
      ((eq? c #\;) (skip-line r) (skip-blank r))
      ((and (eq? c #\#) (eq? (peek r 1) #\|))
       (skip-block-comment r)
       (skip-blank r))
      ((and (eq? c #\#) (eq? (peek r 1) #\!))
       (read-directive r)
       (skip-blank r))
      ((and (eq? c #\#) (eq? (peek r 1) #\;))
       (let ((line (reader-line r)) (column (reader-column r)))
         (next! r)
         (next! r)
         (read-after r "the datum comment #;" line column)
         (skip-blank r)))
      (else #f))))

(define (read-directive r)
  (let* ((line (reader-line r)) (column (reader-column r)) (name (string-append "#" (begin (next! r) (rest-of-token r)))))
    (if (not (member name '("#!fold-case" "#!no-fold-case"))) (raise-syntax (string-append "unknown syntax: " name) line column))
    (%unsafe-vector-set! r 6 (string=? name "#!fold-case"))))

;; The characters up to the next delimiter.
(define (rest-of-token r)
  (let loop ((chars '()))
    (if (delimiter? (peek r 0))
        (list->string (reverse chars))
        (loop (cons (next! r) chars)))))

(define (skip-line r)
  (if (or (ended? r) (eq? (peek r 0) #\newline))
      #f
      (begin (next! r) (skip-line r))))

(define (skip-block-comment r)
  (let ((line (reader-line r)) (column (reader-column r)))
    (let loop ((depth 0))
      (if (ended? r) (raise-syntax "this block comment is not closed by |#" line column))
      (let* ((a (peek r 0))
             (b (peek r 1))
             (change (cond ((and (eq? a #\#) (eq? b #\|)) 1) ((and (eq? a #\|) (eq? b #\#)) -1) (else 0))))
        (if (not (eq? change 0)) (next! r))
        (next! r)
        (let ((depth (+ depth change)))
          (if (> depth 0) (loop depth)))))))

;; ---- data -----------------------------------------------------------------------------------------

;; All data of a text, as a list of syntax.
(define (read-all text) (read-from text 1))

;; The same for a text whose first line counts as `line`.
(define (read-from text line)
  (let ((r (make-reader text line)))
    (if (eq? (peek r 0) #\xfeff) (%unsafe-vector-set! r 2 1))
    (let loop ((data '()))
      (skip-blank r)
      (if (ended? r)
          (reverse data)
          (let ((datum (read-datum r)))
            (set-reader-labels! r '())
            (loop (cons datum data)))))))

(define (closer? c) (or (eq? c #\)) (eq? c #\])))

(define (read-datum r)
  (let ((line (reader-line r)) (column (reader-column r)) (c (peek r 0)))
    (cond
      ((or (eq? c #\() (eq? c #\[)) (read-list r 'list line column))
      ((closer? c) (raise-syntax (string-append "unexpected " (string c) ": nothing is open here") line column))
      ((or (eq? c #\') (eq? c #\`) (eq? c #\,)) (read-quote r line column))
      ((eq? c #\") (make-atom (scan-string r line column) line column))
      ((eq? c #\#) (read-hash r line column))
      ((or (eq? c #\{) (eq? c #\}))
       (raise-syntax (string-append "unexpected " (string c)) line column))
      (else (read-token r line column)))))

;; The datum after something that needs one.
(define (read-after r what line column)
  (skip-blank r)
  (if (or (ended? r) (closer? (peek r 0))) (raise-syntax (string-append "nothing follows " what) line column))
  (read-datum r))

;; What an open parenthesis begins: makes is list, vector or bytevector.
(define (read-list r makes line column)
  (let ((close (if (eq? (next! r) #\() #\) #\])))
    ;; dot: the line and column of a dot; tail: the datum behind it.
    (let loop ((items '()) (dot #f) (tail #f))
      (skip-blank r)
      (let ((c (peek r 0)) (here-line (reader-line r)) (here-column (reader-column r)))
        (cond
          ((not c)
           (raise-syntax (string-append "this parenthesis is not closed: the text ends before its " (string close)) line column))
          ((closer? c)
           (if (not (eq? c close))
               (raise-syntax (string-append "expected " (string close) " here, got " (string c)) here-line here-column))
           (if (and dot (not tail)) (raise-syntax "nothing follows this dot" (car dot) (cdr dot)))
           (next! r)
           (finish-list makes (reverse items) tail line column))
          (tail
           (raise-syntax (string-append "expected " (string close) " after the datum that follows the dot") here-line here-column))
          ((and (eq? c #\.) (delimiter? (peek r 1)))
           (next! r)
           (if (not (eq? makes 'list))
               (raise-syntax (string-append "a " (symbol->string makes) " has no dot") line column))
           (if (null? items) (raise-syntax "nothing stands before this dot" here-line here-column))
           (if dot (raise-syntax "nothing follows this dot" (car dot) (cdr dot)))
           (loop items (cons here-line here-column) #f))
          (dot (loop items dot (read-datum r)))
          (else (loop (cons (read-datum r) items) #f #f)))))))

(define (finish-list makes items tail line column)
  (case makes
    ((vector) (make-vector-syntax items line column))
    ((bytevector) (make-atom (apply bytevector (map byte-of items)) line column))
    (else
     ;; (a . (b c)) is (a b c); what has a label stays what it is.
     (if (and tail (list-syntax? tail) (not (syntax-label tail)))
         (make-list-syntax (append items (syntax-items tail)) (syntax-tail tail) line column)
         (make-list-syntax items tail line column)))))

(define (byte-of s)
  (let ((value (and (atom-syntax? s) (syntax-value s))))
    (if (not (and (exact-integer? value) (<= 0 value 255)))
        (syntax-error-at "a bytevector holds exact integers from 0 to 255" s))
    value))

(define (read-quote r line column)
  (let* ((c (next! r))
         (splicing (and (eq? c #\,) (eq? (peek r 0) #\@)))
         (name (cond
                 ((eq? c #\') 'quote)
                 ((eq? c #\`) 'quasiquote)
                 (splicing 'unquote-splicing)
                 (else 'unquote))))
    (if splicing (next! r))
    (let ((datum (read-after r (string-append "this " (if splicing ",@" (string c))) line column)))
      (make-list-syntax (list (make-atom name line column) datum) #f line column))))

(define (read-hash r line column)
  (let ((c (peek r 1)))
    (cond
      ((eq? c #\()
       (next! r)
       (read-list r 'vector line column))
      ((and (or (eq? c #\u) (eq? c #\U)) (eq? (peek r 2) #\8) (eq? (peek r 3) #\())
       (next! r)
       (next! r)
       (next! r)
       (read-list r 'bytevector line column))
      ((eq? c #\\) (make-atom (scan-char r line column) line column))
      ((decimal? c) (read-label r #f line column))
      (else (read-token r line column)))))

(define (decimal? c)
  (and c (char<=? #\0 c #\9)))

;; ---- labels -----------------------------------------------------------------------------------------

;; `outer`: the label that stands right before this, or #f. Of several labels before one datum, all are one.
(define (read-label r outer line column)
  (next! r)
  (let* ((number (let loop ((digits '()))
                   (if (decimal? (peek r 0)) (loop (cons (next! r) digits)) (list->string (reverse digits)))))
         (text (string-append "#" number))
         (end (peek r 0))
         (known (assoc number (reader-labels r))))
    (cond
      ((eq? end #\=)
       (next! r)
       (if known (raise-syntax (string-append "the label " text "= stands twice in one datum") line column))
       (read-labelled r number (or outer (list 'label)) line column))
      ((eq? end #\#)
       (next! r)
       (if (not known) (raise-syntax (string-append "no label " text "= stands before this") line column))
       (if (pair? (cdr known)) (make-reference (cdr known) line column) (cdr known)))
      (else (raise-syntax (string-append "unknown syntax: " text (rest-of-token r)) line column)))))

(define (read-labelled r number label line column)
  (let ((entry (cons number label)))
    (set-reader-labels! r (cons entry (reader-labels r)))
    (skip-blank r)
    (let ((datum (if (and (eq? (peek r 0) #\#) (decimal? (peek r 1)))
                     (read-label r label (reader-line r) (reader-column r))
                     (read-after r (string-append "the label #" number "=") line column))))
      (if (and (reference-syntax? datum) (eq? (syntax-value datum) label))
          (raise-syntax (string-append "the label #" number "= stands for nothing but itself") line column))
      (let ((s (if (or (reference-syntax? datum) (syntax-label datum)) datum (labelled datum label))))
        (set-cdr! entry s)
        s))))

;; ---- characters and strings ---------------------------------------------------------------------------

(define (char-names)
  '(("space" . 32) ("newline" . 10) ("tab" . 9) ("return" . 13) ("null" . 0) ("alarm" . 7) ("backspace" . 8) ("delete" . 127)
    ("escape" . 27) ("nul" . 0) ("linefeed" . 10)))

(define (scalar? n) (and (<= n #x10ffff) (not (and (>= n #xd800) (<= n #xdfff)))))

(define (scan-char r line column)
  (next! r)
  (next! r)
  (if (ended? r) (raise-syntax "nothing follows #\\" line column))
  (let loop ((chars (list (next! r))))
    (if (not (delimiter? (peek r 0)))
        (loop (cons (next! r) chars))
        (if (null? (cdr chars))
            (car chars)
            (let* ((name (list->string (reverse chars)))
                   (known (assoc (if (reader-folds? r) (string-foldcase name) name) (char-names)))
                   (code (or (hex-name name) (and known (cdr known)))))
              (if (not code) (raise-syntax (string-append "unknown character name: #\\" name) line column))
              (integer->char code))))))

;; The code of a name like x41, or #f.
(define (hex-name name)
  (and (or (eq? (string-ref name 0) #\x) (eq? (string-ref name 0) #\X))
       (let ((n (hex-digits (substring name 1 (string-length name)))))
         (and n (scalar? n) n))))

;; The number that a text of hexadecimal digits spells, or #f.
(define (hex-digits text)
  (and (> (string-length text) 0)
       (let loop ((i 0) (n 0))
         (if (= i (string-length text))
             n
             (let ((digit (hex-digit (string-ref text i))))
               (and digit (< n #x10000000) (loop (+ i 1) (+ (* n 16) digit))))))))

(define (hex-digit c)
  (and c
       (let ((n (char->integer c)))
         (cond
           ((and (>= n 48) (<= n 57)) (- n 48))
           ((and (>= n 97) (<= n 102)) (- n 87))
           ((and (>= n 65) (<= n 70)) (- n 55))
           (else #f)))))

(define (unclosed-string line column) (raise-syntax "this string is not closed by \"" line column))

(define (scan-string r line column)
  (next! r)
  (let loop ((chars '()))
    (if (ended? r) (unclosed-string line column))
    (let ((c (next! r)))
      (cond
        ((eq? c #\") (list->string (reverse chars)))
        ((eq? c #\\)
         (let ((escaped (read-escape r line column)))
           (loop (if escaped (cons escaped chars) chars))))
        ;; A line ending in a string reads as a newline, however the file writes it (R7RS 6.7).
        ((eq? c #\return)
         (if (eq? (peek r 0) #\newline) (next! r))
         (loop (cons #\newline chars)))
        (else (loop (cons c chars)))))))

;; The character that an escape stands for; #f for one that joins two lines.
(define (read-escape r line column)
  (if (ended? r) (unclosed-string line column))
  (let* ((here-line (reader-line r))
         (here-column (- (reader-column r) 1))
         (c (next! r))
         (simple (assq c '((#\a . #\alarm) (#\b . #\backspace) (#\t . #\tab) (#\n . #\newline) (#\r . #\return) (#\" . #\") (#\\ . #\\) (#\| . #\|)))))
    (cond
      (simple (cdr simple))
      ((or (eq? c #\x) (eq? c #\X)) (read-hex-escape r here-line here-column))
      (else (join-lines r c here-line here-column)))))

(define (read-hex-escape r line column)
  (let loop ((digits '()))
    (if (hex-digit (peek r 0))
        (loop (cons (next! r) digits))
        (let ((code (hex-digits (list->string (reverse digits)))))
          (if (not (and code (scalar? code) (eq? (peek r 0) #\;)))
              (raise-syntax "a hexadecimal escape is \\x, digits and a semicolon" line column))
          (next! r)
          (integer->char code)))))

;; \ at the end of a line, with the blanks around it, joins two lines.
(define (join-lines r first line column)
  (let loop ((c first))
    (cond
      ((or (eq? c #\space) (eq? c #\tab)) (loop (next! r)))
      ((and (eq? c #\return) (eq? (peek r 0) #\newline)) (loop (next! r)))
      ((or (eq? c #\newline) (eq? c #\return))
       (skip-indent r)
       #f)
      (else (raise-syntax (string-append "unknown escape in a string: \\" (string first)) line column)))))

(define (skip-indent r)
  (if (or (eq? (peek r 0) #\space) (eq? (peek r 0) #\tab))
      (begin (next! r) (skip-indent r))))

;; ---- numbers, symbols, #t and #f ------------------------------------------------------------------------

(define (read-token r line column)
  (let ((folds (reader-folds? r)))
    ;; folded: the characters of the symbol that it may be, behind #!fold-case.
    (let loop ((chars '()) (folded '()) (barred #f))
      (if (delimiter? (peek r 0))
          (let* ((text (list->string (reverse chars))) (name (if folds (list->string (reverse folded)) text)))
            (make-atom (token-value r text name barred line column) line column))
          (let ((c (next! r)))
            (if (eq? c #\|)
                (let ((inside (read-barred r line column '())))
                  (loop (append inside chars) (append inside folded) #t))
                (loop (cons c chars)
                      (if folds (append (reverse (string->list (string-foldcase (string c)))) folded) '())
                      barred)))))))

(define (token-value r text name barred line column)
  (cond
    (barred (string->symbol name))
    ((= (string-length text) 0)
     (raise-syntax (string-append "unexpected " (string (next! r))) line column))
    ((string->number text))
    ((eq? (string-ref text 0) #\#)
     (let ((lower (string-foldcase text)))
       (cond
         ((member lower '("#t" "#true")) #t)
         ((member lower '("#f" "#false")) #f)
         (else (raise-syntax (string-append "unknown syntax: " text) line column)))))
    ((string=? text ".") (raise-syntax "a dot stands only before the last datum of a list" line column))
    (else (string->symbol name))))

(define (read-barred r line column chars)
  (if (ended? r) (raise-syntax "this symbol is not closed by |" line column))
  (let ((c (next! r)))
    (cond
      ((eq? c #\|) chars)
      ((eq? c #\\)
       (let ((escaped (read-escape r line column)))
         (read-barred r line column (if escaped (cons escaped chars) chars))))
      (else (read-barred r line column (cons c chars))))))
