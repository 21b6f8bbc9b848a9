// Recorded graphs: both roads record the same one, its sweep is the native gradient bit for bit, its document fits the schema, and
// guards, places and arguments are what docs/graphs.md says.
import { beforeAll, describe, expect, it } from "vitest";
import {
  compile,
  explainGradient,
  type Graph,
  type Interpreter,
  LimitError,
  loadInterpreter,
  type Program,
  SchemeError,
} from "../host/index.js";
import { readCases } from "./support/cases.js";
import { compareGraphs } from "./support/graph-roads.js";

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

async function roads(source: string, test: (program: Program) => void): Promise<void> {
  for (const program of [await compile(source), interpreter.load(source)]) test(program);
}

/** Text and identity of numbers that have come from a graph's guards. */
const guards = (graph: Graph): string[] =>
  graph.guards.map(({ test, outcome, line, column }) => `${line}:${column} ${test} ${outcome}`);

describe("the programs of the constructs", () => {
  // tests/long/graphs.test.ts has them all.
  const cases = readCases().filter((c, i) => c.gradient !== undefined && i % 4 === 0);
  it.each([...new Set(cases.map((c) => c.file))])("%s", async (file) => {
    for (const test of cases.filter((c) => c.file === file)) await compareGraphs(interpreter, test);
  });
});

