// The values of the operations, without derivatives: operands are plain, shapes are checked here and nowhere else.
// Invariant: nothing collects in between, so addresses are good; a failure or lack of room is answered as a signal.
import { ERROR, FALSE, NULL, RETRY, addressOf, car, cdr, fixnum, fixnumValue, flonum } from "../layout";
import {
  MATRIX_DETERMINANT, MATRIX_INDEFINITE, MATRIX_SINGULAR, SHAPE_CONCAT, SHAPE_PRODUCT, SHAPE_RANK, SHAPE_SIZE, SHAPE_SPREAD, SHAPE_SQUARE, SHAPE_SYSTEM,
  LIMIT_HEAP, failLimit, failMatrix, failTensor,
} from "../errors";
import { cons } from "../heap";
import { floatOf } from "../numbers";
import { element, vectorSize } from "../vectors";
import * as math from "../math/index";
import {
  BACKWARDS, BAND, BROADCAST, CHOLESKY, COFACTORS, CONCAT, CUMSUM, DET, DIAG, DIAGONAL, DOT, ELEMENT, FIRST, HALVED, INVERSE, IS_UPPER, KEEP, LOGDET,
  LOGSUMEXP, MATMUL, NORM, OUTER, PACK, PICK, PLACE, RESHAPE, SECOND, SLICE, SOFTMAX, SOLVE, SOLVE_SPD, STACK, SUM, SUM_TO, TRANSPOSE, TRANSPOSED,
  TRIANGULAR, UNELEMENT, UNSLICE, UPPER,
} from "./codes";
import { elementwisePlain, spread } from "./elements";
import { choleskyInPlace, determinant, eliminate, oddExchanges, solveFactored, solveTriangular } from "./linear";
import { primitiveOfCode } from "./names";
import { multiplyInto } from "./product";
import { along, before, behind, cumulate, logSumExp, norm, softMax, splitAt, sumAlong, sumRun } from "./reductions";
import { gather, planAxis, planOffset, scatter, startPlan } from "./strided";
import {
  addAxis, at, bottom, clear, countOf, dataOf, dimOf, finished, newTensor, noRoom, plainTensor, rankOf, sameShape, setShapeAxis, shapeAxis, shapeLike,
  shapeList, shapeRank, startShape, tensorWord,
} from "./tensor";

@inline function sizes(t: usize): i64 { return shapeList(tensorWord(t)); }
@inline function template(word: i64): usize { return addressOf(word); }

/** The value of an operation on plain words. */
export function plain(op: u32, a: i64, b: i64, info: i64): i64 {
  const who = primitiveOfCode(op);
  const x = plainTensor(who, a);
  if (x == 0) return ERROR;
  let y: usize = 0;
  if (op < SUM ? isBinary(b) : isBinaryCode(op)) {
    y = plainTensor(who, b);
    if (y == 0) return ERROR;
  }
  if (op < SUM) return elementwisePlain(op, who, x, y);
  switch (op) {
    case SUM: return reduce(x, fixnumValue(info));
    case SUM_TO: return sumTo(x, template(info));
    case BROADCAST: return broadcast(who, x, template(info));
    case RESHAPE: return reshaped(who, x, template(info));
    case TRANSPOSE: return transposed(x, fixnumValue(info));
    case MATMUL: return product(who, x, y, fixnumValue(info));
    case OUTER: return outer(x, y);
    case DOT: return dot(who, x, y);
    case SLICE: return slice(x, info);
    case UNSLICE: return unslice(x, car(info), template(cdr(info)));
    case ELEMENT: return flonum(at(x, <usize>fixnumValue(info)));
    case UNELEMENT: return unelement(x, <usize>fixnumValue(car(info)), template(cdr(info)));
    case DIAG: return onDiagonal(x, fixnumValue(car(info)), template(cdr(info)));
    case DIAGONAL: return diagonal(x, fixnumValue(info));
    case BAND: return band(who, x, fixnumValue(info));
    case CHOLESKY: return cholesky(who, x);
    case TRIANGULAR: return triangular(who, x, y, fixnumValue(info));
    case SOLVE: return solve(who, x, y, fixnumValue(info) != 0);
    case SOLVE_SPD: return solveSymmetric(who, x, y);
    case INVERSE: return inverse(who, x);
    case DET: return det(who, x, false);
    case LOGDET: return det(who, x, true);
    case NORM: return reduceWith(op, x, fixnumValue(info));
    case LOGSUMEXP: return reduceWith(op, x, fixnumValue(info));
    case SOFTMAX: return soft(x, <u32>fixnumValue(info));
    case CUMSUM: return running(x, fixnumValue(info));
    case PICK: return pick(x, addressOf(info));
    case PLACE: return place(x, addressOf(car(info)), template(cdr(info)));
    default: return cofactors(who, x);
  }
}
/** The operand that is none is #f, which is no number. */
@inline function isBinary(b: i64): bool { return b != FALSE; }
@inline function isBinaryCode(op: u32): bool {
  return op == MATMUL || op == OUTER || op == DOT || op == TRIANGULAR || op == SOLVE || op == SOLVE_SPD;
}

