// The stages that run nothing: each has programs that it stops, with the reason as data, and equal structures have equal hashes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { behaviourOf } from "../../search/archive.js";
import { type Candidate, screen } from "../../search/funnel.js";
import type { Task } from "../../search/task.js";
import { overLimits } from "../../search/text-limits.js";
import { taskWith } from "./support.js";

const task = taskWith({
  language: {
    primitives: ["+", "-", "*", "/", "exp", "sqrt", "min", "<", ">"],
    forms: ["let", "if", "lambda", "letrec", "and"],
    maxCharacters: 400,
    maxDepth: 12,
    maxNodes: 25,
    maxParameters: 3,
  },
});

function accepted(text: string, given: Task = task): Candidate {
  const result = screen(text, given);
  if (result.status === "rejected") throw new Error(`${result.stage} ${result.code}: ${result.message}`);
  return result;
}

describe("a program is stopped", () => {
  it.each([
    ["when it is too long", `(define (model t) t) ; ${"x".repeat(400)}`, "size", "too-long"],
    [
      "when it nests too deeply",
      `(define (model t) ${"(- ".repeat(12)}t${")".repeat(12)})`,
      "size",
      "too-deep",
    ],
    ["when quotation marks nest", `(define (model t) ${"'".repeat(13)}t)`, "size", "too-deep"],
    ["for datum labels of many digits", `(define (model t) '#${"0".repeat(40)}=(a))`, "size", "labels"],
    ["for datum labels", "(define (model t) '#0=(a . #0#))", "size", "labels"],
    ["for too many constants", "(define (model t) (+ 0.1 (* 0.2 t) (* 0.3 t t) 0.4))", "size", "parameters"],
    ["for too many nodes", `(define (model t) (+ ${"t ".repeat(30)}))`, "size", "complexity"],
    ["when it cannot be read", "(define (model t) (+ t 1)", "parse", "syntax"],
    ["when a form is malformed", "(define (model t) (if))", "parse", "syntax"],
    ["for a top-level expression", "(define (model t) t) (model 1)", "parse", "top-level"],
    ["for an atom at the top level", "x", "parse", "top-level"],
    ["when the entry is missing", "(define (other t) t)", "scope", "no-entry"],
    ["when the entry is no procedure", "(define model 1)", "scope", "no-entry"],
    ["when the entry takes something else", "(define (model t u) t)", "scope", "entry-arity"],
    ["for an unbound variable", "(define (model t) (+ t tau))", "scope", "unbound"],
    ["for a number of arguments", "(define (model t) (exp t t))", "scope", "arity"],
    ["for one of an own procedure", "(define (f x) x) (define (model t) (f t t))", "scope", "arity"],
    ["for one of a local procedure", "(define (model t) (let ((f (lambda (x) x))) (f)))", "scope", "arity"],
    ["for one of a loop", "(define (model t) (let loop ((i 0)) (if (< i 3) (loop) i)))", "scope", "arity"],
    ["when it calls a number", "(define (model t) (2 t))", "scope", "not-procedure"],
    [
      "when it calls a parameter",
      "(define-parameter a 1.0) (define (model t) (a t))",
      "scope",
      "not-procedure",
    ],
    ["when it defines a name twice", "(define (model t) t) (define (model t) 1)", "scope", "defined-twice"],
    ["for a procedure", "(define (model t) (car t))", "primitives", "primitive"],
    ["for a form", "(define (model t) (begin (set! t 1) t))", "primitives", "form"],
    [
      "for a macro",
      "(define-syntax m (syntax-rules () ((_ x) (x x)))) (define (model t) t)",
      "primitives",
      "form",
    ],
    ["for an import", "(import (scheme base)) (define (model t) t)", "primitives", "form"],
  ])("%s", (_, text, stage, code) => {
    expect(screen(text, task)).toMatchObject({ status: "rejected", stage, code });
  }); // prettier-ignore

  it("with the place in the text that was proposed", () => {
    expect(screen("(define (model t)\n  (+ t\n     tau))", task)).toMatchObject({ line: 3, column: 6 });
  });

  it("as a duplicate, when its structure is known", () => {
    const { hash } = accepted("(define (model t) (* 0.5 t))").structure;
    expect(screen("(define (model x) (* x 7.5))", task, (known) => known === hash)).toMatchObject({
      stage: "duplicate",
    });
  });
});

