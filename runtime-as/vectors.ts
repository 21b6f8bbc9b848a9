// Vectors: [header | size][word …]. A vector of flonums is therefore an array of f64, which crosses to the host as one copy.
import {
  DEFAULT, ERROR, KIND_VECTOR, NULL, RETRY, UNSPECIFIED, addressOf, car, cdr, fixnum, isKind, isPair, sizeOfHeader,
} from "./layout";
import { EXPECT_LENGTH, EXPECT_LIST, EXPECT_VECTOR, failRange, failType } from "./errors";
import { allocateObject, cons, hasRoom, objectWord } from "./heap";
import { indexIn, lengthIn, range, rangeEnd, rangeStart } from "./ranges";
import { listLength } from "./lists";
import * as id from "./generated/names";

const MOST_LENGTH: i64 = 0x1fff_ffff;

@inline export function isVector(word: i64): bool { return isKind(word, KIND_VECTOR); }
@inline export function vectorSize(v: i64): usize { return sizeOfHeader(load<i64>(addressOf(v))); }
@inline export function element(v: i64, i: usize): usize { return addressOf(v) + 8 + (i << 3); }

/** A vector of unspecified contents, to be filled before the next safe point; 0 when a collection is needed first. */
export function allocateVector(size: usize): i64 {
  if (!hasRoom((size + 1) << 3)) return 0;
  return objectWord(allocateObject(KIND_VECTOR, size));
}

function fillElements(v: i64, from: usize, to: usize, word: i64): void {
  const end = element(v, to);
  for (let at = element(v, from); at < end; at += 8) store<i64>(at, word);
}
function copyElements(to: i64, at: usize, from: i64, start: usize, count: usize): void {
  memory.copy(element(to, at), element(from, start), count << 3);
}

export function makeVector(size: i64, fill: i64): i64 {
  const n = lengthIn(id.ID_MAKE_VECTOR, size, MOST_LENGTH);
  if (n < 0) return ERROR;
  const v = allocateVector(<usize>n);
  if (v == 0) return RETRY;
  fillElements(v, 0, <usize>n, fill == DEFAULT ? fixnum(0) : fill);
  return v;
}
export function listToVector(list: i64): i64 {
  const n = listLength(list);
  if (n < 0) return failType(id.ID_LIST_TO_VECTOR, EXPECT_LIST, list);
  const v = allocateVector(<usize>n);
  if (v == 0) return RETRY;
  let at = element(v, 0);
  for (let rest = list; isPair(rest); rest = cdr(rest), at += 8) store<i64>(at, car(rest));
  return v;
}
/** Whether `v` is a vector and has the part that is meant (ranges.ts). */
function hasPart(primitive: i32, v: i64, start: i64, end: i64): bool {
  if (isVector(v)) return range(primitive, v, <i64>vectorSize(v), start, end);
  failType(primitive, EXPECT_VECTOR, v);
  return false;
}
/** The elements from `start` to before `end` as a list. */
export function vectorToList(v: i64, start: i64, end: i64): i64 {
  if (!hasPart(id.ID_VECTOR_TO_LIST, v, start, end)) return ERROR;
  let list = NULL;
  for (let i = rangeEnd - 1; i >= rangeStart; i--) list = cons(load<i64>(element(v, <usize>i)), list);
  return list;
}
/** The same, the last one first. */
export function vectorToReversedList(v: i64, start: i64, end: i64): i64 {
  if (!hasPart(id.ID_REVERSE_VECTOR_TO_LIST, v, start, end)) return ERROR;
  let list = NULL;
  for (let i = rangeStart; i < rangeEnd; i++) list = cons(load<i64>(element(v, <usize>i)), list);
  return list;
}
export function vectorFill(v: i64, fill: i64, start: i64, end: i64): i64 {
  if (!hasPart(id.ID_VECTOR_FILL_X, v, start, end)) return ERROR;
  fillElements(v, <usize>rangeStart, <usize>rangeEnd, fill);
  return UNSPECIFIED;
}
function copyOfPart(primitive: i32, v: i64, start: i64, end: i64): i64 {
  if (!hasPart(primitive, v, start, end)) return ERROR;
  const count = <usize>(rangeEnd - rangeStart);
  const copy = allocateVector(count);
  if (copy == 0) return RETRY;
  copyElements(copy, 0, v, <usize>rangeStart, count);
  return copy;
}
export function vectorCopy(v: i64, start: i64, end: i64): i64 { return copyOfPart(id.ID_VECTOR_COPY, v, start, end); }
export function subvector(v: i64, start: i64, end: i64): i64 { return copyOfPart(id.ID_SUBVECTOR, v, start, end); }
export function vectorCopyInto(to: i64, at: i64, from: i64, start: i64, end: i64): i64 {
  if (!isVector(to)) return failType(id.ID_VECTOR_COPY_X, EXPECT_VECTOR, to);
  const place = indexIn(at, <i64>vectorSize(to));
  if (place < 0) return failRange(id.ID_VECTOR_COPY_X, at, to);
  if (!hasPart(id.ID_VECTOR_COPY_X, from, start, end)) return ERROR;
  const count = rangeEnd - rangeStart;
  if (place + count > <i64>vectorSize(to)) return failRange(id.ID_VECTOR_COPY_X, fixnum(place + count), to);
  copyElements(to, <usize>place, from, <usize>rangeStart, <usize>count);
  return UNSPECIFIED;
}
export function vectorAppend(list: i64): i64 {
  if (listLength(list) < 0) return failType(id.ID_VECTOR_APPEND, EXPECT_LIST, list);
  let total: usize = 0;
  for (let rest = list; rest != NULL; rest = cdr(rest)) {
    if (!isVector(car(rest))) return failType(id.ID_VECTOR_APPEND, EXPECT_VECTOR, car(rest));
    total += vectorSize(car(rest));
  }
  const result = allocateVector(total);
  if (result == 0) return RETRY;
  let at: usize = 0;
  for (let rest = list; rest != NULL; rest = cdr(rest)) {
    const size = vectorSize(car(rest));
    copyElements(result, at, car(rest), 0, size);
    at += size;
  }
  return result;
}
/** A longer vector that begins with the elements of `v`; the others are 0. */
export function vectorGrow(v: i64, size: i64): i64 {
  if (!isVector(v)) return failType(id.ID_VECTOR_GROW, EXPECT_VECTOR, v);
  const n = indexIn(size, MOST_LENGTH);
  if (n < <i64>vectorSize(v)) return failType(id.ID_VECTOR_GROW, EXPECT_LENGTH, size);
  const result = allocateVector(<usize>n);
  if (result == 0) return RETRY;
  copyElements(result, 0, v, 0, vectorSize(v));
  fillElements(result, vectorSize(v), <usize>n, fixnum(0));
  return result;
}
export function vectorReverse(v: i64, start: i64, end: i64): i64 {
  if (!hasPart(id.ID_VECTOR_REVERSE_X, v, start, end)) return ERROR;
  for (let i = <usize>rangeStart, j = <usize>rangeEnd; i + 1 < j; i++) {
    j--;
    const word = load<i64>(element(v, i));
    store<i64>(element(v, i), load<i64>(element(v, j)));
    store<i64>(element(v, j), word);
  }
  return UNSPECIFIED;
}
export function vectorLength(v: i64): i64 {
  return isVector(v) ? fixnum(<i64>vectorSize(v)) : failType(id.ID_VECTOR_LENGTH, EXPECT_VECTOR, v);
}
