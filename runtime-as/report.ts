// The text of a failure: message, place and backtrace, made on demand from the error registers and the frames.
// Invariant: both roads fail through the same registers, so their messages are the same.
import {
  CODE_PHASE, KIND_BYTES, KIND_STRING, KIND_VECTOR, R_PENDING_SP, R_SITE, UNSPECIFIED, addressOf, car, cdr, fixnumValue, isFixnum, isKind,
  isPair, sizeOfHeader, TAG_PROCEDURE, tagOf,
} from "./layout";
import {
  EXPECT_ORDER, EXPECT_RECORD, KIND_ARITHMETIC, KIND_ARITY, KIND_EXIT, KIND_LIMIT, KIND_NOT_PROCEDURE, KIND_RAISED, KIND_RANGE, KIND_SYNTAX, KIND_TYPE, KIND_UNDEFINED,
  KIND_UNINITIALIZED, KIND_USER, KIND_VALUE, MATRIX_INDEFINITE, MATRIX_SINGULAR, SHAPE_AXES, SHAPE_AXIS, SHAPE_CONCAT, SHAPE_EMPTY, SHAPE_INDEX, SHAPE_JOINT, SHAPE_MANY,
  SHAPE_PRODUCT, SHAPE_RAGGED, SHAPE_RANK, SHAPE_SIZE, SHAPE_SPREAD, SHAPE_SQUARE, SHAPE_SYSTEM, LIMIT_DEPTH, LIMIT_HEAP, LIMIT_STACK, LIMIT_TAPE, LIMIT_TEXT, errorDetail, errorKind,
  errorMessage, errorSecond, errorSite, errorValue, errorWho, failed, leafSite, leafTotal,
} from "./errors";
import { putExpectation } from "./expectations";
import { TEXT, clearBuffer, putByte, putBytes } from "./buffers";
import { STYLE_DISPLAY, STYLE_WRITE, putAtMost } from "./write";
import { putAscii } from "./write-atoms";
import { nameAddress, nameLength } from "./generated/names";
import { formatInteger } from "./decimal/index";
import { reserve, bufferLength, setBufferLength } from "./buffers";
import {
  isSource, placeOfFrame, putProcedureName, putSourceName, readRow, rowLeast, rowMost, siteRecord, sourceColumn, sourceLine,
} from "./program";
import { recordWord } from "./records";
import { stringLengthOf } from "./strings";
import { symbolLength, symbolName } from "./symbols";
import { nextFrame } from "./driver";
import { HEAP, STACK, TAPE, pageLimit } from "./pages";

const VALUE_BYTES: usize = 160;

function putInteger(n: i64): void {
  const length = formatInteger(n, 10, reserve(TEXT, 72));
  setBufferLength(TEXT, bufferLength(TEXT) + length);
}
function put(value: i64): void { putAtMost(TEXT, value, STYLE_WRITE, VALUE_BYTES); }

