// What of the list library needs the runtime: length with a check for circles, and the predicates made of it.
import { NULL, cdr, fixnum, isPair } from "./layout";
import { EXPECT_LIST, failType, primitiveOf } from "./errors";
import * as id from "./generated/names";

const IMPROPER: i64 = -1;
const CIRCULAR: i64 = -2;

/** Pairs of a proper list; negative when it is improper or circular (Brent's cycle search, 1980). */
export function listLength(list: i64): i64 {
  let count: i64 = 0;
  let mark = list;
  let power: i64 = 1;
  let since: i64 = 0;
  let rest = list;
  while (isPair(rest)) {
    rest = cdr(rest);
    count++;
    if (rest == mark) return CIRCULAR;
    if (++since == power) {
      mark = rest;
      power <<= 1;
      since = 0;
    }
  }
  return rest == NULL ? count : IMPROPER;
}
export function length(list: i64): i64 {
  const n = listLength(list);
  return n < 0 ? failType(id.ID_LENGTH, EXPECT_LIST, list) : fixnum(n);
}
export function isList(word: i64): i32 { return <i32>(listLength(word) >= 0); }
export function isCircular(word: i64): i32 { return <i32>(listLength(word) == CIRCULAR); }
export function isDotted(word: i64): i32 { return <i32>(listLength(word) == IMPROPER); }
/** The length of what library code named `who` was given as a proper list. */
export function checkList(who: i64, list: i64): i64 {
  const n = listLength(list);
  return n < 0 ? failType(primitiveOf(who), EXPECT_LIST, list) : fixnum(n);
}
