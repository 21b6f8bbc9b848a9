;; cond-expand (R7RS 4.2.1) as an expression and where definitions may stand, and include, which has no files to read.
;; (compiler/expand/conditional.ts)

;; The forms of the first clause whose requirement is met.
(define (chosen-forms x s name)
  (define (fail) (malformed name s))
  (let loop ((clauses (cdr (syntax-items s))))
    (if (null? clauses) (syntax-error-at "no clause of this cond-expand applies" s))
    (let ((clause (car clauses)))
      (if (not (and (proper-syntax? clause) (pair? (syntax-items clause)))) (fail))
      (let ((requirement (car (syntax-items clause))))
        (if (and (eq? (syntax-symbol requirement) 'else) (pair? (cdr clauses))) (fail))
        (if (met? x requirement fail)
            (cdr (syntax-items clause))
            (loop (cdr clauses)))))))

(define (met? x requirement fail)
  (let ((name (syntax-symbol requirement)))
    (cond
      (name (or (eq? name 'else) (and (memq name (feature-names)) #t)))
      ((not (and (proper-syntax? requirement) (pair? (syntax-items requirement)))) (fail))
      (else
       (let ((rest (cdr (syntax-items requirement))))
         (define (met-one) (if (= (length rest) 1) (car rest) (fail)))
         (case (syntax-symbol (car (syntax-items requirement)))
           ((and) (let loop ((rest rest)) (or (null? rest) (and (met? x (car rest) fail) (loop (cdr rest))))))
           ((or) (let loop ((rest rest)) (and (pair? rest) (or (met? x (car rest) fail) (loop (cdr rest))))))
           ((not) (not (met? x (met-one) fail)))
           ((library) (and (find-library x (met-one)) #t))
           (else (fail))))))))

(define (expand-cond-expand x s scope name)
  (let ((forms (chosen-forms x s name)))
    (if (null? forms) (core-unspecified s) (expand-sequence x forms scope s))))
(define (scan-cond-expand x s scope sink name) (scan-forms x (chosen-forms x s name) scope sink))

(define (no-files name s)
  (syntax-error-at (string-append (symbol->string name) ": files are not available; put the text of the file in this place") s))
(define (expand-include x s scope name) (no-files name s))
