// The procedures on tensors that Scheme code calls (compiler/primitives/instructions.ts names them).
// Invariant: arguments are checked and made plain specifications here; shapes are checked where values are computed (plain.ts).
import {
  DEFAULT, ERROR, FALSE, KIND_TENSOR, KIND_VECTOR, NULL, RETRY, TRUE, addressOf, canonical, car, cdr, fixnum, fixnumValue, flonum, isFixnum, isKind, isPair,
} from "../layout";
import {
  EXPECT_AXES, EXPECT_DIMENSIONS, EXPECT_FINITE, EXPECT_LENGTH, EXPECT_LIST, EXPECT_NUMBER, EXPECT_PART, EXPECT_TENSOR, EXPECT_TRIANGLE, SHAPE_AXES, SHAPE_AXIS,
  SHAPE_EMPTY, SHAPE_INDEX, SHAPE_MANY, SHAPE_RAGGED, SHAPE_RANK, SHAPE_SIZE, LIMIT_HEAP, failLimit, failTensor, failType,
} from "../errors";
import { allocateObject, cons, hasRoom, objectWord } from "../heap";
import { listLength } from "../lists";
import { floatOf, isNumber } from "../numbers";
import { numberDivide } from "../generated/arithmetic";
import { primalOf, valueOf } from "../tape";
import { element, isVector, vectorSize } from "../vectors";
import { symbolLength, symbolName } from "../symbols";
import * as id from "../generated/names";
import {
  BAND, BROADCAST, CHOLESKY, CONCAT, CUMSUM, DET, DIAG, DIAGONAL, DOT, ELEMENT, FIRST, INVERSE, IS_UPPER, KEEP, LOGDET, LOGSUMEXP, MATMUL, NORM, OUTER, PACK, PICK, RESHAPE,
  SLICE, SOFTMAX, SOLVE, SOLVE_SPD, STACK, SUM, TRANSPOSE, TRANSPOSED, TRIANGULAR,
} from "./codes";
import { along, before, behind, extremeIndex, splitAt } from "./reductions";
import { TEST_FLOOR, TEST_GREATEST, TEST_LEAST } from "../graph";
import { noteTensorGuard } from "./graph";
import { operate, operateParts } from "./record";
import { newSpecification, specify } from "./rules";
import {
  MOST_AXES, addAxis, at, axisIn, bottom, clear, countOf, dataOf, dimOf, isActiveTensor, isSignal, isTensor, mayWait, newShape, newTensor, noRoom, plainTensor, rankOf, shapeCount,
  shapeLike, shapeList, shapeRank, startShape, tensorWord,
} from "./tensor";

/** The operation; a lack of room may be waited for. */
function run(op: u32, a: i64, b: i64, info: i64): i64 {
  mayWait(true);
  const word = operate(op, a, b, info);
  mayWait(false);
  return word;
}
function runParts(op: u32, parts: i64, info: i64): i64 {
  mayWait(true);
  const word = operateParts(op, parts, info);
  mayWait(false);
  return word;
}
function lacking(): i64 {
  mayWait(true);
  const word = noRoom();
  mayWait(false);
  return word;
}
function isOperand(who: i32, word: i64): bool {
  if (isTensor(word) || isNumber(word) != 0) return true;
  failType(who, EXPECT_TENSOR, word);
  return false;
}
/** Rank of a number or tensor. */
function axesOf(word: i64): u32 {
  const b = bottom(word);
  return isKind(b, KIND_TENSOR) ? rankOf(addressOf(b)) : 0;
}
function sizeOf(word: i64, axis: u32): u32 { return dimOf(addressOf(bottom(word)), axis); }
function countIn(word: i64): usize {
  const b = bottom(word);
  return isKind(b, KIND_TENSOR) ? countOf(addressOf(b)) : 1;
}

// ---- looking at them ----------------------------------------------------------------------------------------------------------------------
export function isTensorTest(word: i64): i32 { return <i32>isTensor(word); }
export function tensorShape(t: i64): i64 { return isOperand(id.ID_TENSOR_SHAPE, t) ? shapeList(t) : ERROR; }
export function tensorSize(t: i64): i64 { return isOperand(id.ID_TENSOR_SIZE, t) ? fixnum(countIn(t)) : ERROR; }
/** All elements, row by row, as a vector. */
export function tensorToVector(t: i64): i64 {
  if (!isOperand(id.ID_TENSOR_TO_VECTOR, t)) return ERROR;
  const n = countIn(t);
  if (!hasRoom((n + 1) << 3)) return RETRY;
  const v = objectWord(allocateObject(KIND_VECTOR, n));
  for (let i: usize = 0; i < n; i++) store<i64>(element(v, i), fixnum(0));
  for (let i: usize = 0; i < n; i++) {
    const word = elementAt(t, i);
    if (word == ERROR) return ERROR;
    store<i64>(element(v, i), word);
  }
  return v;
}
function elementAt(t: i64, index: usize): i64 {
  if (isKind(t, KIND_TENSOR)) return canonical(at(addressOf(t), index));
  return isTensor(t) ? operate(ELEMENT, t, FALSE, fixnum(index)) : t;
}

