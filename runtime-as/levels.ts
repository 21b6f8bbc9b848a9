// Levels for library code (interpreter/library/derivatives.scm): opening and closing them, their words, and sweeps piece by piece.
// Invariant: a level is named by a fixnum, its identity and depth; the object that library code keeps for it (its rules, above all) is
// found by its depth while it is open. Slots travel as fixnums, too: the tape never moves.
import {
  ERROR, FALSE, RETRY, R_PENDING, R_SITE, UNSPECIFIED, addressOf, boolean, fixnum, fixnumValue, flonum, car, cdr, isActive, isFixnum, isKind, isPair, KIND_VECTOR, NULL,
} from "./layout";
import {
  ADJOINT, MAX_DEPTH, adjointOf, appendOperation, closeAlias, closeLevel, currentDepth, depthOf, dropFrom, endLevel, endOf, identityAt,
  inputsEnd, isZeroWord, makeInput, openAlias, openLevel, reopenAlias, primalOf, primalWord, reopenLevel, setAdjoint, sinkOf, sweepBegins, sweepEnds, topOf, wantsCollection,
} from "./tape";
import { LIMIT_DEPTH, LIMIT_TAPE, failLimit, failed } from "./errors";
import { clearForward, sweepFloats, sweepForwardFloats, sweepForwardWords, sweepMagnitudes, sweepReach, sweepWords } from "./sweep";
import { floatOf, inexactOperand, isNumber, outlived } from "./numbers";
import { numberAdd } from "./generated/arithmetic";
import { allocateObject, objectWord, requestCollection } from "./heap";
import { noteConstantTensor, noteTensorNode } from "./tensors/graph";
import { isOperation, nodeAt } from "./tensors/record";
import { forgetTangent, pullRule, pushRule, seedTensor, setTensorTangent, takeTensor } from "./tensors/rules";
import { activeTensor, bottom, depthOfAny, isActiveTensor, isTensor, outlivedAny, primalOfAny } from "./tensors/tensor";
import { graphing, noteConstantOf } from "./graph";
import { fusedFinish, fusedStart, isFused } from "./fused";
import { pushFrame } from "./driver";
import { element } from "./vectors";

// ---- objects by depth: roots ----------------------------------------------------------------------------------------------------
const objects = memory.data(264);
export const levelRoots: usize = objects;
export const LEVEL_ROOTS: u32 = 33;
// Their parts that the runtime knows; derivatives.scm has the whole list.
const O_RULES: usize = 3;
const O_SWEEPER: usize = 6;
const O_WORDS: usize = 8;

/** No level is open: nothing of what was recorded is kept alive. */
export function forgetObjects(): void {
  for (let d = 0; d <= MAX_DEPTH; d++) store<i64>(objects + (<usize>d << 3), FALSE);
}
@inline function objectAt(d: i32): i64 { return load<i64>(objects + (<usize>d << 3)); }
export function forgetObject(d: i32): void { store<i64>(objects + (<usize>d << 3), FALSE); }
/** Whether the sweep of depth `d` needs library code: its level has rules, and not only the runtime's. */
export function hasRules(d: i32): bool {
  const object = objectAt(d);
  return isKind(object, KIND_VECTOR) && load<i64>(element(object, O_RULES)) != NULL && load<i64>(element(object, O_SWEEPER)) != FALSE;
}
/** The object of the level open at a depth; one that the runtime makes has no sweeper until library code gives it one. */
export function levelObjectFor(d: i32): i64 {
  const object = objectAt(d);
  if (isKind(object, KIND_VECTOR)) return object;
  const fresh = objectWord(allocateObject(KIND_VECTOR, O_WORDS));
  for (let i: usize = 0; i < O_WORDS; i++) store<i64>(element(fresh, i), NULL);
  store<i64>(element(fresh, 0), levelWord(identityAt(d), d));
  store<i64>(element(fresh, 1), fixnum(inputsEnd(d)));
  store<i64>(element(fresh, 4), fixnum(d));
  store<i64>(element(fresh, 5), fixnum(0));
  store<i64>(element(fresh, O_SWEEPER), FALSE);
  store<i64>(objects + (<usize>d << 3), fresh);
  return fresh;
}
@inline export function objectRules(object: i64): usize { return element(object, O_RULES); }

