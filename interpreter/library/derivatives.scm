;; Derivatives as procedures: levels that record what a function computes, swept backwards or forwards (docs/gradients.md).
;; What is differentiated by and what is differentiated are numbers, or lists and vectors of them, nested as one likes.
;;
;; A level's object is #(level stop inputs rules depth top sweeper aliases backwards?): `stop` is where its inputs end and `top` where its entries do,
;; as slots of the tape; `inputs` are its active words; a rule is #(slot backward forward), the last made first: what to do when a sweep
;; comes to the slot from either side; aliases are what checkpoints record again under, the innermost first. (runtime-as/levels.ts knows
;; where rules and sweeper are.)
;; Invariant: a level is open in the dynamic extent of what it records, and only there; sweeps run in the levels around it.

(define (object-level o) (%unsafe-vector-ref o 0))
(define (object-stop o) (%unsafe-vector-ref o 1))
(define (object-inputs o) (%unsafe-vector-ref o 2))
(define (object-rules o) (%unsafe-vector-ref o 3))
(define (object-depth o) (%unsafe-vector-ref o 4))
(define (object-top o) (%unsafe-vector-ref o 5))
(define (object-sweeper o) (%unsafe-vector-ref o 6))
(define (object-aliases o) (%unsafe-vector-ref o 7))
(define (set-object-aliases! o aliases) (%unsafe-vector-set! o 7 aliases))
(define (set-object-rules! o rules) (%unsafe-vector-set! o 3 rules))

(define (make-rule slot backward forward) (%vector slot backward forward))
(define (rule-slot r) (%unsafe-vector-ref r 0))
(define (add-rule! object backward forward)
  (set-object-rules! object (cons (make-rule (%level-top (object-level object)) backward forward) (object-rules object))))

;; ---- structures of numbers ------------------------------------------------------------------------------------------

