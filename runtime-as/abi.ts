// What a host calls; docs/abi.md describes it. Every module built by this project exports these functions.
// Invariant: a call of the host never runs Scheme code. It prepares an evaluation, which `resume(fuel)` (emitted by the compiler,
// because it must call through the code table) then runs in slices.
import {
  CODE_HALT, DEFAULT, ERROR, FALSE, KIND_BYTES, KIND_VECTOR, NULL, R_FUEL, RETRY, TRUE, UNSPECIFIED, addressOf, boolean, canonical, car, cdr,
  fixnum, flonum, isFixnum, isKind, isPair, tagOf, TAG_PROCEDURE, TAG_SYMBOL,
} from "./layout";
import { HEAP, STACK, TAPE, initPages, pageLimit, pagesUsed, setLimit } from "./pages";
import { cons as makePair, fuelLeft, initHeap, setStress } from "./heap";
import { addRootRange, collectionCount, setDynamicStart } from "./collect";
import { FAILED, driverStatus, initStack, refuel, resetStack, setFrameBudget, stop } from "./driver";
import {
  ARGUMENTS, ERRORS, GRADIENT, INPUT, OUTPUT, TEXT, bufferAddress, bufferLength, clearBuffer, pushWord, putByte, putBytes, reserve, setBufferLength,
} from "./buffers";
import {
  D_CONSTANTS, D_EXPORTS, D_EXPORT_COUNT, D_GLOBALS, D_PARAMETERS, D_SAVED, D_STATE, PARAMETER_PER, described, setDescriptor,
} from "./program";
import {
  EVALUATION_ROOTS, P_CELLS, P_COUNT, P_LOAD, P_PARAMETERS, P_VALUES, P_WARNINGS, GRAPH_MODE, SESSION, differentiateArguments as ofArguments, evaluationRoots, finish, initEvaluation, longestChainLength,
  parameterCount, recordedEntries, reload, result, resultIsActive, start,
} from "./evaluate";
import { KIND_USER, LIMIT_HEAP, clearError, errorDetail, errorKind, errorValue, failLimit } from "./errors";
import { describeBacktrace, describeError, locateError, locateSite as locateStop, placeColumn, placeLine } from "./report";
import { setNow } from "./globals";
import { makeInteger } from "./integers";
import { intern, symbolCount, symbolLength, symbolName, symbolWord } from "./symbols";
import { putNumber, stringFromBytes } from "./strings";
import { putValue } from "./write";
import { putAscii } from "./write-atoms";
import { allocateVector, element, vectorSize } from "./vectors";
import { parameterWord, valuesAddress } from "./parameters";
import { initTape, trimTape } from "./tape";
import { addAxis, bottom, dataOf, isTensor, newTensor, shapeCount, startShape, tensorWord } from "./tensors/tensor";
import { elementaryOf } from "./generated/lanes";
import { prepareLanes as prepare, releaseLanes as releaseProgram, runLanes as run } from "./lanes";
import { graphAddress as graphStart, graphLength as graphBytes, graphResultSlot } from "./graph";
import { LEVEL_ROOTS, forgetObjects, levelRoots } from "./levels";
import { isNumber, floatOf } from "./numbers";

const HANDLES: i32 = 4096;
const handles = memory.data(32768);
let handleCount: i32 = 0;

/** Called by the module's start function with the addresses of its descriptor and of the end of its static data. */
export function initialize(descriptorAddress: usize, end: usize): void {
  initPages(end);
  setDynamicStart(end);
  setDescriptor(descriptorAddress);
  initHeap();
  initStack();
  initTape();
  forgetObjects();
  initEvaluation();
  clearError();
  for (let i = 0; i < HANDLES; i++) store<i64>(handles + (<usize>i << 3), UNSPECIFIED);
  const state = described(D_GLOBALS) + described(D_CONSTANTS);
  addRootRange(described(D_STATE), state);
  addRootRange(described(D_SAVED), state);
  addRootRange(evaluationRoots, EVALUATION_ROOTS);
  addRootRange(levelRoots, LEVEL_ROOTS);
  addRootRange(handles, HANDLES);
}

export function abiVersion(): i32 { return 1; }

