// The tape: one entry per primitive applied to active numbers, in chunks of columns (structure of arrays).
// Invariant: the adjoint column is zero outside a sweep. A slot is the address of its primal; the other columns lie at
// constant distances from it, so that a chunk's entries need no index.
//
// Levels: every derivative being taken has a level with its own identity; an active word names it and a slot. A level is open at a
// depth, and all levels of one depth record in one lane, a chain of chunks. At depth 1 all columns hold plain f64. Deeper, primals
// and partials are words that may be active at an outer depth, and the sweep of the inner level is itself recorded there (reverse
// over reverse).
//
// A level that is closed (left by an escape, or being swept) may be opened again at its depth; one that has ended may not. Words of
// either act as their primals. Entries of ended levels stay where they are until the next collection, which puts primals in the place
// of all words that outlived their levels and then empties the lanes (`reclaimTape`); identities are used again only after that.
import {
  R_FUSES, R_TAPE_END, R_TAPE_HIGH, R_TAPE_SINK, R_TAPE_TOP, TAG_ACTIVE, TAPE_ADJOINT, addressOf, isActive,
} from "./layout";
import { PAGE, TAPE, allocatePages, freePages } from "./pages";
import { failLimit, LIMIT_TAPE } from "./errors";
import { requestStop } from "./driver";
import { requestCollection } from "./heap";
import { fusedBytes, setFusedBytes } from "./fused";
import { TEST_VALUE, graphing, noteGuard, noteOperation } from "./graph";

const CHUNK_PAGES: u32 = 4;
const CHUNK_MASK: usize = 0x3ffff;
const HEADER: usize = 64; // previous u32, next u32, whether a closed level needs it (while a collection ends), number (directions.ts)
export const CAPACITY: usize = 6392;
export const OPERANDS: usize = CAPACITY * 8; // two u32 slots
export const PARTIAL_A: usize = CAPACITY * 16;
export const PARTIAL_B: usize = CAPACITY * 24;
export const ADJOINT: usize = TAPE_ADJOINT; // CAPACITY * 32
const OPCODES: usize = HEADER + CAPACITY * 40;

// ---- lanes by depth: [first chunk, top, chunk end, sink, end of inputs, identity, first slot, chunks filled since emptied] -------
export const MAX_DEPTH: i32 = 32;
const LANE_BYTES: usize = 32;
const L_TOP: usize = 4;
const L_END: usize = 8;
const L_SINK: usize = 12;
const L_INPUTS_END: usize = 16;
const L_IDENTITY: usize = 20;
const L_FIRST: usize = 24;
const L_FILLED: usize = 28;
const lanes = memory.data(1056);
let depth: i32 = 0;

@inline function lane(d: i32): usize { return lanes + <usize>d * LANE_BYTES; }
@inline export function opcodeAt(slot: usize): u32 {
  return load<u8>((slot & ~CHUNK_MASK) + OPCODES + (((slot & CHUNK_MASK) - HEADER) >> 3));
}
@inline function setOpcode(slot: usize, op: u32): void {
  store<u8>((slot & ~CHUNK_MASK) + OPCODES + (((slot & CHUNK_MASK) - HEADER) >> 3), <u8>op);
}

export function currentDepth(): i32 { return depth; }

// ---- identities -------------------------------------------------------------------------------------------------------------
const DEPTH_BITS: u32 = 0x1f;
const PINNED: u32 = 0x20; // the host's own: a collection need not find a word of it
const SEEN: u32 = 0x40;
const CLOSED: u32 = 0x80;
/** State by identity: depth and flags; 0: not in use, or ended. */
const states = memory.data(16384);
/** Where a closed level's entries begin and end, by identity. */
const starts = memory.data(65536);
const ends = memory.data(65536);
/** By identity: whether loops at the level may be recorded as fused sweeps. */
const fusible = memory.data(16384);
const MOST: u32 = 0x3fff;
let lastIdentity: u32 = 0;
let highestIdentity: u32 = 0; // none above is in use
/** The last identities are kept for the host's own levels, which cannot wait for a collection. */
const MOST_IDENTITIES: u32 = MOST - 64;

