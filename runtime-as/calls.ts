// What the calling convention needs of the runtime: failing with a complete stack, rest lists out of the argument buffer.
// Invariant: a `throw…` notes where the frames end and answers the sentinel, which its caller returns at once. `site` is the word
// of the place to report, or 0 to keep the place noted last.
import { ARGS_CAPACITY, NULL, R_ARGS, R_ARGS_TAIL, R_PENDING_SP, SENTINEL, car, cdr, isPair } from "./layout";
import { EXPECT_VECTOR, failArity, failNotProcedure, failRange, failType, failUndefined, failUninitialized, setErrorSite } from "./errors";
import { cons, listFrom } from "./heap";
import { isVector } from "./vectors";

/** A primitive has filled the error registers. */
export function throwPending(sp: usize, site: i64): i64 {
  if (site != 0) setErrorSite(site);
  store<u32>(R_PENDING_SP, <u32>sp);
  return SENTINEL;
}
export function throwType(sp: usize, site: i64, primitive: i32, expected: i32, value: i64): i64 {
  failType(primitive, expected, value);
  return throwPending(sp, site);
}
/** `vector-ref` or `vector-set!` on something that is no vector, or with an index out of its range. */
export function throwVector(sp: usize, site: i64, primitive: i32, vector: i64, index: i64): i64 {
  if (isVector(vector)) failRange(primitive, index, vector);
  else failType(primitive, EXPECT_VECTOR, vector);
  return throwPending(sp, site);
}
export function throwNotProcedure(sp: usize, site: i64, value: i64): i64 {
  failNotProcedure(value);
  return throwPending(sp, site);
}
export function throwArity(sp: usize, procedure: i64, count: i32): i64 {
  failArity(procedure, count);
  return throwPending(sp, 0);
}
export function throwUndefined(sp: usize, site: i64, symbol: i64): i64 {
  failUndefined(symbol);
  return throwPending(sp, site);
}
export function throwUninitialized(sp: usize, site: i64, symbol: i64): i64 {
  failUninitialized(symbol);
  return throwPending(sp, site);
}

/** The arguments from index `from` of a call with `count` arguments in the buffer, as a fresh list. */
export function restArguments(from: i32, count: i32): i64 {
  const direct = count < ARGS_CAPACITY ? count : ARGS_CAPACITY;
  return listFrom(R_ARGS + (<usize>from << 3), direct - from, count > ARGS_CAPACITY ? copied(load<i64>(R_ARGS_TAIL)) : NULL);
}
function copied(list: i64): i64 {
  if (!isPair(list)) return NULL;
  const first = cons(car(list), NULL);
  let last = first;
  for (let rest = cdr(list); isPair(rest); rest = cdr(rest)) {
    const pair = cons(car(rest), NULL);
    store<i64>(<usize><u32>last, pair, 8);
    last = pair;
  }
  return first;
}

/** Puts a list's elements into the argument buffer; what does not fit becomes the tail. Answers the count, -1 for no list. */
export function spreadArguments(list: i64): i32 {
  let count = 0;
  let rest = list;
  while (isPair(rest) && count < ARGS_CAPACITY) {
    store<i64>(R_ARGS + (<usize>count << 3), car(rest));
    rest = cdr(rest);
    count++;
  }
  store<i64>(R_ARGS_TAIL, rest);
  while (isPair(rest)) {
    rest = cdr(rest);
    if (++count == i32.MAX_VALUE) return -1; // circular
  }
  return rest == NULL ? count : -1;
}
