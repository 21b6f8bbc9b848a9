// The Scheme stack and the driver's half of the calling convention.
// The stack is a chain of segments that grow downwards; a frame is [code | size << 32, word, …] and every word in it is a
// value, so the collector needs no maps. Compiled code calls natively above it; when a native call is given up (stack too
// deep, fuel out, collection wanted, failure) the sentinel travels and the driver goes on from the frames alone.
// Invariant: between native runs, PENDING_SP and PENDING are the whole state of the computation.
import {
  CODE_HALT, CODE_PHASE, CODE_PROMPT, CODE_RESUME, CODE_SPECIAL, CODE_UNDERFLOW, R_DYNAMIC, R_FUEL, R_PENDING, R_PENDING_SP, R_SP_LIMIT, SENTINEL,
  UNSPECIFIED,
} from "./layout";
import { PAGE, STACK, allocatePages, freePages, pageLimit, pagesUsed } from "./pages";
import { clearRequest, collectionRequested, fuelLeft, giveFuel, takeRetryPages } from "./heap";
import { collect } from "./collect";
import { LIMIT_HEAP, LIMIT_STACK, failLimit, failed } from "./errors";
import { onHalt, onPhase } from "./evaluate";
import { forgetResume, resumeFrames, resumedFrame } from "./continuations";
import { signalFailure } from "./conditions";

/** Bytes of frames that may be pushed in one native run: 1/32 of the native stack that they may use. */
let frameBudget: usize = 16 * 1024;
/** Room below the limit: the largest frame plus what leaf code may push. */
const SLACK: usize = 64 * 1024;
const FIRST_PAGES: u32 = 4;
const MOST_PAGES: u32 = 64;

let segment: usize = 0;
let spare: usize = 0;
let runningFrame: usize = 0; // frame of the continuation that runs natively, and its size in bytes
let runningSize: usize = 0;

// ---- status of a computation ---------------------------------------------------------------------------------------------
export const DONE: i32 = 0;
export const YIELD: i32 = 1;
export const FAILED: i32 = 2;
let status: i32 = DONE;
let running: bool = false;

export function setFrameBudget(bytes: i32): void { frameBudget = bytes; }
export function driverStatus(): i32 { return status; }

export function initStack(): void {
  segment = newSegment(0, FIRST_PAGES);
  resetStack();
}

@inline function segmentPages(s: usize): u32 { return load<u32>(s, 4); }
@inline function segmentTop(s: usize): usize { return s + <usize>segmentPages(s) * PAGE; }
@inline function previousSegment(s: usize): usize { return load<u32>(s); }

function newSegment(previous: usize, pages: u32): usize {
  let s = spare;
  if (s != 0) spare = 0;
  else {
    s = allocatePages(STACK, pages, 1, previous == 0 || beyondLimit);
    if (s == 0) return 0;
    beyondLimit = false;
    store<u32>(s, pages, 4);
  }
  store<u32>(s, <u32>previous);
  return s;
}

function dropSegment(s: usize): void {
  if (spare != 0) freePages(STACK, spare, segmentPages(spare));
  spare = s;
}

/** Empties the stack down to a lone halt frame. */
export function resetStack(): void {
  emptyStack();
  if (spare != 0) {
    freePages(STACK, spare, segmentPages(spare));
    spare = 0;
  }
  store<i64>(R_PENDING, UNSPECIFIED);
}

/** The same; a segment is kept for the next need. */
export function emptyStack(): void {
  while (previousSegment(segment) != 0) leaveSegment();
  forgetResume();
  store<u32>(R_PENDING_SP, <u32>segmentTop(segment));
  pushFrame(CODE_HALT, 1);
}

/** Drops the frames below `sp`, which lies in this segment or in one below it. */
export function cutStack(sp: usize): void {
  while (sp <= segment || sp > segmentTop(segment)) leaveSegment();
  store<u32>(R_PENDING_SP, <u32>sp);
}

function leaveSegment(): void {
  const s = segment;
  segment = previousSegment(s);
  dropSegment(s);
}

/** Pushes a frame of `words` words (header included) for the driver and answers its address; the caller fills it. */
export function pushFrame(code: u32, words: u32): usize {
  const sp = <usize>load<u32>(R_PENDING_SP) - (<usize>words << 3);
  store<u64>(sp, <u64>code | (<u64>words << 32));
  store<u32>(R_PENDING_SP, <u32>sp);
  return sp;
}

export function begin(): void {
  status = YIELD;
  running = true;
}
export function stop(result: i32): void {
  status = result;
  running = false;
}
/** Gives control back to the host, to go on later. */
export function pause(): void { running = false; }
/** Makes the next safe point hand control to the driver. */
export function requestStop(): void { store<i32>(R_FUEL, 0); }

