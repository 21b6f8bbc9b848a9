;; syntax-rules (R7RS 4.3.2): patterns and templates, compiled once when a macro is defined, and the transcription of a use.
;; A rule is (matcher . maker). A matcher adds what the variables of the pattern match to a list, or answers #f; what a variable has matched
;; is syntax, or a vector of what it matched for each repetition. (compiler/expand/rules.ts)
;; Invariant: a variable of depth d takes the innermost d ellipses around it in a template, as in Chez Scheme and Guile.

;; The macro that (syntax-rules [ellipsis] (literal ...) (pattern template) ...) makes in a scope.
(define (parse-rules s scope name)
  (define (fail) (malformed 'syntax-rules s))
  (if (syntax-tail s) (fail))
  (let* ((custom (syntax-identifier (second-item s))) (items (items-from s (if custom 2 1))))
    (if (not (and (pair? items) (proper-syntax? (car items)))) (fail))
    (let ((literals (map (lambda (item) (or (syntax-identifier item) (fail))) (syntax-items (car items)))))
      (define (ellipsis? s)
        (let ((id (syntax-identifier s)))
          (and id
               (not (memq id literals))
               (if custom (eq? id custom) (keyword? s '... scope)))))
      (make-macro name
                  (map (lambda (rule)
                         (if (not (and (proper-syntax? rule) (= (length (syntax-items rule)) 2))) (fail))
                         (parse-rule (car (syntax-items rule)) (cadr (syntax-items rule)) literals ellipsis? scope))
                       (cdr items))
                  scope))))

(define (parse-rule pattern template literals ellipsis? scope)
  (if (not (and (list-syntax? pattern) (pair? (syntax-items pattern)) (syntax-identifier (car (syntax-items pattern)))))
      (syntax-error-at "a pattern is a list that begins with the name of the macro" pattern))
  (let* ((variables (list '()))
         (matcher (parse-sequence pattern (cdr (syntax-items pattern)) 0 variables literals ellipsis? scope))
         (made (parse-template template #t (car variables) ellipsis?)))
    (for-each
      (lambda (o)
        (if (< (occurrence-ellipses o) (occurrence-depth o))
            (syntax-error-at
              (string-append (name-of (syntax-identifier (occurrence-syntax o))) " needs an ellipsis here, as it has in the pattern")
              (occurrence-syntax o))))
      (cdr made))
    (cons matcher (car made))))

(define (follows-nothing s) (syntax-error-at "this ellipsis follows nothing" s))

;; ---- patterns: `variables` holds an alist (identifier index . depth), latest first -------------------------------

;; A matcher takes a piece of syntax, the scope of the use, and the matches so far.
(define (parse-pattern s depth variables literals ellipsis? scope)
  (let ((id (syntax-identifier s)))
    (cond
      ((reference-syntax? s) (syntax-error-at "a pattern cannot be circular" s))
      ((not (atom-syntax? s))
       (let ((matcher (parse-sequence s (syntax-items s) depth variables literals ellipsis? scope)) (kind (syntax-kind s)))
         (lambda (form use matches)
           (cond
             ((eq? (syntax-kind form) kind) (matcher (syntax-items form) (syntax-tail form) form use matches))
             ;; What is no list is an improper one without elements: (x ... . r) matches it.
             ((eq? kind 1) (matcher '() form form use matches))
             (else #f)))))
      ((not id)
       (lambda (form use matches)
         (and (atom-syntax? form) (equal? (syntax-value s) (syntax-value form)) matches)))
      ((memq id literals)
       (lambda (form use matches)
         (let ((other (syntax-identifier form)))
           (and other (same-meaning? (lookup id scope) (lookup other use)) matches))))
      ((keyword? s '_ scope) (lambda (form use matches) matches))
      (else
       (if (assq id (car variables))
           (syntax-error-at (string-append (name-of id) " stands twice in one pattern") s))
       (set-car! variables (cons (cons id (cons (length (car variables)) depth)) (car variables)))
       (lambda (form use matches) (cons form matches))))))

;; A matcher of a list's or vector's items: it takes items, tail, the syntax for its place, the scope of the use, and the matches.
(define (parse-sequence s items depth variables literals ellipsis? scope)
  (define (parse s depth) (parse-pattern s depth variables literals ellipsis? scope))
  (let loop ((items items) (before '()) (repeated #f) (after '()))
    (cond
      ((null? items)
       (sequence-matcher (reverse before) repeated (reverse after) (and (syntax-tail s) (parse (syntax-tail s) depth))))
      ((ellipsis? (car items)) (follows-nothing (car items)))
      ((and (pair? (cdr items)) (ellipsis? (cadr items)))
       (if repeated (syntax-error-at "a second ellipsis in one list of a pattern" (cadr items)))
       (let* ((first (length (car variables))) (matcher (parse (car items) (+ depth 1))))
         (loop (cddr items) before (cons matcher (- (length (car variables)) first)) after)))
      (repeated (loop (cdr items) before repeated (cons (parse (car items) depth) after)))
      (else (loop (cdr items) (cons (parse (car items) depth) before) #f after)))))

;; repeated: #f, or the matcher of what an ellipsis follows and the number of its variables.
(define (sequence-matcher before repeated after tail)
  (let ((least (+ (length before) (length after))))
    (lambda (items rest s use matches)
      (let ((spare (- (length items) least)))
        (and (>= spare 0)
             (or tail (and (not rest) (or repeated (= spare 0))))
             (let* ((matches (match-each before items use matches))
                    (items (list-tail items (length before)))
                    (matches (if (and repeated matches)
                                 (match-repeated (car repeated) (cdr repeated) items spare use matches)
                                 matches))
                    (items (if repeated (list-tail items spare) items))
                    (matches (and matches (match-each after items use matches))))
               (if (and matches tail)
                   (let ((items (list-tail items (length after))))
                     (tail (if (and (null? items) rest) rest (list-like s items rest)) use matches))
                   matches)))))))

(define (match-each matchers items use matches)
  (if (or (null? matchers) (not matches))
      matches
      (match-each (cdr matchers) (cdr items) use ((car matchers) (car items) use matches))))

;; The first `count` items by one matcher: its variables match vectors.
(define (match-repeated matcher variables items count use matches)
  (let loop ((items items) (count count) (rows '()))
    (if (= count 0)
        (let columns ((i (- variables 1)) (matches matches))
          (if (< i 0)
              matches
              (columns (- i 1) (cons (list->vector (map (lambda (row) (list-ref row i)) (reverse rows))) matches))))
        (let ((row (matcher (car items) use '())))
          (and row (loop (cdr items) (- count 1) (cons row rows)))))))

;; ---- templates: a maker takes a transcription and the numbers of the current repetitions, innermost first ------------
;; What parses a template answers (maker . occurrences of variables), an occurrence being #(index depth ellipses syntax).

(define (occurrence-index o) (%unsafe-vector-ref o 0))
(define (occurrence-depth o) (%unsafe-vector-ref o 1))
(define (occurrence-ellipses o) (%unsafe-vector-ref o 2))
(define (occurrence-syntax o) (%unsafe-vector-ref o 3))

;; dots?: whether an ellipsis is one.
(define (parse-template s dots? variables ellipsis?)
  (cond
    ((atom-syntax? s) (parse-atom-template s dots? variables ellipsis?))
    ((reference-syntax? s) (cons (lambda (t round) s) '()))
    ((and dots? (proper-syntax? s) (= (length (syntax-items s)) 2) (ellipsis? (car (syntax-items s))))
     (parse-template (cadr (syntax-items s)) #f variables ellipsis?))
    (else
     (let* ((elements (parse-elements (syntax-items s) dots? variables ellipsis?))
            (tail (and (syntax-tail s) (parse-template (syntax-tail s) dots? variables ellipsis?)))
            (occurrences (if tail (append (cdr elements) (cdr tail)) (cdr elements)))
            (makers (car elements))
            (label (syntax-label s)))
       (define (items t round) (flat-map (lambda (make) (make t round)) makers))
       (cons (if (vector-syntax? s)
                 (lambda (t round)
                   (let ((use (transcription-use t)))
                     (labelled (make-vector-syntax (items t round) (syntax-line use) (syntax-column use)) label)))
                 (lambda (t round)
                   (let* ((items (items t round)) (tail (and tail ((car tail) t round))))
                     (labelled (list-with-tail items tail (transcription-use t)) label))))
             occurrences)))))

(define (flat-map f list) (apply append (map f list)))

(define (list-with-tail items tail s)
  (cond
    ((not tail) (list-like s items #f))
    ((and (list-syntax? tail) (not (syntax-label tail)))
     (list-like s (append items (syntax-items tail)) (syntax-tail tail)))
    ((null? items) tail)
    (else (list-like s items tail))))

(define (parse-atom-template s dots? variables ellipsis?)
  (let* ((id (syntax-identifier s)) (variable (and id (assq id variables))))
    (cond
      ((not id) (cons (lambda (t round) s) '()))
      (variable
       (let ((index (cadr variable)) (depth (cddr variable)))
         (cons (lambda (t round) (matched t index depth round))
               (list (%vector index depth 0 s)))))
      (else
       (if (and dots? (ellipsis? s)) (follows-nothing s))
       (let ((label (syntax-label s)))
         (cons (lambda (t round)
                 (let ((use (transcription-use t)))
                   (labelled (make-atom (alias-in t id) (syntax-line use) (syntax-column use)) label)))
               '()))))))

;; The elements of a list or vector: (makers of lists of syntax . occurrences).
(define (parse-elements items dots? variables ellipsis?)
  (let loop ((items items) (makers '()) (occurrences '()))
    (if (null? items)
        (cons (reverse makers) occurrences)
        (begin
          (if (and dots? (ellipsis? (car items))) (follows-nothing (car items)))
          (let* ((inner (parse-template (car items) dots? variables ellipsis?))
                 (dots (if dots? (leading-ellipses (cdr items) ellipsis?) '()))
                 (count (length dots))
                 (make (car inner)))
            (loop (list-tail (cdr items) count)
                  (cons (repeat-maker dots count (cdr inner) (lambda (t round) (list (make t round)))) makers)
                  (append occurrences
                          (map (lambda (o)
                                 (%vector (occurrence-index o) (occurrence-depth o) (+ (occurrence-ellipses o) count)
                                          (occurrence-syntax o)))
                               (cdr inner)))))))))

(define (leading-ellipses items ellipsis?)
  (if (and (pair? items) (ellipsis? (car items)))
      (cons (car items) (leading-ellipses (cdr items) ellipsis?))
      '()))

;; The maker for `count` more ellipses, outermost first. A driver, a variable that an ellipsis repeats for, is (index . how many of the
;; ellipses around count for it).
(define (repeat-maker dots count occurrences make)
  (if (null? dots)
      make
      (let ((drivers (filter (lambda (driver) (>= (cdr driver) 0))
                             (map (lambda (o)
                                    (cons (occurrence-index o) (- (occurrence-depth o) (occurrence-ellipses o) count)))
                                  occurrences))))
        (if (null? drivers) (syntax-error-at "this ellipsis follows nothing that repeats" (car dots)))
        (let ((make (repeat-maker (cdr dots) (- count 1) occurrences make)))
          (lambda (t round)
            (let ((lengths (map (lambda (driver) (vector-length (matched t (car driver) (cdr driver) round))) drivers)))
              (for-each
                (lambda (length)
                  (if (not (= length (car lengths)))
                      (syntax-error-at "what the template repeats together differs in length in this use" (transcription-use t))))
                lengths)
              (flat-map (lambda (i) (make t (cons i round))) (iota (car lengths)))))))))

;; ---- a use: a transcription is #(scope use matches aliases) ------------------------------------------------------------

(define (transcription-use t) (%unsafe-vector-ref t 1))

;; What a use of a macro expands to. What the template inserts has the place of the use.
(define (transcribe macro s scope)
  (let loop ((rules (macro-rules macro)))
    (if (null? rules)
        (syntax-error-at (string-append "no rule of " (symbol->string (macro-name macro)) " matches this use") s)
        (let ((matches ((caar rules) (cdr (syntax-items s)) (syntax-tail s) s scope '())))
          (if matches
              ((cdar rules) (%vector (macro-scope macro) s (list->vector (reverse matches)) '()) '())
              (loop (cdr rules)))))))

;; The alias that stands for an identifier of the template in this use.
(define (alias-in t id)
  (let ((known (assq id (%unsafe-vector-ref t 3))))
    (if known
        (cdr known)
        (let ((alias (make-alias id (%unsafe-vector-ref t 0))))
          (%unsafe-vector-set! t 3 (cons (cons id alias) (%unsafe-vector-ref t 3)))
          alias))))

;; What a variable has matched in the repetitions of the innermost `count` ellipses.
(define (matched t index count round)
  (if (= count 0)
      (vector-ref (%unsafe-vector-ref t 2) index)
      (vector-ref (matched t index (- count 1) (cdr round)) (car round))))