// ---- shapes --------------------------------------------------------------------------------------------------------------------------
function copyOf(t: usize): usize {
  shapeLike(t);
  const z = newTensor();
  if (z != 0) memory.copy(dataOf(z), dataOf(t), countOf(t) << 3);
  return z;
}
function reshaped(who: i32, x: usize, like: usize): i64 {
  if (countOf(x) != countOf(like)) return failTensor(who, SHAPE_SIZE, sizes(x), sizes(like));
  shapeLike(like);
  const z = newTensor();
  if (z == 0) return noRoom();
  memory.copy(dataOf(z), dataOf(x), countOf(x) << 3);
  return finished(z);
}
function broadcast(who: i32, x: usize, like: usize): i64 {
  const rx = rankOf(x);
  const rz = rankOf(like);
  let fits = rx <= rz;
  for (let i: u32 = 0; fits && i < rx; i++) {
    const size = dimOf(x, i);
    fits = size == 1 || size == dimOf(like, i + rz - rx);
  }
  if (!fits) return failTensor(who, SHAPE_SPREAD, sizes(x), sizes(like));
  shapeLike(like);
  const z = newTensor();
  if (z == 0) return noRoom();
  spread(x, z, dataOf(z));
  return finished(z);
}
/** What spread a tensor over more axes, or longer ones, is added up again. */
function sumTo(x: usize, like: usize): i64 {
  const rz = rankOf(like);
  let t = x;
  while (rankOf(t) > rz) {
    splitAt(t, 0);
    t = summed(t, 0, true);
    if (t == 0) return noRoom();
  }
  for (let i: u32 = 0; i < rz; i++) {
    if (dimOf(like, i) != 1 || dimOf(t, i) == 1) continue;
    splitAt(t, i);
    t = summed(t, i, false);
    if (t == 0) return noRoom();
  }
  return finished(t);
}
/** The sums along the axis that was split at. */
function summed(t: usize, axis: u32, drops: bool): usize {
  reducedShape(t, axis, drops);
  const z = newTensor();
  if (z != 0) sumAlong(dataOf(t), dataOf(z), before, along, behind);
  return z;
}
function reducedShape(t: usize, axis: u32, drops: bool): void {
  startShape();
  for (let i: u32 = 0; i < rankOf(t); i++) {
    if (i != axis) addAxis(dimOf(t, i));
    else if (!drops) addAxis(1);
  }
}
function transposed(x: usize, order: i64): i64 {
  startShape();
  startPlan();
  for (let i: u32 = 0; i < rankOf(x); i++) {
    const axis = <u32>(order >> (i << 2)) & 15;
    addAxis(dimOf(x, axis));
    planAxis(dimOf(x, axis), strideOf(x, axis));
  }
  const z = newTensor();
  if (z == 0) return noRoom();
  gather(dataOf(z), dataOf(x));
  return finished(z);
}
function strideOf(t: usize, axis: u32): i32 {
  let stride: i32 = 1;
  for (let i = axis + 1; i < rankOf(t); i++) stride *= dimOf(t, i);
  return stride;
}

