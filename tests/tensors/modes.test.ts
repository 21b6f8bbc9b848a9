// Everything that a program can be asked for, with tensors in it: gradients, Hessians, magnitudes, what is unreached, with tensors for arguments.
// Expected numbers are closed forms; the programs are evaluated on both roads.
import { beforeAll, describe, expect, it } from "vitest";
import { type Program, Tensor, type Value } from "../../host/index.js";
import { disagreement } from "../support/agreement.js";
import { roads } from "./roads.js";

/** One parameter times constants of both signs, through every rule that adds up inside. */
const CANCELLING: readonly (readonly [
  name: string,
  expression: string,
  gradient: number,
  magnitude: number,
])[] = [
  ["broadcasting", "(sum (* a (tensor 1 -1)))", 0, 2],
  ["broadcasting, twice", "(sum (* (tensor '((1) (-2))) (* a (tensor 1 -1))))", 0, 6],
  ["division", "(sum (/ a (tensor 1 -2)))", 0.5, 1.5],
  ["matmul", "(sum (matmul (tensor '((1 -3) (-1 3))) (tensor a a)))", 0, 8],
  ["matmul, on the left", "(sum (matmul (tensor a a) (tensor '((1 -3) (-1 3)))))", 0, 8],
  ["matmul of matrices", "(sum (matmul (reshape (tensor a a a a) 2 2) (tensor '((1 -3) (-1 2)))))", -2, 14],
  ["dot", "(dot (tensor a a) (tensor 1 -1))", 0, 2],
  ["outer", "(sum (outer (tensor a a) (tensor 1 -1)))", 0, 4],
  ["slices", "(sum (* (tensor 1 -1) (tensor-slice (broadcast-to a '(4)) '(1 3))))", 0, 2],
  ["inv", "(sum (* (tensor '((1 0) (0 -1))) (inv (diag (tensor a a)))))", 0, 0.5],
  ["det", "(det (tensor (list (list a a) (list 1 1))))", 0, 2],
  ["logdet", "(logdet (tensor (list (list a 1) (list a 2))))", 0.5, 1.5],
  // The inverse of ((2 1) (1 3)) is ((3 -1) (-1 2)) / 5.
  ["solve", "(sum (solve (tensor '((2 1) (1 3))) (tensor a (- a))))", 0.2, 1.4],
  ["solve-spd", "(sum (solve-spd (tensor '((2 1) (1 3))) (tensor a (- a))))", 0.2, 1.4],
  ["solve, by the matrix", "(tensor-ref (solve (diag (tensor a a)) (tensor 2 4)) 0)", -0.5, 0.5],
  // The inverse of ((1 0) (1 1)) is ((1 0) (-1 1)).
  ["triangular-solve", "(sum (triangular-solve (tensor '((1 0) (1 1))) (tensor a a)))", 1, 3],
  [
    "triangular-solve, transposed",
    "(sum (triangular-solve (tensor '((1 0) (1 1))) (tensor a a) 'lower #t))",
    1,
    3,
  ],
  ["softmax", "(tensor-ref (softmax (tensor a a)) 0)", 0, 1],
  ["cholesky", "(tensor-ref (cholesky (diag (tensor (* a a) 1))) 0 0)", 1, 1],
  ["cumsum", "(sum (cumsum (* a (tensor 1 -1))))", 1, 3],
  ["norm", "(norm (* a (tensor 3 4)))", 5, 5],
  [
    "logsumexp",
    "(logsumexp (* a (tensor 1 -1 0)))",
    (Math.exp(2) - Math.exp(-2)) / (Math.exp(2) + 1 + Math.exp(-2)),
    (Math.exp(2) + Math.exp(-2)) / (Math.exp(2) + 1 + Math.exp(-2)),
  ],
];

const source = `
(define-parameter a 2.0)
(define-parameter b 3.0)
(define-parameter c 5.0)
(define (quadratic m v) (let ((x (* v (tensor a b)))) (dot x (matmul m x))))
(define (listed ts) (apply + (map (lambda (t) (* a (sum (* t t)))) ts)))
(define (logarithm) (logdet (tensor (list (list a 1) (list 1 b)))))
(define (long) (let loop ((i 0) (t (tensor a b))) (if (< i 10) (loop (+ i 1) (* 0.5 (+ t (sin t)))) (sum t))))
(define (part) (tensor-ref (* (tensor a b) 2) 0))
(define (apart) (+ (* a (tensor-size (tensor b))) (sum (stop-gradient (tensor c)))))
(define (flat) (* 0 (sum (tensor b a))))
(define (by-adjoint) (sum ((with-adjoint (lambda (t) (* t t)) (lambda (w t) (* 2 w t))) (tensor a b))))
(define (inner) (sum (gradient (lambda (t) (sum (* c t t t))) (tensor a b))))
(define (scaled t x) (* a x (sum (* t t))))
${CANCELLING.map(([, expression], k) => `(define (cancelling-${k}) ${expression})`).join("\n")}`;

