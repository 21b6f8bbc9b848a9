;; Calls. A call of a primitive that the program does not redefine is built by the primitive's builder (generated/nodes.scm); other
;; calls are told apart by what the operator is: a global variable, a variable of the rib around (a loop's name), anything else.

;; The name of the primitive that an operator means, or #f.
(define (primitive-operator node state)
  (case (node-kind node)
    ((2) (and (not (cell-of (node-a node) state)) (primitive-entry (node-a node)) (node-a node)))
    ((3) (node-a node))
    (else #f)))

(define (analyse-call node scope state)
  (let ((name (primitive-operator (node-a node) state)))
    (if name (check-replayed name (node-b node)))
    (or (and name (build-primitive-call node (cdr (core-primitive-entry name)) (node-b node) scope state))
        (build-call node scope state))))

;; The call of a primitive by its builders, an alist from the number of operands (or left, for folding); #f when none fits.
(define (build-primitive-call node builders operands scope state)
  (let* ((count (length operands)) (builder (assq count builders)) (left (assq 'left builders)))
    (cond
      (builder (build-operands node (cdr builder) operands scope state))
      ((and left (> count 2)) (fold-operands node (cdr left) operands scope state))
      (else #f))))

(define (build-operands node builder operands scope state)
  (cond
    ((null? operands) (builder))
    ((null? (cdr operands))
     (with-operand (car operands) scope state (lambda (kind a) (builder (source-of node state) kind a))))
    (else
     (with-operand (car operands) scope state
       (lambda (kind-a a)
         (with-operand (cadr operands) scope state
           (lambda (kind-b b) (builder (source-of node state) kind-a a kind-b b))))))))

;; (op (op a b) c) …
(define (fold-operands node builder operands scope state)
  (let ((source (source-of node state)))
    (with-operand (car operands) scope state
      (lambda (kind-a a)
        (let loop ((kind-a kind-a) (a a) (rest (cdr operands)))
          (if (null? rest)
              a
              (with-operand (car rest) scope state
                (lambda (kind-b b)
                  (loop 2 (builder source kind-a a kind-b b) (cdr rest))))))))))

(define (build-call node scope state)
  (let* ((source (source-of node state))
         (operator (node-a node))
         (kind (node-kind operator))
         (cell (and (eq? kind 2) (cell-of (node-a operator) state))))
    (cond
      ((and cell (not (foreign-cell? cell)))
       ;; What is no procedure takes the slow way, which says whether the variable is undefined.
       (let* ((read (analyse operator scope state))
              (kinds (operand-kinds (node-b node) scope state))
              (operands (operand-nodes kinds)))
         (cell-call source cell (general-call source read operands) kinds operands)))
      ((and (eq? kind 1) (not (variable-checked? (node-a operator))))
       (address (node-a operator) scope
                (lambda (depth slot)
                  (let* ((kinds (operand-kinds (node-b node) scope state)) (operands (operand-nodes kinds)))
                    (if (and (eq? depth 1) (< (length operands) 7))
                        (outer-call source slot kinds operands)
                        (general-call source (local-node depth slot) operands))))))
      (else
       (let* ((f (analyse operator scope state)) (operands (analyse-operands (node-b node) scope state)))
         (general-call source f operands))))))

(define (analyse-operands operands scope state)
  (map (lambda (operand) (analyse operand scope state)) operands))

;; Operands of a call as pairs of kind and content (analyse.scm): a variable of the innermost rib is read where the call is made.
(define (operand-kinds operands scope state)
  (map (lambda (operand) (with-operand operand scope state cons)) operands))
(define (operand-nodes kinds) (map (lambda (kind) (operand-node (car kind) (cdr kind))) kinds))
(define (in-rib? kind) (eq? (car kind) 0))

(define (general-call source f operands)
  (case (length operands)
    ((0) (lambda/source source (env) ((%call f env))))
    ((1)
     (let ((a (car operands)))
       (lambda/source source (env) ((%call f env) (%call a env)))))
    ((2)
     (let ((a (car operands)) (b (cadr operands)))
       (lambda/source source (env) ((%call f env) (%call a env) (%call b env)))))
    ((3)
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)))
       (lambda/source source (env) ((%call f env) (%call a env) (%call b env) (%call c env)))))
    ((4)
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)) (d (cadddr operands)))
       (lambda/source source (env) ((%call f env) (%call a env) (%call b env) (%call c env) (%call d env)))))
    (else
     (lambda/source source (env)
       (let* ((f (%call f env)) (values (evaluate-all operands env)))
         (%apply f values))))))

(define (cell-call source cell slow kinds operands)
  (case (length operands)
    ((0)
     (lambda/source source (env)
       (let ((f (cell-value cell)))
         (if (%procedure? f) (f) (%call slow env)))))
    ((1)
     (let ((a (car operands)) (sa (cdr (car kinds))) (ka (in-rib? (car kinds))))
       (cond
         (ka
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%unsafe-vector-ref env sa)) (%call slow env)))))
         (else
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%call a env)) (%call slow env))))))))
    ((2)
     (let ((a (car operands)) (b (cadr operands)) (sa (cdr (car kinds))) (sb (cdr (cadr kinds))) (ka (in-rib? (car kinds))) (kb (in-rib? (cadr kinds))))
       (cond
         ((and ka kb)
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%unsafe-vector-ref env sa) (%unsafe-vector-ref env sb)) (%call slow env)))))
         (ka
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%unsafe-vector-ref env sa) (%call b env)) (%call slow env)))))
         (kb
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%call a env) (%unsafe-vector-ref env sb)) (%call slow env)))))
         (else
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%call a env) (%call b env)) (%call slow env))))))))
    ((3)
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)) (sa (cdr (car kinds))) (sb (cdr (cadr kinds))) (sc (cdr (caddr kinds))) (ka (in-rib? (car kinds))) (kb (in-rib? (cadr kinds))) (kc (in-rib? (caddr kinds))))
       (cond
         ((and ka kb kc)
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%unsafe-vector-ref env sa) (%unsafe-vector-ref env sb) (%unsafe-vector-ref env sc)) (%call slow env)))))
         ((and kb kc)
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%call a env) (%unsafe-vector-ref env sb) (%unsafe-vector-ref env sc)) (%call slow env)))))
         ((and ka kc)
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%unsafe-vector-ref env sa) (%call b env) (%unsafe-vector-ref env sc)) (%call slow env)))))
         ((and ka kb)
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%unsafe-vector-ref env sa) (%unsafe-vector-ref env sb) (%call c env)) (%call slow env)))))
         (else
          (lambda/source source (env)
            (let ((f (cell-value cell)))
              (if (%procedure? f) (f (%call a env) (%call b env) (%call c env)) (%call slow env))))))))
    ((4)
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)) (d (cadddr operands)))
       (lambda/source source (env)
         (let ((f (cell-value cell)))
           (if (%procedure? f)
               (f (%call a env) (%call b env) (%call c env) (%call d env))
               (%call slow env))))))
    (else slow)))

