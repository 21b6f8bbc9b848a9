// What is differentiated: every primitive of tensors in its forms, over inputs of many shapes.
import type { Value } from "../../host/index.js";
import { type Dense, type Domain, given } from "./roads.js";

export interface Input {
  readonly name: string;
  readonly shape: readonly number[];
  readonly domain: Domain;
}
/** An expression in its inputs: in a lone one as it is, in several as the elements of a list. */
export interface GradientCase {
  readonly name: string;
  readonly expression: string;
  readonly inputs: readonly Input[];
}

type Shape = readonly number[];
const text = (shape: Shape): string => (shape.length === 0 ? "number" : shape.join("x"));

/** Inputs are called a, b, c in their order. */
function made(expression: string, ...inputs: readonly (readonly [Shape, Domain] | Shape)[]): GradientCase {
  const all = inputs.map((input, i): Input => {
    const [shape, domain] =
      typeof input[1] === "string" ? (input as readonly [Shape, Domain]) : [input as Shape, "real" as const];
    return { name: "abc"[i] as string, shape, domain };
  });
  const name = `${expression} of ${all.map(({ shape, domain }) => text(shape) + (domain === "real" ? "" : ` ${domain}`)).join(", ")}`;
  return { name, expression, inputs: all };
}

const UNARY: readonly (readonly [string, Domain])[] = [
  ["sqrt", "positive"],
  ["square", "real"],
  ["abs", "real"],
  ["exp", "real"],
  ["log", "positive"],
  ["sin", "real"],
  ["cos", "real"],
  ["tan", "unit"],
  ["asin", "unit"],
  ["acos", "unit"],
  ["atan", "real"],
  ["sinh", "real"],
  ["cosh", "real"],
  ["tanh", "real"],
  ["expm1", "real"],
  ["log1p", "unit"],
  ["floor", "real"],
  ["ceiling", "real"],
  ["truncate", "real"],
  ["round", "real"],
  ["-", "real"],
  ["/", "real"],
];
export const ELEMENT_FUNCTIONS = UNARY;

const BINARY: readonly (readonly [string, Domain])[] = [
  ["+", "real"],
  ["-", "real"],
  ["*", "real"],
  ["/", "real"],
  ["expt", "positive"],
  ["atan", "real"],
  ["max", "real"],
  ["min", "real"],
];

const BROADCASTS: readonly (readonly [Shape, Shape])[] = [
  [[], [3]],
  [[2, 3], []],
  [[3], [3]],
  [[2, 3], [3]],
  [[2, 1], [3]],
  [
    [4, 1],
    [1, 5],
  ],
  [
    [3, 1],
    [2, 3, 4],
  ],
  [
    [3, 1, 2],
    [4, 1],
  ],
  [
    [1, 1, 1],
    [2, 2],
  ],
  [[1], [4]],
  [[1], []],
  [[0], [1]],
  [[], [0]],
  [[0, 3], [3]],
  [
    [2, 1],
    [2, 0],
  ],
];

const elements: readonly GradientCase[] = [
  ...UNARY.flatMap(([f, domain]) =>
    [[], [0], [1], [5], [2, 3], [2, 0], [2, 1, 3]].map((shape) => made(`(${f} a)`, [shape, domain])),
  ),
  ...BINARY.flatMap(([f, domain]) =>
    BROADCASTS.map(([left, right]) => made(`(${f} a b)`, [left, domain], [right, domain])),
  ),
  made("(expt a b)", [[2, 3], "positive"], [3]),
  ...[0, 1, 2, 3, -1, -2].map((n) => made(`(expt a ${n})`, [2, 2])),
  made("(expt a 0.5)", [[3], "positive"]),
  made("(expt 2 a)", [2, 2]),
  made("(expt 0.5 a)", [3]),
  // One tensor as both operands, and operands that grow on the way.
  made("(* a a)", [2, 3]),
  made("(+ a a a)", [3]),
  made("(- a a)", [3]),
  made("(/ a a)", [3]),
  made("(* a (transpose a))", [3, 3]),
  made("(+ a b c 1)", [3], [2, 1], []),
  made("(- a b c 2.5)", [], [3], [2, 1]),
  made("(* 2 a b c)", [2, 1], [3], []),
  made("(/ a b c)", [[3], "positive"], [[2, 1], "positive"], [[], "positive"]),
  made("(/ 3 a b)", [2, 1], [3]),
  made("(max a b c 0.2)", [3], [2, 1], []),
  made("(min 0.2 a b c)", [2, 3], [2, 1], []),
  made("(/ (exp (- a)) (+ 1 (square (sin b))))", [2, 3], [3]),
];

