;; Syntax: data with places, as the reader makes them and the expander takes them apart.
;;
;;   atom       #(0 value line column literal)   literal: the index of a learnable literal, or #f
;;   list       #(1 items line column tail)      items: a Scheme list of syntax; tail: syntax or #f
;;   vector     #(2 items line column #f)
;;   reference  #(3 label line column #f)        #n# to what it lies in itself
;;
;; A piece with a label has one word more: the label, a fresh pair. What eval makes of a datum has two more: #f and the datum, which is
;; what it is when quoted. An identifier is a symbol, or an alias that a macro's expansion
;; inserted: #(base scope definition). What an alias means: see meaning.scm.
;; Invariant: compiler/datum.ts has the same shapes; lines and columns count from 1, columns in characters.

(define (make-atom value line column) (%vector 0 value line column #f))
(define (make-list-syntax items tail line column) (%vector 1 items line column tail))
(define (make-vector-syntax items line column) (%vector 2 items line column #f))
(define (make-reference label line column) (%vector 3 label line column #f))
;; A list with the place of s.
(define (list-like s items tail) (%vector 1 items (syntax-line s) (syntax-column s) tail))

(define (syntax-kind s) (%unsafe-vector-ref s 0))
(define (syntax-value s) (%unsafe-vector-ref s 1))
(define (syntax-items s) (%unsafe-vector-ref s 1))
(define (syntax-line s) (%unsafe-vector-ref s 2))
(define (syntax-column s) (%unsafe-vector-ref s 3))
(define (syntax-tail s) (%unsafe-vector-ref s 4))
(define (atom-literal s) (%unsafe-vector-ref s 4))
(define (syntax-label s) (and (> (vector-length s) 5) (%unsafe-vector-ref s 5)))
(define (syntax-of-datum kind items line column tail datum) (%vector kind items line column tail #f datum))
(define (labelled s label)
  (if label
      (%vector (syntax-kind s) (syntax-value s) (syntax-line s) (syntax-column s) (syntax-tail s) label)
      s))

(define (atom-syntax? s) (eq? (syntax-kind s) 0))
(define (list-syntax? s) (eq? (syntax-kind s) 1))
(define (vector-syntax? s) (eq? (syntax-kind s) 2))
(define (reference-syntax? s) (eq? (syntax-kind s) 3))
;; A list without a dotted tail.
(define (proper-syntax? s) (if (list-syntax? s) (not (syntax-tail s)) #f))

;; ---- identifiers ---------------------------------------------------------------------------------

(define (make-alias base scope) (%vector base scope #f))
(define (alias-base a) (%unsafe-vector-ref a 0))
(define (alias-scope a) (%unsafe-vector-ref a 1))
(define (alias-definition a) (%unsafe-vector-ref a 2))
(define (alias-define! a meaning) (%unsafe-vector-set! a 2 meaning))

;; The identifier that a piece of syntax is, or #f.
(define (syntax-identifier s)
  (if s
      (if (atom-syntax? s)
          (let ((value (syntax-value s)))
            (if (or (symbol? value) (vector? value)) value #f))
          #f)
      #f))

;; The symbol that an identifier is when quoted.
(define (symbol-of id) (if (symbol? id) id (symbol-of (alias-base id))))
(define (name-of id) (symbol->string (symbol-of id)))
;; The same of a piece of syntax, or #f.
(define (syntax-symbol s)
  (let ((id (syntax-identifier s))) (and id (symbol-of id))))

;; ---- data ------------------------------------------------------------------------------------------

;; The datum without places, where learnable literals, labels and references are marked (core.scm).
(define (strip s)
  (let ((labels (cons '() 0)))
    (define (refer entry s)
      (if (not entry) (syntax-error-at "this label refers to a datum that is not quoted with it" s))
      (let ((label (cdr entry)))
        (if (not (label-index label))
            (begin
              (set-label-index! label (cdr labels))
              (set-cdr! labels (+ (cdr labels) 1))))
        (make-reference-datum (label-index label))))
    (define (datum s)
      (let ((label (syntax-label s)))
        (cond
          ((reference-syntax? s) (refer (assq (syntax-value s) (car labels)) s))
          ((= (vector-length s) 7) (%unsafe-vector-ref s 6))
          ((not label) (contents s))
          ((assq label (car labels)) => (lambda (entry) (refer entry s)))
          (else
           (let ((made (make-label)))
             (set-car! labels (cons (cons label made) (car labels)))
             (set-label-datum! made (contents s))
             made)))))
    (define (contents s)
      (if (atom-syntax? s)
          (let ((value (syntax-value s)))
            (cond
              ((atom-literal s) (make-literal (atom-literal s) value))
              ((vector? value) (symbol-of value))
              (else value)))
          (let ((items (map datum (syntax-items s))))
            (cond
              ((vector-syntax? s) (list->vector items))
              ((syntax-tail s) (append-tail items (datum (syntax-tail s))))
              (else items)))))
    (datum s)))

(define (append-tail items tail)
  (if (null? items)
      tail
      (cons (car items) (append-tail (cdr items) tail))))

;; ---- errors -----------------------------------------------------------------------------------------

;; Ends the load with an error at a place of the text.
(define (raise-syntax message line column)
  (%raise-syntax message (%vector line column #f)))
(define (syntax-error-at message s)
  (raise-syntax message (syntax-line s) (syntax-column s)))