describe("what a graph holds", () => {
  it("has the decisions with their places", async () => {
    const source = `(define-parameter a 2.5)
(define (f x)
  (if (and (> a 1) (not (zero? x)))
      (+ (floor a)
         (exact (* 2 a))
         (if (eqv? a 2.5) 1 0)
         (length (memv a '(1 2.5))))
      0.0))
(* a (f (- a 1)))`;
    await roads(source, (program) => {
      expect(guards(program.graph())).toEqual([
        "3:12 > true",
        "3:25 = false",
        "4:10 floor 2",
        "5:10 value 5",
        "6:14 value 2.5",
        ...["7:18 value 2.5", "7:18 value 2.5"],
      ]);
    });
  });

  it("holds the loop's operations in their order, constants as such, and what does not lead to the result", async () => {
    const source = `(define-parameter a 3.0)
(define unused (* 5 a))
(define (power x n) (if (= n 0) 1 (* x (power x (- n 1)))))
(- 1 (power a 3))`;
    await roads(source, (program) => {
      const { nodes, result, value } = program.graph();
      expect(value).toBe(-26);
      expect(nodes.map(({ operation, operands, value: v }) => ({ operation, operands, value: v }))).toEqual([
        { operation: "input", operands: [], value: 3 },
        { operation: "multiply", operands: [{ constant: 5 }, { node: 0 }], value: 15 },
        { operation: "multiply", operands: [{ node: 0 }, { constant: 1 }], value: 3 },
        { operation: "multiply", operands: [{ node: 0 }, { node: 2 }], value: 9 },
        { operation: "multiply", operands: [{ node: 0 }, { node: 3 }], value: 27 },
        { operation: "subtract", operands: [{ constant: 1 }, { node: 4 }], value: -26 },
      ]);
      expect(result).toEqual({ node: 5 });
      expect(program.graph().statistics()).toEqual({
        operations: 5,
        inputs: 1,
        guards: 0,
        depth: 4,
        live: 4,
        tapeBytes: 246,
        histogram: { multiply: 4, subtract: 1 },
      });
    });
  });

  it("takes the arguments' inexact numbers as inputs when that is asked for", async () => {
    const source =
      "(define-parameter a 2.0) (define (f x l v n) (+ (* a x) (apply + l) (* n (vector-ref v 1))))";
    await roads(source, (program) => {
      const args = [1.5, [1, [2], 3n].flat(), Float64Array.of(4, 5), 2n] as const;
      const graph = program.graph("f", args, { arguments: "inputs" });
      expect(graph.inputs.map(({ name, path, value }) => [name ?? path, value])).toEqual([
        ["a", 2],
        [[0], 1.5],
        [[1, 0], 1],
        [[1, 1], 2],
        [[2, 0], 4],
        [[2, 1], 5],
      ]);
      expect(program.valueAndGradients("f", args)).toEqual({
        value: 19,
        gradient: new Map([["a", 1.5]]),
        arguments: [2, [1, 1, undefined], Float64Array.of(0, 2), undefined],
      });
      expect(program.graph("f", args).inputs.length).toBe(1);
    });
  });

  it("records what checkpoints run, and derivatives inside of the program", async () => {
    const source = `(define-parameter a 2.0)
(+ (checkpoint (lambda () (* a a))) (checkpoint-loop 3 (lambda (i s) (* s a)) 1.0) (derivative (lambda (x) (* a x x)) 3.0))`;
    await roads(source, (program) => {
      const graph = program.graph();
      expect(graph.value).toBe(24);
      expect(graph.nodes.some((node) => node.operation === "custom")).toBe(false);
      expect(graph.adjoints()[0]).toBe(program.valueAndGradient().gradient.get("a"));
    });
  });

  it("names a program's own rules, which it cannot look into", async () => {
    const source =
      "(define-parameter a 2.0) ((with-adjoint (lambda (x) (* x x)) (lambda (d x) (* d 2 x))) a)";
    await roads(source, (program) => {
      expect(program.graph().nodes.map((node) => node.operation)).toEqual(["input", "custom"]);
    });
  });

  it("is drawn in Graphviz's language with every operation, constant and guard", async () => {
    await roads(
      '(define-parameter a 2.0) (if (< a 3) (* a (stop-gradient a) "q") 0)'.replace(' "q"', ""),
      (program) => {
        const dot = program.graph().toDot();
        expect(dot).toMatch(/^digraph \{\n/);
        for (const part of ["a = 2", "* = 4", "stop-gradient = 2", "< 3 → #t", "n2 -> result"])
          expect(dot).toContain(part);
      },
    );
  });

  it("leaves the program as it was, and is bounded by the tape's limit", async () => {
    await roads(
      "(define-parameter a 1.0) (define n 0) (define (f k) (set! n (+ n 1)) (let loop ((i 0) (s a)) (if (< i k) (loop (+ i 1) (* s a)) s)))",
      (program) => {
        program.graph("f", [3]);
        expect(program.valueAndGradient("f", [3]).gradient.get("a")).toBe(4);
        expect(program.call("f", 2)).toBe(1);
      },
    );
    const small = interpreter.load("(define-parameter a 1.0) (define (f s) (f (* a s))) (define (g) a)", {
      tape: 4,
    });
    expect(() => small.graph("f", [1])).toThrow(LimitError);
    expect(small.graph("g").value).toBe(1);
  });

  it("refuses a result that is no number", async () => {
    await roads("(define-parameter a 1.0) (list a)", (program) => {
      expect(() => program.graph()).toThrow(SchemeError);
    });
  });
});

describe("where a derivative that is not finite comes from", () => {
  const explain = async (source: string): Promise<string[]> => {
    const answers: string[][] = [];
    await roads(source, (program) => {
      answers.push(
        explainGradient(program.graph()).map(
          (e) => `${e.line}:${e.column} ${e.message} [${e.names.join(" ")}]`,
        ),
      );
    });
    expect(answers[1]).toEqual(answers[0]);
    return answers[0] as string[];
  };

  it.each([
    ["(define-parameter a 0.0)\n(sqrt a)", ["2:1 (sqrt 0.0) has derivative +inf.0 there [a]"]],
    ["(define-parameter a 0.0)\n(+ 1\n (sqrt (* a a)))", ["3:2 (sqrt 0.0) has derivative +inf.0 there [a]"]],
    ["(define-parameter a 0.0)\n(log a)", ["2:1 (log 0.0) has derivative +inf.0 and value -inf.0 there [a]"]],
    ["(define-parameter a 800.0)\n(/ 1\n   (+ 1 (exp a)))", []],
    [
      "(define-parameter a 800.0)\n(- (exp a)\n   (exp a))",
      ["3:4 (exp 800.0) has derivative +inf.0 and value +inf.0 there [a]"],
    ],
    [
      "(define-parameter a 800.0)\n(define (f x) (exp x))\n(* 2 (sin (f a)))",
      ["2:15 (exp 800.0) is +inf.0 [a]"],
    ],
    [
      "(define-parameter a 1e-200)\n(/ 1.0\n  (/ a 1e200))",
      ["2:1 (/ 1.0 0.0) has derivative -inf.0 and value +inf.0 there [a]"],
    ],
    [
      "(define-parameter a 1e300)\n(define-parameter b 1.0)\n(* 1e300\n (* b a a))",
      ["4:2 (* 1e300 1e300): 1e300 times its derivative 1e300 overflows [a b]"],
    ],
    [
      "(define-parameter a 1.0)\n(* 1e200 (* 1e200 a))",
      ["2:10 (* 1e200 1.0): 1e200 times its derivative 1e200 overflows [a]"],
    ],
    ["(define-parameter a 2.0)\n(* a a)", []],
  ])("%s", async (source, wanted) => {
    expect(await explain(source)).toEqual(wanted);
  });
});