;; f of each number, from left to right, in the same structure; what is no number stays what it is.
(define (map-leaves f obj)
  (cond
    ((%numeric? obj) (f obj))
    ((pair? obj)
     (let loop ((rest obj) (result '()))
       (if (pair? rest)
           (let ((value (map-leaves f (car rest)))) (loop (cdr rest) (cons value result)))
           (let ((tail (map-leaves f rest))) (append-reverse result tail)))))
    ((vector? obj) (%list->vector (map-leaves f (%vector->list obj (%default) (%default)))))
    (else obj)))

;; The numbers, before those in `rest`.
(define (leaves-before obj rest)
  (cond
    ((%numeric? obj) (cons obj rest))
    ((pair? obj) (let loop ((items (reversed-items obj)) (rest rest))
                   (if (pair? items) (loop (cdr items) (leaves-before (car items) rest)) rest)))
    ((vector? obj) (leaves-before (%vector->list obj (%default) (%default)) rest))
    (else rest)))
;; The elements of a list in the opposite order; the tail of an improper one comes first.
(define (reversed-items list)
  (let loop ((rest list) (result '()))
    (if (pair? rest) (loop (cdr rest) (cons (car rest) result)) (if (null? rest) result (cons rest result)))))
(define (leaves obj) (leaves-before obj '()))

;; The same structure with other things in the place of its numbers, one after the other.
(define (refill obj things)
  (map-leaves (lambda (leaf) (let ((thing (car things))) (set! things (cdr things)) thing)) obj))

;; The same for many lists of things: what is to be done once is done once.
(define (refiller obj)
  (cond
    ((%numeric? obj) car)
    ((flat-list? obj) (lambda (things) things))
    ((vector? obj) (if (flat-list? (%vector->list obj (%default) (%default))) (lambda (things) (%list->vector things)) (lambda (things) (refill obj things))))
    (else (lambda (things) (refill obj things)))))
(define (flat-list? obj)
  (let loop ((rest obj)) (if (pair? rest) (if (%numeric? (car rest)) (loop (cdr rest)) #f) (null? rest))))

(define (check-numbers who obj)
  (cond
    ((%numeric? obj) #t)
    ((null? obj) #t)
    ((pair? obj) (let loop ((rest obj)) (if (pair? rest) (begin (check-numbers who (car rest)) (loop (cdr rest))) (check-numbers who rest))))
    ((vector? obj) (check-numbers who (%vector->list obj (%default) (%default))))
    (else (%raise-expected who 'numbers obj))))

;; Whether two structures of numbers have the same shape.
(define (same-shape? a b)
  (cond
    ((%number? a) (%number? b))
    ((%tensor? a) (if (%tensor? b) (equal? (%tensor-shape a) (%tensor-shape b)) #f))
    ((pair? a) (let loop ((a a) (b b))
                 (if (if (pair? a) (pair? b) #f)
                     (if (same-shape? (car a) (car b)) (loop (cdr a) (cdr b)) #f)
                     (if (pair? a) #f (if (pair? b) #f (same-shape? a b))))))
    ((vector? a) (if (vector? b) (same-shape? (%vector->list a (%default) (%default)) (%vector->list b (%default) (%default))) #f))
    ((%numeric? b) #f)
    ((pair? b) #f)
    ((vector? b) #f)
    (else #t)))
(define (check-shape who like obj)
  (if (same-shape? like obj) obj (%raise-expected who 'shape obj)))

;; ---- levels -------------------------------------------------------------------------------------------------------------

(define (new-object backwards?) (%vector #f 0 '() '() 0 0 sweep-level '() backwards?))

(define (enter-level object)
  (let ((level (object-level object)))
    (if level
        (begin
          (if (not (%level-reopen? level (object-stop object)))
              (error "a continuation leads back into a derivative that has ended, or that was taken inside of others"))
          (reopen-aliases (object-aliases object)))
        (begin
          (%unsafe-vector-set! object 0 (if (%unsafe-vector-ref object 8) (%level-open-backwards) (%level-open)))
          (%unsafe-vector-set! object 4 (%levels-open))))
    (%set-level-object! (object-depth object) object)))
(define (reopen-aliases aliases)
  (if (pair? aliases)
      (begin
        (reopen-aliases (cdr aliases))
        (%alias-reopen (car aliases)))))
(define (leave-level object)
  (let ((level (object-level object)))
    (for-each (lambda (alias) (%alias-close alias level)) (object-aliases object))
    (%level-close level)))

;; The object of the level open at a depth. The host's own has none until a rule needs it.
(define (object-at depth)
  (or (let ((object (%level-object depth)))
        ;; The runtime makes objects without a sweeper, which operations on tensors need not have.
        (if object (if (not (object-sweeper object)) (%unsafe-vector-set! object 6 sweep-level)))
        object)
      (let* ((level (%level-at depth)) (object (%vector level (%level-inputs-end level) '() '() depth 0 sweep-level '())))
        (%set-level-object! depth object)
        object)))

;; Calls f with inputs in the place of x's numbers (`backwards?`: there will be sweeps backwards only, so loops may be one rule each), at a new level, which is closed afterwards; then receive with the level's object, f's
;; value as it is outside of the level, and a list that has for each number in it the word if it depends on the inputs, else #f.
(define (record who f x backwards? receive)
  (check-numbers who x)
  (let* ((object (new-object backwards?))
         (site (%site))
         (outputs '())
         (value
          (dynamic-wind
            (lambda () (enter-level object))
            (lambda ()
              (let* ((inputs (map-leaves (lambda (leaf) (%level-input leaf)) x)) (level (object-level object)))
                (%unsafe-vector-set! object 1 (%level-inputs-end level))
                (%unsafe-vector-set! object 2 (leaves inputs))
                (let ((value (f inputs)))
                  (set! outputs (active-leaves (object-depth object) value))
                  (%unsafe-vector-set! object 5 (%level-top level))
                  (primal-at (object-depth object) value))))
            (lambda () (leave-level object)))))
    (%set-site! site)
    (receive object value outputs)))

(define (active-leaves depth obj) (map (lambda (leaf) (if (eq? (%level-depth leaf) depth) leaf #f)) (leaves obj)))
(define (primal-at depth obj) (map-leaves (lambda (leaf) (%level-primal depth leaf)) obj))

(define (end-level object result)
  (%level-end (object-level object))
  result)

;; ---- backwards -------------------------------------------------------------------------------------------------------------

(define (sweep-level object from) (sweep-range object (object-rules object) from (object-stop object)))

;; From a slot down to another, with the rules between them.
(define (sweep-range object rules from stop)
  (let ((level (object-level object)))
    (define (sweep-to from to)
      (let ((at (%level-sweep level from to)))
        (if (not (eq? at to)) (sweep-to at to))))
    (let loop ((at from) (rules rules))
      (if (null? rules)
          (sweep-to at stop)
          (let* ((rule (car rules)) (slot (rule-slot rule)))
            (if (not (eq? at slot)) (sweep-to at slot))
            (cond
              ((%fused-rule? rule) (pull-fused rule))
              ((%tensor-rule? rule) (%tensor-pull level rule))
              (else ((%unsafe-vector-ref rule 1) object)))
            (loop slot (cdr rules)))))))

;; A loop's adjoint, slice by slice.
(define (pull-fused rule)
  (if (%fused-begins? rule)
      (let loop () (if (%fused-pull rule) (loop) (%fused-ends rule)))))

(define (seed-all level words cotangents)
  (let loop ((words words) (cotangents cotangents))
    (if (pair? words)
        (begin
          (if (car words) (%sweep-seed level (car words) (car cotangents)))
          (loop (cdr words) (cdr cotangents))))))

;; The adjoints of the inputs for cotangents of the outputs, in a list.
(define (pull object outputs cotangents)
  (%sweep-begin)
  (seed-all (object-level object) outputs cotangents)
  (sweep-level object (object-top object))
  (let ((result (take-all (object-inputs object))))
    (%sweep-end)
    result))
(define (take-all words) (map (lambda (word) (%sweep-take word)) words))
(define (all-zero? cotangents)
  (or (null? cotangents) (if (%zero-adjoint? (car cotangents)) (all-zero? (cdr cotangents)) #f)))

;; ---- forwards ----------------------------------------------------------------------------------------------------------------

;; Tangents of the entries between two slots, with the rules between them, the first made first.
(define (propagate-range object rules from to)
  (let ((level (object-level object)))
    (let loop ((at from) (rules (append-reverse rules '())))
      (if (null? rules)
          (%level-propagate level at to)
          (let* ((rule (car rules)) (slot (rule-slot rule)))
            (if (not (eq? at slot)) (%level-propagate level at slot))
            (if (%tensor-rule? rule)
                (%tensor-push level rule)
                ((%unsafe-vector-ref rule 2) object))
            (loop slot (cdr rules)))))))

(define (forget-range object rules from to)
  (%level-forget (object-level object) from to)
  (for-each (lambda (rule) (if (%tensor-rule? rule) (%tensor-forget rule))) rules))

;; The tangents of the outputs for tangents of the inputs, in a list; `value` is what the outputs are.
(define (push object outputs tangents value)
  (%sweep-begin)
  (for-each (lambda (word tangent) (%set-tangent! word tangent)) (object-inputs object) tangents)
  (propagate-range object (object-rules object) (object-stop object) (object-top object))
  (let ((result (tangents-of outputs (leaves value))))
    (take-all (object-inputs object))
    (forget-range object (object-rules object) (object-stop object) (object-top object))
    (%sweep-end)
    result))
;; Zeros in the place of what does not depend on the inputs.
(define (tangents-of words like) (map (lambda (word leaf) (if word (%sweep-read word) (zero-like leaf))) words like))
(define (zero-like leaf) (if (%tensor? leaf) (%make-tensor (%tensor-shape leaf) 0.0) 0.0))

;; ---- procedures of the language ------------------------------------------------------------------------------------------------

(define (call-with-gradient who f x receive)
  (record who f x #t
    (lambda (object value outputs)
      (if (not (%number? value)) (%raise-expected who 'scalar f))
      (receive value (end-level object (refill x (pull object outputs '(1.0))))))))

(define (gradient f x) (call-with-gradient 'gradient f x (lambda (value gradient) gradient)))
(define (value+gradient f x) (call-with-gradient 'value+gradient f x values))

(define (derivative f x)
  (if (not (%number? x)) (%raise-expected 'derivative 'number x))
  (push-along 'derivative f x 1.0))

(define (push-along who f x dx)
  (record who f x #f
    (lambda (object value outputs)
      (end-level object (refill (numbers-of who value) (push object outputs (leaves dx) value))))))
(define (numbers-of who value)
  (check-numbers who value)
  value)

(define (jvp f x dx)
  (check-numbers 'jvp x)
  (push-along 'jvp f x (check-shape 'jvp x dx)))

(define (vjp f x w)
  (record 'vjp f x #t
    (lambda (object value outputs)
      (check-shape 'vjp (numbers-of 'vjp value) w)
      (end-level object (refill x (pull object outputs (leaves w)))))))

;; For each number of f's value the derivatives by x. There are fewer passes forwards than backwards when the inputs are fewer.
(define (jacobian f x) (jacobian-of 'jacobian f x))
(define (jacobian-of who f x)
  (record who f x #f
    (lambda (object value outputs)
      (check-numbers who value)
      (let ((inputs (object-inputs object)))
        (end-level object
          (cond
            ((any-tensor? value inputs) (jacobian-of-tensors object value x outputs))
            ((%number< (length outputs) (length inputs))
              (refill value (map (lambda (row) (refill x (pull object outputs row))) (units outputs))))
            (else
              (or (jacobian-along object value x outputs inputs)
                  (refill value (rows x outputs (map (lambda (column) (push object outputs column value)) (units inputs))))))))))))

(define (any-tensor? value inputs) (or (any-of? (leaves value)) (any-of? inputs)))
(define (any-of? words) (if (pair? words) (or (%tensor? (car words)) (any-of? (cdr words))) #f))

;; With tensors: a tensor in f's value has, for each number or tensor in x, derivatives of its own shape followed by that one's.
(define (jacobian-of-tensors object value x outputs)
  (if (%number? x)
      (refill value (push object outputs '(1.0) value))
      (let loop ((before '()) (left outputs) (like (leaves value)) (result '()))
        (if (null? left)
            (refill value (append-reverse result '()))
            (let* ((leaf (car like))
                   (behind (map (lambda (word) 0.0) (cdr left)))
                   (rows (map (lambda (unit) (pull object outputs (append-reverse before (cons unit behind)))) (units-of leaf))))
              (loop (cons 0.0 before) (cdr left) (cdr like)
                    (cons (refill x (if (%number? leaf) (car rows) (columns (%tensor-shape leaf) rows (leaves x)))) result)))))))
;; For each of the leaves what the rows have in its place, in one tensor.
(define (columns shape rows like)
  (let loop ((rows rows) (like like) (result '()))
    (if (null? like)
        (append-reverse result '())
        (let ((all (append shape (%tensor-shape (car like)))))
          (loop (map cdr rows) (cdr like)
                (cons (if (null? rows) (%make-tensor all 0.0) (%reshape (%stack (map car rows) (%default)) all)) result))))))
;; 1 for a number; for a tensor the tensors of its shape with a single 1.
(define (units-of leaf)
  (if (%number? leaf)
      '(1.0)
      (let* ((n (%tensor-size leaf)) (shape (%tensor-shape leaf)) (identity (%eye n (%default))))
        (map (lambda (k) (%reshape (%tensor-ref identity (list k)) shape)) (iota n)))))

;; Four directions at a time, where numbers are plain and no rule stands between them; else #f.
(define (jacobian-along object value x outputs inputs)
  (if (if (eq? (object-depth object) 1) (null? (object-rules object)) #f)
      (let* ((columns (%length inputs)) (shaped (refiller x)) (matrix (%make-vector (* columns (%length outputs)) 0.0)))
        (let loop ((first 0))
          (if (%number< first columns)
              (and (%level-directions first (object-stop object) (object-top object) inputs outputs matrix) (loop (+ first 4)))
              (let fill ((at 0) (left outputs) (result '()))
                (if (null? left)
                    ((refiller value) (append-reverse result '()))
                    (fill (+ at columns) (cdr left) (cons (shaped (%vector->list matrix at (+ at columns))) result)))))))
      #f))

;; The rows of the matrix with these columns, each in the structure of x.
(define (rows x outputs columns)
  (let ((shaped (refiller x)))
    (let loop ((left outputs) (columns columns) (result '()))
      (if (null? left)
          (append-reverse result '())
          (loop (cdr left) (map cdr columns) (cons (shaped (map car columns)) result))))))

;; The rows of the identity matrix with as many rows as the list is long.
(define (units list)
  (let loop ((left list) (before '()) (result '()))
    (if (null? left)
        (append-reverse result '())
        (loop (cdr left) (cons 0.0 before)
              (cons (append-reverse before (cons 1.0 (map (lambda (other) 0.0) (cdr left)))) result)))))

(define (hessian f x)
  (jacobian-of 'hessian (lambda (x) (call-with-gradient 'hessian f x (lambda (value gradient) gradient))) x))

(define (hessian-vector f x v)
  (check-numbers 'hessian-vector x)
  (push-along 'hessian-vector
              (lambda (x) (call-with-gradient 'hessian-vector f x (lambda (value gradient) gradient)))
              x
              (check-shape 'hessian-vector x v)))

(define (stop-gradient x) (map-leaves (lambda (leaf) (%without-derivative leaf)) x))

;; ---- rules of one's own ------------------------------------------------------------------------------------------------------------

(define (deepest obj)
  (let loop ((rest (leaves obj)) (depth 0))
    (if (null? rest)
        depth
        (let ((d (%level-depth (car rest)))) (loop (cdr rest) (if (%number< depth d) d depth))))))

;; Numbers of their own at a depth in the place of the inexact ones.
(define (nodes-at depth obj)
  (map-leaves (lambda (leaf) (if (if (%tensor? leaf) #t (%inexact? leaf)) (%level-node depth leaf) leaf)) obj))

(define (with-adjoint primal pullback)
  (if (not (procedure? primal)) (%raise-expected 'with-adjoint 'procedure primal))
  (if (not (procedure? pullback)) (%raise-expected 'with-adjoint 'procedure pullback))
  (letrec
    ((call
      (lambda arguments
        (let ((depth (deepest arguments)))
          (if (eq? depth 0)
              (%apply primal arguments)
              ;; At the levels around, it is a call with this rule again.
              (let* ((plain (primal-at depth arguments))
                     (site (%site))
                     (value (%apply call plain))
                     (object (object-at depth))
                     (words (active-leaves depth arguments))
                     (result (nodes-at depth value))
                     (nodes (active-leaves depth result)))
                ;; The arguments' cotangents for those of the nodes, in a list.
                (define (pulled cotangents)
                  (%set-site! site)
                  (let ((answer (%apply pullback (cons (refill result cotangents) plain))))
                    (%set-site! site)
                    (arguments-cotangents plain answer)))
                (if (pair? nodes)
                    (add-rule! object
                      (lambda (object)
                        (let ((cotangents (take-nodes nodes)) (level (object-level object)))
                          (if (not (all-zero? cotangents))
                              (seed-all level words
                                        (if (eq? (%level-sweep-kind level) 2) (map (lambda (word) 1.0) words) (pulled cotangents))))))
                      ;; Forwards there is only the pullback, too: one call of it for each output.
                      (lambda (object)
                        (let ((tangents (map (lambda (word) (if word (%sweep-read word) 0.0)) words)))
                          (let loop ((before '()) (left nodes))
                            (if (pair? left)
                                (let ((node (car left)) (behind (map (lambda (node) 0.0) (cdr left))))
                                  (if node
                                      (let ((derivatives
                                             (map (lambda (unit) (weighted (pulled (append-reverse before (cons unit behind))) tangents))
                                                  (units-of node))))
                                        (%set-tangent! node
                                          (if (%tensor? node) (%reshape (%tensor-of derivatives) (%tensor-shape node)) (car derivatives)))))
                                  (loop (cons 0.0 before) (cdr left)))))))))
                (%set-site! site)
                result))))))
    call))

(define (take-nodes nodes) (map (lambda (node) (if node (%sweep-take node) 0.0)) nodes))
(define (weighted a b)
  (let loop ((a a) (b b) (sum 0.0))
    (if (pair? a)
        (loop (cdr a) (cdr b)
              (if (or (%zero-adjoint? (car a)) (%zero-adjoint? (car b)))
                  sum
                  (let ((product (* (car a) (car b)))) (+ sum (if (%tensor? product) (%sum product (%default) (%default)) product)))))
        sum)))

;; What a pullback answered, as the numbers in the arguments' places: a list with one item for each argument, or for a single argument
;; its cotangent itself; #f and 0 stand for no derivative at all.
(define (arguments-cotangents arguments answer)
  (let ((items (if (if (pair? arguments) (null? (cdr arguments)) #f) (list answer) answer)))
    (if (not (if (%list? items) (%number= (length items) (length arguments)) #f))
        (%raise-expected 'with-adjoint 'shape answer))
    (let loop ((arguments arguments) (items items) (result '()))
      (if (null? arguments)
          (append-reverse result '())
          (let ((argument (car arguments)) (item (car items)))
            (loop (cdr arguments) (cdr items)
                  (append-reverse
                    (if (or (not item) (eq? item 0))
                        (map (lambda (leaf) 0.0) (leaves argument))
                        (leaves (check-shape 'with-adjoint argument item)))
                    result)))))))

;; ---- checkpoints ---------------------------------------------------------------------------------------------------------------------

;; With the innermost level closed: nothing is recorded there.
(define (outside object thunk)
  (dynamic-wind (lambda () (leave-level object)) thunk (lambda () (enter-level object))))

;; Records again, at the closed level of an object, what a thunk computes; then calls receive with the words of its value that depend
;; on something, the rules made meanwhile, and the slots between which it was recorded. Until receive is done, what was recorded belongs
;; to the level: rules in it may record more.
(define (record-again object thunk receive)
  (let* ((level (object-level object))
         (rules (object-rules object))
         (aliases (object-aliases object))
         (base #f)
         (extents (map (lambda (alias) (%level-extent alias)) (cons level aliases)))
         (own aliases)
         (made '()))
    (let ((words
           (dynamic-wind
             (lambda ()
               (set-object-aliases! object own)
               (enter-level object)
               (if (eq? own aliases)
                   (begin
                     (set! own (cons (%alias-open) aliases))
                     (set-object-aliases! object own)
                     ;; Only now: while the level is closed a collection takes back what was dropped behind it.
                     (set! base (%level-top level))))
               (set-object-rules! object made))
             (lambda () (active-leaves (object-depth object) (thunk)))
             (lambda ()
               (set! made (object-rules object))
               (set-object-rules! object rules)
               (leave-level object)
               (set-object-aliases! object aliases)))))
      (set-object-aliases! object own)
      (let ((result (receive words made base (%level-top level))))
        ;; Nothing of it is needed any more.
        (set-object-aliases! object aliases)
        (for-each (lambda (alias extent) (%level-drop alias extent)) (cons level aliases) extents)
        (%level-end (car own))
        result))))

(define (check-replay who first again)
  (if (not (equal? (stop-gradient first) (stop-gradient again)))
      (error (string-append (symbol->string who) ": computed again, the value is another one; state from outside may not change, nor random numbers be drawn")
             first again)))

(define (checkpoint thunk)
  (if (not (procedure? thunk)) (%raise-expected 'checkpoint 'procedure thunk))
  (let ((depth (%levels-open)))
    (if (or (eq? depth 0) (%graph-open?))
        (thunk)
        (let* ((object (object-at depth)) (site (%site)) (value (primal-at depth (outside object thunk))))
          (define (again) (let ((result (thunk))) (%set-site! site) (check-replay 'checkpoint value result) result))
          (%set-site! site)
          (let* ((result (nodes-at depth value)) (nodes (active-leaves depth result)))
            (add-rule! object
              (lambda (object)
                (let ((cotangents (take-nodes nodes)))
                  (if (not (all-zero? cotangents))
                      (record-again object again
                        (lambda (words rules base top)
                          (seed-all (object-level object) words cotangents)
                          (sweep-range object rules top base))))))
              (lambda (object)
                (record-again object again
                  (lambda (words rules base top)
                    (propagate-range object rules base top)
                    (give-tangents nodes words)
                    (forget-range object rules base top)))))
            result)))))

(define (give-tangents nodes words)
  (for-each (lambda (node word) (if node (%set-tangent! node (if word (%sweep-read word) 0.0)))) nodes words))

;; ---- checkpointed loops: the state after some steps is kept, the steps between are computed again (Griewank & Walther 2000) ---------------

;; So many steps are recorded at a time.
(define (loop-block) 16)

(define (run-steps step from to state)
  (if (%number< from to) (run-steps step (+ from 1) to (step from state)) state))

(define checkpoint-loop
  (case-lambda
    ((count step state) (checkpoint-loop count step state 64))
    ((count step state snapshots)
     (check-count 'checkpoint-loop count)
     (check-count 'checkpoint-loop snapshots)
     (if (not (procedure? step)) (%raise-expected 'checkpoint-loop 'procedure step))
     (let ((depth (%levels-open)))
       (if (or (eq? depth 0) (eq? count 0) (%graph-open?))
           (run-steps step 0 count state)
           (let* ((object (object-at depth))
                  (site (%site))
                  (first (primal-at depth state))
                  (words (active-leaves depth state))
                  (last (primal-at depth (outside object (lambda () (run-steps step 0 count first)))))
                  (result (nodes-at depth last))
                  (nodes (active-leaves depth result)))
             (add-rule! object
               (lambda (object)
                 (let ((cotangents (take-nodes nodes)))
                   (if (not (all-zero? cotangents))
                       (seed-all (object-level object) words
                                 (pull-steps object step 0 count first last cotangents snapshots site)))))
               (lambda (object)
                 (let ((tangents (map (lambda (word) (if word (%sweep-read word) 0.0)) words)))
                   (for-each (lambda (node tangent) (if node (%set-tangent! node tangent)))
                             nodes
                             (push-steps object step 0 count first tangents site)))))
             (%set-site! site)
             result))))))

;; The cotangents of the state before the steps from `from` to `to`, for those of the state after them.
(define (pull-steps object step from to first last cotangents snapshots site)
  (if (%number<= (- to from) (loop-block))
      (pull-block object step from to first last cotangents site)
      (let* ((middle (+ from (* (loop-block) (split (quotient (+ (- to from) (- (loop-block) 1)) (loop-block)) snapshots))))
             (state (run-steps step from middle first)))
        (pull-steps object step from middle first state
                    (pull-steps object step middle to state last cotangents (if (%number< 0 snapshots) (- snapshots 1) 0) site)
                    snapshots site))))

;; After how many of n blocks to keep the state, when as many states may be kept: the rest must not take more than r passes, the
;; least number that suffices for n.
(define (split n snapshots)
  (if (eq? snapshots 0)
      (- n 1)
      (let loop ((r 1) (all (+ snapshots 1)) (rest 1))
        ;; all = C(snapshots + r, r), rest = C(snapshots + r - 1, r - 1); the second part has snapshots - 1: C(snapshots - 1 + r, r).
        (if (%number< all n)
            (loop (+ r 1) (quotient (* all (+ snapshots r 1)) (+ r 1)) all)
            (max 1 (min (- n 1) (- n (- all rest))))))))

(define (pull-block object step from to first last cotangents site)
  (let ((inputs '()) (stop 0) (depth (object-depth object)))
    (record-again object
      (lambda ()
        (let ((state (nodes-at depth first)))
          (set! inputs (active-leaves depth state))
          (set! stop (%level-top (object-level object)))
          (let ((result (run-steps step from to state)))
            (%set-site! site)
            (check-replay 'checkpoint-loop last result)
            result)))
      (lambda (words rules base top)
        (seed-all (object-level object) words cotangents)
        (sweep-range object rules top stop)
        (take-nodes inputs)))))

(define (push-steps object step from to first tangents site)
  (if (%number< from to)
      (let* ((middle (min to (+ from (loop-block)))) (inputs '()) (after #f) (depth (object-depth object)))
        (record-again object
          (lambda ()
            (let ((state (nodes-at depth first)))
              (set! inputs (active-leaves depth state))
              (let ((result (run-steps step from middle state)))
                (%set-site! site)
                (set! after (primal-at depth result))
                result)))
          (lambda (words rules base top)
            (for-each (lambda (node tangent) (if node (%set-tangent! node tangent))) inputs tangents)
            (propagate-range object rules base top)
            (let ((result (map (lambda (word) (if word (%sweep-read word) 0.0)) words)))
              (forget-range object rules base top)
              (push-steps object step middle to after result site)))))
      tangents))

;; ---- roots: differentiated by the implicit function theorem ---------------------------------------------------------------------------------

(define implicit-solve
  (case-lambda
    ((f start) (implicit-solve f start 1e-10))
    ((f start tolerance)
     (check-numbers 'implicit-solve start)
     (if (not (if (%number? tolerance) (%number< 0 tolerance) #f)) (%raise-expected 'implicit-solve 'positive tolerance))
     (if (any-of? (leaves start))
         (let ((shaped (lambda (flat) (unflattened start flat))))
           (shaped (implicit-solve (lambda (flat) (scalars (check-shape 'implicit-solve start (f (shaped flat))))) (scalars start) tolerance)))
     (let* ((site (%site))
            (given f)
            (f (lambda (x) (let ((value (given x))) (%set-site! site) value)))
            (levels (%levels-open))
            (root (outside-all levels (lambda () (newton f (map-leaves (lambda (leaf) (%inexact (%without-derivative leaf))) start) tolerance)))))
       (cond
         ((eq? levels 0) root)
         ;; From the root itself, a Newton step has the derivatives of the root: the first ones with a constant matrix, and each step with
         ;; the matrix of its own doubles the order that is right.
         ((eq? levels 1) (newton-step f root (outside-all levels (lambda () (jacobian-of 'implicit-solve f root)))))
         (else
          (let loop ((order 1) (x root))
            (if (%number<= order levels)
                (loop (* 2 order) (newton-step f x (jacobian-of 'implicit-solve f x)))
                x)))))))))

;; All numbers, those in tensors one by one.
(define (scalars obj)
  (append-map (lambda (leaf) (if (%tensor? leaf) (vector->list (%tensor->vector leaf)) (list leaf))) (leaves obj)))
;; The structure of obj, tensors too, filled with numbers.
(define (unflattened obj numbers)
  (map-leaves
    (lambda (leaf)
      (if (%tensor? leaf)
          (let* ((n (%tensor-size leaf)) (own (list-head numbers n)))
            (set! numbers (list-tail numbers n))
            (if (eq? n 0) leaf (%reshape (%tensor-of own) (%tensor-shape leaf))))
          (let ((number (car numbers))) (set! numbers (cdr numbers)) number)))
    obj))

(define (outside-all levels thunk)
  (if (eq? levels 0)
      (thunk)
      (outside (object-at levels) (lambda () (outside-all (- levels 1) thunk)))))

(define (newton-step f x matrix)
  (let ((residuals (leaves (f x))))
    (refill x (map - (leaves x) (solve-linear (map leaves (rows-of x matrix)) residuals)))))
;; The rows of a Jacobian with the shape of x in the shape of x, in a list.
(define (rows-of x matrix)
  (cond
    ((%number? x) (list matrix))
    ((vector? x) (rows-of (vector->list x) (vector->list matrix)))
    ((pair? x) (append (rows-of (car x) (car matrix)) (rows-of (cdr x) (cdr matrix))))
    (else '())))

(define (largest numbers) (let loop ((rest numbers) (most 0.0)) (if (null? rest) most (loop (cdr rest) (max most (abs (car rest)))))))

;; Newton's method; a step that does not lessen the residual is halved.
(define (newton f start tolerance)
  (define (residual x)
    (let ((value (f x)))
      (check-shape 'implicit-solve start value)
      (largest (leaves value))))
  (define (give-up x size)
    (error "implicit-solve: no root was found from this start; the last point and the size of its residual are" x size))
  (let loop ((x start) (size (residual start)) (left 200))
    (if (%number= size 0)
        x
        (let* ((numbers (leaves x))
               (step (solve-linear (map leaves (rows-of x (jacobian-of 'implicit-solve f x))) (leaves (f x)))))
          (define (moved by) (refill x (map (lambda (a d) (- a (* by d))) numbers step)))
          (let try ((by 1.0))
            (let* ((next (moved by)) (next-size (residual next)))
              (cond
                ((%number< next-size size)
                 (if (eq? left 0) (give-up next next-size) (loop next next-size (- left 1))))
                ;; Nothing lessens it any more: this is a root when a whole step moves nothing that counts.
                ((%number<= (largest step) (* tolerance (max 1.0 (largest numbers)))) x)
                ((%number< by 1e-12) (give-up x size))
                (else (try (* by 0.5))))))))))

;; The solution of a linear system, given by the list of its rows and the right-hand side, by elimination with partial pivoting.
(define (solve-linear rows right)
  (let* ((n (length right)) (a (list->vector (map (lambda (row b) (list->vector (append row (list b)))) rows right))))
    (define (entry i j) (vector-ref (vector-ref a i) j))
    (define (pivot k)
      (let loop ((i (+ k 1)) (best k))
        (if (%number< i n) (loop (+ i 1) (if (%number< (abs (entry best k)) (abs (entry i k))) i best)) best)))
    (define (eliminate k)
      (let* ((p (pivot k)) (row (vector-ref a p)))
        (vector-set! a p (vector-ref a k))
        (vector-set! a k row)
        (if (%number= (vector-ref row k) 0) (error "implicit-solve: the Jacobian is singular at some point of the way; start elsewhere"))
        (let down ((i (+ k 1)))
          (if (%number< i n)
              (let* ((other (vector-ref a i)) (factor (/ (vector-ref other k) (vector-ref row k))))
                (if (not (%zero-adjoint? factor))
                    (let across ((j k))
                      (if (%number<= j n)
                          (begin (vector-set! other j (- (vector-ref other j) (* factor (vector-ref row j)))) (across (+ j 1))))))
                (down (+ i 1)))))))
    (let forward ((k 0)) (if (%number< k n) (begin (eliminate k) (forward (+ k 1)))))
    (let back ((i (- n 1)) (solution '()))
      (if (%number< i 0)
          solution
          (let ((row (vector-ref a i)))
            (let loop ((j (+ i 1)) (known solution) (sum (vector-ref row n)))
              (if (null? known)
                  (back (- i 1) (cons (/ sum (vector-ref row i)) solution))
                  (loop (+ j 1) (cdr known) (- sum (* (vector-ref row j) (car known)))))))))))

;; ---- soft choice ----------------------------------------------------------------------------------------------------------------------------

;; The mean of values, weighted by the softmax of logits over a temperature. `straight?`: weight 1 for the largest, with the
;; derivative of the softmax; `generator`, if not #f, adds Gumbel noise to the logits.
(define (%soft-choice choices logits temperature straight? generator)
  (if (not (if (%number? temperature) (%number< 0 temperature) #f)) (%raise-expected 'soft-choice 'positive temperature))
  (check-numbers 'soft-choice logits)
  (let* ((logits (scalars logits)) (count (length choices)))
    (if (not (%number= count (length logits)))
        (error "soft-choice: there must be as many logits as expressions, not" (length logits) count))
    (for-each (lambda (choice) (check-numbers 'soft-choice choice) (check-shape 'soft-choice (car choices) choice)) (cdr choices))
    (let* ((scores (map (lambda (logit) (/ (if generator (+ logit (gumbel generator)) logit) temperature)) logits))
           (most (%without-derivative (apply max scores)))
           (powers (map (lambda (score) (exp (- score most))) scores))
           (sum (apply + powers))
           (soft (map (lambda (power) (/ power sum)) powers))
           (weights (if straight? (straight-through soft) soft)))
      (refill (car choices) (apply map (lambda numbers (apply + (map * weights numbers))) (map leaves choices))))))

(define (gumbel generator)
  (let ((u (random generator)))
    (if (%number< 0 u) (- (log (- (log u)))) (gumbel generator))))

(define (straight-through weights)
  (let ((most (apply max (stop-gradient weights))))
    (let loop ((rest weights) (chosen #f) (result '()))
      (if (null? rest)
          (append-reverse result '())
          (let ((here (if chosen #f (%number= (car rest) most))))
            (loop (cdr rest) (or chosen here)
                  (cons ((with-adjoint (lambda (w) (if here 1.0 0.0)) (lambda (cotangent w) cotangent)) (car rest)) result)))))))