/** What to run next: an index of the code table, or -1 when control goes back to the host (see `driverStatus`). */
export function driverNext(): i32 {
  while (running) {
    const sp = <usize>load<u32>(R_PENDING_SP);
    const head = load<u64>(sp);
    const code = <u32>head;
    const size = <usize>(head >> 32) << 3;
    if (code < CODE_SPECIAL) {
      if (sp < segment + SLACK + 4096) {
        if (!growStack(sp, size)) fail(LIMIT_STACK);
        continue;
      }
      const native = sp - frameBudget;
      const lowest = segment + SLACK;
      store<u32>(R_SP_LIMIT, <u32>(native > lowest ? native : lowest));
      runningFrame = sp;
      runningSize = size;
      return <i32>code;
    }
    if (code == CODE_UNDERFLOW) {
      store<u32>(R_PENDING_SP, <u32>load<u64>(sp, 8));
      leaveSegment();
    } else if (code == CODE_PROMPT) {
      store<i64>(R_DYNAMIC, load<i64>(sp, 8));
      store<u32>(R_PENDING_SP, <u32>(sp + size));
    } else if (code == CODE_RESUME) resumeFrames(sp);
    else if (code == CODE_PHASE) {
      store<u32>(R_PENDING_SP, <u32>(sp + size));
      onPhase(sp, <u32>(size >> 3), load<i64>(R_PENDING));
    } else onHalt(load<i64>(R_PENDING), fuelLeft());
  }
  return -1;
}

/** The value that the frame answered by `driverNext` waits for. */
export function takePending(): i64 {
  const value = load<i64>(R_PENDING);
  store<i64>(R_PENDING, UNSPECIFIED);
  return value;
}

/** What the native run answered. */
export function driverDeliver(result: i64): void {
  if (result != SENTINEL) {
    store<u32>(R_PENDING_SP, <u32>(runningFrame + runningSize));
    store<i64>(R_PENDING, result);
    return;
  }
  if (failed()) {
    if (!signalFailure()) stop(FAILED);
    return;
  }
  if (collectionRequested()) {
    clearRequest();
    if (!collect(takeRetryPages())) {
      fail(LIMIT_HEAP);
      return;
    }
  }
  if (load<i32>(R_FUEL) <= 0) running = false;
}

/** The host gives `fuel` steps more. */
export function refuel(fuel: i32): void {
  giveFuel(fuel);
  if (status == YIELD) running = true;
}

function fail(limit: i32): void {
  failLimit(limit);
  if (!signalFailure()) stop(FAILED);
}

/** A handler of the stack's overflow may use one segment beyond the limit. */
let beyondLimit: bool = false;
/** Grants that segment; false while the stack still is beyond its limit. */
export function grantSegment(): bool {
  if (pagesUsed(STACK) > pageLimit(STACK)) return false;
  beyondLimit = true;
  return true;
}

/** Goes on in a fresh segment: the top frame moves there, above an underflow frame that leads back. */
function growStack(sp: usize, size: usize): bool {
  let pages = segmentPages(segment) * 2;
  if (pages > MOST_PAGES) pages = MOST_PAGES;
  const s = newSegment(segment, pages);
  if (s == 0) return false;
  const underflow = segmentTop(s) - 16;
  store<u64>(underflow, <u64>CODE_UNDERFLOW | (2 << 32));
  store<u64>(underflow, <u64>(sp + size), 8);
  const frame = underflow - size;
  memory.copy(frame, sp, size);
  segment = s;
  store<u32>(R_PENDING_SP, <u32>frame);
  return true;
}

// ---- walking, for the collector and for backtraces -------------------------------------------------------------------------
/** Address of the frame below the one at `sp`; 0 at the bottom. Segment borders are crossed. */
export function nextFrame(sp: usize): usize {
  const head = load<u64>(sp);
  if (<u32>head == CODE_HALT) return 0;
  if (<u32>head == CODE_UNDERFLOW) return <usize>load<u64>(sp, 8);
  if (<u32>head == CODE_RESUME) return resumedFrame(sp);
  return sp + (<usize>(head >> 32) << 3);
}
export function currentSegment(): usize { return segment; }
export function segmentBelow(s: usize): usize { return previousSegment(s); }
export function topOfSegment(s: usize): usize { return segmentTop(s); }
/** Where the frames of the segment below `s` begin. */
export function framesBelow(s: usize): usize { return <usize>load<u64>(segmentTop(s) - 8); }
