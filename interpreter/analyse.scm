;; The analyser: core to closures, once; running a program is calling them (Abelson & Sussman 1996, 4.1.7). Each closure takes the
;; run-time environment. Operands are told apart by kind, so that the commonest expressions need no call for them:
;; 0 variable, 1 constant, 2 anything else.
;; Invariant: closures that may fail carry their node's source (lambda/source), so errors and backtraces name the interpreted text.

(define (analyse node scope state)
  (case (node-kind node)
    ((0) (analyse-quote node state))
    ((1) (analyse-local node scope state))
    ((2) (analyse-global node state))
    ((3) (constant-node (car (core-primitive-entry (node-a node)))))
    ((4) (analyse-if node scope state))
    ((5) (analyse-set node scope state))
    ((6) (analyse-set-global node scope state))
    ((7) (analyse-sequence (map (lambda (each) (analyse each scope state)) (node-a node))))
    ((8) (analyse-lambda node scope state))
    ((9) (analyse-let node scope state))
    ((10) (analyse-letrec node scope state))
    ((11) (analyse-call node scope state))
    (else (analyse-instruction node scope state))))

;; ---- operands ---------------------------------------------------------------------------------------

;; Kind and content of an operand, passed to `use`.
(define (with-operand node scope state use)
  (let ((kind (node-kind node)))
    (cond
      ((and (eq? kind 0) (simple-constant? (node-a node))) (use 1 (node-a node)))
      ((and (eq? kind 1) (not (variable-checked? (node-a node))))
       (address (node-a node) scope
                (lambda (depth slot)
                  (if (> depth most-depth)
                      (use 2 (local-node depth slot))
                      (use 0 (variable-address depth slot))))))
      (else (use 2 (analyse node scope state))))))

;; An operand as a node, for builders that tell fewer kinds apart.
(define (operand-node kind content)
  (case kind
    ((0) (variable-node content))
    ((1) (constant-node content))
    (else content)))

;; The address of a variable that is read where it is an operand: its slot, or #(depth slot) further out.
(define most-depth 6)
(define (variable-address depth slot) (if (eq? depth 0) slot (%vector depth slot)))
(define (variable-node address)
  (if (%fixnum? address)
      (local-node 0 address)
      (local-node (%unsafe-vector-ref address 0) (%unsafe-vector-ref address 1))))
(define (variable env address)
  (if (%fixnum? address) (%unsafe-vector-ref env address) (further-variable env address)))
(define (further-variable env address)
  (let ((depth (%unsafe-vector-ref address 0)) (rib (%unsafe-vector-ref env 0)))
    (%unsafe-vector-ref (if (eq? depth 1) rib (further-rib rib depth)) (%unsafe-vector-ref address 1))))
;; The rib `depth` ribs out, for a depth of at most most-depth; `rib` is one out.
(define (further-rib rib depth)
  (let ((rib (%unsafe-vector-ref rib 0)))
    (if (eq? depth 2)
        rib
        (let ((rib (%unsafe-vector-ref rib 0)))
          (if (eq? depth 3)
              rib
              (let ((rib (%unsafe-vector-ref rib 0)))
                (if (eq? depth 4)
                    rib
                    (let ((rib (%unsafe-vector-ref rib 0)))
                      (if (eq? depth 5) rib (%unsafe-vector-ref rib 0))))))))))
(define (rib-out env depth)
  (cond
    ((eq? depth 1) (%unsafe-vector-ref env 0))
    ((eq? depth 0) env)
    (else (further-rib (%unsafe-vector-ref env 0) depth))))

;; Whether a datum can be captured as it is: no literal to learn in it, nothing that a program may change.
(define (simple-constant? datum)
  (not (or (pair? datum) (vector? datum) (string? datum))))

