;; import and define-library (R7RS 5.2, 5.6). A library is a scope of its own, whose globals nobody else can name; its forms run where it is
;; first imported. What a program defines or imports beside that hides nothing of what is there anyway. (compiler/expand/libraries.ts)
;;
;; A library is #(name exports imports forms running?): exports, an alist from symbols to meanings; imports, the libraries that must run
;; before it; forms, #f for those of the system.

(define (library-exports l) (%unsafe-vector-ref l 1))
(define (library-forms l) (%unsafe-vector-ref l 3))
(define (add-library! x name exports imports forms)
  (let ((library (%vector name exports imports forms #f)) (known (expander-libraries x)))
    (set-car! known (cons library (car known)))
    library))

;; The library of a name, or #f.
(define (find-library x s)
  (let ((name (strip s)))
    (let loop ((known (car (expander-libraries x))))
      (cond
        ((pair? known) (if (equal? (%unsafe-vector-ref (car known) 0) name) (car known) (loop (cdr known))))
        ((standard-names name)
         => (lambda (names)
              (add-library! x name
                            (map (lambda (name) (cons name (or (table-ref special-table name) (cons name #f)))) names)
                            '()
                            #f)))
        (else #f)))))

;; The names that a library of the system exports, or #f (generated/standard.scm).
(define (standard-names name)
  (let ((entry (assoc name (standard-libraries))))
    (cond
      (entry (words (cdr entry)))
      ((equal? name '(dmci)) (append (map car (special-forms)) (map car (primitive-descriptions))))
      (else #f))))

;; The symbols in a text of words with spaces between.
(define (words text)
  (let loop ((i (string-length text)) (end (string-length text)) (result '()))
    (cond
      ((= end 0) result)
      ((or (= i 0) (eq? (string-ref text (- i 1)) #\space))
       (let ((result (cons (string->symbol (substring text i end)) result)))
         (if (= i 0) result (loop (- i 1) (- i 1) result))))
      (else (loop (- i 1) end result)))))

;; ---- import -----------------------------------------------------------------------------------------------

;; Binds what a form imports; answers the libraries.
(define (bind-imports! x s environment)
  (map (lambda (set)
         (let* ((imported (import-set x set)) (library (cdr imported)))
           (for-each
             (lambda (entry)
               (let ((name (car entry)) (m (cdr entry)))
                 (if (not (and (environment-open? environment) (not (library-forms library)) (eq? (car m) name)))
                     (environment-bind! name m environment))))
             (car imported))
           library))
       (cdr (syntax-items s))))

;; The forms of a library and of what it imports, but for what runs already.
(define (run-library library)
  (if (%unsafe-vector-ref library 4)
      '()
      (begin
        (%unsafe-vector-set! library 4 #t)
        (append (flat-map run-library (%unsafe-vector-ref library 2)) (or (library-forms library) '())))))

;; (names . library): an alist from symbols to meanings.
(define (import-set x s)
  (define (fail) (malformed 'import s))
  (let* ((items (if (proper-syntax? s) (syntax-items s) '()))
         (change (and (pair? items) (syntax-symbol (car items)))))
    (if (and (memq change '(only except prefix rename)) (pair? (cdr items)) (list-syntax? (cadr items)))
        (let* ((inner (import-set x (cadr items))) (names (car inner)) (rest (cddr items)))
          (define (named item)
            (let ((name (syntax-symbol item)))
              (if (not name) (fail))
              (if (not (assq name names))
                  (syntax-error-at (string-append (write-to-string (strip (cadr items))) " has no " (symbol->string name)) item))
              name))
          (define (renaming item)
            (if (not (and (proper-syntax? item) (= (length (syntax-items item)) 2) (syntax-symbol (cadr (syntax-items item))))) (fail))
            (cons (named (car (syntax-items item))) (syntax-symbol (cadr (syntax-items item)))))
          (define (renamed new-name)
            (map (lambda (entry) (cons (new-name (car entry)) (cdr entry))) names))
          (cons (case change
                  ((only) (let ((kept (map named rest))) (filter (lambda (entry) (memq (car entry) kept)) names)))
                  ((except) (let ((dropped (map named rest))) (filter (lambda (entry) (not (memq (car entry) dropped))) names)))
                  ((prefix)
                   (if (not (and (= (length rest) 1) (syntax-symbol (car rest)))) (fail))
                   (let ((prefix (symbol->string (syntax-symbol (car rest)))))
                     (renamed (lambda (name) (string->symbol (string-append prefix (symbol->string name)))))))
                  (else
                   (let ((new (map renaming rest)))
                     (renamed (lambda (name) (let ((entry (assq name new))) (if entry (cdr entry) name)))))))
                (cdr inner)))
        (let ((library (and (library-name? s) (find-library x s))))
          (if (not library) (syntax-error-at (string-append "unknown library: " (write-to-string (strip s))) s))
          (cons (library-exports library) library)))))

;; Whether it is a list of identifiers and exact integers.
(define (library-name? s)
  (and (proper-syntax? s)
       (pair? (syntax-items s))
       (let loop ((parts (syntax-items s)))
         (or (null? parts)
             (let ((part (car parts)))
               (and (or (syntax-identifier part)
                        (and (atom-syntax? part) (exact-integer? (syntax-value part)) (>= (syntax-value part) 0)))
                    (loop (cdr parts))))))))

(define (scan-import x s scope sink name)
  (let ((top (sink-top sink)))
    (if (not (and top (%unsafe-vector-ref top 1))) (misplaced-definition x s scope name))
    (if (null? (cdr (syntax-items s))) (malformed name s))
    ((%unsafe-vector-ref top 1) s)))

;; ---- define-library -------------------------------------------------------------------------------------------

(define (scan-library x s scope sink name)
  (let ((top (sink-top sink)))
    (if (not (and top (%unsafe-vector-ref top 2))) (misplaced-definition x s scope name))
    ((%unsafe-vector-ref top 2) s)))

;; Expands a library; `parameter` makes the form of a define-parameter in an environment.
(define (define-library! x s parameter)
  (let ((name (second-item s)) (parts (%vector '() '() '())) (environment (make-environment #f)) (pending (list '())))
    (define (later! make) (set-car! pending (cons make (car pending))))
    (if (not (and name (library-name? name))) (malformed 'define-library s))
    (let ((key (strip name)))
      (if (find-library x name)
          (syntax-error-at (string-append "the library " (write-to-string key) " is defined already") name))
      (for-each (lambda (declaration) (declare-part! x declaration parts)) (items-from s 2))
      (let ((imports (flat-map (lambda (form) (bind-imports! x form environment)) (reverse (%unsafe-vector-ref parts 1)))))
        (for-each
          (lambda (body)
            (scan-forms x body environment
                        (%vector (lambda (id s value)
                                   (let ((global (define-global! x id environment)))
                                     (later! (lambda () (make-form 0 s global (value environment))))))
                                 (lambda (s) (later! (lambda () (make-form 2 s #f (expand x s environment)))))
                                 (%vector (lambda (s) (let ((form (parameter s environment))) (later! (lambda () form)))) #f #f))))
          (reverse (%unsafe-vector-ref parts 2)))
        (let ((forms (map (lambda (make) (start-form! x) (make)) (reverse (car pending)))))
          (add-library! x key
                        (map (lambda (spec) (exported spec environment key)) (%unsafe-vector-ref parts 0))
                        imports
                        forms))))))

;; Adds a declaration to #(exports imports bodies); imports and bodies come latest first.
(define (declare-part! x s parts)
  (define (add! i part) (%unsafe-vector-set! parts i (cons part (%unsafe-vector-ref parts i))))
  (let ((kind (and (proper-syntax? s) (pair? (syntax-items s)) (syntax-symbol (car (syntax-items s))))))
    (case kind
      ((export) (%unsafe-vector-set! parts 0 (append (%unsafe-vector-ref parts 0) (cdr (syntax-items s)))))
      ((import) (add! 1 s))
      ((begin) (add! 2 (cdr (syntax-items s))))
      ((cond-expand) (for-each (lambda (each) (declare-part! x each parts)) (chosen-forms x s kind)))
      ((include include-ci include-library-declarations) (no-files kind s))
      (else (syntax-error-at "a library has the declarations export, import, begin and cond-expand" s)))))

;; name, or (rename name external-name): (external-name . meaning).
(define (exported spec environment key)
  (let* ((items (if (proper-syntax? spec) (syntax-items spec) '()))
         (renames? (and (= (length items) 3) (eq? (syntax-symbol (car items)) 'rename)))
         (inner (if renames? (cadr items) spec))
         (outer (if renames? (caddr items) spec)))
    (if (not (and (syntax-identifier inner) (syntax-symbol outer))) (malformed 'define-library spec))
    (let ((m (lookup (syntax-identifier inner) environment)))
      (if (unbound? m)
          (syntax-error-at
            (string-append (write-to-string key) " exports " (symbol->string (car m)) ", which it does not define")
            spec))
      (cons (syntax-symbol outer) m))))