// ---- parts -----------------------------------------------------------------------------------------------------------------------------
/** Plans the part of `t` that a specification means; `shapes`: makes its shape, too. */
function planPart(t: usize, part: i64, shapes: bool): void {
  startPlan();
  if (shapes) startShape();
  for (let i: u32 = 0; i < rankOf(t); i++) {
    const start = <i32>fixnumValue(load<i64>(element(part, <usize>i * 4)));
    const count = <u32>fixnumValue(load<i64>(element(part, <usize>i * 4 + 1)));
    const step = <i32>fixnumValue(load<i64>(element(part, <usize>i * 4 + 2)));
    const stride = strideOf(t, i);
    planOffset(start * stride);
    planAxis(count, step * stride);
    if (shapes && load<i64>(element(part, <usize>i * 4 + 3)) == fixnum(0)) addAxis(count);
  }
}
function slice(x: usize, part: i64): i64 {
  planPart(x, part, true);
  const z = newTensor();
  if (z == 0) return noRoom();
  gather(dataOf(z), dataOf(x));
  return finished(z);
}
function unslice(g: usize, part: i64, like: usize): i64 {
  shapeLike(like);
  const z = newTensor();
  if (z == 0) return noRoom();
  clear(z);
  planPart(z, part, false);
  scatter(dataOf(z), dataOf(g));
  return finished(z);
}
function unelement(g: usize, index: usize, like: usize): i64 {
  shapeLike(like);
  const z = newTensor();
  if (z == 0) return noRoom();
  clear(z);
  store<f64>(dataOf(z) + (index << 3), at(g, 0));
  return finished(z);
}
function pick(x: usize, indices: usize): i64 {
  shapeLike(indices);
  const z = newTensor();
  if (z == 0) return noRoom();
  for (let i: usize = 0; i < countOf(indices); i++) store<f64>(dataOf(z) + (i << 3), at(x, <usize>at(indices, i)));
  return finished(z);
}
function place(g: usize, indices: usize, like: usize): i64 {
  shapeLike(like);
  const z = newTensor();
  if (z == 0) return noRoom();
  clear(z);
  for (let i: usize = 0; i < countOf(indices); i++) {
    const to = dataOf(z) + (<usize>at(indices, i) << 3);
    store<f64>(to, load<f64>(to) + at(g, i));
  }
  return finished(z);
}

/** The value of an operation on a vector of plain parts. */
export function plainParts(op: u32, parts: i64, info: i64): i64 {
  if (op == PACK) return pack(parts, template(info));
  const who = primitiveOfCode(op);
  const n = vectorSize(parts);
  const first = plainTensor(who, load<i64>(element(parts, 0)));
  if (first == 0) return ERROR;
  const axis = <u32>fixnumValue(info);
  let total: u64 = 0;
  for (let i: usize = 0; i < n; i++) {
    const t = plainTensor(who, load<i64>(element(parts, i)));
    if (t == 0) return ERROR;
    let fits = rankOf(t) == rankOf(first);
    for (let k: u32 = 0; fits && k < rankOf(t); k++) fits = (op == CONCAT && k == axis) || dimOf(t, k) == dimOf(first, k);
    if (!fits) return failTensor(who, SHAPE_CONCAT, sizes(first), sizes(t));
    total += op == CONCAT ? dimOf(t, axis) : 1;
  }
  if (total > 0x7fff_ffff) return failLimit(LIMIT_HEAP);
  startShape();
  for (let k: u32 = 0; k < rankOf(first); k++) {
    if (op == STACK && k == axis) addAxis(<u32>total);
    addAxis(op == CONCAT && k == axis ? <u32>total : dimOf(first, k));
  }
  if (op == STACK && axis == rankOf(first)) addAxis(<u32>total);
  const z = newTensor();
  if (z == 0) return noRoom();
  // Rows of each part, one behind the other in every row of the whole.
  const inner = <usize>strideOf(z, axis);
  let outers: usize = 1;
  for (let k: u32 = 0; k < axis; k++) outers *= dimOf(z, k);
  const rowBytes = (<usize>total * inner) << 3;
  let offset: usize = 0;
  for (let i: usize = 0; i < n; i++) {
    const t = plainTensor(who, load<i64>(element(parts, i)));
    const bytes = ((op == CONCAT ? <usize>dimOf(t, axis) : 1) * inner) << 3;
    for (let o: usize = 0; o < outers; o++) memory.copy(dataOf(z) + o * rowBytes + offset, dataOf(t) + o * bytes, bytes);
    offset += bytes;
  }
  return finished(z);
}
function pack(parts: i64, like: usize): i64 {
  shapeLike(like);
  const z = newTensor();
  if (z == 0) return noRoom();
  for (let i: usize = 0; i < countOf(z); i++) store<f64>(dataOf(z) + (i << 3), floatOf(load<i64>(element(parts, i))));
  return finished(z);
}

