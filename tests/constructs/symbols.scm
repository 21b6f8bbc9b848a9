;;; case: symbol?
;; value: (#t #t #f #t #f #f #f #t)
(map symbol? (list 'a (car '(a b)) "bar" 'nil '() #f 5 (string->symbol "x")))

;;; case: symbols are identical when spelled alike
;; value: (#t #f #t #f)
(list (eq? 'abc 'abc) (eq? 'abc 'abd) (eq? 'abc (string->symbol "abc")) (eq? 'abc 'ABC))

;;; case: symbol->string
;; value: ("flying-fish" "Martin" "Malvina" 3)
(list (symbol->string 'flying-fish) (symbol->string 'Martin) (symbol->string (string->symbol "Malvina")) (string-length (symbol->string 'abc)))

;;; case: string->symbol
;; value: (mISSISSIppi #t #t)
(list (string->symbol "mISSISSIppi") (eq? 'bitBlt (string->symbol "bitBlt")) (eq? 'LollyPop (string->symbol (symbol->string 'LollyPop))))

;;; case: odd characters
;; value: (a->b <=? !x $y %z &w *v* / : <> = ? ^ _ ~ + - ... ->x +x -y)
(list 'a->b '<=? '!x '$y '%z '&w '*v* '/ ': '<> '= '? '^ '_ '~ '+ '- '... '->x '+x '-y)

;;; case: bars
;; value: (#t "a b" "" #t 3)
(list (eq? '|abc| 'abc) (symbol->string '|a b|) (symbol->string '||) (eq? '|a b| (string->symbol "a b")) (string-length (symbol->string '|(x)|)))

;;; case: bars in write form
;; value: (|a b| |c d| |(| plain)
(list '|a b| (string->symbol "c d") '|(| 'plain)

;;; case: bars in display form
;; value: done
;; output: a b(x y z)
(display '|a b|)
(display (list '|x y| 'z))
'done

;;; case: escapes within bars
;; value: ("aAb" #t "a|b")
(list (symbol->string '|a\x41;b|) (eq? '|\x61;bc| 'abc) (symbol->string '|a\|b|))

;;; case: the empty symbol
;; value: (#t 0 #t)
(list (symbol? '||) (string-length (symbol->string '||)) (eq? '|| (string->symbol "")))

;;; case: made from parts
;; value: make-point2
(string->symbol (string-append "make-" (symbol->string 'point) (number->string 2)))

;;; case: as keys
;; value: (3 1)
(let ((table '((red . 1) (green . 2) (blue . 3)))) (map (lambda (k) (cdr (assq k table))) '(blue red)))

;;; case: as a variable with bars
;; value: 11
(define |strange name| 5)
(let ((|another one| 6)) (+ |strange name| |another one|))

;;; case: a variable with bars is the same variable
;; value: (7 2)
(define abc 7)
(list |abc| (let ((|x| 1)) (+ x |x|)))

;;; case: letters beyond ASCII
;; value: (3 λ "größe" #t)
(define λ 3)
(list λ 'λ (symbol->string 'größe) (eq? 'größe (string->symbol "größe")))

;;; case: symbols compare equal everywhere
;; value: (#t #t #t (c d) #f)
(list (eqv? 'a 'a) (equal? 'a 'a) (equal? '(a b) (list 'a 'b)) (memq 'c '(a b c d)) (equal? 'a "a"))

;;; case: gradient with symbolic messages
;; value: 0.75
;; gradient: w = 0.5, h = 1.5
(define-parameter w 1.5)
(define-parameter h 0.5)
(define (rect w h) (lambda (m) (cond ((eq? m 'area) (* w h)) ((eq? m 'name) 'rect) (else 'unknown))))
((rect w h) 'area)
