// Procedures on pairs and lists (R7RS 6.4, SRFI 1), with their documentation.
import { alsoNamed, defined, fixed, type Procedure, variadic } from "./procedure.js";

const PAIRS = "Pairs and lists";
const MORE = "More of lists";
const SETS = "Association lists and sets";

/** Names for what a composition of car and cdr selects. */
const ORDINALS: Readonly<Record<string, string>> = { cadr: "second", caddr: "third", cadddr: "fourth" };

export const listProcedures: readonly Procedure[] = [
  fixed(PAIRS, "(pair? obj)", "Whether obj is a pair.", "pair?", [["(pair? '(1))", "#t"]]),
  ...alsoNamed(
    fixed(PAIRS, "(null? obj)", "Whether obj is the empty list.", "null?", [["(null? '())", "#t"]]),
    "null-list?",
  ),
  ...alsoNamed(
    fixed(PAIRS, "(list? obj)", "Whether obj is a proper list.", "list?", [["(list? '(1 . 2))", "#f"]]),
    "proper-list?",
  ),
  fixed(PAIRS, "(cons a d)", "A fresh pair.", "cons", [["(cons 1 2)", "(1 . 2)"]]),
  ...alsoNamed(fixed(PAIRS, "(car pair)", "First component.", "car", [["(car '(1 2))", "1"]]), "first"),
  fixed(PAIRS, "(cdr pair)", "Second component.", "cdr", [["(cdr '(1 2))", "(2)"]]),
  fixed(PAIRS, "(set-car! pair obj)", "Replaces the first component.", "set-car!", [
    ["(let ((p (list 1 2))) (set-car! p 5) p)", "(5 2)"],
  ]),
  fixed(PAIRS, "(set-cdr! pair obj)", "Replaces the second component.", "set-cdr!", [
    ["(let ((p (list 1 2))) (set-cdr! p '()) p)", "(1)"],
  ]),
  ...cxr(),
  variadic(PAIRS, "(list obj ...)", "A fresh list.", { list: "list" }, [["(list 1 2)", "(1 2)"]]),
  defined(PAIRS, "(make-list k [fill])", "A list of k elements.", [["(make-list 2 'a)", "(a a)"]]),
  fixed(PAIRS, "(length list)", "Number of elements of a proper list.", "length", [
    ["(length '(1 2 3))", "3"],
  ]),
  defined(PAIRS, "(append list ...)", "Concatenation; the last argument is shared.", [
    ["(append '(1) '(2) '(3 4))", "(1 2 3 4)"],
  ]),
  defined(PAIRS, "(reverse list)", "Elements in the opposite order.", [["(reverse '(1 2 3))", "(3 2 1)"]]),
  ...alsoNamed(
    defined(PAIRS, "(list-tail list k)", "The list without its first k elements.", [
      ["(list-tail '(1 2 3) 1)", "(2 3)"],
    ]),
    "drop",
  ),
  defined(PAIRS, "(list-ref list k)", "Element k, counted from 0.", [["(list-ref '(1 2 3) 1)", "2"]]),
  defined(PAIRS, "(list-set! list k obj)", "Replaces element k.", [
    ["(let ((l (list 1 2))) (list-set! l 1 'b) l)", "(1 b)"],
  ]),
  defined(PAIRS, "(list-copy obj)", "A copy of the list's pairs.", [["(list-copy '(1 2))", "(1 2)"]]),
  defined(PAIRS, "(memq obj list)", "First tail whose car is eq? to obj, or #f.", [
    ["(memq 'b '(a b c))", "(b c)"],
  ]),
  defined(PAIRS, "(memv obj list)", "The same by eqv?.", [["(memv 2 '(1 2 3))", "(2 3)"]]),
  defined(PAIRS, "(member obj list [same?])", "The same by equal?, or by a procedure.", [
    ['(member "b" \'("a" "b"))', '("b")'],
  ]),
  defined(PAIRS, "(assq obj alist)", "First pair whose car is eq? to obj, or #f.", [
    ["(assq 'b '((a 1) (b 2)))", "(b 2)"],
  ]),
  defined(PAIRS, "(assv obj alist)", "The same by eqv?.", [["(assv 2 '((1 . a) (2 . b)))", "(2 . b)"]]),
  defined(PAIRS, "(assoc obj alist [same?])", "The same by equal?, or by a procedure.", [
    ['(assoc "b" \'(("a" . 1) ("b" . 2)))', '("b" . 2)'],
  ]),

  ...alsoNamed(
    defined(MORE, "(cons* obj ...+)", "A list whose tail is the last argument.", [
      ["(cons* 1 2 '(3))", "(1 2 3)"],
    ]),
    "list*",
  ),
  defined(MORE, "(xcons d a)", "(cons a d).", [["(xcons 2 1)", "(1 . 2)"]]),
  defined(MORE, "(iota k [start step])", "k numbers from start (0) by step (1).", [
    ["(iota 3 1)", "(1 2 3)"],
  ]),
  ...alsoNamed(
    defined(MORE, "(list-tabulate k f)", "The list of f's values at 0 … k - 1, computed from the end.", [
      ["(list-tabulate 3 square)", "(0 1 4)"],
    ]),
    "make-initialized-list",
  ),
  defined(MORE, "(circular-list obj ...+)", "A list of the objects without an end.", [
    ["(take (circular-list 1 2) 3)", "(1 2 1)"],
  ]),
  fixed(MORE, "(circular-list? obj)", "Whether obj is a list without an end.", "circular-list?", [
    ["(circular-list? (circular-list 1 2))", "#t"],
  ]),
  fixed(MORE, "(dotted-list? obj)", "Whether obj ends with something else than ().", "dotted-list?", [
    ["(dotted-list? '(1 . 2))", "#t"],
  ]),
  defined(MORE, "(length+ list)", "Number of elements; #f when the list has no end.", [
    ["(length+ (circular-list 1))", "#f"],
  ]),
  ...["fifth", "sixth", "seventh", "eighth", "ninth", "tenth"].map((name, i) =>
    defined(MORE, `(${name} list)`, `Element ${i + 4}, counted from 0.`, [
      [`(${name} (iota 10))`, `${i + 4}`],
    ]),
  ),
  ...alsoNamed(
    defined(MORE, "(take list k)", "The first k elements.", [["(take '(1 2 3) 2)", "(1 2)"]]),
    "take! list-head",
  ),
  defined(MORE, "(take-right list k)", "The tail with the last k elements.", [
    ["(take-right '(1 2 3) 2)", "(2 3)"],
  ]),
  ...alsoNamed(
    defined(MORE, "(drop-right list k)", "All but the last k elements.", [
      ["(drop-right '(1 2 3) 1)", "(1 2)"],
    ]),
    "drop-right!",
  ),
  defined(MORE, "(last list)", "The last element.", [["(last '(1 2 3))", "3"]]),
  defined(MORE, "(last-pair list)", "The last pair.", [["(last-pair '(1 2 3))", "(3)"]]),
  defined(MORE, "(append! list ...)", "Concatenation that changes the lists' last pairs.", [
    ["(append! (list 1) '() (list 2 3))", "(1 2 3)"],
  ]),
  ...alsoNamed(
    defined(MORE, "(concatenate lists)", "Concatenation of a list of lists.", [
      ["(concatenate '((1) (2 3)))", "(1 2 3)"],
    ]),
    "concatenate!",
  ),
  defined(MORE, "(reverse! list)", "Turns the list's pairs around.", [
    ["(reverse! (list 1 2 3))", "(3 2 1)"],
  ]),
  defined(MORE, "(append-reverse list tail)", "The elements in the opposite order, before tail.", [
    ["(append-reverse '(2 1) '(3))", "(1 2 3)"],
  ]),
  defined(MORE, "(append-reverse! list tail)", "The same; the list's pairs are used for it.", [
    ["(append-reverse! (list 2 1) '(3))", "(1 2 3)"],
  ]),
  defined(MORE, "(zip list list2 ...)", "Lists of the first elements, of the second ones …", [
    ["(zip '(1 2) '(a b))", "((1 a) (2 b))"],
  ]),
  defined(MORE, "(unzip1 lists)", "The first elements of the lists.", [["(unzip1 '((1 a) (2 b)))", "(1 2)"]]),
  defined(
    MORE,
    "(fold f start list list2 ...)",
    "(f c (f b (f a start))): f takes an element of each list and the result so far.",
    [
      ["(fold cons '() '(1 2 3))", "(3 2 1)"],
      ["(fold + 0 '(1 2) '(10 20))", "33"],
    ],
  ),
  defined(MORE, "(fold-left f start list list2 ...)", "(f (f (f start a) b) c). R6RS.", [
    ["(fold-left - 10 '(1 2))", "7"],
  ]),
  defined(MORE, "(fold-right f end list list2 ...)", "(f a (f b (f c end))).", [
    ["(fold-right cons '() '(1 2))", "(1 2)"],
  ]),
  defined(MORE, "(reduce f default list)", "(f c (f b a)); the default for the empty list.", [
    ["(reduce + 0 '(1 2 3))", "6"],
    ["(reduce max 0 '())", "0"],
  ]),
  defined(MORE, "(reduce-left f default list)", "(f (f a b) c).", [["(reduce-left - 0 '(1 2 3))", "-4"]]),
  defined(MORE, "(reduce-right f default list)", "(f a (f b c)).", [["(reduce-right - 0 '(1 2 3))", "2"]]),
  defined(MORE, "(pair-fold f start list list2 ...)", "Like fold, with the lists' tails for elements.", [
    ["(pair-fold cons '() '(1 2))", "((2) (1 2))"],
  ]),
  defined(MORE, "(pair-fold-right f end list list2 ...)", "Like fold-right, with tails for elements.", [
    ["(pair-fold-right cons '() '(1 2))", "((1 2) (2))"],
  ]),
  defined(MORE, "(pair-for-each f list list2 ...)", "Like for-each, with the lists' tails for elements.", [
    ["(let ((n 0)) (pair-for-each (lambda (p) (set! n (+ n (length p)))) '(1 2)) n)", "3"],
  ]),
  defined(MORE, "(unfold stop? f next seed [tail])", "f of the seeds up to the one that stop? is true of.", [
    ["(unfold zero? square 1- 3)", "(9 4 1)"],
  ]),
  defined(MORE, "(unfold-right stop? f next seed [tail])", "The same, the first seed's value last.", [
    ["(unfold-right zero? square 1- 3)", "(1 4 9)"],
  ]),
  ...alsoNamed(
    defined(MORE, "(append-map f list list2 ...)", "Concatenation of the lists that f gives.", [
      ["(append-map list '(1 2) '(a b))", "(1 a 2 b)"],
    ]),
    "append-map!",
  ),
  defined(MORE, "(filter-map f list list2 ...)", "The values of f that are not #f.", [
    ["(filter-map (lambda (x) (and (odd? x) (* 2 x))) '(1 2 3))", "(2 6)"],
  ]),
  defined(MORE, "(count keep? list list2 ...)", "How many elements satisfy keep?.", [
    ["(count odd? '(1 2 3))", "2"],
  ]),
  ...alsoNamed(
    defined(MORE, "(filter keep? list)", "The elements that satisfy keep?.", [
      ["(filter odd? '(1 2 3))", "(1 3)"],
    ]),
    "filter!",
  ),
  ...alsoNamed(
    defined(MORE, "(remove drop? list)", "The elements that do not satisfy drop?.", [
      ["(remove odd? '(1 2 3))", "(2)"],
    ]),
    "remove! remp",
  ),
  ...alsoNamed(
    defined(MORE, "(delete obj list [same?])", "The elements that are not equal? to obj (or not same?).", [
      ["(delete 2 '(1 2 3))", "(1 3)"],
    ]),
    "delete!",
  ),
  defined(MORE, "(remq obj list)", "The elements that are not eq? to obj.", [["(remq 'b '(a b))", "(a)"]]),
  defined(MORE, "(remv obj list)", "The elements that are not eqv? to obj.", [["(remv 2 '(1 2))", "(1)"]]),
  ...alsoNamed(
    defined(MORE, "(delete-duplicates list [same?])", "The elements without those that came before.", [
      ["(delete-duplicates '(1 2 1))", "(1 2)"],
    ]),
    "delete-duplicates!",
  ),
  ...alsoNamed(
    defined(MORE, "(any f list list2 ...)", "The first value of f that is not #f, or #f.", [
      ["(any even? '(1 2 3))", "#t"],
      ["(any < '(1 5) '(0 9))", "#t"],
    ]),
    "exists",
  ),
  ...alsoNamed(
    defined(MORE, "(every f list list2 ...)", "#f when a value of f is, else the last value.", [
      ["(every odd? '(1 2 3))", "#f"],
      ["(every + '(1 2) '(10 20))", "22"],
    ]),
    "for-all",
  ),
  defined(MORE, "(find found? list)", "The first element that satisfies found?, or #f.", [
    ["(find even? '(1 2 3))", "2"],
  ]),
  ...alsoNamed(
    defined(MORE, "(find-tail found? list)", "The tail that begins with that element, or #f.", [
      ["(find-tail even? '(1 2 3))", "(2 3)"],
    ]),
    "memp",
  ),
  defined(MORE, "(list-index found? list list2 ...)", "The index of the first such element, or #f.", [
    ["(list-index even? '(1 2 3))", "1"],
  ]),
  ...alsoNamed(
    defined(MORE, "(take-while keep? list)", "The elements before the first that does not satisfy keep?.", [
      ["(take-while odd? '(1 3 4 5))", "(1 3)"],
    ]),
    "take-while!",
  ),
  defined(MORE, "(drop-while drop? list)", "The tail that begins with that element.", [
    ["(drop-while odd? '(1 3 4 5))", "(4 5)"],
  ]),
  defined(MORE, "(car+cdr pair)", "Two values: both components.", [
    ["(call-with-values (lambda () (car+cdr '(1 . 2))) list)", "(1 2)"],
  ]),
  ...alsoNamed(
    defined(MORE, "(split-at list k)", "Two values: the first k elements, and the tail behind them.", [
      ["(call-with-values (lambda () (split-at '(1 2 3) 1)) list)", "((1) (2 3))"],
    ]),
    "split-at!",
  ),
  ...alsoNamed(
    defined(MORE, "(span keep? list)", "Two values: what take-while and drop-while give.", [
      ["(call-with-values (lambda () (span odd? '(1 2 3))) list)", "((1) (2 3))"],
    ]),
    "span!",
  ),
  ...alsoNamed(
    defined(MORE, "(break stop? list)", "The same up to the first element that satisfies stop?.", [
      ["(call-with-values (lambda () (break even? '(1 2 3))) list)", "((1) (2 3))"],
    ]),
    "break!",
  ),
  ...alsoNamed(
    defined(
      MORE,
      "(partition first? list)",
      "Two values: the elements that satisfy first?, and the others.",
      [["(call-with-values (lambda () (partition odd? '(1 2 3))) list)", "((1 3) (2))"]],
    ),
    "partition!",
  ),
  defined(MORE, "(unzip2 lists)", "Two values: the first elements of the lists, and the second ones.", [
    ["(call-with-values (lambda () (unzip2 '((1 a) (2 b)))) list)", "((1 2) (a b))"],
  ]),
  defined(MORE, "(unzip3 lists)", "Three values: the first, second and third elements of the lists.", [
    ["(call-with-values (lambda () (unzip3 '((1 a x) (2 b y)))) list)", "((1 2) (a b) (x y))"],
  ]),

  defined(SETS, "(alist-cons key value alist)", "The list with one more entry, in front.", [
    ["(alist-cons 'a 1 '((b . 2)))", "((a . 1) (b . 2))"],
  ]),
  defined(SETS, "(alist-copy alist)", "A copy of the list and its entries.", [
    ["(alist-copy '((a . 1)))", "((a . 1))"],
  ]),
  ...alsoNamed(
    defined(SETS, "(alist-delete key alist [same?])", "The list without the entries of the key.", [
      ["(alist-delete 'a '((a . 1) (b . 2)))", "((b . 2))"],
    ]),
    "alist-delete!",
  ),
  defined(SETS, "(assp found? alist)", "First pair whose car satisfies found?, or #f. R6RS.", [
    ["(assp even? '((1 . a) (2 . b)))", "(2 . b)"],
  ]),
  defined(SETS, "(list= same? list ...)", "Whether the lists have the same elements in the same order.", [
    ["(list= = '(1 2) '(1.0 2.0))", "#t"],
  ]),
  defined(SETS, "(lset<= same? list ...)", "Whether each list is a subset of the next.", [
    ["(lset<= eq? '(a) '(b a))", "#t"],
  ]),
  defined(SETS, "(lset= same? list ...)", "Whether the lists are the same set.", [
    ["(lset= eq? '(a b) '(b a))", "#t"],
  ]),
  defined(SETS, "(lset-adjoin same? list obj ...)", "The list with the objects that it lacks in front.", [
    ["(lset-adjoin eq? '(a b) 'b 'c)", "(c a b)"],
  ]),
  ...alsoNamed(
    defined(SETS, "(lset-union same? list ...)", "The elements of any of the lists.", [
      ["(lset-union eq? '(a b) '(b c))", "(c a b)"],
    ]),
    "lset-union!",
  ),
  ...alsoNamed(
    defined(SETS, "(lset-intersection same? list list2 ...)", "The elements of the first that all have.", [
      ["(lset-intersection eq? '(a b) '(b c))", "(b)"],
    ]),
    "lset-intersection!",
  ),
  ...alsoNamed(
    defined(SETS, "(lset-difference same? list list2 ...)", "The elements of the first that no other has.", [
      ["(lset-difference eq? '(a b) '(b c))", "(a)"],
    ]),
    "lset-difference!",
  ),
];

function cxr(): Procedure[] {
  const result: Procedure[] = [];
  let paths = ["a", "d"];
  for (let length = 2; length <= 4; length++) {
    paths = paths.flatMap((path) => [`a${path}`, `d${path}`]);
    for (const path of paths) {
      const name = `c${path}r`;
      const steps = [...path].map((step) => `(c${step}r `).join("");
      const summary = `The same as \`${steps}pair${")".repeat(length)}\`.`;
      const ordinal = ORDINALS[name];
      const examples: [string, string][] =
        ordinal === undefined ? [] : [[`(${name} '(1 2 3 4))`, `${length}`]];
      const procedure = fixed(PAIRS, `(${name} pair)`, summary, name, examples);
      result.push(...(ordinal === undefined ? [procedure] : alsoNamed(procedure, ordinal)));
    }
  }
  return result;
}
