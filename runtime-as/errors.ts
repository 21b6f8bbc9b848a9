// What went wrong: the error registers. A failing primitive fills them and answers ERROR; nothing is allocated
// and no text is made until somebody asks (`report.ts`).
// Invariant: the words kept here are roots of the collector while a failure is pending.
import { ERROR, NULL, R_SITE, SENTINEL, UNSPECIFIED, canonical, fixnum, isFixnum } from "./layout";
import { cons } from "./heap";
import { NAMES, nameAddress, nameLength } from "./generated/names";
import { symbolLength, symbolName } from "./symbols";
import { expectationOf } from "./expectations";

// ---- kinds, in the order of KINDS in host/machine.ts -----------------------------------------------------------------------------
export const KIND_TYPE: i32 = 1;
export const KIND_RANGE: i32 = 2;
export const KIND_ARITY: i32 = 3;
export const KIND_UNDEFINED: i32 = 4;
export const KIND_UNINITIALIZED: i32 = 5;
export const KIND_NOT_PROCEDURE: i32 = 6;
export const KIND_ARITHMETIC: i32 = 7;
export const KIND_USER: i32 = 8;
export const KIND_LIMIT: i32 = 9;
export const KIND_SYNTAX: i32 = 10;
export const KIND_VALUE: i32 = 11; // right type, but a value that the operation cannot take
export const KIND_RAISED: i32 = 12; // (raise obj), uncaught
export const KIND_EXIT: i32 = 13; // (exit obj) with an obj that stands for failure
export const KIND_READ: i32 = 14; // what (read) reads is no datum
export const KIND_SHAPE: i32 = 16; // tensors whose shapes the operation cannot take

// ---- what was expected (kinds TYPE, RANGE and VALUE), in the order of the table in expectations.ts ------------------------
export const EXPECT_NUMBER: i32 = 0;
export const EXPECT_INTEGER: i32 = 1;
export const EXPECT_EXACT_INTEGER: i32 = 2;
export const EXPECT_PAIR: i32 = 3;
export const EXPECT_LIST: i32 = 4;
export const EXPECT_VECTOR: i32 = 5;
export const EXPECT_STRING: i32 = 6;
export const EXPECT_SYMBOL: i32 = 7;
export const EXPECT_CHAR: i32 = 8;
export const EXPECT_PROCEDURE: i32 = 9;
export const EXPECT_INDEX: i32 = 10;
export const EXPECT_RADIX: i32 = 11;
export const EXPECT_BOOLEAN: i32 = 12;
export const EXPECT_LENGTH: i32 = 13;
export const EXPECT_INTEGRAL: i32 = 14;
export const EXPECT_CODE_POINT: i32 = 15;
export const EXPECT_RECORD: i32 = 16;
export const EXPECT_BYTEVECTOR: i32 = 17;
export const EXPECT_BYTE: i32 = 18;
export const EXPECT_NATURAL: i32 = 19;
export const EXPECT_FINITE: i32 = 20;
export const EXPECT_FRACTION_RADIX: i32 = 21;
export const EXPECT_WHICH: i32 = 22;
export const EXPECT_POSITIVE: i32 = 23;
export const EXPECT_GENERATOR: i32 = 24;
export const EXPECT_SEQUENCE: i32 = 25;
export const EXPECT_HASH_TABLE: i32 = 26;
export const EXPECT_KEY: i32 = 27;
export const EXPECT_INT64: i32 = 28;
export const EXPECT_TENSOR: i32 = 29;
export const EXPECT_DIMENSIONS: i32 = 30;
export const EXPECT_AXES: i32 = 31;
export const EXPECT_PART: i32 = 32;
export const EXPECT_TRIANGLE: i32 = 33;
/** Of KIND_RANGE: the second value is the end that comes before the start. */
export const EXPECT_ORDER: i32 = -1;

