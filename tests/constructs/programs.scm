;;; case: Newton's method for the square root
;; value: 1.414213562373095
;; gradient: a = 0.3535533905932738
(define-parameter a 2.0)
(define (improve guess x) (/ (+ guess (/ x guess)) 2))
(define (newton-sqrt x n)
  (let loop ((guess 1.0) (i 0))
    (if (= i n) guess (loop (improve guess x) (+ i 1)))))
(newton-sqrt a 10)

;;; case: Newton's method until it converges
;; value: 2.7144176165949068
;; gradient: c = 0.045240293609914585
(define-parameter c 20.0)
(define (f x) (- (* x x x) c))
(define (df x) (* 3 x x))
(let loop ((x 3.0))
  (let ((step (/ (f x) (df x))))
    (if (< (abs step) 1e-9) x (loop (- x step)))))

;;; case: Euler's method for exponential decay
;; value: 0.9907289307117056
;; gradient: k = -0.9977129211598241, y0 = 0.49536446535585266
(define-parameter k 0.7)
(define-parameter y0 2.0)
(define (euler f y h n)
  (if (= n 0) y (euler f (+ y (* h (f y))) h (- n 1))))
(euler (lambda (y) (- (* k y))) y0 0.01 100)

;;; case: Runge-Kutta for the logistic equation
;; value: 7.4184125992253
;; gradient: r = 9.575635674292858, K = 0.5402487993518136, p0 = 4.031849211414327
(define-parameter r 0.8)
(define-parameter K 10.0)
(define-parameter p0 0.5)
(define (f y) (* r y (- 1 (/ y K))))
(define (rk4 y h)
  (let* ((k1 (f y))
         (k2 (f (+ y (* (/ h 2) k1))))
         (k3 (f (+ y (* (/ h 2) k2))))
         (k4 (f (+ y (* h k3)))))
    (+ y (* (/ h 6) (+ k1 (* 2 k2) (* 2 k3) k4)))))
(let loop ((i 0) (y p0)) (if (= i 50) y (loop (+ i 1) (rk4 y 0.1))))

;;; case: Simpson integration
;; value: 3.9365637762077137
;; gradient: a = 4.000001093022568, b = 2.0
;; tolerance: 1e-12
(define-parameter a 0.5)
(define-parameter b 0.25)
(define (simpson f lo hi n)
  (define h (/ (- hi lo) n))
  (define (y k) (f (+ lo (* k h))))
  (define (term k) (* (cond ((or (= k 0) (= k n)) 1) ((odd? k) 4) (else 2)) (y k)))
  (let loop ((k 0) (s 0.0))
    (if (> k n) (* (/ h 3) s) (loop (+ k 1) (+ s (term k))))))
(simpson (lambda (x) (+ (exp (* a x)) b)) 0 2 20)

;;; case: Horner's rule
;; value: 3.40625
;; gradient: x = 5.3125, c0 = 1.0, c3 = 3.375
(define-parameter x 1.5)
(define-parameter c0 0.5)
(define-parameter c3 -0.25)
(define (horner coefficients x)
  (if (null? coefficients) 0
      (+ (car coefficients) (* x (horner (cdr coefficients) x)))))
(horner (list c0 -2 3 c3) x)

