// The graph of a run. In mode GRAPH every operation at depth 1, and every decision that looked at an active number, goes into a buffer
// in the order in which it happened. Operations take the generated arithmetic's long way then (`loadRegisters` in tape.ts), so that
// runs without a graph pay nothing.
// Invariant: an operand is named by its slot, or 0 for a constant; a slot may be used again (what a collection dropped), and means its
// latest entry.
import { R_SITE, UNSPECIFIED, addressOf, flonum, isActive } from "./layout";
import { GRAPH, bufferAddress, bufferLength, clearBuffer, reserve, setBufferLength } from "./buffers";
import { append, depthOf, primalWord } from "./tape";
import { LIMIT_TAPE, failLimit } from "./errors";
import { latestCall, placeColumn, placeLine } from "./report";
import { TAPE, pageLimit } from "./pages";
import { requestStop } from "./driver";
import { floatOf } from "./numbers";
import { integerValue, isExactInteger } from "./integers";

/** Bytes of an entry: kind, result's slot, operands' slots, line, column (u32 each); at 24 operands' values, value, partials (f64 each). */
export const ENTRY: usize = 64;

// ---- kinds beside the operations' numbers (docs/abi.md) ------------------------------------------------------------------------------
export const CONSTANT_OF: u32 = 0x80; // the operand without its derivative
export const GUARD: u32 = 0x100; // plus what was tested:
export const TEST_VALUE: u32 = 0;
export const TEST_EQUAL: u32 = 1;
export const TEST_LESS: u32 = 2;
export const TEST_GREATER: u32 = 3;
export const TEST_NOT_GREATER: u32 = 4;
export const TEST_NOT_LESS: u32 = 5;
export const TEST_FLOOR: u32 = 6;
export const TEST_CEILING: u32 = 7;
export const TEST_TRUNCATE: u32 = 8;
export const TEST_ROUND: u32 = 9;
export const TEST_NAN: u32 = 10;
export const TEST_FINITE: u32 = 11;
export const TEST_INFINITE: u32 = 12;
export const TEST_INTEGER: u32 = 13;
export const TEST_GREATEST: u32 = 14; // of tensors: where the greatest elements are
export const TEST_LEAST: u32 = 15;

let on: bool = false;
let result: u32 = 0; // its slot
let repeatable: bool = true; // whether the run depends on nothing but its inputs

@inline export function graphing(): bool { return on; }
export function beginGraph(): void {
  on = true;
  result = 0;
  repeatable = true;
  clearBuffer(GRAPH);
}
export function endGraph(): void { on = false; }
export function setGraphResult(word: i64): void { result = slotOf(word); }
export function graphResultSlot(): u32 { return result; }
export function isRepeatable(): bool { return repeatable; }
/** The run has read what may be different next time. */
export function notRepeatable(): void { repeatable = false; }

/** The word as the graph knows it: active at depth 1, or plain. */
function lowest(word: i64): i64 {
  while (isActive(word) && depthOf(word) != 1) word = primalWord(word);
  return word;
}
@inline function slotOf(word: i64): u32 { return depthOf(word) == 1 ? <u32>addressOf(word) : 0; }

function fits(bytes: usize): bool {
  if (bufferLength(GRAPH) + bytes <= <usize>pageLimit(TAPE) << 16) return true;
  failLimit(LIMIT_TAPE);
  requestStop();
  return false;
}
function entry(kind: u32, slot: u32, a: i64, b: i64, z: f64, partialA: f64, partialB: f64): void {
  if (!fits(ENTRY)) return;
  const at = reserve(GRAPH, ENTRY);
  setBufferLength(GRAPH, bufferLength(GRAPH) + ENTRY);
  latestCall();
  store<u32>(at, kind);
  store<u32>(at, slot, 4);
  store<u32>(at, slotOf(a), 8);
  store<u32>(at, slotOf(b), 12);
  store<u32>(at, placeLine(), 16);
  store<u32>(at, placeColumn(), 20);
  store<f64>(at, floatOf(a), 24);
  store<f64>(at, floatOf(b), 32);
  store<f64>(at, z, 40);
  store<f64>(at, partialA, 48);
  store<f64>(at, partialB, 56);
}

/** An operation at depth 1 was recorded: `word` is its result. Without operands: an input, or what a program's own rule answers. */
export function noteOperation(op: u32, a: i64, b: i64, word: i64, partialA: i64, partialB: i64): void {
  entry(op, <u32>addressOf(word), a, b, floatOf(primalWord(word)), floatOf(partialA), floatOf(partialB));
}

function isExactInF64(word: i64): bool {
  if (!isExactInteger(word)) return true;
  const n = integerValue(word);
  return n >= -0x20_0000_0000_0000 && n <= 0x20_0000_0000_0000;
}

/** A decision: what was found out about numbers one of which is active. */
export function noteGuard(test: u32, a: i64, b: i64, outcome: f64): void {
  a = lowest(a);
  b = lowest(b);
  if (slotOf(a) == 0 && slotOf(b) == 0) return;
  // Comparisons with exact integers that no f64 holds are not repeated in f64.
  if (!isExactInF64(a) || !isExactInF64(b)) repeatable = false;
  entry(GUARD + test, 0, a, b, outcome, 0, 0);
}

/** The number as an entry of its own, that passes its value on and no derivative. */
export function noteConstantOf(word: i64): i64 {
  word = lowest(word);
  if (slotOf(word) == 0) return word;
  const constant = append(1, 0, 0, 0, primalWord(word), 0, 0);
  entry(CONSTANT_OF, <u32>addressOf(constant), word, flonum(0), floatOf(primalWord(word)), 0, 0);
  return constant;
}

export function graphAddress(): usize { return bufferAddress(GRAPH); }
export function graphLength(): usize { return bufferLength(GRAPH); }

/** An entry that has so many bytes behind it (tensors/graph.ts); lanes have no tensors. False: there is no room. */
export function beginEntry(kind: u32, slot: u32, operands: u32, bytes: usize): bool {
  repeatable = false;
  const before = bufferLength(GRAPH);
  if (!fits(ENTRY + bytes)) return false;
  entry(kind, slot, 0, 0, 0, 0, 0);
  store<u32>(bufferAddress(GRAPH) + before, operands, 8);
  return true;
}
