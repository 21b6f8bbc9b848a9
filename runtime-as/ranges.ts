// The optional arguments `[start end]` of procedures on strings, vectors and bytevectors.
// Invariant: after `range` has answered true, 0 <= rangeStart <= rangeEnd <= size.
import { DEFAULT, fixnumValue, isFixnum } from "./layout";
import { EXPECT_LENGTH, LIMIT_HEAP, failLimit, failOrder, failRange, failType } from "./errors";
import { integerValue, isExactInteger } from "./integers";

export let rangeStart: i64 = 0;
export let rangeEnd: i64 = 0;

/** A checked index in 0 … limit; -1 when it is none. */
@inline export function indexIn(word: i64, limit: i64): i64 {
  if (!isFixnum(word)) return -1;
  const n = fixnumValue(word);
  return n <= limit ? n : -1;
}

/** The part of an object of `size` elements that is meant; false: a failure of `primitive`. */
export function range(primitive: i32, object: i64, size: i64, start: i64, end: i64): bool {
  rangeEnd = end == DEFAULT ? size : indexIn(end, size);
  if (rangeEnd < 0) {
    failRange(primitive, end, object);
    return false;
  }
  rangeStart = start == DEFAULT ? 0 : indexIn(start, rangeEnd);
  if (rangeStart >= 0) return true;
  if (indexIn(start, size) >= 0) failOrder(primitive, start, rangeEnd);
  else failRange(primitive, start, object);
  return false;
}

/** A length to allocate, at most `most`: more is more than memory holds. -1: a failure of `primitive`. */
export function lengthIn(primitive: i32, word: i64, most: i64): i64 {
  const n = indexIn(word, most);
  if (n >= 0) return n;
  if (isExactInteger(word) && integerValue(word) > most) failLimit(LIMIT_HEAP);
  else failType(primitive, EXPECT_LENGTH, word);
  return -1;
}
