; time and process context (R7RS 6.14): what a program in a sandbox can know

;;; case: (let* ((a (current-jiffy)) (b (current-jiffy))) (and (exact-
;; value: #t
(let* ((a (current-jiffy)) (b (current-jiffy))) (and (exact-integer? a) (<= a b)))

;;; case: (exact-integer? (jiffies-per-second))
;; value: #t
(exact-integer? (jiffies-per-second))

;;; case: (real? (current-second))
;; value: #t
(real? (current-second))

;;; case: (string? (car (command-line)))
;; value: #t
(string? (car (command-line)))

;;; case: (get-environment-variable "DMCI_WASM_NEVER_SET")
;; value: #f
(get-environment-variable "DMCI_WASM_NEVER_SET")

;;; case: (if (memq 'r7rs (features)) 'yes 'no)
;; value: yes
(if (memq 'r7rs (features)) 'yes 'no)

;;; case: error: (get-environment-variable 'home)
;; error: type 1:1
(get-environment-variable 'home)

;;; case: gradient 8
;; value: 4.0
;; gradient: a = 4
(define-parameter a 2.0)
(* a a (if (> (current-second) 0) 1 1))
