// What goes wrong with tensors, on both roads: an error with the place of the expression, which `guard` catches, and after which the
// program goes on.
import { beforeAll, describe, expect, it } from "vitest";
import { LimitError, type Program, SchemeError, Tensor, type Value } from "../../host/index.js";
import { domains, given, randomFrom, roads } from "./roads.js";

/** Inputs of the expressions: m has the shape (2 3), n (3 2), v (3), w (4), t (2 3 4), e (0), s is singular, i indefinite, d regular. */
const INPUTS: Readonly<Record<string, Value>> = {
  m: given(domains.real([2, 3], randomFrom(1))),
  n: given(domains.real([3, 2], randomFrom(2))),
  v: given(domains.real([3], randomFrom(3))),
  w: given(domains.real([4], randomFrom(4))),
  t: given(domains.real([2, 3, 4], randomFrom(5))),
  e: new Tensor([0], new Float64Array(0)),
  s: new Tensor([2, 2], Float64Array.of(1, 2, 2, 4)),
  i: new Tensor([2, 2], Float64Array.of(1, 2, 2, 1)),
  d: new Tensor([2, 2], Float64Array.of(2, 1, 1, 3)),
};
const NAMES = Object.keys(INPUTS).join(" ");

interface Failure {
  /** `@` stands before the expression that fails, where that is not the whole. */
  readonly expression: string;
  /** What the message contains. */
  readonly message: readonly (string | RegExp)[];
  /** Where the description of the language says it. */
  readonly kind?: "shape" | "range" | "type";
}
const failures: Failure[] = [];
const group = (
  kind: Failure["kind"],
  message: Failure["message"],
  ...expressions: readonly string[]
): void => {
  for (const expression of expressions) failures.push({ expression, message, ...(kind ? { kind } : {}) });
};
/** Shapes that do not fit: the message names both. */
const shapes = (left: string, right: string, ...expressions: readonly string[]): void =>
  group("shape", [left, right], ...expressions);

for (const f of ["+", "-", "*", "/", "expt", "max", "min", "atan"]) shapes("(2 3)", "(4)", `(${f} m w)`);
shapes("(4)", "(2 3)", "(+ w m)", "(* 1 w m)");
shapes("(2 3)", "(3 2)", "(+ m n)", "(+ 1 (sum @(* m n)))", "(let ((x @(- m n))) (sum x))");
shapes("(2 3 4)", "(3)", "(+ t v)");
shapes("(0)", "(3)", "(+ e v)");
shapes("(3)", "(2)", "(* v (tensor 1 2))");

shapes("(2 3)", "(2 3)", "(matmul m m)");
shapes("(2 3)", "(4)", "(matmul m w)", "(matvec m w)");
shapes("(3)", "(2 3)", "(matmul v m)");
shapes("(3)", "(4)", "(matmul v w)", "(dot v w)");
shapes("(2 2)", "(3)", "(solve d v)", "(solve-spd d v)", "(triangular-solve d v)");
shapes("(2 2)", "(3 2)", "(solve d n)", "(solve-spd d n)", "(triangular-solve d n 'upper)");
shapes("(2 3)", "(3 2)", "(concat m n)", "(stack m n)", "(stack (list m m n) 1)");
shapes("(2 3)", "(3 2)", "(concat (list m n) 1)");
shapes("(2 3)", "(3)", "(concat m v)");
shapes("(3)", "(4)", "(stack v w)");
shapes("(4)", "(2 3)", "(broadcast-to w '(2 3))");
shapes("(2 3)", "(3)", "(broadcast-to m '(3))");
group("shape", ["(2 3)"], "(reshape m 4)", "(reshape m '(2 2))", "(reshape m '())");
group(undefined, [], "(reshape m 4 -1)", "(reshape m -1 -1)", "(reshape m -2 3)", "(reshape e -1 0)");

// Not square, or of another rank than it takes.
for (const f of ["inv", "det", "logdet", "cholesky"]) {
  group(undefined, ["(2 3)"], `(${f} m)`);
  group(undefined, [], `(${f} v)`);
}
group(undefined, ["(2 3)"], "(solve m v)", "(solve-spd m v)", "(triangular-solve m v)");
group(undefined, [], "(dot m m)", "(matvec v v)", "(matmul t m)", "(matmul 2.0 m)", "(diag t)");
group(undefined, [], "(trace v)", "(tril v)");

