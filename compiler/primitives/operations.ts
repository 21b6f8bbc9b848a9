// The differentiable operations: primal and adjoint rule of each, written once.
// A rule is an expression in the language's own primitives over x, y (the operands) and z (the result). From it are made the
// f64 recording code, the recording code for nested derivatives, and the documentation (scripts/generate-runtime.ts).
// Invariant: the order of this list gives the opcodes, which recorded graphs expose; append only.

export interface Operation {
  /** Name of the runtime function and, upper-cased, of its opcode. */
  readonly name: string;
  /** The Scheme procedure that it stands for in messages and documentation. */
  readonly scheme: string;
  readonly arity: 1 | 2;
  /** AssemblyScript expression of the primal over f64 x, y. */
  readonly primal: string;
  /** Partial derivative by each operand. */
  readonly partials: readonly [string] | readonly [string, string];
  /** Runtime function for exact operands; without one, exact operands are converted. */
  readonly integer?: string;
  /**
   * Whether a NaN operand always gives a NaN. Compiled code may then compute a whole tree of such operations in f64 and look
   * at the result only: tagged words are NaNs.
   */
  readonly propagatesNaN: boolean;
  /** What the derivative is where the rule's formula is not unique or not finite; for docs/gradients.md. */
  readonly atSingularPoints?: string;
}

export const operations: readonly Operation[] = [
  op("add", "+", "x + y", ["1", "1"], { integer: "integerAdd" }),
  op("subtract", "-", "x - y", ["1", "-1"], { integer: "integerSubtract" }),
  op("multiply", "*", "x * y", ["y", "x"], { integer: "integerMultiply" }),
  op("divide", "/", "x / y", ["(/ 1 y)", "(- (/ z y))"], {
    integer: "integerDivide",
    atSingularPoints: "`(/ x 0.)` is infinite or `+nan.0`, and so are its derivatives",
  }),
  op("negate", "-", "-x", ["-1"], { integer: "integerNegate" }),
  op("sqrt", "sqrt", "sqrt<f64>(x)", ["(/ 1/2 z)"], {
    integer: "integerSqrt",
    atSingularPoints: "at 0 the derivative is `+inf.0`; below 0 value and derivative are `+nan.0`",
  }),
  op("exp", "exp", "math.exp(x)", ["z"]),
  op("log", "log", "math.log(x)", ["(/ 1 x)"], {
    atSingularPoints: "at 0 the value is `-inf.0` and the derivative `+inf.0`; below 0 the value is `+nan.0`",
  }),
  op("sin", "sin", "math.sin(x)", ["(cos x)"]),
  op("cos", "cos", "math.cos(x)", ["(- (sin x))"]),
  op("tan", "tan", "math.tan(x)", ["(+ 1 (* z z))"]),
  op("asin", "asin", "math.asin(x)", ["(/ 1 (sqrt (* (- 1 x) (+ 1 x))))"], {
    atSingularPoints: "at ±1 the derivative is `+inf.0`; outside [-1, 1] value and derivative are `+nan.0`",
  }),
  op("acos", "acos", "math.acos(x)", ["(/ -1 (sqrt (* (- 1 x) (+ 1 x))))"], {
    atSingularPoints: "at ±1 the derivative is `-inf.0`; outside [-1, 1] value and derivative are `+nan.0`",
  }),
  op("atan", "atan", "math.atan(x)", ["(/ 1 (+ 1 (* x x)))"]),
  op("atan2", "atan", "math.atan2(x, y)", ["(/ y (+ (* x x) (* y y)))", "(- (/ x (+ (* x x) (* y y))))"], {
    propagatesNaN: false,
    atSingularPoints: "at the origin the derivatives are `+nan.0`",
  }),
  op("tanh", "tanh", "math.tanh(x)", ["(* (- 1 z) (+ 1 z))"]),
  op("expm1", "expm1", "math.expm1(x)", ["(+ z 1)"]),
  op("log1p", "log1p", "math.log1p(x)", ["(/ 1 (+ 1 x))"], {
    atSingularPoints: "at -1 the value is `-inf.0` and the derivative `+inf.0`",
  }),
  op(
    "expt",
    "expt",
    "math.pow(x, y)",
    ["(if (= y 0) 0 (* y (expt x (- y 1))))", "(if (= x 0) (if (> y 0) 0 (* z (log x))) (* z (log x)))"],
    {
      integer: "integerExpt",
      propagatesNaN: false,
      atSingularPoints:
        "`(expt x 0)` has derivative 0 by `x` everywhere; `(expt 0 y)` has derivative 0 by `y` for y > 0; for x < 0 the derivative by `y` is `+nan.0`",
    },
  ),
  op("abs", "abs", "abs<f64>(x)", ["(if (< x 0) -1 (if (> x 0) 1 0))"], {
    integer: "integerAbs",
    atSingularPoints: "at 0 the derivative is 0, half-way between -1 and 1",
  }),
  op(
    "min",
    "min",
    "min<f64>(x, y)",
    ["(if (= x y) 1/2 (if (< x y) 1 0))", "(if (= x y) 1/2 (if (< x y) 0 1))"],
    {
      integer: "integerMin",
      atSingularPoints: "at a tie each operand has derivative 1/2",
    },
  ),
  op(
    "max",
    "max",
    "max<f64>(x, y)",
    ["(if (= x y) 1/2 (if (> x y) 1 0))", "(if (= x y) 1/2 (if (> x y) 0 1))"],
    {
      integer: "integerMax",
      atSingularPoints: "at a tie each operand has derivative 1/2",
    },
  ),
  op("sinh", "sinh", "math.sinh(x)", ["(cosh x)"]),
  op("cosh", "cosh", "math.cosh(x)", ["(sinh x)"]),
];

interface Extras {
  integer?: string;
  propagatesNaN?: boolean;
  atSingularPoints?: string;
}

function op(
  name: string,
  scheme: string,
  primal: string,
  partials: readonly [string] | readonly [string, string],
  extras: Extras = {},
): Operation {
  return {
    name,
    scheme,
    arity: partials.length,
    primal,
    partials,
    propagatesNaN: extras.propagatesNaN ?? true,
    ...(extras.integer === undefined ? {} : { integer: extras.integer }),
    ...(extras.atSingularPoints === undefined ? {} : { atSingularPoints: extras.atSingularPoints }),
  };
}

/** Opcode 0 is an input; operations count from 1. */
export const opcodeOf = new Map(operations.map((operation, index) => [operation.name, index + 1]));

/** The runtime function of an operation over words. */
export function operationFunction(name: string): string {
  return `number${name[0]?.toUpperCase()}${name.slice(1)}`;
}
