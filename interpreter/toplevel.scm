;; A program's forms, one after another: what each defines is known to those after it; and which constants may be learnt.
;; (compiler/expand/program.ts, parameters.ts)

;; Expands all forms of a program in an environment: #(forms parameters), where a parameter is
;; #(name line column literal? init lower upper per), #f for what is missing.
(define (expand-program syntaxes environment literals? trusted)
  (expand-forms (make-expander environment trusted) syntaxes environment (scan-parameters syntaxes literals? 0)))

;; The same with an expander that may have seen other forms before, and the parameters found in these.
(define (expand-forms x syntaxes environment parameters)
  (let ((forms (list '()))
        ;; Whether the latest form of the text ends with a definition or an expression: what the program's value is.
        (valued (list #t)))
    (define (add! form)
      (set-car! forms (cons form (car forms)))
      (set-car! valued #t))
    (define (declare s environment)
      (let ((declared (declare-parameter s parameters)))
        (make-form 1 s (define-global! x (car declared) environment) (cdr declared))))
    (define sink
      (%vector
        (lambda (id s value)
          (start-form! x)
          (let ((global (define-global! x id environment)))
            (add! (make-form 0 s global (value environment)))))
        (lambda (s)
          (start-form! x)
          (add! (make-form 2 s #f (expand x s environment))))
        (%vector
          (lambda (s) (add! (declare s environment)))
          (lambda (s)
            (for-each
              (lambda (library) (set-car! forms (append (reverse (run-library library)) (car forms))))
              (bind-imports! x s environment)))
          (lambda (s) (define-library! x s declare)))))
    (let loop ((rest syntaxes) (last #f))
      (if (pair? rest)
          (begin
            (set-car! valued #f)
            (set-depth! x 0)
            (scan-form x (car rest) environment sink)
            (loop (cdr rest) (car rest)))
          ;; A macro or an import has no value, and neither has a program that ends with one.
          (if (not (car valued)) (add! (make-form 2 last #f (core-unspecified last))))))
    (%vector (reverse (car forms)) (map cdr (reverse (car parameters))))))

;; ---- parameters: a pair of a list of (syntax-or-#f . parameter), latest first, and its length -----------------------

(define (parameter-record name line column literal? init lower upper per)
  (%vector name line column literal? init lower upper per))
(define (record-name r) (vector-ref r 0))
(define (record-literal? r) (eq? (vector-ref r 3) 1))

;; Gives each learnable constant its index, in the order of the text; literals are marked with theirs. Literals are found in the text before
;; expansion: one in a template is one constant, and what stands in a pattern is none. `first` is the index of the first.
(define (scan-parameters syntaxes literals? first)
  (let ((parameters (cons '() first)) (seen (list '())))
    (define (scan s top)
      (let ((label (and (not (reference-syntax? s)) (syntax-label s))))
        (cond
          ((or (reference-syntax? s) (not (or literals? top)) (and label (memq label (car seen)))) #f)
          ((atom-syntax? s)
           (let ((value (syntax-value s)))
             (if (and literals? (number? value) (inexact? value)) (scan-literal s value))))
          (else
           (if label (set-car! seen (cons label (car seen))))
           (let ((head (and (list-syntax? s) (pair? (syntax-items s)) (syntax-symbol (car (syntax-items s))))))
             (if (and top (eq? head 'define-parameter))
                 (add-parameter! parameters s #f)
                 (let ((inner (and top (memq head '(begin define-library)) #t)))
                   (for-each (lambda (item) (scan item inner))
                             (if (eq? head 'syntax-rules) (templates-of s) (syntax-items s)))
                   (if (and (list-syntax? s) (syntax-tail s)) (scan (syntax-tail s) inner)))))))))
    (define (scan-literal s value)
      (let ((line (syntax-line s)) (column (syntax-column s)))
        (%unsafe-vector-set! s 4 (cdr parameters))
        (add-parameter! parameters #f (parameter-record (place-name line column) line column 1 value #f #f #f))))
    (for-each (lambda (s) (scan s #t)) syntaxes)
    parameters))

(define (add-parameter! parameters s record)
  (set-car! parameters (cons (cons s record) (car parameters)))
  (set-cdr! parameters (+ (cdr parameters) 1)))
(define (parameter-entry parameters index)
  (list-ref (car parameters) (- (cdr parameters) index 1)))

;; What of (syntax-rules [ellipsis] (literal ...) (pattern template) ...) may be evaluated.
(define (templates-of s)
  (flat-map (lambda (rule)
              (if (and (list-syntax? rule) (= (length (syntax-items rule)) 2)) (list (cadr (syntax-items rule))) '()))
            (items-from s 2)))

(define (place-name line column)
  (string->symbol (string-append (number->string line) ":" (number->string column))))

;; (define-parameter name init (lower a) (upper b) (per column)): (identifier . index).
(define (declare-parameter s parameters)
  (define (fail) (malformed 'define-parameter s))
  (let* ((items (syntax-items s)) (count (length items)))
    (if (or (< count 3) (> count 6) (not (syntax-identifier (cadr items)))) (fail))
    (let* ((name (syntax-symbol (cadr items)))
           (init (caddr items))
           (value (syntax-number init)))
      (if (not value) (syntax-error-at "the initial value of a parameter must be a number" init))
      (let* ((clauses (map (lambda (clause) (parse-clause clause fail)) (cdddr items)))
             (lower (assq 'lower clauses))
             (upper (assq 'upper clauses))
             (per (assq 'per clauses)))
        (if (not (= (length clauses) (+ (if lower 1 0) (if upper 1 0) (if per 1 0)))) (fail))
        (if (not (finite? value)) (syntax-error-at "the initial value of a parameter must be finite" init))
        (if (or (and lower (not (> value (cdr lower)))) (and upper (not (< value (cdr upper)))))
            (syntax-error-at
              (string-append "the initial value of " (symbol->string name) " must lie inside its bounds, which are open")
              init))
        (cons (syntax-identifier (cadr items))
              (fill-parameter! s init parameters
                               (parameter-record name (syntax-line init) (syntax-column init) 0 (inexact value)
                                                 (and lower (inexact (cdr lower))) (and upper (inexact (cdr upper))) (and per (cdr per)))))))))

(define (syntax-number s)
  (and (atom-syntax? s) (number? (syntax-value s)) (syntax-value s)))

(define (parse-clause s fail)
  (if (not (and (proper-syntax? s) (= (length (syntax-items s)) 2))) (fail))
  (let* ((which (syntax-symbol (car (syntax-items s))))
         (what (cadr (syntax-items s)))
         (value (case which
                  ((lower upper) (syntax-number what))
                  ((per) (and (syntax-identifier what) (syntax-symbol what)))
                  (else #f))))
    (if (not value) (fail))
    (cons which value)))

;; Puts the record in its place; answers its index. One that a macro made takes the place of the literal that is its value, where literals
;; are learnt, or comes last.
(define (fill-parameter! s init parameters record)
  (for-each
    (lambda (entry)
      (if (and (cdr entry) (eq? (record-name (cdr entry)) (record-name record)) (not (record-literal? (cdr entry))))
          (syntax-error-at
            (string-append "the parameter " (symbol->string (record-name record)) " is defined twice")
            s)))
    (car parameters))
  (let loop ((rest (car parameters)) (index (- (cdr parameters) 1)))
    (cond
      ((pair? rest)
       (if (eq? (caar rest) s)
           (begin
             (set-cdr! (car rest) record)
             index)
           (loop (cdr rest) (- index 1))))
      ((and (atom-literal init) (record-literal? (cdr (parameter-entry parameters (atom-literal init)))))
       (set-cdr! (parameter-entry parameters (atom-literal init)) record)
       (atom-literal init))
      (else
       (add-parameter! parameters s record)
       (- (cdr parameters) 1)))))
