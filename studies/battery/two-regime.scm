; Discharge capacity (Ah) of a cell over its life: two regimes of fade that meet in a knee.
;
; First the fade grows as a power of the cycle. When it has reached `knee-fade`, the capacity falls on a straight line that is
; `steepening` times as steep as the first regime was there. The lower of the two regimes is the capacity.
;
; The first regime has constants of its own, so a cell that has not come to its knee determines those three and leaves the two of the
; knee exactly where they were: here at the end of life, which says "no knee seen".

(define-parameter fresh      1.07  (lower 0.5) (upper 1.5))  ; Ah, before any fade
(define-parameter decade     900.0 (lower 1.0))              ; cycles in which the first regime takes 0.1 Ah
(define-parameter exponent   2.0   (lower 0.0))              ; of the first regime
(define-parameter knee-fade  0.2   (lower 0.0))              ; Ah lost when the knee comes
(define-parameter steepening 2.0   (lower 1.0))              ; slope behind the knee / slope before it

(define (slow-fade cycle)
  (* 0.1 (expt (/ cycle decade) exponent)))

(define (knee-cycle)
  (* decade (expt (* 10.0 knee-fade) (/ 1.0 exponent))))

(define (fast-fade cycle)
  (* knee-fade (+ 1.0 (* steepening exponent (- (/ cycle (knee-cycle)) 1.0)))))

(define (capacity cycle)
  (min (- fresh (slow-fade cycle))
       (- fresh (fast-fade cycle))))