// Rows of different lengths, and numbers beside rows.
group(
  undefined,
  [],
  "(tensor '((1 2) (3)))",
  "(tensor '(1 2) '(3))",
  "(tensor '(1 (2)))",
  "(tensor '((1) 2))",
  "(tensor (list (vector 1 2) '(1 2 3)))",
  "(tensor '(((1) (2)) ((3) (4 5))))",
  "(list->tensor '((1 2) (3)))",
  "(tensor v 1)",
  "(tensor v w)",
);
// What is no number.
group(
  "type",
  [],
  "(tensor 'a)",
  "(tensor '(1 a))",
  '(tensor 1 "2")',
  "(tensor '((1 2) (3 #t)))",
  "(vector->tensor (vector 1 'a))",
  "(list->tensor (list 1 car))",
  "(tensor-tabulate (lambda (i) 'a) 2)",
  "(make-tensor '(2) 'a)",
  "(+ m 'a)",
  '(* m "2")',
  "(- 'a m)",
  "(+ m '(1 2 3))",
  "(exp '(1 2))",
  "(sum 'a)",
  "(sum '(1 2))",
  "(matmul m 'a)",
  "(reshape 'a 2)",
  "(tensor-shape 'a)",
  "(tensor-ref '(1 2) 0)",
  "(inv 'a)",
  '(cholesky "a")',
  "(transpose car)",
  "(vector->tensor '(1 2))",
  "(concat (list m 'a))",
  "(car m)",
  "(vector-ref v 0)",
);
// No axis: beyond the rank, no integer, twice the same.
group(
  undefined,
  [],
  ...["sum", "mean", "prod", "var", "std", "amax", "amin", "argmax", "argmin", "norm", "logsumexp"].flatMap(
    (f) => [`(${f} m 2)`, `(${f} m -3)`, `(${f} m 0.5)`, `(${f} m 'a)`],
  ),
  "(softmax m 2)",
  "(cumsum m -3)",
  "(sum m '(0 2))",
  "(sum m '(0 0))",
  "(sum m '(0 -2))",
  "(sum 1.5 0)",
  "(transpose m '(0 2))",
  "(transpose m '(0))",
  "(transpose m '(0 0))",
  "(concat (list m m) 2)",
  "(concat (list v v) -2)",
  "(stack (list m m) 3)",
  "(stack (list m m) -4)",
  "(expand-dims m 3)",
  "(expand-dims m -4)",
);
group(
  "range",
  [],
  "(tensor-ref v 3)",
  "(tensor-ref v -4)",
  "(tensor-ref m 2 0)",
  "(tensor-ref m 0 3)",
  "(tensor-ref m 0 -4)",
  "(tensor-ref m 2)",
  "(tensor-ref e 0)",
  "(tensor-slice v 3)",
  "(tensor-slice v -4)",
  "(tensor-slice v '(0 4))",
  "(tensor-slice v '(4 #f))",
  "(tensor-slice m #t '(0 4))",
  "(tensor-slice m '(0 3) 0)",
);
group(
  undefined,
  [],
  "(tensor-ref v 0 0)",
  "(tensor-ref m 0 0 0)",
  "(tensor-ref v 0.5)",
  "(tensor-ref v 'a)",
  "(tensor-slice v #t #t)",
  "(tensor-slice v '(0 3 0))",
  "(tensor-slice v '(0))",
  "(tensor-slice v '(0 1 1 1))",
  "(tensor-slice v '(a 2))",
  "(tensor-slice v 'a)",
  "(tensor-slice v 0.5)",
);
// Dimensions and counts.
group(
  undefined,
  [],
  "(zeros -1)",
  "(ones 2 -3)",
  "(zeros '(2 -1))",
  "(make-tensor '(-1) 0.0)",
  "(eye -1)",
  "(eye 2 -1)",
  "(linspace 0 1 -1)",
  "(tensor-tabulate (lambda (i) i) -1)",
  "(broadcast-to v '(-1 3))",
  "(zeros 1.5)",
  "(zeros 'a)",
  "(make-tensor '(2 a) 0.0)",
  "(linspace 0 1 2.5)",
  "(arange 0 1 0)",
  "(diag v 0.5)",
);
// Nothing to choose from, or to put together.
group(
  undefined,
  [],
  "(amax e)",
  "(amin e)",
  "(argmax e)",
  "(argmin e)",
  "(amax (zeros 2 0) 1)",
  "(argmin (zeros 0 2) 0)",
);
group(undefined, [], "(concat '())", "(stack '())");

