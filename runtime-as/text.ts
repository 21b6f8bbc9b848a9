// Procedures on whole strings (R7RS 6.7, SRFI 13): comparison, case, copying into, searching.
// Invariant: comparison is by code point, `-ci` by those of the full foldings; a failure leaves the scratch buffers empty.
import { ERROR, FALSE, KIND_VECTOR, NULL, RETRY, UNSPECIFIED, addressOf, car, cdr, fixnum, fixnumValue, isKind } from "./layout";
import { EXPECT_CHAR, EXPECT_STRING, EXPECT_VECTOR, failRange, failType } from "./errors";
import { TEXT, WORK, bufferAddress, bufferLength, clearBuffer, reserve, setBufferLength } from "./buffers";
import {
  CODE_POINTS, allocateString, charWord, codePointAt, copyCodePoints, fillCodePoints, isChar, isString, setCodePoint, stringFromWords,
  stringLengthOf,
} from "./strings";
import { holds } from "./characters";
import { indexIn, range, rangeEnd, rangeStart } from "./ranges";
import { allocateVector, element } from "./vectors";
import { FOLD, LOWER, UPPER, fullMapping, isCaseIgnorable, isCased, mapFully } from "./unicode/index";
import * as id from "./generated/names";

// ---- case -------------------------------------------------------------------------------------------------------------
const CAPITAL_SIGMA: u32 = 0x3a3;
const SMALL_SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;

/** Appends the full mapping of a string to a buffer, 32 bits a character. */
function putMapped(buffer: i32, s: i64, how: i32): void {
  const length = stringLengthOf(s);
  for (let i = 0; i < length; i++) {
    const c = codePointAt(s, i);
    const to = reserve(buffer, 12);
    if (how == LOWER && c == CAPITAL_SIGMA) {
      store<u32>(to, isFinal(s, i) ? FINAL_SIGMA : SMALL_SIGMA);
      setBufferLength(buffer, bufferLength(buffer) + 4);
      continue;
    }
    const count = mapFully(c, how);
    memory.copy(to, fullMapping, 12);
    setBufferLength(buffer, bufferLength(buffer) + (<usize>count << 2));
  }
}
/** Final_Sigma of Unicode 3.13: a cased letter comes before and none behind, characters that case ignores aside. */
function isFinal(s: i64, at: i32): bool {
  return besideCased(s, at, -1) && !besideCased(s, at, 1);
}
function besideCased(s: i64, at: i32, step: i32): bool {
  const length = stringLengthOf(s);
  for (let i = at + step; i >= 0 && i < length; i += step) {
    const c = codePointAt(s, i);
    if (!isCaseIgnorable(c)) return isCased(c);
  }
  return false;
}
function withCase(primitive: i32, s: i64, how: i32): i64 {
  if (!isString(s)) return failType(primitive, EXPECT_STRING, s);
  clearBuffer(TEXT);
  putMapped(TEXT, s, how);
  return stringFromWords(TEXT);
}
export function stringUpcase(s: i64): i64 { return withCase(id.ID_STRING_UPCASE, s, UPPER); }
export function stringDowncase(s: i64): i64 { return withCase(id.ID_STRING_DOWNCASE, s, LOWER); }
export function stringFoldcase(s: i64): i64 { return withCase(id.ID_STRING_FOLDCASE, s, FOLD); }