// ---- sweeps without library code: all rules are the runtime's own -------------------------------------------------------------------
/** What is left of the rules of the level that is swept: a root, in the place of an object at depth 0. */
@inline function rulesLeft(): i64 { return load<i64>(objects); }
/** Whether a level at depth `d` has rules, and all of them are operations on tensors. Then its sweep begins. */
export function beginRules(d: i32): bool {
  const object = objectAt(d);
  store<i64>(objects, NULL);
  if (!isKind(object, KIND_VECTOR) || load<i64>(element(object, O_SWEEPER)) != FALSE) return false;
  store<i64>(objects, load<i64>(element(object, O_RULES)));
  return rulesLeft() != NULL;
}
/** Where the sweep has to stop for the next rule; 0: there is none. */
export function nextRuleSlot(): usize {
  const rules = rulesLeft();
  return isPair(rules) ? <usize>fixnumValue(load<i64>(element(car(rules), 0))) : 0;
}
/** The rule itself, which stays the next one until it is dropped. */
export function nextRule(): i64 { return car(rulesLeft()); }
export function dropRule(): void { store<i64>(objects, cdr(rulesLeft())); }
/** Does what the next rule says; answers how many steps that is worth. */
export function pullNextRule(d: i32, identity: u32): i32 {
  const rules = rulesLeft();
  store<i64>(objects, cdr(rules));
  pullRule(d, kindOf(identity), car(rules));
  return 64;
}

/** Lets library code sweep the level of depth `d`; afterwards the frame below goes on. */
export function callSweeper(d: i32): void {
  const object = objectAt(d);
  const frame = pushFrame(2, 4);
  store<i64>(frame, load<i64>(element(object, O_SWEEPER)), 8);
  store<i64>(frame, object, 16);
  store<i64>(frame, fixnum(topOf(d)), 24); // rules stand behind the result, too
  store<i64>(R_PENDING, UNSPECIFIED);
}
export function levelObject(depth: i64): i64 { return objectAt(<i32>fixnumValue(depth)); }
export function setLevelObject(depth: i64, object: i64): i64 {
  store<i64>(objects + (<usize>fixnumValue(depth) << 3), object);
  return UNSPECIFIED;
}

// ---- opening and closing ------------------------------------------------------------------------------------------------------------
@inline function levelWord(identity: u32, d: i32): i64 { return fixnum((<i64>d << 16) | identity); }
@inline function identityIn(level: i64): u32 { return <u32>fixnumValue(level) & 0xffff; }
@inline function depthIn(level: i64): i32 { return <i32>(fixnumValue(level) >> 16); }

export function levelOpen(): i64 { return openedLevel(false); }
/** A level that is swept backwards only. */
export function levelOpenBackwards(): i64 { return openedLevel(true); }
function openedLevel(backwards: bool): i64 {
  if (wantsCollection(currentDepth() + 1)) {
    requestCollection();
    return RETRY;
  }
  const identity = openLevel(false, backwards);
  if (identity == 0) return failLimit(currentDepth() + 1 < MAX_DEPTH ? LIMIT_TAPE : LIMIT_DEPTH);
  forgetObject(currentDepth());
  return levelWord(identity, currentDepth());
}
/** The level that is open at a depth, opened by whomever. */
export function levelAt(depth: i64): i64 {
  const d = <i32>fixnumValue(depth);
  return levelWord(identityAt(d), d);
}
export function levelClose(level: i64): i64 {
  if (currentDepth() == depthIn(level)) closeLevel();
  return UNSPECIFIED;
}
/** Whether it could be opened again: it has not ended, and the derivatives around are those that were around it before. */
export function levelReopen(level: i64, inputs: i64): i32 {
  return <i32>reopenLevel(identityIn(level), depthIn(level), <usize>fixnumValue(inputs));
}
export function levelEnd(level: i64): i64 {
  endLevel(identityIn(level));
  return UNSPECIFIED;
}
/** Until it is closed, the innermost level records under another identity, an alias of its own. (It is ended like a level.) */
export function aliasOpen(): i64 {
  if (wantsCollection(MAX_DEPTH)) {
    requestCollection();
    return RETRY;
  }
  const alias = openAlias();
  return alias == 0 ? failLimit(LIMIT_DEPTH) : levelWord(alias, currentDepth());
}
export function aliasReopen(alias: i64): i64 {
  reopenAlias(identityIn(alias));
  return UNSPECIFIED;
}
export function aliasClose(alias: i64, level: i64): i64 {
  closeAlias(identityIn(alias), identityIn(level));
  return UNSPECIFIED;
}
/** Where a closed level's entries end. */
export function levelExtent(level: i64): i64 { return fixnum(endOf(identityIn(level))); }
/** The closed level's entries from `slot` on are done with. */
export function levelDrop(level: i64, slot: i64): i64 {
  dropFrom(identityIn(level), <usize>fixnumValue(slot));
  return UNSPECIFIED;
}