/** Axis in the text, for tensors of a rank. */
const AXES: readonly (readonly [string, number])[] = [
  ["", 0],
  [" #f #t", 1],
  [" 0", 1],
  [" -1", 1],
  [" 1", 2],
  [" 0 #t", 2],
  [" '(0 1)", 2],
  [" '(0 2)", 3],
  [" '(0 -1) #t", 3],
];
const reduced = (f: string, shapes: readonly Shape[], domain: Domain = "real"): GradientCase[] =>
  shapes.flatMap((shape) =>
    AXES.filter(
      ([axis, rank]) => shape.length >= rank && !(/norm|logsumexp/.test(f) && axis.startsWith(" '(")),
    ).map(([axis]) => made(`(${f} a${axis})`, [shape, domain])),
  );

const reductions: readonly GradientCase[] = [
  ...["sum", "mean", "prod", "var", "amax", "amin", "norm", "logsumexp"].flatMap((f) =>
    reduced(f, [[4], [1], [2, 3], [1, 3], [2, 3, 2]]),
  ),
  // The deviation of one number from itself has no derivative.
  ...reduced("std", [[4], [2, 3], [2, 3, 2]]),
  ...["sum", "prod", "norm"].flatMap((f) => reduced(f, [[0], [0, 2]])),
  ...["mean", "amax", "var", "logsumexp"].map((f) => made(`(${f} a 1)`, [0, 3])),
  ...["sum", "mean", "prod", "amax"].map((f) => made(`(${f} a)`, [])),
  ...["zero", "zeros"].flatMap((domain) => reduced("prod", [[4], [2, 3]], domain as Domain)),
  made("(tensor-max a 0)", [3, 2]),
  made("(tensor-min a)", [3, 2]),
  made("(* a (argmax a))", [4]),
  ...[[4], [1], [0], [2, 3], [0, 3], [2, 3, 2]].flatMap((shape) => [
    made("(softmax a)", shape),
    made("(cumsum a)", shape),
    made("(cumsum a -1)", shape),
    ...(shape[0] === 0 ? [] : [made("(softmax a 0)", shape)]),
    made("(cumsum a 0)", shape),
  ]),
];

