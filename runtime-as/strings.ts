// Strings: [header][length in code points][32-bit code points …], so that string-ref is O(1) for all of Unicode.
// Invariant: a code point in a string is a Unicode scalar value (no surrogates).
import {
  DEFAULT, ERROR, FALSE, KIND_STRING, NULL, RETRY, TAG_CHAR, TAG_SYMBOL, UNSPECIFIED, addressOf, car, cdr, fixnum, flonum, isKind, tagOf,
} from "./layout";
import {
  EXPECT_CHAR, EXPECT_FRACTION_RADIX, EXPECT_LENGTH, EXPECT_LIST, EXPECT_NUMBER, EXPECT_RADIX, EXPECT_STRING, EXPECT_SYMBOL, failRange,
  failType, failValue,
} from "./errors";
import { allocateObject, cons, hasRoom, objectWord } from "./heap";
import { listLength } from "./lists";
import { indexIn, lengthIn, range, rangeEnd, rangeStart } from "./ranges";
import { TEXT, bufferAddress, bufferLength, clearBuffer, decode, decodedLength, putCodePoint, reserve, setBufferLength } from "./buffers";
import { intern, symbolLength, symbolName } from "./symbols";
import { integerValue, isExactInteger, makeInteger } from "./integers";
import { isNumber } from "./numbers";
import { valueOf } from "./tape";
import { formatFlonum, formatFlonumRadix, formatInteger, parseNumber, parsedFlonum, parsedInteger } from "./decimal/index";
import * as id from "./generated/names";

export const CODE_POINTS: usize = 16; // offset of the first code point

@inline export function isString(word: i64): bool { return isKind(word, KIND_STRING); }
@inline export function stringLengthOf(s: i64): i32 { return <i32>load<u32>(addressOf(s), 8); }
@inline export function codePointAt(s: i64, index: i32): u32 {
  return load<u32>(addressOf(s) + (<usize>index << 2), CODE_POINTS);
}
@inline export function setCodePoint(s: i64, index: i32, c: u32): void {
  store<u32>(addressOf(s) + (<usize>index << 2), c, CODE_POINTS);
}
@inline function bytesFor(length: i32): usize { return 16 + (((<usize>length + 1) >> 1) << 3); }

/** A string of unspecified contents; 0 when a collection is needed first. */
export function allocateString(length: i32): i64 {
  return hasRoom(bytesFor(length)) ? newString(length) : 0;
}
/** The same without asking whether there is room. */
export function newString(length: i32): i64 {
  const at = allocateObject(KIND_STRING, 1 + ((<usize>length + 1) >> 1));
  store<u64>(at, <u64>length, 8);
  return objectWord(at);
}

/** A string of the UTF-8 bytes at `at`; RETRY when a collection is needed first. */
export function stringFromBytes(at: usize, bytes: usize): i64 {
  const end = at + bytes;
  let count: i32 = 0;
  for (let p = at; p < end; p += decodedLength()) {
    decode(p, end);
    count++;
  }
  return hasRoom(bytesFor(count)) ? filled(count, at, end) : RETRY;
}
/** The same without asking whether there is room. */
export function newStringFromBytes(at: usize, bytes: usize): i64 {
  const end = at + bytes;
  let count: i32 = 0;
  for (let p = at; p < end; p += decodedLength()) {
    decode(p, end);
    count++;
  }
  return filled(count, at, end);
}
function filled(count: i32, at: usize, end: usize): i64 {
  const s = newString(count);
  let i: i32 = 0;
  for (let p = at; p < end; p += decodedLength()) setCodePoint(s, i++, decode(p, end));
  return s;
}

/** Appends a string to a byte buffer as UTF-8. */
export function putString(buffer: i32, s: i64): void {
  const length = stringLengthOf(s);
  for (let i = 0; i < length; i++) putCodePoint(buffer, codePointAt(s, i));
}

const MOST_LENGTH: i64 = 0x3fff_ffff;
const SPACE: u32 = 32;

@inline export function isChar(word: i64): bool { return tagOf(word) == TAG_CHAR; }
@inline export function charWord(c: u32): i64 { return <i64>((<u64>TAG_CHAR << 48) | <u64>c); }

