// Procedures on vectors and bytevectors (R7RS 6.8, 6.9, SRFI 133), with their documentation.
import { alsoNamed, defined, fixed, type Procedure, variadic } from "./procedure.js";

const VECTORS = "Vectors";
const MORE = "More of vectors";
const BYTEVECTORS = "Bytevectors";

export const vectorProcedures: readonly Procedure[] = [
  fixed(VECTORS, "(vector? obj)", "Whether obj is a vector.", "vector?", [["(vector? #(1))", "#t"]]),
  fixed(VECTORS, "(make-vector k [fill])", "A vector of k elements.", "make-vector", [
    ["(make-vector 2 0.0)", "#(0.0 0.0)"],
  ]),
  variadic(VECTORS, "(vector obj ...)", "A fresh vector.", { list: "vector" }, [["(vector 1 2)", "#(1 2)"]]),
  fixed(VECTORS, "(vector-length vector)", "Number of elements.", "vector-length", [
    ["(vector-length #(1 2))", "2"],
  ]),
  fixed(VECTORS, "(vector-ref vector k)", "Element k, counted from 0.", "vector-ref", [
    ["(vector-ref #(1 2) 1)", "2"],
  ]),
  fixed(VECTORS, "(vector-set! vector k obj)", "Replaces element k.", "vector-set!", [
    ["(let ((v (vector 1 2))) (vector-set! v 0 9) v)", "#(9 2)"],
  ]),
  fixed(VECTORS, "(vector->list vector [start end])", "Its elements as a list.", "vector->list", [
    ["(vector->list #(1 2))", "(1 2)"],
  ]),
  fixed(VECTORS, "(list->vector list)", "A vector of a list's elements.", "list->vector", [
    ["(list->vector '(1 2))", "#(1 2)"],
  ]),
  fixed(
    VECTORS,
    "(vector-fill! vector obj [start end])",
    "Replaces (a part of) the elements.",
    "vector-fill!",
    [["(let ((v (make-vector 2 0))) (vector-fill! v 7) v)", "#(7 7)"]],
  ),
  fixed(
    VECTORS,
    "(vector-copy vector [start end])",
    "A fresh copy of (a part of) the vector.",
    "vector-copy",
    [["(vector-copy #(1 2 3) 1)", "#(2 3)"]],
  ),
  fixed(
    VECTORS,
    "(vector-copy! to at from [start end])",
    "Copies (a part of) a vector into another, or itself, from index at on.",
    "vector-copy!",
    [["(let ((v (vector 1 2 3))) (vector-copy! v 1 #(a b)) v)", "#(1 a b)"]],
  ),
  defined(VECTORS, "(vector-append vector ...)", "Concatenation.", [
    ["(vector-append #(1) #(2 3))", "#(1 2 3)"],
  ]),
  defined(
    VECTORS,
    "(vector-map f vector vector2 ...)",
    "A vector of f's values, elements from left to right.",
    [["(vector-map square #(1 2 3))", "#(1 4 9)"]],
  ),
  defined(VECTORS, "(vector-for-each f vector vector2 ...)", "Calls f on the elements from left to right.", [
    ["(let ((s 0)) (vector-for-each (lambda (x) (set! s (+ s x))) #(1 2)) s)", "3"],
  ]),

  ...alsoNamed(
    defined(MORE, "(make-initialized-vector k f)", "A vector of f's values at 0 … k - 1.", [
      ["(make-initialized-vector 3 square)", "#(0 1 4)"],
    ]),
    "build-vector",
  ),
  defined(MORE, "(vector-tabulate f k)", "The same; also with the arguments the other way round.", [
    ["(vector-tabulate square 3)", "#(0 1 4)"],
  ]),
  fixed(MORE, "(subvector vector start end)", "The elements from start to before end.", "subvector", [
    ["(subvector #(1 2 3) 0 2)", "#(1 2)"],
  ]),
  defined(MORE, "(vector-head vector end)", "The elements before end.", [
    ["(vector-head #(1 2 3) 2)", "#(1 2)"],
  ]),
  fixed(MORE, "(vector-tail vector start)", "The elements from start on.", "vector-copy", [
    ["(vector-tail #(1 2 3) 2)", "#(3)"],
  ]),
  fixed(
    MORE,
    "(vector-grow vector k)",
    "A vector of k elements that begins with these; 0 behind.",
    "vector-grow",
    [["(vector-grow #(1 2) 3)", "#(1 2 0)"]],
  ),
  defined(MORE, "(vector-empty? vector)", "Whether there are no elements.", [["(vector-empty? #())", "#t"]]),
  defined(MORE, "(vector-first vector)", "The first element.", [["(vector-first #(1 2))", "1"]]),
  defined(MORE, "(vector-last vector)", "The last element.", [["(vector-last #(1 2))", "2"]]),
  defined(MORE, "(vector-map! f vector vector2 ...)", "Replaces the first vector's elements by f's values.", [
    ["(let ((v (vector 1 2 3))) (vector-map! square v) v)", "#(1 4 9)"],
  ]),
  defined(MORE, "(vector-fold f start vector vector2 ...)", "(f (f (f start a) b) c).", [
    ["(vector-fold - 10 #(1 2))", "7"],
  ]),
  defined(MORE, "(vector-fold-right f end vector vector2 ...)", "(f (f (f end c) b) a).", [
    ["(vector-fold-right (lambda (tail x) (cons x tail)) '() #(1 2))", "(1 2)"],
  ]),
  defined(MORE, "(vector-count keep? vector vector2 ...)", "How many elements satisfy keep?.", [
    ["(vector-count odd? #(1 2 3))", "2"],
  ]),
  defined(MORE, "(vector-any f vector vector2 ...)", "The first value of f that is not #f, or #f.", [
    ["(vector-any even? #(1 2))", "#t"],
  ]),
  defined(MORE, "(vector-every f vector vector2 ...)", "#f when a value of f is, else the last value.", [
    ["(vector-every even? #(1 2))", "#f"],
  ]),
  defined(MORE, "(vector-index found? vector vector2 ...)", "The first index that satisfies found?, or #f.", [
    ["(vector-index even? #(1 2 4))", "1"],
  ]),
  defined(MORE, "(vector-index-right found? vector)", "The last such index, or #f.", [
    ["(vector-index-right even? #(1 2 4))", "2"],
  ]),
  defined(
    MORE,
    "(vector-binary-search vector obj compare)",
    "An index at which (compare element obj) is 0, in a sorted vector, or #f; compare gives a number, as - does.",
    [["(vector-binary-search #(1 3 5) 3 -)", "1"]],
  ),
  defined(MORE, "(vector-swap! vector i j)", "Exchanges two elements.", [
    ["(let ((v (vector 1 2 3))) (vector-swap! v 0 2) v)", "#(3 2 1)"],
  ]),
  fixed(
    MORE,
    "(vector-reverse! vector [start end])",
    "Turns (a part of) the elements around.",
    "vector-reverse!",
    [["(let ((v (vector 1 2 3))) (vector-reverse! v) v)", "#(3 2 1)"]],
  ),
  defined(
    MORE,
    "(vector-reverse-copy vector [start end])",
    "A copy with the elements in the opposite order.",
    [["(vector-reverse-copy #(1 2 3))", "#(3 2 1)"]],
  ),
  fixed(
    MORE,
    "(reverse-vector->list vector [start end])",
    "The elements as a list in the opposite order.",
    "reverse-vector->list",
    [["(reverse-vector->list #(1 2 3))", "(3 2 1)"]],
  ),
  defined(MORE, "(reverse-list->vector list)", "A vector of the elements in the opposite order.", [
    ["(reverse-list->vector '(1 2 3))", "#(3 2 1)"],
  ]),
  fixed(MORE, "(vector-concatenate vectors)", "Concatenation of a list of vectors.", "vector-append", [
    ["(vector-concatenate '(#(1) #(2)))", "#(1 2)"],
  ]),

  fixed(BYTEVECTORS, "(bytevector? obj)", "Whether obj is a bytevector.", "bytevector?", [
    ["(bytevector? (bytevector 1))", "#t"],
  ]),
  fixed(BYTEVECTORS, "(make-bytevector k [byte])", "A bytevector of k bytes.", "make-bytevector", [
    ["(make-bytevector 2 7)", "#u8(7 7)"],
  ]),
  defined(BYTEVECTORS, "(bytevector byte ...)", "A fresh bytevector.", [["(bytevector 1 2)", "#u8(1 2)"]]),
  fixed(BYTEVECTORS, "(bytevector-length bytevector)", "Number of bytes.", "bytevector-length", [
    ["(bytevector-length (bytevector 1 2))", "2"],
  ]),
  fixed(BYTEVECTORS, "(bytevector-u8-ref bytevector k)", "Byte k, counted from 0.", "bytevector-u8-ref", [
    ["(bytevector-u8-ref (bytevector 1 2) 1)", "2"],
  ]),
  fixed(BYTEVECTORS, "(bytevector-u8-set! bytevector k byte)", "Replaces byte k.", "bytevector-u8-set!", [
    ["(let ((b (bytevector 1 2))) (bytevector-u8-set! b 0 9) b)", "#u8(9 2)"],
  ]),
  defined(BYTEVECTORS, "(bytevector-append bytevector ...)", "Concatenation.", [
    ["(bytevector-append (bytevector 1) (bytevector 2))", "#u8(1 2)"],
  ]),
  fixed(
    BYTEVECTORS,
    "(bytevector-copy bytevector [start end])",
    "A fresh copy of (a part of) it.",
    "bytevector-copy",
    [["(bytevector-copy (bytevector 1 2 3) 1)", "#u8(2 3)"]],
  ),
  fixed(
    BYTEVECTORS,
    "(bytevector-copy! to at from [start end])",
    "Copies (a part of) a bytevector into another, or itself, from index at on.",
    "bytevector-copy!",
    [["(let ((b (bytevector 1 2 3))) (bytevector-copy! b 1 (bytevector 8 9)) b)", "#u8(1 8 9)"]],
  ),
  fixed(
    BYTEVECTORS,
    "(bytevector-fill! bytevector byte [start end])",
    "Replaces (a part of) the bytes.",
    "bytevector-fill!",
    [["(let ((b (bytevector 1 2))) (bytevector-fill! b 7) b)", "#u8(7 7)"]],
  ),
  fixed(
    BYTEVECTORS,
    "(utf8->string bytevector [start end])",
    "The text of UTF-8 bytes; what is no UTF-8 reads as U+FFFD.",
    "utf8->string",
    [["(utf8->string (bytevector 65 195 169))", '"Aé"']],
  ),
  fixed(BYTEVECTORS, "(string->utf8 string [start end])", "The UTF-8 bytes of a text.", "string->utf8", [
    ['(string->utf8 "Aé")', "#u8(65 195 169)"],
  ]),
];