const structure: readonly GradientCase[] = [
  ...[[4], [1], [0], [2, 3], [2, 0], [1, 3, 1]].flatMap((shape) => [
    made("(flatten a)", shape),
    made("(squeeze a)", shape),
    made("(expand-dims a 0)", shape),
    made("(expand-dims a -1)", shape),
    made("(transpose a)", shape),
    made("(tensor a)", shape),
    made("(tensor a a)", shape),
    made("(concat a a)", shape),
    made("(stack a a)", shape),
    made("(list->tensor (tensor->list a))", shape),
    made("(vector->tensor (tensor->vector a))", shape),
    made("(reshape a -1 1)", shape.includes(0) ? [3] : shape),
  ]),
  made("(transpose a '(2 0 1))", [2, 3, 4]),
  made("(transpose a '(0 -1 1))", [2, 3, 4]),
  made("(reshape a 3 2)", [2, 3]),
  made("(reshape a '(1 6))", [2, 3]),
  made("(reshape a '())", [1, 1]),
  made("(reshape a 1 1)", []),
  made("(expand-dims a 0)", []),
  made("(reshape a 3 0)", [0, 2]),
  made("(broadcast-to a '(2 3))", []),
  made("(broadcast-to a '(2 3))", [3]),
  made("(broadcast-to a '(2 3))", [2, 1]),
  made("(broadcast-to a '(2 3 4))", [3, 1]),
  made("(broadcast-to a '(0))", [1]),
  made("(broadcast-to a '(0 3))", [3]),
  made("(concat a b)", [2, 3], [1, 3]),
  made("(concat (list a b a) 1)", [2, 3], [2, 2]),
  made("(concat (list a b) -1)", [2, 3], [2, 0]),
  made("(concat (list a b c) 1)", [2, 1, 2], [2, 2, 2], [2, 0, 2]),
  made("(stack (list a b) -1)", [2, 3], [2, 3]),
  made("(stack (list a b a) 1)", [3], [3]),
  made("(stack a b 1.5)", [], []),
  ...["", " 1", " -2"].map((k) => made(`(diag a${k})`, [3])),
  ...["", " 1", " -1"].flatMap((k) => [made(`(diag a${k})`, [2, 4]), made(`(diag a${k})`, [3, 3])]),
  ...["tril", "triu"].flatMap((f) =>
    ["", " 1", " -1"].flatMap((k) => [made(`(${f} a${k})`, [3, 3]), made(`(${f} a${k})`, [2, 4])]),
  ),
  made("(diag a)", [0]),
  made("(tril a)", [0, 2]),
  ...[0, 1, 3].map((n) => made("(trace a)", [n, n])),
  made("(tensor-ref a 2)", [4]),
  made("(tensor-ref a -1)", [4]),
  made("(tensor-ref a 1 -2)", [2, 3]),
  made("(tensor-ref a 1)", [2, 3]),
  made("(tensor-ref a 0 1)", [2, 3, 2]),
  made("(tensor-ref a 1)", [2, 0]),
  made("(* (tensor-ref a 0) (tensor-ref a 0) (tensor-ref a 1))", [3]),
  made("(tensor-slice a '(1 3))", [5]),
  made("(tensor-slice a '(#f #f -1))", [5]),
  made("(tensor-slice a '(0 5 2))", [5]),
  made("(tensor-slice a '(4 #f -3))", [5]),
  made("(tensor-slice a '(2 2))", [5]),
  made("(tensor-slice a #t 1)", [3, 4]),
  made("(tensor-slice a 1 '(#f #f -1))", [3, 4]),
  made("(tensor-slice a '(#f #f 2) '(3 #f -2))", [3, 4]),
  made("(tensor-slice a #t '(0 2) -1)", [2, 3, 2]),
  made("(tensor-slice a '(1 2))", [2, 3, 2]),
  // Tensors made of numbers that have derivatives.
  made("(tensor a 1 b)", [], []),
  made("(tensor (list a (* a b)) (list 1 b))", [], []),
  made("(tensor a b '(1 2 3))", [3], [3]),
  made("(tensor (list a (* a b)))", [3], [3]),
  made("(tensor (vector (tensor-ref a 1) 2 (tensor-ref a 0)))", [2]),
  made("(vector->tensor (vector a b (* a b)))", [], []),
  made("(list->tensor (list (list a 1) (list 2 b)))", [], []),
  made("(list->tensor (map (lambda (x) (* x x)) (tensor->list a)))", [3]),
  made("(apply + (map square (vector->list (tensor->vector a))))", [2, 2]),
  made("(make-tensor '(2 3) a)", []),
  made("(tensor-tabulate (lambda (i) (* (+ i 1) a)) 3)", []),
  made("(tensor-tabulate (lambda (i j) (* (tensor-ref a j i) (tensor-ref a 0 0))) 3 2)", [2, 3]),
  made("(tensor-tabulate (lambda (i) a) 0)", []),
  made("(* a (zeros 3) (ones 2 1))", [3]),
  made("(linspace a b 4)", [], []),
  made("(arange a (+ a 2.2))", [[], "positive"]),
];

const n = (size: number): Shape => [size, size];
/** Symmetric positive definite, of any matrix. */
const SPD = "(+ (matmul a (transpose a)) (eye (car (shape a))))";