export function stringLength(s: i64): i64 {
  return isString(s) ? fixnum(stringLengthOf(s)) : failType(id.ID_STRING_LENGTH, EXPECT_STRING, s);
}
export function stringRef(s: i64, index: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_REF, EXPECT_STRING, s);
  const i = indexIn(index, <i64>stringLengthOf(s) - 1);
  return i < 0 ? failRange(id.ID_STRING_REF, index, s) : charWord(codePointAt(s, <i32>i));
}
export function stringSet(s: i64, index: i64, c: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_SET_X, EXPECT_STRING, s);
  const i = indexIn(index, <i64>stringLengthOf(s) - 1);
  if (i < 0) return failRange(id.ID_STRING_SET_X, index, s);
  if (!isChar(c)) return failType(id.ID_STRING_SET_X, EXPECT_CHAR, c);
  setCodePoint(s, <i32>i, <u32>c);
  return UNSPECIFIED;
}
export function makeString(count: i64, fill: i64): i64 {
  const n = lengthIn(id.ID_MAKE_STRING, count, MOST_LENGTH);
  if (n < 0) return ERROR;
  if (!isChar(fill) && fill != DEFAULT) return failType(id.ID_MAKE_STRING, EXPECT_CHAR, fill);
  const s = allocateString(<i32>n);
  if (s == 0) return RETRY;
  fillCodePoints(s, 0, <i32>n, fill == DEFAULT ? SPACE : <u32>fill);
  return s;
}
export function fillCodePoints(s: i64, from: i32, to: i32, c: u32): void {
  for (let i = from; i < to; i++) setCodePoint(s, i, c);
}

function part(primitive: i32, s: i64, start: i64, end: i64): i64 {
  if (!isString(s)) return failType(primitive, EXPECT_STRING, s);
  if (!range(primitive, s, stringLengthOf(s), start, end)) return ERROR;
  const result = allocateString(<i32>(rangeEnd - rangeStart));
  if (result == 0) return RETRY;
  copyCodePoints(result, 0, s, <i32>rangeStart, <i32>(rangeEnd - rangeStart));
  return result;
}
export function substring(s: i64, start: i64, end: i64): i64 { return part(id.ID_SUBSTRING, s, start, end); }
export function stringCopy(s: i64, start: i64, end: i64): i64 { return part(id.ID_STRING_COPY, s, start, end); }

/** Copies code points, also within one string. */
export function copyCodePoints(to: i64, at: i32, from: i64, start: i32, count: i32): void {
  memory.copy(
    addressOf(to) + CODE_POINTS + (<usize>at << 2), addressOf(from) + CODE_POINTS + (<usize>start << 2), <usize>count << 2,
  );
}
/** A string of the 32-bit code points in a buffer, which is then empty; RETRY when a collection is needed first. */
export function stringFromWords(buffer: i32): i64 {
  const bytes = bufferLength(buffer);
  const s = allocateString(<i32>(bytes >> 2));
  if (s == 0) return RETRY;
  memory.copy(addressOf(s) + CODE_POINTS, bufferAddress(buffer), bytes);
  clearBuffer(buffer);
  return s;
}

