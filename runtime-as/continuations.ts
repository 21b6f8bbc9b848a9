// Continuations: the frames of a computation as objects of the heap, and dynamic extents that an escape can end.
// A stack object holds frames as they lie in memory, the top one first, and after them a terminal frame: CODE_HALT, or a CODE_RESUME that
// leads into the object below. Few frames are copied and stay where they are; many are moved: the stack is then a CODE_RESUME frame above
// its bottom, and the driver brings frames back a few at a time.
// Invariant: a stack object never changes, so a continuation may be entered any number of times.
import {
  CODE_HALT, CODE_PROMPT, CODE_RESUME, CODE_UNDERFLOW, KIND_STACK, NULL, RETRY, R_DYNAMIC, R_PENDING, R_PENDING_SP, R_SITE, SENTINEL, TRUE,
  UNSPECIFIED,
  addressOf, fixnum, fixnumValue,
} from "./layout";
import { allocateObject, hasRoom, objectWord } from "./heap";
import { currentSegment, cutStack, emptyStack, framesBelow, pushFrame, segmentBelow, topOfSegment } from "./driver";
import { failRaised } from "./conditions";
import { KIND_EXIT, failCondition } from "./errors";
import { element } from "./vectors";

/** Frames of up to this many bytes are copied where they are; moving more costs each of them once only. */
const COPIED: usize = 512;
/** At least this many bytes of frames come back at once. */
const CHUNK: usize = 1024;
const RESUME_BYTES: usize = 24;

/** Whether the bottom of the stack is a CODE_RESUME frame (above CODE_HALT). */
let resumes: bool = false;

export function forgetResume(): void { resumes = false; }

function writeResume(at: usize, object: i64, offset: i64): void {
  store<u64>(at, <u64>CODE_RESUME | (3 << 32));
  store<i64>(at, object, 8);
  store<i64>(at, fixnum(offset), 16);
}
@inline function resumeAddress(at: usize): usize {
  return addressOf(load<i64>(at, 8)) + 8 + <usize>fixnumValue(load<i64>(at, 16));
}

/** Where the frames of the bottom segment end and its terminal frame begins. */
function terminal(segment: usize): usize { return topOfSegment(segment) - 8 - (resumes ? RESUME_BYTES : 0); }
@inline function terminalBytes(): usize { return resumes ? RESUME_BYTES : 8; }

// ---- capture -----------------------------------------------------------------------------------------------------------
/**
 * The frames at and above `sp` as a stack object, for `(call/cc receiver)`. The object itself when the stack stays where it is; the
 * sentinel when it was moved: the driver then calls the receiver. RETRY when a collection is needed first.
 */
export function captureStack(sp: usize, receiver: i64): i64 {
  const segment = currentSegment();
  if (segmentBelow(segment) == 0) {
    const end = terminal(segment);
    const bytes = end - sp;
    if (bytes <= COPIED) {
      // Nothing but what was moved before: that object is the continuation, once more.
      if (bytes == 0 && resumes && fixnumValue(load<i64>(end, 16)) == 0) return load<i64>(end, 8);
      return copyFrames(sp, bytes, end, terminalBytes());
    }
  }
  let total: usize = 0;
  let from = sp;
  for (let s = segment; s != 0; s = segmentBelow(s)) {
    total += topOfSegment(s) - from + 64;
    if (segmentBelow(s) != 0) from = framesBelow(s);
  }
  if (!hasRoom(total)) return RETRY;
  const object = moveFrames(segment, sp);
  emptyStack();
  installObject(object, 0);
  const frame = pushFrame(1, 3);
  store<i64>(frame, receiver, 8);
  store<i64>(frame, object, 16);
  store<i64>(R_PENDING, UNSPECIFIED);
  return SENTINEL;
}

/** An object of `bytes` bytes of frames and a terminal frame that lies elsewhere. */
function copyFrames(from: usize, bytes: usize, end: usize, endBytes: usize): i64 {
  const at = allocateObject(KIND_STACK, (bytes + endBytes) >> 3);
  memory.copy(at + 8, from, bytes);
  memory.copy(at + 8 + bytes, end, endBytes);
  return objectWord(at);
}

