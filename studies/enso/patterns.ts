// Empirical orthogonal functions of a field with many points, estimated on its first months and then projected on at all of them.
// Invariant: a later month changes nothing about the patterns. Components are ordered by the variance that they explain, have mean 0 and
// variance 1 (divided by the number of months) over the training, and the sign that the caller's function asks for.
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { DataError } from "../../calibrate/index.js";
import type { Field } from "./eof.js";

export interface Pattern {
  /** By month, training and later ones; its unit is one standard deviation of the training. */
  readonly series: Float64Array;
  /** Share of the weighted field's variance over the training. */
  readonly share: number;
  /** What one unit of the component is at each point, in the field's unit. */
  readonly loadings: Float64Array;
}

export interface Patterns {
  readonly patterns: readonly Pattern[];
  /** The mean of each point over the training, which the components do not hold. */
  readonly means: Float64Array;
}

/**
 * The leading patterns of the field's first `training` months; places count by their weights, which stand for areas.
 * The eigenvectors are those of the smaller one of the two matrices of products, between points or between months (Sirovich 1987,
 * Quart. Appl. Math. 45): a component's relative error is that of the arithmetic times the ratio of the largest eigenvalue to its own.
 * @param positive of a pattern's loadings: whether the sign is to stay
 * @param name of the record, for errors
 * @throws DataError when the training has fewer patterns than are asked for
 */
export function leadingPatterns(
  name: string,
  field: Field,
  areas: ArrayLike<number>,
  training: number,
  kept: number,
  positive: (loadings: Float64Array) => boolean,
): Patterns {
  const means = Float64Array.from(field, (column) => average(column, training));
  const roots = Float64Array.from(areas, Math.sqrt);
  const weighted = field.map((column, place) =>
    column.map((value) => (value - means[place]!) * roots[place]!),
  );
  const trained = weighted.map((column) => column.subarray(0, training));
  const rows = trained.length <= training ? trained : transposed(trained, training);
  const { vectors, squares, total } = eigenvectors(rows);
  const patterns = Array.from({ length: kept }, (_, k) => {
    const square = squares[k] ?? 0;
    // Beyond the rank there is nothing but rounding.
    if (!(square > 1e-12 * total))
      throw new DataError(
        `${kept} components were asked for; ${training} months of ${field.length} points have ${k}`,
        name,
        0,
        0,
      );
    const vector = vectors[k]!;
    const direction = rows === trained ? vector : along(trained, vector, Math.sqrt(square));
    const unit = Math.sqrt(square / training);
    const loadings = direction.map((x, place) => (x * unit) / roots[place]!);
    const sign = positive(loadings) ? 1 : -1;
    const series = new Float64Array(field[0]!.length);
    weighted.forEach((column, place) => {
      const x = (sign * direction[place]!) / unit;
      for (let t = 0; t < series.length; t++) series[t]! += x * column[t]!;
    });
    return { series, share: square / total, loadings: loadings.map((x) => sign * x) };
  });
  return { patterns, means };
}

/** Of the products of rows with one another: unit vectors in the order of their eigenvalues, the largest first, and the trace. */
function eigenvectors(rows: readonly Float64Array[]): {
  vectors: readonly Float64Array[];
  squares: readonly number[];
  total: number;
} {
  const n = rows.length;
  const products = new Matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const product = dot(rows[i]!, rows[j]!);
      products.set(i, j, product);
      products.set(j, i, product);
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, {
    assumeSymmetric: true,
  });
  const order = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  return {
    vectors: order.map((k) => Float64Array.from(eigenvectorMatrix.getColumn(k))),
    squares: order.map((k) => realEigenvalues[k]!),
    total: products.trace(),
  };
}

/** The direction in the space of points that belongs to a direction in that of months. */
function along(columns: Field, vector: Float64Array, length: number): Float64Array {
  return Float64Array.from(columns, (column) => dot(column, vector) / length);
}

function transposed(columns: Field, length: number): Float64Array[] {
  return Array.from({ length }, (_, t) => Float64Array.from(columns, (column) => column[t]!));
}

function average(values: Float64Array, count: number): number {
  let sum = 0;
  for (let t = 0; t < count; t++) sum += values[t]!;
  return sum / count;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
