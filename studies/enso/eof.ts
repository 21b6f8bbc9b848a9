// Principal components of a field: empirical orthogonal functions by the singular values of the weighted, centred field.
// Invariant: components come in the order of the variance that they explain, each of mean 0 and variance 1 (divided by the number of
// times), and their signs are free: whoever uses them fixes them.

/** One column for each place, all of one length. */
export type Field = readonly Float64Array[];

export interface Component {
  /** By time; mean 0, variance 1. */
  readonly series: Float64Array;
  /** Share of the weighted field's variance. */
  readonly share: number;
}

/**
 * The components of a field whose places have weights, all that there are.
 * One-sided Jacobi rotations (Hestenes 1958, J. SIAM 6): columns are turned in pairs until all are orthogonal; their directions then are
 * the components, their lengths the singular values.
 */
export function principalComponents(field: Field, weights: ArrayLike<number>): Component[] {
  const columns = field.map((column, place) => {
    const mean = average(column);
    return column.map((value) => (value - mean) * weights[place]!);
  });
  orthogonalise(columns);
  const squares = columns.map((column) => dot(column, column));
  const total = squares.reduce((sum, square) => sum + square, 0);
  return columns
    .map((column, place) => ({ column, square: squares[place]! }))
    .filter(({ square }) => square > 1e-24 * total)
    .sort((a, b) => b.square - a.square)
    .map(({ column, square }) => {
      const scale = Math.sqrt(column.length / square);
      return { series: column.map((value) => scale * value), share: square / total };
    });
}

/** What one unit of a component is at a place: the regression of the place's series on it, in the field's unit. */
export function loading(column: Float64Array, { series }: Pick<Component, "series">): number {
  return dot(column, series) / series.length;
}

/** The weighted mean of some columns, by time. */
export function weightedMean(field: Field, weights: ArrayLike<number>): Float64Array {
  let total = 0;
  const mean = new Float64Array(field[0]?.length ?? 0);
  field.forEach((column, place) => {
    total += weights[place]!;
    for (let t = 0; t < mean.length; t++) mean[t]! += weights[place]! * column[t]!;
  });
  return mean.map((sum) => sum / total);
}

function orthogonalise(columns: Float64Array[]): void {
  for (let sweep = 0; sweep < 60; sweep++) {
    let turned = false;
    for (let i = 0; i < columns.length; i++)
      for (let j = i + 1; j < columns.length; j++) if (turn(columns[i]!, columns[j]!)) turned = true;
    if (!turned) return;
  }
  throw new Error("the columns of the field did not become orthogonal in 60 sweeps");
}

/** Turns two columns in their plane so that they become orthogonal; answers whether they were not. */
function turn(a: Float64Array, b: Float64Array): boolean {
  const aa = dot(a, a);
  const bb = dot(b, b);
  const ab = dot(a, b);
  if (Math.abs(ab) <= 1e-14 * Math.sqrt(aa * bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let t = 0; t < a.length; t++) {
    const [x, y] = [a[t]!, b[t]!];
    a[t] = cosine * x - sine * y;
    b[t] = sine * x + cosine * y;
  }
  return true;
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let t = 0; t < a.length; t++) sum += a[t]! * b[t]!;
  return sum;
}
