;; The printed core of a program, exactly as compiler/core.ts prints it: each expander checks the other.

(define (unparse-program program)
  (let loop ((forms (%unsafe-vector-ref program 0)) (texts '()))
    (if (null? forms)
        (apply string-append (reverse texts))
        (loop (cdr forms) (cons "\n" (cons (unparse-form (car forms)) texts))))))

(define (unparse-form f)
  (case (form-kind f)
    ((0) (join "define" (unparse-global (form-name f)) (unparse (form-value f))))
    ((1) (join "define-parameter" (unparse-global (form-name f)) (number->string (form-value f))))
    (else (unparse (form-value f)))))

;; (first second …)
(define (join . parts) (string-append "(" (spaced parts) ")"))
(define (spaced parts)
  (if (null? parts)
      ""
      (apply string-append (car parts) (append-map-space (cdr parts)))))
(define (append-map-space parts)
  (if (null? parts) '() (cons " " (cons (car parts) (append-map-space (cdr parts))))))

(define (write-to-string datum)
  (if (holds-mark? datum)
      (apply string-append (written-parts datum '()))
      (%printed datum 3)))

;; The parts of the external form of a datum with learnable literals, which print as the numbers that they are, and labels; before `rest`.
(define (written-parts datum rest)
  (cond
    ((pair? datum) (cons "(" (written-parts (car datum) (written-tail (cdr datum) rest))))
    ((literal? datum) (cons (%printed (literal-value datum) 3) rest))
    ((reference? datum) (cons "#" (cons (number->string (label-index datum)) (cons "#" rest))))
    ((label? datum)
     (let ((parts (written-parts (label-datum datum) rest)) (index (label-index datum)))
       (if index (cons "#" (cons (number->string index) (cons "=" parts))) parts)))
    ((vector? datum) (cons "#" (if (= (vector-length datum) 0) (cons "()" rest) (written-parts (vector->list datum) rest))))
    (else (cons (%printed datum 3) rest))))
(define (written-tail datum rest)
  (cond
    ((null? datum) (cons ")" rest))
    ((pair? datum) (cons " " (written-parts (car datum) (written-tail (cdr datum) rest))))
    (else (cons " . " (written-parts datum (cons ")" rest))))))

(define (unparse-global name)
  (if (symbol? name)
      (write-to-string name)
      (string-append "#:" (write-to-string (plain-name name)) "." (number->string (private-number name)))))

(define (unparse-variable v)
  (string-append (write-to-string (variable-name v)) "." (number->string (variable-number v))))

(define (unparse n)
  (case (node-kind n)
    ((0) (join "quote" (write-to-string (node-a n))))
    ((1) (unparse-variable (node-a n)))
    ((2) (unparse-global (node-a n)))
    ((3) (join "primitive" (write-to-string (node-a n))))
    ((4) (join "if" (unparse (node-a n)) (unparse (node-b n)) (unparse (node-c n))))
    ((5) (join "set!" (unparse-variable (node-a n)) (unparse (node-b n))))
    ((6) (join "set!" (unparse-global (node-a n)) (unparse (node-b n))))
    ((7) (apply join "begin" (map unparse (node-a n))))
    ((8) (unparse-lambda n))
    ((9) (unparse-bindings "let" n))
    ((10) (unparse-bindings "letrec*" n))
    ((11) (apply join (map unparse (cons (node-a n) (node-b n)))))
    (else (apply join (string-append "%" (symbol->string (node-a n))) (map unparse (node-b n))))))

(define (unparse-bindings name n)
  (join name
        (apply join (map (lambda (b) (join (unparse-variable (car b)) (unparse (cdr b)))) (node-a n)))
        (unparse (node-b n))))

(define (unparse-lambda n)
  (let ((clauses (node-a n)))
    (cond
      ((node-c n)
       (join "lambda/source" (unparse (node-c n)) (unparse-formals (car clauses)) (unparse (clause-body (car clauses)))))
      ((null? (cdr clauses))
       (join "lambda" (unparse-formals (car clauses)) (unparse (clause-body (car clauses)))))
      (else
       (apply join "case-lambda" (map (lambda (c) (join (unparse-formals c) (unparse (clause-body c)))) clauses))))))

(define (unparse-formals c)
  (let ((names (map unparse-variable (clause-required c))))
    (cond
      ((not (clause-rest c)) (apply join names))
      ((null? names) (unparse-variable (clause-rest c)))
      (else (string-append "(" (spaced names) " . " (unparse-variable (clause-rest c)) ")")))))
