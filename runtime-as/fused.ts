// Loops that are recorded as one rule each: the compiler's forward function has done the rounds, its adjoint function takes them back
// (compiler/emit/fused.ts). What the adjoint needs of each round lies in a raw object of the heap:
//   [header][rounds u32, rounds left u32][variables u32, invariants u32][cotangents of both][invariants][cotangents of the inputs][rounds …]
// A rule is #(slot op inputs variables outputs object #f #f code), in the list of the rules of operations on tensors (tensors/record.ts).
// Invariant: only at depth 1, where numbers are plain, and only under levels that are swept backwards for their adjoints.
import { FALSE, KIND_BYTES, KIND_VECTOR, R_ARGS, R_FUSED_END, R_HP, addressOf, canonical, fixnum, fixnumValue, header, isActive } from "./layout";
import { CHUNK_HEADER, LARGE, allocateObject, allocateSlow, chunkEndOfHeap, cons, objectWord } from "./heap";
import { ADJOINT, append, topOf } from "./tape";
import { HEAP, TAPE, pageLimit, pagesUsed } from "./pages";
import { levelObjectFor, objectRules } from "./levels";
import { element } from "./vectors";
import { RULE_FIRST, RULE_INFO, RULE_OP, RULE_RESULT, RULE_SECOND, RULE_SLOT, RULE_WORDS, RULE_X, RULE_Y, RULE_Z } from "./tensors/record";
import { FUSED } from "./tensors/codes";

const COTANGENTS: usize = 24;
/** Where the loop's inputs stand, as compiler/emit/fused.ts has it. */
const INPUTS: usize = R_ARGS + 128 * 8;
const FEWEST_ROUNDS: usize = 16;
const ROUNDS_AT_FIRST: usize = 256;
/** When so many bytes have been written down, there will be more: blocks of their own, which the collector does not move. */
const LONG: usize = 0x4_0000;
const BLOCK: usize = 0x10_0000 - CHUNK_HEADER;

/** Bytes written down since the tape was emptied: they count for its limit. */
let written: usize = 0;
/** Whether the room is an object of its own already. */
let ownBlock: bool = false;
export function fusedBytes(): usize { return written; }
export function setFusedBytes(bytes: usize): void { written = bytes; }

/** The address of room for a loop's rounds; 0: there is none, or not for so many. */
export function fusedBegin(head: u32, bytes: u32): usize {
  if (written + (<usize>pagesUsed(TAPE) << 16) >= <usize>pageLimit(TAPE) << 16 || pagesUsed(HEAP) >= pageLimit(HEAP)) return 0;
  ownBlock = written >= LONG && pagesUsed(HEAP) + 16 <= pageLimit(HEAP);
  if (ownBlock) {
    const block = allocateObject(KIND_BYTES, (BLOCK >> 3) - 1);
    store<u32>(R_FUSED_END, <u32>(block + BLOCK));
    return block;
  }
  let at = <usize>load<u32>(R_HP);
  let end = chunkEndOfHeap();
  if (at + head + ROUNDS_AT_FIRST * bytes > end) {
    // The rest of the chunk is too small: go on in the next one.
    at = allocateSlow(LARGE - 64);
    store<u32>(R_HP, <u32>at);
    end = chunkEndOfHeap();
  }
  if (end > at + LARGE - 16) end = at + LARGE - 16;
  if (at + head + FEWEST_ROUNDS * bytes > end) return 0;
  store<u32>(R_FUSED_END, <u32>end);
  return at;
}

