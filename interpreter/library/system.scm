;; What a program can know of the system that runs it (R7RS 6.14): the time that the host tells, and nothing else.

(define (current-second) (%clock))
(define (current-jiffy) (exact (floor (* 1e6 (%clock)))))
(define (jiffies-per-second) 1000000)

(define (features) (list-copy (feature-names)))
(define (command-line) (list ""))
(define (get-environment-variable name)
  (if (string? name) #f (%raise-expected 'get-environment-variable 'string name)))
(define (get-environment-variables) '())
