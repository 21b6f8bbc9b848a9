// Procedures on anything, and on booleans (R7RS 6.1, 6.3), with their documentation.
import { defined, fixed, type Procedure } from "./procedure.js";

const IDENTITY = "Equivalence and booleans";

export const identityProcedures: readonly Procedure[] = [
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
  defined(IDENTITY, "(boolean=? a b c ...)", "Whether all booleans are the same.", [
    ["(boolean=? #t #t)", "#t"],
  ]),
];
