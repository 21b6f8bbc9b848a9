// Sorting, hash tables and random numbers (SRFI 95, 132, 69, 125, R6RS), with their documentation.
import { alsoNamed, defined, fixed, type Procedure } from "./procedure.js";

const SORTING = "Sorting";
const TABLES = "Hash tables";
const RANDOM = "Random numbers";

/** A table with the entries a → 1 and b → 2, for the examples. */
const AB = "(alist->hash-table '((a . 1) (b . 2)))";
const using = (body: string): string => `(let ((t ${AB})) ${body})`;

export const tableProcedures: readonly Procedure[] = [
  ...alsoNamed(
    defined(
      SORTING,
      "(sort sequence less?)",
      "The elements of a list or vector in order, as a fresh one; stable. The arguments may come in either order.",
      [
        ["(sort '(3 1 2) <)", "(1 2 3)"],
        ["(sort > #(3 1 2))", "#(3 2 1)"],
      ],
    ),
    "list-sort vector-sort stable-sort list-stable-sort vector-stable-sort merge-sort",
  ),
  ...alsoNamed(
    defined(
      SORTING,
      "(sort! sequence less?)",
      "Sorts the elements within the list or vector, which it returns.",
      [["(let ((v (vector 3 1 2))) (sort! v <) v)", "#(1 2 3)"]],
    ),
    "list-sort! vector-sort! vector-stable-sort!",
  ),
  ...alsoNamed(
    defined(SORTING, "(sorted? sequence less?)", "Whether no element is less than the one before.", [
      ["(sorted? '(1 1 2) <)", "#t"],
    ]),
    "list-sorted? vector-sorted?",
  ),
  ...alsoNamed(
    defined(SORTING, "(merge a b less?)", "Two sorted lists as one; less? may come first.", [
      ["(merge '(1 4) '(2 3) <)", "(1 2 3 4)"],
    ]),
    "list-merge",
  ),

  ...alsoNamed(
    defined(
      TABLES,
      "(make-hash-table option ...)",
      "An empty table. Options: a procedure that compares keys (equal?), then one that hashes them where the first is none that the language knows.",
      [["(hash-table-size (make-hash-table))", "0"]],
    ),
    "make-string-hash-table",
  ),
  ...alsoNamed(
    defined(TABLES, "(make-equal-hashtable [k])", "An empty table whose keys are compared by equal?.", [
      ["(hash-table-size (make-equal-hashtable))", "0"],
    ]),
    "make-equal-hash-table",
  ),
  ...alsoNamed(
    defined(TABLES, "(make-eqv-hashtable [k])", "An empty table whose keys are compared by eqv?.", [
      ["(hash-table-size (make-eqv-hashtable))", "0"],
    ]),
    "make-eq-hashtable make-eqv-hash-table make-eq-hash-table make-strong-eqv-hash-table",
  ),
  defined(TABLES, "(make-hashtable hash same? [k])", "An empty table. R6RS.", [
    ["(hash-table-size (make-hashtable string-hash string=?))", "0"],
  ]),
  ...alsoNamed(
    defined(TABLES, "(hash-table? obj)", "Whether obj is a hash table.", [["(hash-table? '())", "#f"]]),
    "hashtable?",
  ),
  defined(
    TABLES,
    "(hash-table-ref table key [failure success])",
    "The value of a key, passed through success; without the key what failure gives, or an error.",
    [
      [using("(hash-table-ref t 'a)"), "1"],
      [using("(hash-table-ref t 'c (lambda () 0))"), "0"],
    ],
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-ref/default table key default)", "The value of a key, or the default.", [
      [using("(hash-table-ref/default t 'c 0)"), "0"],
    ]),
    "hashtable-ref",
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-set! table key value)", "Gives the key a value.", [
      [using("(hash-table-set! t 'c 3) (hash-table->alist t)"), "((a . 1) (b . 2) (c . 3))"],
    ]),
    "hashtable-set! hash-table/put!",
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-delete! table key)", "Deletes the key, if it is there.", [
      [using("(hash-table-delete! t 'a) (hash-table->alist t)"), "((b . 2))"],
    ]),
    "hashtable-delete! hash-table-remove!",
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-contains? table key)", "Whether the key has a value.", [
      [using("(hash-table-contains? t 'a)"), "#t"],
    ]),
    "hash-table-exists? hashtable-contains?",
  ),
  defined(
    TABLES,
    "(hash-table-update! table key f [failure success])",
    "Gives the key f's value on what hash-table-ref gives.",
    [[using("(hash-table-update! t 'a 1+) (hash-table-ref t 'a)"), "2"]],
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-update!/default table key f default)", "The same with a default value.", [
      [using("(hash-table-update!/default t 'c 1+ 0) (hash-table-ref t 'c)"), "1"],
    ]),
    "hashtable-update!",
  ),
  defined(
    TABLES,
    "(hash-table-intern! table key failure)",
    "The value of a key, which is first given what failure gives, if it has none.",
    [[using("(hash-table-intern! t 'c (lambda () 3)) (hash-table-ref t 'c)"), "3"]],
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-size table)", "Number of keys.", [[using("(hash-table-size t)"), "2"]]),
    "hash-table-count hashtable-size",
  ),
  defined(TABLES, "(hash-table-empty? table)", "Whether there are no keys.", [
    [using("(hash-table-empty? t)"), "#f"],
  ]),
  ...alsoNamed(
    defined(TABLES, "(hash-table-keys table)", "The keys as a list, in the order in which they came.", [
      [using("(hash-table-keys t)"), "(a b)"],
    ]),
    "hash-table/key-list",
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-values table)", "The values as a list.", [
      [using("(hash-table-values t)"), "(1 2)"],
    ]),
    "hash-table/datum-list",
  ),
  defined(TABLES, "(hash-table->alist table)", "Keys and values as a list of pairs.", [
    [using("(hash-table->alist t)"), "((a . 1) (b . 2))"],
  ]),
  defined(TABLES, "(hashtable-keys table)", "The keys as a vector. R6RS.", [
    [using("(hashtable-keys t)"), "#(a b)"],
  ]),
  defined(TABLES, "(hashtable-values table)", "The values as a vector.", [
    [using("(hashtable-values t)"), "#(1 2)"],
  ]),
  defined(TABLES, "(hashtable-entries table)", "Two values: both vectors. R6RS.", [
    [using("(call-with-values (lambda () (hashtable-entries t)) list)"), "(#(a b) #(1 2))"],
  ]),
  defined(
    TABLES,
    "(alist->hash-table alist option ...)",
    "A table of the pairs; the first of a key counts. Options as for make-hash-table.",
    [["(hash-table-ref (alist->hash-table '((a . 1) (a . 2))) 'a)", "1"]],
  ),
  ...alsoNamed(
    defined(
      TABLES,
      "(hash-table-walk table f)",
      "Calls (f key value) on all entries; f may come first. What f adds to the table is not visited.",
      [[using("(let ((s 0)) (hash-table-walk t (lambda (k v) (set! s (+ s v)))) s)"), "3"]],
    ),
    "hash-table-for-each",
  ),
  defined(
    TABLES,
    "(hash-table-fold table f start)",
    "(f key value result) over all entries; f and start may come first.",
    [[using("(hash-table-fold t (lambda (k v s) (+ v s)) 0)"), "3"]],
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-clear! table [k])", "Deletes all keys.", [
      [using("(hash-table-clear! t) (hash-table-size t)"), "0"],
    ]),
    "hashtable-clear!",
  ),
  ...alsoNamed(
    defined(TABLES, "(hash-table-copy table [mutable?])", "A table with the same entries.", [
      [using("(hash-table->alist (hash-table-copy t))"), "((a . 1) (b . 2))"],
    ]),
    "hashtable-copy",
  ),
  defined(
    TABLES,
    "(hash-table-merge! table other)",
    "Sets in the table all keys of the other; returns the table.",
    [[using("(hash-table->alist (hash-table-merge! (make-hash-table) t))"), "((a . 1) (b . 2))"]],
  ),
  ...alsoNamed(
    defined(TABLES, "(equal-hash obj [bound])", "A number that is the same for objects that are equal?.", [
      ['(= (equal-hash \'(1 "a")) (equal-hash (list 1 "a")))', "#t"],
    ]),
    "hash string-hash",
  ),
  ...alsoNamed(
    defined(TABLES, "(eqv-hash obj [bound])", "A number that is the same for objects that are eqv?.", [
      ["(< (eqv-hash 'a 10) 10)", "#t"],
    ]),
    "eq-hash symbol-hash",
  ),
  defined(
    TABLES,
    "(string-ci-hash string [bound])",
    "A number that is the same for strings that are string-ci=?.",
    [['(= (string-ci-hash "Ab") (string-ci-hash "aB"))', "#t"]],
  ),

  fixed(
    RANDOM,
    "(make-random-generator seed)",
    "A generator of random numbers: xoshiro256**, from an exact integer. The same numbers on every machine.",
    "make-random-generator",
    [["(random (make-random-generator 1) 100)", "57"]],
  ),
  fixed(RANDOM, "(random-generator? obj)", "Whether obj is a generator.", "random-generator?", [
    ["(random-generator? (make-random-generator 1))", "#t"],
  ]),
  fixed(
    RANDOM,
    "(random-generator-copy generator)",
    "Another generator that goes on with the same numbers.",
    "random-generator-copy",
    [
      [
        "(let* ((g (make-random-generator 1)) (h (random-generator-copy g))) (= (random g) (random h)))",
        "#t",
      ],
    ],
  ),
  fixed(
    RANDOM,
    "(random generator [n])",
    "Uniform in [0, 1), with 53 bits. With an exact n a whole number from 0 to n - 1, with an inexact one a number in [0, n).",
    "random",
    [["(random (make-random-generator 1))", "0.7029218331588505"]],
  ),
  fixed(
    RANDOM,
    "(random-normal generator)",
    "Normally distributed, with mean 0 and variance 1.",
    "random-normal",
    [["(random-normal (make-random-generator 1))", "-1.5452228371402943"]],
  ),
];