;;; case: polynomial arithmetic on lists
;; value: 2.25
;; gradient: a = 6.0, b = 12.0
(define-parameter a 0.5)
(define-parameter b -0.125)
(define (p+ p q) (cond ((null? p) q) ((null? q) p) (else (cons (+ (car p) (car q)) (p+ (cdr p) (cdr q))))))
(define (p* p q) (if (null? p) '() (p+ (map (lambda (c) (* (car p) c)) q) (cons 0 (p* (cdr p) q)))))
(define (p-eval p x) (if (null? p) 0 (+ (car p) (* x (p-eval (cdr p) x)))))
(define p (list 1 a b))
(p-eval (p* p p) 2)

;;; case: matrix-vector product on lists
;; value: 44.5
;; gradient: a = 2.0, b = 3.0, c = 20.0, x = -8.5, y = 20.5
(define-parameter a 1.5)
(define-parameter b 0.5)
(define-parameter c -1.0)
(define-parameter x 2.0)
(define-parameter y 3.0)
(define (dot u v) (apply + (map * u v)))
(define (mat-vec m v) (map (lambda (row) (dot row v)) m))
(let ((r (mat-vec (list (list a b) (list c 2)) (list x y)))) (+ (car r) (* 10 (cadr r))))

;;; case: matrix product on lists
;; value: 1.413327628897155
;; gradient: t = 0.10010021770097344
;; tolerance: 1e-12
(define-parameter t 0.375)
(define (dot u v) (apply + (map * u v)))
(define (transpose m) (apply map list m))
(define (mat* a b) (let ((cols (transpose b))) (map (lambda (row) (map (lambda (col) (dot row col)) cols)) a)))
(define (rotation t) (list (list (cos t) (- (sin t))) (list (sin t) (cos t))))
(let ((r2 (mat* (rotation t) (rotation t)))) (+ (caar r2) (caadr r2)))

;;; case: matrix-vector product on vectors
;; value: 48.92857142857143
;; gradient: a = 22.61904761904762, b = 30.0
(define-parameter a 1.5)
(define-parameter b 0.5)
(define n 4)
(define (make-matrix f) (let ((m (make-vector n))) (do ((i 0 (+ i 1))) ((= i n) m) (let ((row (make-vector n 0.0))) (do ((j 0 (+ j 1))) ((= j n)) (vector-set! row j (f i j))) (vector-set! m i row)))))
(define m (make-matrix (lambda (i j) (+ (/ a (+ i j 1)) (if (= i j) b 0)))))
(define v (vector 1 2 3 4))
(define (mat-vec m v)
  (vector-map (lambda (row) (let loop ((j 0) (s 0)) (if (= j n) s (loop (+ j 1) (+ s (* (vector-ref row j) (vector-ref v j))))))) m))
(let ((w (mat-vec m v))) (let loop ((i 0) (s 0)) (if (= i n) s (loop (+ i 1) (+ s (* (vector-ref v i) (vector-ref w i)))))))

;;; case: Gaussian elimination on vectors
;; value: 1.8250000000000002
;; gradient: a = -0.105, b = 0.005, c = 0.1
(define-parameter a 3.0)
(define-parameter b 2.5)
(define-parameter c 0.75)
(define (solve! m x)
  (let ((n (vector-length m)))
    (define (ref i j) (vector-ref (vector-ref m i) j))
    (define (put! i j e) (vector-set! (vector-ref m i) j e))
    (do ((k 0 (+ k 1))) ((= k n))
      (let search ((p k) (i (+ k 1)))
        (cond ((< i n) (search (if (> (abs (ref i k)) (abs (ref p k))) i p) (+ i 1)))
              ((not (= p k))
               (let ((t (vector-ref m p))) (vector-set! m p (vector-ref m k)) (vector-set! m k t))
               (let ((t (vector-ref x p))) (vector-set! x p (vector-ref x k)) (vector-set! x k t)))))
      (do ((i (+ k 1) (+ i 1))) ((= i n))
        (let ((f (/ (ref i k) (ref k k))))
          (do ((j k (+ j 1))) ((= j n)) (put! i j (- (ref i j) (* f (ref k j)))))
          (vector-set! x i (- (vector-ref x i) (* f (vector-ref x k)))))))
    (do ((i (- n 1) (- i 1))) ((< i 0) x)
      (let loop ((j (+ i 1)) (s (vector-ref x i)))
        (if (= j n)
            (vector-set! x i (/ s (ref i i)))
            (loop (+ j 1) (- s (* (ref i j) (vector-ref x j)))))))))
(let ((x (solve! (vector (vector a 1 0) (vector 1 b 1) (vector 0 2 4)) (vector 1 c 2))))
  (+ (vector-ref x 0) (* 2 (vector-ref x 1)) (* 3 (vector-ref x 2))))

;;; case: Kalman filter for a constant level
;; value: 1.232533840081761
;; gradient: q = 1.2288966125947354, r = 2.170934572461408
;; tolerance: 1e-12
(define-parameter q 0.1)
(define-parameter r 0.5)
(define (kalman zs)
  (let loop ((zs zs) (m 0.0) (p 1.0) (nll 0.0))
    (if (null? zs) nll
        (let* ((p (+ p q))
               (s (+ p r))
               (e (- (car zs) m))
               (gain (/ p s)))
          (loop (cdr zs) (+ m (* gain e)) (* (- 1 gain) p)
                (+ nll (* 0.5 (log s)) (/ (* 0.5 e e) s)))))))
(kalman '(1.0 1.5 0.75 1.25 2.0))

;;; case: exponential smoothing
;; value: 1.2756159999999999
;; gradient: alpha = 0.08751999999999997
(define-parameter alpha 0.3 (lower 0.0) (upper 1.0))
(define (smooth-loss zs)
  (let loop ((zs (cdr zs)) (s (car zs)) (loss 0.0))
    (if (null? zs) loss
        (let ((e (- (car zs) s))) (loop (cdr zs) (+ s (* alpha e)) (+ loss (* e e)))))))
(smooth-loss '(1.0 1.5 0.75 1.25 2.0))

;;; case: log-sum-exp
;; value: 1.9748057281763147
;; gradient: a = 0.6220058829452726, b = 0.08417934234323783, c = 0.29381477471148953
;; tolerance: 1e-12
(define-parameter a 1.5)
(define-parameter b -0.5)
(define-parameter c 0.75)
(define (log-sum-exp xs)
  (let ((m (apply max xs)))
    (+ m (log (apply + (map (lambda (x) (exp (- x m))) xs))))))
(log-sum-exp (list a b c))

;;; case: softmax cross-entropy
;; value: 0.8372635159825826
;; gradient: w = -0.761618082283347, b = 0.37259489721536976
;; tolerance: 1e-12
(define-parameter w 0.4)
(define-parameter b 0.25)
(define (softmax xs) (let* ((es (map exp xs)) (z (apply + es))) (map (lambda (e) (/ e z)) es)))
(- (log (list-ref (softmax (list (* 0.0 w) (+ w b) (* 2 w))) 2)))

;;; case: logistic map with trajectory sum
;; value: 9.592234413747356
;; gradient: r = 0.32832983566212137, x0 = 15.142097791174676
(define-parameter r 3.5)
(define-parameter x0 0.25)
(define (trajectory-sum x n) (let loop ((i 0) (x x) (s 0.0)) (if (= i n) s (loop (+ i 1) (* r x (- 1 x)) (+ s x)))))
(trajectory-sum x0 15)

;;; case: Lotka-Volterra by Euler steps
;; value: 228.54640586203203
;; gradient: a = 1154.76277938106, b = -505.60642278597965, c = 321.8042384619885, d = -1033.8590163524893
(define-parameter a 1.1)
(define-parameter b 0.4)
(define-parameter c 0.4)
(define-parameter d 0.1)
(define h 0.05)
(define (step state)
  (let ((x (car state)) (y (cadr state)))
    (list (+ x (* h (- (* a x) (* b x y)))) (+ y (* h (- (* d x y) (* c y)))))))
(define (run n state) (if (= n 0) state (run (- n 1) (step state))))
(apply + (map square (run 60 '(1.0 0.5))))

;;; case: damped pendulum on a vector state
;; value: -0.7770124737061749
;; gradient: k = -0.05883554918964298, c = 0.4372460418849594
;; tolerance: 1e-12
(define-parameter k 9.0)
(define-parameter c 0.5)
(define state (vector 1.0 0.0))
(define h 0.02)
(do ((i 0 (+ i 1))) ((= i 50))
  (let* ((th (vector-ref state 0)) (om (vector-ref state 1))
         (acc (- (* (- k) (sin th)) (* c om))))
    (vector-set! state 0 (+ th (* h om)))
    (vector-set! state 1 (+ om (* h acc)))))
(vector-ref state 0)

;;; case: linear regression loss
;; value: 1.828125
;; gradient: w = -4.875, b = -2.375
(define-parameter w 1.5)
(define-parameter b 0.5)
(define data '((0 . 1) (1 . 3) (2 . 4.5) (3 . 7.25)))
(define (mean l) (/ (apply + l) (length l)))
(mean (map (lambda (p) (square (- (+ (* w (car p)) b) (cdr p)))) data))

;;; case: gradient descent inside the program
;; value: 2.49668352
;; gradient: lr = 10.0663296, target = 0.83222784
(define-parameter lr 0.1)
(define-parameter target 3.0)
(define (descend grad x n) (if (= n 0) x (descend grad (- x (* lr (grad x))) (- n 1))))
(descend (lambda (x) (* 2 (- x target))) 0.0 8)

;;; case: neural network with one hidden layer
;; value: 1.4016722460612183
;; gradient: w1 = 2.4059381603496868, w2 = -0.2962404613651901, b1 = 3.4012480988897007, v1 = 1.2839658990904, v2 = -0.7604712120433565
;; tolerance: 1e-12
(define-parameter w1 0.5)
(define-parameter w2 -0.75)
(define-parameter b1 0.125)
(define-parameter v1 1.5)
(define-parameter v2 -0.5)
(define (tanh x) (let ((e (exp (* 2 x)))) (/ (- e 1) (+ e 1))))
(define (net x1 x2) (+ (* v1 (tanh (+ (* w1 x1) b1))) (* v2 (tanh (- (* w2 x2) b1)))))
(define samples '(((0.5 -1) 0.3) ((1 0.25) -0.2)))
(let loop ((s samples) (loss 0.0))
  (if (null? s) loss
      (loop (cdr s) (+ loss (square (- (apply net (caar s)) (cadar s)))))))

;;; case: symbolic differentiation
;; value: (1 y (* (+ x x) 3) (* (cos (* 2 x)) 2) (* (exp (+ x (* x x))) (+ 1 (+ x x))) 0)
(define (d e x)
  (cond ((number? e) 0)
        ((symbol? e) (if (eq? e x) 1 0))
        (else
         (case (car e)
           ((+) (simplify (list '+ (d (cadr e) x) (d (caddr e) x))))
           ((*) (simplify (list '+ (simplify (list '* (cadr e) (d (caddr e) x))) (simplify (list '* (d (cadr e) x) (caddr e))))))
           ((sin) (simplify (list '* (list 'cos (cadr e)) (d (cadr e) x))))
           ((exp) (simplify (list '* e (d (cadr e) x))))))))
(define (simplify e)
  (let ((op (car e)) (a (cadr e)) (b (caddr e)))
    (cond ((and (number? a) (number? b)) (if (eq? op '+) (+ a b) (* a b)))
          ((and (eq? op '+) (eqv? a 0)) b)
          ((and (eq? op '+) (eqv? b 0)) a)
          ((and (eq? op '*) (or (eqv? a 0) (eqv? b 0))) 0)
          ((and (eq? op '*) (eqv? a 1)) b)
          ((and (eq? op '*) (eqv? b 1)) a)
          (else e))))
(list (d '(+ x 3) 'x) (d '(* x y) 'x) (d '(* (* x x) 3) 'x) (d '(sin (* 2 x)) 'x) (d '(exp (+ x (* x x))) 'x) (d 'y 'x))

;;; case: evaluator of arithmetic expressions with environment
;; value: 4.875
;; gradient: p = 5.5, q = 2.25
(define-parameter p 1.5)
(define-parameter q 0.5)
(define (lookup name env)
  (let ((b (assq name env))) (if b (cdr b) (error "unbound" name))))
(define (evaluate e env)
  (cond ((number? e) e)
        ((symbol? e) (lookup e env))
        ((eq? (car e) 'let)                ; (let (name value) body)
         (evaluate (caddr e) (cons (cons (car (cadr e)) (evaluate (cadr (cadr e)) env)) env)))
        ((eq? (car e) 'fn) (lambda (x) (evaluate (caddr e) (cons (cons (cadr e) x) env))))
        (else
         (let ((vals (map (lambda (x) (evaluate x env)) e)))
           (apply (car vals) (cdr vals))))))
(define global (list (cons '+ +) (cons '* *) (cons '- -) (cons 'p p) (cons 'q q)))
(evaluate '(let (x (* p p)) (let (sq (fn y (* y y))) (+ (* x q) p (sq p)))) global)

;;; case: metacircular evaluator with closures and recursion
;; value: 3.814697265625
;; gradient: a = 18.310546875
(define-parameter a 1.25)
(define (ev e env)
  (cond ((symbol? e) (let ((b (assq e env))) (if b (cdr b) (error "unbound" e))))
        ((not (pair? e)) e)
        (else
         (case (car e)
           ((quote) (cadr e))
           ((if) (if (ev (cadr e) env) (ev (caddr e) env) (ev (cadddr e) env)))
           ((lambda) (lambda args (ev (caddr e) (append (map cons (cadr e) args) env))))
           ((rec)
            (let* ((cell (cons (cadr e) #f)) (env (cons cell env)))
              (set-cdr! cell (ev (caddr e) env))
              (cdr cell)))
           (else (apply (ev (car e) env) (map (lambda (x) (ev x env)) (cdr e))))))))
(define env (list (cons '* *) (cons '- -) (cons '= =) (cons 'a a)))
(ev '((rec power (lambda (x n) (if (= n 0) 1 (* x (power x (- n 1)))))) a 6) env)

;;; case: memo table
;; value: (12870 80 12870 80)
(define table '())
(define misses 0)
(define (choose n k)
  (let* ((key (list n k)) (hit (assoc key table)))
    (if hit (cdr hit)
        (let ((v (if (or (= k 0) (= k n)) 1 (+ (choose (- n 1) (- k 1)) (choose (- n 1) k)))))
          (set! misses (+ misses 1))
          (set! table (cons (cons key v) table))
          v))))
(let* ((a (choose 16 8)) (b misses) (c (choose 16 8))) (list a b c misses))

;;; case: memo table with gradient
;; value: 10.68115234375
;; gradient: u = 85.44921875, w = 34.1796875
(define-parameter u 0.5)
(define-parameter w 1.25)
(define table '())
(define (paths i j)
  (cond ((and (= i 0) (= j 0)) 1.0)
        ((or (< i 0) (< j 0)) 0.0)
        (else
         (let* ((key (+ (* 100 i) j)) (hit (assv key table)))
           (if hit (cdr hit)
               (let ((v (+ (* u (paths (- i 1) j)) (* w (paths i (- j 1))))))
                 (set! table (cons (cons key v) table))
                 v))))))
(paths 4 4)

;;; case: streams by closures
;; value: (2 3 5 7 11 13 17 19 23 29 31 37)
(define (stream a thunk) (cons a thunk))
(define (rest s) ((cdr s)))
(define (take n s) (if (= n 0) '() (cons (car s) (take (- n 1) (rest s)))))
(define (from n) (stream n (lambda () (from (+ n 1)))))
(define (sieve s) (let ((p (car s))) (stream p (lambda () (sieve (keep (lambda (x) (not (= 0 (remainder x p)))) (rest s)))))))
(define (keep p s) (if (p (car s)) (stream (car s) (lambda () (keep p (rest s)))) (keep p (rest s))))
(take 12 (sieve (from 2)))

;;; case: queue simulation
;; value: (77 227 200)
(define seed 42)
(define (rand n) (set! seed (modulo (+ (* seed 1103515245) 12345) 2147483648)) (modulo (quotient seed 65536) n))
(define front '())
(define back '())
(define (enqueue! x) (set! back (cons x back)))
(define (dequeue!) (if (null? front) (begin (set! front (reverse back)) (set! back '()))) (let ((x (car front))) (set! front (cdr front)) x))
(define (empty?) (and (null? front) (null? back)))
(let loop ((t 0) (served 0) (waited 0) (free-at 0))
  (if (< t 200) (if (< (rand 10) 4) (enqueue! t)))
  (cond ((and (>= t 200) (empty?)) (list served waited t))
        ((and (<= free-at t) (not (empty?)))
         (let ((arrived (dequeue!)))
           (loop (+ t 1) (+ served 1) (+ waited (- t arrived)) (+ t 1 (rand 3)))))
        (else (loop (+ t 1) served waited free-at))))

;;; case: waiting times with a learnable service time
;; value: 3.05
;; gradient: s = 4.0
(define-parameter s 1.2)
(define (total-wait arrivals)
  (let loop ((as arrivals) (free 0.0) (w 0.0))
    (if (null? as) w
        (let* ((a (car as)) (start (if (> a free) a free)))
          (loop (cdr as) (+ start s) (+ w (- start a)))))))
(total-wait '(0.5 1 1.5 5 5.25))

;;; case: bubble sort on a vector
;; value: #(-4 -1 0 2.5 3 3 5 7.25 8 9)
(define (bubble-sort! v)
  (do ((i (- (vector-length v) 1) (- i 1))) ((< i 1) v)
    (do ((j 0 (+ j 1))) ((= j i))
      (if (> (vector-ref v j) (vector-ref v (+ j 1)))
          (let ((t (vector-ref v j)))
            (vector-set! v j (vector-ref v (+ j 1)))
            (vector-set! v (+ j 1) t))))))
(bubble-sort! (vector 5 2.5 9 -1 0 7.25 3 3 8 -4))

;;; case: bubble sort with gradient of a quantile
;; value: 2.25
;; gradient: a = 0.25, b = 1.5
(define-parameter a 1.5)
(define-parameter b 1.25)
(define (bubble-sort! v)
  (do ((i (- (vector-length v) 1) (- i 1))) ((< i 1) v)
    (do ((j 0 (+ j 1))) ((= j i))
      (if (> (vector-ref v j) (vector-ref v (+ j 1)))
          (let ((t (vector-ref v j)))
            (vector-set! v j (vector-ref v (+ j 1)))
            (vector-set! v (+ j 1) t))))))
(define v (bubble-sort! (vector 5 a (* 2 b) 0.5 (+ a b) -1)))
(+ (* 0.25 (vector-ref v 2)) (* 0.75 (vector-ref v 3)))

;;; case: quicksort on a vector
;; value: #(1 16 17 28 34 37 48 52 57 59 62 70 73 75 76 83 86 96 98 100)
(define (quicksort! v)
  (define (swap! i j) (let ((t (vector-ref v i))) (vector-set! v i (vector-ref v j)) (vector-set! v j t)))
  (define (partition lo hi)
    (let ((pivot (vector-ref v hi)))
      (let loop ((i lo) (j lo))
        (cond ((= j hi) (swap! i hi) i)
              ((< (vector-ref v j) pivot) (swap! i j) (loop (+ i 1) (+ j 1)))
              (else (loop i (+ j 1)))))))
  (define (sort lo hi) (if (< lo hi) (let ((p (partition lo hi))) (sort lo (- p 1)) (sort (+ p 1) hi))))
  (sort 0 (- (vector-length v) 1))
  v)
(define (fill n) (let ((v (make-vector n))) (let loop ((i 0) (x 17)) (if (= i n) v (begin (vector-set! v i x) (loop (+ i 1) (modulo (+ (* x 37) 11) 101)))))))
(quicksort! (fill 20))

;;; case: n-queens
;; value: (1 2 10 4 40)
(define (queens n)
  (define (safe? row placed)
    (let loop ((p placed) (d 1))
      (or (null? p)
          (and (not (= (car p) row)) (not (= (abs (- (car p) row)) d)) (loop (cdr p) (+ d 1))))))
  (define (place k placed)
    (if (= k 0) 1
        (let loop ((row 1) (count 0))
          (if (> row n) count
              (loop (+ row 1) (if (safe? row placed) (+ count (place (- k 1) (cons row placed))) count))))))
  (place n '()))
(map queens '(1 4 5 6 7))

;;; case: primes and factorisation
;; value: ((2 3 5 7 11 13 17 19 23 29 31 37) #t (2 2 2 3 3 5) (3 3 3 7 11 13 37) (1000003))
(define (prime? n) (and (> n 1) (let loop ((d 2)) (cond ((> (* d d) n) #t) ((= 0 (remainder n d)) #f) (else (loop (+ d 1)))))))
(define (factors n) (let loop ((n n) (d 2)) (cond ((= n 1) '()) ((> (* d d) n) (list n)) ((= 0 (remainder n d)) (cons d (loop (quotient n d) d))) (else (loop n (+ d 1))))))
(list (let loop ((n 2) (l '())) (if (> n 40) (reverse l) (loop (+ n 1) (if (prime? n) (cons n l) l)))) (prime? 1000003) (factors 360) (factors 999999) (factors 1000003))

;;; case: Ackermann, gcd and powers together
;; value: (9 61 1 959082)
(define (ack m n) (cond ((= m 0) (+ n 1)) ((= n 0) (ack (- m 1) 1)) (else (ack (- m 1) (ack m (- n 1))))))
(define (power b e m) (cond ((= e 0) 1) ((even? e) (let ((h (power b (quotient e 2) m))) (modulo (* h h) m))) (else (modulo (* b (power b (- e 1) m)) m))))
(list (ack 2 3) (ack 3 3) (gcd (ack 2 5) (ack 3 2)) (power 3 200 1000007))

;;; case: game of life on vectors
;; value: 5
;; output: ......\n..#...\n...#..\n.###..\n......\n......\n
(define n 6)
(define (make) (make-vector (* n n) 0))
(define (ref g i j) (vector-ref g (+ (* n (modulo i n)) (modulo j n))))
(define (put! g i j x) (vector-set! g (+ (* n (modulo i n)) (modulo j n)) x))
(define (step g)
  (let ((h (make)))
    (do ((i 0 (+ i 1))) ((= i n) h)
      (do ((j 0 (+ j 1))) ((= j n))
        (let ((s (+ (ref g (- i 1) (- j 1)) (ref g (- i 1) j) (ref g (- i 1) (+ j 1)) (ref g i (- j 1)) (ref g i (+ j 1)) (ref g (+ i 1) (- j 1)) (ref g (+ i 1) j) (ref g (+ i 1) (+ j 1)))))
          (put! h i j (if (or (= s 3) (and (= s 2) (= 1 (ref g i j)))) 1 0)))))))
(define (show g) (do ((i 0 (+ i 1))) ((= i n)) (do ((j 0 (+ j 1))) ((= j n)) (display (if (= 1 (ref g i j)) "#" "."))) (newline)))
(define g (make))
(for-each (lambda (p) (put! g (car p) (cdr p) 1)) '((0 . 1) (1 . 2) (2 . 0) (2 . 1) (2 . 2)))
(define g4 (step (step (step (step g)))))
(show g4)
(apply + (vector->list g4))

;;; case: word counts and run lengths
;; value: ((a . 2) (b . 1) (c . 3) (a . 1) (1 . 2) (1.0 . 1))
(define (run-length l)
  (if (null? l) '()
      (let loop ((x (car l)) (n 1) (l (cdr l)))
        (cond ((null? l) (list (cons x n)))
              ((eqv? x (car l)) (loop x (+ n 1) (cdr l)))
              (else (cons (cons x n) (loop (car l) 1 (cdr l))))))))
(run-length '(a a b c c c a 1 1 1.0))

;;; case: binary search tree
;; value: ((20 30 35 40 45 50 60 65 70 80) 4 (20 () ()))
(define (insert t x) (cond ((null? t) (list x '() '())) ((< x (car t)) (list (car t) (insert (cadr t) x) (caddr t))) (else (list (car t) (cadr t) (insert (caddr t) x)))))
(define (inorder t) (if (null? t) '() (append (inorder (cadr t)) (cons (car t) (inorder (caddr t))))))
(define (height t) (if (null? t) 0 (+ 1 (max (height (cadr t)) (height (caddr t))))))
(define t (let loop ((l '(50 30 70 20 40 60 80 35 45 65)) (t '())) (if (null? l) t (loop (cdr l) (insert t (car l))))))
(list (inorder t) (height t) (cadr (cadr t)))

;;; case: stack machine compiler
;; value: 6.25
;; gradient: x = 6.0, y = -1.0
(define-parameter x 1.5)
(define-parameter y 0.5)
(define (compile e)
  (cond ((number? e) (list (list 'const e)))
        ((symbol? e) (list (list 'load e)))
        (else (append (compile (cadr e)) (compile (caddr e)) (list (list (car e)))))))
(define env (list (cons 'x x) (cons 'y y)))
(define (execute code)
  (let loop ((code code) (stack '()))
    (if (null? code) (car stack)
        (let ((i (car code)))
          (loop (cdr code)
                (case (car i)
                  ((const) (cons (cadr i) stack))
                  ((load) (cons (cdr (assq (cadr i) env)) stack))
                  (else (cons ((case (car i) ((+) +) ((*) *) ((-) -)) (cadr stack) (car stack)) (cddr stack)))))))))
(execute (compile '(- (+ (* x x) (* 3 x)) y)))

;;; case: automatic differentiation by dual numbers
;; value: 3.375
;; gradient: a = 4.5, b = 6.75
(define-parameter a 1.5)
(define-parameter b 0.5)
(define (dual x d) (cons x d))
(define (d+ u v) (dual (+ (car u) (car v)) (+ (cdr u) (cdr v))))
(define (d* u v) (dual (* (car u) (car v)) (+ (* (car u) (cdr v)) (* (cdr u) (car v)))))
(let ((x (dual a 1)))
  (cdr (d+ (d* (dual b 0) (d* x (d* x x))) (dual 7 0))))

;;; case: Markov chain
;; value: 0.6393831875000001
;; gradient: p = -1.1876778125, q = 0.61540625
(define-parameter p 0.2)
(define-parameter q 0.35)
(define (step d) (list (+ (* (car d) (- 1 p)) (* (cadr d) q)) (+ (* (car d) p) (* (cadr d) (- 1 q)))))
(let loop ((i 0) (d '(1 0))) (if (= i 6) (car d) (loop (+ i 1) (step d))))

;;; case: hidden Markov likelihood by the forward recursion
;; value: -3.8054132703698884
;; gradient: t = 1.8283146067415736, e = -2.50247191011236
;; tolerance: 1e-12
(define-parameter t 0.3)
(define-parameter e 0.8)
(define (transition i j) (if (= i j) (- 1 t) t))
(define (emission s o) (if (= s o) e (- 1 e)))
(define (forward alpha o)
  (map (lambda (j) (* (emission j o) (+ (* (car alpha) (transition 0 j)) (* (cadr alpha) (transition 1 j))))) '(0 1)))
(let loop ((obs '(0 1 1 0 1)) (alpha '(0.5 0.5)))
  (if (null? obs) (log (apply + alpha)) (loop (cdr obs) (forward alpha (car obs)))))

;;; case: bisection and one Newton step
;; value: 1.1288237969926234
;; gradient: c = 0.5302570361593152
;; tolerance: 1e-12
(define-parameter c 1.25)
(define (f x) (- (+ x (log x)) c))
(define (bisect lo hi n)
  (let ((m (/ (+ lo hi) 2)))
    (cond ((= n 0) m) ((> (f m) 0) (bisect lo m (- n 1))) (else (bisect m hi (- n 1))))))
(let ((m (bisect 0.0 2.0 30))) (- m (/ (f m) (+ 1 (/ 1 m)))))

;;; case: option value by a binomial tree
;; value: 15.197675810349995
;; gradient: s = 34.352560002185655, rr = 54.350302530831556, K0 = -0.6330283779991179
;; tolerance: 1e-12
(define-parameter s 0.25)
(define-parameter rr 0.05)
(define-parameter K0 95.0)
(define n 8)
(define growth (exp (/ rr n)))
(define up (exp (/ s (sqrt n))))
(define down (/ 1 up))
(define p (/ (- growth down) (- up down)))
(define (payoffs k) (if (> k n) '() (cons (max 0 (- (* 100 (expt up (- (* 2 k) n))) K0)) (payoffs (+ k 1)))))
(define (back vs) (if (null? (cdr vs)) '() (cons (/ (+ (* p (cadr vs)) (* (- 1 p) (car vs))) growth) (back (cdr vs)))))
(let loop ((vs (payoffs 0))) (if (null? (cdr vs)) (car vs) (loop (back vs))))