// ---- words ------------------------------------------------------------------------------------------------------------------------------
/** The depth of the open level that a word is active at; 0: none. */
export function levelDepth(word: i64): i64 { return fixnum(depthOfAny(word)); }
export function levelsOpen(): i64 { return fixnum(currentDepth()); }
/** An input of the innermost level, with a number or tensor as its primal. */
export function levelInput(word: i64): i64 {
  return isTensor(word) ? activeTensor(makeInput(flonum(0)), outlivedAny(word)) : makeInput(inexactOperand(outlived(word)));
}
/** A number without operands at a depth, where `word` is not active: what a rule answers. */
export function levelNode(depth: i64, word: i64): i64 {
  if (isTensor(word)) {
    const node = nodeAt(<i32>fixnumValue(depth), outlivedAny(word));
    if (graphing() && fixnumValue(depth) == 1) noteTensorNode(node);
    return node;
  }
  return appendOperation(<i32>fixnumValue(depth), 0, 0, 0, false, false, inexactOperand(outlived(word)), 0, 0);
}
/** A word without its derivative at a depth. */
export function levelPrimal(depth: i64, word: i64): i64 { return depthOfAny(word) == <i32>fixnumValue(depth) ? primalOfAny(word) : word; }
/** A number without any derivative. */
export function withoutDerivative(word: i64): i64 {
  if (isTensor(word)) return graphing() ? noteConstantTensor(word) : bottom(word);
  return graphing() ? noteConstantOf(word) : primalOf(word);
}
/** Whether every operation is to be recorded as it is, for a graph. */
export function graphOpen(): i32 { return graphing() ? 1 : 0; }
export function levelTop(level: i64): i64 { return fixnum(topOf(depthIn(level))); }
export function levelInputsEnd(level: i64): i64 { return fixnum(inputsEnd(depthIn(level))); }

// ---- sweeps --------------------------------------------------------------------------------------------------------------------------------
export const SWEEP_ADJOINTS: i32 = 0;
export const SWEEP_MAGNITUDES: i32 = 1;
export const SWEEP_REACH: i32 = 2;
let kind: i32 = SWEEP_ADJOINTS;
let kindIdentity: u32 = 0;
/** What the sweep of the host's level computes; every other level's computes adjoints. */
export function setSweepKind(k: i32, identity: u32): void {
  kind = k;
  kindIdentity = identity;
}
@inline function kindOf(identity: u32): i32 { return identity == kindIdentity ? kind : SWEEP_ADJOINTS; }
export function levelSweepKind(level: i64): i64 { return fixnum(kindOf(identityIn(level))); }

const FLOAT_SLICE: i32 = 0x10_0000;
const WORD_SLICE: i32 = 0x1_0000;

/** One slice of the sweep of depth `d`; answers where it stands, `stop` when it is done. */
export function sweepSlice(d: i32, identity: u32, from: usize, stop: usize, entries: i32): usize {
  if (d > 1) return sweepWords(from, stop, entries, sinkOf(d));
  const k = kindOf(identity);
  if (k == SWEEP_MAGNITUDES) return sweepMagnitudes(from, stop);
  if (k == SWEEP_REACH) return sweepReach(from, stop);
  return sweepFloats(from, stop, entries);
}
export function levelSweep(level: i64, from: i64, stop: i64): i64 {
  const d = depthIn(level);
  const at = sweepSlice(d, identityIn(level), <usize>fixnumValue(from), <usize>fixnumValue(stop), d > 1 ? WORD_SLICE : FLOAT_SLICE);
  return failed() ? ERROR : fixnum(at);
}
/** Tangents from the operands on, in the adjoints' column. */
export function levelPropagate(level: i64, from: i64, to: i64): i64 {
  const d = depthIn(level);
  if (d > 1) sweepForwardWords(<usize>fixnumValue(from), <usize>fixnumValue(to), sinkOf(d));
  else sweepForwardFloats(<usize>fixnumValue(from), <usize>fixnumValue(to), sinkOf(d));
  return failed() ? ERROR : UNSPECIFIED;
}
export function levelForget(level: i64, from: i64, to: i64): i64 {
  clearForward(<usize>fixnumValue(from), <usize>fixnumValue(to));
  return UNSPECIFIED;
}
export function sweepBegin(): i64 {
  sweepBegins();
  return UNSPECIFIED;
}
export function sweepEnd(): i64 {
  sweepEnds();
  return UNSPECIFIED;
}

