// Operations on tensors under derivatives: one entry of the tape and one rule for each, whatever its size.
//
// A rule of an operation is #(slot op target target result x y value info): the active operands (#f for one that is not), the active result, and
// operands and result one level down. It stands in its level's list between those that programs make (derivatives.scm).
// Invariant: an operation's value is computed before anything is recorded; rules.ts says what a sweep does with a rule.
import { FALSE, KIND_VECTOR, NULL, UNSPECIFIED, fixnum, flonum, isActive, isFixnum, isKind } from "../layout";
import { allocateObject, cons, objectWord } from "../heap";
import { append, topOf } from "../tape";
import { graphing } from "../graph";
import { element, vectorSize } from "../vectors";
import { levelObjectFor, objectRules } from "../levels";
import { isNumber } from "../numbers";
import { noteTensor } from "./graph";
import { plain, plainParts } from "./plain";
import { activeTensor, depthOfAny, isSignal, outlivedAny, primalOfAny } from "./tensor";

export const RULE_SLOT: usize = 0;
export const RULE_OP: usize = 1;
export const RULE_FIRST: usize = 2;
export const RULE_SECOND: usize = 3;
export const RULE_RESULT: usize = 4;
export const RULE_X: usize = 5;
export const RULE_Y: usize = 6;
export const RULE_Z: usize = 7;
export const RULE_INFO: usize = 8;
export const RULE_WORDS: usize = 9;
/** Whether a rule is one of an operation on tensors, and not one of library code. */
export function isOperation(rule: i64): bool { return isFixnum(load<i64>(element(rule, RULE_OP))); }

/** An operation on one or two operands (the second is #f for none), which may be active at any levels. */
export function operate(op: u32, a: i64, b: i64, info: i64): i64 {
  if (isSignal(a)) return a;
  if (isSignal(b)) return b;
  a = outlivedAny(a);
  b = outlivedAny(b);
  const da = depthOfAny(a);
  const db = depthOfAny(b);
  const d = da > db ? da : db;
  if (d == 0) return plain(op, a, b, info);
  const x = da == d ? primalOfAny(a) : a;
  const y = db == d ? primalOfAny(b) : b;
  const z = operate(op, x, y, info);
  return isSignal(z) ? z : record(d, op, da == d ? a : FALSE, db == d ? b : FALSE, x, y, z, info);
}

/** An operation on a vector of parts. */
export function operateParts(op: u32, parts: i64, info: i64): i64 {
  const n = vectorSize(parts);
  let d = 0;
  for (let i: usize = 0; i < n; i++) {
    const word = outlivedAny(load<i64>(element(parts, i)));
    if (isSignal(word)) return word;
    store<i64>(element(parts, i), word);
    const depth = depthOfAny(word);
    if (depth > d) d = depth;
  }
  if (d == 0) return plainParts(op, parts, info);
  const primals = objectWord(allocateObject(KIND_VECTOR, n));
  const targets = objectWord(allocateObject(KIND_VECTOR, n));
  for (let i: usize = 0; i < n; i++) {
    const word = load<i64>(element(parts, i));
    const active = depthOfAny(word) == d;
    store<i64>(element(targets, i), active ? word : FALSE);
    store<i64>(element(primals, i), active ? primalOfAny(word) : word);
  }
  const z = operateParts(op, primals, info);
  return isSignal(z) ? z : record(d, op, targets, FALSE, primals, FALSE, z, info);
}

/** A number or tensor of its own at a depth: an entry without operands. */
export function nodeAt(d: i32, primal: i64): i64 {
  if (isNumber(primal) != 0) return append(d, 0, 0, 0, primal, 0, 0);
  return activeTensor(append(d, 0, 0, 0, flonum(0), 0, 0), primal);
}

function record(d: i32, op: u32, first: i64, second: i64, x: i64, y: i64, z: i64, info: i64): i64 {
  const result = nodeAt(d, z);
  const at = allocateObject(KIND_VECTOR, RULE_WORDS);
  const rule = objectWord(at);
  store<i64>(element(rule, RULE_SLOT), fixnum(topOf(d)));
  store<i64>(element(rule, RULE_OP), fixnum(op));
  store<i64>(element(rule, RULE_FIRST), first);
  store<i64>(element(rule, RULE_SECOND), second);
  store<i64>(element(rule, RULE_RESULT), result);
  store<i64>(element(rule, RULE_X), x);
  store<i64>(element(rule, RULE_Y), y);
  store<i64>(element(rule, RULE_Z), z);
  store<i64>(element(rule, RULE_INFO), info);
  const rules = objectRules(levelObjectFor(d));
  store<i64>(rules, cons(rule, load<i64>(rules)));
  if (graphing() && d == 1) noteTensor(op, first, second, result, x, y, z, info);
  return result;
}