/** The rounds are done: the loop's variables, which are in R_ARGS as numbers, become active words there. */
export function fusedEnd(residuals: usize, end: usize, rounds: u32, variables: u32, invariants: u32, code: u32): void {
  if (!ownBlock) store<u32>(R_HP, <u32>end);
  written += end - residuals;
  const words = (end - residuals - 8) >> 3;
  store<i64>(residuals, header(KIND_BYTES, words));
  store<u32>(residuals, rounds, 8);
  store<u32>(residuals, rounds, 12);
  store<u32>(residuals, variables, 16);
  store<u32>(residuals, invariants, 20);
  const outputs = objectWord(allocateObject(KIND_VECTOR, variables));
  for (let i: usize = 0; i < variables; i++) {
    const at = R_ARGS + (i << 3);
    const word = append(1, 0, 0, 0, canonical(load<f64>(at)), 0, 0);
    store<i64>(at, word);
    store<i64>(element(outputs, i), word);
  }
  const count = <usize>variables + invariants;
  const inputs = objectWord(allocateObject(KIND_VECTOR, count));
  for (let i: usize = 0; i < count; i++) {
    const word = load<i64>(INPUTS + (i << 3));
    store<i64>(element(inputs, i), isActive(word) ? word : FALSE);
  }
  const rule = objectWord(allocateObject(KIND_VECTOR, RULE_WORDS));
  store<i64>(element(rule, RULE_SLOT), fixnum(topOf(1)));
  store<i64>(element(rule, RULE_OP), fixnum(FUSED));
  store<i64>(element(rule, RULE_FIRST), inputs);
  store<i64>(element(rule, RULE_SECOND), fixnum(variables));
  store<i64>(element(rule, RULE_RESULT), outputs);
  store<i64>(element(rule, RULE_X), objectWord(residuals));
  store<i64>(element(rule, RULE_Y), FALSE);
  store<i64>(element(rule, RULE_Z), FALSE);
  store<i64>(element(rule, RULE_INFO), fixnum(code));
  const rules = objectRules(levelObjectFor(1));
  store<i64>(rules, cons(rule, load<i64>(rules)));
}

export function isFused(rule: i64): bool { return load<i64>(element(rule, RULE_OP)) == fixnum(FUSED); }
/** Where the frame of its adjoint goes on. */
export function fusedCode(rule: i64): u32 { return <u32>fixnumValue(load<i64>(element(rule, RULE_INFO))); }

/** Begins the way back: takes the cotangents of the outputs, and those that the inputs have; false when all of the outputs' are 0. */
export function fusedStart(rule: i64): bool {
  const residuals = addressOf(load<i64>(element(rule, RULE_X)));
  const outputs = load<i64>(element(rule, RULE_RESULT));
  const inputs = load<i64>(element(rule, RULE_FIRST));
  const k = <usize>load<u32>(residuals, 16);
  const n = <usize>load<u32>(residuals, 20);
  let any = false;
  for (let i: usize = 0; i < k; i++) {
    const d = taken(load<i64>(element(outputs, i)));
    if (d != 0) any = true;
    store<f64>(residuals + COTANGENTS + (i << 3), d);
  }
  if (!any) return false;
  store<u32>(residuals, load<u32>(residuals, 8), 12);
  for (let i: usize = 0; i < k + n; i++) {
    const word = load<i64>(element(inputs, i));
    const d = isActive(word) ? taken(word) : 0;
    store<f64>(residuals + COTANGENTS + ((i < k ? k + 2 * n + i : i) << 3), d);
  }
  return true;
}
function taken(word: i64): f64 {
  const slot = addressOf(word);
  const d = load<f64>(slot, ADJOINT);
  store<f64>(slot, 0, ADJOINT);
  return d;
}
/** All rounds are done: the inputs get their cotangents. */
export function fusedFinish(rule: i64): void {
  const residuals = addressOf(load<i64>(element(rule, RULE_X)));
  const inputs = load<i64>(element(rule, RULE_FIRST));
  const count = <usize>load<u32>(residuals, 16) + load<u32>(residuals, 20);
  for (let i: usize = 0; i < count; i++) {
    const word = load<i64>(element(inputs, i));
    if (!isActive(word)) continue;
    const slot = addressOf(word);
    store<f64>(slot, load<f64>(slot, ADJOINT) + load<f64>(residuals + COTANGENTS + (i << 3)), ADJOINT);
  }
}
