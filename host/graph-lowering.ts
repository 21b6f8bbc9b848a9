// Operations on tensors said by a few that every array library has, so that a graph runs elsewhere and is differentiated there.
// Invariant: what is computed is the operation's value at any operands: recorded values decide only what does not change it (the
// order in which an elimination takes rows, and what exponents are shifted by).
import type { GraphNode } from "./graph.js";
import type { SlicePart } from "./graph-tensors.js";
import { Tensor } from "./values.js";

/** What a library must have for graphs with tensors, beside the operations element by element, which broadcast. */
export interface ArrayOperations<T> {
  reshape(x: T, shape: readonly number[]): T;
  broadcast(x: T, shape: readonly number[]): T;
  /** Axis i of the result is axis `axes[i]` of x. */
  transpose(x: T, axes: readonly number[]): T;
  /** Of two matrices. */
  matmul(x: T, y: T): T;
  /** Along axes, which are gone afterwards. */
  sum(x: T, axes: readonly number[]): T;
  /** Elements by their places in x, row by row, in a shape of their own. */
  pick(x: T, indices: readonly number[], shape: readonly number[]): T;
  /** The elements of x at places of a tensor of a shape, added up where places coincide, 0 elsewhere. */
  place(x: T, indices: readonly number[], shape: readonly number[]): T;
  concat(parts: readonly T[], axis: number): T;
  /** A block that begins at `begin`. */
  slice(x: T, begin: readonly number[], shape: readonly number[]): T;
  /** x in zeros: so many before and behind on each axis. */
  pad(x: T, before: readonly number[], behind: readonly number[]): T;
}

/** `pick` and `place` for a library without them: products with a matrix of zeros and ones. */
export function byProducts<T>(
  constant: (value: Tensor) => T,
  { reshape, matmul }: Pick<ArrayOperations<T>, "reshape" | "matmul">,
  sizeOfValue: (x: T) => number,
): Pick<ArrayOperations<T>, "pick" | "place"> {
  const ones = (rows: number, columns: number, places: readonly (readonly [number, number])[]): T => {
    const data = new Float64Array(rows * columns);
    for (const [row, column] of places) data[row * columns + column] = 1;
    return constant(new Tensor([rows, columns], data));
  };
  return {
    pick(x, indices, shape) {
      const n = sizeOfValue(x);
      const choice = ones(
        n,
        indices.length,
        indices.map((from, i) => [from, i] as const),
      );
      return reshape(matmul(reshape(x, [1, n]), choice), shape);
    },
    place(x, indices, shape) {
      const n = sizeOf(shape);
      const choice = ones(
        indices.length,
        n,
        indices.map((to, i) => [i, to] as const),
      );
      return reshape(matmul(reshape(x, [1, indices.length]), choice), shape);
    },
  };
}

/** What a library offers: a value for a constant, and an operation of its own for every name that it knows. */
export interface Library<T> {
  readonly name: string;
  constant(value: number | Tensor): T;
  /** By the operations' names in GRAPH_OPERATIONS, and `stop-gradient`; `power` is asked instead of `expt` when the exponent is a constant. */
  readonly operations: Readonly<Record<string, ((x: T, y: T) => T) | undefined>>;
  power(x: T, exponent: number): T;
  readonly arrays: ArrayOperations<T>;
  /** Gives a value that an operation may consume, for libraries that count references, and gives one back at the end. */
  use?(value: T): T;
  release?(value: T): void;
}

/** An operand: its value there, its shape (of numbers: none), and what it was in the recorded run. */
export interface LoweredOperand<T> {
  readonly value: T;
  readonly shape: readonly number[];
  readonly recorded: number | Tensor;
}

/** A value and its shape. */
interface Shaped<T> {
  readonly value: T;
  readonly shape: readonly number[];
}