// ---- shapes as lists ------------------------------------------------------------------------------------------------------------------------
/** Makes the shape that a list of dimensions says; one of them may be -1 when `count` is not (what is left of so many elements). */
function shapeFrom(who: i32, list: i64, count: i64): bool {
  startShape();
  if (listLength(list) < 0) return wrongShape(who, list);
  let open: i64 = -1;
  let known: i64 = 1;
  for (let rest = list; isPair(rest); rest = cdr(rest)) {
    const word = car(rest);
    let n = isFixnum(word) ? fixnumValue(word) : -2;
    if (n == -1 && count >= 0 && open < 0) {
      open = shapeRank();
      n = 1;
    } else known *= n;
    if (n > 0x7fff_ffff && count < 0) {
      failLimit(LIMIT_HEAP);
      return false;
    }
    if (n < 0 || n > 0x7fff_ffff) return wrongShape(who, word);
    if (!addAxis(<u32>n)) {
      failTensor(who, SHAPE_AXES, fixnum(MOST_AXES), FALSE);
      return false;
    }
  }
  if (open < 0) return true;
  if (known == 0 || count % known != 0) return wrongShape(who, list);
  startShape();
  for (let rest = list; isPair(rest); rest = cdr(rest)) {
    const n = fixnumValue(car(rest));
    addAxis(<u32>(n == -1 ? count / known : n));
  }
  return true;
}
function wrongShape(who: i32, word: i64): bool {
  failType(who, EXPECT_DIMENSIONS, word);
  return false;
}

// ---- making them --------------------------------------------------------------------------------------------------------------------------------
/** Of nested lists and vectors of numbers; #f when there are tensors among them, which are to be stacked. */
export function tensorOf(items: i64): i64 {
  startShape();
  // The shape is that of the first of everything.
  let word = items;
  while (isSequence(word)) {
    const n = isVector(word) ? <i64>vectorSize(word) : listLength(word);
    if (n < 0) return failType(id.ID_TENSOR, EXPECT_LIST, word);
    if (!addAxis(<u32>n)) return failTensor(id.ID_TENSOR, SHAPE_AXES, fixnum(MOST_AXES), FALSE);
    if (n == 0) break;
    word = isVector(word) ? load<i64>(element(word, 0)) : car(word);
  }
  const like = addressOf(newShape());
  if (rankOf(like) == 0) return failType(id.ID_TENSOR, EXPECT_LIST, items);
  const found = kindOfItems(items, like, 0);
  if (found == BAD) return ERROR;
  if (found == STACKED) return FALSE;
  const n = countOf(like);
  if (found == ACTIVE_ITEMS) {
    if (!hasRoom((n + 1) << 3)) return RETRY;
    const parts = objectWord(allocateObject(KIND_VECTOR, n));
    filled = element(parts, 0);
    fillItems(items, true);
    return runParts(PACK, parts, tensorWord(like));
  }
  shapeLike(like);
  const t = newTensor();
  if (t == 0) return lacking();
  filled = dataOf(t);
  fillItems(items, false);
  return tensorWord(t);
}
let filled: usize = 0;
const PLAIN_ITEMS: i32 = 0;
const ACTIVE_ITEMS: i32 = 1;
const STACKED: i32 = 2;
const BAD: i32 = 3;
@inline function isSequence(word: i64): bool { return isPair(word) || isVector(word) || word == NULL; }

