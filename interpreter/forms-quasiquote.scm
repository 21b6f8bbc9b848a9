;; Quasiquotation (R7RS 4.2.8), nested levels included: calls of the primitives cons, append and list->vector.

(define (expand-quasiquote x s scope name)
  (if (not (= (length (syntax-items s)) 2)) (malformed name s))
  (expand-template x (cadr (syntax-items s)) scope 1))

(define (primitive-call name operands s) (core-call (core-primitive name s) operands s))

;; The datum of (name datum) inside a template, or #f.
(define (tagged s name scope)
  (and (proper-syntax? s)
       (= (length (syntax-items s)) 2)
       (keyword? (car (syntax-items s)) name scope)
       (cadr (syntax-items s))))

(define (expand-template x s scope level)
  (cond
    ((constant-template? s scope) (core-quote (strip s) s))
    ((vector-syntax? s)
     (primitive-call 'list->vector (list (expand-items x (syntax-items s) #f scope level s)) s))
    ((tagged s 'unquote scope)
     => (lambda (inner)
          (if (= level 1)
              (expand x inner scope)
              (tag-again 'unquote (expand-template x inner scope (- level 1)) s))))
    ((tagged s 'quasiquote scope)
     => (lambda (inner) (tag-again 'quasiquote (expand-template x inner scope (+ level 1)) s)))
    (else (expand-items x (syntax-items s) (syntax-tail s) scope level s))))

;; (name x) rebuilt around an expanded x.
(define (tag-again name inner s)
  (primitive-call 'cons (list (core-quote name s) (primitive-call 'cons (list inner (core-quote '() s)) s)) s))

(define (expand-items x items tail scope level s)
  (let* ((dotted (and (not tail) (dotted-unquote items scope)))
         (before (if dotted (list-before items dotted) items))
         (end (cond
                (dotted (expand-template x (list-like s dotted #f) scope level))
                (tail (expand-template x tail scope level))
                (else (core-quote '() s))))
         (expanded (map (lambda (item) (expand-item x item scope level)) before)))
    (let loop ((rest (reverse expanded)) (result end) (shares (not (or tail dotted))))
      (if (null? rest)
          result
          (loop (cdr rest)
                (if (caar rest)
                    ;; A splice at the end of a list is shared, not copied.
                    (if shares (cdar rest) (primitive-call 'append (list (cdar rest) result) s))
                    (primitive-call 'cons (list (cdar rest) result) s))
                #f)))))

;; (splice? . node) of an item.
(define (expand-item x item scope level)
  (let ((spliced (tagged item 'unquote-splicing scope)))
    (cond
      ((and spliced (= level 1)) (cons #t (expand x spliced scope)))
      (spliced (cons #f (tag-again 'unquote-splicing (expand-template x spliced scope (- level 1)) item)))
      (else (cons #f (expand-template x item scope level))))))

;; (a . ,b) reads as (a unquote b): the tail of the items that starts with unquote, or #f.
(define (dotted-unquote items scope)
  (and (>= (length items) 3)
       (let ((tail (list-tail items (- (length items) 2))))
         (and (keyword? (car tail) 'unquote scope) tail))))

(define (list-before items tail)
  (if (eq? items tail) '() (cons (car items) (list-before (cdr items) tail))))

;; Whether a template holds nothing to evaluate or rebuild.
(define (constant-template? s scope)
  (if (or (atom-syntax? s) (reference-syntax? s))
      #t
      (and (not (and (list-syntax? s) (any-mark? (syntax-items s) scope)))
           (all-constant? (syntax-items s) scope)
           (or (vector-syntax? s) (not (syntax-tail s)) (constant-template? (syntax-tail s) scope)))))

(define (any-mark? items scope)
  (and (pair? items)
       (or (keyword? (car items) 'unquote scope)
           (keyword? (car items) 'unquote-splicing scope)
           (keyword? (car items) 'quasiquote scope)
           (any-mark? (cdr items) scope))))

(define (all-constant? items scope)
  (or (null? items)
      (and (constant-template? (car items) scope) (all-constant? (cdr items) scope))))

(define (misplaced-unquote x s scope name)
  (syntax-error-at (string-append (symbol->string name) " is only allowed inside quasiquote") s))
