// Evaluations: what the host starts, as phases above the driver.
// A session call runs in the program's lasting state. Every other evaluation is the whole program: the state before the first
// top-level form, all forms, then the entry, then the adjoint sweep; afterwards the session's state is back.
// Invariant: whatever happens in between (failure, limit, cancellation), `finish` restores the session's state and ends all levels.
import {
  CODE_PHASE, DIRECT_ARGS, FALSE, NULL, R_DYNAMIC, R_PENDING, R_SITE, TAG_PROCEDURE, UNBOUND, UNSPECIFIED, addressOf, car, cdr, fixnum, isActive, isPair, pointer,
  tagOf,
} from "./layout";
import { ARGUMENTS, GRADIENT, bufferAddress, bufferLength, clearBuffer, pushWord, reserve, setBufferLength } from "./buffers";
import { DONE, FAILED, begin, pause, pushFrame, resetStack, stop } from "./driver";
import {
  D_BLOB, D_CONSTANTS, D_EXPORTS, D_GLOBALS, D_INITIAL, D_LOAD, D_PARAMETER_COUNT, D_SAVED, D_STATE, D_VALUES, described,
} from "./program";
import {
  EXPECT_NUMBER, LIMIT_HEAP, LIMIT_TAPE, clearError, failLimit, failNotProcedure, failType, failUndefined, failed,
} from "./errors";
import {
  ADJOINT, closeLevel, depthOf, entryCount, identityAt, inputsEnd, isAfter, markTape, openLevel, primalOf, resetTape, setAdjoint, sweepBegins, sweepEnds, topOf, trimTape, wantsCollection,
} from "./tape";
import { SWEEP_ADJOINTS, SWEEP_MAGNITUDES, SWEEP_REACH, beginRules, callSweeper, forgetObject, forgetObjects, dropRule, hasRules, nextRule, nextRuleSlot, pullNextRule, rulesOf, setSweepKind, sweepSlice } from "./levels";
import { bindArguments, bindInputs, bindValues, inputCount, parameterWord, takeArguments, valuesAddress } from "./parameters";
import { fusedCode, fusedFinish, fusedStart, isFused } from "./fused";
import { beginGraph, endGraph, setGraphResult } from "./graph";
import { longestChain } from "./sweep";
import { collect } from "./collect";
import { clearRequest, collectionRequested, takeRetryPages } from "./heap";
import { TAPE, pageLimit, pagesUsed } from "./pages";
import { decodeConstants } from "./constants";
import { element } from "./vectors";
import { intern } from "./symbols";
import { isNumber } from "./numbers";
import * as id from "./generated/names";

// ---- modes -------------------------------------------------------------------------------------------------------------------
export const SESSION: i32 = 0; // in the lasting state; loads the program on the first call
export const EVALUATE: i32 = 1; // the whole program, without a derivative
export const GRADIENT_MODE: i32 = 2; // … with the gradient of a numeric result
export const HESSIAN: i32 = 3; // … with gradient and Hessian, reverse over reverse
export const MAGNITUDES: i32 = 4; // … with Σ|terms| in place of the gradient, and the longest chain
export const PLAIN: i32 = 5; // a procedure of the module itself: no program state involved
export const REACH: i32 = 6; // … with 1 in place of each derivative that recorded operations could have made, else 0
export const GRAPH_MODE: i32 = 7; // … with the graph of the operations in place of a gradient

// ---- phases ------------------------------------------------------------------------------------------------------------------
const PHASE_ENTRY: i64 = 1; // the program is loaded: find the entry
const PHASE_APPLY: i64 = 2; // the entry's value is pending: apply it to the frame's arguments
const PHASE_LOADED: i64 = 3; // the session's program is loaded

// ---- an interpreted program is a vector (interpreter/program.scm makes it) ------------------------------------------------------
export const P_LOAD: usize = 0; // thunk that runs all forms
export const P_CELLS: usize = 1; // list of the global cells: #(value saved initial name)
export const P_VALUES: usize = 2; // raw f64 values of the parameters
export const P_COUNT: usize = 3; // number of parameters
export const P_LOADED: usize = 4; // whether the session has run the forms
export const P_PARAMETERS: usize = 5; // list of #(name line column literal? init lower upper per)
export const P_WARNINGS: usize = 6; // list of #(line column message)