/** Whether the items have the shape from an axis on, and what is among them. */
function kindOfItems(items: i64, like: usize, axis: u32): i32 {
  if (axis == rankOf(like)) {
    if (isTensor(items)) return STACKED;
    if (isNumber(items) == 0) {
      if (isSequence(items)) failTensor(id.ID_TENSOR, SHAPE_RAGGED, shapeFromAxis(like, axis), lengthList(items));
      else failType(id.ID_TENSOR, EXPECT_NUMBER, items);
      return BAD;
    }
    return primalOf(items) == items ? PLAIN_ITEMS : ACTIVE_ITEMS;
  }
  if (isTensor(items)) return STACKED;
  if (!isSequence(items)) {
    if (isNumber(items) == 0) failType(id.ID_TENSOR, EXPECT_NUMBER, items);
    else failTensor(id.ID_TENSOR, SHAPE_RAGGED, shapeFromAxis(like, axis), NULL);
    return BAD;
  }
  const n = isVector(items) ? <i64>vectorSize(items) : listLength(items);
  if (n < 0) {
    failType(id.ID_TENSOR, EXPECT_LIST, items);
    return BAD;
  }
  let most = PLAIN_ITEMS;
  if (<u32>n != dimOf(like, axis)) {
    // A row of another length, unless tensors make up for it.
    failTensor(id.ID_TENSOR, SHAPE_RAGGED, shapeFromAxis(like, axis), lengthList(items));
    return BAD;
  }
  if (isVector(items)) {
    for (let i: usize = 0; i < <usize>n; i++) {
      const kind = kindOfItems(load<i64>(element(items, i)), like, axis + 1);
      if (kind > most) most = kind;
      if (kind >= STACKED) return kind;
    }
  } else {
    for (let rest = items; isPair(rest); rest = cdr(rest)) {
      const kind = kindOfItems(car(rest), like, axis + 1);
      if (kind > most) most = kind;
      if (kind >= STACKED) return kind;
    }
  }
  return most;
}
function shapeFromAxis(like: usize, axis: u32): i64 {
  let list = NULL;
  for (let i = <i32>rankOf(like) - 1; i >= <i32>axis; i--) list = cons(fixnum(dimOf(like, <u32>i)), list);
  return list;
}
function lengthList(items: i64): i64 { return cons(fixnum(isVector(items) ? <i64>vectorSize(items) : listLength(items)), NULL); }
function fillItems(items: i64, words: bool): void {
  if (isPair(items)) {
    for (let rest = items; isPair(rest); rest = cdr(rest)) fillItems(car(rest), words);
  } else if (isVector(items)) {
    for (let i: usize = 0; i < vectorSize(items); i++) fillItems(load<i64>(element(items, i)), words);
  } else if (items != NULL) {
    if (words) store<i64>(filled, items);
    else store<f64>(filled, floatOf(items));
    filled += 8;
  }
}

/** Of a shape, all elements the same number. */
export function tensorFilled(shape: i64, fill: i64): i64 {
  if (isNumber(fill) == 0) return failType(id.ID_MAKE_TENSOR, EXPECT_NUMBER, fill);
  if (!shapeFrom(id.ID_MAKE_TENSOR, shape, -1)) return ERROR;
  return run(BROADCAST, fill, FALSE, newShape());
}
export function tensorEye(n: i64, m: i64): i64 {
  const rows = isFixnum(n) ? fixnumValue(n) : -1;
  const columns = m == DEFAULT ? rows : isFixnum(m) ? fixnumValue(m) : -1;
  if (rows > 0x7fff_ffff || columns > 0x7fff_ffff) return failLimit(LIMIT_HEAP);
  if (rows < 0) return failType(id.ID_EYE, EXPECT_LENGTH, n);
  if (columns < 0) return failType(id.ID_EYE, EXPECT_LENGTH, m);
  startShape();
  addAxis(<u32>rows);
  addAxis(<u32>columns);
  const t = newTensor();
  if (t == 0) return lacking();
  clear(t);
  for (let i: i64 = 0; i < rows && i < columns; i++) store<f64>(dataOf(t) + (<usize>(i * columns + i) << 3), 1);
  return tensorWord(t);
}
/** start, start + step, … before stop. */
export function tensorRange(start: i64, stop: i64, step: i64): i64 {
  let from: f64 = 0;
  let to: f64 = 0;
  let by: f64 = 1;
  for (let i = 0; i < 3; i++) {
    const word = i == 0 ? start : i == 1 ? stop : step;
    if (word == DEFAULT) continue;
    if (isNumber(word) == 0) return failType(id.ID_ARANGE, EXPECT_NUMBER, word);
    const x = floatOf(valueOf(word));
    if (x - x != 0 || (i == 2 && x == 0)) return failType(id.ID_ARANGE, EXPECT_FINITE, word);
    if (i == 0) from = x;
    else if (i == 1) to = x;
    else by = x;
  }
  const n = ceil<f64>((to - from) / by);
  startShape();
  if (!addAxis(n > 0 ? (n > 4294967295.0 ? 0xffff_ffff : <u32>n) : 0)) return ERROR;
  const t = newTensor();
  if (t == 0) return lacking();
  for (let i: usize = 0; i < countOf(t); i++) store<f64>(dataOf(t) + (i << 3), from + <f64>i * by);
  return tensorWord(t);
}