@inline function stateOf(identity: u32): u32 { return load<u8>(states + <usize>identity); }
@inline function setState(identity: u32, state: u32): void { store<u8>(states + <usize>identity, <u8>state); }
@inline export function identityOf(word: i64): u32 { return <u32>(<u64>word >> 32) & MOST; }

/** Before another level is opened at depth `d`, a collection should make room. */
export function wantsCollection(d: i32): bool {
  return lastIdentity >= MOST_IDENTITIES || (d < MAX_DEPTH && load<u32>(lane(d), L_FILLED) >= MOST_FILLED);
}

/** An identity for what begins at the top of the lane of depth `d`; 0 when all are in use. */
function newIdentity(d: i32): u32 {
  for (let tries: u32 = 0; tries <= MOST; tries++) {
    lastIdentity = (lastIdentity + 1) & MOST;
    if (lastIdentity == 0 || stateOf(lastIdentity) != 0) continue;
    if (lastIdentity > highestIdentity) highestIdentity = lastIdentity;
    store<u32>(starts + (<usize>lastIdentity << 2), load<u32>(lane(d), L_TOP));
    store<u8>(fusible + <usize>lastIdentity, 0);
    return lastIdentity;
  }
  return 0;
}

// ---- opening and closing --------------------------------------------------------------------------------------------------------
/** No level is open: no word is active at depth 1 (a zero register would take 0.0 for one). */
export function initTape(): void { loadRegisters(); }

/**
 * Opens a new level inside the current one; answers its identity, 0 when the tape has no room or `MAX_DEPTH` is reached. `fuses`: it will be
 * swept backwards for adjoints, and for nothing else.
 */
export function openLevel(pinned: bool, fuses: bool): u32 {
  if (depth + 1 >= MAX_DEPTH || !prepareLane(depth + 1)) return 0;
  saveRegisters();
  const identity = newIdentity(depth + 1);
  if (identity == 0) return 0;
  depth++;
  setState(identity, <u32>depth | (pinned ? PINNED : 0));
  store<u8>(fusible + <usize>identity, <u8>fuses);
  const at = lane(depth);
  const top = load<u32>(at, L_TOP);
  store<u32>(at, top, L_INPUTS_END);
  store<u32>(at, top, L_FIRST);
  store<u32>(at, identity, L_IDENTITY);
  loadRegisters();
  return identity;
}

/** Closes the innermost level: its words act as their primals. */
export function closeLevel(): void {
  saveRegisters();
  const at = lane(depth);
  const identity = load<u32>(at, L_IDENTITY);
  setState(identity, stateOf(identity) | CLOSED);
  store<u32>(ends + (<usize>identity << 2), load<u32>(at, L_TOP));
  depth--;
  loadRegisters();
}

/** Opens a closed level again. False: it has ended, or the depth around is not what it was. */
export function reopenLevel(identity: u32, d: i32, inputs: usize): bool {
  const state = stateOf(identity);
  if ((state & CLOSED) == 0 || <i32>(state & DEPTH_BITS) != d || depth + 1 != d) return false;
  saveRegisters();
  depth++;
  setState(identity, state & ~(CLOSED | SEEN));
  const at = lane(d);
  store<u32>(at, <u32>inputs, L_INPUTS_END);
  store<u32>(at, identity, L_IDENTITY);
  loadRegisters();
  return true;
}

/** The level is done with. When it is open, it must be the innermost. */
export function endLevel(identity: u32): void {
  const state = stateOf(identity);
  if (state == 0) return;
  if ((state & CLOSED) == 0) closeLevel();
  setState(identity, 0);
  wantEmptyLane(<i32>(state & DEPTH_BITS));
}
/** A lane is emptied by a collection: wait for one no longer than until its chunks leave the caches. */
function wantEmptyLane(d: i32): void {
  if (load<u32>(lane(d), L_FILLED) >= MOST_FILLED) requestCollection();
}
const MOST_FILLED: u32 = 12;

/**
 * Records under a second identity of the innermost level, so that what is recorded now can be dropped before the level ends: its
 * words outlive it like those of a level of their own.
 */
