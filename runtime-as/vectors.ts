// Vectors: [header | size][word …]. A vector of flonums is therefore an array of f64, which crosses to the host as one copy.
import {
  KIND_VECTOR, NULL, RETRY, UNSPECIFIED, addressOf, car, cdr, fixnum, isKind, isPair, sizeOfHeader,
} from "./layout";
import { EXPECT_LENGTH, EXPECT_LIST, EXPECT_VECTOR, failRange, failType } from "./errors";
import { allocateObject, cons, hasRoom, objectWord } from "./heap";
import { indexIn } from "./strings";
import { listLength } from "./lists";
import * as id from "./generated/names";

@inline export function isVector(word: i64): bool { return isKind(word, KIND_VECTOR); }
@inline export function vectorSize(v: i64): usize { return sizeOfHeader(load<i64>(addressOf(v))); }
@inline export function element(v: i64, i: usize): usize { return addressOf(v) + 8 + (i << 3); }

/** A vector of unspecified contents, to be filled before the next safe point; 0 when a collection is needed first. */
export function allocateVector(size: usize): i64 {
  if (!hasRoom((size + 1) << 3)) return 0;
  return objectWord(allocateObject(KIND_VECTOR, size));
}

export function makeVector(size: i64, fill: i64): i64 {
  const n = indexIn(size, 0x1fff_ffff);
  if (n < 0) return failType(id.ID_MAKE_VECTOR, EXPECT_LENGTH, size);
  const v = allocateVector(<usize>n);
  if (v == 0) return RETRY;
  const end = element(v, <usize>n);
  for (let at = element(v, 0); at < end; at += 8) store<i64>(at, fill);
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
/** The elements from `start` to before `end` as a list. */
export function vectorToList(v: i64, start: i64, end: i64): i64 {
  if (!isVector(v)) return failType(id.ID_VECTOR_TO_LIST, EXPECT_VECTOR, v);
  const last = indexIn(end, <i64>vectorSize(v));
  if (last < 0) return failRange(id.ID_VECTOR_TO_LIST, end, v);
  const first = indexIn(start, last);
  if (first < 0) return failRange(id.ID_VECTOR_TO_LIST, start, v);
  let list = NULL;
  for (let i = last - 1; i >= first; i--) list = cons(load<i64>(element(v, <usize>i)), list);
  return list;
}
export function vectorFill(v: i64, fill: i64, start: i64, end: i64): i64 {
  if (!isVector(v)) return failType(id.ID_VECTOR_FILL_X, EXPECT_VECTOR, v);
  const last = indexIn(end, <i64>vectorSize(v));
  if (last < 0) return failRange(id.ID_VECTOR_FILL_X, end, v);
  const first = indexIn(start, last);
  if (first < 0) return failRange(id.ID_VECTOR_FILL_X, start, v);
  for (let i = first; i < last; i++) store<i64>(element(v, <usize>i), fill);
  return UNSPECIFIED;
}
export function vectorCopy(v: i64, start: i64, end: i64): i64 {
  if (!isVector(v)) return failType(id.ID_VECTOR_COPY, EXPECT_VECTOR, v);
  const last = indexIn(end, <i64>vectorSize(v));
  if (last < 0) return failRange(id.ID_VECTOR_COPY, end, v);
  const first = indexIn(start, last);
  if (first < 0) return failRange(id.ID_VECTOR_COPY, start, v);
  const copy = allocateVector(<usize>(last - first));
  if (copy == 0) return RETRY;
  memory.copy(element(copy, 0), element(v, <usize>first), <usize>(last - first) << 3);
  return copy;
}
export function vectorLength(v: i64): i64 {
  return isVector(v) ? fixnum(<i64>vectorSize(v)) : failType(id.ID_VECTOR_LENGTH, EXPECT_VECTOR, v);
}
