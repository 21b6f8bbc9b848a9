;; Forms that define macros, and syntax-error (R7RS 4.3, 5.4). (compiler/expand/syntax.ts)

;; The macro that (syntax-rules ...), or what expands to it, makes.
(define (macro-of x s scope id)
  (let ((before (depth x)))
    (let loop ((s s))
      (let ((m (head-meaning s scope)))
        (cond
          ((and m (macro? m)) (loop (expand-use x m s scope)))
          ((and m (special? m) (eq? (car m) 'syntax-rules))
           (set-depth! x before)
           (parse-rules s scope (symbol-of id)))
          (else (syntax-error-at "a macro is defined by (syntax-rules ...)" s)))))))

(define (scan-define-syntax x s scope sink name)
  (let ((id (syntax-identifier (second-item s))))
    (if (not (and id (= (length (syntax-items s)) 3))) (malformed name s))
    (if (pair? scope) (check-defined-once id scope s))
    (bind! id (macro-of x (third-item s) scope id) scope)))

;; let-syntax and letrec-syntax; recursive?: the macros see each other.
(define (expand-local-syntax recursive?)
  (lambda (x s scope name)
    (let ((pairs (binding-pairs s (second-item s) name)) (body (items-from s 2)) (inner (new-scope scope)))
      (check-distinct pairs)
      (if (null? body) (malformed name s))
      (for-each
        (lambda (p) (bind! (pair-id p) (macro-of x (cdr p) (if recursive? inner scope) (pair-id p)) inner))
        pairs)
      (expand-body x body inner s))))

(define (misplaced-rules x s scope name)
  (syntax-error-at (string-append (symbol->string name) " is only allowed where a macro is defined") s))

(define (expand-syntax-error x s scope name)
  (let ((message (second-item s)))
    (if (not (and message (atom-syntax? message) (string? (syntax-value message)))) (malformed name s))
    (syntax-error-at
      (apply string-append (syntax-value message)
             (flat-map (lambda (irritant) (list " " (write-to-string (strip irritant)))) (items-from s 2)))
      s)))