// ---- limits ---------------------------------------------------------------------------------------------------------------------
export function setHeapLimit(mebibytes: u32): void { setLimit(HEAP, mebibytes); }
export function setStackLimit(mebibytes: u32): void { setLimit(STACK, mebibytes); }
export function setTapeLimit(mebibytes: u32): void {
  setLimit(TAPE, mebibytes);
  // Chunks kept from larger evaluations would be used without asking.
  if (pagesUsed(TAPE) > pageLimit(TAPE)) trimTape();
}
/** Bytes of Scheme frames per native run (16384 unless the host's native stack is smaller than usual). */
export function setNativeBudget(bytes: i32): void { setFrameBudget(bytes); }
/** The time, in seconds since 1970: what (current-second) answers until it is told again. */
export function setClock(seconds: f64): void { setNow(seconds); }
export function setCollectorStress(on: i32): void { setStress(on != 0); }
export function collections(): i32 { return collectionCount(); }
export function heapPages(): u32 { return pagesUsed(HEAP); }
export function tapePages(): u32 { return pagesUsed(TAPE); }
export function stackPages(): u32 { return pagesUsed(STACK); }
export function releaseTape(): void { trimTape(); }

// ---- bytes in, text out -----------------------------------------------------------------------------------------------------------
/** Where the host may write `bytes` bytes for the next call that takes input. */
export function input(bytes: usize): usize {
  clearBuffer(INPUT);
  const address = reserve(INPUT, bytes);
  setBufferLength(INPUT, bytes);
  return address;
}
export function textAddress(): usize { return bufferAddress(TEXT); }
export function textLength(): usize { return bufferLength(TEXT); }
export function outputAddress(): usize { return bufferAddress(OUTPUT); }
export function outputLength(): usize { return bufferLength(OUTPUT); }
export function clearOutput(): void { clearBuffer(OUTPUT); }
export function errorsAddress(): usize { return bufferAddress(ERRORS); }
export function errorsLength(): usize { return bufferLength(ERRORS); }
export function clearErrors(): void { clearBuffer(ERRORS); }

// ---- values from the host -------------------------------------------------------------------------------------------------------------
export function makeNumber(x: f64): i64 { return canonical(x); }
export function makeExact(n: i64): i64 { return makeInteger(n); }
export function makeBoolean(b: i32): i64 { return boolean(b != 0); }
export function makeNull(): i64 { return NULL; }
export function makeCons(a: i64, d: i64): i64 { return makePair(a, d); }
/** A symbol of the input's bytes. */
export function makeSymbol(): i64 { return intern(bufferAddress(INPUT), <i32>bufferLength(INPUT), false); }
/** A string of the input's bytes; the ERROR signal when the heap's limit forbids it. */
export function makeString(): i64 { return orLimit(stringFromBytes(bufferAddress(INPUT), bufferLength(INPUT))); }
/** A vector of the input's f64 values, every NaN made canonical. */
export function makeFlonums(): i64 {
  const count = bufferLength(INPUT) >> 3;
  const v = allocateVector(count);
  if (v == 0) return orLimit(RETRY);
  canonicalize(bufferAddress(INPUT), element(v, 0), count);
  return v;
}
/**
 * A tensor of the input's numbers: `rank` u32 dimensions, padded to 8 bytes, then the f64 elements, row by row, every NaN made canonical. Dimensions that
 * do not fit the number of elements: the ERROR signal.
 */
export function makeTensor(rank: u32): i64 {
  const address = bufferAddress(INPUT);
  const before = <usize>((rank + 1) & ~1) << 2;
  startShape();
  for (let i: u32 = 0; i < rank; i++) if (!addAxis(load<u32>(address + (<usize>i << 2)))) return failLimit(LIMIT_HEAP);
  const count = (bufferLength(INPUT) - before) >> 3;
  if (rank == 0 || shapeCount() != count) return failLimit(LIMIT_HEAP);
  const t = newTensor();
  if (t == 0) return orLimit(RETRY);
  canonicalize(address + before, dataOf(t), count);
  return tensorWord(t);
}
/** The address of a tensor that is a result: u32 rank, u32 elements, 8 u32 dimensions, the f64 elements; 0 when the word is none. */
export function tensorAddress(word: i64): usize { return isTensor(word) ? addressOf(bottom(word)) + 8 : 0; }
/** A vector of the `count` words pushed last as arguments, which are taken off. */
export function makeVectorOf(count: i32): i64 {
  const v = allocateVector(count);
  if (v == 0) return orLimit(RETRY);
  const length = bufferLength(ARGUMENTS) - (<usize>count << 3);
  memory.copy(element(v, 0), bufferAddress(ARGUMENTS) + length, <usize>count << 3);
  setBufferLength(ARGUMENTS, length);
  return v;
}
export function pushArgument(word: i64): void { pushWord(ARGUMENTS, word); }