/** Adds to the adjoint of a word's entry. */
export function sweepSeed(level: i64, word: i64, cotangent: i64): i64 {
  if (isActiveTensor(word)) return seedTensor(depthIn(level), kindOf(identityIn(level)), word, cotangent);
  const slot = addressOf(word);
  if (depthIn(level) > 1) {
    const sum = adjointOf(slot);
    const term = inexactOperand(outlived(cotangent));
    setAdjoint(slot, isZeroWord(sum) ? term : numberAdd(sum, term));
    return failed() ? ERROR : UNSPECIFIED;
  }
  const x = floatOf(cotangent);
  const sum = load<f64>(slot, ADJOINT);
  const k = kindOf(identityIn(level));
  store<f64>(slot, k == SWEEP_ADJOINTS ? sum + x : k == SWEEP_MAGNITUDES ? sum + abs<f64>(x) : 1.0, ADJOINT);
  return UNSPECIFIED;
}
/** The adjoint of a word's entry, which is zero afterwards. */
export function sweepTake(word: i64): i64 {
  if (isActiveTensor(word)) return takeTensor(word, true);
  const slot = addressOf(word);
  const adjoint = adjointOf(slot);
  setAdjoint(slot, 0);
  return adjoint;
}
/** The tangent of a word's entry. */
export function sweepRead(word: i64): i64 { return isActiveTensor(word) ? takeTensor(word, false) : adjointOf(addressOf(word)); }
export function setTangent(word: i64, tangent: i64): i64 {
  if (isActiveTensor(word)) return setTensorTangent(word, outlivedAny(tangent));
  setAdjoint(addressOf(word), inexactOperand(outlived(tangent)));
  return UNSPECIFIED;
}
export function isZeroAdjoint(word: i64): i32 {
  if (isTensor(word)) return 0;
  return <i32>(!isActive(word) && floatOf(word) == 0);
}
/** Whether it is a number or tensor: what derivatives are taken of and by. */
export function isNumeric(word: i64): i32 { return <i32>(isNumber(word) != 0 || isTensor(word)); }
/** Whether a rule is a loop with a fused sweep, which library code takes back piece by piece. */
export function isFusedRule(rule: i64): i32 { return <i32>(isTensorRule(rule) != 0 && isFused(rule)); }
/** Begins; false when there is nothing to do. */
export function fusedBegins(rule: i64): i32 { return <i32>fusedStart(rule); }
export function fusedEnds(rule: i64): i64 {
  fusedFinish(rule);
  return UNSPECIFIED;
}
/** Whether a rule is one of an operation on tensors. */
export function isTensorRule(rule: i64): i32 { return <i32>isOperation(rule); }
/** The rules that a level at a depth has, the last made first. */
export function rulesOf(d: i32): i64 {
  const object = objectAt(d);
  return isKind(object, KIND_VECTOR) ? load<i64>(objectRules(object)) : NULL;
}
export function tensorPull(level: i64, rule: i64): i64 {
  pullRule(depthIn(level), kindOf(identityIn(level)), rule);
  return failed() ? ERROR : UNSPECIFIED;
}
export function tensorPush(level: i64, rule: i64): i64 {
  pushRule(depthIn(level), rule);
  return failed() ? ERROR : UNSPECIFIED;
}
/** Takes the tangent of a rule's result away again. */
export function tensorForget(rule: i64): i64 {
  forgetTangent(rule);
  return UNSPECIFIED;
}

// ---- places: what calls its operand again and again reports its own failures where it was called itself -----------------------------------
export function site(): i64 { return load<i64>(R_SITE); }
export function setSite(place: i64): i64 {
  store<i64>(R_SITE, place);
  return UNSPECIFIED;
}
