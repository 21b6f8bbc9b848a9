// `graph`, and `grad --explain`, as users run them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { Folder, root } from "./support.js";

const folder = new Folder({
  "model.scm": `(define-parameter a 0.0)
(define-parameter b 2.0)
(define (norm x y)
  (sqrt (+ (* x x) (* y y))))
(define (f t) (if (< b 3) (+ (norm (* a t) 0.0) (* b b)) 0))
(define (g t) (display "shown") (* b t))
`,
});

describe("graph", () => {
  test("prints a summary, after what the program displays", async () => {
    for (const engine of ["compiled", "interpreter"]) {
      const { stdout, code } = await folder.run(
        "graph",
        "model.scm",
        "--call",
        "(g 3.0)",
        "--engine",
        engine,
      );
      expect(code).toBe(0);
      expect(stdout).toMatch(/^shown\n?value 6\.0\ninputs +2\noperations +1 /);
      expect(stdout).toMatch(/multiply +1/);
    }
  });

  test("prints a document that fits the published schema", async () => {
    const { stdout, code } = await folder.interpret("graph", "model.scm", "--call", "(f 1.5)", "--json");
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    const validate = new Ajv().compile(
      JSON.parse(readFileSync(join(root, "docs/graph.schema.json"), "utf8")),
    );
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document.inputs.map((input: { name: string }) => input.name)).toEqual(["a", "b"]);
    expect(document.guards).toEqual([
      { test: "<", operands: [{ node: 1 }, { constant: 3 }], outcome: true, after: 2, line: 5, column: 19 },
    ]);
    const sqrt = document.nodes.find((node: { operation: string }) => node.operation === "sqrt");
    expect(sqrt).toMatchObject({ value: 0, partials: ["+inf.0"], line: 4, column: 3 });
  });

  test("writes Graphviz's language to a file", async () => {
    const { code } = await folder.interpret(
      "graph",
      "model.scm",
      "--call",
      "(f 1.5)",
      "--format",
      "dot",
      "-o",
      "g.dot",
    );
    expect(code).toBe(0);
    expect(folder.read("g.dot")).toMatch(/^digraph \{[\s\S]*n\d+ -> result;[\s\S]*\}\n$/);
  });

  test("names the expression of the command line where an operation is its", async () => {
    const { stdout } = await folder.interpret("graph", "model.scm", "--call", "(* b 2.0)", "--json");
    expect(JSON.parse(stdout).nodes.at(-1)).toMatchObject({ line: 1, column: 1, entry: "--call" });
  });

  test("explains what is wrong with its arguments", async () => {
    expect((await folder.interpret("graph", "model.scm")).code).toBe(2);
    expect((await folder.interpret("graph", "model.scm", "--call", "(f 1.0)", "--format", "png")).code).toBe(
      2,
    );
    const list = await folder.interpret("graph", "model.scm", "--call", "(list b)");
    expect(list.code).toBe(1);
    expect(list.stderr).toContain("--call:1:1: type: gradient: expected a number, got (2.0)");
    const missing = await folder.interpret("graph", "nothing.scm", "--call", "1");
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain("nothing.scm");
  });
});

describe("grad --explain", () => {
  test("shows the operation that made a derivative infinite", async () => {
    for (const engine of ["compiled", "interpreter"]) {
      const { stderr, code } = await folder.run(
        "grad",
        "model.scm",
        "--call",
        "(f 1.5)",
        "--explain",
        "--engine",
        engine,
      );
      expect(code).toBe(0);
      expect(stderr).toBe(
        "model.scm:4:3: (sqrt 0.0) has derivative +inf.0 there; not finite from here on: the derivative by a\n" +
          "    (sqrt (+ (* x x) (* y y))))\n    ^\n",
      );
    }
  });

  test("is offered when it would help, and says when there is nothing to explain", async () => {
    const without = await folder.interpret("grad", "model.scm", "--call", "(f 1.5)");
    expect(without.stderr).toContain(
      "not finite: the derivative by a; --explain tells where that comes from",
    );
    const finite = await folder.interpret("grad", "model.scm", "--call", "(* b b)", "--explain");
    expect(finite.stderr).toContain("every derivative is finite");
    const json = await folder.interpret("grad", "model.scm", "--call", "(f 1.5)", "--explain", "--json");
    expect(JSON.parse(json.stdout).explained).toEqual([
      { names: ["a"], message: "(sqrt 0.0) has derivative +inf.0 there", line: 4, column: 3 },
    ]);
  });
});