const linear: readonly GradientCase[] = [
  ...[0, 1, 4].map((size) => made("(dot a b)", [size], [size])),
  made("(dot a a)", [3]),
  ...(
    [
      [
        [2, 3],
        [3, 4],
      ],
      [
        [1, 3],
        [3, 1],
      ],
      [
        [3, 1],
        [1, 2],
      ],
      [
        [2, 0],
        [0, 3],
      ],
      [
        [0, 2],
        [2, 3],
      ],
      [[2, 3], [3]],
      [[2, 0], [0]],
      [[3], [3, 2]],
      [[0], [0, 2]],
      [[4], [4]],
    ] as const
  ).flatMap(([left, right]) => [
    made("(matmul a b)", left, right),
    ...(left.length === 2 && right.length === 1 ? [made("(matvec a b)", left, right)] : []),
  ]),
  made("(matmul a a)", n(3)),
  made("(matmul a (transpose a))", [2, 3]),
  made("(matmul (matmul (transpose a) b) a)", [3, 2], [3, 3]),
  ...(
    [
      [3, 2],
      [1, 4],
      [0, 2],
    ] as const
  ).map(([k, m]) => made("(outer a b)", [k], [m])),
  made("(outer a a)", [3]),
  ...[0, 1, 2, 4].flatMap((size) => {
    const a: readonly [Shape, Domain] = [n(size), "dominant"];
    return [
      made("(inv a)", a),
      made("(det a)", a),
      made("(logdet a)", a),
      made(`(cholesky ${SPD})`, n(size)),
      made(`(logdet ${SPD})`, n(size)),
      ...[[size], [size, 2], [size, 0]].flatMap((shape) => [
        made("(solve a b)", a, shape),
        made(`(solve-spd ${SPD} b)`, n(size), shape),
        ...["", " 'lower", " 'upper", " 'lower #t", " 'upper #t"].map((rest) =>
          made(`(triangular-solve a b${rest})`, a, shape),
        ),
      ]),
    ];
  }),
  made("(solve a (matmul a b))", [n(3), "dominant"], [3]),
  made(`(triangular-solve (cholesky ${SPD}) b)`, n(3), [3]),
];

export const gradientCases: readonly GradientCase[] = [...elements, ...reductions, ...structure, ...linear];

/** An expression in x and a constant b, whose weighted sum is differentiated twice. */
export interface SecondCase {
  readonly name: string;
  readonly expression: string;
  readonly shape: Shape;
  readonly domain: Domain;
  readonly constant: Shape;
}
const second = (
  expression: string,
  shape: Shape,
  domain: Domain = "real",
  constant: Shape = [],
): SecondCase => ({
  name: `${expression} of ${text(shape)}${domain === "real" ? "" : ` ${domain}`}`,
  expression,
  shape,
  domain,
  constant,
});
const SPD_OF_X = "(+ (matmul x (transpose x)) (eye (car (shape x))))";

export const secondCases: readonly SecondCase[] = [
  ...UNARY.flatMap(([f, domain]) => [[], [3]].map((shape) => second(`(${f} x)`, shape, domain))),
  second("(exp (sin x))", [2, 2]),
  second("(exp x)", [0]),
  second("(/ (sin x) (+ 2 (square x)))", [3]),
  second("(expt (+ 2 (square x)) x)", [3]),
  second("(expt x 3)", [3]),
  second("(atan x (+ 1 (exp x)))", [3]),
  second("(max (square x) (exp x) b)", [3], "real", [3]),
  second("(* x (reshape x 3 1))", [3]),
  second("(/ (reshape x 3 1) (+ 3 x))", [3]),
  second("(* (tensor-ref x 0) x b)", [3], "real", [2, 1]),
  second("(square (concat (list x (tensor-slice x '(#f #f -1)) (* x x))))", [3]),
  second("(exp (stack (list x (* 2 x)) 1))", [3]),
  second("(square (tensor (list (tensor-ref x 0) (* (tensor-ref x 1) (tensor-ref x 2)))))", [3]),
  second("(exp (broadcast-to x '(2 3)))", [3]),
  second("(square (transpose (cumsum x 1)))", [2, 3]),
  second("(square (diag x))", [3]),
  second("(* (tril x) (triu x) (trace x))", [2, 2]),
  second("(square (sum x 0))", [2, 3]),
  second("(square (mean x '(0 1) #t))", [2, 3]),
  second("(cumsum (square x))", [3]),
  second("(prod x)", [4]),
  second("(prod x)", [4], "zero"),
  second("(prod x)", [4], "zeros"),
  second("(prod x 1)", [2, 3]),
  second("(amax (square x))", [4]),
  second("(amin (exp x) 0)", [2, 2]),
  ...["var", "std", "norm", "logsumexp"].flatMap((f) => [
    second(`(${f} x)`, [4]),
    second(`(${f} x 1)`, [2, 3]),
    second(`(${f} x 0 #t)`, [2, 3]),
  ]),
  second("(norm x)", [1]),
  second("(logsumexp x)", [1]),
  second("(softmax x)", [4]),
  second("(softmax x)", [1]),
  second("(softmax x 0)", [2, 3]),
  second("(log (softmax (matmul b x)))", [3], "real", [4, 3]),
  second("(dot x x)", [3]),
  second("(outer x x)", [3]),
  second("(matmul x x)", [2, 2]),
  second("(matmul x (transpose x))", [2, 3]),
  second("(matmul (matmul x b) x)", [3], "real", [3, 3]),
  second("(matvec x (matvec x b))", [2, 2], "real", [2]),
  ...[0, 1, 3].flatMap((size) => [
    second("(inv x)", n(size), "dominant"),
    second("(det x)", n(size), "dominant"),
    second("(logdet x)", n(size), "dominant"),
    second(`(cholesky ${SPD_OF_X})`, n(size)),
    second(`(logdet ${SPD_OF_X})`, n(size)),
    second("(solve x b)", n(size), "dominant", [size]),
    second("(solve x b)", n(size), "dominant", [size, 2]),
    second(`(solve-spd ${SPD_OF_X} b)`, n(size), "real", [size]),
    second(`(solve-spd ${SPD_OF_X} b)`, n(size), "real", [size, 2]),
    ...["", " 'upper", " 'lower #t", " 'upper #t"].flatMap((rest) => [
      second(`(triangular-solve x b${rest})`, n(size), "dominant", [size]),
      second(`(triangular-solve x b${rest})`, n(size), "dominant", [size, 2]),
    ]),
  ]),
  second("(solve x (tensor-ref x 0))", n(3), "dominant"),
  second("(solve b (square x))", [3], "real", [3, 3]),
  second("(triangular-solve x (tril x))", n(2), "dominant"),
  second(`(square (triangular-solve (cholesky ${SPD_OF_X}) b))`, n(3), "real", [3]),
];