function orLimit(word: i64): i64 {
  if (word != RETRY) return word;
  clearError();
  return failLimit(LIMIT_HEAP);
}
/** Copies f64 values; a NaN of any payload becomes the canonical one (else it could be taken for a tagged word). */
function canonicalize(from: usize, to: usize, count: usize): void {
  const nan = i64x2.splat(0x7ff8_0000_0000_0000);
  let i: usize = 0;
  for (; i + 2 <= count; i += 2) {
    const v = v128.load(from + (i << 3));
    v128.store(to + (i << 3), v128.bitselect(v, nan, f64x2.eq(v, v)));
  }
  if (i < count) store<i64>(to + (i << 3), canonical(load<f64>(from + (i << 3))));
}

// ---- programs ---------------------------------------------------------------------------------------------------------------------------
/** Index of the export named by the input's bytes; -1 when there is none. */
export function findExport(): i32 {
  const at = bufferAddress(INPUT);
  const length = <i32>bufferLength(INPUT);
  return findName(at, length);
}
function findName(at: usize, length: i32): i32 {
  const count = <i32>described(D_EXPORT_COUNT);
  for (let i = 0; i < count; i++) {
    const entry = <usize>described(D_EXPORTS) + (<usize>i << 4);
    if (<i32>load<u32>(entry, 4) == length && memory.compare(load<u32>(entry), at, length) == 0) return i;
  }
  return -1;
}
/** Keeps the result of the evaluation that just ended: a handle of the program or entry; -1 when there are too many. */
export function keepResult(): i32 {
  let handle = 0;
  while (handle < handleCount && load<i64>(handles + (<usize>handle << 3)) != UNSPECIFIED) handle++;
  if (handle == HANDLES) return -1;
  if (handle == handleCount) handleCount++;
  store<i64>(handles + (<usize>handle << 3), result());
  return handle;
}
/** The word that a handle stands for, to pass it as an argument; unspecified when the handle is not in use. */
export function kept(handle: i32): i64 {
  return <u32>handle < <u32>handleCount ? load<i64>(handles + (<usize>handle << 3)) : UNSPECIFIED;
}
export function release(handle: i32): void {
  if (<u32>handle < <u32>handleCount) store<i64>(handles + (<usize>handle << 3), UNSPECIFIED);
}
/** Whether a handle is one of a program: what `load-program` of the interpreter makes (evaluate.ts). */
function isProgram(handle: i32): bool {
  const word = kept(handle);
  return isKind(word, KIND_VECTOR) && vectorSize(word) > P_WARNINGS && tagOf(load<i64>(element(word, P_LOAD))) == TAG_PROCEDURE &&
    isKind(load<i64>(element(word, P_VALUES)), KIND_BYTES);
}
/** Whether there is something to ask about: a program that is held, or the module's own (-1). */
function isKnown(program: i32): bool { return program == -1 || isProgram(program); }

// ---- misuse: a host's number that stands for nothing is a failure of the evaluation, not a trap ------------------------------------
const KIND_USAGE: i32 = 15; // a number that errors.ts leaves out
const NO_SUCH_EXPORT: i32 = 1;
const NO_SUCH_PROGRAM: i32 = 2;
const NO_SUCH_ENTRY: i32 = 3;
const NO_SUCH_MODE: i32 = 4;
let misuse: i32 = 0;

/** The evaluation that was to start has failed before it began: the next `resume` says so. */
function refuse(what: i32): void {
  finish();
  clearError();
  resetStack();
  clearBuffer(ARGUMENTS);
  misuse = what;
  stop(FAILED);
}
function describeMisuse(): void {
  clearBuffer(TEXT);
  if (misuse == NO_SUCH_EXPORT) putAscii(TEXT, "the module has no export of this index");
  else if (misuse == NO_SUCH_PROGRAM) putAscii(TEXT, "this handle is none of a program");
  else if (misuse == NO_SUCH_ENTRY) putAscii(TEXT, "this handle is none of an entry");
  else putAscii(TEXT, "there is no evaluation of this mode");
}

/** Starts a session call of the module's own export `index`, with the pushed arguments. */
export function startExport(index: i32): void {
  misuse = 0;
  if (<u32>index < described(D_EXPORT_COUNT)) start(SESSION, 0, 0, index, true);
  else refuse(NO_SUCH_EXPORT);
}

