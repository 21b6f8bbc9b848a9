; Recursion over a binary tree of pairs, 2^n leaves: a node is worth a of its left and b of its right side, and a leaf c times its number.
(define-parameter a 0.6)
(define-parameter b 0.5)
(define-parameter c 0.9)

(define (tree depth place)
  (if (= depth 0)
      (/ (+ place 1.0) 1024.0)
      (cons (tree (- depth 1) (* 2 place)) (tree (- depth 1) (+ (* 2 place) 1)))))

(define (worth tree)
  (if (pair? tree)
      (tanh (+ (* a (worth (car tree))) (* b (worth (cdr tree)))))
      (* c tree)))

(define (tree-worth depth) (worth (tree depth 0)))
