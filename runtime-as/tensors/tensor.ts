// Tensors: dense arrays of f64, row by row, that never change once they are made.
//
//   [header | words][u32 rank, u32 elements][8 u32 dimensions][f64 …, one of padding behind an odd number]
//
// An active tensor is [header | 4][active word][tensor one level down][adjoint during a sweep, or #f][whether it is the sweep's own]:
// the active word is an entry of the tape without operands, which tells the level and the place among the entries.
// Invariant: a result without axes is a number; tensors of rank 0 only occur while an operation is computed.
import { FALSE, KIND_ACTIVE_TENSOR, KIND_TENSOR, NULL, TAG_OBJECT, addressOf, canonical, fixnum, fixnumValue, isActive, isFixnum, isKind, tagOf, kindOfHeader } from "../layout";
import { allocateObject, cons, hasRoom, hasRoomBeyond, objectWord } from "../heap";
import { EXPECT_TENSOR, LIMIT_HEAP, failLimit, failType } from "../errors";
import { depthOf, primalOf } from "../tape";
import { floatOf, isNumber } from "../numbers";
import { RETRY } from "../layout";

export const MOST_AXES: u32 = 8;
export const DATA: usize = 48;
const WORDS_BEFORE: usize = 5;
const MOST_ELEMENTS: u64 = 0x1000_0000;

export const ACTIVE_WORD: usize = 8;
export const PRIMAL: usize = 16;
export const COTANGENT: usize = 24;
export const OWNED: usize = 32;

@inline export function isTensor(word: i64): bool {
  if (tagOf(word) != TAG_OBJECT) return false;
  const kind = kindOfHeader(load<i64>(addressOf(word)));
  return kind == KIND_TENSOR || kind == KIND_ACTIVE_TENSOR;
}
@inline export function isActiveTensor(word: i64): bool { return isKind(word, KIND_ACTIVE_TENSOR); }
@inline export function isSignal(word: i64): bool { return tagOf(word) == 0x7fff; }
@inline export function tensorWord(t: usize): i64 { return objectWord(t); }

// ---- reading: `t` is the address of a plain tensor -------------------------------------------------------------------------------
@inline export function rankOf(t: usize): u32 { return load<u32>(t, 8); }
@inline export function countOf(t: usize): usize { return load<u32>(t, 12); }
@inline export function dimOf(t: usize, axis: u32): u32 { return load<u32>(t + ((<usize>axis) << 2), 16); }
@inline export function dataOf(t: usize): usize { return t + DATA; }
@inline export function at(t: usize, index: usize): f64 { return load<f64>(t + (index << 3), DATA); }

export function sameShape(a: usize, b: usize): bool {
  return rankOf(a) == rankOf(b) && memory.compare(a + 16, b + 16, <usize>rankOf(a) << 2) == 0;
}

// ---- making: first the shape of what comes next, then the tensor -----------------------------------------------------------------
const shape = memory.data(32);
let rank: u32 = 0;

export function startShape(): void { rank = 0; }
/** Appends an axis; false when there are too many. */
export function addAxis(size: u32): bool {
  if (rank == MOST_AXES) return false;
  store<u32>(shape + ((<usize>rank) << 2), size);
  rank++;
  return true;
}
export function shapeRank(): u32 { return rank; }
@inline export function shapeAxis(axis: u32): u32 { return load<u32>(shape + ((<usize>axis) << 2)); }
@inline export function setShapeAxis(axis: u32, size: u32): void { store<u32>(shape + ((<usize>axis) << 2), size); }
export function shapeLike(t: usize): void {
  rank = rankOf(t);
  memory.copy(shape, t + 16, <usize>rank << 2);
}
export function shapeCount(): u64 {
  let count: u64 = 1;
  for (let i: u32 = 0; i < rank; i++) {
    count *= shapeAxis(i);
    if (count > MOST_ELEMENTS) return MOST_ELEMENTS + 1;
  }
  return count;
}

/** Whether what is asked for may be allocated after a collection: in a procedure, but not in arithmetic or in the middle of a sweep. */
let waits: bool = false;
export function mayWait(yes: bool): void { waits = yes; }