// ---- parts ------------------------------------------------------------------------------------------------------------------------------------------
/** By a list of indices, negative ones from the end: an element, or what the axes that are left make up. */
export function tensorRef(t: i64, indices: i64): i64 {
  if (!isOperand(id.ID_TENSOR_REF, t)) return ERROR;
  const axes = axesOf(t);
  let axis: u32 = 0;
  let index: i64 = 0;
  const spec = newSpecification(axes);
  for (let rest = indices; isPair(rest); rest = cdr(rest), axis++) {
    if (axis == axes) return failTensor(id.ID_TENSOR_REF, SHAPE_MANY, shapeList(t), FALSE);
    const i = axisIn(car(rest), sizeOf(t, axis));
    if (i < 0) return isFixnum(car(rest)) ? failTensor(id.ID_TENSOR_REF, SHAPE_INDEX, car(rest), shapeList(t)) : failType(id.ID_TENSOR_REF, 10, car(rest));
    index = index * sizeOf(t, axis) + i;
    specify(spec, axis, i, 1, 1, true);
  }
  if (axis == axes) {
    const x = elementAt(t, <usize>index);
    return axes == 0 ? t : x;
  }
  for (; axis < axes; axis++) specify(spec, axis, 0, sizeOf(t, axis), 1, false);
  return run(SLICE, t, FALSE, spec);
}
/** By a list of parts: an index, #t, or a list (start stop [step]). */
export function tensorSlice(t: i64, parts: i64): i64 {
  if (!isOperand(id.ID_TENSOR_SLICE, t)) return ERROR;
  const axes = axesOf(t);
  const spec = newSpecification(axes);
  let axis: u32 = 0;
  for (let rest = parts; isPair(rest); rest = cdr(rest), axis++) {
    if (axis == axes) return failTensor(id.ID_TENSOR_SLICE, SHAPE_MANY, shapeList(t), FALSE);
    const part = car(rest);
    const size = <i64>sizeOf(t, axis);
    if (part == TRUE) specify(spec, axis, 0, size, 1, false);
    else if (isFixnum(part)) {
      const i = axisIn(part, <u32>size);
      if (i < 0) return failTensor(id.ID_TENSOR_SLICE, SHAPE_INDEX, part, shapeList(t));
      specify(spec, axis, i, 1, 1, true);
    } else if (!specifyRange(spec, axis, part, size, t)) return ERROR;
  }
  for (; axis < axes; axis++) specify(spec, axis, 0, sizeOf(t, axis), 1, false);
  return run(SLICE, t, FALSE, spec);
}
function specifyRange(spec: i64, axis: u32, part: i64, size: i64, t: i64): bool {
  const n = isPair(part) ? listLength(part) : -1;
  if (n != 2 && n != 3) return wrongPart(part);
  const first = car(part);
  const second = car(cdr(part));
  let step: i64 = 1;
  if (n == 3) {
    const word = car(cdr(cdr(part)));
    if (!isFixnum(word)) return wrongPart(part);
    step = fixnumValue(word);
    if (step == 0) return wrongPart(part);
  }
  if ((first != FALSE && !isFixnum(first)) || (second != FALSE && !isFixnum(second))) return wrongPart(part);
  let start = first == FALSE ? (step > 0 ? 0 : size - 1) : fixnumValue(first);
  let stop = second == FALSE ? (step > 0 ? size : -1) : fixnumValue(second);
  if (first != FALSE && start < 0) start += size;
  if (second != FALSE && stop < 0) stop += size;
  // A start may lie one behind the last element, where nothing is left; backwards one before the first.
  const lowest: i64 = step > 0 ? 0 : -1;
  const highest = step > 0 ? size : size - 1;
  if (start < lowest || start > highest) return wrongIndex(first, t);
  if (stop < lowest || stop > (step > 0 ? size : size)) return wrongIndex(second, t);
  const distance = step > 0 ? stop - start : start - stop;
  const size1 = step > 0 ? step : -step;
  specify(spec, axis, start < 0 ? 0 : start, distance > 0 ? (distance + size1 - 1) / size1 : 0, step, false);
  return true;
}
function wrongPart(part: i64): bool {
  failType(id.ID_TENSOR_SLICE, EXPECT_PART, part);
  return false;
}
function wrongIndex(index: i64, t: i64): bool {
  failTensor(id.ID_TENSOR_SLICE, SHAPE_INDEX, index, shapeList(t));
  return false;
}

