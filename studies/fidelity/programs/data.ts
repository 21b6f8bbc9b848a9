// Programs of our own about data: lists, vectors, records, tables, trees, streams, texts.
import { type FidelityProgram, iterate, linspace } from "../program.js";

const common = { experiment: "own", inputs: [linspace(0.5, 3, 8)], seeds: 5, higherOrder: true } as const;

export const data: readonly FidelityProgram[] = [
  {
    ...common,
    name: "sorting by value",
    source: `
(define-parameter a 1.0)
(define-parameter b 0.1)
(define (model x)
  (let ((sorted (sort (list (* a x) 2.0 (+ b (* x x)) 0.3) <)))
    (fold + 0.0 (map * '(1.0 0.5 0.25 0.125) sorted))))`,
    truth: { a: 1.5, b: 0.4 },
    target: (x) => {
      const sorted = [1.5 * x!, 2, 0.4 + x! ** 2, 0.3].sort((u, v) => u - v);
      return sorted.reduce((sum, u, i) => sum + u * 0.5 ** i, 0);
    },
  },
  {
    ...common,
    name: "records in motion",
    source: `
(define-parameter stiffness 0.5)
(define-parameter friction 0.1)
(define-record-type body (make-body place speed) body? (place place set-place!) (speed speed set-speed!))
(define (advance! b dt)
  (set-speed! b (- (speed b) (* dt (+ (* stiffness (place b)) (* friction (speed b))))))
  (set-place! b (+ (place b) (* dt (speed b)))))
(define (model x)
  (let ((b (make-body x 0.0)))
    (do ((i 0 (+ i 1))) ((= i 12) (place b))
      (advance! b 0.1))))`,
    truth: { stiffness: 2, friction: 0.5 },
    target: (x) =>
      iterate(12, [x!, 0], ([place, speed]) => {
        const faster = speed! - 0.1 * (2 * place! + 0.5 * speed!);
        return [place! + 0.1 * faster, faster];
      })[0]!,
  },
  {
    ...common,
    name: "table keyed by strings",
    source: `
(define-parameter slope 1.0)
(define-parameter offset 0.0)
(define table (make-hash-table))
(hash-table-set! table "slope" slope)
(hash-table-set! table (string-append "off" "set") offset)
(hash-table-update! table "slope" (lambda (s) (* 2 s)))
(define (setting name) (hash-table-ref/default table name 0.0))
(define (model x) (+ (* (setting "slope") x) (setting "offset") (setting "nothing")))`,
    truth: { slope: 0.75, offset: -1 },
    target: (x) => 1.5 * x! - 1,
  },
  {
    ...common,
    name: "totals by an association list",
    source: `
(define-parameter apples 1.0)
(define-parameter pears 1.0)
(define prices (list (cons 'apple apples) (cons 'pear pears)))
(define (price kind) (cond ((assq kind prices) => cdr) (else 0.0)))
(define (total basket)
  (if (null? basket)
      0.0
      (+ (* (cdar basket) (price (caar basket))) (total (cdr basket)))))
(define (model x) (total (list (cons 'apple x) (cons 'pear 2.0) (cons 'plum x) (cons 'pear x))))`,
    truth: { apples: 0.4, pears: 0.9 },
    target: (x) => 0.4 * x! + 0.9 * (2 + x!),
  },
  {
    ...common,
    name: "binary search tree",
    source: `
(define-parameter a 1.0)
(define-parameter b 0.2)
(define (insert tree x)
  (cond ((null? tree) (list x '() '()))
        ((< x (car tree)) (list (car tree) (insert (cadr tree) x) (caddr tree)))
        (else (list (car tree) (cadr tree) (insert (caddr tree) x)))))
(define (fold-tree f seed tree)
  (if (null? tree)
      seed
      (f (car tree) (fold-tree f seed (cadr tree)) (fold-tree f seed (caddr tree)))))
(define (model x)
  (fold-tree (lambda (key left right) (+ key (* b (- left right)))) 0.0
             (fold-left insert '() (list (* a x) 1.0 x 2.0 (* a a)))))`,
    truth: { a: 1.4, b: 0.5 },
    target: (x) => {
      type Tree = { key: number; left?: Tree; right?: Tree };
      const insert = (tree: Tree | undefined, key: number): Tree => {
        if (!tree) return { key };
        if (key < tree.key) return { ...tree, left: insert(tree.left, key) };
        return { ...tree, right: insert(tree.right, key) };
      };
      const fold = (tree: Tree | undefined): number =>
        tree ? tree.key + 0.5 * (fold(tree.left) - fold(tree.right)) : 0;
      return fold([1.4 * x!, 1, x!, 2, 1.4 ** 2].reduce<Tree | undefined>(insert, undefined));
    },
  },
  {
    ...common,
    name: "stream of a power series",
    source: `
(define-parameter rate 0.2)
(define-syntax stream-cons
  (syntax-rules () ((_ head tail) (cons head (delay tail)))))
(define (tail s) (force (cdr s)))
(define (terms term n) (stream-cons term (terms (/ (* term rate) n) (+ n 1.0))))
(define (scale s k) (stream-cons (car s) (map-stream (lambda (y) (* k y)) (scale (tail s) k))))
(define (map-stream f s) (stream-cons (f (car s)) (map-stream f (tail s))))
(define (sum s n) (if (= n 0) 0.0 (+ (car s) (sum (tail s) (- n 1)))))
(define (model x) (sum (scale (terms 1.0 1.0) x) 8))`,
    truth: { rate: 0.8 },
    // Term n is (0.8)^n x^n / n!.
    target: (x) => iterate(8, [0, 1], ([sum, term], i) => [sum! + term!, (term! * 0.8 * x!) / (i + 1)])[0]!,
  },
  {
    ...common,
    name: "forward algorithm on vectors",
    source: `
(define-parameter stay 0.7)
(define-parameter emit 0.6)
(define (step beliefs seen)
  (let* ((a (vector-ref beliefs 0))
         (b (vector-ref beliefs 1))
         (a* (+ (* stay a) (* (- 1.0 stay) b)))
         (b* (+ (* (- 1.0 stay) a) (* stay b))))
    (if seen
        (vector (* emit a*) (* (- 1.0 emit) b*))
        (vector (* (- 1.0 emit) a*) (* emit b*)))))
(define (model x)
  (let ((end (fold-left step (vector x 1.0) '(#t #f #f #t #t))))
    (+ (vector-ref end 0) (* 3.0 (vector-ref end 1)))))`,
    truth: { stay: 0.8, emit: 0.7 },
    target: (x) => {
      const end = [true, false, false, true, true].reduce<[number, number]>(
        ([a, b], seen) => {
          const [u, v] = [0.8 * a + 0.2 * b, 0.2 * a + 0.8 * b];
          return seen ? [0.7 * u, 0.3 * v] : [0.3 * u, 0.7 * v];
        },
        [x!, 1],
      );
      return end[0] + 3 * end[1];
    },
  },
  {
    ...common,
    name: "dispatch on strings",
    source: `
(define-parameter k 0.5)
(define (operation name)
  (cond ((string=? name "square") (lambda (x) (* x x)))
        ((string=? name "scale") (lambda (x) (* k x)))
        ((string-ci=? name "SINE") sin)
        (else (error "no such operation" name))))
(define (words text)
  (let next ((characters (string->list text)) (word '()) (found '()))
    (define (end) (if (null? word) found (cons (list->string (reverse word)) found)))
    (cond ((null? characters) (reverse (end)))
          ((char=? (car characters) #\\space) (next (cdr characters) '() (end)))
          (else (next (cdr characters) (cons (car characters) word) found)))))
(define pipeline (map operation (words "scale square  sine scale")))
(define (model x) (fold (lambda (f y) (f y)) x pipeline))`,
    truth: { k: 0.6 },
    target: (x) => 0.6 * Math.sin((0.6 * x!) ** 2),
  },
  {
    ...common,
    name: "powers of a matrix of lists",
    source: `
(define-parameter p 0.2)
(define-parameter q 0.2)
(define (transpose m) (apply map list m))
(define (dot u v) (apply + (map * u v)))
(define (multiply m n)
  (let ((columns (transpose n)))
    (map (lambda (row) (map (lambda (column) (dot row column)) columns)) m)))
(define (power m n)
  (cond ((= n 1) m)
        ((even? n) (power (multiply m m) (quotient n 2)))
        (else (multiply m (power m (- n 1))))))
(define (model x) (dot '(1.0 2.0) (map (lambda (row) (dot row (list x 1.0))) (power (list (list p q) (list 1.0 0.0)) 5))))`,
    truth: { p: 0.5, q: 0.3 },
    target: (x) => {
      const [u, v] = iterate(5, [x!, 1], ([a, b]) => [0.5 * a! + 0.3 * b!, a!]);
      return u! + 2 * v!;
    },
  },
  {
    ...common,
    name: "convolution on vectors",
    source: `
(define-parameter w0 0.1)
(define-parameter w1 0.1)
(define signal #(1.0 -1.0 2.0 0.5 0.0 -0.5))
(define (convolve signal kernel)
  (let ((out (make-vector (- (vector-length signal) 1) 0.0)))
    (vector-for-each
      (lambda (i)
        (vector-set! out i (+ (* (vector-ref kernel 0) (vector-ref signal i))
                              (* (vector-ref kernel 1) (vector-ref signal (+ i 1))))))
      #(0 1 2 3 4))
    out))
(define (model x)
  (let ((once (convolve signal (vector w0 (* x w1)))))
    (apply + (vector->list (vector-map * once once)))))`,
    truth: { w0: 0.5, w1: 0.4 },
    target: (x) => {
      const signal = [1, -1, 2, 0.5, 0, -0.5];
      return iterate(5, 0, (sum, i) => sum + (0.5 * signal[i]! + 0.4 * x! * signal[i + 1]!) ** 2);
    },
  },
];