group(
  undefined,
  [/singular/],
  "(solve s (tensor 1 2))",
  "(solve s d)",
  "(inv s)",
  "(inv (zeros 3 3))",
  "(solve (zeros 1 1) (tensor '(1)))",
);
group(
  undefined,
  [/singular/],
  "(triangular-solve (tensor '((1 0) (5 0))) (tensor 1 2))",
  "(+ 1 (sum @(inv s)))",
);
group(undefined, [], "(logdet s)", "(logdet i)", "(logdet (zeros 2 2))");
// Derivatives: of what is no number, along what has another shape.
group(
  undefined,
  [],
  "(gradient (lambda (x) x) v)",
  "(hessian (lambda (x) (* x x)) v)",
  "(jvp (lambda (x) x) v w)",
  "(jvp (lambda (x) x) v 1.0)",
  "(vjp (lambda (x) x) v w)",
  "(vjp (lambda (x) (sum x)) v v)",
  "(hessian-vector (lambda (x) (sum x)) v w)",
  "(gradient (lambda (x) (sum x)) 'a)",
);

// With the index of the pivot.
group(undefined, [/not positive definite/, /\b1\b/], "(cholesky i)", "(solve-spd i (tensor 1 2))");
group(undefined, [/not positive definite/, /\b0\b/], "(cholesky (zeros 2 2))", "(cholesky (- (eye 3)))");
// The second pivot is 0.
group(undefined, [/not positive definite/], "(sum @(cholesky s))", "(solve-spd s d)");
group(undefined, [], "(triangular-solve d (tensor 1 2) 'middle)", "(triangular-solve d (tensor 1 2) 1)");

/** One definition on one line each; the expression begins in column COLUMN. */
const definitions = failures.map(
  ({ expression }, k) => `(define (failing-${k} ${NAMES})\n  ${expression.replace("@", "")})`,
);
const COLUMN = 3;
const guarded = failures.map(
  ({ expression }, k) => `(define (caught-${k} ${NAMES})
  (guard (e (#t (list 'caught (error-object? e) (error-object-message e) (condition/report-string e)))) ${expression.replace("@", "")}))`,
);
const after =
  "(define (works m v) (list (gradient (lambda (x) (sum (* x (matvec m x)))) v) (sum (* m m)) (det (eye 3))))";
const source = `${definitions.join("\n")}\n${guarded.join("\n")}
${after}
(define (within m v w) (gradient (lambda (x)
  (sum (+ x
          (* (sum x) w)))) v))
(define (within-inverse s v) (gradient (lambda (x)
  (sum
    (inv (* (tensor-ref x 0) s)))) v))
(define (caught-within m v w)
  (gradient (lambda (x) (+ (sum (* 2 x)) (guard (e (#t (* 3 (tensor-ref x 0)))) (sum (+ (* x x) w))))) v))
(define (caught-around m v w) (guard (e (#t 'caught)) (gradient (lambda (x) (sum (+ (* x x) w))) v)))
(define (many n m w)
  (let loop ((k 0) (sum 0))
    (if (= k n) sum (loop (+ k 1) (+ sum (guard (e (#t 1)) (begin (+ m w) 0)))))))
`;

function errorOf(run: () => unknown): SchemeError {
  let value: unknown;
  try {
    value = run();
  } catch (error) {
    expect(error).toBeInstanceOf(SchemeError);
    expect(error).not.toBeInstanceOf(LimitError);
    return error as SchemeError;
  }
  return expect.fail(`no error, but ${value instanceof Tensor ? `(${value.shape})` : String(value)}`);
}

const square = new Tensor([3, 3], Float64Array.of(1, 2, 0, 0, 1, 0, 0, 4, 1));
const one = new Tensor([3], Float64Array.of(1, 2, 3));
const WORKS = "(#tensor(6.0 18.0 14.0) 23.0 1.0)";

const programs = new Map<string, Program>();
beforeAll(async () => {
  for (const [road, load] of roads) programs.set(road, await load(source));
});
const on = (road: string): Program => programs.get(road) as Program;
const inputs = Object.values(INPUTS);

