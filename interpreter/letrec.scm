;; letrec* as closures. What a variable's place holds before its initial value is computed is uninitialised, and reading it an error;
;; lambdas that nothing can call too early are made first, so that reads of them need no check (compiler/letrec.ts does the same).

;; letrec*: lambdas first (making one has no effect), then the other values in order.
(define (analyse-letrec node scope state)
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
