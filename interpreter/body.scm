;; Bodies: internal definitions become letrec* (R7RS 5.3.2). A definition may also follow an expression, which is then evaluated in
;; its place.

;; What (define ...) defines: #(name value syntax), where value makes the node in a scope.
(define (parse-definition x s)
  (let ((items (syntax-items s)))
    (if (or (syntax-tail s) (null? (cdr items))) (malformed 'define s))
    (let ((target (cadr items)) (rest (cddr items)))
      (cond
        ((syntax-symbol target)
         => (lambda (name)
              (if (not (= (length rest) 1)) (malformed 'define s))
              (%vector name (lambda (scope) (named (expand x (car rest) scope) name)) s)))
        ((and (list-syntax? target) (pair? (syntax-items target)) (syntax-symbol (car (syntax-items target))))
         => (lambda (name)
              (let ((formals (procedure-formals target)))
                (%vector name (lambda (scope) (lambda-of x formals rest scope s name)) s))))
        (else (malformed 'define s))))))
(define (definition-name d) (%unsafe-vector-ref d 0))
(define (definition-value d scope) ((%unsafe-vector-ref d 1) scope))

;; The formals of (name . formals).
(define (procedure-formals target)
  (let ((items (cdr (syntax-items target))) (tail (syntax-tail target)))
    (if (and tail (null? items))
        tail
        (make-list-syntax items tail (syntax-line target) (syntax-column target)))))

;; Expands a body in `scope`, which belongs to it alone.
(define (expand-body x body scope s)
  (let ((items (flatten-body x body scope)))
    (if (not (any-definition? x items scope))
        (expand-sequence x items scope s)
        (expand-definitions x items scope s))))

(define (any-definition? x items scope)
  (and (pair? items)
       (or (use-of? x (car items) 'define scope)
           (any-definition? x (cdr items) scope))))

;; The definitions get a scope of their own: they may hide the formals. A parsed item is (definition . #f) or (#f . syntax).
(define (expand-definitions x items scope s)
  (let* ((inner (new-scope scope))
         (parsed (map (lambda (item)
                        (if (use-of? x item 'define scope)
                            (cons (parse-definition x item) #f)
                            (cons #f item)))
                      items))
         (last (last-definition parsed)))
    (for-each
      (lambda (item)
        (if (car item)
            (let ((name (definition-name (car item))))
              (if (scope-has? inner name)
                  (syntax-error-at (string-append (symbol->string name) " is defined twice in one body") (%unsafe-vector-ref (car item) 2)))
              (bind-new! x name inner))))
      parsed)
    (if (null? (cdr last)) (syntax-error-at "a body must end with an expression, not with a definition" s))
    (let* ((bindings (let loop ((rest parsed))
                       (let ((binding (body-binding x (car rest) inner)))
                         (if (eq? rest last)
                             (list binding)
                             (cons binding (loop (cdr rest)))))))
           (rest (map cdr (cdr last))))
      (core-letrec bindings (expand-sequence x rest inner s) s))))

(define (body-binding x item scope)
  (if (car item)
      (let* ((variable (scope-lookup scope (definition-name (car item))))
             (value (definition-value (car item) scope)))
        (cons variable value))
      (let ((value (expand x (cdr item) scope)))
        (cons (fresh x '||) value))))

;; The tail of the parsed items that begins with the last definition.
(define (last-definition parsed)
  (let loop ((rest parsed) (found #f))
    (if (null? rest)
        found
        (loop (cdr rest) (if (caar rest) rest found)))))

;; Splices (begin ...) forms that hold definitions.
(define (flatten-body x body scope)
  (if (null? body)
      '()
      (let ((item (car body)) (rest (cdr body)))
        (if (and (use-of? x item 'begin scope) (not (syntax-tail item)))
            (let ((inner (flatten-body x (cdr (syntax-items item)) scope)))
              (if (or (null? inner) (any-definition? x inner scope))
                  (append inner (flatten-body x rest scope))
                  (cons item (flatten-body x rest scope))))
            (cons item (flatten-body x rest scope))))))
