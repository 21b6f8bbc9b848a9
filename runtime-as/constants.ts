// Quoted constants: decoded from a compact form in static data (compiler/constants.ts writes it) into heap objects.
// Invariant: each evaluation decodes afresh, so that a literal which an earlier one changed is itself again. Never collects.
import { FALSE, KIND_VECTOR, NULL, TRUE, UNSPECIFIED, flonum } from "./layout";
import { allocateObject, cons, objectWord } from "./heap";
import { makeInteger } from "./integers";
import { charWord, newString, setCodePoint } from "./strings";
import { decode, decodedLength } from "./buffers";
import { intern } from "./symbols";
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

let at: usize = 0;

/** Decodes `count` constants from `blob` into the words at `to`. */
export function decodeConstants(blob: usize, count: u32, to: usize): void {
  at = blob;
  for (let i: u32 = 0; i < count; i++) {
    const word = constant();
    store<i64>(to + (<usize>i << 3), word);
  }
}

@inline function u32Here(): u32 {
  const n = load<u32>(at);
  at += 4;
  return n;
}

function constant(): i64 {
  const code = <u32>load<u8>(at++);
  if (code == C_SYMBOL) {
    const bytes = u32Here();
    at += bytes;
    return intern(at - bytes, bytes, true);
  }
  if (code == C_FLONUM) {
    at += 8;
    return flonum(load<f64>(at - 8));
  }
  if (code == C_INTEGER) {
    at += 8;
    return makeInteger(load<i64>(at - 8));
  }
  if (code == C_STRING) return stringConstant();
  if (code == C_LIST) {
    const count = u32Here();
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
    const count = u32Here();
    const object = allocateObject(KIND_VECTOR, count);
    for (let i: u32 = 0; i < count; i++) store<i64>(object + 8 + (<usize>i << 3), constant());
    return objectWord(object);
  }
  if (code == C_CHAR) return charWord(u32Here());
  if (code == C_PARAMETER) return parameterWord(u32Here());
  if (code == C_NULL) return NULL;
  if (code == C_TRUE) return TRUE;
  if (code == C_FALSE) return FALSE;
  return UNSPECIFIED;
}

function stringConstant(): i64 {
  const bytes = u32Here();
  const start = at;
  at += bytes;
  let count: i32 = 0;
  for (let p = start; p < at; p += decodedLength()) {
    decode(p, at);
    count++;
  }
  const s = newString(count);
  let i: i32 = 0;
  for (let p = start; p < at; p += decodedLength()) setCodePoint(s, i++, decode(p, at));
  return s;
}
