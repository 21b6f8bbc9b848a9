// Dense least squares by Householder QR, for tall matrices of a few columns.
// A matrix is an array of columns, each a Float64Array of one length m; R is stored as its columns too (column j has j + 1 entries).
// Invariant: arguments are not changed; R has a diagonal of either sign and Q is never formed.
// Source: Golub & Van Loan, Matrix Computations (2013), algorithms 5.1.1, 5.2.1 and 5.4.1.

export interface Factored {
  /** Column k of R: entries 0 to k. */
  readonly r: readonly Float64Array[];
  /** Qᵀ b for the right-hand side given, all m entries. */
  readonly qtb: Float64Array;
  /** Column k of R belongs to column `order[k]` of the matrix. */
  readonly order: readonly number[];
}

/**
 * Factors A P = Q R and applies Qᵀ to `b`.
 * @param columns n columns of length m ≥ n
 * @param b right-hand side of length m
 * @param pivoting takes the column of the largest remaining norm next, so that the diagonal of R decreases and shows the rank
 */
export function factor(columns: readonly Float64Array[], b: Float64Array, pivoting = false): Factored {
  return factorInto(
    columns.map((column) => column.slice()),
    b.slice(),
    pivoting,
  );
}

/** The same in the place of its arguments, which are lost: small problems spend most of their time on making arrays. */
export function factorInto(work: Float64Array[], qtb: Float64Array, pivoting = false): Factored {
  const order = work.map((_, j) => j);
  for (let k = 0; k < work.length; k++) {
    if (pivoting) {
      let largest = k;
      let norm = norm2(work[k]!, k);
      for (let j = k + 1; j < work.length; j++) {
        const candidate = norm2(work[j]!, k);
        if (candidate > norm) {
          largest = j;
          norm = candidate;
        }
      }
      [work[k], work[largest]] = [work[largest]!, work[k]!];
      [order[k], order[largest]] = [order[largest]!, order[k]!];
    }
    reflect(work, qtb, k);
  }
  return { r: work.map((column, k) => column.slice(0, k + 1)), qtb, order };
}

/** Zeroes column k below the diagonal by a reflection, which is applied to the later columns and to the right-hand side. */
function reflect(work: readonly Float64Array[], b: Float64Array, k: number): void {
  const column = work[k]!;
  const norm = norm2(column, k);
  if (norm === 0) return;
  const diagonal = column[k]! > 0 ? -norm : norm;
  // v = column - diagonal * e_k, scaled so that squares of tiny or huge entries stay in range; it takes the column's place meanwhile.
  column[k] = column[k]! - diagonal;
  const size = norm2(column, k);
  for (let i = k; i < column.length; i++) column[i] = column[i]! / size;
  for (let j = k + 1; j < work.length; j++) apply(column, work[j]!, k);
  apply(column, b, k);
  column[k] = diagonal;
  column.fill(0, k + 1);
}

/** x ← (I - 2 v vᵀ) x on the entries from k on, where v has unit length. */
function apply(v: Float64Array, x: Float64Array, k: number): void {
  let product = 0;
  for (let i = k; i < v.length; i++) product += v[i]! * x[i]!;
  product *= 2;
  for (let i = k; i < v.length; i++) x[i] = x[i]! - product * v[i]!;
}

/** Solves R x = y for the leading `n` columns (a non-zero diagonal is the caller's care). */
export function solveUpper(r: readonly Float64Array[], y: ArrayLike<number>, n = r.length): Float64Array {
  const x = Float64Array.from({ length: n }, (_, i) => y[i]!);
  for (let k = n - 1; k >= 0; k--) {
    const column = r[k]!;
    const value = x[k]! / column[k]!;
    x[k] = value;
    for (let i = 0; i < k; i++) x[i] = x[i]! - value * column[i]!;
  }
  return x;
}

/** Solves Rᵀ x = y (a non-zero diagonal is the caller's care). */
export function solveUpperTransposed(r: readonly Float64Array[], y: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(y);
  for (const [k, column] of r.entries()) {
    let value = x[k]!;
    for (let i = 0; i < k; i++) value -= column[i]! * x[i]!;
    x[k] = value / column[k]!;
  }
  return x;
}

/** Euclidean norm of the entries from `from` on, without overflow or underflow of the squares. */
export function norm2(x: ArrayLike<number>, from = 0): number {
  let largest = 0;
  for (let i = from; i < x.length; i++) {
    const size = Math.abs(x[i]!);
    if (Number.isNaN(size)) return Number.NaN;
    if (size > largest) largest = size;
  }
  if (largest === 0 || largest === Number.POSITIVE_INFINITY) return largest;
  let sum = 0;
  for (let i = from; i < x.length; i++) sum += (x[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}