/**
 * Starts an evaluation (modes in evaluate.ts). `program` is a handle, or -1 for the module's own program; `entry` is then a
 * handle of a prepared entry, or the index of an export; -1: the value of the last form. `apply`: the entry is called with the
 * pushed arguments.
 */
export function startEvaluation(mode: i32, program: i32, entry: i32, apply: i32): void {
  misuse = 0;
  if (<u32>mode > <u32>GRAPH_MODE) refuse(NO_SUCH_MODE);
  else if (!isKnown(program)) refuse(NO_SUCH_PROGRAM);
  else if (program < 0) {
    if (entry < <i32>described(D_EXPORT_COUNT)) start(mode, 0, 0, entry, apply != 0);
    else refuse(NO_SUCH_EXPORT);
  } else if (entry >= 0 && tagOf(kept(entry)) != TAG_PROCEDURE) refuse(NO_SUCH_ENTRY);
  else start(mode, kept(program), entry < 0 ? 0 : kept(entry), -1, apply != 0);
}
/** Whether the evaluations that are started from now on differentiate by their inexact arguments as well. */
export function differentiateArguments(on: i32): void { ofArguments(on != 0); }
/** Gives up an evaluation that has not ended, and arguments already pushed; the session's state is what it was. */
export function cancel(): void {
  finish();
  clearBuffer(ARGUMENTS);
}

/** f64 values of a program's parameters, to read and to write before an evaluation; the address is good until the next. */
export function parameterAddress(program: i32): usize {
  return !isProgram(program) ? <usize>described(48) : valuesAddress(load<i64>(element(kept(program), P_VALUES)));
}
export function parameterTotal(program: i32): u32 {
  if (!isKnown(program)) return 0;
  return program < 0 ? described(44) : <u32>load<i64>(element(kept(program), P_COUNT));
}
/** The session runs the program's forms again at its next call. */
export function restartSession(program: i32): void {
  if (isKnown(program)) reload(program < 0 ? 0 : kept(program));
}

/** Puts one line per parameter into the text buffer: name, line, column, flags, initial value, lower, upper (or "-"), and the column it has
 * values for, if any. */
export function describeParameters(program: i32): void {
  clearBuffer(TEXT);
  if (!isKnown(program)) return;
  if (program >= 0) {
    for (let rest = load<i64>(element(kept(program), P_PARAMETERS)); isPair(rest); rest = cdr(rest)) describeParameter(car(rest));
    return;
  }
  const count = described(44);
  for (let i: u32 = 0; i < count; i++) {
    const at = <usize>described(D_PARAMETERS) + <usize>i * 56;
    const flags = load<u32>(at, 16);
    putBytes(TEXT, load<u32>(at), load<u32>(at, 4));
    putByte(TEXT, 9);
    field(fixnum(load<u32>(at, 8)));
    field(fixnum(load<u32>(at, 12)));
    field(fixnum((flags >> 2) & 1));
    field(flonum(load<f64>(at, 24)));
    field((flags & 1) != 0 ? flonum(load<f64>(at, 32)) : FALSE);
    field((flags & 2) != 0 ? flonum(load<f64>(at, 40)) : FALSE);
    if ((flags & PARAMETER_PER) != 0) {
      putBytes(TEXT, load<u32>(at, 48), load<u32>(at, 52));
      putByte(TEXT, 9);
    }
    setBufferLength(TEXT, bufferLength(TEXT) - 1);
    putByte(TEXT, 10);
  }
}
/** Puts the names that the host can ask for into the text buffer, one per line. */
export function describeNames(program: i32): void {
  clearBuffer(TEXT);
  if (!isKnown(program)) return;
  if (program < 0) {
    const count = described(D_EXPORT_COUNT);
    for (let i: u32 = 0; i < count; i++) {
      const at = <usize>described(D_EXPORTS) + (<usize>i << 4);
      putBytes(TEXT, load<u32>(at), load<u32>(at, 4));
      putByte(TEXT, 10);
    }
    return;
  }
  for (let cells = load<i64>(element(kept(program), P_CELLS)); isPair(cells); cells = cdr(cells)) {
    const cell = car(cells);
    if (vectorSize(cell) < 5 || load<i64>(element(cell, 4)) == FALSE) continue;
    putValue(TEXT, load<i64>(element(cell, 3)), false);
    putByte(TEXT, 10);
  }
}
/** Puts an interpreted program's load-time warnings into the text buffer: line, column, message. */
export function describeWarnings(program: i32): void {
  clearBuffer(TEXT);
  if (!isProgram(program)) return;
  for (let rest = load<i64>(element(kept(program), P_WARNINGS)); isPair(rest); rest = cdr(rest)) describeFields(car(rest), 3);
}
function describeParameter(record: i64): void { describeFields(record, load<i64>(element(record, 7)) == FALSE ? 7 : 8); }
function describeFields(record: i64, count: i32): void {
  for (let i = 0; i < count; i++) field(load<i64>(element(record, i)));
  setBufferLength(TEXT, bufferLength(TEXT) - 1);
  putByte(TEXT, 10);
}
function field(word: i64): void {
  if (word == FALSE) putByte(TEXT, 45);
  else putValue(TEXT, word, false);
  putByte(TEXT, 9);
}