/** Objects of the frames of a segment and those below, the lowest first. */
function moveFrames(segment: usize, sp: usize): i64 {
  const below = segmentBelow(segment);
  if (below == 0) {
    const end = terminal(segment);
    return copyFrames(sp, end - sp, end, terminalBytes());
  }
  const object = moveFrames(below, framesBelow(segment));
  const bytes = topOfSegment(segment) - 16 - sp; // without the underflow frame
  const at = allocateObject(KIND_STACK, (bytes + RESUME_BYTES) >> 3);
  memory.copy(at + 8, sp, bytes);
  writeResume(at + 8 + bytes, object, 0);
  return objectWord(at);
}

// ---- going on ------------------------------------------------------------------------------------------------------------
/** The empty stack goes on in an object from an offset. */
function installObject(object: i64, offset: i64): void {
  const at = pushFrame(CODE_RESUME, 3);
  writeResume(at, object, offset);
  resumes = true;
}

/** The driver met the CODE_RESUME frame at `sp`: the next frames come back from the heap. */
export function resumeFrames(sp: usize): void {
  const from = resumeAddress(sp);
  let end = from;
  while (true) {
    const code = load<u32>(end);
    if (code == CODE_HALT || code == CODE_RESUME || end - from >= CHUNK) break;
    end += <usize>load<u32>(end, 4) << 3;
  }
  const bytes = end - from;
  const next = load<u32>(end);
  let to = sp;
  if (next == CODE_HALT) {
    resumes = false;
    to = sp + RESUME_BYTES;
  } else if (next == CODE_RESUME) writeResume(sp, load<i64>(end, 8), fixnumValue(load<i64>(end, 16)));
  else store<i64>(sp, load<i64>(sp, 16) + <i64>bytes, 16);
  memory.copy(to - bytes, from, bytes);
  store<u32>(R_PENDING_SP, <u32>(to - bytes));
}

/** `(throw stack value dynamic)`: the computation goes on as it was when the stack was captured. */
export function throwTo(stack: i64, value: i64, dynamic: i64): i64 {
  emptyStack();
  installObject(stack, 0);
  store<i64>(R_DYNAMIC, dynamic);
  store<i64>(R_PENDING, value);
  return SENTINEL;
}

/**
 * `(escape dynamic entry)`: ends everything above the prompt of this dynamic state, which answers `entry`. Without such a prompt (a winder
 * of another continuation failed) the condition that the entry holds is uncaught.
 */
export function escapeTo(sp: usize, dynamic: i64, entry: i64): i64 {
  let at = sp;
  let object: i64 = 0;
  while (true) {
    const code = load<u32>(at);
    if (code == CODE_PROMPT && load<i64>(at, 16) == dynamic) break;
    if (code == CODE_HALT) {
      failRaised(load<i64>(element(entry, 1)));
      store<u32>(R_PENDING_SP, <u32>sp);
      return SENTINEL;
    }
    if (code == CODE_UNDERFLOW) at = <usize>load<u64>(at, 8);
    else if (code == CODE_RESUME) {
      object = load<i64>(at, 8);
      at = resumeAddress(at);
    } else at += <usize>load<u32>(at, 4) << 3;
  }
  store<i64>(R_DYNAMIC, load<i64>(at, 8));
  if (object == 0) cutStack(at + 24);
  else {
    const offset = at + 24 - addressOf(object) - 8;
    emptyStack();
    installObject(object, offset);
  }
  store<i64>(R_PENDING, entry);
  return SENTINEL;
}

/** `(exit obj)`: the whole evaluation ends, well for #t and 0 or else with a failure that no handler sees. */
export function exitWith(sp: usize, obj: i64): i64 {
  if (obj != TRUE && obj != fixnum(0)) {
    failCondition(KIND_EXIT, obj, UNSPECIFIED, load<i64>(R_SITE), 0);
    store<u32>(R_PENDING_SP, <u32>sp);
    return SENTINEL;
  }
  emptyStack();
  store<i64>(R_DYNAMIC, NULL);
  store<i64>(R_PENDING, UNSPECIFIED);
  return SENTINEL;
}

/** The frame after a CODE_RESUME frame, for walks. */
export function resumedFrame(at: usize): usize { return resumeAddress(at); }

export function currentDynamic(): i64 { return load<i64>(R_DYNAMIC); }
export function setDynamic(dynamic: i64): i64 {
  store<i64>(R_DYNAMIC, dynamic);
  return NULL;
}
