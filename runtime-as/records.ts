// Several values as one, and records: objects whose words are plain values. [header][value …] and [header][type][field …].
// A record's type is a small fixnum for what the system makes, else a record of type 0: its name and the vector of its fields' names.
// Invariant: one value alone is never wrapped.
import {
  KIND_RECORD, KIND_VALUES, NULL, RETRY, UNSPECIFIED, addressOf, car, cdr, fixnum, fixnumValue, isKind, isPair, sizeOfHeader,
} from "./layout";
import { EXPECT_LIST, failType, failValues } from "./errors";
import { allocateObject, cons, hasRoom, objectWord } from "./heap";
import { listLength } from "./lists";
import * as id from "./generated/names";

/** Word 0 of a descriptor of a record type. */
export const RECORD_TYPE: i64 = 0xfffe_0000_0000_0000;

@inline export function isRecord(word: i64): bool { return isKind(word, KIND_RECORD); }
@inline export function recordWord(record: i64, index: usize): i64 { return load<i64>(addressOf(record) + 8 + (index << 3)); }
/** Whether the word describes a record type that a program defined. */
export function isRecordType(word: i64): bool { return isRecord(word) && recordWord(word, 0) == RECORD_TYPE; }

// ---- several values -----------------------------------------------------------------------------------------------------------
function countOf(v: i64): i64 { return isKind(v, KIND_VALUES) ? <i64>sizeOfHeader(load<i64>(addressOf(v))) : 1; }
function valueAt(v: i64, i: i64): i64 { return isKind(v, KIND_VALUES) ? load<i64>(addressOf(v) + 8 + (<usize>i << 3)) : v; }

/** Value i of exactly `count` values; a negative count -m - 1 asks for m at least. Of no values: unspecified. */
export function valuesRef(v: i64, i: i64, count: i64): i64 {
  const n = countOf(v);
  const wanted = fixnumValue(count);
  if (wanted < 0 ? n < -wanted - 1 : n != wanted) return failValues(wanted, n);
  return fixnumValue(i) < n ? valueAt(v, fixnumValue(i)) : UNSPECIFIED;
}
/** The list of the values after the first `from`. */
export function valuesTail(v: i64, from: i64): i64 {
  const n = countOf(v);
  const first = fixnumValue(from);
  if (n < first) return failValues(-first - 1, n);
  let list = NULL;
  for (let i = n - 1; i >= first; i--) list = cons(valueAt(v, i), list);
  return list;
}
export function listToValues(list: i64): i64 {
  return isPair(list) && cdr(list) == NULL ? car(list) : objectOf(KIND_VALUES, list, id.ID_VALUES);
}

// ---- records ----------------------------------------------------------------------------------------------------------------------
/** The type, then the fields. */
export function listToRecord(list: i64): i64 { return objectOf(KIND_RECORD, list, 0); }

function objectOf(kind: u32, list: i64, who: i32): i64 {
  const n = listLength(list);
  if (n < 0) return failType(who, EXPECT_LIST, list);
  if (!hasRoom((<usize>n + 1) << 3)) return RETRY;
  const at = allocateObject(kind, <usize>n);
  let to = at + 8;
  for (let rest = list; isPair(rest); rest = cdr(rest), to += 8) store<i64>(to, car(rest));
  return objectWord(at);
}
