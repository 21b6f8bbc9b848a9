;; letrec* as closures. What a variable's place holds before its initial value is computed is uninitialised, and reading it an error;
;; lambdas that nothing can call too early are made first, so that reads of them need no check (compiler/letrec.ts does the same).

;; ---- procedures that are only called --------------------------------------------------------------------------------------------
;; They need no closure and no place in a rib: a call makes the rib of the body and runs it. What is known of one is #(body scope):
;; the node of its body and the scope around it; it stands in the variable's place for marks.

(define (known-variable? v) (vector? (%unsafe-vector-ref v 2)))
(define (variable-known v) (%unsafe-vector-ref v 2))
;; How many ribs a scope is inside the one around a known procedure.
(define (known-depth known scope)
  (let ((around (%unsafe-vector-ref known 1)))
    (let loop ((scope scope) (depth 0))
      (if (eq? scope around) depth (loop (cdr scope) (+ depth 1))))))

;; Whether a binding is a lambda of a fixed number of arguments that is only called, with as many, in the nodes given.
(define (only-called? b nodes)
  (and (fixed-lambda? b)
       (not (variable-checked? (car b)))
       (null? (cdr (node-a (cdr b))))
       (let* ((clause (car (node-a (cdr b)))) (count (length (clause-required clause))) (others (list 0)))
         (define (note! n) (set-car! others (+ (car others) n)))
         (define (visit node)
           (case (node-kind node)
             ((1) (if (eq? (node-a node) (car b)) (note! 1)))
             ((11)
              (if (and (is-variable? (node-a node) (car b)) (= (length (node-b node)) count))
                  (note! -1)))
             (else #f)))
         (and (not (clause-rest clause))
              (not (record-body? (clause-body clause)))
              (begin
                (walk-all nodes visit)
                (= (car others) 0))))))

;; Analyses a binding that is only called, in the scope around it.
(define (mark-known! b scope) (%unsafe-vector-set! (car b) 2 (%vector #f scope)))
(define (analyse-known b scope state)
  (let ((clause (car (node-a (cdr b)))) (known (variable-known (car b))))
    (%unsafe-vector-set! known 0 (%unsafe-vector-ref (analyse-clause clause (node-b (cdr b)) scope state) 2))
    known))

;; ((letrec* ((loop lambda)) loop) operand …), as named let is expanded: what is known of the procedure if it is only called, else #f.
(define (loop-operator node scope state)
  (let ((operator (node-a node)))
    (and (eq? (node-kind operator) 10)
         (null? (cdr (node-a operator)))
         (let ((b (car (node-a operator))))
           (and (is-variable? (node-b operator) (car b))
                (only-called? b (list (cdr b) (core-call-like node)))
                (begin
                  (mark-known! b scope)
                  (analyse-known b scope state)))))))
;; The call with its operator replaced by what the operator's body is.
(define (core-call-like node)
  (%vector 11 (node-line node) (node-column node) (node-b (node-a node)) (node-b node)))

;; letrec*: lambdas first (making one has no effect), then the other values in order.
(define (analyse-letrec node scope state)
  (let* ((bindings (node-a node)) (nodes (cons (node-b node) (map cdr bindings))))
    (if (all-called? bindings nodes)
        (begin
          (for-each (lambda (b) (mark-known! b scope)) bindings)
          (for-each (lambda (b) (analyse-known b scope state)) bindings)
          (analyse (node-b node) scope state))
        (analyse-bindings node scope state))))
(define (all-called? bindings nodes)
  (or (null? bindings)
      (and (only-called? (car bindings) nodes) (all-called? (cdr bindings) nodes))))

(define (analyse-bindings node scope state)
  (let* ((bindings (node-a node))
         (variables (map car bindings))
         (inner (cons variables scope))
         (early (called-early bindings))
         (fixed? (lambda (b) (and (fixed-lambda? b) (not (memq b early))))))
    (for-each (lambda (b) (if (not (fixed? b)) (mark-checked! (car b)))) bindings)
    (let* ((inits (map (lambda (b) (analyse (cdr b) inner state)) bindings))
           (body (analyse (node-b node) inner state))
           (slots (iota (length bindings) 1))
           (numbered (map (lambda (b slot init) (%vector (fixed? b) slot init)) bindings slots inits))
           (ordered (append (filter first-slot numbered) (filter (lambda (n) (not (first-slot n))) numbered))))
      (if (and (null? (cdr bindings)) (fixed? (car bindings)))
          (let ((init (car inits)))
            (lambda (env)
              (let ((rib (%vector env (%uninitialized))))
                (%unsafe-vector-set! rib 1 (%call init rib))
                (%call body rib))))
          (let ((size (+ (length bindings) 1)))
            (lambda (env)
              (let ((rib (make-vector size (%uninitialized))))
                (%unsafe-vector-set! rib 0 env)
                (let loop ((rest ordered))
                  (if (pair? rest)
                      (let ((value (%call (%unsafe-vector-ref (car rest) 2) rib)))
                        (%unsafe-vector-set! rib (%unsafe-vector-ref (car rest) 1) value)
                        (loop (cdr rest)))))
                (%call body rib))))))))
(define (first-slot v) (%unsafe-vector-ref v 0))

;; Whether a binding is a lambda that is never assigned.
(define (fixed-lambda? b)
  (and (lambda-node? (cdr b)) (not (node-c (cdr b))) (not (eq? (variable-assigned? (car b)) #t))))

;; The lambdas that an initial value computed before them might call: it has to find them uninitialised.
(define (called-early bindings)
  (let next ((rest bindings) (early '()))
    (cond
      ((null? rest) early)
      ((lambda-node? (cdar rest)) (next (cdr rest) early))
      ((null? (filter fixed-lambda? (cdr rest))) early)
      (else
       (let ((reached (reached-lambdas (cdar rest) bindings '())))
         (next (cdr rest) (append (filter (lambda (b) (memq b (cdr rest))) reached) early)))))))

;; Adds to `reached` the lambdas that a node mentions, and those that they mention.
(define (reached-lambdas node bindings reached)
  (let ((found (list reached)))
    (walk node
          (lambda (n)
            (if (memv (node-kind n) '(1 5))
                (let ((b (assq (node-a n) bindings)))
                  (if (and b (fixed-lambda? b) (not (memq b (car found))))
                      (set-car! found (reached-lambdas (cdr b) bindings (cons b (car found)))))))))
    (car found)))

;; Reads of a variable that may come too early are checked.
(define (mark-checked! variable) (%unsafe-vector-set! variable 2 'checked))
