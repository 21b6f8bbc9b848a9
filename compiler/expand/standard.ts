// The libraries that a program may import without defining them, and the features that cond-expand knows (R7RS appendices A and B).
// Invariant: a library exports what this implementation has of what the standard lists for it.

/** Names of features, besides the libraries. */
export const features: readonly string[] = ["r7rs", "ieee-float", "full-unicode", "dmci-wasm"];

/** The library of everything there is. */
export const EVERYTHING = "(dmci)";

const CXR = `caaar caadr cadar caddr cdaar cdadr cddar cdddr caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr cdaaar cdaadr cdadar cdaddr
 cddaar cddadr cdddar cddddr`;
const CASE_LAMBDA = "case-lambda";
const CHAR = `char-alphabetic? char-ci<=? char-ci<? char-ci=? char-ci>=? char-ci>? char-downcase char-foldcase char-lower-case? char-numeric?
 char-upcase char-upper-case? char-whitespace? digit-value string-ci<=? string-ci<? string-ci=? string-ci>=? string-ci>? string-downcase
 string-foldcase string-upcase`;
const COMPLEX = "angle imag-part magnitude make-polar make-rectangular real-part";
const INEXACT = "acos asin atan cos exp finite? infinite? log nan? sin sqrt tan";
const LAZY = "delay delay-force force make-promise promise?";

