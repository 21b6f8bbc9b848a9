// LaTeX of programs: each construct, what is refused, and a whole document beside a golden file.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { latexDocument } from "../../calibrate/index.js";

/** The right side of the formula of `(define (f x y) expression)`, its where-clauses behind it. */
function formula(expression: string): string {
  const { text, omitted } = latexDocument(
    `(define-parameter a 1.0)\n(define (f x y) ${expression})`,
    [],
    "f",
  );
  if (omitted.length > 0) return `refused: ${omitted[0]!.reason}`;
  const body = /&= ([\s\S]*?)\n\\end\{align\*\}/.exec(text)![1]!;
  return body.replace(/\s*\\\\\n\s*&\\quad (?:\\text\{where \}|\\phantom\{\\text\{where \}\}) /g, "; ");
}

/** Braces, environments and \left … \right close what they open, in order. */
function requireStructure(text: string): void {
  const open: string[] = [];
  for (const [token] of text.matchAll(/\\[{}]|[{}]|\\begin\{\w+\*?\}|\\end\{\w+\*?\}|\\left\b|\\right\b/g)) {
    if (token === "{" || token === "\\left" || token.startsWith("\\begin")) open.push(token);
    else if (token === "}") expect(open.pop()).toBe("{");
    else if (token === "\\right") expect(open.pop()).toBe("\\left");
    else if (token.startsWith("\\end")) expect(open.pop()).toBe(token.replace("\\end", "\\begin"));
  }
  expect(open).toEqual([]);
}

