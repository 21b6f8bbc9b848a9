// The tape: one entry per primitive applied to active numbers, in chunks of columns (structure of arrays).
// Invariant: the adjoint column is zero outside a sweep. A slot is the address of its primal; the other columns lie at
// constant distances from it, so that a chunk's entries need no index.
//
// Levels: every derivative being taken has a level with its own identity and its own chunks; an active word names both.
// At depth 1 all columns hold plain f64. Deeper, primals and partials are words that may be active at an outer depth, and
// the sweep of the inner level is itself recorded there (reverse over reverse).
import {
  R_TAPE_END, R_TAPE_HIGH, R_TAPE_SINK, R_TAPE_TOP, TAG_ACTIVE, addressOf, isActive,
} from "./layout";
import { PAGE, TAPE, allocatePages, freePages } from "./pages";
import { failLimit, LIMIT_TAPE } from "./errors";
import { requestStop } from "./driver";

const CHUNK_PAGES: u32 = 4;
const CHUNK_MASK: usize = 0x3ffff;
const HEADER: usize = 64; // prev u32, next u32, first-chunk flag
export const CAPACITY: usize = 6392;
export const OPERANDS: usize = CAPACITY * 8; // two u32 slots
export const PARTIAL_A: usize = CAPACITY * 16;
export const PARTIAL_B: usize = CAPACITY * 24;
export const ADJOINT: usize = CAPACITY * 32;
const OPCODES: usize = HEADER + CAPACITY * 40;

// ---- levels by depth: [first chunk, top, chunk end, sink, inputs end, identity, chunk of top] -------------------------
export const MAX_DEPTH: i32 = 32;
const LEVEL_BYTES: usize = 32;
const levels = memory.data(1056);
const depthOfIdentity = memory.data(65536); // u8; 0 = not live
let depth: i32 = 0;
let lastIdentity: u32 = 0;

@inline function level(d: i32): usize { return levels + <usize>d * LEVEL_BYTES; }
@inline export function opcodeAt(slot: usize): u32 {
  return load<u8>((slot & ~CHUNK_MASK) + OPCODES + (((slot & CHUNK_MASK) - HEADER) >> 3));
}
@inline function setOpcode(slot: usize, op: u32): void {
  store<u8>((slot & ~CHUNK_MASK) + OPCODES + (((slot & CHUNK_MASK) - HEADER) >> 3), <u8>op);
}

export function currentDepth(): i32 { return depth; }

/** No level is live: no word is active at depth 1 (a zero register would take 0.0 for one). */
export function initTape(): void { loadRegisters(); }

/** Begins a level inside the current one; its inputs are then made with `makeInput`. False: the tape has no room. */
export function pushLevel(): bool {
  if (depth + 1 >= MAX_DEPTH) return false;
  saveRegisters();
  const at = level(depth + 1);
  let first = <usize>load<u32>(at);
  if (first == 0) {
    first = newChunk(0);
    if (first == 0) return false;
    store<u32>(at, <u32>first);
  }
  depth++;
  do { lastIdentity = (lastIdentity + 1) & 0xffff; } while (lastIdentity == 0 || load<u8>(depthOfIdentity + lastIdentity) != 0);
  store<u8>(depthOfIdentity + lastIdentity, <u8>depth);
  const sink = first + HEADER;
  clearEntry(sink);
  store<u32>(at, <u32>(sink + 8), 4);
  store<u32>(at, <u32>(first + HEADER + CAPACITY * 8), 8);
  store<u32>(at, <u32>sink, 12);
  store<u32>(at, <u32>(sink + 8), 16);
  store<u32>(at, lastIdentity, 20);
  loadRegisters();
  return true;
}

/** Ends the innermost level: its active words act as their primals from now on. Its entries stay until the next push. */
export function popLevel(): void {
  saveRegisters();
  store<u8>(depthOfIdentity + load<u32>(level(depth), 20), 0);
  depth--;
  loadRegisters();
}

/** Ends every level (an evaluation is over or failed). */
export function resetTape(): void {
  while (depth > 0) popLevel();
}

/** An independent variable of the innermost level; `primal` may be active at an outer one. SIGNAL-free: 0 when no room. */
export function makeInput(primal: i64): i64 {
  const word = append(depth, 0, 0, 0, primal, 0, 0);
  store<u32>(level(depth), <u32>topOf(depth), 16);
  return word;
}