let mode: i32 = SESSION;
let evaluation: i64 = 0; // number of the running one: phases of others, brought back by a continuation, have no effect
let program: i64 = 0; // 0: the compiled program of this module
let entryIndex: i32 = 0;
let applies: bool = true;
let savedState: bool = false;
let compiledLoaded: bool = false;
let sweeping: bool = false;
let byLibrary: bool = false; // the sweep that goes on is library code's: there are rules
let fused: bool = false; // the next rule is a fused loop whose adjoint has begun
let sweepDepth: i32 = 0;
let sweepIdentity: u32 = 0;
let position: usize = 0; // of the sweep: entries at or above are done
let sweepStop: usize = 0;
let row: usize = 0; // of the Hessian, while it is made
let ofArguments: bool = false; // the next evaluation differentiates by its arguments as well
let innerDone: bool = false; // … and its gradient is recorded
let active: bool = false; // whether the result depended on the parameters
let chain: u32 = 0;
let recorded: u32 = 0;

const roots = memory.data(32); // result, program, entry: roots
export const evaluationRoots: usize = roots;
export const EVALUATION_ROOTS: u32 = 3;

export function initEvaluation(): void {
  for (let i: usize = 0; i < 24; i += 8) store<i64>(roots + i, UNSPECIFIED);
}

@inline function programWord(): i64 { return load<i64>(roots, 8); }
@inline function setRoot(index: usize, word: i64): void { store<i64>(roots + (index << 3), word); }

export function result(): i64 { return load<i64>(roots); }
export function resultIsActive(): bool { return active; }
export function longestChainLength(): u32 { return chain; }
export function recordedEntries(): u32 { return recorded; }

// ---- starting ----------------------------------------------------------------------------------------------------------------------
/**
 * Starts an evaluation. `programVector` is 0 for the module's own compiled program; then `index` names an export, otherwise
 * `entry` is a thunk whose value is the entry. Without either (-1, 0) the result is the value of the program's last form. The
 * arguments wait in the ARGUMENTS buffer.
 */
export function start(newMode: i32, programVector: i64, entry: i64, index: i32, apply: bool): void {
  finish();
  clearError();
  resetStack();
  store<i64>(R_SITE, UNSPECIFIED);
  store<i64>(R_DYNAMIC, NULL);
  evaluation++;
  mode = newMode;
  program = programVector;
  entryIndex = index;
  applies = apply;
  active = false;
  chain = 0;
  recorded = 0;
  setRoot(0, UNSPECIFIED);
  setRoot(1, programVector == 0 ? UNSPECIFIED : programVector);
  setRoot(2, entry == 0 ? UNSPECIFIED : entry);
  // What earlier derivatives have left must not count as this one's. All that the host has passed is a root now.
  if (wantsCollection(1) || pagesUsed(TAPE) > pageLimit(TAPE) >> 1) {
    collect(0);
    if (pagesUsed(TAPE) > pageLimit(TAPE)) trimTape();
    if (programVector != 0) program = programWord();
    if (entry != 0) entry = load<i64>(roots, 16);
  }
  begin();
  if (mode == PLAIN) {
    pushApply();
    store<i64>(R_PENDING, entry);
    return;
  }
  bindValues(parameterValues(), parameterCount());
  const session = mode == SESSION;
  if (!session) {
    saveState();
    if (mode >= GRADIENT_MODE && !beginLevels()) return;
    // Literals that are learnt are made of the inputs.
    if (program == 0) resetCompiledState();
  }
  const loaded = session && isLoaded();
  if (program == 0 ? index >= 0 : entry != 0) {
    pushApply();
    pushPhase(PHASE_ENTRY, 2);
  } else clearBuffer(ARGUMENTS);
  if (loaded) return;
  if (session) {
    if (program == 0) resetCompiledState();
    pushPhase(PHASE_LOADED, 2);
  }
  pushCall(loadProcedure());
}

function beginLevels(): bool {
  const levels = mode == HESSIAN ? 2 : 1;
  markTape();
  if (mode == GRAPH_MODE) beginGraph();
  if (ofArguments) takeArguments();
  for (let d = 1; d <= levels; d++) {
    if (openLevel(true, mode == GRADIENT_MODE) == 0) {
      failLimit(LIMIT_TAPE);
      stop(FAILED);
      return false;
    }
    forgetObject(d);
    bindInputs();
  }
  if (ofArguments) bindArguments(parameterCount());
  setSweepKind(mode == MAGNITUDES ? SWEEP_MAGNITUDES : mode == REACH ? SWEEP_REACH : SWEEP_ADJOINTS, identityAt(1));
  if (failed()) {
    stop(FAILED);
    return false;
  }
  return true;
}