// ---- reductions ------------------------------------------------------------------------------------------------------------------------
/** Along the axes of a mask, the last one first. */
function reduce(x: usize, axes: i64): i64 {
  const all = (1 << rankOf(x)) - 1;
  const keeps = (axes & KEEP) != 0;
  const mask = <u32>axes & 255;
  if (mask == all && !keeps) return flonum(sumRun(dataOf(x), countOf(x)));
  let t = x;
  for (let i = <i32>rankOf(x) - 1; i >= 0; i--) {
    if ((mask >> i & 1) == 0) continue;
    splitAt(t, <u32>i);
    t = summed(t, <u32>i, !keeps);
    if (t == 0) return noRoom();
  }
  return finished(t);
}
/** By a reduction that is not made of steps along one axis each: the axes are first brought to the end. */
function reduceWith(op: u32, x: usize, axes: i64): i64 {
  const keeps = (axes & KEEP) != 0;
  const mask = <u32>axes & 255;
  let order: i64 = 0;
  let place: u32 = 0;
  let n: usize = 1;
  let moved = false;
  for (let pass = 0; pass < 2; pass++) {
    for (let i: u32 = 0; i < rankOf(x); i++) {
      if (<i32>(mask >> i & 1) != pass) continue;
      if (i != place) moved = true;
      order |= <i64>i << (place++ << 2);
      if (pass == 1) n *= dimOf(x, i);
    }
  }
  let t = x;
  if (moved) {
    const word = transposed(x, order);
    if (word == ERROR || word == RETRY) return word;
    t = addressOf(word);
  }
  startShape();
  for (let i: u32 = 0; i < rankOf(x); i++) {
    if ((mask >> i & 1) == 0) addAxis(dimOf(x, i));
    else if (keeps) addAxis(1);
  }
  const z = newTensor();
  if (z == 0) return noRoom();
  for (let i: usize = 0; i < countOf(z); i++) {
    const from = dataOf(t) + ((i * n) << 3);
    store<f64>(dataOf(z) + (i << 3), op == NORM ? norm(from, n, 8) : logSumExp(from, n, 8));
  }
  return finished(z);
}
function soft(x: usize, axis: u32): i64 {
  shapeLike(x);
  const z = newTensor();
  if (z == 0) return noRoom();
  splitAt(x, axis);
  for (let o: usize = 0; o < before; o++) {
    for (let i: usize = 0; i < behind; i++) {
      const offset = (o * along * behind + i) << 3;
      softMax(dataOf(x) + offset, dataOf(z) + offset, along, behind << 3);
    }
  }
  return finished(z);
}
function running(x: usize, info: i64): i64 {
  shapeLike(x);
  const z = newTensor();
  if (z == 0) return noRoom();
  cumulate(x, dataOf(z), <u32>(info & 15), (info & BACKWARDS) != 0);
  return finished(z);
}