describe("formulas", () => {
  test.each([
    ["(+ x y 1)", "x + y + 1"],
    ["(+ x (- y))", "x - y"],
    ["(- x (+ y 1))", "x - \\left(y + 1\\right)"],
    ["(- x (- y 1))", "x - \\left(y - 1\\right)"],
    ["(- (- x y))", "-\\left(x - y\\right)"],
    ["(* a (+ x 1))", "a \\, \\left(x + 1\\right)"],
    ["(* x 2)", "x \\cdot 2"],
    ["(* -2 x)", "-2 \\, x"],
    ["(- x (* -2 y))", "x - \\left(-2 \\, y\\right)"],
    ["(* x -2)", "x \\, \\left(-2\\right)"],
    ["(/ x y)", "\\frac{x}{y}"],
    ["(/ x)", "\\frac{1}{x}"],
    ["(/ x y (+ x 1))", "\\frac{x}{y \\, \\left(x + 1\\right)}"],
    ["(expt (+ x 1) y)", "\\left(x + 1\\right)^{y}"],
    ["(expt (expt x 2) y)", "\\left(x^{2}\\right)^{y}"],
    ["(expt -2 x)", "\\left(-2\\right)^{x}"],
    ["(square (/ x y))", "\\left(\\frac{x}{y}\\right)^{2}"],
    ["(exp (- (* a x)))", "\\mathrm{e}^{-a \\, x}"],
    ["(square (exp x))", "\\left(\\mathrm{e}^{x}\\right)^{2}"],
    ["(sqrt (log x))", "\\sqrt{\\ln\\left(x\\right)}"],
    ["(log x 10)", "\\log_{10}\\left(x\\right)"],
    ["(max x (abs y))", "\\max\\left(x, \\left| y \\right|\\right)"],
    ["1.5e-30", "1.5 \\times 10^{-30}"],
    ["(* x 1e30)", "x \\cdot 1 \\times 10^{30}"],
    ["(f y 2)", "f\\left(y, 2\\right)"],
    [
      "(if (and (> x 0) (not (= y 1))) x 0.0)",
      "\\begin{cases} x & \\text{if } \\left(x > 0\\right) \\land \\left(\\lnot \\left(y = 1\\right)\\right) \\\\ 0 & \\text{otherwise} \\end{cases}",
    ],
    [
      "(+ 1 (cond ((< 0 x y) 1) (else 2)))",
      "1 + \\left(\\begin{cases} 1 & \\text{if } 0 < x < y \\\\ 2 & \\text{otherwise} \\end{cases}\\right)",
    ],
    [
      "(let* ((u (* a x)) (v-max (+ u 1))) (/ u v-max))",
      "\\frac{u}{v_{\\mathrm{max}}}; u = a \\, x; v_{\\mathrm{max}} = u + 1",
    ],
    ["(let ((theta0 x)) (sin theta0))", "\\sin\\left(\\theta_{0}\\right); \\theta_{0} = x"],
  ])("%s", (expression, expected) => {
    expect(formula(expression)).toBe(expected);
  });

  test.each([
    ["(let loop ((i 0)) (loop i))", "has a loop"],
    ["(vector-ref x 0)", "uses vector-ref"],
    ["(let ((x 1)) x)", "binds x a second time"],
    ["(let ((a 1)) a)", "binds a a second time"],
    ["(begin (display x) x)", "does something before its value"],
    ['(if x "a" 1)', "has a value that is not a number"],
    ["(if (f x y) 1 2)", "has a condition that is not a comparison"],
    ["(x y)", "calls the variable x"],
    ["(cond ((> x 1) 2))", "has a cond without else"],
    ["(+ x unknown)", "uses unknown"],
  ])("%s is refused: it %s", (expression, reason) => {
    expect(formula(expression)).toBe(`refused: ${reason}`);
  });

  test("a name that the program defines is never the language's procedure", () => {
    const { text } = latexDocument("(define (log x) (* 2 x)) (define (g y) (log y))", [], "own");
    expect(text).toContain("g\\left(y\\right) &= \\mathrm{log}\\left(y\\right)");
  });

  test("names that would look the same do not", () => {
    const { text } = latexDocument("(define (f q0 q-0 e) (+ q0 q-0 (exp e)))", [], "names");
    expect(text).toContain("q_{0} + \\text{\\texttt{q-0}} + \\mathrm{e}^{e}");
  });

  /** The number that a formula of sums, products and fractions stands for: JavaScript's own arithmetic on the text. */
  const evaluated = (tex: string): number => {
    const fraction = /\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}/;
    let text = tex;
    while (text.includes("\\frac")) {
      const inner = text.lastIndexOf("\\frac");
      text = text.slice(0, inner) + text.slice(inner).replace(fraction, "(($1)/($2))");
    }
    const plain = text.replace(/\\left|\\right/g, "").replace(/ \\, | \\cdot /g, " * ");
    return Function(`return ${plain};`)() as number;
  };
  test("parentheses keep the meaning, for any nesting of the four operations", () => {
    type Tree = number | readonly [string, Tree, Tree];
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.integer({ min: -9, max: 9 }),
        fc.tuple(fc.constantFrom("+", "-", "*", "/"), tie("tree"), tie("tree")),
      ),
    }));
    const scheme = (t: Tree): string =>
      typeof t === "number" ? String(t) : `(${t[0]} ${scheme(t[1])} ${scheme(t[2])})`;
    const value = (t: Tree): number => {
      if (typeof t === "number") return t;
      const [a, b] = [value(t[1]), value(t[2])];
      return { "+": a + b, "-": a - b, "*": a * b, "/": a / b }[t[0]] as number;
    };
    fc.assert(
      fc.property(tree, (t) => {
        const wanted = value(t);
        fc.pre(Number.isFinite(wanted));
        const tolerance = 1e-9 * Math.max(1, Math.abs(wanted));
        expect(Math.abs(evaluated(formula(scheme(t))) - wanted)).toBeLessThan(tolerance);
      }),
    );
  });
});

test("a whole document is the golden file", () => {
  const source = readFileSync("tests/calibrate/data/growth.scm", "utf8");
  const constants = [
    { name: "k-max", value: 12.34567, standardError: 0.0234 },
    { name: "mu", value: 1234.5, standardError: 45.2 },
    { name: "t0", value: 1.5e-12, standardError: null },
    { name: "eps_1", value: -3.21e-10, standardError: 4.56e-12 },
  ];
  const { text, omitted } = latexDocument(source, constants, "growth_1.scm");
  expect(omitted).toEqual([{ name: "total", reason: "has a loop" }]);
  requireStructure(text);
  expect(text).toBe(readFileSync("tests/calibrate/data/growth.tex", "utf8"));
});
