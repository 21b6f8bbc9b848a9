;; Bodies: internal definitions become letrec* (R7RS 5.3.2), and macros that are defined among them are known in the whole body. A definition
;; may also follow an expression, which is then evaluated in its place. (compiler/expand/body.ts)

;; Expands a body in a scope of its own within `scope`: its definitions may hide the formals.
(define (expand-body x body scope s)
  (let ((inner (new-scope scope)) (items (list '())))
    ;; An item is (variable . value), with #f for an expression; value makes the node in a scope.
    (define (add! variable value) (set-car! items (cons (cons variable value) (car items))))
    (scan-forms x body inner
                (%vector (lambda (id s value)
                           (check-defined-once id inner s)
                           (add! (bind-new! x id inner) value))
                         (lambda (s) (add! #f (later x (lambda (scope) (expand x s scope)))))
                         #f))
    (let loop ((rest (car items)) (expressions '()))
      (if (and (pair? rest) (not (caar rest)))
          (loop (cdr rest) (cons (cdar rest) expressions))
          (begin
            (if (null? expressions) (syntax-error-at "a body must end with an expression, not with a definition" s))
            (let ((bindings (map (lambda (item)
                                   (let ((node ((cdr item) inner)))
                                     (cons (or (car item) (fresh x '||)) node)))
                                 (reverse rest))))
              (core-letrec bindings (core-begin (map (lambda (value) (value inner)) expressions) s) s)))))))

(define (check-defined-once id scope s)
  (if (bound-here? id scope)
      (syntax-error-at (string-append (name-of id) " is defined twice in one body") s)))
