// Small dense symmetric matrices: Cholesky factor, inverse, products.
// A matrix is an array of rows, each a Float64Array; only the lower triangle is read where a matrix is taken as symmetric.
// Invariant: arguments are not changed; a matrix that is not positive definite gives undefined, never an inverse of rounding.
// Source: Golub & Van Loan, Matrix Computations (2013), algorithm 4.2.2.

export type Matrix = readonly Float64Array[];

/** L with L Lᵀ = A (rows, zeros above the diagonal); undefined when A is not positive definite to working precision. */
export function cholesky(matrix: Matrix): Float64Array[] | undefined {
  const n = matrix.length;
  const l = matrix.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= l[i]![k]! * l[j]![k]!;
      if (i === j) {
        if (!(sum > 8 * n * Number.EPSILON * Math.abs(matrix[i]![i]!))) return undefined;
        l[i]![i] = Math.sqrt(sum);
      } else l[i]![j] = sum / l[j]![j]!;
    }
  return l;
}

/** A⁻¹; undefined when A is not positive definite to working precision. Scaled to a unit diagonal first, so units do not matter. */
export function inversePositiveDefinite(matrix: Matrix): Float64Array[] | undefined {
  const n = matrix.length;
  const scale = Float64Array.from(matrix, (row, i) => 1 / Math.sqrt(row[i]!));
  if (!scale.every((s) => s > 0 && Number.isFinite(s))) return undefined;
  const l = cholesky(matrix.map((row, i) => row.map((value, j) => value * scale[i]! * scale[j]!)));
  if (!l) return undefined;
  const columns = Array.from({ length: n }, (_, k) => {
    const x = new Float64Array(n);
    x[k] = 1;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) x[i] = x[i]! - l[i]![j]! * x[j]!;
      x[i] = x[i]! / l[i]![i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) x[i] = x[i]! - l[j]![i]! * x[j]!;
      x[i] = x[i]! / l[i]![i]!;
    }
    return x;
  });
  return columns.map((column, i) => column.map((value, j) => value * scale[i]! * scale[j]!));
}

/** A B Aᵀ for a symmetric B. */
export function congruence(a: Matrix, b: Matrix): Float64Array[] {
  const ab = a.map((row) => Float64Array.from(b, (column) => row.reduce((s, x, k) => s + x * column[k]!, 0)));
  return ab.map((row) => Float64Array.from(a, (other) => row.reduce((s, x, k) => s + x * other[k]!, 0)));
}