// ---- other shapes -----------------------------------------------------------------------------------------------------------------------------------
export function reshapeTensor(t: i64, shape: i64): i64 {
  if (!isOperand(id.ID_RESHAPE, t)) return ERROR;
  if (!shapeFrom(id.ID_RESHAPE, shape, countIn(t))) return ERROR;
  return run(RESHAPE, t, FALSE, newShape());
}
export function broadcastTensor(t: i64, shape: i64): i64 {
  if (!isOperand(id.ID_BROADCAST_TO, t)) return ERROR;
  if (!shapeFrom(id.ID_BROADCAST_TO, shape, -1)) return ERROR;
  return run(BROADCAST, t, FALSE, newShape());
}
export function transposeTensor(t: i64, axes: i64): i64 {
  if (!isOperand(id.ID_TRANSPOSE, t)) return ERROR;
  const n = axesOf(t);
  let order: i64 = 0;
  if (axes == DEFAULT) for (let i: u32 = 0; i < n; i++) order |= <i64>(n - 1 - i) << (i << 2);
  else {
    let seen: u32 = 0;
    let i: u32 = 0;
    if (listLength(axes) != n) return failType(id.ID_TRANSPOSE, EXPECT_AXES, axes);
    for (let rest = axes; isPair(rest); rest = cdr(rest), i++) {
      const axis = axisIn(car(rest), n);
      if (axis < 0 || (seen >> axis & 1) != 0) return failType(id.ID_TRANSPOSE, EXPECT_AXES, axes);
      seen |= 1 << axis;
      order |= <i64>axis << (i << 2);
    }
  }
  return n < 2 ? t : run(TRANSPOSE, t, FALSE, fixnum(order));
}
function vectorOfList(who: i32, list: i64): i64 {
  const n = isVector(list) ? <i64>vectorSize(list) : listLength(list);
  if (n < 1) return failType(who, EXPECT_LIST, list);
  const v = objectWord(allocateObject(KIND_VECTOR, <usize>n));
  let i: usize = 0;
  if (isVector(list)) for (; i < <usize>n; i++) store<i64>(element(v, i), load<i64>(element(list, i)));
  else for (let rest = list; isPair(rest); rest = cdr(rest), i++) store<i64>(element(v, i), car(rest));
  for (i = 0; i < <usize>n; i++) if (!isOperand(who, load<i64>(element(v, i)))) return ERROR;
  return v;
}
export function concatTensors(list: i64, axis: i64): i64 {
  const parts = vectorOfList(id.ID_CONCAT, list);
  if (parts == ERROR) return ERROR;
  const first = load<i64>(element(parts, 0));
  const n = axisIn(axis == DEFAULT ? fixnum(0) : axis, axesOf(first));
  if (n < 0) return axesOf(first) == 0 ? failTensor(id.ID_CONCAT, SHAPE_RANK, shapeList(first), FALSE) : wrongAxis(id.ID_CONCAT, axis, first);
  return runParts(CONCAT, parts, fixnum(n));
}
export function stackTensors(list: i64, axis: i64): i64 {
  const parts = vectorOfList(id.ID_STACK, list);
  if (parts == ERROR) return ERROR;
  const first = load<i64>(element(parts, 0));
  const n = axisIn(axis == DEFAULT ? fixnum(0) : axis, axesOf(first) + 1);
  if (n < 0) return wrongAxis(id.ID_STACK, axis, first);
  if (axesOf(first) == MOST_AXES) return failTensor(id.ID_STACK, SHAPE_AXES, fixnum(MOST_AXES), FALSE);
  return runParts(STACK, parts, fixnum(n));
}
function wrongAxis(who: i32, axis: i64, t: i64): i64 {
  return isFixnum(axis) ? failTensor(who, SHAPE_AXIS, axis, shapeList(t)) : failType(who, EXPECT_AXES, axis);
}

