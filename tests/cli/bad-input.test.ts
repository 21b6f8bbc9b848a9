// Wrong programs: each a clear message with its place, the line and a caret, exit code 1, and nothing on stdout.
import { describe, expect, test } from "vitest";
import { Folder } from "./support.js";

const folder = new Folder({
  "utf16.scm": Uint8Array.of(0xff, 0xfe, 0x28, 0x00),
  "wide.scm": '(define (f x)\n\t(list "日本" (car x))\n  1)\n(f 5)\n',
  "nested.scm": "(define (f x) (+ 1 (g x)))\n(define (g x) (* 2 (car x)))\n",
  "deep.scm": "(define (f n) (+ 1 (f (+ n 1))))\n(f 0)\n",
  "loss.scm": "(define-parameter a 1.0)\n(define (loss) (list a))\n",
});

/** Program, options, what stderr must be. */
const cases: readonly [name: string, program: string, options: readonly string[], stderr: string][] = [
  [
    "unbalanced parentheses",
    "(define (f x)\n  (* x 2)\n",
    [],
    "<stdin>:1:1: syntax: this parenthesis is not closed: the text ends before its )\n  (define (f x)\n  ^\n",
  ],
  [
    "a parenthesis too many",
    "(+ 1 2))",
    [],
    "<stdin>:1:8: syntax: unexpected ): nothing is open here\n  (+ 1 2))\n         ^\n",
  ],
  [
    "an unknown variable: a warning at load, an error when reached",
    "(+ 1 foo)",
    [],
    "<stdin>:1:6: warning: undefined variable: foo\n  (+ 1 foo)\n       ^\n<stdin>:1:6: undefined: undefined variable: foo\n  (+ 1 foo)\n       ^\n",
  ],
  [
    "a wrong number of arguments",
    "(define (f x) x)\n(f 1 2)",
    [],
    "<stdin>:2:1: arity: f: expected 1 argument, got 2\n  (f 1 2)\n  ^\n",
  ],
  ["car of a number", "(car 5)", [], "<stdin>:1:1: type: car: expected a pair, got 5\n  (car 5)\n  ^\n"],
  [
    "an error of the program's own",
    '(error "too hot:" 99.5 (quote cell))',
    [],
    '<stdin>:1:1: user: too hot: 99.5 cell\n  (error "too hot:" 99.5 (quote cell))\n  ^\n',
  ],
  [
    "an allocation bomb",
    "(make-vector 100000000 0.0)",
    ["--heap", "16"],
    "<stdin>:1:1: limit: heap limit of 16 MiB exceeded\n  (make-vector 100000000 0.0)\n  ^\n",
  ],
  [
    "an empty program",
    "  ; nothing\n",
    [],
    "<stdin>:1:1: error: the program is empty: it has no form to evaluate\n    ; nothing\n  ^\n",
  ],
  [
    "a mistake in --call",
    "(define (f x) x)",
    ["--call", "(f\n  (car 5))"],
    "--call:2:3: type: car: expected a pair, got 5\n    (car 5))\n    ^\n",
  ],
  [
    "two expressions in --call",
    "(define (f x) x)",
    ["--call", "(f 1) (f 2)"],
    "--call:1:1: syntax: expected one expression\n  (f 1) (f 2)\n  ^^^^^\n",
  ],
];