/** Concatenation of a list of strings. */
export function concatenate(list: i64): i64 {
  if (listLength(list) < 0) return failType(id.ID_STRING_APPEND, EXPECT_LIST, list);
  let total: i64 = 0;
  for (let rest = list; rest != NULL; rest = cdr(rest)) {
    if (!isString(car(rest))) return failType(id.ID_STRING_APPEND, EXPECT_STRING, car(rest));
    total += stringLengthOf(car(rest));
  }
  const result = allocateString(<i32>total);
  if (result == 0) return RETRY;
  let to = addressOf(result) + CODE_POINTS;
  for (let rest = list; rest != NULL; rest = cdr(rest)) {
    const bytes = <usize>stringLengthOf(car(rest)) << 2;
    memory.copy(to, addressOf(car(rest)) + CODE_POINTS, bytes);
    to += bytes;
  }
  return result;
}
function charactersOf(primitive: i32, list: i64): i64 {
  const count = listLength(list);
  if (count < 0) return failType(primitive, EXPECT_LIST, list);
  for (let rest = list; rest != NULL; rest = cdr(rest)) if (!isChar(car(rest))) return failType(primitive, EXPECT_CHAR, car(rest));
  const s = allocateString(<i32>count);
  if (s == 0) return RETRY;
  let i: i32 = 0;
  for (let rest = list; rest != NULL; rest = cdr(rest)) setCodePoint(s, i++, <u32>car(rest));
  return s;
}
export function listToString(list: i64): i64 { return charactersOf(id.ID_LIST_TO_STRING, list); }
/** `(string char …)`, of the list of its arguments. */
export function stringOf(list: i64): i64 { return charactersOf(id.ID_STRING, list); }
export function stringToList(s: i64, start: i64, end: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_TO_LIST, EXPECT_STRING, s);
  if (!range(id.ID_STRING_TO_LIST, s, stringLengthOf(s), start, end)) return ERROR;
  let list = NULL;
  for (let i = <i32>rangeEnd - 1; i >= <i32>rangeStart; i--) list = cons(charWord(codePointAt(s, i)), list);
  return list;
}

// ---- symbols and numbers as text ---------------------------------------------------------------------------------------------------
export function symbolToString(symbol: i64): i64 {
  if (tagOf(symbol) != TAG_SYMBOL) return failType(id.ID_SYMBOL_TO_STRING, EXPECT_SYMBOL, symbol);
  return stringFromBytes(symbolName(symbol), symbolLength(symbol));
}
export function stringToSymbol(s: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_TO_SYMBOL, EXPECT_STRING, s);
  clearBuffer(TEXT);
  putString(TEXT, s);
  const symbol = intern(bufferAddress(TEXT), <i32>bufferLength(TEXT), false);
  clearBuffer(TEXT);
  return symbol;
}

/** Appends the external form of a number. */
export function putNumber(buffer: i32, word: i64, radix: i32): bool {
  const w = valueOf(word);
  const to = reserve(buffer, 1200);
  let length: i32;
  if (isExactInteger(w)) length = formatInteger(integerValue(w), radix, to);
  else if (radix == 10) length = formatFlonum(reinterpret<f64>(w), to);
  else length = formatFlonumRadix(reinterpret<f64>(w), radix, to, 1200);
  if (length < 0) return false;
  setBufferLength(buffer, bufferLength(buffer) + length);
  return true;
}

function radixOf(primitive: i32, word: i64): i32 {
  const radix = word == DEFAULT ? 10 : indexIn(word, 36);
  if (radix >= 2) return <i32>radix;
  failType(primitive, EXPECT_RADIX, word);
  return 0;
}

export function numberToString(n: i64, radix: i64): i64 {
  if (isNumber(n) == 0) return failType(id.ID_NUMBER_TO_STRING, EXPECT_NUMBER, n);
  const r = radixOf(id.ID_NUMBER_TO_STRING, radix);
  if (r == 0) return ERROR;
  clearBuffer(TEXT);
  if (!putNumber(TEXT, n, r)) return failValue(id.ID_NUMBER_TO_STRING, EXPECT_FRACTION_RADIX, radix);
  const s = stringFromBytes(bufferAddress(TEXT), bufferLength(TEXT));
  clearBuffer(TEXT);
  return s;
}
/** The number that a string spells, or #f. */
export function stringToNumber(s: i64, radix: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_TO_NUMBER, EXPECT_STRING, s);
  const r = radixOf(id.ID_STRING_TO_NUMBER, radix);
  if (r == 0) return ERROR;
  const length = stringLengthOf(s);
  const to = (clearBuffer(TEXT), reserve(TEXT, length));
  for (let i = 0; i < length; i++) {
    const c = codePointAt(s, i);
    if (c > 126) return FALSE;
    store<u8>(to + i, <u8>c);
  }
  const kind = parseNumber(to, length, r);
  return kind == 0 ? FALSE : kind == 1 ? makeInteger(parsedInteger()) : flonum(parsedFlonum());
}