// ---- programs --------------------------------------------------------------------------------------------------------------

/** Procedures are called by their index: each derivative is one definition for all of them. */
const table = (bodies: readonly string[]): string =>
  [
    `(define procedures (make-vector ${bodies.length} #f))`,
    ...bodies.map((body, i) => `(vector-set! procedures ${i} (lambda (p b) ${body}))`),
    "(define (procedure k b) (let ((f (vector-ref procedures k))) (lambda (p) (f p b))))",
    "(define (loss k b w) (let ((f (procedure k b))) (lambda (p) (sum (* w (f p))))))",
  ].join("\n");

const derivatives = `
(define (value k p b) ((procedure k b) p))
(define (weighted k p b w) ((loss k b w) p))
(define (reverse-mode k p b w) (gradient (loss k b w) p))
(define (with-value k p b w) (call-with-values (lambda () (value+gradient (loss k b w) p)) list))
(define (along k p b dp) (jvp (procedure k b) p dp))
(define (against k p b w) (vjp (procedure k b) p w))
(define (matrix k p b) (jacobian (procedure k b) p))
(define (second k p b w) (hessian (loss k b w) p))
(define (second-along k p b w v) (hessian-vector (loss k b w) p v))
(define (forward-over-reverse k p b w v) (jvp (lambda (p) (gradient (loss k b w) p)) p v))
(define (reverse-over-forward k p b w v) (gradient (lambda (p) (jvp (loss k b w) p v)) p))
(define (reverse-over-reverse k p b w v) (gradient (lambda (p) (sum (* v (gradient (loss k b w) p)))) p))
(define (forward-over-forward k p b w v u) (jvp (lambda (p) (jvp (loss k b w) p v)) p u))
(define (jacobian-of-gradient k p b w) (jacobian (lambda (p) (gradient (loss k b w) p)) p))`;

/** A lone input is what is differentiated by; several are a list. */
export const structured = (all: readonly Dense[]): Value =>
  all.length === 1 ? given(all[0] as Dense) : all.map(given);

/** The procedures of both programs take a case's number, what is differentiated by, the constant b, and weights. */
export const firstDerivatives =
  table(
    gradientCases.map(({ expression, inputs }) =>
      inputs.length === 1
        ? `(let ((a p)) ${expression})`
        : `(let (${inputs.map(({ name }, i) => `(${name} (list-ref p ${i}))`).join(" ")}) ${expression})`,
    ),
  ) + derivatives;
export const secondDerivatives =
  table(secondCases.map(({ expression }) => `(let ((x p)) ${expression})`)) + derivatives;
