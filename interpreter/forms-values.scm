;; Forms that bind several values: let-values, let*-values, define-values (R7RS 4.2.2, 5.3.3), receive (SRFI 8). The values are bound to one
;; hidden variable, from which each name takes its own: no closures, and the count is checked. (compiler/expand/values.ts)

;; The names of formals, each with what takes its value out of the node of all values: (name-syntax . take). Without any name: #f, where
;; only the count is checked. A wrong number of values is reported where the expression `init` stands that has them.
(define (value-parts formals init s name)
  (let* ((parts (formal-parts formals (lambda () (malformed name s))))
         (required (car parts))
         (rest (cdr parts))
         (count (if rest (- -1 (length required)) (length required))))
    (define (ref i)
      (lambda (values) (primitive-call '%values-ref (list values (core-quote i s) (core-quote count s)) init)))
    (define (tail values) (primitive-call '%values-tail (list values (core-quote (length required) s)) init))
    (let ((all (append (map (lambda (item i) (cons item (ref i))) required (iota (length required)))
                       (if rest (list (cons rest tail)) '()))))
      (if (null? all) (list (cons #f (ref 0))) all))))

;; Binds what the parts name in `inner`.
(define (bind-parts x parts variable inner s)
  (map (lambda (part)
         (if (car part) (check-unbound (car part) inner))
         (cons (if (car part) (bind-new! x (syntax-identifier (car part)) inner) (fresh x '||))
               ((cdr part) (core-local variable s))))
       parts))

(define (expand-let-values x s scope name)
  (let ((clauses (syntax-pairs s (second-item s) name)) (body (items-from s 2)))
    (if (null? body) (malformed name s))
    (let* ((bound (map (lambda (clause)
                         (let* ((parts (value-parts (car clause) (cdr clause) s name)) (value (expand x (cdr clause) scope)))
                           (cons parts (cons (fresh x 'values) value))))
                       clauses))
           (inner (new-scope scope))
           (bindings (flat-map (lambda (b) (bind-parts x (car b) (cadr b) inner s)) bound)))
      (core-let (map cdr bound) (core-let bindings (expand-body x body inner s) s) s))))

;; One expression's values, bound around what `body` makes.
(define (bind-values x formals init scope s name body)
  (let* ((parts (value-parts formals init s name))
         (value (expand x init scope))
         (variable (fresh x 'values))
         (inner (new-scope scope))
         (bindings (bind-parts x parts variable inner s)))
    (core-let (list (cons variable value)) (core-let bindings (body inner) s) s)))

(define (expand-let*-values x s scope name)
  (let ((clauses (syntax-pairs s (second-item s) name)) (body (items-from s 2)))
    (if (null? body) (malformed name s))
    (let nest ((clauses clauses) (outer scope))
      (if (null? clauses)
          (expand-body x body outer s)
          (bind-values x (caar clauses) (cdar clauses) outer s name (lambda (inner) (nest (cdr clauses) inner)))))))

(define (expand-receive x s scope name)
  (if (< (length (syntax-items s)) 4) (malformed name s))
  (bind-values x (second-item s) (third-item s) scope s name (lambda (inner) (expand-body x (items-from s 3) inner s))))

(define (scan-define-values x s scope sink name)
  (if (not (= (length (syntax-items s)) 3)) (malformed name s))
  (let ((parts (value-parts (second-item s) (third-item s) s name)) (values (hidden x 'values)))
    (sink-define! sink values s (later x (lambda (scope) (expand x (third-item s) scope))))
    (for-each
      (lambda (part)
        (sink-define! sink (if (car part) (syntax-identifier (car part)) (hidden x '||)) s
                      (lambda (scope) ((cdr part) (reference x values scope s)))))
      parts)))
