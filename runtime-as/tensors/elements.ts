// Element by element, with NumPy's broadcasting: axes are matched from the last on, and one of size 1 (or a missing one) is repeated.
import { backwardFirst, backwardSecond, forwardRow } from "../generated/lanes";
import { failShapes } from "../errors";
import { shapeList, addAxis, countOf, dataOf, dimOf, newTensor, noRoom, rankOf, sameShape, shapeLike, startShape, tensorWord, clear, at } from "./tensor";
import { gather, planAxis, startPlan } from "./strided";

const ROW: usize = 4096;
const first = memory.data(4096);
const second = memory.data(4096);

@inline export function rowBytes(t: usize): usize { return ((countOf(t) + 1) & ~1) << 3; }
function fill(row: usize, x: f64, bytes: usize): void {
  for (const end = row + bytes; row < end; row += 16) v128.store(row, f64x2.splat(x));
}

/** Makes the shape that two tensors have together; false when there is none. */
export function jointShape(a: usize, b: usize): bool {
  const ra = rankOf(a);
  const rb = rankOf(b);
  const r = ra > rb ? ra : rb;
  startShape();
  for (let i: u32 = 0; i < r; i++) {
    const x = i + ra >= r ? dimOf(a, i + ra - r) : 1;
    const y = i + rb >= r ? dimOf(b, i + rb - r) : 1;
    if (x != y && x != 1 && y != 1) return false;
    addAxis(x == 1 ? y : x);
  }
  return true;
}

/** Copies `t` repeated to the shape of `z` (which it fits) to `to`. */
export function spread(t: usize, z: usize, to: usize): void {
  const rz = rankOf(z);
  const rt = rankOf(t);
  startPlan();
  let stride: i32 = 1;
  for (let i: u32 = 0; i < rt; i++) stride *= dimOf(t, i);
  for (let i: u32 = 0; i < rz; i++) {
    if (i + rt < rz) {
      planAxis(dimOf(z, i), 0);
      continue;
    }
    const size = dimOf(t, i + rt - rz);
    if (size != 0) stride /= size;
    planAxis(dimOf(z, i), size == 1 ? 0 : stride);
  }
  gather(to, dataOf(t));
}
/** The operand in the shape of `z`: itself, or a copy; 0: no room. */
function inShape(t: usize, z: usize): usize {
  if (sameShape(t, z)) return t;
  shapeLike(z);
  const copy = newTensor();
  if (copy != 0) spread(t, z, dataOf(copy));
  return copy;
}

/** The plain result of a unary (`b` 0) or binary operation. */
export function elementwisePlain(op: u32, primitive: i32, a: usize, b: usize): i64 {
  if (b == 0) {
    shapeLike(a);
    const z = newTensor();
    if (z == 0) return noRoom();
    forwardRow(op, dataOf(a), 0, dataOf(z), rowBytes(a));
    return tensorWord(z);
  }
  if (!jointShape(a, b)) return failShapes(primitive, shapeList(tensorWord(a)), shapeList(tensorWord(b)));
  const z = newTensor();
  if (z == 0) return noRoom();
  const sa = rankOf(a) == 0;
  const sb = rankOf(b) == 0;
  if (!sa) a = inShape(a, z);
  if (!sb) b = inShape(b, z);
  if (a == 0 || b == 0) return noRoom();
  const bytes = rowBytes(z);
  const row = bytes < ROW ? bytes : ROW;
  if (sa) fill(first, at(a, 0), row);
  if (sb) fill(second, at(b, 0), row);
  if (!sa && !sb) forwardRow(op, dataOf(a), dataOf(b), dataOf(z), bytes);
  else {
    for (let k: usize = 0; k < bytes; k += ROW) {
      const part = bytes - k < ROW ? bytes - k : ROW;
      forwardRow(op, sa ? first : dataOf(a) + k, sb ? second : dataOf(b) + k, dataOf(z) + k, part);
    }
  }
  return tensorWord(z);
}

/**
 * Adds to `sum`, of z's shape, the derivative of z by its first or second operand times `g`, element by element; what is zero in `g`
 * contributes nothing. False: no room.
 */
export function addCotangent(op: u32, ofSecond: bool, x: usize, y: usize, z: usize, g: usize, sum: usize): bool {
  const bytes = rowBytes(z);
  const sx = rankOf(x) == 0;
  const sy = y == 0 || rankOf(y) == 0;
  if (!sx) x = inShape(x, z);
  if (!sy) y = inShape(y, z);
  if (x == 0 || (y == 0 && !sy)) return false;
  const row = bytes < ROW ? bytes : ROW;
  if (sx) fill(first, at(x, 0), row);
  if (y != 0 && sy) fill(second, at(y, 0), row);
  // What stands behind the last element is no number of the tensor's.
  if ((countOf(g) & 1) != 0) store<f64>(dataOf(g) + (countOf(g) << 3), 0);
  const step = sx || sy ? ROW : bytes;
  for (let k: usize = 0; k < bytes; k += step) {
    const part = bytes - k < step ? bytes - k : step;
    const px = sx ? first : dataOf(x) + k;
    const py = sy ? second : dataOf(y) + k;
    if (ofSecond) backwardSecond(op, px, py, dataOf(z) + k, dataOf(g) + k, dataOf(sum) + k, part);
    else backwardFirst(op, px, py, dataOf(z) + k, dataOf(g) + k, dataOf(sum) + k, part);
  }
  return true;
}

/** The constants that the derivative of z by an operand consists of; 0: no room. */
export function partialsPlain(op: u32, ofSecond: bool, x: usize, y: usize, z: usize): usize {
  shapeLike(z);
  const ones = newTensor();
  const sum = newTensor();
  if (ones == 0 || sum == 0) return 0;
  for (let i: usize = 0; i < countOf(z); i++) store<f64>(dataOf(ones) + (i << 3), 1);
  clear(sum);
  return addCotangent(op, ofSecond, x, y, z, ones, sum) ? sum : 0;
}

/** t += u, of the same shape. */
export function addInto(t: usize, u: usize): void {
  const bytes = rowBytes(t);
  for (let k: usize = 0; k < bytes; k += 16) v128.store(dataOf(t) + k, f64x2.add(v128.load(dataOf(t) + k), v128.load(dataOf(u) + k)));
}
