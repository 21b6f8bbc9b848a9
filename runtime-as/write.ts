// The printer: external forms of values into a byte buffer, by an explicit stack.
// Invariant: no recursion on the wasm stack, so lists and trees print as deep as memory. Numbers print by their primals.
import {
  DEFAULT, EOF_OBJECT, FALSE, KIND_INTEGER, KIND_RECORD, KIND_STRING, KIND_VALUES, KIND_VECTOR, NULL, TAG_CHAR, TAG_IMMEDIATE, TAG_OBJECT, TAG_PAIR,
  TAG_PROCEDURE, TAG_SYMBOL, TRUE, UNSPECIFIED, addressOf, car, cdr, isActive, isFixnum,
  isFlonum, kindOfHeader, sizeOfHeader, tagOf,
} from "./layout";
import {
  OUTPUT, TEXT, WORK, bufferAddress, bufferLength, clearBuffer, popWord, pushWord, putByte, putBytes, putCodePoint,
  setBufferLength,
} from "./buffers";
import { codePointAt, putNumber, putString, stringFromBytes, stringLengthOf } from "./strings";
import { symbolLength, symbolName } from "./symbols";
import { parseNumber } from "./decimal/index";
import { isRecordType, recordWord } from "./records";
import { putProcedureName } from "./program";
import { primalOf } from "./tape";
import { LIMIT_TEXT, failLimit } from "./errors";

// The stack holds pairs [kind, word]: a value to print, or what is left of a list or vector.
const VALUE: i64 = 0;
const REST: i64 = 1; // cdr of a list that is being printed
const CLOSE: i64 = 2;
const ELEMENTS: i64 = 3; // vector elements from index (kind >> 8) on
const FIELDS: i64 = 4; // words of a record or of several values from index (kind >> 8) on

const DOT = memory.data<u8>([32, 46, 32]);

function push(kind: i64, word: i64): void {
  pushWord(WORK, kind);
  pushWord(WORK, word);
}

/** Most bytes of text that a buffer may hold: a circular value has an endless form. */
export const MOST_TEXT: usize = 64 * 1024 * 1024;

/** Appends the external form of `value` (`slashify`: as `write` does); false when the buffer is full before its end. */
export function putValue(buffer: i32, value: i64, slashify: bool): bool {
  const length = bufferLength(buffer);
  return length < MOST_TEXT && putAtMost(buffer, value, slashify, MOST_TEXT - length);
}

/** The same, given up with an ellipsis soon after `most` bytes; then it answers false. */
export function putAtMost(buffer: i32, value: i64, slashify: bool, most: usize): bool {
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
    if (kind == VALUE) putOne(buffer, word, slashify);
    else if (kind == CLOSE) putByte(buffer, 41);
    else if (kind == REST) {
      if (word == NULL) putByte(buffer, 41);
      else if (tagOf(word) == TAG_PAIR) {
        putByte(buffer, 32);
        push(REST, cdr(word));
        push(VALUE, car(word));
      } else {
        putBytes(buffer, DOT, 3);
        push(CLOSE, 0);
        push(VALUE, word);
      }
    } else {
      const index = <usize>(entry >> 8);
      if (index == sizeOfHeader(load<i64>(addressOf(word)))) putByte(buffer, kind == ELEMENTS ? 41 : 62);
      else {
        if (index > 0 || kind == FIELDS) putByte(buffer, 32);
        push(kind | (<i64>(index + 1) << 8), word);
        push(VALUE, load<i64>(addressOf(word) + (index << 3), 8));
      }
    }
  }
  return true;
}

function putOne(buffer: i32, value: i64, slashify: bool): void {
  const word = isActive(value) ? primalOf(value) : value;
  if (isFixnum(word) || isFlonum(word)) {
    putNumber(buffer, word, 10);
    return;
  }
  const tag = tagOf(word);
  if (tag == TAG_PAIR) {
    putByte(buffer, 40);
    push(REST, cdr(word));
    push(VALUE, car(word));
  } else if (tag == TAG_SYMBOL) putSymbol(buffer, word, slashify);
  else if (tag == TAG_CHAR) putChar(buffer, <u32>word, slashify);
  else if (tag == TAG_IMMEDIATE) putImmediate(buffer, word);
  else if (tag == TAG_PROCEDURE) putProcedure(buffer, word);
  else if (tag == TAG_OBJECT) {
    const kind = kindOfHeader(load<i64>(addressOf(word)));
    if (kind == KIND_STRING) {
      if (slashify) putStringLiteral(buffer, word);
      else putString(buffer, word);
    } else if (kind == KIND_VECTOR) {
      putByte(buffer, 35);
      putByte(buffer, 40);
      push(ELEMENTS, word);
    } else if (kind == KIND_INTEGER) putNumber(buffer, word, 10);
    else if (kind == KIND_VALUES) {
      putAscii(buffer, "#<values");
      push(FIELDS, word);
    } else if (kind == KIND_RECORD) putRecord(buffer, word);
    else putAscii(buffer, "#<object>");
  } else putAscii(buffer, "#<unknown>");
}

/** Appends a literal of ASCII characters (AssemblyScript keeps it as UTF-16 static data). */
export function putAscii(buffer: i32, text: string): void {
  const at = changetype<usize>(text);
  const length = text.length;
  for (let i = 0; i < length; i++) putByte(buffer, load<u16>(at + (<usize>i << 1)));
}

