;;; case: values of exp
;; value: (1.0 2.718281828459045 0.36787944117144233 1.6487212707001282 22026.465794806718 1.2501528663867426e-9 3.451610733125924e43)
;; tolerance: 1e-12
(list (exp 0.0) (exp 1) (exp -1.0) (exp 0.5) (exp 10) (exp -20.5) (exp 100.25))

;;; case: values of log
;; value: (0.0 0.6931471805599453 2.302585092994046 -0.6931471805599453 1.0 230.25850929940458 -11.512925464970229)
;; tolerance: 1e-12
(list (log 1.0) (log 2) (log 10) (log 0.5) (log 2.718281828459045) (log 1e100) (log 1e-5))

;;; case: logarithms to a base
;; value: (3.0 2.0 -1.0 0.5 4.0)
;; tolerance: 1e-12
(list (log 8 2) (log 100 10) (log 0.5 2) (log 2.0 4.0) (log 81 3))

;;; case: values of sin
;; value: (0.0 0.8414709848078965 -0.8414709848078965 0.479425538604203 -0.5440211108893698 -0.2772828564548513 0.1411200080598672 0.03574879797201651)
;; tolerance: 1e-12
(list (sin 0.0) (sin 1) (sin -1.0) (sin 0.5) (sin 10) (sin 100.25) (sin 3.0) (sin 1e5))

;;; case: values of cos
;; value: (1.0 0.5403023058681398 0.5403023058681398 0.8775825618903728 -0.8390715290764524 0.9607883312760612 -0.9899924966004454 -0.9993608074382124)
;; tolerance: 1e-12
(list (cos 0.0) (cos 1) (cos -1.0) (cos 0.5) (cos 10) (cos 100.25) (cos 3.0) (cos 1e5))

;;; case: values of tan
;; value: (0.0 1.5574077246549023 -1.5574077246549023 0.5463024898437905 0.6483608274590866 -0.2885993172779075 -0.1425465430742778)
;; tolerance: 1e-12
(list (tan 0.0) (tan 1) (tan -1.0) (tan 0.5) (tan 10) (tan 100.25) (tan 3.0))

;;; case: values of asin and acos
;; value: (0.0 1.5707963267948966 -0.5235987755982989 0.25268025514207865 0.0 1.5707963267948966 3.141592653589793 1.318116071652818)
;; tolerance: 1e-12
(list (asin 0.0) (asin 1.0) (asin -0.5) (asin 0.25) (acos 1.0) (acos 0.0) (acos -1.0) (acos 0.25))

;;; case: values of atan
;; value: (0.0 0.7853981633974483 -0.7853981633974483 0.4636476090008061 1.5707963266948965 1.5707963267948966 -1.5707963267948966)
;; tolerance: 1e-12
(list (atan 0.0) (atan 1) (atan -1.0) (atan 0.5) (atan 1e10) (atan +inf.0) (atan -inf.0))

;;; case: values of atan with two arguments
;; value: (0.7853981633974483 2.356194490192345 -2.356194490192345 -0.7853981633974483 1.5707963267948966 -1.5707963267948966 0.5880026035475675 2.0344439357957027)
;; tolerance: 1e-12
(list (atan 1 1) (atan 1 -1) (atan -1 -1) (atan -1 1) (atan 1.0 0.0) (atan -1.0 0.0) (atan 2 3) (atan 0.5 -0.25))

;;; case: atan with two arguments at signed zeros
;; value: (0.0 -0.0 3.141592653589793 -3.141592653589793 0.0)
;; tolerance: 1e-12
(list (atan 0.0 1.0) (atan -0.0 1.0) (atan 0.0 -1.0) (atan -0.0 -1.0) (atan 0.0 +inf.0))

;;; case: exact special values
;; value: (1.0 0.0 +inf.0 0.0 -inf.0 +inf.0 0.0 -0.0 1.0 0.0 0.0 0.0 0.0 -0.0)
(list (exp 0.0) (exp -inf.0) (exp +inf.0) (log 1.0) (log 0.0) (log +inf.0) (sin 0.0) (sin -0.0) (cos 0.0) (tan 0.0) (asin 0.0) (acos 1.0) (atan 0.0) (atan -0.0))

;;; case: overflow and underflow of exp
;; value: (+inf.0 0.0 +inf.0 0.0)
(list (exp 710.0) (exp -746.0) (exp 1000) (exp -1e10))

;;; case: NaN
;; value: (+nan.0 +nan.0 +nan.0 +nan.0 +nan.0 +nan.0 +nan.0 +nan.0 +nan.0)
(list (exp +nan.0) (log +nan.0) (sin +nan.0) (cos +nan.0) (tan +nan.0) (atan +nan.0) (sqrt +nan.0) (sin +inf.0) (cos -inf.0))