export function openAlias(): u32 {
  saveRegisters();
  const identity = newIdentity(depth);
  if (identity == 0) return 0;
  setState(identity, <u32>depth);
  store<u32>(lane(depth), identity, L_IDENTITY);
  loadRegisters();
  return identity;
}
/** Records under an alias that was closed again; its words depend on the inputs again. */
export function reopenAlias(alias: u32): void {
  saveRegisters();
  setState(alias, <u32>depth);
  store<u32>(lane(depth), alias, L_IDENTITY);
  loadRegisters();
}
/** Back to the innermost level's own identity. */
export function closeAlias(alias: u32, identity: u32): void {
  saveRegisters();
  setState(alias, <u32>depth | CLOSED);
  store<u32>(ends + (<usize>alias << 2), <u32>topOf(depth));
  store<u32>(lane(depth), identity, L_IDENTITY);
  loadRegisters();
}
/** Where the entries of a closed level end. */
export function endOf(identity: u32): usize { return load<u32>(ends + (<usize>identity << 2)); }
/** Of a closed level nothing is needed from `slot` on. */
export function dropFrom(identity: u32, slot: usize): void {
  store<u32>(ends + (<usize>identity << 2), <u32>slot);
  wantEmptyLane(<i32>(stateOf(identity) & DEPTH_BITS));
}

/** A lane is ready to be recorded in. */
function prepareLane(d: i32): bool {
  const at = lane(d);
  if (load<u32>(at) != 0) return true;
  const first = newChunk(0);
  if (first == 0) return false;
  const sink = first + HEADER;
  store<u32>(at, <u32>first);
  store<u32>(at, <u32>sink, L_SINK);
  clearEntry(sink);
  emptyLane(at);
  return true;
}
function emptyLane(at: usize): void {
  const first = <usize>load<u32>(at);
  store<u32>(at, <u32>(first + HEADER + 8), L_TOP);
  store<u32>(at, <u32>(first + HEADER + CAPACITY * 8), L_END);
  store<u32>(at, 0, L_FILLED);
  if (at == lane(1)) setFusedBytes(0);
}
function setTop(d: i32, top: usize): void {
  const at = lane(d);
  store<u32>(at, <u32>top, L_TOP);
  store<u32>(at, <u32>chunkFull(chunkOfSlot(top)), L_END);
}

// ---- the host's evaluations ---------------------------------------------------------------------------------------------------
// An evaluation that takes a derivative leaves no word behind, so its entries are dropped at once.
const marks = memory.data(132); // tops by depth
let markedIdentity: u32 = 0; // what comes after it is new
let lastBefore: u32 = 0;
let fusedBefore: usize = 0;
let marked: bool = false;
let collected: bool = false; // since the mark: identities have started anew
let sweeps: i32 = 0; // begun and not ended: their adjoints may not be zero

/** Remembers where the lanes end now. */
export function markTape(): void {
  for (let d = 1; d < MAX_DEPTH; d++) store<u32>(marks + (<usize>d << 2), load<u32>(lane(d), L_TOP));
  fusedBefore = fusedBytes();
  lastBefore = lastIdentity;
  lastIdentity = markedIdentity = highestIdentity;
  marked = true;
  collected = false;
}

/** Ends every open level (an evaluation is over or failed), and drops what was recorded since the mark, if there is one. */
export function resetTape(): void {
  while (depth > 0) {
    const identity = identityAt(depth);
    closeLevel();
    setState(identity, 0);
  }
  if (sweeps != 0) {
    for (let d = 1; d < MAX_DEPTH; d++) clearAdjoints(<usize>load<u32>(lane(d)));
    sweeps = 0;
  }
  if (!marked) return;
  marked = false;
  setFusedBytes(fusedBefore);
  // Closed levels of the evaluation cannot be opened again either. (Those that a collection has found are left to the next one.)
  for (let identity: u32 = 1; identity <= highestIdentity; identity++) {
    if ((!collected && identity > markedIdentity) || (stateOf(identity) & PINNED) != 0) setState(identity, 0);
  }
  if (!collected) {
    lastIdentity = lastBefore;
    highestIdentity = markedIdentity;
  }
  for (let d = 1; d < MAX_DEPTH; d++) {
    if (load<u32>(lane(d)) == 0) continue;
    const mark = <usize>load<u32>(marks + (<usize>d << 2));
    if (mark != 0) setTop(d, mark);
    else emptyLane(lane(d));
  }
}

export function sweepBegins(): void { sweeps++; }
export function sweepEnds(): void { if (sweeps > 0) sweeps--; }