// ---- reductions ------------------------------------------------------------------------------------------------------------------------------------------
/** Axes (all, one, or a list) and whether they stay, as operations take them; -1: a failure. */
function axesInfo(who: i32, t: i64, axes: i64, keep: i64): i64 {
  if (!isOperand(who, t)) return -1;
  const n = axesOf(t);
  let info: i64 = keep == DEFAULT || keep == FALSE ? 0 : KEEP;
  if (axes == DEFAULT || axes == FALSE) return info | ((1 << n) - 1);
  if (isFixnum(axes)) {
    const axis = axisIn(axes, n);
    if (axis >= 0) return info | (<i64>1 << axis);
    wrongAxis(who, axes, t);
    return -1;
  }
  if (listLength(axes) < 0) {
    wrongAxis(who, axes, t);
    return -1;
  }
  for (let rest = axes; isPair(rest); rest = cdr(rest)) {
    const axis = axisIn(car(rest), n);
    if (axis < 0) {
      wrongAxis(who, car(rest), t);
      return -1;
    }
    if ((info >> axis & 1) != 0) {
      failType(who, EXPECT_AXES, axes);
      return -1;
    }
    info |= <i64>1 << axis;
  }
  return info;
}
export function sumTensor(t: i64, axes: i64, keep: i64): i64 {
  const info = axesInfo(id.ID_SUM, t, axes, keep);
  return info < 0 ? ERROR : run(SUM, t, FALSE, fixnum(info));
}
export function meanTensor(t: i64, axes: i64, keep: i64): i64 {
  const info = axesInfo(id.ID_MEAN, t, axes, keep);
  if (info < 0) return ERROR;
  let n: f64 = 1;
  for (let i: u32 = 0; i < axesOf(t); i++) if ((info >> i & 1) != 0) n *= sizeOf(t, i);
  if (n == 0) return failTensor(id.ID_MEAN, SHAPE_EMPTY, shapeList(t), FALSE);
  const sum = run(SUM, t, FALSE, fixnum(info));
  return isSignal(sum) ? sum : numberDivide(sum, flonum(n));
}
export function normTensor(t: i64, axes: i64, keep: i64): i64 {
  const info = axesInfo(id.ID_NORM, t, axes, keep);
  return info < 0 ? ERROR : run(NORM, t, FALSE, fixnum(info));
}
export function logSumExpTensor(t: i64, axes: i64, keep: i64): i64 {
  const info = axesInfo(id.ID_LOGSUMEXP, t, axes, keep);
  return info < 0 ? ERROR : run(LOGSUMEXP, t, FALSE, fixnum(info));
}
export function softmaxTensor(t: i64, axis: i64): i64 {
  if (!isOperand(id.ID_SOFTMAX, t)) return ERROR;
  if (axesOf(t) == 0) return failTensor(id.ID_SOFTMAX, SHAPE_AXIS, axis == DEFAULT ? fixnum(-1) : axis, NULL);
  const n = axisIn(axis == DEFAULT ? fixnum(-1) : axis, axesOf(t));
  return n < 0 ? wrongAxis(id.ID_SOFTMAX, axis, t) : run(SOFTMAX, t, FALSE, fixnum(n));
}
export function cumsumTensor(t: i64, axis: i64): i64 {
  if (!isOperand(id.ID_CUMSUM, t)) return ERROR;
  if (axis == DEFAULT) {
    startShape();
    addAxis(<u32>countIn(t));
    const flat = axesOf(t) == 1 ? t : run(RESHAPE, t, FALSE, newShape());
    return run(CUMSUM, flat, FALSE, fixnum(0));
  }
  const n = axisIn(axis, axesOf(t));
  return n < 0 ? wrongAxis(id.ID_CUMSUM, axis, t) : run(CUMSUM, t, FALSE, fixnum(n));
}
/** The index among all elements of the greatest (or least) one along an axis, for each place in the shape of what is left. */
function extremes(t: usize, axis: i32, least: bool, keeps: bool): i64 {
  startShape();
  for (let i: u32 = 0; i < rankOf(t); i++) {
    if (<i32>i != axis) addAxis(dimOf(t, i));
    else if (keeps) addAxis(1);
  }
  const z = newTensor();
  if (z == 0) return lacking();
  splitAt(t, <u32>axis);
  for (let o: usize = 0; o < before; o++) {
    for (let i: usize = 0; i < behind; i++) {
      const base = o * along * behind + i;
      const k = extremeIndex(dataOf(t) + (base << 3), along, behind << 3, least);
      store<f64>(dataOf(z) + ((o * behind + i) << 3), <f64>(base + <usize>k * behind));
    }
  }
  return tensorWord(z);
}
/** The greatest or least elements; the flag says which. */
export function extremeTensor(t: i64, axes: i64, keep: i64, least: i64): i64 {
  const isLeast = least != FALSE;
  const who = isLeast ? id.ID_AMIN : id.ID_AMAX;
  const info = axesInfo(who, t, axes, keep);
  if (info < 0) return ERROR;
  const n = axesOf(t);
  if (n == 0) return t;
  const kept = (info & KEEP) != 0;
  const mask = <u32>(info & 255);
  let word = t;
  for (let i = <i32>n - 1; i >= 0; i--) {
    if ((mask >> i & 1) == 0) continue;
    const plain = plainTensor(who, word);
    if (plain == 0) return ERROR;
    if (dimOf(plain, <u32>i) == 0) return failTensor(who, SHAPE_EMPTY, shapeList(t), FALSE);
    const indices = extremes(plain, i, isLeast, kept);
    if (isSignal(indices)) return indices;
    noteTensorGuard(isLeast ? TEST_LEAST : TEST_GREATEST, word, fixnum(i), indices);
    word = run(PICK, word, FALSE, indices);
    if (isSignal(word)) return word;
  }
  return word;
}
/** Where they are: an index among all elements, or for each place of the other axes the index along the axis. */
export function extremePlaces(t: i64, axis: i64, least: i64): i64 {
  const isLeast = least != FALSE;
  const who = isLeast ? id.ID_ARGMIN : id.ID_ARGMAX;
  const x = plainTensor(who, t);
  if (x == 0) return ERROR;
  if (axis == DEFAULT || axis == FALSE) {
    if (countOf(x) == 0) return failTensor(who, SHAPE_EMPTY, shapeList(t), FALSE);
    const place = fixnum(extremeIndex(dataOf(x), countOf(x), 8, isLeast));
    noteTensorGuard(isLeast ? TEST_LEAST : TEST_GREATEST, t, FALSE, place);
    return place;
  }
  const n = axisIn(axis, rankOf(x));
  if (n < 0) return wrongAxis(who, axis, t);
  if (dimOf(x, <u32>n) == 0) return failTensor(who, SHAPE_EMPTY, shapeList(t), FALSE);
  const indices = extremes(x, n, isLeast, false);
  if (isSignal(indices)) return indices;
  noteTensorGuard(isLeast ? TEST_LEAST : TEST_GREATEST, t, fixnum(n), indices);
  const z = addressOf(indices);
  splitAt(x, <u32>n);
  for (let i: usize = 0; i < countOf(z); i++) {
    store<f64>(dataOf(z) + (i << 3), <f64>((<usize>at(z, i) / behind) % along));
  }
  return rankOf(z) == 0 ? fixnum(<i64>at(z, 0)) : indices;
}

