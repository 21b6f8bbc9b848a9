// Singular values and right singular vectors of a tall matrix, small ones to high relative accuracy.
// QR with pivoting first, then one-sided Jacobi on the rows of R (Hestenes 1958; Drmač & Veselić 2008 for why on Rᵀ).
// Invariant: the columns given are not changed; singular values fall.
import { factor, norm2 } from "../qr.js";

export interface Singular {
  readonly values: Float64Array;
  /** Unit vectors, one for each singular value, with an entry for each column of the matrix. */
  readonly right: readonly Float64Array[];
}

const MOST_SWEEPS = 60;

/** @param columns n columns of one length m; m may be smaller than n */
export function singularValues(columns: readonly Float64Array[]): Singular {
  const n = columns.length;
  const rows = Math.max(columns[0]?.length ?? 0, n);
  const tall = columns.map((column) => {
    const padded = new Float64Array(rows);
    padded.set(column);
    return padded;
  });
  const { r, order } = factor(tall, new Float64Array(rows), true);
  // A P = Q R and Rᵀ V = U Σ: the columns of V's image, made orthogonal, are Σ times the right singular vectors of A P.
  const work = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => (j >= i ? r[j]![i]! : 0)),
  );
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) if (orthogonalise(work[p]!, work[q]!)) rotated = true;
    if (!rotated) break;
  }
  const sized = work.map((vector) => ({ vector, size: norm2(vector) })).sort((a, b) => b.size - a.size);
  const values = Float64Array.from(sized, ({ size }) => size);
  const units: Float64Array[] = [];
  const largest = values[0] ?? 0;
  for (const { vector, size } of sized)
    units.push(
      size > n * Number.EPSILON * largest && size > 0 ? vector.map((x) => x / size) : completing(units, n),
    );
  const right = units.map((unit) => {
    const original = new Float64Array(n);
    unit.forEach((x, k) => {
      original[order[k]!] = x;
    });
    return original;
  });
  return { values, right };
}

/** Rotates two vectors until they are orthogonal; false when they are. */
function orthogonalise(x: Float64Array, y: Float64Array): boolean {
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let k = 0; k < x.length; k++) {
    xx += x[k]! * x[k]!;
    yy += y[k]! * y[k]!;
    xy += x[k]! * y[k]!;
  }
  if (Math.abs(xy) <= x.length * Number.EPSILON * Math.sqrt(xx * yy)) return false;
  const tau = (yy - xx) / (2 * xy);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  for (let k = 0; k < x.length; k++) {
    const [a, b] = [x[k]!, y[k]!];
    x[k] = c * a - s * b;
    y[k] = s * a + c * b;
  }
  return true;
}

/** A unit vector orthogonal to those given: the unit vector that is farthest from their span, made orthogonal twice. */
function completing(units: readonly Float64Array[], n: number): Float64Array {
  let best: Float64Array = new Float64Array(n);
  let size = -1;
  for (let k = 0; k < n; k++) {
    let candidate = new Float64Array(n);
    candidate[k] = 1;
    for (let pass = 0; pass < 2; pass++)
      for (const unit of units) {
        const along = unit.reduce((sum, x, i) => sum + x * candidate[i]!, 0);
        candidate = candidate.map((x, i) => x - along * unit[i]!);
      }
    const length = norm2(candidate);
    if (length > size) {
      best = candidate;
      size = length;
    }
  }
  return best.map((x) => x / size);
}
