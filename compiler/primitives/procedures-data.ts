// Procedures on booleans, symbols, characters, strings and vectors (R7RS 6.1, 6.3, 6.5 to 6.8), with their documentation.
import { fixed, type Procedure, variadic } from "./procedure.js";

const IDENTITY = "Equivalence and booleans";
const SYMBOLS = "Symbols and characters";
const STRINGS = "Strings";
const VECTORS = "Vectors";

export const dataProcedures: readonly Procedure[] = [
  fixed(
    IDENTITY,
    "(eq? a b)",
    "Whether a and b are the same object; numbers compare by value as with `eqv?`, except boxed integers.",
    "eq?",
    [["(eq? 'a 'a)", "#t"]],
  ),
  fixed(
    IDENTITY,
    "(eqv? a b)",
    "Whether a and b are the same object or the same number of the same exactness.",
    "eqv?",
    [
      ["(eqv? 1.5 1.5)", "#t"],
      ["(eqv? 1 1.0)", "#f"],
    ],
  ),
  fixed(
    IDENTITY,
    "(equal? a b)",
    "Whether a and b have the same structure; terminates on circular data.",
    "equal?",
    [["(equal? '(1 #(2)) '(1 #(2)))", "#t"]],
  ),
  fixed(IDENTITY, "(not obj)", "#t for #f, else #f.", "not", [["(not 0)", "#f"]]),
  fixed(IDENTITY, "(boolean? obj)", "Whether obj is #t or #f.", "boolean?", [["(boolean? '())", "#f"]]),
  variadic(IDENTITY, "(boolean=? a b c ...)", "Whether all booleans are the same.", {}, [
    ["(boolean=? #t #t)", "#t"],
  ]),

  fixed(SYMBOLS, "(symbol? obj)", "Whether obj is a symbol.", "symbol?", [["(symbol? 'a)", "#t"]]),
  variadic(SYMBOLS, "(symbol=? a b c ...)", "Whether all symbols are the same.", {}, [
    ["(symbol=? 'a 'a)", "#t"],
  ]),
  fixed(SYMBOLS, "(symbol->string symbol)", "A fresh string with the symbol's name.", "symbol->string", [
    ["(symbol->string 'abc)", '"abc"'],
  ]),
  fixed(SYMBOLS, "(string->symbol string)", "The symbol with that name.", "string->symbol", [
    ['(string->symbol "abc")', "abc"],
  ]),
  fixed(SYMBOLS, "(char? obj)", "Whether obj is a character.", "char?", [["(char? #\\a)", "#t"]]),
  fixed(SYMBOLS, "(char->integer char)", "Its code point.", "char->integer", [
    ["(char->integer #\\A)", "65"],
  ]),
  fixed(SYMBOLS, "(integer->char n)", "The character with that code point.", "integer->char", [
    ["(integer->char 97)", "#\\a"],
  ]),
  ...ordered(SYMBOLS, "char", "char", "characters, by code point", "#\\a", "#\\b"),

  fixed(STRINGS, "(string? obj)", "Whether obj is a string.", "string?", [['(string? "a")', "#t"]]),
  fixed(STRINGS, "(string-length string)", "Number of characters.", "string-length", [
    ['(string-length "añ")', "2"],
  ]),
  fixed(STRINGS, "(string-ref string k)", "Character k, counted from 0.", "string-ref", [
    ['(string-ref "abc" 1)', "#\\b"],
  ]),
  fixed(STRINGS, "(string-set! string k char)", "Replaces character k.", "string-set!", [
    ["(let ((s (make-string 2 #\\a))) (string-set! s 0 #\\b) s)", '"ba"'],
  ]),
  variadic(STRINGS, "(make-string k [char])", "A string of k characters.", {}, [
    ["(make-string 2 #\\z)", '"zz"'],
  ]),
  variadic(STRINGS, "(string char ...)", "A string of the characters.", {}, [["(string #\\a #\\b)", '"ab"']]),
  fixed(STRINGS, "(substring string start end)", "The characters from start to before end.", "substring", [
    ['(substring "hello" 1 3)', '"el"'],
  ]),
  variadic(STRINGS, "(string-append string ...)", "Concatenation.", {}, [
    ['(string-append "ab" "c")', '"abc"'],
  ]),
  variadic(STRINGS, "(string-copy string [start end])", "A fresh copy of (a part of) the string.", {}, [
    ['(string-copy "abc" 1)', '"bc"'],
  ]),
  variadic(STRINGS, "(string->list string [start end])", "Its characters as a list.", {}, [
    ['(string->list "ab")', "(#\\a #\\b)"],
  ]),
  fixed(STRINGS, "(list->string list)", "A string of a list of characters.", "list->string", [
    ["(list->string '(#\\a #\\b))", '"ab"'],
  ]),
  ...ordered(STRINGS, "string", "string", "strings, character by character", '"a"', '"b"'),

  fixed(VECTORS, "(vector? obj)", "Whether obj is a vector.", "vector?", [["(vector? #(1))", "#t"]]),
  variadic(VECTORS, "(make-vector k [fill])", "A vector of k elements.", {}, [
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
  variadic(VECTORS, "(vector->list vector [start end])", "Its elements as a list.", {}, [
    ["(vector->list #(1 2))", "(1 2)"],
  ]),
  fixed(VECTORS, "(list->vector list)", "A vector of a list's elements.", "list->vector", [
    ["(list->vector '(1 2))", "#(1 2)"],
  ]),
  variadic(VECTORS, "(vector-fill! vector obj [start end])", "Replaces (a part of) the elements.", {}, [
    ["(let ((v (make-vector 2 0))) (vector-fill! v 7) v)", "#(7 7)"],
  ]),
  variadic(VECTORS, "(vector-copy vector [start end])", "A fresh copy of (a part of) the vector.", {}, [
    ["(vector-copy #(1 2 3) 1)", "#(2 3)"],
  ]),
  variadic(
    VECTORS,
    "(vector-map f vector vector2 ...)",
    "A vector of f's values, elements from left to right.",
    {},
    [["(vector-map square #(1 2 3))", "#(1 4 9)"]],
  ),
  variadic(
    VECTORS,
    "(vector-for-each f vector vector2 ...)",
    "Calls f on the elements from left to right.",
    {},
    [["(let ((s 0)) (vector-for-each (lambda (x) (set! s (+ s x))) #(1 2)) s)", "3"]],
  ),
];

function ordered(
  section: string,
  prefix: string,
  noun: string,
  what: string,
  low: string,
  high: string,
): Procedure[] {
  const relations: readonly (readonly [string, string, string])[] = [
    ["=", "equal", "#f"],
    ["<", "strictly increasing", "#t"],
    [">", "strictly decreasing", "#f"],
    ["<=", "never decreasing", "#t"],
    [">=", "never increasing", "#f"],
  ]; // prettier-ignore
  return relations.map(([relation, words, result]) =>
    variadic(
      section,
      `(${prefix}${relation}? ${noun} ${noun}2 ${noun}3 ...)`,
      `Whether the ${what}, are ${words}.`,
      {},
      [[`(${prefix}${relation}? ${low} ${high})`, result]],
    ),
  );
}
