// The numeric procedures of the language (R7RS 6.2), with their documentation.
import { alsoNamed, defined, fixed, type Procedure, variadic } from "./procedure.js";

const NUMBERS = "Numbers";
const BITS = "Bits of exact integers";

export const numberProcedures: readonly Procedure[] = [
  variadic(
    NUMBERS,
    "(+ z ...)",
    "Sum.",
    { 0: "0", 1: "number", 2: "add", left: "add" },
    [
      ["(+ 1 2 0.5)", "3.5"],
      ["(+)", "0"],
    ],
    true,
  ),
  variadic(
    NUMBERS,
    "(- z ...+)",
    "Difference; the negative of a lone argument.",
    { 1: "negate", 2: "subtract", left: "subtract" },
    [
      ["(- 10 1 2)", "7"],
      ["(- 2.5)", "-2.5"],
    ],
    true,
  ),
  variadic(
    NUMBERS,
    "(* z ...)",
    "Product.",
    { 0: "1", 2: "multiply", left: "multiply" },
    [["(* 2 3.5)", "7.0"]],
    true,
  ),
  variadic(
    NUMBERS,
    "(/ z ...+)",
    "Quotient; the reciprocal of a lone argument. Exact only when the quotient is an integer.",
    { 2: "divide", left: "divide" },
    [
      ["(/ 6 3)", "2"],
      ["(/ 1 4)", "0.25"],
    ],
    true,
  ),
  variadic(NUMBERS, "(= z ...+)", "Whether all are equal.", { 2: "number=" }, [["(= 1 1.0)", "#t"]]),
  variadic(NUMBERS, "(< x ...+)", "Whether strictly increasing.", { 2: "number<" }, [["(< 1 2 3)", "#t"]]),
  variadic(NUMBERS, "(> x ...+)", "Whether strictly decreasing.", { 2: "number>" }, [["(> 3 2 2)", "#f"]]),
  variadic(NUMBERS, "(<= x ...+)", "Whether never decreasing.", { 2: "number<=" }, [["(<= 1 2 2)", "#t"]]),
  variadic(NUMBERS, "(>= x ...+)", "Whether never increasing.", { 2: "number>=" }, [["(>= 3 2 2)", "#t"]]),
  variadic(
    NUMBERS,
    "(max x ...+)",
    "The greatest; inexact when any is.",
    { 2: "max", left: "max" },
    [["(max 1 2.0)", "2.0"]],
    true,
  ),
  variadic(
    NUMBERS,
    "(min x ...+)",
    "The least; inexact when any is.",
    { 2: "min", left: "min" },
    [["(min 1 2)", "1"]],
    true,
  ),
  fixed(NUMBERS, "(abs x)", "Magnitude.", "abs", [["(abs -7)", "7"]], true),
  variadic(NUMBERS, "(square z)", "z times z.", {}, [["(square 1.5)", "2.25"]], true),
  fixed(
    NUMBERS,
    "(sqrt z)",
    "Square root; exact for perfect squares, `+nan.0` below 0.",
    "sqrt",
    [
      ["(sqrt 16)", "4"],
      ["(sqrt 2.25)", "1.5"],
    ],
    true,
  ),
  fixed(NUMBERS, "(exp z)", "e to the z.", "exp", [["(exp 0)", "1.0"]], true),
  variadic(
    NUMBERS,
    "(log z [base])",
    "Natural logarithm, or the one to a base.",
    { 1: "log" },
    [
      ["(log 1)", "0.0"],
      ["(log 8 2)", "3.0"],
    ],
    true,
  ),
  fixed(NUMBERS, "(sin z)", "Sine of an angle in radians.", "sin", [["(sin 0)", "0.0"]], true),
  fixed(NUMBERS, "(cos z)", "Cosine of an angle in radians.", "cos", [["(cos 0)", "1.0"]], true),
  fixed(NUMBERS, "(tan z)", "Tangent of an angle in radians.", "tan", [["(tan 0)", "0.0"]], true),
  fixed(NUMBERS, "(asin z)", "Arc sine, `+nan.0` outside [-1, 1].", "asin", [["(asin 0)", "0.0"]], true),
  fixed(NUMBERS, "(acos z)", "Arc cosine, `+nan.0` outside [-1, 1].", "acos", [["(acos 1)", "0.0"]], true),
  variadic(
    NUMBERS,
    "(atan y [x])",
    "Arc tangent; with two arguments the angle of the point (x, y).",
    { 1: "atan", 2: "atan2" },
    [
      ["(atan 0)", "0.0"],
      ["(atan 0 1)", "0.0"],
    ],
    true,
  ),
  fixed(NUMBERS, "(sinh z)", "Hyperbolic sine.", "sinh", [["(sinh 0)", "0.0"]], true),
  fixed(NUMBERS, "(cosh z)", "Hyperbolic cosine.", "cosh", [["(cosh 0)", "1.0"]], true),
  fixed(NUMBERS, "(tanh z)", "Hyperbolic tangent.", "tanh", [["(tanh 0)", "0.0"]], true),
  fixed(
    NUMBERS,
    "(expm1 z)",
    "exp(z) - 1 without cancellation near 0.",
    "expm1",
    [["(expm1 0)", "0.0"]],
    true,
  ),
  fixed(
    NUMBERS,
    "(log1p z)",
    "log(1 + z) without cancellation near 0.",
    "log1p",
    [["(log1p 0)", "0.0"]],
    true,
  ),
  fixed(
    NUMBERS,
    "(expt z w)",
    "z to the w; exact when both are exact and the result fits.",
    "expt",
    [
      ["(expt 2 10)", "1024"],
      ["(expt 2.0 0.5)", "1.4142135623730951"],
    ],
    true,
  ),
  fixed(NUMBERS, "(floor x)", "Largest integer not above x.", "floor", [["(floor -3.5)", "-4.0"]]),
  fixed(NUMBERS, "(ceiling x)", "Smallest integer not below x.", "ceiling", [["(ceiling 3.2)", "4.0"]]),
  fixed(NUMBERS, "(truncate x)", "Integer part.", "truncate", [["(truncate -3.5)", "-3.0"]]),
  fixed(NUMBERS, "(round x)", "Nearest integer, ties to even.", "round", [
    ["(round 2.5)", "2.0"],
    ["(round 7)", "7"],
  ]),
  ...alsoNamed(
    fixed(NUMBERS, "(exact z)", "The exact integer equal to z; an error when there is none.", "exact", [
      ["(exact 3.0)", "3"],
    ]),
    "inexact->exact",
  ),
  ...alsoNamed(
    fixed(
      NUMBERS,
      "(inexact z)",
      "The nearest flonum; an active number keeps its derivative.",
      "inexact",
      [["(inexact 3)", "3.0"]],
      true,
    ),
    "exact->inexact",
  ),
  ...alsoNamed(
    fixed(NUMBERS, "(number? obj)", "Whether obj is a number: every number is real.", "number?", [
      ["(number? 1.5)", "#t"],
      ["(number? 'a)", "#f"],
    ]),
    "complex? real?",
  ),
  variadic(NUMBERS, "(rational? obj)", "Whether obj is a finite number.", {}, [
    ["(rational? 1.5)", "#t"],
    ["(rational? (/ 1. 0.))", "#f"],
  ]),
  fixed(NUMBERS, "(integer? obj)", "Whether obj is a number with an integral value.", "integer?", [
    ["(integer? 3.0)", "#t"],
  ]),
  fixed(NUMBERS, "(exact? z)", "Whether z is an exact integer.", "exact?", [["(exact? 3)", "#t"]]),
  fixed(NUMBERS, "(inexact? z)", "Whether z is a flonum.", "inexact?", [["(inexact? 3)", "#f"]]),
  ...alsoNamed(
    fixed(NUMBERS, "(exact-integer? obj)", "Whether obj is an exact integer.", "exact-integer?", [
      ["(exact-integer? 3.0)", "#f"],
    ]),
    "exact-rational?",
  ),
  fixed(NUMBERS, "(nan? z)", "Whether z is not a number in the sense of IEEE 754.", "nan?", [
    ["(nan? (sqrt -1.0))", "#t"],
  ]),
  fixed(NUMBERS, "(finite? z)", "Whether z is neither infinite nor NaN.", "finite?", [
    ["(finite? 1e300)", "#t"],
  ]),
  fixed(NUMBERS, "(infinite? z)", "Whether z is infinite.", "infinite?", [["(infinite? (/ 1 0.))", "#t"]]),
  fixed(NUMBERS, "(zero? z)", "Whether z is 0.", "zero?", [["(zero? 0.0)", "#t"]]),
  fixed(NUMBERS, "(positive? x)", "Whether x is above 0.", "positive?", [["(positive? 1)", "#t"]]),
  fixed(NUMBERS, "(negative? x)", "Whether x is below 0.", "negative?", [["(negative? -0.5)", "#t"]]),
  fixed(NUMBERS, "(odd? n)", "Whether the integer n is odd.", "odd?", [["(odd? 3)", "#t"]]),
  fixed(NUMBERS, "(even? n)", "Whether the integer n is even.", "even?", [["(even? 4.0)", "#t"]]),
  ...alsoNamed(
    fixed(NUMBERS, "(quotient n m)", "Quotient truncated towards 0.", "quotient", [
      ["(quotient -7 2)", "-3"],
    ]),
    "truncate-quotient",
  ),
  ...alsoNamed(
    fixed(NUMBERS, "(remainder n m)", "Remainder with the sign of n.", "remainder", [
      ["(remainder -7 2)", "-1"],
    ]),
    "truncate-remainder",
  ),
  ...alsoNamed(
    fixed(NUMBERS, "(modulo n m)", "Remainder with the sign of m.", "modulo", [["(modulo -7 2)", "1"]]),
    "floor-remainder",
  ),
  fixed(NUMBERS, "(floor-quotient n m)", "Quotient rounded down.", "floor-quotient", [
    ["(floor-quotient -7 2)", "-4"],
  ]),
  defined(NUMBERS, "(floor/ n m)", "Two values: `floor-quotient` and `floor-remainder`.", [
    ["(call-with-values (lambda () (floor/ -7 2)) list)", "(-4 1)"],
  ]),
  defined(NUMBERS, "(truncate/ n m)", "Two values: `truncate-quotient` and `truncate-remainder`.", [
    ["(call-with-values (lambda () (truncate/ -7 2)) list)", "(-3 -1)"],
  ]),
  defined(NUMBERS, "(exact-integer-sqrt n)", "Two values: the largest exact s with s² <= n, and n - s².", [
    ["(call-with-values (lambda () (exact-integer-sqrt 17)) list)", "(4 1)"],
  ]),
  variadic(NUMBERS, "(gcd n ...)", "Greatest common divisor, never negative.", { 0: "0", 2: "gcd" }, [
    ["(gcd 32 -36)", "4"],
    ["(gcd)", "0"],
  ]),
  variadic(NUMBERS, "(lcm n ...)", "Least common multiple, never negative.", { 0: "1", 2: "lcm" }, [
    ["(lcm 32 -36)", "288"],
  ]),
  fixed(
    NUMBERS,
    "(number->string z [radix])",
    "Shortest text that reads as z again; with a radix other than 10 and powers of 2 only of a whole number.",
    "number->string",
    [
      ["(number->string 0.1)", '"0.1"'],
      ["(number->string 255 16)", '"ff"'],
    ],
  ),
  fixed(
    NUMBERS,
    "(string->number string [radix])",
    "The number that the text spells, or #f.",
    "string->number",
    [
      ['(string->number "1e3")', "1000.0"],
      ['(string->number "#xff")', "255"],
      ['(string->number "x")', "#f"],
    ],
  ),
  fixed(
    NUMBERS,
    "(numerator q)",
    "Numerator of q in lowest terms; of a flonum the one of its exact value.",
    "numerator",
    [
      ["(numerator 6)", "6"],
      ["(numerator 0.75)", "3.0"],
    ],
  ),
  fixed(NUMBERS, "(denominator q)", "Denominator of q in lowest terms, above 0.", "denominator", [
    ["(denominator 6)", "1"],
    ["(denominator 0.75)", "4.0"],
  ]),
  fixed(
    NUMBERS,
    "(rationalize x y)",
    "The simplest fraction that differs from x by no more than y.",
    "rationalize",
    [
      ["(rationalize 0.3 0.1)", "0.3333333333333333"],
      ["(rationalize 7 2)", "5"],
    ],
  ),
  defined(
    NUMBERS,
    "(exact-nonnegative-integer? obj)",
    "Whether obj is an exact integer from 0. MIT Scheme.",
    [["(exact-nonnegative-integer? -1)", "#f"]],
  ),
  ...alsoNamed(variadic(NUMBERS, "(1+ z)", "z + 1. MIT Scheme.", {}, [["(1+ 1.5)", "2.5"]], true), "add1"),
  ...alsoNamed(variadic(NUMBERS, "(-1+ z)", "z - 1. MIT Scheme.", {}, [["(-1+ 5)", "4"]], true), "1- sub1"),
  ...bitwise("and", "Bits that are set in all, in two's complement.", "8", "logand"),
  ...bitwise("ior", "Bits that are set in any.", "14", "bitwise-or logior"),
  ...bitwise("xor", "Bits that are set in an odd number of them.", "6", "logxor"),
  ...alsoNamed(
    fixed(BITS, "(bitwise-not n)", "All bits changed: -1 - n.", "bitwise-not", [["(bitwise-not 12)", "-13"]]),
    "lognot",
  ),
  ...alsoNamed(
    fixed(
      BITS,
      "(arithmetic-shift n k)",
      "n times 2^k, rounded down; inexact beyond 64 bits.",
      "arithmetic-shift",
      [
        ["(arithmetic-shift 5 2)", "20"],
        ["(arithmetic-shift -5 -1)", "-3"],
      ],
    ),
    "shift-left bitwise-arithmetic-shift bitwise-arithmetic-shift-left ash",
  ),
  ...alsoNamed(
    fixed(BITS, "(shift-right n k)", "n divided by 2^k, rounded down.", "shift-right", [
      ["(shift-right 20 2)", "5"],
    ]),
    "bitwise-arithmetic-shift-right",
  ),
  fixed(BITS, "(bit-count n)", "Number of set bits; of bits that are not set when n < 0.", "bit-count", [
    ["(bit-count 11)", "3"],
    ["(bit-count -1)", "0"],
  ]),
  ...alsoNamed(
    fixed(BITS, "(integer-length n)", "Bits of n without those equal to its sign.", "integer-length", [
      ["(integer-length 8)", "4"],
    ]),
    "bitwise-length",
  ),
  ...alsoNamed(
    fixed(BITS, "(first-set-bit n)", "Index of the lowest set bit; -1 for 0.", "first-set-bit", [
      ["(first-set-bit 12)", "2"],
    ]),
    "bitwise-first-bit-set",
  ),
  fixed(BITS, "(bit-set? k n)", "Whether bit k of n is set.", "bit-set?", [["(bit-set? 1 2)", "#t"]]),
];

/** One of the three operations on any number of integers. */
function bitwise(name: string, summary: string, result: string, names: string): Procedure[] {
  const instruction = `bitwise-${name}`;
  const integrate = { 2: instruction, left: instruction };
  const example = `(bitwise-${name} 12 10)`;
  return alsoNamed(variadic(BITS, `(${instruction} n ...)`, summary, integrate, [[example, result]]), names);
}