/** After the inputs: where a sweep of depth `d` stops. */
export function inputsEnd(d: i32): usize { return load<u32>(level(d), 16); }
export function topOf(d: i32): usize { return d == depth ? <usize>load<u32>(R_TAPE_TOP) : <usize>load<u32>(level(d), 4); }
export function firstSlot(d: i32): usize { return <usize>load<u32>(level(d), 12) + 8; }
@inline export function chunkOfSlot(slot: usize): usize { return (slot - 1) & ~CHUNK_MASK; }
@inline export function chunkStart(chunk: usize): usize { return chunk + HEADER; }
@inline export function chunkFull(chunk: usize): usize { return chunk + HEADER + CAPACITY * 8; }
@inline export function previousChunk(chunk: usize): usize { return load<u32>(chunk); }
@inline export function nextChunk(chunk: usize): usize { return load<u32>(chunk, 4); }

function saveRegisters(): void {
  if (depth == 0) return;
  const at = level(depth);
  store<u32>(at, load<u32>(R_TAPE_TOP), 4);
  store<u32>(at, load<u32>(R_TAPE_END), 8);
}

function loadRegisters(): void {
  const at = level(depth);
  store<u32>(R_TAPE_TOP, load<u32>(at, 4));
  store<u32>(R_TAPE_END, load<u32>(at, 8));
  store<u32>(R_TAPE_SINK, load<u32>(at, 12));
  // Only at depth 1 are primals plain numbers, so only there may operations be recorded directly.
  store<u32>(R_TAPE_HIGH, depth == 1 ? (TAG_ACTIVE << 16) | load<u32>(at, 20) : TAG_ACTIVE << 16);
}

// ---- reading active words -----------------------------------------------------------------------------------------------
/** Depth at which a word is active; 0 for plain values and for words that outlived their level. */
export function depthOf(word: i64): i32 {
  if (!isActive(word)) return 0;
  return load<u8>(depthOfIdentity + ((<usize>(<u64>word >> 32)) & 0xffff));
}
/** The primal one level down. */
@inline export function primalWord(active: i64): i64 { return load<i64>(addressOf(active)); }
/** The number at the bottom of all levels. */
export function primalOf(word: i64): i64 {
  while (isActive(word)) word = primalWord(word);
  return word;
}
@inline export function isDirect(word: i64): bool { return <u32>(<u64>word >> 32) == load<u32>(R_TAPE_HIGH); }
@inline export function directPrimal(word: i64): f64 { return load<f64>(addressOf(word)); }

// ---- recording ------------------------------------------------------------------------------------------------------------
/** Records z = f(a) at depth 1. */
@inline export function record1(op: u32, a: i64, z: f64, partial: f64): i64 {
  return recordDirect(op, <u64><u32>a | (<u64>load<u32>(R_TAPE_SINK) << 32), z, partial, 0);
}
/** Records z = f(a, b), both active at depth 1. */
@inline export function record2(op: u32, a: i64, b: i64, z: f64, partialA: f64, partialB: f64): i64 {
  return recordDirect(op, <u64><u32>a | (<u64>b << 32), z, partialA, partialB);
}
/** Records z = f(·, b), only the second operand active at depth 1. */
@inline export function recordB(op: u32, b: i64, z: f64, partialB: f64): i64 {
  return recordDirect(op, <u64>load<u32>(R_TAPE_SINK) | (<u64>b << 32), z, 0, partialB);
}

@inline function recordDirect(op: u32, operands: u64, z: f64, partialA: f64, partialB: f64): i64 {
  let slot = <usize>load<u32>(R_TAPE_TOP);
  if (slot == <usize>load<u32>(R_TAPE_END)) slot = nextSlot();
  store<f64>(slot, z);
  store<u64>(slot, operands, OPERANDS);
  store<f64>(slot, partialA, PARTIAL_A);
  store<f64>(slot, partialB, PARTIAL_B);
  setOpcode(slot, op);
  store<u32>(R_TAPE_TOP, <u32>(slot + 8));
  return <i64>((<u64>load<u32>(R_TAPE_HIGH) << 32) | <u64>slot);
}

