;; The reader: text to syntax (R7RS 7.1.1, 7.1.2).
;; Invariant: accepts what compiler/read.ts accepts and reports the same errors at the same places. Square brackets read as
;; parentheses. Nesting is bounded by `most-nesting`.

;; ---- the state of a reader: #(text length position line column depth) -------------------------

(define (make-reader text line) (%vector text (string-length text) 0 line 1 0))
(define (reader-position r) (%unsafe-vector-ref r 2))
(define (reader-line r) (%unsafe-vector-ref r 3))
(define (reader-column r) (%unsafe-vector-ref r 4))

(define (most-nesting) 1000)

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
      ((and (eq? c #\#) (eq? (peek r 1) #\;))
       (let ((line (reader-line r)) (column (reader-column r)))
         (next! r)
         (next! r)
         (skip-blank r)
         (if (ended? r) (syntax-error "nothing follows the datum comment #;" line column))
         (read-datum r)
         (skip-blank r)))
      (else #f))))

(define (skip-line r)
  (if (or (ended? r) (eq? (peek r 0) #\newline))
      #f
      (begin (next! r) (skip-line r))))

(define (skip-block-comment r)
  (let ((line (reader-line r)) (column (reader-column r)))
    (let loop ((depth 0))
      (if (ended? r) (syntax-error "this block comment is not closed by |#" line column))
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
          (loop (cons (read-datum r) data))))))

(define (read-datum r)
  (let ((line (reader-line r)) (column (reader-column r)) (c (peek r 0)))
    (cond
      ((or (eq? c #\() (eq? c #\[)) (read-list r line column))
      ((or (eq? c #\)) (eq? c #\]))
       (syntax-error (string-append "unexpected " (string c) ": nothing is open here") line column))
      ((or (eq? c #\') (eq? c #\`) (eq? c #\,)) (read-quote r line column))
      ((eq? c #\") (make-atom (read-string r line column) line column))
      ((eq? c #\#) (read-hash r line column))
      ((or (eq? c #\{) (eq? c #\}))
       (syntax-error (string-append "unexpected " (string c)) line column))
      (else (read-token r line column)))))

(define (enter r line column)
  (%unsafe-vector-set! r 5 (+ (%unsafe-vector-ref r 5) 1))
  (if (> (%unsafe-vector-ref r 5) (most-nesting))
      (syntax-error (string-append "nested too deeply (the limit is " (number->string (most-nesting)) " levels)") line column)))
(define (leave r) (%unsafe-vector-set! r 5 (- (%unsafe-vector-ref r 5) 1)))

(define (unclosed line column close)
  (syntax-error (string-append "this parenthesis is not closed: the text ends before its " (string close)) line column))

(define (read-list r line column)
  (enter r line column)
  (let ((close (if (eq? (next! r) #\() #\) #\])))
    (let loop ((items '()))
      (skip-blank r)
      (let ((c (peek r 0)))
        (cond
          ((not c) (unclosed line column close))
          ((or (eq? c #\)) (eq? c #\]))
           (if (not (eq? c close))
               (syntax-error (string-append "expected " (string close) " here, got " (string c)) (reader-line r) (reader-column r)))
           (next! r)
           (leave r)
           (make-list-syntax (reverse items) #f line column))
          ((and (eq? c #\.) (delimiter? (peek r 1)))
           (let ((tail (read-tail r line column close items)))
             (leave r)
             ;; (a . (b c)) is (a b c).
             (if (list-syntax? tail)
                 (make-list-syntax (append (reverse items) (syntax-items tail)) (syntax-tail tail) line column)
                 (make-list-syntax (reverse items) tail line column))))
          (else (loop (cons (read-datum r) items))))))))

(define (read-tail r line column close items)
  (let ((dot-line (reader-line r)) (dot-column (reader-column r)))
    (next! r)
    (skip-blank r)
    (if (null? items) (syntax-error "nothing stands before this dot" dot-line dot-column))
    (if (ended? r) (unclosed line column close))
    (if (or (eq? (peek r 0) #\)) (eq? (peek r 0) #\])) (syntax-error "nothing follows this dot" dot-line dot-column))
    (let ((tail (read-datum r)))
      (skip-blank r)
      (if (ended? r) (unclosed line column close))
      (if (not (eq? (peek r 0) close))
          (syntax-error (string-append "expected " (string close) " after the datum that follows the dot")
                        (reader-line r)
                        (reader-column r)))
      (next! r)
      tail)))

(define (read-quote r line column)
  (enter r line column)
  (let* ((c (next! r))
         (splicing (and (eq? c #\,) (eq? (peek r 0) #\@)))
         (name (cond
                 ((eq? c #\') 'quote)
                 ((eq? c #\`) 'quasiquote)
                 (splicing 'unquote-splicing)
                 (else 'unquote))))
    (if splicing (next! r))
    (skip-blank r)
    (if (ended? r)
        (syntax-error (string-append "nothing follows this " (if splicing ",@" (string c))) line column))
    (let ((datum (read-datum r)))
      (leave r)
      (make-list-syntax (list (make-atom name line column) datum) #f line column))))

(define (read-hash r line column)
  (let ((c (peek r 1)))
    (cond
      ((eq? c #\()
       (next! r)
       (let ((items (read-list r line column)))
         (if (syntax-tail items) (syntax-error "a vector has no dot" line column))
         (make-vector-syntax (syntax-items items) line column)))
      ((eq? c #\\) (make-atom (read-char r line column) line column))
      (else (read-token r line column)))))

;; ---- characters and strings ---------------------------------------------------------------------------

(define (char-names)
  '(("space" . 32) ("newline" . 10) ("tab" . 9) ("return" . 13) ("null" . 0) ("alarm" . 7) ("backspace" . 8) ("delete" . 127)
    ("escape" . 27) ("nul" . 0) ("linefeed" . 10)))

(define (scalar? n) (and (<= n #x10ffff) (not (and (>= n #xd800) (<= n #xdfff)))))

(define (read-char r line column)
  (next! r)
  (next! r)
  (if (ended? r) (syntax-error "nothing follows #\\" line column))
  (let loop ((chars (list (next! r))))
    (if (not (delimiter? (peek r 0)))
        (loop (cons (next! r) chars))
        (if (null? (cdr chars))
            (car chars)
            (let* ((name (list->string (reverse chars)))
                   (code (or (hex-name name) (let ((known (assoc name (char-names)))) (and known (cdr known))))))
              (if (not code) (syntax-error (string-append "unknown character name: #\\" name) line column))
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

(define (unclosed-string line column) (syntax-error "this string is not closed by \"" line column))

(define (read-string r line column)
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
              (syntax-error "a hexadecimal escape is \\x, digits and a semicolon" line column))
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
      (else (syntax-error (string-append "unknown escape in a string: \\" (string first)) line column)))))

(define (skip-indent r)
  (if (or (eq? (peek r 0) #\space) (eq? (peek r 0) #\tab))
      (begin (next! r) (skip-indent r))))

;; ---- numbers, symbols, #t and #f ------------------------------------------------------------------------

(define (read-token r line column)
  (let loop ((chars '()) (barred #f))
    (if (delimiter? (peek r 0))
        (make-atom (token-value r (list->string (reverse chars)) barred line column) line column)
        (let ((c (next! r)))
          (if (eq? c #\|)
              (loop (read-barred r line column chars) #t)
              (loop (cons c chars) barred))))))

(define (token-value r text barred line column)
  (cond
    (barred (string->symbol text))
    ((= (string-length text) 0)
     (syntax-error (string-append "unexpected " (string (next! r))) line column))
    ((string->number text))
    ((or (string=? text "#t") (string=? text "#true")) #t)
    ((or (string=? text "#f") (string=? text "#false")) #f)
    ((eq? (string-ref text 0) #\#) (syntax-error (string-append "unknown syntax: " text) line column))
    ((string=? text ".") (syntax-error "a dot stands only before the last datum of a list" line column))
    (else (string->symbol text))))

(define (read-barred r line column chars)
  (if (ended? r) (syntax-error "this symbol is not closed by |" line column))
  (let ((c (next! r)))
    (cond
      ((eq? c #\|) chars)
      ((eq? c #\\)
       (let ((escaped (read-escape r line column)))
         (read-barred r line column (if escaped (cons escaped chars) chars))))
      (else (read-barred r line column (cons c chars))))))
