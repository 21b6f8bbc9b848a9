;; Core: what the expander makes (compiler/core.ts has the grammar). A node is a vector #(kind line column field …):
;;
;;   0 quote datum          4 if test then else       8 lambda clauses name source
;;   1 local variable       5 set! variable value     9 let bindings body
;;   2 global name          6 set! name value        10 letrec* bindings body
;;   3 primitive name       7 begin nodes            11 call operator operands
;;                                                   12 instruction name operands
;;
;; A clause is #(required rest body), rest a variable or #f; a binding is (variable . node); a variable is #(name number assigned?).
;; The name of a global is a symbol, or a private one that no text can name: #(number symbol cell).

(define (node-kind n) (%unsafe-vector-ref n 0))
(define (node-line n) (%unsafe-vector-ref n 1))
(define (node-column n) (%unsafe-vector-ref n 2))
(define (node-a n) (%unsafe-vector-ref n 3))
(define (node-b n) (%unsafe-vector-ref n 4))
(define (node-c n) (%unsafe-vector-ref n 5))

(define (make-node-1 kind s a) (%vector kind (syntax-line s) (syntax-column s) a))
(define (make-node-2 kind s a b) (%vector kind (syntax-line s) (syntax-column s) a b))
(define (make-node-3 kind s a b c) (%vector kind (syntax-line s) (syntax-column s) a b c))

(define (core-quote datum s) (make-node-1 0 s datum))
(define (core-local variable s) (make-node-1 1 s variable))
(define (core-global name s) (make-node-1 2 s name))
(define (core-primitive name s) (make-node-1 3 s name))
(define (core-if test then else s) (make-node-3 4 s test then else))
(define (core-set variable value s) (make-node-2 5 s variable value))
(define (core-set-global name value s) (make-node-2 6 s name value))
(define (core-lambda clauses name source s) (make-node-3 8 s clauses name source))
(define (core-let bindings body s) (if (null? bindings) body (make-node-2 9 s bindings body)))
(define (core-letrec bindings body s) (if (null? bindings) body (make-node-2 10 s bindings body)))
(define (core-call operator operands s) (make-node-2 11 s operator operands))
(define (core-instruction name operands s) (make-node-2 12 s name operands))
(define (core-unspecified s) (core-quote (%unspecified) s))
(define (core-begin nodes s) (if (null? (cdr nodes)) (car nodes) (make-node-1 7 s nodes)))

(define (lambda-node? n) (eq? (node-kind n) 8))

(define (make-clause required rest body) (%vector required rest body))
(define (clause-required c) (%unsafe-vector-ref c 0))
(define (clause-rest c) (%unsafe-vector-ref c 1))
(define (clause-body c) (%unsafe-vector-ref c 2))

(define (make-private number name) (%vector number name #f))
(define (private-number p) (%unsafe-vector-ref p 0))
(define (private-cell p) (%unsafe-vector-ref p 2))
(define (set-private-cell! p cell) (%unsafe-vector-set! p 2 cell))
;; The name for messages.
(define (plain-name name) (if (symbol? name) name (%unsafe-vector-ref name 1)))

(define (make-variable name number) (%vector name number #f))
(define (variable-name v) (%unsafe-vector-ref v 0))
(define (variable-number v) (%unsafe-vector-ref v 1))
(define (variable-assigned? v) (%unsafe-vector-ref v 2))
(define (variable-assign! v) (%unsafe-vector-set! v 2 #t))

;; Gives a lambda the name of the variable that it is bound to.
(define (named node id)
  (if (and (lambda-node? node) (not (node-b node)))
      (%vector 8 (node-line node) (node-column node) (node-a node) (symbol-of id) (node-c node))
      node))

;; ---- what is marked in data: vectors with a first element that no program has ---------------------------------
;; A learnable literal is #(mark index value), a datum with a label #(mark index datum #t), where index is #f when nothing refers to
;; it, and a reference to one #(mark index).

(define (marked? datum size)
  (and (vector? datum) (= (vector-length datum) size) (eq? (vector-ref datum 0) literal-marker)))

(define (make-literal index value) (%vector literal-marker index value))
(define (literal? datum) (marked? datum 3))
(define (literal-index l) (vector-ref l 1))
(define (literal-value l) (vector-ref l 2))

(define (make-label) (%vector literal-marker #f #f #t))
(define (label? datum) (marked? datum 4))
(define (label-index l) (vector-ref l 1))
(define (label-datum l) (vector-ref l 2))
(define (set-label-index! l index) (vector-set! l 1 index))
(define (set-label-datum! l datum) (vector-set! l 2 datum))
(define (make-reference-datum index) (%vector literal-marker index))
(define (reference? datum) (marked? datum 2))

;; ---- top-level forms: #(kind line column name value), kind 0 define, 1 define-parameter, 2 expression ------

(define (make-form kind s name value) (%vector kind (syntax-line s) (syntax-column s) name value))
(define (form-kind f) (%unsafe-vector-ref f 0))
(define (form-name f) (%unsafe-vector-ref f 3))
(define (form-value f) (%unsafe-vector-ref f 4))
