// Factorisations and triangular systems in place, row by row.
// Invariant: matrices are square, n × n, their rows n numbers apart; nothing is allocated.
import { multiplyInto } from "./product";

/** Rows beyond which a factorisation works in blocks, most of it products. */
const WIDE: usize = 48;

@inline function entry(a: usize, n: usize, i: usize, j: usize): usize { return a + ((i * n + j) << 3); }

/**
 * The lower Cholesky factor in the place of the lower triangle, zeros above (Golub & Van Loan 2013, 4.2, by rows). Answers -1, or the
 * index of the pivot that is not positive, which is then left on the diagonal.
 */
export function choleskyInPlace(a: usize, n: usize): i32 {
  for (let j0: usize = 0; j0 < n; j0 += WIDE) {
    const width = n - j0 < WIDE ? n - j0 : WIDE;
    const end = j0 + width;
    // What the columns before contribute to this block of columns: A -= L L'.
    if (j0 > 0) subtractProduct(a, n, j0, width);
    for (let j = j0; j < end; j++) {
      const row = entry(a, n, j, j0);
      const length = j - j0;
      let d = load<f64>(entry(a, n, j, j)) - dotRows(row, row, length);
      if (!(d > 0) || d - d != 0) {
        store<f64>(entry(a, n, j, j), d);
        return <i32>j;
      }
      d = sqrt<f64>(d);
      store<f64>(entry(a, n, j, j), d);
      for (let i = j + 1; i < n; i++) {
        const place = entry(a, n, i, j);
        store<f64>(place, (load<f64>(place) - dotRows(entry(a, n, i, j0), row, length)) / d);
      }
    }
  }
  for (let i: usize = 0; i < n; i++) memory.fill(entry(a, n, i, i) + 8, 0, (n - 1 - i) << 3);
  return -1;
}
/** A[j0.., j0..j0+width) -= L[j0.., ..j0) L[j0..j0+width, ..j0)'. */
function subtractProduct(a: usize, n: usize, j0: usize, width: usize): void {
  const rows = n - j0;
  const start = entry(a, n, j0, j0);
  negateBlock(start, n, rows, width);
  multiplyInto(start, n << 3, entry(a, n, j0, 0), n << 3, 8, entry(a, n, j0, 0), 8, n << 3, rows, width, j0);
  negateBlock(start, n, rows, width);
}
function negateBlock(at: usize, n: usize, rows: usize, width: usize): void {
  for (let i: usize = 0; i < rows; i++, at += n << 3) {
    for (let j: usize = 0; j < width; j++) store<f64>(at + (j << 3), -load<f64>(at + (j << 3)));
  }
}
/** The scalar product of two runs of numbers, in two sums. */
@inline function dotRows(x: usize, y: usize, count: usize): f64 {
  let sums = f64x2.splat(0);
  const pairs = x + ((count & ~1) << 3);
  while (x < pairs) {
    sums = f64x2.add(sums, f64x2.mul(v128.load(x), v128.load(y)));
    x += 16;
    y += 16;
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if ((count & 1) != 0) sum += load<f64>(x) * load<f64>(y);
  return sum;
}
/** y -= s x, on runs of numbers. */
@inline function subtractScaled(y: usize, x: usize, s: f64, count: usize): void {
  const factor = f64x2.splat(s);
  const pairs = y + ((count & ~1) << 3);
  while (y < pairs) {
    v128.store(y, f64x2.sub(v128.load(y), f64x2.mul(factor, v128.load(x))));
    x += 16;
    y += 16;
  }
  if ((count & 1) != 0) store<f64>(y, load<f64>(y) - s * load<f64>(x));
}
@inline function divideRow(y: usize, d: f64, count: usize): void {
  for (const end = y + (count << 3); y < end; y += 8) store<f64>(y, load<f64>(y) / d);
}

/**
 * The solution of T X = B, or of its transpose's system, in the place of B (n × m). Only one triangle of T is read. Answers -1, or the index
 * of a zero on the diagonal.
 */
export function solveTriangular(t: usize, n: usize, b: usize, m: usize, upper: bool, transposed: bool): i32 {
  for (let i: usize = 0; i < n; i++) if (load<f64>(entry(t, n, i, i)) == 0) return <i32>i;
  const rowBytes = m << 3;
  if (upper == transposed) {
    // Forwards: row i of the (transposed) triangle has its numbers before the diagonal.
    for (let i: usize = 0; i < n; i++) {
      const row = b + i * rowBytes;
      for (let k: usize = 0; k < i; k++) {
        const s = load<f64>(upper ? entry(t, n, k, i) : entry(t, n, i, k));
        if (s != 0) subtractScaled(row, b + k * rowBytes, s, m);
      }
      divideRow(row, load<f64>(entry(t, n, i, i)), m);
    }
  } else {
    for (let i = n; i-- > 0; ) {
      const row = b + i * rowBytes;
      for (let k = i + 1; k < n; k++) {
        const s = load<f64>(upper ? entry(t, n, i, k) : entry(t, n, k, i));
        if (s != 0) subtractScaled(row, b + k * rowBytes, s, m);
      }
      divideRow(row, load<f64>(entry(t, n, i, i)), m);
    }
  }
  return -1;
}

/** Whether an odd number of rows was exchanged by the last `eliminate`. */
export let oddExchanges: bool = false;

/**
 * L U factors with partial pivoting (Golub & Van Loan 2013, 3.4) in the place of A; what is done to rows is done to `pivots`, n u32. Answers -1,
 * or the index of the first pivot that is 0 (or no number): elimination has gone on without it.
 */
export function eliminate(a: usize, n: usize, pivots: usize): i32 {
  let singular = -1;
  oddExchanges = false;
  for (let k: usize = 0; k < n; k++) {
    let best = k;
    let most = abs<f64>(load<f64>(entry(a, n, k, k)));
    for (let i = k + 1; i < n; i++) {
      const size = abs<f64>(load<f64>(entry(a, n, i, k)));
      if (size > most) {
        most = size;
        best = i;
      }
    }
    store<u32>(pivots + (k << 2), <u32>best);
    if (best != k) {
      oddExchanges = !oddExchanges;
      exchange(entry(a, n, k, 0), entry(a, n, best, 0), n);
    }
    const pivot = load<f64>(entry(a, n, k, k));
    if (pivot == 0 || pivot != pivot) {
      if (singular < 0) singular = <i32>k;
      continue;
    }
    for (let i = k + 1; i < n; i++) {
      const place = entry(a, n, i, k);
      const s = load<f64>(place) / pivot;
      store<f64>(place, s);
      if (s != 0) subtractScaled(place + 8, entry(a, n, k, k) + 8, s, n - k - 1);
    }
  }
  return singular;
}
function exchange(x: usize, y: usize, count: usize): void {
  for (const end = x + (count << 3); x < end; x += 8, y += 8) {
    const number = load<f64>(x);
    store<f64>(x, load<f64>(y));
    store<f64>(y, number);
  }
}

/** The solution of A X = B, or with the transpose of A, from A's factors, in the place of B (n × m). */
export function solveFactored(a: usize, n: usize, pivots: usize, b: usize, m: usize, transposed: bool): void {
  const rowBytes = m << 3;
  if (!transposed) {
    for (let k: usize = 0; k < n; k++) {
      const other = <usize>load<u32>(pivots + (k << 2));
      if (other != k) exchange(b + k * rowBytes, b + other * rowBytes, m);
    }
    for (let i: usize = 1; i < n; i++) {
      for (let k: usize = 0; k < i; k++) {
        const s = load<f64>(entry(a, n, i, k));
        if (s != 0) subtractScaled(b + i * rowBytes, b + k * rowBytes, s, m);
      }
    }
    solveTriangular(a, n, b, m, true, false);
    return;
  }
  solveTriangular(a, n, b, m, true, true);
  for (let i = n; i-- > 0; ) {
    for (let k = i + 1; k < n; k++) {
      const s = load<f64>(entry(a, n, k, i));
      if (s != 0) subtractScaled(b + i * rowBytes, b + k * rowBytes, s, m);
    }
  }
  for (let k = n; k-- > 0; ) {
    const other = <usize>load<u32>(pivots + (k << 2));
    if (other != k) exchange(b + k * rowBytes, b + other * rowBytes, m);
  }
}

/** The determinant from the factors: their pivots' product. */
export function determinant(a: usize, n: usize): f64 {
  let product: f64 = oddExchanges ? -1 : 1;
  for (let i: usize = 0; i < n; i++) product *= load<f64>(entry(a, n, i, i));
  return product;
}
