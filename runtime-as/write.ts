// The printer: external forms of values into a byte buffer, by an explicit stack.
// Invariant: no recursion on the wasm stack, so lists and trees print as deep as memory. Numbers print by their primals.
import {
  CONSOLE_ERRORS, KIND_BYTES, KIND_INTEGER, KIND_RECORD, KIND_STRING, KIND_VALUES, KIND_VECTOR, NULL, TAG_CHAR, TAG_IMMEDIATE, TAG_OBJECT, TAG_PAIR,
  TAG_PROCEDURE, TAG_SYMBOL, UNSPECIFIED, addressOf, canonical, car, cdr, fixnum, isActive, isFixnum, isFlonum, fixnumValue, kindOfHeader, sizeOfHeader, tagOf,
} from "./layout";
import {
  ERRORS, OUTPUT, TEXT, WORK, bufferAddress, bufferLength, clearBuffer, popWord, pushWord, putByte, putBytes, setBufferLength,
} from "./buffers";
import { putNumber, putString, stringFromBytes } from "./strings";
import { putAscii, putChar, putImmediate, putStringLiteral, putSymbol } from "./write-atoms";
import { isRecordType, recordWord } from "./records";
import { putProcedureName } from "./program";
import { findLabels, labelOf } from "./labels";
import { TYPE_GENERATOR } from "./random";
import { TYPE_HASH_TABLE } from "./tables";
import { valueOf } from "./tape";
import { noteTensorRead } from "./tensors/graph";
import { at, bottom, dimOf, isTensor, rankOf } from "./tensors/tensor";
import { LIMIT_TEXT, failLimit } from "./errors";

// ---- styles: what R7RS's output procedures differ in -------------------------------------------------------------------
/** Strings, characters and symbols so that they read back. */
export const SLASHES: i32 = 1;
/** Labels where the value is circular. */
export const CIRCLES: i32 = 2;
/** Labels for everything that is met again. */
export const SHARED: i32 = 4;

export const STYLE_DISPLAY: i32 = CIRCLES;
export const STYLE_WRITE: i32 = SLASHES | CIRCLES;
export const STYLE_WRITE_SHARED: i32 = SLASHES | SHARED;
export const STYLE_WRITE_SIMPLE: i32 = SLASHES;

// The stack holds pairs [kind, word]: a value to print, or what is left of a list or vector.
const VALUE: i64 = 0;
const REST: i64 = 1; // cdr of a list that is being printed
const CLOSE: i64 = 2;
const ELEMENTS: i64 = 3; // elements of a vector from index (kind >> 8) on
const BYTES: i64 = 4; // the same of a bytevector
const FIELDS: i64 = 5; // words of a record or of several values from index (kind >> 8) on

const DOT = memory.data<u8>([32, 46, 32]);

let labelled = false;

function push(kind: i64, word: i64): void {
  pushWord(WORK, kind);
  pushWord(WORK, word);
}

/** Most bytes of text that a buffer may hold. */
export const MOST_TEXT: usize = 64 * 1024 * 1024;

/** Appends the external form of `value` in a style; false when the buffer is full before its end. */
export function putStyled(buffer: i32, value: i64, style: i32): bool {
  const length = bufferLength(buffer);
  return length < MOST_TEXT && putAtMost(buffer, value, style, MOST_TEXT - length);
}
/** The same as `write` or `display` do. */
export function putValue(buffer: i32, value: i64, slashes: bool): bool {
  return putStyled(buffer, value, slashes ? STYLE_WRITE : STYLE_DISPLAY);
}

/** The same as putStyled, given up with an ellipsis soon after `most` bytes; then it answers false. */
export function putAtMost(buffer: i32, value: i64, style: i32, most: usize): bool {
  labelled = (style & (CIRCLES | SHARED)) != 0 && findLabels(value, (style & SHARED) != 0);
  const base = bufferLength(WORK);
  const start = bufferLength(buffer);
  push(VALUE, value);
  while (bufferLength(WORK) > base) {
    if (bufferLength(buffer) - start > most) {
      setBufferLength(WORK, base);
      putAscii(buffer, " ...");
      return false;
    }
    const word = popWord(WORK);
    const entry = popWord(WORK);
    const kind = entry & 0xff;
    if (kind == VALUE) putOne(buffer, word, (style & SLASHES) != 0);
    else if (kind == CLOSE) putByte(buffer, 41);
    else if (kind == REST) putRest(buffer, word);
    else putElement(buffer, kind, <usize>(entry >> 8), word);
  }
  return true;
}

/** What follows an element of a list. */
function putRest(buffer: i32, word: i64): void {
  if (word == NULL) {
    putByte(buffer, 41);
    return;
  }
  if (tagOf(word) == TAG_PAIR) {
    const label = labelled ? labelOf(word) : -1;
    if (label < 0) {
      putByte(buffer, 32);
      push(REST, cdr(word));
      push(VALUE, car(word));
      return;
    }
    // A labelled pair cannot be a tail.
    putBytes(buffer, DOT, 3);
    push(CLOSE, 0);
    if (putLabel(buffer, label)) pushPair(buffer, word);
    return;
  }
  putBytes(buffer, DOT, 3);
  push(CLOSE, 0);
  push(VALUE, word);
}

function putElement(buffer: i32, kind: i64, index: usize, word: i64): void {
  const bytes = kind == BYTES;
  const size = bytes ? <usize>load<u32>(addressOf(word), 8) : sizeOfHeader(load<i64>(addressOf(word)));
  if (index == size) {
    putByte(buffer, kind == FIELDS ? 62 : 41);
    return;
  }
  if (index > 0 || kind == FIELDS) putByte(buffer, 32);
  push(kind | (<i64>(index + 1) << 8), word);
  push(VALUE, bytes ? fixnum(<i64>load<u8>(addressOf(word) + index, 16)) : load<i64>(addressOf(word) + (index << 3), 8));
}