describe.each(roads)("%s", (road) => {
  it.each(failures.map((failure, k) => [failure.expression.replace("@", ""), failure, k] as const))(
    "%s",
    (text, { expression, message, kind }, k) => {
      const program = on(road);
      const error = errorOf(() => program.call(`failing-${k}`, ...inputs));
      expect(error.message).not.toBe("");
      for (const part of message)
        typeof part === "string"
          ? expect(error.message).toContain(part)
          : expect(error.message).toMatch(part);
      if (kind) expect(error.kind as string).toBe(kind);
      expect(["internal", "usage"]).not.toContain(error.kind);
      expect([error.line, error.column]).toEqual([2 * k + 2, COLUMN + Math.max(0, expression.indexOf("@"))]);

      const [caught, isError, , report] = program.call(`caught-${k}`, ...inputs) as unknown[];
      expect([caught, isError]).toEqual([Symbol.for("caught"), true]);
      expect(report, text).toBe(error.message);
      expect(program.write("works", [square, one])).toBe(WORKS);
    },
  );

  it("in a derivative: the place is the same, and the next derivative right", () => {
    const program = on(road);
    const lines = source.split("\n");
    const lineOf = (start: string): number => lines.findIndex((line) => line.startsWith(start)) + 1;
    const { m, v, w, s } = INPUTS as Record<string, Value>;
    const shape = errorOf(() => program.call("within", m, v, w));
    expect([shape.kind as string, shape.line, shape.column]).toEqual([
      "shape",
      lineOf("(define (within m") + 1,
      8,
    ]);
    expect(shape.message).toContain("(3)");
    expect(shape.message).toContain("(4)");
    expect(program.write("works", [square, one])).toBe(WORKS);
    const singular = errorOf(() => program.call("within-inverse", s, v));
    expect([singular.line, singular.column]).toEqual([lineOf("(define (within-inverse") + 2, 5]);
    expect(singular.message).toMatch(/singular/);
    expect(program.write("works", [square, one])).toBe(WORKS);
  });

  it("caught in a derivative: what went before counts no more", () => {
    const { m, w } = INPUTS as Record<string, Value>;
    expect(on(road).write("caught-within", [m, one, w])).toBe("#tensor(5.0 2.0 2.0)");
    expect(on(road).write("caught-around", [m, one, w])).toBe("caught");
    expect(on(road).write("works", [square, one])).toBe(WORKS);
  });

  it("caught ten thousand times", () => {
    const { m, w } = INPUTS as Record<string, Value>;
    expect(on(road).call("many", 10_000n, m, w)).toBe(10_000);
  });
});

describe.each(roads)("%s", (_road, load) => {
  // What no address holds is a limit, or no value for a dimension; the product of the dimensions may not wrap around.
  it.each([
    "(zeros 4611686018427387904 4611686018427387904)",
    "(zeros 65536 65536 65536 65536)",
    "(broadcast-to 1.0 '(4294967296 4294967296))",
    "(make-tensor '(65536 65536) 1.0)",
    "(eye 1000000)",
    "(linspace 0 1 1000000000000)",
    "(arange 1e300)",
    "(outer (zeros 1000000) (zeros 1000000))",
  ])("%s ends, and the program goes on", async (expression) => {
    const program = await load(`(define (huge) (tensor-size ${expression}))\n${after}`);
    let caught: unknown;
    try {
      program.call("huge");
    } catch (error) {
      caught = error;
    }
    expect(caught instanceof SchemeError || caught instanceof LimitError, String(caught)).toBe(true);
    expect(program.write("works", [square, one])).toBe(WORKS);
    program.dispose();
  });
});

it("has the same kinds and messages on both roads", () => {
  const all = roads.map(([road]) =>
    failures.map(({ expression }, k) => {
      const { kind, message } = errorOf(() => on(road).call(`failing-${k}`, ...inputs));
      return `${expression}: ${kind}: ${message}`;
    }),
  );
  expect(all[1]).toEqual(all[0]);
});

it("refuses tensors whose numbers are not those of the shape", () => {
  const wrong = (shape: number[], size: number) => () =>
    on("compiled").call("works", new Tensor(shape, new Float64Array(size)), one);
  for (const [shape, size] of [
    [[2, 2], 3],
    [[-1], 1],
    [[1.5], 1],
    [[Number.NaN], 0],
  ] as const)
    expect(wrong([...shape], size), String(shape)).toThrow();
  expect(on("compiled").write("works", [square, one])).toBe(WORKS);
});