describe("limits on text", () => {
  it("do not count brackets in strings, characters and comments", () => {
    const text =
      '"((((((((((((((" #\\( #\\( ; ((((((((((((((\n #| (((((((((((( #| (((( |# |# |a(((((((((((((|';
    expect(overLimits(text, task.language)).toBeUndefined();
  });
  it("answer for any text, and what passes can be screened", () => {
    const piece = fc.constantFrom(
      "(",
      ")",
      "'",
      '"',
      "#|",
      "|#",
      "|",
      ";",
      "\n",
      "#\\",
      "#;",
      "model",
      "t",
      "1",
      "0.5",
      "define",
      "(define (model t) ",
      "#(",
      "`",
      ",@",
      ".",
      "\\",
      "é",
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const result = screen(pieces.join(""), task);
        expect(["candidate", "rejected"]).toContain(result.status);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the coordinator's work", () => {
  it("is bounded where procedures call each other many times", () => {
    const many = (name: string): string => `(+ ${`(${name} x) `.repeat(40)})`;
    const nested = ["f1", "f2", "f3", "f4", "f5"].map(
      (name, i, all) => `(define (${name} x) ${all[i + 1] ? many(all[i + 1] as string) : "x"})`,
    ); // prettier-ignore
    const units = taskWith({
      entry: { name: "model", arguments: [{ column: "t", unit: "s" }] },
      target: { column: "y", unit: "s" },
      language: { primitives: ["+"], maxNodes: 2000 },
    });
    expect(screen(`${nested.join("\n")} (define (model t) (f1 t))`, units).status).toBe("candidate");
  });
});

describe("constants", () => {
  it("are the inexact literals; exact numbers stay", () => {
    expect(accepted("(define (model t) (+ 2 (* 0.5 c1 t))) (define-parameter c1 3)").text).toBe(
      "(define-parameter c2 0.5)\n(define (model t) (+ 2 (* c2 c1 t)))\n(define-parameter c1 3)",
    );
  });
  it("leave a program without literals as it is", () => {
    const text = "(define-parameter a 1.5)  ; a comment\n(define (model t) (* a t))";
    expect(accepted(text).text).toBe(text);
  });
});

describe("the structure", () => {
  const hash = (text: string): string => accepted(text).structure.hash;
  it.each([
    [
      "names",
      "(define (model t) (let ((u (* 0.1 t))) (exp u)))",
      "(define (model x) (let ((y (* 0.1 x))) (exp y)))",
    ],
    [
      "values of constants",
      "(define (model t) (* 0.5 t))",
      "(define-parameter rate -3) (define (model t) (* rate t))",
    ],
    [
      "the order of operands",
      "(define (model t) (+ (* 2 t) (exp t)))",
      "(define (model t) (+ (exp t) (* t 2)))",
    ],
    [
      "how operations nest",
      "(define (model t) (+ (+ 0.1 t) (exp t)))",
      "(define (model t) (+ 0.1 t (exp t)))",
    ],
    [
      "the side of a comparison",
      "(define (model t) (if (< t 0.5) 1 2))",
      "(define (model t) (if (> 0.5 t) 1 2))",
    ],
    [
      "the order of definitions",
      "(define (f x) (* 0.1 x)) (define (model t) (f t))",
      "(define (model t) (g t)) (define (g y) (* y 0.2))",
    ],
    [
      "what is not used",
      "(define (f x) (f x)) (define-parameter b 1) (define (model t) (exp t))",
      "(define (model t) (exp t))",
    ],
  ])("does not depend on %s", (_, one, other) => {
    expect(hash(one)).toBe(hash(other));
  }); // prettier-ignore
  it.each([
    ["operands that may not change places", "(define (model t) (- t 2))", "(define (model t) (- 2 t))"],
    ["exact numbers", "(define (model t) (* 2 t))", "(define (model t) (* 3 t))"],
    [
      "a constant that is used twice",
      "(define-parameter a 1.0) (define (model t) (+ a (* a t)))",
      "(define (model t) (+ 1.0 (* 1.0 t)))",
    ],
    [
      "bounds",
      "(define-parameter a 1.0) (define (model t) (* a t))",
      "(define-parameter a 1.0 (lower 0)) (define (model t) (* a t))",
    ],
    ["the operation", "(define (model t) (sqrt t))", "(define (model t) (exp t))"],
  ])("depends on %s", (_, one, other) => {
    expect(hash(one)).not.toBe(hash(other));
  }); // prettier-ignore

  it("has a size, constants and traits", () => {
    const loop = accepted(
      "(define (model t) (let loop ((i 0) (s 0.5)) (if (< i 3) (loop (+ i 1) (* s 0.9)) (exp s))))",
    ).structure;
    // letrec 1, if 1, test 3, call 1, loop variable 1, step 3 + 3, result 2, call of the loop 1, its variable 1, initial values 2.
    expect(loop.complexity).toBe(19);
    expect(loop.parameters).toHaveLength(2);
    expect(behaviourOf(loop)).toBe("bl-c");
    expect(behaviourOf(accepted("(define (model t) (* 2 t))").structure)).toBe("----");
  });
});

describe("dimensions", () => {
  const units = taskWith({
    entry: {
      name: "model",
      arguments: [
        { column: "t", unit: "s" },
        { column: "v", unit: "m/s" },
      ],
    },
    target: { column: "y", unit: "m" },
    language: { primitives: ["+", "-", "*", "/", "exp", "sqrt", "min", "<", "expt"], forms: ["let", "if"] },
  }); // prettier-ignore
  it.each([
    ["(* v t)", undefined],
    ["(* 0.5 v t)", undefined],
    ["(* v t (exp (* 0.1 t)))", undefined],
    ["(sqrt (* v t v t))", undefined],
    ["(expt (* v t) 1)", undefined],
    ["(let ((x (* v t))) (min x 0.5))", undefined],
    ["(let loop ((i 0) (s 0.0)) (if (< i 3) (loop (+ i 1) (+ s t)) s))", undefined],
    ["(+ t v)", "contradiction"],
    ["(* v t (exp t))", "contradiction"],
    ["(if (< t v) 0.5 0.1)", "contradiction"],
    ["(expt (* v t) 2)", "result"],
    ["(* v 2)", "result"],
    ["(f t)", "result"],
  ])("of %s", (body, code) => {
    const result = screen(`(define (f x) (* 2 x)) (define (model t v) ${body})`, units);
    if (code === undefined) expect(result.status).toBe("candidate");
    else expect(result).toMatchObject({ stage: "dimension", code });
  });
});
