
; The square of where the particle crosses, as a function of the control: the inner derivative is taken in the program.
(define-parameter w 0.0)
(define (miss n) (square (crossing w backwards)))
