// Forward mode along four directions at once: one pass over a level's entries, with tangents beside the tape.
// Invariant: like the sweeps, a zero tangent contributes nothing (so 0·∞ never arises), and sums are taken in the same order, so that
// each direction has the bits of a pass of its own.
import { FALSE, TRUE, addressOf, car, cdr, fixnumValue, isActive, isPair } from "./layout";
import { CAPACITY, OPERANDS, PARTIAL_A, PARTIAL_B, chunkFull, chunkOfSlot, chunkStart, nextChunk, sinkOf } from "./tape";
import { PAGE, SCRATCH, allocatePages, freePages } from "./pages";
import { element } from "./vectors";

const WIDTH: usize = 4;
const BYTES: usize = 32;
const ORDINAL: usize = 12; // in a chunk's header: its place among those of the pass

let base: usize = 0; // where tangents lie: the sink's, which are zero, come first
let origin: usize = 0; // number of the level's first entry
let sink: usize = 0;

@inline function numberOf(slot: usize): usize {
  const chunk = chunkOfSlot(slot + 8);
  return <usize>load<u32>(chunk, ORDINAL) * CAPACITY + ((slot - chunkStart(chunk)) >> 3);
}
@inline function tangentsOf(slot: usize): usize { return slot == sink ? base : base + (numberOf(slot) - origin + 1) * BYTES; }

/** Numbers the chunks from the first entry's on; answers how many entries there are. */
function number(first: usize, top: usize): usize {
  const last = chunkOfSlot(top);
  let ordinal: u32 = 0;
  for (let chunk = chunkOfSlot(first + 8); chunk != 0; chunk = nextChunk(chunk)) {
    store<u32>(chunk, ordinal++, ORDINAL);
    if (chunk == last) break;
  }
  origin = numberOf(first);
  return numberOf(top - 8) - origin + 1;
}

/**
 * Derivatives of the outputs (a list of active words, or #f) by up to four of the inputs (a list of active words), the first of which has
 * index `first`, into a vector with a row for each output. The level, whose entries lie from `start` to `end`, must be closed, of depth 1 and
 * without rules. FALSE: there is no room.
 */
export function levelDirections(first: i64, start: i64, end: i64, inputs: i64, outputs: i64, result: i64): i64 {
  const stop = <usize>fixnumValue(start);
  const top = <usize>fixnumValue(end);
  sink = sinkOf(1);
  let columns: usize = 0;
  for (let rest = inputs; isPair(rest); rest = cdr(rest)) columns++;
  const count = number(addressOf(car(inputs)), top);
  const pages = <u32>(((count + 1) * BYTES + PAGE - 1) / PAGE);
  base = allocatePages(SCRATCH, pages, 1, false);
  if (base == 0) return FALSE;
  memory.fill(base, 0, (numberOf(stop - 8) - origin + 2) * BYTES);
  const from = <usize>fixnumValue(first);
  let column: usize = 0;
  for (let rest = inputs; isPair(rest); rest = cdr(rest), column++) {
    if (column >= from && column < from + WIDTH) store<f64>(tangentsOf(addressOf(car(rest))) + ((column - from) << 3), 1.0);
  }
  pass(stop, top);
  let row: usize = 0;
  for (let rest = outputs; isPair(rest); rest = cdr(rest), row++) {
    const word = car(rest);
    for (let k: usize = 0; k < WIDTH && from + k < columns; k++) {
      const tangent = isActive(word) ? load<f64>(tangentsOf(addressOf(word)) + (k << 3)) : 0;
      store<f64>(element(result, row * columns + from + k), tangent);
    }
  }
  freePages(SCRATCH, base, pages);
  return TRUE;
}

function pass(stop: usize, top: usize): void {
  const zero = f64x2.splat(0);
  const last = chunkOfSlot(top);
  let slot = stop;
  let to = base + (numberOf(stop - 8) - origin + 2) * BYTES;
  while (true) {
    const chunk = chunkOfSlot(slot + 8);
    const end = chunk == last ? top : chunkFull(chunk);
    for (; slot < end; slot += 8, to += BYTES) {
      const operands = load<u64>(slot, OPERANDS);
      const a = tangentsOf(<usize><u32>operands);
      const b = tangentsOf(<usize>(operands >> 32));
      const partialA = f64x2.splat(load<f64>(slot, PARTIAL_A));
      const partialB = f64x2.splat(load<f64>(slot, PARTIAL_B));
      for (let k: usize = 0; k < BYTES; k += 16) {
        const ta = v128.load(a + k);
        const tb = v128.load(b + k);
        const termA = v128.and(f64x2.mul(partialA, ta), f64x2.ne(ta, zero));
        const termB = v128.and(f64x2.mul(partialB, tb), f64x2.ne(tb, zero));
        v128.store(to + k, f64x2.add(termA, termB));
      }
    }
    if (chunk == last) return;
    slot = chunkStart(nextChunk(chunk));
  }
}