function putImmediate(buffer: i32, word: i64): void {
  if (word == TRUE) putAscii(buffer, "#t");
  else if (word == FALSE) putAscii(buffer, "#f");
  else if (word == NULL) putAscii(buffer, "()");
  else if (word == UNSPECIFIED) putAscii(buffer, "#<unspecified>");
  else if (word == EOF_OBJECT) putAscii(buffer, "#<eof>");
  else if (word == DEFAULT) putAscii(buffer, "#<default>");
  else putAscii(buffer, "#<undefined>");
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
  } else putAscii(buffer, "#<object>");
}

function putProcedure(buffer: i32, word: i64): void {
  putAscii(buffer, "#<procedure");
  const before = bufferLength(buffer);
  putByte(buffer, 32);
  if (!putProcedureName(buffer, word)) setBufferLength(buffer, before);
  putByte(buffer, 62);
}

// ---- symbols -----------------------------------------------------------------------------------------------------------------------
function isPlainSymbolByte(c: u32): bool {
  if (c >= 0x80) return true;
  if ((c >= 97 && c <= 122) || (c >= 48 && c <= 57)) return true;
  if (c >= 65 && c <= 90) return true;
  // ! $ % & * / : < = > ? ^ _ ~ + - . @
  return c == 33 || (c >= 36 && c <= 38) || c == 42 || c == 43 || (c >= 45 && c <= 47) || c == 58 || (c >= 60 && c <= 64) ||
    c == 94 || c == 95 || c == 126;
}
function needsBars(at: usize, length: i32): bool {
  if (length == 0) return true;
  for (let i = 0; i < length; i++) if (!isPlainSymbolByte(load<u8>(at + i))) return true;
  if (length == 1 && load<u8>(at) == 46) return true;
  return parseNumber(at, length, 10) != 0;
}
function putSymbol(buffer: i32, word: i64, slashify: bool): void {
  const at = symbolName(word);
  const length = symbolLength(word);
  if (!slashify || !needsBars(at, length)) {
    putBytes(buffer, at, length);
    return;
  }
  putByte(buffer, 124);
  for (let i = 0; i < length; i++) {
    const c = <u32>load<u8>(at + i);
    if (c == 124 || c == 92) putByte(buffer, 92);
    if (c < 32 || c == 127) putHexEscape(buffer, c);
    else putByte(buffer, c);
  }
  putByte(buffer, 124);
}

// ---- strings and characters ------------------------------------------------------------------------------------------------------------
function putHexEscape(buffer: i32, c: u32): void {
  putAscii(buffer, "\\x");
  putHex(buffer, c);
  putByte(buffer, 59);
}
function putHex(buffer: i32, c: u32): void {
  let shift: i32 = 28;
  while (shift > 0 && (c >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) {
    const digit = (c >> shift) & 15;
    putByte(buffer, digit < 10 ? 48 + digit : 87 + digit);
  }
}
function putStringLiteral(buffer: i32, s: i64): void {
  putByte(buffer, 34);
  const length = stringLengthOf(s);
  for (let i = 0; i < length; i++) {
    const c = codePointAt(s, i);
    if (c == 34 || c == 92) {
      putByte(buffer, 92);
      putByte(buffer, c);
    } else if (c == 10) putAscii(buffer, "\\n");
    else if (c == 9) putAscii(buffer, "\\t");
    else if (c == 13) putAscii(buffer, "\\r");
    else if (c == 7) putAscii(buffer, "\\a");
    else if (c == 8) putAscii(buffer, "\\b");
    else if (c < 32 || c == 127) putHexEscape(buffer, c);
    else putCodePoint(buffer, c);
  }
  putByte(buffer, 34);
}
function putChar(buffer: i32, c: u32, slashify: bool): void {
  if (!slashify) {
    putCodePoint(buffer, c);
    return;
  }
  putAscii(buffer, "#\\");
  if (c == 32) putAscii(buffer, "space");
  else if (c == 10) putAscii(buffer, "newline");
  else if (c == 9) putAscii(buffer, "tab");
  else if (c == 13) putAscii(buffer, "return");
  else if (c == 0) putAscii(buffer, "null");
  else if (c == 7) putAscii(buffer, "alarm");
  else if (c == 8) putAscii(buffer, "backspace");
  else if (c == 27) putAscii(buffer, "escape");
  else if (c == 127) putAscii(buffer, "delete");
  else if (c < 32) {
    putByte(buffer, 120);
    putHex(buffer, c);
  } else putCodePoint(buffer, c);
}

// ---- output procedures --------------------------------------------------------------------------------------------------------------------
export function display(value: i64): i64 { return printed(putValue(OUTPUT, value, false)); }
export function write(value: i64): i64 { return printed(putValue(OUTPUT, value, true)); }
export function newline(): i64 {
  putByte(OUTPUT, 10);
  return printed(bufferLength(OUTPUT) < MOST_TEXT);
}
function printed(whole: bool): i64 { return whole ? UNSPECIFIED : failLimit(LIMIT_TEXT); }

/** The external form as a string. */
export function written(value: i64): i64 {
  clearBuffer(TEXT);
  if (!putValue(TEXT, value, true)) return failLimit(LIMIT_TEXT);
  const s = stringFromBytes(bufferAddress(TEXT), bufferLength(TEXT));
  clearBuffer(TEXT);
  return s;
}
