;; Where definitions may stand (at top level and in bodies), a form is taken apart before anything is expanded: uses of macros are expanded,
;; begin is spliced, and what remains are definitions and expressions, which go to a sink in their order. (compiler/expand/definitions.ts)
;;
;; A sink is #(define expression top): procedures of (identifier syntax value), where value makes a node in a scope, and of (syntax); top is
;; #f in a body, else #(parameter imports library), procedures of a form, or #f for the last two inside a library.

(define (sink-define! sink id s value) ((%unsafe-vector-ref sink 0) id s value))
(define (sink-expression! sink s) ((%unsafe-vector-ref sink 1) s))
(define (sink-top sink) (%unsafe-vector-ref sink 2))

(define (scan-form x s scope sink)
  (let ((before (depth x)))
    (let loop ((s s))
      (let ((m (head-meaning s scope)))
        (cond
          ((and m (macro? m)) (loop (expand-use x m s scope)))
          ((and m (special? m) (special-scan m))
           => (lambda (scan)
                (if (syntax-tail s) (malformed (car m) s))
                (scan x s scope sink (car m))))
          (else (sink-expression! sink s)))))
    (set-depth! x before)))

(define (scan-forms x forms scope sink)
  (for-each (lambda (s) (scan-form x s scope sink)) forms))

;; Expands later, as deep in expansions as the form was found.
(define (later x expand)
  (let ((found (depth x)))
    (lambda (scope)
      (let ((before (depth x)))
        (set-depth! x found)
        (let ((node (expand scope)))
          (set-depth! x before)
          node)))))

(define (scan-begin x s scope sink name) (scan-forms x (cdr (syntax-items s)) scope sink))

(define (scan-define x s scope sink name)
  (define (fail) (malformed name s))
  (if (null? (cdr (syntax-items s))) (fail))
  (let* ((target (second-item s)) (rest (items-from s 2)) (id (syntax-identifier target)))
    (cond
      (id
       (if (not (= (length rest) 1)) (fail))
       (sink-define! sink id s (later x (lambda (scope) (named (expand x (car rest) scope) id)))))
      ((and (list-syntax? target) (pair? (syntax-items target)) (syntax-identifier (car (syntax-items target))))
       => (lambda (id)
            (let ((formals (procedure-formals target)))
              (sink-define! sink id s (later x (lambda (scope) (lambda-of x formals rest scope s id)))))))
      (else (fail)))))

;; The formals of (name . formals).
(define (procedure-formals target)
  (let ((items (cdr (syntax-items target))) (tail (syntax-tail target)))
    (if (and tail (null? items))
        tail
        (list-like target items tail))))

(define (scan-parameter x s scope sink name)
  (if (not (sink-top sink)) (misplaced-definition x s scope name))
  ((%unsafe-vector-ref (sink-top sink) 0) s))