;;; case: identities
;; value: (#t #t #t #t #t)
(define (near? a b) (< (abs (- a b)) 1e-12))
(define (check x) (and (near? (+ (square (sin x)) (square (cos x))) 1) (near? (tan x) (/ (sin x) (cos x))) (near? (log (exp x)) x) (near? (atan (tan x)) x) (near? (sin (asin (sin x))) (sin x))))
(map check '(0.1 0.5 1.0 -0.75 -1.5))

;;; case: as first-class procedures
;; value: (1.0 0.0 1.0 0.0 0.0 0.0 0.0)
(map (lambda (f) (f 0.0)) (list exp sin cos tan asin atan sqrt))

;;; case: gradient of exp at 0.5
;; value: 1.6487212707001282
;; gradient: a = 1.6487212707001282
;; tolerance: 1e-12
(define-parameter a 0.5)
(exp a)

;;; case: gradient of exp at -1.75
;; value: 0.17377394345044514
;; gradient: a = 0.17377394345044514
;; tolerance: 1e-12
(define-parameter a -1.75)
(exp a)

;;; case: gradient of log at 0.5
;; value: -0.6931471805599453
;; gradient: a = 2.0
;; tolerance: 1e-12
(define-parameter a 0.5)
(log a)

;;; case: gradient of log at 20.25
;; value: 3.0081547935525483
;; gradient: a = 0.04938271604938271
;; tolerance: 1e-12
(define-parameter a 20.25)
(log a)

;;; case: gradient of sin at 0.5
;; value: 0.479425538604203
;; gradient: a = 0.8775825618903728
;; tolerance: 1e-12
(define-parameter a 0.5)
(sin a)

;;; case: gradient of sin at -4.25
;; value: 0.8949893582285835
;; gradient: a = -0.4460874899137928
;; tolerance: 1e-12
(define-parameter a -4.25)
(sin a)

;;; case: gradient of cos at 0.5
;; value: 0.8775825618903728
;; gradient: a = -0.479425538604203
;; tolerance: 1e-12
(define-parameter a 0.5)
(cos a)

;;; case: gradient of cos at -4.25
;; value: -0.4460874899137928
;; gradient: a = -0.8949893582285835
;; tolerance: 1e-12
(define-parameter a -4.25)
(cos a)

;;; case: gradient of tan at 0.5
;; value: 0.5463024898437905
;; gradient: a = 1.2984464104095248
;; tolerance: 1e-12
(define-parameter a 0.5)
(tan a)

;;; case: gradient of tan at -1.0
;; value: -1.5574077246549023
;; gradient: a = 3.4255188208147596
;; tolerance: 1e-12
(define-parameter a -1.0)
(tan a)

;;; case: gradient of asin at 0.5
;; value: 0.5235987755982989
;; gradient: a = 1.1547005383792515
;; tolerance: 1e-12
(define-parameter a 0.5)
(asin a)

;;; case: gradient of asin at -0.9375
;; value: -1.2153751251046732
;; gradient: a = 2.8736848324283986
;; tolerance: 1e-12
(define-parameter a -0.9375)
(asin a)

;;; case: gradient of acos at 0.5
;; value: 1.0471975511965979
;; gradient: a = -1.1547005383792515
;; tolerance: 1e-12
(define-parameter a 0.5)
(acos a)

;;; case: gradient of acos at -0.9375
;; value: 2.7861714518995697
;; gradient: a = -2.8736848324283986
;; tolerance: 1e-12
(define-parameter a -0.9375)
(acos a)

;;; case: gradient of atan at 0.5
;; value: 0.4636476090008061
;; gradient: a = 0.8
;; tolerance: 1e-12
(define-parameter a 0.5)
(atan a)

;;; case: gradient of atan at -3.25
;; value: -1.2722973952087173
;; gradient: a = 0.08648648648648649
;; tolerance: 1e-12
(define-parameter a -3.25)
(atan a)

;;; case: gradient of sqrt at 0.5
;; value: 0.7071067811865476
;; gradient: a = 0.7071067811865476
(define-parameter a 0.5)
(sqrt a)

;;; case: gradient of sqrt at 20.25
;; value: 4.5
;; gradient: a = 0.1111111111111111
(define-parameter a 20.25)
(sqrt a)

;;; case: gradient of square at 0.5
;; value: 0.25
;; gradient: a = 1.0
(define-parameter a 0.5)
(square a)

;;; case: gradient of square at -3.25
;; value: 10.5625
;; gradient: a = -6.5
(define-parameter a -3.25)
(square a)

;;; case: gradient of abs at 0.5
;; value: 0.5
;; gradient: a = 1.0
(define-parameter a 0.5)
(abs a)

;;; case: gradient of abs at -3.25
;; value: 3.25
;; gradient: a = -1.0
(define-parameter a -3.25)
(abs a)

;;; case: gradient of log to a base at 8 and 2
;; value: 3.0
;; gradient: x = 0.18033688011112042, b = -2.1640425613334453
;; tolerance: 1e-12
(define-parameter x 8.0)
(define-parameter b 2.0)
(log x b)

;;; case: gradient of log to a base at 0.3 and 10
;; value: -0.5228787452803376
;; gradient: x = 1.4476482730108395, b = 0.022708335377974658
;; tolerance: 1e-12
(define-parameter x 0.3)
(define-parameter b 10.0)
(log x b)

;;; case: gradient of log to a constant base
;; value: -1.7369655941662063
;; gradient: x = 4.8089834696298785
;; tolerance: 1e-12
(define-parameter x 0.3)
(log x 2)

;;; case: gradient of atan with two arguments, first quadrant
;; value: 0.4636476090008061
;; gradient: y = 0.5333333333333333, x = -0.26666666666666666
;; tolerance: 1e-12
(define-parameter y 0.75)
(define-parameter x 1.5)
(atan y x)

;;; case: gradient of atan with two arguments, third quadrant
;; value: -1.8157749899217608
;; gradient: y = -0.11764705882352941, x = 0.47058823529411764
;; tolerance: 1e-12
(define-parameter y -2.0)
(define-parameter x -0.5)
(atan y x)

;;; case: gradient of atan with two arguments, one constant
;; value: 3.7295952571373605
;; gradient: y = -0.23076923076923078
;; tolerance: 1e-12
(define-parameter y -2.0)
(+ (atan y 3) (* 2 (atan 3 y)))

;;; case: gradient of atan with two arguments, both from one parameter
;; value: 0.43591379020638027
;; gradient: t = 0.7674285510896126
;; tolerance: 1e-12
(define-parameter t 0.75)
(atan (sin t) (* 2 (cos t)))

;;; case: gradient of a composition
;; value: 1.3172315132382004
;; gradient: a = 1.3377793985405828
;; tolerance: 1e-12
(define-parameter a 0.7)
(exp (sin (* a (log (+ 1 (* a a))))))

;;; case: gradient of a damped oscillation
;; value: -0.3127297162543683
;; gradient: A = -0.15636485812718418, k = 0.7818242906359208, w = 2.2286778103356224
;; tolerance: 1e-12
(define-parameter A 2.0)
(define-parameter k 0.3)
(define-parameter w 1.75)
(define (y t) (* A (exp (- (* k t))) (cos (* w t))))
(y 2.5)

;;; case: gradient of a normal density
;; value: 0.14712126403040007
;; gradient: mu = 0.2873462188093751, sigma = 0.2650768868516485
;; tolerance: 1e-12
(define-parameter mu 0.5)
(define-parameter sigma 0.8)
(define pi 3.141592653589793)
(define (density x) (/ (exp (* -0.5 (square (/ (- x mu) sigma)))) (* sigma (sqrt (* 2 pi)))))
(density 1.75)

;;; case: gradient of a logistic function
;; value: 0.8175744761936437
;; gradient: x = 0.2982929041406657
;; tolerance: 1e-12
(define-parameter x 0.75)
(define (sigmoid x) (/ (+ 1 (exp (- x)))))
(sigmoid (* 2 x))

;;; case: gradient of tanh by exp
;; value: 0.6351489523872873
;; gradient: x = 0.5965858082813315
;; tolerance: 1e-12
(define-parameter x 0.75)
(define (tanh x) (let ((e (exp (* 2 x)))) (/ (- e 1) (+ e 1))))
(tanh x)

;;; case: gradient of softplus
;; value: 0.16022415043808716
;; gradient: x = 0.14804719803168948
;; tolerance: 1e-12
(define-parameter x -1.75)
(log (+ 1 (exp x)))

;;; case: gradient of inverse functions composed
;; value: 2.4
;; gradient: x = 6.0
;; tolerance: 1e-12
(define-parameter x 0.4)
(+ (asin (sin x)) (acos (cos x)) (atan (tan x)) (log (exp x)) (exp (log x)) (square (sqrt x)))

;;; case: gradient through functions as values
;; value: 2.898975211224692
;; gradient: x = 6.176105729894841
;; tolerance: 1e-12
(define-parameter x 0.4)
(apply + (map (lambda (f) (f x)) (list sin cos exp log sqrt atan)))

;;; case: gradient of a sum of sines
;; value: 1.492286947184434
;; gradient: a = 1.2417591941964867, b = -1.3566244974403945
;; tolerance: 1e-12
(define-parameter a 0.3)
(define-parameter b 1.1)
(let loop ((k 1) (s 0.0)) (if (> k 8) s (loop (+ k 1) (+ s (/ (sin (* k a)) (* k b))))))
