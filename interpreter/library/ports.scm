;; Ports (R7RS 6.13): strings and bytevectors to read from and to write to, and the ports that lead out of the program.
;; A port is a record of type 4, #(4 direction kind buffer position original folds?): direction input, output or closed; kind text or
;; binary; of an output port the buffer is used up to its position; original: the direction before it was closed; folds?: for read. Styles of printing are sums of 1 slashes, 2 circles, 4 sharing (runtime-as/write.ts).
;; Invariant: a port that leads out is an immediate object, so that it is the same one everywhere.

(define (make-port direction kind buffer) (%record 4 direction kind buffer 0 direction #f))

;; Direction, kind and original direction of any port; #f of anything else.
(define (port-part obj index console)
  (cond
    ((%record? obj 4) (%unsafe-vector-ref obj index))
    ((or (eq? obj (%console-output)) (eq? obj (%console-errors))) (if (eq? console 'kind) 'text 'output))
    ((eq? obj (%console-input)) (if (eq? console 'kind) 'text 'input))
    (else #f)))
(define (port-direction obj) (port-part obj 1 'direction))
(define (port-kind obj) (port-part obj 2 'kind))
(define (port-original obj) (port-part obj 5 'direction))

(define (port? obj) (if (port-original obj) #t #f))
(define (input-port? obj) (eq? (port-original obj) 'input))
(define (output-port? obj) (eq? (port-original obj) 'output))
(define (textual-port? obj) (eq? (port-kind obj) 'text))
(define (binary-port? obj) (eq? (port-kind obj) 'binary))

(define (any-port who obj) (if (port? obj) obj (%raise-expected who 'port obj)))
(define (input-port-open? port)
  (if (input-port? port) (eq? (port-direction port) 'input) (%raise-expected 'input-port-open? 'input-port port)))
(define (output-port-open? port)
  (if (output-port? port) (eq? (port-direction port) 'output) (%raise-expected 'output-port-open? 'output-port port)))

(define (close-port port)
  (if (%record? (any-port 'close-port port) 4) (%unsafe-vector-set! port 1 'closed))
  (%unspecified))
(define (close-input-port port)
  (if (input-port? port) (close-port port) (%raise-expected 'close-input-port 'input-port port)))
(define (close-output-port port)
  (if (output-port? port) (close-port port) (%raise-expected 'close-output-port 'output-port port)))

(define (call-with-port port f)
  (call-with-values (lambda () (f (any-port 'call-with-port port)))
                    (case-lambda
                      ((value) (close-port port) value)
                      (all (close-port port) (%apply values all)))))

;; ---- the current ports: parameters whose cells are numbers ---------------------------------------------------------------------

(define (current-port cell console)
  (let ((found (assq cell (dynamic-part 3))))
    (if found (cdr found) console)))
(define (port-binding cell who right? key port)
  (cond
    ((not (%default? key)) (%raise-arity (%vector 0 0 who) 0 0 2))
    ((right? port) (cons cell port))
    (else (%raise-expected who 'port port))))

(define current-input-port
  (case-lambda
    (() (current-port 1 (%console-input)))
    ((key port) (port-binding 1 'current-input-port input-port? key port))))
(define current-output-port
  (case-lambda
    (() (current-port 2 (%console-output)))
    ((key port) (port-binding 2 'current-output-port output-port? key port))))
(define current-error-port
  (case-lambda
    (() (current-port 3 (%console-errors)))
    ((key port) (port-binding 3 'current-error-port output-port? key port))))

;; ---- output ------------------------------------------------------------------------------------------------------------------------

(define (open-output-string) (make-port 'output 'text (%make-string 32 #\space)))
(define (open-output-bytevector) (make-port 'output 'binary (%make-bytevector 32 0)))

;; What was written; the buffer's used part.
(define (written-part who port kind copy)
  (if (and (%record? port 4) (eq? (%unsafe-vector-ref port 5) 'output) (eq? (%unsafe-vector-ref port 2) kind))
      (copy (%unsafe-vector-ref port 3) 0 (%unsafe-vector-ref port 4))
      (%raise-expected who (if (eq? kind 'text) 'string-port 'bytevector-port) port)))
(define (get-output-string port) (written-part 'get-output-string port 'text substring))
(define (get-output-bytevector port) (written-part 'get-output-bytevector port 'binary bytevector-copy))

(define (call-with-output-string f)
  (let ((port (open-output-string)))
    (f port)
    (get-output-string port)))
(define (with-output-to-string thunk)
  (let ((port (open-output-string)))
    (%prompt (%vector signal (dynamic-part 1) (dynamic-part 2) (cons (cons 2 port) (dynamic-part 3))) thunk)
    (get-output-string port)))

;; The port to write to, checked.
(define (output-to who port kind)
  (let ((port (if (%default? port) (current-output-port) port)))
    (if (and (eq? (port-direction port) 'output) (eq? (port-kind port) kind))
        port
        (%raise-expected who (if (eq? kind 'text) 'text-output 'binary-output) port))))

;; Makes room for n more elements and answers where they go; `make` and `copy!` are the buffer's.
(define (room! port n length make copy!)
  (let* ((buffer (%unsafe-vector-ref port 3)) (at (%unsafe-vector-ref port 4)) (needed (+ at n)) (size (length buffer)))
    (if (> needed size)
        (let ((larger (make (max needed (* 2 size)))))
          (copy! larger 0 buffer 0 at)
          (%unsafe-vector-set! port 3 larger)))
    (%unsafe-vector-set! port 4 needed)
    at))
(define (text-room! port n) (room! port n string-length make-string string-copy!))

(define (put-text port text)
  (let ((at (text-room! port (%string-length text))))
    (string-copy! (%unsafe-vector-ref port 3) at text)
    (%unspecified)))
(define (put-char port char)
  (let ((at (text-room! port 1)))
    (%string-set! (%unsafe-vector-ref port 3) at char)))

(define (put obj style who port)
  (let ((port (output-to who port 'text)))
    (cond
      ((not (%record? port 4)) (%print obj style port))
      ((char? obj) (if (eq? style 2) (put-char port obj) (put-text port (%printed obj style))))
      ((string? obj) (put-text port (if (eq? style 2) obj (%printed obj style))))
      (else (put-text port (%printed obj style))))))

(define (display obj port) (put obj 2 'display port))
(define (write obj port) (put obj 3 'write port))
(define (write-shared obj port) (put obj 5 'write-shared port))
(define (write-simple obj port) (put obj 1 'write-simple port))
(define (newline port) (put #\newline 2 'newline port))
(define (write-char char port)
  (if (char? char) (put char 2 'write-char port) (%raise-expected 'write-char 'character char)))
(define (write-string string port start end)
  (put (if (and (%default? start) (string? string)) string (%string-copy string start end)) 2 'write-string port))

(define (write-u8 byte port)
  (let* ((port (output-to 'write-u8 port 'binary)) (at (room! port 1 bytevector-length make-bytevector bytevector-copy!)))
    (%bytevector-u8-set! (%unsafe-vector-ref port 3) at byte)))
(define (write-bytevector bytes port start end)
  (let* ((part (%bytevector-copy bytes start end))
         (port (output-to 'write-bytevector port 'binary))
         (at (room! port (%bytevector-length part) bytevector-length make-bytevector bytevector-copy!)))
    (bytevector-copy! (%unsafe-vector-ref port 3) at part)
    (%unspecified)))
(define (flush-output-port port)
  (let ((port (if (%default? port) (current-output-port) port)))
    (if (output-port? port) (%unspecified) (%raise-expected 'flush-output-port 'output-port port))))

;; ---- input -------------------------------------------------------------------------------------------------------------------------

(define (open-input-string string) (make-port 'input 'text (string-copy string)))
(define (open-input-bytevector bytes) (make-port 'input 'binary (bytevector-copy bytes)))

;; Calls use with port, buffer, position and length of the port to read from; the console has nothing to read.
(define (input-from who port kind use)
  (let ((port (if (%default? port) (current-input-port) port)))
    (cond
      ((not (and (eq? (port-direction port) 'input) (eq? (port-kind port) kind)))
       (%raise-expected who (if (eq? kind 'text) 'text-input 'binary-input) port))
      ((%record? port 4)
       (let ((buffer (%unsafe-vector-ref port 3)))
         (use port buffer (%unsafe-vector-ref port 4) (if (eq? kind 'text) (%string-length buffer) (%bytevector-length buffer)))))
      (else (use port "" 0 0)))))

;; The next element, passed over if `advance`.
(define (next-element who port kind element advance)
  (input-from who port kind
    (lambda (port buffer at end)
      (if (< at end)
          (begin
            (if advance (%unsafe-vector-set! port 4 (+ at 1)))
            (element buffer at))
          (%eof)))))
(define (read-char port) (next-element 'read-char port 'text string-ref #t))
(define (peek-char port) (next-element 'peek-char port 'text string-ref #f))
(define (read-u8 port) (next-element 'read-u8 port 'binary bytevector-u8-ref #t))
(define (peek-u8 port) (next-element 'peek-u8 port 'binary bytevector-u8-ref #f))
(define (char-ready? port) (input-from 'char-ready? port 'text (lambda (port buffer at end) #t)))
(define (u8-ready? port) (input-from 'u8-ready? port 'binary (lambda (port buffer at end) #t)))

(define (read-line port)
  (input-from 'read-line port 'text
    (lambda (port buffer at end)
      (if (eq? at end)
          (%eof)
          (let loop ((i at))
            (cond
              ((eq? i end) (%unsafe-vector-set! port 4 i) (%substring buffer at i))
              ((eq? (%string-ref buffer i) #\newline) (%unsafe-vector-set! port 4 (+ i 1)) (%substring buffer at i))
              (else (loop (+ i 1)))))))))

;; At most k elements, copied from the buffer; eof when there are none.
(define (next-elements who k port kind copy)
  (check-count who k)
  (input-from who port kind
    (lambda (port buffer at end)
      (if (and (eq? at end) (not (eq? k 0)))
          (%eof)
          (let ((to (min end (+ at k))))
            (if (not (eq? at to)) (%unsafe-vector-set! port 4 to))
            (copy buffer at to))))))
(define (read-string k port) (next-elements 'read-string k port 'text substring))
(define (read-bytevector k port) (next-elements 'read-bytevector k port 'binary bytevector-copy))
(define (read-bytevector! bytes port start end)
  (let* ((start (given start 0))
         (end (given end (%bytevector-length bytes)))
         (part (next-elements 'read-bytevector! (- end start) port 'binary bytevector-copy)))
    (if (bytevector? part)
        (begin
          (bytevector-copy! bytes start part)
          (%bytevector-length part))
        part)))

(define (eof-object? obj) (eq? obj (%eof)))
