;; Syntax: data with places, as the reader makes them and the expander takes them apart.
;;
;;   atom    #(0 value line column)
;;   list    #(1 items line column tail)     items: a Scheme list of syntax; tail: syntax or #f
;;   vector  #(2 items line column)
;;
;; Invariant: compiler/datum.ts has the same shapes; lines and columns count from 1, columns in characters.

(define (make-atom value line column) (%vector 0 value line column))
(define (make-list-syntax items tail line column) (%vector 1 items line column tail))
(define (make-vector-syntax items line column) (%vector 2 items line column))

(define (syntax-kind s) (%unsafe-vector-ref s 0))
(define (syntax-value s) (%unsafe-vector-ref s 1))
(define (syntax-items s) (%unsafe-vector-ref s 1))
(define (syntax-line s) (%unsafe-vector-ref s 2))
(define (syntax-column s) (%unsafe-vector-ref s 3))
(define (syntax-tail s) (%unsafe-vector-ref s 4))

(define (atom-syntax? s) (eq? (syntax-kind s) 0))
(define (list-syntax? s) (eq? (syntax-kind s) 1))
(define (vector-syntax? s) (eq? (syntax-kind s) 2))
;; A list without a dotted tail.
(define (proper-syntax? s) (if (list-syntax? s) (not (syntax-tail s)) #f))

;; The symbol that a piece of syntax is, or #f.
(define (syntax-symbol s)
  (if s
      (if (atom-syntax? s)
          (if (symbol? (syntax-value s)) (syntax-value s) #f)
          #f)
      #f))

;; The datum without places; `atom` turns each atom into a datum.
(define (strip s atom)
  (if (atom-syntax? s)
      (atom s)
      (let ((items (map (lambda (item) (strip item atom)) (syntax-items s))))
        (if (vector-syntax? s)
            (list->vector items)
            (if (syntax-tail s)
                (append-tail items (strip (syntax-tail s) atom))
                items)))))

(define (append-tail items tail)
  (if (null? items)
      tail
      (cons (car items) (append-tail (cdr items) tail))))

;; Ends the load with an error at a place of the text.
(define (syntax-error message line column)
  (%raise-syntax message (%vector line column #f)))
(define (syntax-error-at message s)
  (syntax-error message (syntax-line s) (syntax-column s)))
