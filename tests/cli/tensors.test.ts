// The commands on programs with tensors: values in write form, derivatives, where one that is not finite comes from, fits, and the interactive use.
import { expect, test } from "vitest";
import { Folder } from "./support.js";

const folder = new Folder({
  "model.scm": `(define-parameter a 2.0)
(define-parameter b 4.0)
(define (pair) (tensor a b))
(define (squares) (sum (* (pair) (pair))))
(define (bad)
  (let ((t (- (tensor '((1 4) (9 2))) a)))
    (sum
      (sqrt (tensor-ref t 1)))))
(define (worse) (sum (exp (* 400 (pair)))))
(define (overflowing) (* 1e200 (sum (* 1e200 (- (pair) (tensor 2 4))))))
(define (singular)
  (solve (tensor (list (list a 1) (list 2 1))) (pair)))
`,
  // y = a (1 + b t + t²) at a = 2, b = 0.5.
  "line.scm": `(define-parameter a 1.0)
(define-parameter b 0.1)
(define (features t) (tensor 1 t (* t t)))
(define (predict t) (* a (dot (tensor 1 b 1) (features t))))
`,
  "line.csv": "t,y\n0,2\n1,5\n2,12\n3,23\n4,38\n",
});

test("run", async () => {
  const run = (...args: string[]) => folder.interpret("run", "model.scm", ...args);
  const [text, json, number] = await Promise.all([
    run("--call", "(pair)"),
    run("--call", "(list (pair) (zeros 0 2))", "--json"),
    run("--call", "(squares)", "--json"),
  ]);
  expect(text).toEqual({ code: 0, stdout: "#tensor(2.0 4.0)\n", stderr: "" });
  expect(JSON.parse(json.stdout)).toEqual({
    value: "(#tensor(2.0 4.0) #tensor())",
    number: null,
    output: "",
  });
  expect(JSON.parse(number.stdout)).toEqual({ value: "20.0", number: 20, output: "" });
});

test("grad", async () => {
  const grad = (call: string, ...args: string[]) =>
    folder.interpret("grad", "model.scm", "--call", call, ...args);
  const [json, noted, notNumber, wrong] = await Promise.all([
    grad("(squares)", "--json", "--check"),
    grad("(squares)", "--annotate"),
    grad("(pair)"),
    grad("(sum (singular))"),
  ]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    value: 20,
    gradient: { a: 4, b: 8 },
    check: { agrees: true },
  });
  expect(noted.stdout).toContain(
    "(define-parameter a 2.0)  ; d/d a = 4.0\n(define-parameter b 4.0)  ; d/d b = 8.0\n",
  );
  expect(notNumber).toMatchObject({ code: 1, stdout: "" });
  expect(notNumber.stderr).toContain("--call:1:1: type: gradient: expected a number, got #tensor(2.0 4.0)");
  expect(wrong).toMatchObject({ code: 1, stdout: "" });
  expect(wrong.stderr).toContain(
    "model.scm:12:3: value: solve: the matrix is singular: pivot 1 is 0.0; it has shape (2 2)",
  );
});

test("grad --explain", async () => {
  const explain = async (call: string, engine = "interpreter"): Promise<unknown> => {
    const { stdout } = await folder.run(
      "grad",
      "model.scm",
      "--call",
      call,
      "--explain",
      "--json",
      "--engine",
      engine,
    );
    return JSON.parse(stdout);
  };
  const [bad, compiled, worse, overflowing, good] = await Promise.all([
    explain("(bad)"),
    explain("(bad)", "compiled"),
    explain("(worse)"),
    explain("(overflowing)"),
    explain("(squares)"),
  ]);
  // t is ((-1 2) (7 0)): the derivative is that of (sqrt 7) and of (sqrt 0).
  expect(bad).toMatchObject({
    gradient: { a: "-inf.0", b: 0 },
    explained: [
      {
        names: ["a"],
        message: "(sqrt a tensor of shape (2)) has derivative +inf.0 at element (1)",
        line: 8,
        column: 7,
      },
    ],
  });
  expect(compiled).toEqual(bad);
  expect(worse).toMatchObject({
    gradient: { a: "+inf.0", b: "+inf.0" },
    explained: [{ names: ["a", "b"], line: 9, column: 22 }],
  });
  expect(overflowing).toMatchObject({ gradient: { a: "+inf.0", b: "+inf.0" } });
  expect((overflowing as { explained: unknown[] }).explained).toHaveLength(1);
  expect(good).toMatchObject({ explained: [] });
});

test("fit by a prediction of tensors", async () => {
  const fitted = (predict: string) =>
    folder.interpret(
      "fit",
      "line.scm",
      "line.csv",
      "--predict",
      predict,
      "--target",
      "y",
      "--starts",
      "1",
      "--json",
    );
  const [{ stdout }, wrong] = await Promise.all([fitted("(predict t)"), fitted("(features t)")]);
  const { parameters, loss } = JSON.parse(stdout) as { parameters: { a: number; b: number }; loss: number };
  expect(parameters.a).toBeCloseTo(2, 6);
  expect(parameters.b).toBeCloseTo(0.5, 6);
  expect(loss).toBeLessThan(1e-10);
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.stdout)).toMatchObject({
    error: {
      kind: "type",
      message: "gradient: expected a number, got #tensor(1.0 0.0 0.0)",
      file: "--predict",
    },
  });
});

test("repl", async () => {
  const lines = [
    "(define t (tensor 1 2))",
    "t",
    "(gradient (lambda (t) (sum (* t t))) t)",
    "(cholesky (tensor '((1 2) (2 1))))",
    "(+ t (zeros 3))",
    "(tensor-shape t)",
  ];
  const { stdout, stderr } = await folder.runWith(`${lines.join("\n")}\n`, "repl");
  expect(stdout).toBe("#tensor(1.0 2.0)\n#tensor(2.0 4.0)\n(2)\n");
  expect(stderr).toContain(
    "<stdin>:4:1: value: cholesky: the matrix is not positive definite: pivot 1 is -3.0",
  );
  expect(stderr).toContain("<stdin>:5:1: shape: +: shapes (2) and (3) do not go together");
});
