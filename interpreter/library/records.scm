;; Records (R7RS 5.5), as the expander uses them: see compiler/expand/records.ts. A record type is a record of type 0.

(define (%make-record-type name fields) (%record 0 name (%list->vector fields)))

(define (%record . words) (%list->record words))

(define (%record-ref obj type index who)
  (if (%record? obj type)
      (%unsafe-vector-ref obj index)
      (%raise-record who type obj)))

(define (%record-set! obj type index value who)
  (if (%record? obj type)
      (%unsafe-vector-set! obj index value)
      (%raise-record who type obj)))
