// Bytevectors (R7RS 6.9): [header][length in bytes][byte …], and UTF-8.
// Invariant: bytes that are no UTF-8 are read as U+FFFD, one at a time, as text from the host is.
import {
  DEFAULT, ERROR, KIND_BYTES, NULL, RETRY, UNSPECIFIED, addressOf, car, cdr, fixnum, fixnumValue, isKind,
} from "./layout";
import { EXPECT_BYTE, EXPECT_BYTEVECTOR, EXPECT_LENGTH, EXPECT_LIST, EXPECT_STRING, failRange, failType } from "./errors";
import { allocateObject, hasRoom, objectWord } from "./heap";
import { TEXT, bufferAddress, bufferLength, clearBuffer, putCodePoint } from "./buffers";
import { codePointAt, isString, stringFromBytes, stringLengthOf } from "./strings";
import { indexIn, lengthIn, range, rangeEnd, rangeStart } from "./ranges";
import { listLength } from "./lists";
import * as id from "./generated/names";

export const BYTES: usize = 16; // offset of the first byte
const MOST_LENGTH: i64 = 0x7fff_ffff;

export function isBytevector(word: i64): i32 { return <i32>isKind(word, KIND_BYTES); }
@inline export function bytevectorSize(b: i64): i64 { return <i64>load<u32>(addressOf(b), 8); }
@inline function bytesOf(b: i64): usize { return addressOf(b) + BYTES; }

/** A bytevector of unspecified contents; 0 when a collection is needed first. */
export function allocateBytes(length: i64): i64 {
  const words: usize = 1 + ((<usize>length + 7) >> 3);
  if (!hasRoom((words + 1) << 3)) return 0;
  const at = allocateObject(KIND_BYTES, words);
  store<u64>(at, <u64>length, 8);
  return objectWord(at);
}
/** A byte; -1 when it is none. */
@inline function byteOf(word: i64): i64 { return indexIn(word, 255); }

