// The learnable constants of the program that is being evaluated, as words: flonums, or active numbers under a derivative.
// Invariant: during an evaluation the words do not change, so a parameter is one active number however often it is read.
import { KIND_BYTES, UNSPECIFIED, addressOf, canonical, car, cdr, isPair } from "./layout";
import { floatOf } from "./numbers";
import { PARAMETERS, bufferAddress, bufferLength, clearBuffer, pushWord } from "./buffers";
import { allocateObject, objectWord } from "./heap";
import { makeInput } from "./tape";

/** Binds parameter i to values[i]. The host may have written any bits there: a NaN must not pass for a tagged word. */
export function bindValues(values: usize, count: u32): void {
  clearBuffer(PARAMETERS);
  for (let i: u32 = 0; i < count; i++) pushWord(PARAMETERS, canonical(load<f64>(values + (<usize>i << 3))));
}
/** Binds each parameter to an input of the innermost level whose primal is its present word. */
export function bindInputs(count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const at = bufferAddress(PARAMETERS) + (<usize>i << 3);
    store<i64>(at, makeInput(load<i64>(at)));
  }
}
export function parameterWord(index: u32): i64 { return load<i64>(bufferAddress(PARAMETERS) + (<usize>index << 3)); }

// ---- an interpreted program's values live in a raw heap object ------------------------------------------------------------
/** Raw storage for `count` f64 values, zeroed. */
function makeValues(count: i64): i64 {
  const n = <usize>(count & 0xff_ffff);
  const at = allocateObject(KIND_BYTES, n + 1);
  store<u64>(at, <u64>n << 3, 8);
  memory.fill(at + 16, 0, n << 3);
  return objectWord(at);
}
@inline export function valuesAddress(word: i64): usize { return addressOf(word) + 16; }

// ---- for Scheme code: indices and counts as words ---------------------------------------------------------------------------
export function parameterAt(index: i64): i64 {
  return <usize><u32>index < bufferLength(PARAMETERS) >> 3 ? parameterWord(<u32>index) : UNSPECIFIED;
}
/** Raw storage holding the list's numbers; `count` is its length. */
export function makeValuesOf(list: i64, count: i64): i64 {
  const word = makeValues(<i64><u32>count);
  let at = valuesAddress(word);
  for (let rest = list; isPair(rest); rest = cdr(rest), at += 8) store<f64>(at, floatOf(car(rest)));
  return word;
}