// ---- linear algebra -----------------------------------------------------------------------------------------------------------------------------------------
/** Vectors and matrices in every combination that has a product. */
export function matmulTensors(a: i64, b: i64): i64 { return multiplied(id.ID_MATMUL, a, b); }
export function matvecTensors(a: i64, b: i64): i64 {
  if (!isOperand(id.ID_MATVEC, a) || !isOperand(id.ID_MATVEC, b)) return ERROR;
  if (axesOf(a) != 2) return failTensor(id.ID_MATVEC, SHAPE_RANK, shapeList(a), FALSE);
  if (axesOf(b) != 1) return failTensor(id.ID_MATVEC, SHAPE_RANK, shapeList(b), FALSE);
  return run(MATMUL, a, b, fixnum(0));
}
export function dotTensors(a: i64, b: i64): i64 { return multiplied(id.ID_DOT, a, b); }
function multiplied(who: i32, a: i64, b: i64): i64 {
  if (!isOperand(who, a) || !isOperand(who, b)) return ERROR;
  const ra = axesOf(a);
  const rb = axesOf(b);
  if (ra == 1 && rb == 1) return run(DOT, a, b, FALSE);
  // A vector on the left is one on the right of the transposed matrix.
  if (ra == 1 && rb == 2) return sizeOf(a, 0) == sizeOf(b, 0) ? run(MATMUL, b, a, fixnum(FIRST)) : failTensor(who, 1001, shapeList(a), shapeList(b));
  return run(MATMUL, a, b, fixnum(0));
}
export function outerTensors(a: i64, b: i64): i64 {
  if (!isOperand(id.ID_OUTER, a) || !isOperand(id.ID_OUTER, b)) return ERROR;
  return run(OUTER, flat(a), flat(b), FALSE);
}
function flat(t: i64): i64 {
  if (axesOf(t) == 1) return t;
  startShape();
  addAxis(<u32>countIn(t));
  return run(RESHAPE, t, FALSE, newShape());
}
/** A vector on a diagonal, or the diagonal of a matrix. */
export function diagTensor(t: i64, k: i64): i64 {
  if (!isOperand(id.ID_DIAG, t)) return ERROR;
  const number = k == DEFAULT ? 0 : isFixnum(k) ? fixnumValue(k) : 0x7fff_ffff;
  if (number > 0xffff || number < -0xffff) return failType(id.ID_DIAG, 2, k);
  const n = axesOf(t);
  if (n == 2) return run(DIAGONAL, t, FALSE, fixnum(number));
  if (n != 1) return failTensor(id.ID_DIAG, SHAPE_RANK, shapeList(t), FALSE);
  const size = sizeOf(t, 0) + <u32>(number < 0 ? -number : number);
  startShape();
  addAxis(size);
  addAxis(size);
  return run(DIAG, t, FALSE, cons(fixnum(number), newShape()));
}
/** The lower or upper triangle of a matrix, up to a diagonal. */
export function triangleTensor(t: i64, k: i64, kind: i64): i64 {
  const who = fixnumValue(kind) == 0 ? id.ID_TRIL : id.ID_TRIU;
  if (!isOperand(who, t)) return ERROR;
  const number = k == DEFAULT ? 0 : isFixnum(k) ? fixnumValue(k) : 0x7fff_ffff;
  if (number > 0xffff || number < -0xffff) return failType(who, 2, k);
  return run(BAND, t, FALSE, fixnum(fixnumValue(kind) + number * 4));
}
export function choleskyTensor(a: i64): i64 { return run(CHOLESKY, a, FALSE, FALSE); }
export function solveTensors(a: i64, b: i64): i64 { return run(SOLVE, a, b, fixnum(0)); }
export function solveSymmetricTensors(a: i64, b: i64): i64 { return run(SOLVE_SPD, a, b, FALSE); }
export function triangularTensors(a: i64, b: i64, triangle: i64, transposed: i64): i64 {
  let flags: i64 = transposed == DEFAULT || transposed == FALSE ? 0 : TRANSPOSED;
  if (triangle == TRUE || isNamed(triangle, "upper")) flags |= IS_UPPER;
  else if (triangle != DEFAULT && triangle != FALSE && !isNamed(triangle, "lower")) return failType(id.ID_TRIANGULAR_SOLVE, EXPECT_TRIANGLE, triangle);
  return run(TRIANGULAR, a, b, fixnum(flags));
}
function isNamed(word: i64, name: string): bool {
  if (<u32>(<u64>word >> 48) != 0xfff9 || symbolLength(word) != name.length) return false;
  for (let i = 0; i < name.length; i++) if (load<u8>(symbolName(word) + i) != <u8>name.charCodeAt(i)) return false;
  return true;
}
export function inverseTensor(a: i64): i64 { return run(INVERSE, a, FALSE, FALSE); }
export function detTensor(a: i64): i64 { return run(DET, a, FALSE, FALSE); }
export function logdetTensor(a: i64): i64 { return run(LOGDET, a, FALSE, FALSE); }

// ---- element by element, from the generated arithmetic -------------------------------------------------------------------------------------------------------
export function elementwise(op: u32, a: i64): i64 { return operate(op, a, FALSE, FALSE); }
/** One operand is a tensor. */
export function elementwisePair(op: u32, primitive: i32, a: i64, b: i64): i64 {
  const wrong = !isTensor(a) && isNumber(a) == 0 ? a : b;
  if (!isTensor(wrong) && isNumber(wrong) == 0) return failType(primitive, EXPECT_TENSOR, wrong);
  return operate(op, a, b, FALSE);
}
/** Rounded element by element: constants for every derivative. */
export function roundedTensor(word: i64, how: i32): i64 {
  const x = addressOf(bottom(word));
  shapeLike(x);
  const z = newTensor();
  if (z == 0) return noRoom();
  for (let i: usize = 0; i < countOf(x); i++) {
    const e = at(x, i);
    store<f64>(dataOf(z) + (i << 3), how == 0 ? floor<f64>(e) : how == 1 ? ceil<f64>(e) : how == 2 ? trunc<f64>(e) : nearest<f64>(e));
  }
  noteTensorGuard(TEST_FLOOR + <u32>how, word, FALSE, tensorWord(z));
  return tensorWord(z);
}
