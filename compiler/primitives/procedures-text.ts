// Procedures on symbols, characters and strings (R7RS 6.5 to 6.7, SRFI 13), with their documentation.
import { alsoNamed, defined, fixed, type Procedure } from "./procedure.js";

const SYMBOLS = "Symbols";
const CHARACTERS = "Characters";
const STRINGS = "Strings";
const MORE = "More of strings";

export const textProcedures: readonly Procedure[] = [
  fixed(SYMBOLS, "(symbol? obj)", "Whether obj is a symbol.", "symbol?", [["(symbol? 'a)", "#t"]]),
  defined(SYMBOLS, "(symbol=? a b c ...)", "Whether all symbols are the same.", [["(symbol=? 'a 'a)", "#t"]]),
  defined(SYMBOLS, "(symbol<? a b c ...)", "Whether the names are strictly increasing.", [
    ["(symbol<? 'a 'b)", "#t"],
  ]),
  fixed(SYMBOLS, "(symbol->string symbol)", "A fresh string with the symbol's name.", "symbol->string", [
    ["(symbol->string 'abc)", '"abc"'],
  ]),
  ...alsoNamed(
    fixed(SYMBOLS, "(string->symbol string)", "The symbol with that name.", "string->symbol", [
      ['(string->symbol "abc")', "abc"],
    ]),
    "intern",
  ),
  defined(SYMBOLS, "(symbol-append symbol ...)", "The symbol whose name is all their names.", [
    ["(symbol-append 'ab 'c)", "abc"],
  ]),

  fixed(CHARACTERS, "(char? obj)", "Whether obj is a character.", "char?", [["(char? #\\a)", "#t"]]),
  fixed(CHARACTERS, "(char->integer char)", "Its code point.", "char->integer", [
    ["(char->integer #\\A)", "65"],
  ]),
  fixed(CHARACTERS, "(integer->char n)", "The character with that code point.", "integer->char", [
    ["(integer->char 97)", "#\\a"],
  ]),
  ...ordered(CHARACTERS, "char", "char", "characters, by code point,", "#\\a", "#\\b"),
  ...ordered(CHARACTERS, "char-ci", "char", "characters, folded,", "#\\a", "#\\B"),
  fixed(CHARACTERS, "(char-alphabetic? char)", "Unicode's Alphabetic.", "char-alphabetic?", [
    ["(char-alphabetic? #\\λ)", "#t"],
  ]),
  fixed(
    CHARACTERS,
    "(char-numeric? char)",
    "Whether char is a decimal digit of any script.",
    "char-numeric?",
    [["(char-numeric? #\\7)", "#t"]],
  ),
  fixed(CHARACTERS, "(char-whitespace? char)", "Unicode's White_Space.", "char-whitespace?", [
    ["(char-whitespace? #\\space)", "#t"],
  ]),
  fixed(CHARACTERS, "(char-upper-case? char)", "Unicode's Uppercase.", "char-upper-case?", [
    ["(char-upper-case? #\\É)", "#t"],
  ]),
  fixed(CHARACTERS, "(char-lower-case? char)", "Unicode's Lowercase.", "char-lower-case?", [
    ["(char-lower-case? #\\É)", "#f"],
  ]),
  fixed(CHARACTERS, "(digit-value char)", "The value of a decimal digit, or #f.", "digit-value", [
    ["(digit-value #\\7)", "7"],
    ["(digit-value #\\a)", "#f"],
  ]),
  fixed(CHARACTERS, "(char-upcase char)", "Simple upper case: one character.", "char-upcase", [
    ["(char-upcase #\\é)", "#\\É"],
  ]),
  fixed(CHARACTERS, "(char-downcase char)", "Simple lower case.", "char-downcase", [
    ["(char-downcase #\\Σ)", "#\\σ"],
  ]),
  fixed(CHARACTERS, "(char-foldcase char)", "Simple case folding.", "char-foldcase", [
    ["(char-foldcase #\\ς)", "#\\σ"],
  ]),

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
  fixed(STRINGS, "(make-string k [char])", "A string of k characters.", "make-string", [
    ["(make-string 2 #\\z)", '"zz"'],
  ]),
  defined(STRINGS, "(string char ...)", "A string of the characters.", [["(string #\\a #\\b)", '"ab"']]),
  fixed(STRINGS, "(substring string start [end])", "The characters from start to before end.", "substring", [
    ['(substring "hello" 1 3)', '"el"'],
  ]),
  defined(STRINGS, "(string-append string ...)", "Concatenation.", [['(string-append "ab" "c")', '"abc"']]),
  ...alsoNamed(
    fixed(
      STRINGS,
      "(string-copy string [start end])",
      "A fresh copy of (a part of) the string.",
      "string-copy",
      [['(string-copy "abc" 1)', '"bc"']],
    ),
    "string-drop",
  ),
  fixed(
    STRINGS,
    "(string-copy! to at from [start end])",
    "Copies (a part of) a string into another, or itself, from index at on.",
    "string-copy!",
    [['(let ((s (make-string 4 #\\-))) (string-copy! s 1 "ab") s)', '"-ab-"']],
  ),
  fixed(
    STRINGS,
    "(string-fill! string char [start end])",
    "Replaces (a part of) the characters.",
    "string-fill!",
    [['(let ((s (string-copy "abc"))) (string-fill! s #\\x 1) s)', '"axx"']],
  ),
  fixed(STRINGS, "(string->list string [start end])", "Its characters as a list.", "string->list", [
    ['(string->list "ab")', "(#\\a #\\b)"],
  ]),
  fixed(STRINGS, "(list->string list)", "A string of a list of characters.", "list->string", [
    ["(list->string '(#\\a #\\b))", '"ab"'],
  ]),
  fixed(STRINGS, "(string->vector string [start end])", "Its characters as a vector.", "string->vector", [
    ['(string->vector "ab")', "#(#\\a #\\b)"],
  ]),
  fixed(
    STRINGS,
    "(vector->string vector [start end])",
    "A string of a vector of characters.",
    "vector->string",
    [["(vector->string #(#\\a #\\b))", '"ab"']],
  ),
  ...ordered(STRINGS, "string", "string", "strings, character by character,", '"a"', '"b"'),
  ...ordered(STRINGS, "string-ci", "string", "strings, folded,", '"a"', '"B"'),
  fixed(STRINGS, "(string-upcase string)", "Full upper case, which may be longer.", "string-upcase", [
    ['(string-upcase "Straße")', '"STRASSE"'],
  ]),
  fixed(STRINGS, "(string-downcase string)", "Full lower case; a final sigma is ς.", "string-downcase", [
    ['(string-downcase "ΧΑΟΣ")', '"χαος"'],
  ]),
  fixed(STRINGS, "(string-foldcase string)", "Full case folding.", "string-foldcase", [
    ['(string-foldcase "Straße")', '"strasse"'],
  ]),
  defined(STRINGS, "(string-map f string string2 ...)", "A string of f's values on the characters.", [
    ['(string-map char-upcase "abc")', '"ABC"'],
  ]),
  defined(
    STRINGS,
    "(string-for-each f string string2 ...)",
    "Calls f on the characters from left to right.",
    [['(let ((l \'())) (string-for-each (lambda (c) (set! l (cons c l))) "ab") l)', "(#\\b #\\a)"]],
  ),

  defined(MORE, "(string-null? string)", "Whether the string is empty.", [['(string-null? "")', "#t"]]),
  fixed(MORE, "(string-concatenate strings)", "Concatenation of a list of strings.", "concatenate", [
    ['(string-concatenate \'("ab" "c"))', '"abc"'],
  ]),
  defined(
    MORE,
    "(string-join strings [delimiter])",
    "The strings with the delimiter (a space) between them.",
    [['(string-join \'("a" "b") ", ")', '"a, b"']],
  ),
  defined(
    MORE,
    "(string-split string delimiter)",
    "The parts between the places of a delimiter: a character, a predicate on characters, or a string.",
    [['(string-split "a,b,,c" #\\,)', '("a" "b" "" "c")']],
  ),
  fixed(
    MORE,
    "(string-reverse string [start end])",
    "The characters in the opposite order.",
    "string-reverse",
    [['(string-reverse "abc")', '"cba"']],
  ),
  defined(MORE, "(string-take string k)", "The first k characters.", [['(string-take "abc" 2)', '"ab"']]),
  defined(MORE, "(string-take-right string k)", "The last k characters.", [
    ['(string-take-right "abc" 2)', '"bc"'],
  ]),
  defined(MORE, "(string-drop-right string k)", "All but the last k characters.", [
    ['(string-drop-right "abc" 2)', '"a"'],
  ]),
  ...alsoNamed(
    defined(MORE, "(string-pad-left string k [char])", "k characters: cut or filled up at the left.", [
      ['(string-pad-left "12" 4)', '"  12"'],
    ]),
    "string-pad",
  ),
  defined(MORE, "(string-pad-right string k [char])", "k characters: cut or filled up at the right.", [
    ['(string-pad-right "12" 4 #\\.)', '"12.."'],
  ]),
  ...alsoNamed(
    defined(
      MORE,
      "(string-trim string [which])",
      "Without the characters at the left that satisfy which (white space).",
      [['(string-trim "  a ")', '"a "']],
    ),
    "string-trim-left",
  ),
  defined(MORE, "(string-trim-right string [which])", "The same at the right.", [
    ['(string-trim-right "  a ")', '"  a"'],
  ]),
  defined(MORE, "(string-trim-both string [which])", "The same at both ends.", [
    ['(string-trim-both "  a ")', '"a"'],
  ]),
  fixed(MORE, "(string-prefix? prefix string)", "Whether the string begins so.", "string-prefix?", [
    ['(string-prefix? "ab" "abc")', "#t"],
  ]),
  fixed(MORE, "(string-suffix? suffix string)", "Whether the string ends so.", "string-suffix?", [
    ['(string-suffix? "bc" "abc")', "#t"],
  ]),
  ...alsoNamed(
    defined(
      MORE,
      "(string-index string which [start end])",
      "The first index of a character, or of one that satisfies a predicate, or #f.",
      [['(string-index "abc" #\\b)', "1"]],
    ),
    "string-find-next-char",
  ),
  ...alsoNamed(
    defined(MORE, "(string-rindex string which [start end])", "The last such index, or #f.", [
      ['(string-rindex "abcb" #\\b)', "3"],
    ]),
    "string-index-right",
  ),
  defined(MORE, "(string-skip string which [start end])", "The first index of another character, or #f.", [
    ['(string-skip "aab" #\\a)', "2"],
  ]),
  defined(MORE, "(string-count string which [start end])", "How many such characters there are.", [
    ['(string-count "banana" #\\a)', "3"],
  ]),
  fixed(
    MORE,
    "(string-contains string pattern [start end])",
    "The first index where the pattern stands, or #f.",
    "string-contains",
    [['(string-contains "banana" "an" 2)', "3"]],
  ),
  defined(MORE, "(string-search-forward pattern string start)", "The same from start on. MIT Scheme.", [
    ['(string-search-forward "an" "banana" 2)', "3"],
  ]),
  fixed(
    MORE,
    "(string-search-backward pattern string end)",
    "The index behind the last place before end where the pattern stands, or #f. MIT Scheme.",
    "string-search-backward",
    [['(string-search-backward "an" "banana" 6)', "5"]],
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
    defined(
      section,
      `(${prefix}${relation}? ${noun} ${noun}2 ${noun}3 ...)`,
      `Whether the ${what} are ${words}.`,
      [[`(${prefix}${relation}? ${low} ${high})`, result]],
    ),
  );
}