export function makeBytevector(count: i64, fill: i64): i64 {
  const n = lengthIn(id.ID_MAKE_BYTEVECTOR, count, MOST_LENGTH);
  if (n < 0) return ERROR;
  const byte = fill == DEFAULT ? 0 : byteOf(fill);
  if (byte < 0) return failType(id.ID_MAKE_BYTEVECTOR, EXPECT_BYTE, fill);
  const b = allocateBytes(n);
  if (b == 0) return RETRY;
  memory.fill(bytesOf(b), <u8>byte, <usize>n);
  return b;
}
/** `(bytevector byte …)`, of the list of its arguments. */
export function bytevectorOf(list: i64): i64 {
  for (let rest = list; rest != NULL; rest = cdr(rest)) if (byteOf(car(rest)) < 0) return failType(id.ID_BYTEVECTOR, EXPECT_BYTE, car(rest));
  const b = allocateBytes(listLength(list));
  if (b == 0) return RETRY;
  let at = bytesOf(b);
  for (let rest = list; rest != NULL; rest = cdr(rest)) store<u8>(at++, <u8>fixnumValue(car(rest)));
  return b;
}
export function bytevectorLength(b: i64): i64 {
  return isBytevector(b) != 0 ? fixnum(bytevectorSize(b)) : failType(id.ID_BYTEVECTOR_LENGTH, EXPECT_BYTEVECTOR, b);
}
export function bytevectorRef(b: i64, index: i64): i64 {
  if (isBytevector(b) == 0) return failType(id.ID_BYTEVECTOR_U8_REF, EXPECT_BYTEVECTOR, b);
  const i = indexIn(index, bytevectorSize(b) - 1);
  return i < 0 ? failRange(id.ID_BYTEVECTOR_U8_REF, index, b) : fixnum(load<u8>(bytesOf(b) + <usize>i));
}
export function bytevectorSet(b: i64, index: i64, byte: i64): i64 {
  if (isBytevector(b) == 0) return failType(id.ID_BYTEVECTOR_U8_SET_X, EXPECT_BYTEVECTOR, b);
  const i = indexIn(index, bytevectorSize(b) - 1);
  if (i < 0) return failRange(id.ID_BYTEVECTOR_U8_SET_X, index, b);
  if (byteOf(byte) < 0) return failType(id.ID_BYTEVECTOR_U8_SET_X, EXPECT_BYTE, byte);
  store<u8>(bytesOf(b) + <usize>i, <u8>fixnumValue(byte));
  return UNSPECIFIED;
}
export function bytevectorAppend(list: i64): i64 {
  if (listLength(list) < 0) return failType(id.ID_BYTEVECTOR_APPEND, EXPECT_LIST, list);
  let total: i64 = 0;
  for (let rest = list; rest != NULL; rest = cdr(rest)) {
    if (isBytevector(car(rest)) == 0) return failType(id.ID_BYTEVECTOR_APPEND, EXPECT_BYTEVECTOR, car(rest));
    total += bytevectorSize(car(rest));
  }
  const result = allocateBytes(total);
  if (result == 0) return RETRY;
  let to = bytesOf(result);
  for (let rest = list; rest != NULL; rest = cdr(rest)) {
    const size = <usize>bytevectorSize(car(rest));
    memory.copy(to, bytesOf(car(rest)), size);
    to += size;
  }
  return result;
}
export function bytevectorCopy(b: i64, start: i64, end: i64): i64 {
  if (isBytevector(b) == 0) return failType(id.ID_BYTEVECTOR_COPY, EXPECT_BYTEVECTOR, b);
  if (!range(id.ID_BYTEVECTOR_COPY, b, bytevectorSize(b), start, end)) return ERROR;
  const result = allocateBytes(rangeEnd - rangeStart);
  if (result == 0) return RETRY;
  memory.copy(bytesOf(result), bytesOf(b) + <usize>rangeStart, <usize>(rangeEnd - rangeStart));
  return result;
}
export function bytevectorCopyInto(to: i64, at: i64, from: i64, start: i64, end: i64): i64 {
  if (isBytevector(to) == 0) return failType(id.ID_BYTEVECTOR_COPY_X, EXPECT_BYTEVECTOR, to);
  const place = indexIn(at, bytevectorSize(to));
  if (place < 0) return failRange(id.ID_BYTEVECTOR_COPY_X, at, to);
  if (isBytevector(from) == 0) return failType(id.ID_BYTEVECTOR_COPY_X, EXPECT_BYTEVECTOR, from);
  if (!range(id.ID_BYTEVECTOR_COPY_X, from, bytevectorSize(from), start, end)) return ERROR;
  const count = rangeEnd - rangeStart;
  if (place + count > bytevectorSize(to)) return failRange(id.ID_BYTEVECTOR_COPY_X, fixnum(place + count), to);
  memory.copy(bytesOf(to) + <usize>place, bytesOf(from) + <usize>rangeStart, <usize>count);
  return UNSPECIFIED;
}
export function bytevectorFill(b: i64, fill: i64, start: i64, end: i64): i64 {
  if (isBytevector(b) == 0) return failType(id.ID_BYTEVECTOR_FILL_X, EXPECT_BYTEVECTOR, b);
  if (byteOf(fill) < 0) return failType(id.ID_BYTEVECTOR_FILL_X, EXPECT_BYTE, fill);
  if (!range(id.ID_BYTEVECTOR_FILL_X, b, bytevectorSize(b), start, end)) return ERROR;
  memory.fill(bytesOf(b) + <usize>rangeStart, <u8>fixnumValue(fill), <usize>(rangeEnd - rangeStart));
  return UNSPECIFIED;
}

// ---- UTF-8 --------------------------------------------------------------------------------------------------------------
export function utf8ToString(b: i64, start: i64, end: i64): i64 {
  if (isBytevector(b) == 0) return failType(id.ID_UTF8_TO_STRING, EXPECT_BYTEVECTOR, b);
  if (!range(id.ID_UTF8_TO_STRING, b, bytevectorSize(b), start, end)) return ERROR;
  return stringFromBytes(bytesOf(b) + <usize>rangeStart, <usize>(rangeEnd - rangeStart));
}
export function stringToUtf8(s: i64, start: i64, end: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_TO_UTF8, EXPECT_STRING, s);
  if (!range(id.ID_STRING_TO_UTF8, s, stringLengthOf(s), start, end)) return ERROR;
  clearBuffer(TEXT);
  for (let i = <i32>rangeStart; i < <i32>rangeEnd; i++) putCodePoint(TEXT, codePointAt(s, i));
  const b = allocateBytes(bufferLength(TEXT));
  if (b == 0) return RETRY;
  memory.copy(bytesOf(b), bufferAddress(TEXT), bufferLength(TEXT));
  clearBuffer(TEXT);
  return b;
}
