;; parameterize, guard, delay and delay-force (R7RS 4.2.5 to 4.2.7): thunks that primitives call. (compiler/expand/control.ts)

(define (anonymous variables body s) (core-lambda (list (make-clause variables #f body)) #f #f s))

(define (expand-parameterize x s scope name)
  (let ((pairs (syntax-pairs s (second-item s) name)) (body (items-from s 2)))
    (if (null? body) (malformed name s))
    (let* ((bound (map (lambda (p)
                         (let* ((parameter (expand x (car p) scope)) (value (expand x (cdr p) scope)))
                           (primitive-call 'cons (list parameter value) s)))
                       pairs))
           (node (expand-body x body scope s)))
      (if (null? bound)
          node
          (primitive-call '%parameterize (list (primitive-call 'list bound s) (anonymous '() node s)) s)))))

;; (guard (variable clause ...) body ...): without an else clause, what no clause takes is raised again.
(define (expand-guard x s scope name)
  (define (fail) (malformed name s))
  (let ((head (second-item s)) (body (items-from s 2)))
    (if (not (and head (proper-syntax? head) (pair? body) (pair? (syntax-items head)) (syntax-identifier (car (syntax-items head)))))
        (fail))
    (let* ((thunk (anonymous '() (expand-body x body scope s) s))
           (inner (new-scope scope))
           (condition (bind-new! x (syntax-identifier (car (syntax-items head))) inner))
           (reraise (fresh x 'reraise))
           (complete (list #t))
           (handled (expand-clauses x (cdr (syntax-items head)) inner s fail
                                    (lambda ()
                                      (set-car! complete #f)
                                      (core-call (core-local reraise s) '() s)))))
      (primitive-call '%guard (list thunk (anonymous (list condition reraise) handled s) (core-quote (car complete) s)) s))))

;; A promise of what one expression evaluates to.
(define (expand-promise primitive)
  (lambda (x s scope name)
    (if (not (= (length (syntax-items s)) 2)) (malformed name s))
    (primitive-call primitive (list (anonymous '() (expand x (second-item s) scope) s)) s)))
