;; read: data from ports (R7RS 6.13.2), by the reader of programs' texts (interpreter/read.scm).

(define (read port)
  (input-from 'read port 'text
    (lambda (port buffer at end)
      (let ((r (make-reader buffer 1)))
        (%unsafe-vector-set! r 2 at)
        (if (%record? port 4) (%unsafe-vector-set! r 6 (%unsafe-vector-ref port 6)))
        (let ((datum (guard (c ((text-failure? c) (read-failure c buffer at))) (next-datum r))))
          (if (%record? port 4)
              (begin
                (%unsafe-vector-set! port 4 (min end (reader-position r)))
                (%unsafe-vector-set! port 6 (reader-folds? r))))
          datum)))))

(define (next-datum r)
  (if (and (eq? (reader-position r) 0) (eq? (peek r 0) #\xfeff)) (next! r))
  (skip-blank r)
  (if (ended? r) (%eof) (fresh-constant (strip (read-datum r)))))

;; A text that is no datum: an error of the kind read, at the call, which tells the place in the text.
(define (text-failure? obj) (if (error-object? obj) (eq? (%unsafe-vector-ref obj 1) 10) #f))
(define (read-failure condition buffer start)
  (let* ((place (%unsafe-vector-ref condition 4)) (line (vector-ref place 0)) (column (vector-ref place 1)))
    (let count ((i 0) (lines 0) (columns 0))
      (cond
        ((%number< i start)
         (if (eq? (%string-ref buffer i) #\newline) (count (+ i 1) (+ lines 1) 0) (count (+ i 1) lines (+ columns 1))))
        (else
         (let ((made (%condition
                       (string-append "read: " (%unsafe-vector-ref condition 2) " (line " (number->string (+ line lines)) ", column "
                                      (number->string (if (eq? line 1) (+ column columns) column)) " of the port)")
                       '())))
           (%unsafe-vector-set! made 1 14)
           (raise made)))))))