/** Appends an entry at any live depth; operands are active words at that depth, or 0. */
export function append(d: i32, op: u32, a: i64, b: i64, primal: i64, partialA: i64, partialB: i64): i64 {
  const at = level(d);
  const innermost = d == depth;
  let slot = innermost ? <usize>load<u32>(R_TAPE_TOP) : <usize>load<u32>(at, 4);
  const end = innermost ? <usize>load<u32>(R_TAPE_END) : <usize>load<u32>(at, 8);
  if (slot == end) slot = extend(d, slot);
  const sink = load<u32>(at, 12);
  store<i64>(slot, primal);
  store<u64>(slot, <u64>(a != 0 ? <u32>a : sink) | (<u64>(b != 0 ? <u32>b : sink) << 32), OPERANDS);
  store<i64>(slot, partialA, PARTIAL_A);
  store<i64>(slot, partialB, PARTIAL_B);
  setOpcode(slot, op);
  if (innermost) store<u32>(R_TAPE_TOP, <u32>(slot + 8));
  else store<u32>(at, <u32>(slot + 8), 4);
  return <i64>((<u64>TAG_ACTIVE << 48) | (<u64>load<u32>(at, 20) << 32) | <u64>slot);
}

function nextSlot(): usize { return extend(depth, <usize>load<u32>(R_TAPE_TOP)); }

/** The first slot of the chunk after a full one. Out of room: the evaluation is stopped at the next safe point. */
function extend(d: i32, slot: usize): usize {
  const chunk = chunkOfSlot(slot);
  let next = nextChunk(chunk);
  if (next == 0) {
    next = newChunk(chunk);
    if (next == 0) {
      // Recording goes on in the full chunk's last slot, to no effect: the limit is reported at the next safe point.
      failLimit(LIMIT_TAPE);
      requestStop();
      return slot - 8;
    }
  }
  const start = next + HEADER;
  const end = start + CAPACITY * 8;
  if (d == depth) {
    store<u32>(R_TAPE_TOP, <u32>start);
    store<u32>(R_TAPE_END, <u32>end);
  }
  store<u32>(level(d), <u32>start, 4);
  store<u32>(level(d), <u32>end, 8);
  return start;
}

function newChunk(previous: usize): usize {
  const chunk = allocatePages(TAPE, CHUNK_PAGES, CHUNK_PAGES, false);
  if (chunk == 0) return 0;
  store<u32>(chunk, <u32>previous);
  store<u32>(chunk, 0, 4);
  if (previous != 0) store<u32>(previous, <u32>chunk, 4);
  memory.fill(chunk + HEADER + ADJOINT, 0, CAPACITY * 8);
  return chunk;
}

/** Gives back all but the first chunk of every depth that is not in use. */
export function trimTape(): void {
  for (let d = depth + 1; d < MAX_DEPTH; d++) {
    const first = <usize>load<u32>(level(d));
    if (first == 0) continue;
    let chunk = nextChunk(first);
    store<u32>(first, 0, 4);
    while (chunk != 0) {
      const next = nextChunk(chunk);
      freePages(TAPE, chunk, CHUNK_PAGES);
      chunk = next;
    }
  }
}

function clearEntry(slot: usize): void {
  store<i64>(slot, 0);
  store<u64>(slot, <u64><u32>slot | (<u64>slot << 32), OPERANDS);
  store<i64>(slot, 0, PARTIAL_A);
  store<i64>(slot, 0, PARTIAL_B);
  store<i64>(slot, 0, ADJOINT);
  setOpcode(slot, 0);
}

/** Entries recorded at depth `d` after its inputs. */
export function entryCount(d: i32): u32 {
  const top = topOf(d);
  let chunk = <usize>load<u32>(level(d));
  let count: u32 = 0;
  const last = chunkOfSlot(top);
  while (chunk != last && chunk != 0) {
    count += <u32>CAPACITY;
    chunk = nextChunk(chunk);
  }
  return count + <u32>((top - chunkStart(last)) >> 3);
}

@inline export function isZeroWord(word: i64): bool { return (word & 0x7fff_ffff_ffff_ffff) == 0; }
@inline export function adjointOf(slot: usize): i64 { return load<i64>(slot, ADJOINT); }
@inline export function setAdjoint(slot: usize, word: i64): void { store<i64>(slot, word, ADJOINT); }
