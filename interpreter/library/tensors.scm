;; Tensors: what is not one instruction (runtime-as/tensors/api.ts). Axes and dimensions are checked there, too.

;; Of nested lists and vectors; where tensors are among them, rows are made first and joined.
(define (tensor-from obj)
  (if (%tensor? obj)
      obj
      (or (%tensor-of obj)
          (%stack (map (lambda (row) (if (%number? row) row (tensor-from row))) (if (vector? obj) (vector->list obj) obj)) (%default)))))

(define (tensor . items)
  (tensor-from (if (if (pair? items) (null? (cdr items)) #f) (if (%number? (car items)) items (car items)) items)))
(define (list->tensor list) (if (%list? list) (tensor-from list) (%raise-expected 'list->tensor 'list list)))
(define (vector->tensor v) (if (vector? v) (tensor-from v) (%raise-expected 'vector->tensor 'vector v)))

;; Dimensions as arguments, or as one list of them.
(define (dimensions items)
  (if (if (pair? items) (null? (cdr items)) #f)
      (if (or (pair? (car items)) (null? (car items))) (car items) items)
      items))
(define (zeros . n) (%make-tensor (dimensions n) 0.0))
(define (ones . n) (%make-tensor (dimensions n) 1.0))

;; How many there are is decided by the numbers; what they are has derivatives.
(define (range start stop step)
  (+ start (* step (%tensor-range 0 (%tensor-size (%tensor-range start stop step)) 1))))
(define arange
  (case-lambda
    ((stop) (range 0 stop 1))
    ((start stop) (range start stop 1))
    ((start stop step) (range start stop step))))

(define (linspace start stop n)
  (if (not (if (%exact-integer? n) (%number<= 0 n) #f)) (%raise-expected 'linspace 'length n))
  (let ((weights (/ (%tensor-range 0 n 1) (max 1.0 (- n 1)))))
    (+ (* start (- 1.0 weights)) (* stop weights))))

(define (tensor-tabulate f . n)
  (let ((shape (dimensions n)))
    (let loop ((left shape) (before '()))
      (if (null? left)
          (%apply f (append-reverse before '()))
          (let ((n (car left)))
            (if (not (if (%exact-integer? n) (%number<= 0 n) #f)) (%raise-expected 'tensor-tabulate 'dimensions n))
            (let each ((i 0) (rows '()))
              (if (%number< i n)
                  (let ((row (loop (cdr left) (cons i before)))) (each (+ i 1) (cons row rows)))
                  (if (null? rows) (%make-tensor (cons 0 (cdr left)) 0.0) (tensor-from (append-reverse rows '()))))))))))

(define (tensor->list t)
  (let ((items (%tensor->vector t)))
    (let loop ((shape (%tensor-shape t)) (from 0) (to (%tensor-size t)))
      (if (null? shape)
          (%vector-ref items from)
          (let* ((n (car shape)) (step (if (eq? n 0) 0 (quotient (- to from) n))))
            (let each ((i (- n 1)) (rows '()))
              (if (%number< i 0)
                  rows
                  (each (- i 1) (cons (loop (cdr shape) (+ from (* i step)) (+ from (* (+ i 1) step))) rows)))))))))

(define (tensor-rank t) (length (%tensor-shape t)))
(define (tensor-ref t . indices) (%tensor-ref t indices))
(define (tensor-slice t . parts) (%tensor-slice t parts))
(define (reshape t . n) (%reshape t (dimensions n)))
(define (flatten t) (%reshape t (list (%tensor-size t))))
(define (squeeze t) (%reshape t (remove (lambda (n) (eq? n 1)) (%tensor-shape t))))
(define (expand-dims t axis)
  (let* ((shape (%tensor-shape t)) (rank (length shape)) (place (if (%exact-integer? axis) (if (%number< axis 0) (+ axis rank 1) axis) -1)))
    (if (not (if (%number<= 0 place) (%number<= place rank) #f)) (%raise-expected 'expand-dims 'axes axis))
    (%reshape t (append (list-head shape place) (cons 1 (list-tail shape place))))))

(define (listed? obj) (or (pair? obj) (null? obj) (vector? obj)))
(define (joined join first rest)
  (if (listed? first)
      (join first (if (pair? rest) (car rest) (%default)))
      (join (cons first rest) (%default))))
(define (concat first . rest) (joined (lambda (parts axis) (%concat parts axis)) first rest))
(define (stack first . rest) (joined (lambda (parts axis) (%stack parts axis)) first rest))

(define tril (case-lambda ((m) (%triangle m 0 0)) ((m k) (%triangle m k 0))))
(define triu (case-lambda ((m) (%triangle m 0 1)) ((m k) (%triangle m k 1))))
(define (trace m)
  (if (not (if (%tensor? m) (eq? (tensor-rank m) 2) #f)) (%raise-expected 'trace 'matrix m))
  (%sum (%diag m 0) (%default) (%default)))

;; ---- reductions made of others --------------------------------------------------------------------------------------------

(define amax
  (case-lambda
    ((t) (%extreme t (%default) (%default) #f))
    ((t axis) (%extreme t axis (%default) #f))
    ((t axis keep?) (%extreme t axis keep? #f))))
(define amin
  (case-lambda
    ((t) (%extreme t (%default) (%default) #t))
    ((t axis) (%extreme t axis (%default) #t))
    ((t axis keep?) (%extreme t axis keep? #t))))
(define argmax (case-lambda ((t) (%extreme-place t (%default) #f)) ((t axis) (%extreme-place t axis #f))))
(define argmin (case-lambda ((t) (%extreme-place t (%default) #t)) ((t axis) (%extreme-place t axis #t))))

(define (variance t axis keep?)
  (let ((d (- t (%mean t axis #t)))) (%mean (* d d) axis keep?)))
(define var
  (case-lambda
    ((t) (variance t (%default) (%default)))
    ((t axis) (variance t axis (%default)))
    ((t axis keep?) (variance t axis keep?))))
(define std
  (case-lambda
    ((t) (sqrt (variance t (%default) (%default))))
    ((t axis) (sqrt (variance t axis (%default))))
    ((t axis keep?) (sqrt (variance t axis keep?)))))

;; The middle one of three axes goes: halves are multiplied, so that every factor has the product of the others as its derivative.
(define (product-along t n)
  (cond
    ((eq? n 0) (let ((shape (%tensor-shape t))) (%make-tensor (list (car shape) 1 (car (cddr shape))) 1.0)))
    ((eq? n 1) t)
    (else
     (let* ((half (quotient n 2))
            (halves (* (%tensor-slice t (list #t (list 0 half))) (%tensor-slice t (list #t (list half (* 2 half)))))))
       (if (eq? n (* 2 half))
           (product-along halves half)
           (product-along (%concat (list halves (%tensor-slice t (list #t (list (- n 1) n)))) 1) (+ half 1)))))))
(define (product t axis keep?)
  (let* ((shape (%tensor-shape t))
         (rank (length shape))
         (axes (cond
                 ((or (eq? axis (%default)) (not axis)) (iota rank))
                 ((%list? axis) axis)
                 (else (list axis))))
         (places (map (lambda (axis)
                        (let ((place (if (%exact-integer? axis) (if (%number< axis 0) (+ axis rank) axis) -1)))
                          (if (if (%number<= 0 place) (%number< place rank) #f) place (%raise-expected 'prod 'axes axis))))
                      axes))
         (kept (map (lambda (n i) (if (memv i places) 1 n)) shape (iota rank)))
         (whole (fold-left
                  (lambda (t place)
                    (let* ((shape (%tensor-shape t)) (n (list-ref shape place)))
                      (%reshape (product-along (%reshape t (list (apply * (list-head shape place)) n (apply * (list-tail shape (+ place 1))))) n)
                                (append (list-head shape place) (cons 1 (list-tail shape (+ place 1)))))))
                  t places)))
    (if (if (eq? keep? (%default)) #f keep?)
        whole
        (%reshape whole (append-map (lambda (n i) (if (memv i places) '() (list n))) shape (iota rank))))))
(define prod
  (case-lambda
    ((t) (product t (%default) (%default)))
    ((t axis) (product t axis (%default)))
    ((t axis keep?) (product t axis keep?))))
