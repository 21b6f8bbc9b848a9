// `grad`: values and derivatives to the last digit, their check, and the annotated program.
import { describe, expect, test } from "vitest";
import { Folder } from "./support.js";

const EXAMPLE =
  "(define-parameter a 2.5) (define-parameter b 0.8) (define (model x) (* a (exp (- (* b x)))))\n";

const folder = new Folder({
  "model.scm": EXAMPLE,
  "kinks.scm": `(define-parameter a 0.0)
(define-parameter c 2.0)
(define (f) (+ (abs a) (if (< c 2.0) 5.0 (* c c))))
`,
  "unused.scm": '(define-parameter a 2.0) (define-parameter b 1.0)\n(display "x")\n(define (f) (* a a))\n',
  "none.scm": "(define (f x) (* 0.5 x))\n",
});

describe("grad", () => {
  test("the example prints the same on both engines", async () => {
    const args = ["grad", "-", "--call", "(model 1.5)", "--json"];
    const compiled = await folder.runWith(EXAMPLE, ...args);
    const interpreted = await folder.runWith(EXAMPLE, ...args, "--engine", "interpreter");
    expect(compiled.stdout).toBe(
      '{"value":0.752985529780505,"gradient":{"a":0.301194211912202,"b":-1.1294782946707576}}\n',
    );
    expect(interpreted).toEqual(compiled);
    expect(compiled).toMatchObject({ code: 0, stderr: "" });
  });

  test("prints a table, with what no operation reaches marked", async () => {
    const { stdout } = await folder.interpret("grad", "unused.scm", "--call", "(f)");
    expect(stdout).toBe("x\nvalue 4.0\nname  derivative\na     4.0\nb     0.0         unreached\n");
  });

  test("--json keeps stdout clean and lists what is unreached", async () => {
    const { stdout } = await folder.interpret("grad", "unused.scm", "--call", "(f)", "--json");
    expect(stdout).toBe('{"value":4,"gradient":{"a":4,"b":0},"unreached":["b"],"output":"x"}\n');
  });

  test("--learn literals names them by their places", async () => {
    const { stdout } = await folder.interpret(
      "grad",
      "none.scm",
      "--call",
      "(f 3)",
      "--learn",
      "literals",
      "--json",
    );
    expect(JSON.parse(stdout)).toEqual({ value: 1.5, gradient: { "1:18": 3 } });
  });

  test("--hessian adds second derivatives", async () => {
    const { stdout } = await folder.interpret(
      "grad",
      "model.scm",
      "--call",
      "(* a a b)",
      "--hessian",
      "--json",
    );
    expect(JSON.parse(stdout)).toEqual({
      value: 2.5 * 2.5 * 0.8,
      gradient: { a: 4, b: 6.25 },
      hessian: { a: { a: 1.6, b: 5 }, b: { a: 5, b: 0 } },
    });
  });

  test("--annotate prints the same program with derivatives beside its constants", async () => {
    const { stdout } = await folder.interpret(
      "grad",
      "none.scm",
      "--call",
      "(f 3)",
      "--learn",
      "literals",
      "--annotate",
    );
    expect(stdout).toBe("(define (f x) (* 0.5 x))  ; d/d 1:18 = 3.0\n; (f 3) = 1.5\n");
  });
});

describe("grad --check", () => {
  test("accepts the example", async () => {
    const { stdout, stderr, code } = await folder.interpret(
      "grad",
      "model.scm",
      "--call",
      "(model 1.5)",
      "--check",
      "--json",
    );
    expect(code).toBe(0);
    expect(stderr).toContain("no derivative disagrees");
    const { check } = JSON.parse(stdout);
    expect(check.agrees).toBe(true);
    for (const name of ["a", "b"]) {
      expect(check.parameters[name].verdict).toBe("agrees");
      expect(check.parameters[name].relative).toBeLessThan(1e-9);
    }
  });

  test("explains kinks and jumps", async () => {
    const { stdout, code } = await folder.interpret("grad", "kinks.scm", "--call", "(f)", "--check");
    expect(code).toBe(0);
    expect(stdout).toContain("a: not smooth here: the derivative is -1 from the left, 1 from the right");
    expect(stdout).toContain("c: the value jumps here");
  });

  test("ends with exit code 1 when a derivative is refuted", async () => {
    // The value of `a` goes through text, where no derivative follows.
    folder.write(
      "refuted.scm",
      "(define-parameter a 2.0)\n(define (f) (* a (string->number (number->string a))))\n",
    );
    const { stdout, stderr, code } = await folder.interpret(
      "grad",
      "refuted.scm",
      "--call",
      "(f)",
      "--check",
    );
    expect(stdout).toContain("disagrees");
    expect(stderr).toContain("check: 1 of 1 derivatives disagree with central differences: a");
    expect(code).toBe(1);
  });
});
