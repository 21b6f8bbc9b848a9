// Quoted constants: decoded from a compact form in static data (compiler/emit/data.ts writes it) into heap objects.
// Invariant: each evaluation decodes afresh, so that a literal which an earlier one changed is itself again. Never collects, and does
// not recurse: data are as deep as memory.
import { FALSE, KIND_BYTES, KIND_VECTOR, NULL, TRUE, UNSPECIFIED, flonum } from "./layout";
import { allocateObject, cons, objectWord } from "./heap";
import { makeInteger } from "./integers";
import { charWord, newStringFromBytes } from "./strings";
import { LABELS, WORK, bufferAddress, bufferLength, popWord, pushWord, reserve, setBufferLength } from "./buffers";
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
const C_BYTES: u32 = 13; // a bytevector: count, bytes
const C_LABEL: u32 = 14; // number, and the datum that it stands for
const C_REFERENCE: u32 = 15; // number

/** Decodes `count` constants from `blob` into the words at `to`. */
export function decodeConstants(blob: usize, count: u32, to: usize): void {
  seek(blob);
  for (let i: u32 = 0; i < count; i++) decodeInto(to + (<usize>i << 3));
}

/** Decodes one constant into the word at `to`. The stack holds pairs: an address, and how many items are to come. */
function decodeInto(to: usize): void {
  const base = bufferLength(WORK);
  constant(to);
  while (bufferLength(WORK) > base) {
    const entry = popWord(WORK);
    const at = <usize>popWord(WORK);
    const count = <u32>entry;
    if ((entry & IN_VECTOR) != 0) {
      if (count > 1) push(at + 8, IN_VECTOR | <i64>(count - 1));
      constant(at);
    } else if (count == 0) constant(at + 8); // the tail behind the last pair
    else {
      const pair = cons(NULL, NULL);
      store<i64>(at, pair, 8);
      push(<usize><u32>pair, <i64>(count - 1));
      constant(<usize><u32>pair);
    }
  }
}
const IN_VECTOR: i64 = 1 << 32;
function push(at: usize, entry: i64): void {
  pushWord(WORK, <i64>at);
  pushWord(WORK, entry);
}

/** Reads what comes next and stores its word at `to`; items of a list or vector are left on the stack. */
function constant(to: usize): void {
  const code = readByte();
  if (code != C_LABEL) {
    store<i64>(to, started(code));
    return;
  }
  // The label stands for what has only begun: it may lie in itself.
  const label = <usize>readUnsigned() << 3;
  const word = started(readByte());
  store<i64>(to, word);
  if (bufferLength(LABELS) <= label) {
    reserve(LABELS, label + 8);
    setBufferLength(LABELS, label + 8);
  }
  store<i64>(bufferAddress(LABELS) + label, word);
}

function started(code: u32): i64 {
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
    const first = cons(NULL, NULL);
    push(<usize><u32>first, <i64>(count - 1));
    push(<usize><u32>first, IN_VECTOR | 1);
    return first;
  }
  if (code == C_VECTOR) {
    const count = readUnsigned();
    const object = allocateObject(KIND_VECTOR, count);
    if (count > 0) push(object + 8, IN_VECTOR | <i64>count);
    return objectWord(object);
  }
  if (code == C_CHAR) return charWord(readUnsigned());
  if (code == C_PARAMETER) return parameterWord(readUnsigned());
  if (code == C_BYTES) {
    const count = readUnsigned();
    const object = allocateObject(KIND_BYTES, 1 + ((count + 7) >> 3));
    store<u64>(object, count, 8);
    memory.copy(object + 16, take(count), count);
    return objectWord(object);
  }
  if (code == C_REFERENCE) return load<i64>(bufferAddress(LABELS) + (<usize>readUnsigned() << 3));
  if (code == C_NULL) return NULL;
  if (code == C_TRUE) return TRUE;
  if (code == C_FALSE) return FALSE;
  return UNSPECIFIED;
}
