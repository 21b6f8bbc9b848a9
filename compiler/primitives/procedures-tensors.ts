// Procedures on tensors, with their documentation: dense arrays of 64-bit floats, row by row, that never change.
// An axis is an exact integer, counted from the end when it is negative.
import { alsoNamed, defined, fixed, type Procedure, variadic } from "./procedure.js";

const MAKING = "Making tensors";
const SHAPES = "Shapes and parts of tensors";
const REDUCTIONS = "Reductions of tensors";
const ALGEBRA = "Linear algebra";

type Examples = readonly (readonly [string, string])[];

function operation(
  section: string,
  signature: string,
  summary: string,
  name: string,
  examples: Examples,
): Procedure {
  return fixed(section, signature, summary, name, examples, true);
}
function library(section: string, signature: string, summary: string, examples: Examples): Procedure {
  return variadic(section, signature, summary, {}, examples, true);
}

export const tensorProcedures: readonly Procedure[] = [
  library(
    MAKING,
    "(tensor x ...)",
    "Of elements or rows: numbers, lists, vectors or tensors, all of one shape. A single list, vector or tensor is the whole.",
    [
      ["(tensor 1 2 3)", "#tensor(1.0 2.0 3.0)"],
      ["(tensor '((1 2) (3 4)))", "#tensor((1.0 2.0) (3.0 4.0))"],
    ],
  ),
  library(MAKING, "(list->tensor list)", "Of a list of numbers or rows.", [
    ["(list->tensor '(1 2))", "#tensor(1.0 2.0)"],
  ]),
  library(MAKING, "(vector->tensor vector)", "Of a vector of numbers or rows.", [
    ["(vector->tensor #(1 2))", "#tensor(1.0 2.0)"],
  ]),
  library(MAKING, "(zeros n ...)", "Of dimensions n …, or of a list of them: all elements 0.", [
    ["(zeros 2 1)", "#tensor((0.0) (0.0))"],
    ["(zeros '(2))", "#tensor(0.0 0.0)"],
  ]),
  library(MAKING, "(ones n ...)", "All elements 1.", [["(ones 2)", "#tensor(1.0 1.0)"]]),
  operation(MAKING, "(make-tensor shape x)", "Of a list of dimensions: all elements x.", "make-tensor", [
    ["(make-tensor '(1 2) 7)", "#tensor((7.0 7.0))"],
  ]),
  fixed(MAKING, "(eye n [m])", "The identity matrix, with n rows and m columns.", "eye", [
    ["(eye 2)", "#tensor((1.0 0.0) (0.0 1.0))"],
  ]),
  library(MAKING, "(linspace start stop n)", "n numbers in equal steps, both ends included.", [
    ["(linspace 0 1 5)", "#tensor(0.0 0.25 0.5 0.75 1.0)"],
  ]),
  library(
    MAKING,
    "(arange start [stop step])",
    "start, start + step … before stop; from 0 to one argument.",
    [
      ["(arange 3)", "#tensor(0.0 1.0 2.0)"],
      ["(arange 1 2 0.5)", "#tensor(1.0 1.5)"],
    ],
  ),
  library(MAKING, "(tensor-tabulate f n ...)", "Of dimensions n …: f of the indices of each element.", [
    ["(tensor-tabulate (lambda (i j) (+ i (* 10 j))) 1 2)", "#tensor((0.0 10.0))"],
  ]),
  library(MAKING, "(tensor->list t)", "The elements in lists of lists.", [
    ["(tensor->list (eye 2))", "((1.0 0.0) (0.0 1.0))"],
  ]),
  operation(MAKING, "(tensor->vector t)", "All elements, row by row, in one vector.", "tensor->vector", [
    ["(tensor->vector (eye 2))", "#(1.0 0.0 0.0 1.0)"],
  ]),

  fixed(SHAPES, "(tensor? obj)", "Whether obj is a tensor.", "tensor?", [
    ["(tensor? (eye 1))", "#t"],
    ["(tensor? 1.0)", "#f"],
  ]),
  ...alsoNamed(
    fixed(SHAPES, "(tensor-shape t)", "The dimensions in a list; of a number ().", "tensor-shape", [
      ["(tensor-shape (zeros 2 3))", "(2 3)"],
    ]),
    "shape",
  ),
  defined(SHAPES, "(tensor-rank t)", "Number of axes.", [["(tensor-rank (zeros 2 3))", "2"]]),
  fixed(SHAPES, "(tensor-size t)", "Number of elements.", "tensor-size", [
    ["(tensor-size (zeros 2 3))", "6"],
  ]),
  library(
    SHAPES,
    "(tensor-ref t k ...)",
    "The element at the indices, counted from 0, or from the end when negative; with fewer indices than axes the part that they leave.",
    [
      ["(tensor-ref (tensor '((1 2) (3 4))) 1 -1)", "4.0"],
      ["(tensor-ref (tensor '((1 2) (3 4))) 0)", "#tensor(1.0 2.0)"],
    ],
  ),
  library(
    SHAPES,
    "(tensor-slice t part ...)",
    "A part for each axis: an index, which the axis goes with; `#t`, all; or a list `(start stop)` or `(start stop step)` with `#f` for an open end. Axes without one stay whole.",
    [
      ["(tensor-slice (arange 5) '(1 4 2))", "#tensor(1.0 3.0)"],
      ["(tensor-slice (tensor '((1 2) (3 4))) #t 0)", "#tensor(1.0 3.0)"],
    ],
  ),
  library(
    SHAPES,
    "(reshape t n ...)",
    "The elements in the same order in other dimensions, also given as a list; one may be -1.",
    [["(reshape (arange 4) 2 -1)", "#tensor((0.0 1.0) (2.0 3.0))"]],
  ),
  library(SHAPES, "(flatten t)", "All elements along one axis.", [
    ["(flatten (eye 2))", "#tensor(1.0 0.0 0.0 1.0)"],
  ]),
  library(SHAPES, "(squeeze t)", "Without the axes of size 1.", [
    ["(squeeze (zeros 1 2))", "#tensor(0.0 0.0)"],
  ]),
  library(SHAPES, "(expand-dims t axis)", "With another axis of size 1 there.", [
    ["(expand-dims (zeros 2) 1)", "#tensor((0.0) (0.0))"],
  ]),
  operation(
    SHAPES,
    "(transpose t [axes])",
    "The axes in the opposite order, or in that of a list.",
    "transpose",
    [["(transpose (tensor '((1 2) (3 4))))", "#tensor((1.0 3.0) (2.0 4.0))"]],
  ),
  operation(SHAPES, "(broadcast-to t shape)", "Repeated to a list of dimensions.", "broadcast-to", [
    ["(broadcast-to 1 '(2))", "#tensor(1.0 1.0)"],
  ]),
  library(
    SHAPES,
    "(concat t ...+)",
    "Joined along the first axis; with a list of tensors, along the axis that follows it.",
    [
      ["(concat (zeros 1) (ones 2))", "#tensor(0.0 1.0 1.0)"],
      ["(concat (list (zeros 1 1) (ones 1 1)) 1)", "#tensor((0.0 1.0))"],
    ],
  ),
  library(
    SHAPES,
    "(stack t ...+)",
    "Joined along a new first axis; with a list of tensors, along a new axis given behind it.",
    [["(stack (zeros 2) (ones 2))", "#tensor((0.0 0.0) (1.0 1.0))"]],
  ),
  operation(
    SHAPES,
    "(diag t [k])",
    "A matrix with the vector on diagonal k, or that diagonal of a matrix.",
    "diag",
    [
      ["(diag (tensor 1 2))", "#tensor((1.0 0.0) (0.0 2.0))"],
      ["(diag (tensor '((1 2) (3 4))))", "#tensor(1.0 4.0)"],
    ],
  ),
  library(SHAPES, "(tril m [k])", "Zeros above diagonal k.", [
    ["(tril (ones 2 2))", "#tensor((1.0 0.0) (1.0 1.0))"],
  ]),
  library(SHAPES, "(triu m [k])", "Zeros below diagonal k.", [
    ["(triu (ones 2 2))", "#tensor((1.0 1.0) (0.0 1.0))"],
  ]),

  operation(
    REDUCTIONS,
    "(sum t [axis keep?])",
    "Along an axis or a list of them, or of all elements; with keep? the axes stay, of size 1.",
    "sum",
    [
      ["(sum (tensor 1 2 3))", "6.0"],
      ["(sum (tensor '((1 2) (3 4))) 0)", "#tensor(4.0 6.0)"],
    ],
  ),
  operation(REDUCTIONS, "(mean t [axis keep?])", "The same, divided by the number of elements.", "mean", [
    ["(mean (tensor 1 2 3))", "2.0"],
  ]),
  library(REDUCTIONS, "(prod t [axis keep?])", "Products.", [["(prod (tensor 1 2 3))", "6.0"]]),
  library(REDUCTIONS, "(var t [axis keep?])", "Mean squared distances from the mean.", [
    ["(var (tensor 1 2 3))", "0.6666666666666666"],
  ]),
  library(REDUCTIONS, "(std t [axis keep?])", "Their square roots.", [["(std (tensor 1 3))", "1.0"]]),
  ...alsoNamed(
    library(
      REDUCTIONS,
      "(amax t [axis keep?])",
      "The greatest elements. The first of equal ones has the derivative.",
      [["(amax (tensor 1 3 2))", "3.0"]],
    ),
    "tensor-max",
  ),
  ...alsoNamed(
    library(REDUCTIONS, "(amin t [axis keep?])", "The least elements.", [["(amin (tensor 1 3 2))", "1.0"]]),
    "tensor-min",
  ),
  defined(
    REDUCTIONS,
    "(argmax t [axis])",
    "Where the first greatest element is: its number among all, or along the axis.",
    [["(argmax (tensor 1 3 2))", "1"]],
  ),
  defined(REDUCTIONS, "(argmin t [axis])", "Where the first least element is.", [
    ["(argmin (tensor 1 3 2))", "0"],
  ]),
  operation(
    REDUCTIONS,
    "(norm t [axis keep?])",
    "Root of the sum of squares; its derivative is 0 where it is 0.",
    "norm",
    [["(norm (tensor 3 4))", "5.0"]],
  ),
  operation(REDUCTIONS, "(logsumexp t [axis keep?])", "Logarithm of the sum of exponentials.", "logsumexp", [
    ["(logsumexp (tensor 0 0))", "0.6931471805599453"],
  ]),
  operation(
    REDUCTIONS,
    "(softmax t [axis])",
    "Exponentials divided by their sum along an axis, the last one if none is given.",
    "softmax",
    [["(softmax (tensor 1 1))", "#tensor(0.5 0.5)"]],
  ),
  operation(
    REDUCTIONS,
    "(cumsum t [axis])",
    "Sums up to each element, along an axis or of all elements in their order.",
    "cumsum",
    [["(cumsum (tensor 1 2 3))", "#tensor(1.0 3.0 6.0)"]],
  ),

  operation(
    ALGEBRA,
    "(dot a b)",
    "The scalar product of two vectors; of matrices the same as `matmul`.",
    "dot",
    [["(dot (tensor 1 2) (tensor 3 4))", "11.0"]],
  ),
  operation(
    ALGEBRA,
    "(matmul a b)",
    "The product of matrices, or of a matrix and a vector on either side.",
    "matmul",
    [["(matmul (tensor '((1 2) (3 4))) (eye 2))", "#tensor((1.0 2.0) (3.0 4.0))"]],
  ),
  operation(ALGEBRA, "(matvec m v)", "The product of a matrix and a vector.", "matvec", [
    ["(matvec (tensor '((1 2) (3 4))) (tensor 1 1))", "#tensor(3.0 7.0)"],
  ]),
  operation(ALGEBRA, "(outer u v)", "The matrix of all products of an element of each.", "outer", [
    ["(outer (tensor 1 2) (tensor 3 4))", "#tensor((3.0 4.0) (6.0 8.0))"],
  ]),
  library(ALGEBRA, "(trace m)", "Sum of the diagonal.", [["(trace (eye 3))", "3.0"]]),
  operation(
    ALGEBRA,
    "(cholesky a)",
    "The lower triangular L with a = L Lᵀ of a symmetric positive definite matrix; of another one, (a + aᵀ) / 2 is taken.",
    "cholesky",
    [["(cholesky (tensor '((4 2) (2 5))))", "#tensor((2.0 0.0) (1.0 2.0))"]],
  ),
  operation(ALGEBRA, "(solve a b)", "The x with a x = b, a vector or matrix.", "solve", [
    ["(solve (tensor '((2 0) (0 4))) (tensor 2 4))", "#tensor(1.0 1.0)"],
  ]),
  operation(
    ALGEBRA,
    "(solve-spd a b)",
    "The same for a symmetric positive definite matrix, by its Cholesky factor; of another one, (a + aᵀ) / 2 is taken.",
    "solve-spd",
    [["(solve-spd (tensor '((4 0) (0 9))) (tensor 4 9))", "#tensor(1.0 1.0)"]],
  ),
  operation(
    ALGEBRA,
    "(triangular-solve t b [triangle transposed?])",
    "The same for the `lower` (or `upper`) triangle of a matrix, of which nothing else is read, or for its transpose.",
    "triangular-solve",
    [["(triangular-solve (tensor '((2 9) (1 4))) (tensor 2 5))", "#tensor(1.0 1.0)"]],
  ),
  operation(ALGEBRA, "(inv a)", "The inverse.", "inv", [
    ["(inv (tensor '((2 0) (0 4))))", "#tensor((0.5 0.0) (0.0 0.25))"],
  ]),
  operation(ALGEBRA, "(det a)", "The determinant.", "det", [["(det (tensor '((2 0) (0 4))))", "8.0"]]),
  operation(ALGEBRA, "(logdet a)", "The logarithm of a determinant, which must be positive.", "logdet", [
    ["(logdet (eye 3))", "0.0"],
  ]),
];
