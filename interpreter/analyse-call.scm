;; Calls. A call of a primitive that the program does not redefine is built by the primitive's builder (generated/nodes.scm); other
;; calls are told apart by what the operator is: a global variable, a procedure that is only called (a loop), another variable, anything else.

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
  (let ((source (source-of node state)))
    (define (with operand use) (with-operand operand scope state use))
    (case (length operands)
      ((0) (builder))
      ((1) (with (car operands) (lambda (kind a) (builder source kind a))))
      ((2)
       (with (car operands)
         (lambda (kind-a a)
           (with (cadr operands) (lambda (kind-b b) (builder source kind-a a kind-b b))))))
      (else
       (with (car operands)
         (lambda (kind-a a)
           (with (cadr operands)
             (lambda (kind-b b)
               (with (caddr operands)
                 (lambda (kind-c c) (builder source kind-a a kind-b b kind-c c)))))))))))

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
              (operands (operand-nodes kinds))
              (slow (general-call source read operands)))
         (or (cell-call source cell slow kinds operands) slow)))
      ((and (eq? kind 1) (known-variable? (node-a operator)))
       (let* ((known (variable-known (node-a operator))) (kinds (operand-kinds (node-b node) scope state)))
         (call-known source known (known-depth known scope) kinds)))
      ((and (eq? kind 1) (not (variable-checked? (node-a operator))))
       (with-operand operator scope state
         (lambda (kind f)
           (let* ((kinds (operand-kinds (node-b node) scope state)) (operands (operand-nodes kinds)))
             (or (and (eq? kind 0) (variable-call source f kinds operands))
                 (general-call source (operand-node kind f) operands))))))
      ((loop-operator node scope state)
       => (lambda (known) (call-known source known 0 (operand-kinds (node-b node) scope state))))
      (else
       (let* ((f (analyse operator scope state)) (operands (analyse-operands (node-b node) scope state)))
         (general-call source f operands))))))

(define (call-known source known depth kinds)
  (let ((operands (operand-nodes kinds)))
    (or (and (not (> depth most-depth)) (known-call source known depth kinds operands))
        (lambda/source source (env)
          (let ((values (evaluate-all operands env)))
            (%call (%unsafe-vector-ref known 0) (list->vector (cons (outer-rib env depth) values))))))))

(define (analyse-operands operands scope state)
  (map (lambda (operand) (analyse operand scope state)) operands))

;; Operands of a call as pairs of kind and content (analyse.scm): a variable is read where the call is made. Kind 3 is
;; one more: such a variable plus a small constant, #(slot constant node); what is no small integer then takes the node.
(define (operand-kinds operands scope state)
  (map (lambda (operand) (operand-kind operand scope state)) operands))
(define (operand-kind operand scope state)
  (let ((step (and (eq? (node-kind operand) 11) (step-constant operand state))))
    (or (and step
             (with-operand (car (node-b operand)) scope state
               (lambda (kind slot)
                 (and (eq? kind 0) (cons 3 (%vector slot step (analyse operand scope state)))))))
        (with-operand operand scope state cons))))
;; What (+ x n) and (- x n) add, for a small exact n; else #f.
(define (step-constant node state)
  (let ((name (primitive-operator (node-a node) state)) (operands (node-b node)))
    (and (or (eq? name '+) (eq? name '-))
         (pair? operands)
         (pair? (cdr operands))
         (null? (cddr operands))
         (eq? (node-kind (car operands)) 1)
         (eq? (node-kind (cadr operands)) 0)
         (let ((n (node-a (cadr operands))))
           (and (%fixnum? n) (< -1000000 n 1000000) (if (eq? name '+) n (- n)))))))
(define (operand-nodes kinds)
  (map (lambda (kind) (if (eq? (car kind) 3) (vector-ref (cdr kind) 2) (operand-node (car kind) (cdr kind)))) kinds))
(define (step-address step) (%unsafe-vector-ref step 0))
(define (step-size step) (%unsafe-vector-ref step 1))

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

;; An instruction in a trusted source: like a call of a primitive.
(define (analyse-instruction node scope state)
  (let* ((name (node-a node))
         (operands (analyse-operands (node-b node) scope state))
         (procedure (instruction-procedure name)))
    (if (not procedure) (raise-syntax (string-append "unknown instruction %" (symbol->string name)) (node-line node) (node-column node)))
    (general-call (source-of node state) (constant-node procedure) operands)))
