// The learnable constants of the program that is being evaluated, as words: flonums, or active numbers under a derivative.
// Invariant: during an evaluation the words do not change, so a parameter is one active number however often it is read.
import { KIND_BYTES, KIND_TENSOR, KIND_VECTOR, UNSPECIFIED, addressOf, canonical, car, cdr, isFlonum, isKind, isPair } from "./layout";
import { floatOf } from "./numbers";
import { ARGUMENTS, PARAMETERS, bufferAddress, bufferLength, clearBuffer, pushWord, putBytes } from "./buffers";
import { allocateObject, objectWord } from "./heap";
import { makeInputs } from "./tape";
import { element, vectorSize } from "./vectors";
import { PACK } from "./tensors/codes";
import { operateParts } from "./tensors/record";
import { at as elementOf, countOf } from "./tensors/tensor";

/** Binds parameter i to values[i]. The host may have written any bits there: a NaN must not pass for a tagged word. */
export function bindValues(values: usize, count: u32): void {
  clearBuffer(PARAMETERS);
  for (let i: u32 = 0; i < count; i++) pushWord(PARAMETERS, canonical(load<f64>(values + (<usize>i << 3))));
}
/** Parameters, and arguments that count as such, of the evaluation. */
export function inputCount(): u32 { return <u32>(bufferLength(PARAMETERS) >> 3); }
/** Binds each of them to an input of the innermost level whose primal is its present word. */
export function bindInputs(): void { makeInputs(bufferAddress(PARAMETERS), inputCount()); }
export function parameterWord(index: u32): i64 { return load<i64>(bufferAddress(PARAMETERS) + (<usize>index << 3)); }

// ---- arguments as inputs: their flonums, in pairs and vectors too, from left to right ---------------------------------------------
let bound: u32 = 0; // the next input; while they are taken: NONE
const NONE: u32 = 0xffff_ffff;

/** Adds the flonums of the waiting arguments to the parameters' words. */
export function takeArguments(): void { visitArguments(NONE); }
/** Puts the inputs' words from `first` on in their places. */
export function bindArguments(first: u32): void { visitArguments(first); }
function visitArguments(first: u32): void {
  bound = first;
  const base = bufferAddress(ARGUMENTS);
  for (let at: usize = 0; at < bufferLength(ARGUMENTS); at += 8) visit(base + at);
}
function visit(place: usize): void {
  let at = place;
  while (true) {
    const word = load<i64>(at);
    if (isFlonum(word)) {
      if (bound == NONE) pushWord(PARAMETERS, word);
      else store<i64>(at, parameterWord(bound++));
      return;
    }
    if (isKind(word, KIND_TENSOR)) {
      visitTensor(at, word);
      return;
    }
    if (isKind(word, KIND_VECTOR)) {
      visitVector(word);
      return;
    }
    if (!isPair(word)) return;
    visit(addressOf(word));
    at = addressOf(word) + 8;
  }
}

function visitVector(word: i64): void {
  const size = vectorSize(word);
  const base = element(word, 0);
  let plain: usize = 0;
  while (plain < size && isFlonum(load<i64>(base + (plain << 3)))) plain++;
  if (bound == NONE) putBytes(PARAMETERS, base, plain << 3);
  else {
    memory.copy(base, bufferAddress(PARAMETERS) + (<usize>bound << 3), plain << 3);
    bound += <u32>plain;
  }
  for (let i = plain; i < size; i++) visit(element(word, i));
}

/** A tensor's elements are inputs one by one, of which a tensor is made again. */
function visitTensor(place: usize, word: i64): void {
  const t = addressOf(word);
  if (bound == NONE) {
    for (let i: usize = 0; i < countOf(t); i++) pushWord(PARAMETERS, canonical(elementOf(t, i)));
    return;
  }
  const parts = objectWord(allocateObject(KIND_VECTOR, countOf(t)));
  for (let i: usize = 0; i < countOf(t); i++) store<i64>(element(parts, i), parameterWord(bound++));
  if (countOf(t) > 0) store<i64>(place, operateParts(PACK, parts, word));
}

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