function pushPhase(phase: i64, words: u32): usize {
  const frame = pushFrame(CODE_PHASE, words);
  store<i64>(frame, phase | (evaluation << 8), 8);
  return frame;
}

function pushApply(): void {
  const count = <u32>(bufferLength(ARGUMENTS) >> 3);
  const frame = pushPhase(PHASE_APPLY, 2 + count);
  memory.copy(frame + 16, bufferAddress(ARGUMENTS), <usize>count << 3);
  clearBuffer(ARGUMENTS);
}

/** Pushes the frame that calls a procedure without arguments. */
function pushCall(procedure: i64): void {
  store<i64>(pushFrame(0, 2), procedure, 8);
  store<i64>(R_PENDING, UNSPECIFIED);
}

/** The driver met a phase frame; `sp` is its address, already popped. */
export function onPhase(sp: usize, words: u32, value: i64): void {
  const word = load<i64>(sp, 8);
  if (word >> 8 != evaluation) {
    store<i64>(R_PENDING, value);
    return;
  }
  const phase = word & 0xff;
  if (phase == PHASE_LOADED) {
    if (program == 0) compiledLoaded = true;
    else store<i64>(element(programWord(), P_LOADED), fixnum(1));
  } else if (phase == PHASE_ENTRY) {
    if (program != 0) pushCall(load<i64>(roots, 16));
    else {
      const index = load<u32>(<usize>described(D_EXPORTS) + (<usize>entryIndex << 4), 8);
      const word = load<i64>(<usize>described(D_STATE) + (<usize>index << 3));
      if (word == UNBOUND) {
        failUndefined(exportName(entryIndex));
        stop(FAILED);
      } else store<i64>(R_PENDING, word);
    }
  } else applyTo(sp, words - 2, value);
}

export function exportName(index: i32): i64 {
  const entry = <usize>described(D_EXPORTS) + (<usize>index << 4);
  return intern(load<u32>(entry), load<u32>(entry, 4), true);
}

function applyTo(sp: usize, count: u32, procedure: i64): void {
  if (!applies) {
    store<i64>(R_PENDING, procedure);
    return;
  }
  if (tagOf(procedure) != TAG_PROCEDURE) {
    failNotProcedure(procedure);
    stop(FAILED);
    return;
  }
  // The arguments lie in the popped frame, just where the call's own frame goes: take them out first.
  clearBuffer(ARGUMENTS);
  for (let i: u32 = 0; i < count; i++) pushWord(ARGUMENTS, load<i64>(sp + 16 + (<usize>i << 3)));
  const many = count > <u32>DIRECT_ARGS;
  const frame = pushFrame(many ? <u32>DIRECT_ARGS + 1 : count, 2 + count);
  store<i64>(frame, procedure, 8);
  memory.copy(frame + 16, bufferAddress(ARGUMENTS), <usize>count << 3);
  clearBuffer(ARGUMENTS);
  store<i64>(R_PENDING, UNSPECIFIED);
}

// ---- program state ----------------------------------------------------------------------------------------------------------------------
export function parameterCount(): u32 {
  return program == 0 ? described(D_PARAMETER_COUNT) : <u32>load<i64>(element(programWord(), P_COUNT));
}
export function parameterValues(): usize {
  return program == 0 ? <usize>described(D_VALUES) : valuesAddress(load<i64>(element(programWord(), P_VALUES)));
}
function loadProcedure(): i64 {
  return program == 0 ? pointer(TAG_PROCEDURE, described(D_LOAD)) : load<i64>(element(programWord(), P_LOAD));
}
function isLoaded(): bool {
  return program == 0 ? compiledLoaded : load<i64>(element(programWord(), P_LOADED)) == fixnum(1);
}
/** The session starts over: its next call runs all forms again (parameters have changed). */
export function reload(programVector: i64): void {
  if (programVector == 0) compiledLoaded = false;
  else {
    store<i64>(element(programVector, P_LOADED), fixnum(0));
    for (let cells = load<i64>(element(programVector, P_CELLS)); isPair(cells); cells = cdr(cells)) {
      const cell = car(cells);
      store<i64>(element(cell, 0), load<i64>(element(cell, 2)));
    }
  }
}