function clearAdjoints(first: usize): void {
  for (let chunk = first; chunk != 0; chunk = nextChunk(chunk)) memory.fill(chunk + HEADER + ADJOINT, 0, CAPACITY * 8);
}

// ---- collections ------------------------------------------------------------------------------------------------------------------
/** What the collector puts in the place of an active word. */
export function survivor(word: i64): i64 {
  while (isActive(word)) {
    const identity = identityOf(word);
    const state = stateOf(identity);
    if (state != 0) {
      if ((state & CLOSED) != 0) setState(identity, state | SEEN);
      return word;
    }
    word = primalWord(word);
  }
  return word;
}

const keptEnds = memory.data(132); // by depth, while a collection ends

/** After every word has been looked at: ended levels' entries are dropped, and those of closed levels that nothing refers to. */
export function reclaimTape(): void {
  saveRegisters();
  memory.fill(keptEnds, 0, 132);
  let highest: u32 = 0;
  for (let identity: u32 = 1; identity <= highestIdentity; identity++) {
    const state = stateOf(identity);
    if (state == 0) continue;
    if ((state & CLOSED) != 0) {
      if ((state & (SEEN | PINNED)) == 0) {
        setState(identity, 0);
        continue;
      }
      setState(identity, state & ~SEEN);
      keepChunks(load<u32>(starts + (<usize>identity << 2)), load<u32>(ends + (<usize>identity << 2)));
      const kept = keptEnds + (<usize>(state & DEPTH_BITS) << 2);
      const end = <usize>load<u32>(ends + (<usize>identity << 2));
      if (load<u32>(kept) == 0 || isAfter(end, load<u32>(kept))) store<u32>(kept, <u32>end);
    }
    highest = identity;
  }
  highestIdentity = highest;
  lastIdentity = 0;
  // Where levels are open nothing moves; what lies before them goes when they have ended.
  for (let d = depth + 1; d < MAX_DEPTH; d++) {
    if (load<u32>(lane(d)) != 0) emptyTo(d, load<u32>(keptEnds + (<usize>d << 2)));
  }
  collected = true;
  for (let d = depth + 1; d < MAX_DEPTH; d++) store<u32>(marks + (<usize>d << 2), load<u32>(lane(d), L_TOP));
  loadRegisters();
}

/** Marks the chunks between two slots of a lane. */
function keepChunks(start: usize, end: usize): void {
  const last = chunkOfSlot(end);
  for (let chunk = chunkOfSlot(start + 8); chunk != 0; chunk = nextChunk(chunk)) {
    store<u32>(chunk, 1, 8);
    if (chunk == last) return;
  }
}
/** Gives back the chunks of a lane before the one of its top that nothing needs; marks are gone afterwards. */
function dropChunks(first: usize, last: usize): void {
  store<u32>(first, 0, 8);
  let before = first;
  for (let chunk = nextChunk(first); chunk != 0; ) {
    const next = nextChunk(chunk);
    if (load<u32>(chunk, 8) == 0 && first != last && chunk != last) {
      store<u32>(before, <u32>next, 4);
      if (next != 0) store<u32>(next, <u32>before);
      freePages(TAPE, chunk, CHUNK_PAGES);
    } else before = chunk;
    store<u32>(chunk, 0, 8);
    if (chunk == last) last = first; // what comes after is spare
    chunk = next;
  }
}
/** Whether slot `a` comes after `b` in their lane: chunks are told apart by their places in the chain. */
export function isAfter(a: usize, b: usize): bool {
  const chunk = chunkOfSlot(a);
  if (chunk == chunkOfSlot(b)) return a > b;
  for (let before = previousChunk(chunk); before != 0; before = previousChunk(before)) {
    if (before == chunkOfSlot(b)) return true;
  }
  return false;
}
function emptyTo(d: i32, end: usize): void {
  const at = lane(d);
  if (end == 0) emptyLane(at);
  else {
    setTop(d, end);
    store<u32>(at, 0, L_FILLED);
  }
  dropChunks(<usize>load<u32>(at), chunkOfSlot(load<u32>(at, L_TOP)));
  if (sweeps == 0) return;
  // A sweep that was left for good may have left adjoints behind.
  const top = <usize>load<u32>(at, L_TOP);
  const chunk = chunkOfSlot(top);
  memory.fill(top + ADJOINT, 0, chunkFull(chunk) - top);
  clearAdjoints(nextChunk(chunk));
}