// ---- what is wrong with a tensor: details of KIND_SHAPE, and of KIND_RANGE and KIND_VALUE for tensors (report.ts has the words) -----
export const SHAPE_JOINT: i32 = 1000;
export const SHAPE_PRODUCT: i32 = 1001;
export const SHAPE_RANK: i32 = 1002;
export const SHAPE_SQUARE: i32 = 1003;
export const SHAPE_SYSTEM: i32 = 1004;
export const SHAPE_SPREAD: i32 = 1005;
export const SHAPE_SIZE: i32 = 1006;
export const SHAPE_CONCAT: i32 = 1007;
export const SHAPE_RAGGED: i32 = 1008;
export const SHAPE_EMPTY: i32 = 1009;
export const SHAPE_MANY: i32 = 1010;
export const SHAPE_AXES: i32 = 1011;
export const SHAPE_AXIS: i32 = 1012;
export const SHAPE_INDEX: i32 = 1013;
export const MATRIX_SINGULAR: i32 = 1014;
export const MATRIX_INDEFINITE: i32 = 1015;
export const MATRIX_DETERMINANT: i32 = 1016;

// ---- limits ---------------------------------------------------------------------------------------------------------------
export const LIMIT_HEAP: i32 = 1;
export const LIMIT_STACK: i32 = 2;
export const LIMIT_TAPE: i32 = 3;
export const LIMIT_DEPTH: i32 = 4;
export const LIMIT_TEXT: i32 = 5;

const words = memory.data(32); // value, second value, message or name, site: roots
let kind: i32 = 0;
let who: i32 = 0; // index in the table of primitive names; 0 = none
let detail: i32 = 0; // expectation, argument count, limit …

export const errorWords: usize = words;
export const ERROR_WORDS: i32 = 4;

// Calls of leaves have no frames: those that a failure leaves note their places here, the innermost first.
const LEAVES: i32 = 16;
const leaves = memory.data(128); // roots
let leafCount: i32 = 0;
export const leafWords: usize = leaves;
export const LEAF_WORDS: i32 = LEAVES;
export function leafTotal(): i32 { return leafCount; }
export function leafSite(index: i32): i64 { return load<i64>(leaves + (<usize>index << 3)); }
/** A failure passes the call of a leaf at `site`; answers the sentinel. */
export function passLeaf(site: i64): i64 {
  if (kind != 0 && leafCount < LEAVES) {
    store<i64>(leaves + ((<usize>leafCount) << 3), site);
    leafCount++;
  }
  return SENTINEL;
}

export function failed(): bool { return kind != 0; }
export function errorKind(): i32 { return kind; }
export function errorWho(): i32 { return who; }
export function errorDetail(): i32 { return detail; }
export function errorValue(): i64 { return load<i64>(words); }
export function errorSecond(): i64 { return load<i64>(words, 8); }
export function errorMessage(): i64 { return load<i64>(words, 16); }
export function errorSite(): i64 { return load<i64>(words, 24); }
export function setErrorSite(site: i64): void { store<i64>(words, site, 24); }

export function clearError(): void {
  kind = 0;
  leafCount = 0;
  for (let i: usize = 0; i < 32; i += 8) store<i64>(words + i, UNSPECIFIED);
}

function fail(k: i32, primitive: i32, what: i32, value: i64, second: i64, message: i64): i64 {
  if (kind != 0) return ERROR; // the first failure is the one to report
  kind = k;
  who = primitive;
  detail = what;
  store<i64>(words, value);
  store<i64>(words, second, 8);
  store<i64>(words, message, 16);
  store<i64>(words, load<i64>(R_SITE), 24);
  return ERROR;
}