@inline function stateWords(): usize { return <usize>described(D_GLOBALS) + <usize>described(D_CONSTANTS); }

function resetCompiledState(): void {
  const state = <usize>described(D_STATE);
  const globals = <usize>described(D_GLOBALS) << 3;
  memory.copy(state, described(D_INITIAL), globals);
  decodeConstants(described(D_BLOB), described(D_CONSTANTS), state + globals);
}

function saveState(): void {
  savedState = true;
  if (program == 0) {
    memory.copy(described(D_SAVED), described(D_STATE), stateWords() << 3);
    return;
  }
  for (let cells = load<i64>(element(programWord(), P_CELLS)); isPair(cells); cells = cdr(cells)) {
    const cell = car(cells);
    store<i64>(element(cell, 1), load<i64>(element(cell, 0)));
    store<i64>(element(cell, 0), load<i64>(element(cell, 2)));
  }
}

function restoreState(): void {
  if (!savedState) return;
  savedState = false;
  if (program == 0) {
    memory.copy(described(D_STATE), described(D_SAVED), stateWords() << 3);
    // What was saved may be garbage soon: drop it.
    const saved = <usize>described(D_SAVED);
    for (let i: usize = 0; i < stateWords(); i++) store<i64>(saved + (i << 3), UNSPECIFIED);
    return;
  }
  for (let cells = load<i64>(element(programWord(), P_CELLS)); isPair(cells); cells = cdr(cells)) {
    const cell = car(cells);
    store<i64>(element(cell, 0), load<i64>(element(cell, 1)));
    store<i64>(element(cell, 1), UNSPECIFIED);
  }
}

/** Ends an evaluation, whatever its state. */
export function finish(): void {
  sweeping = false;
  byLibrary = false;
  fused = false;
  innerDone = false;
  setSweepKind(SWEEP_ADJOINTS, 0);
  endGraph();
  restoreState();
  resetTape();
  forgetObjects();
}

/** Whether the evaluation that is started next has its inexact arguments as inputs, behind the parameters. */
export function differentiateArguments(yes: bool): void { ofArguments = yes; }

// ---- results ------------------------------------------------------------------------------------------------------------------------------
/** The driver reached the bottom of the stack with the entry's value. Called again while sweeps go on. */
export function onHalt(value: i64, fuel: i32): void {
  // The tape may have ended after the last safe point: what was recorded since is missing.
  if (failed()) {
    stop(FAILED);
    return;
  }
  if (!sweeping) {
    setRoot(0, value);
    if (mode < GRADIENT_MODE || mode == PLAIN) {
      finish();
      stop(DONE);
      return;
    }
    if (!beginResult(value)) return;
  } else if (byLibrary) {
    byLibrary = false;
    position = sweepStop;
  } else if (fused && value == FALSE) {
    fused = false;
    fusedFinish(nextRule());
    dropRule();
  }
  while (true) {
    if (position != sweepStop) {
      if (hasRules(sweepDepth)) {
        byLibrary = true;
        callSweeper(sweepDepth);
        return;
      }
      // An entry of the sweep costs about a quarter of a step of compiled code.
      const stopAt = nextRuleSlot();
      if (position != (stopAt == 0 ? sweepStop : stopAt)) {
        position = sweepSlice(sweepDepth, sweepIdentity, position, stopAt == 0 ? sweepStop : stopAt, fuel > 0x1000_0000 ? 0x4000_0000 : fuel << 2);
      } else if (isFused(nextRule())) {
        if (pullFused(fuel)) return;
      } else fuel -= pullNextRule(sweepDepth, sweepIdentity);
      if (failed()) {
        stop(FAILED);
        return;
      }
      if (position != sweepStop) {
        if (collectionRequested()) {
          // All that lives is in the level's rules.
          clearRequest();
          if (!collect(takeRetryPages())) {
            failLimit(LIMIT_HEAP);
            stop(FAILED);
            return;
          }
        }
        if (stopAt != 0 && fuel > 0) continue;
        pause();
        return;
      }
      if (nextRuleSlot() != 0) continue;
    }
    sweepEnds();
    if (mode != HESSIAN) {
      readAdjoints(0);
      if (mode == MAGNITUDES) chain = longestChain(sweepStop, addressOf(result()) + 8, rulesOf(sweepDepth));
      break;
    }
    if (!nextRow()) break;
  }
  // Nothing of the tape outlives the evaluation.
  setRoot(0, primalOf(result()));
  finish();
  stop(DONE);
}

