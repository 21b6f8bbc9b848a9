; A probabilistic Prolog: each clause holds with a probability, the answers to a goal are a distribution. Proofs are searched depth first;
; success and failure are procedures. A variable is (? name), renamed to (? name . depth) for each use of a clause.
; After Pearlmutter & Siskind (2008), section on probabilistic programs.

(define (variable? term) (and (pair? term) (eq? (car term) '?)))

(define (walk term bindings)
  (let ((binding (and (variable? term) (assoc term bindings))))
    (if binding (walk (cdr binding) bindings) term)))

; The bindings that make two terms equal, or #f.
(define (unify a b bindings)
  (let ((a (walk a bindings)) (b (walk b bindings)))
    (cond ((equal? a b) bindings)
          ((variable? a) (cons (cons a b) bindings))
          ((variable? b) (cons (cons b a) bindings))
          ((and (pair? a) (pair? b))
           (let ((heads (unify (car a) (car b) bindings)))
             (and heads (unify (cdr a) (cdr b) heads))))
          (else #f))))

(define (rename term depth)
  (cond ((variable? term) (cons '? (cons (cadr term) depth)))
        ((pair? term) (cons (rename (car term) depth) (rename (cdr term) depth)))
        (else term)))

; (succeed bindings probability fail) for every proof of all goals.
(define (prove goals bindings probability depth clauses succeed fail)
  (if (null? goals)
      (succeed bindings probability fail)
      (let try ((rest clauses))
        (if (null? rest)
            (fail)
            (let* ((clause (rename (cdar rest) depth))
                   (extended (unify (car goals) (car clause) bindings)))
              (if extended
                  (prove (append (cdr clause) (cdr goals)) extended (* probability (caar rest)) (+ depth 1) clauses
                         succeed (lambda () (try (cdr rest))))
                  (try (cdr rest))))))))

(define (answers goal wanted clauses)
  (prove (list goal) '() 1.0 0 clauses
         (lambda (bindings probability fail) (add-to (fail) (walk wanted bindings) probability))
         (lambda () '())))

(define (knowledge p0 p1)
  `((,p0         (p 0))
    (,(- 1.0 p0) (p (? x)) (q (? x)))
    (,p1         (q 1))
    (,(- 1.0 p1) (q 2))))

(define (likelihood p)
  (likelihood-of (answers '(p (? answer)) '(? answer) (knowledge (car p) (cadr p)))))
(define (clauses mode) (ascend likelihood mode))

; The same for the host's gradient.
(define-parameter p0 0.5)
(define-parameter p1 0.5)
(define (host-likelihood) (likelihood (list p0 p1)))
