// Quoted constants: decoded from a compact form in static data (compiler/emit/data.ts writes it) into heap objects.
// Invariant: each evaluation decodes afresh, so that a literal which an earlier one changed is itself again. Never collects.
import { FALSE, KIND_VECTOR, NULL, TRUE, UNSPECIFIED, flonum } from "./layout";
import { allocateObject, cons, objectWord } from "./heap";
import { makeInteger } from "./integers";
import { charWord, newStringFromBytes } from "./strings";
import { intern } from "./symbols";
import { readByte, readSigned, readUnsigned, seek, take } from "./compact";
import { parameterWord } from "./parameters";

const C_NULL: u32 = 0;
const C_TRUE: u32 = 1;
const C_FALSE: u32 = 2;
const C_INTEGER: u32 = 5;
const C_FLONUM: u32 = 6;
const C_STRING: u32 = 7;
const C_SYMBOL: u32 = 8;
const C_CHAR: u32 = 9;
const C_LIST: u32 = 10; // count, items, tail
const C_VECTOR: u32 = 11;
const C_PARAMETER: u32 = 12; // a learnable literal

/** Decodes `count` constants from `blob` into the words at `to`. */
export function decodeConstants(blob: usize, count: u32, to: usize): void {
  seek(blob);
  for (let i: u32 = 0; i < count; i++) {
    const word = constant();
    store<i64>(to + (<usize>i << 3), word);
  }
}

function constant(): i64 {
  const code = readByte();
  if (code == C_SYMBOL) {
    const bytes = readUnsigned();
    return intern(take(bytes), bytes, true);
  }
  if (code == C_FLONUM) return flonum(load<f64>(take(8)));
  if (code == C_INTEGER) return makeInteger(readSigned());
  if (code == C_STRING) {
    const bytes = readUnsigned();
    return newStringFromBytes(take(bytes), bytes);
  }
  if (code == C_LIST) {
    const count = readUnsigned();
    const first = cons(constant(), NULL);
    let last = first;
    for (let i: u32 = 1; i < count; i++) {
      const pair = cons(constant(), NULL);
      store<i64>(<usize><u32>last, pair, 8);
      last = pair;
    }
    store<i64>(<usize><u32>last, constant(), 8);
    return first;
  }
  if (code == C_VECTOR) {
    const count = readUnsigned();
    const object = allocateObject(KIND_VECTOR, count);
    for (let i: u32 = 0; i < count; i++) store<i64>(object + 8 + (<usize>i << 3), constant());
    return objectWord(object);
  }
  if (code == C_CHAR) return charWord(readUnsigned());
  if (code == C_PARAMETER) return parameterWord(readUnsigned());
  if (code == C_NULL) return NULL;
  if (code == C_TRUE) return TRUE;
  if (code == C_FALSE) return FALSE;
  return UNSPECIFIED;
}