// ---- comparison ---------------------------------------------------------------------------------------------------------
/** Negative, 0 or positive: the order of two texts of 32-bit code points. */
function order(a: usize, m: usize, b: usize, n: usize): i32 {
  const common = m < n ? m : n;
  for (let i: usize = 0; i < common; i += 4) {
    const x = load<u32>(a + i);
    const y = load<u32>(b + i);
    if (x != y) return x < y ? -1 : 1;
  }
  return m < n ? -1 : m > n ? 1 : 0;
}
function compareFolded(a: i64, b: i64): i32 {
  const base = bufferLength(WORK);
  clearBuffer(TEXT);
  putMapped(TEXT, a, FOLD);
  putMapped(WORK, b, FOLD);
  const result = order(bufferAddress(TEXT), bufferLength(TEXT), bufferAddress(WORK) + base, bufferLength(WORK) - base);
  clearBuffer(TEXT);
  setBufferLength(WORK, base);
  return result;
}
function compare(a: i64, b: i64): i32 {
  const m = <usize>stringLengthOf(a) << 2;
  const n = <usize>stringLengthOf(b) << 2;
  return order(addressOf(a) + CODE_POINTS, m, addressOf(b) + CODE_POINTS, n);
}

/** Whether the relation holds between all neighbours among a, b and those of a list; all are checked to be strings. */
function related(primitive: i32, relation: i32, folded: bool, a: i64, b: i64, rest: i64): i32 {
  let all: i32 = 1;
  if (!isString(a)) {
    failType(primitive, EXPECT_STRING, a);
    return 2;
  }
  while (true) {
    if (!isString(b)) {
      failType(primitive, EXPECT_STRING, b);
      return 2;
    }
    if (!holds(relation, folded ? compareFolded(a, b) : compare(a, b))) all = 0;
    if (rest == NULL) return all;
    a = b;
    b = car(rest);
    rest = cdr(rest);
  }
}
export function stringsRelated(relation: i64, a: i64, b: i64, rest: i64): i32 {
  const r = <i32>fixnumValue(relation);
  return related(id.ID_STRING_EQ_P + r, r, false, a, b, rest);
}
export function stringsRelatedFolded(relation: i64, a: i64, b: i64, rest: i64): i32 {
  const r = <i32>fixnumValue(relation);
  return related(id.ID_STRING_CI_EQ_P + r, r, true, a, b, rest);
}

// ---- changing strings -----------------------------------------------------------------------------------------------------
export function stringFill(s: i64, fill: i64, start: i64, end: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_FILL_X, EXPECT_STRING, s);
  if (!isChar(fill)) return failType(id.ID_STRING_FILL_X, EXPECT_CHAR, fill);
  if (!range(id.ID_STRING_FILL_X, s, stringLengthOf(s), start, end)) return ERROR;
  fillCodePoints(s, <i32>rangeStart, <i32>rangeEnd, <u32>fill);
  return UNSPECIFIED;
}
export function stringCopyInto(to: i64, at: i64, from: i64, start: i64, end: i64): i64 {
  if (!isString(to)) return failType(id.ID_STRING_COPY_X, EXPECT_STRING, to);
  const place = indexIn(at, stringLengthOf(to));
  if (place < 0) return failRange(id.ID_STRING_COPY_X, at, to);
  if (!isString(from)) return failType(id.ID_STRING_COPY_X, EXPECT_STRING, from);
  if (!range(id.ID_STRING_COPY_X, from, stringLengthOf(from), start, end)) return ERROR;
  const count = rangeEnd - rangeStart;
  if (place + count > stringLengthOf(to)) return failRange(id.ID_STRING_COPY_X, fixnum(place + count), to);
  copyCodePoints(to, <i32>place, from, <i32>rangeStart, <i32>count);
  return UNSPECIFIED;
}