export function shapeOf(value: number | Tensor): readonly number[] {
  return typeof value === "number" ? [] : value.shape;
}
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** Places, row by row, of what a slice takes of a tensor. */
export function sliceIndices(shape: readonly number[], parts: readonly SlicePart[]): number[] {
  let places = [0];
  shape.forEach((size, axis) => {
    const { start, count, step } = parts[axis] as SlicePart;
    places = places.flatMap((place) => range(count).map((i) => place * size + start + i * step));
  });
  return places;
}
/** Places of a matrix's diagonal. */
export function diagonalIndices([rows = 0, columns = 0]: readonly number[], k: number): number[] {
  const row = Math.max(0, -k);
  const column = Math.max(0, k);
  return range(Math.max(0, Math.min(rows - row, columns - column))).map(
    (i) => (row + i) * columns + column + i,
  );
}

/** The order in which Gaussian elimination with partial pivoting takes a matrix's rows, and the sign of that permutation. */
function pivots(matrix: Tensor): { order: number[]; sign: number } {
  const n = matrix.shape[0] as number;
  const rows: Float64Array[] = range(n).map((i) =>
    Float64Array.from(matrix.data.subarray(i * n, (i + 1) * n)),
  );
  const order = range(n);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs(rows[i]?.[k] as number) > Math.abs(rows[best]?.[k] as number)) best = i;
    if (best !== k) {
      [rows[k], rows[best]] = [rows[best] as Float64Array, rows[k] as Float64Array];
      [order[k], order[best]] = [order[best] as number, order[k] as number];
      sign = -sign;
    }
    const pivot = rows[k] as Float64Array;
    for (let i = k + 1; i < n; i++) {
      const row = rows[i] as Float64Array;
      const factor = (row[k] as number) / (pivot[k] as number);
      for (let j = k; j < n; j++) row[j] = (row[j] as number) - factor * (pivot[j] as number);
    }
  }
  return { order, sign };
}

/** Works with a library's values; everything made on the way is given back at the end. */
class Lowering<T> {
  private readonly owned: T[] = [];
  private readonly use: (value: T) => T;

  constructor(private readonly library: Library<T>) {
    this.use = library.use ?? ((value) => value);
  }

  own(value: T, shape: readonly number[]): Shaped<T> {
    this.owned.push(value);
    return { value, shape };
  }
  /** The result, which alone stays. */
  finish(result: Shaped<T>): T {
    let kept = false;
    for (const value of this.owned) {
      if (value === result.value && !kept) kept = true;
      else this.library.release?.(value);
    }
    return result.value;
  }

