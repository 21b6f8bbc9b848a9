;; define-record-type (R7RS 5.5): the type, and procedures that construct, test, read and change records, each a lambda around a primitive.
;; The procedures refer to the type by a hidden variable, so that a program may use the type's name for something else.
;; (compiler/expand/records.ts)

(define (scan-record-type x s scope sink name)
  (define (fail) (malformed name s))
  (define (error-of message s) (syntax-error-at (string-append "define-record-type: " message) s))
  (if (not (and (> (length (syntax-items s)) 3) (syntax-identifier (second-item s)))) (fail))
  (let* ((type-id (syntax-identifier (second-item s)))
         (fields (map (lambda (spec) (record-field spec fail)) (items-from s 4)))
         (ids (map field-id fields))
         (type (hidden x 'type)))
    ;; The index of the field that a piece of syntax names.
    (define (field-index item)
      (or (position (syntax-identifier item) ids)
          (error-of (string-append (name-of type-id) " has no field of this name") item)))
    (define (check-once ids places)
      (let loop ((rest ids) (places places) (seen '()))
        (if (pair? rest)
            (begin
              (if (memq (car rest) seen)
                  (error-of (string-append "the field " (name-of (car rest)) " stands twice") (car places)))
              (loop (cdr rest) (cdr places) (cons (car rest) seen))))))
    (define (refer scope) (reference x type scope s))
    ;; Defines a procedure with formals of these names; `body` makes its body of their nodes.
    (define (procedure! id names body)
      (sink-define! sink id s
                    (lambda (scope)
                      (let ((variables (map (lambda (name) (fresh x name)) names)))
                        (core-lambda (list (make-clause variables #f (body scope (map (lambda (v) (core-local v s)) variables))))
                                     (symbol-of id)
                                     #f
                                     s)))))
    (define (constructor! id indices)
      (procedure! id
                  (map (lambda (i) (symbol-of (list-ref ids i))) indices)
                  (lambda (scope arguments)
                    (primitive-call '%record
                                    (cons (refer scope)
                                          (map (lambda (i)
                                                 (let ((at (position i indices)))
                                                   (if at (list-ref arguments at) (core-quote #f s))))
                                               (iota (length ids))))
                                    s))))
    (check-once ids (items-from s 4))
    (sink-define! sink type s
                  (lambda (scope)
                    (primitive-call '%make-record-type
                                    (list (core-quote (type-spelling type-id) s) (core-quote (map symbol-of ids) s))
                                    s)))
    (sink-define! sink type-id s refer)
    (let ((maker (third-item s)))
      (cond
        ((false-syntax? maker) #f)
        ((syntax-identifier maker) => (lambda (id) (constructor! id (iota (length ids)))))
        ((and (proper-syntax? maker) (pair? (syntax-items maker)) (syntax-identifier (car (syntax-items maker))))
         => (lambda (id)
              (let* ((names (cdr (syntax-items maker))) (indices (map field-index names)))
                (check-once (map syntax-identifier names) names)
                (constructor! id indices))))
        (else (fail))))
    (let* ((predicate (cadddr (syntax-items s))) (id (syntax-identifier predicate)))
      (if (not (or id (false-syntax? predicate))) (fail))
      (if id
          (procedure! id '(obj)
                      (lambda (scope arguments) (primitive-call '%record? (list (car arguments) (refer scope)) s)))))
    (for-each
      (lambda (field i)
        (define (access! id names primitive)
          (if id
              (procedure! id names
                          (lambda (scope arguments)
                            (primitive-call primitive
                                            (append (list (car arguments) (refer scope) (core-quote i s)) (cdr arguments)
                                                    (list (core-quote (symbol-of id) s)))
                                            s)))))
        (access! (field-accessor field) '(obj) '%record-ref)
        (access! (field-modifier field) '(obj value) '%record-set!))
      fields
      (iota (length fields) 1))))

;; A field: #(identifier accessor modifier), #f for what is missing. (field [accessor [modifier]]), or a bare name.
(define (record-field spec fail)
  (let* ((items (if (proper-syntax? spec) (syntax-items spec) (list spec)))
         (ids (map (lambda (item) (or (syntax-identifier item) (fail))) items))
         (count (length ids)))
    (if (not (memv count '(1 2 3))) (fail))
    (%vector (car ids) (and (> count 1) (cadr ids)) (and (> count 2) (caddr ids)))))
(define (field-id f) (%unsafe-vector-ref f 0))
(define (field-accessor f) (%unsafe-vector-ref f 1))
(define (field-modifier f) (%unsafe-vector-ref f 2))

(define (false-syntax? s) (and (atom-syntax? s) (eq? (syntax-value s) #f)))

(define (position x list)
  (let loop ((rest list) (i 0))
    (and (pair? rest)
         (if (eqv? (car rest) x) i (loop (cdr rest) (+ i 1))))))

;; The name of a type without the angle brackets around it.
(define (type-spelling id)
  (let* ((text (name-of id)) (last (- (string-length text) 1)))
    (if (and (> last 1) (eq? (string-ref text 0) #\<) (eq? (string-ref text last) #\>))
        (string->symbol (substring text 1 last))
        (symbol-of id))))