/** Puts the message of the pending failure into the text buffer. */
export function describeError(): void {
  clearBuffer(TEXT);
  const kind = errorKind();
  if (kind == KIND_RAISED || kind == KIND_EXIT) {
    putAscii(TEXT, kind == KIND_EXIT ? "the program ended itself with exit code " : "uncaught exception: ");
    put(errorValue());
    return;
  }
  // A condition raised again brings its message.
  if (kind == KIND_USER || kind == KIND_SYNTAX || isKind(errorMessage(), KIND_STRING)) {
    describeUser();
    return;
  }
  if (errorWho() != 0) {
    putBytes(TEXT, nameAddress(errorWho()), nameLength(errorWho()));
    putAscii(TEXT, ": ");
  }
  if (errorDetail() >= SHAPE_JOINT) describeTensor();
  else if (kind == KIND_TYPE || kind == KIND_VALUE) {
    if (errorDetail() == EXPECT_RECORD) describeRecord();
    else {
      putAscii(TEXT, "expected ");
      putExpectation(TEXT, errorDetail());
    }
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
  else if (kind == KIND_LIMIT) describeLimit();
}

/** An accessor's name and the type that it wants. */
function describeRecord(): void {
  const who = errorMessage();
  putBytes(TEXT, symbolName(who), symbolLength(who));
  const name = recordWord(errorSecond(), 1);
  const first = symbolLength(name) > 0 ? <u32>load<u8>(symbolName(name)) : 0;
  const vowel = first == 97 || first == 101 || first == 105 || first == 111 || first == 117;
  putAscii(TEXT, vowel ? ": expected an " : ": expected a ");
  putBytes(TEXT, symbolName(name), symbolLength(name));
}

/** What an operation on tensors has against shapes, or against a matrix. */
function describeTensor(): void {
  const a = errorValue();
  const b = errorSecond();
  switch (errorDetail()) {
    case SHAPE_JOINT: return putTwo("shapes ", a, " and ", b, " do not go together: from the last axis on, sizes must be equal or 1");
    case SHAPE_PRODUCT: return putTwo("no product of shapes ", a, " and ", b, ": the sizes that meet must be equal");
    case SHAPE_RANK: return putTwo("expected a matrix, or a vector where one can stand, got shape ", a, "", UNSPECIFIED, "");
    case SHAPE_SQUARE: return putTwo("expected a square matrix, got shape ", a, "", UNSPECIFIED, "");
    case SHAPE_SYSTEM: return putTwo("a matrix of shape ", a, " needs as many rows on the right-hand side, got shape ", b, "");
    case SHAPE_SPREAD: return putTwo("shape ", a, " cannot be broadcast to ", b, "");
    case SHAPE_SIZE: return putTwo("shape ", a, " cannot be reshaped to ", b, ": the numbers of elements differ");
    case SHAPE_CONCAT: return putTwo("shapes ", a, " and ", b, " cannot be joined along this axis");
    case SHAPE_RAGGED: return putTwo("rows of different shapes: ", a, " and ", b, "");
    case SHAPE_EMPTY: return putTwo("shape ", a, " has no elements there", UNSPECIFIED, "");
    case SHAPE_MANY: return putTwo("more indices than axes for shape ", a, "", UNSPECIFIED, "");
    case SHAPE_AXES: return putTwo("a tensor has at most ", a, " axes", UNSPECIFIED, "");
    case SHAPE_AXIS: return putTwo("there is no axis ", a, " in shape ", b, "");
    case SHAPE_INDEX: return putTwo("index ", a, " is out of range for shape ", b, "");
    case MATRIX_SINGULAR: return putPivot("the matrix is singular: pivot ", " is ");
    case MATRIX_INDEFINITE: return putPivot("the matrix is not positive definite: pivot ", " is ");
    default:
      putAscii(TEXT, "the determinant has no logarithm, it is ");
      put(cdr(b));
      putTwo("; the matrix has shape ", a, "", UNSPECIFIED, "");
  }
}
function putTwo(before: string, a: i64, between: string, b: i64, after: string): void {
  putAscii(TEXT, before);
  put(a);
  putAscii(TEXT, between);
  if (b != UNSPECIFIED) put(b);
  putAscii(TEXT, after);
}
function putPivot(before: string, between: string): void {
  putAscii(TEXT, before);
  put(car(errorSecond()));
  putAscii(TEXT, between);
  put(cdr(errorSecond()));
  putTwo("; it has shape ", errorValue(), "", UNSPECIFIED, "");
}

function describeRange(): void {
  const index = errorValue();
  const object = errorSecond();
  if (errorDetail() == EXPECT_ORDER) {
    putAscii(TEXT, "the start ");
    put(index);
    putAscii(TEXT, " comes after the end ");
    put(object);
    return;
  }
  putAscii(TEXT, "index ");
  put(index);
  putAscii(TEXT, " is out of range for ");
  if (isKind(object, KIND_STRING)) {
    putAscii(TEXT, "a string of length ");
    putInteger(stringLengthOf(object));
  } else if (isKind(object, KIND_VECTOR)) {
    putAscii(TEXT, "a vector of length ");
    putInteger(<i64>sizeOfHeader(load<i64>(addressOf(object))));
  } else if (isKind(object, KIND_BYTES)) {
    putAscii(TEXT, "a bytevector of length ");
    putInteger(load<u32>(addressOf(object), 8));
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
    // A procedure that counted its arguments itself: its source, and the limits in the second word. Without a source: values.
    named = putSourceName(TEXT, procedure);
    least = <i64><i32>(errorSecond() >> 32);
    most = <i64><i32>errorSecond();
  }
  const values = procedure == UNSPECIFIED;
  if (!values) {
    if (!named) putAscii(TEXT, "anonymous procedure");
    putAscii(TEXT, ": ");
  }
  putAscii(TEXT, "expected ");
  if (most < 0) putAscii(TEXT, "at least ");
  else if (most != least) putAscii(TEXT, "from ");
  putInteger(least);
  if (most >= 0 && most != least) {
    putAscii(TEXT, " to ");
    putInteger(most);
  }
  putAscii(TEXT, values ? " value" : " argument");
  if ((most < 0 ? least : most) != 1) putByte(TEXT, 115);
  putAscii(TEXT, ", got ");
  putInteger(errorDetail());
}

function describeUser(): void {
  const message = errorMessage();
  if (message != UNSPECIFIED) putAtMost(TEXT, message, isKind(message, KIND_STRING) ? STYLE_DISPLAY : STYLE_WRITE, 4000);
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
    putAscii(TEXT, "text limit of 64 MiB exceeded");
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

/** Finds the latest call out of user code. */
export function latestCall(): void { locate(load<i64>(R_SITE)); }

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

let traceCount: i32 = 0;

/** Puts the backtrace into the text buffer: a line "line column name" per call of user code, innermost first. */
export function describeBacktrace(most: i32): void {
  clearBuffer(TEXT);
  traceCount = 0;
  let failing = false; // the failing call may have a frame, too
  let failingLine: u32 = 0;
  let failingColumn: u32 = 0;
  // A text that is no program has not been run: it has a place, but no calls.
  if (failed() && errorKind() != KIND_SYNTAX) {
    putFrame(errorSite());
    for (let i = 0; i < leafTotal(); i++) putFrame(leafSite(i));
    failing = traceCount == 1;
    failingLine = line;
    failingColumn = column;
  }
  for (let sp = <usize>load<u32>(R_PENDING_SP); sp != 0 && traceCount < most; sp = nextFrame(sp)) {
    const place = placeOfFrame(sp);
    locate(place);
    if (line == 0) continue;
    if (!failing || line != failingLine || column != failingColumn) putFrame(place);
    failing = false;
  }
}

/** A place, if it stands in a user's text. */
function putFrame(place: i64): void {
  locate(place);
  if (line == 0) return;
  traceCount++;
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