;; Calls of a variable of the rib around: the loops that named let and do make.
(define (outer-call source slot kinds operands)
  (case (length operands)
    ((0) (lambda/source source (env) ((outer env slot))))
    ((1)
     (let ((a (car operands)) (sa (cdr (car kinds))) (ka (in-rib? (car kinds))))
       (cond
         (else
          (lambda/source source (env)
            ((outer env slot) (%call a env)))))))
    ((2)
     (let ((a (car operands)) (b (cadr operands)) (sa (cdr (car kinds))) (sb (cdr (cadr kinds))) (ka (in-rib? (car kinds))) (kb (in-rib? (cadr kinds))))
       (cond
         (ka
          (lambda/source source (env)
            ((outer env slot) (%unsafe-vector-ref env sa) (%call b env))))
         (kb
          (lambda/source source (env)
            ((outer env slot) (%call a env) (%unsafe-vector-ref env sb))))
         (else
          (lambda/source source (env)
            ((outer env slot) (%call a env) (%call b env)))))))
    ((3)
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)) (sa (cdr (car kinds))) (sb (cdr (cadr kinds))) (sc (cdr (caddr kinds))) (ka (in-rib? (car kinds))) (kb (in-rib? (cadr kinds))) (kc (in-rib? (caddr kinds))))
       (cond
         ((and kb kc)
          (lambda/source source (env)
            ((outer env slot) (%call a env) (%unsafe-vector-ref env sb) (%unsafe-vector-ref env sc))))
         ((and ka kc)
          (lambda/source source (env)
            ((outer env slot) (%unsafe-vector-ref env sa) (%call b env) (%unsafe-vector-ref env sc))))
         ((and ka kb)
          (lambda/source source (env)
            ((outer env slot) (%unsafe-vector-ref env sa) (%unsafe-vector-ref env sb) (%call c env))))
         (else
          (lambda/source source (env)
            ((outer env slot) (%call a env) (%call b env) (%call c env)))))))
    ((4)
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)) (d (cadddr operands)))
       (lambda/source source (env)
         ((outer env slot) (%call a env) (%call b env) (%call c env) (%call d env)))))
    ((5)
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)) (d (cadddr operands)) (e (list-ref operands 4)))
       (lambda/source source (env)
         ((outer env slot) (%call a env) (%call b env) (%call c env) (%call d env) (%call e env)))))
    (else
     (let ((a (car operands)) (b (cadr operands)) (c (caddr operands)) (d (cadddr operands)) (e (list-ref operands 4))
           (g (list-ref operands 5)))
       (lambda/source source (env)
         ((outer env slot) (%call a env) (%call b env) (%call c env) (%call d env) (%call e env) (%call g env)))))))
(define (outer env slot) (%unsafe-vector-ref (%unsafe-vector-ref env 0) slot))

;; An instruction in a trusted source: like a call of a primitive.
(define (analyse-instruction node scope state)
  (let* ((name (node-a node))
         (operands (analyse-operands (node-b node) scope state))
         (procedure (instruction-procedure name)))
    (if (not procedure) (raise-syntax (string-append "unknown instruction %" (symbol->string name)) (node-line node) (node-column node)))
    (general-call (source-of node state) (constant-node procedure) operands)))
