;; soft-choice: a differentiable choice among expressions, all of which are evaluated. (compiler/expand/choice.ts)

(define (expand-soft-choice x s scope name)
  (define (fail) (malformed name s))
  (let ((choices (second-item s)) (rest (items-from s 2)))
    (if (not (and choices (proper-syntax? choices) (pair? (syntax-items choices)) (pair? rest))) (fail))
    (let* ((all (primitive-call 'list (expand-all x (syntax-items choices) scope) s))
           (logits (expand x (car rest) scope))
           (given (choice-options x (cdr rest) scope fail s)))
      (define (option kind otherwise) (let ((entry (assq kind given))) (if entry (cdr entry) (core-quote otherwise s))))
      (primitive-call '%soft-choice
                      (list all logits (option 'temperature 1.0) (option 'straight-through #f) (option 'gumbel #f))
                      s))))

;; An alist from the kinds of the options to nodes.
(define (choice-options x options scope fail s)
  (let loop ((options options) (given '()))
    (if (null? options)
        given
        (let* ((items (if (proper-syntax? (car options)) (syntax-items (car options)) '()))
               (kind (and (pair? items) (syntax-symbol (car items))))
               (count (length items)))
          (if (or (not kind) (assq kind given)) (fail))
          (cond
            ((and (eq? kind 'straight-through) (= count 1)) (loop (cdr options) (cons (cons kind (core-quote #t s)) given)))
            ((and (memq kind '(temperature gumbel)) (= count 2))
             (loop (cdr options) (cons (cons kind (expand x (cadr items) scope)) given)))
            (else (fail)))))))