describe("run", () => {
  test.each(cases)("%s", async (_, program, options, expected) => {
    const all = ["run", "-", "--engine", "interpreter", ...options];
    const { code, stdout, stderr } = await folder.runWith(program, ...all);
    expect(stderr).toBe(expected);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  test("--json tells the error, and what was displayed before it", async () => {
    folder.write("late.scm", '(display "so far")\n(define (g x) (car x))\n(g 5)\n');
    const expected = {
      error: {
        kind: "type",
        message: "car: expected a pair, got 5",
        file: "late.scm",
        line: 2,
        column: 15,
      },
      output: "so far",
    };
    const alone = (...args: readonly string[]) => folder.runAlone("", ...args);
    for (const run of [folder.run.bind(folder), folder.interpret.bind(folder), alone]) {
      const { code, stdout, stderr } = await run("run", "late.scm", "--json");
      expect({ code, json: JSON.parse(stdout) }).toMatchObject({ code: 1, json: expected });
      expect(stderr).toContain("late.scm:2:15: type: car");
    }
  });

  test("a limit keeps what was displayed, too", async () => {
    const program = '(display "so far") (let loop () (loop))';
    const args = ["run", "-", "--engine", "interpreter", "--fuel", "10000", "--json"];
    const { code, stdout } = await folder.runWith(program, ...args);
    expect({ code, json: JSON.parse(stdout) }).toMatchObject({
      code: 1,
      json: { error: { kind: "limit", limit: "fuel" }, output: "so far" },
    });
  });

  test("says the same of a compiled program", async () => {
    const args = ["run", "nested.scm", "--call", "(f 5)"];
    const compiled = await folder.run(...args);
    const interpreted = await folder.interpret(...args);
    expect(compiled.code).toBe(1);
    expect(compiled.stderr).toContain(
      "nested.scm:2:20: type: car: expected a pair, got 5\n  (define (g x) (* 2 (car x)))\n                     ^\n",
    );
    expect(interpreted.stderr).toContain(compiled.stderr.split("\n").slice(0, 3).join("\n"));
  });

  test("says in which procedure an error is, and from where that was called", async () => {
    for (const run of [folder.run.bind(folder), folder.interpret.bind(folder)]) {
      const { stderr } = await run("run", "nested.scm", "--call", "(f 5)");
      expect(stderr).toContain("\n  in g at nested.scm:2:20\n  called from f at nested.scm:1:20\n");
    }
  });

  test("shows the calls under way in a few lines, recursion in one", async () => {
    const { stderr } = await folder.interpret("run", "deep.scm", "--stack", "4");
    expect(stderr).toMatch(/^deep\.scm:1:\d+: limit: stack limit of 4 MiB exceeded\n/);
    expect(stderr).toMatch(/called from f at deep\.scm:1:20 \(\d+ times\)\n/);
    expect(stderr.split("\n").length).toBeLessThan(10);
  });

  test("places the caret under wide characters and after tabs", async () => {
    const { stderr } = await folder.interpret("run", "wide.scm");
    expect(stderr).toContain(
      'wide.scm:2:13: type: car: expected a pair, got 5\n  \t(list "日本" (car x))\n  \t             ^\n',
    );
  });

  test.each([
    ["(if)", "^^^^"],
    ["((lambda (x x) 1) 2)", "            ^"],
    ["(list '(1 . ))", "          ^"],
    ['(display "never closed)', "         ^"],
    ["(define #\\nope 1)", "        ^^^^^^"],
    ["(car (let (x) 1))", "     ^^^^^^^^^^^"],
    ["(let ((x 1)\n  x)", "^"],
  ])("marks a syntax error alike on both engines: %s", async (program, carets) => {
    folder.write("wrong.scm", program);
    const [compiled, interpreted] = [
      await folder.run("run", "wrong.scm"),
      await folder.interpret("run", "wrong.scm"),
    ];
    expect(compiled).toEqual(interpreted);
    expect(compiled.stderr.split("\n")[2]).toBe(`  ${carets}`);
  });

  test("files that cannot be read or are not text", async () => {
    expect(await folder.run("run", "missing.scm")).toEqual({
      code: 1,
      stdout: "",
      stderr: "missing.scm: error: cannot be read: no such file\n",
    });
    expect((await folder.run("run", "utf16.scm")).stderr).toBe("utf16.scm: error: is not UTF-8 text\n");
    expect((await folder.run("run", ".")).stderr).toMatch(/^\.: error: cannot be read: /);
  });
});

describe("grad", () => {
  test("of a value that is not a number", async () => {
    const { code, stdout, stderr } = await folder.interpret("grad", "loss.scm", "--call", "(list (loss))");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^--call:1:1: type: gradient: expected a number, got \(\(1\.0\)\)\n {2}\(list \(loss\)\)\n/,
    );
  });

  test("of a value that depends on no parameter", async () => {
    expect(await folder.interpret("grad", "loss.scm", "--call", "(+ 1 2)")).toEqual({
      code: 1,
      stdout: "",
      stderr: "--call:1:1: error: no parameter is reached: the value depends on none of a\n  (+ 1 2)\n  ^\n",
    });
  });

  test("of a program without parameters", async () => {
    const { code, stderr } = await folder.interpret("grad", "nested.scm", "--call", "(f 1)");
    expect(code).toBe(1);
    expect(stderr).toBe(
      `nested.scm:1:1: error: the program has no parameters; write (define-parameter name value), or use --learn literals
  (define (f x) (+ 1 (g x)))
  ^
`,
    );
  });
});