/** Appends `#n=`, or `#n#` for what was printed before: whether the object is still to be printed. */
function putLabel(buffer: i32, label: i32): bool {
  putByte(buffer, 35);
  putNumber(buffer, fixnum(label >> 1), 10);
  putByte(buffer, (label & 1) != 0 ? 35 : 61);
  return (label & 1) == 0;
}

function pushPair(buffer: i32, pair: i64): void {
  putByte(buffer, 40);
  push(REST, cdr(pair));
  push(VALUE, car(pair));
}

function putOne(buffer: i32, value: i64, slashes: bool): void {
  const word = isActive(value) ? valueOf(value) : value;
  if (isFixnum(word) || isFlonum(word)) {
    putNumber(buffer, word, 10);
    return;
  }
  if (labelled) {
    const label = labelOf(word);
    if (label >= 0 && !putLabel(buffer, label)) return;
  }
  const tag = tagOf(word);
  if (tag == TAG_PAIR) pushPair(buffer, word);
  else if (tag == TAG_SYMBOL) putSymbol(buffer, word, slashes);
  else if (tag == TAG_CHAR) putChar(buffer, <u32>word, slashes);
  else if (tag == TAG_IMMEDIATE) putImmediate(buffer, word);
  else if (tag == TAG_PROCEDURE) putProcedure(buffer, word);
  else if (tag == TAG_OBJECT) {
    const kind = kindOfHeader(load<i64>(addressOf(word)));
    if (kind == KIND_STRING) {
      if (slashes) putStringLiteral(buffer, word);
      else putString(buffer, word);
    } else if (kind == KIND_VECTOR) {
      putAscii(buffer, "#(");
      push(ELEMENTS, word);
    } else if (kind == KIND_BYTES) {
      putAscii(buffer, "#u8(");
      push(BYTES, word);
    } else if (kind == KIND_INTEGER) putNumber(buffer, word, 10);
    else if (kind == KIND_VALUES) {
      putAscii(buffer, "#<values");
      push(FIELDS, word);
    } else if (kind == KIND_RECORD) putRecord(buffer, word);
    else if (isTensor(word)) {
      noteTensorRead(word);
      putTensor(buffer, addressOf(bottom(word)));
    }
    else putAscii(buffer, "#<object>");
  } else putAscii(buffer, "#<unknown>");
}

/** #tensor and its rows, each in parentheses, down to numbers. */
function putTensor(buffer: i32, t: usize): void {
  putAscii(buffer, "#tensor");
  putRows(buffer, t, 0, 0);
}
function putRows(buffer: i32, t: usize, axis: u32, index: usize): void {
  putByte(buffer, 40);
  const n = <usize>dimOf(t, axis);
  for (let i: usize = 0; i < n && bufferLength(buffer) < MOST_TEXT; i++) {
    if (i > 0) putByte(buffer, 32);
    if (axis + 1 < rankOf(t)) putRows(buffer, t, axis + 1, index * n + i);
    else putNumber(buffer, canonical(at(t, index * n + i)), 10);
  }
  putByte(buffer, 41);
}

/** #<name field …>; what the system makes does not show what is in it. */
function putRecord(buffer: i32, word: i64): void {
  const type = recordWord(word, 0);
  if (isRecordType(type)) {
    putAscii(buffer, "#<");
    putSymbol(buffer, recordWord(type, 1), false);
    push(FIELDS | (1 << 8), word);
  } else if (isRecordType(word)) {
    putAscii(buffer, "#<record-type ");
    putSymbol(buffer, recordWord(word, 1), false);
    putByte(buffer, 62);
  } else putBuiltIn(buffer, type);
}

function putBuiltIn(buffer: i32, type: i64): void {
  if (type == TYPE_HASH_TABLE) putAscii(buffer, "#<hash-table>");
  else if (type == TYPE_GENERATOR) putAscii(buffer, "#<random-generator>");
  else if (type == fixnum(1)) putAscii(buffer, "#<promise>");
  else if (type == fixnum(2)) putAscii(buffer, "#<condition>");
  else if (type == fixnum(4)) putAscii(buffer, "#<port>");
  else if (type == fixnum(5)) putAscii(buffer, "#<environment>");
  else putAscii(buffer, "#<object>");
}

function putProcedure(buffer: i32, word: i64): void {
  putAscii(buffer, "#<procedure");
  const before = bufferLength(buffer);
  putByte(buffer, 32);
  if (!putProcedureName(buffer, word)) setBufferLength(buffer, before);
  putByte(buffer, 62);
}

// ---- output procedures --------------------------------------------------------------------------------------------------------------------
/** Prints in a style to one of the ports that lead out of the program. */
export function print(value: i64, style: i64, port: i64): i64 {
  const whole = putStyled(port == CONSOLE_ERRORS ? ERRORS : OUTPUT, value, <i32>fixnumValue(style));
  return whole ? UNSPECIFIED : failLimit(LIMIT_TEXT);
}

/** The external form in a style, as a string. */
export function printed(value: i64, style: i64): i64 {
  clearBuffer(TEXT);
  if (!putStyled(TEXT, value, <i32>fixnumValue(style))) return failLimit(LIMIT_TEXT);
  const s = stringFromBytes(bufferAddress(TEXT), bufferLength(TEXT));
  clearBuffer(TEXT);
  return s;
}