// ---- products ------------------------------------------------------------------------------------------------------------------------------
/** op(A) op(B), with a matrix or vector B. */
function product(who: i32, x: usize, y: usize, flags: i64): i64 {
  const ta = (flags & FIRST) != 0;
  const tb = (flags & SECOND) != 0;
  if (rankOf(x) != 2) return failTensor(who, SHAPE_RANK, sizes(x), NULL);
  if (rankOf(y) != 2 && rankOf(y) != 1) return failTensor(who, SHAPE_RANK, sizes(y), NULL);
  const m = ta ? dimOf(x, 1) : dimOf(x, 0);
  const k = ta ? dimOf(x, 0) : dimOf(x, 1);
  const vector = rankOf(y) == 1;
  const inner = tb ? dimOf(y, 1) : dimOf(y, 0);
  if (inner != k) return ta || tb ? failTensor(who, SHAPE_PRODUCT, orderedSizes(x, ta), orderedSizes(y, tb)) : failTensor(who, SHAPE_PRODUCT, sizes(x), sizes(y));
  startShape();
  addAxis(m);
  if (!vector) addAxis(tb ? dimOf(y, 0) : dimOf(y, 1));
  const z = newTensor();
  if (z == 0) return noRoom();
  clear(z);
  productInto(dataOf(z), x, y, ta, tb);
  return tensorWord(z);
}
function orderedSizes(t: usize, turned: bool): i64 {
  if (!turned || rankOf(t) != 2) return sizes(t);
  return cons(fixnum(dimOf(t, 1)), cons(fixnum(dimOf(t, 0)), NULL));
}
/** Adds op(A) op(B) to what is at `c`. */
export function productInto(c: usize, x: usize, y: usize, ta: bool, tb: bool): void {
  const xRow = <usize>dimOf(x, 1) << 3;
  const m = ta ? dimOf(x, 1) : dimOf(x, 0);
  const k = ta ? dimOf(x, 0) : dimOf(x, 1);
  const aRow: usize = ta ? 8 : xRow;
  const aColumn: usize = ta ? xRow : 8;
  if (rankOf(y) == 1) {
    multiplyInto(c, 8, dataOf(x), aRow, aColumn, dataOf(y), 8, 8, m, 1, k);
    return;
  }
  const yRow = <usize>dimOf(y, 1) << 3;
  const n = tb ? dimOf(y, 0) : dimOf(y, 1);
  multiplyInto(c, <usize>n << 3, dataOf(x), aRow, aColumn, dataOf(y), tb ? 8 : yRow, tb ? yRow : 8, m, n, k);
}
function outer(x: usize, y: usize): i64 {
  startShape();
  addAxis(<u32>countOf(x));
  addAxis(<u32>countOf(y));
  const z = newTensor();
  if (z == 0) return noRoom();
  let to = dataOf(z);
  for (let i: usize = 0; i < countOf(x); i++) {
    const a = at(x, i);
    for (let j: usize = 0; j < countOf(y); j++, to += 8) store<f64>(to, a * at(y, j));
  }
  return tensorWord(z);
}
function dot(who: i32, x: usize, y: usize): i64 {
  if (rankOf(x) != 1 || rankOf(y) != 1 || countOf(x) != countOf(y)) return failTensor(who, SHAPE_PRODUCT, sizes(x), sizes(y));
  let sums = f64x2.splat(0);
  const n = countOf(x);
  let i: usize = 0;
  for (; i + 2 <= n; i += 2) sums = f64x2.add(sums, f64x2.mul(v128.load(dataOf(x) + (i << 3)), v128.load(dataOf(y) + (i << 3))));
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (i < n) sum += at(x, i) * at(y, i);
  return flonum(sum);
}

// ---- diagonals and triangles -----------------------------------------------------------------------------------------------------------------
/** First element, distance and number of elements of a diagonal. */
let diagonalStart: usize = 0;
let diagonalCount: usize = 0;
function findDiagonal(t: usize, k: i64): void {
  const rows = <i64>dimOf(t, 0);
  const columns = <i64>dimOf(t, 1);
  const row = k < 0 ? -k : 0;
  const column = k > 0 ? k : 0;
  const n = min<i64>(rows - row, columns - column);
  diagonalCount = n > 0 ? <usize>n : 0;
  diagonalStart = <usize>(row * columns + column);
}
function diagonal(x: usize, k: i64): i64 {
  findDiagonal(x, k);
  startShape();
  addAxis(<u32>diagonalCount);
  const z = newTensor();
  if (z == 0) return noRoom();
  for (let i: usize = 0; i < diagonalCount; i++) store<f64>(dataOf(z) + (i << 3), at(x, diagonalStart + i * (<usize>dimOf(x, 1) + 1)));
  return tensorWord(z);
}
function onDiagonal(x: usize, k: i64, like: usize): i64 {
  shapeLike(like);
  const z = newTensor();
  if (z == 0) return noRoom();
  clear(z);
  findDiagonal(z, k);
  for (let i: usize = 0; i < diagonalCount; i++) store<f64>(dataOf(z) + ((diagonalStart + i * (<usize>dimOf(z, 1) + 1)) << 3), at(x, i));
  return tensorWord(z);
}
function band(who: i32, x: usize, info: i64): i64 {
  if (rankOf(x) != 2) return failTensor(who, SHAPE_RANK, sizes(x), NULL);
  const z = copyOf(x);
  if (z == 0) return noRoom();
  const kind = info & 3;
  const k = info >> 2;
  const columns = <i64>dimOf(z, 1);
  for (let i: i64 = 0; i < <i64>dimOf(z, 0); i++) {
    const row = dataOf(z) + (<usize>(i * columns) << 3);
    const edge = i + k; // the diagonal's column
    if (kind == UPPER) {
      const n = edge < 0 ? 0 : edge > columns ? columns : edge;
      memory.fill(row, 0, <usize>n << 3);
    } else {
      const n = edge + 1 < 0 ? 0 : edge + 1 > columns ? columns : edge + 1;
      memory.fill(row + (<usize>n << 3), 0, <usize>(columns - n) << 3);
      if (kind == HALVED && edge < columns) store<f64>(row + (<usize>edge << 3), load<f64>(row + (<usize>edge << 3)) * 0.5);
    }
  }
  return tensorWord(z);
}