/** An independent variable of the innermost level; `primal` may be active at an outer one. */
export function makeInput(primal: i64): i64 {
  const word = appendOperation(depth, 0, 0, 0, false, false, primal, 0, 0);
  store<u32>(lane(depth), <u32>topOf(depth), L_INPUTS_END);
  return word;
}

/** The same for `count` words, each of which becomes the input's word. */
export function makeInputs(words: usize, count: usize): void {
  let i: usize = 0;
  while (i < count) {
    const slot = <usize>load<u32>(R_TAPE_TOP);
    let n = (<usize>load<u32>(R_TAPE_END) - slot) >> 3;
    if (n > count - i) n = count - i;
    if (n == 0 || graphing()) {
      // The one that a new chunk begins with, or that is written down by itself.
      store<i64>(words + (i << 3), makeInput(load<i64>(words + (i << 3))));
      i++;
      continue;
    }
    const sink = <u64>load<u32>(R_TAPE_SINK);
    const word = (<u64>TAG_ACTIVE << 48) | (<u64>load<u32>(lane(depth), L_IDENTITY) << 32);
    for (let at = slot; at < slot + (n << 3); at += 8, i++) {
      store<i64>(at, load<i64>(words + (i << 3)));
      store<u64>(at, sink | (sink << 32), OPERANDS);
      store<i64>(at, 0, PARTIAL_A);
      store<i64>(at, 0, PARTIAL_B);
      setOpcode(at, 0);
      store<u64>(words + (i << 3), word | <u64>at);
    }
    store<u32>(R_TAPE_TOP, <u32>(slot + (n << 3)));
  }
  store<u32>(lane(depth), <u32>topOf(depth), L_INPUTS_END);
}

/** After the inputs: where a sweep of depth `d` stops. */
export function inputsEnd(d: i32): usize { return load<u32>(lane(d), L_INPUTS_END); }
export function topOf(d: i32): usize { return d == depth ? <usize>load<u32>(R_TAPE_TOP) : <usize>load<u32>(lane(d), L_TOP); }
export function firstSlot(d: i32): usize { return <usize>load<u32>(lane(d), L_FIRST); }
export function sinkOf(d: i32): usize { return <usize>load<u32>(lane(d), L_SINK); }
export function identityAt(d: i32): u32 { return load<u32>(lane(d), L_IDENTITY); }
@inline export function chunkOfSlot(slot: usize): usize { return (slot - 1) & ~CHUNK_MASK; }
@inline export function chunkStart(chunk: usize): usize { return chunk + HEADER; }
@inline export function chunkFull(chunk: usize): usize { return chunk + HEADER + CAPACITY * 8; }
@inline export function previousChunk(chunk: usize): usize { return load<u32>(chunk); }
@inline export function nextChunk(chunk: usize): usize { return load<u32>(chunk, 4); }

function saveRegisters(): void {
  if (depth == 0) return;
  const at = lane(depth);
  store<u32>(at, load<u32>(R_TAPE_TOP), L_TOP);
  store<u32>(at, load<u32>(R_TAPE_END), L_END);
}

function loadRegisters(): void {
  const at = lane(depth);
  store<u32>(R_TAPE_TOP, load<u32>(at, L_TOP));
  store<u32>(R_TAPE_END, load<u32>(at, L_END));
  store<u32>(R_TAPE_SINK, load<u32>(at, L_SINK));
  // Only at depth 1 are primals plain numbers, so only there may operations be recorded directly.
  // (A graph sees every operation: there is no short way.)
  store<u32>(R_TAPE_HIGH, depth == 1 && !graphing() ? (TAG_ACTIVE << 16) | load<u32>(at, L_IDENTITY) : TAG_ACTIVE << 16);
  store<u32>(R_FUSES, depth == 1 && !graphing() && load<u8>(fusible + <usize>load<u32>(at, L_IDENTITY)) != 0 ? 1 : 0);
}

