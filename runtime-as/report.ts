// The text of a failure: message, place and backtrace, made on demand from the error registers and the frames.
// Invariant: both roads fail through the same registers, so their messages are the same.
import {
  CODE_PHASE, KIND_STRING, KIND_VECTOR, R_PENDING_SP, R_SITE, UNSPECIFIED, addressOf, car, cdr, fixnumValue, isFixnum, isKind, isPair,
  sizeOfHeader, TAG_PROCEDURE, tagOf,
} from "./layout";
import {
  EXPECT_BOOLEAN, EXPECT_CHAR, EXPECT_CODE_POINT, EXPECT_EXACT_INTEGER, EXPECT_INDEX, EXPECT_INTEGER, EXPECT_INTEGRAL, EXPECT_LENGTH,
  EXPECT_LIST, EXPECT_NUMBER, EXPECT_PAIR, EXPECT_PROCEDURE, EXPECT_RADIX, EXPECT_STRING, EXPECT_SYMBOL, EXPECT_VECTOR, KIND_ARITHMETIC,
  KIND_ARITY, KIND_LIMIT, KIND_NOT_PROCEDURE, KIND_RANGE, KIND_SYNTAX, KIND_TYPE, KIND_UNDEFINED, KIND_UNINITIALIZED, KIND_USER,
  KIND_VALUE, LIMIT_DEPTH, LIMIT_HEAP, LIMIT_STACK, LIMIT_TAPE, LIMIT_TEXT, errorDetail, errorKind, errorMessage, errorSecond, errorSite, errorValue,
  errorWho,
} from "./errors";
import { TEXT, clearBuffer, putByte, putBytes } from "./buffers";
import { putAscii, putAtMost } from "./write";
import { nameAddress, nameLength } from "./generated/names";
import { formatInteger } from "./decimal/index";
import { reserve, bufferLength, setBufferLength } from "./buffers";
import {
  isSource, placeOfFrame, putProcedureName, putSourceName, readRow, rowLeast, rowMost, siteRecord, sourceColumn, sourceLine,
} from "./program";
import { stringLengthOf } from "./strings";
import { nextFrame } from "./driver";
import { HEAP, STACK, TAPE, pageLimit } from "./pages";

const VALUE_BYTES: usize = 160;

function expectation(what: i32): string {
  if (what == EXPECT_NUMBER) return "a number";
  if (what == EXPECT_INTEGER) return "an integer";
  if (what == EXPECT_EXACT_INTEGER) return "an exact integer";
  if (what == EXPECT_PAIR) return "a pair";
  if (what == EXPECT_LIST) return "a proper list";
  if (what == EXPECT_VECTOR) return "a vector";
  if (what == EXPECT_STRING) return "a string";
  if (what == EXPECT_SYMBOL) return "a symbol";
  if (what == EXPECT_CHAR) return "a character";
  if (what == EXPECT_PROCEDURE) return "a procedure";
  if (what == EXPECT_INDEX) return "an index (an exact integer that is not negative)";
  if (what == EXPECT_RADIX) return "a radix (an exact integer from 2 to 36)";
  if (what == EXPECT_BOOLEAN) return "a boolean";
  if (what == EXPECT_LENGTH) return "a length (an exact integer that is not negative)";
  if (what == EXPECT_INTEGRAL) return "a number with an integral value";
  if (what == EXPECT_CODE_POINT) return "a Unicode scalar value";
  return "another value";
}

function putInteger(n: i64): void {
  const length = formatInteger(n, 10, reserve(TEXT, 72));
  setBufferLength(TEXT, bufferLength(TEXT) + length);
}
function put(value: i64): void { putAtMost(TEXT, value, true, VALUE_BYTES); }

/** Puts the message of the pending failure into the text buffer. */
export function describeError(): void {
  clearBuffer(TEXT);
  const kind = errorKind();
  if (errorWho() != 0) {
    putBytes(TEXT, nameAddress(errorWho()), nameLength(errorWho()));
    putAscii(TEXT, ": ");
  }
  if (kind == KIND_TYPE || kind == KIND_VALUE) {
    putAscii(TEXT, "expected ");
    putAscii(TEXT, expectation(errorDetail()));
    putAscii(TEXT, ", got ");
    put(errorValue());
  } else if (kind == KIND_RANGE) describeRange();
  else if (kind == KIND_ARITY) describeArity();
  else if (kind == KIND_UNDEFINED) {
    putAscii(TEXT, "undefined variable: ");
    put(errorValue());
  } else if (kind == KIND_UNINITIALIZED) {
    putAscii(TEXT, "variable used before its definition: ");
    put(errorValue());
  } else if (kind == KIND_NOT_PROCEDURE) {
    putAscii(TEXT, "not a procedure: ");
    put(errorValue());
  } else if (kind == KIND_ARITHMETIC) putAscii(TEXT, "division by zero");
  else if (kind == KIND_USER || kind == KIND_SYNTAX) describeUser();
  else if (kind == KIND_LIMIT) describeLimit();
}

