// The adjoint sweeps: entries backwards from a result, cotangents added to operands.
// Invariant: a zero cotangent contributes nothing (so 0·∞ never arises), and every adjoint that a sweep has used is zero again.
import { addressOf, flonum } from "./layout";
import { numberAdd, numberMultiply } from "./generated/arithmetic";
import {
  ADJOINT, OPERANDS, PARTIAL_A, PARTIAL_B, adjointOf, chunkFull, chunkOfSlot, chunkStart, inputsEnd, isZeroWord, previousChunk, setAdjoint,
} from "./tape";

let position: usize = 0; // entries at or above are done
let stopAt: usize = 0;

/** Begins the sweep of depth `d` from `result`, a word active there, with cotangent 1. */
export function beginSweep(d: i32, result: i64): void {
  position = addressOf(result) + 8;
  stopAt = inputsEnd(d);
  setAdjoint(addressOf(result), flonum(1.0));
}

/** Sweeps at most `entries` entries in f64; true when the inputs are reached. */
export function sweepFloats(entries: i32): bool {
  let left = entries;
  let slot = position;
  const stop = stopAt;
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
    if (chunk == stopChunk && slot <= stop) return true;
    if (slot == chunkStart(chunk)) slot = chunkFull(previousChunk(chunk));
    if (left <= 0) {
      position = slot;
      return false;
    }
  }
}

/** The same at an inner level, recorded at the level around it: partials and adjoints are words. `sink`: operand without derivative. */
export function sweepWords(sink: usize): void {
  let slot = position;
  const stopChunk = chunkOfSlot(stopAt);
  while (true) {
    const chunk = chunkOfSlot(slot);
    const lowest = chunk == stopChunk ? stopAt : chunkStart(chunk);
    while (slot > lowest) {
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
    if (chunk == stopChunk) return;
    slot = chunkFull(previousChunk(chunk));
  }
}

function accumulate(slot: usize, partial: i64, d: i64): void {
  const term = numberMultiply(partial, d);
  const sum = adjointOf(slot);
  setAdjoint(slot, isZeroWord(sum) ? term : numberAdd(sum, term));
}

/** After it, the adjoint of an input is 1 when recorded operations lead from it to the result, even with derivative 0. */
export function sweepReach(): void {
  let slot = position;
  const stopChunk = chunkOfSlot(stopAt);
  while (true) {
    const chunk = chunkOfSlot(slot);
    const lowest = chunk == stopChunk ? stopAt : chunkStart(chunk);
    while (slot > lowest) {
      slot -= 8;
      if (load<f64>(slot, ADJOINT) == 0) continue;
      store<f64>(slot, 0, ADJOINT);
      const operands = load<u64>(slot, OPERANDS);
      store<f64>(<usize><u32>operands, 1, ADJOINT);
      store<f64>(<usize>(operands >> 32), 1, ADJOINT);
    }
    if (chunk == stopChunk) return;
    slot = chunkFull(previousChunk(chunk));
  }
}

/**
 * The bound's ingredients (docs/gradients.md): after it, each input's adjoint holds Σ|terms| of everything accumulated into it.
 * Answers the number of entries on the longest chain from the result to an input.
 */
export function sweepMagnitudes(): u32 {
  let slot = position;
  const top = position;
  const stopChunk = chunkOfSlot(stopAt);
  while (true) {
    const chunk = chunkOfSlot(slot);
    const lowest = chunk == stopChunk ? stopAt : chunkStart(chunk);
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
    if (chunk == stopChunk) break;
    slot = chunkFull(previousChunk(chunk));
  }
  return longestChain(top);
}

/** Chain lengths travel forward from the inputs in the otherwise zero adjoint column, which is cleared again. */
function longestChain(top: usize): u32 {
  let longest: u64 = 0;
  const firstChunk = chunkOfSlot(stopAt);
  const lastChunk = chunkOfSlot(top);
  for (let pass = 0; pass < 2; pass++) {
    let chunk = firstChunk;
    while (true) {
      const from = chunk == firstChunk ? stopAt : chunkStart(chunk);
      const to = chunk == lastChunk ? top : chunkFull(chunk);
      for (let slot = from; slot < to; slot += 8) {
        if (pass == 1) {
          store<u64>(slot, 0, ADJOINT);
          continue;
        }
        const operands = load<u64>(slot, OPERANDS);
        const a = chainOf(<usize><u32>operands);
        const b = chainOf(<usize>(operands >> 32));
        const length = (a > b ? a : b) + 1;
        store<u64>(slot, length, ADJOINT);
        if (length > longest) longest = length;
      }
      if (chunk == lastChunk) break;
      chunk = load<u32>(chunk, 4);
    }
  }
  return <u32>longest;
}
function chainOf(slot: usize): u64 {
  // Inputs and the sink lie below `stopAt` in the first chunk (or chunks); their adjoints are sums, not lengths.
  const length = load<u64>(slot, ADJOINT);
  return isInput(slot) ? 0 : length;
}
function isInput(slot: usize): bool {
  const chunk = chunkOfSlot(slot + 8);
  if (chunk == chunkOfSlot(stopAt)) return slot < stopAt;
  // Another chunk: an input iff it comes before the chunk of `stopAt`.
  let before = previousChunk(chunkOfSlot(stopAt));
  while (before != 0) {
    if (before == chunk) return true;
    before = previousChunk(before);
  }
  return false;
}