// ---- reading active words -----------------------------------------------------------------------------------------------
/** Depth at which a word is active; 0 for plain values and for words whose level is closed or has ended. */
export function depthOf(word: i64): i32 {
  if (!isActive(word)) return 0;
  const state = stateOf(identityOf(word));
  return (state & CLOSED) != 0 ? 0 : <i32>(state & DEPTH_BITS);
}
/** The primal one level down. */
@inline export function primalWord(active: i64): i64 { return load<i64>(addressOf(active)); }
/** The number at the bottom of all levels. */
export function primalOf(word: i64): i64 {
  while (isActive(word)) word = primalWord(word);
  return word;
}
/** The same where the program reads the number itself, which a graph must know. */
export function valueOf(word: i64): i64 {
  if (!isActive(word)) return word;
  const value = primalOf(word);
  if (graphing()) noteGuard(TEST_VALUE, word, 0, reinterpret<f64>(value));
  return value;
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
  const at = lane(d);
  const innermost = d == depth;
  let slot = innermost ? <usize>load<u32>(R_TAPE_TOP) : <usize>load<u32>(at, L_TOP);
  const end = innermost ? <usize>load<u32>(R_TAPE_END) : <usize>load<u32>(at, L_END);
  if (slot == end) slot = extend(d, slot);
  const sink = load<u32>(at, L_SINK);
  store<i64>(slot, primal);
  store<u64>(slot, <u64>(a != 0 ? <u32>a : sink) | (<u64>(b != 0 ? <u32>b : sink) << 32), OPERANDS);
  store<i64>(slot, partialA, PARTIAL_A);
  store<i64>(slot, partialB, PARTIAL_B);
  setOpcode(slot, op);
  if (innermost) store<u32>(R_TAPE_TOP, <u32>(slot + 8));
  else store<u32>(at, <u32>(slot + 8), L_TOP);
  return <i64>((<u64>TAG_ACTIVE << 48) | (<u64>load<u32>(at, L_IDENTITY) << 32) | <u64>slot);
}

/** … of an operation whose operands may be active at that depth or not. */
export function appendOperation(
  d: i32, op: u32, a: i64, b: i64, activeA: bool, activeB: bool, primal: i64, partialA: i64, partialB: i64,
): i64 {
  const word = append(d, op, activeA ? a : 0, activeB ? b : 0, primal, partialA, partialB);
  if (graphing() && d == 1) noteOperation(op, a, b, word, partialA, partialB);
  return word;
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
  const at = lane(d);
  store<u32>(at, <u32>start, L_TOP);
  store<u32>(at, <u32>end, L_END);
  store<u32>(at, load<u32>(at, L_FILLED) + 1, L_FILLED);
  return start;
}

function newChunk(previous: usize): usize {
  const chunk = allocatePages(TAPE, CHUNK_PAGES, CHUNK_PAGES, false);
  if (chunk == 0) return 0;
  store<u32>(chunk, <u32>previous);
  store<u32>(chunk, 0, 4);
  store<u32>(chunk, 0, 8);
  if (previous != 0) store<u32>(previous, <u32>chunk, 4);
  memory.fill(chunk + HEADER + ADJOINT, 0, CAPACITY * 8);
  return chunk;
}

/** Gives back the chunks behind the last entry of every lane that is not being recorded in. */
export function trimTape(): void {
  for (let d = depth + 1; d < MAX_DEPTH; d++) {
    if (load<u32>(lane(d)) == 0) continue;
    const last = chunkOfSlot(topOf(d));
    let chunk = nextChunk(last);
    store<u32>(last, 0, 4);
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

/** Entries recorded at depth `d` since its level was opened, inputs included. */
export function entryCount(d: i32): u32 {
  const top = topOf(d);
  const first = firstSlot(d);
  const last = chunkOfSlot(top);
  let chunk = chunkOfSlot(first);
  if (chunk == last) return <u32>((top - first) >> 3);
  let count = <u32>((chunkFull(chunk) - first) >> 3);
  for (chunk = nextChunk(chunk); chunk != last && chunk != 0; chunk = nextChunk(chunk)) count += <u32>CAPACITY;
  return count + <u32>((top - chunkStart(last)) >> 3);
}

@inline export function isZeroWord(word: i64): bool { return (word & 0x7fff_ffff_ffff_ffff) == 0; }
@inline export function adjointOf(slot: usize): i64 { return load<i64>(slot, ADJOINT); }
@inline export function setAdjoint(slot: usize, word: i64): void { store<i64>(slot, word, ADJOINT); }
