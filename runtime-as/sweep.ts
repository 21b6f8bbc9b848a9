// The sweeps: entries backwards with cotangents, or forwards with tangents, in the adjoints' column.
// Invariant: a zero cotangent contributes nothing (so 0·∞ never arises), and every adjoint that a sweep has used is zero again.
import { FALSE } from "./layout";
import { numberAdd, numberMultiply } from "./generated/arithmetic";
import { operandSlot, operandsOf, ruleAt, startChains } from "./tensors/chains";
import {
  ADJOINT, OPERANDS, PARTIAL_A, PARTIAL_B, adjointOf, chunkFull, chunkOfSlot, chunkStart, isZeroWord, nextChunk, previousChunk, setAdjoint,
} from "./tape";

/** Sweeps at most `entries` entries below `from` in f64; answers where it stands, `stop` when it is done. */
export function sweepFloats(from: usize, stop: usize, entries: i32): usize {
  let left = entries;
  let slot = from;
  const stopChunk = chunkOfSlot(stop);
  while (true) {
    const chunk = chunkOfSlot(slot);
    let lowest = chunk == stopChunk ? stop : chunkStart(chunk);
    const bounded = slot - (<usize>left << 3);
    if (<usize>left < (slot - lowest) >> 3) lowest = bounded;
    left -= <i32>((slot - lowest) >> 3);
    while (slot > lowest) {
      slot -= 8;
      const d = load<f64>(slot, ADJOINT);
      if (d != 0) {
        store<f64>(slot, 0, ADJOINT);
        const operands = load<u64>(slot, OPERANDS);
        const a = <usize><u32>operands;
        const b = <usize>(operands >> 32);
        store<f64>(a, load<f64>(a, ADJOINT) + load<f64>(slot, PARTIAL_A) * d, ADJOINT);
        store<f64>(b, load<f64>(b, ADJOINT) + load<f64>(slot, PARTIAL_B) * d, ADJOINT);
      }
    }
    if (chunk == stopChunk && slot <= stop) return stop;
    if (slot == chunkStart(chunk)) slot = chunkFull(previousChunk(chunk));
    if (left <= 0) return slot;
  }
}

/** The same at an inner level, recorded at the level around it: partials and adjoints are words. `sink`: operand without derivative. */
export function sweepWords(from: usize, stop: usize, entries: i32, sink: usize): usize {
  let left = entries;
  let slot = from;
  const stopChunk = chunkOfSlot(stop);
  while (true) {
    const chunk = chunkOfSlot(slot);
    const lowest = chunk == stopChunk ? stop : chunkStart(chunk);
    while (slot > lowest) {
      if (left <= 0) return slot;
      left--;
      slot -= 8;
      const d = adjointOf(slot);
      if (isZeroWord(d)) continue;
      setAdjoint(slot, 0);
      const operands = load<u64>(slot, OPERANDS);
      const a = <usize><u32>operands;
      const b = <usize>(operands >> 32);
      if (a != sink) accumulate(a, load<i64>(slot, PARTIAL_A), d);
      if (b != sink) accumulate(b, load<i64>(slot, PARTIAL_B), d);
    }
    if (chunk == stopChunk) return stop;
    slot = chunkFull(previousChunk(chunk));
  }
}

function accumulate(slot: usize, partial: i64, d: i64): void {
  const term = numberMultiply(partial, d);
  const sum = adjointOf(slot);
  setAdjoint(slot, isZeroWord(sum) ? term : numberAdd(sum, term));
}

/** After it, the adjoint of an input is 1 when recorded operations lead from it to the result, even with derivative 0. */
export function sweepReach(from: usize, stop: usize): usize {
  let slot = from;
  const stopChunk = chunkOfSlot(stop);
  while (true) {
    const chunk = chunkOfSlot(slot);
    const lowest = chunk == stopChunk ? stop : chunkStart(chunk);
    while (slot > lowest) {
      slot -= 8;
      if (load<f64>(slot, ADJOINT) == 0) continue;
      store<f64>(slot, 0, ADJOINT);
      const operands = load<u64>(slot, OPERANDS);
      store<f64>(<usize><u32>operands, 1, ADJOINT);
      store<f64>(<usize>(operands >> 32), 1, ADJOINT);
    }
    if (chunk == stopChunk) return stop;
    slot = chunkFull(previousChunk(chunk));
  }
}

/** The bound's ingredients (docs/gradients.md): after it, each input's adjoint holds Σ|terms| of everything accumulated into it. */
export function sweepMagnitudes(from: usize, stop: usize): usize {
  let slot = from;
  const stopChunk = chunkOfSlot(stop);
  while (true) {
    const chunk = chunkOfSlot(slot);
    const lowest = chunk == stopChunk ? stop : chunkStart(chunk);
    while (slot > lowest) {
      slot -= 8;
      const d = load<f64>(slot, ADJOINT);
      if (d == 0) continue;
      store<f64>(slot, 0, ADJOINT);
      const operands = load<u64>(slot, OPERANDS);
      const a = <usize><u32>operands;
      const b = <usize>(operands >> 32);
      store<f64>(a, load<f64>(a, ADJOINT) + abs<f64>(load<f64>(slot, PARTIAL_A) * d), ADJOINT);
      store<f64>(b, load<f64>(b, ADJOINT) + abs<f64>(load<f64>(slot, PARTIAL_B) * d), ADJOINT);
    }
    if (chunk == stopChunk) return stop;
    slot = chunkFull(previousChunk(chunk));
  }
}