// ---- linear systems ------------------------------------------------------------------------------------------------------------------------------
function isSquare(t: usize): bool { return rankOf(t) == 2 && dimOf(t, 0) == dimOf(t, 1); }
/** Whether a matrix can be solved for a right-hand side; else a failure. */
function isSystem(who: i32, x: usize, y: usize): bool {
  if (!isSquare(x)) {
    failTensor(who, SHAPE_SQUARE, sizes(x), NULL);
    return false;
  }
  if ((rankOf(y) != 1 && rankOf(y) != 2) || dimOf(y, 0) != dimOf(x, 0)) {
    failTensor(who, SHAPE_SYSTEM, sizes(x), sizes(y));
    return false;
  }
  return true;
}
@inline function columnsOf(y: usize): usize { return rankOf(y) == 1 ? 1 : dimOf(y, 1); }

/** A copy whose lower triangle is that of (A + transpose A) / 2: where both triangles have the same number, that number itself. */
function symmetricCopy(x: usize): usize {
  const z = copyOf(x);
  if (z == 0) return 0;
  const n = <usize>dimOf(x, 0);
  for (let i: usize = 1; i < n; i++) {
    for (let j: usize = 0; j < i; j++) {
      const lower = at(x, i * n + j);
      const upper = at(x, j * n + i);
      if (lower != upper) store<f64>(dataOf(z) + ((i * n + j) << 3), (lower + upper) * 0.5);
    }
  }
  return z;
}
function cholesky(who: i32, x: usize): i64 {
  if (!isSquare(x)) return failTensor(who, SHAPE_SQUARE, sizes(x), NULL);
  const z = symmetricCopy(x);
  if (z == 0) return noRoom();
  const n = dimOf(z, 0);
  const bad = choleskyInPlace(dataOf(z), n);
  if (bad >= 0) return failMatrix(who, MATRIX_INDEFINITE, sizes(x), bad, at(z, <usize>bad * (n + 1)));
  return tensorWord(z);
}
function triangular(who: i32, x: usize, y: usize, flags: i64): i64 {
  if (!isSystem(who, x, y)) return ERROR;
  const z = copyOf(y);
  if (z == 0) return noRoom();
  const bad = solveTriangular(dataOf(x), dimOf(x, 0), dataOf(z), columnsOf(y), (flags & IS_UPPER) != 0, (flags & TRANSPOSED) != 0);
  if (bad >= 0) return failMatrix(who, MATRIX_SINGULAR, sizes(x), bad, 0);
  return tensorWord(z);
}
@inline function pivotAt(x: usize, k: i32): f64 { return at(factors, <usize>k * (dimOf(x, 0) + 1)); }
let factors: usize = 0;
let pivots: usize = 0;
/** Factors of x and what was exchanged, on the heap; answers the first pivot that is 0, -1 for none, -2 when there is no room. */
function factor(x: usize): i32 {
  const n = dimOf(x, 0);
  startShape();
  addAxis((n + 1) >> 1);
  pivots = newTensor();
  factors = copyOf(x);
  if (pivots == 0 || factors == 0) return -2;
  return eliminate(dataOf(factors), n, dataOf(pivots));
}
function solve(who: i32, x: usize, y: usize, turned: bool): i64 {
  if (!isSystem(who, x, y)) return ERROR;
  const bad = factor(x);
  const z: usize = bad == -2 ? 0 : copyOf(y);
  if (z == 0) return noRoom();
  if (bad >= 0) return failMatrix(who, MATRIX_SINGULAR, sizes(x), bad, pivotAt(x, bad));
  solveFactored(dataOf(factors), dimOf(x, 0), dataOf(pivots), dataOf(z), columnsOf(y), turned);
  return tensorWord(z);
}
function solveSymmetric(who: i32, x: usize, y: usize): i64 {
  if (!isSystem(who, x, y)) return ERROR;
  const l = symmetricCopy(x);
  const z: usize = l == 0 ? 0 : copyOf(y);
  if (z == 0) return noRoom();
  const n = dimOf(x, 0);
  const bad = choleskyInPlace(dataOf(l), n);
  if (bad >= 0) return failMatrix(who, MATRIX_INDEFINITE, sizes(x), bad, at(l, <usize>bad * (n + 1)));
  solveTriangular(dataOf(l), n, dataOf(z), columnsOf(y), false, false);
  solveTriangular(dataOf(l), n, dataOf(z), columnsOf(y), false, true);
  return tensorWord(z);
}
/** The identity matrix; 0: no room. */
export function identity(n: u32): usize {
  startShape();
  addAxis(n);
  addAxis(n);
  const z = newTensor();
  if (z == 0) return 0;
  clear(z);
  for (let i: usize = 0; i < n; i++) store<f64>(dataOf(z) + ((i * (n + 1)) << 3), 1);
  return z;
}
function inverse(who: i32, x: usize): i64 {
  if (!isSquare(x)) return failTensor(who, SHAPE_SQUARE, sizes(x), NULL);
  const n = dimOf(x, 0);
  const bad = factor(x);
  const z: usize = bad == -2 ? 0 : identity(n);
  if (z == 0) return noRoom();
  if (bad >= 0) return failMatrix(who, MATRIX_SINGULAR, sizes(x), bad, pivotAt(x, bad));
  solveFactored(dataOf(factors), n, dataOf(pivots), dataOf(z), n, false);
  return tensorWord(z);
}
function det(who: i32, x: usize, logarithm: bool): i64 {
  if (!isSquare(x)) return failTensor(who, SHAPE_SQUARE, sizes(x), NULL);
  const n = <usize>dimOf(x, 0);
  const bad = factor(x);
  if (bad == -2) return noRoom();
  if (!logarithm) return flonum(determinant(dataOf(factors), n));
  if (bad >= 0) return failMatrix(who, MATRIX_SINGULAR, sizes(x), bad, pivotAt(x, bad));
  let sum: f64 = 0;
  let negative = oddExchanges;
  for (let i: usize = 0; i < n; i++) {
    const pivot = at(factors, i * (n + 1));
    if (pivot < 0) negative = !negative;
    sum += math.log(abs<f64>(pivot));
  }
  return negative ? failMatrix(who, MATRIX_DETERMINANT, sizes(x), -1, -math.exp(sum)) : flonum(sum);
}
/**
 * The derivatives of a determinant, each by elimination of what is left without its row and column: right where no inverse is, and NaN
 * only where a NaN counts.
 */
function cofactors(who: i32, x: usize): i64 {
  const n = dimOf(x, 0);
  shapeLike(x);
  const z = newTensor();
  startShape();
  addAxis(n > 0 ? n - 1 : 0);
  addAxis(n > 0 ? n - 1 : 0);
  const minor = newTensor();
  startShape();
  addAxis((n + 1) >> 1);
  const exchanges = newTensor();
  if (z == 0 || minor == 0 || exchanges == 0) return noRoom();
  for (let i: u32 = 0; i < n; i++) {
    for (let j: u32 = 0; j < n; j++) {
      let to = dataOf(minor);
      for (let r: u32 = 0; r < n; r++) {
        if (r == i) continue;
        for (let c: u32 = 0; c < n; c++) {
          if (c == j) continue;
          store<f64>(to, at(x, r * n + c));
          to += 8;
        }
      }
      eliminate(dataOf(minor), n - 1, dataOf(exchanges));
      const d = determinant(dataOf(minor), n - 1);
      store<f64>(dataOf(z) + ((<usize>i * n + j) << 3), ((i + j) & 1) != 0 ? -d : d);
    }
  }
  return tensorWord(z);
}
