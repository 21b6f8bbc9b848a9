// The coordinates that solvers move in: parameters made alike in scale by what the classical linear inverse model says of the states.
// Invariant: a map is linear and made from the states alone, so that all solvers get the same one and it knows nothing of any fit.
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { greenFunction } from "./linear-model.js";
import type { States } from "./objective.js";
import { parameterCount, type StructureName } from "./structures.js";

export interface Coordinates {
  /** Length of a point: number of parameters. */
  readonly count: number;
  toParameters(point: ArrayLike<number>): Float64Array;
  fromParameters(parameters: ArrayLike<number>): Float64Array;
  /** The derivatives by the coordinates, from those by the parameters. */
  gradient(byParameters: ArrayLike<number>): Float64Array;
}

/** A part of the parameters: columns of a matrix or a triangle, each multiplied by the factor, or numbers of their own. */
interface Block {
  readonly kind: "rows" | "triangle" | "each";
  readonly length: number;
  /** Of "each": what one unit of the coordinate is, by place. */
  readonly scale?: (place: number) => number;
}

/** One unit of the coordinate of r: softplus(r) changes by some orders of magnitude over a few. */
const OBSERVATION_UNIT = 2;

/**
 * For a first-order autoregression with the residual covariance Q = L L', the second derivatives of minus its log likelihood by F are those
 * of T (Q^-1 x C(0)), and components have variance 1: so F = L A and, for the noise, L B have derivatives of one size in A and B.
 * With L the Cholesky factor of the residuals of the Green function, D x D.
 */
export function coordinatesOf(structure: StructureName, states: States): Coordinates {
  const { dimension } = states;
  const { factor } = residuals(states);
  const blocks = blocksOf(structure, dimension, factor);
  const count = parameterCount(structure, dimension);
  const mapped = (
    values: ArrayLike<number>,
    on: (block: Block, part: Float64Array) => void,
  ): Float64Array => {
    if (values.length !== count)
      throw new RangeError(`${values.length} numbers are no point of ${count} coordinates`);
    const result = Float64Array.from(values);
    let start = 0;
    for (const block of blocks) {
      on(block, result.subarray(start, start + block.length));
      start += block.length;
    }
    return result;
  };
  const each = ({ scale = () => 1 }: Block, part: Float64Array, power: 1 | -1): void =>
    part.forEach((value, i) => {
      part[i] = power === 1 ? value * scale(i) : value / scale(i);
    });
  const over =
    (
      change: (factor: Float64Array, size: number, column: Float64Array, first: number) => void,
      power: 1 | -1,
    ) =>
    (block: Block, part: Float64Array): void => {
      if (block.kind === "each") return each(block, part, power);
      for (const column of columnsOf(block, dimension)) {
        const first = dimension - column.length;
        const values = Float64Array.from(column, (i) => part[i]!);
        change(factor, dimension, values, first);
        column.forEach((i, k) => {
          part[i] = values[k]!;
        });
      }
    };
  return {
    count,
    toParameters: (point) => mapped(point, over(multiply, 1)),
    fromParameters: (parameters) => mapped(parameters, over(solve, -1)),
    gradient: (derivatives) => mapped(derivatives, over(multiplyTransposed, 1)),
  };
}

/** The Green function of the states, and the Cholesky factor of the covariance of what it leaves over. */
export function residuals({ data, dimension }: Pick<States, "data" | "dimension">): {
  readonly green: Float64Array;
  /** Lower triangle, D x D. */
  readonly factor: Float64Array;
} {
  const green = greenFunction(data, dimension);
  const steps = data.length / dimension - 1;
  const covariance = new Matrix(dimension, dimension);
  const left = new Float64Array(dimension);
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < dimension; i++) {
      left[i] = data[(t + 1) * dimension + i]!;
      for (let j = 0; j < dimension; j++) left[i]! -= green[i * dimension + j]! * data[t * dimension + j]!;
    }
    for (let i = 0; i < dimension; i++)
      for (let j = 0; j < dimension; j++)
        covariance.set(i, j, covariance.get(i, j) + (left[i]! * left[j]!) / steps);
  }
  const lower = new CholeskyDecomposition(covariance);
  if (!lower.isPositiveDefinite())
    throw new RangeError(
      `what the Green function leaves of ${steps + 1} months of ${dimension} components has no positive definite covariance: give more months, or fewer components`,
    );
  return { green, factor: Float64Array.from(lower.lowerTriangularMatrix.to1DArray()) };
}

function blocksOf(structure: StructureName, size: number, factor: Float64Array): readonly Block[] {
  const rows = (columns: number): Block => ({ kind: "rows", length: size * columns });
  // A single entry F(i, i): one over the root of Q^-1 (i, i), which is at most the deviation of residual i; near enough.
  const diagonal: Block = { kind: "each", length: size, scale: (i) => factor[i * size + i]! };
  const plain = (length: number): Block => ({ kind: "each", length });
  const noise: Block = { kind: "triangle", length: (size * (size + 1)) / 2 };
  const r: Block = { kind: "each", length: 1, scale: () => OBSERVATION_UNIT };
  switch (structure) {
    case "dense":
      return [rows(size), noise, r];
    case "diagonal":
      return [diagonal, noise, r];
    case "lowRank":
      return [diagonal, rows(2), plain(2 * size), noise, r];
    case "companion":
      return [plain(2), noise, r];
    case "stable":
      return [plain(size * size), plain(noise.length), r];
    case "seasonal":
      return [rows(size), diagonal, diagonal, noise, r];
  }
}

/** Places of each column in its block; a column of a triangle begins at the diagonal. */
function columnsOf({ kind, length }: Block, size: number): number[][] {
  if (kind === "triangle")
    return Array.from({ length: size }, (_, j) =>
      Array.from({ length: size - j }, (__, k) => ((j + k) * (j + k + 1)) / 2 + j),
    );
  const width = length / size;
  return Array.from({ length: width }, (_, j) => Array.from({ length: size }, (__, i) => i * width + j));
}

/** The lower right part of the triangle, from `first` on, times a column. */
function multiply(factor: Float64Array, size: number, column: Float64Array, first: number): void {
  for (let i = column.length - 1; i >= 0; i--) {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += factor[(first + i) * size + first + k]! * column[k]!;
    column[i] = sum;
  }
}

function multiplyTransposed(factor: Float64Array, size: number, column: Float64Array, first: number): void {
  for (let k = 0; k < column.length; k++) {
    let sum = 0;
    for (let i = k; i < column.length; i++) sum += factor[(first + i) * size + first + k]! * column[i]!;
    column[k] = sum;
  }
}

function solve(factor: Float64Array, size: number, column: Float64Array, first: number): void {
  for (let i = 0; i < column.length; i++) {
    let sum = column[i]!;
    for (let k = 0; k < i; k++) sum -= factor[(first + i) * size + first + k]! * column[k]!;
    column[i] = sum / factor[(first + i) * size + first + i]!;
  }
}