// ---- forwards ---------------------------------------------------------------------------------------------------------------------
/** Tangents of the entries from `from` up to `to`, in f64; those of operands outside of a level's own entries are zero. */
export function sweepForwardFloats(from: usize, to: usize, sink: usize): void {
  store<f64>(sink, 0, ADJOINT);
  const last = chunkOfSlot(to);
  let slot = from;
  while (true) {
    const chunk = chunkOfSlot(slot + 8);
    const end = chunk == last ? to : chunkFull(chunk);
    for (; slot < end; slot += 8) {
      const operands = load<u64>(slot, OPERANDS);
      const a = load<f64>(<usize><u32>operands, ADJOINT);
      const b = load<f64>(<usize>(operands >> 32), ADJOINT);
      // A zero tangent contributes nothing, like a zero cotangent. Nodes without operands keep what they were given.
      if (a == 0 && b == 0) continue;
      store<f64>(slot, (a != 0 ? load<f64>(slot, PARTIAL_A) * a : 0) + (b != 0 ? load<f64>(slot, PARTIAL_B) * b : 0), ADJOINT);
    }
    if (chunk == last) return;
    slot = chunkStart(nextChunk(chunk));
  }
}
/** The same with words. */
export function sweepForwardWords(from: usize, to: usize, sink: usize): void {
  setAdjoint(sink, 0);
  const last = chunkOfSlot(to);
  let slot = from;
  while (true) {
    const chunk = chunkOfSlot(slot + 8);
    const end = chunk == last ? to : chunkFull(chunk);
    for (; slot < end; slot += 8) {
      const operands = load<u64>(slot, OPERANDS);
      const a = adjointOf(<usize><u32>operands);
      const b = adjointOf(<usize>(operands >> 32));
      const zeroA = isZeroWord(a);
      if (zeroA && isZeroWord(b)) continue;
      const first = zeroA ? 0 : numberMultiply(load<i64>(slot, PARTIAL_A), a);
      setAdjoint(slot, isZeroWord(b) ? first : sum(first, numberMultiply(load<i64>(slot, PARTIAL_B), b)));
    }
    if (chunk == last) return;
    slot = chunkStart(nextChunk(chunk));
  }
}
@inline function sum(a: i64, b: i64): i64 { return isZeroWord(a) ? b : numberAdd(a, b); }

/** Takes the tangents away again. */
export function clearForward(from: usize, to: usize): void {
  const last = chunkOfSlot(to);
  let slot = from;
  while (true) {
    const chunk = chunkOfSlot(slot + 8);
    const end = chunk == last ? to : chunkFull(chunk);
    if (end > slot) memory.fill(slot + ADJOINT, 0, end - slot);
    if (chunk == last) return;
    slot = chunkStart(nextChunk(chunk));
  }
}

// ---- chains -------------------------------------------------------------------------------------------------------------------------
/**
 * Entries on the longest chain between `stop` and `top`, with the rules of operations on tensors. Lengths travel forward in the otherwise zero
 * adjoints, which are cleared again.
 */
export function longestChain(stop: usize, top: usize, rules: i64): u32 {
  let longest: u64 = 0;
  startChains(rules);
  const firstChunk = chunkOfSlot(stop);
  const lastChunk = chunkOfSlot(top);
  for (let pass = 0; pass < 2; pass++) {
    let chunk = firstChunk;
    while (true) {
      const from = chunk == firstChunk ? stop : chunkStart(chunk);
      const to = chunk == lastChunk ? top : chunkFull(chunk);
      for (let slot = from; slot < to; slot += 8) {
        if (pass == 1) {
          store<u64>(slot, 0, ADJOINT);
          continue;
        }
        const rule = ruleAt(slot);
        const length = 1 + (rule == FALSE ? longestOf(load<u64>(slot, OPERANDS), stop) : longestOfRule(rule, stop));
        store<u64>(slot, length, ADJOINT);
        if (length > longest) longest = length;
      }
      if (chunk == lastChunk) break;
      chunk = nextChunk(chunk);
    }
  }
  return <u32>longest;
}
function longestOf(operands: u64, stop: usize): u64 {
  const a = chainOf(<usize><u32>operands, stop);
  const b = chainOf(<usize>(operands >> 32), stop);
  return a > b ? a : b;
}
function longestOfRule(rule: i64, stop: usize): u64 {
  let longest: u64 = 0;
  for (let i: usize = 0; i < operandsOf(rule); i++) {
    const slot = operandSlot(rule, i);
    const length = slot == 0 ? 0 : chainOf(slot, stop);
    if (length > longest) longest = length;
  }
  return longest;
}
function chainOf(slot: usize, stop: usize): u64 {
  // Inputs and the sink lie below `stop`; their adjoints are sums, not lengths.
  return isInput(slot, stop) ? 0 : load<u64>(slot, ADJOINT);
}
function isInput(slot: usize, stop: usize): bool {
  const chunk = chunkOfSlot(slot + 8);
  if (chunk == chunkOfSlot(stop)) return slot < stop;
  // Another chunk: an input iff it comes before the chunk of `stop`.
  let before = previousChunk(chunkOfSlot(stop));
  while (before != 0) {
    if (before == chunk) return true;
    before = previousChunk(before);
  }
  return false;
}