  // ---- single operations -----------------------------------------------------------------------------------------------------------
  constant(value: number | Tensor): Shaped<T> {
    return this.own(this.library.constant(value), shapeOf(value));
  }
  /** Element by element, of operands that broadcast to `shape`. */
  elementwise(name: string, shape: readonly number[], x: Shaped<T>, y: Shaped<T> = x): Shaped<T> {
    const operation = this.library.operations[name] as (x: T, y: T) => T;
    const isUnary = x === y && ["sqrt", "exp", "log", "abs", "negate"].includes(name);
    const value = isUnary
      ? operation(this.use(x.value), undefined as T)
      : operation(this.use(x.value), this.use(y.value));
    return this.own(value, shape);
  }
  reshape(x: Shaped<T>, shape: readonly number[]): Shaped<T> {
    return this.own(this.library.arrays.reshape(this.use(x.value), shape), shape);
  }
  broadcast(x: Shaped<T>, shape: readonly number[]): Shaped<T> {
    return this.own(this.library.arrays.broadcast(this.use(x.value), shape), shape);
  }
  transpose(x: Shaped<T>, axes: readonly number[]): Shaped<T> {
    const shape = axes.map((axis) => x.shape[axis] as number);
    return this.own(this.library.arrays.transpose(this.use(x.value), axes), shape);
  }
  matmul(x: Shaped<T>, y: Shaped<T>): Shaped<T> {
    const shape = [x.shape[0] as number, y.shape[1] as number];
    return this.own(this.library.arrays.matmul(this.use(x.value), this.use(y.value)), shape);
  }
  sum(x: Shaped<T>, axes: readonly number[]): Shaped<T> {
    if (axes.length === 0) return x;
    const shape = x.shape.filter((_, axis) => !axes.includes(axis));
    return this.own(this.library.arrays.sum(this.use(x.value), axes), shape);
  }
  pick(x: Shaped<T>, indices: readonly number[], shape: readonly number[]): Shaped<T> {
    const [from = 0] = indices;
    if (indices.length > 0 && indices.every((place, i) => place === from + i)) {
      const size = sizeOf(x.shape);
      if (indices.length === size) return this.reshape(x, shape);
      return this.reshape(this.slice(this.reshape(x, [size]), [from], [indices.length]), shape);
    }
    return this.own(this.library.arrays.pick(this.use(x.value), indices, shape), shape);
  }
  slice(x: Shaped<T>, begin: readonly number[], shape: readonly number[]): Shaped<T> {
    return this.own(this.library.arrays.slice(this.use(x.value), begin, shape), shape);
  }
  pad(x: Shaped<T>, before: readonly number[], behind: readonly number[]): Shaped<T> {
    const shape = x.shape.map((size, axis) => size + (before[axis] as number) + (behind[axis] as number));
    return this.own(this.library.arrays.pad(this.use(x.value), before, behind), shape);
  }
  place(x: Shaped<T>, indices: readonly number[], shape: readonly number[]): Shaped<T> {
    return this.own(this.library.arrays.place(this.use(x.value), indices, shape), shape);
  }
  concat(parts: readonly Shaped<T>[], axis: number, shape: readonly number[]): Shaped<T> {
    if (parts.length === 0) return this.constant(new Tensor(shape, new Float64Array(0)));
    if (parts.length === 1) return this.reshape(parts[0] as Shaped<T>, shape);
    return this.own(
      this.library.arrays.concat(
        parts.map((part) => this.use(part.value)),
        axis,
      ),
      shape,
    );
  }