(define (variable-checked? v) (eq? (%unsafe-vector-ref v 2) 'checked))

;; ---- constants -----------------------------------------------------------------------------------------

(define (constant-node value) (lambda (env) value))

(define (analyse-quote node state)
  (let ((datum (node-a node)))
    (cond
      ((literal? datum)
       (let ((index (literal-index datum)))
         (lambda (env) (%parameter index))))
      ((or (simple-constant? datum) (not (or (state-mutates? state) (holds-mark? datum))))
       (constant-node datum))
      (else
       (let ((cell (make-cell (%unspecified) #f #f)))
         (add-constant! state cell datum)
         (lambda (env) (cell-value cell)))))))

;; Whether a datum holds a learnable literal or a label.
(define (holds-mark? datum)
  (cond
    ((pair? datum) (or (holds-mark? (car datum)) (holds-mark? (cdr datum))))
    ((vector? datum) (or (literal? datum) (label? datum) (any-mark-in? datum 0)))
    (else #f)))
(define (any-mark-in? v i)
  (and (< i (vector-length v))
       (or (holds-mark? (vector-ref v i)) (any-mark-in? v (+ i 1)))))

;; A copy of a datum, with the current values of learnable literals, and shared or circular where labels say so.
(define (fresh-constant datum)
  (let ((labels (list '())))
    (define (copy datum)
      (cond
        ((pair? datum) (copy-pair datum #f))
        ((literal? datum) (%parameter (literal-index datum)))
        ((label? datum) (copy-labelled (label-datum datum) (label-index datum)))
        ((reference? datum) (cdr (assv (vector-ref datum 1) (car labels))))
        ((vector? datum) (vector-map copy datum))
        ((string? datum) (string-copy datum))
        (else datum)))
    (define (note! index object)
      (if index (set-car! labels (cons (cons index object) (car labels)))))
    ;; What a label stands for is noted before what lies in it is copied.
    (define (copy-labelled datum index)
      (cond
        ((pair? datum) (copy-pair datum index))
        ((and (vector? datum) (not (literal? datum)))
         (let ((object (make-vector (vector-length datum) #f)))
           (note! index object)
           (let loop ((i 0))
             (if (< i (vector-length datum))
                 (begin
                   (vector-set! object i (copy (vector-ref datum i)))
                   (loop (+ i 1)))))
           object))
        (else
         (let ((object (copy datum)))
           (note! index object)
           object))))
    (define (copy-pair datum index)
      (if index
          (let ((pair (cons #f #f)))
            (note! index pair)
            (set-car! pair (copy (car datum)))
            (set-cdr! pair (copy (cdr datum)))
            pair)
          (let ((first (copy (car datum))))
            (cons first (copy (cdr datum))))))
    (copy datum)))

;; ---- variables --------------------------------------------------------------------------------------------

(define (analyse-local node scope state)
  (let ((variable (node-a node)))
    (address variable scope
             (lambda (depth slot)
               (if (variable-checked? variable)
                   (checked-local (source-of node state) (local-node depth slot) (variable-name variable))
                   (local-node depth slot))))))

(define (local-node depth slot)
  (case depth
    ((0)
     (case slot
       ((1) (lambda (env) (%unsafe-vector-ref env 1)))
       ((2) (lambda (env) (%unsafe-vector-ref env 2)))
       ((3) (lambda (env) (%unsafe-vector-ref env 3)))
       (else (lambda (env) (%unsafe-vector-ref env slot)))))
    ((1)
     (case slot
       ((1) (lambda (env) (%unsafe-vector-ref (%unsafe-vector-ref env 0) 1)))
       ((2) (lambda (env) (%unsafe-vector-ref (%unsafe-vector-ref env 0) 2)))
       (else (lambda (env) (%unsafe-vector-ref (%unsafe-vector-ref env 0) slot)))))
    ((2) (lambda (env) (%unsafe-vector-ref (%unsafe-vector-ref (%unsafe-vector-ref env 0) 0) slot)))
    ((3 4 5 6) (lambda (env) (%unsafe-vector-ref (further-rib (%unsafe-vector-ref env 0) depth) slot)))
    (else (lambda (env) (%unsafe-vector-ref (outer-rib env depth) slot)))))

(define (outer-rib env depth)
  (if (< depth most-depth)
      (rib-out env depth)
      (outer-rib (further-rib (%unsafe-vector-ref env 0) most-depth) (- depth most-depth))))

(define (checked-local source read name)
  (lambda/source source (env)
    (let ((value (%call read env)))
      (if (%uninitialized? value) (%raise-uninitialized name) value))))

(define (analyse-global node state)
  (let* ((name (node-a node)) (cell (cell-of name state)))
    (if cell
        (global-node (source-of node state) cell)
        (let ((primitive (primitive-entry name)))
          (if primitive
              (constant-node (car primitive))
              (undefined-node node name state))))))

(define (global-node source cell)
  (if (foreign-cell? cell)
      (foreign-node source (foreign-read cell) (foreign-name cell))
      (lambda/source source (env)
        (let ((value (cell-value cell)))
          (if (%unbound? value) (%raise-undefined (cell-name cell)) value)))))

(define (foreign-node source read name)
  (lambda/source source (env)
    (let ((value (read)))
      (if (%unbound? value) (%raise-undefined name) value))))

;; What nothing defines may be defined by eval before it is reached.
(define (undefined-node node name state)
  (let ((source (source-of node state)) (plain (plain-name name)))
    (warn! state (node-line node) (node-column node) (string-append "undefined variable: " (symbol->string plain)))
    (lambda/source source (env)
      (let* ((cell (cell-of name state)) (value (if cell (cell-value cell) (%unbound))))
        (if (%unbound? value) (%raise-undefined plain) value)))))

(define (analyse-set node scope state)
  (let ((value (analyse (node-b node) scope state)))
    (address (node-a node) scope
             (lambda (depth slot)
               (if (eq? depth 0)
                   (lambda (env) (%unsafe-vector-set! env slot (%call value env)) (%unspecified))
                   (lambda (env)
                     (let ((v (%call value env)))
                       (%unsafe-vector-set! (outer-rib env depth) slot v)
                       (%unspecified))))))))

(define (analyse-set-global node scope state)
  (let ((value (analyse (node-b node) scope state)) (cell (cell-of (node-a node) state)) (source (source-of node state)))
    (if (not (or (cell-defined? cell) (primitive-entry (node-a node))))
        (warn! state (node-line node) (node-column node)
               (string-append "undefined variable: " (symbol->string (plain-name (node-a node))))))
    (if (foreign-cell? cell)
        (let ((read (foreign-read cell)) (write (foreign-write cell)))
          (lambda/source source (env)
            (let ((v (%call value env)))
              (if (%unbound? (read)) (%raise-undefined (foreign-name cell)))
              (write v)
              (%unspecified))))
        (lambda/source source (env)
          (let ((v (%call value env)))
            (if (%unbound? (cell-value cell)) (%raise-undefined (cell-name cell)))
            (cell-set! cell v)
            (%unspecified))))))

;; ---- conditionals and sequences ------------------------------------------------------------------------------

(define (analyse-if node scope state)
  (let* ((make (prepare-test (node-a node) scope state))
         (then (analyse (node-b node) scope state))
         (else (analyse (node-c node) scope state)))
    (make then else)))

;; Analyses a test; answers a procedure that makes the node of an if from the nodes of its arms. So warnings come in the order of the text, and
;; tests of tests lead to the arms at once, which they share.
(define (prepare-test test scope state)
  (define (prepare test) (prepare-test test scope state))
  (cond
    ((negation test state)
     => (lambda (operand)
          (let ((make (prepare operand)))
            (lambda (then else) (make else then)))))
    ((with-alternatives test (lambda (a b) (let ((a (prepare a))) (cons a (prepare b)))))
     => (lambda (makers) (lambda (then else) ((car makers) then ((cdr makers) then else)))))
    ((eq? (node-kind test) 4)
     (let* ((a (prepare (node-a test))) (b (prepare (node-b test))) (c (prepare (node-c test))))
       (lambda (then else) (a (b then else) (c then else)))))
    ((and (eq? (node-kind test) 0) (boolean? (node-a test)))
     (lambda (then else) (if (node-a test) then else)))
    (else (prepare-plain-test test scope state))))

(define (prepare-plain-test test scope state)
  (let* ((name (and (eq? (node-kind test) 11) (primitive-operator (node-a test) state)))
         (operands (if name (node-b test) '()))
         (builder (and name (if-builder name (length operands))))
         (source (source-of test state)))
    (cond
      ((not builder)
       (let ((plain (analyse test scope state)))
         (lambda (then else)
           (lambda (env) (if (%call plain env) (%call then env) (%call else env))))))
      ((null? (cdr operands))
       (with-operand (car operands) scope state
         (lambda (kind a)
           (lambda (then else) (builder source kind a then else)))))
      (else
       (with-operand (car operands) scope state
         (lambda (kind-a a)
           (with-operand (cadr operands) scope state
             (lambda (kind-b b)
               (lambda (then else) (builder source kind-a a kind-b b then else))))))))))

;; The operands of (or a b) as it is expanded, (let ((t a)) (if t t b)), passed to `use`; #f for anything else.
(define (with-alternatives node use)
  (and (eq? (node-kind node) 9)
       (null? (cdr (node-a node)))
       (let ((variable (car (car (node-a node)))) (body (node-b node)))
         (and (eq? (node-kind body) 4)
              (is-variable? (node-a body) variable)
              (is-variable? (node-b body) variable)
              (not (mentions? (node-c body) variable))
              (use (cdr (car (node-a node))) (node-c body))))))
(define (is-variable? node variable)
  (and (eq? (node-kind node) 1) (eq? (node-a node) variable)))
(define (mentions? node variable)
  (let ((found (list #f)))
    (walk node
          (lambda (n)
            (if (and (memv (node-kind n) '(1 5)) (eq? (node-a n) variable)) (set-car! found #t))))
    (car found)))

;; The operand of (not x), when not is the primitive.
(define (negation node state)
  (and (eq? (node-kind node) 11)
       (eq? (primitive-operator (node-a node) state) 'not)
       (= (length (node-b node)) 1)
       (car (node-b node))))

(define (analyse-sequence nodes)
  (let ((first (car nodes)) (rest (cdr nodes)))
    (cond
      ((null? rest) first)
      ((null? (cdr rest))
       (let ((second (car rest)))
         (lambda (env) (%call first env) (%call second env))))
      (else
       (let ((second (car rest)) (others (analyse-sequence (cdr rest))))
         (lambda (env) (%call first env) (%call second env) (%call others env)))))))

;; ---- binding forms ------------------------------------------------------------------------------------------------

(define (analyse-let node scope state)
  (or (with-alternatives node
        (lambda (a b)
          (let* ((a (analyse a scope state)) (b (analyse b scope state)))
            (lambda (env) (let ((value (%call a env))) (if value value (%call b env)))))))
      (analyse-binding node scope state)))

(define (analyse-binding node scope state)
  (let* ((bindings (node-a node))
         (inits (map (lambda (b) (analyse (cdr b) scope state)) bindings))
         (body (analyse (node-b node) (cons (map car bindings) scope) state)))
    (case (length inits)
      ((1)
       (let ((a (car inits)))
         (lambda (env) (%call body (%vector env (%call a env))))))
      ((2)
       (let ((a (car inits)) (b (cadr inits)))
         (lambda (env)
           (let* ((a (%call a env)) (b (%call b env)))
             (%call body (%vector env a b))))))
      ((3)
       (let ((a (car inits)) (b (cadr inits)) (c (caddr inits)))
         (lambda (env)
           (let* ((a (%call a env)) (b (%call b env)) (c (%call c env)))
             (%call body (%vector env a b c))))))
      (else
       (lambda (env) (%call body (list->vector (cons env (evaluate-all inits env)))))))))

(define (evaluate-all nodes env)
  (let loop ((rest nodes) (values '()))
    (if (null? rest)
        (reverse values)
        (let ((value (%call (car rest) env)))
          (loop (cdr rest) (cons value values))))))
