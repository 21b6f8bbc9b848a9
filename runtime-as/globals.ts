// The compiled program's variables by name: how eval reaches them, and where the host's clock stands for programs.
// Invariant: indices are those of the descriptor's table of exports; what is given here was made by the library (library/eval.scm).
import { notRepeatable } from "./graph";
import { UNSPECIFIED, fixnum, fixnumValue, flonum } from "./layout";
import { D_EXPORTS, D_EXPORT_COUNT, D_STATE, described } from "./program";
import { intern } from "./symbols";
import { cons } from "./heap";
import { latestCall, placeColumn, placeLine } from "./report";

@inline function entry(index: i64): usize { return <usize>described(D_EXPORTS) + (<usize>fixnumValue(index) << 4); }
@inline function variable(index: i64): usize { return <usize>described(D_STATE) + (<usize>load<u32>(entry(index), 8) << 3); }

export function globalCount(): i64 { return fixnum(described(D_EXPORT_COUNT)); }
export function globalName(index: i64): i64 { return intern(load<u32>(entry(index)), load<u32>(entry(index), 4), true); }
/** The word of the variable, which may say that it is not defined yet. */
export function globalRef(index: i64): i64 { return load<i64>(variable(index)); }
export function globalSet(index: i64, value: i64): i64 {
  store<i64>(variable(index), value);
  return UNSPECIFIED;
}

/** Line and column of the latest call out of the user's text, as a pair. */
export function callSite(): i64 {
  latestCall();
  return cons(fixnum(placeLine()), fixnum(placeColumn()));
}

let now: f64 = 0;
/** Seconds since 1970, as the host told them when it last let the program run. */
export function setNow(seconds: f64): void { now = seconds; }
export function clock(): i64 {
  notRepeatable();
  return flonum(now);
}
