;;; case: display of numbers
;; value: done
;; output: 1;-2;0.5;1.0;1e21;1e-7;-0.0;+inf.0;+nan.0;100000000000000000000.0;
(for-each (lambda (x) (display x) (display ";")) (list 1 -2 0.5 1.0 1e21 1e-7 -0.0 +inf.0 +nan.0 100000000000000000000.0))
'done

;;; case: display and write of strings
;; value: done
;; output: say hi\n"say hi"\nwith "quotes"
(display "say hi")
(newline)
(write "say hi")
(newline)
(display "with \"quotes\"")
'done

;;; case: display of characters
;; value: done
;; output: x (y   z)
(display #\x)
(display #\space)
(display (list #\y #\space #\z))
'done

;;; case: display and write of lists
;; value: done
;; output: (1 two 3 four (5.0 six))\n(1 "two" 3 four (5.0 "six"))
(display '(1 "two" #\3 four (5.0 "six")))
(newline)
(write '(1 "two" 3 four (5.0 "six")))
'done

;;; case: display and write of vectors
;; value: done
;; output: #(1 two 3)#(1 "two" 3)
(display '#(1 "two" #\3))
(write '#(1 "two" 3))
'done

;;; case: display of pairs
;; value: done
;; output: (a . b)(a b . c)(a b c)
(display '(a . b))
(display '(a b . c))
(display '(a . (b . (c))))
'done

;;; case: display of booleans and the empty list
;; value: done
;; output: #t#f()(#t () #f)
(display #t)
(display #f)
(display '())
(display (list #t '() #f))
'done

;;; case: newline
;; value: done
;; output: \n1\n\n2
(newline)
(display 1)
(newline)
(newline)
(display 2)
'done

;;; case: several arguments in one line
;; value: done
;; output: <1><a><b><2.5>\n\n<(x y)>\n
(define (print . xs) (for-each (lambda (x) (display "<") (display x) (display ">")) xs) (newline))
(print 1 "a" 'b 2.5)
(print)
(print '(x y))
'done

;;; case: output before and after definitions
;; value: 5
;; output: abc
(display "a")
(define x (begin (display "b") 5))
(display "c")
x

;;; case: output in procedures in order
;; value: 3
;; output: <1><2>
(define (f x) (display "<") (display x) (display ">") x)
(let* ((a (f 1)) (b (f 2))) (+ a b))

;;; case: output of a loop
;; value: end
;; output: *\n**\n***\n****\n*****\n
(do ((i 1 (+ i 1))) ((> i 5) 'end)
  (do ((j 1 (+ j 1))) ((> j i) (newline)) (display "*")))

;;; case: multiplication table
;; value: end
;; output: 1,2,3,4\n2,4,6,8\n3,6,9,12\n
(let row ((i 1))
  (if (<= i 3)
      (begin
        (let col ((j 1)) (if (<= j 4) (begin (display (* i j)) (if (< j 4) (display ",")) (col (+ j 1)))))
        (newline)
        (row (+ i 1)))
      'end))

;;; case: write of symbols and quoted data
;; value: done
;; output: sym(quoted data 1 "s")
(write 'sym)
(write '(quoted data 1 "s"))
'done

;;; case: display in a procedure used as a value
;; value: (#t #t #t)
(map (lambda (p) (procedure? p)) (list display write newline))

;;; case: hanoi
;; value: 7
;; output: xz.xy.zy.xz.yx.yz.xz.
(define moves 0)
(define (hanoi n a b c)
  (if (> n 0) (begin (hanoi (- n 1) a c b) (display a) (display c) (display ".") (set! moves (+ moves 1)) (hanoi (- n 1) b a c))))
(hanoi 3 'x 'y 'z)
moves

;;; case: output of learnable constants
;; value: done
;; output: 0.10.30000000000000004(0.1 1.0)
(define-parameter a 0.1)
(display a)
(display (+ a 0.2))
(write (list a (* 10 a)))
'done

;;; case: gradient with output on the way
;; value: 3.75
;; output: 2.25\nthen
;; gradient: a = 4.0
(define-parameter a 1.5)
(define (trace x) (display x) (newline) x)
(let* ((x (trace (* a a))) (y (begin (display "then") a))) (+ x y))