function describeRange(): void {
  const index = errorValue();
  const object = errorSecond();
  putAscii(TEXT, "index ");
  put(index);
  putAscii(TEXT, " is out of range for ");
  if (isKind(object, KIND_STRING)) {
    putAscii(TEXT, "a string of length ");
    putInteger(stringLengthOf(object));
  } else if (isKind(object, KIND_VECTOR)) {
    putAscii(TEXT, "a vector of length ");
    putInteger(<i64>sizeOfHeader(load<i64>(addressOf(object))));
  } else put(object);
}

function describeArity(): void {
  const procedure = errorValue();
  let least: i64 = 0;
  let most: i64 = -1;
  let named: bool;
  if (tagOf(procedure) == TAG_PROCEDURE) {
    named = putProcedureName(TEXT, procedure);
    if (readRow(procedure)) {
      least = rowLeast();
      most = rowMost();
    }
  } else {
    // A procedure that counted its arguments itself: its source, and the limits in the second word.
    named = putSourceName(TEXT, procedure);
    least = <i64><i32>(errorSecond() >> 32);
    most = <i64><i32>errorSecond();
  }
  if (!named) putAscii(TEXT, "anonymous procedure");
  putAscii(TEXT, ": expected ");
  if (most < 0) putAscii(TEXT, "at least ");
  else if (most != least) putAscii(TEXT, "from ");
  putInteger(least);
  if (most >= 0 && most != least) {
    putAscii(TEXT, " to ");
    putInteger(most);
  }
  putAscii(TEXT, (most < 0 ? least : most) == 1 ? " argument" : " arguments");
  putAscii(TEXT, ", got ");
  putInteger(errorDetail());
}

function describeUser(): void {
  const message = errorMessage();
  if (message != UNSPECIFIED) putAtMost(TEXT, message, !isKind(message, KIND_STRING), 4000);
  for (let rest = errorValue(); isPair(rest); rest = cdr(rest)) {
    putByte(TEXT, 32);
    put(car(rest));
  }
}

function describeLimit(): void {
  const limit = errorDetail();
  if (limit == LIMIT_DEPTH) {
    putAscii(TEXT, "derivatives are nested too deeply");
    return;
  }
  if (limit == LIMIT_TEXT) {
    putAscii(TEXT, "text limit of 64 MiB exceeded (is a printed value circular?)");
    return;
  }
  putAscii(TEXT, limit == LIMIT_HEAP ? "heap" : limit == LIMIT_STACK ? "stack" : "tape");
  putAscii(TEXT, " limit of ");
  putInteger(pageLimit(limit == LIMIT_HEAP ? HEAP : limit == LIMIT_STACK ? STACK : TAPE) >> 4);
  putAscii(TEXT, " MiB exceeded");
}

// ---- places ---------------------------------------------------------------------------------------------------------------------
let line: u32 = 0;
let column: u32 = 0;
export function placeLine(): u32 { return line; }
export function placeColumn(): u32 { return column; }

/** Finds where the pending failure happened; line 0 when that is unknown. */
export function locateError(): void {
  // The driver finds heap and stack full between two native runs, where the latest call may be long past.
  const limit = errorKind() == KIND_LIMIT && (errorDetail() == LIMIT_HEAP || errorDetail() == LIMIT_STACK);
  if (limit && locateSite()) return;
  locate(errorSite());
  // Nothing noted: the innermost frame of user code made the call that failed.
  if (line == 0) locateFrames();
}

/**
 * Finds where a computation stands between two native runs: where its topmost frame does (true), or, when that is library code, the
 * latest call out of user code (false); line 0 when neither is known.
 */
export function locateSite(): bool {
  locate(placeOfFrame(<usize>load<u32>(R_PENDING_SP)));
  if (line != 0) return true;
  locate(load<i64>(R_SITE));
  if (line == 0) locateFrames();
  return false;
}

function locateFrames(): void {
  for (let sp = <usize>load<u32>(R_PENDING_SP); sp != 0 && line == 0; sp = nextFrame(sp)) locate(placeOfFrame(sp));
}

function locate(site: i64): void {
  line = 0;
  column = 0;
  if (isFixnum(site)) {
    const record = siteRecord(<u32>fixnumValue(site));
    if (record == 0) return;
    line = load<u32>(record);
    column = load<u32>(record, 4);
  } else if (isSource(site)) {
    line = sourceLine(site);
    column = sourceColumn(site);
  }
}

/** Puts the backtrace into the text buffer: a line "line column name" per frame of user code, innermost first. */
export function describeBacktrace(most: i32): void {
  clearBuffer(TEXT);
  let count = 0;
  for (let sp = <usize>load<u32>(R_PENDING_SP); sp != 0 && count < most; sp = nextFrame(sp)) {
    const place = placeOfFrame(sp);
    locate(place);
    if (line == 0) continue;
    count++;
    putInteger(line);
    putByte(TEXT, 32);
    putInteger(column);
    putByte(TEXT, 32);
    if (isSource(place)) putSourceName(TEXT, place);
    else {
      const record = siteRecord(<u32>fixnumValue(place));
      putBytes(TEXT, load<u32>(record, 8), load<u32>(record, 12));
    }
    putByte(TEXT, 10);
  }
}
