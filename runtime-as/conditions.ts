// Conditions: failures as objects that a program can handle, and objects raised that nobody handled as failures.
// A condition is a record of the built-in type 2: [header][type][kind][message][irritants][place][detail].
// Invariant: a failure becomes an object only when a handler waits for it; without one, nothing is allocated.
import {
  KIND_RECORD, NULL, R_DYNAMIC, R_PENDING, R_SITE, UNSPECIFIED, FALSE, addressOf, fixnum, fixnumValue, isKind,
} from "./layout";
import { allocateObject, grantHeap, objectWord } from "./heap";
import {
  KIND_EXIT, KIND_LIMIT, KIND_RAISED, KIND_SYNTAX, KIND_USER, LIMIT_HEAP, LIMIT_STACK, LIMIT_TEXT, clearError, errorDetail, errorKind, errorMessage, errorSite,
  errorValue, failCondition,
} from "./errors";
import { grantSegment, pushFrame } from "./driver";
import { describeError } from "./report";
import { TEXT, bufferAddress, bufferLength, clearBuffer } from "./buffers";
import { newStringFromBytes } from "./strings";
import { element } from "./vectors";

export const TYPE_CONDITION: i64 = 2;
const C_KIND: usize = 16;
const C_MESSAGE: usize = 24;
const C_IRRITANTS: usize = 32;
const C_PLACE: usize = 40;
const C_DETAIL: usize = 48;

export function isCondition(word: i64): bool {
  return isKind(word, KIND_RECORD) && load<i64>(addressOf(word), 8) == fixnum(TYPE_CONDITION);
}

function newCondition(kind: i32, message: i64, irritants: i64, place: i64, detail: i32): i64 {
  const at = allocateObject(KIND_RECORD, 6);
  store<i64>(at, fixnum(TYPE_CONDITION), 8);
  store<i64>(at, fixnum(kind), C_KIND);
  store<i64>(at, message, C_MESSAGE);
  store<i64>(at, irritants, C_IRRITANTS);
  store<i64>(at, place, C_PLACE);
  store<i64>(at, fixnum(detail), C_DETAIL);
  return objectWord(at);
}

/** What `error` raises; its place is the call that was noted last. */
export function makeCondition(message: i64, irritants: i64): i64 {
  return newCondition(KIND_USER, message, irritants, load<i64>(R_SITE), 0);
}

/** A raised object that nobody handles, or an object raised again, as a failure. */
export function failRaised(object: i64): i64 {
  if (!isCondition(object)) return failCondition(KIND_RAISED, object, UNSPECIFIED, load<i64>(R_SITE), 0);
  const at = addressOf(object);
  return failCondition(
    <i32>fixnumValue(load<i64>(at, C_KIND)), load<i64>(at, C_IRRITANTS), load<i64>(at, C_MESSAGE), load<i64>(at, C_PLACE),
    <i32>fixnumValue(load<i64>(at, C_DETAIL)),
  );
}

/** Hands the pending failure to the program's handlers, if it has any and may handle such a failure. */
export function signalFailure(): bool {
  const dynamic = load<i64>(R_DYNAMIC);
  if (dynamic == NULL || load<i64>(element(dynamic, 1)) == NULL) return false;
  if (errorKind() == KIND_EXIT || (errorKind() == KIND_LIMIT && !grant(errorDetail()))) return false;
  const condition = conditionOfFailure();
  clearError();
  const frame = pushFrame(2, 4);
  store<i64>(frame, load<i64>(element(dynamic, 0)), 8);
  store<i64>(frame, condition, 16);
  store<i64>(frame, FALSE, 24);
  store<i64>(R_PENDING, UNSPECIFIED);
  return true;
}

/** Room for a handler beyond a limit; false when the limit is none that a program can handle, or was exceeded in its handler. */
function grant(limit: i32): bool {
  if (limit == LIMIT_STACK) return grantSegment();
  return limit == LIMIT_HEAP ? grantHeap() : limit == LIMIT_TEXT;
}

function conditionOfFailure(): i64 {
  const kind = errorKind();
  if (kind == KIND_USER || kind == KIND_SYNTAX) return newCondition(kind, errorMessage(), errorValue(), errorSite(), 0);
  describeError();
  const message = newStringFromBytes(bufferAddress(TEXT), bufferLength(TEXT));
  clearBuffer(TEXT);
  return newCondition(kind, message, NULL, errorSite(), errorDetail());
}