const matrix = new Tensor([2, 2], Float64Array.of(1, 2, 3, 4));
const vector = new Tensor([2], Float64Array.of(1, -1));

describe.each(roads)("%s", (_road, load) => {
  let program: Program;
  beforeAll(async () => {
    program = await load(source);
  });
  const gradientOf = (name: string, args: readonly Value[] = []): number[] => [
    ...program.valueAndGradient(name, args).gradient.values(),
  ];

  it("value and gradient, with tensors for arguments", () => {
    // a² - 5ab + 4b² for (a, -b).
    const { value, gradient } = program.valueAndGradient("quadratic", [matrix, vector]);
    expect([value, ...gradient.values()]).toEqual([10, -11, 14, 0]);
    expect(gradientOf("listed", [[vector, new Tensor([1], Float64Array.of(3))]])).toEqual([11, 0, 0]);
    const into = new Float64Array(3);
    expect(program.gradientInto(into, "quadratic", [matrix, vector])).toBe(10);
    expect([...into]).toEqual([-11, 14, 0]);
    expect([...vector.data, ...matrix.data]).toEqual([1, -1, 1, 2, 3, 4]);
  });

  it("derivatives by arguments", () => {
    const { value, gradient, arguments: given } = program.valueAndGradients("scaled", [vector, 0.5]);
    expect([value, ...gradient.values()]).toEqual([2, 1, 0, 0]);
    expect(given).toEqual([new Tensor([2], Float64Array.of(2, -2)), 4]);
  });

  it("Hessians", () => {
    const { value, gradient, hessian } = program.hessian("quadratic", [matrix, vector]);
    expect([value, ...gradient.values()]).toEqual([10, -11, 14, 0]);
    expect([...hessian.values()].map((row) => [...row.values()])).toEqual([
      [2, -5, 0],
      [-5, 8, 0],
      [0, 0, 0],
    ]);
    // log (ab - 1): the first derivatives are b/d, a/d, d = 5.
    const rows = [...program.hessian("logarithm").hessian.values()].map((row) => [...row.values()]);
    const wanted = [-9 / 25, 1 / 5 - 6 / 25, 0, 1 / 5 - 6 / 25, -4 / 25, 0, 0, 0, 0];
    for (const [i, x] of rows.flat().entries()) expect(x).toBeCloseTo(wanted[i] as number, 14);
    // Twice inside: c Σ 6 t has the second derivatives 6 c and 6 by t and c.
    const inner = [...program.hessian("inner").hessian.values()].map((row) => [...row.values()]);
    expect(inner).toEqual([
      [30, 0, 12],
      [0, 30, 18],
      [12, 18, 0],
    ]);
  });

  it.each(CANCELLING.map(([name, , gradient, magnitude], k) => [name, k, gradient, magnitude] as const))(
    "magnitudes: %s",
    (_name, k, gradient, magnitude) => {
      expect(program.valueAndGradient(`cancelling-${k}`).gradient.get("a")).toBeCloseTo(gradient, 12);
      const { magnitudes, chain } = program.magnitudes(`cancelling-${k}`);
      expect(magnitudes.get("a")).toBeCloseTo(magnitude, 12);
      expect([magnitudes.get("b"), magnitudes.get("c")]).toEqual([0, 0]);
      expect(chain).toBeGreaterThan(1);
    },
  );

  it("chains go through tensors", () => {
    // tensor, ten times sin, + and *, sum.
    expect(program.magnitudes("long").chain).toBe(32);
    expect(program.magnitudes("part").chain).toBe(3);
  });

  it("what is unreached, by whole tensors", () => {
    const unreached = (name: string, args: readonly Value[] = []): string[] => [
      ...program.unreached(name, args),
    ];
    expect(unreached("quadratic", [matrix, vector])).toEqual(["c"]);
    expect(unreached("part")).toEqual(["c"]);
    expect(gradientOf("part")).toEqual([2, 0, 0]);
    expect(unreached("apart")).toEqual(["b", "c"]);
    expect(unreached("flat")).toEqual(["c"]);
    expect(unreached("by-adjoint")).toEqual(["c"]);
    expect(unreached("inner")).toEqual([]);
  });
});

it("the roads agree as closely as they say", async () => {
  const [compiled, interpreted] = await Promise.all(roads.map(([, load]) => load(source)));
  for (const name of [
    "long",
    "logarithm",
    "by-adjoint",
    "inner",
    ...CANCELLING.map((_, k) => `cancelling-${k}`),
  ])
    expect(disagreement(compiled as Program, interpreted as Program, name), name).toBeUndefined();
});