/** A tensor of the shape that was made before, its elements not set; 0 when there is no room (see `noRoom`). */
export function newTensor(): usize {
  const count = shapeCount();
  if (count > MOST_ELEMENTS) return 0;
  const n = <usize>count;
  const words = WORDS_BEFORE + ((n + 1) & ~1);
  const bytes = (words + 1) << 3;
  if (!hasRoom(bytes) && (waits || !hasRoomBeyond(bytes))) return 0;
  const t = allocateObject(KIND_TENSOR, words);
  store<u32>(t, rank, 8);
  store<u32>(t, <u32>n, 12);
  memory.copy(t + 16, shape, 32);
  if ((n & 1) != 0) store<f64>(t + (n << 3), 1.0, DATA);
  return t;
}
/** What a primitive answers when `newTensor` has no room. */
export function noRoom(): i64 { return waits && shapeCount() <= MOST_ELEMENTS ? RETRY : failLimit(LIMIT_HEAP); }

/** Only the shape that was made before: a template, which has no elements. */
export function newShape(): i64 {
  const t = allocateObject(KIND_TENSOR, WORDS_BEFORE);
  store<u32>(t, rank, 8);
  store<u32>(t, <u32>shapeCount(), 12);
  memory.copy(t + 16, shape, 32);
  return tensorWord(t);
}
export function clear(t: usize): void { memory.fill(dataOf(t), 0, countOf(t) << 3); }

/** The number, or the plain tensor, that an operation has computed, as the program sees it. */
export function finished(t: usize): i64 { return rankOf(t) == 0 ? canonical(load<f64>(t, DATA)) : tensorWord(t); }

// ---- words ------------------------------------------------------------------------------------------------------------------------
/** The open level at which a number or tensor is active; 0: none. */
export function depthOfAny(word: i64): i32 {
  if (isActive(word)) return depthOf(word);
  return isActiveTensor(word) ? depthOf(load<i64>(addressOf(word), ACTIVE_WORD)) : 0;
}
/** What outlived its level acts as its primal. */
export function outlivedAny(word: i64): i64 {
  while (true) {
    if (isActive(word)) {
      if (depthOf(word) != 0) return word;
      word = load<i64>(addressOf(word));
    } else if (isActiveTensor(word)) {
      if (depthOf(load<i64>(addressOf(word), ACTIVE_WORD)) != 0) return word;
      word = load<i64>(addressOf(word), PRIMAL);
    } else return word;
  }
}
/** One level down. */
export function primalOfAny(word: i64): i64 {
  return isActive(word) ? load<i64>(addressOf(word)) : isActiveTensor(word) ? load<i64>(addressOf(word), PRIMAL) : word;
}
/** At the bottom of all levels. */
export function bottom(word: i64): i64 {
  while (isActiveTensor(word)) word = load<i64>(addressOf(word), PRIMAL);
  return isActive(word) ? primalOf(word) : word;
}

/** Address of the plain tensor at the bottom of a word, of rank 0 for a number; 0: a failure of `primitive`. */
export function plainTensor(primitive: i32, word: i64): usize {
  const b = bottom(word);
  if (isKind(b, KIND_TENSOR)) return addressOf(b);
  if (isNumber(b) == 0) {
    failType(primitive, EXPECT_TENSOR, word);
    return 0;
  }
  return scalarTensor(floatOf(b));
}
export function scalarTensor(x: f64): usize {
  const before = rank;
  rank = 0;
  const t = newTensor();
  rank = before;
  store<f64>(t, x, DATA);
  return t;
}

/** The shape of a number or tensor as a list. */
export function shapeList(word: i64): i64 {
  const b = bottom(word);
  let list = NULL;
  if (isKind(b, KIND_TENSOR)) {
    const t = addressOf(b);
    for (let i = <i32>rankOf(t) - 1; i >= 0; i--) list = cons(fixnum(dimOf(t, <u32>i)), list);
  }
  return list;
}

/** A checked axis of a tensor of so many, negative ones counted from the end; -1: none. */
export function axisIn(word: i64, axes: u32): i32 {
  if (!isFixnum(word)) return -1;
  let n = fixnumValue(word);
  if (n < 0) n += axes;
  return n >= 0 && n < <i64>axes ? <i32>n : -1;
}

/** An active tensor: `mark` is its entry's word. */
export function activeTensor(mark: i64, primal: i64): i64 {
  const o = allocateObject(KIND_ACTIVE_TENSOR, 4);
  store<i64>(o, mark, ACTIVE_WORD);
  store<i64>(o, primal, PRIMAL);
  store<i64>(o, FALSE, COTANGENT);
  store<i64>(o, FALSE, OWNED);
  return objectWord(o);
}
