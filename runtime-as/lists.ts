// What of the list library needs the runtime: length with a check for circles, list?.
import { NULL, cdr, fixnum, isPair } from "./layout";
import { EXPECT_LIST, failType } from "./errors";
import * as id from "./generated/names";

/** Pairs of a proper list; -1 when it is improper or circular (Brent's cycle search, 1980). */
export function listLength(list: i64): i64 {
  let count: i64 = 0;
  let mark = list;
  let power: i64 = 1;
  let since: i64 = 0;
  let rest = list;
  while (isPair(rest)) {
    rest = cdr(rest);
    count++;
    if (rest == mark) return -1;
    if (++since == power) {
      mark = rest;
      power <<= 1;
      since = 0;
    }
  }
  return rest == NULL ? count : -1;
}
export function length(list: i64): i64 {
  const n = listLength(list);
  return n < 0 ? failType(id.ID_LENGTH, EXPECT_LIST, list) : fixnum(n);
}
export function isList(word: i64): i32 { return <i32>(listLength(word) >= 0); }