  // ---- matrices: by rows, the first one eliminated in each step --------------------------------------------------------------------
  turned(x: Shaped<T>): Shaped<T> {
    return this.transpose(x, [1, 0]);
  }
  /** Rows from one on. */
  rows(x: Shaped<T>, from: number, count = (x.shape[0] as number) - from): Shaped<T> {
    return this.slice(x, [from, 0], [count, x.shape[1] as number]);
  }
  columns(x: Shaped<T>, from: number, count = (x.shape[1] as number) - from): Shaped<T> {
    return this.slice(x, [0, from], [x.shape[0] as number, count]);
  }
  /** All rows in another order. */
  permuted(x: Shaped<T>, order: readonly number[]): Shaped<T> {
    const n = order.length;
    if (order.every((row, i) => row === i)) return x;
    const data = new Float64Array(n * n);
    order.forEach((row, i) => {
      data[i * n + row] = 1;
    });
    return this.matmul(this.constant(new Tensor([n, n], data)), x);
  }
  symmetric(x: Shaped<T>): Shaped<T> {
    const twice = this.elementwise("add", x.shape, x, this.turned(x));
    return this.elementwise("multiply", x.shape, twice, this.constant(0.5));
  }
  /** What is left of a matrix when a multiple of its first row is taken from the others, and its first column is gone. */
  private eliminated(x: Shaped<T>, factors: Shaped<T>, row: Shaped<T>): Shaped<T> {
    const [rows = 0, columns = 0] = x.shape;
    const rest = this.slice(x, [1, 1], [rows - 1, columns - 1]);
    return this.elementwise("subtract", rest.shape, rest, this.matmul(factors, row));
  }
  /** The lower Cholesky factor of a symmetric positive definite matrix, column by column (Golub & Van Loan 2013, §4.2.5). */
  cholesky(matrix: Shaped<T>): Shaped<T> {
    const n = matrix.shape[0] as number;
    let left = this.symmetric(matrix);
    let factor = this.constant(new Tensor([n, n], new Float64Array(n * n)));
    for (let k = 0; k < n; k++) {
      const size = n - k;
      const root = this.elementwise("sqrt", [1, 1], this.slice(left, [0, 0], [1, 1]));
      const column = this.elementwise("divide", [size, 1], this.columns(left, 0, 1), root);
      factor = this.elementwise("add", [n, n], factor, this.pad(column, [k, k], [0, size - 1]));
      if (size === 1) break;
      const below = this.rows(column, 1);
      left = this.eliminated(left, below, this.turned(below));
    }
    return factor;
  }
  /** The solution of a triangular system with a matrix of right sides. */
  solveTriangular(matrix: Shaped<T>, right: Shaped<T>, isUpper: boolean): Shaped<T> {
    const n = matrix.shape[0] as number;
    const columns = right.shape[1] as number;
    const found: Shaped<T>[] = [];
    let rest = right;
    for (let step = 0; step < n; step++) {
      // Of what is left of the system, the first or the last row is solved.
      const open = n - step - 1;
      const k = isUpper ? open : step;
      const row = this.rows(rest, isUpper ? open : 0, 1);
      const x = this.elementwise("divide", [1, columns], row, this.slice(matrix, [k, k], [1, 1]));
      found.push(x);
      if (open === 0) break;
      const factors = this.slice(matrix, [isUpper ? 0 : k + 1, k], [open, 1]);
      const others = this.rows(rest, isUpper ? 0 : 1, open);
      rest = this.elementwise("subtract", others.shape, others, this.matmul(factors, x));
    }
    return this.concat(isUpper ? found.reverse() : found, 0, [n, columns]);
  }
  /** The upper triangle that elimination makes of a matrix whose rows are in a good order, and of right sides with it. */
  eliminate(matrix: Shaped<T>, right: Shaped<T> | undefined): { rows: Shaped<T>[]; right: Shaped<T>[] } {
    const rows: Shaped<T>[] = [];
    const rights: Shaped<T>[] = [];
    let left = matrix;
    let rest = right;
    for (let size = matrix.shape[0] as number; size > 0; size--) {
      const row = this.rows(left, 0, 1);
      rows.push(row);
      const first = rest && this.rows(rest, 0, 1);
      if (first) rights.push(first);
      if (size === 1) break;
      const below = this.slice(left, [1, 0], [size - 1, 1]);
      const factors = this.elementwise("divide", below.shape, below, this.slice(left, [0, 0], [1, 1]));
      left = this.eliminated(left, factors, this.columns(row, 1));
      if (rest && first) {
        const others = this.rows(rest, 1);
        rest = this.elementwise("subtract", others.shape, others, this.matmul(factors, first));
      }
    }
    return { rows, right: rights };
  }
  solve(matrix: Shaped<T>, right: Shaped<T>, order: readonly number[]): Shaped<T> {
    const n = matrix.shape[0] as number;
    const { rows, right: rights } = this.eliminate(this.permuted(matrix, order), this.permuted(right, order));
    const upper = rows.map((row, k) => this.pad(row, [0, k], [0, 0]));
    const triangle = this.concat(upper, 0, [n, n]);
    return this.solveTriangular(triangle, this.concat(rights, 0, right.shape), true);
  }
}

/** A vector as the matrix of one column that it stands for. */
function asColumns<T>(work: Lowering<T>, x: Shaped<T>): Shaped<T> {
  return x.shape.length === 1 ? work.reshape(x, [x.shape[0] as number, 1]) : x;
}
function identity(n: number): Tensor {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return new Tensor([n, n], data);
}
/** The greatest elements along axes, which stay; 0 where that is not finite. */
function greatest(x: Tensor, axes: readonly number[]): Tensor {
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const data = new Float64Array(sizeOf(shape)).fill(Number.NEGATIVE_INFINITY);
  x.data.forEach((value, index) => {
    let rest = index;
    let place = 0;
    let stride = 1;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = x.shape[axis] as number;
      if (!axes.includes(axis)) {
        place += (rest % size) * stride;
        stride *= size;
      }
      rest = Math.floor(rest / size);
    }
    data[place] = Math.max(data[place] as number, value);
  });
  return new Tensor(
    shape,
    data.map((value) => (Number.isFinite(value) ? value : 0)),
  );
}
function bandIndices([rows = 0, columns = 0]: readonly number[], isUpper: boolean, k: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) if (isUpper ? j - i >= k : j - i <= k) places.push(i * columns + j);
  return places;
}

