// Operations on tensors in the chains of a recording (../sweep.ts): an operation is one link, whatever its size.
// Invariant: nothing collects while lengths are counted, so the list may be held.
import { FALSE, KIND_VECTOR, NULL, car, cdr, isKind, isPair } from "../layout";
import { cons } from "../heap";
import { element, vectorSize } from "../vectors";
import { slotOf } from "./graph";
import { RULE_FIRST, RULE_RESULT, RULE_SECOND, isOperation } from "./record";

let rest: i64 = NULL; // rules whose results come next, in their order on the tape

/** Begins with the rules of a level, the last made first. */
export function startChains(rules: i64): void {
  rest = NULL;
  for (; isPair(rules); rules = cdr(rules)) if (isOperation(car(rules))) rest = cons(car(rules), rest);
}
/** The rule whose result the entry at `slot` is; #f: it is none's. */
export function ruleAt(slot: usize): i64 {
  if (!isPair(rest) || slotOf(load<i64>(element(car(rest), RULE_RESULT))) != slot) return FALSE;
  const rule = car(rest);
  rest = cdr(rest);
  return rule;
}
/** How many operands a rule has, and the slots of those that are active; 0 for the others. */
export function operandsOf(rule: i64): usize {
  const first = load<i64>(element(rule, RULE_FIRST));
  return isKind(first, KIND_VECTOR) ? vectorSize(first) : 2;
}
export function operandSlot(rule: i64, index: usize): usize {
  const first = load<i64>(element(rule, RULE_FIRST));
  const word = isKind(first, KIND_VECTOR) ? load<i64>(element(first, index)) : load<i64>(element(rule, index == 0 ? RULE_FIRST : RULE_SECOND));
  return word == FALSE ? 0 : slotOf(word);
}