// ---- vectors of characters --------------------------------------------------------------------------------------------------
export function stringToVector(s: i64, start: i64, end: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_TO_VECTOR, EXPECT_STRING, s);
  if (!range(id.ID_STRING_TO_VECTOR, s, stringLengthOf(s), start, end)) return ERROR;
  const count = <i32>(rangeEnd - rangeStart);
  const v = allocateVector(count);
  if (v == 0) return RETRY;
  for (let i = 0; i < count; i++) store<i64>(element(v, i), charWord(codePointAt(s, <i32>rangeStart + i)));
  return v;
}
export function vectorToString(v: i64, start: i64, end: i64): i64 {
  if (!isKind(v, KIND_VECTOR)) return failType(id.ID_VECTOR_TO_STRING, EXPECT_VECTOR, v);
  if (!range(id.ID_VECTOR_TO_STRING, v, <i64>(load<u64>(addressOf(v)) & 0xff_ffff_ffff), start, end)) return ERROR;
  const count = <i32>(rangeEnd - rangeStart);
  const from = element(v, <usize>rangeStart);
  for (let i = 0; i < count; i++) {
    const c = load<i64>(from + (<usize>i << 3));
    if (!isChar(c)) return failType(id.ID_VECTOR_TO_STRING, EXPECT_CHAR, c);
  }
  const s = allocateString(count);
  if (s == 0) return RETRY;
  for (let i = 0; i < count; i++) setCodePoint(s, i, <u32>load<i64>(from + (<usize>i << 3)));
  return s;
}

// ---- parts of strings ---------------------------------------------------------------------------------------------------------
export function stringReverse(s: i64, start: i64, end: i64): i64 {
  if (!isString(s)) return failType(id.ID_STRING_REVERSE, EXPECT_STRING, s);
  if (!range(id.ID_STRING_REVERSE, s, stringLengthOf(s), start, end)) return ERROR;
  const count = <i32>(rangeEnd - rangeStart);
  const result = allocateString(count);
  if (result == 0) return RETRY;
  for (let i = 0; i < count; i++) setCodePoint(result, i, codePointAt(s, <i32>rangeEnd - 1 - i));
  return result;
}

/** Whether the pattern stands in `s` at this index, known to leave room for it. */
function standsAt(pattern: i64, s: i64, at: i32): bool {
  return memory.compare(
    addressOf(s) + CODE_POINTS + (<usize>at << 2), addressOf(pattern) + CODE_POINTS, <usize>stringLengthOf(pattern) << 2,
  ) == 0;
}
function areStrings(primitive: i32, a: i64, b: i64): bool {
  if (!isString(a)) failType(primitive, EXPECT_STRING, a);
  else if (!isString(b)) failType(primitive, EXPECT_STRING, b);
  else return true;
  return false;
}
export function stringPrefix(prefix: i64, s: i64): i32 {
  if (!areStrings(id.ID_STRING_PREFIX_P, prefix, s)) return 2;
  return <i32>(stringLengthOf(prefix) <= stringLengthOf(s) && standsAt(prefix, s, 0));
}
export function stringSuffix(suffix: i64, s: i64): i32 {
  if (!areStrings(id.ID_STRING_SUFFIX_P, suffix, s)) return 2;
  const at = stringLengthOf(s) - stringLengthOf(suffix);
  return <i32>(at >= 0 && standsAt(suffix, s, at));
}
/** The first index from `start` on where the pattern stands in `s`, or #f. */
export function stringContains(s: i64, pattern: i64, start: i64, end: i64): i64 {
  if (!areStrings(id.ID_STRING_CONTAINS, s, pattern)) return ERROR;
  if (!range(id.ID_STRING_CONTAINS, s, stringLengthOf(s), start, end)) return ERROR;
  const last = <i32>rangeEnd - stringLengthOf(pattern);
  for (let i = <i32>rangeStart; i <= last; i++) if (standsAt(pattern, s, i)) return fixnum(i);
  return FALSE;
}
/** The index behind the last place before `end` where the pattern stands, or #f. */
export function stringSearchBackward(pattern: i64, s: i64, end: i64): i64 {
  if (!areStrings(id.ID_STRING_SEARCH_BACKWARD, pattern, s)) return ERROR;
  const last = indexIn(end, stringLengthOf(s));
  if (last < 0) return failRange(id.ID_STRING_SEARCH_BACKWARD, end, s);
  const length = stringLengthOf(pattern);
  for (let i = <i32>last - length; i >= 0; i--) if (standsAt(pattern, s, i)) return fixnum(i + length);
  return FALSE;
}