/**
 * The value of a node that is one of TENSOR_OPERATIONS.
 * @param operands in their order; the library's values are consumed
 * @returns undefined for an operation that has no derivative
 */
export function lowered<T>(
  node: GraphNode,
  operands: readonly LoweredOperand<T>[],
  library: Library<T>,
): T | undefined {
  const work = new Lowering(library);
  const parts = operands.map(({ value, shape }) => work.own(value, shape));
  const shape = node.shape ?? [];
  const result = compute(work, node, parts, operands, shape);
  return result && work.finish(result);
}

function compute<T>(
  work: Lowering<T>,
  node: GraphNode,
  parts: readonly Shaped<T>[],
  operands: readonly LoweredOperand<T>[],
  shape: readonly number[],
): Shaped<T> | undefined {
  const [x, y] = parts as [Shaped<T>, Shaped<T>];
  const { attributes = {} } = node;
  const recorded = operands[0]?.recorded as Tensor;
  const indices = (): readonly number[] => attributes.indices as readonly number[];
  switch (node.operation) {
    case "sum":
      return work.reshape(work.sum(x, attributes.axes as readonly number[]), shape);
    case "sum-to": {
      const more = x.shape.length - shape.length;
      const axes = range(x.shape.length).filter(
        (axis) => axis < more || shape[axis - more] !== x.shape[axis],
      );
      return work.reshape(work.sum(x, axes), shape);
    }
    case "broadcast":
      return work.broadcast(x, shape);
    case "reshape":
      return work.reshape(x, shape);
    case "transpose":
      return work.transpose(x, attributes.axes as readonly number[]);
    case "matmul": {
      const [first, second] = attributes.transposed as readonly [boolean, boolean];
      const left = first ? work.turned(x) : x;
      const isMatrix = y.shape.length === 2;
      const right = isMatrix && second ? work.turned(y) : asColumns(work, y);
      return work.reshape(work.matmul(left, right), shape);
    }
    case "outer": {
      const [m = 0, n = 0] = shape;
      return work.elementwise("multiply", shape, work.reshape(x, [m, 1]), work.reshape(y, [1, n]));
    }
    case "dot":
      return work.sum(work.elementwise("multiply", x.shape, x, y), [0]);
    case "slice":
      return work.pick(x, sliceIndices(x.shape, attributes.parts as readonly SlicePart[]), shape);
    case "unslice":
      return work.place(x, sliceIndices(shape, attributes.parts as readonly SlicePart[]), shape);
    case "element":
    case "pick":
      return work.pick(x, indices(), shape);
    case "unelement":
    case "place":
      return work.place(x, indices(), shape);
    case "diagonal":
      return work.pick(x, diagonalIndices(x.shape, attributes.diagonal as number), shape);
    case "diag":
      return work.place(x, diagonalIndices(shape, attributes.diagonal as number), shape);
    case "concat":
      return work.concat(parts, attributes.axis as number, shape);
    case "stack": {
      const axis = attributes.axis as number;
      const thin = shape.map((size, i) => (i === axis ? 1 : size));
      return work.concat(
        parts.map((part) => work.reshape(part, thin)),
        axis,
        shape,
      );
    }
    case "pack": {
      const single = parts.map((part) => work.reshape(part, [1]));
      return work.reshape(work.concat(single, 0, [parts.length]), shape);
    }
    case "band": {
      const places = bandIndices(shape, attributes.band === "upper", attributes.diagonal as number);
      const band = work.place(work.pick(x, places, [places.length]), places, shape);
      if (attributes.band !== "lower-half-diagonal") return band;
      const weights = new Float64Array(sizeOf(shape)).fill(1);
      for (const i of diagonalIndices(shape, attributes.diagonal as number)) weights[i] = 0.5;
      return work.elementwise("multiply", shape, band, work.constant(new Tensor(shape, weights)));
    }
    case "cholesky":
      return work.cholesky(x);
    case "triangular-solve": {
      const isTransposed = attributes.transposed === true;
      const matrix = isTransposed ? work.turned(x) : x;
      const isUpper = (attributes.upper === true) !== isTransposed;
      return work.reshape(work.solveTriangular(matrix, asColumns(work, y), isUpper), shape);
    }
    case "solve": {
      const isTransposed = attributes.transposed === true;
      const n = recorded.shape[0] as number;
      const plain = isTransposed ? new Tensor([n, n], turnedData(recorded)) : recorded;
      const matrix = isTransposed ? work.turned(x) : x;
      return work.reshape(work.solve(matrix, asColumns(work, y), pivots(plain).order), shape);
    }
    case "solve-spd": {
      const factor = work.cholesky(x);
      const half = work.solveTriangular(factor, asColumns(work, y), false);
      return work.reshape(work.solveTriangular(work.turned(factor), half, true), shape);
    }
    case "inverse":
      return work.solve(x, work.constant(identity(shape[0] as number)), pivots(recorded).order);
    case "determinant":
    case "log-determinant": {
      const { order, sign } = pivots(recorded);
      const { rows } = work.eliminate(work.permuted(x, order), undefined);
      const isLog = node.operation === "log-determinant";
      const diagonal = rows.map((row) => work.pick(row, [0], []));
      if (isLog)
        return diagonal
          .map((d) => work.elementwise("log", [], work.elementwise("abs", [], d)))
          .reduce((sum, d) => work.elementwise("add", [], sum, d), work.constant(0));
      return diagonal.reduce(
        (product, d) => work.elementwise("multiply", [], product, d),
        work.constant(sign),
      );
    }
    case "norm": {
      const squares = work.elementwise("multiply", x.shape, x, x);
      const sums = work.reshape(work.sum(squares, attributes.axes as readonly number[]), shape);
      return work.elementwise("sqrt", shape, sums);
    }
    case "logsumexp":
    case "softmax": {
      const axes = attributes.axes ?? [attributes.axis as number];
      const shift = greatest(
        typeof recorded === "number" ? new Tensor([1], Float64Array.of(recorded)) : recorded,
        axes,
      );
      const shifted = work.elementwise(
        "subtract",
        x.shape,
        x,
        work.constant(x.shape.length === 0 ? (shift.data[0] as number) : shift),
      );
      const powers = work.elementwise("exp", x.shape, shifted);
      const sums = work.sum(powers, axes);
      if (node.operation === "softmax")
        return work.elementwise("divide", shape, powers, work.reshape(sums, shift.shape));
      const back = shape.length === 0 ? (shift.data[0] as number) : new Tensor(shape, shift.data);
      return work.elementwise(
        "add",
        shape,
        work.elementwise("log", shape, work.reshape(sums, shape)),
        work.constant(back),
      );
    }
    case "cumsum": {
      const axis = attributes.axis as number;
      const n = x.shape[axis] as number;
      const order = [...range(x.shape.length).filter((i) => i !== axis), axis];
      const back = range(x.shape.length).map((i) => order.indexOf(i));
      const last = work.transpose(x, order);
      const ones = new Float64Array(n * n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) if (attributes.backwards === true ? i >= j : i <= j) ones[i * n + j] = 1;
      const flat = work.reshape(last, [n === 0 ? 0 : sizeOf(shape) / n, n]);
      const sums = work.matmul(flat, work.constant(new Tensor([n, n], ones)));
      return work.transpose(work.reshape(sums, last.shape), back);
    }
    default:
      return undefined;
  }
}
function turnedData(matrix: Tensor): Float64Array {
  const n = matrix.shape[0] as number;
  return matrix.data.map((_, i) => matrix.data[(i % n) * n + Math.floor(i / n)] as number);
}
