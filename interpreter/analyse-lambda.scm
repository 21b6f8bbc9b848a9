;; Interpreted procedures are ordinary procedures: closures of the right arity that make a rib and run the body, so that map, sort and
;; apply, and errors about arity, need to know nothing of the interpreter.

(define (analyse-lambda node scope state)
  (or (record-procedure node scope state) (analyse-procedure node scope state)))

(define (analyse-procedure node scope state)
  (let ((source (and (node-c node) (analyse (node-c node) scope state)))
        (clauses (map (lambda (c) (analyse-clause c (node-b node) scope state)) (node-a node)))
        (own (%vector (node-line node) (node-column node) (node-b node))))
    (cond
      (source (lambda (env) (%call (procedure-node (%call source env) (car clauses)) env)))
      ((null? (cdr clauses)) (procedure-node own (car clauses)))
      (else (case-node own clauses)))))

;; A clause analysed: #(required rest? body).
(define (analyse-clause clause name scope state)
  (let* ((required (clause-required clause))
         (rest (clause-rest clause))
         (variables (if rest (append required (list rest)) required)))
    (%vector (length required)
             (if rest #t #f)
             (within state name (lambda () (analyse (clause-body clause) (cons variables scope) state))))))

(define (procedure-node source clause)
  (let ((required (%unsafe-vector-ref clause 0)) (body (%unsafe-vector-ref clause 2)))
    (if (%unsafe-vector-ref clause 1)
        (rest-procedure-node source required body)
        (fixed-procedure-node source required body))))

(define (fixed-procedure-node source required body)
  (case required
    ((0) (lambda (env) (lambda/source source () (%call body (%vector env)))))
    ((1) (lambda (env) (lambda/source source (a) (%call body (%vector env a)))))
    ((2) (lambda (env) (lambda/source source (a b) (%call body (%vector env a b)))))
    ((3) (lambda (env) (lambda/source source (a b c) (%call body (%vector env a b c)))))
    ((4) (lambda (env) (lambda/source source (a b c d) (%call body (%vector env a b c d)))))
    ((5) (lambda (env) (lambda/source source (a b c d e) (%call body (%vector env a b c d e)))))
    ((6) (lambda (env) (lambda/source source (a b c d e f) (%call body (%vector env a b c d e f)))))
    (else
     (lambda (env)
       (lambda/source source args
         (if (not (= (length args) required)) (%raise-arity source required required (length args)))
         (%call body (list->vector (cons env args))))))))

(define (rest-procedure-node source required body)
  (case required
    ((0) (lambda (env) (lambda/source source r (%call body (%vector env r)))))
    ((1) (lambda (env) (lambda/source source (a . r) (%call body (%vector env a r)))))
    ((2) (lambda (env) (lambda/source source (a b . r) (%call body (%vector env a b r)))))
    ((3) (lambda (env) (lambda/source source (a b c . r) (%call body (%vector env a b c r)))))
    (else
     (lambda (env)
       (lambda/source source args
         (if (< (length args) required) (%raise-arity source required -1 (length args)))
         (%call body (list->vector (cons env (gather args required)))))))))

;; The first n arguments, then the list of the others.
(define (gather args n)
  (if (= n 0)
      (list args)
      (cons (car args) (gather (cdr args) (- n 1)))))

;; case-lambda: the first clause that takes the arguments.
(define (case-node source clauses)
  (let ((least (fold-left (lambda (n c) (min n (%unsafe-vector-ref c 0))) 1000000 clauses))
        (most (fold-left (lambda (n c) (if (or (< n 0) (%unsafe-vector-ref c 1)) -1 (max n (%unsafe-vector-ref c 0)))) 0 clauses)))
    (lambda (env)
      (lambda/source source args
        (let ((count (length args)))
          (let loop ((rest clauses))
            (if (null? rest)
                (%raise-arity source least most count)
                (let* ((clause (car rest)) (required (%unsafe-vector-ref clause 0)) (body (%unsafe-vector-ref clause 2)))
                  (cond
                    ((eq? count required)
                     (%call body
                            (list->vector (cons env (if (%unsafe-vector-ref clause 1) (gather args required) args)))))
                    ((and (%unsafe-vector-ref clause 1) (> count required))
                     (%call body (list->vector (cons env (gather args required)))))
                    (else (loop (cdr rest))))))))))))

;; ---- procedures of record types (forms-record.scm): no rib, and a failure is reported at the call of them ------------------

;; Whether a body is a call of such a primitive.
(define (record-body? body)
  (and (eq? (node-kind body) 11)
       (eq? (node-kind (node-a body)) 3)
       (memq (node-a (node-a body)) '(%record %record? %record-ref %record-set!))
       #t))

;; The node of a lambda around a primitive of records, or #f. The type is read at each call: the lambda may be made before it.
(define (record-procedure node scope state)
  (let* ((clause (car (node-a node))) (body (clause-body clause)) (own (%vector (node-line node) (node-column node) (node-b node))))
    (and (eq? (node-kind body) 11)
         (eq? (node-kind (node-a body)) 3)
         (case (node-a (node-a body))
           ((%record) (constructor-node own clause (node-b body) scope state))
           ((%record?)
            (let ((type (analyse (cadr (node-b body)) scope state)))
              (lambda (env) (lambda/source own (r) (%record? r (%call type env))))))
           ((%record-ref)
            (let* ((operands (node-b body))
                   (type (analyse (cadr operands) scope state))
                   (index (node-a (caddr operands)))
                   (fail (record-failure type (node-a (cadddr operands)))))
              (lambda (env)
                (lambda/source own (r)
                  (if (%record? r (%call type env)) (%unsafe-vector-ref r index) (%call fail env r))))))
           ((%record-set!)
            (let* ((operands (node-b body))
                   (type (analyse (cadr operands) scope state))
                   (index (node-a (caddr operands)))
                   (fail (record-failure type (node-a (list-ref operands 4)))))
              (lambda (env)
                (lambda/source own (r value)
                  (if (%record? r (%call type env)) (%unsafe-vector-set! r index value) (%call fail env r))))))
           (else #f)))))

;; Called as a node, which has no place of its own.
(define (record-failure type who)
  (lambda (env r) (%raise-record who (%call type env) r)))

;; A constructor whose arguments are the fields in their order, if there are few; #f for another.
(define (constructor-node own clause operands scope state)
  (and (equal? (map node-a (cdr operands)) (clause-required clause))
       (let ((type (analyse (car operands) scope state)))
         (case (length (cdr operands))
           ((1) (lambda (env) (lambda/source own (a) (%record (%call type env) a))))
           ((2) (lambda (env) (lambda/source own (a b) (%record (%call type env) a b))))
           ((3) (lambda (env) (lambda/source own (a b c) (%record (%call type env) a b c))))
           ((4) (lambda (env) (lambda/source own (a b c d) (%record (%call type env) a b c d))))
           (else #f)))))