// ---- results ---------------------------------------------------------------------------------------------------------------------------------
export function status(): i32 { return driverStatus(); }
export function fuel(): i32 { return fuelLeft(); }
export function resultWord(): i64 { return result(); }
/** Whether the result is a number; then `resultNumber` is its value as f64. */
export function resultIsNumber(): i32 { return isNumber(result()); }
export function resultNumber(): f64 { return floatOf(result()); }
/** Puts the result's external form (as `write` prints it) into the text buffer; 0 when it does not end within 64 MiB. */
export function describeResult(): i32 {
  clearBuffer(TEXT);
  return result() == UNSPECIFIED || putValue(TEXT, result(), true) ? 1 : 0;
}
/** Puts the name of a symbol, given its payload, into the text buffer. */
export function describeSymbol(index: u32): void {
  clearBuffer(TEXT);
  if (index >= symbolCount()) return;
  const symbol = symbolWord(index);
  putBytes(TEXT, symbolName(symbol), symbolLength(symbol));
}
/** f64 derivatives by parameter; with a Hessian, its rows follow. */
export function gradientAddress(): usize { return bufferAddress(GRADIENT); }
export function gradientLength(): usize { return bufferLength(GRADIENT) >> 3; }
/** Entries of the graph that mode 7 has recorded, in bytes; the slot of its result, 0 when that is a constant. */
export function graphAddress(): usize { return graphStart(); }
export function graphLength(): usize { return graphBytes(); }
export function graphResult(): u32 { return graphResultSlot(); }
/** Lane programs (lanes.ts). */
export function prepareLanes(parameters: i32): i32 { return prepare(<u32>parameters); }
export function runLanes(handle: i32, lanes: i32): i32 { return run(handle, <u32>lanes); }
export function releaseLanes(handle: i32): void { releaseProgram(handle); }
/** An elementary function by its number in the operations' table (`y`: its second operand, if it has one); NaN for what is none. */
export function elementary(operation: i32, x: f64, y: f64): f64 { return elementaryOf(operation, x, y); }
export function isActiveResult(): i32 { return resultIsActive() ? 1 : 0; }
export function chainLength(): u32 { return longestChainLength(); }
export function tapeEntries(): u32 { return recordedEntries(); }

export function failureKind(): i32 { return misuse != 0 ? KIND_USAGE : errorKind(); }
export function failureDetail(): i32 { return misuse != 0 ? misuse : errorDetail(); }
/** Puts the failure's message into the text buffer. */
export function describeFailure(): void {
  if (misuse != 0) describeMisuse();
  else describeError();
}
/** Puts the irritants of an error that the program raised into the text buffer, one written datum per line. */
export function describeIrritants(): void {
  clearBuffer(TEXT);
  if (errorKind() != KIND_USER) return;
  for (let rest = errorValue(); isPair(rest); rest = cdr(rest)) {
    putValue(TEXT, car(rest), true);
    putByte(TEXT, 10);
  }
}
/** Finds the failure's place; then `failureLine` (0: unknown) and `failureColumn` hold it. */
export function locateFailure(): void { locateError(); }
/**
 * The same for an evaluation that has not ended: where it stands between two `resume`. 1: in the program's own code; 0: in library
 * code, and the place is that of the latest call of it.
 */
export function locateSite(): i32 { return locateStop() ? 1 : 0; }
export function failureLine(): u32 { return placeLine(); }
export function failureColumn(): u32 { return placeColumn(); }
/** Puts the backtrace into the text buffer, innermost frame first: line, column, procedure. */
export function describeTrace(most: i32): void { describeBacktrace(most); }