/** What the standard lists, by the written names of the libraries. */
export const standardLibraries: Readonly<Record<string, string>> = {
  "(scheme base)": `* + - ... / < <= = => > >= _ abs and append apply assoc assq assv begin binary-port? boolean=? boolean? bytevector
 bytevector-append bytevector-copy bytevector-copy! bytevector-length bytevector-u8-ref bytevector-u8-set! bytevector? caar cadr
 call-with-current-continuation call-with-port call-with-values call/cc car case cdar cddr cdr ceiling char->integer char-ready? char<=? char<?
 char=? char>=? char>? char? close-input-port close-output-port close-port complex? cond cond-expand cons current-error-port
 current-input-port current-output-port define define-record-type define-syntax define-values denominator do dynamic-wind else eof-object
 eof-object? eq? equal? eqv? error error-object-irritants error-object-message error-object? even? exact exact-integer-sqrt exact-integer?
 exact? expt features file-error? floor floor-quotient floor-remainder floor/ flush-output-port for-each gcd get-output-bytevector
 get-output-string guard if include include-ci inexact inexact? input-port-open? input-port? integer->char integer? lambda lcm length let
 let* let*-values let-syntax let-values letrec letrec* letrec-syntax list list->string list->vector list-copy list-ref list-set! list-tail
 list? make-bytevector make-list make-parameter make-string make-vector map max member memq memv min modulo negative? newline not null?
 number->string number? numerator odd? open-input-bytevector open-input-string open-output-bytevector open-output-string or
 output-port-open? output-port? pair? parameterize peek-char peek-u8 positive? procedure? quasiquote quote quotient raise
 raise-continuable rational? rationalize read-bytevector read-bytevector! read-char read-error? read-line read-string read-u8 real?
 remainder reverse round set! set-car! set-cdr! square string string->list string->number string->symbol string->utf8 string->vector
 string-append string-copy string-copy! string-fill! string-for-each string-length string-map string-ref string-set! string<=? string<?
 string=? string>=? string>? string? substring symbol->string symbol=? symbol? syntax-error syntax-rules textual-port? truncate
 truncate-quotient truncate-remainder truncate/ u8-ready? unless unquote unquote-splicing utf8->string values vector vector->list
 vector->string vector-append vector-copy vector-copy! vector-fill! vector-for-each vector-length vector-map vector-ref vector-set!
 vector? when with-exception-handler write-bytevector write-char write-string write-u8 zero?`,
  "(scheme case-lambda)": CASE_LAMBDA,
  "(scheme char)": CHAR,
  "(scheme complex)": COMPLEX,
  "(scheme cxr)": CXR,
  "(scheme eval)": "environment eval",
  "(scheme file)": `call-with-input-file call-with-output-file delete-file file-exists? open-binary-input-file open-binary-output-file
 open-input-file open-output-file with-input-from-file with-output-to-file`,
  "(scheme inexact)": INEXACT,
  "(scheme lazy)": LAZY,
  "(scheme load)": "load",
  "(scheme process-context)":
    "command-line emergency-exit exit get-environment-variable get-environment-variables",
  "(scheme read)": "read",
  "(scheme repl)": "interaction-environment",
  "(scheme time)": "current-jiffy current-second jiffies-per-second",
  "(scheme write)": "display write write-shared write-simple",
  "(scheme r5rs)": `* + - / < <= = > >= abs acos and angle append apply asin assoc assq assv atan begin boolean? caar cadr
 call-with-current-continuation call-with-input-file call-with-output-file call-with-values car case cdar cddr cdr ceiling char->integer
 char-ready? char<=? char<? char=? char>=? char>? char? close-input-port close-output-port complex? cond cons cos current-input-port
 current-output-port define define-syntax delay denominator display do dynamic-wind else => ... _ eof-object? eq? equal? eqv? eval even?
 exact->inexact exact? exp expt floor for-each force gcd if imag-part inexact->exact inexact? input-port? integer->char integer?
 interaction-environment lambda lcm length let let* let-syntax letrec letrec-syntax list list->string list->vector list-ref list-tail list?
 load log magnitude make-polar make-rectangular make-string make-vector map max member memq memv min modulo negative? newline not
 null-environment null? number->string number? numerator odd? open-input-file open-output-file or output-port? pair? peek-char positive?
 procedure? quasiquote quote quotient rational? rationalize read read-char real-part real? remainder reverse round
 scheme-report-environment set! set-car! set-cdr! sin sqrt string string->list string->number string->symbol string-append string-copy
 string-fill! string-length string-ref string-set! string<=? string<? string=? string>=? string>? string? substring symbol->string symbol?
 syntax-rules tan truncate unquote unquote-splicing values vector vector->list vector-fill! vector-length vector-ref vector-set! vector?
 with-input-from-file with-output-to-file write write-char zero? ${CHAR} ${CXR}`,
  "(srfi 1)": `alist-cons alist-copy alist-delete alist-delete! any append append! append-map append-map! append-reverse append-reverse! assoc
 assq assv break break! caar cadr car car+cdr cdar cddr cdr circular-list circular-list? concatenate concatenate! cons cons* count delete
 delete! delete-duplicates delete-duplicates! dotted-list? drop drop-right drop-right! drop-while eighth every fifth filter filter! filter-map
 find find-tail first fold fold-right for-each fourth iota last last-pair length length+ list list-copy list-index list-ref list-tabulate list=
 lset-adjoin lset-diff+intersection lset-diff+intersection! lset-difference lset-difference! lset-intersection lset-intersection! lset-union
 lset-union! lset-xor lset-xor! lset<= make-list map map! map-in-order member memq memv ninth not-pair? null-list? null? pair-fold
 pair-fold-right pair-for-each pair? partition partition! proper-list? reduce reduce-right remove remove! reverse reverse! second set-car!
 set-cdr! seventh sixth span span! split-at split-at! take take! take-right take-while take-while! tenth third unfold unfold-right unzip1
 unzip2 unzip3 unzip4 unzip5 xcons zip ${CXR}`,
  "(srfi 6)": "get-output-string open-input-string open-output-string",
  "(srfi 8)": "receive",
  "(srfi 9)": "define-record-type",
  "(srfi 11)": "let*-values let-values",
  "(srfi 16)": CASE_LAMBDA,
  "(srfi 23)": "error",
  "(srfi 30)": "",
  "(srfi 39)": "make-parameter parameterize",
  "(srfi 45)": LAZY,
  "(srfi 46)": "syntax-rules",
  "(srfi 62)": "",
  "(srfi 69)": `alist->hash-table hash hash-by-identity hash-table->alist hash-table-contains? hash-table-copy hash-table-delete!
 hash-table-equivalence-function hash-table-exists? hash-table-fold hash-table-hash-function hash-table-keys hash-table-merge! hash-table-ref
 hash-table-ref/default hash-table-set! hash-table-size hash-table-update! hash-table-update!/default hash-table-values hash-table-walk
 hash-table? make-hash-table string-ci-hash string-hash`,
  "(srfi 87)": "case => else",
  "(srfi 132)": `list-sort vector-sort vector-sort! list-stable-sort sort`,
  "(srfi 133)": `list->vector make-vector vector vector->list vector-any vector-append vector-binary-search vector-copy vector-copy! vector-count
 vector-every vector-fill! vector-fold vector-fold-right vector-for-each vector-index vector-length vector-map vector-map! vector-ref vector-set!
 vector-swap! vector?`,
};