/** `primitive` was given `value` where `expected` is wanted. */
export function failType(primitive: i32, expected: i32, value: i64): i64 {
  return fail(KIND_TYPE, primitive, expected, value, UNSPECIFIED, UNSPECIFIED);
}
/** `index` does not lie within `object`, or is no index at all. */
export function failRange(primitive: i32, index: i64, object: i64): i64 {
  if (!isFixnum(index)) return failType(primitive, EXPECT_INDEX, index);
  return fail(KIND_RANGE, primitive, EXPECT_INDEX, index, object, UNSPECIFIED);
}
/** A part of an object that would end before it starts. */
export function failOrder(primitive: i32, start: i64, end: i64): i64 {
  return fail(KIND_RANGE, primitive, EXPECT_ORDER, start, fixnum(end), UNSPECIFIED);
}
/** `value` has the right type, but not a value that `primitive` can take; `expected` says what it takes. */
export function failValue(primitive: i32, expected: i32, value: i64): i64 {
  return fail(KIND_VALUE, primitive, expected, value, UNSPECIFIED, UNSPECIFIED);
}
/** Shapes, or an axis or index and a shape, that an operation on tensors cannot take; `what` is one of SHAPE_. */
export function failTensor(primitive: i32, what: i32, first: i64, second: i64): i64 {
  const k = what == SHAPE_AXIS || what == SHAPE_INDEX ? KIND_RANGE : KIND_SHAPE;
  return fail(k, primitive, what, first, second, UNSPECIFIED);
}
/** Two shapes that do not go together element by element. */
export function failShapes(primitive: i32, a: i64, b: i64): i64 { return failTensor(primitive, SHAPE_JOINT, a, b); }
/** A matrix that an operation cannot take, known by its shape; `value` is the pivot of that number (-1: the determinant). */
export function failMatrix(primitive: i32, what: i32, shape: i64, pivot: i32, value: f64): i64 {
  return fail(KIND_VALUE, primitive, what, shape, cons(fixnum(pivot), canonical(value)), UNSPECIFIED);
}
export function failDivision(primitive: i32, dividend: i64): i64 {
  return fail(KIND_ARITHMETIC, primitive, 0, dividend, UNSPECIFIED, UNSPECIFIED);
}
export function failArity(procedure: i64, count: i32): i64 {
  return fail(KIND_ARITY, 0, count, procedure, UNSPECIFIED, UNSPECIFIED);
}
/** `got` values where `wanted` are asked for; -n - 1: n at least. */
export function failValues(wanted: i64, got: i64): i64 {
  const least = wanted < 0 ? -wanted - 1 : wanted;
  const most = wanted < 0 ? -1 : wanted;
  return fail(KIND_ARITY, 0, <i32>got, UNSPECIFIED, <i64>((<u64><u32>least << 32) | <u64><u32>most), UNSPECIFIED);
}
/** The procedure named `who` was given `value` where a record of `type` is wanted. */
export function failRecord(who: i64, type: i64, value: i64): i64 {
  return fail(KIND_TYPE, 0, EXPECT_RECORD, value, type, who);
}
/** A procedure that counts its arguments itself; `most` -1: any number. `source` tells its name. */
export function failArityOf(source: i64, least: i64, most: i64, count: i64): i64 {
  return fail(KIND_ARITY, 0, <i32>count, source, <i64>((<u64><u32>least << 32) | <u64><u32>most), UNSPECIFIED);
}
export function failNotProcedure(value: i64): i64 {
  return fail(KIND_NOT_PROCEDURE, 0, 0, value, UNSPECIFIED, UNSPECIFIED);
}
export function failUndefined(symbol: i64): i64 {
  return fail(KIND_UNDEFINED, 0, 0, symbol, UNSPECIFIED, UNSPECIFIED);
}
export function failUninitialized(symbol: i64): i64 {
  return fail(KIND_UNINITIALIZED, 0, 0, symbol, UNSPECIFIED, UNSPECIFIED);
}
/** A raised object that nobody handled, or a condition that had been made of a failure. `message` UNSPECIFIED: none. */
export function failCondition(k: i32, value: i64, message: i64, site: i64, what: i32): i64 {
  fail(k, 0, what, value, UNSPECIFIED, message);
  setErrorSite(site);
  return ERROR;
}
/** A syntax error that a reader or expander written in Scheme found, at a place of the text. */
export function failSyntax(message: i64, source: i64): i64 {
  fail(KIND_SYNTAX, 0, 0, NULL, UNSPECIFIED, message);
  setErrorSite(source);
  return ERROR;
}
/** Library code: the procedure named `who` was given `value` where the kind of thing named `what` is wanted. */
export function failExpected(who: i64, what: i64, value: i64): i64 {
  const expected = expectationOf(what);
  // A key may be anything.
  return expected == EXPECT_KEY ? failValue(primitiveOf(who), expected, value) : failType(primitiveOf(who), expected, value);
}
/** Library code: `index` does not lie within `object`. */
export function failIndex(who: i64, index: i64, object: i64): i64 { return failRange(primitiveOf(who), index, object); }

/** The id of a primitive that library code names. */
export function primitiveOf(symbol: i64): i32 {
  for (let id = 1; id <= NAMES; id++) {
    if (nameLength(id) == symbolLength(symbol) && memory.compare(nameAddress(id), symbolName(symbol), symbolLength(symbol)) == 0) return id;
  }
  return 0;
}
export function failLimit(limit: i32): i64 { return fail(KIND_LIMIT, 0, limit, UNSPECIFIED, UNSPECIFIED, UNSPECIFIED); }
