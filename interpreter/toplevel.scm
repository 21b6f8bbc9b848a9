;; Top-level forms: definitions, parameters, expressions; and which literals of a text may be learnt.

;; Expands all forms of a program: #(forms parameters), where a parameter is
;; #(name line column literal? init lower upper), #f for a missing bound.
(define (expand-program syntaxes literals? trusted)
  (let* ((parameters (list '()))
         (places (scan-parameters syntaxes literals? parameters))
         (x (make-expander (if literals? places #f) trusted))
         (forms (let loop ((rest syntaxes) (forms '()))
                  (if (null? rest)
                      (reverse forms)
                      (loop (cdr rest) (expand-top x (car rest) parameters forms))))))
    (%vector forms (reverse (map-parameters parameters)))))

(define (map-parameters parameters) (map cdr (car parameters)))

;; Adds the forms that `s` expands to in front of `forms`.
(define (expand-top x s parameters forms)
  (let ((scope (new-scope '())))
    (cond
      ((and (use-of? x s 'begin scope) (not (syntax-tail s)))
       (let loop ((items (cdr (syntax-items s))) (forms forms))
         (if (null? items)
             forms
             (loop (cdr items) (expand-top x (car items) parameters forms)))))
      ((use-of? x s 'define scope)
       (start-form! x)
       (let* ((d (parse-definition x s)) (name (definition-name d)))
         (define-global! x name)
         (cons (make-form 0 s name (definition-value d scope)) forms)))
      ((use-of? x s 'define-parameter scope)
       (start-form! x)
       (let ((declared (declare-parameter s parameters)))
         (define-global! x (car declared))
         (cons (make-form 1 s (car declared) (cdr declared)) forms)))
      (else
       (start-form! x)
       (cons (make-form 2 s #f (expand x s scope)) forms)))))

;; ---- parameters: a cell with a list of (syntax-or-#f . parameter), latest first -----------------------

(define (parameter-record name line column literal? init lower upper)
  (%vector name line column literal? init lower upper))

;; Gives each learnable constant its index, in the order of the text; answers the literals' places as #(line column index).
(define (scan-parameters syntaxes literals? parameters)
  (let ((places (list '())))
    (define (count) (length (car parameters)))
    (define (scan s top)
      (cond
        ((atom-syntax? s)
         (let ((value (syntax-value s)))
           (if (and literals? (number? value) (inexact? value))
               (let ((line (syntax-line s)) (column (syntax-column s)))
                 (set-car! places (cons (%vector line column (count)) (car places)))
                 (set-car! parameters
                           (cons (cons #f (parameter-record (place-name line column) line column 1 value #f #f)) (car parameters)))))))
        ((and top (list-syntax? s) (pair? (syntax-items s)) (eq? (syntax-symbol (car (syntax-items s))) 'define-parameter))
         (set-car! parameters (cons (cons s #f) (car parameters))))
        (else
         (let ((inner (and top (list-syntax? s) (pair? (syntax-items s)) (eq? (syntax-symbol (car (syntax-items s))) 'begin))))
           (for-each (lambda (item) (scan item inner)) (syntax-items s))
           (if (and (list-syntax? s) (syntax-tail s)) (scan (syntax-tail s) #f))))))
    (for-each (lambda (s) (scan s #t)) syntaxes)
    (reverse (car places))))

(define (place-name line column)
  (string->symbol (string-append (number->string line) ":" (number->string column))))

;; (define-parameter name init (lower a) (upper b)): (name . index).
(define (declare-parameter s parameters)
  (define (fail) (malformed 'define-parameter s))
  (let* ((items (syntax-items s)) (count (length items)))
    (if (or (syntax-tail s) (< count 3) (> count 5) (not (syntax-symbol (cadr items)))) (fail))
    (let* ((name (syntax-symbol (cadr items)))
           (init (caddr items))
           (value (syntax-number init)))
      (if (not value) (syntax-error-at "the initial value of a parameter must be a number" init))
      (let* ((bounds (map (lambda (bound) (parse-bound bound fail)) (cdddr items)))
             (lower (assq 'lower bounds))
             (upper (assq 'upper bounds)))
        (if (and (= count 5) (not (and lower upper))) (fail))
        (if (not (finite? value)) (syntax-error-at "the initial value of a parameter must be finite" init))
        (if (or (and lower (not (> value (cdr lower)))) (and upper (not (< value (cdr upper)))))
            (syntax-error-at
              (string-append "the initial value of " (symbol->string name) " must lie inside its bounds, which are open")
              init))
        (cons name
              (fill-parameter! s parameters name
                               (parameter-record name (syntax-line init) (syntax-column init) 0 (inexact value)
                                                 (and lower (inexact (cdr lower))) (and upper (inexact (cdr upper))))))))))

(define (syntax-number s)
  (and (atom-syntax? s) (number? (syntax-value s)) (syntax-value s)))

(define (parse-bound s fail)
  (if (not (and (proper-syntax? s) (= (length (syntax-items s)) 2))) (fail))
  (let ((which (syntax-symbol (car (syntax-items s)))) (limit (syntax-number (cadr (syntax-items s)))))
    (if (not (and limit (memq which '(lower upper)))) (fail))
    (cons which limit)))

;; Puts the record in its place; answers its index.
(define (fill-parameter! s parameters name record)
  (for-each
    (lambda (entry)
      (if (and (cdr entry) (eq? (vector-ref (cdr entry) 0) name) (= (vector-ref (cdr entry) 3) 0))
          (syntax-error-at (string-append "the parameter " (symbol->string name) " is defined twice") s)))
    (car parameters))
  (let loop ((rest (car parameters)))
    (cond
      ((null? rest)
       (set-car! parameters (cons (cons s record) (car parameters)))
       (- (length (car parameters)) 1))
      ((eq? (caar rest) s)
       (set-cdr! (car rest) record)
       (- (length rest) 1))
      (else (loop (cdr rest))))))