/** Whether the adjoint of a fused loop was begun, or goes on: then the driver is to call it, and comes back here. */
function pullFused(fuel: i32): bool {
  const rule = nextRule();
  if (!fused) {
    fused = fusedStart(rule);
    if (!fused) {
      dropRule();
      return false;
    }
  }
  store<i64>(R_PENDING, UNSPECIFIED);
  if (fuel <= 0) {
    pause();
    return true;
  }
  const frame = pushFrame(fusedCode(rule), 2);
  store<i64>(frame, rule, 8);
  return true;
}

/** Begins the sweep of depth `d` from a word that is active there; the level is closed, and the operations of the sweep are those around. */
function beginSweep(d: i32, from: i64): void {
  sweeping = true;
  sweepDepth = d;
  sweepBegins();
  // Rules stand behind the result, too. A result that is an input itself lies before the entries: then there are none to sweep.
  // (A later chunk may lie at a lower address: places are compared in the lane, not in memory.)
  const after = addressOf(from) + 8;
  position = beginRules(d) ? topOf(d) : isAfter(after, sweepStop) ? after : sweepStop;
  store<f64>(addressOf(from), 1.0, ADJOINT);
}

/** Prepares the sweep; false when there is nothing (more) to do. */
function beginResult(value: i64): bool {
  if (isNumber(value) == 0) {
    store<i64>(R_SITE, UNSPECIFIED); // no call in the program's text is to blame
    failType(id.ID_GRADIENT, EXPECT_NUMBER, value);
    stop(FAILED);
    return false;
  }
  if (mode == GRAPH_MODE) {
    active = depthOf(value) == 1;
    setGraphResult(value);
    setRoot(0, primalOf(value));
    finish();
    stop(DONE);
    return false;
  }
  const count = <usize>inputCount();
  clearBuffer(GRADIENT);
  const size = mode == HESSIAN ? count * (count + 1) : count;
  memory.fill(reserve(GRADIENT, size << 3), 0, size << 3);
  setBufferLength(GRADIENT, size << 3);
  const d = mode == HESSIAN ? 2 : 1;
  recorded = entryCount(1);
  active = depthOf(value) == d;
  if (!active) {
    setRoot(0, primalOf(value));
    finish();
    stop(DONE);
    return false;
  }
  closeHostLevel(d);
  beginSweep(d, value);
  return true;
}

function closeHostLevel(d: i32): void {
  sweepStop = inputsEnd(d);
  sweepIdentity = identityAt(d);
  closeLevel();
}

/** Adjoints of the parameters into row `row` of the gradient buffer, and back to zero. */
function readAdjoints(row: usize): void {
  const count = inputCount();
  const to = bufferAddress(GRADIENT) + ((row * <usize>count) << 3);
  for (let i: u32 = 0; i < count; i++) {
    const slot = addressOf(parameterWord(i));
    store<f64>(to + (<usize>i << 3), load<f64>(slot, ADJOINT));
    setAdjoint(slot, 0);
  }
}

/**
 * Reverse over reverse: the inner sweep was recorded at depth 1, which is now swept once for each component of the gradient. Begins the
 * next such sweep; false when all are done.
 */
function nextRow(): bool {
  const count = <usize>inputCount();
  const size = count * (count + 1);
  if (!innerDone) {
    innerDone = true;
    row = 0;
    // Components of the gradient, as words active at depth 1 or plain, behind the results.
    for (let i: u32 = 0; i < <u32>count; i++) {
      const slot = addressOf(parameterWord(i));
      pushWord(GRADIENT, load<i64>(slot, ADJOINT));
      setAdjoint(slot, 0);
    }
    closeHostLevel(1);
  } else {
    for (let j: usize = 0; j < count; j++) {
      const slot = addressOf(load<i64>(addressOf(parameterWord(<u32>j))));
      store<f64>(bufferAddress(GRADIENT) + ((count + row * count + j) << 3), load<f64>(slot, ADJOINT));
      setAdjoint(slot, 0);
    }
    row++;
  }
  for (; row < count; row++) {
    const component = load<i64>(bufferAddress(GRADIENT) + ((size + row) << 3));
    store<i64>(bufferAddress(GRADIENT) + (row << 3), primalOf(component));
    if (isActive(component)) {
      beginSweep(1, component);
      return true;
    }
  }
  setBufferLength(GRADIENT, size << 3);
  return false;
}
